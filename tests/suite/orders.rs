//! Impossible orders, as a user would count them: what comes before its cause, after its end
//! or twice.

use hokushin::batch::seeds::Sample;
use hokushin::batch::work::Work;
use hokushin::hindcast::order_rules::{self, Demand};
use hokushin::hindcast::orders::{Findings, Lived, Orders};
use hokushin::history::{Seating, Subject};
use hokushin::policy::world::{Life, World};
use hokushin::scenario::library::{self, Selection};
use hokushin::sim::agenda::Seat;
use hokushin::sim::chronicle::Happening;
use hokushin::sim::{self, Premise};

use crate::folder::Folder;
use crate::program::{done, hokushin, refused};
use crate::twins::{CAMPAIGN, load};

/// Histories of each world that are held against the rules.
const HISTORIES: u64 = 200;

fn world(subject: &Subject) -> World {
    let loaded = subject.open().and_then(|opened| opened.compile(&sim::engine(), Selection::ALL));
    let premise = Premise::new(loaded.unwrap_or_else(|wrong| panic!("{wrong}")).scenario);
    let seats = subject.seating.seats(&premise.scenario);
    World { premise, seats }
}

fn found(subject: Subject, rules: Option<&str>, runs: u64) -> Findings {
    let sample = Sample { runs, ..Sample::default() };
    let asked = Orders { subject, rules: rules.map(Into::into), sample };
    asked.run(&Work::QUIET).unwrap_or_else(|trouble| panic!("{trouble}")).findings
}

/// The rules that histories of a world break, each with how many do and one to look at.
fn broken(subject: Subject, runs: u64) -> Vec<String> {
    let found = found(subject, None, runs);
    let told = found.broken().map(|kept| {
        let (row, seed) = (&kept.row, kept.examples.first().map(|example| example.seed));
        format!("{} {} {}: {} of {runs}, {seed:?}", row.happening, row.rule, row.other, kept.broken)
    });
    told.collect()
}

/// Every world that is shipped: doctrine, the record on both sides, each counterfactual.
fn shipped() -> Vec<Subject> {
    let history = Seating { japan: Seat::History, soviet: Seat::History, others: None };
    let library = library::list().expect("the library is sound");
    let changes =
        library.listings.iter().filter(|known| known.changes.as_deref() == Some(CAMPAIGN));
    let mut worlds =
        vec![Subject::of(CAMPAIGN), Subject { seating: history, ..Subject::of(CAMPAIGN) }];
    worlds.extend(
        changes.map(|change| Subject { with: vec![change.id.clone()], ..Subject::of(CAMPAIGN) }),
    );
    worlds
}

#[test]
fn no_history_breaks_an_order() {
    let mut amiss = Vec::new();
    for subject in shipped() {
        let with = subject.with.join("+");
        let seats = format!("{:?}", subject.seating.japan);
        let of_world = broken(subject, HISTORIES);
        amiss.extend(of_world.into_iter().map(|told| format!("{with} {seats}: {told}")));
    }
    assert!(amiss.is_empty(), "{}", amiss.join("\n"));
}

#[test]
fn no_army_surrenders_twice_and_no_ground_is_taken_when_the_war_is_over() {
    let of_surrenders = |told: &String| {
        ["surrender", "conquest", "kwantung", "northern", "hokkaido", "manchuria"]
            .iter()
            .any(|about| told.starts_with(about))
    };
    for subject in shipped() {
        let with = subject.with.clone();
        let amiss: Vec<String> =
            broken(subject, HISTORIES / 4).into_iter().filter(of_surrenders).collect();
        assert!(amiss.is_empty(), "{with:?}: {amiss:#?}");
    }
}

