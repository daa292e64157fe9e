//! How far from what was to be expected an antecedent lies: its surprise,
//! `-log2 P(antecedent | history up to its date)`, in bits, one intervention after another.
//!
//! A detailed chain feels likelier than it is (Tversky and Kahneman 1983). So the interventions of
//! an antecedent are taken in the order of their dates, each given the ones before it, and
//! their probabilities multiply to that of the whole. World *k* is the one in which the
//! first *k* interventions are done; its worldlines carry as weights how likely they would have
//! done those interventions by themselves (sequential importance weighting; Liu 2001, *Monte Carlo
//! Strategies in Scientific Computing*, ch. 2), so that intervention *k* + 1 is weighed in
//! histories in which its forerunners are as natural as they can be.
//!
//! What each kind of intervention costs:
//! - an option forced on a decision: the probability with which doctrine takes it at every
//!   asking in its window (one asking, where the answer settles the question), in the
//!   worldlines in which it is asked. Where history answers, what the record shows is free;
//! - an event dropped: the probability that it does not come about by the end of its window,
//!   the product of one less its chance over the weeks in which its condition holds;
//! - a quantity set on a date: twice the share of worldlines in which it lies at least as
//!   far out, on that side of the median, as what is set (two-sided, at most 1); what is set
//!   relative to what was there is read at the median. A state or a truth: the share in
//!   which it is so;
//! - the chance node of an event: the chance of falling on that side, in each week in which it
//!   is drawn (never drawn, it costs nothing); another node: twice the tail beyond the
//!   number, for each draw in the window;
//! - a parameter: the part of its triangle that lies at least as far from the best value, on
//!   that side;
//! - what the model holds fixed (an event without chance, a quantity that is the same in
//!   every history) and what is added or moved from outside has no number.

use std::ops::Range;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use crate::batch::runner::each_seed;
use crate::batch::statistics::{quantile, wilson};
use crate::policy;
use crate::policy::world::{Life, World};
use crate::scenario::expression::Reader;
use crate::scenario::vocabulary::Kind;
use crate::scenario::{
    Day, DecisionId, Event, EventId, Intervention, OptionId, Scenario, Trigger, Week,
};
use crate::sim::agenda::Seat;
use crate::sim::calendar::{self, week_of};
use crate::sim::fingerprint::name_of;
use crate::sim::{Phase, Whole, luck};

/// Up to here an antecedent is *plausible*: one chance in twenty, the customary limit.
pub const PLAUSIBLE: f64 = 4.321_928_094_887_363;
/// Beyond this it is a *miracle*: one chance in a thousand.
pub const MIRACLE: f64 = 9.965_784_284_662_087;

/// Resamplings for an interval (Efron 1979).
const RESAMPLES: u64 = 400;

/// A probability as surprise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bits {
    /// `-log2 p`, at least 0; infinite when none of the worldlines had it.
    pub bits: f64,
    /// Lower end of the 95 % interval: all that is known where `bits` is infinite.
    pub low: f64,
    /// Upper end, in bits; may be infinite.
    pub high: f64,
}

impl Bits {
    /// Of a probability and the interval around it.
    #[must_use]
    pub fn of(chance: f64, low: f64, high: f64) -> Self {
        Self { bits: bits(chance), low: bits(high), high: bits(low) }
    }

    /// Is no more known than a lower bound?
    #[must_use]
    pub const fn unbounded(&self) -> bool {
        self.bits.is_infinite()
    }
}

/// `-log2 p`, at least 0.
#[must_use]
pub fn bits(chance: f64) -> f64 {
    if chance <= 0.0 { f64::INFINITY } else { (-libm::log2(chance)).max(0.0) }
}

/// Why an intervention has no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outside {
    /// An event is added from outside.
    Added,
    /// An event is moved to another date.
    Moved,
    /// The scenario fixes the event: it happens in every worldline that there is.
    Fixed,
    /// The quantity is the same in every worldline on that date.
    Still,
    /// The parameter lies outside its range.
    Impossible,
    /// The question is not asked in any of the worldlines.
    NeverAsked,
}

