//! `hokushin sweep`.

use clap::Args;
use serde_json::{Value, json};

use super::batch::{Scale, with_progress};
use super::output::{Output, command_line};
use super::{Failure, Subject};
use crate::batch::runner::each_seed;
use crate::batch::statistics::{Difference, wilson};
use crate::policy::world::{Life, World};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::{borne, many_at_once, percent_borne, signed_borne, undefined_pairs};
use crate::report::chart::curve::{Along, Curve, Line};
use crate::report::chart::heat::Heat;
use crate::report::chart::{Estimate, Measure};
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, percent};
use crate::report::words;
use crate::scenario::Week;
use crate::sim::Premise;
use crate::sim::calendar;
use crate::whatif::effect::Effect;
use crate::whatif::outcome::Outcome;
use crate::whatif::sweep::{Axis, Compliance, Inquiry, MOST, Sweep as Plan};

/// Let one thing take value after value, on the same seeds: an outcome over a date, a
/// parameter, a quantity, or the options of a decision.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Sweep {
    #[command(flatten)]
    subject: Subject,
    /// What is swept: NAME=VALUES (see below); up to a grid with several.
    #[arg(long, value_name = "AXIS", required = true)]
    over: Vec<String>,
    /// What is looked at: an outcome, a measure, or a condition; can be given more than
    /// once [default: all outcome classes].
    #[arg(long, value_name = "CLAIM|MEASURE")]
    outcome: Vec<String>,
    /// Instead of a grid, draw so many points of a Latin hypercube over the axes; ranges
    /// are then written without `/VALUES`.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..=MOST as i64))]
    latin: Option<u16>,
    /// Histories at every point (`--runs`), on the same seeds.
    #[command(flatten)]
    scale: Scale,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Axes:
  eastern_front.fortune=0.1..0.3/5        a parameter, at five values from 0.1 to 0.3
  japan.oil.stock@1941-08-04=20..60/5     a quantity, set in the week of that date
  pact.state@1941-08-04=in_force|denounced
                                          the same for one that has states
  north_in_1941=wait|strike               a decision, its option forced whenever it is asked
  north_in_1941=strike@1941-06-30..1941-10-27/2w
                                          a decision, asked in one week, every second one
                                          from the first date on, and answered so; nobody is
                                          asked before or after, and where its condition does
                                          not hold in that week nothing happens
  divergence=-8..8/2w                     all dates of the counterfactual, so many weeks later;
                                          questions keep their own windows

Examples:
  hokushin sweep 1941-neutrality-pact --outcome soviet_defeat --outcome moscow_fell \\
      --over north_in_1941=strike@1941-06-30..1941-10-27/2w
  hokushin sweep 1941-neutrality-pact --with strike-north-1941 --over divergence=-4..4/2w
  hokushin sweep 1941-neutrality-pact --outcome moscow_fell --latin 50 \\
      --over eastern_front.fortune=0.1..0.3 --over eastern_front.winter=0.2..0.6";

/// A point of the sweep and what was seen there.
struct Cell {
    /// A value for each axis.
    point: Vec<f64>,
    /// Against the world in which nothing is swept, by outcome.
    effects: Vec<Effect>,
    /// Histories in which all that is forced was done.
    done: u64,
}

/// All of it.
struct Found<'a> {
    plan: &'a Plan,
    inquiry: &'a Inquiry,
    world: &'a World,
    cells: Vec<Cell>,
    n: u64,
}

