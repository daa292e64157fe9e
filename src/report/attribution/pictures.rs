//! The pictures of `attribute`'s page: rows of estimates with their intervals.

use super::{SHOWN, shortened};
use crate::batch::statistics::Difference;
use crate::report::Language;
use crate::report::chart::intervals::{Intervals, Row};
use crate::report::chart::{Estimate, Measure};
use crate::report::words;
use crate::whatif::attribution::{Attribution, Findings};
use crate::whatif::mediation::Effects;
use crate::whatif::outcome::Outcome;

/// In what effects on an outcome are drawn.
fn measure(outcome: &Outcome, language: Language) -> Measure {
    match outcome {
        Outcome::Claim(_) => Measure::Points,
        Outcome::Number { unit, .. } => Measure::Change(words::unit(unit, language)),
    }
}

fn row(label: &str, found: Difference, n: u64) -> Row {
    let estimates = vec![Some(Estimate::difference(&found, n))];
    Row { label: label.to_owned(), estimates }
}

impl Findings {
    /// Needed, enough, both at once.
    pub(super) fn necessity_picture(&self, language: Language) -> Option<String> {
        let found = self.causations()?;
        let rows = [
            (language.pick("Needed", "Hizo falta"), found.needed),
            (language.pick("Enough", "Bastó"), found.enough),
            (language.pick("Both at once", "Ambas cosas a la vez"), found.both),
        ];
        let row = |(label, found): (&str, crate::whatif::necessity::Causation)| Row {
            label: label.to_owned(),
            estimates: vec![found.told().then_some(Estimate {
                value: found.value.share,
                low: found.value.low,
                high: found.value.high,
                n: found.of,
            })],
        };
        let picture = Intervals {
            title: language.pick("Was it needed, was it enough?", "¿Hizo falta, bastó?").to_owned(),
            measure: Measure::Share,
            rows: rows.into_iter().map(row).collect(),
            bars: true,
            ..Intervals::default()
        };
        Some(picture.svg(language))
    }

    /// Each antecedent's share, alone and on top of the others.
    pub(super) fn shares_picture(&self, asked: &Attribution, language: Language) -> String {
        let rows = self.contributions.iter().enumerate().map(|(place, found)| Row {
            label: asked.title(place, language),
            estimates: [found.share, found.alone, found.last]
                .map(|found| Some(Estimate::difference(&found, self.n)))
                .to_vec(),
        });
        let series = [
            language.pick("share (Shapley)", "parte (Shapley)"),
            language.pick("alone", "solo"),
            language.pick("on top of the others", "sobre los demás"),
        ];
        let picture = Intervals {
            title: language
                .pick("Who contributed how much?", "¿Cuánto aportó cada uno?")
                .to_owned(),
            measure: measure(&asked.outcome, language),
            series: series.map(str::to_owned).to_vec(),
            rows: rows.collect(),
            ..Intervals::default()
        };
        picture.svg(language)
    }

    /// What goes through the path and what does not.
    pub(super) fn path_picture(
        &self,
        asked: &Attribution,
        (effects, n): (&Effects, u64),
        language: Language,
    ) -> String {
        let rows = vec![
            row(language.pick("Whole", "Entero"), effects.total, n),
            row(language.pick("Direct", "Directo"), effects.direct, n),
            row(language.pick("Through the path", "Por el camino"), effects.indirect, n),
            row(language.pick("Neither alone", "Ninguno solo"), effects.interaction, n),
        ];
        let picture = Intervals {
            title: language.pick("Through what?", "¿A través de qué?").to_owned(),
            meaning: language
                .pick(
                    "direct, through the path and neither alone sum to the whole",
                    "directo, por el camino y ninguno solo suman el total",
                )
                .to_owned(),
            measure: measure(&asked.outcome, language),
            rows,
            ..Intervals::default()
        };
        picture.svg(language)
    }

    /// What turned the outcome over most often.
    pub(super) fn ranking_picture(&self, asked: &Attribution, language: Language) -> String {
        let shown = self.turned.iter().filter(|turned| turned.count > 0).take(SHOWN);
        let row = |label: String, count: u64| Row {
            label,
            estimates: vec![Some(Estimate::share(count, self.ranked))],
        };
        let rows = shown.map(|turned| {
            row(shortened(language.of(&asked.items[turned.place].title)), turned.count)
        });
        let change = language.pick("(the change itself)", "(el cambio mismo)").to_owned();
        let picture = Intervals {
            title: language.pick("What was pivotal?", "¿Qué fue decisivo?").to_owned(),
            meaning: language
                .pick(
                    "share of histories that this alone turns over",
                    "parte de las historias a las que esto solo da la vuelta",
                )
                .to_owned(),
            measure: Measure::Share,
            rows: std::iter::once(row(change, self.change_turns)).chain(rows).collect(),
            bars: true,
            ..Intervals::default()
        };
        picture.svg(language)
    }
}
