//! Who reports to a government, and who sits in it.

use crate::scenario::compiled::*;
use crate::scenario::language::*;

use super::{Compiler, Engine};

impl Compiler {
    /// Sources of intelligence.
    pub(super) fn sources(
        &mut self,
        engine: &Engine,
        file: &ScenarioFile,
        powers: &[String],
    ) -> Vec<Source> {
        let mut seen = Vec::new();
        let mut sources = Vec::new();
        for source in &file.sources.0 {
            self.identifier(&source.id, &mut seen, "a source");
            let (from, until) = self.access(&source.from, &source.until);
            let reports =
                source.reports.0.iter().map(|report| self.report(engine, report)).collect();
            sources.push(Source {
                id: source.id.value.clone(),
                name: source.name.clone(),
                power: self.find(&source.power, powers, "power"),
                from,
                until,
                provided: source.provided.as_ref().map(|provided| self.condition(provided)),
                reports,
                source: self.source(&source.source),
            });
        }
        sources
    }

    fn report(&mut self, engine: &Engine, report: &ReportFile) -> SourceReport {
        SourceReport {
            belief: self.place_of(&report.on, &engine.beliefs, "belief that sources feed"),
            sign: self.place_of(&report.sees, &engine.signs, "sign"),
            bias: report.bias.value,
            noise: report.noise.value,
            lag: report.lag.value as usize,
            weight: report.weight.value,
        }
    }

    /// Persons in office.
    pub(super) fn persons(&mut self, engine: &Engine, file: &ScenarioFile) -> Vec<Person> {
        let mut seen = Vec::new();
        let mut persons = Vec::new();
        for person in &file.persons.0 {
            self.identifier(&person.id, &mut seen, "a person");
            let (from, until) = self.access(&person.from, &person.until);
            persons.push(Person {
                id: person.id.value.clone(),
                name: person.name.clone(),
                faction: self.place_of(&person.faction, &engine.factions, "faction"),
                office: person.office.clone(),
                from,
                until,
                provided: person.provided.as_ref().map(|provided| self.condition(provided)),
                weight: person.weight.value,
                leans: person.leans.value,
                restrains: person.restrains.value,
                towards: person.towards.clone(),
                source: self.source(&person.source),
            });
        }
        persons
    }

    /// A span of days that may begin before the scenario and end after it.
    fn access(&mut self, from: &Words, until: &Words) -> (Day, Day) {
        let span = (self.day(from), self.day(until));
        if span.1 < span.0 {
            self.error("H0308", until.at, "this ends before it begins", "give a later day");
        }
        span
    }
}