impl Sweep {
    pub(super) fn run(mut self, language: Language) -> Result<(), Failure> {
        self.output.check(false)?;
        let with = self.subject.joined();
        let plain = self.subject.load(&[])?.scenario;
        let laid = self.subject.world(&with)?;
        let world = laid.world;
        let scenario = world.scenario();
        let texts: Vec<String> = if self.outcome.is_empty() {
            scenario.outcomes.iter().map(|outcome| outcome.id.clone()).collect()
        } else {
            self.outcome.clone()
        };
        let outcomes: Result<Vec<(String, Outcome)>, _> = texts
            .into_iter()
            .map(|text| {
                let outcome = Outcome::parse(scenario, "--outcome", &text)?;
                Ok::<_, Failure>((text.trim().to_owned(), outcome))
            })
            .collect();
        let axes: Result<Vec<Axis>, _> = self
            .over
            .iter()
            .map(|text| Axis::parse(&plain, world.scenario(), "--over", text))
            .collect();
        let plan = Plan::new("--over", axes?, self.latin.map(usize::from), self.scale.first())?;
        let inquiry = Inquiry::new(outcomes?);
        let wanted = plan.points.len();
        let total = self.scale.runs * (wanted as u64 + 1);
        let seeds = self.scale.first()..self.scale.first() + self.scale.runs;
        let (baseline, cells) = with_progress(&self.scale, total, |stop, done| {
            let run = |world: &World| {
                each_seed(seeds.clone(), stop, done, |seed| {
                    let mut compliance = Compliance::new(world.scenario());
                    let answers =
                        inquiry.answers(world, Life::of(seed), |whole| compliance.look(whole));
                    (answers, compliance.all())
                })
            };
            let baseline = run(&world);
            let mut cells = Vec::new();
            if (baseline.len() as u64) < self.scale.runs {
                return (baseline, cells);
            }
            for point in &plan.points {
                let premise = Premise::new(plan.scenario(&plain, world.scenario(), point));
                let swept = World { seats: self.subject.seats(&premise), premise };
                let seen = run(&swept);
                if (seen.len() as u64) < self.scale.runs {
                    break;
                }
                let mut effects: Vec<Effect> = inquiry
                    .outcomes
                    .iter()
                    .map(|(_, outcome)| Effect::new(outcome.is_claim()))
                    .collect();
                for ((factual, _), (changed, _)) in baseline.iter().zip(&seen) {
                    for ((effect, &before), &after) in effects.iter_mut().zip(factual).zip(changed)
                    {
                        effect.add(before, after);
                    }
                }
                let done = seen.iter().filter(|(_, done)| *done).count() as u64;
                cells.push(Cell { point: point.clone(), effects, done });
            }
            (baseline, cells)
        })?;
        if cells.is_empty() {
            return Err(Failure::Failed(format!(
                "interrupted after {} histories, before the first point of the sweep was done",
                baseline.len()
            )));
        }
        let finished = cells.len();
        let found =
            Found { plan: &plan, inquiry: &inquiry, world: &world, cells, n: self.scale.runs };
        let changes: Vec<String> = laid
            .counterfactuals
            .iter()
            .map(|change| {
                format!(
                    "{} {}: {}",
                    language.pick("What if", "Y si"),
                    language.of(&change.title),
                    language.of(&change.question)
                )
            })
            .collect();
        let answer = Answer {
            sheet: found.sheet(&changes, language),
            json: found.json(),
            tables: vec![found.table_of_cells()],
            provenance: Provenance::new(
                command_line(),
                world.scenario(),
                self.scale.first(),
                self.scale.runs,
            ),
            more: Vec::new(),
            interrupted: None,
        };
        self.output.when_whole(finished >= wanted).give(&answer, language)?;
        if finished < wanted {
            return Err(Failure::Failed(format!(
                "interrupted: {finished} of {wanted} points were run and are shown"
            )));
        }
        Ok(())
    }
}

/// At a point.
fn level(effect: &Effect) -> Difference {
    effect.changed.level(effect.truth)
}

/// In the world in which nothing is swept.
fn base_level(effect: &Effect) -> Difference {
    effect.factual.level(effect.truth)
}

/// At a point, for a picture; nothing where it has no value or no interval.
fn known(effect: &Effect) -> Option<Estimate> {
    let Difference { difference: value, low, high } = level(effect);
    (value + low + high).is_finite().then_some(Estimate { value, low, high, n: effect.n() })
}

/// Shades from the lowest to the highest.
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

fn shade(value: f64, (low, high): (f64, f64)) -> char {
    if high <= low || !value.is_finite() {
        return SHADES[0];
    }
    let place = ((value - low) / (high - low) * SHADES.len() as f64) as usize;
    SHADES[place.min(SHADES.len() - 1)]
}

/// The longest bar of a table.
const LONGEST: f64 = 24.0;
/// The most columns of a map of two axes.
const WIDEST: usize = 12;

