//! What a sensitivity found, told: the outcome, the shares of its variance, and the
//! parameters that were screened.

mod data;
mod pictures;
mod sentences;

use crate::batch::statistics::{Difference, FEWEST_CASES, runs_for_cases};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::many_at_once;
use crate::report::folder::Provenance;
use crate::report::intervention;
use crate::report::number::{Number, borne, percent_borne, signed, three_digits};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::Table;
use crate::report::words;
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::morris::Screened;
use crate::whatif::node_groups::NodeGroup;
use crate::whatif::sensitivity::{Answered, Design, Findings, Ranked, Sensitivity};
use crate::whatif::sobol::{Estimate, Shares};

use sentences as say;

/// Carries out a sensitivity and tells what it found.
///
/// # Errors
/// Why it has no findings.
pub fn answer(asked: &Sensitivity, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let answered = asked.run(work)?;
    let Answered { design, rows, findings } = &answered;
    let first = asked.sample.first();
    let (done, all) = (findings.rows, asked.sample.runs);
    let inquiry = Inquiry::Sensitivity(asked.clone());
    Ok(Answer {
        sheet: Telling { asked, design, findings, language }.sheet(),
        json: data::json(asked, design, findings),
        tables: data::tables(design, rows, findings, first),
        provenance: Provenance::of(inquiry, design.world.scenario(), first, 2 * all),
        more: Vec::new(),
        refuted: None,
        interrupted: (done < all)
            .then(|| format!("interrupted: {done} of {all} rows were run and are shown")),
    })
}

/// What is told, to whom.
struct Telling<'a> {
    asked: &'a Sensitivity,
    design: &'a Design,
    findings: &'a Findings,
    language: Language,
}

