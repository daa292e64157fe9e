//! What is asked of a worldline: a claim, which holds or not, or a measure of the scenario
//! that is a number. A yes counts 1 and a no 0, so that both can be averaged.

use std::ops::Range;
use std::path::PathBuf;

use crate::scenario::report::{Report, Reports, Severity, Source, Span, nearest};
use crate::scenario::{MeasureKind, Scenario, Text};
use crate::sim::Whole;
use crate::whatif::claim::{Claim, Witness};
use crate::whatif::world::{Life, World};

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// As it was written.
    pub text: String,
    /// As a reader sees it.
    pub title: Text,
    /// Its unit; `share` for what holds or not.
    pub unit: String,
    what: What,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Claim(Claim),
    /// The measure at this place.
    Number(usize),
}

impl Asked {
    /// Reads a claim, or the id of a measure. `option` is where it was written.
    ///
    /// # Errors
    /// What cannot be read, located in the text.
    pub fn parse(scenario: &Scenario, option: &str, text: &str) -> Result<Self, Box<Reports>> {
        let name = text.trim();
        let number = |id: &str| {
            scenario
                .measures
                .iter()
                .position(|measure| measure.id == id && measure.kind == MeasureKind::Number)
        };
        if let Some(place) = number(name) {
            let measure = &scenario.measures[place];
            return Ok(Self {
                text: name.to_owned(),
                title: measure.title.clone(),
                unit: measure.unit.clone(),
                what: What::Number(place),
            });
        }
        Claim::parse(scenario, option, text).map(Self::claim).map_err(|mut wrong| {
            // A claim knows no measure that is a number; here it may be what was meant.
            let ids = scenario.outcomes.iter().map(|outcome| outcome.id.as_str());
            let ids = ids.chain(scenario.measures.iter().map(|measure| measure.id.as_str()));
            let meant = nearest(name, ids).filter(|near| number(near).is_some());
            if let (Some(near), Some(report)) = (meant, wrong.reports.first_mut())
                && !name.contains(['.', ' '])
            {
                report.help = format!("did you mean `{near}`?");
            }
            wrong
        })
    }

    /// A claim is asked.
    #[must_use]
    pub fn claim(claim: Claim) -> Self {
        Self {
            text: claim.text.trim().to_owned(),
            title: claim.title.clone(),
            unit: "share".to_owned(),
            what: What::Claim(claim),
        }
    }

    /// All outcome classes of a scenario.
    ///
    /// # Errors
    /// None in a sound scenario.
    pub fn outcomes(scenario: &Scenario) -> Result<Vec<Self>, Box<Reports>> {
        let claim = |outcome: &crate::scenario::Outcome| {
            Claim::parse(scenario, "--outcome", &outcome.id).map(Self::claim)
        };
        scenario.outcomes.iter().map(claim).collect()
    }

    /// Is it something that holds or not?
    #[must_use]
    pub const fn holds_or_not(&self) -> bool {
        matches!(self.what, What::Claim(_))
    }
}

/// Some questions that are asked of one worldline after the other.
#[derive(Clone, Debug)]
pub struct Inquiry {
    /// What is asked.
    pub asked: Vec<Asked>,
    claims: Vec<Claim>,
}

impl Inquiry {
    /// Asks these.
    #[must_use]
    pub fn new(asked: Vec<Asked>) -> Self {
        let claim = |asked: &Asked| match &asked.what {
            What::Claim(claim) => Some(claim.clone()),
            What::Number(_) => None,
        };
        Self { claims: asked.iter().filter_map(claim).collect(), asked }
    }

    /// Lives a worldline and gives its answers, in the order in which they are asked;
    /// `look` sees it at the end of every week.
    #[must_use]
    pub fn answers(&self, world: &World, life: Life, mut look: impl FnMut(&Whole<'_>)) -> Vec<f64> {
        let mut witness = Witness::new(&self.claims);
        let mut worldline = world.live(life, |whole| {
            witness.look(whole);
            look(whole);
        });
        let whole = worldline.whole();
        let mut verdicts = witness.verdicts().into_iter();
        let answer = |asked: &Asked| match asked.what {
            What::Claim(_) => f64::from(u8::from(verdicts.next().unwrap_or(false))),
            What::Number(place) => whole.premise.scenario.measures[place].value.value(&whole),
        };
        self.asked.iter().map(answer).collect()
    }
}

/// An error in the text of an option.
#[must_use]
pub fn refusal(
    (option, text): (&str, &str),
    at: Range<usize>,
    code: &'static str,
    message: String,
    help: String,
) -> Box<Reports> {
    let source = Source { path: PathBuf::from(option), text: text.to_owned() };
    let at = Some(Span { file: 0, start: at.start, end: at.end });
    let report = Report { code, severity: Severity::Error, message, at, help };
    Box::new(Reports { sources: vec![source], reports: vec![report] })
}

/// Where a part of a text stands in it.
#[must_use]
pub fn place_in(text: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize).min(text.len());
    start..(start + part.len()).min(text.len())
}
