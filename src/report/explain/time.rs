//! An explanation week by week: how far apart the twins are, and how likely the outcome was.

use super::Telling;
use super::sentences as say;
use crate::batch::statistics::{Share, wilson};
use crate::report::chart::curve::{Along, Curve, Line};
use crate::report::chart::distance::Distance;
use crate::report::chart::{Estimate, Measure};
use crate::report::number::{share_borne, three_digit_percent};
use crate::report::sheet::Sheet;
use crate::report::table::Table;
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
        sheet.heading(say::HOW_FAR_APART.of(language));
        let date = |place: usize| language.date(calendar::monday(self.found.distances[place].0));
        let top = self.found.distances[reversion.greatest].1;
        let mut table = Table::new(&[say::WEEK_OF.of(language), say::DISTANCE.of(language), ""]);
        let parted = self.found.distances.iter().position(|&(_, distance)| distance > 0.0);
        for &(week, distance) in self.found.distances.iter().skip(parted.unwrap_or(0)).step_by(13) {
            let bar = libm::round(30.0 * distance / top) as usize;
            let bar = format!("{}{}", "█".repeat(bar), " ".repeat(30 - bar.min(30)));
            let week = language.date(calendar::monday(week));
            table.row(vec![week, three_digit_percent(distance).of(language), bar]);
        }
        let farthest = say::farthest(language, date(reversion.greatest), three_digit_percent(top));
        let back = match reversion.back {
            Some(place) => say::came_back(language, date(place)),
            None => {
                let last = self.found.distances.last().map_or(0.0, |&(_, distance)| distance);
                say::did_not_come_back(language, three_digit_percent(last))
            }
        };
        sheet.paragraph([say::DISTANCE_IS.of(language), &farthest, &back].join(" "));
        sheet.table(table);
        let parted = self.found.parting.as_ref().map(|parting| {
            let said = say::THEY_PART.of(language).to_owned();
            (calendar::monday(parting.week), said)
        });
        let picture = Distance {
            title: say::TWINS_APART.of(language).to_owned(),
            meaning: say::TWINS_APART_MEANS.of(language).to_owned(),
            days: self.found.distances.iter().map(|&(week, _)| calendar::monday(week)).collect(),
            one: self.found.distances.iter().map(|&(_, distance)| distance).collect(),
            parting: parted,
            ..Distance::default()
        };
        sheet.figure(picture.svg(language), say::DISTANCE_CAPTION.of(language));
    }

    pub(super) fn inevitability(&self, sheet: &mut Sheet) {
        let language = self.language();
        let Some([without, with]) = &self.found.curves else { return };
        // Who interrupts the work before it has a point gets none.
        if without.is_empty() || with.is_empty() {
            return;
        }
        let claim = &self.teller.twins.changed.claim.title;
        sheet.heading(say::how_likely(language, claim));
        let forks = with.first().map_or(0, |point| point.forks);
        let forked = say::forked(language, self.asked.every, forks);
        sheet.paragraph([forked.as_str(), say::BASE_RATE_IS.of(language)].join(" "));
        let head = [say::AFTER_WEEK, say::WITHOUT, say::INTERVAL, say::WITH, say::INTERVAL];
        let mut table = Table::headed(head, language);
        let cells = |point: &Point| {
            let [share, low, high] = share_borne(share(point.held, point));
            [share.of(language), say::reach(language, low, high)]
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
                || say::BASE_RATE.of(language).to_owned(),
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
                    let Share { share: value, low, high } = share(point.held, point);
                    Some(Estimate { value, low, high, n: forks })
                })
                .collect(),
        };
        let days = with.iter().filter_map(|point| point.week.map(calendar::monday));
        let picture = Curve {
            title: language.of(claim).to_owned(),
            meaning: say::GIVEN_STATE.of(language).to_owned(),
            measure: Measure::Share,
            along: Along::Days(days.collect()),
            lines: vec![
                line(say::WITHOUT.of(language), without),
                line(say::WITH.of(language), with),
            ],
            steps: true,
            parting: self.found.parting.as_ref().map(|parting| {
                let said = say::THEY_PART.of(language).to_owned();
                (calendar::monday(parting.week), said)
            }),
        };
        sheet.figure(picture.svg(language), say::CURVES.of(language));
    }
}

/// A share of the forks with its interval; what is a fact has none.
pub(super) fn share(count: u64, point: &Point) -> Share {
    let known = wilson(count, point.forks);
    if point.certain { Share { low: known.share, high: known.share, ..known } } else { known }
}
