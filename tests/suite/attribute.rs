//! Attribution: was a change needed, was it enough, through what did it work, who of several
//! contributed how much, and what else was pivotal.

use std::process::Output;
use std::sync::atomic::AtomicBool;

use crate::program::hokushin;
use hokushin::batch::runner::each_seed;
use hokushin::policy::world::{Life, World};
use hokushin::scenario::expression::Formula;
use hokushin::scenario::{Moment, Trigger, library};
use hokushin::sim::calendar;
use hokushin::sim::fingerprint::name_of;
use hokushin::sim::luck::{Luck, Nodes, named_draws};
use hokushin::sim::record::Seats;
use hokushin::sim::{self, Premise};
use hokushin::whatif::outcome::Outcome;
use hokushin::whatif::path::{self, Account, Imposition, Mediator, Path};
use hokushin::whatif::pivot;
use serde_json::Value;

const CAMPAIGN: &str = "1941-neutrality-pact";
const SIBERIANS: &str = "no-siberian-transfers";
const MOSCOW: &str = "moscow_fell by 1942-04-30";

fn world(with: &[&str]) -> World {
    let with: Vec<String> = with.iter().map(|&name| name.to_owned()).collect();
    let loaded = library::load(&sim::engine(), CAMPAIGN, &with).expect("it loads");
    World { premise: Premise::new(loaded.scenario), seats: Seats::default() }
}

fn outcome(world: &World, text: &str) -> Outcome {
    Outcome::parse(world.scenario(), "--outcome", text).expect(text)
}

fn through(world: &World, names: &[&str]) -> Mediator {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    Mediator::parse(world.scenario(), "--through", &names).expect("quantities that can be written")
}

fn recorded(world: &World, mediator: &Mediator, seed: u64) -> (Path, u64) {
    let mut path = Path::default();
    let mut end = world.live_watched(Life::of(seed), |_, whole| path.note(mediator, whole), |_| {});
    let hash = end.whole().state_hash();
    (path, hash)
}

fn imposed(world: &World, mediator: &Mediator, path: &Path, seed: u64) -> (Vec<Account>, u64) {
    let mut imposition = Imposition::new(mediator, path);
    let mut end = world.live_watched(Life::of(seed), |_, whole| imposition.impose(whole), |_| {});
    let hash = end.whole().state_hash();
    (imposition.accounts(), hash)
}

#[test]
fn a_path_that_is_imposed_on_its_own_world_changes_nothing_to_the_last_bit() {
    let world = world(&[]);
    let one = ["soviet.far_east.divisions", "japan.oil.stock", "pact.state", "soviet.call_west"];
    let several = through(&world, &["soviet.siberians_to_front", "soviet.on_rails_west"]);
    let writable = world.scenario().vocabulary.iter().filter(|entry| entry.writable);
    let all: Vec<&str> = writable.map(|entry| entry.name.as_str()).collect();
    assert!(all.len() > 200, "{}", all.len());
    let all = through(&world, &all);
    let one: Vec<Mediator> = one.iter().map(|name| through(&world, &[name])).collect();
    for seed in [1, 7] {
        for mediator in one.iter().chain([&several, &all]) {
            let (path, plain) = recorded(&world, mediator, seed);
            let (accounts, held) = imposed(&world, mediator, &path, seed);
            assert_eq!(held, plain, "seed {seed}, {}", mediator.quantities()[0].name);
            assert!(accounts.iter().all(|account| account.times == 0));
        }
    }
}

