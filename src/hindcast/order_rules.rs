//! Rules of order: what must, and what must not, come before, beside or after what.
//!
//! The table is a CSV file with the columns `happening, rule, other, why`, and `why_es` if
//! somebody reads it in Spanish. A happening is written as in the record: an event by its id
//! (`uranus`), an answer by decision and option (`yalta: promise`); or `surrender ARMY`,
//! `conquest REGION by POWER`; a `*` in the place of an option, an army, a region or a power
//! stands for any. The rules are
//!
//! - `only after`: the other has happened before;
//! - `never after`: the other has not;
//! - `never with`: a history does not have both;
//! - `once`: a history has it at most once, with `*` each of them;
//! - `only while`, `never while`: `other` is a condition in the language of scenarios, and the
//!   world fulfils it, or does not, just before the happening takes effect
//!   ([`proviso`](crate::sim::proviso)).
//!
//! Before is: on an earlier day, or on the same day earlier in the order in which the day's
//! happenings take effect. Happenings count whether they are told or not.

use serde::{Deserialize, Serialize};

use crate::hindcast::ensemble::Mark;
use crate::hindcast::record_files::Sheet;
use crate::scenario::expression::{self, Formula, Scope, Type};
use crate::scenario::library::Origin;
use crate::scenario::report::{Reports, suggestion};
use crate::scenario::{Day, Id, Scenario};
use crate::sim::chronicle::Happening;
use crate::sim::proviso::{Judged, Proviso};

/// A row of the table, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The happening that the rule binds.
    pub happening: String,
    /// The rule.
    pub rule: String,
    /// The other happening, or the condition; empty where the rule takes none.
    pub other: String,
    /// Why a historian insists on it, in English.
    pub why: String,
    /// The same in Spanish; may be empty.
    pub why_es: String,
}

/// A rule of order.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// As it is written.
    pub row: Row,
    /// What it binds: any of these.
    pub binds: Vec<Happening>,
    /// What it demands.
    pub demand: Demand,
}

/// What a rule demands of a happening.
#[derive(Clone, Debug, PartialEq)]
pub enum Demand {
    /// One of these has happened before.
    OnlyAfter(Vec<Happening>),
    /// None of these has.
    NeverAfter(Vec<Happening>),
    /// None of these is in the same history.
    NeverWith(Vec<Happening>),
    /// It is not in the history already.
    Once,
    /// The condition holds.
    OnlyWhile(Formula),
    /// The condition does not hold.
    NeverWhile(Formula),
}

/// The rules, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Those that the scenario can keep or break.
    pub rules: Vec<Rule>,
    /// Rows that name what the scenario does not have.
    pub left_out: Vec<Row>,
}

/// Where a history breaks a rule: first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// The day of the happening that should not have come about so.
    pub day: Day,
    /// The day of the other: of `only after` that on which it came about too late, if it ever
    /// did; of `once` that of the first time; none where a condition was asked.
    pub other: Option<Day>,
}

/// The names of the rules, in the order of [`Demand`].
pub const RULES: [&str; 6] =
    ["only after", "never after", "never with", "once", "only while", "never while"];

/// Reads a table of rules for a scenario. `leaves_out`: what the scenario does not have is
/// left out; else it is an error.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read(place: &Origin, scenario: &Scenario, leaves_out: bool) -> Result<Table, Box<Reports>> {
    let needed = ["happening", "rule", "other", "why"];
    let mut sheet = Sheet::open(place, &needed, &["why_es", "source"])?;
    let mut table = Table::default();
    let mut seen: Vec<[String; 3]> = Vec::new();
    for (start, fields) in sheet.rows.clone() {
        let of = |column: &str| sheet.field(&fields, column).to_owned();
        let row = Row {
            happening: of("happening"),
            rule: of("rule"),
            other: of("other"),
            why: of("why"),
            why_es: of("why_es"),
        };
        let key = [&row.happening, &row.rule, &row.other].map(Clone::clone);
        if seen.contains(&key) {
            let message = format!("`{}` has this rule already", row.happening);
            sheet.refuse("H0708", start, "happening", message, "one row for each rule");
        }
        seen.push(key);
        let faults = sheet.reports.len();
        let read = rule(&mut sheet, start, &row, scenario);
        match read {
            Ok(Some(rule)) => table.rules.push(rule),
            Ok(None) => {}
            Err(Unknown) if leaves_out => {
                sheet.reports.truncate(faults);
                table.left_out.push(row);
            }
            Err(Unknown) => {}
        }
    }
    if sheet.reports.is_empty() { Ok(table) } else { Err(sheet.fail()) }
}

