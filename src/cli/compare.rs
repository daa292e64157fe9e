//! `hokushin compare`.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::batch::Scale;
use super::{Failure, Format, Subject};
use crate::batch::Row;
use crate::batch::statistics::{Difference, paired_mean, paired_share};
use crate::report::Language;
use crate::report::table::{Table, percent, points, signed, three_digits};
use crate::report::words;
use crate::scenario::{MeasureKind, Scenario};
use crate::sim::Premise;

/// Run the same seeds with and without a change: what differs, and how surely.
#[derive(Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    scale: Scale,
    /// Text, or JSON with the keys `outcomes`, `measures`, `flips`, `runs`, `seconds`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Ways of ending in another class that are shown.
const SHOWN: usize = 8;

/// One row of the comparison.
struct Line {
    id: String,
    title: String,
    unit: String,
    factual: f64,
    counterfactual: f64,
    difference: Difference,
    gained: u64,
    lost: u64,
}

impl Compare {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        if self.subject.with.is_empty() {
            return Err(Failure::BadInput(
                "compare needs a change: --with COUNTERFACTUAL (`hokushin list` shows them)"
                    .to_owned(),
            ));
        }
        let factual = Premise::new(self.subject.load(&[])?.scenario);
        let loaded = self.subject.load(&self.subject.with)?;
        let changed = Premise::new(loaded.scenario);
        let (seats, changed_seats) = (self.subject.seats(&factual), self.subject.seats(&changed));
        let began = Instant::now();
        let mut rows = self.scale.run(&[(&factual, &seats), (&changed, &changed_seats)])?;
        let seconds = began.elapsed().as_secs_f64();
        let n = rows[0].len().min(rows[1].len());
        rows.iter_mut().for_each(|rows| rows.truncate(n));
        let pairs: Vec<(&Row, &Row)> = rows[0].iter().zip(&rows[1]).collect();
        if pairs.is_empty() {
            return Err(Failure::Failed("interrupted before the first pair was run".to_owned()));
        }
        let scenario = &factual.scenario;
        let outcomes = outcomes(scenario, &pairs, language);
        let measures = measures(scenario, &pairs, language);
        let flips = flips(&pairs);
        let mut out = std::io::stdout().lock();
        if self.format == Format::Json {
            let line = |line: &Line| {
                json!({ "id": line.id, "unit": line.unit, "factual": line.factual, "counterfactual": line.counterfactual,
                    "difference": line.difference.difference, "low": line.difference.low, "high": line.difference.high,
                    "gained": line.gained, "lost": line.lost })
            };
            let flips: Vec<_> = flips
                .iter()
                .map(|(&(from, to), count)| json!({ "from": scenario.outcomes[from].id, "to": scenario.outcomes[to].id, "count": count }))
                .collect();
            let table = json!({
                "outcomes": outcomes.iter().map(line).collect::<Vec<_>>(),
                "measures": measures.iter().map(line).collect::<Vec<_>>(),
                "flips": flips, "runs": n, "seconds": seconds,
            });
            writeln!(out, "{table:#}")?;
        } else {
            writeln!(out, "{}", language.of(&scenario.title))?;
            for counterfactual in &loaded.counterfactuals {
                writeln!(
                    out,
                    "  {} {}: {}",
                    language.pick("What if", "Y si"),
                    language.of(&counterfactual.title),
                    language.of(&counterfactual.question)
                )?;
            }
            writeln!(out, "  {}\n", language.pick("The same seeds with and without the change. Answers: what would follow at the branching date, over all luck.\n  up, down: pairs in which the change brings it about, or undoes it; of means, raises or lowers it.", "Las mismas semillas con y sin el cambio. Responde: qué seguiría en la fecha de divergencia, sobre todos los azares.\n  sube, baja: pares en que el cambio lo provoca o lo deshace; en las medias, las sube o las baja."))?;
            writeln!(
                out,
                "{}",
                table(&outcomes, n as u64, language.pick("Outcome", "Desenlace"), language)
            )?;
            let (shares, numbers): (Vec<Line>, Vec<Line>) =
                measures.into_iter().partition(|line| line.unit == "share");
            writeln!(
                out,
                "{}",
                table(&shares, n as u64, language.pick("What happened", "Qué ocurrió"), language)
            )?;
            writeln!(
                out,
                "{}",
                table(&numbers, n as u64, language.pick("Mean of", "Media de"), language)
            )?;
            let flipped: u64 = flips.values().sum();
            writeln!(
                out,
                "{flipped} {} {n} {}",
                language.pick("of", "de"),
                language
                    .pick("histories ended in another class:", "historias acabaron en otra clase:")
            )?;
            let mut largest: Vec<_> = flips.iter().collect();
            largest.sort_by_key(|&(pair, count)| (std::cmp::Reverse(*count), *pair));
            let others: u64 = largest.iter().skip(SHOWN).map(|&(_, count)| count).sum();
            for (&(from, to), count) in largest.into_iter().take(SHOWN) {
                writeln!(
                    out,
                    "  {count:>6}  {}  →  {}",
                    language.of(&scenario.outcomes[from].title),
                    language.of(&scenario.outcomes[to].title)
                )?;
            }
            if others > 0 {
                writeln!(out, "  {others:>6}  {}", language.pick("otherwise", "de otro modo"))?;
            }
            writeln!(
                out,
                "\n{} {n} {}, {seconds:.1} s, {:.0} {}",
                language.pick("n =", "n ="),
                language.pick("pairs", "pares"),
                2.0 * n as f64 / seconds,
                language.pick("histories a second", "historias por segundo")
            )?;
        }
        if (n as u64) < self.scale.runs {
            return Err(Failure::Failed(format!(
                "interrupted: {n} of {} pairs were run and are shown",
                self.scale.runs
            )));
        }
        Ok(())
    }
}

