//! What an attribution found, told: a sheet for people, JSON for programs, and the rows
//! behind both.

mod pictures;
mod sentences;

use serde_json::{Value, json};

use crate::batch::statistics::{Difference, FEWEST_CASES, Share, runs_for_cases, wilson};
use crate::report::Language;
use crate::report::answer::Answer;
use crate::report::certainty::undefined;
use crate::report::folder::{Cells, Dataset, Provenance};
use crate::report::intervention::{self, never_taken_up};
use crate::report::number::{
    Number, percent, percent_borne, points_borne, share_borne, signed_borne, three_digits,
};
use crate::report::sheet::{Question, Sheet};
use crate::report::table::Table;
use crate::report::words;
use crate::scenario::vocabulary::{Entry, Kind};
use crate::whatif::attribution::{
    Attribute, Attributed, Attribution, Carried, Findings, HeldAt, Lived, Runs, Turned,
};
use crate::whatif::inquiry::{Inquiry, Trouble, Work};
use crate::whatif::mediation::{Effects, Quadruple};
use crate::whatif::necessity::Causation;
use crate::whatif::outcome::Outcome;
use crate::whatif::path::{Account, Mediator};

use sentences as say;

/// Rows of the ranking that a sheet shows.
const SHOWN: usize = 20;

impl Attribution {
    /// An antecedent's name for a reader.
    #[must_use]
    pub fn title(&self, place: usize, language: Language) -> String {
        let titles = self.antecedents[place].iter().map(|listing| language.of(&listing.title));
        titles.collect::<Vec<_>>().join(" + ")
    }

    /// An antecedent's name for a program.
    #[must_use]
    pub fn id(&self, place: usize) -> String {
        let ids = self.antecedents[place].iter().map(|listing| listing.id.as_str());
        ids.collect::<Vec<_>>().join("+")
    }
}

impl HeldAt {
    /// As a reader sees it.
    #[must_use]
    pub fn said(self, language: Language) -> String {
        match self {
            Self::Mean => say::MEAN.of(language).to_owned(),
            Self::Percent(50) => say::MEDIAN.of(language).to_owned(),
            Self::Percent(percent) => say::percentile(language, percent),
        }
    }
}

/// A share that was estimated, and its interval: two cells.
fn share_cells(found: Share, language: Language) -> [String; 2] {
    let [share, low, high] = share_borne(found);
    [share.of(language), say::reach(language, low, high)]
}

/// A part of a whole, which may be less than nothing.
fn part(found: Difference) -> Number {
    percent_borne(found.difference, (found.low, found.high))
}

/// The same with its interval.
fn part_within(found: Difference, language: Language) -> String {
    let written = |share| percent_borne(share, (found.low, found.high));
    say::share_of_whole(language, part(found), written(found.low), written(found.high))
}

/// How values and effects of an outcome are written.
struct Hand<'a> {
    outcome: &'a Outcome,
    language: Language,
}

impl Hand<'_> {
    fn value(&self, value: f64, n: u64) -> String {
        match self.outcome {
            Outcome::Claim(_) => percent(value, n).of(self.language),
            Outcome::Number { .. } if is_share(self.outcome) => {
                say::per_cent(self.language, three_digits(value * 100.0))
            }
            Outcome::Number { .. } => three_digits(value).of(self.language),
        }
    }

    /// The effect and its interval, two cells.
    fn cells(&self, effect: Difference) -> [String; 2] {
        let Difference { difference, low, high } = effect;
        let written = |effect: f64| match (effect.is_nan(), is_share(self.outcome)) {
            (true, _) => Number::missing(),
            (false, true) => points_borne(effect, (low, high)),
            (false, false) => signed_borne(effect, (low, high)),
        };
        let interval = say::reach(self.language, written(low), written(high));
        [written(difference).of(self.language), interval]
    }

    /// What effects are counted in.
    fn unit(&self) -> String {
        if is_share(self.outcome) {
            say::POINTS.of(self.language).to_owned()
        } else {
            words::unit(self.outcome.unit(), self.language)
        }
    }
}

/// Whether an outcome is a share, whose effects are points of a percentage.
fn is_share(outcome: &Outcome) -> bool {
    outcome.unit() == "share"
}