/// The row names something that the scenario does not have; it has been said.
struct Unknown;

/// Reads a row; nothing where it is broken, and it has been said.
fn rule(
    sheet: &mut Sheet,
    start: usize,
    row: &Row,
    scenario: &Scenario,
) -> Result<Option<Rule>, Unknown> {
    let Some(kind) = RULES.iter().position(|&known| known == row.rule) else {
        let message = format!("there is no rule `{}`", row.rule);
        sheet.refuse("H0714", start, "rule", message, &suggestion(&row.rule, RULES));
        return Ok(None);
    };
    let takes_other = RULES[kind] != "once";
    if takes_other == row.other.is_empty() {
        let (message, help) = if takes_other {
            let message = format!("`{}` what? The column `other` is empty", row.rule);
            (message, "name the other happening, or the condition")
        } else {
            (format!("`{}` takes no other", row.rule), "leave the column `other` empty")
        };
        sheet.refuse("H0714", start, "other", message, help);
        return Ok(None);
    }
    let mut binds = |column: &str, text: &str| match happenings(scenario, text) {
        Ok(found) => Ok(found),
        Err((message, help)) => {
            sheet.refuse("H0715", start, column, message, &help);
            Err(Unknown)
        }
    };
    let bound = binds("happening", &row.happening);
    let demand = match kind {
        0 => binds("other", &row.other).map(Demand::OnlyAfter),
        1 => binds("other", &row.other).map(Demand::NeverAfter),
        2 => binds("other", &row.other).map(Demand::NeverWith),
        3 => Ok(Demand::Once),
        _ => {
            let place = |name: &str| scenario.place_of_parameter(name);
            let scope = Scope { vocabulary: &scenario.vocabulary, parameter: &place };
            match expression::compile(&row.other, Some(&Type::Truth), &scope) {
                Ok((condition, _)) if kind == 4 => Ok(Demand::OnlyWhile(condition)),
                Ok((condition, _)) => Ok(Demand::NeverWhile(condition)),
                Err(fault) => {
                    let at = (start, "other");
                    sheet.refuse_part(fault.code, at, fault.place, fault.message, &fault.help);
                    Err(Unknown)
                }
            }
        }
    };
    Ok(Some(Rule { row: row.clone(), binds: bound?, demand: demand? }))
}

/// What is wrong, and what would be right.
type Wrong = (String, String);

/// The happenings that a text names; more than one where it has a `*`.
///
/// # Errors
/// What of it the scenario does not have.
fn happenings(scenario: &Scenario, text: &str) -> Result<Vec<Happening>, Wrong> {
    if text.is_empty() {
        let help = "an event, `decision: option`, `surrender ARMY` or `conquest REGION by POWER`";
        return Err(("no happening is named".to_owned(), help.to_owned()));
    }
    if let Some((decision, option)) = text.split_once(':') {
        return answers(scenario, decision.trim(), option.trim());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        ["surrender", army] => {
            let armies = named("army", army, &scenario.armies.ids().collect::<Vec<_>>(), |id| {
                &scenario.armies[id].id
            })?;
            Ok(armies.into_iter().map(Happening::Surrender).collect())
        }
        ["conquest", region, "by", power] => {
            let regions = scenario.regions.ids().collect::<Vec<_>>();
            let powers = scenario.powers.ids().collect::<Vec<_>>();
            let regions = named("region", region, &regions, |id| &scenario.regions[id].id)?;
            let powers = named("power", power, &powers, |id| &scenario.powers[id].id)?;
            let by = |&region: &_| powers.iter().map(move |&power| (region, power));
            let pairs = regions.iter().flat_map(by);
            Ok(pairs.map(|(region, power)| Happening::Conquest(region, power)).collect())
        }
        _ => match Mark::named(scenario, text) {
            Some(Mark::Event(event)) => Ok(vec![Happening::Event(event)]),
            _ => {
                let known = scenario.events.iter().map(|event| event.id.as_str());
                Err((format!("there is no event `{text}`"), suggestion(text, known)))
            }
        },
    }
}

