//! A playthrough: one worldline written week by week, for engineers (English only, ids
//! instead of prose).
//!
//! It is made to be kept under version control and compared line by line: a change of a
//! rule shows as the first week, decision or quantity that came out otherwise. So every
//! line stands for itself, and nothing in it depends on the machine. A file has
//!
//! - a head line: scenario, counterfactuals, seed, and how each power's answers are given;
//! - each week in which something is decided or happens, or whose state is due: Monday's
//!   date, the number of the week and the `state_hash` of its end; below it
//!   - `decide`: every question, with the probability that doctrine gives to each option
//!     (`closed` when it could not be taken) and the option taken;
//!   - the chronicle's entries in the order in which they came about, each with its day;
//!     where chance had a word in an event, its probability and the number drawn;
//!   - `unnoticed`: events that happened and that the chronicle does not tell;
//!   - `state`: every fourth week, and in the last, the quantities of [`STATE`];
//! - the outcome on the last day.

use crate::batch;
use crate::history::week;
use crate::policy;
use crate::report::Language;
use crate::report::number::{Number, four_digits};
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::{Kind, Var, show_value};
use crate::scenario::{DecisionId, EventId, Listed, Scenario, Trigger};
use crate::sim::agenda::{Question, Seat, Seats};
use crate::sim::calendar::date_of;
use crate::sim::chronicle::{Entry, Happening};
use crate::sim::{Premise, Whole, Worldline};

/// The quantities that are written every fourth week: enough to see which subject a
/// change has moved, few enough to be read.
pub const STATE: [&str; 12] = [
    "eastern_front.center.position",
    "eastern_front.south.position",
    "soviet.cohesion",
    "soviet.far_east.divisions",
    "lend_lease.pacific_total",
    "japan.oil.stock",
    "japan.kwantung_army.divisions",
    "pacific.perimeter",
    "pact.state",
    "pact.tension",
    "tokyo.believes.germany_wins",
    "moscow.believes.japan_strikes",
];

/// Weeks between two states.
const STATE_EVERY: u32 = 4;

/// Plays one worldline to its end and writes it.
#[must_use]
pub fn write(premise: &Premise, seed: u64, seats: &Seats) -> String {
    let mut worldline = Worldline::new(premise, seed, seats.clone(), true);
    let mut whole = worldline.whole();
    let mut text = head(&whole);
    let mut told = 0;
    for number in 0..premise.weeks() {
        let before = happened(&whole);
        let mut lines = String::new();
        let mut asked: Vec<(DecisionId, String)> = Vec::new();
        let mut answer = |whole: &mut Whole<'_>| {
            let forced: Vec<bool> =
                whole.agenda.questions().iter().map(|question| question.answer.is_some()).collect();
            policy::answer(whole);
            let questions = whole.agenda.questions().iter().zip(forced);
            asked.extend(questions.map(|(question, forced)| {
                (question.decision, decided(&premise.scenario, question, forced))
            }));
        };
        week::live(&mut whole, &mut answer, &mut |_, _| {});
        // What was on the table in case, and did not come up, was not decided.
        let came_up = |decision: DecisionId| {
            !premise.scenario.decisions[decision].at_once
                || whole.past.week_of_answer(decision) == Some(whole.calendar.week)
        };
        for (decision, line) in asked {
            if came_up(decision) {
                lines += &line;
            }
        }
        for entry in &whole.chronicle.entries()[told..] {
            lines += &told_entry(&whole, entry);
        }
        told = whole.chronicle.entries().len();
        lines += &unnoticed(&whole, &before);
        if number % STATE_EVERY == 0 || number + 1 == premise.weeks() {
            lines += &state(&whole);
        }
        if !lines.is_empty() {
            text += &format!(
                "\n{} week {} state_hash {:016x}\n{}\n",
                date_of(whole.calendar.day),
                whole.calendar.week,
                whole.state_hash(),
                lines.trim_end()
            );
        }
    }
    let outcome = &premise.scenario.outcomes[batch::row(&whole).outcome];
    text += &format!("\noutcome {}\n", outcome.id);
    text
}

fn english(number: &Number) -> String {
    number.of(Language::English)
}

