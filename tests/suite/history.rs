//! History is one draw: among the first two hundred there is one that follows it.

use hokushin::policy;
use hokushin::scenario::library;
use hokushin::sim::agenda::{Seat, Seats};
use hokushin::sim::chronicle::Happening;
use hokushin::sim::{self, Premise, Worldline};

/// The spine: an event, or a decision and its option, and the day of the record.
const SPINE: [(&str, &str); 22] = [
    ("pact_signed", "1941-04-13"),
    ("barbarossa", "1941-06-22"),
    ("north_or_south: south", "1941-07-02"),
    ("kantokuen: double", "1941-07-07"),
    ("embargo: stop", "1941-08-01"),
    ("northern_question: give_up", "1941-08-09"),
    ("siberians: many", "1941-10-12"),
    ("moscow_counteroffensive", "1941-12-05"),
    ("pearl_harbor", "1941-12-08"),
    ("singapore", "1942-02-15"),
    ("yamashita: manchuria", "1942-07-01"),
    ("uranus", "1942-11-19"),
    ("stalingrad_ends", "1943-02-02"),
    ("yalta: promise", "1945-02-11"),
    ("denounce: ambiguous", "1945-04-05"),
    ("assurance: assure", "1945-04-05"),
    ("germany_surrenders", "1945-05-08"),
    ("hiroshima", "1945-08-06"),
    ("war_declared", "1945-08-08"),
    ("enter_the_war: attack", "1945-08-09"),
    ("surrender: accept", "1945-08-15"),
    ("surrender_signed", "1945-09-02"),
];
/// What the record does not have.
const NEVER: [&str; 4] = ["moscow_falls", "leningrad_falls", "stalingrad_falls", "soviet_collapse"];
/// Four weeks.
const NEAR: i32 = 28;

/// The entries of a chronicle by name, with their days.
fn history_of(premise: &Premise, seed: u64) -> Vec<(String, i32)> {
    let scenario = &premise.scenario;
    let mut worldline = Worldline::new(premise, seed, Seats::all(Seat::History), false);
    let mut whole = worldline.whole();
    for _ in 0..premise.weeks() {
        policy::live_week(&mut whole);
    }
    let named = |happening| match happening {
        Happening::Event(place) => Some(scenario.events[place].id.clone()),
        Happening::Answer(decision, choice) => {
            let decision = &scenario.decisions[decision];
            Some(format!("{}: {}", decision.id, decision.choices[choice].id))
        }
        Happening::Conquest(..) | Happening::Surrender(_) => None,
    };
    let entries = whole.chronicle.entries().iter();
    entries.filter_map(|entry| Some((named(entry.happening)?, entry.day))).collect()
}

fn day(date: &str) -> i32 {
    let date: jiff::civil::Date = date.parse().expect("a date");
    (date - sim::calendar::first_day()).get_days()
}

#[test]
fn among_the_first_two_thousand_seeds_one_carries_the_spine_of_history() {
    let loaded = library::load(&sim::engine(), "1941-neutrality-pact", &[]);
    let premise = Premise::new(loaded.expect("the campaign loads").scenario);
    let missed = |seed: u64| -> Vec<String> {
        let history = history_of(&premise, seed);
        let on_time = |(name, date): &(&str, &str)| {
            history.iter().any(|(known, at)| known == name && (at - day(date)).abs() <= NEAR)
        };
        let late = SPINE.iter().filter(|step| !on_time(step)).map(|(name, _)| (*name).to_owned());
        let wrong = NEVER.iter().filter(|name| history.iter().any(|(known, _)| known == *name));
        late.chain(wrong.map(|name| format!("{name} (never)"))).collect()
    };
    let mut best: Option<(u64, Vec<String>)> = None;
    let mut whole = Vec::new();
    for seed in 0..2000 {
        let missed = missed(seed);
        if missed.is_empty() {
            whole.push(seed);
        }
        if best.as_ref().is_none_or(|(_, least)| missed.len() < least.len()) {
            best = Some((seed, missed));
        }
    }
    println!("seeds that carry the spine: {whole:?}");
    let (seed, missed) = best.expect("two thousand seeds");
    assert!(missed.is_empty(), "the nearest, seed {seed}, misses {missed:?}");
}
