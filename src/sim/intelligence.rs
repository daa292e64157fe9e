//! What each government believes. Decisions read beliefs, never the truth.
//!
//! A belief moves each week by a share of the distance to what the week's reports
//! say; reports are the truth seen with a source's bias and noise. Oshima in Berlin
//! reports German victory; Sorge in Tokyo reports Japan's mind until he is arrested.

use crate::sim::eastern_front::EasternFront;
use crate::sim::facet::{facet, number, parameters, truth};
use crate::sim::japan::Japan;
use crate::sim::luck::{Luck, node};
use crate::sim::pact::Pact;
use crate::sim::premise::Premise;
use crate::sim::soviet::Soviet;
use crate::sim::war::War;

parameters! {
    /// Parameters of intelligence.
    pub struct Parameters {
        learning = "intelligence.learning", "share a week", 0.01..1.0, "Share of the distance to the week's reports by which a belief moves";
        oshima_bias = "intelligence.oshima_bias", "share", -0.3..0.5, "How much brighter Berlin looks from the Japanese embassy there";
        noise = "intelligence.noise", "share", 0.0..0.5, "Spread of a week's reports on intentions and prospects";
        count_noise = "intelligence.count_noise", "share", 0.0..0.8, "Spread of a week's count of the other side's divisions";
        sorge = "intelligence.sorge_gain", "ratio", 1.0..6.0, "How much faster Moscow learns of Tokyo's intent while Sorge reports";
    }
}

facet! {
    /// Beliefs.
    pub struct Intelligence ("intelligence", true) {
        germany_wins: f64 = "tokyo.believes.germany_wins", number("share", 0.0, 1.0),
            "How likely Tokyo thinks a German victory over the Soviet Union", "Probabilidad que Tokio da a una victoria alemana sobre la Unión Soviética";
        far_east_divisions: f64 = "tokyo.believes.far_east_divisions", number("divisions", 0.0, 120.0),
            "Soviet divisions in the Far East, as Tokyo counts them", "Divisiones soviéticas en el Extremo Oriente según Tokio";
        soviet_enters: f64 = "tokyo.believes.soviet_enters", number("share", 0.0, 1.0),
            "How likely Tokyo thinks a Soviet attack within months", "Probabilidad que Tokio da a un ataque soviético en meses";
        japan_strikes: f64 = "moscow.believes.japan_strikes", number("share", 0.0, 1.0),
            "How likely Moscow thinks a Japanese attack within months", "Probabilidad que Moscú da a un ataque japonés en meses";
        kwantung_divisions: f64 = "moscow.believes.kwantung_divisions", number("divisions", 0.0, 80.0),
            "Japanese divisions in Manchuria, as Moscow counts them", "Divisiones japonesas en Manchuria según Moscú";
        sorge: bool = "intelligence.sorge", truth(),
            "Does Sorge's ring report from Tokyo?", "¿Informa la red de Sorge desde Tokio?";
        warned: f64 = "tokyo.warned", number("share", 0.0, 1.0),
            "How plainly Tokyo has been told or shown that Moscow will not stay neutral", "Con cuánta claridad se ha advertido a Tokio de que Moscú no seguirá neutral";
        assured: f64 = "tokyo.assured", number("share", 0.0, 1.0),
            "How far Moscow's assurances calm Tokyo", "Cuánto tranquilizan a Tokio las garantías de Moscú";
    }
}

/// Reads the week's reports.
#[expect(clippy::too_many_arguments, reason = "a report looks at every subject")]
pub fn read_reports(
    premise: &Premise,
    luck: &Luck,
    war: &War,
    front: &EasternFront,
    japan: &Japan,
    soviet: &Soviet,
    pact: &Pact,
    beliefs: &mut Intelligence,
) {
    let rules = &premise.intelligence;
    let noise = |place: usize, spread: f64| spread * luck.normal(place).clamp(-2.5, 2.5);
    let learn = |belief: &mut f64, report: f64, pace: f64| {
        *belief += (report.clamp(0.0, 1.0) - *belief) * pace.min(1.0);
    };
    if war.in_the_west() {
        let report = front.prospects + rules.oshima_bias + noise(node::TOKYO_GERMANY, rules.noise);
        learn(&mut beliefs.germany_wins, report, rules.learning);
    }
    let count = soviet.far_east_divisions * (1.0 + noise(node::TOKYO_FAR_EAST, rules.count_noise));
    beliefs.far_east_divisions += (count.max(0.0) - beliefs.far_east_divisions) * 0.1;
    let count = japan.manchuria * (1.0 + noise(node::MOSCOW_KWANTUNG, rules.count_noise));
    beliefs.kwantung_divisions += (count.max(0.0) - beliefs.kwantung_divisions) * 0.15;

    // Moscow guesses Tokyo's intent from what is said aloud and from the Kwantung Army's
    // growth; Sorge lets it read what the cabinet has resolved.
    let gathered = ((beliefs.kwantung_divisions - 11.0) / 12.0).clamp(0.0, 1.0);
    let seen = if beliefs.sorge {
        japan.northern_intent
    } else {
        0.5 * japan.northern_school + 0.5 * gathered
    };
    let pace = if beliefs.sorge { rules.learning * rules.sorge } else { rules.learning };
    let report = 0.55 * seen + 0.3 * gathered + 0.3 * pact.tension - 0.25 * pact.moscow_trust
        + noise(node::MOSCOW_INTENT, rules.noise);
    let report = if war.in_the_pacific() { report - 0.15 } else { report };
    learn(&mut beliefs.japan_strikes, report, pace);

    // Tokyo sees trains going east, hears speeches, and weighs assurances.
    let trains = (soviet.build_up / 3.0).min(1.0);
    let report = 0.1 + 0.45 * beliefs.warned + 0.45 * trains
        - 0.25 * pact.tokyo_trust
        - 0.2 * beliefs.assured
        + noise(node::TOKYO_INTENT, rules.noise);
    learn(&mut beliefs.soviet_enters, report, rules.learning);
}
