//! What happens and what is decided: events and decisions.

use std::collections::BTreeMap;

use crate::scenario::compiled::*;
use crate::scenario::expression::Nowhere;
use crate::scenario::id::Listed;
use crate::scenario::language::*;
use crate::scenario::located::Located;
use crate::scenario::report::{Report, Severity};

use super::Compiler;

impl Compiler {
    pub(super) fn event(&mut self, event: &EventFile, moved: Option<&Words>) -> Event {
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
        // A counterfactual that moves an event gives it a date instead of its condition.
        if event.at.is_some() && event.when.is_none() {
            let beside = [
                ("from", &event.from),
                ("until", &event.until),
                ("day", &event.day),
                ("hour", &event.hour),
            ];
            for (field, words) in beside {
                if let Some(words) = words {
                    let help = match field {
                        "hour" => "the hour stands in the date: at: \"1941-06-22 03:15 Berlin\"",
                        _ => "an event with a date happens on it; an event that waits has `when`",
                    };
                    let message = format!("`{field}` says nothing beside `at`");
                    self.error("H0310", words.at, message, help);
                }
            }
        }
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
                let value = formula.value(&Nowhere(&self.best));
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
    pub(super) fn refuse_circles(
        &mut self,
        events: &[(&EventFile, Option<Words>)],
        dropped: &[String],
    ) {
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
        // Once for each event, by its place: what it needs is asked of it many times.
        let place: BTreeMap<&str, usize> = events
            .iter()
            .enumerate()
            .map(|(place, (event, _))| (event.id.as_str(), place))
            .collect();
        let needs: Vec<Vec<usize>> = events
            .iter()
            .map(|(event, _)| {
                needs(event).iter().filter_map(|id| place.get(&**id).copied()).collect()
            })
            .collect();
        for (own, (event, _)) in events.iter().enumerate() {
            if dropped.contains(&event.id.value) {
                continue;
            }
            let mut reached = vec![false; events.len()];
            let mut next = needs[own].clone();
            while let Some(need) = next.pop() {
                if !std::mem::replace(&mut reached[need], true) {
                    next.extend(&needs[need]);
                }
            }
            if reached[own] {
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

    pub(super) fn decision(&mut self, decision: &DecisionFile, powers: &[String]) -> Decision {
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
            .collect::<Listed<_, Choice>>();
        let recorded = choices.iter().any(|choice| choice.history.is_some());
        if !recorded && !decision.never_asked {
            let message = format!("`{}` does not say which option history took", decision.id.value);
            self.reports.push(Report {
                code: "H0601",
                severity: Severity::Warning,
                message,
                at: Some(decision.id.at),
                help: "add `history: true` to one option, or `never_asked: true` to the decision"
                    .to_owned(),
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
            at_once: decision.at_once,
            every: decision.every.value as Week,
            temperature: decision.temperature.value,
            day: decision.day.as_ref().map(|day| self.amount(day)),
            clock: self.hour(decision.hour.as_ref()),
            choices,
        }
    }
}
