//! A fuzzer that aims: it knows the grammar, the limits and the units of the language,
//! and writes scenarios at the ends of every range and at the edge of every limit,
//! counterfactuals against them, and expressions over every kind of name. Some it spoils
//! in one place, and knows which.
//!
//! - What it writes without a fault is sound, and its histories run: every quantity is a
//!   number in every week, every state one of its states, and one seed gives one
//!   fingerprint. Quantities that leave the range of the vocabulary are listed.
//! - What it spoils is refused, with a place inside the file.
//! - What it damages blindly may be either; nothing panics, and what is printed is bounded.
//!
//! ```sh
//! cargo test --release --test fuzz -- --seconds 600 --seed 7
//! cargo test --release --test fuzz -- --case 7:1234
//! ```
//! Without arguments it runs ten seconds with a fixed seed. A file that breaks a rule is
//! kept in the folder that is named.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hokushin::policy::world::{Life, World};
use hokushin::scenario::figure::Field;
use hokushin::scenario::language::FIELDS;
use hokushin::scenario::library::{check, load};
use hokushin::scenario::report::Reports;
use hokushin::scenario::vocabulary::Kind;
use hokushin::scenario::{Engine, Parameter, limits};
use hokushin::sim::agenda::Seats;
use hokushin::sim::{self, Premise};

const TEXT: &str = r#"(en: "t", es: "t")"#;

/// Sebastiano Vigna's splitmix64: a seed and a case name every draw.
struct Luck(u64);

impl Luck {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
    fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }
}

/// The one place in which a file is spoilt.
#[derive(Clone, Debug, PartialEq)]
enum Fault {
    None,
    /// A number of this field lies outside its range.
    Number(&'static str, &'static str),
    /// There is one thing too many.
    Count(&'static str),
    /// A parameter of a rule goes beyond its bounds.
    Parameter,
    /// An initial value does not fit its quantity.
    Initial,
    /// An expression is wrong in one of these ways.
    Expression(usize),
    /// A date is none, or lies outside.
    Date,
    /// An identifier is none.
    Name,
    /// A text acts on the page.
    Letters,
}

/// The names that expressions can use.
#[derive(Clone, Default)]
struct Names {
    numbers: Vec<(String, bool)>,
    truths: Vec<(String, bool)>,
    states: Vec<(String, Vec<String>, bool)>,
    happenings: Vec<String>,
    parameters: Vec<String>,
}

impl Names {
    fn add(&mut self, name: &str, kind: &Kind, writable: bool) {
        match kind {
            Kind::Number { .. } => self.numbers.push((name.to_owned(), writable)),
            Kind::Truth => self.truths.push((name.to_owned(), writable)),
            Kind::States(states) => self.states.push((name.to_owned(), states.clone(), writable)),
        }
    }
}

struct Writer<'a> {
    luck: Luck,
    engine: &'a Engine,
    shipped: &'a [Parameter],
    fault: Fault,
    spoilt: bool,
    names: Names,
    start: i32,
    end: i32,
    /// How far from the middle of things: 0 tame, 1 some extremes, 2 all.
    wild: usize,
}

fn date(day: i32) -> String {
    let first = jiff::civil::date(1941, 1, 6);
    (first + jiff::Span::new().days(i64::from(day))).to_string()
}