#[test]
fn an_imposed_path_is_what_the_worldline_has_at_every_station() {
    let world = world(&[]);
    let names = [
        "soviet.siberians_to_front",
        "japan.oil.stock",
        "war.japan_america",
        "region.primorye.control",
    ];
    let known =
        |name: &&&str| world.scenario().vocabulary.named(name).is_some_and(|entry| entry.writable);
    let names: Vec<&str> = names.iter().filter(known).copied().collect();
    assert!(names.len() >= 2, "{names:?}");
    let mediator = through(&world, &names);
    let (other, _) = recorded(&world, &mediator, 8);
    let mut imposition = Imposition::new(&mediator, &other);
    let mut seen = Path::default();
    world.live_watched(
        Life::of(7),
        |_, whole| {
            imposition.impose(whole);
            seen.note(&mediator, whole);
        },
        |_| {},
    );
    assert_eq!(seen, other);
    assert!(imposition.accounts().iter().any(|account| account.times > 0));
}

#[test]
fn divisions_that_stay_in_siberia_are_missed_by_the_front_through_those_who_do_not_arrive() {
    let (unchanged, changed) = (world(&[]), world(&[SIBERIANS]));
    let outcome = outcome(&unchanged, "moscow_fell");
    let read = |name: &str| {
        let mediator = through(&unchanged, &[name]);
        each_seed(1..41, &AtomicBool::new(false), &|_| {}, |seed| {
            path::cross((&unchanged, &changed), &outcome, &mediator, seed)
        })
    };
    let front = read("soviet.siberians_to_front");
    // In a few histories nobody would have been called anyway.
    assert!(front.iter().all(|crossed| crossed.differs == crossed.moved));
    assert!(front.iter().filter(|crossed| crossed.differs).count() >= 36);
    let taken: f64 = front.iter().map(|crossed| crossed.forth[0].taken_out).sum();
    let put: f64 = front.iter().map(|crossed| crossed.forth[0].put_in).sum();
    assert!(taken > 100.0 * 40.0 && put < taken / 10.0, "{taken} {put}");
    let back: f64 = front.iter().map(|crossed| crossed.back[0].put_in).sum();
    assert!((back - taken).abs() < 0.2 * taken, "what one world lacks the other has");
    for crossed in &front {
        let runs = crossed.runs;
        assert!((runs.total() - (runs.direct() - runs.reverse_indirect())).abs() < 1e-12);
    }
    // Trains are counted for those who read of them; no rule does.
    let trains = read("soviet.trains_used");
    assert!(trains.iter().all(|crossed| !crossed.moved));
    assert!(trains.iter().all(|crossed| crossed.runs.indirect() == 0.0));
}

fn turns(world: &World, outcome: &Outcome, nodes: &Nodes, seed: u64) -> bool {
    let own = outcome.read(world, Life::of(seed));
    outcome.read(world, Life::in_luck(pivot::luck(seed, nodes.clone()))) != own
}

/// Three weeks in which one thing may happen, with probability 0.3, whatever else does.
fn coin() -> World {
    let mut scenario = world(&[]).scenario().clone();
    scenario.end = scenario.start + 20;
    let moment = Moment { day: scenario.start + 9, clock: None };
    let known = scenario.events.iter_mut().find(|event| event.id == "sorge_south");
    let event = known.expect("an event of the campaign");
    event.trigger = Trigger::On { moment, provided: None };
    event.chance = Some(Formula::constant(0.3));
    World { premise: Premise::new(scenario), seats: Seats::default() }
}

#[test]
fn a_node_that_nobody_reads_is_never_pivotal_and_an_only_one_as_often_as_two_throws_differ() {
    let world = coin();
    let falls = outcome(&world, "event.sorge_south");
    let turned = |node: &str, n: u64| -> Vec<bool> {
        let nodes = Nodes::named([node]);
        (1..=n).map(|seed| turns(&world, &falls, &nodes, seed)).collect()
    };
    assert!(!turned("front.center.fortune", 200).contains(&true));
    assert!(!turned("event.of_no_scenario", 200).contains(&true));
    let n = 2000;
    let found = turned("event.sorge_south", n);
    let week = calendar::week_of(world.scenario().start + 9);
    let heads = |seed| {
        let [draw, _] = named_draws(seed, week, name_of("event.sorge_south"));
        draw < 0.3
    };
    let differ = |seed: u64| heads(seed) != heads(pivot::partner(seed));
    assert_eq!(found, (1..=n).map(differ).collect::<Vec<bool>>());
    let share = found.iter().filter(|turned| **turned).count() as f64 / n as f64;
    let error = (0.42 * 0.58 / n as f64).sqrt();
    assert!((share - 2.0 * 0.3 * 0.7).abs() < 4.0 * error, "{share}");
}

