//! An axis of a sweep, written `NAME=VALUES`:
//!
//! - `eastern_front.fortune=0.1..0.3/5`: a parameter of the rules, at five values;
//! - `japan.oil.stock@1941-08-04=20..60/5`: a quantity, set in the week of that date;
//! - `northern_question=wait|strike`: a decision, whose option is forced whenever it is asked;
//! - `northern_question=strike@1941-06-30..1941-10-27/2w`: the question is put in one week,
//!   every second one from the first date to the last, and answered so;
//! - `divergence=-8..8/2w`: all dates of the counterfactual, so many weeks later.
//!
//! A question that is put in another week than its own is a change of its window: before
//! that week nobody is asked, and after it nobody is asked again. Its condition stays: where
//! that does not hold, nothing is asked and nothing happens. An axis goes before what the
//! counterfactual forces on the same decision.

use crate::scenario::expression::{Formula, day_number};
use crate::scenario::report::{Reports, suggestion};
use crate::scenario::vocabulary::{Family, Kind};
use crate::scenario::{
    Change, Day, DecisionId, Effect, ForcedChoice, Id, OptionId, Scenario, Setting, Text, Week,
    vocabulary,
};
use crate::sim;
use crate::sim::calendar;
use crate::whatif::option_text::OptionText;
use crate::whatif::sweep::MOST;
use crate::whatif::sweep::divergence::{divergence, shift};

/// What an axis moves.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lever {
    /// The parameter at this place of the scenario.
    Parameter(usize),
    /// A quantity, set in a week.
    Quantity { target: vocabulary::Var, range: (f64, f64), kind: Kind, week: Week },
    /// The option of a decision, whenever it is asked.
    Option { decision: DecisionId },
    /// The week in which a decision is asked, and this option taken.
    Asked { decision: DecisionId, choice: OptionId },
    /// The weeks by which the counterfactual is late.
    Divergence,
}

/// Where an axis goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stops {
    /// From one number to another, at so many values; with none only a Latin hypercube can
    /// use it.
    Span(f64, f64, Option<usize>),
    /// These: numbers, weeks, or places in a list.
    Listed(Vec<f64>),
}

/// One thing that is swept.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// As it was written.
    pub text: String,
    /// What stands before the `=`.
    pub name: String,
    /// Unit of its values; empty for names and dates.
    pub unit: String,
    /// What it moves, for a reader.
    pub title: Text,
    pub(super) lever: Lever,
    pub(super) stops: Stops,
}

pub(super) type Wrong = Box<Reports>;

fn number(written: OptionText<'_>, part: &str) -> Result<f64, Wrong> {
    let number = part.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| {
        let message = format!("`{}` is not a number", part.trim());
        written.refuse(part, "H0402", message, "a range is written LOW..HIGH/VALUES: `0.1..0.3/5`")
    })
}

fn day(written: OptionText<'_>, scenario: &Scenario, part: &str) -> Result<Day, Wrong> {
    let day = day_number(part.trim()).map_err(|_| {
        let message = format!("`{}` is not a date", part.trim());
        written.refuse(part, "H0302", message, "a date is written 1941-08-04")
    })?;
    if day < scenario.start || day > scenario.end {
        let message = format!("{} lies outside the scenario", part.trim());
        return Err(written.refuse(part, "H0303", message, played(scenario)));
    }
    Ok(day)
}

/// `4w`: how many weeks from one stop to the next.
pub(super) fn step_of(written: OptionText<'_>, part: &str) -> Result<Week, Wrong> {
    let weeks = part.trim().strip_suffix('w').and_then(|number| number.parse::<Week>().ok());
    weeks.filter(|&weeks| weeks > 0).ok_or_else(|| {
        let message = format!("`{}` is no step", part.trim());
        written.refuse(
            part,
            "H0301",
            message,
            "a step in time is written in weeks, 1w or more: `/2w`",
        )
    })
}

/// `LOW..HIGH` and what follows the `/`.
pub(super) fn span<'a>(
    written: OptionText<'_>,
    part: &'a str,
) -> Result<(&'a str, &'a str, Option<&'a str>), Wrong> {
    let help = "a range is written LOW..HIGH/VALUES (`0.1..0.3/5`), of dates and weeks FROM..UNTIL/STEP (`-8..8/2w`)";
    let (low, rest) = part
        .split_once("..")
        .ok_or_else(|| written.refuse(part, "H0400", "this is not a range", help))?;
    Ok(rest.split_once('/').map_or((low, rest, None), |(high, step)| (low, high, Some(step))))
}

pub(super) fn played(scenario: &Scenario) -> String {
    let within = |day| calendar::date_of(day);
    format!("it is played from {} to {}", within(scenario.start), within(scenario.end))
}