impl Findings {
    /// The sheet.
    #[must_use]
    pub fn sheet(&self, asked: &Attribution, language: Language) -> Sheet {
        let mut sheet = Sheet::new(say::title(language, asked.outcome.title()));
        sheet.paragraph(language.of(&asked.worlds[0].scenario().title));
        for listing in asked.antecedents.iter().flatten() {
            sheet.paragraph(intervention::what_if(listing, language));
        }
        sheet.paragraph(Question::Forecast.said(language));
        self.whole(&mut sheet, asked, language);
        self.necessity(&mut sheet, language);
        self.contributed(&mut sheet, asked, language);
        self.through(&mut sheet, asked, language);
        self.held(&mut sheet, asked, language);
        self.ranking(&mut sheet, asked, language);
        sheet
    }

    fn whole(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        let hand = Hand { outcome: &asked.outcome, language };
        sheet.heading(say::WHOLE_EFFECT.of(language));
        let effect = say::effect_in(language, hand.unit());
        let mut head = vec![
            "",
            say::WITHOUT.of(language),
            say::WITH.of(language),
            &effect,
            say::INTERVAL.of(language),
        ];
        let names: Vec<String> =
            (0..asked.antecedents.len()).map(|place| asked.title(place, language)).collect();
        let mut row = vec![
            names.join(" + "),
            hand.value(self.without, self.n),
            hand.value(self.with, self.n),
        ];
        row.extend(hand.cells(self.effect));
        if let Some(pairs) = self.pairs {
            head.extend([say::BROUGHT_ABOUT, say::PREVENTED].map(|column| column.of(language)));
            row.extend([pairs.gained.to_string(), pairs.lost.to_string()]);
        }
        let mut table = Table::new(&head);
        table.row(row);
        sheet.table(table);
        let mut said = vec![say::pairs(language, self.n)];
        if self.undefined > 0 {
            let of = self.n + self.undefined;
            let title = language.of(asked.outcome.title());
            said.push(undefined(title, self.undefined, of, language));
        }
        if self.same > 0 {
            said.push(say::unmoved(language, self.same));
        }
        sheet.paragraph(said.join(" "));
    }

    fn necessity(&self, sheet: &mut Sheet, language: Language) {
        let (Some(pairs), Some(found)) = (self.pairs, self.causations()) else { return };
        let prevents = self.prevents();
        sheet.heading(say::NECESSITY.of(language));
        if prevents {
            sheet.paragraph(say::PREVENTS.of(language));
        }
        let head = [say::SHARE, say::INTERVAL, say::N, say::BOUNDS, say::BOUNDS_INTERVAL];
        let mut table =
            Table::new(&[&[""], head.map(|column| column.of(language)).as_slice()].concat());
        let rows =
            [(say::NEEDED, found.needed), (say::ENOUGH, found.enough), (say::BOTH, found.both)];
        for (said, found) in rows {
            let Causation { value, of, least, most } = found;
            let [share, interval, bounds, bounds_interval] = if found.told() {
                let [share, interval] = share_cells(value, language);
                // Each bound in the digits that its own interval bears.
                let lower = |share| percent_borne(share, (least.low, least.high));
                let upper = |share| percent_borne(share, (most.low, most.high));
                let bounds = say::reach(language, lower(least.share.max(0.0)), upper(most.share));
                let outer = say::reach(language, lower(least.low), upper(most.high));
                [share, interval, bounds, outer]
            } else {
                std::array::from_fn(|_| Number::missing().of(language))
            };
            let name = said.of(language).to_owned();
            table.row(vec![name, share, interval, of.to_string(), bounds, bounds_interval]);
        }
        sheet.table(table);
        let fewest = rows.iter().map(|(_, found)| found.of).min().unwrap_or(0);
        if fewest < FEWEST_CASES {
            sheet.paragraph(runs_for_cases(fewest, self.n).map_or_else(
                || say::too_few(language, FEWEST_CASES, fewest),
                |runs| say::too_few_of_runs(language, FEWEST_CASES, fewest, runs),
            ));
        }
        if let Some(svg) = self.necessity_picture(language) {
            sheet.figure(svg, "");
        }
        let n = self.n;
        let (with, without) = (found.needed.of, found.enough.of);
        let (needed, enough) = if prevents {
            (
                say::needed_to_prevent(language, n, with, pairs.lost),
                say::enough_to_prevent(language, n, without, pairs.lost),
            )
        } else {
            (
                say::needed(language, n, with, pairs.gained),
                say::enough(language, n, without, pairs.gained),
            )
        };
        sheet.paragraph([needed, enough].join(" "));
        sheet.paragraph(say::BOUNDS_ARE.of(language));
        let against = if prevents { pairs.turned() } else { pairs };
        sheet.paragraph(if against.lost == 0 {
            let Share { low, high, .. } = against.undone();
            say::one_way(language, percent_borne(high, (low, high)))
        } else {
            say::both_ways(language, against.lost)
        });
    }

