//! How pairs of twins end: the history without the change, and the same history with it.
//! Both pictures of it (little figures, ribbons) are drawn from this one table.

use super::sentences as say;
use crate::report::Language;

/// The joint table of endings over pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joint {
    /// The endings, in an order that the reader knows.
    pub endings: Vec<String>,
    /// Pairs: a row an ending without the change, a column an ending with it.
    pub pairs: Vec<Vec<u64>>,
}

impl Joint {
    /// The table of endings that were counted pair by pair: (without, with), as places in
    /// `endings`. A pair that names no ending is left out.
    #[must_use]
    pub fn count(endings: Vec<String>, outcomes: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut pairs = vec![vec![0; endings.len()]; endings.len()];
        for (without, with) in outcomes {
            if let Some(cell) =
                pairs.get_mut(without).and_then(|row: &mut Vec<u64>| row.get_mut(with))
            {
                *cell += 1;
            }
        }
        Self { endings, pairs }
    }

    /// Pairs that end in `from` without the change and in `to` with it.
    #[must_use]
    pub fn pair(&self, from: usize, to: usize) -> u64 {
        self.pairs.get(from).and_then(|row| row.get(to)).copied().unwrap_or(0)
    }

    /// How many endings there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.endings.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.endings.is_empty()
    }

    /// Pairs in all.
    #[must_use]
    pub fn n(&self) -> u64 {
        (0..self.len()).map(|from| self.without(from)).sum()
    }

    /// Pairs that end in `from` without the change.
    #[must_use]
    pub fn without(&self, from: usize) -> u64 {
        (0..self.len()).map(|to| self.pair(from, to)).sum()
    }

    /// Pairs that end in `to` with the change.
    #[must_use]
    pub fn with(&self, to: usize) -> u64 {
        (0..self.len()).map(|from| self.pair(from, to)).sum()
    }

    /// Pairs whose ending the change changes.
    #[must_use]
    pub fn changed(&self) -> u64 {
        let same: u64 = (0..self.len()).map(|place| self.pair(place, place)).sum();
        self.n() - same
    }

    /// The table with all endings that are under `share` of the pairs in both worlds
    /// gathered in one, the last; as it is where there are fewer than two of them.
    #[must_use]
    pub fn gathered(&self, share: f64, language: Language) -> Self {
        let least = self.n() as f64 * share;
        let small: Vec<bool> = (0..self.len())
            .map(|place| (self.without(place).max(self.with(place)) as f64) < least)
            .collect();
        let kept: Vec<usize> = (0..self.len()).filter(|&place| !small[place]).collect();
        if self.len() - kept.len() < 2 {
            return self.clone();
        }
        let mut endings: Vec<String> =
            kept.iter().map(|&place| self.endings[place].clone()).collect();
        endings.push(say::OTHER_ENDINGS.of(language).to_owned());
        let seat =
            |place: usize| kept.iter().position(|&known| known == place).unwrap_or(kept.len());
        let mut pairs = vec![vec![0; endings.len()]; endings.len()];
        for from in 0..self.len() {
            for to in 0..self.len() {
                pairs[seat(from)][seat(to)] += self.pair(from, to);
            }
        }
        Self { endings, pairs }
    }

    /// The table out of `whole` pairs, in whole numbers that add up to it: the margins are
    /// rounded by largest remainders, and then the cells within them, so that as many change
    /// as should. Where no cell that occurs can hold what is left, the count of changes is
    /// given up, and then the margins: cells alone are rounded so. Nothing that
    /// never happened is shown; all is nothing where there are no pairs.
    #[must_use]
    pub fn out_of(&self, whole: u64) -> Vec<Vec<u64>> {
        let (size, n) = (self.len(), self.n());
        if n == 0 {
            return vec![vec![0; size]; size];
        }
        let exact = |count: u64| count as f64 * whole as f64 / n as f64;
        let rows = largest_remainders(
            &(0..size).map(|from| exact(self.without(from))).collect::<Vec<_>>(),
            whole,
        );
        let columns = largest_remainders(
            &(0..size).map(|to| exact(self.with(to))).collect::<Vec<_>>(),
            whole,
        );
        let mut cells = self.filled(&rows, &columns, &exact);
        if cells.iter().flatten().sum::<u64>() == whole {
            self.nudge(&mut cells, exact(self.changed()), &exact);
            return cells;
        }
        let flat: Vec<f64> = (0..size)
            .flat_map(|from| (0..size).map(move |to| (from, to)))
            .map(|(from, to)| exact(self.pair(from, to)))
            .collect();
        largest_remainders(&flat, whole).chunks(size).map(<[u64]>::to_vec).collect()
    }

    /// Cells within the margins, the ones that lack most filled first; may fall short.
    fn filled(&self, rows: &[u64], columns: &[u64], exact: &dyn Fn(u64) -> f64) -> Vec<Vec<u64>> {
        let size = self.len();
        let mut cells: Vec<Vec<u64>> = (0..size)
            .map(|from| (0..size).map(|to| exact(self.pair(from, to)).floor() as u64).collect())
            .collect();
        loop {
            let may = |from: usize, to: usize| {
                let row: u64 = cells[from].iter().sum();
                let column: u64 = cells.iter().map(|row| row[to]).sum();
                self.pair(from, to) > 0 && row < rows[from] && column < columns[to]
            };
            let lack =
                |(from, to): (usize, usize)| exact(self.pair(from, to)) - cells[from][to] as f64;
            let next = (0..size)
                .flat_map(|from| (0..size).map(move |to| (from, to)))
                .filter(|&(from, to)| may(from, to))
                // The first of equals wins, so that the same table gives the same figures.
                .max_by(|&one, &other| lack(one).total_cmp(&lack(other)).then(other.cmp(&one)));
            let Some((from, to)) = next else { return cells };
            cells[from][to] += 1;
        }
    }

    /// Brings the number of changes nearer to what it is, where that is more than half a
    /// figure off: two figures exchange their later endings, which leaves the margins as
    /// they are. Of the exchanges that help, the one that moves cells least from their
    /// shares is made.
    fn nudge(&self, cells: &mut [Vec<u64>], changed: f64, exact: &dyn Fn(u64) -> f64) {
        let size = self.len();
        loop {
            let all: u64 = cells.iter().flatten().sum();
            let now = all - (0..size).map(|place| cells[place][place]).sum::<u64>();
            let off = |changes: i64| (now as f64 + changes as f64 - changed).abs();
            if off(0) <= 0.5 {
                return;
            }
            let mut best: Option<(f64, [usize; 4])> = None;
            let filled = |cells: &[Vec<u64>]| -> Vec<(usize, usize)> {
                (0..size)
                    .flat_map(|from| (0..size).map(move |to| (from, to)))
                    .filter(|&(from, to)| cells[from][to] > 0)
                    .collect()
            };
            for &(a, c) in &filled(cells) {
                for &(b, d) in &filled(cells) {
                    if a == b || c == d || self.pair(a, d) == 0 || self.pair(b, c) == 0 {
                        continue;
                    }
                    let change = |from: usize, to: usize| i64::from(from != to);
                    let changes = change(a, d) + change(b, c) - change(a, c) - change(b, d);
                    if off(changes) >= off(0) {
                        continue;
                    }
                    // One more in a cell (or one less) adds this to the squared error.
                    let cost = |from: usize, to: usize, sign: f64| {
                        let error = cells[from][to] as f64 - exact(self.pair(from, to));
                        (error + sign) * (error + sign) - error * error
                    };
                    let cost =
                        cost(a, c, -1.0) + cost(b, d, -1.0) + cost(a, d, 1.0) + cost(b, c, 1.0);
                    if best.is_none_or(|(least, _)| cost < least) {
                        best = Some((cost, [a, b, c, d]));
                    }
                }
            }
            let Some((_, [a, b, c, d])) = best else { return };
            cells[a][c] -= 1;
            cells[b][d] -= 1;
            cells[a][d] += 1;
            cells[b][c] += 1;
        }
    }
}