/// An intervention of an antecedent, weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeighedIntervention {
    /// The week of its date.
    pub day: Day,
    /// Its probability given the interventions before it; not a number where it has none.
    pub chance: f64,
    /// Its surprise, or why there is none.
    pub surprise: Result<Bits, Outside>,
    /// The product of the probabilities so far, over the interventions that have one.
    pub product: f64,
    /// Weight of the worldlines in which it could be done at all: in which the question is
    /// asked; 1 for interventions that nobody is asked about.
    pub asked: f64,
    /// On how many worldlines the weights with this intervention rest (Kish 1965): of few, neither
    /// the probability nor its interval is worth much, for the likely ones may be missing.
    pub effective: f64,
    /// Of a quantity: its median in the worldlines on that date, and that of what is set.
    pub quantity: Option<(f64, f64)>,
}

/// An antecedent, weighed one intervention after another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// The interventions, in the order of their dates.
    #[serde(rename = "pieces")]
    pub interventions: Vec<WeighedIntervention>,
    /// The sum over the interventions that have a number; `None` when no intervention has one.
    pub whole: Option<Bits>,
    /// Worldlines of each world.
    pub seeds: u64,
}

/// Fewer worldlines than this are no ground for a probability.
pub const FEWEST: f64 = 30.0;

/// What an antecedent is called (Lebow 2010, *Forbidden Fruit*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// At most [`PLAUSIBLE`] bits.
    Plausible,
    /// More, at most [`MIRACLE`] bits.
    Strained,
    /// More, or an event that is added or moved from outside, or a parameter that cannot be.
    Miracle,
    /// The model holds an intervention of it fixed and the rest is plausible: its defence has to
    /// carry it.
    Unweighed,
}

impl Chain {
    /// Plausible, strained or a miracle?
    #[must_use]
    pub fn label(&self) -> Label {
        let outside = |why: &[Outside]| {
            self.interventions
                .iter()
                .any(|intervention| intervention.surprise.is_err_and(|found| why.contains(&found)))
        };
        let known =
            self.whole.map_or(0.0, |whole| if whole.unbounded() { whole.low } else { whole.bits });
        if known > MIRACLE || outside(&[Outside::Added, Outside::Moved, Outside::Impossible]) {
            Label::Miracle
        } else if known > PLAUSIBLE {
            Label::Strained
        } else if outside(&[Outside::Fixed, Outside::Still, Outside::NeverAsked]) {
            Label::Unweighed
        } else {
            Label::Plausible
        }
    }
}

/// The places of some interventions in the order of their dates.
#[must_use]
pub fn in_order(scenario: &Scenario, interventions: &[Intervention]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..interventions.len()).collect();
    order.sort_by_key(|&place| (scenario.days_of(&interventions[place]).0, place));
    order
}

/// What a worldline says of the interventions that were done in it, and of the next one.
#[derive(Clone, Debug)]
struct Lived {
    /// Of each intervention done: how likely the worldline would have done it by itself.
    natural: Vec<f64>,
    /// Is the question of the next intervention asked?
    asked: bool,
    /// The quantity that the next intervention sets: what it is, and what it would be set to.
    quantity: Option<(f64, f64)>,
}

/// Watches a worldline for what its interventions would have cost.
struct Watcher<'a> {
    done: &'a [Intervention],
    next: Option<&'a Intervention>,
    lived: Lived,
    was_asked: Vec<bool>,
    /// Probabilities of forced answers that are on the table, by intervention.
    table: Vec<Option<f64>>,
    /// Chances of events as the week's rules left them, before it closed, by intervention.
    before: Vec<Option<f64>>,
}

impl<'a> Watcher<'a> {
    fn new(done: &'a [Intervention], next: Option<&'a Intervention>) -> Self {
        let lived = Lived { natural: vec![1.0; done.len()], asked: false, quantity: None };
        let (table, before) = (vec![None; done.len()], vec![None; done.len()]);
        Self { done, next, lived, was_asked: vec![false; done.len()], table, before }
    }

