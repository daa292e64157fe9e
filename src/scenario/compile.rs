//! From files to a [`Scenario`]: every name is resolved, every date and range
//! checked, every expression compiled, and all that is wrong is reported at once.
//! The interventions of counterfactuals are compiled in here too.

use std::collections::BTreeMap;

use crate::scenario::compiled::*;
use crate::scenario::expression::{
    self, Fault, Formula, Reader, Scope, Type, day_number, parse_effect,
};
use crate::scenario::language::*;
use crate::scenario::located::Located;
use crate::scenario::report::{Report, Severity, Span, suggestion};
use crate::scenario::vocabulary::{Entry, Family, Kind, Var, Vocabulary};

/// What the engine offers to scenarios: its quantities, parameters and chance nodes.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    /// The quantities that rules own.
    pub quantities: Vec<Entry>,
    /// The parameters that a scenario must give.
    pub parameters: Vec<EngineParameter>,
    /// The chance nodes of rules.
    pub nodes: Vec<String>,
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

/// Limits of a scenario, set by the fixed size of a worldline's state.
pub mod limits {
    /// Most regions.
    pub const REGIONS: usize = 128;
    /// Most armies.
    pub const ARMIES: usize = 32;
    /// Most events.
    pub const EVENTS: usize = 128;
    /// Most decisions.
    pub const DECISIONS: usize = 40;
    /// Most options of a decision.
    pub const OPTIONS: usize = 5;
    /// Most variables of the scenario's own.
    pub const OWN: usize = 24;
}

/// A counterfactual file with the index of its source.
pub struct CounterfactualSource<'a> {
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
    fingerprint: u64,
    scenario: &ScenarioFile,
    counterfactuals: &[CounterfactualSource<'_>],
    reports: &mut Vec<Report>,
) -> Option<Scenario> {
    let mut compiler = Compiler {
        reports: Vec::new(),
        vocabulary: Vocabulary::default(),
        parameters: BTreeMap::new(),
        zones: Vec::new(),
        start: 0,
        end: 0,
    };
    let compiled = compiler.scenario(engine, id, fingerprint, scenario, counterfactuals);
    let fatal =
        reports.iter().chain(&compiler.reports).any(|report| report.severity == Severity::Error);
    reports.append(&mut compiler.reports);
    (!fatal).then_some(compiled)
}

struct Compiler {
    reports: Vec<Report>,
    vocabulary: Vocabulary,
    parameters: BTreeMap<String, f64>,
    zones: Vec<Zone>,
    start: Day,
    end: Day,
}

/// A world in which only constants can be read: for initial values.
struct Nowhere;

impl Reader for Nowhere {
    fn read(&self, _: Var) -> f64 {
        f64::NAN
    }
    fn weeks_since(&self, _: Var) -> Option<u32> {
        None
    }
}

impl Compiler {
    fn error(
        &mut self,
        code: &'static str,
        at: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (message, help) = (message.into(), help.into());
        self.reports.push(Report { code, severity: Severity::Error, message, at: Some(at), help });
    }

    fn fault(&mut self, fault: Fault, words: &Words) {
        // The text stands inside quotes: one byte after the start of its place.
        let start = words.at.start + 1 + fault.place.start;
        let end = (words.at.start + 1 + fault.place.end).max(start + 1);
        self.error(fault.code, Span { file: words.at.file, start, end }, fault.message, fault.help);
    }

    fn number(&mut self, value: &Located<f64>, low: f64, high: f64, what: &str) -> f64 {
        if !(low..=high).contains(&value.value) {
            let message = format!("{what} is {}, outside {low} to {high}", value.value);
            self.error("H0301", value.at, message, format!("give a value from {low} to {high}"));
        }
        value.value
    }

    fn identifier(&mut self, id: &Words, seen: &mut Vec<String>, what: &str) {
        let fits = id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !fits {
            self.error(
                "H0202",
                id.at,
                format!("`{}` cannot name {what}", id.value),
                "small letters, digits and _, beginning with a letter",
            );
        }
        if seen.contains(&id.value) {
            self.error(
                "H0203",
                id.at,
                format!("there are two of {what} `{}`", id.value),
                "give each a name of its own",
            );
        }
        seen.push(id.value.clone());
    }