impl Telling<'_> {
    fn sheet(&self) -> Sheet {
        let Self { asked, design, findings: found, language } = *self;
        let outcome = &design.outcome;
        let mut sheet = Sheet::new(say::title(language, &design.world.scenario().title));
        for change in &design.counterfactuals {
            sheet.paragraph(intervention::what_if(change, language));
        }
        sheet.paragraph(Question::Forecast.said(language));
        let n = 2 * found.rows;
        let Difference { difference: mean, low, high } = found.mean;
        sheet.paragraph(say::stands(
            language,
            outcome.title(),
            self.level(mean),
            self.end(low),
            self.end(high),
            n,
        ));
        match &found.shares {
            None if found.few_cases.is_some_and(|few| few > 0) => {
                let few = found.few_cases.unwrap_or(0);
                let runs = runs_for_cases(few, found.rows).unwrap_or(0);
                sheet.paragraph(say::too_few(language, few, n, FEWEST_CASES, runs));
            }
            None => {
                sheet.paragraph(say::no_variance(language, n));
            }
            Some(shares) => {
                self.share_out(&mut sheet, shares);
                if let Some(runs) = found.needed {
                    sheet.paragraph(say::too_rough(language, runs));
                }
            }
        }
        let told = found.shares.as_ref().map_or(0, |shares| {
            let all = shares.first.iter().chain(&shares.total);
            all.filter(|index| index.high > index.low).count()
        });
        let screened = if found.trajectories == 0 { 0 } else { design.open.len() };
        if let Some(said) = many_at_once(told + screened.min(asked.top), language) {
            sheet.paragraph(said);
        }
        self.list_screened(&mut sheet);
        sheet
    }

    /// A value of the outcome in the digits that the interval of its mean bears.
    fn end(&self, value: f64) -> Number {
        let Difference { low, high, .. } = self.findings.mean;
        if is_share(self.design) {
            percent_borne(value, (low, high))
        } else {
            borne(value, (low, high))
        }
    }

    /// The same with its unit.
    fn level(&self, value: f64) -> String {
        let unit = words::unit(self.design.outcome.unit(), self.language);
        let number = self.end(value);
        if is_share(self.design) || unit.is_empty() {
            number.of(self.language)
        } else {
            say::in_unit(self.language, number, unit)
        }
    }

    /// The kinds in words, then all columns in a table.
    fn share_out(&self, sheet: &mut Sheet, shares: &Shares) {
        let Self { design, language, .. } = *self;
        let rows = self.findings.rows;
        let columns = design.columns.len();
        let (together, apart) = (shares.sums[1].rest(), shares.sums[0].rest());
        let kinds: Vec<String> = design
            .kinds
            .iter()
            .enumerate()
            .map(|(place, kind)| {
                let title = language.of(&kind.title).to_lowercase();
                say::share_of(language, title, in_words(shares.first[columns + place], language))
            })
            .collect();
        sheet.paragraph(say::by_kind(language, kinds.join("; "), in_words(together, language)));
        let mut order: Vec<usize> = (0..columns).collect();
        order.sort_by(|&a, &b| shares.first[b].value.total_cmp(&shares.first[a].value));
        let shown: Vec<String> = order
            .iter()
            .filter(|&&place| shares.first[place].low > 0.0)
            .take(5)
            .map(|&place| {
                let title = &design.columns[place].title;
                say::share_of(language, title, in_words(shares.first[place], language))
            })
            .collect();
        let apart = in_words(apart, language);
        sheet.paragraph(if shown.is_empty() {
            say::no_column_stands_out(language, apart)
        } else {
            say::by_column(language, shown.join("; "), apart)
        });
        let head = [say::WHAT, say::NODES, say::ALONE, say::INTERVAL, say::TOUCHED, say::INTERVAL];
        let mut table = Table::headed(head, language);
        let reach = |of: Estimate| say::reach(language, part(of.low, of), part(of.high, of));
        let mut row = |column: &NodeGroup, place: usize| {
            let (first, total) = (shares.first[place], shares.total[place]);
            table.row(vec![
                language.of(&column.title).to_owned(),
                column.nodes.len().to_string(),
                part(first.value, first).of(language),
                reach(first),
                part(total.value, total).of(language),
                reach(total),
            ]);
        };
        for (place, kind) in design.kinds.iter().enumerate() {
            row(kind, columns + place);
        }
        order.sort_by(|&a, &b| shares.total[b].value.total_cmp(&shares.total[a].value));
        let kinds: Vec<usize> = design.kinds.iter().filter_map(|kind| design.alike(kind)).collect();
        let nothing = |place: usize| shares.total[place].high == 0.0;
        let mut idle: Vec<&str> = Vec::new();
        for place in order.into_iter().filter(|place| !kinds.contains(place)) {
            if nothing(place) {
                idle.push(language.of(&design.columns[place].title));
            } else {
                row(&design.columns[place], place);
            }
        }
        sheet.heading(say::SHARES.of(language));
        sheet.figure(self.picture(shares), "");
        sheet.table(table);
        if !idle.is_empty() {
            sheet.paragraph(say::idle(language, idle.join("; ")));
        }
        sheet.paragraph(say::shares_are(language, rows));
    }

    fn list_screened(&self, sheet: &mut Sheet) {
        let Self { asked, design, findings: found, language } = *self;
        if found.trajectories == 0 || asked.top == 0 {
            return;
        }
        let moving = found.screened.iter().filter(|ranked| ranked.effect.size.value > 0.0).count();
        let share = is_share(design);
        let unit = if share {
            say::POINTS.of(language).to_owned()
        } else {
            words::unit(design.outcome.unit(), language)
        };
        let mut table = Table::new(&[
            say::PARAMETER.of(language),
            say::BEST.of(language),
            say::RANGE.of(language),
            &say::size_in(language, unit),
            say::INTERVAL.of(language),
            say::MEAN.of(language),
            say::SPREAD.of(language),
        ]);
        let scaled = if share { 100.0 } else { 1.0 };
        for Ranked { place, effect } in found.screened.iter().take(asked.top.min(moving)) {
            let known = &design.world.premise.parameters()[*place];
            let Screened { size, mean, spread } = *effect;
            let written =
                |value: f64| borne(value * scaled, (size.low * scaled, size.high * scaled));
            table.row(vec![
                known.name.to_string(),
                Number::exact(known.best).of(language),
                say::reach(language, Number::exact(known.low), Number::exact(known.high)),
                written(size.value).of(language),
                say::reach(language, written(size.low), written(size.high)),
                signed(mean * scaled).of(language),
                three_digits(spread * scaled).of(language),
            ]);
        }
        sheet.heading(say::SCREENED.of(language));
        if moving > 0 {
            sheet.table(table);
        }
        sheet.paragraph(say::screening_is(
            language,
            found.trajectories,
            asked.screen_seeds,
            moving,
            design.open.len(),
        ));
    }
}

/// Whether the outcome is a share, told in per cent.
fn is_share(design: &Design) -> bool {
    design.outcome.unit() == "share"
}

/// A share of variance as a percentage, in the digits that its interval bears.
fn part(value: f64, of: Estimate) -> Number {
    if value.is_finite() { percent_borne(value, (of.low, of.high)) } else { Number::missing() }
}

/// A share of variance in a sentence; noise around nothing is nothing.
fn in_words(of: Estimate, language: Language) -> String {
    if !of.value.is_finite() {
        return say::UNKNOWN.of(language).to_owned();
    }
    let written = |value: f64| part(value.clamp(0.0, 1.0), of);
    say::share(language, written(of.value), written(of.low), written(of.high))
}
