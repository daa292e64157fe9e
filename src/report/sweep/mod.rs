//! What a sweep saw, told: every outcome over what was swept.

mod data;
mod maps;
mod pictures;
mod sentences;

use self::sentences as say;
use crate::batch::statistics::{Difference, wilson};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::{many_at_once, undefined_pairs};
use crate::report::folder::Provenance;
use crate::report::intervention;
use crate::report::number::{Number, borne, percent, percent_borne, points_borne, signed_borne};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::Table;
use crate::report::words;
use crate::scenario::Scenario;
use crate::scenario::library::Listing;
use crate::whatif::effect::Effect;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::outcome::Outcome;
use crate::whatif::sweep::axis::Axis;
use crate::whatif::sweep::plan::Plan;
use crate::whatif::sweep::{Cell, Sweep};

/// Carries out a sweep and tells what it saw.
///
/// # Errors
/// Why it has no findings.
pub fn answer(asked: &Sweep, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let found = asked.run(work)?;
    let (first, n) = (asked.sample.first(), found.findings.n);
    let (finished, wanted) = (found.findings.cells.len(), found.plan.points.len());
    let telling = Telling {
        scenario: found.world.scenario(),
        counterfactuals: &found.counterfactuals,
        plan: &found.plan,
        outcomes: &found.outcomes.asked,
        cells: &found.findings.cells,
        n,
        language,
    };
    let inquiry = Inquiry::Sweep(asked.clone());
    Ok(Answer {
        sheet: telling.sheet(),
        json: telling.json(),
        tables: vec![telling.table_of_cells()],
        provenance: Provenance::of(inquiry, telling.scenario, first, n),
        more: Vec::new(),
        refuted: None,
        interrupted: (finished < wanted)
            .then(|| format!("interrupted: {finished} of {wanted} points were run and are shown")),
    })
}

/// At a point.
fn level(effect: &Effect) -> Difference {
    effect.changed.level(effect.truth)
}

/// In the world in which nothing is swept.
fn base_level(effect: &Effect) -> Difference {
    effect.factual.level(effect.truth)
}

/// The longest bar of a table.
const LONGEST: f64 = 24.0;

/// What is told, to whom.
struct Telling<'a> {
    scenario: &'a Scenario,
    counterfactuals: &'a [Listing],
    plan: &'a Plan,
    /// Each as it was written.
    outcomes: &'a [(String, Outcome)],
    cells: &'a [Cell],
    /// Histories at every point.
    n: u64,
    language: Language,
}

