//! Claims about what governments know, who decides in them, and what a signature is
//! worth: each with its mechanism and without it.

use hokushin::batch;
use hokushin::scenario::library;
use hokushin::scenario::vocabulary::Family;
use hokushin::sim::agenda::{Seat, Seats};
use hokushin::sim::{self, Phase, Premise, Worldline, visibility};

use crate::twins::{CAMPAIGN, effect, load, values};

fn history() -> Seats {
    Seats::all(Seat::History)
}

fn mean(interventions: &str, quantity: &str, date: &str) -> f64 {
    let values = values(&load(interventions), &history(), quantity, date);
    values.iter().sum::<f64>() / values.len() as f64
}

// What is known.

#[test]
fn oshima_makes_tokyo_hope_longer_than_the_front_deserves() {
    let silent = r#"SetVariable(effect: "source.oshima.open = false", on: "1941-06-23")"#;
    let hope = effect("", silent, "tokyo.believes.germany_wins", "1941-12-29");
    assert!(hope < -0.03, "without him Tokyo hopes by {hope} less");
    let school = effect("", silent, "eastern_front.prospects", "1941-12-29");
    assert!(school.abs() < 0.01, "the front itself is as it was: {school}");
}

#[test]
fn honest_sources_bring_belief_nearer_to_the_truth() {
    let error = |interventions: &str| {
        mean(interventions, "tokyo.believes.germany_wins", "1942-01-26")
            - mean(interventions, "eastern_front.prospects", "1942-01-26")
    };
    let honest = r#"ChangeParameter(parameter: "intelligence.bias", to: 0.0)"#;
    assert!(error(honest) < error("") - 0.02, "{} against {}", error(honest), error(""));
}

#[test]
fn a_report_arrives_with_its_sources_lag() {
    // The scouts on the Amur need two weeks, and so does Sorge with a count.
    let doubled = r#"SetVariable(effect: "japan.kwantung_army.divisions = 30", on: "1941-05-12")"#;
    let counted = |date: &str| effect("", doubled, "moscow.believes.kwantung_divisions", date);
    assert_eq!(counted("1941-05-12"), 0.0);
    assert_eq!(counted("1941-05-19"), 0.0);
    assert!(counted("1941-05-26") > 1.0, "{}", counted("1941-05-26"));
}

#[test]
fn who_has_no_source_keeps_his_old_belief() {
    let blind =
        r#"SetVariable(effect: "source.kwantung_intelligence.open = false", on: "1941-04-07")"#;
    for count in values(&load(blind), &history(), "tokyo.believes.far_east_divisions", "1942-06-01")
    {
        assert_eq!(count, 31.0);
    }
}

#[test]
fn a_misled_source_misleads_the_count() {
    let misled = |draw: f64| {
        format!(
            r#"ForceNode(node: "source.kwantung_intelligence", value: {draw}, from: "1941-07-07", until: "1941-08-31")"#
        )
    };
    let count = |draw: f64| mean(&misled(draw), "tokyo.believes.far_east_divisions", "1941-09-01");
    assert!(count(0.9) > count(0.1) + 2.0, "{} against {}", count(0.9), count(0.1));
}

#[test]
fn reports_on_their_way_are_part_of_the_fingerprint() {
    let premise = load("");
    let mut worldline = Worldline::new(&premise, 1, history(), false);
    let mut whole = worldline.whole();
    let print = |whole: &sim::Whole<'_>| {
        whole.subjects().into_iter().find(|(name, _)| *name == "sources").map(|(_, print)| print)
    };
    let before = print(&whole);
    Phase::OPENING.iter().for_each(|phase| phase.apply(&mut whole));
    assert_ne!(before, print(&whole));
}

