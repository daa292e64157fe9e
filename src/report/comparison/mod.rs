//! What changes did, over the same seeds: the tables and sentences of `compare`.

mod pictures;

use serde_json::{Value, json};

use crate::batch::statistics::{Difference, Quantile};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::{
    borne, many_at_once, percent_borne, quantile_borne, quantiles_explained, signed_borne,
    undefined_pairs,
};
use crate::report::folder::Provenance;
use crate::report::intervention;
use crate::report::sheet::{Question, Sheet};
use crate::report::table::{Table, percent};
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

/// The share or mean of one side in its column, in the digits that its own interval bears.
fn value(effect: &Effect, side: Moments) -> String {
    if side.n == 0 {
        return "–".to_owned();
    }
    let Difference { difference: mean, low, high } = side.level(effect.truth);
    if effect.truth { percent_borne(mean, (low, high)) } else { borne(mean, (low, high)) }
}

/// A difference in its column, in the digits that its interval bears.
fn change(effect: &Effect, difference: f64) -> String {
    let Difference { low, high, .. } = effect.difference();
    let scale = if effect.truth { 100.0 } else { 1.0 };
    if difference.is_nan() {
        return "–".to_owned();
    }
    signed_borne(difference * scale, (low * scale, high * scale))
}

fn interval(effect: &Effect) -> String {
    let Difference { low, high, .. } = effect.difference();
    // Of one pair no interval of a mean is known.
    if !low.is_finite() || !high.is_finite() {
        return "–".to_owned();
    }
    format!("{} … {}", change(effect, low), change(effect, high))
}

