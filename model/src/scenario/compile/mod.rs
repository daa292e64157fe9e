//! From files to a [`Scenario`]: every name is resolved, every date and range
//! checked, every expression compiled, and all that is wrong is reported at once.
//! The interventions of counterfactuals are compiled in here too.
//!
//! This page walks a scenario from top to bottom; `words` reads its small things,
//! `room` counts what there is against its limits, `names` builds the vocabulary, `people` sources and persons in office, `happenings`
//! events and decisions, `interventions` what counterfactuals change, `cases` what their
//! authors say for them.

mod cases;
mod happenings;
mod interventions;
mod names;
mod people;
mod room;
mod words;

use std::collections::BTreeMap;

use crate::files::fingerprint::Fingerprint;
use crate::scenario::compiled::*;
use crate::scenario::expression::{Nowhere, Type};
use crate::scenario::figure::Figure;
use crate::scenario::id::{ArmyId, DecisionId, EventId, Listed, RegionId, ZoneId};
use crate::scenario::language::*;
use crate::scenario::report::{self, Report, Severity};
use crate::scenario::vocabulary::{Entry, Kind, Vocabulary};

/// What the engine offers to scenarios: its quantities, parameters and chance nodes.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    /// The quantities that rules own.
    pub quantities: Vec<Entry>,
    /// The parameters that a scenario must give.
    pub parameters: Vec<EngineParameter>,
    /// The chance nodes of rules.
    pub nodes: Vec<String>,
    /// The beliefs that sources can feed, by their dotted names.
    pub beliefs: Vec<String>,
    /// The signs of the truth that sources can see.
    pub signs: Vec<String>,
    /// The factions that persons in office belong to.
    pub factions: Vec<String>,
}

/// A parameter of a rule.
#[derive(Clone, Debug)]
pub struct EngineParameter {
    /// Dotted name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Lowest value that makes sense.
    pub low: f64,
    /// Highest value that makes sense.
    pub high: f64,
    /// What it means.
    pub meaning: String,
}

/// Days between 1941-01-06 and the farthest day of a scenario, before or after.
const FARTHEST: Day = 3652;

/// A counterfactual file with the index of its source.
pub struct CounterfactualSource<'a> {
    /// What was read.
    pub source: &'a report::Source,
    /// Index of the source.
    pub file: usize,
    /// File stem.
    pub id: String,
    /// Its content.
    pub content: &'a CounterfactualFile,
}

