//! Is there room for all that the files hold? Counted before anything else is looked at,
//! and told where the first thing too many stands.

use crate::scenario::language::*;
use crate::scenario::limits;
use crate::scenario::located::Items;
use crate::scenario::report::{Report, Severity, Span};

use super::CounterfactualSource;

/// What is beyond its limit.
pub(super) fn beyond(
    file: &ScenarioFile,
    counterfactuals: &[CounterfactualSource<'_>],
) -> Vec<Report> {
    let mut room = Room(Vec::new());
    room.of(&file.zones, limits::ZONES, "zones");
    room.of(&file.powers, limits::POWERS, "powers");
    room.of(&file.regions, limits::REGIONS, "regions");
    room.of(&file.passages, limits::PASSAGES, "passages");
    room.of(&file.armies, limits::ARMIES, "armies");
    room.of(&file.trans_siberian, limits::REGIONS, "regions of the Trans-Siberian");
    room.of(&file.parameters, limits::PARAMETERS, "parameters");
    room.of(&file.initial, limits::INITIAL, "initial values");
    room.of(&file.variables, limits::OWN, "variables");
    room.of(&file.sources, limits::SOURCES, "sources");
    for source in &file.sources.0 {
        room.of(&source.reports, limits::REPORTS, "reports of one source");
    }
    room.of(&file.persons, limits::PERSONS, "persons");
    room.of(&file.decisions, limits::DECISIONS, "decisions");
    for decision in &file.decisions.0 {
        room.of(&decision.options, limits::OPTIONS, "options of one decision");
        for option in &decision.options.0 {
            room.of(&option.effects, limits::EFFECTS, "effects of one option");
        }
    }
    room.of(&file.outcomes, limits::OUTCOMES, "outcomes");
    room.of(&file.measures, limits::MEASURES, "measures");
    for source in counterfactuals {
        let content = source.content;
        room.of(
            &content.interventions,
            limits::INTERVENTIONS,
            "interventions of one counterfactual",
        );
        room.of(&content.relies_on, limits::POINTS, "claims that a counterfactual relies on");
        room.of(&content.mechanisms, limits::POINTS, "mechanisms of one counterfactual");
        for mechanism in &content.mechanisms.0 {
            room.of(&mechanism.series, limits::POINTS, "series of one mechanism");
        }
    }
    let added = counterfactuals.iter().flat_map(|source| &source.content.interventions.0);
    let added = added.filter_map(|intervention| match &intervention.value {
        InterventionFile::AddEvent(event) => Some(&**event),
        _ => None,
    });
    let events: Vec<&EventFile> =
        file.events.0.iter().map(|event| &event.value).chain(added).collect();
    for event in &events {
        room.of(&event.effects, limits::EFFECTS, "effects of one event");
    }
    let places = events.iter().map(|event| event.id.at);
    room.count(places, limits::EVENTS, "events with those that counterfactuals add");
    room.0
}

struct Room(Vec<Report>);

impl Room {
    fn of<T>(&mut self, items: &Items<T>, most: usize, what: &str) {
        self.count(items.0.iter().map(|item| item.at), most, what);
    }

    fn count(&mut self, mut places: impl ExactSizeIterator<Item = Span>, most: usize, what: &str) {
        let count = places.len();
        if let Some(at) = places.nth(most) {
            self.0.push(Report {
                code: "H0305",
                severity: Severity::Error,
                message: format!("there are {count} {what}; at most {most} have room"),
                at: Some(at),
                help: "this is the first too many: leave some out".to_owned(),
            });
        }
    }
}
