//! An explanation week by week: how far apart the twins are, and how likely the outcome was.

use super::Telling;
use crate::batch::statistics::{Share, wilson};
use crate::report::chart::curve::{Along, Curve, Line};
use crate::report::chart::distance::Distance;
use crate::report::chart::{Estimate, Measure};
use crate::report::sheet::Sheet;
use crate::report::table::{Table, percent};
use crate::sim::calendar;
use crate::whatif::explanation::{Reversion, reversion};
use crate::whatif::inevitability::Point;

/// A step of an inevitability curve that is shown.
const STEP: f64 = 0.05;

impl Telling<'_> {
    pub(super) fn reversion(&self) -> Option<Reversion> {
        let distances: Vec<f64> =
            self.found.distances.iter().map(|&(_, distance)| distance).collect();
        reversion(&distances)
    }

    pub(super) fn distance(&self, sheet: &mut Sheet) {
        let language = self.language();
        let Some(reversion) = self.reversion() else { return };
        sheet.heading(language.pick("How far apart", "A qué distancia"));
        let date = |place: usize| language.date(calendar::monday(self.found.distances[place].0));
        let top = self.found.distances[reversion.greatest].1;
        let mut table = Table::new(&[
            language.pick("Week of", "Semana del"),
            language.pick("distance", "distancia"),
            "",
        ]);
        let parted = self.found.distances.iter().position(|&(_, distance)| distance > 0.0);
        for &(week, distance) in self.found.distances.iter().skip(parted.unwrap_or(0)).step_by(13) {
            let bar = libm::round(30.0 * distance / top) as usize;
            let bar = format!("{}{}", "█".repeat(bar), " ".repeat(30 - bar.min(30)));
            table.row(vec![language.date(calendar::monday(week)), percent(distance, 1000), bar]);
        }
        let back = match reversion.back {
            Some(place) => format!(
                "{} {}.",
                language.pick(
                    "History came back to its course: below a tenth of that from the week of",
                    "La historia volvió a su curso: por debajo de un décimo de eso desde la semana del"
                ),
                date(place)
            ),
            None => format!(
                "{} {}.",
                language.pick(
                    "History did not come back to its course: at the end they are apart by",
                    "La historia no volvió a su curso: al final las separa un"
                ),
                percent(self.found.distances.last().map_or(0.0, |&(_, distance)| distance), 1000)
            ),
        };
        let text = format!(
            "{} {} {} {}. {back}",
            language.pick(
                "Mean over all subjects of how far their quantities are apart, as a share of the ground that each covers in these two histories.",
                "Media, sobre todas las materias, de cuánto difieren sus cantidades, como parte del recorrido de cada una en estas dos historias."
            ),
            language.pick("They are farthest apart in the week of", "La distancia es máxima en la semana del"),
            date(reversion.greatest),
            format_args!("({})", percent(top, 1000)),
        );
        sheet.paragraph(text);
        sheet.table(table);
        let parted = self.found.parting.as_ref().map(|parting| {
            let said = language.pick("they part", "se separan").to_owned();
            (calendar::monday(parting.week), said)
        });
        let picture = Distance {
            title: language
                .pick("How far apart the twins are", "A qué distancia están las gemelas")
                .to_owned(),
            meaning: language
                .pick(
                    "mean over all subjects; 0: the same, 1: each quantity across all its ground",
                    "media de todas las materias; 0: iguales, 1: cada cantidad en el otro extremo",
                )
                .to_owned(),
            days: self.found.distances.iter().map(|&(week, _)| calendar::monday(week)).collect(),
            one: self.found.distances.iter().map(|&(_, distance)| distance).collect(),
            parting: parted,
            ..Distance::default()
        };
        sheet.figure(
            picture.svg(language),
            language.pick("Distance between the twins.", "Distancia entre las gemelas."),
        );
    }

    pub(super) fn inevitability(&self, sheet: &mut Sheet) {
        let language = self.language();
        let Some([without, with]) = &self.found.curves else { return };
        // Who interrupts the work before it has a point gets none.
        if without.is_empty() || with.is_empty() {
            return;
        }
        sheet.heading(format!(
            "{}: {}",
            language.pick("How likely it was, week by week", "Cuán probable era, semana a semana"),
            language.of(&self.teller.twins.changed.claim.title)
        ));
        let forks = with.first().map_or(0, |point| point.forks);
        let text = format!(
            "{} {} {} n = {forks}. {}",
            language.pick("Each history is forked every", "Cada historia se bifurca cada"),
            self.asked.every,
            language.pick(
                "weeks: its state is kept, its luck is fresh from then on. Shares of the forks with their 95 % intervals,",
                "semanas: se conserva su estado y el azar es nuevo desde entonces. Partes de las bifurcaciones con sus intervalos del 95 %,"
            ),
            language.pick(
                "The first row is the base rate: all luck fresh, and the model's parameters too, which the others share with this seed. Rows in which neither moved by five points are left out.",
                "La primera fila es la tasa base: todo el azar nuevo, y también los parámetros del modelo, que en las demás son los de esta semilla. Se omiten las filas en que ninguna se movió cinco puntos."
            )
        );
        sheet.paragraph(text);
        let mut table = Table::new(&[
            language.pick("After the week of", "Tras la semana del"),
            language.pick("without", "sin"),
            "95 %",
            language.pick("with", "con"),
            "95 %",
        ]);
        let cells = |point: &Point| {
            let (share, low, high) = share(point.held, point);
            [
                percent(share, point.forks.max(100)),
                format!(
                    "{} – {}",
                    percent(low, point.forks.max(100)),
                    percent(high, point.forks.max(100))
                ),
            ]
        };
        let at = |point: &Point| point.held as f64 / point.forks.max(1) as f64;
        let n = without.len().min(with.len());
        let moved = |from: usize, to: usize| {
            (at(&without[to]) - at(&without[from])).abs() >= STEP
                || (at(&with[to]) - at(&with[from])).abs() >= STEP
        };
        let mut shown = vec![false; n];
        let mut last = 0;
        for place in 0..n {
            // The row before a step is shown too, so that the step has its size.
            if place < 2 || place + 1 == n || moved(last, place) {
                shown[place] = true;
                shown[place.saturating_sub(1)] = true;
                last = place;
            }
        }
        for (place, (one, other)) in without.iter().zip(with).enumerate() {
            if !shown[place] {
                continue;
            }
            let week = other.week.map_or_else(
                || language.pick("(base rate)", "(tasa base)").to_owned(),
                |week| language.date(calendar::monday(week)),
            );
            table.row([vec![week], cells(one).to_vec(), cells(other).to_vec()].concat());
        }
        sheet.table(table);
        let line = |name: &str, points: &[Point]| Line {
            name: name.to_owned(),
            points: points
                .iter()
                .filter(|point| point.week.is_some())
                .map(|point| {
                    let (value, low, high) = share(point.held, point);
                    Some(Estimate { value, low, high, n: forks })
                })
                .collect(),
        };
        let days = with.iter().filter_map(|point| point.week.map(calendar::monday));
        let picture = Curve {
            title: language.of(&self.teller.twins.changed.claim.title).to_owned(),
            meaning: language
                .pick(
                    "probability given the state of each week",
                    "probabilidad dado el estado de cada semana",
                )
                .to_owned(),
            measure: Measure::Share,
            along: Along::Days(days.collect()),
            lines: vec![
                line(language.pick("without", "sin"), without),
                line(language.pick("with", "con"), with),
            ],
            steps: true,
            parting: self.found.parting.as_ref().map(|parting| {
                let said = language.pick("they part", "se separan").to_owned();
                (calendar::monday(parting.week), said)
            }),
        };
        sheet.figure(
            picture.svg(language),
            language.pick("Inevitability curves.", "Curvas de inevitabilidad."),
        );
    }
}

/// A share of the forks with its interval; what is a fact has none.
pub(super) fn share(count: u64, point: &Point) -> (f64, f64, f64) {
    let Share { share, low, high } = wilson(count, point.forks);
    if point.certain { (share, share, share) } else { (share, low, high) }
}
