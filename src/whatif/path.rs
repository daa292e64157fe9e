//! A path: the values that some quantities take, week by week, in one worldline; recorded
//! there, and imposed on another.
//!
//! A path is recorded behind all phases of every week, and imposed at all of them, so that
//! between two rules nobody reads anything else. A rule that makes a quantity and reads it
//! itself, in one go, still reads what it made: no path reaches into a rule. A path that is
//! imposed on the worldline it was recorded in changes nothing, to the last bit.
//!
//! A path is put in by hand, past the rules that keep accounts: divisions that are set down
//! before Moscow have come from nowhere. The [`Account`]s say how much was put in and taken
//! out against what the world's own rules had made.

use serde::{Deserialize, Serialize};

use crate::policy::world::{Life, World};
use crate::scenario::Scenario;
use crate::scenario::expression::Reader;
use crate::scenario::report::{Reports, suggestion};
use crate::scenario::vocabulary::{Entry, Kind};
use crate::sim::Whole;
use crate::whatif::mediation::Quadruple;
use crate::whatif::outcome::Outcome;
use crate::whatif::written::Written;

/// One or several quantities whose path may carry an effect.
#[derive(Clone, Debug)]
pub struct Mediator {
    quantities: Vec<Entry>,
}

impl Mediator {
    /// The mediator of these quantities, by their dotted names. `option` is where they were
    /// written, for errors.
    ///
    /// # Errors
    /// No name, an empty one, one that the vocabulary does not have, one that is there
    /// twice, or a quantity that cannot be written; located in the text.
    pub fn parse(
        scenario: &Scenario,
        option: &str,
        names: &[String],
    ) -> Result<Self, Box<Reports>> {
        let mut quantities: Vec<Entry> = Vec::new();
        let refuse = |name: &str, code, message: String, help: String| {
            Err(Written { option, text: name }.refuse(name.trim(), code, message, help))
        };
        let example = "name a quantity that may carry the effect, such as `soviet.siberians_to_front` or `soviet.far_east.divisions`";
        if names.is_empty() {
            return refuse("", "H0401", "no quantity is named".to_owned(), example.to_owned());
        }
        for name in names {
            let plain = name.trim();
            if plain.is_empty() {
                let message = "no quantity is named".to_owned();
                return refuse(name, "H0401", message, example.to_owned());
            }
            let Some(entry) = scenario.vocabulary.named(plain) else {
                let known = scenario.vocabulary.iter().filter(|entry| entry.writable);
                let known: Vec<&str> = known.map(|entry| entry.name.as_str()).collect();
                let message = format!("the vocabulary has no `{plain}`");
                return refuse(name, "H0401", message, suggestion(plain, known));
            };
            if !entry.writable {
                let message = format!(
                    "no path of `{plain}` can be imposed: it is not state that rules read, but what the engine keeps of what happened"
                );
                let help = "name what carries the effect instead: a quantity that the event or the answer changes".to_owned();
                return refuse(name, "H0404", message, help);
            }
            if quantities.iter().any(|known| known.name == entry.name) {
                let message = format!("`{plain}` is there twice");
                return refuse(name, "H0203", message, "name each quantity once".to_owned());
            }
            quantities.push(entry.clone());
        }
        Ok(Self { quantities })
    }

    /// The quantities.
    #[must_use]
    pub fn quantities(&self) -> &[Entry] {
        &self.quantities
    }

    fn read(&self, whole: &Whole<'_>) -> impl Iterator<Item = f64> {
        self.quantities.iter().map(|quantity| whole.read(quantity.var))
    }
}

/// The values of a mediator's quantities behind the phases of all weeks of a worldline, in
/// their order.
#[derive(Clone, Debug, Default)]
pub struct Path {
    values: Vec<f64>,
}

/// Two paths are one when they are so to the last bit: a day that has not come is the same
/// in both.
impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        let bits =
            |path: &Self| path.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        bits(self) == bits(other)
    }
}

impl Path {
    /// Notes the values behind a phase; to be called at every one, from the first week on.
    pub fn note(&mut self, mediator: &Mediator, whole: &Whole<'_>) {
        self.values.extend(mediator.read(whole));
    }

