//! What changes did, over the same seeds: the tables and sentences of `compare`.

mod pictures;
mod sentences;

use std::path::Path;

use serde_json::{Value, json};

use crate::batch::statistics::{Difference, Quantile};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::{many_at_once, quantiles_explained, undefined_pairs};
use crate::report::folder::Provenance;
use crate::report::intervention;
use crate::report::number::{
    Number, borne, percent, percent_borne, points_borne, quantile_borne, signed_borne, times,
};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::Table;
use crate::report::words;
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Day, EventId, MeasureKind, Scenario, Text, Week};
use crate::sim::calendar;
use crate::whatif::claim::Claim;
use crate::whatif::comparison::{Change, Compare, Comparing, Condition, Findings};
use crate::whatif::effect::{Comparison, Effect, Moments};
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::pairs::Observables;
use crate::whatif::time_series::TimeSeries;

use sentences as say;

/// As a reader sees a change.
fn titled(change: &Change, language: Language) -> String {
    change.titles.iter().map(|title| language.of(title)).collect::<Vec<_>>().join(" + ")
}

/// What is asked of a change: what the author says will follow, else what it moves most surely.
fn question(change: &Change, claims: &[String]) -> Option<InQuestion> {
    let said = claims.iter().position(|text| change.consequents.contains(text));
    said.map(InQuestion::Claim).or_else(|| surest(&change.all).map(InQuestion::Measure))
}

/// The effect of a change, in some pairs, on what is in question.
fn effect_in_question(change: &Change, claims: &[String], pairs: &Comparison) -> Option<Effect> {
    match question(change, claims)? {
        InQuestion::Claim(place) => pairs.claims.get(place).copied(),
        InQuestion::Measure(place) => pairs.measures.get(place).copied(),
    }
}

/// The yes or no that a change is asked about, by its place in the plan or the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InQuestion {
    Claim(usize),
    Measure(usize),
}

/// What is told, and of what.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    scenario: &'a Scenario,
    plan: &'a Observables,
    comparing: &'a Comparing,
    changes: &'a [Change],
    condition: Option<&'a Condition>,
    followed: &'a TimeSeries,
}

impl<'a> Telling<'a> {
    /// What the findings of a comparison say.
    #[must_use]
    pub fn of(comparing: &'a Comparing, findings: &'a Findings) -> Self {
        Self {
            scenario: comparing.scenario(),
            plan: &comparing.plan,
            comparing,
            changes: &findings.changes,
            condition: findings.condition.as_ref(),
            followed: &findings.followed,
        }
    }

    /// What of a change no history has taken up, a sentence each.
    fn never_taken_up(&self, place: usize) -> Vec<Text> {
        let scenario = self.comparing.changes[place].world.scenario();
        intervention::never_taken_up(scenario, &self.changes[place].uptake)
    }
}

/// Ways of ending in another class that are shown.
const SHOWN: usize = 8;
/// Events of one world only that are shown.
const SHOWN_EVENTS: usize = 6;

/// A line of a table: what is measured, and its effect.
struct Line<'a> {
    id: &'a str,
    title: &'a str,
    unit: &'a str,
    effect: &'a Effect,
}

fn outcome_lines<'a>(
    scenario: &'a Scenario,
    comparison: &'a Comparison,
    language: Language,
) -> Vec<Line<'a>> {
    let pairs = scenario.outcomes.iter().zip(&comparison.outcomes);
    pairs
        .map(|(outcome, effect)| Line {
            id: &outcome.id,
            title: language.of(&outcome.title),
            unit: "share",
            effect,
        })
        .collect()
}

fn measure_lines<'a>(
    scenario: &'a Scenario,
    comparison: &'a Comparison,
    language: Language,
) -> Vec<Line<'a>> {
    let pairs = scenario.measures.iter().zip(&comparison.measures);
    pairs
        .map(|(measure, effect)| Line {
            id: &measure.id,
            title: language.of(&measure.title),
            unit: if effect.truth { "share" } else { &measure.unit },
            effect,
        })
        .collect()
}

impl Line<'_> {
    /// Its title, and what a mean is measured in.
    fn head(&self, language: Language) -> String {
        if self.effect.truth {
            self.title.to_owned()
        } else {
            say::in_unit(language, self.title, words::unit(self.unit, language))
        }
    }
}

