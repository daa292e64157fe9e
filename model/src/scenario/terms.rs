//! What the units and states of the vocabulary are called in English and in Spanish.

/// A term in English and in Spanish.
pub type Said = (&'static str, &'static str);

/// A unit, as the vocabulary writes it; nothing of one that a scenario brings.
#[must_use]
pub fn unit(name: &str) -> Option<Said> {
    find(UNITS, name)
}

/// What a unit is called beside a bare 1, where that is something else.
#[must_use]
pub fn one(name: &str) -> Option<Said> {
    find(ONE, name)
}

/// A state, as the vocabulary writes it; nothing of one that a scenario brings.
#[must_use]
pub fn state(name: &str) -> Option<Said> {
    find(STATES, name)
}

fn find(table: &[(&str, &'static str, &'static str)], name: &str) -> Option<Said> {
    let row = table.iter().find(|(known, ..)| *known == name);
    row.map(|&(_, en, es)| (en, es))
}

/// Units: as the vocabulary writes them, in English, in Spanish.
const UNITS: &[(&str, &str, &str)] = &[
    ("a week", "a week", "por semana"),
    ("aircraft", "aircraft", "aviones"),
    ("airmen a week", "airmen a week", "aviadores por semana"),
    ("airmen", "airmen", "aviadores"),
    ("bombs", "bombs", "bombas"),
    ("bombs a week", "bombs a week", "bombas por semana"),
    ("breaches", "breaches", "violaciones"),
    ("days since 1941-01-06", "", ""),
    ("days", "days", "días"),
    ("divisions a million tons", "divisions a million tons", "divisiones por millón de toneladas"),
    ("divisions a week", "divisions a week", "divisiones por semana"),
    ("divisions", "divisions", "divisiones"),
    ("exponent", "", ""),
    ("incidents", "incidents", "incidentes"),
    ("km a day", "km a day", "km diarios"),
    ("km a week", "km a week", "km por semana"),
    ("km along the axis", "km", "km"),
    ("km", "km", "km"),
    ("log ratio", "", ""),
    ("million barrels a week", "million barrels a week", "millones de barriles por semana"),
    ("men", "men", "hombres"),
    ("million men", "million men", "millones de hombres"),
    ("million barrels", "million barrels", "millones de barriles"),
    ("million gross tons", "million gross tons", "millones de toneladas brutas"),
    ("million tons", "million tons", "millones de toneladas"),
    ("million tons a week", "million tons a week", "millones de toneladas por semana"),
    ("month", "", ""),
    ("months", "months", "meses"),
    ("ratio", "", ""),
    ("ratio a division", "a division", "por división"),
    ("ratio of power", "", ""),
    ("share", "%", "%"),
    ("share a day", "% a day", "% diario"),
    ("share a thousand tons", "% a thousand tons", "% por mil toneladas"),
    ("share a week", "% a week", "% por semana"),
    ("ships", "ships", "barcos"),
    ("tanks", "tanks", "carros de combate"),
    ("thousand men a km", "thousand men a km", "miles de hombres por km"),
    ("thousand men a week", "thousand men a week", "miles de hombres por semana"),
    ("thousand men", "thousand men", "miles de hombres"),
    ("thousand tons a week", "thousand tons a week", "miles de toneladas por semana"),
    ("thousand tons", "thousand tons", "miles de toneladas"),
    ("trains", "trains", "trenes"),
    ("trains a day", "trains a day", "trenes diarios"),
    ("trains a week", "trains a week", "trenes semanales"),
    ("weeks a week", "weeks a week", "semanas por semana"),
    ("weeks since 1941-01-06", "weeks since 6 January 1941", "semanas desde el 6 de enero de 1941"),
    ("weeks", "weeks", "semanas"),
];

