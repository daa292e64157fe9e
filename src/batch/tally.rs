//! What is counted of rows while they pass: states and truths as counts, numbers as
//! their values, so that a million rows need eight bytes a number and nothing else.

use crate::batch::statistics::{Quantile, Share, quantile_within, wilson};
use crate::batch::table::{Cell, ColumnKind, Schema};

/// Counts of a table's columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    n: u64,
    columns: Vec<Count>,
}

#[derive(Clone, Debug, PartialEq)]
enum Count {
    /// Nothing is asked of this column.
    Passed,
    /// How often each state was there.
    States(Vec<(String, u64)>),
    /// How often it was so.
    Truth(u64),
    /// All values that there are.
    Number(Vec<f64>),
}

impl Tally {
    /// Nothing is counted yet.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let count = |column: &crate::batch::table::Column| match column.kind {
            ColumnKind::Text if !column.states.is_empty() => {
                Count::States(column.states.iter().map(|state| (state.id.clone(), 0)).collect())
            }
            ColumnKind::Truth => Count::Truth(0),
            ColumnKind::Number => Count::Number(Vec::new()),
            ColumnKind::Whole | ColumnKind::Text => Count::Passed,
        };
        Self { n: 0, columns: schema.columns.iter().map(count).collect() }
    }

    /// Counts a row.
    pub fn add(&mut self, row: &[Cell]) {
        self.n += 1;
        for (count, cell) in self.columns.iter_mut().zip(row) {
            match (count, cell) {
                (Count::States(states), Cell::Text(text)) => {
                    if let Some((_, count)) = states.iter_mut().find(|(id, _)| id == text) {
                        *count += 1;
                    }
                }
                (Count::Truth(count), Cell::Number(value)) => *count += u64::from(*value != 0.0),
                (Count::Number(values), Cell::Number(value)) => values.push(*value),
                _ => {}
            }
        }
    }

    /// Puts the numbers in order; quantiles are asked for after it.
    pub fn sort(&mut self) {
        for count in &mut self.columns {
            if let Count::Number(values) = count {
                values.sort_unstable_by(f64::total_cmp);
            }
        }
    }

    /// How many rows were counted.
    #[must_use]
    pub const fn n(&self) -> u64 {
        self.n
    }

    /// The share of rows in which the column at a place was in a state, with its interval.
    #[must_use]
    pub fn state(&self, column: usize, state: usize) -> Share {
        let count = match self.columns.get(column) {
            Some(Count::States(states)) => states.get(state).map_or(0, |(_, count)| *count),
            _ => 0,
        };
        wilson(count, self.n)
    }

    /// The share of rows in which the column at a place was 1, with its interval.
    #[must_use]
    pub fn truth(&self, column: usize) -> Share {
        let count =
            if let Some(Count::Truth(count)) = self.columns.get(column) { *count } else { 0 };
        wilson(count, self.n)
    }

    /// A quantile of the column at a place among the rows that have a number there, with its
    /// interval, once the tally is sorted.
    #[must_use]
    pub fn quantile(&self, column: usize, at: f64) -> Quantile {
        let values: &[f64] = match self.columns.get(column) {
            Some(Count::Number(values)) => values,
            _ => &[],
        };
        quantile_within(values, at)
    }

    /// In how many rows the column of numbers at a place has none.
    #[must_use]
    pub fn undefined(&self, column: usize) -> u64 {
        match self.columns.get(column) {
            Some(Count::Number(values)) => self.n - values.len() as u64,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::table::{Column, State};
    use crate::scenario::Text;

    #[test]
    fn shares_and_quantiles_of_ten_rows_are_those_counted_by_hand() {
        let state = |id: &str| State { id: id.to_owned(), title: Text::default() };
        let schema = Schema::new(
            "ten",
            vec![
                Column::whole("seed", "", ("", "")),
                Column::text("outcome", ("", "")).of(vec![state("peace"), state("war")]),
                Column::truth("moscow", ("", "")),
                Column::number("oil", "", ("", "")),
            ],
        );
        let mut tally = Tally::new(&schema);
        for seed in (0..10).rev() {
            let outcome = if seed < 3 { "war" } else { "peace" };
            tally.add(&[seed.into(), outcome.into(), (seed == 4).into(), (seed as f64).into()]);
        }
        tally.sort();
        assert_eq!(tally.n(), 10);
        assert_eq!(tally.state(1, 1), wilson(3, 10));
        assert_eq!(tally.truth(2), wilson(1, 10));
        // Ten values say something of their median, and nothing sure of their highest.
        let (value, interval) = (4.5, Some((1.0, 8.0)));
        assert_eq!(tally.quantile(3, 0.5), Quantile { value, interval });
        assert_eq!(tally.quantile(3, 1.0), Quantile { value: 9.0, interval: None });
        assert_eq!(tally.undefined(3), 0);
    }

    #[test]
    fn rows_without_a_number_are_counted_and_stay_out_of_its_quantiles() {
        let column = Column::number("days_to_harbin", "days", ("", "")).optional();
        let mut tally = Tally::new(&Schema::new("few", vec![column]));
        for value in [f64::NAN, 20.0, f64::INFINITY, 10.0, 30.0] {
            tally.add(&[value.into()]);
        }
        tally.sort();
        assert_eq!((tally.n(), tally.undefined(0)), (5, 2));
        assert_eq!(tally.quantile(0, 0.5).value, 20.0);
    }
}
