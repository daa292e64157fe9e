//! Sources: who reports to a government, what he can see, how late and how wrongly.
//!
//! A source sees a *sign* of the truth, never the truth of what is believed: trains
//! going east, divisions behind the border, what a cabinet has resolved (for him who
//! reads its papers), what is said aloud. What it saw reaches the desk after its lag.
//! It errs by a bias, and by an error of its own that holds for four weeks: who is misled
//! by his contacts is misled by them for a while. The signs of the last weeks are
//! kept for the reports that are still on their way.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::scenario::vocabulary::Entry;
use crate::scenario::{Room, Scenario, SourceId, Week, limits};
use crate::sim::calendar::Perhaps;
use crate::sim::facet::Facet;
use crate::sim::fingerprint::Mixer;
use crate::sim::luck;
use crate::sim::worldline::Whole;

/// How many weeks of signs are kept: a report can be at most one less on its way.
pub const KEPT: usize = limits::LAG + 1;

/// What can be seen of the truth, by name.
pub const SIGNS: [&str; 9] = [
    "front",
    "soviet_garrison",
    "moscow_words",
    "trains_east",
    "tokyo_resolve",
    "tokyo_talk",
    "kwantung_army",
    "kwantung_growth",
    "america",
];

/// Weeks for which a source's error holds.
const SPELL: Week = luck::SPELL_WEEKS;
/// Spells whose errors are drawn together, from one block of luck.
const SPELLS: usize = 16;

/// What has been seen and not yet read, and who can report.
#[derive(Component, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sources {
    /// Signs of the last weeks: by sign, then by the week's place in a ring.
    seen: [[f64; KEPT]; SIGNS.len()],
    /// Has anything been seen at all?
    begun: bool,
    /// Does each source report? Events close and open them.
    pub open: Room<SourceId, bool, { limits::SOURCES }>,
    /// Errors of each source, in standard deviations, for the spells of a block; luck, not
    /// state.
    errors: Room<SourceId, [f64; SPELLS], { limits::SOURCES }>,
    /// The block that they are drawn for, once they are.
    block: Perhaps<{ Week::MAX }>,
}

impl Sources {
    /// Nothing has been seen; all sources of the scenario are open.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            seen: [[0.0; KEPT]; SIGNS.len()],
            begun: false,
            open: Room::new(std::array::from_fn(|place| place < scenario.sources.len())),
            errors: Room::new([[0.0; SPELLS]; limits::SOURCES]),
            block: Perhaps::NOT_YET,
        }
    }

    /// The sign as it was some weeks ago, at most [`KEPT`] less one.
    #[must_use]
    pub const fn sign(&self, sign: usize, week: Week, weeks_ago: usize) -> f64 {
        let then = week - (weeks_ago % KEPT) as Week;
        self.seen[sign][then.rem_euclid(KEPT as Week) as usize]
    }
}

impl Facet for Sources {
    const SUBJECT: &'static str = "sources";

    /// Whether a source reports is named after the scenario's sources, as `source.ID.open`.
    fn entries(_: u8) -> Vec<Entry> {
        Vec::new()
    }

    fn get(&self, _: u16) -> f64 {
        0.0
    }

    fn set(&mut self, _: u16, _: f64) {}

    fn mix(&self, mixer: &mut Mixer) {
        self.seen.iter().flatten().for_each(|&seen| mixer.number(seen));
        self.open.iter().for_each(|&open| mixer.bits(u64::from(open)));
    }
}

/// Looks at the world once a week, for all sources.
pub fn look(whole: &mut Whole<'_>) {
    let rules = &whole.premise.intelligence;
    let (soviet, japan, beliefs) = (&*whole.soviet, &*whole.japan, &*whole.beliefs);
    let words = rules.suspicion + rules.warning * beliefs.warned - rules.calming * beliefs.assured;
    let trains = (soviet.on_rails_east / rules.alarming_trains).min(1.0);
    let growth = (japan.manchuria - rules.usual_garrison) / rules.alarming_growth;
    let signs = [
        whole.front.prospects,
        soviet.far_east_divisions,
        words.clamp(0.0, 1.0),
        rules.suspicion + (1.0 - rules.suspicion) * trains,
        japan.northern_intent,
        japan.northern_school,
        japan.manchuria,
        growth.clamp(0.0, 1.0),
        whole.cabinet.america,
    ];
    let place = whole.calendar.week.rem_euclid(KEPT as Week) as usize;
    let sources = &mut *whole.sources;
    for (kept, sign) in sources.seen.iter_mut().zip(signs) {
        if sources.begun {
            kept[place] = sign;
        } else {
            // What was before the scenario was as on its first day.
            *kept = [sign; KEPT];
        }
    }
    sources.begun = true;
}

/// Draws the errors of the coming spells, when a new block of them begins.
pub fn draw_errors(whole: &mut Whole<'_>) {
    let block = whole.calendar.week.div_euclid(SPELL * SPELLS as Week);
    if whole.sources.block == Perhaps::of(block) {
        return;
    }
    whole.sources.block = Perhaps::of(block);
    let began = block * SPELL * SPELLS as Week;
    for (id, &stream) in whole.premise.source_streams.enumerated() {
        // A spell lives in the luck of the week in which it begins.
        let own: [f64; SPELLS] = luck::named_draws(whole.luck.seed, began, stream);
        let drawn = std::array::from_fn(|spell| {
            let seed = whole.luck.seed_of(began + spell as Week * SPELL, stream);
            if seed == whole.luck.seed {
                return own[spell];
            }
            luck::named_draws::<SPELLS>(seed, began, stream)[spell]
        });
        whole.sources.errors[id] = drawn.map(|uniform: f64| luck::normal(uniform).clamp(-2.5, 2.5));
    }
}

impl Sources {
    /// Lets the errors be drawn again, when luck has been lent: spells that have begun keep
    /// theirs.
    pub const fn draw_again(&mut self) {
        self.block = Perhaps::NOT_YET;
    }
}

/// A source's error in this week, in standard deviations.
#[must_use]
pub fn error(whole: &Whole<'_>, source: SourceId) -> f64 {
    let week = whole.calendar.week;
    let stream = whole.premise.source_streams[source];
    let forced = whole
        .premise
        .forced_named_nodes
        .iter()
        .find(|forced| forced.stream == stream && (forced.from..=forced.until).contains(&week));
    forced.map_or_else(
        || whole.sources.errors[source][week.div_euclid(SPELL).rem_euclid(SPELLS as Week) as usize],
        |forced| luck::normal(forced.value).clamp(-2.5, 2.5),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(weeks: &[(Week, f64)]) -> Sources {
        let mut sources = Sources {
            seen: [[0.0; KEPT]; SIGNS.len()],
            begun: true,
            open: Room::new([true; limits::SOURCES]),
            errors: Room::new([[0.0; SPELLS]; limits::SOURCES]),
            block: Perhaps::of(0),
        };
        for &(week, sign) in weeks {
            sources.seen[0][usize::try_from(week).unwrap_or(0) % KEPT] = sign;
        }
        sources
    }

    #[test]
    fn a_sign_is_found_again_after_as_many_weeks_as_it_was_on_its_way() {
        let weeks: Vec<(Week, f64)> = (20..31).map(|week| (week, f64::from(week))).collect();
        let sources = seen(&weeks);
        for lag in 0..KEPT {
            assert_eq!(sources.sign(0, 30, lag), 30.0 - lag as f64, "after {lag} weeks");
        }
    }
}