    /// The path of the mean of some paths behind each phase; of what is not a number, and has
    /// no mean, the median.
    #[must_use]
    pub fn mean(mediator: &Mediator, paths: &[Self]) -> Self {
        Self::summary(mediator, paths, None)
    }

    /// The path of a quantile of some paths behind each phase, by the nearest rank, so that
    /// every value is one that was taken. Phase by station and quantity by quantity: no
    /// single worldline need have had it.
    #[must_use]
    pub fn quantile(mediator: &Mediator, paths: &[Self], at: f64) -> Self {
        Self::summary(mediator, paths, Some(at))
    }

    fn summary(mediator: &Mediator, paths: &[Self], at: Option<f64>) -> Self {
        let length = paths.iter().map(|path| path.values.len()).min().unwrap_or(0);
        let width = mediator.quantities.len().max(1);
        let value = |place: usize| {
            let taken = paths.iter().map(|path| path.values[place]);
            let is_number = matches!(mediator.quantities[place % width].kind, Kind::Number { .. });
            let at = match at {
                None if is_number => return taken.sum::<f64>() / paths.len() as f64,
                None => 0.5,
                Some(at) => at,
            };
            let mut taken: Vec<f64> = taken.collect();
            taken.sort_by(f64::total_cmp);
            let rank = libm::ceil(at * taken.len() as f64) as usize;
            taken[rank.saturating_sub(1).min(taken.len() - 1)]
        };
        Self { values: (0..length).map(value).collect() }
    }
}

/// What was done by hand to one quantity of one worldline, in its unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Put in, in all, over what the world's own rules had made.
    pub put_in: f64,
    /// Taken out, in all.
    pub taken_out: f64,
    /// The most that was put in or taken out at once.
    pub largest: f64,
    /// How often anything was.
    pub times: u64,
    /// How often the imposed value lay outside the quantity's range.
    pub outside: u64,
}

impl Account {
    fn note(&mut self, by: f64) {
        self.put_in += by.max(0.0);
        self.taken_out += (-by).max(0.0);
        self.largest = self.largest.max(by.abs());
        self.times += u64::from(by != 0.0);
    }

    /// Two worldlines' accounts: sums, and the largest of the largest.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            put_in: self.put_in + other.put_in,
            taken_out: self.taken_out + other.taken_out,
            largest: self.largest.max(other.largest),
            times: self.times + other.times,
            outside: self.outside + other.outside,
        }
    }
}

/// A path that is being imposed on a worldline.
#[derive(Clone, Debug)]
pub struct Imposition<'a> {
    mediator: &'a Mediator,
    path: &'a Path,
    at: usize,
    accounts: Vec<Account>,
}

impl<'a> Imposition<'a> {
    /// Of this path, from the first phase of the first week.
    #[must_use]
    pub fn new(mediator: &'a Mediator, path: &'a Path) -> Self {
        Self {
            mediator,
            path,
            at: 0,
            accounts: vec![Account::default(); mediator.quantities.len()],
        }
    }

    /// Imposes the values of the next phase; to be called at every one.
    pub fn impose(&mut self, whole: &mut Whole<'_>) {
        let values = self.path.values.get(self.at..).unwrap_or(&[]);
        for ((quantity, &value), account) in
            self.mediator.quantities.iter().zip(values).zip(&mut self.accounts)
        {
            let before = whole.read(quantity.var);
            if let Kind::Number { low, high, .. } = quantity.kind {
                account.outside += u64::from(value < low || value > high);
            }
            if before.to_bits() != value.to_bits() {
                whole.write(quantity.var, value);
                let by = whole.read(quantity.var) - before;
                // From what is undefined, or to it, no amount leads.
                account.note(if by.is_nan() { 0.0 } else { by });
            }
        }
        self.at += self.mediator.quantities.len();
    }

    /// What was done by hand, by quantity.
    #[must_use]
    pub fn accounts(self) -> Vec<Account> {
        self.accounts
    }
}