fn effects_table(lines: &[Line<'_>], head: &str, language: Language) -> Table {
    let mut table = Table::new(&[
        head,
        language.pick("without", "sin"),
        language.pick("with", "con"),
        language.pick("difference", "diferencia"),
        "95 %",
        language.pick("up", "sube"),
        language.pick("down", "baja"),
        language.pick("saves", "ahorra"),
    ]);
    for Line { title, unit, effect, .. } in lines {
        let title = if effect.truth {
            (*title).to_owned()
        } else {
            format!("{title} ({})", words::unit(unit, language))
        };
        table.row(vec![
            title,
            value(effect, effect.factual),
            value(effect, effect.changed),
            change(effect, effect.difference().difference),
            interval(effect),
            effect.gained.to_string(),
            effect.lost.to_string(),
            effect.variance_ratio().map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.1}×")),
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
    format!(
        "{seeds} {}, {seconds:.1} s, {:.0} {}",
        language.pick("seeds", "semillas"),
        histories as f64 / seconds,
        language.pick("histories a second", "historias por segundo")
    )
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
        let mut sheet =
            Sheet::new(format!("{}: {}", language.of(&scenario.title), titles.join("; ")));
        for (place, change) in self.changes.iter().enumerate() {
            for question in &change.questions {
                sheet.paragraph(language.of(question));
            }
            self.answer(change, &mut sheet, language);
            for said in self.never_taken_up(place) {
                sheet.lead(language.of(&said));
            }
        }
        sheet.paragraph(self.question().said(language));
        if let Some(condition) = self.condition {
            self.tell_the_condition(condition, &mut sheet, language);
        }
        sheet.paragraph(format!(
            "{} n = {}.",
            language.pick(
                "The same seeds with and without the change. Up, down: pairs in which the change brings it about, or undoes it; of means, raises or lowers it. Saves: how many times more histories independent seeds would need for the same interval.",
                "Las mismas semillas con y sin el cambio. Sube, baja: pares en que el cambio lo provoca o lo deshace; en las medias, las sube o las baja. Ahorra: cuántas veces más historias harían falta con semillas independientes para el mismo intervalo."
            ),
            self.n()
        ));
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

    /// The answer in a sentence: what the author says will follow, without and with.
    fn answer(&self, change: &Change, sheet: &mut Sheet, language: Language) {
        let own = &change.consequents;
        let claims = self.plan.claims.iter().zip(&change.all.claims);
        for (text, effect) in claims.filter(|(text, _)| own.contains(text)) {
            let Ok(claim) = Claim::parse(self.scenario, "consequent", text) else { continue };
            sheet.lead(format!(
                "{}: {} {}, {} {}; {} {} {} (95 %: {}), n = {}.",
                language.of(&claim.title),
                value(effect, effect.factual),
                language.pick("without the change", "sin el cambio"),
                value(effect, effect.changed),
                language.pick("with it", "con él"),
                language.pick("a difference of", "una diferencia de"),
                self::change(effect, effect.difference().difference),
                language.pick("points", "puntos"),
                interval(effect),
                effect.n()
            ));
        }
    }

    fn tell_the_condition(&self, condition: &Condition, sheet: &mut Sheet, language: Language) {
        let mut known: Vec<&str> =
            condition.claims.iter().map(|claim| language.of(claim)).collect();
        let figures = format!(
            "{} {}",
            language.pick("the record’s figures up to", "las cifras del registro hasta el"),
            language.date(calendar::monday(condition.until) + 6)
        );
        if condition.record {
            known.push(&figures);
        }
        let first = self.changes.iter().map(|change| change.divergence).min().unwrap_or_default();
        let before = condition.until < calendar::week_of(first);
        sheet.paragraph(format!(
            "{}: {}. {}",
            language.pick("Given", "Dado"),
            known.join("; "),
            if before {
                language.pick(
                    "This uses what was known up to the branching date.",
                    "Esto usa lo sabido hasta la fecha de divergencia.",
                )
            } else {
                language.pick(
                    "This uses what came after the branching date too: it asks what would have been in our own past, not what could be foretold.",
                    "Esto usa también lo que vino tras la fecha de divergencia: pregunta qué habría sido de nuestro propio pasado, no qué se podía pronosticar.",
                )
            }
        ));
        let n = self.n();
        sheet.paragraph(format!(
            "{n} {} {} {} {n}.",
            language.pick("of", "de"),
            condition.of,
            language.pick(
                "histories fit: the effective sample size is",
                "historias encajan: el tamaño efectivo de la muestra es"
            ),
        ));
        if condition.tolerances.len() > 1 {
            sheet.heading(language.pick(
                "How the answer moves with the tolerance",
                "Cómo cambia la respuesta con la tolerancia",
            ));
            sheet.paragraph(language.pick(
                "The tolerance is the largest root mean square of a history’s misfits with the record, in standard deviations; these were measured on other histories, which are not counted.",
                "La tolerancia es la mayor raíz cuadrática media de los desajustes de una historia con el registro, en desviaciones típicas, medidas en otras historias, que no se cuentan.",
            ));
            let mut head = vec![
                language.pick("tolerance", "tolerancia").to_owned(),
                language.pick("histories", "historias").to_owned(),
            ];
            for change in self.changes {
                let title =
                    self.in_question(change, language).map_or_else(String::new, |(_, title)| title);
                head.push(format!("{}: {title}", titled(change, language)));
                head.push("95 %".to_owned());
            }
            let head: Vec<&str> = head.iter().map(String::as_str).collect();
            let mut table = Table::new(&head);
            for (place, (tolerance, n)) in condition.tolerances.iter().enumerate() {
                let said = if tolerance.is_finite() {
                    format!("{tolerance:.2}")
                } else {
                    language.pick("none", "ninguna").to_owned()
                };
                let mut row = vec![said, n.to_string()];
                for told in self.changes {
                    let pairs = &told.tolerances[place];
                    let effect = effect_in_question(told, &self.plan.claims, pairs);
                    let effect = effect.unwrap_or(Effect::new(true));
                    row.push(change(&effect, effect.difference().difference));
                    row.push(interval(&effect));
                }
                table.row(row);
            }
            sheet.table(table);
        }
    }

    /// One row an outcome or measure, one column a change.
    fn side_by_side(&self, sheet: &mut Sheet, language: Language) {
        let scenario = self.scenario;
        let mut head =
            vec![language.pick("Side by side", "Lado a lado"), language.pick("without", "sin")];
        let titles: Vec<String> =
            self.changes.iter().map(|change| titled(change, language)).collect();
        for title in &titles {
            head.push(title);
            head.push("95 %");
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
            let title = if line.effect.truth {
                line.title.to_owned()
            } else {
                format!("{} ({})", line.title, words::unit(line.unit, language))
            };
            let mut cells = vec![title, value(line.effect, line.effect.factual)];
            for column in &columns {
                let effect = column[row].effect;
                cells.push(change(effect, effect.difference().difference));
                cells.push(interval(effect));
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
            self.head(sheet, language.pick("How histories end", "Cómo acaban las historias"));
        }
        sheet.figure(
            self.icons(change, language),
            language.pick(
                "Each figure stands for one history in a hundred, the same seeds on both sides.",
                "Cada figura representa una historia de cada cien, con las mismas semillas a ambos lados.",
            ),
        );
        let outcomes = outcome_lines(scenario, comparison, language);
        sheet.table(effects_table(&outcomes, language.pick("Outcome", "Desenlace"), language));
        sheet.paragraph(language.pick(
            "Outcomes exclude one another: the first of the list that holds is the one. What happened may have happened in any of them.",
            "Los desenlaces se excluyen: vale el primero de la lista que se cumple. Lo que ocurrió pudo ocurrir en cualquiera de ellos.",
        ));
        let (shares, numbers): (Vec<_>, Vec<_>) = measure_lines(scenario, comparison, language)
            .into_iter()
            .partition(|line| line.effect.truth);
        sheet.table(effects_table(
            &shares,
            language.pick("What happened", "Qué ocurrió"),
            language,
        ));
        sheet.figure(
            self.effects(&[change], language),
            language.pick(
                "A line that crosses zero is an effect that these pairs do not show.",
                "Una línea que cruza el cero es un efecto que estos pares no muestran.",
            ),
        );
        sheet.table(effects_table(&numbers, language.pick("Mean of", "Media de"), language));
        for Line { title, effect, .. } in numbers.iter().filter(|line| line.effect.undefined > 0) {
            let of = effect.n() + effect.undefined;
            sheet.paragraph(undefined_pairs(title, effect.undefined, of, language));
        }
        self.head(sheet, language.pick("Who went from what to what", "Quién pasó de qué a qué"));
        sheet.figure(
            self.flow(change, language),
            language.pick(
                "The width of a ribbon is the number of pairs.",
                "El ancho de una cinta es el número de pares.",
            ),
        );
        sheet.table(self.flow_table(comparison, language));
        self.tell_over_time(place + 1, change, sheet, language);
        self.tell_the_checks(change, sheet, language);
    }

    fn flow_table(&self, comparison: &Comparison, language: Language) -> Table {
        let scenario = self.scenario;
        let mut table = Table::new(&[
            language.pick("without", "sin"),
            language.pick("with", "con"),
            language.pick("pairs", "pares"),
        ]);
        let n = comparison.n();
        let title = |place: usize| language.of(&scenario.outcomes[place].title).to_owned();
        let mut moved: Vec<_> =
            comparison.flows.iter().filter(|((from, to), _)| from != to).collect();
        moved.sort_by_key(|&(pair, count)| (std::cmp::Reverse(*count), *pair));
        let cell = |count: u64| format!("{count} ({})", percent(count as f64 / n as f64, n));
        for &(&(from, to), &count) in moved.iter().take(SHOWN) {
            table.row(vec![title(from), title(to), cell(count)]);
        }
        let others: u64 = moved.iter().skip(SHOWN).map(|&(_, count)| count).sum();
        if others > 0 {
            let other = language.pick("otherwise", "de otro modo").to_owned();
            table.row(vec![other, String::new(), cell(others)]);
        }
        let stayed = n - comparison.flipped();
        let same = language.pick("as without the change", "como sin el cambio").to_owned();
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
            let heading = language.pick("The effect by horizon", "El efecto según el horizonte");
            self.head(sheet, format!("{heading}: {title}"));
            let mut table = Table::new(&[
                language.pick("up to", "hasta"),
                language.pick("without", "sin"),
                language.pick("with", "con"),
                language.pick("difference", "diferencia"),
                "95 %",
            ]);
            for &(at, week) in &dates {
                let effect = self.followed.effect(world, column, at, true);
                table.row(vec![
                    said(week),
                    value(&effect, effect.factual),
                    value(&effect, effect.changed),
                    self::change(&effect, effect.difference().difference),
                    interval(&effect),
                ]);
            }
            if let Some(svg) = self.horizon(world, change, language) {
                sheet.figure(svg, "");
            }
            sheet.table(table);
            sheet.paragraph(format!("n = {}", self.followed.n()));
        }
        for (column, name) in self.plan.tracks.iter().enumerate() {
            let Some(entry) = scenario.vocabulary.named(name) else { continue };
            let unit = match &entry.kind {
                Kind::Number { unit, .. } => words::unit(unit, language),
                Kind::Truth | Kind::States(_) => String::new(),
            };
            self.head(sheet, language.pick(&entry.en, &entry.es).to_owned());
            let named = if unit.is_empty() { unit } else { format!(", {unit}") };
            sheet.paragraph(format!("{name}{named}"));
            let mut table = Table::new(&[
                language.pick("on", "el"),
                language.pick("median without", "mediana sin"),
                "5 … 95 %",
                language.pick("median with", "mediana con"),
                "5 … 95 %",
                language.pick("mean difference", "diferencia media"),
                "95 %",
            ]);
            for &(at, week) in &dates {
                let [without, with] =
                    [0, world].map(|world| self.followed.quantiles(world, column, at));
                let effect = self.followed.effect(world, column, at, false);
                let reach = |band: &[Quantile; 5]| {
                    let [low, .., high] = band;
                    // Without an interval of its own, an end has about three digits.
                    let none = (f64::NAN, f64::NAN);
                    let said = |end: &Quantile| borne(end.value, end.interval.unwrap_or(none));
                    format!("{} … {}", said(low), said(high))
                };
                table.row(vec![
                    said(week),
                    quantile_borne(without[2]),
                    reach(&without),
                    quantile_borne(with[2]),
                    reach(&with),
                    self::change(&effect, effect.difference().difference),
                    interval(&effect),
                ]);
            }
            if let Some((both, difference)) = self.fans(world, column, change, language) {
                sheet.figure(both, "").figure(difference, "");
            }
            sheet.table(table);
            let n = self.followed.n();
            let brackets = quantiles_explained(n as u64, &[0.5], language);
            sheet.paragraph(format!("n = {n}. {brackets}"));
        }
        if !self.plan.maps.is_empty() {
            sheet.picture_heading(language.pick("The map", "El mapa"));
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
        self.head(sheet, language.pick("Checks", "Comprobaciones"));
        let mut apart: Vec<(EventId, (u64, u64))> =
            change.all.events.enumerated().map(|(event, pairs)| (event, *pairs)).collect();
        apart.retain(|&(place, (without, with))| {
            without + with > 0 && !scenario.events[place].text.en.is_empty()
        });
        apart.sort_by_key(|&(place, (without, with))| (std::cmp::Reverse(without + with), place));
        if !apart.is_empty() {
            let mut table = Table::new(&[
                language
                    .pick("Events of one world only (pairs)", "Sucesos de un solo mundo (pares)"),
                language.pick("only without", "solo sin"),
                language.pick("only with", "solo con"),
            ]);
            for &(place, (without, with)) in apart.iter().take(SHOWN_EVENTS) {
                let text = language.of(&scenario.events[place].text);
                let end = text.find([':', ';', '.']).unwrap_or(text.len());
                table.row(vec![text[..end].to_owned(), without.to_string(), with.to_string()]);
            }
            sheet.table(table);
        }
        let (equal, tried) = change.placebo;
        sheet.paragraph(format!(
            "{} {equal} {} {tried} {}",
            language.pick(
                "Placebo: with the change taken out again,",
                "Placebo: quitado de nuevo el cambio,"
            ),
            language.pick("of", "de"),
            language.pick(
                "histories are equal to their twin to the last bit.",
                "historias son iguales a su gemela hasta el último bit."
            )
        ));
        if let Some((_, title)) = self.in_question(change, language) {
            let half =
                |half: usize| effect_in_question(change, &self.plan.claims, &change.halves[half]);
            if let (Some(one), Some(other)) = (half(0), half(1)) {
                sheet.paragraph(format!(
                    "{} ({title}): {} ({}) {} {} ({}).",
                    language.pick("Every other seed", "Una semilla de cada dos"),
                    self::change(&one, one.difference().difference),
                    interval(&one),
                    language.pick("and", "y"),
                    self::change(&other, other.difference().difference),
                    interval(&other)
                ));
            }
        }
        sheet.note(language.pick(
            "Not shown: whether the model is right. The intervals hold the model’s rules and ranges for given; see `validate` for how it fares against the record.",
            "No se muestra si el modelo acierta. Los intervalos dan por buenas sus reglas y rangos; véase `validate` para su suerte frente al registro.",
        ));
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
