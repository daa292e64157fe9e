//! The pictures of reports: each is drawn from likely data onto one page (written to the
//! tests' temporary folder, to be looked at), and from odd data that must not spoil it.

use hokushin::report::chart::curve::{Along, Curve, Line};
use hokushin::report::chart::distance::Distance;
use hokushin::report::chart::fan::{Ensemble, Fan};
use hokushin::report::chart::flow::Flow;
use hokushin::report::chart::graph::{Edge, Graph, Kind, Node};
use hokushin::report::chart::heat::Heat;
use hokushin::report::chart::icons::Icons;
use hokushin::report::chart::intervals::{Intervals, Row};
use hokushin::report::chart::joint::Joint;
use hokushin::report::chart::map::{Control, Map, Region, View};
use hokushin::report::chart::{Estimate, Measure};
use hokushin::report::table::Table;
use hokushin::report::{Language, page};
use hokushin::scenario::Day;

/// Every tag that opens closes, in order; text holds no stray mark of the markup.
fn well_formed(xml: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        let text = &rest[..start];
        if text.contains('>') {
            return Err(format!("a stray > in {text:?}"));
        }
        for (place, _) in text.match_indices('&') {
            let entity = text[place..].split(';').next().unwrap_or_default();
            if !["&amp", "&lt", "&gt", "&quot", "&apos"].contains(&entity) {
                return Err(format!("a stray & in {text:?}"));
            }
        }
        let end = rest[start..].find('>').ok_or("a tag that does not end")? + start;
        let tag = &rest[start + 1..end];
        if !tag.matches('"').count().is_multiple_of(2) {
            return Err(format!("odd quotes in <{tag}>"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                Some(last) if last == name => {}
                last => return Err(format!("</{name}> closes {last:?}")),
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap_or_default());
        }
        rest = &rest[end + 1..];
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

fn assert_sound(svg: &str) {
    if let Err(wrong) = well_formed(svg) {
        panic!("{wrong}\n{svg}");
    }
    assert_eq!(svg.matches("<svg").count(), 1);
    assert!(svg.contains("role=\"img\"") && svg.contains("<title") && svg.contains("<desc"));
    assert_on_sheet(svg);
    // No coordinate is what a browser cannot read; words may be anything.
    for tag in svg.split('<').filter_map(|part| part.split('>').next()) {
        for wrong in ["NaN", "inf", "undefined"] {
            assert!(!tag.contains(wrong), "{wrong} in <{tag}>");
        }
    }
}

/// No text begins or stands outside of its picture.
fn assert_on_sheet(svg: &str) {
    let number = |tag: &str, key: &str| -> Option<f64> {
        let from = tag.find(&format!(" {key}=\""))? + key.len() + 3;
        tag[from..].split('"').next()?.parse().ok()
    };
    let size: Vec<f64> = svg
        .split("viewBox=\"0 0 ")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .map(|size| size.split(' ').filter_map(|side| side.parse().ok()).collect())
        .unwrap_or_default();
    let texts = svg.split("<text").skip(1).filter_map(|part| part.split('>').next());
    for tag in texts {
        let (x, y) = (number(tag, "x"), number(tag, "y"));
        assert!(x.is_some_and(|x| (0.0..=size[0]).contains(&x)), "{size:?} <text{tag}>");
        assert!(y.is_some_and(|y| (0.0..=size[1]).contains(&y)), "{size:?} <text{tag}>");
    }
}

const START: Day = 90;

fn weeks(count: Day) -> Vec<Day> {
    (0..count).map(|week| START + week * 7).collect()
}

fn bands(count: Day, from: f64, slope: f64, spread: f64) -> Vec<[f64; 5]> {
    (0..count)
        .map(|week| {
            let t = f64::from(week);
            let middle = from + slope * t + 3.0 * libm::sin(t / 9.0);
            let wide = spread * t.sqrt();
            [
                middle - 2.0 * wide,
                middle - 0.8 * wide,
                middle,
                middle + 0.7 * wide,
                middle + 1.9 * wide,
            ]
        })
        .collect()
}

fn endings(language: Language) -> Vec<String> {
    language
        .pick(
            "The pact holds to its end|Japan attacks in 1941 and is beaten|Japan attacks and holds the Amur|A late Soviet attack, as in August 1945|Stalemate in Manchuria|A separate peace in 1943|The Soviet Union falls",
            "El pacto dura hasta su fin|Japón ataca en 1941 y es vencido|Japón ataca y conserva el Amur|Un ataque soviético tardío, como en agosto de 1945|Tablas en Manchuria|Una paz separada en 1943|La Unión Soviética cae",
        )
        .split('|')
        .map(str::to_owned)
        .collect()
}

fn joint(language: Language) -> Joint {
    Joint {
        endings: endings(language),
        pairs: vec![
            vec![152, 61, 23, 0, 4, 0, 1],
            vec![0, 41, 12, 0, 0, 0, 0],
            vec![0, 2, 33, 0, 3, 0, 2],
            vec![20, 88, 41, 455, 6, 2, 3],
            vec![0, 0, 4, 0, 31, 0, 0],
            vec![1, 0, 0, 2, 0, 5, 0],
            vec![0, 0, 0, 0, 0, 0, 8],
        ],
    }
}

fn share(count: u64, n: u64) -> Option<Estimate> {
    Some(Estimate::share(count, n))
}

fn own(value: f64, half: f64, n: u64) -> Option<Estimate> {
    Some(Estimate { value, low: value - half, high: value + half, n })
}

fn fans(language: Language) -> Vec<Fan> {
    let parting =
        Some((START + 16 * 7, language.pick("Japan goes north", "Japón va al norte").to_owned()));
    let without = language.pick("without the change", "sin el cambio").to_owned();
    let with = language.pick("with the change", "con el cambio").to_owned();
    let both = Fan {
        title: language
            .pick("Soviet divisions in the Far East", "Divisiones soviéticas en el Lejano Oriente")
            .to_owned(),
        meaning: language
            .pick(
                "rifle and cavalry divisions east of Baikal",
                "divisiones de fusileros y caballería al este del Baikal",
            )
            .to_owned(),
        measure: Measure::Number(language.pick("divisions", "divisiones").to_owned()),
        ensembles: vec![
            Ensemble { name: without, days: weeks(150), bands: bands(150, 24.0, 0.05, 0.5) },
            Ensemble { name: with, days: weeks(150), bands: bands(150, 24.0, 0.12, 0.7) },
        ],
        record: vec![
            (START + 30, 25.0, 24.0, 26.0),
            (START + 400, 33.0, 30.0, 39.0),
            (START + 800, 39.0, 39.0, 39.0),
        ],
        parting: parting.clone(),
        n: 1000,
    };
    let difference = Fan {
        title: language
            .pick("What the change does to them", "Lo que les hace el cambio")
            .to_owned(),
        meaning: language
            .pick(
                "paired difference, with less without, same luck",
                "diferencia pareada, con menos sin, misma suerte",
            )
            .to_owned(),
        measure: Measure::Change(language.pick("divisions", "divisiones").to_owned()),
        ensembles: vec![Ensemble {
            name: String::new(),
            days: weeks(150),
            bands: bands(150, -1.0, 0.05, 0.3),
        }],
        record: Vec::new(),
        parting,
        n: 1000,
    };
    let alone = Fan { ensembles: vec![both.ensembles[0].clone()], parting: None, ..both.clone() };
    vec![both, difference, alone]
}

fn intervals(language: Language) -> Vec<Intervals> {
    let counts = [(241, 173), (53, 192), (40, 113), (615, 457), (35, 44), (8, 7), (8, 14)];
    let names = endings(language);
    let rows = names
        .iter()
        .zip(counts)
        .map(|(name, (before, after))| Row {
            label: name.clone(),
            estimates: vec![share(before, 1000), share(after, 1000)],
        })
        .collect();
    let worlds = ["without the change", "with the change"].map(str::to_owned).to_vec();
    let outcomes = Intervals {
        title: "How histories end".to_owned(),
        meaning: "forecast at the branching date".to_owned(),
        series: worlds,
        rows,
        bars: true,
        ..Intervals::default()
    };
    let effects = Intervals {
        title: "The effect of the attack on each outcome".to_owned(),
        meaning: "with less without".to_owned(),
        measure: Measure::Points,
        rows: names
            .iter()
            .zip([-0.068, 0.139, 0.073, -0.158, 0.009, -0.001, 0.006])
            .map(|(name, value)| Row {
                label: name.clone(),
                estimates: vec![own(value, 0.022, 1000)],
            })
            .collect(),
        ..Intervals::default()
    };
    let sobol = Intervals {
        title: "What the answer hangs on".to_owned(),
        meaning: "Sobol indices: first order alone, total with everything it acts with".to_owned(),
        measure: Measure::Share,
        series: vec!["first order".to_owned(), "total".to_owned()],
        rows: [
            "luck of the weather",
            "decisions of the cabinet",
            "oil stock in 1941 (parameter)",
            "Siberian divisions sent west",
        ]
        .iter()
        .zip([(0.31, 0.42), (0.2, 0.33), (-0.01, 0.02), (0.09, 0.15)])
        .map(|(name, (first, total))| Row {
            label: (*name).to_owned(),
            estimates: vec![own(first, 0.04, 512), own(total, 0.05, 512)],
        })
        .collect(),
        ..Intervals::default()
    };
    vec![outcomes, effects, sobol]
}

fn curves() -> Vec<Curve> {
    let days = weeks(120);
    let line = |name: &str, base: f64, slope: f64| Line {
        name: name.to_owned(),
        points: (0..120)
            .map(|week| {
                let t = f64::from(week) / 120.0;
                let p = (base + slope * t + 0.06 * libm::sin(t * 20.0)).clamp(0.0, 1.0);
                share((p * 400.0) as u64, 400)
            })
            .collect(),
    };
    let inevitability = Curve {
        title: "How inevitable was it? The probability of each ending, week by week".to_owned(),
        meaning: "fresh luck from this worldline, every week".to_owned(),
        measure: Measure::Share,
        along: Along::Days(days),
        lines: vec![
            line("A late Soviet attack, as in August 1945", 0.4, 0.6),
            line("Japan attacks and holds the Amur", 0.25, -0.25),
            line("The pact holds to its end", 0.3, -0.3),
            line("Stalemate in Manchuria", 0.05, -0.04),
        ],
        steps: true,
        parting: Some((START + 16 * 7, "Barbarossa".to_owned())),
    };
    let sweep = Curve {
        title: "Outcome by the week of the attack".to_owned(),
        meaning: "share of histories in which Vladivostok falls".to_owned(),
        measure: Measure::Share,
        along: Along::Names(
            "week of the attack".to_owned(),
            ["30 Jun", "14 Jul", "28 Jul", "11 Aug", "25 Aug", "8 Sep", "22 Sep", "6 Oct"]
                .map(str::to_owned)
                .to_vec(),
        ),
        lines: vec![Line {
            name: String::new(),
            points: [31, 39, 52, 61, 44, 28, 17, 9].map(|count| share(count, 100)).to_vec(),
        }],
        steps: false,
        parting: None,
    };
    let numbers = Curve {
        along: Along::Numbers(
            "oil stock in June 1941 (million barrels)".to_owned(),
            vec![30.0, 35.0, 42.0, 50.0, 61.0],
        ),
        lines: ["Tokyo", "Vladivostok"]
            .iter()
            .enumerate()
            .map(|(place, name)| Line {
                name: (*name).to_owned(),
                points: (0..5).map(|at| share(20 + at * 12 + place as u64 * 9, 100)).collect(),
            })
            .collect(),
        ..sweep.clone()
    };
    vec![inevitability, sweep, numbers]
}

fn distances() -> Vec<Distance> {
    let days = weeks(150);
    let gone = |week: i32| f64::from((week - 16).max(0));
    vec![Distance {
        title: "How far the twins are apart".to_owned(),
        meaning: "mean over all quantities, each scaled by its spread; 0: alike, 1: as two histories of other luck".to_owned(),
        one: (0..150).map(|week| (gone(week) / 40.0).min(1.0) * (0.6 + 0.2 * libm::sin(gone(week) / 7.0))).collect(),
        many: (0..150)
            .map(|week| {
                let middle = 0.5 * (1.0 - libm::exp(-gone(week) / 30.0));
                [0.2, 0.6, 1.0, 1.3, 1.9].map(|part| middle * part)
            })
            .collect(),
        apart: (0..150)
            .map(|week| Estimate::share(if week < 16 { 0 } else { 500 - (gone(week) * 2.0) as u64 }, 500))
            .collect(),
        parting: Some((START + 16 * 7, "the change".to_owned())),
        days,
        n: 500,
    }]
}

fn heats() -> Vec<Heat> {
    let rows = ["30 Jun 1941", "14 Jul", "28 Jul", "11 Aug", "25 Aug"].map(str::to_owned).to_vec();
    let columns = [
        "10 divisions",
        "15 divisions",
        "20 divisions",
        "25 divisions",
        "30 divisions",
        "35 divisions",
    ]
    .map(str::to_owned)
    .to_vec();
    let cells = (0..5)
        .map(|row| {
            (0..6)
                .map(|column| {
                    if (row, column) == (4, 5) {
                        None
                    } else {
                        share((5 + row * 4 + column * 14) % 100, 100)
                    }
                })
                .collect()
        })
        .collect();
    let both = Heat {
        title: "Does Vladivostok fall?".to_owned(),
        meaning: "share of histories, by the week of the attack and its strength".to_owned(),
        measure: Measure::Share,
        rows: ("week of the attack".to_owned(), rows),
        columns: ("divisions on the Ussuri".to_owned(), columns),
        cells,
    };
    let one_row = Heat {
        rows: (String::new(), vec!["Vladivostok falls".to_owned()]),
        cells: vec![(0..6).map(|column| share(3 + column * 15, 100 + column * 50)).collect()],
        ..both.clone()
    };
    let signed = Heat {
        title: "What 1000 more lorries change".to_owned(),
        measure: Measure::Points,
        cells: (0..5)
            .map(|row| {
                (0..6)
                    .map(|column| {
                        own(f64::from(row - 2) * 0.09 + f64::from(column) * 0.01, 0.03, 400)
                    })
                    .collect()
            })
            .collect(),
        ..both.clone()
    };
    vec![both, one_row, signed]
}

fn regions() -> Vec<(String, String)> {
    let text = include_str!("../../assets/map/regions.geojson");
    let all: serde_json::Value = serde_json::from_str(text).expect("the map");
    let of = |feature: &serde_json::Value, key: &str| {
        feature["properties"][key].as_str().unwrap_or_default().to_owned()
    };
    all["features"]
        .as_array()
        .expect("regions")
        .iter()
        .map(|region| (of(region, "id"), of(region, "holder_1941")))
        .collect()
}

fn maps(language: Language) -> Vec<Map> {
    let held = |give: &dyn Fn(usize, &str) -> Control| -> Vec<Region> {
        regions()
            .into_iter()
            .enumerate()
            .map(|(place, (id, holder))| Region {
                id,
                held: give(place, &holder),
                label: String::new(),
            })
            .collect()
    };
    let shares = Map {
        title: language.pick("What Japan holds", "Lo que Japón tiene").to_owned(),
        meaning: language
            .pick(
                "share of histories in which a region is in Japan's hands",
                "proporción de historias en que la región está en manos de Japón",
            )
            .to_owned(),
        day: Some(1000),
        regions: held(&|place, holder| {
            Control::Share(if holder == "japan" {
                1.0 - (place % 5) as f64 * 0.07
            } else {
                (place % 9) as f64 * 0.06
            })
        }),
        view: View::Theatre,
        n: 1000,
    };
    let holders = Map {
        title: language.pick("Who holds what", "Quién tiene qué").to_owned(),
        meaning: String::new(),
        regions: held(&|_, holder| Control::By(holder.to_owned())),
        n: 1,
        ..shares.clone()
    };
    let change = Map {
        title: language.pick("What the change moves", "Lo que mueve el cambio").to_owned(),
        regions: held(&|place, _| Control::Change((place % 11) as f64 * 0.08 - 0.35)),
        view: View::Manchuria,
        ..shares.clone()
    };
    let near = Map { view: View::Manchuria, ..holders.clone() };
    vec![shares, holders, change, near]
}

fn graphs() -> Vec<Graph> {
    let node =
        |day: Day, kind: Kind, text: &str| Node { day: Some(day), text: text.to_owned(), kind };
    let texts = [
        (90, Kind::Event, "The Neutrality Pact is signed in Moscow"),
        (167, Kind::Event, "Germany attacks the Soviet Union"),
        (
            177,
            Kind::Change,
            "The Imperial Conference decides to go north when the Far East is weak",
        ),
        (179, Kind::Decision, "Japan: the Kantokuen mobilisation"),
        (200, Kind::Event, "Sorge reports the conference's decision"),
        (204, Kind::Event, "American embargo on oil"),
        (210, Kind::Decision, "Soviet Union: keep the Siberian divisions in the east"),
        (230, Kind::Event, "Railway to Manchuria overloaded by the Kantokuen trains"),
        (235, Kind::Decision, "Japan: attack on the Ussuri"),
        (238, Kind::Event, "The pact is violated by Japan"),
        (250, Kind::Event, "Vladivostok is cut off"),
        (262, Kind::Event, "Fewer Soviet divisions before Moscow"),
        (268, Kind::Event, "Germans begin Operation Typhoon"),
        (280, Kind::Event, "Japanese oil stock falls under a year's use"),
        (300, Kind::Event, "Blagoveshchensk falls"),
        (318, Kind::Event, "The Pacific route of lend-lease is closed"),
        (333, Kind::Event, "Winter stops both sides on the Amur"),
        (335, Kind::Decision, "Japan: no war in the south this year"),
        (340, Kind::Event, "Moscow holds"),
        (400, Kind::Event, "United States enters the war by other ways"),
        (520, Kind::Event, "Soviet counter-offensive in Transbaikalia"),
        (600, Kind::Decision, "Japan: withdraws to the Khingan"),
        (760, Kind::Event, "Mukden falls"),
        (900, Kind::Event, "Japan asks for terms"),
        (1000, Kind::Outcome, "Japan attacks in 1941 and is beaten"),
    ];
    let links = [
        (0, 9),
        (1, 2),
        (2, 3),
        (2, 4),
        (3, 7),
        (4, 6),
        (2, 5),
        (3, 8),
        (7, 8),
        (6, 11),
        (8, 9),
        (8, 10),
        (11, 18),
        (12, 18),
        (5, 13),
        (13, 17),
        (10, 14),
        (9, 15),
        (14, 16),
        (16, 20),
        (18, 20),
        (13, 21),
        (20, 21),
        (21, 22),
        (22, 23),
        (23, 24),
        (17, 19),
        (19, 23),
        (15, 18),
        (1, 12),
    ];
    let edges = links
        .iter()
        .enumerate()
        .map(|(place, &(from, to))| Edge {
            from,
            to,
            kept: place % 6 != 4,
            weight: 0.3 + (place % 7) as f64 * 0.1,
            label: if place % 2 == 0 { format!("{} %", 40 + place) } else { String::new() },
        })
        .collect();
    let large = Graph {
        title: "Why did it end so?".to_owned(),
        meaning: "this worldline (seed 7): each link tested by undoing it".to_owned(),
        nodes: texts.iter().map(|&(day, kind, text)| node(day, kind, text)).collect(),
        edges,
        n: 1,
    };
    let small = Graph {
        nodes: large.nodes[..4].to_vec(),
        edges: vec![
            Edge { from: 1, to: 2, kept: true, weight: 1.0, label: "but for it: yes".to_owned() },
            Edge { from: 2, to: 3, kept: true, weight: 0.6, label: "62 %".to_owned() },
            Edge { from: 0, to: 3, kept: false, weight: 0.1, label: "broken".to_owned() },
        ],
        ..large.clone()
    };
    vec![large, small]
}

fn all(language: Language) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    all.extend(fans(language).iter().map(|fan| ("fan", fan.svg(language))));
    all.extend(intervals(language).iter().map(|rows| ("intervals", rows.svg(language))));
    for figures in [100, 200] {
        let icons = Icons {
            title: language.pick("Out of a hundred histories", "De cada cien historias").to_owned(),
            joint: joint(language),
            figures,
            ..Icons::default()
        };
        all.push(("icons", icons.svg(language)));
    }
    let flow = Flow {
        title: language
            .pick("Which histories change their ending", "Qué historias cambian de final")
            .to_owned(),
        joint: joint(language),
        ..Flow::default()
    };
    all.push(("flow", flow.svg(language)));
    all.extend(heats().iter().map(|heat| ("heat", heat.svg(language))));
    all.extend(curves().iter().map(|curve| ("curve", curve.svg(language))));
    all.extend(distances().iter().map(|distance| ("distance", distance.svg(language))));
    all.extend(maps(language).iter().map(|map| ("map", map.svg(language))));
    all.extend(graphs().iter().map(|graph| ("graph", graph.svg(language))));
    all
}

#[test]
fn every_picture_is_sound_in_both_languages() {
    for language in [Language::English, Language::Spanish] {
        let kinds =
            ["fan", "intervals", "icons", "flow", "heat", "curve", "distance", "map", "graph"];
        let title = language.pick("Every picture", "Todas las imágenes");
        let mut html = page::begin(title, language);
        html += &page::lead(
            "Had Japan gone north in August 1941, 19 of 100 histories would have ended in a Japanese defeat by 1943, not 5.",
        );
        html += &page::contents(&kinds, language);
        html += &page::note(
            "A model's answer, with its assumptions listed: not the verdict of history.",
        );
        let pictures = all(language);
        for kind in kinds {
            html += &page::heading(kind);
            for (_, svg) in pictures.iter().filter(|picture| picture.0 == kind) {
                assert_sound(svg);
                assert!(kind == "map" || svg.contains("n = "), "{kind}: no n");
                assert!(svg.len() < 150_000, "{kind}: {} bytes", svg.len());
                html += &page::captioned(
                    svg,
                    "What is to be seen here, and how it is to be read by a class.",
                );
            }
        }
        html += &page::heading("Words");
        let mut table = Table::new(&["outcome", "without", "with"]);
        table.row(vec!["The pact holds".to_owned(), "24.1 %".to_owned(), "17.3 %".to_owned()]);
        html += &page::table(&table);
        let folded = page::paragraph("Folded until it is wanted.")
            + &page::captioned(&maps(language)[1].svg(language), "A map in a fold.");
        html += &page::details("How this was computed", &folded);
        html += &page::list(&["One thing.".to_owned(), "Another.".to_owned()]);
        html += &page::preformatted("a   b\n1   2");
        html += page::END;
        let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("pictures-{}.html", language.pick("en", "es")));
        std::fs::write(&file, html).expect("the tests' folder can be written");
    }
}

