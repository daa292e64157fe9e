//! What a sensitivity found, for programs: JSON, and the rows behind it.

use serde_json::{Value, json};

use crate::batch::statistics::Difference;
use crate::report::folder::{Cells, Dataset};
use crate::report::sheet::Question;
use crate::whatif::columns::{self, Column};
use crate::whatif::sensitivity::{Design, Findings, Ranked, Sensitivity};
use crate::whatif::sobol::{Estimate, Row};

/// The answer.
pub(super) fn json(asked: &Sensitivity, design: &Design, found: &Findings) -> Value {
    let Difference { difference: mean, low, high } = found.mean;
    let estimate = |estimate: Estimate| json!({ "value": estimate.value, "low": estimate.low, "high": estimate.high });
    let line = |column: &Column, place: usize| {
        let (first, total) = found.shares.as_ref().map_or((Value::Null, Value::Null), |shares| {
            (estimate(shares.first[place]), estimate(shares.total[place]))
        });
        json!({ "id": column.id, "kind": column.kind().map(columns::Kind::id), "nodes": column.nodes, "first": first, "total": total })
    };
    let listed: Vec<Value> =
        design.columns.iter().enumerate().map(|(place, column)| line(column, place)).collect();
    let kinds: Vec<Value> = design
        .kinds
        .iter()
        .enumerate()
        .map(|(place, kind)| {
            let mut line = line(kind, design.columns.len() + place);
            line["nodes"] = json!(kind.nodes.len());
            line
        })
        .collect();
    let shares = found.shares.as_ref();
    let screening: Vec<Value> = found
        .screened
        .iter()
        .map(|Ranked { place, effect }| {
            let known = &design.world.premise.parameters()[*place];
            json!({ "parameter": &*known.name, "best": known.best, "low": known.low, "high": known.high,
                "mu_star": estimate(effect.size), "mu": effect.mean, "sigma": effect.spread })
        })
        .collect();
    json!({
        "question": Question::Forecast.id(),
        "outcome": { "id": asked.outcome.trim(), "unit": design.outcome.unit(), "mean": mean, "low": low, "high": high },
        "variance": found.variance,
        "kinds": kinds, "columns": listed,
        "interactions": shares.map(|shares| json!({ "kinds": estimate(shares.sums[1].rest()), "columns": estimate(shares.sums[0].rest()) })),
        "screening": screening, "trajectories": found.trajectories,
        "rows": found.rows, "few_cases": found.few_cases,
    })
}

/// The shares, the screening, and every point that was lived.
pub(super) fn tables(design: &Design, rows: &[Row], found: &Findings, first: u64) -> Vec<Dataset> {
    let mut tables = Vec::new();
    let named = || design.columns.iter().chain(&design.kinds);
    if let Some(shares) = &found.shares {
        let column = |of: &[Estimate], pick: fn(&Estimate) -> f64| {
            Cells::Number(of.iter().map(pick).collect())
        };
        let (first, total) = (&shares.first, &shares.total);
        let is_kind = (0..first.len()).map(|place| i64::from(place >= design.columns.len()));
        tables.push(
            Dataset::new("shares")
                .with(
                    "id",
                    "",
                    "column of inputs",
                    Cells::Text(named().map(|column| column.id.clone()).collect()),
                )
                .with(
                    "kind",
                    "",
                    "1 for the three kinds, 0 for a column",
                    Cells::Whole(is_kind.collect()),
                )
                .with(
                    "nodes",
                    "",
                    "chance nodes in it",
                    Cells::Whole(named().map(|column| column.nodes.len() as i64).collect()),
                )
                .with("first", "share", "first-order index", column(first, |one| one.value))
                .with(
                    "first_low",
                    "share",
                    "lower end of its 95 % interval",
                    column(first, |one| one.low),
                )
                .with("first_high", "share", "upper end", column(first, |one| one.high))
                .with("total", "share", "total index", column(total, |one| one.value))
                .with(
                    "total_low",
                    "share",
                    "lower end of its 95 % interval",
                    column(total, |one| one.low),
                )
                .with("total_high", "share", "upper end", column(total, |one| one.high)),
        );
    }
    let ranked = &found.screened;
    let known = |place: usize| &design.world.premise.parameters()[place];
    let number = |pick: &dyn Fn(&Ranked) -> f64| Cells::Number(ranked.iter().map(pick).collect());
    if !ranked.is_empty() {
        tables.push(
            Dataset::new("screening")
                .with(
                    "parameter",
                    "",
                    "its name",
                    Cells::Text(
                        ranked.iter().map(|ranked| known(ranked.place).name.to_string()).collect(),
                    ),
                )
                .with(
                    "low",
                    "",
                    "lowest value thought possible",
                    number(&|ranked| known(ranked.place).low),
                )
                .with("best", "", "best value", number(&|ranked| known(ranked.place).best))
                .with(
                    "high",
                    "",
                    "highest value thought possible",
                    number(&|ranked| known(ranked.place).high),
                )
                .with(
                    "mu_star",
                    design.outcome.unit(),
                    "mean size of its effect",
                    number(&|ranked| ranked.effect.size.value),
                )
                .with(
                    "mu_star_low",
                    design.outcome.unit(),
                    "lower end of its 95 % interval",
                    number(&|ranked| ranked.effect.size.low),
                )
                .with(
                    "mu_star_high",
                    design.outcome.unit(),
                    "upper end",
                    number(&|ranked| ranked.effect.size.high),
                )
                .with(
                    "mu",
                    design.outcome.unit(),
                    "mean effect",
                    number(&|ranked| ranked.effect.mean),
                )
                .with(
                    "sigma",
                    design.outcome.unit(),
                    "spread of its effect",
                    number(&|ranked| ranked.effect.spread),
                ),
        );
    }
    let apart = design.kinds_apart().map(|(place, kind)| (place, kind.id.clone()));
    let columns = design.columns.iter().enumerate();
    let mixed: Vec<(usize, String)> =
        columns.map(|(place, column)| (place, column.id.clone())).chain(apart).collect();
    let (mut seeds, mut others) = (Vec::new(), Vec::new());
    let (mut at, mut values) = (Vec::new(), Vec::new());
    for (place, row) in rows.iter().enumerate() {
        let seed = (first + 2 * place as u64).cast_signed();
        let ends = [("A".to_owned(), row.a), ("B".to_owned(), row.b)];
        let between = mixed.iter().map(|(place, name)| (name.clone(), row.mixed[*place]));
        for (name, value) in ends.into_iter().chain(between) {
            seeds.push(seed);
            others.push(seed + 1);
            at.push(name);
            values.push(value);
        }
    }
    tables.push(
        Dataset::new("points")
            .with("seed_a", "", "seed of A", Cells::Whole(seeds))
            .with("seed_b", "", "seed of B", Cells::Whole(others))
            .with("point", "", "A, B, or what A has from B", Cells::Text(at))
            .with("value", design.outcome.unit(), "the outcome there", Cells::Number(values)),
    );
    tables
}