    fn watch(&mut self, phase: Phase, whole: &mut Whole<'_>) {
        match phase {
            Phase::Calendar => {
                self.look_at_dated_events(whole);
                self.read_quantity(whole);
            }
            Phase::Questions => self.look_at_the_table(whole),
            Phase::Answers => self.note_answers(whole),
            Phase::FarEast => {
                for (place, intervention) in self.done.iter().enumerate() {
                    self.before[place] = waiting(whole, intervention);
                }
            }
            Phase::Consequences => self.close(whole),
            _ => {}
        }
    }

    /// Events of the date, which are drawn when the week opens.
    fn look_at_dated_events(&mut self, whole: &Whole<'_>) {
        for (natural, intervention) in self.lived.natural.iter_mut().zip(self.done) {
            let Some((event, _)) = event_of(whole, intervention) else { continue };
            let Trigger::On { moment, provided } = &event.trigger else { continue };
            let due = week_of(moment.day) == whole.calendar.week;
            if due && provided.as_ref().is_none_or(|provided| provided.holds(whole)) {
                *natural *= side(intervention, chance(whole, event));
            }
        }
    }

    fn read_quantity(&mut self, whole: &Whole<'_>) {
        if let Some(Intervention::Quantity(setting)) = self.next
            && week_of(setting.day) == whole.calendar.week
        {
            let was = whole.read(setting.effect.target);
            self.lived.quantity = Some((was, whole.result(&setting.effect).unwrap_or(was)));
        }
    }

    fn look_at_the_table(&mut self, whole: &Whole<'_>) {
        let week = whole.calendar.week;
        let on_table = |decision: DecisionId| {
            whole.agenda.questions().iter().position(|question| question.decision == decision)
        };
        for (place, intervention) in self.done.iter().enumerate() {
            self.table[place] = match intervention {
                Intervention::Option(forced) if forced.touches(week) => {
                    on_table(forced.decision).map(|at| probability(whole, at, forced.choice))
                }
                Intervention::Node(forced) if forced.touches(week) => {
                    let decisions = &whole.premise.scenario.decisions;
                    let asked = decisions.id_where(|decision| {
                        let inside = forced.node.strip_prefix("decision.");
                        let inside = inside.and_then(|rest| rest.strip_prefix(&decision.id));
                        inside.is_some_and(|rest| rest.starts_with('.'))
                    });
                    asked.and_then(on_table).map(|_| extreme(forced.value))
                }
                _ => None,
            };
        }
    }

    /// What is put on the table in case, and then does not come up, costs nothing.
    fn note_answers(&mut self, whole: &Whole<'_>) {
        let week = whole.calendar.week;
        if let Some(Intervention::Option(forced)) = self.next
            && forced.touches(week)
        {
            self.lived.asked |= whole.past.week_of_answer(forced.decision) == Some(week);
        }
        for (place, intervention) in self.done.iter().enumerate() {
            let Some(probability) = self.table[place] else { continue };
            let answered = match intervention {
                Intervention::Option(forced) => {
                    whole.past.week_of_answer(forced.decision) == Some(whole.calendar.week)
                }
                _ => true,
            };
            if answered {
                self.lived.natural[place] *= probability;
                self.was_asked[place] = true;
            }
        }
    }

    /// Events that wait for a condition, which are drawn when the week closes.
    fn close(&mut self, whole: &Whole<'_>) {
        for (place, intervention) in self.done.iter().enumerate() {
            let Some((event, id)) = event_of(whole, intervention) else { continue };
            if !matches!(event.trigger, Trigger::When { .. }) {
                continue;
            }
            // Once it has happened, its own effects stand in what its chance reads.
            let happened = whole.past.week_of_event(id) == Some(whole.calendar.week);
            let now = if happened {
                self.before[place].or_else(|| Some(chance(whole, event)))
            } else {
                waiting(whole, intervention)
            };
            if let Some(chance) = now {
                self.lived.natural[place] *= side(intervention, chance);
            }
        }
    }

    fn lived(mut self) -> Lived {
        for ((natural, intervention), asked) in
            self.lived.natural.iter_mut().zip(self.done).zip(&self.was_asked)
        {
            if matches!(intervention, Intervention::Option(_)) && !asked {
                *natural = 0.0;
            }
        }
        self.lived
    }
}

