//! Twins: the same seeds with one change and without it.

use std::sync::atomic::{AtomicU32, Ordering};

use hokushin::policy;
use hokushin::scenario::expression::Reader;
use hokushin::scenario::library;
use hokushin::sim::agenda::{Seat, Seats};
use hokushin::sim::{self, Premise, Worldline};

/// The scenario that all tests play.
pub const CAMPAIGN: &str = "1941-neutrality-pact";
/// How many seeds.
pub const TWINS: u64 = 24;

/// The campaign with some interventions, written on the spot.
pub fn load(interventions: &str) -> Premise {
    static FILES: AtomicU32 = AtomicU32::new(0);
    if interventions.is_empty() {
        let loaded = library::load(&sim::engine(), CAMPAIGN, &[]).expect("the campaign loads");
        return Premise::new(loaded.scenario);
    }
    let file = std::env::temp_dir().join(format!(
        "hokushin-mechanism-{}-{}.ron",
        std::process::id(),
        FILES.fetch_add(1, Ordering::Relaxed)
    ));
    let text = format!(
        r#"Counterfactual(version: 1, scenario: "{CAMPAIGN}",
        title: (en: "A change", es: "Un cambio"), question: (en: "What if?", es: "¿Y si?"),
        defence: (en: "A test.", es: "Una prueba."), divergence: "1941-04-07", sources: [],
        interventions: [{interventions}])"#
    );
    std::fs::write(&file, text).expect("written");
    let with = [file.to_str().expect("a plain path").to_owned()];
    let loaded = library::load(&sim::engine(), CAMPAIGN, &with);
    std::fs::remove_file(&file).expect("removed");
    Premise::new(loaded.unwrap_or_else(|reports| panic!("{reports}")).scenario)
}

/// The quantity at the end of the week of a date, for each seed.
pub fn values(premise: &Premise, seats: &Seats, quantity: &str, date: &str) -> Vec<f64> {
    let var = premise.scenario.vocabulary.named(quantity).expect("a known quantity").var;
    let date: jiff::civil::Date = date.parse().expect("a date");
    let last = sim::calendar::week_of((date - sim::calendar::first_day()).get_days());
    (0..TWINS)
        .map(|seed| {
            let mut worldline = Worldline::new(premise, seed, seats.clone(), false);
            let mut whole = worldline.whole();
            while whole.calendar.week < last {
                policy::live_week(&mut whole);
            }
            whole.read(var)
        })
        .collect()
}

/// The mean of the quantity with the change, less the mean without it; everybody follows
/// the record where it can be followed.
pub fn effect(base: &str, change: &str, quantity: &str, date: &str) -> f64 {
    let seats = Seats::all(Seat::History);
    let mean = |interventions: &str| {
        let values = values(&load(interventions), &seats, quantity, date);
        values.iter().sum::<f64>() / values.len() as f64
    };
    mean(&format!("{base}{change}")) - mean(base)
}
