//! Where two histories part: the first week in which their fingerprints differ, the
//! subjects and quantities that differ in it, and the first thing that is told of one
//! and not of the other.
//!
//! Fingerprints alone say only that two worldlines differ. Two questions need more: why
//! a change sends a history elsewhere (`hokushin diff`), and which rule broke the
//! promise that equal worldlines stay equal (the tests of determinism).
//!
//! Quantities are matched by name and not by place, since a counterfactual may add to
//! the vocabulary; states are compared by name for the same reason.

use serde::{Deserialize, Serialize};

use crate::history::Subject;
use crate::policy::live_week;
use crate::policy::world::World;
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::{Entry, Kind, show_value};
use crate::scenario::{Text, Week};
use crate::sim::{Whole, Worldline};
use crate::whatif::inquiry::{Made, Trouble, Work, Worlds};
use crate::whatif::told::{Told, told};

/// The specification: where two histories part. The second is the first with what the fields
/// `against_…` change.
///
/// ```
/// use hokushin::history::Subject;
/// use hokushin::whatif::inquiry::Work;
/// use hokushin::whatif::parting::Diff;
///
/// let diff = Diff {
///     subject: Subject::of("1945-august-storm"),
///     seed: 1,
///     against_seed: Some(2),
///     ..Diff::default()
/// };
/// let findings = diff.run(&Work::QUIET)?.findings;
/// assert!(findings.parting.is_some(), "other luck is another history");
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Diff {
    /// The first history.
    pub subject: Subject,
    /// Its luck.
    pub seed: u64,
    /// The counterfactuals of the second history, in place of all those of the first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against_with: Vec<String>,
    /// The luck of the second history; nothing: that of the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against_seed: Option<u64>,
}

impl Default for Diff {
    fn default() -> Self {
        Self {
            subject: Subject::default(),
            seed: 1941,
            against_with: Vec::new(),
            against_seed: None,
        }
    }
}

/// Two histories held against each other.
#[derive(Debug)]
pub struct Diffed {
    /// The first.
    pub first: Side,
    /// The second.
    pub second: Side,
    /// What was found.
    pub findings: Findings,
}

/// One of the two histories.
#[derive(Debug)]
pub struct Side {
    /// Its counterfactuals, by their titles.
    pub titles: Vec<Text>,
    /// Its world.
    pub world: World,
    /// Its luck.
    pub seed: u64,
}

/// What two histories held against each other tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Where they part, if they do.
    pub parting: Option<Parting>,
}

impl Diff {
    /// Is nothing given to hold the first history against?
    #[must_use]
    pub const fn is_bare(&self) -> bool {
        self.against_with.is_empty() && self.against_seed.is_none()
    }

    /// Lives both histories and says where they part.
    ///
    /// # Errors
    /// What is wrong with the files.
    pub fn run(&self, work: &Work<'_>) -> Result<Diffed, Trouble> {
        let [first, second] = self.worlds()?;
        let side = |made: Made, seed| {
            work.warn(&made.warnings);
            let titles = made.counterfactuals.into_iter().map(|listing| listing.title).collect();
            Side { titles, world: made.world, seed }
        };
        let first = side(first, self.seed);
        let second = side(second, self.against_seed.unwrap_or(self.seed));
        let parting = between(&mut first.worldline(), &mut second.worldline());
        Ok(Diffed { first, second, findings: Findings { parting } })
    }

    fn worlds(&self) -> Result<[Made; 2], Trouble> {
        let worlds = Worlds::open(&self.subject)?;
        // With one change and nothing to hold it against, the first history is the bare one.
        let first = if self.is_bare() { worlds.baseline()? } else { worlds.changed()? };
        let second = if self.against_with.is_empty() {
            worlds.changed()?
        } else {
            let with = self.against_with.clone();
            Worlds::open(&Subject { with, ..self.subject.clone() })?.changed()?
        };
        Ok([first, second])
    }
}

impl Side {
    fn worldline(&self) -> Worldline {
        Worldline::new(&self.world.premise, self.seed, self.world.seats.clone(), false)
    }
}

/// Where two worldlines part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parting {
    /// The first week at whose end their fingerprints differ.
    pub week: Week,
    /// The subjects whose fingerprints differ in that week, in their order.
    pub subjects: Vec<String>,
    /// The first week in which a quantity that can be named differs: that week, unless
    /// the two premises number their events otherwise, which only fingerprints notice.
    pub quantities_week: Option<Week>,
    /// The quantities that differ then, the largest relative difference first.
    pub quantities: Vec<Difference>,
    /// The first thing told of only one of them, in that week or later.
    pub told: Option<ToldApart>,
}

/// A quantity in two worldlines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Its dotted name.
    pub name: String,
    /// Its unit; empty for truths and states.
    pub unit: String,
    /// Its value in the first worldline, if its vocabulary has it.
    pub first: Option<Reading>,
    /// Its value in the second worldline, if its vocabulary has it.
    pub second: Option<Reading>,
    /// The difference as a share of the larger of both: 0 to 2 for numbers; 1 for
    /// truths, states, and what only one vocabulary has.
    pub relative: f64,
}

/// The value of a quantity, by its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Reading {
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A state, by its name.
    State(String),
}