/// Whole numbers that add up to `whole`, each the floor of its share or one more: those
/// with the largest remainders are rounded up (Hamilton's method). The first of equals
/// comes first.
#[must_use]
pub fn largest_remainders(exact: &[f64], whole: u64) -> Vec<u64> {
    let mut rounded: Vec<u64> = exact.iter().map(|share| share.max(0.0).floor() as u64).collect();
    let mut order: Vec<usize> = (0..exact.len()).filter(|&place| exact[place] > 0.0).collect();
    let rest = |place: usize| exact[place] - exact[place].floor();
    order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)).then(a.cmp(&b)));
    let missing = whole.saturating_sub(rounded.iter().sum());
    for &place in order.iter().cycle().take(if order.is_empty() { 0 } else { missing as usize }) {
        rounded[place] += 1;
    }
    rounded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(pairs: Vec<Vec<u64>>) -> Joint {
        let endings = (0..pairs.len()).map(|place| format!("ending {place}")).collect();
        Joint { endings, pairs }
    }

    #[test]
    fn shares_of_a_third_add_up() {
        assert_eq!(largest_remainders(&[33.3, 33.3, 33.4], 100), [33, 33, 34]);
        assert_eq!(largest_remainders(&[0.5, 0.5, 0.0], 1), [1, 0, 0]);
        assert_eq!(largest_remainders(&[], 100), [0; 0]);
    }

    #[test]
    fn a_hundred_figures_are_a_hundred_and_show_nothing_that_never_happened() {
        let tables = [
            table(vec![vec![313, 187, 2], vec![5, 400, 0], vec![0, 90, 3]]),
            table(vec![vec![1, 1, 1], vec![1, 1, 1], vec![1, 1, 1]]),
            table(vec![vec![7]]),
            table(vec![vec![0, 0, 1], vec![0, 998, 0], vec![1, 0, 0]]),
            table(vec![vec![249, 251, 0], vec![0, 249, 251], vec![0, 0, 0]]),
        ];
        for joint in tables {
            for whole in [100, 200] {
                let cells = joint.out_of(whole);
                assert_eq!(cells.iter().flatten().sum::<u64>(), whole, "{joint:?}");
                for (from, row) in cells.iter().enumerate() {
                    for (to, &shown) in row.iter().enumerate() {
                        assert!(joint.pair(from, to) > 0 || shown == 0, "{joint:?}");
                    }
                }
            }
        }
        assert_eq!(table(vec![vec![0]]).out_of(100), [[0]]);
    }

    #[test]
    fn what_a_row_shows_is_its_rounded_share() {
        // Ten cells of 0.5 % each: rounded one by one, half of 5 % would be lost or doubled.
        let mut pairs = vec![vec![0; 11]; 11];
        pairs[0] = vec![950, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5];
        let cells = table(pairs).out_of(100);
        assert_eq!(cells[0].iter().sum::<u64>(), 100);
        assert_eq!(cells[0][0], 95);
    }

    #[test]
    fn gathering_small_endings_loses_no_pair() {
        let joint =
            table(vec![vec![900, 40, 1, 0], vec![0, 50, 0, 2], vec![3, 0, 0, 0], vec![4, 0, 0, 0]]);
        let fewer = joint.gathered(0.02, Language::English);
        assert_eq!(fewer.endings, ["ending 0", "ending 1", "other endings"]);
        assert_eq!(fewer.n(), joint.n());
        assert_eq!(fewer.pair(2, 0), 7);
    }
}