/// What those units that are counted are called beside a bare 1.
const ONE: &[(&str, &str, &str)] = &[
    ("aircraft", "aircraft", "avión"),
    ("airmen a week", "airman a week", "aviador por semana"),
    ("airmen", "airman", "aviador"),
    ("bombs", "bomb", "bomba"),
    ("bombs a week", "bomb a week", "bomba por semana"),
    ("breaches", "breach", "violación"),
    ("days", "day", "día"),
    ("divisions a million tons", "division a million tons", "división por millón de toneladas"),
    ("divisions a week", "division a week", "división por semana"),
    ("divisions", "division", "división"),
    ("incidents", "incident", "incidente"),
    ("men", "man", "hombre"),
    ("million barrels a week", "million barrels a week", "millón de barriles por semana"),
    ("million barrels", "million barrels", "millón de barriles"),
    ("million gross tons", "million gross tons", "millón de toneladas brutas"),
    ("million men", "million men", "millón de hombres"),
    ("million tons a week", "million tons a week", "millón de toneladas por semana"),
    ("million tons", "million tons", "millón de toneladas"),
    ("months", "month", "mes"),
    ("ships", "ship", "barco"),
    ("tanks", "tank", "carro de combate"),
    ("thousand men a km", "thousand men a km", "millar de hombres por km"),
    ("thousand men a week", "thousand men a week", "millar de hombres por semana"),
    ("thousand men", "thousand men", "millar de hombres"),
    ("thousand tons a week", "thousand tons a week", "millar de toneladas por semana"),
    ("thousand tons", "thousand tons", "millar de toneladas"),
    ("trains a day", "train a day", "tren diario"),
    ("trains a week", "train a week", "tren semanal"),
    ("trains", "train", "tren"),
    ("weeks a week", "week a week", "semana por semana"),
    ("weeks since 1941-01-06", "week since 6 January 1941", "semana desde el 6 de enero de 1941"),
    ("weeks", "week", "semana"),
];

/// States: as the vocabulary writes them, in English, in Spanish.
const STATES: &[(&str, &str, &str)] = &[
    ("attack", "attack", "atacar"),
    ("center", "center", "centro"),
    ("denounced", "denounced", "denunciado"),
    ("envoy_offered", "an envoy is offered", "se ofrece un enviado"),
    ("everywhere", "everywhere", "en todas partes"),
    ("expired", "expired", "expirado"),
    ("fighting", "being fought", "se libra"),
    ("germany_beaten", "Germany is beaten", "Alemania está vencida"),
    ("germany", "Germany", "Alemania"),
    ("given_up", "given up", "cedidas"),
    ("heard", "heard", "escuchados"),
    ("held", "held", "conservadas"),
    ("hold", "hold what they have", "conservar lo que tienen"),
    ("in_force", "in force", "en vigor"),
    ("japan", "Japan", "Japón"),
    ("japan_attacked", "begun by Japan", "empezada por Japón"),
    ("japan_surrendered", "Japan has surrendered", "Japón se ha rendido"),
    ("few", "a few", "unas pocas"),
    ("many", "many", "muchas"),
    ("nobody", "nobody", "nadie"),
    ("nowhere", "nowhere", "en ninguna parte"),
    ("none", "none", "ninguno"),
    ("north", "north", "norte"),
    ("over", "over", "terminada"),
    ("owed", "promised, not given up", "prometidas, sin ceder"),
    ("peace", "peace", "paz"),
    ("put_off", "put off", "con largas"),
    ("received", "received", "recibido"),
    ("refused", "refused", "rechazados"),
    ("settled", "settled", "acordada"),
    ("sounded", "sounded", "sondeados"),
    ("south", "south", "sur"),
    ("soviet", "the Soviet Union", "la Unión Soviética"),
    ("soviet_attacked", "begun by the Soviet Union", "empezada por la Unión Soviética"),
    ("soviet_beaten", "the Soviet Union is beaten", "la Unión Soviética está vencida"),
    ("trickle", "now and then one", "alguna de vez en cuando"),
    ("unsigned", "not signed", "sin firmar"),
    ("wings", "both wings", "ambas alas"),
    ("violated", "violated", "violado"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_in_the_singular_is_counted_in_the_plural_too() {
        for (name, ..) in ONE {
            assert!(unit(name).is_some(), "{name}");
        }
    }
}
