//! The words of an explanation: its interventions, links and causes in sentences.
//!
//! Readers are historians: events are named by their lines of the chronicle, decisions by
//! their titles and options, and no id of a file is shown where there are words for it.

use crate::report::words::name_of;
use crate::report::{Language, intervention, story, words};
use crate::scenario::vocabulary::{Family, Kind};
use crate::scenario::{Day, DecisionId, EventId, Id, OptionId, Scenario, Week, first_clause};
use crate::sim::calendar;
use crate::whatif::explanation::{Became, Lived, Node, Otherwise, Path, Traced, Twins};
use crate::whatif::parting::{Parting, Reading};
use crate::whatif::told::Told;

/// Quantities that are named where two histories part.
const NAMED: usize = 3;

/// Puts an explanation into words.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The twins.
    pub twins: &'a Twins,
    /// The language.
    pub language: Language,
}

impl Teller<'_> {
    fn scenario(&self) -> &Scenario {
        self.twins.changed.world.scenario()
    }

    fn week(&self, week: Week) -> String {
        self.language.date(calendar::monday(week))
    }

    fn event(&self, place: EventId) -> String {
        words::event(self.scenario(), place, self.language)
    }

    fn decision(&self, place: DecisionId) -> String {
        let title = self.language.of(&self.scenario().decisions[place].title);
        if title.ends_with('?') { title.to_owned() } else { format!("{title}:") }
    }

    /// What a decision stands at: 0 unanswered, else the option's place plus one.
    fn state(&self, decision: DecisionId, state: usize) -> String {
        let choices = &self.scenario().decisions[decision].choices;
        match state.checked_sub(1).and_then(|option| choices.get(OptionId::at(option))) {
            Some(choice) => format!("“{}”", self.language.of(&choice.label)),
            None => self.language.pick("no answer", "sin respuesta").to_owned(),
        }
    }

    /// An intervention of the change: what was compiled of it, with its dates.
    #[must_use]
    pub fn intervention(&self, place: usize) -> String {
        let scenario = self.scenario();
        let intervention = scenario.interventions.get(place);
        intervention.map_or_else(String::new, |intervention| {
            intervention::told(scenario, intervention, self.language)
        })
    }

    /// The first day on which an intervention of the change can do anything.
    #[must_use]
    pub fn day_of_intervention(&self, place: usize) -> Option<Day> {
        let scenario = self.scenario();
        scenario.interventions.get(place).map(|intervention| scenario.days_of(intervention).0)
    }

    /// A link in a sentence without its full stop: what it is, and what it is instead of.
    #[must_use]
    pub fn link(&self, node: Node, baseline: &Lived, changed: &Lived) -> String {
        let language = self.language;
        match node {
            Node::Intervention(intervention) => self.intervention(intervention),
            Node::Event(place) => {
                let text = self.event(place);
                match (baseline.days[place], changed.days[place]) {
                    (Some(then), None) => format!(
                        "{}: {} ({} {})",
                        language.pick("Does not happen", "No ocurre"),
                        text,
                        language.pick("without the change:", "sin el cambio:"),
                        language.date(then)
                    ),
                    (None, Some(now)) => format!(
                        "{text} ({}; {})",
                        language.date(now),
                        language.pick("without the change, never", "sin el cambio, nunca")
                    ),
                    (Some(then), Some(now)) => format!(
                        "{text} ({}; {} {})",
                        language.date(now),
                        language.pick("without the change:", "sin el cambio:"),
                        language.date(then)
                    ),
                    (None, None) => text,
                }
            }
            Node::Decision(place) => {
                let (then, now) = (self.path(node, baseline), self.path(node, changed));
                let Some(week) = now.parts(then) else { return self.decision(place) };
                format!(
                    "{} {} {} {} ({} {})",
                    self.decision(place),
                    self.state(place, now.at(week)),
                    language.pick("instead of", "en lugar de"),
                    self.state(place, then.at(week)),
                    language.pick("week of", "semana del"),
                    self.week(week)
                )
            }
        }
    }

    fn path<'l>(&self, node: Node, lived: &'l Lived) -> &'l Path {
        const NONE: &crate::whatif::explanation::Path =
            &crate::whatif::explanation::Path(Vec::new());
        self.twins.path_of(node).and_then(|path| lived.paths.get(path)).unwrap_or(NONE)
    }

    /// What an event or decision was in the changed world: the actual value of a cause.
    fn actual(&self, node: Node, changed: &Lived) -> String {
        match node {
            Node::Intervention(intervention) => self.intervention(intervention),
            Node::Event(place) => match changed.days[place] {
                Some(day) => format!("{} ({})", self.event(place), self.language.date(day)),
                None => format!(
                    "{}: {}",
                    self.language.pick("Does not happen", "No ocurre"),
                    self.event(place)
                ),
            },
            Node::Decision(place) => {
                let path = self.path(node, changed);
                let answers: Vec<&(Week, usize)> =
                    path.0.iter().filter(|&&(week, _)| week <= changed.settled).collect();
                let Some(&&(week, state)) = answers.last() else {
                    return format!("{} {}", self.decision(place), self.state(place, 0));
                };
                let (state, week) = (self.state(place, state), self.week(week));
                match answers.len() {
                    1 => format!(
                        "{} {state} ({} {week})",
                        self.decision(place),
                        self.language.pick("from the week of", "desde la semana del")
                    ),
                    n => format!(
                        "{} {} {n} {} {state} ({} {week})",
                        self.decision(place),
                        self.language.pick("answered in", "respondida de"),
                        self.language.pick("turns, at last", "modos sucesivos, por último"),
                        self.language.pick("week of", "semana del"),
                    ),
                }
            }
        }
    }

    /// How it would have been otherwise.
    fn otherwise(&self, node: Node, other: &Otherwise, baseline: &Lived) -> String {
        let language = self.language;
        match (other, node) {
            (Otherwise::Without, _) => {
                language.pick("without this piece", "sin esta pieza").to_owned()
            }
            (Otherwise::AsInBaseline, Node::Event(place)) => match baseline.days[place] {
                Some(day) => {
                    format!(
                        "{} {}",
                        language.pick("had it come on", "de ocurrir el"),
                        language.date(day)
                    )
                }
                None => language.pick("had it not happened", "de no ocurrir").to_owned(),
            },
            (Otherwise::AsInBaseline, _) => language
                .pick(
                    "had it been answered as without the change",
                    "de responderse como sin el cambio",
                )
                .to_owned(),
            (Otherwise::Never, _) => {
                language.pick("had it not happened", "de no ocurrir").to_owned()
            }
            (Otherwise::Option(option), Node::Decision(place)) => format!(
                "{} {}",
                language.pick("had the answer always been", "si la respuesta fuera siempre"),
                self.state(place, option.place() + 1)
            ),
            (Otherwise::Option(_), _) => String::new(),
        }
    }

    /// What became of something in a worldline in which something else was undone.
    fn moved(&self, node: Node, changed: &Lived, became: &Became) -> String {
        let language = self.language;
        match node {
            Node::Intervention(_) => String::new(),
            Node::Event(place) => match (became.day, changed.days[place]) {
                (Some(day), None) => format!("“{}” ({})", self.event(place), language.date(day)),
                (Some(day), Some(actual)) => format!(
                    "“{}” ({} {} {})",
                    self.event(place),
                    language.date(day),
                    language.pick("instead of", "en lugar del"),
                    language.date(actual)
                ),
                (None, _) => format!(
                    "{} “{}”",
                    language.pick("it does not come to", "no se llega a"),
                    self.event(place)
                ),
            },
            Node::Decision(place) => {
                let (now, then) = (self.path(node, changed), &became.path);
                let Some(week) = now.parts(then) else { return self.decision(place) };
                format!(
                    "{} {} ({} {})",
                    self.decision(place),
                    self.state(place, then.at(week)),
                    language.pick("week of", "semana del"),
                    self.week(week)
                )
            }
        }
    }

    /// A cause in one or two sentences.
    #[must_use]
    pub fn cause(&self, cause: &Traced, baseline: &Lived, changed: &Lived) -> String {
        let language = self.language;
        let parts: Vec<String> = cause
            .set
            .iter()
            .map(|(node, other)| {
                let actual = self.actual(*node, changed);
                format!("{actual}, {}", self.otherwise(*node, other, baseline))
            })
            .collect();
        let mut text = parts.join(language.pick("; and ", "; y "));
        let end = self.end(cause.end);
        if cause.witness.is_empty() {
            return format!("{text} {end}.");
        }
        // Who tells of pre-emption says what would have stepped in.
        let stepped_in: Vec<String> = cause
            .witness
            .iter()
            .enumerate()
            .map(|(place, &node)| match &cause.instead {
                Some(instead) => self.moved(node, changed, &instead[place]),
                None => self.actual(node, changed),
            })
            .collect();
        text += &format!(
            "{} {}. {} {end}.",
            language.pick(
                ": the outcome comes all the same, for then",
                ": el desenlace llega igual, pues entonces"
            ),
            stepped_in.join("; "),
            language.pick("With that held as it was", "Con eso mantenido como fue")
        );
        text
    }

    /// What a worldline without the outcome ends in.
    fn end(&self, class: Option<usize>) -> String {
        let language = self.language;
        match class.map(|class| &self.scenario().outcomes[class]) {
            Some(class) => format!("→ {}", language.of(&class.title)),
            None => language.pick("the outcome is gone", "el desenlace desaparece").to_owned(),
        }
    }

    /// Where the twins part, in words.
    #[must_use]
    pub fn parting(&self, parting: &Parting) -> String {
        let language = self.language;
        let vocabulary = &self.scenario().vocabulary;
        let mut text = format!(
            "{} {}.",
            language.pick("They part in the week of", "Se separan en la semana del"),
            self.week(parting.week)
        );
        let said = |reading: &Option<Reading>, kind: &Kind| match reading {
            Some(Reading::Number(value)) => words::value(kind, *value, language),
            Some(Reading::Truth(truth)) => {
                words::value(&Kind::Truth, f64::from(u8::from(*truth)), language)
            }
            Some(Reading::State(state)) => match kind {
                Kind::States(states) => {
                    let place = states.iter().position(|known| known == state).unwrap_or(0);
                    words::value(kind, place as f64, language)
                }
                _ => state.clone(),
            },
            None => "–".to_owned(),
        };
        let shown = parting.quantities.iter().filter_map(|difference| {
            let known = vocabulary.named(&difference.name)?;
            // Events and answers are told, not measured.
            if matches!(known.var.family, Family::Event | Family::Decision) {
                return None;
            }
            let name = name_of(language.pick(&known.en, &known.es));
            let (one, other) =
                (said(&difference.first, &known.kind), said(&difference.second, &known.kind));
            (one != other && !name.is_empty()).then(|| {
                let colon = if name.ends_with('?') { "" } else { ":" };
                format!(
                    "{name}{colon} {one} {}, {other} {}",
                    language.pick("without the change", "sin el cambio"),
                    language.pick("with it", "con él")
                )
            })
        });
        let shown: Vec<String> = shown.take(NAMED).collect();
        if !shown.is_empty() {
            text += &format!(
                " {} {}.",
                language.pick("What moves most:", "Lo que más se mueve:"),
                shown.join("; ")
            );
        }
        if let Some(told) = &parting.told {
            let side = |told: &Told| {
                let text = story::said(&told.what, language);
                format!("{} ({})", first_clause(&text), language.date(told.day))
            };
            let sides = match (&told.first, &told.second) {
                (Some(one), Some(other)) => format!(
                    "{} {}; {} {}",
                    language.pick("without the change,", "sin el cambio,"),
                    side(one),
                    language.pick("with it,", "con él,"),
                    side(other)
                ),
                (Some(one), None) => format!(
                    "{} {}",
                    language.pick("only without the change,", "solo sin el cambio,"),
                    side(one)
                ),
                (None, Some(other)) => {
                    format!("{} {}", language.pick("only with it,", "solo con él,"), side(other))
                }
                (None, None) => String::new(),
            };
            text += &format!(
                " {} {sides}.",
                language.pick(
                    "The first thing told otherwise:",
                    "Lo primero que se cuenta de otro modo:"
                )
            );
        }
        text
    }
}