impl Writer<'_> {
    /// Is this the place to be spoilt? At most once a file.
    fn spoil(&mut self, fault: &Fault) -> bool {
        let now = self.fault == *fault && !self.spoilt;
        self.spoilt |= now;
        now
    }

    fn field(record: &str, name: &str) -> &'static Field {
        let fields = FIELDS.iter().copied().flatten();
        fields
            .into_iter()
            .find(|field| field.record == record && field.name == name)
            .expect("a field")
    }

    fn figure(&mut self, record: &'static str, name: &'static str) -> String {
        let field = Self::field(record, name);
        let (low, high) = (field.low, field.high);
        if self.spoil(&Fault::Number(record, name)) {
            let step = if field.whole { 1.0 } else { (high - low) * 1e-3 };
            let beyond = [
                format!("{:?}", low - step),
                format!("{:?}", high + step),
                "NaN".to_owned(),
                "inf".to_owned(),
                "-inf".to_owned(),
                "-1e300".to_owned(),
                "1e300".to_owned(),
                "\"1\"".to_owned(),
            ];
            return self.luck.pick(&beyond).clone();
        }
        let value = match self.luck.below(6) {
            0 => low,
            1 => high,
            2 => field.default.unwrap_or(low),
            _ => low + (high - low) * self.luck.share(),
        };
        if field.whole { format!("{}", value.round()) } else { format!("{value:?}") }
    }

    fn figures(&mut self, record: &'static str, names: &[&'static str]) -> String {
        let mut all = String::new();
        for &name in names {
            let field = Self::field(record, name);
            let wanted = field.default.is_none()
                || self.fault == Fault::Number(record, name)
                || !self.luck.one_in(3);
            if wanted {
                let value = self.figure(record, name);
                all += &format!("{name}: {value}, ");
            }
        }
        all
    }

    /// How many of a thing: few, or as many as there is room for, or one more.
    fn count(&mut self, what: &'static str, few: usize, most: usize) -> usize {
        if self.spoil(&Fault::Count(what)) {
            return most + 1;
        }
        if self.luck.one_in(12) { most } else { self.luck.below(few + 1).min(most) }
    }

    fn id(&mut self, stem: &str, place: usize) -> String {
        if self.spoil(&Fault::Name) {
            let wrong = ["", "A", "1a", "a-b", "a b", "ñ", "a\\u{1b}"];
            let wrong = (*self.luck.pick(&wrong)).to_owned();
            return if self.luck.one_in(4) { "a".repeat(limits::NAME + 1) } else { wrong };
        }
        format!("{stem}{place}")
    }

    fn text(&mut self) -> String {
        if self.spoil(&Fault::Letters) {
            let wrong = ["\\u{1b}[2J", "\u{7}", "\u{202e}", "\\x07", "\\r", "\u{9b}", "\\u{2066}"];
            return format!("(en: \"{}\", es: \"t\")", self.luck.pick(&wrong));
        }
        match self.luck.below(8) {
            0 => "(en: \"北進 – “\\\"”\\n\", es: \"ñ\")".to_owned(),
            1 => "(en: r#\"a \"raw\" ( one\"#, es: \"{[((\")".to_owned(),
            _ => TEXT.to_owned(),
        }
    }

    fn day(&mut self) -> String {
        if self.spoil(&Fault::Date) {
            let wrong = [
                "1941-02-30",
                "1941-1-6",
                "0000-00-00",
                "9999-12-31",
                "x",
                "",
                "1800-01-01",
                "1941-06-22T00:00",
            ];
            return (*self.luck.pick(&wrong)).to_owned();
        }
        let days = (self.end - self.start) as usize;
        date(
            self.start
                + match self.luck.below(5) {
                    0 => 0,
                    1 => days as i32,
                    _ => self.luck.below(days + 1) as i32,
                },
        )
    }

    /// First and last day of a window.
    fn window(&mut self) -> (String, String) {
        let (one, other) = (self.day(), self.day());
        if one <= other || self.spoilt { (one, other) } else { (other, one) }
    }

    fn number(&mut self, deep: usize) -> String {
        if let Fault::Expression(way) = self.fault
            && self.spoil(&Fault::Expression(way))
        {
            return match way {
                0 => vec!["1"; limits::TERMS + 1].join(*self.luck.pick(&["+", " - ", "*"])),
                1 => format!("{}1{}", "(".repeat(limits::DEPTH), ")".repeat(limits::DEPTH)),
                2 => format!("{}1{}", "max(1, ".repeat(limits::STACK), ")".repeat(limits::STACK)),
                3 => "no.such_name".to_owned(),
                // Alone it would be a sound measure.
                4 => "true + 1".to_owned(),
                5 => "1 +".to_owned(),
                6 => "9999999999999".to_owned(),
                7 => "ramp(1)".to_owned(),
                8 => "weeks_since(calendar.day)".to_owned(),
                _ => "2051-02-01".to_owned(),
            };
        }
        let next = deep + 1;
        match if deep > 3 { self.luck.below(5) } else { self.luck.below(17) } {
            12 => "missing".to_owned(),
            0 => (*self.luck.pick(&["0", "1", "0.5", "1000000000000", "0.000000001"])).to_owned(),
            1 => format!("{:.3}", self.luck.share() * 100.0),
            2 => date(self.start),
            3 => self.luck.pick(&self.names.numbers).0.clone(),
            4 => self.luck.pick(&self.names.parameters).clone(),
            5 => format!("-({})", self.number(next)),
            6 => format!("abs({})", self.number(next)),
            7 => format!(
                "clamp({}, {}, {})",
                self.number(next),
                self.number(next),
                self.number(next)
            ),
            8 => {
                format!("ramp({}, {}, {})", self.number(next), self.number(next), self.number(next))
            }
            9 => format!("if({}, {}, {})", self.truth(next), self.number(next), self.number(next)),
            10 if !self.names.happenings.is_empty() => {
                format!("weeks_since({})", self.luck.pick(&self.names.happenings))
            }
            11 => format!(
                "{}({}, {})",
                self.luck.pick(&["min", "max"]),
                self.number(next),
                self.number(next)
            ),
            _ => {
                let operator = *self.luck.pick(&["+", "-", "*", "/"]);
                format!("({}) {operator} ({})", self.number(next), self.number(next))
            }
        }
    }

    fn truth(&mut self, deep: usize) -> String {
        let next = deep + 1;
        match if deep > 3 { self.luck.below(4) } else { self.luck.below(11) } {
            0 => (*self.luck.pick(&["true", "false"])).to_owned(),
            1 => self.luck.pick(&self.names.truths).0.clone(),
            2 | 3 => {
                let (name, states, _) = self.luck.pick(&self.names.states).clone();
                let state = self.luck.pick(&states).clone();
                let sign = *self.luck.pick(&["==", "!="]);
                if self.luck.one_in(2) {
                    format!("{name} {sign} {state}")
                } else {
                    format!("({name}) {sign} {state}")
                }
            }
            4 if !self.names.happenings.is_empty() => {
                let happening = self.luck.pick(&self.names.happenings).clone();
                format!(
                    "{}({happening}, {})",
                    self.luck.pick(&["after", "within"]),
                    self.number(next)
                )
            }
            9 => format!("known({})", self.number(next)),
            5 => format!("not ({})", self.truth(next)),
            6 => format!("if({}, {}, {})", self.truth(next), self.truth(next), self.truth(next)),
            7 | 8 => {
                let operator = *self.luck.pick(&["and", "or"]);
                format!("({}) {operator} ({})", self.truth(next), self.truth(next))
            }
            _ => {
                let sign = *self.luck.pick(&["<", "<=", ">", ">=", "==", "!="]);
                format!("({}) {sign} ({})", self.number(next), self.number(next))
            }
        }
    }

    fn effect(&mut self) -> String {
        let kind = self.luck.below(8);
        if kind == 0 {
            let truths: Vec<String> = self
                .names
                .truths
                .iter()
                .filter(|known| known.1)
                .map(|known| known.0.clone())
                .collect();
            if !truths.is_empty() {
                return format!("{} = {}", self.luck.pick(&truths), self.truth(0));
            }
        }
        if kind <= 2 {
            let states: Vec<(String, Vec<String>)> = self
                .names
                .states
                .iter()
                .filter(|known| known.2)
                .map(|known| (known.0.clone(), known.1.clone()))
                .collect();
            if !states.is_empty() {
                let (name, states) = self.luck.pick(&states).clone();
                return format!("{name} = {}", self.luck.pick(&states));
            }
        }
        let numbers: Vec<String> = self
            .names
            .numbers
            .iter()
            .filter(|known| known.1)
            .map(|known| known.0.clone())
            .collect();
        let sign = *self.luck.pick(&["=", "+=", "-=", "*="]);
        format!("{} {sign} {}", self.luck.pick(&numbers), self.number(0))
    }

    fn effects(&mut self, what: &'static str) -> String {
        let count = self.count(what, 3, limits::EFFECTS);
        let all: String = (0..count).map(|_| format!("\"{}\", ", self.effect())).collect();
        format!("[{all}]")
    }

    fn parameters(&mut self, own: usize) -> String {
        let mut all = String::new();
        for known in &self.engine.parameters {
            let shipped = self.shipped.iter().find(|shipped| shipped.name == known.name);
            let (mut value, mut range) =
                shipped.map_or((known.low, (known.low, known.high)), |s| (s.value, s.range));
            if self.wild == 2 || self.wild == 1 && self.luck.one_in(40) {
                value = match self.luck.below(3) {
                    0 => known.low,
                    1 => known.high,
                    _ => known.low + (known.high - known.low) * self.luck.share(),
                };
                range = if self.luck.one_in(2) { (value, value) } else { (known.low, known.high) };
            }
            if self.spoil(&Fault::Parameter) {
                let beyond = (known.high - known.low) * 0.01;
                range = if self.luck.one_in(2) {
                    (known.low - beyond, range.1)
                } else {
                    (range.0, known.high + beyond)
                };
            }
            all += &format!(
                "(name: \"{}\", value: {value:?}, range: ({:?}, {:?}), source: \"s\"),\n",
                known.name, range.0, range.1
            );
        }
        for place in 0..own {
            let (low, high) = (self.luck.share() * -1e12, self.luck.share() * 1e12);
            let value = if self.fault == Fault::Number("parameter", "value") {
                self.figure("parameter", "value")
            } else {
                format!("{:?}", low + (high - low) * self.luck.share())
            };
            let high = if self.fault == Fault::Number("parameter", "range") {
                self.figure("parameter", "range")
            } else {
                format!("{high:?}")
            };
            all += &format!(
                "(name: \"own.p{place}\", value: {value}, range: ({low:?}, {high}), unit: \"u\", meaning: \"m\", source: \"s\"),\n"
            );
            self.names.parameters.push(format!("own.p{place}"));
        }
        all
    }

    fn initial(&mut self) -> String {
        let mut all = String::new();
        let share = if self.wild == 2 { 2 } else { 20 };
        for entry in self.engine.quantities.iter().filter(|entry| entry.writable) {
            let spoil = matches!(entry.kind, Kind::Number { .. }) && self.spoil(&Fault::Initial);
            if !spoil && !self.luck.one_in(share) {
                continue;
            }
            let value = match &entry.kind {
                Kind::Number { low, high, .. } => {
                    let value = match self.luck.below(4) {
                        _ if spoil => high + (high - low),
                        0 => *low,
                        1 => *high,
                        _ => low + (high - low) * self.luck.share(),
                    };
                    format!("{value}")
                }
                Kind::Truth => (*self.luck.pick(&["true", "false"])).to_owned(),
                Kind::States(states) => self.luck.pick(states).clone(),
            };
            all += &format!("(name: \"{}\", value: \"{value}\", source: \"s\"),\n", entry.name);
        }
        all
    }

    fn event(&mut self, place: usize, stem: &str) -> String {
        let id = self.id(stem, place);
        let when = if self.luck.one_in(2) {
            let provided = if self.luck.one_in(2) {
                format!("provided: \"{}\", ", self.truth(0))
            } else {
                String::new()
            };
            let clock = *self.luck.pick(&["", " 03:15 Z0", " 23:59 Z0"]);
            format!("at: \"{}{clock}\", {provided}", self.day())
        } else {
            let mut when = format!("when: \"{}\", ", self.truth(0));
            if self.luck.one_in(2) {
                let (from, until) = self.window();
                when += &format!("from: \"{from}\", until: \"{until}\", ");
            }
            if self.luck.one_in(3) {
                when += &format!("day: \"{}\", ", self.number(1));
            }
            if self.luck.one_in(3) {
                when += "hour: \"00:00 Z0\", ";
            }
            when
        };
        let chance = match self.luck.below(3) {
            0 => format!("chance: \"{:.3}\", ", self.luck.share()),
            1 => {
                let part = self.number(1);
                format!("chance: \"clamp({part}, 0, 1) + 0 * calendar.day\", ")
            }
            _ => String::new(),
        };
        let effects = self.effects("effects");
        let told =
            if self.luck.one_in(2) { format!("text: {}, ", self.text()) } else { String::new() };
        format!("(id: \"{id}\", {when}{chance}{told}effects: {effects}, source: \"s\"),\n")
    }

    fn decision(&mut self, place: usize, options: usize, powers: &[String]) -> String {
        let id = self.id("d", place);
        let (from, until) = self.window();
        let mut all = String::new();
        for option in 0..options {
            let available = if self.luck.one_in(3) {
                format!("available: \"{}\", ", self.truth(0))
            } else {
                String::new()
            };
            let history = match self.luck.below(3) {
                0 if option == 0 => "history: true, ".to_owned(),
                1 => format!("history: \"{}\", ", self.day()),
                _ => String::new(),
            };
            let settles = *self.luck.pick(&["", "settles: false, "]);
            all += &format!(
                "(id: \"o{option}\", label: {TEXT}, meaning: {TEXT}, text: {TEXT}, {available}{history}{settles}utility: \"{}\", effects: {}, source: \"s\"),\n",
                self.number(0),
                self.effects("effects")
            );
        }
        let when = if self.luck.one_in(2) {
            format!("when: \"{}\", at_once: {}, ", self.truth(0), self.luck.one_in(2))
        } else {
            String::new()
        };
        let figures = self.figures("decision", &["every", "temperature"]);
        let actor = self.luck.pick(powers).clone();
        format!(
            "(id: \"{id}\", actor: \"{actor}\", title: {TEXT}, question: {TEXT}, from: \"{from}\", until: \"{until}\", {when}{figures}options: [{all}]),\n"
        )
    }

    fn scenario(&mut self) -> String {
        for entry in &self.engine.quantities {
            self.names.add(&entry.name, &entry.kind, entry.writable);
        }
        self.names.parameters =
            self.engine.parameters.iter().map(|known| known.name.clone()).collect();
        let number = |all: Vec<String>| all.concat();
        // Ground.
        let mut zones = vec![format!(
            "(id: \"Z0\", name: {TEXT}, minutes: {}),\n",
            self.figure("zone", "minutes")
        )];
        for place in 1..self.count("zones", 3, limits::ZONES) {
            zones.push(format!(
                "(id: \"Z{place}\", name: {TEXT}, minutes: {}),\n",
                self.figure("zone", "minutes")
            ));
        }
        let mut powers = vec!["japan".to_owned(), "soviet".to_owned()];
        let mut written =
            format!("(id: \"japan\", name: {TEXT}),\n(id: \"soviet\", name: {TEXT}),\n");
        for place in 2..self.count("powers", 5, limits::POWERS) {
            let id = self.id("p", place);
            let ally = if self.luck.one_in(2) {
                format!(", ally: \"{}\"", self.luck.pick(&["japan", "soviet"]))
            } else {
                String::new()
            };
            written += &format!("(id: \"{id}\", name: {}{ally}),\n", self.text());
            powers.push(id);
        }
        let (mut regions, mut places) = (String::new(), Vec::new());
        for place in 0..self.count("regions", 8, limits::REGIONS).max(2) {
            let id = self.id("r", place);
            let holder = if place < 2 { &powers[place] } else { self.luck.pick(&powers) }.clone();
            let figures =
                self.figures("region", &["fortification", "worth", "guards", "depot", "stores"]);
            regions += &format!("(id: \"{id}\", name: {TEXT}, holder: \"{holder}\", {figures}),\n");
            places.push(id);
        }
        let (mut passages, mut joined) = (String::new(), Vec::new());
        for place in 0..places.len() * 3 / 2 {
            let (a, b) = if place + 1 < places.len() {
                (place, place + 1)
            } else {
                (self.luck.below(places.len()), self.luck.below(places.len()))
            };
            if a == b || joined.contains(&(a.min(b), a.max(b))) {
                continue;
            }
            joined.push((a.min(b), a.max(b)));
            let figures = self.figures("passage", &["km", "going"]);
            passages += &format!(
                "(a: \"{}\", b: \"{}\", {figures}rail: {}, sea: {}),\n",
                places[a],
                places[b],
                self.luck.one_in(2),
                self.luck.one_in(4)
            );
        }
        let (mut armies, mut army_ids) = (String::new(), Vec::new());
        for place in 0..self.count("armies", 8, limits::ARMIES) {
            let id = self.id("a", place);
            let figures = self.figures("army", &["share", "quality", "tanks", "motorised"]);
            let of = *self.luck.pick(&["", "of: korea, ", "of: home, "]);
            let from = if self.luck.one_in(4) {
                format!("from: \"{}\", ", self.day())
            } else {
                String::new()
            };
            armies += &format!(
                "(id: \"{id}\", name: {TEXT}, power: \"{}\", region: \"{}\", {figures}{of}{from}scatters: {}),\n",
                self.luck.pick(&powers).clone(),
                self.luck.pick(&places).clone(),
                self.luck.one_in(3)
            );
            army_ids.push(id);
        }
        let trans: Vec<String> =
            places.iter().take(self.luck.below(4)).map(|place| format!("\"{place}\", ")).collect();
        // Names.
        for id in &places {
            self.names.add(&format!("region.{id}.control"), &Kind::States(powers.clone()), true);
            self.names.numbers.push((format!("region.{id}.taken_on"), false));
        }
        for id in &army_ids {
            for field in ["divisions", "quality", "readiness", "supply", "tanks"] {
                self.names.numbers.push((format!("army.{id}.{field}"), true));
            }
            self.names.add(&format!("army.{id}.region"), &Kind::States(places.clone()), true);
        }
        let own = self.count("parameters", 2, limits::PARAMETERS - self.engine.parameters.len());
        let parameters = self.parameters(own);
        let variables: Vec<String> = (0..self.count("variables", 3, limits::OWN))
            .map(|place| {
                let (low, high) = (-self.luck.share() * 1e12, self.luck.share() * 1e12 + 1.0);
                let initial = if self.fault == Fault::Number("variable", "initial") { self.figure("variable", "initial") } else { format!("{:?}", low.max(-1.0)) };
                let high = if self.fault == Fault::Number("variable", "range") { self.figure("variable", "range") } else { format!("{:?}", high.min(1e12)) };
                self.names.numbers.push((format!("own.v{place}"), true));
                format!("(name: \"own.v{place}\", initial: {initial}, range: ({low:?}, {high}), unit: \"u\", meaning: {TEXT}),\n")
            })
            .collect();
        let initial = self.initial();
        let events_count = self.count("events", 6, limits::EVENTS);
        let decisions_count = self.count("decisions", 4, limits::DECISIONS);
        let options: Vec<usize> = (0..decisions_count)
            .map(|_| self.count("options", 3, limits::OPTIONS).max(1))
            .collect();
        for (place, &count) in options.iter().enumerate() {
            let mut states = vec!["undecided".to_owned()];
            states.extend((0..count).map(|option| format!("o{option}")));
            // A decision whose own name is spoilt is not to be named anywhere.
            if self.fault != Fault::Name {
                self.names.states.push((format!("decision.d{place}"), states, false));
                self.names.happenings.push(format!("decision.d{place}"));
            }
        }
        let sources: Vec<String> = (0..self.count("sources", 2, limits::SOURCES))
            .map(|place| {
                let id = self.id("s", place);
                let reports: Vec<String> = (0..self.count("reports", 2, limits::REPORTS))
                    .map(|_| {
                        let figures = self.figures("report", &["bias", "noise", "lag", "weight"]);
                        format!("(on: \"{}\", sees: \"{}\", {figures}),", self.luck.pick(&self.engine.beliefs), self.luck.pick(&self.engine.signs))
                    })
                    .collect();
                let provided = if self.luck.one_in(2) { format!("provided: \"{}\", ", self.truth(1)) } else { String::new() };
                format!("(id: \"{id}\", name: {TEXT}, power: \"{}\", from: \"1940-01-01\", until: \"1950-01-01\", {provided}reports: [{}], source: \"s\"),\n", self.luck.pick(&powers), number(reports))
            })
            .collect();
        let persons: Vec<String> = (0..self.count("persons", 3, limits::PERSONS))
            .map(|place| {
                let id = self.id("n", place);
                let figures = self.figures("person", &["weight", "leans", "restrains"]);
                let (from, until) = self.window();
                format!("(id: \"{id}\", name: {TEXT}, faction: \"{}\", office: {TEXT}, from: \"{from}\", until: \"{until}\", {figures}towards: {TEXT}, source: \"s\"),\n", self.luck.pick(&self.engine.factions))
            })
            .collect();
        // An event names none but those before it: then no circle of events can be.
        let mut events = Vec::new();
        for place in 0..events_count {
            events.push(self.event(place, "e"));
            if self.fault != Fault::Name {
                self.names.truths.push((format!("event.e{place}"), false));
                self.names.happenings.push(format!("event.e{place}"));
            }
        }
        let decisions: Vec<String> = options
            .iter()
            .enumerate()
            .map(|(place, &count)| self.decision(place, count, &powers))
            .collect();
        let mut outcomes: Vec<String> = (1..self.count("outcomes", 3, limits::OUTCOMES))
            .map(|place| {
                format!(
                    "(id: \"c{place}\", title: {TEXT}, meaning: {TEXT}, when: \"{}\"),\n",
                    self.truth(0)
                )
            })
            .collect();
        outcomes.push(format!("(id: \"rest\", title: {TEXT}, meaning: {TEXT}, when: \"true\"),\n"));
        let measures: Vec<String> = (0..self.count("measures", 3, limits::MEASURES))
            .map(|place| {
                let value = if self.luck.one_in(3) { self.truth(0) } else { self.number(0) };
                format!("(id: \"m{place}\", title: {TEXT}, unit: \"u\", value: \"{value}\"),\n")
            })
            .collect();
        format!(
            "Scenario(\nversion: 1, title: {}, summary: {TEXT}, start: \"{}\", end: \"{}\",\nzones: [{}],\npowers: [{written}],\nregions: [{regions}],\npassages: [{passages}],\narmies: [{armies}],\ntrans_siberian: [{}],\nparameters: [{parameters}],\ninitial: [{initial}],\nvariables: [{}],\nsources: [{}],\npersons: [{}],\nevents: [{}],\ndecisions: [{}],\noutcomes: [{}],\nmeasures: [{}],\n)",
            self.text(),
            date(self.start),
            date(self.end),
            number(zones),
            number(trans),
            number(variables),
            number(sources),
            number(persons),
            number(events),
            number(decisions),
            number(outcomes),
            number(measures)
        )
    }

    /// A counterfactual against the scenario that was just written.
    fn counterfactual(&mut self, scenario: &str, known: &hokushin::scenario::Scenario) -> String {
        let mut all = Vec::new();
        let count = self.luck.below(6) + 1;
        let nodes = known.chance_nodes(&self.engine.nodes);
        for place in 0..count {
            all.push(match self.luck.below(7) {
                0 if place == 0 && !known.decisions.is_empty() => {
                    let decision = self.luck.pick(&known.decisions);
                    let option = self.luck.pick(&decision.choices).id.clone();
                    format!("ForceOption(decision: \"{}\", option: \"{option}\", from: \"{}\", until: \"{}\")", decision.id, date(decision.from), date(decision.until))
                }
                1 if place == 0 => {
                    let node = self.luck.pick(&nodes).clone();
                    format!("ForceNode(node: \"{node}\", value: {})", self.figure("intervention", "value"))
                }
                2 if place == 1 => {
                    let parameter = self.luck.pick(&self.engine.parameters);
                    let to = *self.luck.pick(&[parameter.low, parameter.high]);
                    format!("ChangeParameter(parameter: \"{}\", to: {to:?})", parameter.name)
                }
                3 if place == 2 && !known.events.is_empty() && !all.iter().any(|done: &String| done.starts_with("ForceNode")) => {
                    format!("DropEvent(event: \"{}\")", self.luck.pick(&known.events).id)
                }
                4 if place == 3 && !known.events.is_empty() && !all.iter().any(|done: &String| done.starts_with("Drop")) => {
                    format!("MoveEvent(event: \"{}\", to: \"{}\")", self.luck.pick(&known.events).id, self.day())
                }
                5 if known.events.len() + count < limits::EVENTS => {
                    format!("AddEvent{}", self.event(place, "x").trim().trim_end_matches(','))
                }
                _ => format!("SetVariable(effect: \"{}\", on: \"{}\")", self.effect(), self.day()),
            });
        }
        let claim = self.truth(0);
        let relied = self.truth(1);
        format!(
            "Counterfactual(version: 1, scenario: \"{scenario}\", title: {TEXT}, question: {TEXT}, defence: {TEXT}, divergence: \"{}\", sources: [\"s\"],\ninterventions: [{}],\nconsequent: (claim: \"{claim}\", by: \"{}\"), relies_on: [\"{relied}\", (claim: \"{relied} on {}\")])",
            date(self.start),
            all.join(",\n"),
            date(self.end),
            date(self.end)
        )
    }

    /// Blind damage to a text: what is cut, doubled, swapped or put in.
    fn damage(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=self.luck.below(4) {
            let at = self.luck.below(letters.len());
            let length = self.luck.below(30).min(letters.len() - at);
            match self.luck.below(4) {
                0 => drop(letters.drain(at..at + length)),
                1 => {
                    let twice: Vec<char> = letters[at..at + length].to_vec();
                    letters.splice(at..at, twice);
                }
                2 => {
                    let signs = [
                        "(", ")", "\"", "[", "NaN", "-", "\u{0}", "/*", "//", "r#\"", "'", "\\",
                        "1e999", ",", "é", "true", "\u{202e}",
                    ];
                    let sign: Vec<char> = self.luck.pick(&signs).chars().collect();
                    letters.splice(at..at, sign);
                }
                _ => {
                    let other = self.luck.below(letters.len());
                    letters.swap(at, other);
                }
            }
        }
        letters.into_iter().collect()
    }
}