/// The four runs of one seed in two worlds, and what the imposing did.
#[derive(Clone, Debug)]
pub struct Crossed {
    /// The outcomes.
    pub runs: Quadruple,
    /// Did the change change nothing at all, because what it does came by itself?
    pub same: bool,
    /// Are the two paths different?
    pub differs: bool,
    /// Did imposing the changed world's path on the unchanged one change anything but the
    /// path itself?
    pub moved: bool,
    /// What was put into the unchanged world by hand.
    pub forth: Vec<Account>,
    /// What was put into the changed world by hand.
    pub back: Vec<Account>,
    /// The path of the unchanged world.
    pub path: Path,
}

/// Lives a seed in two worlds, and in each with the mediator's path of the other one.
#[must_use]
pub fn cross(
    (unchanged, changed): (&World, &World),
    outcome: &Outcome,
    mediator: &Mediator,
    seed: u64,
) -> Crossed {
    let plain = |world: &World| {
        let mut path = Path::default();
        let (value, worldline) =
            outcome.lived(world, Life::of(seed), |_, whole| path.note(mediator, whole));
        (value, worldline, path)
    };
    let imposed = |world: &World, path: &Path| {
        let mut imposition = Imposition::new(mediator, path);
        let (value, worldline) =
            outcome.lived(world, Life::of(seed), |_, whole| imposition.impose(whole));
        (value, worldline, imposition.accounts())
    };
    let (base, mut base_worldline, base_path) = plain(unchanged);
    let (full, mut full_worldline, full_path) = plain(changed);
    let same = base_worldline.whole().state_hash() == full_worldline.whole().state_hash();
    let differs = base_path != full_path;
    if !differs {
        // To impose a path on its own world changes nothing.
        let none = vec![Account::default(); mediator.quantities.len()];
        let runs = Quadruple { base, full, base_on_full_path: base, full_on_base_path: full };
        return Crossed {
            runs,
            same,
            differs,
            moved: false,
            forth: none.clone(),
            back: none,
            path: base_path,
        };
    }
    let (base_on_full_path, mut forced, forth) = imposed(unchanged, &full_path);
    let (full_on_base_path, _, back) = imposed(changed, &base_path);
    let mut whole = forced.whole();
    let own = base_worldline.whole();
    for quantity in &mediator.quantities {
        whole.write(quantity.var, own.read(quantity.var));
    }
    let moved = whole.state_hash() != own.state_hash();
    let runs = Quadruple { base, full, base_on_full_path, full_on_base_path };
    Crossed { runs, same, differs, moved, forth, back, path: base_path }
}

/// The outcome of a seed in a world on a given path: `Y_m`.
#[must_use]
pub fn on_path(
    world: &World,
    outcome: &Outcome,
    mediator: &Mediator,
    path: &Path,
    seed: u64,
) -> f64 {
    let mut imposition = Imposition::new(mediator, path);
    outcome.lived(world, Life::of(seed), |_, whole| imposition.impose(whole)).0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mediator(kind: Kind) -> Mediator {
        let mut entry = crate::sim::engine().quantities.swap_remove(0);
        entry.kind = kind;
        Mediator { quantities: vec![entry] }
    }

    #[test]
    fn the_middle_of_paths_is_taken_phase_by_phase() {
        let paths: Vec<Path> = [[0.0, 9.0], [1.0, 6.0], [8.0, 3.0]]
            .map(|values| Path { values: values.to_vec() })
            .to_vec();
        let number = mediator(Kind::Number { unit: "men".to_owned(), low: 0.0, high: 9.0 });
        assert_eq!(Path::mean(&number, &paths).values, [3.0, 6.0]);
        assert_eq!(Path::quantile(&number, &paths, 0.5).values, [1.0, 6.0]);
        assert_eq!(Path::quantile(&number, &paths, 0.9).values, [8.0, 9.0]);
        assert_eq!(Path::quantile(&number, &paths, 0.1).values, [0.0, 3.0]);
        let states = mediator(Kind::States(vec!["a".to_owned(); 9]));
        assert_eq!(Path::mean(&states, &paths).values, [1.0, 6.0], "states have no mean");
    }

    #[test]
    fn an_account_keeps_what_came_and_what_went_apart() {
        let mut account = Account::default();
        for by in [3.0, -1.0, 2.0] {
            account.note(by);
        }
        assert_eq!((account.put_in, account.taken_out, account.largest), (5.0, 1.0, 3.0));
        assert_eq!(account.and(&account).times, 6);
    }
}
