//! Which series of the record a scenario can answer to.

use std::path::{Path, PathBuf};

use crate::hindcast::annals::{self, Answer, Series};
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
        let shipped = library::shelved("record/series.csv").filter(|_| against_series);
        let files: Vec<PathBuf> =
            if data.is_empty() { shipped.into_iter().collect() } else { data.to_vec() };
        if files.is_empty() && against_series {
            let path = Path::new("scenarios/record/series.csv");
            let message = "the record was not found here, above here or beside the program";
            let help = "name a record with --data";
            let about = Reports::about(path, "H0001", message.to_owned(), help.to_owned());
            return Err(Box::new(about));
        }
        let joined =
            match names.map(Path::to_owned).or_else(|| library::shelved("record/names.csv")) {
                Some(file) => annals::read_names(&file, &scenario.vocabulary)?,
                None => Vec::new(),
            };
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
