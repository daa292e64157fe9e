//! What a worldline holds of the eastern front: three axes, and the front as a whole.

use bevy_ecs::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::scenario::Id;
use crate::scenario::vocabulary::Entry;
use crate::sim::facet::{Facet, Quantity, as_f64, entry, number};
use crate::sim::fingerprint::Mixer;

use super::{AXES, Attacker, AxisId, MainEffort, OfAxes, depths};

/// One axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Where the front stands, km along the axis.
    pub position: f64,
    /// Axis men, thousands.
    pub axis_men: f64,
    /// Soviet men, thousands.
    pub soviet_men: f64,
    /// German railhead, km.
    pub german_railhead: f64,
    /// Soviet railhead, km.
    pub soviet_railhead: f64,
    /// Weeks since the front last moved.
    pub quiet_weeks: f64,
    /// Axis men cut off this week, thousands.
    pub axis_pocket: f64,
    /// Soviet men cut off this week, thousands.
    pub soviet_pocket: f64,
    /// Share of the Axis' lorries, tanks and horses that are fit, 0 to 1.
    pub readiness: f64,
    /// Who attacks this week.
    #[serde(with = "as_f64")]
    pub attacker: Attacker,
    /// How far a prepared Soviet counterstroke still carries: 1 fresh, 0 spent.
    pub stroke: f64,
    /// Ground that the Axis won this week, km; below 0 it lost.
    pub gained: f64,
}

/// The eastern front.
#[derive(Component, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EasternFront {
    /// The axes.
    pub axes: OfAxes<Axis>,
    /// Axis men lost for good since the war began, thousands.
    pub axis_lost: f64,
    /// Soviet men lost for good since the war began, thousands.
    pub soviet_lost: f64,
    /// Germany's main effort.
    #[serde(with = "as_f64")]
    pub focus: MainEffort,
    /// Share of Germany's replacements that other fronts take, 0 to 1.
    pub drain: f64,
    /// Ground won by the Axis in the last weeks, km, fading by an eighth a week.
    pub momentum: f64,
    /// How Germany's war in the east looks from outside: 0 hopeless, 1 all but won.
    pub prospects: f64,
    /// The axis of the Red Army's main effort.
    #[serde(with = "as_f64")]
    pub soviet_focus: AxisId,
    /// Axis men on all axes as the week closes, thousands.
    pub axis_strength: f64,
    /// Soviet men on all axes as the week closes, thousands.
    pub soviet_strength: f64,
    /// Soviet men lost for good in the calendar year so far, thousands.
    pub soviet_lost_year: f64,
}

const AXIS_FIELDS: u16 = 12;
const GLOBALS: u16 = AXIS_FIELDS * AXES as u16;

impl Axis {
    fn set(&mut self, field: u16, value: f64) {
        match field {
            0 => self.position = value,
            1 => self.axis_men = value,
            2 => self.soviet_men = value,
            3 => self.german_railhead = value,
            4 => self.soviet_railhead = value,
            5 => self.quiet_weeks = value,
            6 => self.axis_pocket = value,
            7 => self.soviet_pocket = value,
            8 => self.readiness = value,
            9 => self.attacker = Attacker::from_number(value),
            10 => self.stroke = value,
            _ => self.gained = value,
        }
    }

    fn values(&self) -> [f64; AXIS_FIELDS as usize] {
        [
            self.position,
            self.axis_men,
            self.soviet_men,
            self.german_railhead,
            self.soviet_railhead,
            self.quiet_weeks,
            self.axis_pocket,
            self.soviet_pocket,
            self.readiness,
            self.attacker.to_number(),
            self.stroke,
            self.gained,
        ]
    }
}

impl EasternFront {
    /// Axis men at the front, thousands.
    #[must_use]
    pub fn axis_men(&self) -> f64 {
        self.axes.iter().map(|axis| axis.axis_men).sum()
    }

    /// Soviet men at the front, thousands.
    #[must_use]
    pub fn soviet_men(&self) -> f64 {
        self.axes.iter().map(|axis| axis.soviet_men).sum()
    }

    /// How deep the Axis stands in the Soviet Union, mean of the axes: 0 at the border of
    /// 1941, 1 at the three cities, below 0 in Germany.
    #[must_use]
    pub fn held(&self) -> f64 {
        depths(self).iter().sum::<f64>() / AXES as f64
    }

    fn globals(&self) -> [f64; 10] {
        [
            self.axis_lost,
            self.soviet_lost,
            self.focus.to_number(),
            self.drain,
            self.momentum,
            self.prospects,
            self.soviet_focus.to_number(),
            self.axis_strength,
            self.soviet_strength,
            self.soviet_lost_year,
        ]
    }
}

/// Each axis answers to twelve names (`eastern_front.center.position`), the whole
/// front to ten: the facet is written by hand because the axes are an array.
impl Facet for EasternFront {
    const SUBJECT: &'static str = "eastern_front";