/// What a case showed.
type Verdict = Result<bool, String>;

fn bounded(reports: &Reports) -> Result<(), String> {
    let told = reports.to_string();
    let json = reports.to_json();
    if told.len() > 400_000 || json.as_array().is_none_or(|lines| lines.len() > limits::SHOWN + 1) {
        return Err(format!("{} bytes of errors", told.len()));
    }
    if told.chars().any(|c| c.is_control() && c != '\n') {
        return Err("a control character is printed".to_owned());
    }
    for report in &reports.reports {
        let at = report.at.unwrap_or_default();
        let inside =
            reports.sources.get(at.file).is_some_and(|source| at.start <= source.text.len());
        if !inside {
            return Err(format!("{} points outside its file", report.code));
        }
    }
    Ok(())
}

/// How far quantities were seen outside the range that the vocabulary gives them.
type Outside = BTreeMap<String, (f64, f64, f64)>;

/// Lives some seeds: every quantity is a number, and one seed is one history.
fn lives(world: &World, outside: &mut Outside) -> Result<(), String> {
    use hokushin::scenario::expression::Reader;
    let scenario = world.scenario().clone();
    for seed in 1..=2 {
        let mut wrong: Option<String> = None;
        let look = |whole: &hokushin::sim::worldline::Whole<'_>| {
            for entry in scenario.vocabulary.iter() {
                let value = whole.read(entry.var);
                let fits = match &entry.kind {
                    Kind::Number { low, high, unit } => {
                        let slack = 1e-9 * (high - low).abs().max(1.0);
                        if value < low - slack || value > high + slack {
                            let seen = outside.entry(entry.name.clone());
                            let (least, most, ..) = seen.or_insert((*low, *high, value));
                            (*least, *most) = (least.min(value), most.max(value));
                        }
                        // What has not come has no day.
                        value.is_finite() || value.is_nan() && unit.starts_with("days since")
                    }
                    Kind::Truth => value == 0.0 || value == 1.0,
                    Kind::States(states) => {
                        value >= 0.0 && value.trunc() == value && (value as usize) < states.len()
                    }
                };
                if !fits && wrong.is_none() {
                    wrong = Some(format!("{} is {value} ({:?})", entry.name, entry.kind));
                }
            }
        };
        let mut first = world.live(Life::of(seed), look);
        if let Some(wrong) = wrong {
            return Err(format!("no number or no state: {wrong}"));
        }
        let mut again = world.live(Life::of(seed).with_reasons(), |_| {});
        if first.whole().state_hash() != again.whole().state_hash() {
            return Err("one seed gives two histories".to_owned());
        }
    }
    Ok(())
}

