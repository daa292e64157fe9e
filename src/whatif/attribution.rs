//! Attribution: the runs of some seeds in all the worlds that a change makes, and what
//! follows from them. Was the change needed, was it enough ([`necessity`]); through what did
//! it work ([`path`], [`mediation`]); who of several contributed how much ([`shapley`]); and
//! what else was pivotal ([`pivot`]).
//!
//! [`necessity`]: crate::whatif::necessity
//! [`mediation`]: crate::whatif::mediation

use std::ops::Range;
use std::str::FromStr;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use crate::batch::runner::each_seed;
use crate::batch::seeds::Sample;
use crate::batch::statistics::{Difference, Share, wilson};
use crate::history::Subject;
use crate::policy::world::{Life, World};
use crate::scenario::library::{self, Listing, Origin};
use crate::scenario::report::suggestion;
use crate::scenario::{MeasureKind, Scenario};
use crate::sim::luck::Nodes;
use crate::whatif::inquiry::{Trouble, Work, Worlds};
use crate::whatif::mediation::{Effects, Quadruple, effects};
use crate::whatif::necessity::{Causations, Pairs};
use crate::whatif::option_text::OptionText;
use crate::whatif::outcome::Outcome;
use crate::whatif::path::{self, Account, Mediator, Path};
use crate::whatif::pivot::{self, Item};
use crate::whatif::shapley;
use crate::whatif::uptake::Uptake;

/// The specification: whether a change was needed, whether it was enough, and through what
/// it worked. Each change of the subject is an antecedent of its own; with several, all are
/// made together, and the effect is shared out among them.
///
/// ```
/// use hokushin::batch::seeds::Sample;
/// use hokushin::history::Subject;
/// use hokushin::whatif::attribution::Attribute;
/// use hokushin::whatif::inquiry::Work;
///
/// let subject = Subject {
///     with: vec!["examples/a-week-later.ron".to_owned()],
///     ..Subject::of("1939-khalkhin-gol")
/// };
/// let outcome = Some("border_reached".to_owned());
/// let sample = Sample { runs: 4, ..Sample::default() };
/// let attribute = Attribute { subject, outcome, sample, ..Attribute::default() };
/// assert_eq!(attribute.run(&Work::QUIET)?.findings.n, 4);
/// # Ok::<(), hokushin::batch::work::Trouble>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Attribute {
    /// The histories, and the changes.
    pub subject: Subject,
    /// What the effect is measured on: an outcome class, a measure, or a condition.
    pub outcome: Option<String>,
    /// Quantities whose path may carry the effect; several together are one path.
    pub through: Vec<String>,
    /// Where the path is held in both worlds; nothing: at its mean, when there is a path.
    pub held_at: Vec<HeldAt>,
    /// Are all decisions and chance nodes ranked by how often each turns the outcome over?
    pub pivots: bool,
    /// Only these are ranked: names, or patterns such as `front.*`.
    pub nodes: Vec<String>,
    /// Seeds for the ranking, 1 to 10,000,000; nothing: those of the sample, at most
    /// [`PIVOT_RUNS`].
    pub pivot_runs: Option<u64>,
    /// The seeds.
    pub sample: Sample,
}

/// Seeds that are ranked on when nothing else is said.
pub const PIVOT_RUNS: u64 = 500;

/// An answered attribution.
#[derive(Debug)]
pub struct Attributed {
    /// What was asked, and the worlds that it took.
    pub asked: Attribution,
    /// All that was lived.
    pub runs: Runs,
    /// What it tells.
    pub findings: Findings,
    /// Seeds that the ranking was to be made on.
    pub pivot_runs: u64,
}

