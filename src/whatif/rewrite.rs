//! How much of history a change rewrites: how far each of some changes lies from what was to
//! be expected; or which is the smallest that would bring something about.

use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::batch::seeds::Sample;
use crate::history::Subject;
use crate::policy::world::World;
use crate::scenario::CitedFile;
use crate::scenario::expression::day_number;
use crate::scenario::{Day, Scenario, Week};
use crate::sim::calendar::{date_of, monday, week_of};
use crate::whatif::antecedent::{self, Antecedent, Surprise};
use crate::whatif::candidate::{Among, Candidate};
use crate::whatif::claim::Claim;
use crate::whatif::inquiry::{Trouble, Work, Worlds};
use crate::whatif::option_text::OptionText;
use crate::whatif::puzzle::{NO_NUMBER, Rewrites, WEIGHED};
use crate::whatif::subset_search::{self, Found, Puzzle, SearchPlan, Tried};
use crate::whatif::surprise::Chain;

/// The specification: the changes of the subject are weighed, or, where it has none, the
/// smallest is searched for.
///
/// ```
/// use hokushin::batch::seeds::Sample;
/// use hokushin::history::Subject;
/// use hokushin::whatif::inquiry::Work;
/// use hokushin::whatif::rewrite::{Rewrite, Rewritten};
///
/// let subject = Subject {
///     with: vec!["examples/a-week-later.ron".to_owned()],
///     ..Subject::of("1939-khalkhin-gol")
/// };
/// let sample = Sample { runs: 20, ..Sample::default() };
/// let rewritten = Rewrite { subject, sample, ..Rewrite::default() }.run(&Work::QUIET)?;
/// assert!(matches!(rewritten, Rewritten::Weighed(weighed) if weighed.findings.len() == 1));
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rewrite {
    /// The histories, and the changes.
    pub subject: Subject,
    /// What is to be brought about: a claim.
    #[serde(rename = "for")]
    pub wanted: Option<String>,
    /// With what probability at least: above 0 and below 1.
    pub probability: Probability,
    /// First day on which anything may be changed; nothing: the first of the scenario.
    pub from: Option<String>,
    /// Last day on which anything may be changed; nothing: the last day of the claim.
    pub until: Option<String>,
    /// What may be changed: `all`, `decisions`, `events`, `counterfactuals`, or names of these.
    pub among: Vec<String>,
    /// Most changes in a set, 1 to [`Rewrite::MOST`].
    pub most: u8,
    /// The seeds.
    pub sample: Sample,
}

impl Default for Rewrite {
    fn default() -> Self {
        Self {
            subject: Subject::default(),
            wanted: None,
            probability: Probability::default(),
            from: None,
            until: None,
            among: vec!["all".to_owned()],
            most: 3,
            sample: Sample::default(),
        }
    }
}

/// A probability that can be searched for: between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "f64", try_from = "f64")]
pub struct Probability(f64);

// It is always a number.
impl Eq for Probability {}

impl Default for Probability {
    fn default() -> Self {
        Self(0.5)
    }
}

impl From<Probability> for f64 {
    fn from(Probability(number): Probability) -> Self {
        number
    }
}

impl TryFrom<f64> for Probability {
    type Error = String;
    fn try_from(number: f64) -> Result<Self, String> {
        if number > 0.0 && number < 1.0 {
            return Ok(Self(number));
        }
        Err("a probability lies between 0 and 1; 0.5 asks for a change that makes it as likely as not".to_owned())
    }
}

impl FromStr for Probability {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().unwrap_or(f64::NAN).try_into()
    }
}

impl std::fmt::Display for Probability {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(out)
    }
}

/// An answered rewrite.
#[derive(Debug)]
pub enum Rewritten {
    /// Changes were weighed.
    Weighed(Weighed),
    /// One was searched for.
    Searched(Box<Searched>),
}

/// Changes that were weighed.
#[derive(Debug)]
pub struct Weighed {
    /// The changes.
    pub antecedents: Vec<Antecedent>,
    /// How surprising each of them is; nothing for those that were not finished.
    pub findings: Vec<Option<Surprise>>,
}

