//! What a scenario answers to of a record: the series, the dated events and the figures of
//! a campaign that fall into its time, and the names of what it cannot tell of.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::batch::work::Trouble;
use crate::hindcast::annals::{self, Answer, CampaignFigure, DatedEvent, Series};
use crate::hindcast::ensemble::{Look, Mark};
use crate::scenario::library::Origin;
use crate::scenario::{Scenario, library};

/// Rows of a record that play no part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// What they are of.
    pub name: String,
    /// How many.
    pub rows: usize,
    /// Why.
    pub why: Why,
}

/// Why rows of a record play no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// No quantity of the vocabulary answers to the series.
    NoQuantity,
    /// The scenario has no such event or answer.
    NoEvent,
    /// No measure of the scenario answers to the figure.
    NoMeasure,
    /// No series of the record has the name that is joined.
    NoSeries,
    /// Some dates lie outside the scenario.
    SomeOutside,
    /// All dates lie outside the scenario.
    OutsideTheTime,
}

impl LeftOut {
    fn new(name: String, rows: usize, why: Why) -> Self {
        Self { name, rows, why }
    }
}

/// The record: what the scenario answers to, and the names of what it does not.
#[derive(Clone, Debug, Default)]
pub struct Annals {
    /// Each series with what answers to it, and the places of its points that lie inside the
    /// scenario's time.
    pub answered: Vec<(Series, Answer, Vec<usize>)>,
    /// What plays no part.
    pub left_out: Vec<LeftOut>,
}

/// Something to look for with what the record says of it, and the names of what the
/// scenario cannot tell of.
pub type Known<T> = (Vec<T>, Vec<LeftOut>);

/// Reads the series of some files, or those that are shipped, and finds what answers to
/// them.
///
/// # Errors
/// Everything that is wrong with a file, located; a shipped record that is not there.
pub fn read_annals(
    scenario: &Scenario,
    data: &[PathBuf],
    names: Option<&Path>,
) -> Result<Annals, Trouble> {
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
    let mut annals = Annals::default();
    let (mut met, mut partly) = (Vec::new(), Vec::new());
    for file in files {
        for (series, answer) in annals::read_series(&file, &joined, &scenario.vocabulary)? {
            met.push(series.name.clone());
            let rows = series.points.len();
            let Some(answer) = answer else {
                annals.left_out.push(LeftOut::new(series.name, rows, Why::NoQuantity));
                continue;
            };
            let inside: Vec<usize> = (0..rows)
                .filter(|&place| {
                    (scenario.start..=scenario.end).contains(&series.points[place].day)
                })
                .collect();
            let outside = rows - inside.len();
            if outside > 0 && !inside.is_empty() {
                partly.push(LeftOut::new(series.name.clone(), outside, Why::SomeOutside));
            }
            if inside.is_empty() {
                annals.left_out.push(LeftOut::new(series.name, rows, Why::OutsideTheTime));
            } else {
                annals.answered.push((series, answer, inside));
            }
        }
    }
    annals.left_out.append(&mut partly);
    // The shipped names serve any record; who brings his own means each of them.
    let own = joined.into_iter().filter(|(series, _)| names.is_some() && !met.contains(series));
    annals.left_out.extend(own.map(|(series, _)| LeftOut::new(series, 1, Why::NoSeries)));
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

/// The dated events of the shipped record that fall into the scenario's time.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read_events(scenario: &Scenario) -> Result<Known<(DatedEvent, Mark)>, Trouble> {
    let events = if scenario.campaign.is_empty() {
        annals::read_events(&library::shelved("record/events.csv")?)?
    } else {
        Vec::new()
    };
    let (mut known, mut left_out) = (Vec::new(), Vec::new());
    for event in events {
        if (scenario.start..=scenario.end).contains(&event.day) {
            match Mark::named(scenario, &event.name) {
                Some(mark) => known.push((event, mark)),
                None => left_out.push(LeftOut::new(event.name, 1, Why::NoEvent)),
            }
        } else {
            left_out.push(LeftOut::new(event.name, 1, Why::OutsideTheTime));
        }
    }
    Ok((known, left_out))
}

/// The assumed odds of things that did not happen, as the shipped record has them.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn read_odds(scenario: &Scenario) -> Result<Known<(f64, Mark)>, Trouble> {
    let (mut known, mut left_out) = (Vec::new(), Vec::new());
    let file = library::shelved("record/odds.csv")?;
    for (name, odds) in annals::read_odds(&file)? {
        match Mark::named(scenario, &name) {
            Some(mark) => known.push((odds, mark)),
            None => left_out.push(LeftOut::new(name, 1, Why::NoEvent)),
        }
    }
    Ok((known, left_out))
}

/// The figures of the campaign that the scenario's measures are held against, by place of
/// the measure.
///
/// # Errors
/// Everything that is wrong with the file, located; a campaign that it does not have.
pub fn read_campaign(scenario: &Scenario) -> Result<Known<(usize, CampaignFigure)>, Trouble> {
    let case = scenario.campaign.as_str();
    if case.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let file = library::shelved("record/campaigns.csv")?;
    let figures = annals::read_campaign(&file, case)?;
    if figures.is_empty() {
        return Err(Trouble::Asked(format!(
            "{}: no row has the case `{case}` that the scenario names in its field `campaign`",
            file.path().display()
        )));
    }
    let (mut known, mut left_out) = (Vec::new(), Vec::new());
    for figure in figures {
        match scenario.measures.iter().position(|measure| measure.id == figure.measure) {
            Some(place) => known.push((place, figure)),
            None => left_out.push(LeftOut::new(figure.measure, 1, Why::NoMeasure)),
        }
    }
    Ok((known, left_out))
}