#[test]
fn odd_data_spoil_no_picture() {
    let wild = "<b>&\"'\u{1}";
    let odd: [f64; 8] =
        [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -1e300, 1e300, 1e-300, -5.0];
    let text = || wild.to_owned();
    let estimate = |value: f64, other: f64| Some(Estimate { value, low: other, high: value, n: 0 });
    for language in [Language::English, Language::Spanish] {
        for measure in
            [Measure::Share, Measure::Points, Measure::Number(text()), Measure::Change(text())]
        {
            for value in odd {
                for other in odd {
                    let fan = Fan {
                        title: text(),
                        meaning: text(),
                        measure: measure.clone(),
                        ensembles: vec![
                            Ensemble {
                                name: text(),
                                days: vec![5, 12, 19],
                                bands: vec![[value; 5], [other, value, value, other, 1.0]]
                            };
                            2
                        ],
                        record: vec![(7, value, other, value)],
                        parting: Some((12, text())),
                        n: 0,
                    };
                    assert_sound(&fan.svg(language));
                    let rows = Intervals {
                        title: text(),
                        measure: measure.clone(),
                        series: vec![text(), text()],
                        rows: vec![
                            Row { label: text(), estimates: vec![estimate(value, other), None] },
                            Row::default(),
                        ],
                        bars: true,
                        ..Intervals::default()
                    };
                    assert_sound(&rows.svg(language));
                    for along in [
                        Along::Days(vec![5, 5]),
                        Along::Numbers(text(), vec![value, other]),
                        Along::Names(text(), vec![text(), String::new()]),
                    ] {
                        let curve = Curve {
                            title: text(),
                            meaning: text(),
                            measure: measure.clone(),
                            along,
                            lines: vec![
                                Line {
                                    name: text(),
                                    points: vec![estimate(value, other), None, estimate(1.0, 0.0)]
                                };
                                9
                            ],
                            steps: true,
                            parting: Some((5, text())),
                        };
                        assert_sound(&curve.svg(language));
                    }
                    let heat = Heat {
                        title: text(),
                        measure: measure.clone(),
                        rows: (text(), vec![text(), text()]),
                        columns: (text(), vec![text(); 3]),
                        cells: vec![vec![estimate(value, other), None], vec![]],
                        ..Heat::default()
                    };
                    assert_sound(&heat.svg(language));
                    let distance = Distance {
                        title: text(),
                        days: vec![3, 10],
                        one: vec![value, other, 1.0],
                        many: vec![[value; 5], [other; 5], [1.0; 5]],
                        apart: vec![Estimate { value, low: other, high: value, n: 0 }; 3],
                        parting: Some((4, text())),
                        ..Distance::default()
                    };
                    assert_sound(&distance.svg(language));
                }
            }
        }
        assert_sound(&Fan::default().svg(language));
        assert_sound(&Intervals::default().svg(language));
        assert_sound(&Icons::default().svg(language));
        assert_sound(&Flow::default().svg(language));
        assert_sound(&Heat::default().svg(language));
        assert_sound(&Distance::default().svg(language));
        assert_sound(&Graph::default().svg(language));
        let regions = ["kurils", "nowhere", wild]
            .into_iter()
            .zip([Control::Share(f64::NAN), Control::Change(f64::INFINITY), Control::By(text())])
            .map(|(id, held)| Region { id: id.to_owned(), held, label: text() })
            .collect();
        assert_sound(&Map { title: text(), regions, ..Map::default() }.svg(language));
        let far =
            Joint { endings: vec![text(); 2], pairs: vec![vec![u64::from(u32::MAX), 1], vec![]] };
        assert_sound(&Flow { title: text(), joint: far.clone(), ..Flow::default() }.svg(language));
        assert_sound(
            &Icons { title: text(), joint: far, figures: 100, ..Icons::default() }.svg(language),
        );
    }
}