fn answers(scenario: &Scenario, decision: &str, option: &str) -> Result<Vec<Happening>, Wrong> {
    let Some(asked) = scenario.decisions.id_where(|known| known.id == decision) else {
        let known = scenario.decisions.iter().map(|decision| decision.id.as_str());
        return Err((format!("there is no decision `{decision}`"), suggestion(decision, known)));
    };
    let choices = &scenario.decisions[asked].choices;
    let all = choices.ids().collect::<Vec<_>>();
    let options = named("option", option, &all, |id| &choices[id].id)?;
    Ok(options.into_iter().map(|option| Happening::Answer(asked, option)).collect())
}

/// The one of that name, or all.
fn named<'a, I: Id>(
    what: &str,
    name: &str,
    all: &[I],
    called: impl Fn(I) -> &'a String,
) -> Result<Vec<I>, Wrong> {
    if name == "*" {
        return Ok(all.to_vec());
    }
    let found: Vec<I> = all.iter().copied().filter(|&id| called(id) == name).collect();
    if found.is_empty() {
        let names: Vec<&str> = all.iter().map(|&id| called(id).as_str()).collect();
        return Err((format!("there is no {what} `{name}`"), suggestion(name, names)));
    }
    Ok(found)
}

impl Rule {
    /// What must be judged while a history is lived, if anything.
    #[must_use]
    pub fn proviso(&self) -> Option<Proviso> {
        match &self.demand {
            Demand::OnlyWhile(condition) | Demand::NeverWhile(condition) => {
                Some(Proviso { of: self.binds.clone(), condition: condition.clone() })
            }
            _ => None,
        }
    }

    /// The first day of what it binds, if it came about.
    #[must_use]
    pub fn came_about(&self, lived: &[(Day, Happening)]) -> Option<Day> {
        lived.iter().find(|(_, happening)| self.binds.contains(happening)).map(|&(day, _)| day)
    }

