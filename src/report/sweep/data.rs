//! What a sweep saw, for programs: JSON, and the rows behind it.

use serde_json::{Value, json};

use super::{Telling, base_level, level};
use crate::batch::statistics::Difference;
use crate::report::folder::{Cells, Dataset};
use crate::report::sheet::Question;
use crate::whatif::effect::Effect;
use crate::whatif::sweep::Cell;

impl Telling<'_> {
    pub(super) fn json(&self) -> Value {
        let number = |level: Difference| json!({ "value": level.difference, "low": level.low, "high": level.high });
        let axes: Vec<Value> = self
            .plan
            .axes
            .iter()
            .enumerate()
            .map(|(place, axis)| {
                let values = if self.plan.grid { axis.values() } else { Vec::new() };
                let labels: Vec<String> =
                    values.iter().map(|&value| self.plain_label(place, value)).collect();
                json!({ "name": axis.name, "axis": axis.text, "unit": axis.unit, "values": labels })
            })
            .collect();
        let outcomes: Vec<Value> = self
            .outcomes
            .iter()
            .enumerate()
            .map(|(place, (id, outcome))| {
                let base = self.cells.first().map(|cell| number(base_level(&cell.effects[place])));
                json!({ "id": id, "unit": outcome.unit(), "baseline": base })
            })
            .collect();
        let cells: Vec<Value> = self.cells
            .iter()
            .map(|cell| {
                let values = cell.point.iter().enumerate();
                let at: Vec<String> =
                    values.map(|(axis, &value)| self.plain_label(axis, value)).collect();
                let seen: Vec<Value> = self.outcomes
                    .iter()
                    .zip(&cell.effects)
                    .map(|((id, _), effect)| {
                        let level = level(effect);
                        let off = effect.difference();
                        json!({ "id": id, "value": level.difference, "low": level.low, "high": level.high,
                            "difference": number(off), "gained": effect.gained, "lost": effect.lost,
                            "n": effect.n(), "undefined": effect.undefined })
                    })
                    .collect();
                json!({ "at": at, "done": cell.done, "outcomes": seen })
            })
            .collect();
        json!({
            "question": Question::Forecast.id(), "axes": axes, "outcomes": outcomes,
            "cells": cells, "grid": self.plan.grid, "runs": self.n,
        })
    }

    /// A row for every outcome at every point.
    pub(super) fn table_of_cells(&self) -> Dataset {
        let rows: Vec<(&Cell, usize)> = self
            .cells
            .iter()
            .flat_map(|cell| (0..self.outcomes.len()).map(move |outcome| (cell, outcome)))
            .collect();
        let mut table = Dataset::new("cells");
        for (place, axis) in self.plan.axes.iter().enumerate() {
            let cells = rows.iter().map(|(cell, _)| self.plain_label(place, cell.point[place]));
            table = table.with(
                &format!("axis_{}", place + 1),
                &axis.unit,
                &axis.name,
                Cells::Text(cells.collect()),
            );
        }
        let number = |pick: &dyn Fn(&Effect) -> f64| {
            Cells::Number(
                rows.iter().map(|(cell, outcome)| pick(&cell.effects[*outcome])).collect(),
            )
        };
        let names = rows.iter().map(|(_, outcome)| self.outcomes[*outcome].0.clone());
        let units = rows.iter().map(|(_, outcome)| self.outcome(*outcome).unit().to_owned());
        let done = rows.iter().map(|(cell, _)| cell.done.cast_signed());
        let n = rows.iter().map(|(cell, outcome)| cell.effects[*outcome].n().cast_signed());
        table
            .with("outcome", "", "what is looked at", Cells::Text(names.collect()))
            .with("unit", "", "its unit", Cells::Text(units.collect()))
            .with("value", "", "its share or mean", number(&|effect| level(effect).difference))
            .with("low", "", "lower end of its 95 % interval", number(&|effect| level(effect).low))
            .with("high", "", "upper end", number(&|effect| level(effect).high))
            .with(
                "baseline",
                "",
                "the same with nothing swept",
                number(&|effect| effect.factual.mean),
            )
            .with(
                "difference",
                "",
                "paired difference to it",
                number(&|effect| effect.difference().difference),
            )
            .with(
                "difference_low",
                "",
                "lower end of its 95 % interval",
                number(&|effect| effect.difference().low),
            )
            .with("difference_high", "", "upper end", number(&|effect| effect.difference().high))
            .with(
                "done",
                "histories",
                "in which all that is forced was done",
                Cells::Whole(done.collect()),
            )
            .with(
                "n",
                "histories",
                "pairs in which the outcome has a value",
                Cells::Whole(n.collect()),
            )
    }
}