#[test]
fn ribbons_and_figures_add_up() {
    let joint = joint(Language::English);
    let flow = Flow { joint: joint.clone(), ..Flow::default() };
    let ribbons = flow.ribbons(Language::English);
    assert_eq!(ribbons.iter().map(|ribbon| ribbon.pairs).sum::<u64>(), joint.n());
    for figures in [100, 200] {
        let icons = Icons { joint: joint.clone(), figures, ..Icons::default() };
        let drawn = icons.figures();
        assert_eq!(drawn.len() as u64, figures);
        let changed = drawn.iter().filter(|figure| figure.0 != figure.1).count() as f64;
        let exact = joint.changed() as f64 * figures as f64 / joint.n() as f64;
        assert!((changed - exact).abs() < 1.0, "{changed} change, not {exact}");
        for place in 0..joint.len() {
            let shown = drawn.iter().filter(|figure| figure.0 == place).count() as f64;
            let exact = joint.without(place) as f64 * figures as f64 / joint.n() as f64;
            assert!((shown - exact).abs() < 1.0, "{place}: {shown}, not {exact}");
        }
    }
}

#[test]
fn many_things_with_long_names_stay_on_the_sheet() {
    let language = Language::Spanish;
    let long =
        "Un desenlace con un nombre bastante largo que nadie querría leer de lejos y que aún sigue";
    let mut svgs = Vec::new();
    let rows = (0..14)
        .map(|place| Row {
            label: if place % 3 == 0 { long.to_owned() } else { format!("fila {place}") },
            estimates: vec![
                share(place * 30, 1000),
                share(place * 50 % 1000, 1000 + place),
                share(5, 100),
            ],
        })
        .collect();
    svgs.push(
        Intervals {
            title: long.to_owned(),
            meaning: long.to_owned(),
            series: vec!["uno".to_owned(), "dos".to_owned(), "tres".to_owned()],
            rows,
            bars: false,
            ..Intervals::default()
        }
        .svg(language),
    );
    let lines = (0..8)
        .map(|place| Line {
            name: if place % 2 == 0 { long.to_owned() } else { "corto".to_owned() },
            points: (0..60).map(|at| share((at * place) % 100, 100)).collect(),
        })
        .collect();
    svgs.push(
        Curve {
            title: "t".to_owned(),
            meaning: String::new(),
            measure: Measure::Share,
            along: Along::Days(weeks(60)),
            lines,
            steps: false,
            parting: None,
        }
        .svg(language),
    );
    svgs.push(
        Heat {
            title: "muchas columnas".to_owned(),
            measure: Measure::Number("km".to_owned()),
            rows: ("filas".to_owned(), vec![long.to_owned(), "b".to_owned()]),
            columns: (
                long.to_owned(),
                (0..26).map(|w| format!("{w} de septiembre de 1941")).collect(),
            ),
            cells: vec![
                (0..26).map(|w| own(1234.5 * f64::from(w), 333.0, 100 + w as u64)).collect();
                2
            ],
            meaning: String::new(),
        }
        .svg(language),
    );
    let size = 12;
    let pairs: Vec<Vec<u64>> = (0..size)
        .map(|a| (0..size).map(|b| if a == b { 30 + a * 3 } else { (a * 7 + b * 5) % 9 }).collect())
        .collect();
    let endings: Vec<String> = (0..size)
        .map(|place| if place % 2 == 0 { long.to_owned() } else { format!("final {place}") })
        .collect();
    let joint = Joint { endings, pairs };
    svgs.push(
        Flow { title: "doce finales".to_owned(), joint: joint.clone(), ..Flow::default() }
            .svg(language),
    );
    svgs.push(
        Icons { title: "doce finales".to_owned(), joint, figures: 100, ..Icons::default() }
            .svg(language),
    );
    let kinds = [Kind::Event, Kind::Decision, Kind::Change, Kind::Outcome];
    let nodes: Vec<Node> = (0..25)
        .map(|place| Node {
            day: if place == 24 { None } else { Some(200 + (place as Day / 6)) },
            text: if place % 4 == 0 {
                long.to_owned()
            } else {
                format!("Algo que pasó, número {place}")
            },
            kind: kinds[place % 4],
        })
        .collect();
    let edges: Vec<Edge> = (0..40)
        .map(|place| Edge {
            from: (place * 7) % 25,
            to: (place * 11 + 3) % 25,
            kept: place % 3 != 0,
            weight: (place % 5) as f64 / 4.0,
            label: if place % 2 == 0 { format!("{place} %") } else { String::new() },
        })
        .collect();
    svgs.push(
        Graph { title: "enredo".to_owned(), meaning: String::new(), nodes, edges, n: 3 }
            .svg(language),
    );
    for svg in &svgs {
        assert_sound(svg);
    }
}
