//! The colours: the only place that names any.
//!
//! Muted, as in a printed atlas. The two protagonists differ in hue and in
//! lightness (ochre red against slate blue), so that they stay apart for every
//! kind of colour blindness; the others are told apart by lightness as well,
//! and the map writes names beside them.

use bevy::color::Color;
use bevy_egui::egui::Color32;

/// A colour, usable on the map and in the panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// For the map's meshes.
    #[must_use]
    pub fn map(self) -> Color {
        Color::srgb_u8(self.0, self.1, self.2)
    }

    /// For the panels.
    #[must_use]
    pub const fn panel(self) -> Color32 {
        Color32::from_rgb(self.0, self.1, self.2)
    }

    /// For the panels, seen through: `alpha` of 255.
    #[must_use]
    pub fn veil(self, alpha: u8) -> Color32 {
        Color32::from_rgba_unmultiplied(self.0, self.1, self.2, alpha)
    }

    /// Towards another colour, `share` of the way.
    #[must_use]
    pub fn towards(self, other: Self, share: f32) -> Self {
        let mix = |from: u8, to: u8| {
            (f32::from(from) + (f32::from(to) - f32::from(from)) * share).round() as u8
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

/// The deep sea.
pub const SEA: Ink = Ink(158, 184, 196);
/// Sea shallower than 200 m.
pub const SHELF: Ink = Ink(179, 202, 210);
/// Meridians and parallels on the sea.
pub const GRATICULE: Ink = Ink(146, 173, 187);
/// Land that is drawn but not played.
pub const CONTEXT: Ink = Ink(214, 209, 198);
/// Lakes.
pub const LAKE: Ink = Ink(168, 194, 205);
/// Rivers.
pub const RIVER: Ink = Ink(116, 148, 166);
/// The coast.
pub const COAST: Ink = Ink(96, 122, 136);
/// A border between regions of one power.
pub const BORDER: Ink = Ink(141, 126, 106);
/// A border between powers.
pub const FRONTIER: Ink = Ink(84, 50, 42);
/// A railway.
pub const RAIL: Ink = Ink(64, 58, 54);
/// A road.
pub const ROAD: Ink = Ink(120, 104, 88);
/// The outline of the region under the cursor.
pub const HOVER: Ink = Ink(28, 30, 34);
/// Names on land, towns.
pub const LABEL: Ink = Ink(40, 36, 33);
/// Names of regions.
pub const REGION_LABEL: Ink = Ink(62, 46, 36);
/// Names on the sea.
pub const SEA_LABEL: Ink = Ink(58, 90, 112);
/// Behind every name.
pub const HALO: Ink = Ink(246, 241, 230);

/// The panels' paper.
pub const PAPER: Ink = Ink(243, 237, 224);
/// Paper a shade darker: stripes, buttons.
pub const PAPER_SHADE: Ink = Ink(229, 220, 202);
/// A button under the cursor.
pub const PAPER_HOVER: Ink = Ink(217, 204, 179);
/// A button pressed.
pub const PAPER_PRESSED: Ink = Ink(203, 186, 156);
/// Thin lines in the panels.
pub const RULE: Ink = Ink(186, 172, 148);
/// The text of the panels.
pub const TEXT: Ink = Ink(44, 38, 33);
/// Less important text.
pub const TEXT_SOFT: Ink = Ink(104, 92, 78);
/// What asks for attention.
pub const ACCENT: Ink = Ink(142, 54, 36);

/// The front between Germany and the Soviet Union.
pub const FRONT: Ink = Ink(158, 36, 26);

/// Land behind the eastern front that was a side's in June 1941, by the side's id.
#[must_use]
pub fn front_land(side: &str) -> Ink {
    power(side).towards(HALO, 0.55)
}

/// Land at the eastern front that a side has won since, by the side's id.
#[must_use]
pub fn front_won(side: &str) -> Ink {
    power(side).towards(HALO, 0.1)
}

/// The colour of a power's territory, by its id.
#[must_use]
pub fn power(id: &str) -> Ink {
    match id {
        "japan" => Ink(201, 120, 88),
        "soviet" | "soviet_union" | "ussr" => Ink(110, 132, 160),
        "mongolia" => Ink(150, 168, 190),
        "tuva" => Ink(168, 176, 200),
        "china" => Ink(226, 205, 142),
        "china_communist" => Ink(186, 158, 92),
        "sinkiang" => Ink(222, 212, 176),
        "tibet" => Ink(206, 192, 168),
        "britain" => Ink(206, 160, 176),
        "netherlands" => Ink(158, 180, 140),
        "vichy_france" => Ink(160, 138, 172),
        "thailand" => Ink(196, 200, 152),
        "united_states" => Ink(92, 138, 124),
        "australia" => Ink(178, 196, 186),
        "germany" => Ink(120, 112, 104),
        _ => Ink(190, 184, 174),
    }
}