impl Attribute {
    /// Lives the histories and says what they tell.
    ///
    /// # Errors
    /// What is wrong with the specification or with a file, and when it is stopped before the
    /// first pair.
    pub fn run(&self, work: &Work<'_>) -> Result<Attributed, Trouble> {
        let asked = self.lay(work)?;
        let pivot_runs = match asked.items.len() {
            0 => 0,
            _ => self.pivot_runs.unwrap_or(PIVOT_RUNS).min(self.sample.runs),
        };
        (work.total)(asked.histories(self.sample.runs, pivot_runs));
        let runs = asked.runs(self.sample.seeds(), pivot_runs, work.stop, work.done);
        if runs.lived.is_empty() {
            return Err(Trouble::Stopped("interrupted before the first pair was run".to_owned()));
        }
        let first = self.sample.first();
        let lived = first..first + runs.lived.len() as u64;
        let uptake = Uptake::of(asked.all(), lived, &AtomicBool::new(false));
        let findings = Findings { uptake, ..Findings::of(&asked, &runs) };
        Ok(Attributed { asked, runs, findings, pivot_runs })
    }

    /// Reads what is asked, and lays the worlds.
    fn lay(&self, work: &Work<'_>) -> Result<Attribution, Trouble> {
        self.sample.check().map_err(Trouble::Asked)?;
        self.each_once()?;
        let worlds = Worlds::open(&self.subject)?;
        let unchanged = worlds.baseline()?.world;
        let scenario = unchanged.scenario();
        let Some(outcome) = &self.outcome else {
            return Err(Trouble::Asked(claims_of(scenario)));
        };
        let outcome = Outcome::parse(scenario, "--outcome", outcome)?;
        let wants_path = !self.through.is_empty();
        let mediator = match wants_path {
            true => Some(Mediator::parse(scenario, "--through", &self.through)?),
            false => None,
        };
        let asked = |what: &str| Err(Trouble::Asked(what.to_owned()));
        if !wants_path && !self.held_at.is_empty() {
            return asked("--held-at holds a path: name its quantity with --through");
        }
        let mut held_at = if wants_path { vec![HeldAt::Mean] } else { Vec::new() };
        if !self.held_at.is_empty() {
            held_at.clear();
            for &at in &self.held_at {
                if !held_at.contains(&at) {
                    held_at.push(at);
                }
            }
        }
        if let Some(wanted) = self.pivot_runs.filter(|wanted| *wanted > self.sample.runs) {
            return asked(&format!(
                "--pivot-runs {wanted}: the ranking is made on the seeds of --runs, which are {}",
                self.sample.runs
            ));
        }
        let pivots = self.pivots || !self.nodes.is_empty() || self.pivot_runs.is_some();
        if pivots && !outcome.is_claim() {
            return asked(
                "--pivots asks what turns an outcome over: give --outcome a yes or no, such as `japan.oil.stock > 20`",
            );
        }
        let items = if pivots { self.items(&unchanged)? } else { Vec::new() };
        // All of them together come first, so that those which contradict each other are
        // refused at once.
        let all = worlds.changed()?;
        work.warn(&all.warnings);
        let mut listings = all.counterfactuals.into_iter();
        let changes = self.subject.changes();
        let antecedents: Vec<Vec<Listing>> =
            changes.iter().map(|names| listings.by_ref().take(names.len()).collect()).collect();
        let last = (1 << changes.len()) - 1;
        let mut laid = vec![unchanged];
        for subset in 1..last {
            laid.push(worlds.with(&|change| subset & (1 << change) != 0)?.world);
        }
        laid.push(all.world);
        Ok(Attribution { antecedents, worlds: laid, outcome, mediator, held_at, items })
    }

    fn items(&self, world: &World) -> Result<Vec<Item>, Trouble> {
        let all = pivot::items(&world.premise);
        let mut known: Vec<String> = all.iter().map(|item| item.name.clone()).collect();
        known.extend(all.iter().flat_map(|item| item.nodes.iter().cloned()));
        pivot::narrowed(all, &self.nodes).map_err(|place| {
            let pattern = &self.nodes[place];
            let help = suggestion(pattern.trim(), known.iter().map(String::as_str));
            let message = format!("no decision or chance node fits `{pattern}`");
            OptionText { option: "--nodes", text: pattern }
                .refuse("", "H0201", message, help)
                .into()
        })
    }