struct Fuzz {
    engine: Engine,
    shipped: Vec<Parameter>,
    folder: PathBuf,
}

impl Fuzz {
    /// One case; true when the file was sound and its histories were lived.
    fn case(&self, seed: u64, case: u64, outside: &mut Outside) -> (Verdict, Vec<PathBuf>) {
        let mut luck = Luck(seed.wrapping_mul(0x1234_5678_9abc_def1) ^ case);
        luck.next();
        let fields: Vec<(&str, &str)> = FIELDS
            .iter()
            .copied()
            .flatten()
            .map(|field| (field.record, field.name))
            .filter(|field| !["file", "reference", "intervention"].contains(&field.0))
            .collect();
        let counts = [
            "zones",
            "powers",
            "regions",
            "armies",
            "parameters",
            "variables",
            "events",
            "decisions",
            "options",
            "effects",
            "sources",
            "reports",
            "persons",
            "outcomes",
            "measures",
        ];
        let fault = match luck.below(16) {
            0..=2 => {
                let field = *luck.pick(&fields);
                Fault::Number(field.0, field.1)
            }
            3 | 4 => Fault::Count(luck.pick::<&'static str>(&counts)),
            5 => Fault::Parameter,
            6 => Fault::Initial,
            7 => Fault::Expression(luck.below(10)),
            8 => Fault::Date,
            9 => Fault::Name,
            10 => Fault::Letters,
            _ => Fault::None,
        };
        let blind = fault == Fault::None && luck.one_in(3);
        let wild = luck.below(3);
        let start = luck.below(1800) as i32;
        let end = start + 1 + luck.below(150) as i32;
        let mut writer = Writer {
            luck,
            engine: &self.engine,
            shipped: &self.shipped,
            fault,
            spoilt: false,
            names: Names::default(),
            start,
            end,
            wild,
        };
        let mut text = writer.scenario();
        if blind {
            text = writer.damage(&text);
        }
        let name = format!("case-{seed}-{case}");
        let file = self.folder.join(format!("{name}.ron"));
        std::fs::write(&file, &text).expect("the folder for cases can be written");
        let mut files = vec![file.clone()];
        let path = file.display().to_string();
        let verdict = catch_unwind(AssertUnwindSafe(|| -> Verdict {
            let checked = check(&self.engine, &path);
            let (Ok(reports) | Err(reports)) = checked.as_ref().map_err(|reports| &**reports);
            bounded(reports)?;
            if writer.spoilt {
                return match checked {
                    Ok(_) => Err(format!("{:?} is taken for sound", writer.fault)),
                    Err(_) => Ok(false),
                };
            }
            match checked {
                Err(_) if blind => return Ok(false),
                Err(reports) => {
                    return Err(format!(
                        "refused without a fault: {}",
                        reports.reports.first().map_or_else(String::new, |report| format!(
                            "{} {}",
                            report.code, report.message
                        ))
                    ));
                }
                Ok(_) => {}
            }
            let loaded =
                load(&self.engine, &path, &[]).map_err(|_| "checked, but not loaded".to_owned())?;
            let known = loaded.scenario.clone();
            lives(
                &World { premise: Premise::new(loaded.scenario), seats: Seats::default() },
                outside,
            )?;
            if blind {
                return Ok(true);
            }
            // A counterfactual against it, sound or damaged.
            writer.fault = Fault::None;
            let mut change = writer.counterfactual(&name, &known);
            let damaged = writer.luck.one_in(4);
            if damaged {
                change = writer.damage(&change);
            }
            let with = self.folder.join(format!("{name}-change.ron"));
            std::fs::write(&with, change).map_err(|error| error.to_string())?;
            files.push(with.clone());
            match load(&self.engine, &path, &[with.display().to_string()]) {
                Ok(loaded) => {
                    bounded(&loaded.warnings)?;
                    lives(
                        &World { premise: Premise::new(loaded.scenario), seats: Seats::default() },
                        outside,
                    )?;
                    Ok(true)
                }
                Err(reports) => {
                    bounded(&reports)?;
                    // Luck may set one thing twice on one day, which is a contradiction.
                    let contradicts = reports.reports.iter().any(|report| report.code == "H0502");
                    if damaged || contradicts {
                        Ok(true)
                    } else {
                        Err(format!(
                            "a change is refused without a fault: {}",
                            reports.reports.first().map_or_else(String::new, |report| format!(
                                "{} {}",
                                report.code, report.message
                            ))
                        ))
                    }
                }
            }
        }));
        let verdict = verdict.unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(|&said| said.to_owned()));
            Err(format!("panic: {}", said.unwrap_or_default()))
        });
        (verdict, files)
    }
}

