//! The war in the west as an account: from the landing to the Elbe.
//!
//! The Western Allies come as fast as the German army that they meet lets them: slower
//! while Germany still holds the east and can shift divisions, and each step binds
//! replacements that the eastern front then lacks. When they have come all the way,
//! Germany is beaten wherever its eastern front stands.

use crate::sim::eastern_front::EasternFront;
use crate::sim::facet::{facet, number, parameters, truth};
use crate::sim::luck::{Luck, node};
use crate::sim::premise::Premise;
use crate::sim::war::War;

parameters! {
    /// Parameters of the war in the west.
    pub struct Parameters {
        pace = "western_front.pace", "share a week", 0.005..0.06, "Share of the way from the beaches to the Elbe that a week brings against a Germany that has lost the east";
        held_back = "western_front.held_back", "share", 0.0..1.0, "Share of that pace lost when Germany stands at the gates of Moscow";
        fortune = "western_front.fortune", "ratio", 0.0..1.0, "Spread of a week's progress";
        bound = "western_front.bound", "share", 0.0..1.0, "Share of Germany's replacements that the whole way binds beyond the landing itself";
    }
}

facet! {
    /// The war in the west.
    pub struct WesternFront ("western_front", true) {
        landed: bool = "western_front.landed", truth(),
            "Have the Western Allies landed in France?", "¿Han desembarcado en Francia los aliados occidentales?";
        advance: f64 = "western_front.advance", number("share", 0.0, 1.0),
            "How far the Western Allies have come: 0 the beaches, 1 the Elbe", "Cuánto han avanzado los aliados occidentales: 0 las playas, 1 el Elba";
    }
}

/// A week in the west.
pub fn week(
    premise: &Premise,
    luck: &Luck,
    war: &War,
    front: &mut EasternFront,
    west: &mut WesternFront,
) {
    if !west.landed || !war.in_the_west() {
        return;
    }
    let rules = &premise.west;
    let free = 1.0 - rules.held_back * front.held().clamp(0.0, 1.0);
    let fortune = 1.0 + rules.fortune * luck.normal(node::WEST).clamp(-2.5, 2.5);
    let step = (rules.pace * free * fortune).clamp(0.0, 1.0 - west.advance);
    west.advance += step;
    front.drain = (front.drain + rules.bound * step).min(0.95);
}
