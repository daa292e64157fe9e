//! Decisions: a question is put on the table when its window is open and its condition
//! holds; somebody answers (a policy, a player); the answer takes effect.
//!
//! Options are weighed by utilities that read beliefs. Who answers is no concern of
//! this room: it lies between [`pose`] and [`enact`].

use crate::scenario::{Day, Decision, DecisionId, ForcedChoice, OptionId, Room, ZoneId, limits};
use crate::sim::agenda::{Question, Seat, TABLE};
use crate::sim::chronicle::{Entry, Happening};
use crate::sim::dating::{self, Trace};
use crate::sim::events::{self, reasons};
use crate::sim::proviso;
use crate::sim::war;
use crate::sim::worldline::Whole;

/// Puts the week's questions on the table.
pub fn pose(whole: &mut Whole<'_>) {
    whole.agenda.clear();
    let premise = whole.premise;
    let week = whole.calendar.week;
    for (id, decision) in premise.scenario.decisions.enumerated() {
        if let Some(answers) = whole.held.answers(id) {
            if let Some(&(_, choice)) = answers.iter().find(|(at, _)| *at == week) {
                let mut question = weigh(whole, id, decision);
                question.answer = Some(choice);
                whole.agenda.put(question);
            }
            continue;
        }
        let (from, until) = premise.decision_windows[id];
        if week < from || week > until || whole.past.settled(id) {
            continue;
        }
        let due = whole.past.week_of_answer(id).is_none_or(|asked| week >= asked + decision.every);
        // A question that can follow from an answer of this week is put on the table in
        // case; a player is asked when it has come up.
        let in_case = decision.at_once && whole.seats.0[decision.actor] != Seat::Player;
        if !due || !(in_case || holds(whole, decision)) {
            continue;
        }
        let mut question = weigh(whole, id, decision);
        // An intervention answers for whoever sits there.
        question.answer = forced(whole, id, decision).map(|forced| forced.choice);
        if question.utilities.iter().any(Option::is_some) || question.answer.is_some() {
            whole.agenda.put(question);
        }
    }
}

/// What an intervention forces on a decision this week: on some day on which it can be
/// answered.
fn forced<'a>(whole: &Whole<'a>, id: DecisionId, decision: &Decision) -> Option<&'a ForcedChoice> {
    let (first, last) = dating::days_within(whole, (decision.from, decision.until));
    let forced = &whole.premise.scenario.forced_choices;
    forced
        .iter()
        .find(|forced| forced.decision == id && forced.from <= last && first <= forced.until)
}

/// A question with what each open option is worth to who is asked.
fn weigh(whole: &Whole<'_>, id: DecisionId, decision: &Decision) -> Question {
    let mut question =
        Question { decision: id, utilities: Room::new([None; limits::OPTIONS]), answer: None };
    for (utility, choice) in question.utilities.iter_mut().zip(&decision.choices) {
        if choice.available.as_ref().is_none_or(|available| available.holds(whole)) {
            *utility = Some(choice.utility.value(whole)).filter(|utility| !utility.is_nan());
        }
    }
    question
}

fn holds(whole: &Whole<'_>, decision: &Decision) -> bool {
    decision.condition.as_ref().is_none_or(|condition| condition.holds(whole))
}

/// An answer that is to take effect.
#[derive(Clone, Copy, Debug)]
struct Due {
    /// Does its question not come up, so that it is only held?
    only_held: bool,
    day: Day,
    /// Its place on the table.
    place: usize,
    decision: DecisionId,
    answer: OptionId,
    clock: Option<(u16, ZoneId)>,
}

/// Carries out the answers in the order of their dates; of one day, in that of the file. A
/// question that follows from another answer of the week comes up when that has taken
/// effect, wherever it stands in the file; one that another answer has overtaken, as an
/// outbreak of war does one of peace, is answered no more.
pub fn enact(whole: &mut Whole<'_>) {
    let waiting = match whole.chronicle.week.waits_after {
        Some(_) => events::due(whole),
        None => Vec::new(),
    };
    let mut done = [false; TABLE];
    while let Some(due) = next_answer(whole, &done, &waiting) {
        done[due.place] = true;
        carry_out(whole, due);
    }
    whole.agenda.clear();
}

fn next_answer(whole: &Whole<'_>, done: &[bool; TABLE], waiting: &[(Day, Trace)]) -> Option<Due> {
    let questions = whole.agenda.questions().iter().enumerate().filter(|&(place, _)| !done[place]);
    let due = questions.filter_map(|(place, question)| due(whole, place, question, waiting));
    due.min_by_key(|due| (due.only_held, due.day, due.decision))
}

/// When an answer takes effect, if its question comes up.
fn due(
    whole: &Whole<'_>,
    place: usize,
    question: &Question,
    waiting: &[(Day, Trace)],
) -> Option<Due> {
    let premise = whole.premise;
    let (id, answer) = (question.decision, question.answer?);
    let decision = &premise.scenario.decisions[id];
    let choice = decision.choices.get(answer)?;
    let comes_up = holds(whole, decision);
    if !comes_up && whole.held.answers(id).is_none() {
        return None;
    }
    let mut window = (decision.from, decision.until);
    if let Some(forced) = forced(whole, id, decision)
        && forced.choice == answer
    {
        window = (window.0.max(forced.from), window.1.min(forced.until));
    }
    let (mut first, mut last) = dating::days_within(whole, window);
    let monday = whole.calendar.day;
    let week = monday..monday + 7;
    let of_the_record = choice
        .history
        .as_ref()
        .filter(|moment| week.contains(&moment.day) && moment.day != premise.scenario.start);
    let footprint = premise.footprints.answer(id, answer);
    let by_luck = of_the_record.is_none() && decision.day.is_none();
    if let Some(causes) = whole.chronicle.week.not_before(premise, footprint, by_luck) {
        first = first.max(causes);
    }
    if let Some(later) = dating::earliest_waiting(whole, waiting, footprint) {
        last = last.min(later);
    }
    // What is held in a week outside of its window keeps its week.
    let days = (first.min(monday + 6), last.max(first));
    // An option that the record dates to this week keeps the record's day and hour.
    let recorded = of_the_record.filter(|moment| (days.0..=days.1).contains(&moment.day));
    let stream = premise.choice_streams[id][answer];
    let [_, draw] = whole.luck.named(premise, whole.calendar.week, stream);
    let (day, clock) = recorded.map_or_else(
        || (dating::day_among(whole, days, decision.day.as_ref(), draw), decision.clock),
        |moment| (moment.day, moment.clock),
    );
    Some(Due { only_held: !comes_up, day, place, decision: id, answer, clock })
}

fn carry_out(whole: &mut Whole<'_>, due: Due) {
    let Due { day, decision: id, answer, clock, .. } = due;
    let week = whole.calendar.week;
    let decision = &whole.premise.scenario.decisions[id];
    let choice = &decision.choices[answer];
    let happening = Happening::Answer(id, answer);
    let because = reasons(whole, &[decision.condition.as_ref(), Some(&choice.utility)]);
    // Who goes on as before makes no news.
    let repeated = whole.past.answer(id) == Some(answer);
    if !repeated {
        proviso::judge(whole, day, happening);
    }
    whole.past.note_answer(id, answer, week, choice.settles);
    whole.chronicle.week.note(day, Trace::Happened(happening));
    let fought = whole.war.in_the_far_east();
    for effect in &choice.effects {
        whole.apply(effect);
    }
    war::note_outbreak(whole.war, fought, day);
    if !choice.text.en.is_empty() && !repeated {
        whole.chronicle.add(Entry { day, clock, happening, because });
    }
}
