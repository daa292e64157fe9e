//! Orders: which histories break a rule of order, and how often.
//!
//! A story must hold: nothing comes before its cause, after its end, or twice. The rules are
//! data ([`order_rules`]); here histories are lived and held against them.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::batch::runner::for_each_seed;
use crate::batch::seeds::Sample;
use crate::batch::work::{Trouble, Work};
use crate::hindcast::order_rules::{self, Breach, Row, Rule, Table};
use crate::hindcast::validation::SCENARIO;
use crate::history::Subject;
use crate::policy::world::{Life, World};
use crate::scenario::library::{self, Origin, Selection};
use crate::scenario::{Day, DecisionId, OptionId};
use crate::sim::chronicle::Happening;
use crate::sim::dating::Trace;
use crate::sim::proviso::Judged;
use crate::sim::{self, Premise, Whole};

/// The specification: which histories are held against which rules.
///
/// ```
/// use hokushin::batch::seeds::Sample;
/// use hokushin::batch::work::Work;
/// use hokushin::hindcast::orders::Orders;
///
/// let orders = Orders { sample: Sample { runs: 4, ..Sample::default() }, ..Orders::default() };
/// let findings = orders.run(&Work::QUIET)?.findings;
/// assert!(findings.rules.iter().all(|rule| rule.broken <= rule.came_about));
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Orders {
    /// The histories.
    pub subject: Subject,
    /// A table of rules that takes the place of the shipped one.
    pub rules: Option<PathBuf>,
    /// The seeds.
    pub sample: Sample,
}

impl Default for Orders {
    fn default() -> Self {
        Self { subject: Subject::of(SCENARIO), rules: None, sample: Sample::default() }
    }
}

/// Seeds that are kept of the histories that break a rule.
pub const EXAMPLES: usize = 3;

/// Answered orders.
#[derive(Debug)]
pub struct Ordered {
    /// The world whose histories were lived.
    pub world: World,
    /// What was found.
    pub findings: Findings,
}

/// What is found of histories and rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// The rules, in the order of the table.
    pub rules: Vec<Kept>,
    /// Rules that name what the scenario does not have.
    pub left_out: Vec<Row>,
    /// Histories that were lived.
    pub runs: u64,
}

/// How a rule was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The rule.
    pub row: Row,
    /// Histories in which what it binds came about.
    pub came_about: u64,
    /// Histories that break it: at most those.
    pub broken: u64,
    /// The first of them, [`EXAMPLES`] at most.
    pub examples: Vec<Example>,
}

/// A history that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Its seed.
    pub seed: u64,
    /// Where it breaks it.
    pub breach: Breach,
}

impl Findings {
    /// The rules that some history breaks.
    pub fn broken(&self) -> impl Iterator<Item = &Kept> {
        self.rules.iter().filter(|kept| kept.broken > 0)
    }
}

/// What of a history the rules are asked of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lived {
    /// The happenings, told or not, in the order of their days; of one day in that in which
    /// they took effect. Answers that only repeat the last one are none.
    pub happenings: Vec<(Day, Happening)>,
    /// The provisos as they were found.
    pub judged: Vec<Judged>,
}

impl Lived {
    /// Lives a history and notes what happens in it.
    #[must_use]
    pub fn of(world: &World, life: Life) -> Self {
        let mut lived = Self::default();
        let mut answers: Vec<Option<OptionId>> = vec![None; world.scenario().decisions.len()];
        world.live(life, |whole| lived.note(whole, &mut answers));
        lived.happenings.sort_by_key(|&(day, _)| day);
        lived.judged.sort_by_key(|judged| judged.day);
        lived
    }

    /// Notes what a week has brought.
    fn note(&mut self, whole: &Whole<'_>, answers: &mut [Option<OptionId>]) {
        use crate::scenario::Id;
        for &(day, trace) in whole.chronicle.week.traces() {
            let Trace::Happened(happening) = trace else { continue };
            if let Happening::Answer(decision, option) = happening {
                let last: &mut Option<OptionId> = &mut answers[DecisionId::place(decision)];
                if last.replace(option) == Some(option) {
                    continue;
                }
            }
            self.happenings.push((day, happening));
        }
        self.judged.extend_from_slice(&whole.chronicle.week.judged);
    }
}

