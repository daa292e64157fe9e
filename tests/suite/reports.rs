//! What every report says, word for word, in both languages: who changes a sentence sees it
//! here as a difference, on the terminal and on the page.
//!
//! Each inquiry is asked at its smallest, so the numbers are those of a handful of histories.
//! `INSTA_UPDATE=always cargo test --no-default-features --test suite reports` writes the
//! snapshots again.

use std::path::PathBuf;

use hokushin::batch::seeds::Sample;
use hokushin::hindcast::calibration::Calibrate;
use hokushin::hindcast::orders::Orders;
use hokushin::hindcast::validation::Validate;
use hokushin::history::Subject;
use hokushin::report::Language;
use hokushin::report::answer::{Answer, answer};
use hokushin::scenario::library::Written;
use hokushin::whatif::attribution::Attribute;
use hokushin::whatif::comparison::Compare;
use hokushin::whatif::endings::Batch;
use hokushin::whatif::explanation::Explain;
use hokushin::whatif::inquiry::{Inquiry, Work};
use hokushin::whatif::parting::Diff;
use hokushin::whatif::plausibility::Plausibility;
use hokushin::whatif::rewrite::Rewrite;
use hokushin::whatif::sensitivity::Sensitivity;
use hokushin::whatif::sweep::Sweep;

use crate::desk::LATER;

const SCENARIO: &str = "1939-khalkhin-gol";

/// The change stands in no file, so that no folder of this machine is named in a report.
fn changed() -> Subject {
    let written = vec![Written { id: "later".to_owned(), text: LATER.to_owned() }];
    Subject { with: vec!["later".to_owned()], written, ..Subject::of(SCENARIO) }
}

fn few() -> Sample {
    Sample { runs: 20, ..Sample::default() }
}

fn reached() -> String {
    "border_reached".to_owned()
}

/// A path from the root of the project, where tests run.
fn record() -> Vec<PathBuf> {
    vec![PathBuf::from("tests/fixtures/records/khalkhin-gol.csv")]
}

fn answered(inquiry: &Inquiry, language: Language) -> Answer {
    answer(inquiry, &Work::QUIET, language).unwrap_or_else(|trouble| panic!("{trouble}"))
}

/// Of a picture only its words are kept: where its lines run is the subject of `pictures.rs`.
fn words_of_a_picture(svg: &str) -> String {
    let texts = svg.split('>').filter_map(|piece| piece.split_once('<')).map(|(text, _)| text);
    let is_word = |text: &&str| text.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    let words: Vec<&str> = texts.map(str::trim).filter(is_word).collect();
    format!("\n[picture: {}]", words.join(" | "))
}

/// A page with a part on each line, without what looks the same on all pages and what is no
/// sentence.
fn lines_of_a_page(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").expect("a style");
    let (_, body) = rest.split_once("</style>").expect("the end of a style");
    let mut lines = head.to_owned();
    let mut rest = body;
    while let Some((before, from)) = rest.split_once("<svg") {
        let (svg, after) = from.split_once("</svg>").expect("the end of a picture");
        assert!(!svg.contains("<svg"), "a picture within a picture: count them here");
        lines += before;
        lines += &words_of_a_picture(svg);
        rest = after;
    }
    lines += rest;
    for tag in [
        "<h1",
        "<h2",
        "<h3",
        "<p",
        "<ul",
        "<ol",
        "<li",
        "<tr",
        "<th",
        "<td",
        "<aside",
        "<figure",
        "<figcaption",
        "<details",
        "<nav",
        "<div",
        "</main",
    ] {
        // `<p` is not `<pre`: whoever begins so stands on a line of his own as well.
        lines = lines.replace(tag, &format!("\n{tag}"));
    }
    // A cell stands beside its neighbours.
    lines = lines.replace("</th>\n", "</th>").replace("</td>\n", "</td>");
    let lines = lines.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// How a report was made, without what a new version or a comment in a scenario changes.
fn foot(answer: &Answer) -> Vec<String> {
    let mut foot = answer.provenance.foot(Language::English);
    for line in &mut foot {
        for file in &answer.provenance.files {
            *line = line.replace(&file.fingerprint.short(), "FINGERPRINT");
        }
        *line = line.replace(concat!("Hokushin ", env!("CARGO_PKG_VERSION")), "Hokushin VERSION");
    }
    foot
}

/// A text without the seconds that it took: `0.2 s` is another number each time.
fn timeless(text: &str) -> String {
    let mut pieces = text.split(" s");
    let mut told = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let number = told.len()
            - told.trim_end_matches(|c: char| c.is_ascii_digit() || ['.', ','].contains(&c)).len();
        if number > 0 && !piece.starts_with(char::is_alphanumeric) {
            told.truncate(told.len() - number);
            told += "TIME";
        }
        told += " s";
        told += piece;
    }
    told
}