    /// Where a history breaks it. `lived` are its happenings in order, `judged` what was found
    /// of this rule's [`Rule::proviso`], in order.
    #[must_use]
    pub fn breach(&self, lived: &[(Day, Happening)], judged: &[Judged]) -> Option<Breach> {
        let first = |of: &[Happening]| {
            lived.iter().enumerate().find(|(_, (_, happening))| of.contains(happening))
        };
        let bound = || {
            let all = lived.iter().enumerate();
            all.filter(|(_, (_, happening))| self.binds.contains(happening))
        };
        match &self.demand {
            Demand::OnlyAfter(others) => {
                let (place, &(day, _)) = bound().next()?;
                let other = first(others);
                let broken = other.is_none_or(|(other, _)| other >= place);
                broken.then(|| Breach { day, other: other.map(|(_, &(day, _))| day) })
            }
            Demand::NeverAfter(others) => {
                let (other, &(then, _)) = first(others)?;
                let (_, &(day, _)) = bound().find(|&(place, _)| place > other)?;
                Some(Breach { day, other: Some(then) })
            }
            Demand::NeverWith(others) => {
                let (_, &(day, _)) = bound().next()?;
                first(others).map(|(_, &(other, _))| Breach { day, other: Some(other) })
            }
            Demand::Once => bound().find_map(|(place, &(day, again))| {
                let before = lived[..place].iter().find(|&&(_, known)| known == again);
                before.map(|&(other, _)| Breach { day, other: Some(other) })
            }),
            Demand::OnlyWhile(_) | Demand::NeverWhile(_) => {
                let wanted = matches!(self.demand, Demand::OnlyWhile(_));
                let broken = judged.iter().find(|judged| judged.held != wanted);
                broken.map(|judged| Breach { day: judged.day, other: None })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{ArmyId, EventId};

    fn event(place: usize) -> Happening {
        Happening::Event(EventId::at(place))
    }

    fn army(place: usize) -> Happening {
        Happening::Surrender(ArmyId::at(place))
    }

    fn rule(binds: &[Happening], demand: Demand) -> Rule {
        Rule { row: Row::default(), binds: binds.to_vec(), demand }
    }

    fn broken(rule: &Rule, lived: &[(Day, Happening)]) -> Option<(Day, Option<Day>)> {
        rule.breach(lived, &[]).map(|breach| (breach.day, breach.other))
    }

    #[test]
    fn only_after_asks_for_the_other_before_it_in_the_order_of_the_day_too() {
        let (a, b) = (event(0), event(1));
        let rule = rule(&[a], Demand::OnlyAfter(vec![b]));
        assert_eq!(broken(&rule, &[]), None);
        assert_eq!(broken(&rule, &[(3, b)]), None);
        assert_eq!(broken(&rule, &[(3, b), (5, a)]), None);
        assert_eq!(broken(&rule, &[(5, b), (5, a)]), None);
        assert_eq!(broken(&rule, &[(5, a), (5, b)]), Some((5, Some(5))));
        assert_eq!(broken(&rule, &[(3, a), (5, b), (7, a)]), Some((3, Some(5))));
        assert_eq!(broken(&rule, &[(3, a)]), Some((3, None)));
    }

    #[test]
    fn never_after_lets_it_come_before_the_other_but_not_again() {
        let (a, b) = (event(0), event(1));
        let rule = rule(&[a], Demand::NeverAfter(vec![b]));
        assert_eq!(broken(&rule, &[(3, a)]), None);
        assert_eq!(broken(&rule, &[(3, a), (5, b)]), None);
        assert_eq!(broken(&rule, &[(3, b), (5, a)]), Some((5, Some(3))));
        assert_eq!(broken(&rule, &[(3, a), (4, b), (5, a)]), Some((5, Some(4))));
    }

    #[test]
    fn never_with_does_not_ask_which_came_first() {
        let (a, b) = (event(0), event(1));
        let rule = rule(&[a], Demand::NeverWith(vec![b]));
        assert_eq!(broken(&rule, &[(3, a), (4, a)]), None);
        assert_eq!(broken(&rule, &[(3, a), (5, b)]), Some((3, Some(5))));
        assert_eq!(broken(&rule, &[(3, b), (5, a)]), Some((5, Some(3))));
    }

    #[test]
    fn once_counts_each_army_for_itself() {
        let rule = rule(&[army(0), army(1)], Demand::Once);
        assert_eq!(broken(&rule, &[(3, army(0)), (3, army(1)), (4, army(2)), (5, army(2))]), None);
        let twice = [(3, army(0)), (4, army(1)), (6, army(1))];
        assert_eq!(broken(&rule, &twice), Some((6, Some(4))));
    }

    #[test]
    fn a_condition_is_broken_by_what_was_found_and_only_by_that() {
        let judged = |day, held| Judged { proviso: 0, happening: event(0), day, held };
        let found = [judged(3, true), judged(5, false)];
        let while_ = |demand: fn(Formula) -> Demand| {
            rule(&[event(0)], demand(Formula::constant(1.0)))
                .breach(&[], &found)
                .map(|breach| breach.day)
        };
        assert_eq!(while_(Demand::OnlyWhile), Some(5));
        assert_eq!(while_(Demand::NeverWhile), Some(3));
        assert_eq!(
            rule(&[event(0)], Demand::OnlyWhile(Formula::constant(1.0))).breach(&[], &[]),
            None
        );
    }
}