    fn contributed(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        if self.contributions.is_empty() {
            return;
        }
        let hand = Hand { outcome: &asked.outcome, language };
        sheet.heading(say::CONTRIBUTED.of(language));
        let mut table = Table::new(&[
            say::CHANGE.of(language),
            &say::share_in(language, hand.unit()),
            say::INTERVAL.of(language),
            say::OF_THE_WHOLE.of(language),
            say::ALONE.of(language),
            say::INTERVAL.of(language),
            say::ON_TOP.of(language),
            say::INTERVAL.of(language),
        ]);
        for (place, found) in self.contributions.iter().enumerate() {
            let mut row = vec![asked.title(place, language)];
            row.extend(hand.cells(found.share));
            row.push(found.part.map_or_else(Number::missing, part).of(language));
            row.extend(hand.cells(found.alone));
            row.extend(hand.cells(found.last));
            table.row(row);
        }
        let mut row = vec![say::ALL_TOGETHER.of(language).to_owned()];
        row.extend(hand.cells(self.effect));
        table.row(row);
        sheet.table(table).figure(self.shares_picture(asked, language), "");
        sheet.paragraph(say::SHARES_ARE.of(language));
    }

    fn through(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        let (Some(carried), Some(mediator)) = (&self.carried, &asked.mediator) else { return };
        let hand = Hand { outcome: &asked.outcome, language };
        let n = carried.n;
        sheet.heading(say::THROUGH.of(language));
        for quantity in mediator.quantities() {
            let meaning = language.pick(&quantity.en, &quantity.es);
            sheet.paragraph(say::path(language, meaning, &quantity.name));
        }
        let read = asked.outcome.reads(asked.worlds[0].scenario());
        if mediator.quantities().iter().any(|quantity| read.contains(&quantity.var)) {
            sheet.paragraph(say::OUTCOME_IS_PATH.of(language));
        }
        if carried.differs == 0 {
            sheet.paragraph(say::SAME_PATH.of(language));
            return;
        }
        let effect = say::effect_in(language, hand.unit());
        let mut table = Table::new(&["", &effect, say::INTERVAL.of(language)]);
        let Effects { total, direct, indirect, reverse_indirect, interaction, .. } =
            carried.effects;
        let rows = [
            (say::WHOLE_IS, total),
            (say::DIRECT_IS, direct),
            (say::INDIRECT_IS, indirect),
            (say::INTERACTION_IS, interaction),
            (say::BACK_IS, reverse_indirect),
        ];
        for (said, effect) in rows {
            let mut row = vec![said.of(language).to_owned()];
            row.extend(hand.cells(effect));
            table.row(row);
        }
        sheet.table(table).figure(self.path_picture(asked, (&carried.effects, n), language), "");
        sheet.paragraph(match (carried.effects.share, carried.effects.share_back) {
            (Some(alone), Some(back)) => {
                let (one, other) = (part_within(alone, language), part_within(back, language));
                let mut said = vec![say::carries(language, one, other)];
                if alone.high < 0.0 {
                    said.push(say::AGAINST.of(language).to_owned());
                }
                said.join(" ")
            }
            _ => say::NO_SHARE.of(language).to_owned(),
        });
        sheet.paragraph(if carried.moved == 0 {
            say::NOTHING_MOVED.of(language).to_owned()
        } else {
            say::moved(language, carried.differs, n, carried.moved)
        });
        accounts(sheet, carried, mediator, language);
    }

    fn held(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        if self.controlled.is_empty() {
            return;
        }
        let hand = Hand { outcome: &asked.outcome, language };
        sheet.heading(say::PATH_HELD.of(language));
        let mut table = Table::new(&[
            say::HELD_AT.of(language),
            say::WITHOUT.of(language),
            say::WITH.of(language),
            &say::effect_in(language, hand.unit()),
            say::INTERVAL.of(language),
        ]);
        for found in &self.controlled {
            let mut row = vec![
                found.held.said(language),
                hand.value(found.without, found.n),
                hand.value(found.with, found.n),
            ];
            row.extend(hand.cells(found.effect));
            table.row(row);
        }
        sheet.table(table);
        sheet.paragraph(say::CONTROLLED_IS.of(language));
    }

