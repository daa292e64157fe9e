//! What the language has room for, on each side of every limit, and the ranges of its
//! numbers: at the limit a file is sound and its histories run, one beyond it is refused
//! where the first thing too many stands.

use crate::program::hokushin;
use hokushin::policy::world::{Life, World};
use hokushin::scenario::language::FIELDS;
use hokushin::scenario::library::{check, load};
use hokushin::scenario::report::{Reports, Severity};
use hokushin::scenario::{DecisionId, EventId, Id, limits};
use hokushin::sim::agenda::Seats;
use hokushin::sim::worldline::Worldline;
use hokushin::sim::{self, Premise};

/// A file of its own, gone when the test is over.
struct Written(std::path::PathBuf);

impl Written {
    fn new(name: &str, text: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("hokushin-limits-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join(format!("{name}.ron"));
        std::fs::write(&file, text).expect("written");
        Self(file)
    }

    fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

const TEXT: &str = r#"(en: "t", es: "t")"#;

/// The smallest scenario on the ground of the campaign, with some more fields.
fn small(more: &str, effect: &str) -> String {
    let outcomes = if more.contains("outcomes:") {
        String::new()
    } else {
        format!("outcomes: [(id: \"o\", title: {TEXT}, meaning: {TEXT}, when: \"true\")],")
    };
    let measures = if more.contains("measures:") {
        String::new()
    } else {
        format!("measures: [(id: \"m\", title: {TEXT}, unit: \"u\", value: \"1\")],")
    };
    let events = if effect.is_empty() {
        String::new()
    } else {
        format!(
            "events: [(id: \"e\", at: \"1945-08-08\", effects: [\"{effect}\"], source: \"s\")],"
        )
    };
    format!(
        "Scenario(version: 1, title: {TEXT}, summary: {TEXT}, like: \"1941-neutrality-pact\", start: \"1945-08-06\", end: \"1945-08-27\",\n{outcomes}\n{measures}\n{events}\n{more}\n)"
    )
}

/// Two regions, a passage, two powers and an army: a ground of its own.
fn ground(powers: &str, regions: &str, passages: &str, armies: &str) -> String {
    let power = |id: &str| format!("(id: \"{id}\", name: {TEXT}),");
    let region =
        |id: &str, holder: &str| format!("(id: \"{id}\", name: {TEXT}, holder: \"{holder}\"),");
    let (japan, soviet) = (power("japan"), power("soviet"));
    let own = format!("{}{}", region("here", "japan"), region("there", "soviet"));
    let army = |id: &str, power: &str, region: &str| {
        format!(
            "(id: \"{id}\", name: {TEXT}, power: \"{power}\", region: \"{region}\", share: 0.01),"
        )
    };
    let posted = format!("{}{}", army("first", "japan", "here"), army("second", "soviet", "there"));
    format!(
        "powers: [{japan}{soviet}{powers}],\nregions: [{own}{regions}],\npassages: [(a: \"here\", b: \"there\", km: 20, going: 0.5),{passages}],\narmies: [{posted}{armies}],"
    )
}

fn many(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(|place| item(place) + "\n").collect()
}

fn errors(reports: &Reports) -> Vec<(&'static str, String)> {
    let all = reports.reports.iter().filter(|report| report.severity == Severity::Error);
    all.map(|report| {
        let at = report.at.expect("a place");
        let text = &reports.sources[at.file].text;
        (report.code, text[at.start..at.end.min(text.len())].to_owned())
    })
    .collect()
}

fn history(world: &World) -> Worldline {
    world.live(Life::of(1), |_| {})
}

/// Does the scenario load, and does a history of it end?
fn lives(name: &str, text: &str) {
    let file = Written::new(name, text);
    let loaded = load(&sim::engine(), &file.path(), &[]);
    let loaded = loaded.unwrap_or_else(|reports| panic!("{name} is refused:\n{reports}"));
    let world = World { premise: Premise::new(loaded.scenario), seats: Seats::default() };
    let (last, again) = (history(&world), history(&world));
    assert_eq!(last.clone().whole().state_hash(), again.clone().whole().state_hash(), "{name}");
}

/// Is it refused, for one reason, at something that begins like this?
fn refused(name: &str, text: &str, code: &str, at: &str) {
    let file = Written::new(name, text);
    let reports = check(&sim::engine(), &file.path()).expect_err(name);
    let found = errors(&reports);
    assert_eq!(found.len(), 1, "{name}:\n{reports}");
    assert_eq!(found[0].0, code, "{name}:\n{reports}");
    assert!(found[0].1.starts_with(at), "{name}: {:?} does not begin with {at}", found[0].1);
}

/// Both sides of a limit: `text` makes the scenario with so many things, of which the last
/// is to be found by `last`.
fn both_sides(
    name: &str,
    most: usize,
    text: impl Fn(usize) -> String,
    last: impl Fn(usize) -> String,
) {
    lives(name, &text(most));
    refused(name, &text(most + 1), "H0305", &last(most));
}

#[test]
fn powers_regions_passages_and_armies_have_room_up_to_their_limits() {
    both_sides(
        "powers",
        limits::POWERS,
        |count| {
            small(
                &ground(&many(count - 2, |n| format!("(id: \"p{n}\", name: {TEXT}),")), "", "", ""),
                "",
            )
        },
        |most| format!("(id: \"p{}\"", most - 2),
    );
    // The power of the last seat answers a question.
    let asked = |count: usize| {
        let decision = format!(
            "decisions: [(id: \"d\", actor: \"p{}\", title: {TEXT}, question: {TEXT}, from: \"1945-08-06\", until: \"1945-08-20\", temperature: 1, options: [(id: \"a\", label: {TEXT}, meaning: {TEXT}, utility: \"0\", history: true, source: \"s\"), (id: \"b\", label: {TEXT}, meaning: {TEXT}, utility: \"1\", source: \"s\")])],",
            count - 3
        );
        small(
            &(ground(&many(count - 2, |n| format!("(id: \"p{n}\", name: {TEXT}),")), "", "", "")
                + &decision),
            "",
        )
    };
    lives("last-seat", &asked(limits::POWERS));
    let region = |n| format!("(id: \"r{n}\", name: {TEXT}, holder: \"soviet\"),");
    both_sides(
        "regions",
        limits::REGIONS,
        |count| small(&ground("", &many(count - 2, region), "", ""), ""),
        |most| format!("(id: \"r{}\"", most - 2),
    );
    let passages = |count| {
        let regions = many(60, region);
        let pairs = (0..60).flat_map(|a| (a + 1..60).map(move |b| (a, b))).take(count - 1);
        let passages: String =
            pairs.map(|(a, b)| format!("(a: \"r{a}\", b: \"r{b}\", km: 9, going: 0.4),")).collect();
        small(&ground("", &regions, &passages, ""), "")
    };
    both_sides("passages", limits::PASSAGES, passages, |_| "(a: \"r".to_owned());
    let army = |n| {
        format!("(id: \"a{n}\", name: {TEXT}, power: \"soviet\", region: \"there\", share: 0.01),")
    };
    both_sides(
        "armies",
        limits::ARMIES,
        |count| small(&ground("", "", "", &many(count - 2, army)), ""),
        |most| format!("(id: \"a{}\"", most - 2),
    );
    both_sides(
        "zones",
        limits::ZONES,
        |count| {
            small(
                &format!(
                    "zones: [{}],",
                    many(count, |n| format!("(id: \"Z{n}\", name: {TEXT}, minutes: 60),"))
                ),
                "",
            )
        },
        |most| format!("(id: \"Z{most}\""),
    );
}

#[test]
fn events_have_room_up_to_their_limit_with_those_that_counterfactuals_add() {
    let event = |n| format!("(id: \"e{n}\", at: \"1945-08-08\", source: \"s\"),");
    both_sides(
        "events",
        limits::EVENTS,
        |count| small(&format!("events: [{}],", many(count, event)), ""),
        |most| format!("\"e{most}\""),
    );
    let base = Written::new(
        "few-events",
        &small(&format!("events: [{}],", many(limits::EVENTS - 8, event)), ""),
    );
    let change = |count| {
        format!(
            "Counterfactual(version: 1, scenario: \"few-events\", title: {TEXT}, question: {TEXT}, defence: {TEXT}, divergence: \"1945-08-06\", sources: [\"s\"], interventions: [{}])",
            many(count, |n| format!(
                "AddEvent(id: \"x{n}\", at: \"1945-08-08\", effects: [\"pact.tension += 0.01\"], source: \"s\"),"
            ))
        )
    };
    let eight = Written::new("eight", &change(8));
    let loaded = load(&sim::engine(), &base.path(), &[eight.path()]).expect("room for eight more");
    let world = World { premise: Premise::new(loaded.scenario), seats: Seats::default() };
    let last = history(&world);
    assert!(last.past.happened(EventId::at(limits::EVENTS - 1)), "the last of them happens");
    refused("nine", &change(9), "H0305", "\"x8\"");
}

#[test]
fn decisions_options_and_effects_have_room_up_to_their_limits() {
    let option = |n: usize, effects: usize| {
        let effects = many(effects, |_| "\"pact.tension += 0.001\",".to_owned());
        format!(
            "(id: \"o{n}\", label: {TEXT}, meaning: {TEXT}, utility: \"1\", history: true, effects: [{effects}], source: \"s\"),"
        )
    };
    let decision = |n: usize, options: usize, effects: usize| {
        let options = many(options, |n| option(n, effects));
        format!(
            "(id: \"d{n}\", actor: \"japan\", title: {TEXT}, question: {TEXT}, from: \"1945-08-06\", until: \"1945-08-20\", temperature: 1, options: [{options}]),"
        )
    };
    let decisions =
        |count| small(&format!("decisions: [{}],", many(count, |n| decision(n, 2, 1))), "");
    both_sides("decisions", limits::DECISIONS, decisions, |most| format!("(id: \"d{most}\""));
    // All of them can be asked in one week.
    let file = Written::new("asked-at-once", &decisions(limits::DECISIONS));
    let loaded = load(&sim::engine(), &file.path(), &[]).expect("sound");
    let world = World { premise: Premise::new(loaded.scenario), seats: Seats::default() };
    let first = world.premise.first_week();
    let last = history(&world);
    let asked = (0..limits::DECISIONS).map(DecisionId::at);
    assert!(asked.into_iter().all(|decision| last.past.week_of_answer(decision) == Some(first)));
    both_sides(
        "options",
        limits::OPTIONS,
        |count| small(&format!("decisions: [{}],", decision(0, count, 1)), ""),
        |most| format!("(id: \"o{most}\""),
    );
    both_sides(
        "effects",
        limits::EFFECTS,
        |count| small(&format!("decisions: [{}],", decision(0, 1, count)), ""),
        |_| "\"pact.tension".to_owned(),
    );
}

#[test]
fn what_a_scenario_adds_of_its_own_has_room_up_to_its_limits() {
    let variable = |n| {
        format!("(name: \"own.v{n}\", initial: 0, range: (-1, 1), unit: \"u\", meaning: {TEXT}),")
    };
    both_sides(
        "variables",
        limits::OWN,
        |count| {
            small(
                &format!("variables: [{}],", many(count, variable)),
                &format!("own.v{} = 1", count - 1),
            )
        },
        |most| format!("(name: \"own.v{most}\""),
    );
    let report =
        "(on: \"tokyo.believes.germany_wins\", sees: \"SIGN\", noise: 0.1, lag: 7, weight: 1),";
    let report = report.replace("SIGN", &sim::engine().signs[0]);
    let report = report.replace("tokyo.believes.germany_wins", &sim::engine().beliefs[0]);
    let source = |n: usize, reports: usize| {
        let reports = report.repeat(reports);
        format!(
            "(id: \"s{n}\", name: {TEXT}, power: \"japan\", from: \"1945-01-01\", until: \"1946-01-01\", reports: [{reports}], source: \"s\"),"
        )
    };
    both_sides(
        "sources",
        limits::SOURCES,
        |count| small(&format!("sources: [{}],", many(count, |n| source(n, 1))), ""),
        |most| format!("(id: \"s{most}\""),
    );
    both_sides(
        "reports",
        limits::REPORTS,
        |count| small(&format!("sources: [{}],", source(0, count)), ""),
        |_| "(on: ".to_owned(),
    );
    let faction = &sim::engine().factions[0];
    let person = |n| {
        format!(
            "(id: \"p{n}\", name: {TEXT}, faction: \"{faction}\", office: {TEXT}, from: \"1945-01-01\", until: \"1946-01-01\", towards: {TEXT}, source: \"s\"),"
        )
    };
    both_sides(
        "persons",
        limits::PERSONS,
        |count| {
            small(
                &format!("persons: [{}],", many(count, person)),
                &format!("person.p{}.serves = false", count - 1),
            )
        },
        |most| format!("(id: \"p{most}\""),
    );
    let outcome =
        |n: usize| format!("(id: \"o{n}\", title: {TEXT}, meaning: {TEXT}, when: \"true\"),");
    both_sides(
        "outcomes",
        limits::OUTCOMES,
        |count| small(&format!("outcomes: [{}],", many(count, outcome)), ""),
        |most| format!("(id: \"o{most}\""),
    );
    let measure = |n| format!("(id: \"m{n}\", title: {TEXT}, unit: \"u\", value: \"1\"),");
    both_sides(
        "measures",
        limits::MEASURES,
        |count| small(&format!("measures: [{}],", many(count, measure)), ""),
        |most| format!("(id: \"m{most}\""),
    );
    let given = {
        let shipped = load(&sim::engine(), "1941-neutrality-pact", &[])
            .unwrap_or_else(|reports| panic!("{reports}"))
            .scenario;
        shipped.parameters.len()
    };
    let parameter = |n| {
        format!(
            "(name: \"own.p{n}\", value: 1, range: (0, 2), unit: \"u\", meaning: \"m\", source: \"s\"),"
        )
    };
    both_sides(
        "parameters",
        limits::PARAMETERS,
        |count| small(&format!("parameters: [{}],", many(count - given, parameter)), ""),
        |most| format!("(name: \"own.p{}\"", most - given),
    );
}

#[test]
fn an_expression_has_a_bound_on_its_terms_its_depth_and_its_values() {
    let measure = |value: &str| {
        small(
            &format!("measures: [(id: \"m\", title: {TEXT}, unit: \"u\", value: \"{value}\")],"),
            "",
        )
    };
    let sum = |terms: usize| measure(&vec!["1"; terms].join(" + "));
    lives("sum", &sum(limits::TERMS));
    refused("sum", &sum(limits::TERMS + 1), "H0305", "1");
    let all = |terms: usize| measure(&vec!["true"; terms].join(" and "));
    lives("all", &all(limits::TERMS));
    refused("all", &all(limits::TERMS + 1), "H0305", "true");
    let brackets = |deep: usize| measure(&format!("{}1{}", "(".repeat(deep), ")".repeat(deep)));
    lives("brackets", &brackets(limits::DEPTH - 1));
    refused("brackets", &brackets(limits::DEPTH), "H0305", "1");
    let signs = |deep: usize| measure(&format!("{}1", "-".repeat(deep)));
    lives("signs", &signs(limits::DEPTH - 1));
    refused("signs", &signs(limits::DEPTH), "H0305", "1");
    let leaning = |values: usize| {
        measure(&format!("{}1{}", "1 + (".repeat(values - 1), ")".repeat(values - 1)))
    };
    lives("values", &leaning(limits::DEPTH.min(limits::STACK) / 2));
    let stacked = |values: usize| {
        measure(&format!("{}1{}", "min(1, ".repeat(values - 1), ")".repeat(values - 1)))
    };
    lives("stacked", &stacked(limits::STACK));
    refused("stacked", &stacked(limits::STACK + 1), "H0305", "1");
}

#[test]
fn the_longest_rows_are_refused_by_the_program_itself() {
    // A row once was walked down by calls within calls: the program died of ten thousand.
    for row in [
        vec!["1"; 10_000].join("+"),
        vec!["true"; 10_000].join(" and "),
        "-".repeat(20_000),
        "(".repeat(20_000),
    ] {
        let file = Written::new(
            "row",
            &small(
                &format!("measures: [(id: \"m\", title: {TEXT}, unit: \"u\", value: \"{row}\")],"),
                "",
            ),
        );
        let output = hokushin(&["check", &file.path()]);
        assert_eq!(output.status.code(), Some(2));
        let claim = format!("0 < {row}");
        let output = hokushin(&[
            "sweep",
            "1941-neutrality-pact",
            "--over",
            "pact.calm=0.1..0.2/2",
            "--outcome",
            &claim,
            "--runs",
            "2",
        ]);
        assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let file = Written::new("nested", &format!("Scenario(title: {}", "[".repeat(100_000)));
    let output = hokushin(&["check", &file.path()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("H0006"));
}

#[test]
fn names_texts_and_interventions_have_longest_lengths() {
    let named = |letters: usize| {
        small(
            &format!(
                "measures: [(id: \"{}\", title: {TEXT}, unit: \"u\", value: \"1\")],",
                "a".repeat(letters)
            ),
            "",
        )
    };
    lives("name", &named(limits::NAME));
    refused("name", &named(limits::NAME + 1), "H0305", "\"aaa");
    let titled = |letters: usize| {
        small("", "").replacen("en: \"t\"", &format!("en: \"{}\"", "进".repeat(letters)), 1)
    };
    lives("title", &titled(limits::TEXT));
    refused("title", &titled(limits::TEXT + 1), "H0305", "\"");
    let change = |count: usize| {
        let nodes = many(count, |week| {
            let monday = jiff::civil::date(1941, 4, 7) + jiff::Span::new().weeks(week as i64);
            format!("SetVariable(effect: \"pact.tension = 0.1\", on: \"{monday}\"),")
        });
        format!(
            "Counterfactual(version: 1, scenario: \"1941-neutrality-pact\", title: {TEXT}, question: {TEXT}, defence: {TEXT}, divergence: \"1941-04-07\", sources: [\"s\"], interventions: [{nodes}])"
        )
    };
    let file = Written::new("interventions", &change(limits::INTERVENTIONS));
    check(&sim::engine(), &file.path()).unwrap_or_else(|reports| panic!("{reports}"));
    refused("interventions", &change(limits::INTERVENTIONS + 1), "H0305", "SetVariable");
}

#[test]
fn a_number_outside_its_range_is_refused_where_it_stands_and_none_is_clamped() {
    let file = |record: &str, field: &str, value: &str| {
        let set = |fields: &[(&str, &str)]| -> String {
            let given = |(name, usual): &(&str, &str)| {
                format!("{name}: {}, ", if *name == field { value } else { usual })
            };
            fields.iter().map(given).collect()
        };
        let more = match record {
            "file" => {
                return Some(small("", "").replacen("version: 1", &format!("version: {value}"), 1));
            }
            "zone" => format!("zones: [(id: \"Z\", name: {TEXT}, {})],", set(&[("minutes", "60")])),
            "region" => ground(
                "",
                &format!(
                    "(id: \"r\", name: {TEXT}, holder: \"japan\", {}),",
                    set(&[
                        ("fortification", "1"),
                        ("worth", "0"),
                        ("guards", "1"),
                        ("depot", "0"),
                        ("stores", "14")
                    ])
                ),
                "",
                "",
            ),
            "passage" => ground(
                "",
                &format!("(id: \"r\", name: {TEXT}, holder: \"japan\"),"),
                &format!("(a: \"r\", b: \"here\", {}),", set(&[("km", "9"), ("going", "0.5")])),
                "",
            ),
            "army" => ground(
                "",
                "",
                "",
                &format!(
                    "(id: \"a\", name: {TEXT}, power: \"japan\", region: \"here\", {}),",
                    set(&[("share", "0.1"), ("quality", "1"), ("tanks", "1"), ("motorised", "0")])
                ),
            ),
            "parameter" if field == "range" => format!(
                "parameters: [(name: \"own.p\", value: 0, range: (-1, {value}), unit: \"u\", meaning: \"m\", source: \"s\")],"
            ),
            "parameter" => format!(
                "parameters: [(name: \"own.p\", value: {value}, range: (-1e12, 1e12), unit: \"u\", meaning: \"m\", source: \"s\")],"
            ),
            "variable" if field == "range" => format!(
                "variables: [(name: \"own.v\", initial: 0, range: (-2e11, {value}), unit: \"u\", meaning: {TEXT})],"
            ),
            "variable" => format!(
                "variables: [(name: \"own.v\", initial: {value}, range: (-1e12, 1e12), unit: \"u\", meaning: {TEXT})],"
            ),
            "report" => {
                let engine = sim::engine();
                format!(
                    "sources: [(id: \"s\", name: {TEXT}, power: \"japan\", from: \"1945-01-01\", until: \"1946-01-01\", reports: [(on: \"{}\", sees: \"{}\", {})], source: \"s\")],",
                    engine.beliefs[0],
                    engine.signs[0],
                    set(&[("bias", "0"), ("noise", "0.1"), ("lag", "1"), ("weight", "1")])
                )
            }
            "person" => format!(
                "persons: [(id: \"p\", name: {TEXT}, faction: \"{}\", office: {TEXT}, from: \"1945-01-01\", until: \"1946-01-01\", towards: {TEXT}, source: \"s\", {})],",
                sim::engine().factions[0],
                set(&[("weight", "0"), ("leans", "0"), ("restrains", "0")])
            ),
            "decision" => format!(
                "decisions: [(id: \"d\", actor: \"japan\", title: {TEXT}, question: {TEXT}, from: \"1945-08-06\", until: \"1945-08-20\", {}options: [(id: \"a\", label: {TEXT}, meaning: {TEXT}, utility: \"0\", history: true, source: \"s\")])],",
                set(&[("every", "1"), ("temperature", "1")])
            ),
            _ => return None,
        };
        Some(small(&more, ""))
    };
    let written =
        |value: f64, whole: bool| if whole { format!("{value}") } else { format!("{value:?}") };
    let mut seen = 0;
    for field in FIELDS.iter().copied().flatten() {
        // The version has a rule of its own, and of a range the upper end is tried here.
        let step = if field.whole { 1.0 } else { (field.high - field.low) * 1e-3 };
        let low = if field.name == "range" { 1.0 } else { field.low };
        let name = format!("{}-{}", field.record, field.name);
        for value in [low, field.high] {
            if field.record == "file" {
                continue;
            }
            if let Some(text) = file(field.record, field.name, &written(value, field.whole)) {
                lives(&name, &text);
                seen += 1;
            }
        }
        for value in [field.low - step, field.high + step] {
            if field.record == "file" || field.name == "range" && value < field.low {
                continue;
            }
            let written = written(value, field.whole);
            if let Some(text) = file(field.record, field.name, &written) {
                refused(&name, &text, "H0301", &written);
            }
        }
        for no_number in ["NaN", "inf", "-inf"] {
            if field.record == "file" {
                continue;
            }
            if let Some(text) = file(field.record, field.name, no_number) {
                refused(&name, &text, "H0301", no_number);
            }
        }
        if field.whole
            && let Some(text) = file(field.record, field.name, "1.0")
        {
            refused(&name, &text, "H0105", "1.0");
        }
        if let Some(text) = file(field.record, field.name, "\"1\"") {
            refused(&name, &text, "H0105", "\"1\"");
        }
    }
    assert!(seen >= 40, "only {seen} ends of ranges were lived");
}

#[test]
fn the_works_of_a_region_never_weaken_who_holds_them() {
    refused(
        "works",
        &small(
            &ground(
                "",
                &format!("(id: \"r\", name: {TEXT}, holder: \"japan\", fortification: -1.0),"),
                "",
                "",
            ),
            "",
        ),
        "H0301",
        "-1.0",
    );
}

#[test]
fn a_date_is_a_day_inside_its_scenario() {
    let event =
        |date: &str| small(&format!("events: [(id: \"e\", at: \"{date}\", source: \"s\")],"), "");
    lives("date", &event("1945-08-27"));
    // Day 0 of the calendar is a day like any other.
    refused("day-zero", &event("1941-01-06"), "H0303", "\"1941-01-06\"");
    refused("later", &event("1999-01-01"), "H0303", "\"1999-01-01\"");
    refused("far", &event("2099-01-01"), "H0302", "\"2099-01-01\"");
    refused("form", &event("19450808"), "H0302", "\"19450808\"");
    refused("year", &event("-009999-01-01"), "H0302", "\"-009999-01-01\"");
}

#[test]
fn names_that_expressions_could_not_use_are_refused() {
    let variable = |name: &str| {
        small(
            &format!(
                "variables: [(name: \"{name}\", initial: 0, range: (-1, 1), unit: \"u\", meaning: {TEXT})],"
            ),
            "",
        )
    };
    lives("dotted", &variable("own.v_1"));
    for name in ["a b.c", "plain", "own..v", "own.", "Own.v", "own.v(", "own.é"] {
        refused("dotted", &variable(name), "H0202", "\"");
    }
    let option = |id: &str| {
        small(
            &format!(
                "decisions: [(id: \"d\", actor: \"japan\", title: {TEXT}, question: {TEXT}, from: \"1945-08-06\", until: \"1945-08-20\", temperature: 1, options: [(id: \"{id}\", label: {TEXT}, meaning: {TEXT}, utility: \"0\", history: true, source: \"s\")])],"
            ),
            "",
        )
    };
    refused("state", &option("undecided"), "H0202", "\"undecided\"");
    let shadow = "parameters: [(name: \"pact.tension\", value: 1, range: (0, 2), unit: \"u\", meaning: \"m\", source: \"s\")],";
    refused("shadow", &small(shadow, ""), "H0203", "\"pact.tension\"");
    let twice = "initial: [(name: \"pact.tension\", value: \"0.1\", source: \"s\"), (name: \"pact.tension\", value: \"0.2\", source: \"s\")],";
    refused("twice", &small(twice, ""), "H0203", "\"pact.tension\"");
}

#[test]
fn a_field_without_effect_is_told() {
    let hour = small(
        "events: [(id: \"e\", at: \"1945-08-08\", hour: \"03:15 Tokyo\", source: \"s\")],",
        "",
    );
    refused("hour", &hour, "H0310", "\"03:15 Tokyo\"");
    let file = Written::new(
        "unit",
        &small(
            "parameters: [(name: \"pact.calm\", value: 0.5, range: (0.4, 0.6), unit: \"barrels\", meaning: \"m\", source: \"s\")],",
            "",
        ),
    );
    let warnings = check(&sim::engine(), &file.path()).unwrap_or_else(|wrong| panic!("{wrong}"));
    assert!(warnings.reports.iter().any(|warning| warning.code == "H0603"), "{warnings}");
}

#[test]
fn an_army_that_is_not_there_and_is_not_raised_keeps_its_quality() {
    // Nothing divided among none: found by the fuzzer, as no number.
    let empty = "parameters: [(name: \"japan.raise\", value: 0, range: (0, 0), source: \"s\")], initial: [(name: \"war.japan_america\", value: \"fighting\", source: \"s\"), (name: \"japan.kwantung_army.divisions\", value: \"0\", source: \"s\"), (name: \"japan.kwantung_army.quality\", value: \"0.8\", source: \"s\"), (name: \"japan.emergency_in_manchuria\", value: \"true\", source: \"s\")],";
    let file = Written::new("nobody-raised", &small(empty, ""));
    let loaded = load(&sim::engine(), &file.path(), &[]);
    let loaded = loaded.unwrap_or_else(|reports| panic!("{reports}"));
    let world = World { premise: Premise::new(loaded.scenario), seats: Seats::default() };
    let mut weeks = 0;
    world.live(Life::of(1), |whole| {
        assert!(whole.japan.quality.is_finite(), "the quality is {}", whole.japan.quality);
        weeks += 1;
    });
    assert_eq!(weeks, 4);
}
