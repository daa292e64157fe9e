//! The names that expressions can use: the vocabulary of the engine with what the
//! scenario adds to it, and the parameters.

use crate::scenario::compiled::*;
use crate::scenario::expression::LARGEST;
use crate::scenario::language::*;
use crate::scenario::report::{Report, Severity};
use crate::scenario::vocabulary::{Family, Kind, Var};

use super::{Compiler, CounterfactualSource, Engine};

/// A quantity that every army has.
struct OfArmies {
    field: &'static str,
    family: Family,
    unit: &'static str,
    high: f64,
    en: &'static str,
    es: &'static str,
}

const OF_ARMIES: [OfArmies; 6] = [
    OfArmies {
        field: "divisions",
        family: Family::ArmyDivisions,
        unit: "divisions",
        high: 80.0,
        en: "Divisions of",
        es: "Divisiones de",
    },
    OfArmies {
        field: "quality",
        family: Family::ArmyQuality,
        unit: "ratio",
        high: 4.0,
        en: "Fighting value of the divisions of",
        es: "Valor combativo de las divisiones de",
    },
    OfArmies {
        field: "readiness",
        family: Family::ArmyReadiness,
        unit: "share",
        high: 1.0,
        en: "How far it is rested and in order:",
        es: "Hasta qué punto está descansado y ordenado:",
    },
    OfArmies {
        field: "supply",
        family: Family::ArmySupply,
        unit: "share",
        high: 1.0,
        en: "Share of what it needs that it has:",
        es: "Parte de lo que necesita que tiene:",
    },
    OfArmies {
        field: "tanks",
        family: Family::ArmyTanks,
        unit: "tanks",
        high: 5000.0,
        en: "Tanks of",
        es: "Carros de",
    },
    OfArmies {
        field: "region",
        family: Family::ArmyRegion,
        unit: "",
        high: 0.0,
        en: "Where it stands:",
        es: "Dónde está:",
    },
];

impl Compiler {
    pub(super) fn build_vocabulary(
        &mut self,
        engine: &Engine,
        file: &ScenarioFile,
        powers: &[String],
        events: &[String],
    ) {
        for entry in &engine.quantities {
            if self.vocabulary.add(entry.clone()).is_err() {
                self.error(
                    "H0203",
                    file.start.at,
                    format!("the engine names `{}` twice", entry.name),
                    "this is a fault of the program",
                );
            }
        }
        let var = |family, index: usize| Var { family, index: index as u16 };
        for (index, region) in file.regions.0.iter().enumerate() {
            let name = format!("region.{}.control", region.id.value);
            let text = (
                format!("Who controls {}", region.name.en),
                format!("Quién controla {}", region.name.es),
            );
            self.add_entry(
                region.id.at,
                &name,
                var(Family::RegionControl, index),
                Kind::States(powers.to_vec()),
                true,
                (&text.0, &text.1),
            );
        }
        for (index, region) in file.regions.0.iter().enumerate() {
            let text = (
                format!("The day on which {} last changed hands", region.name.en),
                format!("El día en que {} cambió de manos por última vez", region.name.es),
            );
            self.add_entry(
                region.id.at,
                &format!("region.{}.taken_on", region.id.value),
                var(Family::RegionTaken, index),
                Kind::Number {
                    unit: "days since 1941-01-06".to_owned(),
                    low: -4000.0,
                    high: 4000.0,
                },
                false,
                (&text.0, &text.1),
            );
        }
        let places: Vec<String> =
            file.regions.0.iter().map(|region| region.id.value.clone()).collect();
        for (index, army) in file.armies.0.iter().enumerate() {
            for OfArmies { field, family, unit, high, en, es } in OF_ARMIES {
                let kind = if family == Family::ArmyRegion {
                    Kind::States(places.clone())
                } else {
                    Kind::Number { unit: unit.to_owned(), low: 0.0, high }
                };
                self.add_entry(
                    army.id.at,
                    &format!("army.{}.{field}", army.id.value),
                    var(family, index),
                    kind,
                    true,
                    (&format!("{en} {}", army.name.en), &format!("{es} {}", army.name.es)),
                );
            }
        }
        for (index, decision) in file.decisions.0.iter().enumerate() {
            let mut states = vec!["undecided".to_owned()];
            states.extend(decision.options.0.iter().map(|option| option.id.value.clone()));
            let name = format!("decision.{}", decision.id.value);
            self.add_entry(
                decision.id.at,
                &name,
                var(Family::Decision, index),
                Kind::States(states),
                false,
                (&decision.title.en, &decision.title.es),
            );
        }
        for (index, id) in events.iter().enumerate() {
            self.add_entry(
                file.start.at,
                &format!("event.{id}"),
                var(Family::Event, index),
                Kind::Truth,
                false,
                ("Has it happened?", "¿Ha ocurrido?"),
            );
        }
        for (index, source) in file.sources.0.iter().enumerate() {
            let text = (
                format!("Does {} report?", source.name.en),
                format!("¿Informa {}?", source.name.es),
            );
            self.add_entry(
                source.id.at,
                &format!("source.{}.open", source.id.value),
                var(Family::Source, index),
                Kind::Truth,
                true,
                (&text.0, &text.1),
            );
        }
        for (index, person) in file.persons.0.iter().enumerate() {
            let text = (
                format!("Does {} serve ({})?", person.name.en, person.office.en),
                format!("¿Sirve {} ({})?", person.name.es, person.office.es),
            );
            self.add_entry(
                person.id.at,
                &format!("person.{}.serves", person.id.value),
                var(Family::Person, index),
                Kind::Truth,
                true,
                (&text.0, &text.1),
            );
        }
        for (index, variable) in file.variables.0.iter().enumerate() {
            let (low, high) = variable.range.value;
            self.dotted(&variable.name, "a variable");
            if low.partial_cmp(&high) != Some(std::cmp::Ordering::Less) {
                self.error(
                    "H0308",
                    variable.range.at,
                    "the range is empty or reversed",
                    "write (lowest, highest)",
                );
            }
            let kind = Kind::Number { unit: variable.unit.clone(), low, high };
            self.add_entry(
                variable.name.at,
                &variable.name,
                var(Family::Own, index),
                kind,
                true,
                (&variable.meaning.en, &variable.meaning.es),
            );
        }
    }

