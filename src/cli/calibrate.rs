//! `hokushin calibrate`.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::batch::{Scale, with_progress};
use super::validate::{looks, read_annals};
use super::{Answerers, Failure};
use crate::hindcast::calibration::{self, Fit, Settings, Target};
use crate::report::Language;
use crate::report::table::{Table, three_digits};
use crate::scenario::library;
use crate::sim::{self, Premise};

/// Fit the parameters marked `assumed` to a part of the record, and write them to a file.
#[derive(Debug, Args)]
pub struct Calibrate {
    /// The scenario: a name (see `hokushin list`) or a file.
    #[arg(default_value = "1941-neutrality-pact")]
    scenario: String,
    #[command(flatten)]
    answerers: Answerers,
    #[command(flatten)]
    scale: Scale,
    /// Steps in which the record is taken in.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=50))]
    rounds: u32,
    /// Fit only parameters whose name begins so; can be given more than once.
    #[arg(long, value_name = "PREFIX")]
    only: Vec<String>,
    /// The model's own discrepancy, as a share of a series' span.
    #[arg(long, default_value_t = 0.06)]
    discrepancy: f64,
    /// A record of your own, as for `validate`; can be given more than once.
    #[arg(long, value_name = "FILE")]
    data: Vec<PathBuf>,
    /// Where the fitted values are written.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Every so many figures of a series, one is held out of the fit.
const HELD_OUT: usize = 3;

impl Calibrate {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let loaded = library::load(&sim::engine(), &self.scenario, &[])?;
        let premise = Premise::new(loaded.scenario);
        let annals = read_annals(&premise.scenario, &self.data, None)?;
        let mut targets = Vec::new();
        for (look, (point, span, place)) in looks(&annals.answered).into_iter().zip(
            annals.answered.iter().flat_map(|(series, _, inside)| {
                let values = || inside.iter().map(|&place| series.points[place].value);
                let span = values().fold(f64::MIN, f64::max) - values().fold(f64::MAX, f64::min);
                inside.iter().enumerate().map(move |(place, &at)| (series.points[at], span, place))
            }),
        ) {
            if place % HELD_OUT == HELD_OUT - 1 {
                continue;
            }
            let error = ((point.high - point.low) / 3.29)
                .max(self.discrepancy * span)
                .max(1e-3 * point.value.abs())
                .max(1e-9);
            targets.push(Target { look, value: point.value, error });
        }
        let wanted: Vec<usize> = premise
            .parameters()
            .iter()
            .enumerate()
            .filter(|(_, known)| known.assumed && known.low < known.high)
            .filter(|(_, known)| {
                self.only.is_empty()
                    || self.only.iter().any(|prefix| known.name.starts_with(prefix.as_str()))
            })
            .map(|(place, _)| place)
            .collect();
        let seats = self.answerers.seats(&premise);
        let settings =
            Settings { members: self.scale.runs, rounds: self.rounds, seed: self.scale.seed };
        let began = Instant::now();
        let total = self.scale.runs * u64::from(self.rounds + 1);
        let fit = with_progress(&self.scale, total, |stop, done| {
            calibration::fit(&premise, &seats, &targets, &wanted, settings, stop, done)
        })?;
        let Some(fit) = fit else {
            return Err(Failure::Failed(
                "interrupted: nothing was fitted, nothing is written".to_owned(),
            ));
        };
        let mut out = std::io::stdout().lock();
        write!(out, "{}", as_text(&fit, language))?;
        writeln!(
            out,
            "\n{} {}, {} {}, {:.1} s",
            wanted.len(),
            language.pick("parameters", "parámetros"),
            targets.len(),
            language.pick("figures fitted", "cifras ajustadas"),
            began.elapsed().as_secs_f64()
        )?;
        if let Some(file) = &self.out {
            let text = as_ron(&fit, &premise, &self);
            std::fs::write(file, text)
                .map_err(|error| Failure::Failed(format!("{}: {error}", file.display())))?;
        }
        Ok(())
    }
}

fn as_text(fit: &Fit, language: Language) -> String {
    let mut table = Table::new(&[
        language.pick("Parameter", "Parámetro"),
        language.pick("before", "antes"),
        language.pick("range", "intervalo"),
        language.pick("after", "después"),
        language.pick("range", "intervalo"),
    ]);
    let range =
        |(low, _, high): (f64, f64, f64)| format!("{} – {}", three_digits(low), three_digits(high));
    for parameter in &fit.parameters {
        table.row(vec![
            parameter.name.clone(),
            three_digits(parameter.before.1),
            range(parameter.before),
            three_digits(parameter.after.1),
            range(parameter.after),
        ]);
    }
    let misfits: Vec<String> = fit.misfits.iter().map(|misfit| format!("{misfit:.2}")).collect();
    format!(
        "{table}\n{}: {}\n",
        language.pick(
            "Mean squared distance of the middle from the record, in errors, round by round",
            "Distancia cuadrática media del centro al registro, en errores, ronda a ronda"
        ),
        misfits.join("  ")
    )
}

fn as_ron(fit: &Fit, _premise: &Premise, _how: &Calibrate) -> String {
    let mut text = String::new();
    for parameter in &fit.parameters {
        let (low, best, high) = parameter.after;
        text += &format!(
            "(name: \"{}\", value: {:.4}, range: ({:.4}, {:.4})),\n",
            parameter.name, best, low, high
        );
    }
    text
}