/// A change that was searched for.
#[derive(Debug)]
pub struct Searched {
    /// The world without any change.
    pub base: World,
    /// What is to be brought about.
    pub claim: Claim,
    /// The weeks in which anything may be changed.
    pub window: (Week, Week),
    /// What may be changed.
    pub candidates: Vec<Candidate>,
    /// The files that were read for it.
    pub read: Vec<CitedFile>,
    /// What the claim itself names: it begs the question.
    pub named: Vec<Candidate>,
    /// What was found.
    pub findings: Findings,
}

/// What a search finds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Size by size.
    pub found: Found,
    /// Some of the sets that are shown to bring it about, the fewest bits first.
    pub sets: Vec<Costed>,
    /// What comes of each change that the claim itself names, by their places; nothing where
    /// nothing needs be changed.
    pub named: Vec<Costed>,
}

/// A set of changes, what came of it, and what it costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Costed {
    /// The set, and what came of it.
    pub tried: Tried,
    /// Its interventions, weighed; nothing for no change at all, and when that was stopped.
    pub chain: Option<Chain>,
}

impl Costed {
    /// Bits by which sets are put in order.
    fn bits(&self) -> f64 {
        let whole = self.chain.as_ref().and_then(|chain| chain.whole);
        whole.map_or(NO_NUMBER, |whole| if whole.unbounded() { whole.low } else { whole.bits })
    }
}

/// Histories of a size that the search may take for its first look.
const BUDGET: u64 = 60_000;
/// Most worldlines that weigh a set that was found.
const REWEIGHED: u64 = 400;
/// Sets that are weighed when they were found.
const COSTED: usize = 8;

impl Rewrite {
    /// The most changes that a set may have.
    pub const MOST: u8 = 4;

    /// Weighs, or searches.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file, and when it is stopped before
    /// anything is known.
    pub fn run(&self, work: &Work<'_>) -> Result<Rewritten, Trouble> {
        self.sample.check().map_err(Trouble::Asked)?;
        if !(1..=Self::MOST).contains(&self.most) {
            let (most, high) = (self.most, Self::MOST);
            return Err(Trouble::Asked(format!("`most` is {most}, outside 1 to {high}")));
        }
        match (&self.wanted, self.subject.with.is_empty()) {
            (None, true) => Err(Trouble::Asked(
                "rewrite needs a change to weigh (--with COUNTERFACTUAL) or an outcome to look for (--for CLAIM)".to_owned(),
            )),
            (Some(_), false) => Err(Trouble::Asked(
                "rewrite weighs a change (--with) or looks for one (--for), not both".to_owned(),
            )),
            (None, false) => Ok(Rewritten::Weighed(self.weigh(work)?)),
            (Some(claim), true) => Ok(Rewritten::Searched(Box::new(self.search(claim, work)?))),
        }
    }

    fn weigh(&self, work: &Work<'_>) -> Result<Weighed, Trouble> {
        let mut antecedents = Vec::new();
        for with in &self.subject.with {
            let antecedent = Antecedent::lay(&antecedent::open(&self.subject, with)?, with)?;
            work.warn(&antecedent.warnings);
            antecedents.push(antecedent);
        }
        let runs = self.sample.runs;
        (work.total)(antecedents.iter().map(|antecedent| antecedent.histories(runs)).sum());
        let findings = antecedents.iter().map(|one| one.weigh(self.sample.seeds(), work)).collect();
        Ok(Weighed { antecedents, findings })
    }