    /// An effect is shared out among changes that are each there once.
    fn each_once(&self) -> Result<(), Trouble> {
        let with = &self.subject.with;
        if with.is_empty() {
            return Err(Trouble::Asked(
                "attribute needs a change: --with COUNTERFACTUAL (`hokushin list` shows them)"
                    .to_owned(),
            ));
        }
        if with.len() > shapley::MOST {
            return Err(Trouble::Asked(format!(
                "--with is given {} times; at most {}, since every subset of them is lived in a world of its own ({} would be {}). Join some with `+`, or ask for fewer",
                with.len(),
                shapley::MOST,
                with.len(),
                1_u64
                    .checked_shl(with.len() as u32)
                    .map_or("too many".to_owned(), |all| all.to_string())
            )));
        }
        let mut known: Vec<(Origin, &str)> = Vec::new();
        for (text, names) in with.iter().zip(self.subject.changes()) {
            let written = OptionText { option: "--with", text };
            for name in names {
                if name.is_empty() {
                    let message = "a counterfactual has no name here".to_owned();
                    let help = "write one name, or several joined as `a+b`".to_owned();
                    return Err(written.refuse("", "H0007", message, help).into());
                }
                let inline = self.subject.written.iter().find(|written| written.id == name);
                let place = match inline {
                    Some(inline) => Origin::from(inline.clone()),
                    None => library::find(&name)?,
                };
                if let Some((_, other)) = known.iter().find(|(other, _)| other.is(&place)) {
                    let message =
                        format!("`{name}` is there twice: it stands in `{other}` already");
                    let help = "name each counterfactual once; an effect cannot be shared out between a change and itself".to_owned();
                    return Err(written.refuse("", "H0203", message, help).into());
                }
                known.push((place, text));
            }
        }
        Ok(())
    }
}

/// What can be asked of a scenario.
fn claims_of(scenario: &Scenario) -> String {
    let of = |kind| {
        let measures = scenario.measures.iter().filter(move |measure| measure.kind == kind);
        measures.map(|measure| measure.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    let outcomes: Vec<&str> = scenario.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    format!(
        "attribute needs one thing to ask about: --outcome CLAIM\n  happened or not: {}\n  outcome classes: {}\n  numbers: {}\n  or a condition, such as `event.moscow_falls`; a yes or no may end in `by 1942-04-30`",
        of(MeasureKind::Truth),
        outcomes.join(", "),
        of(MeasureKind::Number)
    )
}

/// Where a path is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum HeldAt {
    /// Its mean.
    Mean,
    /// A percentile, 1 to 99.
    Percent(u8),
}

impl HeldAt {
    /// Its name for programs.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            Self::Mean => "mean".to_owned(),
            Self::Percent(percent) => format!("q{percent:02}"),
        }
    }
}

impl From<HeldAt> for String {
    fn from(held: HeldAt) -> Self {
        match held {
            HeldAt::Mean => "mean".to_owned(),
            HeldAt::Percent(percent) => percent.to_string(),
        }
    }
}

impl TryFrom<String> for HeldAt {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for HeldAt {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match (text, text.parse()) {
            ("mean", _) => Ok(Self::Mean),
            (_, Ok(percent @ 1..=99)) => Ok(Self::Percent(percent)),
            _ => Err("give `mean`, or a percentile from 1 to 99".to_owned()),
        }
    }
}

/// Worldlines whose paths make the path that is held.
const PATHS: usize = 256;

/// What is asked, and the worlds that it takes.
#[derive(Debug)]
pub struct Attribution {
    /// The antecedents, each with its counterfactuals.
    pub antecedents: Vec<Vec<Listing>>,
    /// A world for each subset of them: bit `i` of its place says whether it is made.
    pub worlds: Vec<World>,
    /// What the effect is measured on.
    pub outcome: Outcome,
    /// What may carry it.
    pub mediator: Option<Mediator>,
    /// Where its path is held, in runs of their own.
    pub held_at: Vec<HeldAt>,
    /// What else may be pivotal.
    pub items: Vec<Item>,
}

/// One seed.
#[derive(Clone, Debug)]
pub struct Lived {
    /// The outcomes by subset of the antecedents.
    pub values: Vec<f64>,
    /// Did all antecedents together change nothing at all?
    pub same: bool,
    /// The runs on the path of the other world.
    pub crossed: Option<path::Crossed>,
}

