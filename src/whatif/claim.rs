//! A claim: a yes or no that is asked of a worldline.
//!
//! It is written as the id of an outcome class (`siberia_invaded`), of a measure that
//! happens or not (`moscow_fell`), or as any condition of the vocabulary
//! (`event.moscow_falls and war.japan_america == peace`). Without a date it is asked on the
//! last day; `… on 1941-12-31` asks at the end of that week, and `… by 1941-12-31` whether
//! it held at the end of any week up to then.

use crate::scenario::expression::{self, Formula, Scope, Type};
use crate::scenario::language::dated_claim;
use crate::scenario::report::{Reports, nearest};
use crate::scenario::vocabulary::{Kind, Var};
use crate::scenario::{Day, MeasureKind, Scenario, Text, Week, first_clause, terms, with_colon};
use crate::sim::{Whole, calendar};
use crate::whatif::option_text::OptionText;

/// A yes or no that is asked of a worldline.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// As it was written.
    pub text: String,
    /// As a reader sees it.
    pub title: Text,
    asked: Asked,
    when: When,
}

#[derive(Clone, Debug, PartialEq)]
enum Asked {
    /// The outcome class at this place, which is the first that holds.
    Outcome(usize),
    Condition(Formula),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    End,
    On(Week),
    By(Week),
}

impl Claim {
    /// Reads a claim. `option` is where it was written, such as `--given`, for errors.
    ///
    /// # Errors
    /// An empty claim, a name that nobody knows, a date outside the scenario, located in
    /// the text.
    pub fn parse(scenario: &Scenario, option: &str, text: &str) -> Result<Self, Box<Reports>> {
        let written = OptionText { option, text };
        if text.trim().is_empty() {
            let help = "name an outcome, a measure, or a condition such as `event.moscow_falls`";
            return Err(written.refuse("", "H0400", "nothing is claimed", help));
        }
        let (body, when) = match dated_claim(text) {
            None => (text, When::End),
            Some((body, word, date, _)) => {
                let day = day_of(date).ok_or_else(|| {
                    let message = format!("`{date}` is not a date");
                    written.refuse(date, "H0302", message, "a date is written 1941-12-31")
                })?;
                if day < scenario.start || day > scenario.end {
                    let within = |day| calendar::date_of(day).to_string();
                    let message = format!("{date} lies outside the scenario");
                    let help = format!(
                        "it is played from {} to {}",
                        within(scenario.start),
                        within(scenario.end)
                    );
                    return Err(written.refuse(date, "H0303", message, help));
                }
                let week = calendar::week_of(day);
                (body, if word == "on" { When::On(week) } else { When::By(week) })
            }
        };
        let name = body.trim();
        let plain = |text: &str| Text { en: text.to_owned(), es: text.to_owned() };
        if let Some(place) = scenario.outcomes.iter().position(|outcome| outcome.id == name) {
            let title = scenario.outcomes[place].title.clone();
            return Ok(
                Self { text: text.to_owned(), title, asked: Asked::Outcome(place), when }.dated()
            );
        }
        if let Some(measure) = scenario.measures.iter().find(|measure| measure.id == name) {
            if measure.kind != MeasureKind::Truth {
                let message = format!("`{name}` is a number, not a yes or no");
                let help = "compare a quantity instead: `japan.oil.stock > 20`";
                return Err(written.refuse(name, "H0402", message, help));
            }
            let asked = Asked::Condition(measure.value.clone());
            return Ok(
                Self { text: text.to_owned(), title: measure.title.clone(), asked, when }.dated()
            );
        }
        let place = |name: &str| scenario.place_of_parameter(name);
        let scope = Scope { vocabulary: &scenario.vocabulary, parameter: &place };
        match expression::compile(body, Some(&Type::Truth), &scope) {
            Ok((formula, _)) => Ok(Self {
                text: text.to_owned(),
                title: worded(scenario, name).unwrap_or_else(|| plain(name)),
                asked: Asked::Condition(formula),
                when,
            }
            .dated()),
            Err(fault) => {
                let ids = scenario.outcomes.iter().map(|outcome| outcome.id.as_str());
                let truths =
                    scenario.measures.iter().filter(|measure| measure.kind == MeasureKind::Truth);
                let ids = ids.chain(truths.map(|measure| measure.id.as_str()));
                // A single word is more likely an outcome or a measure than a quantity.
                let help = match nearest(name, ids.clone()) {
                    Some(near) if !name.contains(['.', ' ']) => format!("did you mean `{near}`?"),
                    _ if !name.contains(['.', ' ']) => format!(
                        "outcomes and measures are {}; or write a condition such as `event.moscow_falls`",
                        ids.collect::<Vec<_>>().join(", ")
                    ),
                    _ => fault.help,
                };
                Err(written.refuse_at(fault.place, fault.code, fault.message, help))
            }
        }
    }

