//! The series of a record that a scenario answers to: read, looked at in an ensemble, and
//! scored.

use std::path::{Path, PathBuf};

use crate::batch::work::Trouble;
use crate::hindcast::annals::{self, Answer, Series};
use crate::hindcast::ensemble::{Look, Member};
use crate::hindcast::score::SeriesScore;
use crate::scenario::{Scenario, library};

/// A series of the record with what answers to it and how it scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The series.
    pub series: Series,
    /// The quantity that answers to it.
    pub answer: Answer,
    /// Its score.
    pub score: SeriesScore,
}

/// The record: what the scenario answers to, and the names of what it does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annals {
    /// Series with the quantity that answers to them, and the places of their figures that lie
    /// inside the scenario's time.
    pub answered: Vec<(Series, Answer, Vec<usize>)>,
    /// What plays no part: its name, how many rows, and why.
    pub unanswered: Vec<(String, usize, &'static str)>,
}

/// Reads the series of some files, or those that are shipped, and finds what answers to
/// them.
///
/// # Errors
/// A file that is not found, and what is wrong with one, located.
pub fn read_annals(
    scenario: &Scenario,
    data: &[PathBuf],
    names: Option<&Path>,
) -> Result<Annals, Trouble> {
    // A scenario that is held against a campaign begins with the figures of its first day.
    let against_series = scenario.campaign.is_empty();
    let shipped = library::shelved("record/series.csv").filter(|_| against_series);
    let files: Vec<PathBuf> =
        if data.is_empty() { shipped.into_iter().collect() } else { data.to_vec() };
    if files.is_empty() && against_series {
        return Err(Trouble::Asked("scenarios/record/series.csv was not found here, above here or beside the program; name a record with --data".to_owned()));
    }
    let joined = match names.map(Path::to_owned).or_else(|| library::shelved("record/names.csv")) {
        Some(file) => annals::read_names(&file, &scenario.vocabulary)?,
        None => Vec::new(),
    };
    let mut annals = Annals { answered: Vec::new(), unanswered: Vec::new() };
    let (mut met, mut partly) = (Vec::new(), Vec::new());
    for file in files {
        for (series, answer) in annals::read_series(&file, &joined, &scenario.vocabulary)? {
            met.push(series.name.clone());
            let Some(answer) = answer else {
                annals.unanswered.push((series.name, series.points.len(), "no_quantity"));
                continue;
            };
            let inside: Vec<usize> = (0..series.points.len())
                .filter(|&place| {
                    (scenario.start..=scenario.end).contains(&series.points[place].day)
                })
                .collect();
            let outside = series.points.len() - inside.len();
            if outside > 0 && !inside.is_empty() {
                partly.push((series.name.clone(), outside, "some_outside"));
            }
            if inside.is_empty() {
                annals.unanswered.push((series.name, series.points.len(), "outside_the_time"));
            } else {
                annals.answered.push((series, answer, inside));
            }
        }
    }
    annals.unanswered.append(&mut partly);
    // The shipped names serve any record; who brings his own means each of them.
    let own = joined.iter().filter(|(series, _)| names.is_some() && !met.contains(series));
    annals.unanswered.extend(own.map(|(series, _)| (series.clone(), 1, "no_series")));
    Ok(annals)
}

/// Each point that lies inside the scenario's time, as something to look at.
#[must_use]
pub fn looks(answered: &[(Series, Answer, Vec<usize>)]) -> Vec<Look> {
    answered
        .iter()
        .flat_map(|(series, answer, inside)| {
            inside.iter().map(|&place| Look {
                var: answer.var,
                day: series.points[place].day,
                factor: answer.factor,
            })
        })
        .collect()
}

/// Scores them by the members that took those looks, which come first.
#[must_use]
pub fn score(answered: Vec<(Series, Answer, Vec<usize>)>, members: &[Member]) -> Vec<Scored> {
    let mut first = 0;
    answered
        .into_iter()
        .map(|(series, answer, inside)| {
            let columns = (first..first + inside.len())
                .map(|look| {
                    let values = members.iter().map(|member| member.values[look]);
                    values.filter(|value| value.is_finite()).collect()
                })
                .collect();
            first += inside.len();
            let score = SeriesScore::new(&series, &inside, columns);
            Scored { series, answer, score }
        })
        .collect()
}