/// The event that an intervention drops or draws, in the weeks in which it does.
fn event_of<'a>(whole: &Whole<'a>, intervention: &Intervention) -> Option<(&'a Event, EventId)> {
    let events = &whole.premise.scenario.events;
    let id = match intervention {
        Intervention::Drop(event) => *event,
        Intervention::Node(forced) if forced.touches(whole.calendar.week) => {
            let name = forced.node.strip_prefix("event.")?;
            events.id_where(|event| event.id == name)?
        }
        _ => return None,
    };
    events.get(id).map(|event| (event, id))
}

/// The chance with which an event that waits would come about this week; nothing where it
/// cannot.
fn waiting(whole: &Whole<'_>, intervention: &Intervention) -> Option<f64> {
    let (event, id) = event_of(whole, intervention)?;
    let Trigger::When { condition, from, until, .. } = &event.trigger else { return None };
    let open = (week_of(*from)..=week_of(*until)).contains(&whole.calendar.week);
    let waits = open && !whole.past.happened(id) && condition.holds(whole);
    waits.then(|| chance(whole, event))
}

fn chance(whole: &Whole<'_>, event: &Event) -> f64 {
    event.chance.as_ref().map_or(1.0, |chance| chance.value(whole).clamp(0.0, 1.0))
}

/// The probability of what an intervention does with an event of this chance.
fn side(intervention: &Intervention, chance: f64) -> f64 {
    match intervention {
        Intervention::Node(forced) if forced.value < chance => chance,
        _ => 1.0 - chance,
    }
}

/// The probability of a uniform number at least so far from the middle.
fn extreme(uniform: f64) -> f64 {
    (2.0 * uniform.min(1.0 - uniform)).min(1.0)
}

/// The probability with which whoever sits there takes an option.
fn probability(whole: &Whole<'_>, at: usize, choice: OptionId) -> f64 {
    let question = whole.agenda.questions()[at];
    let decision = &whole.premise.scenario.decisions[question.decision];
    if whole.seats.0[decision.actor] == Seat::History {
        let sunday = whole.calendar.day + 6;
        let speaks = decision.choices.iter().zip(&question.utilities).any(|(choice, utility)| {
            utility.is_some() && choice.history.as_ref().is_some_and(|from| from.day <= sunday)
        });
        if speaks && policy::as_recorded(whole, at) == Some(choice) {
            return 1.0;
        }
    }
    policy::probabilities(decision, &question)[choice]
}

/// Weighs an antecedent. `worlds[k]` is the world in which the first *k* of the interventions,
/// which stand in the order of their dates, are done: one more than there are interventions.
/// `None` when
/// it was stopped. In all, `worlds.len() * seeds` histories are lived.
#[must_use]
pub fn weigh(
    worlds: &[World],
    interventions: &[Intervention],
    seeds: Range<u64>,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
) -> Option<Chain> {
    let count = seeds.end - seeds.start;
    let mut lived: Vec<Vec<Lived>> = Vec::new();
    for (place, world) in worlds.iter().enumerate() {
        let (so_far, next) =
            (&interventions[..place.min(interventions.len())], interventions.get(place));
        let of_seed = |seed| {
            let mut watcher = Watcher::new(so_far, next);
            world.live_watched(Life::of(seed), |at, whole| watcher.watch(at, whole), |_| {});
            watcher.lived()
        };
        let found = each_seed(seeds.clone(), stop, done, of_seed);
        if (found.len() as u64) < count {
            return None;
        }
        lived.push(found);
    }
    let base = worlds.first()?.scenario();
    let last = worlds.last()?.scenario();
    let chain = Weighing { base, last, interventions, lived: &lived };
    Some(chain.chain(count))
}

/// The arithmetic of a chain.
struct Weighing<'a> {
    base: &'a Scenario,
    last: &'a Scenario,
    interventions: &'a [Intervention],
    lived: &'a [Vec<Lived>],
}