    /// The title says the date.
    fn dated(mut self) -> Self {
        let (en, es, week) = match self.when {
            When::End => return self,
            When::On(week) => ("in the week of", "en la semana del", week),
            When::By(week) => ("by the week of", "hasta la semana del", week),
        };
        let date = calendar::date_of(calendar::monday(week));
        self.title.en = format!("{}, {en} {date}", self.title.en);
        self.title.es = format!("{}, {es} {date}", self.title.es);
        self
    }

    /// The quantities, events and decisions that it is read off: of an outcome class also
    /// those of the classes before it, which must not hold.
    #[must_use]
    pub fn reads(&self, scenario: &Scenario) -> Vec<Var> {
        match &self.asked {
            Asked::Outcome(place) => {
                let classes = scenario.outcomes.iter().take(place + 1);
                classes.flat_map(|outcome| outcome.condition.names()).collect()
            }
            Asked::Condition(formula) => formula.names(),
        }
    }

    /// The quantities, events and decisions that it names itself.
    #[must_use]
    pub fn names(&self, scenario: &Scenario) -> Vec<Var> {
        match &self.asked {
            Asked::Outcome(place) => scenario.outcomes[*place].condition.names(),
            Asked::Condition(formula) => formula.names(),
        }
    }

    /// The week of its date, if it has one.
    #[must_use]
    pub const fn week(&self) -> Option<Week> {
        match self.when {
            When::End => None,
            When::On(week) | When::By(week) => Some(week),
        }
    }

    /// The last week at which it is asked.
    #[must_use]
    pub fn decided_in(&self, scenario: &Scenario) -> Week {
        match self.when {
            When::End => calendar::week_of(scenario.end),
            When::On(week) | When::By(week) => week,
        }
    }

    /// Does it hold in a worldline as it stands?
    #[must_use]
    pub fn holds_now(&self, whole: &Whole<'_>) -> bool {
        match &self.asked {
            Asked::Outcome(place) => {
                let outcomes = &whole.premise.scenario.outcomes;
                outcomes.iter().position(|outcome| outcome.condition.holds(whole)) == Some(*place)
            }
            Asked::Condition(formula) => formula.holds(whole),
        }
    }

    /// Looks at a worldline at the end of a week, and says what is known so far: `None`
    /// before the claim is decided.
    fn look(&self, known: Option<bool>, whole: &Whole<'_>) -> Option<bool> {
        let week = whole.calendar.week;
        match self.when {
            When::End => (week == whole.premise.last_week()).then(|| self.holds_now(whole)),
            When::On(at) if week == at => Some(self.holds_now(whole)),
            When::On(_) => known,
            When::By(at) if known == Some(true) || week > at => known,
            When::By(at) => {
                let holds = self.holds_now(whole);
                (holds || week == at).then_some(holds)
            }
        }
    }
}

