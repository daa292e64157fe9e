//! Who fell, and what else the war in the Far East leaves to be counted.

use crate::sim::facet::{day, facet, number};

facet! {
    /// The toll of the war in the Far East, and what both sides bring to it besides
    /// divisions.
    pub struct Toll ("toll", true) {
        soviet_dead: f64 = "far_east.soviet_dead", number("thousand men", 0.0, 5000.0),
            "Soviet dead and missing in the Far East", "Muertos y desaparecidos soviéticos en el Extremo Oriente";
        soviet_wounded: f64 = "far_east.soviet_wounded", number("thousand men", 0.0, 5000.0),
            "Soviet wounded in the Far East", "Heridos soviéticos en el Extremo Oriente";
        soviet_prisoners: f64 = "far_east.soviet_prisoners", number("thousand men", 0.0, 5000.0),
            "Soviet prisoners in the Far East", "Prisioneros soviéticos en el Extremo Oriente";
        japanese_dead: f64 = "far_east.japanese_dead", number("thousand men", 0.0, 5000.0),
            "Japanese dead and missing in the Far East", "Muertos y desaparecidos japoneses en el Extremo Oriente";
        japanese_wounded: f64 = "far_east.japanese_wounded", number("thousand men", 0.0, 5000.0),
            "Japanese wounded in the Far East", "Heridos japoneses en el Extremo Oriente";
        japanese_prisoners: f64 = "far_east.japanese_prisoners", number("thousand men", 0.0, 5000.0),
            "Japanese prisoners in the Far East", "Prisioneros japoneses en el Extremo Oriente";
        resistance: f64 = "far_east.japanese_resistance", number("share", 0.0, 1.0),
            "How far Japanese armies in the north are ordered and willing to fight: 1 to the last, 0 not at all",
            "Hasta qué punto los ejércitos japoneses del norte tienen orden y voluntad de combatir: 1 hasta el final, 0 nada";
        japanese_aircraft: f64 = "far_east.japanese_aircraft", number("aircraft", 0.0, 5000.0),
            "Japanese aircraft in Manchuria and Korea that can fight", "Aviones japoneses en Manchuria y Corea capaces de combatir";
        soviet_lift: f64 = "far_east.soviet_lift", number("divisions", 0.0, 20.0),
            "Divisions that Soviet ships can land at once in the Pacific", "Divisiones que los buques soviéticos pueden desembarcar a la vez en el Pacífico";
        last_battle: Option<i32> = "far_east.last_battle_on", day(),
            "The last day on which armies fought in the Far East", "El último día en que combatieron ejércitos en el Extremo Oriente";
    }
}
