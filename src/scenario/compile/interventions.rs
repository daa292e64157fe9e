//! What counterfactuals change, checked for contradictions and built into the scenario.

use crate::scenario::compiled::*;
use crate::scenario::language::*;

use super::{Compiler, CounterfactualSource, Engine};

impl Compiler {
    pub(super) fn intervene(
        &mut self,
        engine: &Engine,
        counterfactuals: &[CounterfactualSource<'_>],
        scenario: &mut Scenario,
    ) {
        let week = |day: Day| day.div_euclid(7) as Week;
        let window = |this: &mut Self, from: Option<&Words>, until: Option<&Words>| {
            let from = from.map_or(this.start, |from| this.day_inside(from));
            let until = until.map_or(this.end, |until| this.day_inside(until));
            (week(from), week(until))
        };
        let mut unchanged = std::mem::take(&mut self.unchanged).into_iter();
        for source in counterfactuals {
            let divergence = self.day_inside(&source.content.divergence);
            let first = scenario.divergence.unwrap_or(divergence);
            scenario.divergence = Some(first.min(divergence));
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
                        let forced = ForcedChoice { decision: place, choice, from, until };
                        scenario.forced_choices.push(forced);
                        scenario.deeds.push(Deed::Option(forced));
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
                            let setting = Setting { week: week(day), effect };
                            scenario.settings.push(setting.clone());
                            scenario.deeds.push(Deed::Quantity(setting));
                        }
                    }
                    Intervention::ForceNode { node, value, from, until } => {
                        let known = scenario.chance_nodes(&engine.nodes);
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
                        let clash = scenario.forced_nodes.iter().any(|forced| {
                            forced.node == node.value
                                && forced.value.to_bits() != value.value.to_bits()
                                && forced.from <= until
                                && from <= forced.until
                        });
                        if clash {
                            self.error(
                                "H0502",
                                node.at,
                                format!("`{}` is forced two ways at one time", node.value),
                                "give the two windows of their own, or drop one",
                            );
                        }
                        let node = node.value.clone();
                        let forced = ForcedNode { node, value: value.value, from, until };
                        scenario.forced_nodes.push(forced.clone());
                        scenario.deeds.push(Deed::Node(forced));
                    }
                    Intervention::ChangeParameter { parameter, to } => {
                        let (name, to) = (parameter.value.clone(), to.value);
                        let (was, drawn) = unchanged.next().unwrap_or((to, (to, to)));
                        scenario.deeds.push(Deed::Parameter { name, to, was, drawn });
                    }
                    Intervention::DropEvent { event } => {
                        scenario.deeds.extend(place_of(scenario, &event.value).map(Deed::Drop));
                    }
                    Intervention::AddEvent(event) => {
                        scenario.deeds.extend(place_of(scenario, &event.id.value).map(Deed::Add));
                    }
                    Intervention::MoveEvent { event, .. } => {
                        scenario.deeds.extend(place_of(scenario, &event.value).map(Deed::Move));
                    }
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

fn place_of(scenario: &Scenario, event: &str) -> Option<usize> {
    scenario.events.iter().position(|known| known.id == event)
}