    fn find(&mut self, name: &Words, among: &[String], what: &str) -> usize {
        among.iter().position(|known| *known == name.value).unwrap_or_else(|| {
            let help = suggestion(name, among.iter().map(String::as_str));
            self.error("H0201", name.at, format!("there is no {what} `{}`", name.value), help);
            0
        })
    }

    fn day(&mut self, words: &Words) -> Day {
        match day_number(words) {
            Ok(day) => day,
            Err(message) => {
                self.error("H0302", words.at, message, "dates are written 1941-06-22");
                0
            }
        }
    }

    /// A day that must lie inside the scenario.
    fn day_inside(&mut self, words: &Words) -> Day {
        let day = self.day(words);
        if day != 0 && !(self.start..=self.end).contains(&day) {
            self.error(
                "H0303",
                words.at,
                format!("{} lies outside the scenario", words.value),
                "give a day between its start and its end",
            );
        }
        day
    }

    fn clock(&mut self, words: &Words, text: &str) -> Option<(u16, usize)> {
        let (time, zone) = text.split_once(' ')?;
        let minutes = time.split_once(':').and_then(|(hours, minutes)| {
            let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
        });
        let Some(minutes) = minutes else {
            self.error(
                "H0302",
                words.at,
                format!("`{time}` is not an hour"),
                "hours are written 03:15 Berlin",
            );
            return None;
        };
        let Some(zone) = self.zones.iter().position(|known| known.id == zone) else {
            let known: Vec<String> = self.zones.iter().map(|known| known.id.clone()).collect();
            let help = suggestion(zone, known.iter().map(String::as_str));
            self.error("H0201", words.at, format!("there is no zone `{zone}`"), help);
            return None;
        };
        Some((minutes, zone))
    }

    fn moment(&mut self, words: &Words) -> Moment {
        let (date, clock) = match words.split_once(' ') {
            Some((date, clock)) => (date.to_owned(), self.clock(words, clock)),
            None => (words.value.clone(), None),
        };
        let day = self.day_inside(&Located { value: date, at: words.at });
        Moment { day, clock }
    }

    fn hour(&mut self, words: Option<&Words>) -> Option<(u16, usize)> {
        words.and_then(|words| {
            let clock = self.clock(words, words);
            if !words.contains(' ') {
                self.error(
                    "H0302",
                    words.at,
                    "an hour needs its place",
                    "hours are written 03:15 Berlin",
                );
            }
            clock
        })
    }

    fn formula(&mut self, words: &Words, wanted: Option<&Type>) -> (Formula, Type) {
        let parameters = &self.parameters;
        let value = |name: &str| parameters.get(name).copied();
        let scope = Scope { vocabulary: &self.vocabulary, parameter: &value };
        match expression::compile(words, wanted, &scope) {
            Ok(compiled) => compiled,
            Err(fault) => {
                self.fault(fault, words);
                (Formula::constant(0.0), wanted.cloned().unwrap_or(Type::Number))
            }
        }
    }

    fn condition(&mut self, words: &Words) -> Formula {
        self.formula(words, Some(&Type::Truth)).0
    }

    fn amount(&mut self, words: &Words) -> Formula {
        self.formula(words, Some(&Type::Number)).0
    }

    fn effect(&mut self, words: &Words) -> Option<Effect> {
        let ((name, place), sign, begins) = match parse_effect(words) {
            Ok(parts) => parts,
            Err(fault) => {
                self.fault(fault, words);
                return None;
            }
        };
        let Some(entry) = self.vocabulary.named(&name) else {
            let known: Vec<String> =
                self.vocabulary.iter().map(|entry| entry.name.clone()).collect();
            let help = suggestion(&name, known.iter().map(String::as_str));
            self.fault(
                Fault {
                    code: "H0401",
                    place,
                    message: format!("the vocabulary has no `{name}`"),
                    help,
                },
                words,
            );
            return None;
        };
        let (target, kind, writable) = (entry.var, entry.kind.clone(), entry.writable);
        if !writable {
            let help =
                "effects change quantities, not events, decisions or the calendar".to_owned();
            self.fault(
                Fault {
                    code: "H0404",
                    place,
                    message: format!("`{name}` cannot be written"),
                    help,
                },
                words,
            );
            return None;
        }
        let change = match sign {
            "=" => Change::Set,
            "+=" => Change::Add,
            "-=" => Change::Subtract,
            _ => Change::Multiply,
        };
        let wanted = Type::of(&kind);
        if change != Change::Set && wanted != Type::Number {
            let help = format!("write `{name} = …`");
            self.fault(
                Fault {
                    code: "H0402",
                    place,
                    message: format!("`{name}` is not a number: it can only be set"),
                    help,
                },
                words,
            );
            return None;
        }
        let rest = Span { start: words.at.start + begins, ..words.at };
        let value = Located { value: words[begins..].to_owned(), at: rest };
        let (value, _) = self.formula(&value, Some(&wanted));
        let range = match kind {
            Kind::Number { low, high, .. } => (low, high),
            Kind::Truth => (0.0, 1.0),
            Kind::States(states) => (0.0, states.len() as f64 - 1.0),
        };
        Some(Effect { target, change, value, range })
    }