#[test]
fn with_all_luck_lent_an_outcome_turns_over_as_often_as_two_histories_differ() {
    let world = world(&[]);
    let moscow = outcome(&world, "pacific_war");
    let n = 120;
    let stop = AtomicBool::new(false);
    let pairs = each_seed(1..1 + n, &stop, &|_| {}, |seed| {
        let own = outcome_of(&world, &moscow, Luck::new(seed));
        let partner = outcome_of(&world, &moscow, Luck::new(pivot::partner(seed)));
        (own, partner, turns(&world, &moscow, &Nodes::All, seed))
    });
    assert!(pairs.iter().all(|&(own, partner, turned)| (own != partner) == turned));
    let turned = pairs.iter().filter(|(.., turned)| *turned).count();
    let share = pairs.iter().filter(|(own, ..)| *own).count() as f64 / n as f64;
    let expected = 2.0 * share * (1.0 - share) * n as f64;
    assert!(
        (turned as f64 - expected).abs() < 4.0 * (n as f64 / 4.0).sqrt(),
        "{turned} {expected}"
    );
}

fn outcome_of(world: &World, outcome: &Outcome, luck: Luck) -> bool {
    outcome.read(world, Life::in_luck(luck)) != 0.0
}

#[test]
fn every_item_lends_nodes_that_the_scenario_has_and_none_is_in_two_items() {
    let world = world(&[]);
    let mut known = world.scenario().chance_nodes(&sim::engine().nodes);
    let parameters = world.premise.parameters().iter();
    known.extend(parameters.map(|parameter| format!("parameter.{}", parameter.name)));
    let items = pivot::items(&world.premise);
    let mut lent: Vec<String> = items.iter().flat_map(|item| item.nodes.clone()).collect();
    known.sort_unstable();
    lent.sort_unstable();
    assert_eq!(lent, known, "each chance node in one item");
    assert!(items.iter().all(|item| !item.title.en.is_empty() && !item.title.es.is_empty()));
}

fn asked(arguments: &[&str]) -> Output {
    let head = ["--language", "en", "attribute", CAMPAIGN];
    hokushin(&[&head[..], arguments].concat())
}