impl Lived {
    /// Has the outcome a value in each of its runs?
    fn defined(&self) -> bool {
        let crossed = self.crossed.as_ref().is_none_or(|crossed| {
            let runs = crossed.runs;
            (runs.base_on_full_path + runs.full_on_base_path).is_finite()
        });
        crossed && self.values.iter().all(|value| value.is_finite())
    }
}

/// All that was lived.
#[derive(Clone, Debug)]
pub struct Runs {
    /// Each seed.
    pub lived: Vec<Lived>,
    /// By seed, by place in [`Attribution::held_at`]: without and with the change.
    pub held: Vec<Vec<(f64, f64)>>,
    /// By seed, by item: did it turn the outcome over?
    pub turned: Vec<Vec<bool>>,
}

impl Attribution {
    /// The world in which all antecedents are made.
    #[must_use]
    pub fn all(&self) -> &World {
        &self.worlds[self.worlds.len() - 1]
    }

    /// Lives one seed in all worlds.
    fn live(&self, seed: u64) -> Lived {
        let (unchanged, changed) = (&self.worlds[0], self.all());
        let mut values = vec![0.0; self.worlds.len()];
        let ends;
        let (same, crossed) = match &self.mediator {
            Some(mediator) => {
                let crossed = path::cross((unchanged, changed), &self.outcome, mediator, seed);
                ends = (crossed.runs.base, crossed.runs.full);
                (crossed.same, Some(crossed))
            }
            None => {
                let plain = |world| {
                    let (value, mut worldline) =
                        self.outcome.lived(world, Life::of(seed), |_, _| {});
                    (value, worldline.whole().state_hash())
                };
                let (before, after) = (plain(unchanged), plain(changed));
                ends = (before.0, after.0);
                (before.1 == after.1, None)
            }
        };
        let last = values.len() - 1;
        (values[0], values[last]) = ends;
        for (value, world) in values.iter_mut().zip(&self.worlds).take(last).skip(1) {
            *value = self.outcome.read(world, Life::of(seed));
        }
        Lived { values, same, crossed }
    }

    /// How many worldlines [`Attribution::runs`] lives.
    #[must_use]
    pub fn histories(&self, seeds: u64, pivot_runs: u64) -> u64 {
        let crossings = match self.mediator {
            Some(_) => 2 + 2 * self.held_at.len() as u64,
            None => 0,
        };
        seeds * (self.worlds.len() as u64 + crossings) + pivot_runs * self.items.len() as u64
    }

    /// Lives all the worldlines of some seeds, and ranks the items on the first
    /// `pivot_runs` of them. `stop` ends it early; `done` is told of each that is finished.
    #[must_use]
    pub fn runs(
        &self,
        seeds: Range<u64>,
        pivot_runs: u64,
        stop: &AtomicBool,
        done: &(dyn Fn(u64) + Sync),
    ) -> Runs {
        let Self { worlds, outcome, mediator, held_at, items, .. } = self;
        let (first, last) = (seeds.start, seeds.end);
        let crossings = if mediator.is_some() { 2 } else { 0 };
        let pass = |runs: u64| move |_| done(runs);
        let mut lived =
            each_seed(first..last, stop, &pass(worlds.len() as u64 + crossings), |seed| {
                let mut lived = self.live(seed);
                if seed - first >= PATHS as u64
                    && let Some(crossed) = &mut lived.crossed
                {
                    crossed.path = Path::default();
                }
                lived
            });
        let mut held = Vec::new();
        if let Some(mediator) = mediator {
            let paths: Vec<Path> = lived
                .iter_mut()
                .take(PATHS)
                .filter_map(|lived| lived.crossed.as_mut())
                .map(|crossed| std::mem::take(&mut crossed.path))
                .collect();
            let held_paths: Vec<Path> = held_at
                .iter()
                .map(|held| match held {
                    HeldAt::Mean => Path::mean(mediator, &paths),
                    HeldAt::Percent(at) => Path::quantile(mediator, &paths, f64::from(*at) / 100.0),
                })
                .collect();
            let on = |world, path, seed| path::on_path(world, outcome, mediator, path, seed);
            held = each_seed(first..last, stop, &pass(2 * held_at.len() as u64), |seed| {
                let pair = |path| (on(&worlds[0], path, seed), on(self.all(), path, seed));
                held_paths.iter().map(pair).collect()
            });
        }
        let lent: Vec<_> = items.iter().map(Item::lent).collect();
        let ranked = if lent.is_empty() { 0 } else { pivot_runs.min(lived.len() as u64) };
        let turned = each_seed(first..first + ranked, stop, &pass(lent.len() as u64), |seed| {
            let own = lived[(seed - first) as usize].values[0];
            let turns = |nodes: &Nodes| {
                let life = Life::in_luck(pivot::luck(seed, nodes.clone()));
                outcome.read(&worlds[0], life) != own
            };
            lent.iter().map(turns).collect()
        });
        Runs { lived, held, turned }
    }
}