impl Weighing<'_> {
    /// Is an intervention's cost carried by the worldlines, as their weight?
    fn carried(&self, intervention: &Intervention) -> bool {
        match intervention {
            Intervention::Option(_) => true,
            Intervention::Drop(event) => !fixed(&self.last.events[*event]),
            Intervention::Node(forced) => {
                forced.node.starts_with("event.") || forced.node.starts_with("decision.")
            }
            _ => false,
        }
    }

    /// The weight of a worldline of world `k`: how likely it would have done all interventions.
    fn weight(&self, k: usize, seed: usize) -> f64 {
        let natural = self.lived[k][seed].natural.iter().zip(self.interventions);
        natural
            .filter(|(_, intervention)| self.carried(intervention))
            .map(|(natural, _)| natural)
            .product()
    }

    /// The probability of a carried intervention, over some of the seeds: what comes in, and what
    /// there was before.
    fn ratio(&self, place: usize, seeds: &mut dyn Iterator<Item = usize>) -> f64 {
        let question = matches!(self.interventions[place], Intervention::Option(_));
        let (mut over, mut under) = (0.0, 0.0);
        for seed in seeds {
            over += self.weight(place + 1, seed);
            if !question || self.lived[place][seed].asked {
                under += self.weight(place, seed);
            }
        }
        if under > 0.0 { (over / under).min(1.0) } else { f64::NAN }
    }

    fn chain(&self, count: u64) -> Chain {
        let n = count as usize;
        let mut chain = Chain { interventions: Vec::new(), whole: None, seeds: count };
        let mut product = 1.0;
        // The ends of carried interventions move together; those of the others are their own.
        let mut resampled = vec![1.0; RESAMPLES as usize];
        let mut carried = (0.0, false);
        let (mut sum, mut below, mut above, mut numbers) = (0.0, 0.0, 0.0, 0);
        let mut least = 0.0;
        for (place, intervention) in self.interventions.iter().enumerate() {
            let asked = self.asked(place, n);
            let found = if self.carried(intervention) {
                let chance = self.ratio(place, &mut (0..n));
                if chance.is_nan() {
                    Err(Outside::NeverAsked)
                } else if chance == 0.0 {
                    let open = (asked * n as f64) as u64;
                    Ok((0.0, Bits::of(0.0, 0.0, wilson(0, open.max(1)).high)))
                } else {
                    let mut each: Vec<f64> = (0..RESAMPLES)
                        .map(|draw| self.ratio(place, &mut resample(draw, n)))
                        .collect();
                    for (product, factor) in resampled.iter_mut().zip(&each) {
                        *product *= factor;
                    }
                    carried = (carried.0 + bits(chance), true);
                    each.retain(|chance| !chance.is_nan());
                    each.sort_by(f64::total_cmp);
                    let (low, high) = (quantile(&each, 0.025), quantile(&each, 0.975));
                    Ok((chance, Bits::of(chance, low.min(chance), high.max(chance))))
                }
            } else {
                self.apart(place, n)
            };
            let (chance, surprise) = match found {
                Ok((chance, bits)) => (chance, Ok(bits)),
                Err(outside) => (f64::NAN, Err(outside)),
            };
            if let Ok(bits) = surprise {
                product *= chance;
                numbers += 1;
                sum += bits.bits;
                least += bits.low;
                if !self.carried(intervention) || bits.unbounded() {
                    below += (bits.bits - bits.low) * (bits.bits - bits.low);
                    above += (bits.high - bits.bits) * (bits.high - bits.bits);
                }
            }
            let day = self.last.days_of(intervention).0;
            let quantity = self.medians(place, n);
            let effective = self.effective(place + 1, n);
            chain.interventions.push(WeighedIntervention {
                day,
                chance,
                surprise,
                product,
                asked,
                effective,
                quantity,
            });
        }
        if carried.1 {
            resampled.retain(|chance| !chance.is_nan());
            resampled.sort_by(f64::total_cmp);
            let (high, low) =
                (bits(quantile(&resampled, 0.025)), bits(quantile(&resampled, 0.975)));
            below += (carried.0 - low).max(0.0) * (carried.0 - low).max(0.0);
            above += (high - carried.0).max(0.0) * (high - carried.0).max(0.0);
        }
        // Ends of a sum of independent parts (Zou and Donner 2008).
        chain.whole = (numbers > 0).then(|| {
            if sum.is_infinite() {
                Bits { bits: sum, low: least, high: f64::INFINITY }
            } else {
                let low = (sum - libm::sqrt(below)).max(0.0);
                Bits { bits: sum, low, high: sum + libm::sqrt(above) }
            }
        });
        chain
    }

    /// The weight of the worldlines in which the question of an intervention is asked.
    fn asked(&self, place: usize, n: usize) -> f64 {
        if !matches!(self.interventions[place], Intervention::Option(_)) {
            return 1.0;
        }
        let (mut asked, mut all) = (0.0, 0.0);
        for seed in 0..n {
            let weight = self.weight(place, seed);
            all += weight;
            asked += if self.lived[place][seed].asked { weight } else { 0.0 };
        }
        if all > 0.0 { asked / all } else { 0.0 }
    }

    /// On how many worldlines the weights of world `k` rest.
    fn effective(&self, k: usize, n: usize) -> f64 {
        let (sum, squares) = (0..n)
            .map(|seed| self.weight(k, seed))
            .fold((0.0, 0.0), |(sum, squares): (f64, f64), weight| {
                (sum + weight, squares + weight * weight)
            });
        if squares > 0.0 { sum * sum / squares } else { 0.0 }
    }

    fn medians(&self, place: usize, n: usize) -> Option<(f64, f64)> {
        let read = |of: &dyn Fn((f64, f64)) -> f64| -> Vec<(f64, f64)> {
            let values = (0..n).filter_map(|seed| {
                Some((of(self.lived[place][seed].quantity?), self.weight(place, seed)))
            });
            values.collect()
        };
        let was = read(&|(was, _)| was);
        (!was.is_empty()).then(|| (median(was), median(read(&|(_, set)| set))))
    }

    /// An intervention whose cost does not hang on the single worldline.
    fn apart(&self, place: usize, n: usize) -> Result<(f64, Bits), Outside> {
        let exact = |chance: f64| Ok((chance, Bits::of(chance, chance, chance)));
        match &self.interventions[place] {
            Intervention::Add(_) => Err(Outside::Added),
            Intervention::Move(_) => Err(Outside::Moved),
            Intervention::Drop(_) | Intervention::Option(_) => Err(Outside::Fixed),
            Intervention::Node(forced) => {
                let draws = draws(&forced.node, week_of(forced.from), week_of(forced.until));
                exact(libm::pow(extreme(forced.value), f64::from(draws)))
            }
            Intervention::Parameter { name, to, .. } => {
                let known = self.base.parameters.iter().find(|known| known.name == *name);
                let (low, high) = known.map_or((*to, *to), |known| known.range);
                let best = known.map_or(*to, |known| known.value);
                match triangle_tail(low, best, high, *to) {
                    0.0 => Err(Outside::Impossible),
                    tail => exact(tail),
                }
            }
            Intervention::Quantity(setting) => {
                let kind = self.base.vocabulary.entry(setting.effect.target);
                let number = kind.is_none_or(|entry| matches!(entry.kind, Kind::Number { .. }));
                let values: Vec<(f64, f64, f64)> = (0..n)
                    .filter_map(|seed| {
                        let (was, set) = self.lived[place][seed].quantity?;
                        Some((was, set, self.weight(place, seed)))
                    })
                    .collect();
                tail(&values, number)
            }
        }
    }
}