fn head(whole: &Whole<'_>) -> String {
    let scenario = &whole.premise.scenario;
    let mut head = format!("scenario {}", scenario.id);
    for counterfactual in &scenario.counterfactuals {
        head += &format!(" with {counterfactual}");
    }
    head += &format!(", seed {}", whole.luck.seed);
    for (place, power) in scenario.powers.enumerated() {
        if scenario.decisions.iter().any(|decision| decision.actor == place) {
            let seat = match whole.seats.0[place] {
                Seat::History => "history",
                Seat::Doctrine => "doctrine",
                Seat::Player => "player",
            };
            head += &format!(", {} by {seat}", power.id);
        }
    }
    head + "\n"
}

fn decided(scenario: &Scenario, question: &Question, forced: bool) -> String {
    let decision = &scenario.decisions[question.decision];
    let probabilities = policy::probabilities(decision, question);
    let mut options = Vec::new();
    for (place, choice) in decision.choices.enumerated() {
        options.push(match question.utilities[place] {
            Some(_) => {
                format!("{} {}", choice.id, english(&Number::fixed(probabilities[place], 4)))
            }
            None => format!("{} closed", choice.id),
        });
    }
    let taken = question
        .answer
        .and_then(|answer| decision.choices.get(answer))
        .map_or("nothing", |choice| choice.id.as_str());
    format!(
        "  decide {} ({}) -> {taken}{}\n",
        decision.id,
        options.join(", "),
        if forced { " (forced)" } else { "" }
    )
}

fn told_entry(whole: &Whole<'_>, entry: &Entry) -> String {
    let scenario = &whole.premise.scenario;
    let chance = match entry.happening {
        Happening::Event(place) => {
            let chance = scenario.events[place].chance.as_ref().map(|chance| {
                // Effects have moved the world since: only the entry's reasons still
                // have the values with which the chance was weighed.
                let then = AsItWas { whole, reasons: &entry.because };
                format!(", chance {}", english(&four_digits(chance.value(&then))))
            });
            chance.unwrap_or_default() + &draw(whole, place)
        }
        _ => String::new(),
    };
    format!("  {} {}{chance}\n", date_of(entry.day), entry.happening.id(scenario))
}

/// The number drawn for an event in which chance has a word.
fn draw(whole: &Whole<'_>, event: EventId) -> String {
    if whole.premise.scenario.events[event].chance.is_none() {
        return String::new();
    }
    let stream = whole.premise.event_streams[event];
    let [draw, _] = whole.luck.named(whole.premise, whole.calendar.week, stream);
    format!(", draw {}", english(&four_digits(draw)))
}

/// A worldline as it was when an entry came about.
struct AsItWas<'a> {
    whole: &'a Whole<'a>,
    reasons: &'a [(Var, f64)],
}

impl Reader for AsItWas<'_> {
    fn read(&self, var: Var) -> f64 {
        let known = self.reasons.iter().find(|&&(known, _)| known == var);
        known.map_or_else(|| self.whole.read(var), |&(_, value)| value)
    }

    fn weeks_since(&self, var: Var) -> Option<u32> {
        self.whole.weeks_since(var)
    }

    fn parameter(&self, place: u16) -> f64 {
        self.whole.parameter(place)
    }
}

fn happened(whole: &Whole<'_>) -> Listed<EventId, bool> {
    whole.premise.scenario.events.ids().map(|event| whole.past.happened(event)).collect()
}

fn unnoticed(whole: &Whole<'_>, before: &Listed<EventId, bool>) -> String {
    let mut lines = String::new();
    for (place, event) in whole.premise.scenario.events.enumerated() {
        if !event.told && !before[place] && whole.past.happened(place) {
            let dated = match &event.trigger {
                Trigger::On { moment, .. } => format!(" {}", date_of(moment.day)),
                Trigger::When { .. } => String::new(),
            };
            lines += &format!("  unnoticed{dated} event {}{}\n", event.id, draw(whole, place));
        }
    }
    lines
}

fn state(whole: &Whole<'_>) -> String {
    let mut lines = "  state\n".to_owned();
    for name in STATE {
        let Some(entry) = whole.premise.scenario.vocabulary.named(name) else {
            continue;
        };
        let value = whole.read(entry.var);
        let value = match &entry.kind {
            Kind::Number { unit, .. } => format!("{} {unit}", english(&four_digits(value))),
            kind => show_value(kind, value),
        };
        lines += &format!("    {name} {value}\n");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_knows_every_quantity_of_the_state() {
        let known = crate::sim::engine().quantities;
        for name in STATE {
            assert!(known.iter().any(|entry| entry.name == name), "{name}");
        }
    }
}
