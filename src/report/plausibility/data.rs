//! A counterfactual's plausibility for programs: rows and JSON.

use serde_json::{Value, json};

use super::Page;
use super::criteria::SHOWN;
use crate::batch::statistics::wilson;
use crate::report::folder::{Cells, Dataset};
use crate::report::intervention;
use crate::report::surprise::{bits_json, iso};
use crate::scenario::Link;
use crate::whatif::necessity::Pairs;
use crate::whatif::plausibility::mechanisms;

/// A counterfactual, a claim or what is taken out of it, and its pairs.
pub(super) type Row = (String, String, Pairs);

/// Every claim, intervention and mechanism of every counterfactual.
pub(super) fn table(rows: &[Row]) -> Dataset {
    let numbers = |of: &dyn Fn(&Pairs) -> f64| {
        Cells::Number(rows.iter().map(|(_, _, pairs)| of(pairs)).collect())
    };
    Dataset::new("pairs")
        .with(
            "antecedent",
            "",
            "the counterfactual",
            Cells::Text(rows.iter().map(|row| row.0.clone()).collect()),
        )
        .with(
            "what",
            "",
            "the claim, the piece that is undone, or the mechanism that is switched off",
            Cells::Text(rows.iter().map(|row| row.1.clone()).collect()),
        )
        .with(
            "first",
            "share",
            "without the change; without this piece or mechanism",
            numbers(&|pairs| pairs.before().share),
        )
        .with("second", "share", "with it", numbers(&|pairs| pairs.after().share))
        .with(
            "low",
            "share",
            "lower end of the difference’s 95 % interval",
            numbers(&|pairs| pairs.difference().low),
        )
        .with("high", "share", "upper end", numbers(&|pairs| pairs.difference().high))
}

impl Page<'_> {
    pub(super) fn rows(&self) -> Vec<Row> {
        let (one, findings) = (self.one, &self.found.criteria);
        let with = &one.antecedent.with;
        let claims = one.claims.iter().zip(&findings.claims);
        let mut rows: Vec<Row> =
            claims.map(|(claim, pairs)| (with.clone(), claim.text.clone(), *pairs)).collect();
        let scenario = one.changed();
        let interventions = scenario.interventions.iter().zip(&findings.undone);
        rows.extend(interventions.map(|(intervention, pairs)| {
            (with.clone(), intervention::told(scenario, intervention, self.language), *pairs)
        }));
        rows.extend(one.links.iter().zip(&findings.held).map(|(link, pairs)| {
            let name = match link {
                Link::Event(place) => format!("event.{}", scenario.events[*place].id),
                Link::Decision(place) => format!("decision.{}", scenario.decisions[*place].id),
            };
            (with.clone(), name, *pairs)
        }));
        rows
    }

    pub(super) fn json(&self) -> Value {
        let (one, found) = (self.one, self.found);
        let n = found.criteria.n;
        let pairs = |pairs: &Pairs| {
            let (before, after, apart) = (pairs.before(), pairs.after(), pairs.difference());
            json!({ "first": { "share": before.share, "low": before.low, "high": before.high },
                "second": { "share": after.share, "low": after.low, "high": after.high },
                "difference": apart.difference, "low": apart.low, "high": apart.high })
        };
        let named = |text: &str, of: &Pairs| json!({ "claim": text, "pairs": pairs(of) });
        let first = one.consequents();
        let claims: Vec<Value> = one
            .claims
            .iter()
            .zip(&found.criteria.claims)
            .map(|(claim, of)| named(&claim.text, of))
            .collect();
        let theory = mechanisms(&one.cases).map(|mechanism| {
            json!({ "what": self.language.of(&mechanism.what), "source": mechanism.source,
                "series": mechanism.series, "switched_off": self.held(mechanism.through).map(pairs) })
        });
        let scenario = one.changed();
        let undone = scenario.interventions.iter().zip(&found.criteria.undone);
        let undone = undone.map(|(intervention, of)| {
            let (first, last) = scenario.days_of(intervention);
            json!({ "piece": intervention::told(scenario, intervention, self.language),
                "from": iso(first), "until": iso(last), "pairs": pairs(of) })
        });
        let reference = one.cases.iter().find_map(|case| case.reference.as_ref()).map(|known| {
            let share = wilson(known.happened, known.of);
            json!({ "what": self.language.of(&known.what), "happened": known.happened, "of": known.of,
                "share": share.share, "low": share.low, "high": share.high, "source": known.source })
        });
        let moved = found.criteria.moved.iter().take(SHOWN).map(|moved| {
            json!({ "measure": one.base().measures[moved.measure].id, "before": moved.before, "after": moved.after,
                "difference": moved.difference.difference, "low": moved.difference.low, "high": moved.difference.high, "size": moved.size })
        });
        let hindcast = self.series().into_iter().map(|scored| {
            json!({ "quantity": scored.quantity, "points": scored.score.points.len(),
                "coverage50": scored.score.coverage50(), "coverage90": scored.score.coverage90(), "skill": scored.score.skill() })
        });
        let contemporaries = self.options().into_iter().map(|(decision, choice)| {
            json!({ "decision": decision.id, "option": choice.id, "considered_by": choice.considered_by, "source": choice.source })
        });
        let dates: Vec<String> = one.cases.iter().map(|case| iso(case.divergence)).collect();
        json!({
            "with": one.antecedent.with, "divergence": dates,
            "clarity": claims[..first], "cotenability": { "relies_on": claims[first..],
                "broken": self.broken().map(|(name, pairs)| json!({ "quantity": name, "without": pairs.without(), "with": pairs.with() })).collect::<Vec<_>>() },
            "rewrite": one.antecedent.json(&found.surprise, self.language), "surprise": bits_json(found.surprise.chain.whole),
            "theory": { "mechanisms": theory.collect::<Vec<_>>(), "undone": undone.collect::<Vec<_>>() },
            "statistics": reference, "projectability": { "moved": moved.collect::<Vec<_>>(), "hindcast": hindcast.collect::<Vec<_>>() },
            "contemporaries": contemporaries.collect::<Vec<_>>(), "n": n,
        })
    }
}