/// Does an event happen on its date whatever comes?
const fn fixed(event: &Event) -> bool {
    event.chance.is_none() && matches!(event.trigger, Trigger::On { provided: None, .. })
}

/// Places of a resample of `n` seeds, with the house's own generator, so that an interval is
/// the same on every machine; its draws have a name of their own, and are no history's.
fn resample(draw: u64, n: usize) -> impl Iterator<Item = usize> {
    let stream = name_of("surprise.resample");
    let blocks = (0..).flat_map(move |block| luck::named_draws::<32>(draw, block, stream));
    blocks.take(n).map(move |uniform| ((uniform * n as f64) as usize).min(n - 1))
}

/// How many draws of a node a window forces: most nodes draw every week, some when a season
/// begins; of a source's spells a window forces each that it touches.
fn draws(node: &str, from: Week, until: Week) -> u32 {
    if node.starts_with("source.") {
        let spell = |week: Week| week.div_euclid(luck::SPELL_WEEKS);
        return u32::from((spell(until) - spell(from)).max(0).cast_unsigned()) + 1;
    }
    let drawn = (from..=until).filter(|&week| calendar::drawn_anew(node, week));
    u32::try_from(drawn.count()).unwrap_or(u32::MAX)
}

/// The part of a triangle from `low` over `best` to `high` that lies at least as far from the
/// best value as `to`, on that side: 1 at the best value, 0 outside.
#[must_use]
pub fn triangle_tail(low: f64, best: f64, high: f64, to: f64) -> f64 {
    if to == best {
        return 1.0;
    }
    let (end, way) = if to < best { (low, best - low) } else { (high, high - best) };
    let left = if to < best { to - end } else { end - to };
    if way <= 0.0 || left <= 0.0 { 0.0 } else { (left / way) * (left / way) }
}