/// What an antecedent contributes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Contribution {
    /// Its Shapley share of the effect, in the unit of the outcome.
    pub share: Difference,
    /// Its part of the whole effect: 1 is all of it, and below 0 it works against it.
    pub part: Option<Difference>,
    /// Its effect alone, in the unit of the outcome.
    pub alone: Difference,
    /// Its effect on top of all others, in the unit of the outcome.
    pub last: Difference,
}

/// What the path carries, and what imposing it took.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Carried {
    /// Whole, direct, indirect.
    pub effects: Effects,
    /// Seeds in which the two paths differ.
    pub differs: u64,
    /// Seeds in which imposing the path moved anything but itself.
    pub moved: u64,
    /// Imposed on the unchanged world, and on the changed one: by quantity, over all seeds.
    pub accounts: [Vec<Account>; 2],
    /// How many seeds.
    pub n: u64,
}

/// The effect while the path is held.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Controlled {
    /// Where the path is held.
    pub held: HeldAt,
    /// The mean outcome without the change: of a yes or no a share, 0 to 1, else in its unit.
    pub without: f64,
    /// The mean outcome with it, likewise.
    pub with: f64,
    /// Its effect, likewise.
    pub effect: Difference,
    /// How many seeds.
    pub n: u64,
}

/// How often an item turned the outcome over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Turned {
    /// Place of the item.
    pub place: usize,
    /// In how many seeds.
    pub count: u64,
    /// The same as a share.
    pub share: Share,
}

/// What was found, estimated.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Findings {
    /// How many seeds.
    pub n: u64,
    /// The mean outcome without the change: of a yes or no a share, 0 to 1, else in its unit.
    pub without: f64,
    /// The mean outcome with it, likewise.
    pub with: f64,
    /// Its whole effect, likewise.
    pub effect: Difference,
    /// Seeds that do not count, because the number has no value in one of their runs.
    pub undefined: u64,
    /// Seeds in which the change changed nothing at all.
    pub same: u64,
    /// Pairs by who has the outcome, when it is a yes or no.
    pub pairs: Option<Pairs>,
    /// By antecedent, when there are several.
    pub contributions: Vec<Contribution>,
    /// What the path carries, when there is one.
    pub carried: Option<Carried>,
    /// The effect with the path held.
    pub controlled: Vec<Controlled>,
    /// Items, those which turn most first.
    pub turned: Vec<Turned>,
    /// Among the seeds of the ranking: how often the change itself turns it over.
    pub change_turns: u64,
    /// Seeds of the ranking.
    pub ranked: u64,
    /// What of the change is taken up at all.
    pub uptake: Uptake,
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

