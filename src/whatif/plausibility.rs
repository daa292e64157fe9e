//! A counterfactual by the six criteria of Tetlock and Belkin: what its author says, laid
//! out in worlds, and what the simulator finds.

use serde::{Deserialize, Serialize};

use crate::batch::seeds::Sample;
use crate::hindcast::ensemble::{self, EnsemblePlan};
use crate::hindcast::record::{ComparableRecord, looks, read_record};
use crate::hindcast::score::SeriesScore;
use crate::hindcast::validation::score;
use crate::history::Subject;
use crate::policy::world::World;
use crate::scenario::report::{Reports, Severity};
use crate::scenario::{Case, Link, Mechanism, Scenario};
use crate::whatif::antecedent::{self, Antecedent, Surprise};
use crate::whatif::claim::Claim;
use crate::whatif::criteria::{self, Trial};
use crate::whatif::inquiry::{Trouble, Work};

/// The specification: each change of the subject is a counterfactual of its own.
///
/// ```
/// use hokushin::batch::seeds::Sample;
/// use hokushin::history::Subject;
/// use hokushin::whatif::inquiry::Work;
/// use hokushin::whatif::plausibility::Plausibility;
///
/// let subject = Subject {
///     with: vec!["examples/a-week-later.ron".to_owned()],
///     ..Subject::of("1939-khalkhin-gol")
/// };
/// let sample = Sample { runs: 20, ..Sample::default() };
/// let judged = Plausibility { subject, sample }.run(&Work::QUIET)?;
/// assert!(judged.findings.weighed[0].is_some(), "it was weighed to the end");
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plausibility {
    /// The histories, and the counterfactuals.
    pub subject: Subject,
    /// The seeds.
    pub sample: Sample,
}

/// An answered question of plausibility.
#[derive(Debug)]
pub struct Judged {
    /// The counterfactuals with their arguments.
    pub argued: Vec<Argued>,
    /// What was found.
    pub findings: Findings,
}

/// What is found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Of each counterfactual; nothing for those that were not finished.
    pub weighed: Vec<Option<Weighed>>,
    /// How the series of the record that their mechanisms name score in the hindcast.
    pub hindcast: Vec<Hindcast>,
}

/// What is found of a counterfactual.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// How much of history it rewrites.
    pub surprise: Surprise,
    /// What the criteria ask.
    pub criteria: criteria::Findings,
}

/// A series of the record in the hindcast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hindcast {
    /// The quantity that answers to it.
    pub quantity: String,
    /// How it scores.
    pub score: SeriesScore,
}

/// A counterfactual with its argument, and the worlds that test it.
#[derive(Debug)]
pub struct Argued {
    /// The change.
    pub antecedent: Antecedent,
    /// What the authors of its files say.
    pub cases: Vec<Case>,
    /// What is to follow, file by file; then what the argument relies on.
    pub claims: Vec<Claim>,
    /// What its mechanisms run through, each once.
    pub links: Vec<Link>,
    /// The changed world with one intervention undone, one after another; nothing where there is
    /// one.
    undone: Vec<World>,
}

/// Worldlines that score the hindcast.
const SCORED: u64 = 400;

/// The mechanisms of some cases.
pub fn mechanisms(cases: &[Case]) -> impl Iterator<Item = &Mechanism> {
    cases.iter().flat_map(|case| &case.mechanisms)
}

impl Argued {
    fn lay(subject: &Subject, with: &str, work: &Work<'_>) -> Result<Self, Trouble> {
        let worlds = antecedent::open(subject, with)?;
        let antecedent = Antecedent::lay(&worlds, with)?;
        refuse_what_does_not_follow(&antecedent.warnings)?;
        work.warn(&antecedent.warnings);
        let scenario = antecedent.changed().scenario();
        let cases = scenario.cases.clone();
        let mut claims = Vec::new();
        let consequents = cases.iter().filter_map(|case| case.consequent.as_ref());
        let relies_on =
            cases.iter().flat_map(|case| &case.relies_on).map(|reliance| &reliance.claim);
        // The first file's consequent is the one that mechanisms are held against.
        for claim in consequents.chain(relies_on) {
            claims.push(Claim::parse(scenario, "a counterfactual", claim)?);
        }
        let interventions = worlds.interventions();
        let mut undone = Vec::new();
        for left_out in 0..if interventions > 1 { interventions } else { 0 } {
            undone.push(worlds.of_interventions(&|intervention| intervention != left_out)?.world);
        }
        let mut links: Vec<Link> = Vec::new();
        for through in mechanisms(&cases).filter_map(|mechanism| mechanism.through) {
            if !links.contains(&through) {
                links.push(through);
            }
        }
        Ok(Self { antecedent, cases, claims, links, undone })
    }