/// Compiles a scenario with counterfactuals. Reports are added to `reports`; the
/// scenario is given when none of them is an error.
#[must_use]
pub fn compile(
    engine: &Engine,
    id: &str,
    files: Vec<CitedFile>,
    scenario: &ScenarioFile,
    counterfactuals: &[CounterfactualSource<'_>],
    reports: &mut Vec<Report>,
) -> Option<Scenario> {
    if let Some(report) = missing_ground(scenario) {
        reports.push(report);
        return None;
    }
    // What is beyond a limit is not looked at: an error for each would help nobody.
    let beyond = room::beyond(scenario, counterfactuals);
    if !beyond.is_empty() {
        reports.extend(beyond);
        return None;
    }
    let mut compiler = Compiler {
        reports: Vec::new(),
        vocabulary: Vocabulary::default(),
        parameters: BTreeMap::new(),
        best: Vec::new(),
        unchanged: Vec::new(),
        zones: Listed::default(),
        start: 0,
        end: 0,
    };
    let compiled = compiler.scenario(engine, id, files, scenario, counterfactuals);
    let fatal =
        reports.iter().chain(&compiler.reports).any(|report| report.severity == Severity::Error);
    reports.append(&mut compiler.reports);
    if !fatal {
        reports.extend(counterfactuals.iter().filter_map(cases::nothing_follows));
    }
    (!fatal).then_some(compiled)
}

/// A scenario that is like no other has to give its own ground.
fn missing_ground(file: &ScenarioFile) -> Option<Report> {
    let sections = [
        ("zones", file.zones.given()),
        ("powers", file.powers.given()),
        ("regions", file.regions.given()),
        ("passages", file.passages.given()),
        ("armies", file.armies.given()),
        ("parameters", file.parameters.given()),
    ];
    let missing: Vec<&str> =
        sections.iter().filter(|(_, given)| !given).map(|(section, _)| *section).collect();
    (!missing.is_empty()).then(|| Report {
        code: "H0103",
        severity: Severity::Error,
        message: format!("sections are missing: {}", missing.join(", ")),
        at: Some(file.start.at),
        help: "add them, or name a scenario that has them: `like: \"…\"`".to_owned(),
    })
}

struct Compiler {
    reports: Vec<Report>,
    vocabulary: Vocabulary,
    /// Each parameter's place in the scenario.
    parameters: BTreeMap<String, u16>,
    /// Their best values.
    best: Vec<f64>,
    /// What parameters were before each change of one, in the order of the changes.
    unchanged: Vec<(f64, (f64, f64))>,
    zones: Listed<ZoneId, Zone>,
    start: Day,
    end: Day,
}

impl Compiler {
    fn scenario(
        &mut self,
        engine: &Engine,
        id: &str,
        files: Vec<CitedFile>,
        file: &ScenarioFile,
        counterfactuals: &[CounterfactualSource<'_>],
    ) -> Scenario {
        self.frame(file, counterfactuals);
        let mut powers = Vec::new();
        for power in &file.powers.0 {
            self.identifier(&power.id, &mut powers, "a power");
        }
        let mut regions = Vec::new();
        for region in &file.regions.0 {
            self.identifier(&region.id, &mut regions, "a region");
        }
        let mut armies = Vec::new();
        for army in &file.armies.0 {
            self.identifier(&army.id, &mut armies, "an army");
        }
        let (events, dropped) = self.changed_events(file, counterfactuals);
        let mut event_ids = Vec::new();
        for (event, _) in &events {
            self.identifier(&event.id, &mut event_ids, "an event");
        }

        self.build_vocabulary(engine, file, &powers, &event_ids);
        let parameters = self.read_parameters(engine, file, counterfactuals);

        let initial = self.initial(file);
        let zones = self.zones.clone();
        let compiled_regions = self.regions(file, &powers);
        let passages = self.passages(file, &regions);
        let compiled_armies = self.armies(file, &powers, &regions);
        let trans_siberian = file
            .trans_siberian
            .0
            .iter()
            .map(|region| self.find(&region.value, &regions, "region"))
            .collect();
        let sources = self.sources(engine, file, &powers);
        let persons = self.persons(engine, file);
        let compiled_events: Listed<EventId, Event> = events
            .iter()
            .map(|(event, moved)| Event {
                // It keeps its place, so that what others are told by stays the same.
                dropped: dropped.contains(&event.id.value),
                ..self.event(event, moved.as_ref())
            })
            .collect();
        self.refuse_circles(&events, &dropped);
        let mut decision_ids = Vec::new();
        let decisions: Listed<DecisionId, Decision> = file
            .decisions
            .0
            .iter()
            .map(|decision| {
                self.identifier(&decision.id, &mut decision_ids, "a decision");
                self.decision(decision, &powers)
            })
            .collect();
        let outcomes = self.outcomes(file);
        let measures = self.measures(file);
        let mut compiled = Scenario {
            id: id.to_owned(),
            title: file.title.clone(),
            summary: file.summary.clone(),
            fingerprint: Fingerprint::of_all(files.iter().map(|file| file.fingerprint)),
            files,
            start: self.start,
            end: self.end,
            zones,
            powers: file
                .powers
                .0
                .iter()
                .map(|power| Power {
                    id: power.id.value.clone(),
                    name: power.name.clone(),
                    in_sentence: power.in_sentence.as_ref().unwrap_or(&power.name).clone(),
                    ally: power.ally.as_ref().map(|ally| self.find(ally, &powers, "power")),
                })
                .collect(),
            regions: compiled_regions,
            passages,
            armies: compiled_armies,
            campaign: file.campaign.as_ref().map_or_else(String::new, |name| name.value.clone()),
            trans_siberian,
            parameters,
            initial,
            own: file
                .variables
                .0
                .iter()
                .map(|variable| {
                    let (low, high) = variable.range.value;
                    let Figure { value, at, .. } = variable.initial;
                    self.number(value, at, (low, high), "the initial value")
                })
                .collect(),
            sources: Listed::new(sources),
            persons: Listed::new(persons),
            events: compiled_events,
            decisions,
            outcomes,
            measures,
            vocabulary: Vocabulary::default(),
            counterfactuals: counterfactuals.iter().map(|source| source.id.clone()).collect(),
            settings: Vec::new(),
            forced_choices: Vec::new(),
            divergence: None,
            forced_nodes: Vec::new(),
            interventions: Vec::new(),
            written_at: Vec::new(),
            cases: Vec::new(),
        };
        self.intervene(engine, counterfactuals, &mut compiled);
        compiled.cases =
            counterfactuals.iter().map(|source| self.case(source, &compiled)).collect();
        compiled.vocabulary = std::mem::take(&mut self.vocabulary);
        compiled
    }

    /// The language's version, the days of the scenario, and its clocks.
    fn frame(&mut self, file: &ScenarioFile, counterfactuals: &[CounterfactualSource<'_>]) {
        for version in std::iter::once(&file.version)
            .chain(counterfactuals.iter().map(|source| &source.content.version))
        {
            if version.value != 1.0 {
                self.error(
                    "H0306",
                    version.at,
                    format!("version {} of the language is not known", version.value),
                    "this program reads version 1",
                );
            }
        }
        self.start = self.day(&file.start);
        self.end = self.day(&file.end);
        for (day, at) in [(self.start, file.start.at), (self.end, file.end.at)] {
            if day.abs() > FARTHEST {
                self.error(
                    "H0303",
                    at,
                    "the scenario lies more than ten years from 1941-01-06",
                    "days and weeks are counted from that day",
                );
            }
        }
        if self.end <= self.start {
            self.error(
                "H0303",
                file.end.at,
                "the scenario ends before it starts",
                "give a later day",
            );
        }
        if self.end > self.start + 3000 {
            self.error(
                "H0303",
                file.end.at,
                "the scenario is longer than eight years",
                "give an earlier end",
            );
        }
        let mut seen = Vec::new();
        for zone in &file.zones.0 {
            self.name(&zone.id, "a zone");
            if seen.contains(&zone.id.value) {
                self.error(
                    "H0203",
                    zone.id.at,
                    format!("there are two of zone `{}`", zone.id.value),
                    "give each a name of its own",
                );
            }
            seen.push(zone.id.value.clone());
            self.zones.add(Zone {
                id: zone.id.value.clone(),
                name: zone.name.clone(),
                minutes: zone.minutes.value as i32,
            });
        }
    }

    /// The events, with what counterfactuals add, move and drop: their names count for
    /// everything that follows.
    fn changed_events<'a>(
        &mut self,
        file: &'a ScenarioFile,
        counterfactuals: &[CounterfactualSource<'a>],
    ) -> (Vec<(&'a EventFile, Option<Words>)>, Vec<String>) {
        let mut events: Vec<(&EventFile, Option<Words>)> =
            file.events.0.iter().map(|event| (&event.value, None)).collect();
        let mut dropped: Vec<&Words> = Vec::new();
        let place = |this: &mut Self, events: &[(&EventFile, Option<Words>)], event: &Words| {
            let known: Vec<String> =
                events.iter().map(|(known, _)| known.id.value.clone()).collect();
            this.place_of(event, &known, "event")
        };
        for source in counterfactuals {
            for intervention in &source.content.interventions.0 {
                match &intervention.value {
                    InterventionFile::AddEvent(event) => events.push((event, None)),
                    InterventionFile::MoveEvent { event, to } => {
                        let gone = dropped.iter().find(|known| known.value == event.value);
                        if let Some(there) = gone.map(|gone| gone.at) {
                            let message = format!("`{}` is dropped and moved", event.value);
                            self.contradiction(event.at, there, message, "do one of the two");
                        }
                        let place = place(self, &events, event);
                        let Some(found) = events.get_mut(place) else { continue };
                        if let Some(there) = found.1.as_ref().map(|moved| moved.at) {
                            let message = format!("`{}` is moved twice", event.value);
                            self.contradiction(to.at, there, message, "keep one date");
                        }
                        found.1 = Some(to.clone());
                    }
                    InterventionFile::DropEvent { event } => {
                        let place = place(self, &events, event);
                        let found =
                            events.get(place).filter(|found| found.0.id.value == event.value);
                        let moved = found.and_then(|(_, moved)| moved.as_ref());
                        if let Some(there) = moved.map(|moved| moved.at) {
                            let message = format!("`{}` is moved and dropped", event.value);
                            self.contradiction(event.at, there, message, "do one of the two");
                        }
                        if let Some((added, _)) = found.filter(|_| place >= file.events.0.len()) {
                            let message = format!("`{}` is added and dropped", event.value);
                            self.contradiction(event.at, added.id.at, message, "do neither");
                        }
                        let twice = dropped.iter().find(|known| known.value == event.value);
                        if let Some(there) = twice.map(|twice| twice.at) {
                            let message = format!("`{}` is dropped twice", event.value);
                            self.contradiction(event.at, there, message, "once is enough");
                        }
                        dropped.push(event);
                    }
                    _ => {}
                }
            }
        }
        let dropped = dropped.into_iter().map(|event| event.value.clone()).collect();
        (events, dropped)
    }

    /// Initial values of the engine's quantities.
    fn initial(&mut self, file: &ScenarioFile) -> Vec<Effect> {
        let mut seen = std::collections::BTreeSet::new();
        for name in file.initial.0.iter().map(|item| &item.value.name) {
            if !seen.insert(&name.value) {
                let message = format!("`{}` is given twice", name.value);
                self.error("H0203", name.at, message, "keep one");
            }
        }
        file.initial
            .0
            .iter()
            .map(|item| &item.value)
            .filter_map(|initial| {
                self.source(&initial.source);
                let Some(entry) = self.vocabulary.named(&initial.name) else {
                    let known: Vec<String> =
                        self.vocabulary.iter().map(|entry| entry.name.clone()).collect();
                    let help = self.suggest(&initial.name, known.iter().map(String::as_str));
                    self.error(
                        "H0201",
                        initial.name.at,
                        format!("the vocabulary has no `{}`", initial.name.value),
                        help,
                    );
                    return None;
                };
                let (var, kind) = (entry.var, entry.kind.clone());
                if !entry.writable {
                    self.error(
                        "H0404",
                        initial.name.at,
                        format!("`{}` cannot be set", initial.name.value),
                        "the engine sets it",
                    );
                    return None;
                }
                let (value, _) = self.formula(&initial.value, Some(&Type::of(&kind)));
                let range = kind.range();
                let best = value.value(&Nowhere(&self.best));
                if !(range.0..=range.1).contains(&best) {
                    let fits = match &kind {
                        Kind::Number { low, high, unit } => format!("from {low} to {high} {unit}"),
                        Kind::Truth | Kind::States(_) => {
                            "that is a constant or reckoned from parameters".to_owned()
                        }
                    };
                    self.error(
                        "H0301",
                        initial.value.at,
                        format!("`{}` does not fit `{}`", initial.value.value, initial.name.value),
                        format!("give a value {fits}"),
                    );
                }
                Some(Effect { target: var, change: Change::Set, value, range })
            })
            .collect()
    }

    fn regions(&mut self, file: &ScenarioFile, powers: &[String]) -> Listed<RegionId, Region> {
        file.regions
            .0
            .iter()
            .map(|region| Region {
                id: region.id.value.clone(),
                name: region.name.clone(),
                holder: self.find(&region.holder, powers, "power"),
                fortification: region.fortification.value,
                worth: region.worth.value,
                guards: region.guards.value,
                depot: region.depot.value,
                stores: region.stores.value,
            })
            .collect()
    }

    fn passages(&mut self, file: &ScenarioFile, regions: &[String]) -> Vec<Passage> {
        let mut joined = Vec::new();
        file.passages
            .0
            .iter()
            .map(|passage| {
                let a: RegionId = self.find(&passage.a, regions, "region");
                let b: RegionId = self.find(&passage.b, regions, "region");
                let pair = (a.min(b), a.max(b));
                if a == b || joined.contains(&pair) {
                    self.error(
                        "H0203",
                        passage.at,
                        "this passage joins a region with itself, or is there twice",
                        "join two regions, once",
                    );
                }
                joined.push(pair);
                Passage {
                    a,
                    b,
                    km: passage.km.value,
                    going: passage.going.value,
                    rail: passage.rail,
                    sea: passage.sea,
                }
            })
            .collect()
    }

    fn armies(
        &mut self,
        file: &ScenarioFile,
        powers: &[String],
        regions: &[String],
    ) -> Listed<ArmyId, Army> {
        file.armies
            .0
            .iter()
            .map(|army| Army {
                id: army.id.value.clone(),
                name: army.name.clone(),
                power: self.find(&army.power, powers, "power"),
                region: self.find(&army.region, regions, "region"),
                share: army.share.value,
                pool: army.of,
                quality: army.quality.value,
                tanks: army.tanks.value,
                motorised: army.motorised.value,
                scatters: army.scatters,
                from: army.from.as_ref().map_or(self.start, |from| self.day(from)),
            })
            .collect()
    }

    fn outcomes(&mut self, file: &ScenarioFile) -> Vec<Outcome> {
        let mut outcome_ids = Vec::new();
        let outcomes: Vec<Outcome> = file
            .outcomes
            .0
            .iter()
            .map(|outcome| {
                self.identifier(&outcome.id, &mut outcome_ids, "an outcome");
                // It is asked as a claim of a date; here it is seen to that it can be.
                outcome.settled.iter().for_each(|settled| drop(self.condition(settled)));
                Outcome {
                    id: outcome.id.value.clone(),
                    title: outcome.title.clone(),
                    meaning: outcome.meaning.clone(),
                    condition: self.condition(&outcome.when),
                    settled: outcome.settled.as_ref().map(|settled| settled.value.clone()),
                }
            })
            .collect();
        match file.outcomes.0.last() {
            Some(last) if last.when.trim() != "true" => {
                self.error(
                    "H0307",
                    last.when.at,
                    "the last outcome does not hold for every history",
                    "let the last `when` be \"true\"",
                );
            }
            None if file.outcomes.nothing_written() => self.error(
                "H0307",
                file.end.at,
                "there is no outcome",
                "add at least one, the last with `when: \"true\"`",
            ),
            _ => {}
        }
        outcomes
    }

    fn measures(&mut self, file: &ScenarioFile) -> Vec<Measure> {
        let mut measure_ids = Vec::new();
        file.measures
            .0
            .iter()
            .map(|item| &item.value)
            .map(|measure| {
                self.identifier(&measure.id, &mut measure_ids, "a measure");
                let (value, found) = self.formula(&measure.value, None);
                let kind =
                    if found == Type::Truth { MeasureKind::Truth } else { MeasureKind::Number };
                Measure {
                    id: measure.id.value.clone(),
                    title: measure.title.clone(),
                    unit: measure.unit.clone(),
                    kind,
                    value,
                }
            })
            .collect()
    }
}