/// The share or mean of one side in its column, in the digits that its own interval bears.
fn value(effect: &Effect, side: Moments) -> Number {
    if side.n == 0 {
        return Number::missing();
    }
    let Difference { difference: mean, low, high } = side.level(effect.truth);
    if effect.truth { percent_borne(mean, (low, high)) } else { borne(mean, (low, high)) }
}

/// A difference in its column, in the digits that its interval bears.
fn change(effect: &Effect, difference: f64) -> Number {
    let Difference { low, high, .. } = effect.difference();
    match difference.is_nan() {
        true => Number::missing(),
        false if effect.truth => points_borne(difference, (low, high)),
        false => signed_borne(difference, (low, high)),
    }
}

fn interval(effect: &Effect, language: Language) -> String {
    let Difference { low, high, .. } = effect.difference();
    // Of one pair no interval of a mean is known.
    if !low.is_finite() || !high.is_finite() {
        return Number::missing().of(language);
    }
    say::reach(language, change(effect, low), change(effect, high))
}

fn effects_table(lines: &[Line<'_>], head: &str, language: Language) -> Table {
    let columns =
        [say::WITHOUT, say::WITH, say::DIFFERENCE, say::INTERVAL, say::UP, say::DOWN, say::SAVES];
    let columns = columns.map(|column| column.of(language));
    let mut table = Table::new(&[&[head], columns.as_slice()].concat());
    for line in lines {
        let effect = line.effect;
        table.row(vec![
            line.head(language),
            value(effect, effect.factual).of(language),
            value(effect, effect.changed).of(language),
            change(effect, effect.difference().difference).of(language),
            interval(effect, language),
            effect.gained.to_string(),
            effect.lost.to_string(),
            effect.variance_ratio().map_or_else(Number::missing, times).of(language),
        ]);
    }
    table
}

/// The place of the yes or no, among the measures, on which a change has its surest effect.
/// What the change makes all but certain is left out: that is the change itself.
fn surest(comparison: &Comparison) -> Option<usize> {
    let sureness = |effect: &Effect| {
        let Difference { difference, low, high } = effect.difference();
        if high > low { difference.abs() / (high - low) } else { 0.0 }
    };
    let truths = comparison.measures.iter().enumerate().filter(|(_, effect)| effect.truth);
    truths
        .filter(|(_, effect)| effect.gained + effect.lost > 0)
        .filter(|(_, effect)| (0.01..0.99).contains(&effect.changed.mean))
        .max_by(|(_, one), (_, other)| sureness(one).total_cmp(&sureness(other)))
        .map(|(place, _)| place)
}

/// What a comparison is answered, without its rows.
#[must_use]
pub fn answer(comparing: &Comparing, findings: &Findings, language: Language) -> Answer {
    let inquiry = Inquiry::Compare(comparing.asked.clone());
    let (first, seeds) = (comparing.first, findings.seeds);
    let mut provenance = Provenance::of(inquiry, comparing.scenario(), first, seeds);
    for change in &comparing.changes {
        provenance = provenance.and(change.world.scenario());
    }
    let telling = Telling::of(comparing, findings);
    Answer {
        sheet: telling.sheet(language),
        json: telling.json(language),
        tables: Vec::new(),
        provenance,
        more: Vec::new(),
        refuted: None,
        interrupted: None,
    }
}

/// Carries out a comparison at once and tells what it found.
///
/// # Errors
/// Why it has no findings.
pub fn ask(asked: &Compare, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let comparing = asked.lay(true, work)?;
    let count = comparing.live_all(work, |_| ());
    comparing.enough(&count)?;
    let findings = comparing.findings(count);
    let interrupted = comparing.falls_short(&findings);
    Ok(Answer { interrupted, ..answer(&comparing, &findings, language) })
}

/// How long it took.
#[must_use]
pub fn speed(seeds: u64, histories: u64, seconds: f64, language: Language) -> String {
    let rate = Number::fixed(histories as f64 / seconds, 0);
    say::speed(language, seeds, Number::fixed(seconds, 1), rate)
}

/// That a part of the seeds was written, and where.
#[must_use]
pub fn part_written(
    part: &str,
    file: &Path,
    seeds: u64,
    seconds: f64,
    language: Language,
) -> String {
    let file = file.display().to_string();
    say::part(language, seeds, part, file, Number::fixed(seconds, 1))
}

impl Telling<'_> {
    /// Which of the three questions is answered.
    #[must_use]
    pub const fn question(&self) -> Question {
        if self.condition.is_some() { Question::RealPast } else { Question::Forecast }
    }

    /// How many pairs are counted.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.changes.first().map_or(0, |change| change.all.n())
    }

    /// For people.
    #[must_use]
    pub fn sheet(&self, language: Language) -> Sheet {
        let titles: Vec<&str> = self
            .changes
            .iter()
            .flat_map(|change| &change.titles)
            .map(|title| language.of(title))
            .collect();
        let scenario = self.scenario;
        let mut sheet = Sheet::new(say::title(language, &scenario.title, titles.join("; ")));
        for (place, change) in self.changes.iter().enumerate() {
            for question in &change.questions {
                sheet.paragraph(language.of(question));
            }
            self.settled(change, &mut sheet, language);
            if change.all.n() == 0 {
                continue;
            }
            self.answer(change, &mut sheet, language);
            for said in self.never_taken_up(place) {
                sheet.lead(language.of(&said));
            }
        }
        if self.n() == 0 {
            return sheet;
        }
        sheet.paragraph(self.question().said(language));
        if let Some(condition) = self.condition {
            self.tell_the_condition(condition, &mut sheet, language);
        }
        sheet.paragraph(say::method(language, self.n()));
        let intervals = self.changes.iter().map(|change| change.all.intervals()).sum();
        if let Some(said) = many_at_once(intervals, language) {
            sheet.paragraph(said);
        }
        if self.changes.len() > 1 {
            self.side_by_side(&mut sheet, language);
        }
        if self.changes.len() == 2 {
            let both: Vec<&Change> = self.changes.iter().collect();
            sheet.figure(self.effects(&both, language), "");
        }
        for (place, change) in self.changes.iter().enumerate() {
            if self.changes.len() > 1 {
                sheet.heading(titled(change, language));
            }
            self.tell_a_change(place, change, &mut sheet, language);
        }
        sheet
    }

    /// The endings that were settled before the worlds part.
    fn settled(&self, change: &Change, sheet: &mut Sheet, language: Language) {
        let n: u64 = change.settled.iter().sum();
        if n == 0 {
            return;
        }
        let of = n + change.all.n();
        // Changes side by side count the pairs that were open when the first of them parts.
        let first = self.changes.iter().map(|change| change.divergence).min();
        let day = language.date(first.unwrap_or(change.divergence));
        let counted = change.settled.iter().zip(self.scenario.outcomes.iter());
        let classes = counted.filter(|&(&count, _)| count > 0).map(|(count, outcome)| {
            say::settled_class(language, language.of(&outcome.title), count)
        });
        let classes = classes.collect::<Vec<_>>().join(", ");
        let share = percent(n as f64 / of as f64, of).of(language);
        sheet.paragraph(say::settled(language, of as usize, &day, n, of, share, classes));
        if change.all.n() == 0 {
            sheet.lead(say::all_settled(language, day));
        }
    }

    /// The answer in a sentence: what the author says will follow, without and with.
    fn answer(&self, change: &Change, sheet: &mut Sheet, language: Language) {
        let own = &change.consequents;
        let claims = self.plan.claims.iter().zip(&change.all.claims);
        for (text, effect) in claims.filter(|(text, _)| own.contains(text)) {
            let Ok(claim) = Claim::parse(self.scenario, "consequent", text) else { continue };
            sheet.lead(say::answer(
                language,
                &claim.title,
                value(effect, effect.factual),
                value(effect, effect.changed),
                self::change(effect, effect.difference().difference),
                interval(effect, language),
                effect.n(),
            ));
        }
    }

    fn tell_the_condition(&self, condition: &Condition, sheet: &mut Sheet, language: Language) {
        let mut known: Vec<&str> =
            condition.claims.iter().map(|claim| language.of(claim)).collect();
        let last_day = language.date(calendar::monday(condition.until) + 6);
        let figures = say::record_until(language, last_day);
        if condition.record {
            known.push(&figures);
        }
        let first = self.changes.iter().map(|change| change.divergence).min().unwrap_or_default();
        let known = known.join("; ");
        sheet.paragraph(if condition.until < calendar::week_of(first) {
            say::given_then(language, known)
        } else {
            say::given_later(language, known)
        });
        sheet.paragraph(say::fit(language, self.n(), condition.of));
        if condition.tolerances.len() > 1 {
            sheet.heading(say::BY_TOLERANCE.of(language));
            sheet.paragraph(say::TOLERANCE_IS.of(language));
            let mut head = vec![
                say::TOLERANCE.of(language).to_owned(),
                say::HISTORIES.of(language).to_owned(),
            ];
            for change in self.changes {
                let title =
                    self.in_question(change, language).map_or_else(String::new, |(_, title)| title);
                head.push(say::of_change(language, titled(change, language), title));
                head.push(say::INTERVAL.of(language).to_owned());
            }
            let head: Vec<&str> = head.iter().map(String::as_str).collect();
            let mut table = Table::new(&head);
            for (place, (tolerance, n)) in condition.tolerances.iter().enumerate() {
                let said = if tolerance.is_finite() {
                    Number::fixed(*tolerance, 2).of(language)
                } else {
                    say::NO_TOLERANCE.of(language).to_owned()
                };
                let mut row = vec![said, n.to_string()];
                for told in self.changes {
                    let pairs = &told.tolerances[place];
                    let effect = effect_in_question(told, &self.plan.claims, pairs);
                    let effect = effect.unwrap_or(Effect::new(true));
                    row.push(change(&effect, effect.difference().difference).of(language));
                    row.push(interval(&effect, language));
                }
                table.row(row);
            }
            sheet.table(table);
        }
    }

    /// One row an outcome or measure, one column a change.
    fn side_by_side(&self, sheet: &mut Sheet, language: Language) {
        let scenario = self.scenario;
        let mut head = vec![say::SIDE_BY_SIDE.of(language), say::WITHOUT.of(language)];
        let titles: Vec<String> =
            self.changes.iter().map(|change| titled(change, language)).collect();
        for title in &titles {
            head.push(title);
            head.push(say::INTERVAL.of(language));
        }
        let mut table = Table::new(&head);
        let lines = |change: usize| -> Vec<Line<'_>> {
            let comparison = &self.changes[change].all;
            let mut lines = outcome_lines(scenario, comparison, language);
            lines.extend(measure_lines(scenario, comparison, language));
            lines
        };
        let columns: Vec<Vec<Line<'_>>> = (0..self.changes.len()).map(lines).collect();
        for (row, line) in columns[0].iter().enumerate() {
            let without = value(line.effect, line.effect.factual).of(language);
            let mut cells = vec![line.head(language), without];
            for column in &columns {
                let effect = column[row].effect;
                cells.push(change(effect, effect.difference().difference).of(language));
                cells.push(interval(effect, language));
            }
            table.row(cells);
        }
        sheet.table(table);
    }

    /// A heading inside what is told of one change: of the second rank where there are several.
    fn head(&self, sheet: &mut Sheet, text: impl Into<String>) {
        if self.changes.len() > 1 {
            sheet.subheading(text);
        } else {
            sheet.heading(text);
        }
    }

    fn tell_a_change(&self, place: usize, change: &Change, sheet: &mut Sheet, language: Language) {
        let scenario = self.scenario;
        let comparison = &change.all;
        if self.changes.len() == 1 {
            self.head(sheet, say::ENDINGS.of(language));
        }
        sheet.figure(self.icons(change, language), say::ICONS_SHOW.of(language));
        let outcomes = outcome_lines(scenario, comparison, language);
        sheet.table(effects_table(&outcomes, say::OUTCOME.of(language), language));
        sheet.paragraph(say::OUTCOMES_EXCLUDE.of(language));
        let (shares, numbers): (Vec<_>, Vec<_>) = measure_lines(scenario, comparison, language)
            .into_iter()
            .partition(|line| line.effect.truth);
        sheet.table(effects_table(&shares, say::HAPPENED.of(language), language));
        sheet.figure(self.effects(&[change], language), say::CROSSES_ZERO.of(language));
        sheet.table(effects_table(&numbers, say::MEAN_OF.of(language), language));
        for Line { title, effect, .. } in numbers.iter().filter(|line| line.effect.undefined > 0) {
            let of = effect.n() + effect.undefined;
            sheet.paragraph(undefined_pairs(title, effect.undefined, of, language));
        }
        self.head(sheet, say::FLOWS.of(language));
        sheet.figure(self.flow(change, language), say::RIBBON.of(language));
        sheet.table(self.flow_table(comparison, language));
        self.tell_over_time(place + 1, change, sheet, language);
        self.tell_the_checks(change, sheet, language);
    }

    fn flow_table(&self, comparison: &Comparison, language: Language) -> Table {
        let scenario = self.scenario;
        let columns = [say::WITHOUT, say::WITH, say::PAIRS];
        let mut table = Table::headed(columns, language);
        let n = comparison.n();
        let title = |place: usize| language.of(&scenario.outcomes[place].title).to_owned();
        let mut moved: Vec<_> =
            comparison.flows.iter().filter(|((from, to), _)| from != to).collect();
        moved.sort_by_key(|&(pair, count)| (std::cmp::Reverse(*count), *pair));
        let cell = |count: u64| say::count(language, count, percent(count as f64 / n as f64, n));
        for &(&(from, to), &count) in moved.iter().take(SHOWN) {
            table.row(vec![title(from), title(to), cell(count)]);
        }
        let others: u64 = moved.iter().skip(SHOWN).map(|&(_, count)| count).sum();
        if others > 0 {
            let other = say::OTHERWISE.of(language).to_owned();
            table.row(vec![other, String::new(), cell(others)]);
        }
        let stayed = n - comparison.flipped();
        let same = say::AS_WITHOUT.of(language).to_owned();
        table.row(vec![same, String::new(), cell(stayed)]);
        table
    }

    /// The effect at several horizons, and the quantities that were followed.
    fn tell_over_time(&self, world: usize, change: &Change, sheet: &mut Sheet, language: Language) {
        let scenario = self.scenario;
        if self.followed.n() < 2 {
            return;
        }
        let dates: Vec<(usize, Week)> = year_ends(&self.plan.weeks, change.divergence);
        let said = |week: Week| calendar::date_of(calendar::monday(week) + 6).to_string();
        if let Some((column, title)) = self.in_question(change, language) {
            self.head(sheet, say::by_horizon(language, title));
            let columns = [say::UP_TO, say::WITHOUT, say::WITH, say::DIFFERENCE, say::INTERVAL];
            let mut table = Table::headed(columns, language);
            for &(at, week) in &dates {
                let effect = self.followed.effect(world, column, at, true);
                table.row(vec![
                    said(week),
                    value(&effect, effect.factual).of(language),
                    value(&effect, effect.changed).of(language),
                    self::change(&effect, effect.difference().difference).of(language),
                    interval(&effect, language),
                ]);
            }
            if let Some(svg) = self.horizon(world, change, language) {
                sheet.figure(svg, "");
            }
            sheet.table(table);
            sheet.paragraph(say::pairs_counted(language, self.followed.n()));
        }
        for (column, name) in self.plan.tracks.iter().enumerate() {
            let Some(entry) = scenario.vocabulary.named(name) else { continue };
            let unit = match &entry.kind {
                Kind::Number { unit, .. } => words::unit(unit, language),
                Kind::Truth | Kind::States(_) => String::new(),
            };
            self.head(sheet, language.pick(&entry.en, &entry.es).to_owned());
            sheet.paragraph(if unit.is_empty() {
                name.clone()
            } else {
                say::quantity(language, name, unit)
            });
            let columns = [
                say::ON,
                say::MEDIAN_WITHOUT,
                say::MOST,
                say::MEDIAN_WITH,
                say::MOST,
                say::MEAN_DIFFERENCE,
                say::INTERVAL,
            ];
            let mut table = Table::headed(columns, language);
            for &(at, week) in &dates {
                let [without, with] =
                    [0, world].map(|world| self.followed.quantiles(world, column, at));
                let effect = self.followed.effect(world, column, at, false);
                let reach = |band: &[Quantile; 5]| {
                    let [low, .., high] = band;
                    // Without an interval of its own, an end has about three digits.
                    let none = (f64::NAN, f64::NAN);
                    let end = |end: &Quantile| borne(end.value, end.interval.unwrap_or(none));
                    say::reach(language, end(low), end(high))
                };
                table.row(vec![
                    said(week),
                    quantile_borne(without[2]).of(language),
                    reach(&without),
                    quantile_borne(with[2]).of(language),
                    reach(&with),
                    self::change(&effect, effect.difference().difference).of(language),
                    interval(&effect, language),
                ]);
            }
            if let Some((both, difference)) = self.fans(world, column, change, language) {
                sheet.figure(both, "").figure(difference, "");
            }
            sheet.table(table);
            let n = self.followed.n();
            let brackets = quantiles_explained(n as u64, &[0.5], language);
            sheet.paragraph(say::followed(language, n, brackets));
        }
        if !self.plan.maps.is_empty() {
            sheet.picture_heading(say::MAP.of(language));
            for map in 0..self.plan.maps.len() {
                for svg in self.maps(world, map, change, language) {
                    sheet.figure(svg, "");
                }
            }
        }
    }

    /// The yes or no that is followed over time: its column, and its name.
    fn in_question(&self, change: &Change, language: Language) -> Option<(usize, String)> {
        let happens = |measure: &&crate::scenario::Measure| measure.kind == MeasureKind::Truth;
        let truths = self.scenario.measures.iter().filter(happens);
        let before = self.plan.tracks.len();
        match question(change, &self.plan.claims)? {
            InQuestion::Claim(place) => {
                let text = &self.plan.claims[place];
                let claim = Claim::parse(self.scenario, "consequent", text).ok()?;
                let column = before + truths.count() + place;
                Some((column, language.of(&claim.title).to_owned()))
            }
            InQuestion::Measure(place) => {
                let surest = &self.scenario.measures[place];
                let place = truths.into_iter().position(|measure| measure.id == surest.id)?;
                Some((before + place, language.of(&surest.title).to_owned()))
            }
        }
    }

    /// What speaks against the result: events of one world only, halves, a placebo.
    fn tell_the_checks(&self, change: &Change, sheet: &mut Sheet, language: Language) {
        let scenario = self.scenario;
        self.head(sheet, say::CHECKS.of(language));
        let mut apart: Vec<(EventId, (u64, u64))> =
            change.all.events.enumerated().map(|(event, pairs)| (event, *pairs)).collect();
        apart.retain(|&(place, (without, with))| {
            without + with > 0 && !scenario.events[place].text.en.is_empty()
        });
        apart.sort_by_key(|&(place, (without, with))| (std::cmp::Reverse(without + with), place));
        if !apart.is_empty() {
            let columns = [say::ONE_WORLD, say::ONLY_WITHOUT, say::ONLY_WITH];
            let mut table = Table::headed(columns, language);
            for &(place, (without, with)) in apart.iter().take(SHOWN_EVENTS) {
                let text = language.of(&scenario.events[place].text);
                let end = text.find([':', ';', '.']).unwrap_or(text.len());
                table.row(vec![text[..end].to_owned(), without.to_string(), with.to_string()]);
            }
            sheet.table(table);
        }
        let (equal, tried) = change.placebo;
        sheet.paragraph(say::placebo(language, equal, tried));
        if let Some((_, title)) = self.in_question(change, language) {
            let half =
                |half: usize| effect_in_question(change, &self.plan.claims, &change.halves[half]);
            if let (Some(one), Some(other)) = (half(0), half(1)) {
                sheet.paragraph(say::halves(
                    language,
                    title,
                    self::change(&one, one.difference().difference),
                    interval(&one, language),
                    self::change(&other, other.difference().difference),
                    interval(&other, language),
                ));
            }
        }
        sheet.note(say::NOT_SHOWN.of(language));
    }

    /// For programs.
    #[must_use]
    pub fn json(&self, language: Language) -> Value {
        let line = |line: &Line<'_>| {
            let effect = line.effect;
            let Difference { difference, low, high } = effect.difference();
            json!({ "id": line.id, "unit": line.unit, "factual": effect.factual.mean,
                "counterfactual": effect.changed.mean, "difference": difference, "low": low, "high": high,
                "gained": effect.gained, "lost": effect.lost, "n": effect.n(), "undefined": effect.undefined,
                "variance_ratio": effect.variance_ratio() })
        };
        let id = |place: usize| &self.scenario.outcomes[place].id;
        let changes: Vec<Value> = self
            .changes
            .iter()
            .enumerate()
            .map(|(place, change)| {
                let outcomes = outcome_lines(self.scenario, &change.all, language);
                let measures = measure_lines(self.scenario, &change.all, language);
                let flows = change.all.flows.iter().map(|(&(from, to), count)| {
                    json!({ "from": id(from), "to": id(to), "count": count })
                });
                json!({
                    "change": change.name,
                    "settled": change.settled.iter().enumerate().filter(|&(_, &count)| count > 0)
                        .map(|(place, count)| json!({ "outcome": id(place), "count": count })).collect::<Vec<_>>(),
                    "never_taken_up": self.never_taken_up(place).iter().map(|said| language.of(said)).collect::<Vec<_>>(),
                    "outcomes": outcomes.iter().map(line).collect::<Vec<_>>(),
                    "measures": measures.iter().map(line).collect::<Vec<_>>(),
                    "flips": flows.collect::<Vec<_>>(),
                    "consequents": self.consequents_json(change),
                    "tracks": self.tracks_json(place + 1),
                    "placebo": { "equal": change.placebo.0, "of": change.placebo.1 },
                })
            })
            .collect();
        let given = self.condition.as_ref().map(|condition| {
            json!({ "claims": condition.claims.iter().map(|claim| &claim.en).collect::<Vec<_>>(),
                "record": condition.record,
                "until": calendar::date_of(calendar::monday(condition.until) + 6).to_string(),
                "histories": condition.of, "effective_sample_size": self.n() })
        });
        json!({ "question": self.question().id(), "given": given, "changes": changes, "runs": self.n() })
    }

    fn consequents_json(&self, change: &Change) -> Vec<Value> {
        let claims = self.plan.claims.iter().zip(&change.all.claims);
        let own = claims.filter(|(text, _)| change.consequents.contains(text));
        own.map(|(text, effect)| {
            let Difference { difference, low, high } = effect.difference();
            json!({ "claim": text, "factual": effect.factual.mean, "counterfactual": effect.changed.mean,
                "difference": difference, "low": low, "high": high, "gained": effect.gained, "lost": effect.lost,
                "variance_ratio": effect.variance_ratio() })
        })
        .collect()
    }

    fn tracks_json(&self, world: usize) -> Vec<Value> {
        let track = |(column, name): (usize, &String)| {
            let weeks = self.plan.weeks.iter().enumerate().map(|(at, &week)| {
                let Difference { difference, low, high } =
                    self.followed.effect(world, column, at, false).difference();
                json!({ "date": calendar::date_of(calendar::monday(week) + 6).to_string(),
                    "without": self.followed.band(0, column, at),
                    "with": self.followed.band(world, column, at),
                    "difference": difference, "low": low, "high": high })
            });
            json!({ "quantity": name, "runs": self.followed.n(), "weeks": weeks.collect::<Vec<_>>() })
        };
        self.plan.tracks.iter().enumerate().map(track).collect()
    }
}

/// The last week of the plan in each half year after a date, with its place, and the last.
fn year_ends(weeks: &[Week], from: Day) -> Vec<(usize, Week)> {
    let half = |week: Week| {
        let date = calendar::date_of(calendar::monday(week) + 6);
        (date.year(), date.month() > 6)
    };
    let after =
        weeks.iter().copied().enumerate().filter(|&(_, week)| calendar::monday(week) + 6 >= from);
    let after: Vec<(usize, Week)> = after.collect();
    let last_of_half = |place: &usize| {
        after.get(place + 1).is_none_or(|&(_, next)| half(next) != half(after[*place].1))
    };
    (0..after.len()).filter(last_of_half).map(|place| after[place]).collect()
}