    pub(super) fn read_parameters(
        &mut self,
        engine: &Engine,
        file: &ScenarioFile,
        counterfactuals: &[CounterfactualSource<'_>],
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for parameter in file.parameters.0.iter().map(|item| &item.value) {
            let (low, high) = parameter.range.value;
            if low.partial_cmp(&high).is_none_or(std::cmp::Ordering::is_gt) {
                self.error(
                    "H0308",
                    parameter.range.at,
                    "the range is reversed",
                    "write (lowest, highest)",
                );
            } else if !(low..=high).contains(&parameter.value.value) {
                self.error(
                    "H0301",
                    parameter.value.at,
                    format!(
                        "`{}` is {}, outside its own range",
                        parameter.name.value, parameter.value.value
                    ),
                    format!("give a value from {low} to {high}"),
                );
            }
            let known = engine.parameters.iter().find(|known| known.name == parameter.name.value);
            match known {
                Some(known) if low < known.low || high > known.high => {
                    self.error(
                        "H0301",
                        parameter.range.at,
                        format!("the range of `{}` goes beyond what makes sense", known.name),
                        format!("keep it within {} to {} {}", known.low, known.high, known.unit),
                    );
                }
                Some(_) if parameter.unit.is_some() || parameter.meaning.is_some() => {
                    let message =
                        format!("`unit` and `meaning` of `{}` are ignored", parameter.name.value);
                    self.reports.push(Report {
                        code: "H0603",
                        severity: Severity::Warning,
                        message,
                        at: Some(parameter.name.at),
                        help: "the rule that reads it has its own: leave them out".to_owned(),
                    });
                }
                None if parameter.unit.is_none() || parameter.meaning.is_none() => {
                    let help = self.suggest(
                        &parameter.name,
                        engine.parameters.iter().map(|known| known.name.as_str()),
                    );
                    self.error(
                        "H0201",
                        parameter.name.at,
                        format!("no rule has a parameter `{}`", parameter.name.value),
                        format!(
                            "{help} (a parameter of the scenario's own needs `unit` and `meaning`)"
                        ),
                    );
                }
                _ => {}
            }
            if known.is_none() {
                self.dotted(&parameter.name, "a parameter");
                if self.vocabulary.named(&parameter.name).is_some() {
                    let message =
                        format!("`{}` is in the vocabulary already", parameter.name.value);
                    self.error("H0203", parameter.name.at, message, "give it another name");
                }
            }
            if parameters.iter().any(|other| other.name == parameter.name.value) {
                self.error(
                    "H0203",
                    parameter.name.at,
                    format!("`{}` is given twice", parameter.name.value),
                    "keep one",
                );
            }
            let source = self.source(&parameter.source);
            let unit = known
                .map(|known| known.unit.clone())
                .or_else(|| parameter.unit.clone())
                .unwrap_or_default();
            parameters.push(Parameter {
                name: parameter.name.value.clone(),
                value: parameter.value.value,
                range: (low, high),
                unit,
                source,
            });
        }
        let missing: Vec<&str> = engine
            .parameters
            .iter()
            .map(|known| known.name.as_str())
            .filter(|name| !parameters.iter().any(|given| given.name == *name))
            .collect();
        if !missing.is_empty() {
            self.error(
                "H0309",
                file.start.at,
                format!("parameters are missing: {}", missing.join(", ")),
                "give each a value, a range and a source",
            );
        }
        for source in counterfactuals {
            for intervention in &source.content.interventions.0 {
                if let InterventionFile::ChangeParameter { parameter, to } = &intervention.value {
                    let names: Vec<String> =
                        parameters.iter().map(|known| known.name.clone()).collect();
                    let place = self.place_of(parameter, &names, "parameter");
                    let bounds = engine
                        .parameters
                        .iter()
                        .find(|known| known.name == parameter.value)
                        .map_or((-LARGEST, LARGEST), |known| (known.low, known.high));
                    let value = self.number(to.value, to.at, bounds, "the new value");
                    if let Some(changed) = parameters.get_mut(place) {
                        self.unchanged.push((changed.value, changed.range));
                        changed.value = value;
                        // Who sets a parameter knows it: nothing is left to draw.
                        changed.range = (value, value);
                        changed.source = format!("counterfactual {}", source.id);
                    }
                }
            }
        }
        self.parameters =
            parameters.iter().map(|parameter| parameter.name.clone()).zip(0..).collect();
        self.best = parameters.iter().map(|parameter| parameter.value).collect();
        parameters
    }
}
