//! The pictures of `sweep`'s page: curves along one axis, a heat map over two.

use super::{Telling, level, sentences as say};
use crate::batch::statistics::Difference;
use crate::report::chart::curve::{Along, Curve, Line};
use crate::report::chart::heat::Heat;
use crate::report::chart::{Estimate, Measure};
use crate::report::words;
use crate::scenario::Week;
use crate::sim::calendar;
use crate::whatif::effect::Effect;
use crate::whatif::sweep::Cell;

/// At a point, for a picture; nothing where it has no value or no interval.
fn known(effect: &Effect) -> Option<Estimate> {
    let Difference { difference: value, low, high } = level(effect);
    (value + low + high).is_finite().then_some(Estimate { value, low, high, n: effect.n() })
}

impl Telling<'_> {
    fn measure(&self, outcome: usize) -> Measure {
        let outcome = self.outcome(outcome);
        if outcome.is_claim() {
            Measure::Share
        } else {
            Measure::Number(words::unit(outcome.unit(), self.language).to_owned())
        }
    }

    /// Outcomes of one measure along the one axis.
    pub(super) fn curve(&self, outcomes: &[usize]) -> String {
        let language = self.language;
        let axis = &self.plan.axes[0];
        let values = self.cells.iter().map(|cell| cell.point[0]);
        let along = if axis.is_of_dates() {
            Along::Days(values.map(|week| calendar::monday(week as Week)).collect())
        } else if axis.ordered() {
            let unit = words::unit(&axis.unit, language);
            let name = if unit.is_empty() {
                axis.name.clone()
            } else {
                say::in_unit(language, &axis.name, unit)
            };
            Along::Numbers(name, values.collect())
        } else {
            Along::Names(axis.name.clone(), values.map(|value| self.label(0, value)).collect())
        };
        let line = |&outcome: &usize| Line {
            name: language.of(self.outcome(outcome).title()).to_owned(),
            points: self.cells.iter().map(|cell| known(&cell.effects[outcome])).collect(),
        };
        let [first, ..] = outcomes else { return String::new() };
        let curve = Curve {
            title: self.explain(axis),
            meaning: say::INTERVALS.of(language).to_owned(),
            measure: self.measure(*first),
            along,
            // More cannot be told apart.
            lines: outcomes.iter().take(8).map(line).collect(),
            steps: false,
            parting: None,
        };
        curve.svg(language)
    }

    /// Two axes as a picture: the longer one downwards.
    pub(super) fn heat(&self, outcome: usize) -> String {
        let language = self.language;
        let lengths = [0, 1].map(|axis| self.plan.axes[axis].values().len());
        let down = usize::from(lengths[1] > lengths[0]);
        let across = 1 - down;
        let values = [down, across].map(|axis| self.plan.axes[axis].values());
        let named = |axis: usize| {
            let labels = self.plan.axes[axis].values();
            let labels = labels.iter().map(|&value| self.label(axis, value)).collect();
            (self.plan.axes[axis].name.clone(), labels)
        };
        let at = |row: f64, column: f64| {
            let here = |cell: &&Cell| cell.point[down] == row && cell.point[across] == column;
            self.cells.iter().find(here).and_then(|cell| known(&cell.effects[outcome]))
        };
        let row = |&row: &f64| values[1].iter().map(|&column| at(row, column)).collect();
        let heat = Heat {
            title: language.of(self.outcome(outcome).title()).to_owned(),
            meaning: say::INTERVALS.of(language).to_owned(),
            measure: self.measure(outcome),
            rows: named(down),
            columns: named(across),
            cells: values[0].iter().map(row).collect(),
        };
        heat.svg(language)
    }
}
