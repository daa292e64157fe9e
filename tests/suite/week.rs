//! What a week brings has dates: it takes effect in their order, windows hold to the day,
//! and nothing is dated before what it follows from.

use std::sync::atomic::{AtomicU32, Ordering};

use hokushin::policy;
use hokushin::policy::world::World;
use hokushin::report::intervention;
use hokushin::scenario::expression::Reader;
use hokushin::scenario::library::{self, Loaded};
use hokushin::scenario::report::Reports;
use hokushin::sim::agenda::Seats;
use hokushin::sim::calendar::date_of;
use hokushin::sim::{self, Premise, Worldline};
use hokushin::whatif::uptake::Uptake;

static FILES: AtomicU32 = AtomicU32::new(0);

/// A few weeks of 1944 in which nothing happens but what a test writes.
fn load(body: &str, with: &[&str]) -> Result<Loaded, Box<Reports>> {
    let folder = std::env::temp_dir().join(format!(
        "hokushin-week-{}-{}",
        std::process::id(),
        FILES.fetch_add(1, Ordering::Relaxed)
    ));
    std::fs::create_dir_all(&folder).expect("a scratch folder");
    let write = |name: &str, text: String| {
        let file = folder.join(name);
        std::fs::write(&file, text).expect("written");
        file.to_str().expect("a plain path").to_owned()
    };
    let scenario = write(
        "weeks.ron",
        format!(
            r#"Scenario(version: 1, like: "1941-neutrality-pact", start: "1944-01-03", end: "1944-02-06",
            title: (en: "Weeks", es: "Semanas"), summary: (en: "A test.", es: "Una prueba."),
            outcomes: [(id: "all", title: (en: "All", es: "Todo"), meaning: (en: "-", es: "-"), when: "true")],
            measures: [], {body})"#
        ),
    );
    let with: Vec<String> = with
        .iter()
        .enumerate()
        .map(|(place, interventions)| {
            write(
                &format!("change-{place}.ron"),
                format!(
                    r#"Counterfactual(version: 1, scenario: "weeks", title: (en: "A change", es: "Un cambio"),
                    question: (en: "What if?", es: "¿Y si?"), defence: (en: "A test.", es: "Una prueba."),
                    divergence: "1944-01-03", sources: [], interventions: [{interventions}])"#
                ),
            )
        })
        .collect();
    let loaded = library::load(&sim::engine(), &scenario, &with);
    std::fs::remove_dir_all(&folder).expect("removed");
    loaded
}

fn premise(body: &str, with: &[&str]) -> Premise {
    Premise::new(load(body, with).unwrap_or_else(|reports| panic!("{reports}")).scenario)
}

/// One history to its end: what was told, in the order in which it took effect, and the
/// values of some quantities on the last day.
fn lived(premise: &Premise, seed: u64, quantities: &[&str]) -> (Vec<String>, Vec<f64>) {
    let mut worldline = Worldline::new(premise, seed, Seats::default(), false);
    let mut whole = worldline.whole();
    for _ in 0..premise.weeks() {
        policy::live_week(&mut whole);
    }
    let scenario = &premise.scenario;
    let told = whole.chronicle.entries().iter();
    let told = told
        .map(|entry| format!("{} {}", date_of(entry.day), entry.happening.id(scenario)))
        .collect();
    let value = |name: &&str| {
        whole.read(scenario.vocabulary.named(name).unwrap_or_else(|| panic!("{name}")).var)
    };
    (told, quantities.iter().map(value).collect())
}

fn told(body: &str, with: &[&str], seed: u64) -> Vec<String> {
    lived(&premise(body, with), seed, &[]).0
}

const V: &str = r#"variables: [
    (name: "my.v", initial: 0.0, range: (-1000.0, 1000.0), unit: "ratio", meaning: (en: "V", es: "V")),
    (name: "my.w", initial: 0.0, range: (-1000.0, 1000.0), unit: "ratio", meaning: (en: "W", es: "W")),
],"#;

fn event(id: &str, rest: &str) -> String {
    format!(r#"(id: "{id}", {rest}, text: (en: "{id}.", es: "{id}!"), source: "assumed"),"#)
}

/// A decision with one option.
fn decision(id: &str, rest: &str, effects: &str) -> String {
    format!(
        r#"(id: "{id}", actor: "japan", title: (en: "{id}", es: "{id}"), question: (en: "?", es: "¿?"),
        temperature: 0.5, {rest}, options: [(id: "yes", label: (en: "Yes", es: "Sí"), meaning: (en: "-", es: "-"),
        utility: "1", effects: [{effects}], text: (en: "{id}.", es: "{id}!"), history: true, source: "assumed")]),"#
    )
}

