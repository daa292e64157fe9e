//! The picture of `sensitivity`'s page.

use super::{Telling, sentences as say};
use crate::report::chart;
use crate::report::chart::intervals::{self, Intervals};
use crate::whatif::node_groups::NodeGroup;
use crate::whatif::sobol::{Estimate, Shares};

impl Telling<'_> {
    /// Shares of the variance, alone and with all that is touched, the largest above.
    pub(super) fn picture(&self, shares: &Shares) -> String {
        let Self { design, findings, language, .. } = *self;
        let known = |estimate: Estimate| {
            let Estimate { value, low, high } = estimate;
            value.is_finite().then_some(chart::Estimate { value, low, high, n: findings.rows })
        };
        let row = |(place, column): (usize, &NodeGroup)| intervals::Row {
            label: language.of(&column.title).to_owned(),
            estimates: vec![known(shares.first[place]), known(shares.total[place])],
        };
        let mut columns: Vec<(usize, &NodeGroup)> = design.columns.iter().enumerate().collect();
        columns.retain(|(place, _)| shares.total[*place].high > 0.0);
        columns.sort_by(|a, b| shares.total[b.0].value.total_cmp(&shares.total[a.0].value));
        let intervals = Intervals {
            title: language.of(design.outcome.title()).to_owned(),
            meaning: say::VARIANCE_SHARES.of(language).to_owned(),
            measure: chart::Measure::Share,
            series: [say::ALONE, say::TOUCHED].map(|name| name.of(language).to_owned()).to_vec(),
            rows: design.kinds_apart().chain(columns).map(row).collect(),
            bars: false,
        };
        intervals.svg(language)
    }
}
