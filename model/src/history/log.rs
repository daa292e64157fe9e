//! What a history brought, week by week: the fingerprint of each week, the answers that were
//! given, and the quantities that moved. A history that is played again is held against it.

use serde::{Deserialize, Serialize};

use crate::history::recipe::Given;
use crate::scenario::expression::Reader;
use crate::sim::Whole;
use crate::sim::calendar::IsoDay;
use crate::sim::fingerprint::Print;

/// The weeks of a history.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// The subjects of the fingerprint, in their order.
    pub subjects: Vec<String>,
    /// The quantities, in the order of the vocabulary.
    pub quantities: Vec<String>,
    /// The weeks that were played.
    pub weeks: Vec<WeekLog>,
    /// The values at the end of the last week.
    #[serde(skip)]
    last: Vec<f64>,
}

/// What a week brought.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeekLog {
    /// Its Monday.
    pub week: IsoDay,
    /// The fingerprint of its end.
    pub state_hash: Print,
    /// The fingerprint of each subject.
    pub subjects: Vec<Print>,
    /// The answers that were given in it: decision and option.
    pub answers: Vec<(String, String)>,
    /// The quantities that moved, by place, with their new values. Before the first week all
    /// are nothing.
    pub moved: Vec<(u16, f64)>,
}

/// What is derived from the weeks does not count.
impl PartialEq for Log {
    fn eq(&self, other: &Self) -> bool {
        (&self.subjects, &self.quantities, &self.weeks)
            == (&other.subjects, &other.quantities, &other.weeks)
    }
}

/// A quantity that is undefined in both is the same in both.
impl PartialEq for WeekLog {
    fn eq(&self, other: &Self) -> bool {
        self.week == other.week
            && self.state_hash == other.state_hash
            && self.subjects == other.subjects
            && self.answers == other.answers
            && self.moved.len() == other.moved.len()
            && self
                .moved
                .iter()
                .zip(&other.moved)
                .all(|(one, two)| one.0 == two.0 && same(one.1, two.1))
    }
}

/// Are these the same number, or both undefined?
fn same(one: f64, other: f64) -> bool {
    one == other || (one.is_nan() && other.is_nan())
}

impl Log {
    /// Notes what the week brought; to be called at the end of every week.
    pub fn note(&mut self, whole: &Whole<'_>) {
        let scenario = &whole.premise.scenario;
        let subjects = whole.subjects();
        if self.weeks.is_empty() {
            self.subjects = subjects.iter().map(|(name, _)| (*name).to_owned()).collect();
        }
        let mut moved = Vec::new();
        for (place, entry) in scenario.vocabulary.iter().enumerate() {
            // A counterfactual that is made on the way brings names of its own.
            if place >= self.last.len() {
                self.last.push(0.0);
                self.quantities.push(entry.name.clone());
            }
            let value = whole.read(entry.var);
            if !same(value, self.last[place]) {
                self.last[place] = value;
                moved.push((place as u16, value));
            }
        }
        let week = whole.calendar.week;
        let decisions = scenario.decisions.enumerated();
        let answered = decisions.filter(|&(id, _)| whole.past.week_of_answer(id) == Some(week));
        self.weeks.push(WeekLog {
            week: IsoDay(whole.calendar.day),
            state_hash: Print(whole.state_hash()),
            subjects: subjects.into_iter().map(|(_, print)| Print(print)).collect(),
            answers: answered
                .filter_map(|(id, decision)| {
                    let option = whole.past.answer(id)?;
                    Some((decision.id.clone(), decision.choices[option].id.clone()))
                })
                .collect(),
            moved,
        });
    }

    /// The same log, with the values at its end, which are not written down.
    #[must_use]
    pub(super) fn awake(mut self) -> Self {
        self.truncate(self.weeks.len());
        self
    }

    /// Forgets the weeks from a place on.
    pub fn truncate(&mut self, weeks: usize) {
        self.weeks.truncate(weeks);
        self.last = vec![0.0; self.quantities.len()];
        for (place, value) in self.weeks.iter().flat_map(|week| &week.moved) {
            if let Some(last) = self.last.get_mut(usize::from(*place)) {
                *last = *value;
            }
        }
    }