    fn ranking(&self, sheet: &mut Sheet, asked: &Attribution, language: Language) {
        if self.turned.is_empty() || self.ranked == 0 {
            return;
        }
        sheet.heading(say::PIVOTAL.of(language));
        let n = self.ranked;
        let head = [say::OTHER_LUCK, say::TURNS, say::OF_ALL, say::INTERVAL, say::NAME];
        let mut table = Table::headed(head, language);
        let row = |title: String, count: u64, name: &str| {
            let [share, interval] = share_cells(wilson(count, n), language);
            vec![title, count.to_string(), share, interval, name.to_owned()]
        };
        table.row(row(say::THE_CHANGE.of(language).to_owned(), self.change_turns, "--with"));
        let shown = self.turned.iter().filter(|turned| turned.count > 0).take(SHOWN);
        for turned in shown.clone() {
            let item = &asked.items[turned.place];
            table.row(row(shortened(language.of(&item.title)), turned.count, &item.name));
        }
        sheet.table(table).figure(self.ranking_picture(asked, language), "");
        let never = self.turned.iter().filter(|turned| turned.count == 0).count();
        let more = self.turned.len() - never - shown.count();
        let mut said = vec![say::ranking_is(language, n)];
        if more > 0 {
            said.push(say::more(language, more));
        }
        if never > 0 {
            let Share { low, high, .. } = wilson(0, n);
            said.push(say::never(language, never, percent_borne(high, (low, high))));
        }
        sheet.paragraph(said.join(" "));
    }
}

/// A title that fits a row.
fn shortened(title: &str) -> String {
    let most = 60;
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let head: String = title.chars().take(most - 1).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head);
    format!("{head}…")
}

/// What imposing the path took, by hand.
fn accounts(sheet: &mut Sheet, carried: &Carried, mediator: &Mediator, language: Language) {
    let head = [
        say::BY_HAND,
        say::IN_THE_WORLD,
        say::PUT_IN,
        say::TAKEN_OUT,
        say::AT_ONCE,
        say::UNIT,
        say::TIMES,
        say::OUT_OF_RANGE,
    ];
    let mut table = Table::headed(head, language);
    let n = carried.n as f64;
    for (accounts, world) in carried.accounts.iter().zip([say::WITHOUT, say::WITH]) {
        for (quantity, account) in mediator.quantities().iter().zip(accounts) {
            let (factor, unit) = match &quantity.kind {
                Kind::Number { unit, .. } if unit == "share" => (100.0, unit.as_str()),
                // A week of so many a week is so many.
                Kind::Number { unit, .. } => (1.0, unit.strip_suffix(" a week").unwrap_or(unit)),
                Kind::Truth | Kind::States(_) => (0.0, ""),
            };
            let plain = |number: f64| {
                let known = if number == 0.0 { Number::exact(0.0) } else { three_digits(number) };
                known.of(language)
            };
            let amount = |amount: f64| {
                if factor == 0.0 { Number::missing().of(language) } else { plain(amount * factor) }
            };
            table.row(vec![
                quantity.name.clone(),
                world.of(language).to_owned(),
                amount(account.put_in / n),
                amount(account.taken_out / n),
                amount(account.largest),
                words::unit(unit, language),
                plain(account.times as f64 / n),
                plain(account.outside as f64 / n),
            ]);
        }
    }
    sheet.table(table);
    sheet.paragraph(say::ACCOUNTS_ARE.of(language));
}

fn of_difference(found: Difference) -> Value {
    json!({ "value": found.difference, "low": found.low, "high": found.high })
}

fn of_share(found: Share) -> Value {
    json!({ "value": found.share, "low": found.low, "high": found.high })
}

fn of_causation(found: &Causation) -> Value {
    // Of a handful of histories no share is told.
    let told = |number: f64| found.told().then_some(number);
    let bound = |share| found.told().then(|| of_share(share));
    json!({
        "value": told(found.value.share), "low": told(found.value.low), "high": told(found.value.high),
        "of": found.of, "least": bound(found.least), "most": bound(found.most),
    })
}

