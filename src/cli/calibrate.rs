//! `hokushin calibrate`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::batch::{Scale, with_progress};
use super::output::place_of;
use super::validate::{enough, left_out, read_events};
use super::{Answerers, Failure, complain};
use crate::files::Existing;
use crate::files::place::Place;
use crate::hindcast::answered::{looks, read_annals};
use crate::hindcast::calibration::{self, Aim, Figure, Fit, Handles, Settings};
use crate::report::Language;
use crate::report::table::{Table, three_digits};
use crate::scenario::library::{self, Selection};
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
    /// Generations of the search.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=5000))]
    generations: u32,
    /// Fit only parameters whose name begins so; can be given more than once.
    #[arg(long, value_name = "PREFIX")]
    only: Vec<String>,
    /// A record of your own, as for `validate`; can be given more than once.
    #[arg(long, value_name = "FILE")]
    data: Vec<PathBuf>,
    /// Where the fitted values are written.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace a file of fitted values that is there already.
    #[arg(long, requires = "out")]
    force: bool,
}

/// Of every so many figures of a series the last is held out of the fit.
const HELD_OUT: usize = 3;

/// Histories that judge one candidate: more take hours.
const MOST: u64 = 20_000;

impl Calibrate {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        enough(&self.scale, MOST)?;
        let place = self.out.as_deref().map(|out| self.place(out)).transpose()?;
        let loaded = super::load(&self.scenario, &[])?;
        let today = Premise::new(loaded.scenario);
        let opened = library::open(&self.scenario, &[], &[])?;
        let loaded = opened.compile(&sim::engine(), Selection::ALL.unfitted())?;
        let premise = Premise::new(loaded.scenario);
        let aim = self.aim(&premise, language)?;
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
        if wanted.is_empty() {
            return Err(Failure::BadInput(format!(
                "no parameter marked `assumed` has a name that begins with {}",
                self.only.join(" or ")
            )));
        }
        if aim.figures.is_empty() && aim.days.is_empty() {
            return Err(Failure::BadInput(format!(
                "{}: the record has no figure and no event in its time; name one with --data",
                self.scenario
            )));
        }
        let seats = self.answerers.seats(&premise);
        let settings = Settings {
            members: self.scale.runs,
            generations: self.generations,
            seed: self.scale.first(),
        };
        let began = Instant::now();
        let handles = Handles::new(&premise, &today, &wanted);
        let fit = with_progress(&self.scale, handles.histories(settings), |stop, done| {
            calibration::fit(&handles, &seats, &aim, settings, stop, done)
        })?;
        if fit.generations == 0 {
            return Err(Failure::Failed(
                "interrupted before the first generation was over: nothing is written".to_owned(),
            ));
        }
        let mut out = std::io::stdout().lock();
        write!(out, "{}", as_text(&fit, language))?;
        writeln!(
            out,
            "\n{} {}, {} {}, {} {}, {:.1} s",
            wanted.len(),
            language.pick("parameters", "parámetros"),
            aim.figures.iter().filter(|figure| !figure.held_out).count(),
            language.pick("figures fitted", "cifras ajustadas"),
            fit.generations,
            language.pick("generations", "generaciones"),
            began.elapsed().as_secs_f64()
        )?;
        if let Some(place) = place {
            let name = &premise.scenario.id;
            let only: String = self.only.iter().map(|prefix| format!(" --only {prefix}")).collect();
            let command = format!(
                "hokushin calibrate {name} --runs {} --generations {} --seed {}{only}",
                settings.members, settings.generations, settings.seed
            );
            let text = as_ron(&fit, name, &command.replace(['"', '\\'], "'"));
            place.write(text.as_bytes()).map_err(|error| Failure::Unwritten(error.to_string()))?;
        }
        if fit.generations < self.generations {
            return Err(Failure::Failed(format!(
                "interrupted: {} of {} generations were run, and what they found is kept",
                fit.generations, self.generations
            )));
        }
        Ok(())
    }

    /// A fit may be made anew where it stands, also in the library, though it is read to say
    /// how it scored before; nothing else is written over.
    fn place(&self, out: &Path) -> Result<Place, Failure> {
        if !self.force || out.symlink_metadata().is_err() {
            return place_of("--out", out, Existing::Refused);
        }
        if !library::is_fitted(out) {
            return Err(Failure::BadInput(format!(
                "--out {}: it holds no fitted values, and --force replaces only such a file",
                out.display()
            )));
        }
        place_of("--out", out, Existing::Renewed)
    }

    /// What the fit is judged by: two in three of the figures, and the events.
    fn aim(&self, premise: &Premise, language: Language) -> Result<Aim, Failure> {
        let scenario = &premise.scenario;
        let annals = read_annals(scenario, &self.data, None)?;
        let mut aim = Aim { last: scenario.end, ..Aim::default() };
        aim.plan.looks = looks(&annals.answered);
        let mut unanswered = annals.unanswered.clone();
        for (place, (series, _, inside)) in annals.answered.iter().enumerate() {
            let steps: Vec<f64> = inside
                .iter()
                .filter_map(|&at| {
                    Some((series.points[at].value - series.points[at.checked_sub(1)?].value).abs())
                })
                .collect();
            aim.persistence.push(steps.iter().sum::<f64>() / steps.len().max(1) as f64);
            for (n, &at) in inside.iter().enumerate() {
                aim.figures.push(Figure {
                    look: aim.figures.len(),
                    value: series.points[at].value,
                    series: place,
                    held_out: n % HELD_OUT == HELD_OUT - 1,
                });
            }
        }
        let (events, unknown) = read_events(scenario)?;
        unanswered.extend(unknown);
        for event in events {
            aim.plan.marks.push(event.1);
            aim.days.push(event.0.day);
        }
        if let Some(file) = library::shelved("record/odds.csv") {
            for (name, odds) in crate::hindcast::annals::read_odds(&file)? {
                if let Some(mark) = crate::hindcast::ensemble::Mark::named(scenario, &name) {
                    aim.plan.marks.push(mark);
                    aim.odds.push(odds);
                } else {
                    unanswered.push((name, 1, "no_event"));
                }
            }
        }
        if !unanswered.is_empty() {
            complain(&left_out(&unanswered, language));
        }
        Ok(aim)
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
    let mut scores = Table::new(&[
        language.pick(
            "Score (1: persistence; lower is better)",
            "Puntuación (1: persistencia; menos es mejor)",
        ),
        language.pick("before", "antes"),
        language.pick("after", "después"),
    ]);
    for (name, (before, after)) in [
        (
            language.pick(
                "on what was fitted, with events and odds",
                "en lo ajustado, con sucesos y probabilidades",
            ),
            fit.fitted,
        ),
        (language.pick("on the figures held out", "en las cifras apartadas"), fit.held_out),
    ] {
        scores.row(vec![name.to_owned(), format!("{before:.3}"), format!("{after:.3}")]);
    }
    format!("{table}\n{scores}")
}

/// The fit as a file that a scenario can name.
fn as_ron(fit: &Fit, scenario: &str, command: &str) -> String {
    let mut text = format!(
        "// Written by the command below; a scenario takes it in with its field `fitted`.\n\
         Fitted(\n    version: 1,\n    scenario: \"{scenario}\",\n    method: \"`{command}`: fair CRPS in units of persistence, with the dates of events, {:.3} before and {:.3} after; on the figures held out {:.3} and {:.3}. Ranges are those at which independent draws score best together.\",\n    parameters: [\n",
        fit.fitted.0, fit.fitted.1, fit.held_out.0, fit.held_out.1
    );
    for parameter in fit.parameters.iter().chain(&fit.kept) {
        let (low, best, high) = parameter.after;
        let number = |value: f64| {
            let digits = (3 - libm::floor(libm::log10(best.abs().max(1e-6))) as i32).clamp(1, 8);
            format!("{value:.*}", digits as usize)
        };
        text += &format!(
            "        (name: \"{}\", value: {}, range: ({}, {})),\n",
            parameter.name,
            number(best),
            number(low),
            number(high)
        );
    }
    text + "    ],\n)\n"
}
