//! Who answers decisions: history, or doctrine. (A player answers by putting the
//! answer on the table.)
//!
//! **History** takes the option that the record shows at the date, if it is open; where
//! the record says nothing, or its option is closed, it does as doctrine does.
//!
//! **Doctrine** is the Gumbel-max choice (Oberst and Sontag 2019): the option of the
//! greatest `utility / temperature + Gumbel noise of that option`. Its noise belongs to
//! the option's name, so that between two worlds a choice flips only where its
//! utilities moved.
//!
//! [`world`]: a premise and who answers in it, and how its worldlines are lived.

pub mod world;

use bevy_ecs::prelude::*;

use crate::scenario::{Decision, OptionId, Room, limits};
use crate::sim::agenda::{Question, Seat};
use crate::sim::luck::gumbel;
use crate::sim::{Answer, PlayWeek, Whole, WholeQuery};

pub use world::live_week;

/// Adds the policies' answers to the week of a `World`.
pub fn add_policies(world: &mut World) {
    world.resource_scope(|_, mut schedules: Mut<Schedules>| {
        schedules.add_systems(PlayWeek, answer_all.in_set(Answer));
    });
}

fn answer_all(mut worldlines: Query<WholeQuery>) {
    for mut worldline in &mut worldlines {
        answer(&mut worldline.whole());
    }
}

/// Answers the week's questions that nobody has answered yet.
pub fn answer(whole: &mut Whole<'_>) {
    let premise = whole.premise;
    for place in 0..whole.agenda.questions().len() {
        let question = whole.agenda.questions()[place];
        if question.answer.is_some() {
            continue;
        }
        let decision = &premise.scenario.decisions[question.decision];
        let answer = match whole.seats.0[decision.actor] {
            Seat::History => as_recorded(whole, place),
            // A player who has said nothing leaves it to the government.
            Seat::Doctrine | Seat::Player => doctrine(whole, decision, &question),
        };
        whole.agenda.questions_mut()[place].answer = answer;
    }
}

/// What history answers to the question at this place on the table: the record, and
/// where it is silent or its option is closed, doctrine.
#[must_use]
pub fn as_recorded(whole: &Whole<'_>, place: usize) -> Option<OptionId> {
    let question = whole.agenda.questions()[place];
    let decision = &whole.premise.scenario.decisions[question.decision];
    recorded(whole, decision, &question).or_else(|| doctrine(whole, decision, &question))
}

/// The option that the record shows at the date: the latest that it dates to this week
/// or earlier.
fn recorded(whole: &Whole<'_>, decision: &Decision, question: &Question) -> Option<OptionId> {
    let sunday = whole.calendar.day + 6;
    let dated = decision.choices.enumerated().filter_map(|(option, choice)| {
        let moment = choice.history.as_ref()?;
        let open = question.utilities[option].is_some();
        (moment.day <= sunday && open).then_some((moment.day, option))
    });
    dated.max_by_key(|&(day, option)| (day, std::cmp::Reverse(option))).map(|(_, option)| option)
}

fn doctrine(whole: &Whole<'_>, decision: &Decision, question: &Question) -> Option<OptionId> {
    let week = whole.calendar.week;
    let streams = &whole.premise.choice_streams[question.decision];
    let mut best: Option<(f64, OptionId)> = None;
    for (option, utility) in question.utilities.enumerated() {
        let Some(utility) = utility else { continue };
        let [draw, _] = whole.luck.named(whole.premise, week, streams[option]);
        let score = utility / decision.temperature + gumbel(draw);
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, option));
        }
    }
    best.map(|(_, option)| option)
}

/// The probability with which doctrine takes each option: the softmax of the utilities.
#[must_use]
pub fn probabilities(
    decision: &Decision,
    question: &Question,
) -> Room<OptionId, f64, { limits::OPTIONS }> {
    let scaled =
        question.utilities.map(|utility| utility.map(|utility| utility / decision.temperature));
    let highest = scaled.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights = scaled.map(|utility| utility.map_or(0.0, |utility| libm::exp(utility - highest)));
    let sum: f64 = weights.iter().sum();
    weights.map(|weight| if sum > 0.0 { weight / sum } else { 0.0 })
}
