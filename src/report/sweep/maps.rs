//! Tables that are read at a glance: a shade stands by every value.

use super::{Telling, level, sentences as say};
use crate::report::number::Number;
use crate::report::sheet::Sheet;
use crate::report::table::Table;

/// Shades from the lowest to the highest.
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

fn shade(value: f64, (low, high): (f64, f64)) -> char {
    if high <= low || !value.is_finite() {
        return SHADES[0];
    }
    let place = ((value - low) / (high - low) * SHADES.len() as f64) as usize;
    SHADES[place.min(SHADES.len() - 1)]
}

/// The most columns of a map of two axes.
const WIDEST: usize = 12;

impl Telling<'_> {
    /// All outcomes over one axis: what the day of decision does to all of them.
    pub(super) fn side_by_side(&self, sheet: &mut Sheet, outcomes: &[usize]) {
        let language = self.language;
        let titles = outcomes.iter().map(|&outcome| language.of(self.outcome(outcome).title()));
        let head: Vec<&str> =
            std::iter::once(self.plan.axes[0].name.as_str()).chain(titles).collect();
        let mut table = Table::new(&head);
        for cell in self.cells {
            let mean = |&outcome: &usize| {
                let level = level(&cell.effects[outcome]);
                let mean = level.difference;
                // Shares are shaded on one scale, from none to all.
                let scale =
                    if self.outcome(outcome).is_claim() { (0.0, 1.0) } else { self.range(outcome) };
                let written = self.written(outcome, mean, level);
                say::shaded(language, written, shade(mean, scale).to_string())
            };
            let label = self.label(0, cell.point[0]);
            table.row(std::iter::once(label).chain(outcomes.iter().map(mean)).collect());
        }
        sheet.heading(say::SIDE_BY_SIDE.of(language));
        let shares: Vec<usize> =
            outcomes.iter().copied().filter(|&outcome| self.outcome(outcome).is_claim()).collect();
        if !shares.is_empty() && self.plan.grid {
            sheet.figure(self.curve(&shares), "");
        }
        sheet.table(table);
        sheet.paragraph(say::rows_shaded(language, self.n));
    }

    /// Two axes as a map: the longer one downwards.
    pub(super) fn map(&self, sheet: &mut Sheet, outcome: usize) {
        let language = self.language;
        let lengths = [0, 1].map(|axis| self.plan.axes[axis].values().len());
        let down = usize::from(lengths[1] > lengths[0]);
        let across = 1 - down;
        if lengths[across] > WIDEST {
            return;
        }
        let (rows, columns) = (self.plan.axes[down].values(), self.plan.axes[across].values());
        let name = |axis: usize| &self.plan.axes[axis].name;
        let corner = say::down_and_across(language, name(down), name(across));
        let head: Vec<String> = columns.iter().map(|&value| self.label(across, value)).collect();
        let head: Vec<&str> =
            std::iter::once(corner.as_str()).chain(head.iter().map(String::as_str)).collect();
        let mut table = Table::new(&head);
        let range = self.range(outcome);
        for &row in &rows {
            let cell = |&column: &f64| {
                let cell = self
                    .cells
                    .iter()
                    .find(|cell| cell.point[down] == row && cell.point[across] == column);
                cell.map_or_else(
                    || Number::missing().of(language),
                    |cell| {
                        let level = level(&cell.effects[outcome]);
                        let mean = level.difference;
                        let written = self.written(outcome, mean, level);
                        say::shaded(language, written, shade(mean, range).to_string())
                    },
                )
            };
            let label = self.label(down, row);
            table.row(std::iter::once(label).chain(columns.iter().map(cell)).collect());
        }
        sheet.table(table);
        sheet.paragraph(say::cells_shaded(language, self.n));
    }
}