    fn search(&self, claim: &str, work: &Work<'_>) -> Result<Searched, Trouble> {
        let made = Worlds::open(&self.subject)?.baseline()?;
        work.warn(&made.warnings);
        let base = made.world;
        let scenario = base.scenario();
        let claim = Claim::parse(scenario, "--for", claim)?;
        if claim.reads(scenario).is_empty() {
            let written = OptionText { option: "--for", text: &claim.text };
            let message =
                "this reads nothing of the world: no change can bring it about or prevent it";
            let help = "name an outcome, a measure, or a condition on a quantity or event, such as `event.moscow_falls`";
            return Err(written.refuse("", "H0400", message, help).into());
        }
        let last = claim.decided_in(scenario);
        let window = self.window(scenario, last)?;
        let among = Among { subject: &self.subject, scenario, names: &self.among, window };
        let names = claim.names(scenario);
        let (all, read) = among.candidates(work)?;
        let (named, candidates): (Vec<Candidate>, Vec<Candidate>) =
            all.into_iter().partition(|candidate| candidate.begs(scenario, &names));
        if candidates.is_empty() {
            let text = &self.among.join(",");
            let message = "nothing that may be changed lies in this window";
            let help = "widen --from and --until, or name more with --among; what the claim itself names does not count";
            let written = OptionText { option: "--among", text };
            return Err(written.refuse("", "H0303", message, help).into());
        }
        (work.total)((candidates.len() + named.len()) as u64 * 2 * WEIGHED + 4 * BUDGET);
        let puzzle = Rewrites::new(&base, candidates.clone(), &claim, last);
        let outright = Rewrites::new(&base, named.clone(), &claim, last);
        let findings = self.try_sets(puzzle, outright, work);
        if findings.found.unchanged.n == 0 {
            return Err(Trouble::Stopped("interrupted before anything was known".to_owned()));
        }
        Ok(Searched { claim, window, candidates, read, named, findings, base })
    }

    /// The search itself; `outright` is the puzzle of what the claim names.
    fn try_sets(
        &self,
        mut puzzle: Rewrites<'_>,
        mut outright: Rewrites<'_>,
        work: &Work<'_>,
    ) -> Findings {
        let Work { stop, done, .. } = *work;
        let first = self.sample.first();
        let plan = SearchPlan {
            wanted: self.probability.into(),
            most: usize::from(self.most),
            first,
            confirm: self.sample.runs,
            budget: BUDGET,
        };
        // What comes about by itself needs no search, and no weighing of changes.
        let mut found = subset_search::search(&puzzle, &SearchPlan { most: 0, ..plan }, stop, done);
        let mut begging = 0;
        if found.reached.is_empty() && found.unchanged.n > 0 {
            puzzle.weigh_candidates(first, work);
            found = subset_search::search_on(&puzzle, &plan, found.unchanged, stop, done);
            outright.weigh_candidates(first, work);
            begging = outright.candidates.len();
        }
        let n = REWEIGHED.min(self.sample.runs);
        let seeds: Range<u64> = first..first + n;
        let named = (0..begging).map(|place| {
            let set = vec![place];
            let hits = outright.hits(&set, seeds.clone());
            done(n);
            let chain = outright.chains[place].clone();
            Costed { tried: Tried { set, hits, n, among: 1 }, chain }
        });
        let named = named.collect();
        let costed = |tried: &Tried| {
            let changed = !tried.set.is_empty();
            let chain = changed.then(|| puzzle.weigh(&tried.set, seeds.clone(), work)).flatten();
            Costed { tried: tried.clone(), chain }
        };
        let mut sets: Vec<Costed> = found.reached.iter().take(COSTED).map(costed).collect();
        sets.sort_by(|one, other| one.bits().total_cmp(&other.bits()));
        Findings { found, sets, named }
    }

    /// The weeks in which anything may be changed.
    fn window(&self, scenario: &Scenario, last: Week) -> Result<(Week, Week), Trouble> {
        let day = |option: &str, given: Option<&String>, else_: Day| -> Result<Day, Trouble> {
            let Some(text) = given else { return Ok(else_) };
            let written = OptionText { option, text };
            let day = day_number(text).map_err(|message| {
                written.refuse("", "H0302", message, "dates are written 1941-06-22")
            })?;
            if (scenario.start..=scenario.end).contains(&day) {
                return Ok(day);
            }
            let (start, end) = (date_of(scenario.start), date_of(scenario.end));
            let help = format!("it is played from {start} to {end}");
            Err(written.refuse("", "H0303", "this lies outside the scenario", help).into())
        };
        let from = day("--from", self.from.as_ref(), scenario.start)?;
        let until = day("--until", self.until.as_ref(), monday(last) + 6)?.min(scenario.end);
        if from > until {
            let text = self.from.as_deref().or(self.until.as_deref()).unwrap_or_default();
            let help = format!("give a day up to {}", date_of(until));
            let written = OptionText { option: "--from", text };
            let message = "the window ends before it begins";
            return Err(written.refuse("", "H0303", message, help).into());
        }
        Ok((week_of(from), week_of(until)))
    }
}