impl Axis {
    /// Reads an axis. `plain` is the scenario without counterfactuals, `changed` the same
    /// with them; `option` is where it was written, for errors.
    ///
    /// # Errors
    /// What cannot be read, is not there, or has nowhere to go, located in the text.
    pub fn parse(
        plain: &Scenario,
        changed: &Scenario,
        option: &str,
        text: &str,
    ) -> Result<Self, Wrong> {
        let written = OptionText { option, text };
        let Some((name, values)) = text.split_once('=') else {
            let help = "an axis is written NAME=VALUES: `eastern_front.fortune=0.1..0.3/5`, `northern_question=wait|strike`";
            return Err(written.refuse("", "H0400", "this is not an axis", help));
        };
        let (name, values) = (name.trim(), values.trim());
        if values.is_empty() {
            let help = "a range (`0.1..0.3/5`) or some values (`wait|strike`) stand after the `=`";
            return Err(written.refuse("", "H0400", "the axis has no values", help));
        }
        let (lever, stops, unit, title) = if name == "divergence" {
            divergence(written, plain, changed, values)?
        } else if let Some((quantity, date)) = name.split_once('@') {
            quantity_on(written, changed, (quantity.trim(), date.trim()), values)?
        } else if let Some(decision) = changed.decisions.id_where(|decision| decision.id == name) {
            decision_axis(written, changed, decision, values)?
        } else {
            parameter(written, changed, name, values)?
        };
        let (text, name) = (text.to_owned(), name.to_owned());
        let axis = Self { text, name, unit, title, lever, stops };
        if let Stops::Listed(stops) = &axis.stops
            && let Some(twice) = (1..stops.len()).find(|&at| stops[..at].contains(&stops[at]))
        {
            let message = format!("`{}` is there twice", axis.label(changed, stops[twice]));
            return Err(written.refuse(values, "H0203", message, "name each value once"));
        }
        Ok(axis)
    }

    /// The decision that it moves.
    const fn decision(&self) -> Option<DecisionId> {
        match self.lever {
            Lever::Option { decision } | Lever::Asked { decision, .. } => Some(decision),
            _ => None,
        }
    }

    /// Does it move the same thing as another one?
    pub(super) fn moves_what(&self, other: &Self) -> bool {
        let decided = self.decision().is_some() && self.decision() == other.decision();
        let same = match (&self.lever, &other.lever) {
            (
                Lever::Quantity { target, week, .. },
                Lever::Quantity { target: other, week: then, .. },
            ) => target == other && week == then,
            (mine, others) => mine == others,
        };
        decided || same
    }

    /// Does it make somebody take an option?
    #[must_use]
    pub const fn forces(&self) -> bool {
        self.decision().is_some() || matches!(self.lever, Lever::Divergence)
    }

    /// Are its values numbers, in their order?
    #[must_use]
    pub const fn ordered(&self) -> bool {
        match &self.lever {
            Lever::Option { .. } => false,
            Lever::Quantity { kind, .. } => matches!(kind, Kind::Number { .. }),
            _ => true,
        }
    }

    /// Are its values weeks of the calendar?
    #[must_use]
    pub const fn is_of_dates(&self) -> bool {
        matches!(self.lever, Lever::Asked { .. })
    }

    /// The values of a grid.
    #[must_use]
    pub fn values(&self) -> Vec<f64> {
        match &self.stops {
            Stops::Listed(stops) => stops.clone(),
            &Stops::Span(low, high, steps) => {
                let last = steps.unwrap_or(2).max(2) - 1;
                (0..=last)
                    .map(|at| {
                        if at == last { high } else { low + (high - low) * at as f64 / last as f64 }
                    })
                    .collect()
            }
        }
    }

    /// The value at a uniform number, 0 to 1, of a Latin hypercube.
    #[must_use]
    pub fn at(&self, uniform: f64) -> f64 {
        match &self.stops {
            Stops::Listed(stops) => {
                let place = (uniform * stops.len() as f64) as usize;
                stops[place.min(stops.len() - 1)]
            }
            Stops::Span(low, high, _) => low + (high - low) * uniform,
        }
    }

    /// A value as it is written.
    #[must_use]
    pub fn label(&self, scenario: &Scenario, value: f64) -> String {
        match &self.lever {
            Lever::Parameter(_) => short(value),
            Lever::Quantity { kind: Kind::Number { .. }, .. } => short(value),
            Lever::Quantity { kind, .. } => vocabulary::show_value(kind, value),
            Lever::Option { decision } => scenario.decisions[*decision]
                .choices
                .get(OptionId::at(value as usize))
                .map_or_else(String::new, |choice| choice.id.clone()),
            Lever::Asked { .. } => calendar::date_of(calendar::monday(value as Week)).to_string(),
            Lever::Divergence if value == 0.0 => "0".to_owned(),
            Lever::Divergence => format!("{value:+.0}"),
        }
    }