impl Found<'_> {
    fn label(&self, axis: usize, value: f64) -> String {
        self.plan.axes[axis].label(self.world.scenario(), value)
    }

    fn outcome(&self, place: usize) -> &Outcome {
        &self.inquiry.outcomes[place].1
    }

    /// A value of an outcome, no finer than its interval.
    fn written(&self, outcome: usize, value: f64, level: Difference) -> String {
        let interval = (level.low, level.high);
        if !value.is_finite() {
            "–".to_owned()
        } else if self.outcome(outcome).is_claim() {
            percent_borne(value, interval)
        } else {
            borne(value, interval)
        }
    }

    fn between(&self, outcome: usize, level: Difference) -> String {
        let end = |value| self.written(outcome, value, level);
        format!("{} … {}", end(level.low), end(level.high))
    }

    fn off(&self, outcome: usize, value: f64, off: Difference) -> String {
        let scale = if self.outcome(outcome).is_claim() { 100.0 } else { 1.0 };
        if value.is_finite() {
            signed_borne(value * scale, (off.low * scale, off.high * scale))
        } else {
            "–".to_owned()
        }
    }

    fn range(&self, outcome: usize) -> (f64, f64) {
        let means = self.cells.iter().map(|cell| cell.effects[outcome].changed.mean);
        means.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mean| {
            (low.min(mean), high.max(mean))
        })
    }

    /// Does it come about anywhere?
    fn ever(&self, outcome: usize) -> bool {
        let seen = |effect: &Effect| effect.changed.mean != 0.0 || effect.factual.mean != 0.0;
        !self.outcome(outcome).is_claim()
            || self.cells.iter().any(|cell| seen(&cell.effects[outcome]))
    }

    fn sheet(&self, changes: &[String], language: Language) -> Sheet {
        let axes: Vec<&str> = self.plan.axes.iter().map(|axis| axis.name.as_str()).collect();
        let mut sheet = Sheet::new(format!(
            "{}: {} {}",
            language.of(&self.world.scenario().title),
            language.pick("a sweep over", "un barrido sobre"),
            axes.join(", ")
        ));
        for change in changes {
            sheet.paragraph(change.clone());
        }
        sheet.paragraph(Question::Forecast.said(language));
        for axis in &self.plan.axes {
            sheet.paragraph(self.explain(axis, language));
        }
        sheet.paragraph(format!(
            "{} {}. {}",
            self.n,
            language.pick(
                "histories at every point, on the same seeds",
                "historias en cada punto, con las mismas semillas"
            ),
            language.pick(
                "Differences are to the same world with nothing swept, pair by pair; intervals are 95 %.",
                "Las diferencias son con el mismo mundo sin barrer nada, par a par; los intervalos, del 95 %."
            )
        ));
        let ever = (0..self.inquiry.outcomes.len()).filter(|&outcome| self.ever(outcome));
        if let Some(said) = many_at_once(ever.count() * self.cells.len(), language) {
            sheet.paragraph(said);
        }
        if self.plan.forces() && self.cells.iter().any(|cell| cell.done < self.n) {
            sheet.paragraph(language.pick(
                "Done: the share of histories in which all that is forced was really done. Where a question is not put in that week, because its condition does not hold or it was settled before, nothing is.",
                "Hecho: la parte de las historias en que se hizo de verdad todo lo forzado. Donde la pregunta no se plantea esa semana, porque su condición no se cumple o ya se resolvió, no se hace nada.",
            ));
        }
        let outcomes: Vec<usize> =
            (0..self.inquiry.outcomes.len()).filter(|&outcome| self.ever(outcome)).collect();
        if outcomes.len() > 1 && self.plan.axes.len() == 1 {
            self.side_by_side(&mut sheet, &outcomes, language);
        }
        for &outcome in &outcomes {
            let asked = self.outcome(outcome);
            let unit = if asked.is_claim() {
                String::new()
            } else {
                format!(" ({})", words::unit(asked.unit(), language))
            };
            sheet.heading(format!("{}{unit}", language.of(asked.title())));
            if self.plan.axes.len() == 2 && self.plan.grid {
                self.map(&mut sheet, outcome, language);
                sheet.figure(self.heat(outcome, language), "");
            }
            if outcomes.len() == 1 && self.plan.axes.len() == 1 && self.plan.grid {
                sheet.figure(self.curve(&[outcome], language), "");
            }
            self.list(&mut sheet, outcome, language);
        }
        let never: Vec<&str> = (0..self.inquiry.outcomes.len())
            .filter(|&outcome| !self.ever(outcome))
            .map(|outcome| language.of(self.outcome(outcome).title()))
            .collect();
        if !never.is_empty() {
            let most = wilson(0, self.n).high;
            sheet.paragraph(format!(
                "{}: {}. (0 {} {}: {} {}.)",
                language.pick("In no history of any point", "En ninguna historia de ningún punto"),
                never.join("; "),
                language.pick("of", "de"),
                self.n,
                language.pick("a share of at most", "una parte de a lo sumo"),
                percent(most, 1000)
            ));
        }
        sheet
    }

    fn explain(&self, axis: &Axis, language: Language) -> String {
        let title = language.of(&axis.title);
        if title == axis.name {
            let unit = words::unit(&axis.unit, language);
            return if unit.is_empty() { title.to_owned() } else { format!("{title} ({unit})") };
        }
        format!("{}: {title}", axis.name)
    }

    /// All outcomes over one axis: what the day of decision does to all of them.
    fn side_by_side(&self, sheet: &mut Sheet, outcomes: &[usize], language: Language) {
        let titles = outcomes.iter().map(|&outcome| language.of(self.outcome(outcome).title()));
        let head: Vec<&str> =
            std::iter::once(self.plan.axes[0].name.as_str()).chain(titles).collect();
        let mut table = Table::new(&head);
        for cell in &self.cells {
            let mean = |&outcome: &usize| {
                let level = level(&cell.effects[outcome]);
                let mean = level.difference;
                // Shares are shaded on one scale, from none to all.
                let scale =
                    if self.outcome(outcome).is_claim() { (0.0, 1.0) } else { self.range(outcome) };
                format!("{} {}", self.written(outcome, mean, level), shade(mean, scale))
            };
            let label = self.label(0, cell.point[0]);
            table.row(std::iter::once(label).chain(outcomes.iter().map(mean)).collect());
        }
        sheet.heading(language.pick("Side by side", "Lado a lado"));
        let shares: Vec<usize> =
            outcomes.iter().copied().filter(|&outcome| self.outcome(outcome).is_claim()).collect();
        if !shares.is_empty() && self.plan.grid {
            sheet.figure(self.curve(&shares, language), "");
        }
        sheet.table(table);
        sheet.paragraph(format!(
            "n = {} {}",
            self.n,
            language.pick(
                "a row; the intervals stand below. The darker the shade, the higher the value: shares from none to all, numbers from the lowest to the highest of the column.",
                "por fila; los intervalos están abajo. Cuanto más oscura la sombra, mayor el valor: partes de nada a todo, números del menor al mayor de la columna."
            )
        ));
    }

    fn measure(&self, outcome: usize, language: Language) -> Measure {
        let outcome = self.outcome(outcome);
        if outcome.is_claim() {
            Measure::Share
        } else {
            Measure::Number(words::unit(outcome.unit(), language).to_owned())
        }
    }

    /// Outcomes of one measure along the one axis.
    fn curve(&self, outcomes: &[usize], language: Language) -> String {
        let axis = &self.plan.axes[0];
        let values = self.cells.iter().map(|cell| cell.point[0]);
        let along = if axis.is_of_dates() {
            Along::Days(values.map(|week| calendar::monday(week as Week)).collect())
        } else if axis.ordered() {
            let unit = words::unit(&axis.unit, language);
            let name =
                if unit.is_empty() { axis.name.clone() } else { format!("{} ({unit})", axis.name) };
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
            title: self.explain(axis, language),
            meaning: language.pick("95 % intervals", "intervalos del 95 %").to_owned(),
            measure: self.measure(*first, language),
            along,
            // More cannot be told apart.
            lines: outcomes.iter().take(8).map(line).collect(),
            steps: false,
            parting: None,
        };
        curve.svg(language)
    }

    /// Two axes as a picture: the longer one downwards.
    fn heat(&self, outcome: usize, language: Language) -> String {
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
            meaning: language.pick("95 % intervals", "intervalos del 95 %").to_owned(),
            measure: self.measure(outcome, language),
            rows: named(down),
            columns: named(across),
            cells: values[0].iter().map(row).collect(),
        };
        heat.svg(language)
    }

    /// Two axes as a map: the longer one downwards.
    fn map(&self, sheet: &mut Sheet, outcome: usize, language: Language) {
        let lengths = [0, 1].map(|axis| self.plan.axes[axis].values().len());
        let down = usize::from(lengths[1] > lengths[0]);
        let across = 1 - down;
        if lengths[across] > WIDEST {
            return;
        }
        let (rows, columns) = (self.plan.axes[down].values(), self.plan.axes[across].values());
        let corner = format!("{} \\ {}", self.plan.axes[down].name, self.plan.axes[across].name);
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
                    || "–".to_owned(),
                    |cell| {
                        let level = level(&cell.effects[outcome]);
                        let mean = level.difference;
                        format!("{} {}", self.written(outcome, mean, level), shade(mean, range))
                    },
                )
            };
            let label = self.label(down, row);
            table.row(std::iter::once(label).chain(columns.iter().map(cell)).collect());
        }
        sheet.table(table);
        sheet.paragraph(format!(
            "n = {} {}",
            self.n,
            language.pick(
                "a cell; shaded from the lowest to the highest; the intervals stand below.",
                "por celda; sombreado del menor al mayor; los intervalos están abajo."
            )
        ));
    }

    /// Every point with its intervals.
    fn list(&self, sheet: &mut Sheet, outcome: usize, language: Language) {
        let forced = self.plan.forces();
        let level_name = if self.outcome(outcome).is_claim() {
            language.pick("share", "parte")
        } else {
            language.pick("mean", "media")
        };
        let mut head: Vec<&str> = self.plan.axes.iter().map(|axis| axis.name.as_str()).collect();
        head.extend([level_name, "95 %", language.pick("difference", "diferencia"), "95 %"]);
        if forced {
            head.push(language.pick("done", "hecho"));
        }
        let one = self.plan.axes.len() == 1 && self.plan.axes[0].ordered();
        if one {
            head.push(" ");
        }
        let mut table = Table::new(&head);
        let Some(first) = self.cells.first() else { return };
        let base = base_level(&first.effects[outcome]);
        let mut row = vec![language.pick("(nothing swept)", "(sin barrer)").to_owned()];
        row.extend(self.plan.axes.iter().skip(1).map(|_| String::new()));
        row.extend([self.written(outcome, base.difference, base), self.between(outcome, base)]);
        table.row(row);
        let (_, most) = self.range(outcome);
        for cell in &self.cells {
            let effect = &cell.effects[outcome];
            let (level, off) = (level(effect), effect.difference());
            let mut row: Vec<String> = cell
                .point
                .iter()
                .enumerate()
                .map(|(axis, &value)| self.label(axis, value))
                .collect();
            row.extend([
                self.written(outcome, level.difference, level),
                self.between(outcome, level),
                self.off(outcome, off.difference, off),
                format!(
                    "{} … {}",
                    self.off(outcome, off.low, off),
                    self.off(outcome, off.high, off)
                ),
            ]);
            if forced {
                row.push(percent(cell.done as f64 / self.n as f64, 0));
            }
            if one {
                let length = if most > 0.0 { level.difference / most * LONGEST } else { 0.0 };
                let bar = "█".repeat(libm::round(length.max(0.0)) as usize);
                row.push(format!("{bar:<24}"));
            }
            table.row(row);
        }
        sheet.table(table);
        for cell in self.cells.iter().filter(|cell| cell.effects[outcome].undefined > 0) {
            let missing = cell.effects[outcome].undefined;
            let at: Vec<String> = cell
                .point
                .iter()
                .enumerate()
                .map(|(axis, &value)| self.label(axis, value))
                .collect();
            sheet.paragraph(undefined_pairs(&at.join(", "), missing, self.n, language));
        }
        sheet.paragraph(format!("n = {}", self.n));
    }

    fn json(&self) -> Value {
        let number = |level: Difference| json!({ "value": level.difference, "low": level.low, "high": level.high });
        let axes: Vec<Value> = self
            .plan
            .axes
            .iter()
            .enumerate()
            .map(|(place, axis)| {
                let values = if self.plan.grid { axis.values() } else { Vec::new() };
                let labels: Vec<String> =
                    values.iter().map(|&value| self.label(place, value)).collect();
                json!({ "name": axis.name, "axis": axis.text, "unit": axis.unit, "values": labels })
            })
            .collect();
        let outcomes: Vec<Value> = self
            .inquiry
            .outcomes
            .iter()
            .enumerate()
            .map(|(place, (id, outcome))| {
                let base = self.cells.first().map(|cell| number(base_level(&cell.effects[place])));
                json!({ "id": id, "unit": outcome.unit(), "baseline": base })
            })
            .collect();
        let cells: Vec<Value> = self
            .cells
            .iter()
            .map(|cell| {
                let at: Vec<String> = cell
                    .point
                    .iter()
                    .enumerate()
                    .map(|(axis, &value)| self.label(axis, value))
                    .collect();
                let seen: Vec<Value> = self
                    .inquiry
                    .outcomes
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
    fn table_of_cells(&self) -> Dataset {
        let rows: Vec<(&Cell, usize)> = self
            .cells
            .iter()
            .flat_map(|cell| (0..self.inquiry.outcomes.len()).map(move |outcome| (cell, outcome)))
            .collect();
        let mut table = Dataset::new("cells");
        for (place, axis) in self.plan.axes.iter().enumerate() {
            let cells = rows.iter().map(|(cell, _)| self.label(place, cell.point[place]));
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
        let names = rows.iter().map(|(_, outcome)| self.inquiry.outcomes[*outcome].0.clone());
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