impl Telling<'_> {
    /// A value of an axis, for programs.
    fn plain_label(&self, axis: usize, value: f64) -> String {
        self.plan.axes[axis].label(self.scenario, value)
    }

    /// A value of an axis, with the reader's decimal sign.
    fn label(&self, axis: usize, value: f64) -> String {
        let label = self.plain_label(axis, value);
        if self.plan.axes[axis].ordered() {
            Number::written(label).of(self.language)
        } else {
            label
        }
    }

    /// The values of a point.
    fn at(&self, cell: &Cell) -> Vec<String> {
        let values = cell.point.iter().enumerate();
        values.map(|(axis, &value)| self.label(axis, value)).collect()
    }

    fn outcome(&self, place: usize) -> &Outcome {
        &self.outcomes[place].1
    }

    /// A value of an outcome, no finer than its interval.
    fn written(&self, outcome: usize, value: f64, level: Difference) -> String {
        let interval = (level.low, level.high);
        let written = if !value.is_finite() {
            Number::missing()
        } else if self.outcome(outcome).is_claim() {
            percent_borne(value, interval)
        } else {
            borne(value, interval)
        };
        written.of(self.language)
    }

    fn between(&self, outcome: usize, level: Difference) -> String {
        let end = |value| self.written(outcome, value, level);
        say::between(self.language, end(level.low), end(level.high))
    }

    fn off(&self, outcome: usize, value: f64, off: Difference) -> String {
        let is_claim = self.outcome(outcome).is_claim();
        let written = if value.is_finite() {
            if is_claim {
                points_borne(value, (off.low, off.high))
            } else {
                signed_borne(value, (off.low, off.high))
            }
        } else {
            Number::missing()
        };
        written.of(self.language)
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

    fn sheet(&self) -> Sheet {
        let language = self.language;
        let axes: Vec<&str> = self.plan.axes.iter().map(|axis| axis.name.as_str()).collect();
        let mut sheet = Sheet::new(say::title(language, &self.scenario.title, axes.join(", ")));
        for change in self.counterfactuals {
            sheet.paragraph(intervention::what_if(change, language));
        }
        sheet.paragraph(Question::Forecast.said(language));
        for axis in &self.plan.axes {
            sheet.paragraph(self.explain(axis));
        }
        sheet.paragraph(say::method(language, self.n));
        let ever = (0..self.outcomes.len()).filter(|&outcome| self.ever(outcome));
        if let Some(said) = many_at_once(ever.count() * self.cells.len(), language) {
            sheet.paragraph(said);
        }
        if self.plan.forces() && self.cells.iter().any(|cell| cell.done < self.n) {
            sheet.paragraph(say::DONE_IS.of(language));
        }
        let outcomes: Vec<usize> =
            (0..self.outcomes.len()).filter(|&outcome| self.ever(outcome)).collect();
        if outcomes.len() > 1 && self.plan.axes.len() == 1 {
            self.side_by_side(&mut sheet, &outcomes);
        }
        for &outcome in &outcomes {
            let asked = self.outcome(outcome);
            sheet.heading(if asked.is_claim() {
                language.of(asked.title()).to_owned()
            } else {
                say::in_unit(language, asked.title(), words::unit(asked.unit(), language))
            });
            if self.plan.axes.len() == 2 && self.plan.grid {
                self.map(&mut sheet, outcome);
                sheet.figure(self.heat(outcome), "");
            }
            if outcomes.len() == 1 && self.plan.axes.len() == 1 && self.plan.grid {
                sheet.figure(self.curve(&[outcome]), "");
            }
            self.list(&mut sheet, outcome);
        }
        let never: Vec<&str> = (0..self.outcomes.len())
            .filter(|&outcome| !self.ever(outcome))
            .map(|outcome| language.of(self.outcome(outcome).title()))
            .collect();
        if !never.is_empty() {
            let most = wilson(0, self.n).high;
            let most = percent_borne(most, (0.0, most));
            sheet.paragraph(say::never(language, never.join("; "), self.n, most));
        }
        sheet
    }

    fn explain(&self, axis: &Axis) -> String {
        let language = self.language;
        let title = language.of(&axis.title);
        if title == axis.name {
            let unit = words::unit(&axis.unit, language);
            return if unit.is_empty() {
                title.to_owned()
            } else {
                say::in_unit(language, title, unit)
            };
        }
        say::axis(language, &axis.name, title)
    }

    /// Every point with its intervals.
    fn list(&self, sheet: &mut Sheet, outcome: usize) {
        let language = self.language;
        let forced = self.plan.forces();
        let level_name = if self.outcome(outcome).is_claim() { say::SHARE } else { say::MEAN };
        let mut head: Vec<&str> = self.plan.axes.iter().map(|axis| axis.name.as_str()).collect();
        let columns = [level_name, say::INTERVAL, say::DIFFERENCE, say::INTERVAL];
        head.extend(columns.map(|column| column.of(language)));
        if forced {
            head.push(say::DONE.of(language));
        }
        let one = self.plan.axes.len() == 1 && self.plan.axes[0].ordered();
        if one {
            head.push(" ");
        }
        let mut table = Table::new(&head);
        let Some(first) = self.cells.first() else { return };
        let base = base_level(&first.effects[outcome]);
        let mut row = vec![say::NOTHING_SWEPT.of(language).to_owned()];
        row.extend(self.plan.axes.iter().skip(1).map(|_| String::new()));
        row.extend([self.written(outcome, base.difference, base), self.between(outcome, base)]);
        table.row(row);
        let (_, most) = self.range(outcome);
        for cell in self.cells {
            let effect = &cell.effects[outcome];
            let (level, off) = (level(effect), effect.difference());
            let mut row = self.at(cell);
            row.extend([
                self.written(outcome, level.difference, level),
                self.between(outcome, level),
                self.off(outcome, off.difference, off),
                say::between(
                    language,
                    self.off(outcome, off.low, off),
                    self.off(outcome, off.high, off),
                ),
            ]);
            if forced {
                row.push(percent(cell.done as f64 / self.n as f64, self.n).of(language));
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
            let at = self.at(cell).join(", ");
            sheet.paragraph(undefined_pairs(&at, missing, self.n, language));
        }
        sheet.paragraph(say::pairs_counted(language, self.n));
    }
}