/// Which rules are asked of a world whose worldlines judge what they ask.
#[derive(Debug)]
struct Asked {
    rules: Vec<Rule>,
    /// For each rule the place of its proviso, if it has one.
    provisos: Vec<Option<usize>>,
}

impl Asked {
    /// Puts the provisos of the rules into a premise.
    fn of(rules: Vec<Rule>, premise: &Premise) -> (Self, Premise) {
        let mut asked = Vec::new();
        let place = |rule: &Rule| {
            rule.proviso().map(|proviso| {
                asked.push(proviso);
                asked.len() - 1
            })
        };
        let provisos = rules.iter().map(place).collect();
        (Self { rules, provisos }, premise.with_provisos(asked))
    }

    /// By rule: did what it binds come about, and where is it broken?
    fn hold(&self, lived: &Lived) -> Vec<(bool, Option<Breach>)> {
        let of = |(rule, place): (&Rule, &Option<usize>)| {
            let own = |judged: &&Judged| Some(judged.proviso) == *place;
            let judged: Vec<Judged> = lived.judged.iter().filter(own).copied().collect();
            let came_about = rule.came_about(&lived.happenings).is_some();
            (came_about, rule.breach(&lived.happenings, &judged))
        };
        self.rules.iter().zip(&self.provisos).map(of).collect()
    }
}

impl Orders {
    /// Lives the histories and holds them against the rules.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file, and when it is stopped before a
    /// history is lived.
    pub fn run(&self, work: &Work<'_>) -> Result<Ordered, Trouble> {
        self.sample.check().map_err(Trouble::Asked)?;
        let loaded = self.subject.open()?.compile(&sim::engine(), Selection::ALL)?;
        work.warn(&loaded.warnings);
        let premise = Premise::new(loaded.scenario);
        let Table { rules, left_out } = self.table(&premise)?;
        let mut kept: Vec<Kept> = rules
            .iter()
            .map(|rule| Kept {
                row: rule.row.clone(),
                came_about: 0,
                broken: 0,
                examples: Vec::new(),
            })
            .collect();
        let (asked, premise) = Asked::of(rules, &premise);
        let seats = self.subject.seating.seats(&premise.scenario);
        let world = World { premise, seats };
        (work.total)(self.sample.runs);
        let live = |seed| (seed, asked.hold(&Lived::of(&world, Life::of(seed))));
        let count = |(seed, found): (u64, Vec<(bool, Option<Breach>)>)| {
            for (kept, (came_about, breach)) in kept.iter_mut().zip(found) {
                kept.came_about += u64::from(came_about);
                kept.broken += u64::from(breach.is_some());
                if kept.examples.len() < EXAMPLES {
                    kept.examples.extend(breach.map(|breach| Example { seed, breach }));
                }
            }
            Ok::<(), std::convert::Infallible>(())
        };
        let Ok(runs) = for_each_seed(self.sample.seeds(), work.stop, work.done, live, count);
        if runs == 0 {
            return Err(Trouble::Stopped(
                "interrupted before the first history was run".to_owned(),
            ));
        }
        Ok(Ordered { world, findings: Findings { rules: kept, left_out, runs } })
    }

    /// The rules: those of a file must all be of the scenario; the shipped ones are of the
    /// scenario that is meant when none is named, and serve others as far as they go.
    fn table(&self, premise: &Premise) -> Result<Table, Trouble> {
        let (place, leaves_out) = match &self.rules {
            Some(file) => (Origin::from(file.clone()), false),
            None => (library::library_file("record/orders.csv")?, premise.scenario.id != SCENARIO),
        };
        let table = order_rules::read(&place, &premise.scenario, leaves_out)?;
        if table.rules.is_empty() {
            return Err(Trouble::Asked(format!(
                "no rule of {} is about this scenario: give a table of its own with --rules",
                place.path().display()
            )));
        }
        Ok(table)
    }
}