    /// How many of the claims are to follow.
    #[must_use]
    pub fn consequents(&self) -> usize {
        self.cases.iter().filter(|case| case.consequent.is_some()).count()
    }

    /// The scenario without the change.
    #[must_use]
    pub fn base(&self) -> &Scenario {
        self.antecedent.base().scenario()
    }

    /// The scenario with it.
    #[must_use]
    pub fn changed(&self) -> &Scenario {
        self.antecedent.changed().scenario()
    }

    fn histories(&self, runs: u64) -> u64 {
        let each = 2 + self.undone.len() as u64 + self.links.len() as u64;
        self.antecedent.histories(runs) + each * runs
    }

    /// Weighs it; nothing when that was stopped.
    fn weigh(&self, sample: &Sample, work: &Work<'_>) -> Option<Weighed> {
        let surprise = self.antecedent.weigh(sample.seeds(), work)?;
        let trial = Trial {
            factual: self.antecedent.base(),
            changed: self.antecedent.changed(),
            undone: &self.undone,
            claims: &self.claims,
            links: &self.links,
        };
        let criteria = criteria::weigh(&trial, sample.seeds(), work.stop, work.done);
        (!work.stopped()).then_some(Weighed { surprise, criteria })
    }
}

/// What `check` warns of is an error here: without a consequent there is nothing to weigh.
fn refuse_what_does_not_follow(warnings: &Reports) -> Result<(), Box<Reports>> {
    let Reports { sources, mut reports } = warnings.clone();
    reports.retain(|report| report.code == "H0602");
    if reports.is_empty() {
        return Ok(());
    }
    reports.iter_mut().for_each(|report| report.severity = Severity::Error);
    Err(Box::new(Reports { sources, reports }))
}

impl Plausibility {
    /// Lives the histories and says what they tell.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file.
    pub fn run(&self, work: &Work<'_>) -> Result<Judged, Trouble> {
        self.sample.check().map_err(Trouble::Asked)?;
        if self.subject.with.is_empty() {
            return Err(Trouble::Asked(
                "plausibility needs a counterfactual: --with COUNTERFACTUAL (`hokushin list` shows them)".to_owned(),
            ));
        }
        let mut argued = Vec::new();
        for with in &self.subject.with {
            argued.push(Argued::lay(&self.subject, with, work)?);
        }
        let runs = self.sample.runs;
        let base = argued[0].antecedent.base();
        let mut comparable = read_record(base.scenario(), &[], None)?;
        let wanted: Vec<&str> = argued
            .iter()
            .flat_map(|one| mechanisms(&one.cases))
            .flat_map(|mechanism| mechanism.series.iter().map(String::as_str))
            .collect();
        comparable.answered.retain(|(_, answer, _)| wanted.contains(&answer.quantity.as_str()));
        let members = if comparable.answered.is_empty() { 0 } else { SCORED.min(runs).max(2) };
        (work.total)(argued.iter().map(|one| one.histories(runs)).sum::<u64>() + members);
        let hindcast = self.score(base, comparable, members, work);
        let weighed = argued.iter().map(|one| one.weigh(&self.sample, work)).collect();
        Ok(Judged { argued, findings: Findings { weighed, hindcast } })
    }

    /// Scores the series of the record in some histories of the unchanged world.
    fn score(
        &self,
        base: &World,
        comparable: ComparableRecord,
        members: u64,
        work: &Work<'_>,
    ) -> Vec<Hindcast> {
        let plan = EnsemblePlan { looks: looks(&comparable.answered), ..EnsemblePlan::default() };
        let first = self.sample.first();
        let seeds = first..first + members;
        let found = ensemble::run(&base.premise, &base.seats, seeds, &plan, work.stop, work.done);
        if found.len() < 2 {
            return Vec::new();
        }
        let scored = score(comparable.answered, &found).into_iter();
        scored
            .map(|scored| Hindcast { quantity: scored.answer.quantity, score: scored.score })
            .collect()
    }
}