    /// Puts a value into a scenario.
    pub(super) fn put(&self, plain: &Scenario, scenario: &mut Scenario, value: f64) {
        match &self.lever {
            &Lever::Parameter(place) => {
                // Who sets a parameter knows it: nothing is left to draw.
                scenario.parameters[place].value = value;
                scenario.parameters[place].range = (value, value);
            }
            &Lever::Quantity { target, range, week, .. } => {
                let value = Formula::constant(value);
                let effect = Effect { target, change: Change::Set, value, range };
                scenario.settings.push(Setting { day: calendar::monday(week), effect });
            }
            &Lever::Option { decision } => {
                scenario.forced_choices.retain(|forced| forced.decision != decision);
                scenario.forced_choices.push(ForcedChoice {
                    decision,
                    choice: OptionId::at(value as usize),
                    from: scenario.start,
                    until: scenario.end,
                });
            }
            &Lever::Asked { decision, choice } => {
                let week = value as Week;
                scenario.forced_choices.retain(|forced| forced.decision != decision);
                let (from, until) = (calendar::monday(week), calendar::monday(week) + 6);
                scenario.forced_choices.push(ForcedChoice { decision, choice, from, until });
                let asked = &mut scenario.decisions[decision];
                (asked.from, asked.until) = (from, until);
            }
            Lever::Divergence => shift(plain, scenario, value as Week),
        }
    }
}

pub(super) type Read = (Lever, Stops, String, Text);

/// A range of numbers, or a list of them.
fn numbers(written: OptionText<'_>, values: &str, within: (f64, f64)) -> Result<Stops, Wrong> {
    let inside = |part: &str| {
        let number = number(written, part)?;
        if number < within.0 || number > within.1 {
            let message = format!("{} lies outside what makes sense", part.trim());
            let help = format!("keep it within {} to {}", short(within.0), short(within.1));
            return Err(written.refuse(part, "H0301", message, help));
        }
        Ok(number)
    };
    if !values.contains("..") && values.contains('|') {
        let listed: Result<Vec<f64>, Wrong> = values.split('|').map(inside).collect();
        return Ok(Stops::Listed(listed?));
    }
    let (low, high, steps) = span(written, values)?;
    let (from, until) = (inside(low)?, inside(high)?);
    if from >= until {
        let message = if from == until { "the range is empty" } else { "the range is reversed" };
        return Err(written.refuse(values, "H0308", message, "write LOW..HIGH, the lower first"));
    }
    let steps = match steps {
        None => None,
        Some(part) => Some(part.trim().parse::<usize>().ok().filter(|steps| (2..=MOST).contains(steps)).ok_or_else(|| {
            let message = format!("`{}` is no number of values", part.trim());
            let help = format!("after the `/` stands how many values the axis takes, both ends among them: 2 to {MOST}");
            written.refuse(if part.trim().is_empty() { values } else { part }, "H0301", message, help)
        })?),
    };
    Ok(Stops::Span(from, until, steps))
}

fn parameter(
    written: OptionText<'_>,
    scenario: &Scenario,
    name: &str,
    values: &str,
) -> Result<Read, Wrong> {
    let engine = sim::engine();
    let known = engine.parameters.iter().find(|known| known.name == name);
    let place = scenario.parameters.iter().position(|parameter| parameter.name == name);
    match (known, place) {
        (Some(known), Some(place)) => {
            let stops = numbers(written, values, (known.low, known.high))?;
            let title = Text { en: known.name.clone(), es: known.name.clone() };
            Ok((Lever::Parameter(place), stops, known.unit.clone(), title))
        }
        (None, Some(_)) => Err(written.refuse(
            name,
            "H0404",
            format!("`{name}` is the scenario's own: its formulas hold its value"),
            "only parameters of the rules can be swept; change this one in a counterfactual",
        )),
        (_, None) if scenario.vocabulary.named(name).is_some() => Err(written.refuse(
            name,
            "H0400",
            format!("`{name}` is a quantity: say when it is set"),
            format!("write `{name}@1941-08-04={values}`"),
        )),
        (_, None) => {
            let names: Vec<&str> = scenario
                .decisions
                .iter()
                .map(|decision| decision.id.as_str())
                .chain(engine.parameters.iter().map(|known| known.name.as_str()))
                .chain(["divergence"])
                .chain(scenario.vocabulary.iter().map(|entry| entry.name.as_str()))
                .collect();
            let help = format!(
                "{} (an axis is a parameter, QUANTITY@DATE, a decision, or `divergence`)",
                suggestion(name, names)
            );
            let message = format!("there is nothing called `{name}` to sweep");
            Err(written.refuse(name, "H0201", message, help))
        }
    }
}

