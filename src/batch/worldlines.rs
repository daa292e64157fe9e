//! The table of worldlines: a row a history, or a row a history and world.
//!
//! Columns: `seed`, `world` (where there are several), `outcome`, one a measure of the
//! scenario, `state_hash`.

use crate::batch::Row;
use crate::batch::table::{Cell, Column, ColumnKind, Schema, State};
use crate::scenario::{MeasureKind, Scenario, Text};
use crate::sim::fingerprint::Print;

/// How rows of worldlines become cells, and cells rows again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worldlines {
    /// The columns.
    pub schema: Schema,
    worlds: Vec<String>,
    outcomes: Vec<String>,
    measures: std::ops::Range<usize>,
}

impl Worldlines {
    /// The table of a scenario's histories. With names of worlds there is a column for
    /// them.
    #[must_use]
    pub fn new(name: &str, scenario: &Scenario, worlds: &[State]) -> Self {
        let mut columns = vec![Column::whole(
            "seed",
            "",
            (
                "The seed: all luck of the history follows from it",
                "La semilla: de ella sale todo el azar de la historia",
            ),
        )];
        if !worlds.is_empty() {
            let world = Column::text("world", ("The world", "El mundo"));
            columns.push(world.of(worlds.to_vec()));
        }
        let outcomes: Vec<State> = scenario
            .outcomes
            .iter()
            .map(|outcome| State { id: outcome.id.clone(), title: outcome.title.clone() })
            .collect();
        columns.push(Column::text("outcome", ("How it ended", "Cómo acabó")).of(outcomes));
        columns.extend(scenario.measures.iter().map(|measure| Column {
            name: measure.id.clone(),
            kind: if measure.kind == MeasureKind::Truth {
                ColumnKind::Truth
            } else {
                ColumnKind::Number
            },
            unit: measure.unit.clone(),
            meaning: measure.title.clone(),
            // A number may have no value; what happened or not is always one of both.
            optional: measure.kind == MeasureKind::Number,
            states: Vec::new(),
        }));
        columns.push(Column::text(
            "state_hash",
            (
                "The fingerprint of the worldline on its last day",
                "La huella de la línea de mundo en su último día",
            ),
        ));
        Self::of(Schema::new(name, columns))
    }

    /// The same, from columns that were written by [`Worldlines::new`].
    #[must_use]
    pub fn of(schema: Schema) -> Self {
        let states = |column: &str| {
            schema.place(column).map_or_else(Vec::new, |place| {
                schema.columns[place].states.iter().map(|state| state.id.clone()).collect()
            })
        };
        let measures = schema.place("outcome").map_or(0, |place| place + 1)
            ..schema.columns.len().saturating_sub(1);
        Self { worlds: states("world"), outcomes: states("outcome"), measures, schema }
    }

    /// The cells of a row. `world` is the place of its world; it plays no part where there
    /// is but one.
    #[must_use]
    pub fn cells(&self, world: usize, row: &Row) -> Vec<Cell> {
        let id = |of: &[String], place: usize| of.get(place).cloned().unwrap_or_default();
        let mut cells = Vec::with_capacity(self.schema.columns.len());
        cells.push(Cell::Whole(row.seed.cast_signed()));
        if !self.worlds.is_empty() {
            cells.push(id(&self.worlds, world).into());
        }
        cells.push(id(&self.outcomes, row.outcome).into());
        cells.extend(row.measures.iter().map(|&value| Cell::from(value)));
        cells.push(Print(row.state_hash).to_string().into());
        cells
    }

    /// The place of its world and the row, from cells of this table.
    ///
    /// # Errors
    /// What is wrong with the cells.
    pub fn row(&self, cells: &[Cell]) -> Result<(usize, Row), String> {
        self.schema.check(cells).map_err(|error| error.to_string())?;
        let place = |of: &[String], cell: &Cell| {
            let id = cell.text().unwrap_or_default();
            let unknown = || format!("`{id}` is none of {}", of.join(", "));
            of.iter().position(|known| known == id).ok_or_else(unknown)
        };
        let (Some(Cell::Whole(seed)), Some(hash)) = (cells.first(), cells.last()) else {
            return Err("a history has a seed and a fingerprint".to_owned());
        };
        let Print(state_hash) = hash.text().unwrap_or_default().parse()?;
        let row = Row {
            seed: seed.cast_unsigned(),
            outcome: place(&self.outcomes, &cells[self.measures.start - 1])?,
            measures: cells[self.measures.clone()].iter().map(Cell::number).collect(),
            state_hash,
        };
        let world = if self.worlds.is_empty() { 0 } else { place(&self.worlds, &cells[1])? };
        Ok((world, row))
    }
}

/// The worlds of a comparison as the column `world` names them.
#[must_use]
pub fn worlds(named: &[(String, Text)]) -> Vec<State> {
    let state = |(id, title): &(String, Text)| State { id: id.clone(), title: title.clone() };
    named.iter().map(state).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::run_chunk;
    use crate::scenario::library;
    use crate::sim::agenda::Seats;
    use crate::sim::{self, Premise};

    #[test]
    fn a_row_is_the_same_after_it_was_cells_and_text() {
        let loaded = library::load(&sim::engine(), "1941-neutrality-pact", &[]).expect("sound");
        let premise = Premise::new(loaded.scenario);
        let named = ["baseline", "other"]
            .map(|name| (name.to_owned(), Text { en: name.to_owned(), es: name.to_owned() }));
        for worlds in [&[][..], &worlds(&named)] {
            let table = Worldlines::new("rows", &premise.scenario, worlds);
            let world = worlds.len().saturating_sub(1);
            for row in run_chunk(&premise, &Seats::default(), 3..9) {
                let cells = table.cells(world, &row);
                let written: csv::StringRecord = cells.iter().map(Cell::written).collect();
                let read = table.schema.read(&written).expect("it was written so");
                assert_eq!(Worldlines::of(table.schema.clone()).row(&read), Ok((world, row)));
            }
        }
    }

    #[test]
    fn a_short_fingerprint_is_not_taken_for_one() {
        let loaded = library::load(&sim::engine(), "1939-khalkhin-gol", &[]).expect("sound");
        let premise = Premise::new(loaded.scenario);
        let table = Worldlines::new("rows", &premise.scenario, &[]);
        let mut cells = table.cells(0, &run_chunk(&premise, &Seats::default(), 1..2)[0]);
        let last = cells.len() - 1;
        cells[last] = "0123".into();
        assert!(table.row(&cells).is_err());
    }
}