impl Findings {
    /// Estimates them.
    #[must_use]
    pub fn of(asked: &Attribution, found: &Runs) -> Self {
        let Runs { lived, held, turned } = found;
        let before = lived.len();
        let lived: Vec<&Lived> = lived.iter().filter(|lived| lived.defined()).collect();
        let lived = lived.as_slice();
        let undefined = (before - lived.len()) as u64;
        let last = asked.worlds.len() - 1;
        let outcome = &asked.outcome;
        let contrasts = |to: usize, from: usize| -> Vec<f64> {
            lived.iter().map(|lived| lived.values[to] - lived.values[from]).collect()
        };
        let whole = contrasts(last, 0);
        let ends = |lived: &Lived| (lived.values[0] != 0.0, lived.values[last] != 0.0);
        let shares: Vec<Vec<f64>> =
            lived.iter().map(|lived| shapley::shares(&lived.values)).collect();
        let contribution = |place: usize| {
            let own: Vec<f64> = shares.iter().map(|shares| shares[place]).collect();
            Contribution {
                share: outcome.mean(&own),
                part: outcome.share_of(&own, &whole),
                alone: outcome.mean(&contrasts(1 << place, 0)),
                last: outcome.mean(&contrasts(last, last ^ (1 << place))),
            }
        };
        let several = asked.antecedents.len() > 1;
        let mut order: Vec<Turned> = (0..asked.items.len())
            .map(|place| {
                let count = turned.iter().filter(|turned| turned[place]).count() as u64;
                Turned { place, count, share: wilson(count, turned.len() as u64) }
            })
            .collect();
        order.sort_by_key(|turned| (std::cmp::Reverse(turned.count), turned.place));
        let ranked = lived.iter().take(turned.len());
        Self {
            n: lived.len() as u64,
            without: mean(lived.iter().map(|lived| lived.values[0])),
            with: mean(lived.iter().map(|lived| lived.values[last])),
            effect: outcome.mean(&whole),
            undefined,
            same: lived.iter().filter(|lived| lived.same).count() as u64,
            pairs: outcome.is_claim().then(|| Pairs::count(lived.iter().copied().map(ends))),
            contributions: if several {
                (0..asked.antecedents.len()).map(contribution).collect()
            } else {
                Vec::new()
            },
            carried: carried(lived, outcome),
            controlled: asked
                .held_at
                .iter()
                .enumerate()
                .filter(|_| !held.is_empty())
                .map(|(place, &at)| {
                    let known = |pair: &(f64, f64)| pair.0.is_finite() && pair.1.is_finite();
                    let pairs = || held.iter().map(move |held| held[place]).filter(known);
                    let effect: Vec<f64> = pairs().map(|(without, with)| with - without).collect();
                    Controlled {
                        held: at,
                        without: mean(pairs().map(|(without, _)| without)),
                        with: mean(pairs().map(|(_, with)| with)),
                        effect: outcome.mean(&effect),
                        n: pairs().count() as u64,
                    }
                })
                .collect(),
            turned: order,
            change_turns: ranked
                .clone()
                .filter(|lived| lived.values[0] != lived.values[last])
                .count() as u64,
            ranked: ranked.count() as u64,
            uptake: Uptake::default(),
        }
    }

    /// Does the change work against the outcome?
    #[must_use]
    pub fn prevents(&self) -> bool {
        self.pairs.is_some_and(|pairs| pairs.lost > pairs.gained)
    }

    /// Necessity and sufficiency, for what the change does: bring the outcome about, or
    /// prevent it.
    #[must_use]
    pub fn causations(&self) -> Option<Causations> {
        let pairs = self.pairs?;
        Some(if self.prevents() { pairs.turned().causations() } else { pairs.causations() })
    }
}

fn carried(lived: &[&Lived], outcome: &Outcome) -> Option<Carried> {
    let crossed: Vec<&path::Crossed> =
        lived.iter().filter_map(|lived| lived.crossed.as_ref()).collect();
    let first = crossed.first()?;
    let runs: Vec<Quadruple> = crossed.iter().map(|crossed| crossed.runs).collect();
    let sum = |of: &dyn Fn(&path::Crossed) -> &[Account]| {
        (0..of(first).len())
            .map(|place| {
                let none = Account::default();
                crossed.iter().fold(none, |sum, crossed| sum.and(&of(crossed)[place]))
            })
            .collect()
    };
    Some(Carried {
        effects: effects(&runs, outcome),
        differs: crossed.iter().filter(|crossed| crossed.differs).count() as u64,
        moved: crossed.iter().filter(|crossed| crossed.moved).count() as u64,
        accounts: [sum(&|crossed| &crossed.forth), sum(&|crossed| &crossed.back)],
        n: crossed.len() as u64,
    })
}