fn share_line(id: &str, title: &str, pairs: &[(&Row, &Row)], holds: impl Fn(&Row) -> bool) -> Line {
    let n = pairs.len() as f64;
    let count = |test: &dyn Fn(&(&Row, &Row)) -> bool| {
        pairs.iter().filter(|pair| test(pair)).count() as u64
    };
    let gained = count(&|(before, after)| !holds(before) && holds(after));
    let lost = count(&|(before, after)| holds(before) && !holds(after));
    Line {
        id: id.to_owned(),
        title: title.to_owned(),
        unit: "share".to_owned(),
        factual: count(&|(before, _)| holds(before)) as f64 / n,
        counterfactual: count(&|(_, after)| holds(after)) as f64 / n,
        difference: paired_share(gained, lost, pairs.len() as u64),
        gained,
        lost,
    }
}

fn outcomes(scenario: &Scenario, pairs: &[(&Row, &Row)], language: Language) -> Vec<Line> {
    let line = |(place, outcome): (usize, &crate::scenario::Outcome)| {
        share_line(&outcome.id, language.of(&outcome.title), pairs, |row| row.outcome == place)
    };
    scenario.outcomes.iter().enumerate().map(line).collect()
}

fn measures(scenario: &Scenario, pairs: &[(&Row, &Row)], language: Language) -> Vec<Line> {
    let n = pairs.len() as f64;
    let line = |(place, measure): (usize, &crate::scenario::Measure)| {
        let title = language.of(&measure.title);
        if measure.kind == MeasureKind::Truth {
            return share_line(&measure.id, title, pairs, |row| row.measures[place] != 0.0);
        }
        let differences: Vec<f64> = pairs
            .iter()
            .map(|(before, after)| after.measures[place] - before.measures[place])
            .collect();
        Line {
            id: measure.id.clone(),
            title: title.to_owned(),
            unit: measure.unit.clone(),
            factual: pairs.iter().map(|(before, _)| before.measures[place]).sum::<f64>() / n,
            counterfactual: pairs.iter().map(|(_, after)| after.measures[place]).sum::<f64>() / n,
            difference: paired_mean(&differences),
            gained: differences.iter().filter(|&&difference| difference > 0.0).count() as u64,
            lost: differences.iter().filter(|&&difference| difference < 0.0).count() as u64,
        }
    };
    scenario.measures.iter().enumerate().map(line).collect()
}

fn flips(pairs: &[(&Row, &Row)]) -> BTreeMap<(usize, usize), u64> {
    let mut flips = BTreeMap::new();
    for (before, after) in pairs {
        if before.outcome != after.outcome {
            *flips.entry((before.outcome, after.outcome)).or_insert(0) += 1;
        }
    }
    flips
}

fn table(lines: &[Line], n: u64, head: &str, language: Language) -> Table {
    let mut table = Table::new(&[
        head,
        language.pick("without", "sin"),
        language.pick("with", "con"),
        language.pick("difference", "diferencia"),
        "95 %",
        language.pick("up", "sube"),
        language.pick("down", "baja"),
    ]);
    for line in lines {
        let Difference { difference, low, high } = line.difference;
        let cells = if line.unit == "share" {
            vec![
                line.title.clone(),
                percent(line.factual, n),
                percent(line.counterfactual, n),
                points(difference, n),
                format!("{} … {}", points(low, n), points(high, n)),
            ]
        } else {
            vec![
                format!("{} ({})", line.title, words::unit(&line.unit, language)),
                three_digits(line.factual),
                three_digits(line.counterfactual),
                signed(difference),
                format!("{} … {}", signed(low), signed(high)),
            ]
        };
        table.row(
            cells.into_iter().chain([line.gained.to_string(), line.lost.to_string()]).collect(),
        );
    }
    table
}
