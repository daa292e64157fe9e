//! A comparison, a twin week by week and an explanation, from the library alone.
//!
//! `cargo run --release --example what_if`

use hokushin::batch::seeds::Sample;
use hokushin::history::{History, Recipe, Subject};
use hokushin::policy;
use hokushin::report::{Language, answer::answer};
use hokushin::sim::calendar::IsoDay;
use hokushin::whatif::comparison::Compare;
use hokushin::whatif::explanation::Explain;
use hokushin::whatif::inquiry::{Inquiry, Work};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let plain = Subject::of("1941-neutrality-pact");
    let subject = Subject { with: vec!["stalingrad-falls".into()], ..plain.clone() };
    // Many histories with and without the change.
    let sample = Sample { runs: 200, ..Sample::default() };
    let compare =
        Inquiry::Compare(Compare { subject: subject.clone(), sample, ..Compare::default() });
    println!("{}", answer(&compare, &Work::QUIET, Language::English)?.sheet);
    // One history and its twin, in one luck, week by week.
    let mut history = History::open(Recipe::of(plain, 7))?;
    let mut twin = History::open(Recipe::of(subject.clone(), 7))?;
    while !history.finished() {
        history.play_week(&mut policy::answer)?;
        twin.play_week(&mut policy::answer)?;
        let (one, other) = (history.whole(), twin.whole());
        if one.state_hash() != other.state_hash() {
            println!("They part in the week of {}.", IsoDay(one.calendar.day));
            break;
        }
    }
    // What led from the change to the outcome.
    let explain = Inquiry::Explain(Explain { subject, seed: 7, ..Explain::default() });
    println!("{}", answer(&explain, &Work::QUIET, Language::English)?.sheet);
    Ok(())
}