    fn effects(&mut self, effects: &crate::scenario::located::Items<String>) -> Vec<Effect> {
        effects.0.iter().filter_map(|words| self.effect(words)).collect()
    }

    fn source(&mut self, words: &Words) -> String {
        if words.trim().is_empty() {
            self.error(
                "H0304",
                words.at,
                "a source is missing",
                "name the work, or write \"assumed\"",
            );
        }
        words.value.clone()
    }

    fn add_entry(
        &mut self,
        at: Span,
        name: &str,
        var: Var,
        kind: Kind,
        writable: bool,
        text: (&str, &str),
    ) {
        let entry = Entry {
            name: name.to_owned(),
            var,
            kind,
            writable,
            en: text.0.to_owned(),
            es: text.1.to_owned(),
        };
        if self.vocabulary.add(entry).is_err() {
            self.error(
                "H0203",
                at,
                format!("`{name}` is in the vocabulary already"),
                "give it another name",
            );
        }
    }

    fn limit(&mut self, count: usize, most: usize, at: Span, what: &str) {
        if count > most {
            self.error(
                "H0305",
                at,
                format!("there are {count} {what}; at most {most} have room"),
                "leave some out",
            );
        }
    }

    #[expect(clippy::too_many_lines, reason = "it walks the file from top to bottom, once")]
    fn scenario(
        &mut self,
        engine: &Engine,
        id: &str,
        fingerprint: u64,
        file: &ScenarioFile,
        counterfactuals: &[CounterfactualSource<'_>],
    ) -> Scenario {
        for version in std::iter::once(&file.version)
            .chain(counterfactuals.iter().map(|source| &source.content.version))
        {
            if version.value != 1 {
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
        if self.start < 0 {
            self.error(
                "H0303",
                file.start.at,
                "the scenario starts before 1941-01-06",
                "weeks are counted from that day",
            );
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
            if seen.contains(&zone.id.value) {
                self.error(
                    "H0203",
                    zone.id.at,
                    format!("there are two of zone `{}`", zone.id.value),
                    "give each a name of its own",
                );
            }
            seen.push(zone.id.value.clone());
            self.zones.push(Zone {
                id: zone.id.value.clone(),
                name: zone.name.clone(),
                minutes: zone.minutes,
            });
        }

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
        self.limit(regions.len(), limits::REGIONS, file.start.at, "regions");
        self.limit(armies.len(), limits::ARMIES, file.start.at, "armies");
        self.limit(file.events.0.len(), limits::EVENTS, file.start.at, "events");
        self.limit(file.decisions.0.len(), limits::DECISIONS, file.start.at, "decisions");
        self.limit(file.variables.0.len(), limits::OWN, file.start.at, "variables");

        // Interventions that change the list of events come first: their names count.
        let mut events: Vec<(&EventFile, Option<Words>)> =
            file.events.0.iter().map(|event| (&event.value, None)).collect();
        let mut dropped: Vec<String> = Vec::new();
        for source in counterfactuals {
            for intervention in &source.content.interventions.0 {
                match &intervention.value {
                    Intervention::AddEvent(event) => events.push((event, None)),
                    Intervention::MoveEvent { event, to } => {
                        if dropped.contains(&event.value) {
                            self.error(
                                "H0502",
                                event.at,
                                format!("`{}` is dropped and moved", event.value),
                                "do one of the two",
                            );
                        }
                        let known: Vec<String> =
                            events.iter().map(|(known, _)| known.id.value.clone()).collect();
                        let place = self.find(event, &known, "event");
                        if let Some(found) = events.get_mut(place) {
                            found.1 = Some(to.clone());
                        }
                    }
                    Intervention::DropEvent { event } => {
                        let known: Vec<String> =
                            events.iter().map(|(known, _)| known.id.value.clone()).collect();
                        let place = self.find(event, &known, "event");
                        if events.get(place).is_some_and(|found| found.1.is_some()) {
                            self.error(
                                "H0502",
                                event.at,
                                format!("`{}` is moved and dropped", event.value),
                                "do one of the two",
                            );
                        }
                        dropped.push(event.value.clone());
                    }
                    _ => {}
                }
            }
        }
        let mut event_ids = Vec::new();
        for (event, _) in &events {
            self.identifier(&event.id, &mut event_ids, "an event");
        }

        self.build_vocabulary(engine, file, &powers, &event_ids);
        let parameters = self.read_parameters(engine, file, counterfactuals);

        let initial = file
            .initial
            .0
            .iter()
            .map(|item| &item.value)
            .filter_map(|initial| {
                self.source(&initial.source);
                let Some(entry) = self.vocabulary.named(&initial.name) else {
                    let known: Vec<String> =
                        self.vocabulary.iter().map(|entry| entry.name.clone()).collect();
                    let help = suggestion(&initial.name, known.iter().map(String::as_str));
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
                let (formula, _) = self.formula(&initial.value, Some(&Type::of(&kind)));
                let value = formula.value(&Nowhere);
                let within = match kind {
                    Kind::Number { low, high, .. } => (low..=high).contains(&value),
                    _ => !value.is_nan(),
                };
                if !within {
                    let range = if let Kind::Number { low, high, unit } = &kind {
                        format!("from {low} to {high} {unit}")
                    } else {
                        "a constant".to_owned()
                    };
                    self.error(
                        "H0301",
                        initial.value.at,
                        format!("`{}` does not fit `{}`", initial.value.value, initial.name.value),
                        format!("give a value {range}"),
                    );
                }
                Some((var, value))
            })
            .collect();

        let zones = self.zones.clone();
        let compiled_regions = file
            .regions
            .0
            .iter()
            .map(|region| Region {
                id: region.id.value.clone(),
                name: region.name.clone(),
                holder: self.find(&region.holder, &powers, "power"),
                fortification: region.fortification,
                worth: region.worth,
            })
            .collect();
        let mut joined = Vec::new();
        let passages = file
            .passages
            .0
            .iter()
            .map(|passage| {
                let a = self.find(&passage.a, &regions, "region");
                let b = self.find(&passage.b, &regions, "region");
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
                    km: self.number(&passage.km, 1.0, 5000.0, "the length"),
                    going: self.number(&passage.going, 0.01, 1.0, "the going"),
                }
            })
            .collect();
        let compiled_armies = file
            .armies
            .0
            .iter()
            .map(|army| Army {
                id: army.id.value.clone(),
                name: army.name.clone(),
                power: self.find(&army.power, &powers, "power"),
                region: self.find(&army.region, &regions, "region"),
                share: self.number(&army.share, 0.0, 1.0, "the share"),
                from: army.from.as_ref().map_or(self.start, |from| self.day(from)),
            })
            .collect();

        let compiled_events: Vec<Event> = events
            .iter()
            .map(|(event, moved)| Event {
                // It keeps its place, so that what others are told by stays the same.
                dropped: dropped.contains(&event.id.value),
                ..self.event(event, moved.as_ref())
            })
            .collect();
        self.refuse_circles(&events, &dropped);
        let mut decision_ids = Vec::new();
        let decisions: Vec<Decision> = file
            .decisions
            .0
            .iter()
            .map(|decision| {
                self.identifier(&decision.id, &mut decision_ids, "a decision");
                self.decision(decision, &powers)
            })
            .collect();
        let mut outcome_ids = Vec::new();
        let outcomes: Vec<Outcome> = file
            .outcomes
            .0
            .iter()
            .map(|outcome| {
                self.identifier(&outcome.id, &mut outcome_ids, "an outcome");
                Outcome {
                    id: outcome.id.value.clone(),
                    title: outcome.title.clone(),
                    meaning: outcome.meaning.clone(),
                    condition: self.condition(&outcome.when),
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
            None => self.error(
                "H0307",
                file.end.at,
                "there is no outcome",
                "add at least one, the last with `when: \"true\"`",
            ),
            _ => {}
        }
        let mut measure_ids = Vec::new();
        let measures = file
            .measures
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
            .collect();

        let mut compiled = Scenario {
            id: id.to_owned(),
            title: file.title.clone(),
            summary: file.summary.clone(),
            fingerprint,
            start: self.start,
            end: self.end,
            zones,
            powers: file
                .powers
                .0
                .iter()
                .map(|power| Power { id: power.id.value.clone(), name: power.name.clone() })
                .collect(),
            regions: compiled_regions,
            passages,
            armies: compiled_armies,
            parameters,
            initial,
            own: file
                .variables
                .0
                .iter()
                .map(|variable| {
                    let (low, high) = variable.range.value;
                    self.number(&variable.initial, low, high, "the initial value")
                })
                .collect(),
            events: compiled_events,
            decisions,
            outcomes,
            measures,
            vocabulary: Vocabulary::default(),
            counterfactuals: counterfactuals.iter().map(|source| source.id.clone()).collect(),
            settings: Vec::new(),
            forced_choices: Vec::new(),
            forced_nodes: Vec::new(),
        };
        self.intervene(engine, counterfactuals, &mut compiled);
        compiled.vocabulary = std::mem::take(&mut self.vocabulary);
        compiled
    }

    fn build_vocabulary(
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
        for (index, army) in file.armies.0.iter().enumerate() {
            let divisions = Kind::Number { unit: "divisions".to_owned(), low: 0.0, high: 80.0 };
            let quality = Kind::Number { unit: "ratio".to_owned(), low: 0.0, high: 2.0 };
            let text = (
                format!("Divisions of {}", army.name.en),
                format!("Divisiones de {}", army.name.es),
            );
            self.add_entry(
                army.id.at,
                &format!("army.{}.divisions", army.id.value),
                var(Family::ArmyDivisions, index),
                divisions,
                true,
                (&text.0, &text.1),
            );
            let text = (
                format!("Fighting value of the divisions of {}", army.name.en),
                format!("Valor combativo de las divisiones de {}", army.name.es),
            );
            self.add_entry(
                army.id.at,
                &format!("army.{}.quality", army.id.value),
                var(Family::ArmyQuality, index),
                quality,
                true,
                (&text.0, &text.1),
            );
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
        for (index, variable) in file.variables.0.iter().enumerate() {
            let (low, high) = variable.range.value;
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

    fn read_parameters(
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
                None if parameter.unit.is_none() || parameter.meaning.is_none() => {
                    let help = suggestion(
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
                if let Intervention::ChangeParameter { parameter, to } = &intervention.value {
                    let names: Vec<String> =
                        parameters.iter().map(|known| known.name.clone()).collect();
                    let place = self.find(parameter, &names, "parameter");
                    let bounds = engine
                        .parameters
                        .iter()
                        .find(|known| known.name == parameter.value)
                        .map_or((f64::MIN, f64::MAX), |known| (known.low, known.high));
                    let value = self.number(to, bounds.0, bounds.1, "the new value");
                    if let Some(changed) = parameters.get_mut(place) {
                        changed.value = value;
                        changed.source = format!("counterfactual {}", source.id);
                    }
                }
            }
        }
        self.parameters =
            parameters.iter().map(|parameter| (parameter.name.clone(), parameter.value)).collect();
        parameters
    }

    fn event(&mut self, event: &EventFile, moved: Option<&Words>) -> Event {
        let clock = self.hour(event.hour.as_ref());
        let provided = event.provided.as_ref().map(|provided| self.condition(provided));
        let trigger = match (moved.or(event.at.as_ref()), &event.when) {
            (Some(at), None) => Trigger::On { moment: self.moment(at), provided },
            (Some(at), Some(_)) if moved.is_some() => {
                Trigger::On { moment: self.moment(at), provided: None }
            }
            (None, Some(when)) if provided.is_none() => Trigger::When {
                condition: self.condition(when),
                from: event.from.as_ref().map_or(self.start, |from| self.day_inside(from)),
                until: event.until.as_ref().map_or(self.end, |until| self.day_inside(until)),
                day: event.day.as_ref().map(|day| self.amount(day)),
                clock,
            },
            _ => {
                self.error(
                    "H0310",
                    event.id.at,
                    format!(
                        "`{}` needs either `at` (with `provided` or without) or `when`",
                        event.id.value
                    ),
                    "at: \"1941-06-22\", or when: \"condition\"",
                );
                Trigger::On { moment: Moment { day: self.start, clock: None }, provided: None }
            }
        };
        if let Trigger::When { from, until, .. } = trigger
            && from > until
        {
            self.error(
                "H0303",
                event.id.at,
                format!("the window of `{}` ends before it starts", event.id.value),
                "let `from` be before `until`",
            );
        }
        let chance = event.chance.as_ref().map(|chance| {
            let formula = self.amount(chance);
            if formula.names().is_empty() {
                let value = formula.value(&Nowhere);
                if !(0.0..=1.0).contains(&value) {
                    self.error(
                        "H0301",
                        chance.at,
                        format!("a probability of {value}"),
                        "give a value from 0 to 1",
                    );
                }
            }
            formula
        });
        Event {
            dropped: false,
            id: event.id.value.clone(),
            trigger,
            chance,
            effects: self.effects(&event.effects),
            told: event.text.is_some(),
            text: event.text.clone().unwrap_or_default(),
            source: self.source(&event.source),
        }
    }

    /// Events that each wait for another of their circle would never happen.
    fn refuse_circles(&mut self, events: &[(&EventFile, Option<Words>)], dropped: &[String]) {
        let needs = |event: &EventFile| -> Vec<String> {
            let Some(when) = &event.when else {
                return Vec::new();
            };
            // Only what is required in every case: the parts joined by `and`.
            if when.contains(" or ") || when.contains('(') && when.contains("if(") {
                return Vec::new();
            }
            when.split(" and ")
                .filter_map(|part| part.trim().strip_prefix("event."))
                .filter(|name| !name.contains(' '))
                .map(str::to_owned)
                .collect()
        };
        for (event, _) in events.iter().filter(|(event, _)| !dropped.contains(&event.id.value)) {
            let mut reached = needs(event);
            let mut next = 0;
            while next < reached.len() {
                if let Some((other, _)) =
                    events.iter().find(|(other, _)| other.id.value == reached[next])
                {
                    for need in needs(other) {
                        if !reached.contains(&need) {
                            reached.push(need);
                        }
                    }
                }
                next += 1;
            }
            if reached.contains(&event.id.value) {
                let at = event.when.as_ref().map_or(event.id.at, |when| when.at);
                self.error(
                    "H0311",
                    at,
                    format!("`{}` waits, in a circle, for itself", event.id.value),
                    "an event of the circle must have another way to happen",
                );
            }
        }
    }

    fn decision(&mut self, decision: &DecisionFile, powers: &[String]) -> Decision {
        let (from, until) = (self.day_inside(&decision.from), self.day_inside(&decision.until));
        if from > until {
            self.error(
                "H0303",
                decision.until.at,
                "the window ends before it starts",
                "let `from` be before `until`",
            );
        }
        if decision.options.0.is_empty() {
            self.error(
                "H0312",
                decision.id.at,
                format!("`{}` has no option", decision.id.value),
                "give at least two",
            );
        }
        self.limit(decision.options.0.len(), limits::OPTIONS, decision.id.at, "options");
        let mut ids = Vec::new();
        let choices = decision
            .options
            .0
            .iter()
            .map(|option| {
                self.identifier(&option.id, &mut ids, "an option");
                Choice {
                    id: option.id.value.clone(),
                    label: option.label.clone(),
                    meaning: option.meaning.clone(),
                    text: option.text.clone().unwrap_or_default(),
                    available: option.available.as_ref().map(|available| self.condition(available)),
                    utility: self.amount(&option.utility),
                    effects: self.effects(&option.effects),
                    history: option.history.as_ref().and_then(|history| match &history.value {
                        History::Always(true) => Some(Moment { day: self.start, clock: None }),
                        History::Always(false) => None,
                        History::From(date) => {
                            Some(self.moment(&Located { value: date.clone(), at: history.at }))
                        }
                    }),
                    settles: option.settles,
                    considered_by: option.considered_by.clone(),
                    source: self.source(&option.source),
                }
            })
            .collect::<Vec<_>>();
        if !choices.iter().any(|choice: &Choice| choice.history.is_some()) {
            let message = format!("`{}` does not say which option history took", decision.id.value);
            self.reports.push(Report {
                code: "H0601",
                severity: Severity::Warning,
                message,
                at: Some(decision.id.at),
                help: "add `history: true` to one option".to_owned(),
            });
        }
        Decision {
            id: decision.id.value.clone(),
            actor: self.find(&decision.actor, powers, "power"),
            title: decision.title.clone(),
            question: decision.question.clone(),
            from,
            until,
            condition: decision.when.as_ref().map(|when| self.condition(when)),
            every: self.number(
                &Located { value: f64::from(decision.every.value), at: decision.every.at },
                1.0,
                100.0,
                "the number of weeks",
            ) as u16,
            temperature: self.number(&decision.temperature, 0.01, 100.0, "the temperature"),
            day: decision.day.as_ref().map(|day| self.amount(day)),
            clock: self.hour(decision.hour.as_ref()),
            choices,
        }
    }

    fn intervene(
        &mut self,
        engine: &Engine,
        counterfactuals: &[CounterfactualSource<'_>],
        scenario: &mut Scenario,
    ) {
        let week = |day: Day| (day.max(0) / 7) as Week;
        let window = |this: &mut Self, from: Option<&Words>, until: Option<&Words>| {
            let from = from.map_or(this.start, |from| this.day_inside(from));
            let until = until.map_or(this.end, |until| this.day_inside(until));
            (week(from), week(until))
        };
        for source in counterfactuals {
            let divergence = self.day_inside(&source.content.divergence);
            for intervention in &source.content.interventions.0 {
                match &intervention.value {
                    Intervention::ForceOption { decision, option, from, until } => {
                        let ids: Vec<String> =
                            scenario.decisions.iter().map(|known| known.id.clone()).collect();
                        let place = self.find(decision, &ids, "decision");
                        let Some(found) = scenario
                            .decisions
                            .get(place)
                            .filter(|found| found.id == decision.value)
                        else {
                            continue;
                        };
                        let options: Vec<String> =
                            found.choices.iter().map(|choice| choice.id.clone()).collect();
                        let choice = self.find(option, &options, "option");
                        let (from, until) = window(self, from.as_ref(), until.as_ref());
                        let clash = scenario.forced_choices.iter().any(|forced| {
                            forced.decision == place
                                && forced.choice != choice
                                && forced.from <= until
                                && from <= forced.until
                        });
                        if clash {
                            self.error(
                                "H0502",
                                option.at,
                                format!("`{}` is forced two ways at one time", decision.value),
                                "give the two windows of their own, or drop one",
                            );
                        }
                        scenario.forced_choices.push(ForcedChoice {
                            decision: place,
                            choice,
                            from,
                            until,
                        });
                    }
                    Intervention::SetVariable { effect, on } => {
                        let day = self.day_inside(on);
                        if day < divergence {
                            self.error(
                                "H0503",
                                on.at,
                                "this is done before the date of divergence",
                                "let `divergence` be the first date on which anything differs",
                            );
                        }
                        if let Some(effect) = self.effect(effect) {
                            scenario.settings.push(Setting { week: week(day), effect });
                        }
                    }
                    Intervention::ForceNode { node, value, from, until } => {
                        let mut known = engine.nodes.clone();
                        known.extend(
                            scenario
                                .events
                                .iter()
                                .filter(|event| event.chance.is_some())
                                .map(|event| format!("event.{}", event.id)),
                        );
                        for decision in &scenario.decisions {
                            known.extend(
                                decision.choices.iter().map(|choice| {
                                    format!("decision.{}.{}", decision.id, choice.id)
                                }),
                            );
                        }
                        self.find(node, &known, "chance node");
                        if value.value <= 0.0 || value.value >= 1.0 {
                            self.error(
                                "H0301",
                                value.at,
                                format!("a node cannot give {}", value.value),
                                "give a number above 0 and below 1",
                            );
                        }
                        let (from, until) = window(self, from.as_ref(), until.as_ref());
                        scenario.forced_nodes.push(ForcedNode {
                            node: node.value.clone(),
                            value: value.value,
                            from,
                            until,
                        });
                    }
                    _ => {}
                }
            }
            if source.content.interventions.0.is_empty() {
                self.error(
                    "H0504",
                    source.content.divergence.at,
                    "nothing is done in this counterfactual",
                    "add an intervention, such as ForceOption(decision: \"…\", option: \"…\")",
                );
            }
            for text in [&source.content.question.en, &source.content.defence.en] {
                if text.trim().is_empty() {
                    self.error(
                        "H0505",
                        source.content.divergence.at,
                        "a counterfactual needs a question and a defence",
                        "say what is asked, and why the change is worth thinking about",
                    );
                }
            }
        }
        scenario.settings.sort_by_key(|setting| setting.week);
    }
}
