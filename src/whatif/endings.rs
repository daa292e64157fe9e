//! How a scenario ends, over many histories, without any twin: outcomes and measures counted.

use std::convert::Infallible;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use crate::batch::provenance::Provenance;
use crate::batch::runner;
use crate::batch::seeds::Sample;
use crate::batch::tally::Tally;
use crate::batch::worldlines::Worldlines;
use crate::history::Subject;
use crate::policy::world::World;
use crate::sim::Premise;
use crate::sim::agenda::Seats;
use crate::whatif::inquiry::{Inquiry, Trouble, Work, Worlds};
use crate::whatif::uptake::Uptake;

/// How a scenario ends, over many histories.
///
/// ```
/// use hokushin::whatif::endings::Batch;
/// use hokushin::batch::seeds::Sample;
/// use hokushin::batch::work::Work;
/// use hokushin::history::Subject;
/// use hokushin::report::{Language, answer::answer};
/// use hokushin::whatif::inquiry::Inquiry;
///
/// let subject = Subject::of("1939-khalkhin-gol");
/// let batch = Batch { subject, sample: Sample { runs: 4, ..Sample::default() } };
/// let answer = answer(&Inquiry::Batch(batch), &Work::QUIET, Language::English)?;
/// assert_eq!(answer.json["runs"], 4);
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Batch {
    /// The histories; all changes are built in.
    pub subject: Subject,
    /// The seeds.
    pub sample: Sample,
}

/// The world of a batch, and the table of its histories.
#[derive(Debug)]
pub struct Prepared {
    /// What was asked.
    pub asked: Batch,
    /// The world.
    pub world: World,
    /// A row a history.
    pub table: Worldlines,
}

/// What was counted.
#[derive(Debug)]
pub struct Counted {
    /// Histories that were run.
    pub ran: u64,
    /// Their rows, counted.
    pub tally: Tally,
}

impl Batch {
    /// Lays the world.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file.
    pub fn lay(&self, work: &Work<'_>) -> Result<Prepared, Trouble> {
        self.sample.check().map_err(Trouble::Asked)?;
        let made = Worlds::open(&self.subject)?.changed()?;
        work.warn(&made.warnings);
        let table = Worldlines::new("worldlines", made.world.scenario(), &[]);
        Ok(Prepared { asked: self.clone(), world: made.world, table })
    }
}

impl Prepared {
    /// The world as a runner takes it.
    #[must_use]
    pub fn worlds(&self) -> [(&Premise, &Seats); 1] {
        [(&self.world.premise, &self.world.seats)]
    }

    /// Where its rows come from.
    #[must_use]
    pub fn provenance(&self, first: u64, runs: u64) -> Provenance {
        let made = Inquiry::Batch(self.asked.clone()).made();
        Provenance::new(made, &self.worlds(), first, runs, vec![self.table.schema.clone()])
    }

    /// Runs all histories and counts them.
    #[must_use]
    pub fn count(&self, work: &Work<'_>) -> Counted {
        let mut tally = Tally::new(&self.table.schema);
        (work.total)(self.asked.sample.runs);
        let seeds = self.asked.sample.seeds();
        let Ok(ran) = runner::rows(&self.worlds(), seeds, work.stop, work.done, |_, rows| {
            rows.iter().for_each(|row| tally.add(&self.table.cells(0, row)));
            Ok::<(), Infallible>(())
        });
        tally.sort();
        Counted { ran, tally }
    }

    /// What of its changes is taken up, in some of its histories.
    #[must_use]
    pub fn uptake(&self, seeds: std::ops::Range<u64>) -> Uptake {
        Uptake::of(&self.world, seeds, &AtomicBool::new(false))
    }
}