/// The report of an inquiry: as text in both languages, and its page.
fn told(name: &str, inquiry: &Inquiry) {
    let (english, spanish) =
        (answered(inquiry, Language::English), answered(inquiry, Language::Spanish));
    let page = english.sheet.page(&foot(&english), Language::English);
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(format!("report_{name}_en"), timeless(&english.sheet.to_string()));
        insta::assert_snapshot!(format!("report_{name}_es"), timeless(&spanish.sheet.to_string()));
        insta::assert_snapshot!(format!("report_{name}_page"), timeless(&lines_of_a_page(&page)));
    });
}

#[test]
fn of_a_batch() {
    told("batch", &Inquiry::Batch(Batch { subject: Subject::of(SCENARIO), sample: few() }));
}

#[test]
fn of_a_comparison() {
    let asked = Compare { subject: changed(), sample: few(), ..Compare::default() };
    told("compare", &Inquiry::Compare(asked));
}

#[test]
fn of_an_attribution() {
    let subject = changed();
    let asked =
        Attribute { subject, outcome: Some(reached()), sample: few(), ..Attribute::default() };
    told("attribute", &Inquiry::Attribute(asked));
}

#[test]
fn of_an_explanation() {
    let asked = Explain { subject: changed(), most_runs: 50, ..Explain::default() };
    told("explain", &Inquiry::Explain(asked));
}

#[test]
fn of_a_sensitivity() {
    let asked = Sensitivity {
        subject: Subject::of(SCENARIO),
        outcome: reached(),
        screen: 0,
        sample: few(),
        ..Sensitivity::default()
    };
    told("sensitivity", &Inquiry::Sensitivity(asked));
}

#[test]
fn of_a_sweep() {
    let asked = Sweep {
        subject: Subject::of(SCENARIO),
        over: vec!["soviet.garrison=5..6/2".to_owned()],
        outcome: vec![reached()],
        sample: few(),
        ..Sweep::default()
    };
    told("sweep", &Inquiry::Sweep(asked));
}

#[test]
fn of_a_rewriting_that_is_weighed() {
    let asked = Rewrite { subject: changed(), sample: few(), ..Rewrite::default() };
    told("rewrite_weighed", &Inquiry::Rewrite(asked));
}

#[test]
fn of_a_rewriting_that_is_searched_for() {
    let never = LATER.replace(
        "MoveEvent(event: \"offensive\", to: \"1939-08-27\")",
        "DropEvent(event: \"offensive\")",
    );
    let written = vec![Written { id: "never".to_owned(), text: never }];
    let asked = Rewrite {
        subject: Subject { written, ..Subject::of(SCENARIO) },
        wanted: Some(reached()),
        among: vec!["never".to_owned()],
        most: 1,
        sample: few(),
        ..Rewrite::default()
    };
    told("rewrite_searched", &Inquiry::Rewrite(asked));
}

#[test]
fn of_a_plausibility() {
    let asked = Plausibility { subject: changed(), sample: few() };
    told("plausibility", &Inquiry::Plausibility(asked));
}

#[test]
fn of_a_difference() {
    let asked = Diff { subject: changed(), ..Diff::default() };
    told("diff", &Inquiry::Diff(asked));
}

#[test]
fn of_a_validation() {
    let subject = Subject::of(SCENARIO);
    let asked = Validate { subject, data: record(), sample: few(), ..Validate::default() };
    told("validate", &Inquiry::Validate(asked));
}

#[test]
fn of_orders() {
    let rules = Some(PathBuf::from("tests/fixtures/records/khalkhin-gol-orders.csv"));
    let asked = Orders { subject: Subject::of(SCENARIO), rules, sample: few() };
    told("orders", &Inquiry::Orders(asked));
}

#[test]
fn of_a_calibration() {
    let asked = Calibrate {
        subject: Subject::of(SCENARIO),
        generations: 1,
        only: vec!["japan.".to_owned()],
        data: record(),
        sample: Sample { runs: 4, ..Sample::default() },
    };
    told("calibrate", &Inquiry::Calibrate(asked));
}
