//! Same scenario, seed and answers: the same worldline, everywhere.

use std::sync::atomic::AtomicBool;

use bevy_ecs::prelude::*;

use hokushin::batch::{run, run_chunk, run_directly};
use hokushin::policy;
use hokushin::report::Language;
use hokushin::scenario::library;
use hokushin::sim::record::Seats;
use hokushin::sim::{self, OpenWeek, PlayWeek, Premise, WholeQuery, Worldline};
use hokushin::whatif::parting::{self, Parting, Watch};

const CAMPAIGN: &str = "1941-neutrality-pact";

fn premise(with: &[&str]) -> Premise {
    let with: Vec<String> = with.iter().map(|&name| name.to_owned()).collect();
    Premise::new(
        library::load(&sim::engine(), CAMPAIGN, &with).expect("shipped files are sound").scenario,
    )
}

/// The fingerprint of every week.
fn weekly_hashes(premise: &Premise, seed: u64) -> Vec<u64> {
    let mut worldline = Worldline::new(premise, seed, Seats::default(), false);
    let mut whole = worldline.whole();
    (0..premise.weeks())
        .map(|_| {
            policy::live_week(&mut whole);
            whole.state_hash()
        })
        .collect()
}

/// Two histories that should be one: where they part is the explanation.
fn assert_one(parting: Option<Parting>, seed: u64) {
    if let Some(parting) = parting {
        panic!("seed {seed}: {}", parting.tell(Language::English));
    }
}

#[test]
fn the_ecs_and_a_plain_loop_over_the_rules_live_the_same_histories() {
    let premise = premise(&[]);
    let seats = Seats::default();
    for seed in 1..5 {
        let mut world = World::new();
        sim::add_week(&mut world);
        policy::add_policies(&mut world);
        let entity = world.spawn(Worldline::new(&premise, seed, seats.clone(), false)).id();
        let mut query = world.query::<WholeQuery>();
        let mut alone = Worldline::new(&premise, seed, seats.clone(), false);
        let mut alone = alone.whole();
        let mut watch = Watch::default();
        for _ in 0..premise.weeks() {
            world.run_schedule(OpenWeek);
            world.run_schedule(PlayWeek);
            policy::live_week(&mut alone);
            let mut in_a_world = query.get_mut(&mut world, entity).expect("it is in the world");
            watch.look(&in_a_world.whole(), &alone);
        }
        assert_one(watch.parting(), seed);
    }
    let in_a_world = run_chunk(&premise, &seats, 1..5);
    let alone: Vec<_> = (1..5).map(|seed| run_directly(&premise, &seats, seed)).collect();
    assert_eq!(in_a_world, alone);
}

#[test]
fn neither_threads_nor_chunks_reach_a_history() {
    let premise = premise(&[]);
    let seats = Seats::default();
    let with_threads = |threads| {
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        pool.install(|| run(&premise, &seats, 7, 130, &AtomicBool::new(false), |_| ()))
    };
    let one = with_threads(1);
    assert_eq!(one, with_threads(2));
    assert_eq!(one[3..10], run_chunk(&premise, &seats, 10..17));
}

#[test]
fn a_counterfactual_that_changes_nothing_leaves_every_week_equal() {
    // A node forced in weeks in which nothing reads it: the winter is drawn in November.
    let folder = std::env::temp_dir().join(format!("hokushin-null-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a scratch folder");
    let file = folder.join("nothing.ron");
    let text = r#"Counterfactual(version: 1, scenario: "1941-neutrality-pact",
        title: (en: "Nothing", es: "Nada"), question: (en: "What if nothing changes?", es: "¿Y si nada cambia?"),
        defence: (en: "A placebo.", es: "Un placebo."), divergence: "1946-04-20", sources: [],
        interventions: [ForceNode(node: "weather.winter", value: 0.5, from: "1946-04-20")])"#;
    std::fs::write(&file, text).expect("written");
    let changed = premise(&[file.to_str().expect("a plain path")]);
    let factual = premise(&[]);
    for seed in 1..6 {
        let worldline = |premise| Worldline::new(premise, seed, Seats::default(), false);
        let (mut one, mut two) = (worldline(&factual), worldline(&changed));
        assert_one(parting::between(&mut one, &mut two), seed);
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn twins_are_one_until_the_date_of_divergence_and_two_after_it() {
    let (factual, changed) = (premise(&[]), premise(&["stalingrad-falls"]));
    let week = hokushin::sim::calendar::week_of(
        (jiff::civil::date(1942, 11, 9) - jiff::civil::date(1941, 1, 6)).get_days(),
    ) - factual.first_week();
    let week = usize::try_from(week).expect("it lies inside the scenario");
    for seed in 1..6 {
        let (before, after) = (weekly_hashes(&factual, seed), weekly_hashes(&changed, seed));
        let parted = before.iter().zip(&after).position(|(a, b)| a != b).expect("they part");
        // `uranus` is dropped: twins in which it came early part earlier, and rightly so.
        assert!(parted <= week, "seed {seed} parts in week {parted}, not by {week}");
        assert_eq!(before[..60], after[..60], "seed {seed} parts long before the change");
    }
}

#[test]
fn the_draws_of_both_twins_are_the_same_week_by_week() {
    let (factual, changed) = (premise(&[]), premise(&["no-embargo"]));
    let mut one = Worldline::new(&factual, 3, Seats::default(), false);
    let mut two = Worldline::new(&changed, 3, Seats::default(), false);
    let (mut one, mut two) = (one.whole(), two.whole());
    for _ in 0..factual.weeks() {
        for whole in [&mut one, &mut two] {
            policy::live_week(whole);
        }
        for place in 0..sim::luck::NODES.len() {
            assert_eq!(one.luck.uniform(place), two.luck.uniform(place));
        }
        let stream = sim::fingerprint::name_of("event.soviet_collapse");
        let week = one.calendar.week;
        assert_eq!(
            one.luck.named(one.premise, week, stream),
            two.luck.named(two.premise, week, stream)
        );
    }
}

#[test]
fn the_published_fingerprints_stay() {
    let mut found = String::new();
    for with in [
        &[][..],
        &["stalingrad-falls"],
        &["no-pact"],
        &["strike-north-1941"],
        &["no-embargo"],
        &["no-yalta-deal"],
    ] {
        let premise = premise(with);
        for seed in [1, 7, 1941] {
            let hashes = weekly_hashes(&premise, seed);
            let name = with.first().unwrap_or(&"factual");
            found += &format!(
                "{name} {seed}: {:016x} {:016x} {:016x}\n",
                hashes[20],
                hashes[120],
                hashes[hashes.len() - 1]
            );
        }
    }
    insta::assert_snapshot!(found);
}