/// What was told of one worldline and not of the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldApart {
    /// The week.
    pub week: Week,
    /// The first entry of that week that only the first worldline has.
    pub first: Option<Told>,
    /// The first entry of that week that only the second worldline has.
    pub second: Option<Told>,
}

/// Watches two worldlines that are stepped together.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    parting: Option<Parting>,
    /// How much of each chronicle was already there at the last look.
    seen: (usize, usize),
}

impl Watch {
    /// Looks at both; to be called at the end of every week.
    pub fn look(&mut self, first: &Whole<'_>, second: &Whole<'_>) {
        if self.parting.is_none() && first.state_hash() != second.state_hash() {
            self.parting = Some(Parting {
                week: first.calendar.week,
                subjects: subjects(first, second),
                quantities_week: None,
                quantities: Vec::new(),
                told: None,
            });
        }
        if let Some(parting) = &mut self.parting
            && parting.quantities.is_empty()
        {
            parting.quantities = quantities(first, second);
            if !parting.quantities.is_empty() {
                parting.quantities_week = Some(first.calendar.week);
            }
        }
        // What is told may differ long after the numbers do, never before.
        if let Some(parting) = &mut self.parting
            && parting.told.is_none()
        {
            parting.told = told_apart(first, second, self.seen);
        }
        self.seen = (first.chronicle.entries().len(), second.chronicle.entries().len());
    }

    /// Where they parted, if they did.
    #[must_use]
    pub fn parting(self) -> Option<Parting> {
        self.parting
    }
}

/// Plays two worldlines to the end of the first one's scenario, and says where they part.
#[must_use]
pub fn between(first: &mut Worldline, second: &mut Worldline) -> Option<Parting> {
    let (mut first, mut second) = (first.whole(), second.whole());
    let mut watch = Watch::default();
    for _ in 0..first.premise.weeks() {
        for whole in [&mut first, &mut second] {
            live_week(whole);
        }
        watch.look(&first, &second);
    }
    watch.parting()
}

fn subjects(first: &Whole<'_>, second: &Whole<'_>) -> Vec<String> {
    let pairs = first.subjects().into_iter().zip(second.subjects());
    pairs.filter(|(one, other)| one != other).map(|((name, _), _)| name.to_owned()).collect()
}

fn quantities(first: &Whole<'_>, second: &Whole<'_>) -> Vec<Difference> {
    let vocabularies = [&first.premise.scenario.vocabulary, &second.premise.scenario.vocabulary];
    let only_second =
        vocabularies[1].iter().filter(|entry| vocabularies[0].named(&entry.name).is_none());
    let mut differences: Vec<Difference> = vocabularies[0]
        .iter()
        .chain(only_second)
        .filter_map(|entry| {
            let read = |whole: &Whole<'_>, place: usize| {
                vocabularies[place]
                    .named(&entry.name)
                    .map(|known| Reading::of(&known.kind, whole.read(known.var)))
            };
            difference(entry, read(first, 0), read(second, 1))
        })
        .collect();
    differences.sort_by(|one, other| other.relative.total_cmp(&one.relative));
    differences
}

impl Reading {
    /// A value as a quantity of this kind has it.
    #[must_use]
    pub fn of(kind: &Kind, value: f64) -> Self {
        match kind {
            Kind::Number { .. } => Self::Number(value),
            Kind::Truth => Self::Truth(value != 0.0),
            Kind::States(_) => Self::State(show_value(kind, value)),
        }
    }
}

fn difference(
    entry: &Entry,
    first: Option<Reading>,
    second: Option<Reading>,
) -> Option<Difference> {
    let relative = match (&first, &second) {
        (Some(Reading::Number(one)), Some(Reading::Number(other))) => {
            if one == other || (one.is_nan() && other.is_nan()) {
                return None;
            }
            let share = (one - other).abs() / one.abs().max(other.abs());
            // Infinite and undefined values are the worst that can happen to a number.
            if share.is_finite() { share } else { 2.0 }
        }
        (Some(one), Some(other)) if one == other => return None,
        // What only one of them can name, and what is not the case there, is no difference.
        (Some(Reading::Number(0.0) | Reading::Truth(false)), None)
        | (None, Some(Reading::Number(0.0) | Reading::Truth(false))) => return None,
        _ => 1.0,
    };
    let unit = match &entry.kind {
        Kind::Number { unit, .. } => unit.clone(),
        Kind::Truth | Kind::States(_) => String::new(),
    };
    Some(Difference { name: entry.name.clone(), unit, first, second, relative })
}

fn told_apart(
    first: &Whole<'_>,
    second: &Whole<'_>,
    (seen_first, seen_second): (usize, usize),
) -> Option<ToldApart> {
    let (first_new, second_new) = (told(first, seen_first), told(second, seen_second));
    let only =
        |one: &[Told], other: &[Told]| one.iter().find(|&told| !other.contains(told)).cloned();
    let (only_first, only_second) = (only(&first_new, &second_new), only(&second_new, &first_new));
    (only_first.is_some() || only_second.is_some()).then_some(ToldApart {
        week: first.calendar.week,
        first: only_first,
        second: only_second,
    })
}