/// The program itself reads a file: what would end a whole process shows only there.
fn read_by_the_program(file: &Path) -> Result<(), String> {
    let output = Command::new(env!("CARGO_BIN_EXE_hokushin")).arg("check").arg(file).output();
    let output = output.map_err(|error| error.to_string())?;
    match output.status.code() {
        Some(0 | 2) => Ok(()),
        other => Err(format!(
            "the program ends with {other:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        )),
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |flag: &str| {
        arguments.iter().position(|known| known == flag).and_then(|at| arguments.get(at + 1))
    };
    let seconds: u64 = after("--seconds").and_then(|text| text.parse().ok()).unwrap_or(10);
    let seed: u64 = after("--seed").and_then(|text| text.parse().ok()).unwrap_or(1941);
    if arguments.iter().any(|flag| flag == "--list") {
        return ExitCode::SUCCESS;
    }
    let folder = std::env::temp_dir().join(format!("hokushin-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for cases");
    let engine = sim::engine();
    let shipped = load(&engine, "1941-neutrality-pact", &[])
        .expect("the campaign is sound")
        .scenario
        .parameters;
    let fuzz = Fuzz { engine, shipped, folder: folder.clone() };
    if let Some((seed, case)) = after("--case").and_then(|text| text.split_once(':')) {
        let (verdict, files) = fuzz.case(
            seed.parse().expect("a seed"),
            case.parse().expect("a case"),
            &mut Outside::new(),
        );
        println!("{verdict:?}, see {files:?}");
        return ExitCode::SUCCESS;
    }
    std::panic::set_hook(Box::new(|_| {}));
    // A case that never ends is found by who watches the clock.
    static CASE: AtomicU64 = AtomicU64::new(0);
    std::thread::spawn(|| {
        let mut last = (u64::MAX, Instant::now());
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let now = CASE.load(Ordering::Relaxed);
            if now != last.0 {
                last = (now, Instant::now());
            } else if last.1.elapsed() > Duration::from_secs(60) {
                eprintln!("case {now} has not ended after a minute");
                std::process::exit(1);
            }
        }
    });
    let began = Instant::now();
    let (mut cases, mut lived, mut slowest) = (0, 0, (Duration::ZERO, 0));
    let mut found: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut outside = Outside::new();
    while began.elapsed() < Duration::from_secs(seconds) {
        CASE.store(cases, Ordering::Relaxed);
        let at = Instant::now();
        let (mut verdict, files) = fuzz.case(seed, cases, &mut outside);
        slowest = slowest.max((at.elapsed(), cases));
        if cases % 50 == 0 && verdict.is_ok() {
            verdict = read_by_the_program(&files[0]).and(verdict);
        }
        match verdict {
            Ok(sound) => {
                lived += u64::from(sound);
                for file in files {
                    let _ = std::fs::remove_file(file);
                }
            }
            Err(why) => {
                // The same fault shows with other numbers.
                let kind: String = why.chars().filter(|c| !c.is_ascii_digit()).take(120).collect();
                let seen = found.entry(kind).or_insert_with(|| {
                    println!("case {seed}:{cases}: {why}");
                    (cases, 0)
                });
                seen.1 += 1;
            }
        }
        cases += 1;
    }
    println!(
        "{cases} cases of seed {seed} in {:.1} s, {lived} of them sound and lived; the slowest took {:.2} s ({})",
        began.elapsed().as_secs_f64(),
        slowest.0.as_secs_f64(),
        slowest.1
    );
    for (name, (least, most, _)) in &outside {
        println!("outside its range: {name} was seen from {least} to {most}");
    }
    if found.is_empty() {
        let _ = std::fs::remove_dir_all(&folder);
        return ExitCode::SUCCESS;
    }
    for (why, (case, times)) in &found {
        println!("{times} times, first {seed}:{case}: {why}");
    }
    println!("the files stand in {}", folder.display());
    ExitCode::FAILURE
}