    /// The answers of a week, as a recipe gives them.
    #[must_use]
    pub fn given(&self, place: usize) -> Vec<Given> {
        let week = &self.weeks[place];
        let given = |(decision, option): &(String, String)| Given {
            week: week.week,
            decision: decision.clone(),
            option: option.clone(),
        };
        week.answers.iter().map(given).collect()
    }

    /// The values at the end of a week, by name.
    fn values(&self, place: usize) -> Vec<(&str, f64)> {
        let mut values = vec![0.0; self.quantities.len()];
        for (place, value) in self.weeks[..=place].iter().flat_map(|week| &week.moved) {
            if let Some(known) = values.get_mut(usize::from(*place)) {
                *known = *value;
            }
        }
        self.quantities.iter().map(String::as_str).zip(values).collect()
    }

    /// The first week in which another log says something else.
    #[must_use]
    pub fn parting(&self, other: &Self) -> Option<Difference> {
        let pairs = self.weeks.iter().zip(&other.weeks);
        let place = pairs.clone().position(|(one, two)| one != two);
        let Some(place) = place else {
            let (here, there) = (self.weeks.len(), other.weeks.len());
            return (here != there).then(|| Difference {
                week: self
                    .weeks
                    .get(there)
                    .or_else(|| other.weeks.get(here))
                    .map_or_else(IsoDay::default, |week| week.week),
                weeks: Some((here as u32, there as u32)),
                ..Difference::default()
            });
        };
        let (one, two) = (&self.weeks[place], &other.weeks[place]);
        let subjects = self.subjects.iter().enumerate().filter(|(at, _)| {
            let there = other.subjects.iter().position(|name| *name == self.subjects[*at]);
            one.subjects.get(*at) != there.and_then(|there| two.subjects.get(there))
        });
        let there = other.values(place);
        let mut quantities: Vec<Moved> = self
            .values(place)
            .into_iter()
            .filter_map(|(name, value)| {
                let now = there.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
                if now.is_some_and(|now| same(now, value)) {
                    return None;
                }
                let relative =
                    now.map_or(1.0, |now| (now - value).abs() / now.abs().max(value.abs()));
                let relative = if relative.is_finite() { relative } else { 2.0 };
                Some(Moved { name: name.to_owned(), saved: value, now, relative })
            })
            .collect();
        quantities.sort_by(|one, two| two.relative.total_cmp(&one.relative));
        let answers = |mine: &WeekLog, theirs: &WeekLog| -> Vec<(String, String)> {
            mine.answers.iter().filter(|answer| !theirs.answers.contains(answer)).cloned().collect()
        };
        Some(Difference {
            week: one.week,
            weeks: None,
            state_hashes: Some((one.state_hash, two.state_hash)),
            subjects: subjects.map(|(_, name)| name.clone()).collect(),
            quantities,
            answers: (answers(one, two), answers(two, one)),
        })
    }
}

/// Answers: decision and option.
pub type Answered = Vec<(String, String)>;

/// Where a log and the history that is played again part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Monday of the first week that differs.
    pub week: IsoDay,
    /// Where only their lengths differ: weeks that were saved, weeks that are played.
    pub weeks: Option<(u32, u32)>,
    /// The fingerprint that was saved, and the one now.
    pub state_hashes: Option<(Print, Print)>,
    /// The subjects that differ.
    pub subjects: Vec<String>,
    /// The quantities that differ, those first that differ most.
    pub quantities: Vec<Moved>,
    /// Answers that only the save has, and those that only the new history has: decision and
    /// option.
    pub answers: (Answered, Answered),
}

/// A quantity that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Its dotted name.
    pub name: String,
    /// What was saved, in its unit; of states and truths their number.
    pub saved: f64,
    /// What it is now; nothing when there is no such quantity any more.
    pub now: Option<f64>,
    /// How far apart, relative to the larger: 0 to 2.
    pub relative: f64,
}
