//! Decisions: a question is put on the table when its window is open and its condition
//! holds; somebody answers (a policy, a player); the answer takes effect.
//!
//! Options are weighed by utilities that read beliefs. Who answers is no concern of
//! this room: it lies between [`pose`] and [`enact`].

use crate::scenario::{Decision, limits};
use crate::sim::chronicle::{Entry, Happening};
use crate::sim::events::{day_in_week, reasons};
use crate::sim::record::{Question, Seat};
use crate::sim::war;
use crate::sim::worldline::Whole;

/// Puts the week's questions on the table.
pub fn pose(whole: &mut Whole<'_>) {
    whole.docket.clear();
    let premise = whole.premise;
    let week = whole.calendar.week;
    for (place, decision) in premise.scenario.decisions.iter().enumerate() {
        if let Some(answers) = whole.held.answers(place) {
            if let Some(&(_, choice)) = answers.iter().find(|(at, _)| *at == week) {
                let mut question = weigh(whole, place, decision);
                question.answer = Some(choice);
                whole.docket.put(question);
            }
            continue;
        }
        let (from, until) = premise.decision_windows[place];
        if week < from || week > until || whole.record.settled(place) {
            continue;
        }
        let due =
            whole.record.week_of_answer(place).is_none_or(|asked| week >= asked + decision.every);
        // A question that can follow from an answer of this week is put on the table in
        // case; a player is asked when it has come up.
        let in_case = decision.at_once && whole.seats.0[decision.actor] != Seat::Player;
        if !due || !(in_case || holds(whole, decision)) {
            continue;
        }
        let mut question = weigh(whole, place, decision);
        // An intervention answers for whoever sits there.
        question.answer = premise
            .scenario
            .forced_choices
            .iter()
            .find(|forced| forced.decision == place && (forced.from..=forced.until).contains(&week))
            .map(|forced| forced.choice);
        if question.utilities.iter().any(Option::is_some) || question.answer.is_some() {
            whole.docket.put(question);
        }
    }
}

/// A question with what each open option is worth to who is asked.
fn weigh(whole: &Whole<'_>, place: usize, decision: &Decision) -> Question {
    let mut question =
        Question { decision: place, utilities: [None; limits::OPTIONS], answer: None };
    for (utility, choice) in question.utilities.iter_mut().zip(&decision.choices) {
        if choice.available.as_ref().is_none_or(|available| available.holds(whole)) {
            *utility = Some(choice.utility.value(whole));
        }
    }
    question
}

fn holds(whole: &Whole<'_>, decision: &Decision) -> bool {
    decision.condition.as_ref().is_none_or(|condition| condition.holds(whole))
}

/// Carries out the answers, in the order of the file.
pub fn enact(whole: &mut Whole<'_>) {
    let premise = whole.premise;
    let week = whole.calendar.week;
    for place in 0..whole.docket.questions().len() {
        let Question { decision: number, answer: Some(answer), .. } =
            whole.docket.questions()[place]
        else {
            continue;
        };
        let decision = &premise.scenario.decisions[number];
        let Some(choice) = decision.choices.get(answer) else {
            continue;
        };
        let held = whole.held.answers(number).is_some();
        if decision.at_once && !held && !holds(whole, decision) {
            continue;
        }
        let stream = premise.choice_streams[number][answer];
        let [_, draw] = whole.luck.named(premise, week, stream);
        // An option that the record dates to this week keeps the record's day and hour.
        let recorded = choice.history.as_ref().filter(|moment| {
            crate::sim::calendar::week_of(moment.day) == week
                && moment.day != premise.scenario.start
        });
        let (day, clock) = recorded.map_or_else(
            || (day_in_week(whole, decision.day.as_ref(), draw), decision.clock),
            |moment| (moment.day, moment.clock),
        );
        let because = reasons(whole, &[decision.condition.as_ref(), Some(&choice.utility)]);
        // Who goes on as before makes no news.
        let repeated = usize::from(whole.record.answer(number)) == answer + 1;
        whole.record.note_answer(number, answer, week, choice.settles);
        let fought = whole.war.in_the_far_east();
        for effect in &choice.effects {
            whole.apply(effect);
        }
        war::note_outbreak(whole.war, fought, day);
        if !choice.text.en.is_empty() && !repeated {
            whole.chronicle.add(Entry {
                day,
                clock,
                happening: Happening::Answer(number, answer),
                because,
            });
        }
    }
    whole.docket.clear();
}
