//! The pictures of `compare`'s page.

use super::{Telling, sentences as say, titled};
use crate::report::Language;
use crate::report::chart::curve::{Along, Curve, Line};
use crate::report::chart::fan::{Ensemble, Fan};
use crate::report::chart::flow::Flow;
use crate::report::chart::icons::Icons;
use crate::report::chart::intervals::{Intervals, Row};
use crate::report::chart::joint::Joint;
use crate::report::chart::map::{Control, Map, Region, View};
use crate::report::chart::{Estimate, Measure};
use crate::report::words;
use crate::scenario::vocabulary::Kind;
use crate::scenario::{Day, RegionId, Week};
use crate::sim::calendar;
use crate::whatif::comparison::Change;
use crate::whatif::effect::{Comparison, Effect};

/// Little figures in an array.
const FIGURES: u64 = 100;

fn last_day(week: Week) -> Day {
    calendar::monday(week) + 6
}

fn estimate(effect: &Effect) -> Estimate {
    Estimate::difference(&effect.difference(), effect.n())
}

/// A share with its Wilson interval, of one side of an effect on a yes or no.
fn share(mean: f64, n: u64) -> Estimate {
    Estimate::share(libm::round(mean * n as f64) as u64, n)
}

impl Telling<'_> {
    fn endings(&self, comparison: &Comparison, language: Language) -> Joint {
        let outcomes = &self.scenario.outcomes;
        let mut pairs = vec![vec![0; outcomes.len()]; outcomes.len()];
        for (&(from, to), &count) in &comparison.flows {
            pairs[from][to] = count;
        }
        let title = |outcome: &crate::scenario::Outcome| language.of(&outcome.title).to_owned();
        Joint { endings: outcomes.iter().map(title).collect(), pairs }
    }

    fn worlds(change: &Change, language: Language) -> [String; 2] {
        [say::WORLD_WITHOUT.of(language).to_owned(), titled(change, language)]
    }

    /// Out of a hundred histories: how many end so, without and with.
    pub(super) fn icons(&self, change: &Change, language: Language) -> String {
        let icons = Icons {
            title: say::A_HUNDRED.of(language).to_owned(),
            meaning: String::new(),
            worlds: Self::worlds(change, language),
            joint: self.endings(&change.all, language),
            figures: FIGURES,
        };
        icons.svg(language)
    }

    /// Who went from what to what.
    pub(super) fn flow(&self, change: &Change, language: Language) -> String {
        let flow = Flow {
            title: say::FLOWS.of(language).to_owned(),
            meaning: String::new(),
            worlds: Self::worlds(change, language),
            joint: self.endings(&change.all, language),
        };
        flow.svg(language)
    }

    /// Each change's effect on outcomes and on what happened or not.
    pub(super) fn effects(&self, changes: &[&Change], language: Language) -> String {
        let row = |label: &str, effect: &dyn Fn(&Comparison) -> Effect| Row {
            label: label.to_owned(),
            estimates: changes.iter().map(|change| Some(estimate(&effect(&change.all)))).collect(),
        };
        let outcomes = self.scenario.outcomes.iter().enumerate().map(|(place, outcome)| {
            row(language.of(&outcome.title), &|comparison| comparison.outcomes[place])
        });
        let truths = self.scenario.measures.iter().enumerate().filter(|(place, _)| {
            changes.first().is_some_and(|change| change.all.measures[*place].truth)
        });
        let measures = truths.map(|(place, measure)| {
            row(language.of(&measure.title), &|comparison| comparison.measures[place])
        });
        let series = match changes {
            [_] => Vec::new(),
            _ => changes.iter().map(|change| titled(change, language)).collect(),
        };
        let intervals = Intervals {
            title: say::DOES.of(language).to_owned(),
            meaning: say::DOES_MEANS.of(language).to_owned(),
            measure: Measure::Points,
            series,
            rows: outcomes.chain(measures).collect(),
            bars: false,
        };
        intervals.svg(language)
    }

    /// The share of what is in question over time, without and with.
    pub(super) fn horizon(
        &self,
        world: usize,
        change: &Change,
        language: Language,
    ) -> Option<String> {
        let (column, title) = self.in_question(change, language)?;
        let days: Vec<Day> = self.plan.weeks.iter().map(|&week| last_day(week)).collect();
        let effects: Vec<Effect> =
            (0..days.len()).map(|week| self.followed.effect(world, column, week, true)).collect();
        let line = |name: String, mean: &dyn Fn(&Effect) -> f64| Line {
            name,
            points: effects.iter().map(|effect| Some(share(mean(effect), effect.n()))).collect(),
        };
        let [without, with] = Self::worlds(change, language);
        let curve = Curve {
            title,
            meaning: say::SHARE_BY_DATE.of(language).to_owned(),
            measure: Measure::Share,
            along: Along::Days(days),
            lines: vec![
                line(without, &|effect| effect.factual.mean),
                line(with, &|effect| effect.changed.mean),
            ],
            steps: false,
            parting: Some((change.divergence, say::THE_CHANGE.of(language).to_owned())),
        };
        Some(curve.svg(language))
    }

    /// A quantity that was followed, without and with; and the paired difference.
    pub(super) fn fans(
        &self,
        world: usize,
        column: usize,
        change: &Change,
        language: Language,
    ) -> Option<(String, String)> {
        let name = &self.plan.tracks[column];
        let entry = self.scenario.vocabulary.named(name)?;
        let unit = match &entry.kind {
            Kind::Number { unit, .. } => words::unit(unit, language),
            Kind::Truth | Kind::States(_) => String::new(),
        };
        let days: Vec<Day> = self.plan.weeks.iter().map(|&week| last_day(week)).collect();
        let ensemble = |of: usize, name: String| Ensemble {
            name,
            days: days.clone(),
            bands: (0..days.len()).map(|week| self.followed.band(of, column, week)).collect(),
        };
        let [without, with] = Self::worlds(change, language);
        let both = Fan {
            title: language.pick(&entry.en, &entry.es).to_owned(),
            meaning: name.clone(),
            measure: Measure::Number(unit.clone()),
            ensembles: vec![ensemble(0, without), ensemble(world, with)],
            record: Vec::new(),
            parting: Some((change.divergence, say::THE_CHANGE.of(language).to_owned())),
            n: self.followed.n() as u64,
        };
        let bands = (0..days.len()).map(|week| self.followed.difference_band(world, column, week));
        let difference = Fan {
            title: say::PAIRED_DIFFERENCE.of(language).to_owned(),
            measure: Measure::Change(unit),
            ensembles: vec![Ensemble {
                name: String::new(),
                days: days.clone(),
                bands: bands.collect(),
            }],
            ..both.clone()
        };
        Some((both.svg(language), difference.svg(language)))
    }

    /// Where Japan stands on a date: the share of histories, without and with.
    pub(super) fn maps(
        &self,
        world: usize,
        map: usize,
        change: &Change,
        language: Language,
    ) -> Vec<String> {
        let scenario = self.scenario;
        let Some(japan) = scenario.powers.id_where(|power| power.id == "japan") else {
            return Vec::new();
        };
        let count = scenario.regions.len();
        let held = |of: usize, region: RegionId| self.followed.held(of, map, region, count, japan);
        let sheet = |of: usize, name: &str| {
            let region = |(place, region): (RegionId, &crate::scenario::Region)| Region {
                id: region.id.clone(),
                held: Control::Share(held(of, place)),
                label: String::new(),
            };
            let map = Map {
                title: say::held(language, name),
                meaning: say::SHARE_OF_HISTORIES.of(language).to_owned(),
                day: Some(last_day(self.plan.maps[map])),
                regions: scenario.regions.enumerated().map(region).collect(),
                view: View::Theatre,
                n: self.followed.n() as u64,
            };
            map.svg(language)
        };
        let [without, with] = Self::worlds(change, language);
        let moved = scenario
            .regions
            .ids()
            .any(|region| (held(world, region) - held(0, region)).abs() >= 0.005);
        // Where nothing moves, one map says it.
        if moved { vec![sheet(0, &without), sheet(world, &with)] } else { vec![sheet(0, &without)] }
    }
}
