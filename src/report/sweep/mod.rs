//! What a sweep saw, told: every outcome over what was swept.

mod data;
mod maps;
mod pictures;

use crate::batch::statistics::{Difference, wilson};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::{borne, many_at_once, percent_borne, signed_borne, undefined_pairs};
use crate::report::folder::Provenance;
use crate::report::intervention;
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, percent};
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
    fn label(&self, axis: usize, value: f64) -> String {
        self.plan.axes[axis].label(self.scenario, value)
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

    fn sheet(&self) -> Sheet {
        let language = self.language;
        let axes: Vec<&str> = self.plan.axes.iter().map(|axis| axis.name.as_str()).collect();
        let mut sheet = Sheet::new(format!(
            "{}: {} {}",
            language.of(&self.scenario.title),
            language.pick("a sweep over", "un barrido sobre"),
            axes.join(", ")
        ));
        for change in self.counterfactuals {
            sheet.paragraph(intervention::what_if(change, language));
        }
        sheet.paragraph(Question::Forecast.said(language));
        for axis in &self.plan.axes {
            sheet.paragraph(self.explain(axis));
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
        let ever = (0..self.outcomes.len()).filter(|&outcome| self.ever(outcome));
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
            (0..self.outcomes.len()).filter(|&outcome| self.ever(outcome)).collect();
        if outcomes.len() > 1 && self.plan.axes.len() == 1 {
            self.side_by_side(&mut sheet, &outcomes);
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

    fn explain(&self, axis: &Axis) -> String {
        let language = self.language;
        let title = language.of(&axis.title);
        if title == axis.name {
            let unit = words::unit(&axis.unit, language);
            return if unit.is_empty() { title.to_owned() } else { format!("{title} ({unit})") };
        }
        format!("{}: {title}", axis.name)
    }

    /// Every point with its intervals.
    fn list(&self, sheet: &mut Sheet, outcome: usize) {
        let language = self.language;
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
        for cell in self.cells {
            let effect = &cell.effects[outcome];
            let (level, off) = (level(effect), effect.difference());
            let mut row = self.at(cell);
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
            let at = self.at(cell).join(", ");
            sheet.paragraph(undefined_pairs(&at, missing, self.n, language));
        }
        sheet.paragraph(format!("n = {}", self.n));
    }
}
