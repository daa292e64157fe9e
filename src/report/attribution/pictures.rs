//! The pictures of `attribute`'s page: rows of estimates with their intervals.

use super::{SHOWN, is_share, sentences as say, shortened};
use crate::batch::statistics::Difference;
use crate::report::Language;
use crate::report::chart::intervals::{Intervals, Row};
use crate::report::chart::{Estimate, Measure};
use crate::report::sentences::Sentence;
use crate::report::words;
use crate::whatif::attribution::{Attribution, Findings};
use crate::whatif::mediation::Effects;
use crate::whatif::necessity::Causation;
use crate::whatif::outcome::Outcome;

/// In what effects on an outcome are drawn.
fn measure(outcome: &Outcome, language: Language) -> Measure {
    if is_share(outcome) {
        Measure::Points
    } else {
        Measure::Change(words::unit(outcome.unit(), language))
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
        let rows =
            [(say::NEEDED, found.needed), (say::ENOUGH, found.enough), (say::BOTH, found.both)];
        let row = |(label, found): (Sentence, Causation)| Row {
            label: label.of(language).to_owned(),
            estimates: vec![found.told().then_some(Estimate {
                value: found.value.share,
                low: found.value.low,
                high: found.value.high,
                n: found.of,
            })],
        };
        let picture = Intervals {
            title: say::NECESSITY.of(language).to_owned(),
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
        let series = [say::SHAPLEY, say::ALONE, say::ON_TOP];
        let picture = Intervals {
            title: say::CONTRIBUTED.of(language).to_owned(),
            measure: measure(&asked.outcome, language),
            series: series.map(|name| name.of(language).to_owned()).to_vec(),
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
        let rows = [
            (say::WHOLE, effects.total),
            (say::DIRECT, effects.direct),
            (say::INDIRECT, effects.indirect),
            (say::INTERACTION, effects.interaction),
        ];
        let picture = Intervals {
            title: say::THROUGH.of(language).to_owned(),
            meaning: say::PARTS_SUM.of(language).to_owned(),
            measure: measure(&asked.outcome, language),
            rows: rows.map(|(label, found)| row(label.of(language), found, n)).to_vec(),
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
        let change = say::THE_CHANGE.of(language).to_owned();
        let picture = Intervals {
            title: say::PIVOTAL.of(language).to_owned(),
            meaning: say::TURNED_SHARE.of(language).to_owned(),
            measure: Measure::Share,
            rows: std::iter::once(row(change, self.change_turns)).chain(rows).collect(),
            bars: true,
            ..Intervals::default()
        };
        picture.svg(language)
    }
}
