//! The words of an explanation: its interventions, links and causes in sentences.
//!
//! Readers are historians: events are named by their lines of the chronicle, decisions by
//! their titles and options, and no id of a file is shown where there are words for it.

use super::sentences as say;
use crate::report::number::Number;
use crate::report::words::name_of;
use crate::report::{Language, intervention, story, words};
use crate::scenario::vocabulary::{Family, Kind};
use crate::scenario::{
    Day, DecisionId, EventId, Id, OptionId, Scenario, Week, first_clause, with_colon,
};
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
        with_colon(self.language.of(&self.scenario().decisions[place].title))
    }

    /// What a decision stands at: 0 unanswered, else the option's place plus one.
    fn state(&self, decision: DecisionId, state: usize) -> String {
        let choices = &self.scenario().decisions[decision].choices;
        match state.checked_sub(1).and_then(|option| choices.get(OptionId::at(option))) {
            Some(choice) => say::option(self.language, &choice.label),
            None => say::NO_ANSWER.of(self.language).to_owned(),
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
                    (Some(then), None) => say::only_without(language, text, language.date(then)),
                    (None, Some(now)) => say::only_with(language, text, language.date(now)),
                    (Some(then), Some(now)) => {
                        say::moved(language, text, language.date(now), language.date(then))
                    }
                    (None, None) => text,
                }
            }
            Node::Decision(place) => {
                let (then, now) = (self.path(node, baseline), self.path(node, changed));
                let Some(week) = now.parts(then) else { return self.decision(place) };
                say::answered_otherwise(
                    language,
                    self.decision(place),
                    self.state(place, now.at(week)),
                    self.state(place, then.at(week)),
                    self.week(week),
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
                Some(day) => {
                    say::happened(self.language, self.event(place), self.language.date(day))
                }
                None => say::never_happened(self.language, self.event(place)),
            },
            Node::Decision(place) => {
                let path = self.path(node, changed);
                let answers: Vec<&(Week, usize)> =
                    path.0.iter().filter(|&&(week, _)| week <= changed.settled).collect();
                let (language, decision) = (self.language, self.decision(place));
                let Some(&&(week, state)) = answers.last() else {
                    return say::never_answered(language, decision);
                };
                let (state, week) = (self.state(place, state), self.week(week));
                match answers.len() {
                    1 => say::answered(language, decision, state, week),
                    n => say::answered_at_last(language, decision, n, state, week),
                }
            }
        }
    }

    /// A thing that was, with how it would have been otherwise.
    fn otherwise(&self, node: Node, other: &Otherwise, lived: [&Lived; 2]) -> String {
        let language = self.language;
        let [baseline, changed] = lived;
        let actual = self.actual(node, changed);
        match (other, node) {
            (Otherwise::Without, _) => say::without_piece(language, actual),
            (Otherwise::AsInBaseline, Node::Event(place)) => match baseline.days[place] {
                Some(day) => say::had_it_come_on(language, actual, language.date(day)),
                None => say::had_it_not_happened(language, actual),
            },
            (Otherwise::AsInBaseline, _) => say::had_it_been_as_without(language, actual),
            (Otherwise::Never, _) => say::had_it_not_happened(language, actual),
            (Otherwise::Option(option), Node::Decision(place)) => {
                say::had_it_always_been(language, actual, self.state(place, option.place() + 1))
            }
            (Otherwise::Option(_), _) => actual,
        }
    }

    /// What became of something in a worldline in which something else was undone.
    fn moved(&self, node: Node, changed: &Lived, became: &Became) -> String {
        let language = self.language;
        match node {
            Node::Intervention(_) => String::new(),
            Node::Event(place) => match (became.day, changed.days[place]) {
                (Some(day), None) => say::steps_in(language, self.event(place), language.date(day)),
                (Some(day), Some(actual)) => say::steps_in_instead(
                    language,
                    self.event(place),
                    language.date(day),
                    language.date(actual),
                ),
                (None, _) => say::stays_away(language, self.event(place)),
            },
            Node::Decision(place) => {
                let (now, then) = (self.path(node, changed), &became.path);
                let Some(week) = now.parts(then) else { return self.decision(place) };
                say::answer_steps_in(
                    language,
                    self.decision(place),
                    self.state(place, then.at(week)),
                    self.week(week),
                )
            }
        }
    }

    /// A cause in one or two sentences.
    #[must_use]
    pub fn cause(&self, cause: &Traced, baseline: &Lived, changed: &Lived) -> String {
        let language = self.language;
        let parts =
            cause.set.iter().map(|(node, other)| self.otherwise(*node, other, [baseline, changed]));
        let causes = parts.reduce(|one, other| say::and(language, one, other)).unwrap_or_default();
        // What a worldline without the outcome ends in; nothing where only the outcome goes.
        let end = cause.end.map(|class| &self.scenario().outcomes[class].title);
        if cause.witness.is_empty() {
            return match end {
                Some(outcome) => say::ends_in(language, causes, outcome),
                None => say::is_gone(language, causes),
            };
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
        let instead = stepped_in.join("; ");
        match end {
            Some(outcome) => say::held_ends_in(language, causes, instead, outcome),
            None => say::held_is_gone(language, causes, instead),
        }
    }

    /// Where the twins part, in words.
    #[must_use]
    pub fn parting(&self, parting: &Parting) -> String {
        let language = self.language;
        let vocabulary = &self.scenario().vocabulary;
        let mut text = vec![say::part_in(language, self.week(parting.week))];
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
            None => Number::missing().of(language),
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
            let told = one != other && !name.is_empty();
            told.then(|| say::quantity(language, with_colon(&name), one, other))
        });
        let shown: Vec<String> = shown.take(NAMED).collect();
        if !shown.is_empty() {
            text.push(say::move_most(language, shown.join("; ")));
        }
        if let Some(told) = &parting.told {
            let side = |told: &Told| {
                let text = story::said(&told.what, language);
                say::told(language, first_clause(&text), language.date(told.day))
            };
            match (&told.first, &told.second) {
                (Some(one), Some(other)) => {
                    text.push(say::first_told(language, side(one), side(other)));
                }
                (Some(one), None) => text.push(say::first_told_without(language, side(one))),
                (None, Some(other)) => text.push(say::first_told_with(language, side(other))),
                (None, None) => {}
            }
        }
        text.join(" ")
    }
}
