//! What counterfactuals change, checked for contradictions and built into the scenario.

use crate::scenario::compiled::*;
use crate::scenario::expression::date_number;
use crate::scenario::id::{DecisionId, EventId};
use crate::scenario::language::*;
use crate::scenario::report::{Lines, Report, Severity, Span};

use super::{Compiler, CounterfactualSource, Engine};

impl Compiler {
    pub(super) fn intervene(
        &mut self,
        engine: &Engine,
        counterfactuals: &[CounterfactualSource<'_>],
        scenario: &mut Scenario,
    ) {
        let window = |this: &mut Self, from: Option<&Words>, until: Option<&Words>| {
            let first = from.map_or(this.start, |from| this.day_inside(from));
            let last = until.map_or(this.end, |until| this.day_inside(until));
            if let Some(words) = until.or(from)
                && last < first
            {
                this.error(
                    "H0303",
                    words.at,
                    "the window ends before it starts",
                    "let `from` be before `until`",
                );
            }
            (first, last)
        };
        let mut done = Done::default();
        let mut unchanged = std::mem::take(&mut self.unchanged).into_iter();
        for source in counterfactuals {
            let divergence = self.day_inside(&source.content.divergence);
            let first = scenario.divergence.unwrap_or(divergence);
            scenario.divergence = Some(first.min(divergence));
            let lines = Lines::new(&source.source.text);
            for intervention in &source.content.interventions.0 {
                let (line, column) = lines.place(intervention.at.start);
                let written = WrittenAt { file: source.source.path.clone(), line, column };
                match &intervention.value {
                    InterventionFile::ForceOption { decision, option, from, until } => {
                        let ids: Vec<String> =
                            scenario.decisions.iter().map(|known| known.id.clone()).collect();
                        let asked: DecisionId = self.find(decision, &ids, "decision");
                        let Some(found) = scenario
                            .decisions
                            .get(asked)
                            .filter(|found| found.id == decision.value)
                        else {
                            continue;
                        };
                        let options: Vec<String> =
                            found.choices.iter().map(|choice| choice.id.clone()).collect();
                        let choice = self.find(option, &options, "option");
                        let days = (found.from, found.until);
                        let opens =
                            from.as_ref().or(until.as_ref()).map_or(option.at, |day| day.at);
                        let (from, until) = window(self, from.as_ref(), until.as_ref());
                        self.never(
                            opens,
                            (from, until),
                            days,
                            &format!("`{}` is asked", decision.value),
                        );
                        let clash = scenario.forced_choices.iter().zip(&done.options).find(
                            |(forced, _)| {
                                forced.decision == asked
                                    && forced.choice != choice
                                    && forced.from <= until
                                    && from <= forced.until
                            },
                        );
                        if let Some((_, &there)) = clash {
                            self.contradiction(
                                option.at,
                                there,
                                format!("`{}` is forced two ways at one time", decision.value),
                                "give the two windows of their own, or drop one",
                            );
                        }
                        done.options.push(option.at);
                        let forced = ForcedChoice { decision: asked, choice, from, until };
                        scenario.forced_choices.push(forced);
                        scenario.intervene(Intervention::Option(forced), written);
                    }
                    InterventionFile::SetVariable { effect, on } => {
                        let day = self.day_inside(on);
                        if day < divergence {
                            self.error(
                                "H0503",
                                on.at,
                                "this is done before the date of divergence",
                                "let `divergence` be the first date on which anything differs",
                            );
                        }
                        let at = effect.at;
                        if let Some(effect) = self.effect(effect) {
                            let two_ways =
                                scenario.settings.iter().zip(&done.settings).find(|(known, _)| {
                                    known.day == day
                                        && known.effect.target == effect.target
                                        && known.effect.change == Change::Set
                                        && effect.change == Change::Set
                                });
                            if let Some((_, &there)) = two_ways {
                                let entry = self.vocabulary.entry(effect.target);
                                let name = entry.map_or("", |entry| entry.name.as_str()).to_owned();
                                self.contradiction(
                                    at,
                                    there,
                                    format!("`{name}` is set twice on {}", on.value),
                                    "keep one",
                                );
                            }
                            done.settings.push(at);
                            let setting = Setting { day, effect };
                            scenario.settings.push(setting.clone());
                            scenario.intervene(Intervention::Quantity(setting), written);
                        }
                    }
                    InterventionFile::ForceNode { node, value, from, until } => {
                        let known = scenario.chance_nodes(&engine.nodes);
                        self.place_of(node, &known, "chance node");
                        let opens = from.as_ref().or(until.as_ref()).map_or(node.at, |day| day.at);
                        let (from, until) = window(self, from.as_ref(), until.as_ref());
                        if let Some((drawn, event)) = drawn_in(scenario, &node.value) {
                            let what = format!("`{}` is drawn", node.value);
                            self.never(opens, (from, until), drawn, &what);
                            if let Some(&(_, there)) =
                                done.dropped.iter().find(|(dropped, _)| *dropped == event)
                            {
                                self.contradiction(
                                    node.at,
                                    there,
                                    format!("`{event}` is dropped, and its chance is forced"),
                                    "do one of the two",
                                );
                            }
                        }
                        let clash =
                            scenario.forced_nodes.iter().zip(&done.nodes).find(|(forced, _)| {
                                forced.node == node.value
                                    && forced.value.to_bits() != value.value.to_bits()
                                    && forced.from <= until
                                    && from <= forced.until
                            });
                        if let Some((_, &there)) = clash {
                            self.contradiction(
                                node.at,
                                there,
                                format!("`{}` is forced two ways at one time", node.value),
                                "give the two windows of their own, or drop one",
                            );
                        }
                        done.nodes.push(node.at);
                        let node = node.value.clone();
                        let forced = ForcedNode { node, value: value.value, from, until };
                        scenario.forced_nodes.push(forced.clone());
                        scenario.intervene(Intervention::Node(forced), written);
                    }
                    InterventionFile::ChangeParameter { parameter, to } => {
                        let known =
                            done.parameters.iter().find(|(name, _)| *name == parameter.value);
                        if let Some(&(_, there)) = known {
                            self.contradiction(
                                parameter.at,
                                there,
                                format!("`{}` is changed twice", parameter.value),
                                "keep one",
                            );
                        }
                        done.parameters.push((parameter.value.clone(), parameter.at));
                        let (name, to) = (parameter.value.clone(), to.value);
                        let (was, drawn) = unchanged.next().unwrap_or((to, (to, to)));
                        let parameter = Intervention::Parameter { name, to, was, drawn };
                        scenario.intervene(parameter, written);
                    }
                    InterventionFile::DropEvent { event } => {
                        done.dropped.push((event.value.clone(), event.at));
                        if let Some(event) = event_of(scenario, &event.value) {
                            scenario.intervene(Intervention::Drop(event), written);
                        }
                    }
                    InterventionFile::AddEvent(event) => {
                        if let Some(event) = event_of(scenario, &event.id.value) {
                            scenario.intervene(Intervention::Add(event), written);
                        }
                    }
                    InterventionFile::MoveEvent { event, .. } => {
                        if let Some(event) = event_of(scenario, &event.value) {
                            scenario.intervene(Intervention::Move(event), written);
                        }
                    }
                }
            }
            if source.content.interventions.nothing_written() {
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
        scenario.settings.sort_by_key(|setting| setting.day);
    }
}

/// Where in the files what has been done so far stands, in the order of the scenario's own
/// lists.
#[derive(Debug, Default)]
struct Done {
    options: Vec<Span>,
    settings: Vec<Span>,
    nodes: Vec<Span>,
    parameters: Vec<(String, Span)>,
    dropped: Vec<(String, Span)>,
}

impl Compiler {
    /// Two interventions that cannot both be done: the later one is refused, and the earlier
    /// one is shown.
    pub(super) fn contradiction(
        &mut self,
        here: Span,
        there: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.error("H0502", here, message, help);
        self.reports.push(Report {
            code: "H0502",
            severity: Severity::Note,
            message: "the other one stands here".to_owned(),
            at: Some(there),
            help: String::new(),
        });
    }

    /// Refuses what is forced only on days on which it cannot take effect.
    fn never(&mut self, at: Span, forced: (Day, Day), open: (Day, Day), what: &str) {
        if forced.0 <= forced.1 && (forced.1 < open.0 || open.1 < forced.0) {
            let (first, last) = (date_number(open.0), date_number(open.1));
            let days = if first == last {
                format!("on {first}")
            } else {
                format!("from {first} to {last}")
            };
            self.error(
                "H0303",
                at,
                format!("this never takes effect: {what} {days}"),
                "give days among those",
            );
        }
    }
}

/// The days on which the node of an event can be drawn, with the event's name.
fn drawn_in(scenario: &Scenario, node: &str) -> Option<((Day, Day), String)> {
    let id = node.strip_prefix("event.")?;
    let event = scenario.events.iter().find(|event| event.id == id)?;
    // It is drawn once a week, for all of its days.
    let week = |day: Day| day.div_euclid(7) * 7;
    let days = match event.trigger {
        Trigger::On { ref moment, .. } => (week(moment.day), week(moment.day) + 6),
        Trigger::When { from, until, .. } => (week(from), week(until) + 6),
    };
    Some((days, id.to_owned()))
}

fn event_of(scenario: &Scenario, event: &str) -> Option<EventId> {
    scenario.events.id_where(|known| known.id == event)
}
