//! The small things that a file is made of: numbers, names, dates, hours, expressions
//! and effects, each checked where it stands.

use crate::scenario::compiled::*;
use crate::scenario::expression::{self, Fault, Formula, Scope, Type, day_number, parse_effect};
use crate::scenario::id::{Id, ZoneId};
use crate::scenario::language::*;
use crate::scenario::limits;
use crate::scenario::located::Located;
use crate::scenario::report::{Report, Severity, Span, suggestion};
use crate::scenario::vocabulary::{Entry, Kind, Var};

use super::Compiler;

impl Compiler {
    pub(super) fn error(
        &mut self,
        code: &'static str,
        at: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (message, help) = (message.into(), help.into());
        self.reports.push(Report { code, severity: Severity::Error, message, at: Some(at), help });
    }

    pub(super) fn fault(&mut self, fault: Fault, words: &Words) {
        // The text stands inside quotes: one byte after the start of its place.
        let start = words.at.start + 1 + fault.place.start;
        let end = (words.at.start + 1 + fault.place.end).max(start + 1);
        self.error(fault.code, Span { file: words.at.file, start, end }, fault.message, fault.help);
    }

    /// A number that must lie in a range which another field or a rule gives.
    pub(super) fn number(&mut self, value: f64, at: Span, range: (f64, f64), what: &str) -> f64 {
        let (low, high) = range;
        if !(low..=high).contains(&value) {
            let message = format!("{what} is {value}, outside {low} to {high}");
            self.error("H0301", at, message, format!("give a value from {low} to {high}"));
        }
        value
    }

    /// The nearest name, while anybody will read it.
    pub(super) fn suggest<'a>(
        &self,
        name: &str,
        among: impl IntoIterator<Item = &'a str> + Clone,
    ) -> String {
        if self.reports.len() > limits::SHOWN { String::new() } else { suggestion(name, among) }
    }

    /// A name must be there, and not be endless.
    pub(super) fn name(&mut self, name: &Words, what: &str) {
        let letters = name.chars().count();
        if letters > limits::NAME {
            let message = format!("the name of {what} has {letters} letters");
            self.error("H0305", name.at, message, format!("at most {}", limits::NAME));
        } else if letters == 0 {
            let message = format!("the name of {what} is empty");
            self.error("H0202", name.at, message, "give it a name");
        }
    }

    /// The dotted name of a variable or a parameter of the scenario's own.
    pub(super) fn dotted(&mut self, name: &Words, what: &str) {
        self.name(name, what);
        let part = |part: &str| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.contains('.')
            && name.split('.').all(part);
        if !fits && !name.is_empty() {
            let message = format!("`{}` cannot name {what}", name.value);
            let help = "small letters, digits and _ in parts joined by dots: `august.foreseen`";
            self.error("H0202", name.at, message, help);
        }
    }

    pub(super) fn identifier(&mut self, id: &Words, seen: &mut Vec<String>, what: &str) {
        self.name(id, what);
        let fits = id.is_empty()
            || id.starts_with(|c: char| c.is_ascii_lowercase())
                && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !fits {
            self.error(
                "H0202",
                id.at,
                format!("`{}` cannot name {what}", id.value),
                "small letters, digits and _, beginning with a letter",
            );
        }
        if id.value == "undecided" {
            let message = "`undecided` is what a decision is before it is answered";
            self.error("H0202", id.at, message, "give it another name");
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

    pub(super) fn find<I: Id>(&mut self, name: &Words, among: &[String], what: &str) -> I {
        I::at(self.place_of(name, among, what))
    }

    pub(super) fn place_of(&mut self, name: &Words, among: &[String], what: &str) -> usize {
        among.iter().position(|known| *known == name.value).unwrap_or_else(|| {
            let help = self.suggest(name, among.iter().map(String::as_str));
            self.error("H0201", name.at, format!("there is no {what} `{}`", name.value), help);
            0
        })
    }

    pub(super) fn day(&mut self, words: &Words) -> Day {
        self.date(words).unwrap_or(self.start)
    }

    fn date(&mut self, words: &Words) -> Option<Day> {
        match day_number(words) {
            Ok(day) => Some(day),
            Err(message) => {
                self.error("H0302", words.at, message, "dates are written 1941-06-22");
                None
            }
        }
    }

    /// A day that must lie inside the scenario.
    pub(super) fn day_inside(&mut self, words: &Words) -> Day {
        let Some(day) = self.date(words) else {
            return self.start;
        };
        if !(self.start..=self.end).contains(&day) {
            self.error(
                "H0303",
                words.at,
                format!("{} lies outside the scenario", words.value),
                "give a day between its start and its end",
            );
        }
        day
    }

    pub(super) fn clock(&mut self, words: &Words, text: &str) -> Option<(u16, ZoneId)> {
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
        let Some(zone) = self.zones.id_where(|known| known.id == zone) else {
            let known: Vec<String> = self.zones.iter().map(|known| known.id.clone()).collect();
            let help = self.suggest(zone, known.iter().map(String::as_str));
            self.error("H0201", words.at, format!("there is no zone `{zone}`"), help);
            return None;
        };
        Some((minutes, zone))
    }

    pub(super) fn moment(&mut self, words: &Words) -> Moment {
        let (date, clock) = match words.split_once(' ') {
            Some((date, clock)) => (date.to_owned(), self.clock(words, clock)),
            None => (words.value.clone(), None),
        };
        let day = self.day_inside(&Located { value: date, at: words.at });
        Moment { day, clock }
    }

    pub(super) fn hour(&mut self, words: Option<&Words>) -> Option<(u16, ZoneId)> {
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

    pub(super) fn formula(&mut self, words: &Words, wanted: Option<&Type>) -> (Formula, Type) {
        let parameters = &self.parameters;
        let place = |name: &str| parameters.get(name).copied();
        let scope = Scope { vocabulary: &self.vocabulary, parameter: &place };
        match expression::compile(words, wanted, &scope) {
            Ok(compiled) => compiled,
            Err(fault) => {
                self.fault(fault, words);
                (Formula::constant(0.0), wanted.cloned().unwrap_or(Type::Number))
            }
        }
    }

    pub(super) fn condition(&mut self, words: &Words) -> Formula {
        self.formula(words, Some(&Type::Truth)).0
    }

    pub(super) fn amount(&mut self, words: &Words) -> Formula {
        self.formula(words, Some(&Type::Number)).0
    }

    pub(super) fn effect(&mut self, words: &Words) -> Option<Effect> {
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
            let help = self.suggest(&name, known.iter().map(String::as_str));
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
        Some(Effect { target, change, value, range: kind.range() })
    }

    pub(super) fn effects(
        &mut self,
        effects: &crate::scenario::located::Items<String>,
    ) -> Vec<Effect> {
        effects.0.iter().filter_map(|words| self.effect(words)).collect()
    }

    pub(super) fn source(&mut self, words: &Words) -> String {
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

    pub(super) fn add_entry(
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
}