fn json(arguments: &[&str]) -> Value {
    let output = asked(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
fn the_answer_holds_together_and_no_thread_reaches_it() {
    let arguments = |threads| {
        [
            "--with",
            SIBERIANS,
            "--with",
            "strike-north-1941",
            "--outcome",
            "moscow_fell",
            "--through",
            "soviet.siberians_to_front",
            "--held-at",
            "mean",
            "--held-at",
            "90",
            "--nodes",
            "front.*",
            "--runs",
            "80",
            "--pivot-runs",
            "20",
            "--threads",
            threads,
        ]
    };
    let answer = json(&arguments("1"));
    assert_eq!(answer, json(&arguments("3")));
    let whole = number(&answer["effect"]["effect"]["value"]);
    let shares: f64 = (0..2).map(|place| number(&answer["shares"][place]["share"]["value"])).sum();
    assert!((whole - shares).abs() < 1e-12, "the shares sum to the whole effect");
    let part = |name: &str| number(&answer["through"][name]["value"]);
    assert!((part("total") - whole).abs() < 1e-12);
    assert!((part("total") - (part("direct") - part("reverse_indirect"))).abs() < 1e-12);
    let parts = part("direct") + part("indirect") + part("interaction");
    assert!((part("total") - parts).abs() < 1e-12);
    for name in ["needed", "enough", "both"] {
        let found = &answer["necessity"][name];
        if number(&found["of"]) < 30.0 {
            assert!(found["value"].is_null() && found["least"].is_null(), "too few: {found}");
            continue;
        }
        let value = number(&found["value"]);
        assert!(number(&found["least"]["value"]) <= value, "{found}");
        assert!(value <= number(&found["most"]["value"]), "{found}");
        assert!(number(&found["low"]) <= value && value <= number(&found["high"]), "{found}");
    }
    let both = number(&answer["necessity"]["both"]["value"]);
    assert_eq!(both, number(&answer["necessity"]["pairs"]["gained"]) / 80.0);
    assert_eq!(answer["controlled"].as_array().map(Vec::len), Some(2));
    assert_eq!(answer["question"], "forecast");
    let pivots = answer["pivots"].as_array().expect("a ranking");
    assert_eq!(pivots.len(), 8, "north, center and south twice, season, attrition");
    let counts: Vec<f64> = pivots.iter().map(|row| number(&row["turned"])).collect();
    assert!(counts.is_sorted_by(|before, after| before >= after), "{counts:?}");
}

#[test]
fn a_change_that_keeps_an_outcome_away_is_asked_as_what_prevents_it() {
    let answer =
        json(&["--with", SIBERIANS, "--outcome", "not event.moscow_falls", "--runs", "80"]);
    assert_eq!(answer["necessity"]["asks"], "prevents");
    let turned = json(&["--with", SIBERIANS, "--outcome", "event.moscow_falls", "--runs", "80"]);
    assert_eq!(turned["necessity"]["asks"], "brings_about");
    for name in ["needed", "enough", "both"] {
        assert_eq!(answer["necessity"][name], turned["necessity"][name], "{name}");
    }
}

#[test]
fn a_number_has_effects_as_means_and_no_necessity() {
    let answer = json(&[
        "--with",
        "no-embargo",
        "--outcome",
        "japan_oil",
        "--through",
        "japan.oil.stock",
        "--runs",
        "40",
    ]);
    assert!(answer["necessity"].is_null());
    let total = number(&answer["through"]["total"]["value"]);
    assert!(total > 1.0, "oil that is not embargoed is there at the end: {total}");
    let indirect = number(&answer["through"]["indirect"]["value"]);
    assert!((total - indirect).abs() < 1e-9, "the stock is the stock");
}

#[test]
fn a_path_that_is_the_same_in_both_worlds_carries_nothing_and_is_said_so() {
    // The pact is signed before anything is called west.
    let arguments =
        ["--with", SIBERIANS, "--outcome", MOSCOW, "--through", "pact.signed_on", "--runs", "20"];
    let output = asked(&arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("the same without and with the change"), "{text}");
}

#[test]
fn it_is_said_in_both_languages_and_kept_in_a_folder() {
    let folder = std::env::temp_dir().join(format!("hokushin-attribute-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let out = folder.to_str().expect("plain");
    let arguments = [
        "--language",
        "es",
        "attribute",
        CAMPAIGN,
        "--with",
        SIBERIANS,
        "--with",
        "no-sorge",
        "--outcome",
        MOSCOW,
        "--through",
        "soviet.siberians_to_front",
        "--nodes",
        "decision.*",
        "--runs",
        "20",
        "--out",
        out,
    ];
    let output = hokushin(&arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for said in [
        "Hizo falta",
        "¿Cuánto aportó cada uno?",
        "¿A través de qué?",
        "¿Qué fue decisivo?",
        "cotas",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for english in ["Needed", "whole", "histories", "the change"] {
        assert!(!text.contains(english), "{english}: {text}");
    }
    let rows = std::fs::read_to_string(folder.join("runs.csv")).expect("the runs");
    assert_eq!(rows.lines().count(), 21);
    assert!(rows.starts_with("seed,subset_0,subset_1,subset_2,subset_3,unchanged_on_changed_path"));
    for file in ["index.html", "provenance.json", "runs.parquet", "pivots.csv"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    // What is there is not written over.
    assert_eq!(hokushin(&arguments).status.code(), Some(2));
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn bad_input_is_located_and_says_what_would_be_right() {
    let folder = std::env::temp_dir().join(format!("hokushin-contrary-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a scratch folder");
    let written = |name: &str, intervention: &str| {
        let file = folder.join(name);
        let text = format!(
            r#"Counterfactual(
    version: 1,
    scenario: "1941-neutrality-pact",
    title: (en: "A change", es: "Un cambio"),
    question: (en: "Does Moscow hold?", es: "¿Resiste Moscú?"),
    defence: (en: "It was proposed.", es: "Se propuso."),
    divergence: "1941-04-07",
    sources: ["assumed"],
    interventions: [{intervention}],
)"#
        );
        std::fs::write(&file, text).expect("written");
        file.to_str().expect("plain").to_owned()
    };
    let contrary =
        written("all-siberians.ron", r#"ForceOption(decision: "siberians", option: "many")"#);
    let sorge = written(
        "sorge.ron",
        r#"SetVariable(effect: "source.sorge.open = true", on: "1941-04-07")"#,
    );
    let seven = ["--with", SIBERIANS].repeat(7);
    let claim = ["--outcome", MOSCOW];
    let on = |more: &[&'static str]| -> Vec<&str> {
        [&["--with", SIBERIANS, "--outcome", MOSCOW][..], more].concat()
    };
    let cases: Vec<(Vec<&str>, &str, &str)> = vec![
        (claim.to_vec(), "needs a change", "--with"),
        (vec!["--with", SIBERIANS], "needs one thing to ask about", "moscow_fell"),
        (vec!["--with", SIBERIANS, "--outcome", "moscow_fel"], "--outcome:1:1", "`moscow_fell`"),
        (vec!["--with", SIBERIANS, "--outcome", ""], "--outcome:1:1", "name an outcome"),
        (on(&["--with", SIBERIANS]), "--with:1:1", "there twice"),
        (on(&["--with", "no-sorge+no-siberian-transfers"]), "--with:1:1", "there twice"),
        (on(&["--with", "no-sorge+"]), "--with:1:1", "no name"),
        (on(&["--with", "no-sorg"]), "no-sorg:1:1", "no-sorge"),
        (
            [&["--with", SIBERIANS, "--with", &contrary][..], &claim].concat(),
            "forced two ways",
            "all-siberians.ron:9",
        ),
        (
            [&["--with", "no-sorge", "--with", &sorge][..], &claim].concat(),
            "sorge.ron:9",
            "`source.sorge.open` is set twice on 1941-04-07",
        ),
        ([&seven[..], &claim].concat(), "at most 6", "128"),
        (on(&["--through", ""]), "--through:1:1", "soviet.siberians_to_front"),
        (
            on(&["--through", "soviet.siberian_to_front"]),
            "--through:1:1",
            "soviet.siberians_to_front",
        ),
        (on(&["--through", "event.moscow_falls"]), "--through:1:1", "cannot be imposed|no path of"),
        (
            on(&["--through", "japan.oil.stock", "--through", "japan.oil.stock"]),
            "--through:1:1",
            "there twice",
        ),
        (on(&["--held-at", "mean"]), "--through", "holds a path"),
        (on(&["--through", "japan.oil.stock", "--held-at", "100"]), "--held-at", "percentile"),
        (on(&["--nodes", "decision.siberian"]), "--nodes:1:1", "decision.siberians"),
        (on(&["--pivot-runs", "5000"]), "--pivot-runs 5000", "--runs"),
        (
            vec!["--with", "no-embargo", "--outcome", "japan_oil", "--pivots"],
            "--pivots",
            "yes or no",
        ),
    ];
    for (arguments, place, help) in cases {
        let output = asked(&arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        let helps = help.split('|').any(|help| said.contains(help));
        assert!(said.contains(place) && helps, "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    std::fs::remove_dir_all(&folder).expect("removed");
}