#[test]
fn a_beaten_kwantung_army_ends_the_war_without_a_second_surrender_and_without_that_it_goes_on() {
    let ends = |change: &str| {
        let premise = load(change);
        let named = |id: &str| premise.scenario.events.id_where(|event| event.id == id);
        let yielded = named("northern_garrisons_yield").expect("an event");
        let ended = named("mandate_ends").expect("an event");
        let seats = Seating::default().seats(&premise.scenario);
        let world = World { premise: premise.clone(), seats };
        let (mut yield_at_last, mut fight_on) = (0, 0);
        for seed in 1..=60 {
            let mut worldline = world.live(Life::of(seed), |_| {});
            let whole = worldline.whole();
            yield_at_last += u32::from(whole.past.happened(yielded));
            let surrendered = whole.past.happened(ended);
            fight_on += u32::from(surrendered && whole.war.in_the_far_east());
        }
        (yield_at_last, fight_on)
    };
    let (yield_at_last, fight_on) = ends("");
    assert!(yield_at_last > 5 && fight_on == 0, "{yield_at_last} yield, {fight_on} fight on");
    let (yield_at_last, fight_on) = ends(r#"DropEvent(event: "northern_garrisons_yield")"#);
    assert!(yield_at_last == 0 && fight_on > 5, "{yield_at_last} yield, {fight_on} fight on");
}

#[test]
fn every_rule_of_the_shipped_table_is_of_the_scenario_and_most_are_tried() {
    let found = found(Subject::of(CAMPAIGN), None, 200);
    assert!(found.left_out.is_empty() && found.rules.len() > 100, "{}", found.rules.len());
    let idle = found.rules.iter().filter(|kept| kept.came_about == 0).count();
    assert!(idle * 10 < found.rules.len(), "{idle} rules bind what never comes about");
    for kept in &found.rules {
        let row = &kept.row;
        assert!(!row.why.is_empty() && !row.why_es.is_empty(), "{} {}", row.happening, row.rule);
    }
}

#[test]
fn what_is_counted_can_be_read_in_the_history_of_the_seed() {
    let folder = Folder::new("orders-counted");
    let rules = folder.file("rules.csv");
    let table = "happening,rule,other,why\nbarbarossa,only after,pearl_harbor,for a test\n";
    std::fs::write(&rules, table).expect("written");
    let asks = ["orders", "--runs", "12", "--rules", &rules, "--format", "json"];
    let output = hokushin(&asks);
    assert_eq!(output.status.code(), Some(1));
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let rule = &said["rules"][0];
    assert_eq!(
        (&said["broken"], &said["runs"], &rule["broken"]),
        (&1.into(), &12.into(), &12.into())
    );
    let examples = rule["examples"].as_array().expect("examples");
    assert_eq!(examples.len(), 3);
    for example in examples {
        assert_eq!(example["date"], "1941-06-22");
        let told = done(&["playthrough", CAMPAIGN, "--seed", &example["seed"].to_string()]);
        let line = |what: &str| told.lines().find(|line| line.contains(what)).map(str::to_owned);
        let other = line("event pearl_harbor").map(|line| line.trim()[..10].to_owned());
        assert_eq!(example["other"].as_str(), other.as_deref());
    }
    // The text names the seed and the command that tells its history.
    let output = hokushin(&["--language", "en", "orders", "--runs", "4", "--rules", &rules]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("hokushin run 1941-neutrality-pact --seed 1\n"), "{text}");
    assert!(text.contains("for a test"), "{text}");
    let other = "happening,rule,other,why\nbarbarossa,once,,for a test\n";
    std::fs::write(&rules, other).expect("written");
    let text = done(&["--language", "en", "orders", "--runs", "4", "--rules", &rules]);
    assert!(text.contains("1 rule holds in all 4 histories."), "{text}");
}

#[test]
fn a_broken_table_is_refused_with_its_place_and_what_would_be_right() {
    let folder = Folder::new("orders-broken");
    let rules = folder.file("rules.csv");
    let told = |table: &str| {
        std::fs::write(&rules, table).expect("written");
        refused(&["orders", "--runs", "2", "--rules", &rules])
    };
    let head = "happening,rule,other,why\n";
    for (row, said) in [
        ("urnus,once,,w", &[":2:1: error[H0715]", "no event `urnus`", "`uranus`"][..]),
        ("yalta: promis,once,,w", &[":2:1: error[H0715]", "no option `promis`", "`promise`"]),
        ("yolta: promise,once,,w", &["no decision `yolta`", "`yalta`"]),
        ("surrender fifth_jj,once,,w", &["no army `fifth_jj`", "`fifth_j`"]),
        ("conquest jehl by soviet,once,,w", &["no region `jehl`", "`jehol`"]),
        ("conquest jehol by soviets,once,,w", &["no power `soviets`", "`soviet`"]),
        ("conquest jehol,once,,w", &["no event `conquest jehol`"]),
        (",once,,w", &["error[H0715]", "no happening is named"]),
        (
            "uranus,only aftr,typhoon,w",
            &[":2:8: error[H0714]", "no rule `only aftr`", "`only after`"],
        ),
        ("uranus,once,typhoon,w", &[":2:13: error[H0714]", "takes no other"]),
        ("uranus,never with,,w", &["error[H0714]", "`never with` what?"]),
        ("uranus,only after,tyfoon,w", &[":2:19: error[H0715]", "`typhoon`"]),
        ("uranus,only while,war.germany_soviet == figthing,w", &[":2:41: error[H04", "fighting"]),
        (
            "uranus,never while,\"max(1, calender.mud) > 2\",w",
            &[":2:28: error[H0401]", "calendar.mud"],
        ),
        ("uranus,only while,calendar.mud,w", &["error[H0402]"]),
        ("uranus,once,,w\nuranus,once,,again", &[":3:1: error[H0708]", "this rule already"]),
    ] {
        let said_of = told(&format!("{head}{row}\n"));
        for part in said {
            assert!(said_of.contains(part), "{row}: `{part}` in {said_of}");
        }
        assert!(!said_of.contains("panicked"), "{said_of}");
    }
    assert!(told("happening,rule,why\nuranus,once,w\n").contains("no column `other`"));
    assert!(told(head).contains("error[H0703]"));
    assert!(told("").contains("error[H0005]"));
    assert!(refused(&["orders", "--rules", "no-such-table.csv"]).contains("error[H0001]"));
    // A table of one's own is of the scenario; the shipped one serves others as far as it goes.
    std::fs::write(&rules, format!("{head}uranus,once,,w\n")).expect("written");
    let other = ["orders", "1939-khalkhin-gol", "--runs", "4"];
    assert!(refused(&[&other[..], &["--rules", &rules]].concat()).contains("no event `uranus`"));
    assert!(done(&[&["--language", "en"][..], &other].concat()).contains("rules left out"));
}

#[test]
fn a_proviso_is_judged_before_the_effects_and_changes_nothing() {
    let rules = |table: &str| {
        let folder = Folder::new("orders-proviso");
        let file = folder.file("rules.csv");
        std::fs::write(&file, format!("happening,rule,other,why\n{table}")).expect("written");
        let place = library::Origin::from(std::path::PathBuf::from(&file));
        let world = world(&Subject::of(CAMPAIGN));
        (order_rules::read(&place, world.scenario(), false).expect("sound").rules, world)
    };
    // Barbarossa itself begins the war, and the seed of a conquest takes the ground.
    let (rules, world) = rules(
        "barbarossa,only while,war.germany_soviet == peace,w\nbarbarossa,never while,war.germany_soviet == fighting,w\nconquest manchukuo_east by soviet,only while,region.manchukuo_east.control == japan,w\nsurrender fifth_j,only while,army.fifth_j.divisions > 0,w\n",
    );
    assert!(matches!(rules[1].demand, Demand::NeverWhile(_)));
    let provisos: Vec<_> = rules.iter().filter_map(|rule| rule.proviso()).collect();
    let asked =
        World { premise: world.premise.with_provisos(provisos), seats: world.seats.clone() };
    let mut judged = [0; 4];
    for seed in 1..=20 {
        let (plain, with) = (Lived::of(&world, Life::of(seed)), Lived::of(&asked, Life::of(seed)));
        assert_eq!(plain.happenings, with.happenings, "seed {seed}");
        assert!(plain.judged.is_empty());
        for found in &with.judged {
            assert_eq!(found.held, found.proviso != 1, "seed {seed}: {found:?}");
            assert!(with.happenings.contains(&(found.day, found.happening)));
            judged[found.proviso] += 1;
        }
    }
    assert!(judged[..2] == [20, 20] && judged[2] > 3 && judged[3] > 3, "{judged:?}");
}

#[test]
fn answers_that_only_repeat_the_last_one_are_no_happening() {
    let world = world(&Subject::of(CAMPAIGN));
    let lived = Lived::of(&world, Life::of(1));
    let mut last = std::collections::BTreeMap::new();
    let mut answers = 0;
    for &(_, happening) in &lived.happenings {
        if let Happening::Answer(decision, option) = happening {
            assert_ne!(last.insert(decision, option), Some(option), "{decision:?}");
            answers += 1;
        }
    }
    assert!(answers > 20);
    let days: Vec<_> = lived.happenings.iter().map(|&(day, _)| day).collect();
    assert!(days.is_sorted());
}