impl Findings {
    /// The same for programs.
    #[must_use]
    pub fn json(&self, asked: &Attribution, language: Language) -> Value {
        let causations = self.causations().map(|found| {
            json!({
                "asks": if self.prevents() { "prevents" } else { "brings_about" },
                "needed": of_causation(&found.needed), "enough": of_causation(&found.enough),
                "both": of_causation(&found.both),
                "pairs": self.pairs.map(|pairs| json!({
                    "both": pairs.both, "gained": pairs.gained, "lost": pairs.lost, "neither": pairs.neither,
                })),
            })
        });
        let contributions = self.contributions.iter().enumerate().map(|(place, found)| {
            json!({
                "antecedent": asked.id(place), "share": of_difference(found.share),
                "part": found.part.map(of_difference), "alone": of_difference(found.alone),
                "on_top": of_difference(found.last),
            })
        });
        let through = self.carried.as_ref().zip(asked.mediator.as_ref()).map(|(found, mediator)| {
            let account = |(quantity, account): (&Entry, &Account)| {
                let each = |sum: f64| sum / found.n as f64;
                json!({
                    "quantity": quantity.name, "put_in": each(account.put_in),
                    "taken_out": each(account.taken_out), "largest": account.largest,
                    "times": each(account.times as f64), "outside": each(account.outside as f64),
                })
            };
            let accounts = |accounts: &[Account]| -> Vec<Value> {
                mediator.quantities().iter().zip(accounts).map(account).collect()
            };
            let Effects { total, direct, indirect, reverse_indirect, interaction, share, share_back } =
                found.effects;
            json!({
                "quantities": mediator.quantities().iter().map(|quantity| &quantity.name).collect::<Vec<_>>(),
                "total": of_difference(total), "direct": of_difference(direct),
                "indirect": of_difference(indirect),
                "reverse_indirect": of_difference(reverse_indirect),
                "interaction": of_difference(interaction),
                "share": share.map(of_difference), "share_back": share_back.map(of_difference),
                "differs": found.differs, "moved": found.moved,
                "accounts": {
                    "on_unchanged": accounts(&found.accounts[0]),
                    "on_changed": accounts(&found.accounts[1]),
                },
            })
        });
        let controlled = self.controlled.iter().map(|found| {
            json!({
                "held_at": found.held.id(), "without": found.without, "with": found.with,
                "effect": of_difference(found.effect), "runs": found.n,
            })
        });
        let pivots = self.turned.iter().map(|turned| {
            let item = &asked.items[turned.place];
            json!({
                "item": item.name, "title": language.of(&item.title), "nodes": item.nodes,
                "turned": turned.count, "share": of_share(turned.share),
            })
        });
        json!({
            "question": Question::Forecast.id(),
            "outcome": language.of(asked.outcome.title()),
            "antecedents": (0..asked.antecedents.len()).map(|place| asked.id(place)).collect::<Vec<_>>(),
            "effect": {
                "without": self.without, "with": self.with, "effect": of_difference(self.effect),
                "unchanged_pairs": self.same,
            },
            "necessity": causations,
            "shares": contributions.collect::<Vec<_>>(),
            "through": through,
            "controlled": controlled.collect::<Vec<_>>(),
            "pivots": pivots.collect::<Vec<_>>(),
            "pivot_runs": self.ranked,
            "runs": self.n,
            "undefined": self.undefined,
        })
    }
}

/// Carries out an attribution and tells what it found.
///
/// # Errors
/// Why it has no findings.
pub fn answer(asked: &Attribute, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    let found = asked.run(work)?;
    let Attributed { asked: attribution, runs, findings, pivot_runs } = &found;
    let n = runs.lived.len() as u64;
    let mut sheet = findings.sheet(attribution, language);
    for said in never_taken_up(attribution.all().scenario(), &findings.uptake) {
        sheet.lead(language.of(&said));
    }
    let (all, held, ranked) = (asked.sample.runs, runs.held.len() as u64, runs.turned.len() as u64);
    let mut missing = Vec::new();
    if n < all {
        missing.push(say::lived(language, n, all));
    }
    if !attribution.held_at.is_empty() && held < all {
        missing.push(say::path_held_in(language, held, all));
    }
    if ranked < *pivot_runs {
        missing.push(say::ranked(language, ranked, *pivot_runs));
    }
    if !missing.is_empty() {
        let interrupted = say::INTERRUPTED.of(language).to_owned();
        let said: Vec<String> = std::iter::once(interrupted).chain(missing.clone()).collect();
        sheet.paragraph(said.join(" "));
    }
    let first = asked.sample.first();
    let scenario = attribution.worlds[0].scenario();
    Ok(Answer {
        sheet,
        json: findings.json(attribution, language),
        tables: tables(attribution, runs, findings, first, language),
        provenance: Provenance::of(Inquiry::Attribute(asked.clone()), scenario, first, n)
            .and(attribution.all().scenario()),
        more: Vec::new(),
        refuted: None,
        interrupted: (!missing.is_empty())
            .then(|| format!("interrupted: {n} of {all} seeds were lived; what was run is shown")),
    })
}