fn quantity_on(
    written: OptionText<'_>,
    scenario: &Scenario,
    (name, date): (&str, &str),
    values: &str,
) -> Result<Read, Wrong> {
    let Some(entry) = scenario.vocabulary.named(name) else {
        let names: Vec<&str> =
            scenario.vocabulary.iter().map(|entry| entry.name.as_str()).collect();
        let message = format!("the vocabulary has no `{name}`");
        return Err(written.refuse(name, "H0401", message, suggestion(name, names)));
    };
    if !entry.writable {
        let help = match entry.var.family {
            Family::Decision => {
                "a decision is swept by its options: `northern_question=wait|strike`"
            }
            _ => "only what interventions may set can be swept",
        };
        let message = format!("`{name}` cannot be written");
        return Err(written.refuse(name, "H0404", message, help));
    }
    let week = calendar::week_of(day(written, scenario, date)?);
    let named = |known: &[String]| -> Result<Stops, Wrong> {
        let find = |part: &str| {
            let part = part.trim();
            let place = known.iter().position(|state| state == part);
            place.map(|place| place as f64).ok_or_else(|| {
                let message = format!("`{name}` is never `{part}`");
                let help = suggestion(part, known.iter().map(String::as_str));
                written.refuse(if part.is_empty() { values } else { part }, "H0201", message, help)
            })
        };
        Ok(Stops::Listed(values.split('|').map(find).collect::<Result<_, Wrong>>()?))
    };
    let (stops, range, unit) = match &entry.kind {
        Kind::Number { unit, low, high } => {
            (numbers(written, values, (*low, *high))?, (*low, *high), unit.clone())
        }
        Kind::Truth => (named(&["no".to_owned(), "yes".to_owned()])?, (0.0, 1.0), String::new()),
        Kind::States(states) => {
            (named(states)?, (0.0, states.len().saturating_sub(1) as f64), String::new())
        }
    };
    let lever = Lever::Quantity { target: entry.var, range, kind: entry.kind.clone(), week };
    let title = Text {
        en: format!("{}, set on {date}", entry.en),
        es: format!("{}, fijado el {date}", entry.es),
    };
    Ok((lever, stops, unit, title))
}

fn decision_axis(
    written: OptionText<'_>,
    scenario: &Scenario,
    asked: DecisionId,
    values: &str,
) -> Result<Read, Wrong> {
    let decision = &scenario.decisions[asked];
    let find = |part: &str| {
        let part = part.trim();
        decision.choices.id_where(|choice| choice.id == part).ok_or_else(|| {
            let message = format!("`{}` has no option `{part}`", decision.id);
            let help = suggestion(part, decision.choices.iter().map(|choice| choice.id.as_str()));
            written.refuse(if part.is_empty() { values } else { part }, "H0201", message, help)
        })
    };
    let Some((option, dates)) = values.split_once('@') else {
        let listed: Result<Vec<f64>, Wrong> =
            values.split('|').map(|part| find(part).map(|option| option.place() as f64)).collect();
        let lever = Lever::Option { decision: asked };
        let title = Text {
            en: format!("“{}” is answered so whenever it is asked", decision.title.en),
            es: format!("a «{}» se responde así siempre que se plantea", decision.title.es),
        };
        return Ok((lever, Stops::Listed(listed?), String::new(), title));
    };
    let choice = find(option)?;
    let (from, until, step) = span(written, dates)?;
    let weeks = [from, until].map(|part| day(written, scenario, part).map(calendar::week_of));
    let [from, until] = weeks;
    let (from, until) = (from?, until?);
    if from > until {
        let help = "write FROM..UNTIL, the earlier date first";
        return Err(written.refuse(dates, "H0308", "the range is reversed", help));
    }
    let step = step.map_or(Ok(1), |part| step_of(written, part))?;
    let weeks = (from..=until).step_by(usize::from(step.unsigned_abs())).map(f64::from).collect();
    let label = &decision.choices[choice].label;
    let title = Text {
        en: format!(
            "the question “{}” is put, and answered “{}”, in the week that begins on that date, and in no other",
            decision.title.en, label.en
        ),
        es: format!(
            "la pregunta «{}» se plantea, y se responde «{}», en la semana que empieza en esa fecha, y en ninguna otra",
            decision.title.es, label.es
        ),
    };
    Ok((Lever::Asked { decision: asked, choice }, Stops::Listed(weeks), String::new(), title))
}

/// A number without needless digits.
fn short(value: f64) -> String {
    let written = format!("{value:.4}");
    let trimmed = written.trim_end_matches('0').trim_end_matches('.');
    if value != 0.0 && value.abs() < 0.001 { format!("{value:.2e}") } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_needless_digits() {
        for (value, written) in [(0.1 + 0.2, "0.3"), (20.0, "20"), (1e-5, "1.00e-5"), (0.0, "0")] {
            assert_eq!(short(value), written);
        }
    }
}