/// A condition on one event or one answer in words: `event.moscow_falls`,
/// `decision.northern_question == strike`.
fn worded(scenario: &Scenario, condition: &str) -> Option<Text> {
    if let Some(id) = condition.strip_prefix("event.") {
        let event = scenario.events.iter().find(|event| event.id == id)?;
        let first = |text: &str| first_clause(text).to_owned();
        return (!event.text.en.is_empty())
            .then(|| Text { en: first(&event.text.en), es: first(&event.text.es) });
    }
    let Some(answer) = condition.strip_prefix("decision.") else {
        return compared(scenario, condition);
    };
    let (decision, option) = answer.split_once("==")?;
    let decision = scenario.decisions.iter().find(|known| known.id == decision.trim())?;
    let choice = decision.choices.iter().find(|choice| choice.id == option.trim())?;
    let both = |title: &str, label: &str| format!("{} “{label}”", with_colon(title));
    Some(Text {
        en: both(&decision.title.en, &choice.label.en),
        es: both(&decision.title.es, &choice.label.es),
    })
}

/// A condition on one quantity in words: `japan.oil.stock > 20`.
fn compared(scenario: &Scenario, condition: &str) -> Option<Text> {
    let words: Vec<&str> = condition.split_whitespace().collect();
    let [name, sign, value] = words[..] else { return None };
    let entry = scenario.vocabulary.named(name)?;
    let sign = match sign {
        "<" | ">" => sign,
        "<=" => "≤",
        ">=" => "≥",
        "==" => "=",
        "!=" => "≠",
        _ => return None,
    };
    let said = |words: &str, value: String, unit: &str| {
        let named = words.split([':', ';']).next().unwrap_or(words);
        format!("“{named}” {sign} {value} {unit}").trim_end().to_owned()
    };
    let (value, unit) = match &entry.kind {
        // A state by its name, a share as it is compared.
        Kind::States(_) => {
            let own = value.replace('_', " ");
            let (en, es) = terms::state(value).unwrap_or((&own, &own));
            return Some(Text {
                en: said(&entry.en, en.to_owned(), ""),
                es: said(&entry.es, es.to_owned(), ""),
            });
        }
        Kind::Number { unit, .. } if !unit.starts_with("share") => {
            (value, terms::unit(unit).unwrap_or((unit, unit)))
        }
        _ => (value, ("", "")),
    };
    Some(Text {
        en: said(&entry.en, value.to_owned(), unit.0),
        es: said(&entry.es, value.replace('.', ","), unit.1),
    })
}

fn day_of(date: &str) -> Option<Day> {
    let date: jiff::civil::Date = date.parse().ok()?;
    Some((date - calendar::first_day()).get_days())
}

/// What is known of some claims while a worldline is lived; to be shown every week.
#[derive(Clone, Debug)]
pub struct Witness<'a> {
    claims: &'a [Claim],
    known: Vec<Option<bool>>,
}

impl<'a> Witness<'a> {
    /// Knows nothing yet.
    #[must_use]
    pub fn new(claims: &'a [Claim]) -> Self {
        Self { claims, known: vec![None; claims.len()] }
    }

    /// Looks at the worldline at the end of a week.
    pub fn look(&mut self, whole: &Whole<'_>) {
        for (claim, known) in self.claims.iter().zip(&mut self.known) {
            *known = claim.look(*known, whole);
        }
    }

    /// Does each claim hold as things stand: what is dated has held by now, the rest would
    /// hold if this were the last day?
    #[must_use]
    pub fn so_far(&self, whole: &Whole<'_>) -> Vec<bool> {
        let claims = self.claims.iter().zip(&self.known);
        claims
            .map(|(claim, known)| match claim.when {
                When::End => claim.holds_now(whole),
                When::On(_) | When::By(_) => *known == Some(true),
            })
            .collect()
    }

    /// Did each claim hold? What was never decided did not.
    #[must_use]
    pub fn verdicts(&self) -> Vec<bool> {
        self.known.iter().map(|known| *known == Some(true)).collect()
    }
}
