//! Which series of the record a scenario can answer to.

use std::path::{Path, PathBuf};

use crate::hindcast::annals::{self, Answer, Series};
use crate::scenario::library::Origin;
use crate::scenario::report::Reports;
use crate::scenario::{Scenario, library};

/// The record: what the scenario answers to, and the names of what it does not.
#[derive(Debug)]
pub struct Annals {
    /// Series, what answers to them, and the places of the figures inside the scenario's time.
    pub answered: Vec<(Series, Answer, Vec<usize>)>,
    /// Names, how many figures they have, and why they have no answer.
    pub unanswered: Vec<(String, usize, &'static str)>,
}

impl Annals {
    /// Reads the series of some files, or those that are shipped, and finds what answers to
    /// them.
    ///
    /// # Errors
    /// What is wrong with a file of the record, located.
    pub fn read(
        scenario: &Scenario,
        data: &[PathBuf],
        names: Option<&Path>,
    ) -> Result<Self, Box<Reports>> {
        // A scenario that is held against a campaign begins with the figures of its first day.
        let against_series = scenario.campaign.is_empty();
        let mut files: Vec<Origin> = data.iter().cloned().map(Origin::from).collect();
        if files.is_empty() && against_series {
            files.push(library::shelved("record/series.csv")?);
        }
        let joined = match names {
            Some(file) => Origin::from(file.to_owned()),
            None => library::shelved("record/names.csv")?,
        };
        let joined = annals::read_names(&joined, &scenario.vocabulary)?;
        let mut annals = Self { answered: Vec::new(), unanswered: Vec::new() };
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
}