#[test]
fn events_take_effect_in_the_order_of_their_dates_whatever_the_order_of_the_file() {
    let friday = event("friday", r#"at: "1944-01-14", effects: ["my.v = 5"]"#);
    let monday = event("monday", r#"at: "1944-01-10", effects: ["my.v = 1"]"#);
    for events in [format!("{friday}{monday}"), format!("{monday}{friday}")] {
        let premise = premise(&format!("{V} events: [{events}],"), &[]);
        let (told, values) = lived(&premise, 3, &["my.v"]);
        assert_eq!(told, ["1944-01-10 event monday", "1944-01-14 event friday"]);
        assert_eq!(values, [5.0]);
    }
}

#[test]
fn an_event_does_not_know_what_is_dated_after_it() {
    let friday = event("friday", r#"at: "1944-01-14", effects: ["my.v = 5"]"#);
    let by_name = event("by_name", r#"at: "1944-01-11", provided: "event.friday""#);
    let by_effect = event("by_effect", r#"at: "1944-01-13", provided: "my.v > 0""#);
    let after = event("after", r#"at: "1944-01-15", provided: "event.friday and my.v > 0""#);
    let body = format!("{V} events: [{friday}{after}{by_effect}{by_name}],");
    assert_eq!(told(&body, &[], 3), ["1944-01-14 event friday", "1944-01-15 event after"]);
}

#[test]
fn what_is_set_from_outside_is_set_on_its_day() {
    let wednesday = event("wednesday", r#"at: "1944-01-12", provided: "my.v == 7""#);
    let friday = event("friday", r#"at: "1944-01-14", provided: "my.v == 7""#);
    let body = format!("{V} events: [{wednesday}{friday}],");
    let set = |day: &str| format!(r#"SetVariable(effect: "my.v = 7", on: "{day}")"#);
    assert_eq!(told(&body, &[&set("1944-01-13")], 3), ["1944-01-14 event friday"]);
    // Of one day it comes first.
    assert_eq!(told(&body, &[&set("1944-01-12")], 3).len(), 2);
}

#[test]
fn a_chain_of_events_does_not_hang_on_the_order_of_the_file() {
    let events = [
        event("first", r#"when: "my.v == 0", from: "1944-01-12""#),
        event("second", r#"when: "event.first", effects: ["my.v += 1"]"#),
        event("third", r#"when: "event.second""#),
        event("fourth", r#"when: "event.third and my.v > 0", chance: "0.9""#),
    ];
    for seed in 1..6 {
        let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]];
        let stories = orders.map(|order| {
            let events: String = order.map(|place| events[place].as_str()).concat();
            told(&format!("{V} events: [{events}],"), &[], seed)
        });
        assert!(stories[0].len() >= 3, "{stories:?}");
        assert_eq!(stories[0], stories[1], "seed {seed}");
        assert_eq!(stories[0], stories[2], "seed {seed}");
        assert!(stories[0].is_sorted_by_key(|line| line[..10].to_owned()), "{stories:?}");
        assert!(stories[0][0].as_str() >= "1944-01-12", "{stories:?}");
        assert!(stories[0][2].as_str() <= "1944-01-17", "all in one week: {stories:?}");
    }
}

#[test]
fn windows_of_events_hold_to_the_day() {
    let offensive = event("offensive", r#"at: "1944-01-13""#);
    let too_late = event("too_late", r#"when: "event.offensive", until: "1944-01-12""#);
    let one_day = event("one_day", r#"when: "true", from: "1944-01-19", until: "1944-01-19""#);
    let early = event("early", r#"when: "true", until: "1944-01-04""#);
    let late = event("late", r#"when: "true", from: "1944-01-29""#);
    let day = event("day", r#"when: "true", from: "1944-01-26", day: "date""#);
    let body = format!("events: [{offensive}{too_late}{one_day}{early}{late}{day}],");
    for seed in 1..30 {
        let told = told(&body, &[], seed);
        assert_eq!(told.len(), 5, "{told:?}");
        assert!(["1944-01-03 event early", "1944-01-04 event early"].contains(&&*told[0]));
        assert_eq!(told[1], "1944-01-13 event offensive");
        assert_eq!(told[2], "1944-01-19 event one_day");
        assert_eq!(told[3], "1944-01-26 event day");
        assert!(["1944-01-29 event late", "1944-01-30 event late"].contains(&&*told[4]));
    }
}

#[test]
fn windows_of_questions_and_of_what_is_forced_hold_to_the_day() {
    let one = decision("one", r#"from: "1944-01-12", until: "1944-01-12""#, "");
    let long = decision("long", r#"from: "1944-01-03", until: "1944-02-01""#, "");
    let body = format!("decisions: [{one}{long}],");
    let forced =
        r#"ForceOption(decision: "long", option: "yes", from: "1944-01-05", until: "1944-01-06")"#;
    for seed in 1..30 {
        let plain = told(&body, &[], seed);
        assert!(plain.contains(&"1944-01-12 answer one yes".to_owned()), "{plain:?}");
        let changed = told(&body, &[forced], seed);
        let fits = ["1944-01-05 answer long yes", "1944-01-06 answer long yes"];
        assert!(fits.contains(&&*changed[0]), "{changed:?}");
    }
}

#[test]
fn a_question_is_not_asked_because_of_what_comes_after_its_last_day() {
    let friday = event("friday", r#"at: "1944-01-14", effects: ["my.v = 5"]"#);
    let until = |day: &str| {
        let asked = format!(r#"from: "1944-01-10", until: "{day}", when: "event.friday""#);
        format!("{V} events: [{friday}], decisions: [{}],", decision("asked", &asked, ""))
    };
    assert_eq!(told(&until("1944-01-12"), &[], 3), ["1944-01-14 event friday"]);
    for seed in 1..10 {
        let told = told(&until("1944-01-15"), &[], seed);
        assert!(told[1].as_str() >= "1944-01-14 answer", "{told:?}");
    }
}

#[test]
fn what_comes_after_the_last_day_of_a_question_waits_for_its_answer() {
    let friday = event("friday", r#"at: "1944-01-14", effects: ["my.v = 5"]"#);
    let provided = event("then", r#"at: "1944-01-15", provided: "decision.early == yes""#);
    let early = decision("early", r#"from: "1944-01-10", until: "1944-01-12""#, r#""my.v = 1""#);
    let body = format!("{V} events: [{friday}{provided}], decisions: [{early}],");
    for seed in 1..10 {
        let (told, values) = lived(&premise(&body, &[]), seed, &["my.v"]);
        assert!(told[0].ends_with("answer early yes"), "{told:?}");
        assert_eq!(told[1..], ["1944-01-14 event friday", "1944-01-15 event then"]);
        assert_eq!(values, [5.0]);
    }
}

#[test]
fn what_follows_from_others_is_dated_no_earlier_than_they() {
    // The answer follows from an event of the week, one event from the answer by what it
    // has written, the other from that event.
    let saturday = event("saturday", r#"at: "1944-01-15", effects: ["my.v = 1"]"#);
    let answer = decision(
        "answer",
        r#"from: "1944-01-10", until: "1944-02-01", when: "my.v > 0""#,
        r#""my.w = 1""#,
    );
    let because = event("because", r#"when: "my.w > 0""#);
    let dated = event("dated", r#"when: "event.because", day: "date""#);
    let body = format!("{V} events: [{dated}{because}{saturday}], decisions: [{answer}],");
    for seed in 1..30 {
        let told = told(&body, &[], seed);
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told.is_sorted_by_key(|line| line[..10].to_owned()), "{told:?}");
        assert!(told.iter().all(|line| line.as_str() <= "1944-01-17"), "{told:?}");
        assert!(told[3].ends_with("event dated"));
    }
}

#[test]
fn what_touches_the_field_in_the_far_east_comes_on_its_day() {
    let told_on = |day: &str| {
        let text = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/scenarios/1945-august-storm.ron"
        ))
        .expect("shipped");
        let text = text.replace("1945-08-15 12:00 Tokyo", day);
        assert!(text.contains(day));
        let file = std::env::temp_dir()
            .join(format!("hokushin-week-storm-{}-{day}.ron", std::process::id()));
        std::fs::write(&file, text).expect("written");
        let name = file.to_str().expect("a plain path");
        let loaded = library::load(&sim::engine(), name, &[]).unwrap_or_else(|all| panic!("{all}"));
        std::fs::remove_file(&file).expect("removed");
        let premise = Premise::new(loaded.scenario);
        (1..25).map(|seed| lived(&premise, seed, &["far_east.soviet_dead"]).1[0]).sum::<f64>()
    };
    let [early, late, later] = ["1945-08-13", "1945-08-16", "1945-08-19"].map(told_on);
    assert!(early < late && late < later, "{early} {late} {later}");
}

#[test]
fn a_question_that_follows_from_an_answer_comes_up_wherever_it_stands_in_the_file() {
    let always = r#"from: "1944-01-03", until: "1944-02-01""#;
    let first = decision("first", always, "");
    let then = |id: &str, when: &str| {
        decision(id, &format!(r#"{always}, at_once: true, when: "{when}""#), "")
    };
    let second = then("second", "decision.first == yes");
    let third = then("third", "decision.second == yes");
    for seed in 1..10 {
        let one = told(&format!("decisions: [{first}{second}{third}],"), &[], seed);
        let other = told(&format!("decisions: [{third}{second}{first}],"), &[], seed);
        assert_eq!(one, other);
        assert_eq!(one.len(), 3);
        assert!(one.is_sorted_by_key(|line| line[..10].to_owned()), "{one:?}");
        assert!(one[2].as_str() < "1944-01-10", "all in the first week: {one:?}");
    }
}

#[test]
fn what_has_not_happened_has_no_day() {
    let never =
        event("never", r#"when: "pact.signed_on < 1944-06-01 or pact.signed_on != 1941-01-05""#);
    let known = event("known", r#"when: "known(pact.signed_on)""#);
    let body = format!("events: [{never}{known}],");
    assert_eq!(told(&body, &[], 3), [""; 0]);
    // The fifth of January 1941 is a day like another.
    let signed = r#"SetVariable(effect: "pact.signed_on = 1941-01-05", on: "1944-01-10")"#;
    let known = event("known", r#"when: "pact.signed_on == 1941-01-05""#);
    assert_eq!(told(&format!("events: [{known}],"), &[signed], 3).len(), 1);
}

#[test]
fn a_condition_reads_a_parameter_as_the_worldline_has_drawn_it() {
    let own = r#"(name: "my.p", value: 0.5, range: (0.0, 1.0), source: "assumed", unit: "ratio", meaning: "P")"#;
    let set = event(
        "set",
        r#"at: "1944-01-10", effects: ["my.v = my.p", "my.w = eastern_front.fortune"]"#,
    );
    let premise = premise(&format!("{V} parameters: [{own}], events: [{set}],"), &[]);
    let place = |name: &str| {
        premise.parameters().iter().position(|known| &*known.name == name).expect("known")
    };
    let (mut own, mut engine) = (Vec::new(), Vec::new());
    for seed in 1..20 {
        let drawn = premise.drawn(&sim::luck::Luck::new(seed));
        let (_, values) = lived(&premise, seed, &["my.v", "my.w"]);
        assert_eq!(values, [drawn[place("my.p")], drawn[place("eastern_front.fortune")]]);
        own.push(values[0].to_bits());
        engine.push(values[1].to_bits());
    }
    for drawn in [&mut own, &mut engine] {
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 19, "each seed draws its own");
    }
}

#[test]
fn an_event_with_a_date_has_no_window_beside_it() {
    for beside in [
        r#"from: "1944-01-12""#,
        r#"until: "1944-01-12""#,
        r#"day: "date""#,
        r#"hour: "03:15 Berlin""#,
    ] {
        let body = format!("events: [{}],", event("u", &format!(r#"at: "1944-01-10", {beside}"#)));
        let said = load(&body, &[]).expect_err("it says nothing").to_string();
        assert!(
            said.contains("error[H0310]") && said.contains("says nothing beside `at`"),
            "{said}"
        );
    }
}

#[test]
fn what_contradicts_itself_is_refused_and_both_places_are_shown() {
    let uranus = event("uranus", r#"at: "1944-01-20""#);
    let body = format!("{V} events: [{uranus}],");
    let added = r#"AddEvent(id: "new", at: "1944-01-20", source: "s")"#;
    for (one, other) in [
        (
            r#"SetVariable(effect: "my.v = 1", on: "1944-01-11")"#,
            r#"SetVariable(effect: "my.v = 2", on: "1944-01-11")"#,
        ),
        (
            r#"ChangeParameter(parameter: "eastern_front.fortune", to: 0.1)"#,
            r#"ChangeParameter(parameter: "eastern_front.fortune", to: 0.3)"#,
        ),
        (
            r#"MoveEvent(event: "uranus", to: "1944-01-12")"#,
            r#"MoveEvent(event: "uranus", to: "1944-01-13")"#,
        ),
        (r#"MoveEvent(event: "uranus", to: "1944-01-12")"#, r#"DropEvent(event: "uranus")"#),
        (r#"DropEvent(event: "uranus")"#, r#"DropEvent(event: "uranus")"#),
        (
            r#"ForceNode(node: "weather.mud", value: 0.1)"#,
            r#"ForceNode(node: "weather.mud", value: 0.2, from: "1944-01-10")"#,
        ),
        (added, r#"DropEvent(event: "new")"#),
    ] {
        for with in [&[format!("{one}, {other}")][..], &[one.to_owned(), other.to_owned()]] {
            let with: Vec<&str> = with.iter().map(String::as_str).collect();
            let said = load(&body, &with).expect_err(other).to_string();
            assert!(said.contains("error[H0502]"), "{said}");
            assert!(said.contains("note[H0502]: the other one stands here"), "{said}");
        }
    }
}

#[test]
fn what_took_effect_in_no_history_is_said() {
    let likely = event("likely", r#"at: "1944-01-20", chance: "0.9""#);
    let never = event("never", r#"when: "my.v > 10""#);
    let asked = decision("asked", r#"from: "1944-01-10", until: "1944-01-20""#, "");
    let idle =
        decision("idle", r#"from: "1944-01-10", until: "1944-01-20", when: "my.v > 10""#, "");
    let body = format!("{V} events: [{likely}{never}], decisions: [{asked}{idle}],");
    let interventions = [
        (r#"ForceOption(decision: "asked", option: "yes")"#, true),
        (r#"ForceOption(decision: "idle", option: "yes")"#, false),
        (r#"SetVariable(effect: "my.v = 0", on: "1944-01-12")"#, false),
        (r#"SetVariable(effect: "my.w = 1", on: "1944-01-12")"#, true),
        (r#"SetVariable(effect: "my.v = 1 / my.v", on: "1944-01-13")"#, false),
        (r#"ForceNode(node: "event.never", value: 0.2)"#, false),
        (r#"ForceNode(node: "event.likely", value: 0.2)"#, true),
        (r#"ForceNode(node: "weather.winter", value: 0.2)"#, true),
        (r#"AddEvent(id: "added", when: "my.w > 0", source: "s")"#, true),
        (r#"AddEvent(id: "idle_event", when: "my.v > 10", source: "s")"#, false),
    ];
    let never = never.replace(r#"when: "my.v > 10""#, r#"when: "my.v > 10", chance: "0.5""#);
    let body = body.replace(&event("never", r#"when: "my.v > 10""#), &never);
    let all: Vec<&str> = interventions.iter().map(|(text, _)| *text).collect();
    let premise = premise(&body, &[&all.join(", ")]);
    let world = World { premise, seats: Seats::default() };
    let uptake = Uptake::of(&world, 1..41, &std::sync::atomic::AtomicBool::new(false));
    assert_eq!(uptake.histories, 40);
    for (place, (text, taken)) in interventions.iter().enumerate() {
        assert_eq!(uptake.taken[place] > 0, *taken, "{text}: {}", uptake.taken[place]);
    }
    let said = intervention::never_taken_up(world.scenario(), &uptake);
    assert_eq!(said.len(), 5);
    // Each stands where it was written: one line, one after another.
    let columns: Vec<usize> = world
        .scenario()
        .written_at
        .iter()
        .map(|at| {
            assert!(at.file.ends_with("change-0.ron"), "{at}");
            at.column
        })
        .collect();
    for (pair, (text, _)) in columns.windows(2).zip(&interventions) {
        assert_eq!(pair[1] - pair[0], text.chars().count() + ", ".len(), "{text}");
    }
    let at = &world.scenario().written_at;
    let idle = uptake.never().next().expect("one that no history took up");
    assert!(said[0].en.ends_with(&format!("[{}].", at[idle])), "{}", said[0].en);
    assert!(
        said[0].en.starts_with("Took effect in 0 of 40 histories looked at: "),
        "{}",
        said[0].en
    );
    assert!(said[0].es.starts_with("Surtió efecto en 0 de 40 historias"), "{}", said[0].es);
    // Dropping what never comes counts too.
    let premise = Premise::new(
        load(&body, &[r#"DropEvent(event: "never"), DropEvent(event: "likely")"#])
            .expect("sound")
            .scenario,
    );
    let world = World { premise, seats: Seats::default() };
    let uptake = Uptake::of(&world, 1..41, &std::sync::atomic::AtomicBool::new(false));
    assert_eq!(uptake.never().collect::<Vec<_>>(), [0]);
}

#[test]
fn what_can_never_take_effect_is_refused() {
    let uranus = event("uranus", r#"at: "1944-01-20", chance: "0.5""#);
    let asked = decision("asked", r#"from: "1944-01-10", until: "1944-01-20""#, "");
    let body = format!("events: [{uranus}], decisions: [{asked}],");
    for (change, said) in [
        (
            r#"ForceOption(decision: "asked", option: "yes", from: "1944-01-22")"#,
            "never takes effect",
        ),
        (
            r#"ForceOption(decision: "asked", option: "yes", until: "1944-01-09")"#,
            "never takes effect",
        ),
        (
            r#"ForceOption(decision: "asked", option: "yes", from: "1944-01-15", until: "1944-01-12")"#,
            "ends before it starts",
        ),
        (
            r#"ForceNode(node: "event.uranus", value: 0.5, from: "1944-01-24")"#,
            "never takes effect",
        ),
        (
            r#"ForceNode(node: "weather.mud", value: 0.5, from: "1944-01-15", until: "1944-01-12")"#,
            "ends before it starts",
        ),
        (
            r#"ForceOption(decision: "asked", option: "yes", from: "1943-12-31")"#,
            "outside the scenario",
        ),
    ] {
        let told = load(&body, &[change]).expect_err(change).to_string();
        assert!(told.contains("error[H0303]") && told.contains(said), "{told}");
    }
    // What is open on one day of the two windows is sound.
    let day = r#"ForceOption(decision: "asked", option: "yes", from: "1944-01-20")"#;
    assert!(load(&body, &[day]).is_ok());
}

#[test]
fn a_question_that_another_answer_has_overtaken_is_answered_no_more() {
    let outbreak = |day| {
        decision(
            "outbreak",
            &format!(r#"from: "1944-01-10", until: "1944-01-16", day: "date + {day}""#),
            r#""my.v = 1""#,
        )
    };
    let talks = decision(
        "talks",
        r#"from: "1944-01-10", until: "1944-01-16", day: "date + 3", when: "my.v == 0""#,
        r#""my.w = 1""#,
    );
    let with = |outbreak: String, order: [&str; 2]| {
        let texts = order.map(|which| if which == "outbreak" { outbreak.as_str() } else { &talks });
        lived(&premise(&format!("{V} decisions: [{}],", texts.concat()), &[]), 3, &["my.w"])
    };
    for order in [["outbreak", "talks"], ["talks", "outbreak"]] {
        let (told, values) = with(outbreak(1), order);
        assert_eq!(told, ["1944-01-11 answer outbreak yes"]);
        assert_eq!(values, [0.0]);
        let (told, values) = with(outbreak(5), order);
        assert_eq!(told, ["1944-01-13 answer talks yes", "1944-01-15 answer outbreak yes"]);
        assert_eq!(values, [1.0]);
    }
}

#[test]
fn a_war_that_is_over_before_the_week_is_violates_the_pact_all_the_same() {
    let signed = event("signed", r#"at: "1944-01-03", effects: ["pact.state = in_force"]"#);
    let truce = event(
        "truce",
        r#"when: "war.japan_soviet == soviet_attacked", effects: ["war.japan_soviet = over"]"#,
    );
    let broken = event("broken", r#"when: "pact.state == violated""#);
    let outbreak = decision(
        "outbreak",
        r#"from: "1944-01-10", until: "1944-01-16""#,
        r#""war.japan_soviet = soviet_attacked""#,
    );
    let body =
        |decisions: &str| format!("events: [{signed}{truce}{broken}], decisions: [{decisions}],");
    let is_told = |told: &[String], what: &str| told.iter().any(|line| line.ends_with(what));
    let told_with = told(&body(&outbreak), &[], 3);
    assert!(is_told(&told_with, "event truce") && is_told(&told_with, "event broken"));
    let told_without = told(&body(""), &[], 3);
    assert!(!is_told(&told_without, "event truce") && !is_told(&told_without, "event broken"));
}