#[test]
fn a_source_that_sees_what_nobody_can_see_is_refused_with_its_place() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/1941-neutrality-pact.ron");
    let text = std::fs::read_to_string(path).expect("the campaign");
    let wrong = text
        .replacen(r#"sees: "front", bias: 0.13"#, r#"sees: "frnt", bias: 7.0"#, 1)
        .replacen(r#"faction: "tokyo.court""#, r#"faction: "tokyo.courts""#, 1);
    assert_ne!(text, wrong);
    let file = std::env::temp_dir().join(format!("hokushin-source-{}.ron", std::process::id()));
    std::fs::write(&file, wrong).expect("written");
    let refused = library::load(&sim::engine(), file.to_str().expect("a plain path"), &[]);
    std::fs::remove_file(&file).expect("removed");
    let Err(reports) = refused else { panic!("it is refused") };
    let told = reports.to_string();
    for part in ["there is no sign `frnt`", "`front`", "`bias` is 7", "`tokyo.courts`"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

/// Decisions that are told to a power by him who takes them, or that everybody sees.
const TOLD: [(&str, &str); 2] =
    [("soviet", "decision.japan_terms"), ("japan", "decision.soviet_terms")];
/// Events that happen behind closed doors: only their own power knows of them.
const SECRET: [(&str, &str); 4] = [
    ("event.hull_promise", "soviet"),
    ("event.tehran", "soviet"),
    ("event.sorge_south", "soviet"),
    ("event.build_up_complete", "soviet"),
];

/// What a power's decision reads that it cannot see.
fn leaks(premise: &Premise, power: &str) -> Vec<String> {
    let scenario = &premise.scenario;
    let mut leaks = Vec::new();
    for decision in &scenario.decisions {
        if scenario.powers[decision.actor].id != power {
            continue;
        }
        let options = decision
            .choices
            .iter()
            .flat_map(|choice| std::iter::once(&choice.utility).chain(choice.available.as_ref()));
        for formula in options.chain(&decision.condition) {
            for var in formula.names() {
                let name = &scenario.vocabulary.entry(var).expect("a known quantity").name;
                let seen = match var.family {
                    Family::Decision => {
                        let other = &scenario.decisions[var.id()];
                        other.actor == decision.actor || TOLD.contains(&(power, name.as_str()))
                    }
                    Family::Event => {
                        SECRET.iter().all(|(secret, knows)| secret != name || *knows == power)
                    }
                    _ => visibility::sees(power, name),
                };
                if !seen {
                    leaks.push(format!("{} reads {name} in `{}`", decision.id, formula.source()));
                }
            }
        }
    }
    leaks
}

#[test]
fn no_decision_of_tokyo_reads_moscows_secrets() {
    let leaks = leaks(&load(""), "japan");
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[test]
fn no_decision_of_moscow_reads_tokyos_secrets() {
    let leaks = leaks(&load(""), "soviet");
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[test]
fn a_leak_is_found() {
    assert!(!visibility::sees("japan", "soviet.far_east.divisions"));
    assert!(!visibility::sees("japan", "eastern_front.prospects"));
    assert!(!visibility::sees("soviet", "tokyo.northern_intent"));
    assert!(!visibility::sees("soviet", "japan.kwantung_army.divisions"));
    assert!(!visibility::sees("japan", "promise.given"));
    assert!(visibility::sees("japan", "tokyo.believes.soviet_enters"));
}

// Who decides.

#[test]
fn with_matsuoka_gone_the_northern_school_weakens() {
    let stays = r#"DropEvent(event: "matsuoka_out")"#;
    let school = effect("", stays, "tokyo.northern_school", "1941-08-04");
    assert!(school > 0.05, "{school}");
    let ministry = effect("", stays, "tokyo.cabinet.foreign_ministry", "1941-08-04");
    assert!(ministry > 0.03, "{ministry}");
    let before = effect("", stays, "tokyo.northern_school", "1941-07-07");
    assert_eq!(before, 0.0, "he was there as well");
}

#[test]
fn yamashita_in_manchuria_strengthens_the_north_while_he_is_there() {
    let south = r#"ForceOption(decision: "yamashita", option: "south")"#;
    let school = |date: &str| effect("", south, "tokyo.northern_school", date);
    assert!(school("1942-10-05") < -0.03, "{}", school("1942-10-05"));
    assert_eq!(school("1942-06-22"), 0.0);
    assert!(school("1944-12-04").abs() < 0.02, "nothing of his stays: {}", school("1944-12-04"));
}

#[test]
fn a_commander_who_wants_no_quarrels_has_fewer_incidents() {
    let without = r#"SetVariable(effect: "person.umezu.serves = false", on: "1941-04-14")"#;
    let incidents = effect("", without, "pact.incidents_total", "1943-06-07");
    assert!(incidents > 2.0, "{incidents} more without Umezu");
}

#[test]
fn without_tanaka_the_army_asks_less_loudly_for_the_north() {
    let without = r#"SetVariable(effect: "person.tanaka.serves = false", on: "1941-06-23")"#;
    let school = effect("", without, "tokyo.northern_school", "1941-08-04");
    assert!(school < -0.02, "{school}");
    let later = effect("", without, "tokyo.northern_school", "1943-02-01");
    assert!(later.abs() < 0.02, "he would have left in any case: {later}");
}

#[test]
fn the_weights_of_a_cabinet_add_up_to_one() {
    for date in ["1941-04-14", "1943-06-07", "1945-07-02"] {
        let sum = |names: &[&str]| -> f64 { names.iter().map(|name| mean("", name, date)).sum() };
        let tokyo = sum(&[
            "tokyo.cabinet.army",
            "tokyo.cabinet.navy",
            "tokyo.cabinet.foreign_ministry",
            "tokyo.cabinet.court",
        ]);
        let moscow = sum(&[
            "moscow.cabinet.stavka",
            "moscow.cabinet.foreign_commissariat",
            "moscow.cabinet.far_east",
        ]);
        assert!((tokyo - 1.0).abs() < 1e-9 && (moscow - 1.0).abs() < 1e-9, "{tokyo}, {moscow}");
    }
}

#[test]
fn zhukov_before_moscow_makes_moscow_less_careful_of_the_east() {
    let premise = load("");
    let caution = |date: &str| {
        values(&premise, &history(), "moscow.eastern_caution", date).iter().sum::<f64>()
    };
    assert!(caution("1941-10-20") < caution("1941-10-06"));
}

#[test]
fn every_person_and_every_source_is_named_in_both_languages() {
    let scenario = &load("").scenario;
    assert!(scenario.persons.len() >= 25 && scenario.sources.len() >= 9);
    for person in &scenario.persons {
        for text in [&person.name, &person.office, &person.towards] {
            assert!(!text.en.is_empty() && !text.es.is_empty(), "{}", person.id);
        }
    }
    for source in &scenario.sources {
        assert!(!source.name.en.is_empty() && !source.name.es.is_empty(), "{}", source.id);
        assert!(!source.reports.is_empty(), "{} reports nothing", source.id);
    }
}

// What a signature is worth.

#[test]
fn a_quiet_release_of_airmen_costs_trust_in_tokyo_when_tokyo_hears_of_it() {
    let release = |leak: f64| {
        format!(
            r#"ForceNode(node: "conduct.leak", value: {leak}, from: "1942-04-13", until: "1944-12-31"),
            ForceOption(decision: "airmen", option: "let_go"),"#
        )
    };
    let (heard, unheard) = (release(0.000_1), release(0.999_9));
    let trust = |interventions: &str| mean(interventions, "pact.tokyo_trust", "1944-06-05");
    assert!(trust(&heard) < trust(&unheard) - 0.02, "{} {}", trust(&heard), trust(&unheard));
    let known = mean(&heard, "airmen.leaks", "1944-06-05");
    assert!(known > 0.9, "Tokyo has heard of it {known} times");
}

#[test]
fn airmen_who_are_kept_cost_nothing() {
    let keep = r#"ForceOption(decision: "airmen", option: "keep")"#;
    let leaks = mean(keep, "airmen.leaks", "1944-06-05");
    assert_eq!(leaks, 0.0);
    let interned = mean(keep, "airmen.interned", "1944-06-05");
    assert!(interned > 20.0, "{interned}");
}

#[test]
fn the_promise_about_sakhalin_costs_moscows_trust_while_it_is_overdue() {
    let kept = r#"ForceOption(decision: "concessions", option: "give_up")"#;
    let trust = effect("", kept, "pact.moscow_trust", "1943-12-27");
    assert!(trust > 0.1, "a promise kept in 1941 is worth {trust}");
    let overdue = mean("", "sakhalin.weeks_overdue", "1943-12-27");
    assert!(overdue > 80.0, "{overdue} weeks");
}

#[test]
fn a_sunk_ship_costs_moscows_trust_and_an_apology_mends_it() {
    let ship = |draw: f64| {
        format!(
            r#"ForceNode(node: "conduct.strait", value: {draw}, from: "1943-05-03", until: "1943-05-09"),
            ForceNode(node: "conduct.strait", value: 0.9999, from: "1943-05-10", until: "1943-12-31"),"#
        )
    };
    let (sunk, passed) = (ship(0.000_1), ship(0.999_9));
    let trust = |change: &str, date: &str| mean(change, "pact.moscow_trust", date);
    assert!(trust(&sunk, "1943-05-03") < trust(&passed, "1943-05-03") - 0.002);
    let pay = format!(r#"{sunk} ForceOption(decision: "strait_claims", option: "pay")"#);
    let deny = format!(r#"{sunk} ForceOption(decision: "strait_claims", option: "deny")"#);
    assert!(trust(&pay, "1943-10-04") > trust(&deny, "1943-10-04") + 0.01);
}

#[test]
fn a_closed_strait_costs_more_trust_than_all_the_ships_stopped_in_an_open_one() {
    let closed = r#"ForceOption(decision: "ships_to_vladivostok", option: "stop")"#;
    let trust = effect("", closed, "pact.moscow_trust", "1943-06-07");
    assert!(trust < -0.1, "{trust}");
}

#[test]
fn who_waits_for_moscow_hopes_less_each_week() {
    let asked = r#"SetVariable(effect: "war.germany_soviet = germany_beaten", on: "1945-05-07"),
        ForceOption(decision: "surrender", option: "fight_on"),
        ForceOption(decision: "enter_the_war", option: "wait"),
        ForceOption(decision: "mediation", option: "ask", from: "1945-05-28"),
        ForceOption(decision: "konoe_mission", option: "wait"),"#;
    let hope = |date: &str| mean(asked, "tokyo.hope_of_mediation", date);
    assert!(
        hope("1945-07-30") < hope("1945-06-11"),
        "{} {}",
        hope("1945-07-30"),
        hope("1945-06-11")
    );
    let refused = r#"ForceOption(decision: "malik_answer", option: "refuse")"#;
    let fall = effect(asked, refused, "tokyo.hope_of_mediation", "1945-07-30");
    assert!(fall < -0.1, "a plain no costs {fall} of hope");
}

#[test]
fn a_fallen_stalingrad_makes_japan_attack_more_often_and_not_always() {
    let with = ["stalingrad-falls".to_owned()];
    let attacks = |with: &[String]| {
        let loaded = library::load(&sim::engine(), CAMPAIGN, with).expect("shipped files");
        let premise = Premise::new(loaded.scenario);
        let named = |measure: &str| {
            let measures = &premise.scenario.measures;
            measures.iter().position(|known| known.id == measure).expect("a measure")
        };
        let place = named("japan_attacks_soviet");
        let stop = std::sync::atomic::AtomicBool::new(false);
        let rows = batch::run(&premise, &Seats::default(), 1, 200, &stop, |_| {});
        rows.iter().filter_map(|row| row.measures[place]).sum::<f64>()
    };
    let (fallen, held) = (attacks(&with), attacks(&[]));
    assert!(fallen > held, "{fallen} against {held} of 200");
    assert!(fallen < 150.0, "{fallen} of 200");
}