    fn entries(family: u8) -> Vec<Entry> {
        let km = || number("km along the axis", 0.0, 2700.0);
        let men = || number("thousand men", 0.0, 12000.0);
        let mut entries = Vec::new();
        let mut add = |name: String, kind, en: String, es: String| {
            let at = (family, entries.len() as u16);
            entries.push(entry(at, &name, kind, true, (&en, &es)));
        };
        for (id, en, es) in [
            (
                "north",
                "northern axis (Königsberg 0, Leningrad 992)",
                "eje norte (Königsberg 0, Leningrado 992)",
            ),
            (
                "center",
                "central axis (Berlin 0, Moscow 1709)",
                "eje central (Berlín 0, Moscú 1709)",
            ),
            (
                "south",
                "southern axis (Breslau 0, Stalingrad 2253)",
                "eje sur (Breslavia 0, Stalingrado 2253)",
            ),
        ] {
            let name = |field: &str| format!("eastern_front.{id}.{field}");
            add(
                name("position"),
                km(),
                format!("Where the front stands on the {en}"),
                format!("Dónde está el frente en el {es}"),
            );
            add(
                name("axis_men"),
                men(),
                format!("Axis men on the {en}"),
                format!("Hombres del Eje en el {es}"),
            );
            add(
                name("soviet_men"),
                men(),
                format!("Soviet men on the {en}"),
                format!("Hombres soviéticos en el {es}"),
            );
            add(
                name("german_railhead"),
                km(),
                format!("German railhead on the {en}"),
                format!("Cabeza de vía alemana en el {es}"),
            );
            add(
                name("soviet_railhead"),
                km(),
                format!("Soviet railhead on the {en}"),
                format!("Cabeza de vía soviética en el {es}"),
            );
            add(
                name("quiet"),
                number("weeks", 0.0, 400.0),
                format!("Weeks since the front moved on the {en}"),
                format!("Semanas desde que el frente se movió en el {es}"),
            );
            add(
                name("axis_pocket"),
                men(),
                format!("Axis men cut off this week on the {en}"),
                format!("Hombres del Eje cercados esta semana en el {es}"),
            );
            add(
                name("soviet_pocket"),
                men(),
                format!("Soviet men cut off this week on the {en}"),
                format!("Hombres soviéticos cercados esta semana en el {es}"),
            );
            add(
                name("axis_readiness"),
                number("share", 0.0, 1.0),
                format!("Share of lorries, tanks and horses of the Axis that are fit on the {en}"),
                format!("Parte de camiones, carros y caballos del Eje en buen estado en el {es}"),
            );
            add(
                name("attacker"),
                Attacker::kind(),
                format!("Who attacks this week on the {en}"),
                format!("Quién ataca esta semana en el {es}"),
            );
            add(
                name("stroke"),
                number("share", 0.0, 1.0),
                format!("How far a prepared Soviet counterstroke still carries on the {en}"),
                format!("Cuánto impulso conserva un contragolpe soviético preparado en el {es}"),
            );
            add(
                name("gained"),
                number("km", -500.0, 500.0),
                format!("Ground that the Axis won this week on the {en}"),
                format!("Terreno que el Eje ganó esta semana en el {es}"),
            );
        }
        let mut whole = |name: &str, kind, en: &str, es: &str| {
            add(format!("eastern_front.{name}"), kind, en.to_owned(), es.to_owned());
        };
        whole(
            "axis_losses",
            number("thousand men", 0.0, 30000.0),
            "Axis men lost for good since the war began",
            "Hombres del Eje perdidos definitivamente desde el inicio de la guerra",
        );
        whole(
            "soviet_losses",
            number("thousand men", 0.0, 60000.0),
            "Soviet men lost for good since the war began",
            "Hombres soviéticos perdidos definitivamente desde el inicio de la guerra",
        );
        whole(
            "focus",
            MainEffort::kind(),
            "The axis of Germany's main effort; wings: north and south together; nowhere: it defends",
            "El eje del esfuerzo principal alemán; wings: norte y sur a la vez; nowhere: se defiende",
        );
        whole(
            "drain",
            number("share", 0.0, 1.0),
            "Share of Germany's replacements that other fronts take",
            "Parte de los reemplazos alemanes que absorben otros frentes",
        );
        whole(
            "momentum",
            number("km", -2000.0, 2000.0),
            "Ground the Axis won in the last weeks, mean of the axes",
            "Terreno ganado por el Eje en las últimas semanas, media de los ejes",
        );
        whole(
            "prospects",
            number("share", 0.0, 1.0),
            "How Germany's war in the east looks from outside: 0 hopeless, 1 all but won",
            "Cómo se ve desde fuera la guerra de Alemania en el este: 0 perdida, 1 casi ganada",
        );
        whole(
            "soviet_focus",
            AxisId::kind(),
            "The axis of the Red Army's main effort",
            "El eje del esfuerzo principal del Ejército Rojo",
        );
        whole("axis_men", men(), "Axis men at the front", "Hombres del Eje en el frente");
        whole("soviet_men", men(), "Soviet men at the front", "Hombres soviéticos en el frente");
        whole(
            "soviet_losses_year",
            number("thousand men", 0.0, 20000.0),
            "Soviet men lost for good in the calendar year so far",
            "Hombres soviéticos perdidos definitivamente en lo que va de año",
        );
        entries
    }

    fn get(&self, field: u16) -> f64 {
        if field < GLOBALS {
            let axis = AxisId::at(usize::from(field / AXIS_FIELDS));
            self.axes[axis].values()[usize::from(field % AXIS_FIELDS)]
        } else {
            self.globals()[usize::from(field - GLOBALS)]
        }
    }

    fn set(&mut self, field: u16, value: f64) {
        if field < GLOBALS {
            let axis = AxisId::at(usize::from(field / AXIS_FIELDS));
            self.axes[axis].set(field % AXIS_FIELDS, value);
            return;
        }
        match field - GLOBALS {
            0 => self.axis_lost = value,
            1 => self.soviet_lost = value,
            2 => self.focus = MainEffort::from_number(value),
            3 => self.drain = value,
            4 => self.momentum = value,
            5 => self.prospects = value,
            6 => self.soviet_focus = AxisId::from_number(value),
            7 => self.axis_strength = value,
            8 => self.soviet_strength = value,
            _ => self.soviet_lost_year = value,
        }
    }

    fn mix(&self, mixer: &mut Mixer) {
        for axis in &self.axes {
            axis.values().into_iter().for_each(|value| mixer.number(value));
        }
        self.globals().into_iter().for_each(|value| mixer.number(value));
    }
}