/// The probability of a quantity at least as far out as it is set. Each worldline gives what
/// the quantity was, what it is set to, and its weight.
fn tail(values: &[(f64, f64, f64)], number: bool) -> Result<(f64, Bits), Outside> {
    let sum = |part: &dyn Fn(f64, f64) -> bool| -> f64 {
        values.iter().filter(|(was, set, _)| part(*was, *set)).map(|(_, _, weight)| weight).sum()
    };
    let all = sum(&|_, _| true);
    let squares: f64 = values.iter().map(|(_, _, weight)| weight * weight).sum();
    if all <= 0.0 {
        return Err(Outside::NeverAsked);
    }
    if values.iter().all(|(was, set, weight)| was == set || *weight == 0.0) {
        return Ok((1.0, Bits::of(1.0, 1.0, 1.0)));
    }
    let first = values[0].0;
    if values.iter().all(|(was, ..)| *was == first) {
        return Err(Outside::Still);
    }
    let (share, sides) = if number {
        let set = median(values.iter().map(|&(_, set, weight)| (set, weight)).collect());
        let (above, below) = (sum(&|was, _| was >= set), sum(&|was, _| was <= set));
        (above.min(below) / all, 2.0)
    } else {
        (sum(&|was, set| was == set) / all, 1.0)
    };
    // Weighted worldlines tell as much as this many plain ones (Kish 1965).
    let worth = (all * all / squares).max(1.0);
    let interval = wilson((share * worth + 0.5) as u64, worth as u64);
    let both = |share: f64| (sides * share).min(1.0);
    let (low, high) = (both(interval.low), both(interval.high));
    let chance = both(share);
    Ok((chance, Bits::of(chance, low.min(chance), high.max(chance))))
}

/// The weighted median.
fn median(mut values: Vec<(f64, f64)>) -> f64 {
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    let all: f64 = values.iter().map(|(_, weight)| weight).sum();
    let mut so_far = 0.0;
    for (value, weight) in &values {
        so_far += weight;
        if so_far * 2.0 >= all {
            return *value;
        }
    }
    values.last().map_or(f64::NAN, |(value, _)| *value)
}

/// How many weeks pass until a reader of both chronicles sees a difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirstSeen {
    /// Weeks from the given one to the first entry that is told of one world only, for each
    /// seed; `None` where both tell the same to the end.
    pub weeks: Vec<Option<i32>>,
}

impl FirstSeen {
    /// The median over the seeds; those that never differ count as never, so that it is
    /// `None` where they are half or more.
    #[must_use]
    pub fn median(&self) -> Option<i32> {
        let mut sorted: Vec<i32> =
            self.weeks.iter().map(|weeks| weeks.unwrap_or(i32::MAX)).collect();
        sorted.sort_unstable();
        sorted.get(sorted.len() / 2).copied().filter(|&weeks| weeks != i32::MAX)
    }

    /// In how many no difference is ever told.
    #[must_use]
    pub fn never(&self) -> u64 {
        self.weeks.iter().filter(|weeks| weeks.is_none()).count() as u64
    }
}