/// The rows behind the answer: the runs of each seed, and the ranking.
#[must_use]
fn tables(
    asked: &Attribution,
    found: &Runs,
    results: &Findings,
    first: u64,
    language: Language,
) -> Vec<Dataset> {
    let unit = match &asked.outcome {
        Outcome::Claim(_) => "1 or 0".to_owned(),
        Outcome::Number { unit, .. } => unit.clone(),
    };
    let seeds = (0..found.lived.len() as i64).map(|offset| first.cast_signed() + offset);
    let mut runs = Dataset::new("runs").with("seed", "", "the seed", Cells::Whole(seeds.collect()));
    let number = |of: &dyn Fn(&Lived) -> f64| Cells::Number(found.lived.iter().map(of).collect());
    for subset in 0..asked.worlds.len() {
        let made = (0..asked.antecedents.len()).filter(|place| subset & (1 << place) != 0);
        let made: Vec<String> = made.map(|place| asked.id(place)).collect();
        let meaning = if made.is_empty() {
            "the outcome without any change".to_owned()
        } else {
            format!("the outcome with {}", made.join(", "))
        };
        let values = number(&|lived| lived.values[subset]);
        runs = runs.with(&format!("subset_{subset}"), &unit, &meaning, values);
    }
    if asked.mediator.is_some() {
        let of = |read: fn(&Quadruple) -> f64| {
            number(&|lived| lived.crossed.as_ref().map_or(f64::NAN, |crossed| read(&crossed.runs)))
        };
        runs = runs
            .with(
                "unchanged_on_changed_path",
                &unit,
                "the outcome without any change, on the path of the changed world",
                of(|runs| runs.base_on_full_path),
            )
            .with(
                "changed_on_unchanged_path",
                &unit,
                "the outcome with all changes, on the path of the unchanged world",
                of(|runs| runs.full_on_base_path),
            );
    }
    for (place, held) in asked.held_at.iter().enumerate().filter(|_| !found.held.is_empty()) {
        let of = |with: bool| {
            let value = |held: &Vec<(f64, f64)>| if with { held[place].1 } else { held[place].0 };
            // Seeds that were not reached have none.
            let mut values: Vec<f64> = found.held.iter().map(value).collect();
            values.resize(found.lived.len(), f64::NAN);
            Cells::Number(values)
        };
        for (with, name) in [(false, "unchanged"), (true, "changed")] {
            let meaning =
                format!("the outcome in the {name} world, the path held at {}", held.id());
            runs = runs.with(&format!("{name}_at_{}", held.id()), &unit, &meaning, of(with));
        }
    }
    let mut tables = vec![runs];
    if !results.turned.is_empty() {
        let rows = &results.turned;
        let item = |turned: &Turned| &asked.items[turned.place];
        let text = |of: &dyn Fn(&Turned) -> String| Cells::Text(rows.iter().map(of).collect());
        let number = |of: &dyn Fn(&Turned) -> f64| Cells::Number(rows.iter().map(of).collect());
        let counts = rows.iter().map(|turned| turned.count.cast_signed()).collect();
        tables.push(
            Dataset::new("pivots")
                .with("item", "", "what was lent", text(&|turned| item(turned).name.clone()))
                .with(
                    "title",
                    "",
                    "in words",
                    text(&|turned| language.of(&item(turned).title).to_owned()),
                )
                .with("nodes", "", "its chance nodes", text(&|turned| item(turned).nodes.join(" ")))
                .with("turned", "seeds", "how many it turned over", Cells::Whole(counts))
                .with("share", "share", "the same as a share", number(&|turned| turned.share.share))
                .with("low", "share", "lower end, 95 %", number(&|turned| turned.share.low))
                .with("high", "share", "upper end, 95 %", number(&|turned| turned.share.high)),
        );
    }
    tables
}