/// Looks in pairs of worldlines for the first entry that is told of one only.
#[must_use]
pub fn first_seen(
    before: &World,
    after: &World,
    from: Week,
    seeds: Range<u64>,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
) -> FirstSeen {
    let weeks = each_seed(seeds, stop, done, |seed| {
        let live = |world: &World| world.live(Life::of(seed), |_| {}).chronicle;
        let (one, other) = (live(before), live(after));
        let told = |chronicle: &crate::sim::chronicle::Chronicle| -> Vec<_> {
            let mut told: Vec<_> = chronicle
                .entries()
                .iter()
                .map(|entry| (entry.day.div_euclid(7), entry.day, entry.happening))
                .collect();
            told.sort_by_key(|&(week, ..)| week);
            told
        };
        let (one, other) = (told(&one), told(&other));
        let parted = one.iter().zip(&other).position(|(one, other)| one != other);
        let place = parted.unwrap_or(one.len().min(other.len()));
        let week =
            [one.get(place), other.get(place)].into_iter().flatten().map(|told| told.0).min();
        week.map(|week| week - i32::from(from))
    });
    FirstSeen { weeks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_one_bit_and_a_certainty_none() {
        assert_eq!((bits(0.5), bits(1.0), bits(0.125)), (1.0, 0.0, 3.0));
        assert!(bits(0.0).is_infinite());
    }

    #[test]
    fn a_quantity_set_to_its_median_is_free_and_to_its_97_5_per_cent_costs_one_in_twenty() {
        let set = |to: f64| -> Vec<(f64, f64, f64)> {
            (0..1000).map(|place| (f64::from(place), to, 1.0)).collect()
        };
        assert_eq!(tail(&set(499.5), true).expect("a number").0, 1.0);
        let (chance, bits) = tail(&set(975.0), true).expect("a number");
        assert!((chance - 0.05).abs() < 1e-9, "{chance}");
        assert!(bits.low < PLAUSIBLE && PLAUSIBLE < bits.high, "{bits:?}");
    }

    #[test]
    fn what_is_set_to_what_it_was_costs_nothing() {
        let same: Vec<(f64, f64, f64)> =
            (0..50).map(|place| (f64::from(place), f64::from(place), 1.0)).collect();
        assert_eq!(tail(&same, true).expect("a number").1.bits, 0.0);
    }

    #[test]
    fn what_no_worldline_has_is_more_than_so_many_bits() {
        let far: Vec<(f64, f64, f64)> = (0..1000).map(|at| (f64::from(at), 5000.0, 1.0)).collect();
        let (_, bits) = tail(&far, true).expect("a lower bound");
        assert!(bits.unbounded() && (6.0..9.0).contains(&bits.low), "{bits:?}");
        let still: Vec<(f64, f64, f64)> = (0..9).map(|_| (1.0, 0.0, 1.0)).collect();
        assert_eq!(tail(&still, true), Err(Outside::Still));
    }

    #[test]
    fn a_heavy_worldline_counts_for_its_weight() {
        // Three histories at 0 and one at 1 that is three times as natural.
        let values = [(0.0, 1.0, 1.0), (0.0, 1.0, 1.0), (0.0, 1.0, 1.0), (1.0, 1.0, 3.0)];
        assert_eq!(tail(&values, false).expect("a share").0, 0.5);
    }

    #[test]
    fn the_tail_of_a_triangle_is_one_at_its_peak_and_none_outside() {
        assert_eq!(triangle_tail(0.0, 1.0, 3.0, 1.0), 1.0);
        assert_eq!(triangle_tail(0.0, 1.0, 3.0, 2.0), 0.25);
        assert_eq!(triangle_tail(0.0, 1.0, 3.0, 0.5), 0.25);
        assert_eq!(triangle_tail(0.0, 1.0, 3.0, 3.5), 0.0);
    }

    #[test]
    fn a_node_that_holds_for_a_season_is_drawn_once_in_it() {
        assert_eq!(draws("weather.winter", 40, 60), 1);
        assert_eq!(draws("weather.winter", 52, 56), 0, "that winter has begun before");
        assert_eq!(draws("source.sorge", 11, 12), 2, "two spells meet there");
        assert_eq!(draws("pact.incident", 40, 49), 10);
    }
}
