//! A scenario after compilation: what the simulation runs on. All names are
//! resolved, all dates are day numbers, all expressions are formulas.
//!
//! Interventions are compiled in as well: a counterfactual world is another
//! [`Scenario`] that shares everything with its twin except what was changed.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::files::fingerprint::Fingerprint;
use crate::scenario::expression::{Formula, Reader};
use crate::scenario::id::{
    ArmyId, DecisionId, EventId, Listed, OptionId, PersonId, PowerId, RegionId, SourceId, ZoneId,
};
use crate::scenario::vocabulary::{Var, Vocabulary};

/// A day, counted from Monday 6 January 1941, which is day 0 of week 0; days before it
/// are negative.
pub type Day = i32;
/// A week, counted from the one that begins on Monday 6 January 1941; weeks before it are
/// negative.
pub type Week = i16;

/// A text of the scenario in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

/// A moment as the record gives it: a day, and where the sources know it the
/// hour on the clocks of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The date on the clocks of `zone` (or simply the date).
    pub day: Day,
    /// Minutes after midnight on the clocks of the zone.
    pub clock: Option<(u16, ZoneId)>,
}

/// Clocks of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Name used in dates: `Moscow`.
    pub id: String,
    /// Name a reader sees.
    pub name: Text,
    /// Minutes ahead of Greenwich in the years of the scenario.
    pub minutes: i32,
}

/// Who governs: an actor that answers decisions, or a holder of land.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Power {
    /// Identifier: `japan`.
    pub id: String,
    /// Name a reader sees.
    pub name: Text,
    /// Its name in the middle of a sentence: "the Soviet Union".
    pub in_sentence: Text,
    /// The power at whose side it fights in the Far East.
    pub ally: Option<PowerId>,
}

/// A text up to its first full stop, colon or semicolon.
#[must_use]
pub fn first_clause(text: &str) -> &str {
    let end = text.char_indices().find(|&(at, letter)| {
        matches!(letter, ':' | ';' | '.')
            && text[at + letter.len_utf8()..].chars().next().is_none_or(char::is_whitespace)
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// A title before what answers it: a question needs no colon.
#[must_use]
pub fn with_colon(title: &str) -> String {
    if title.ends_with('?') { title.to_owned() } else { format!("{title}:") }
}

/// A region of the theatre.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Identifier, as in the map's files.
    pub id: String,
    /// Name a reader sees.
    pub name: Text,
    /// Who controls it at the start.
    pub holder: PowerId,
    /// How far permanent works multiply a defender's strength, 1 to 3.
    pub fortification: f64,
    /// What holding it is worth to an attacker who chooses where to go, 0 to 10.
    pub worth: f64,
    /// Border guards and militia here, against those of a whole frontier region.
    pub guards: f64,
    /// Share of its armies' needs that comes here from outside the theatre, 0 to 1.
    pub depot: f64,
    /// Days for which what is stored here feeds its holder's armies when nothing comes.
    pub stores: f64,
}

/// Land (or short sea) passage between two regions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// One region.
    pub a: RegionId,
    /// The other.
    pub b: RegionId,
    /// Way from the border to the other region's heart, km.
    pub km: f64,
    /// How fast an army goes here against open country, 0 to 1.
    pub going: f64,
    /// Does a railway lead along it?
    pub rail: bool,
    /// Does it lead over the sea?
    pub sea: bool,
}

/// Whose divisions an army shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// Those of its side's theatre: the Kwantung Army, the Soviet Far East.
    #[default]
    Theatre,
    /// Japan's in Korea.
    Korea,
    /// Japan's in the home islands; what no army has of them stands in Honshu.
    Home,
}

/// A named army.
#[derive(Clone, Debug, PartialEq)]
pub struct Army {
    /// Identifier.
    pub id: String,
    /// Name a reader sees.
    pub name: Text,
    /// Whose it is.
    pub power: PowerId,
    /// Where it stands at the start.
    pub region: RegionId,
    /// Share of the pool's divisions that are under this army, 0 to 1.
    pub share: f64,
    /// Whose divisions it shares.
    pub pool: Pool,
    /// Fighting value of its divisions against the mean of its pool.
    pub quality: f64,
    /// Tanks of its divisions against the mean of its side.
    pub tanks: f64,
    /// Share of its troops that ride on tracks or lorries of their own, 0 to 1.
    pub motorised: f64,
    /// Do its men go home when it is beaten? Then nobody counts them among his own.
    pub scatters: bool,
    /// From which day it exists.
    pub from: Day,
}

/// How an effect changes its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// `=`
    Set,
    /// `+=`
    Add,
    /// `-=`
    Subtract,
    /// `*=`
    Multiply,
}

/// An effect of an event or an option. The result is kept inside the range of
/// the quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// What is changed.
    pub target: Var,
    /// How.
    pub change: Change,
    /// By what.
    pub value: Formula,
    /// The range of the target.
    pub range: (f64, f64),
}

/// Who reports to a government.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Identifier; `source.<id>.open` in the vocabulary, `source.<id>` its chance node.
    pub id: String,
    /// Name a reader sees.
    pub name: Text,
    /// Whom it reports to.
    pub power: PowerId,
    /// First day of its access; may lie before the scenario.
    pub from: Day,
    /// Last day of its access.
    pub until: Day,
    /// What must hold for it to report.
    pub provided: Option<Formula>,
    /// What it reports.
    pub reports: Vec<SourceReport>,
    /// Where its numbers come from, or `assumed`.
    pub source: String,
}

/// What a source reports on one belief.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SourceReport {
    /// Place of the belief in the engine's list.
    pub belief: usize,
    /// Place of the sign that it sees in the engine's list.
    pub sign: usize,
    /// By how much it reports too high: a share, or a share of the count.
    pub bias: f64,
    /// Spread of its error, in the same terms.
    pub noise: f64,
    /// Weeks until the report is read.
    pub lag: usize,
    /// Credibility against other sources.
    pub weight: f64,
}

/// A person in office.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Identifier.
    pub id: String,
    /// Name a reader sees.
    pub name: Text,
    /// Place of the faction in the engine's list.
    pub faction: usize,
    /// The office.
    pub office: Text,
    /// First day in office; may lie before the scenario.
    pub from: Day,
    /// Last day in office.
    pub until: Day,
    /// What must hold for him to be there.
    pub provided: Option<Formula>,
    /// What he adds to his faction's weight.
    pub weight: f64,
    /// What he adds to his faction's leaning.
    pub leans: f64,
    /// Share of the quarrels at the border that he holds down.
    pub restrains: f64,
    /// What he stands for.
    pub towards: Text,
    /// Source, or `assumed`.
    pub source: String,
}

/// When an event happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// On a date.
    On {
        /// The date.
        moment: Moment,
        /// What must hold then, if anything; else it never happens.
        provided: Option<Formula>,
    },
    /// In the first week of a window in which a condition holds.
    When {
        /// The condition.
        condition: Formula,
        /// First day on which it can happen.
        from: Day,
        /// Last day on which it can happen.
        until: Day,
        /// Dates the entry inside its week: day number as a formula, if given.
        day: Option<Formula>,
        /// Hour and zone of the entry, where the record knows them.
        clock: Option<(u16, ZoneId)>,
    },
}

/// Something that happens to the world, once.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Identifier; `event.<id>` in the vocabulary.
    pub id: String,
    /// When.
    pub trigger: Trigger,
    /// Probability per week in which the trigger holds; certain when absent.
    /// It is drawn on the chance node `event.<id>`.
    pub chance: Option<Formula>,
    /// What it changes, in order.
    pub effects: Vec<Effect>,
    /// One line of the chronicle. Empty for an event that nobody notices.
    pub text: Text,
    /// Where the date or the mechanism comes from, or `assumed`.
    pub source: String,
    /// Does the chronicle tell it?
    pub told: bool,
    /// Did a counterfactual drop it? Then it never happens, and what refers to it sees
    /// just that.
    pub dropped: bool,
}

/// A way to answer a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Identifier; a state of `decision.<id>`.
    pub id: String,
    /// A few words: the button.
    pub label: Text,
    /// What it would mean.
    pub meaning: Text,
    /// The line of the chronicle when it is taken; empty when it is not told.
    pub text: Text,
    /// Can it be chosen at all?
    pub available: Option<Formula>,
    /// How well it serves the actor, by the actor's own beliefs.
    pub utility: Formula,
    /// What it changes.
    pub effects: Vec<Effect>,
    /// Is it what the record shows, and from which moment on?
    pub history: Option<Moment>,
    /// Does it close the question? A choice that does not is asked again.
    pub settles: bool,
    /// Who is documented to have considered it.
    pub considered_by: String,
    /// Source.
    pub source: String,
}

/// A question that an actor must answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Identifier; `decision.<id>` in the vocabulary.
    pub id: String,
    /// Who answers.
    pub actor: PowerId,
    /// A few words.
    pub title: Text,
    /// The question as the actor hears it.
    pub question: Text,
    /// First day of its window.
    pub from: Day,
    /// Last day of its window.
    pub until: Day,
    /// When it is posed, inside the window.
    pub condition: Option<Formula>,
    /// Weeks between two askings of an unsettled question, at least 1.
    pub every: Week,
    /// May it be answered in the very week in which its condition comes to hold?
    pub at_once: bool,
    /// How far luck and temper outweigh utility, in units of utility, above 0.
    pub temperature: f64,
    /// Dates the answer inside its week: day number as a formula, if given.
    pub day: Option<Formula>,
    /// Hour and zone of the entry, where the record knows them.
    pub clock: Option<(u16, ZoneId)>,
    /// The options, in the order of the file.
    pub choices: Listed<OptionId, Choice>,
}

/// An ordered class of how a history ended: the first that holds is the one.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Identifier.
    pub id: String,
    /// A few words.
    pub title: Text,
    /// What it means.
    pub meaning: Text,
    /// When it holds, on the last day.
    pub condition: Formula,
    /// The condition, as it is written, that settles it for good, if any does. Of several
    /// classes whose condition holds the first names the ending.
    pub settled: Option<String>,
}

/// What kind of number a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// Happened or not: reported as a share.
    Truth,
    /// A number: reported by its median and quantiles.
    Number,
}

/// A number reported for every history, taken on the last day.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Identifier: a column of the tables.
    pub id: String,
    /// A few words.
    pub title: Text,
    /// Unit.
    pub unit: String,
    /// Share or number.
    pub kind: MeasureKind,
    /// The value.
    pub value: Formula,
}

impl Measure {
    /// Its value in a world. What is no finite number has no value: what did not happen has
    /// no date, and a part of nothing is no share. Nothing is not nought.
    #[must_use]
    pub fn of(&self, world: &impl Reader) -> Option<f64> {
        let value = self.value.value(world);
        value.is_finite().then_some(value)
    }
}

/// A value of the engine's parameters or of the scenario's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Dotted name.
    pub name: String,
    /// Value.
    pub value: f64,
    /// Lowest and highest plausible value: each worldline draws its own in it.
    pub range: (f64, f64),
    /// Unit.
    pub unit: String,
    /// Source, or `assumed`.
    pub source: String,
}

/// A worldline's quantities set from outside on a date (Pearl's *do*).
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The day on which it is set, before anything else of that day.
    pub day: Day,
    /// What is done.
    pub effect: Effect,
}

/// An option forced on a decision, whoever answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForcedChoice {
    /// The decision.
    pub decision: DecisionId,
    /// The option.
    pub choice: OptionId,
    /// First day on which it is forced.
    pub from: Day,
    /// Last day on which it is forced.
    pub until: Day,
}

impl ForcedChoice {
    /// Does a day of this week lie in the window?
    #[must_use]
    pub fn touches(&self, week: Week) -> bool {
        touches(week, self.from, self.until)
    }
}

fn touches(week: Week, from: Day, until: Day) -> bool {
    let monday = Day::from(week) * 7;
    from < monday + 7 && monday <= until
}

/// A chance node forced to a value.
#[derive(Clone, Debug, PartialEq)]
pub struct ForcedNode {
    /// The node's name.
    pub node: String,
    /// The uniform number it gives, above 0 and below 1.
    pub value: f64,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
}

impl ForcedNode {
    /// Does a day of this week lie in the window? A node is drawn once a week.
    #[must_use]
    pub fn touches(&self, week: Week) -> bool {
        touches(week, self.from, self.until)
    }
}

/// One thing that a counterfactual does: Pearl's *do*.
#[derive(Clone, Debug, PartialEq)]
pub enum Intervention {
    /// An option is forced on a decision.
    Option(ForcedChoice),
    /// A quantity is set on a date.
    Quantity(Setting),
    /// A chance node is forced.
    Node(ForcedNode),
    /// A parameter is changed.
    Parameter {
        /// Its dotted name.
        name: String,
        /// Its new value.
        to: f64,
        /// Its best value without the change.
        was: f64,
        /// Between what each worldline draws its own without the change.
        drawn: (f64, f64),
    },
    /// An event does not happen.
    Drop(EventId),
    /// An event is added.
    Add(EventId),
    /// An event happens at another time.
    Move(EventId),
}

/// A place in a file: `stalingrad-falls.ron:14:9`. The folder is left out, for a report says
/// the same on every machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenAt {
    /// The file, as it was opened.
    pub file: PathBuf,
    /// Its line, from 1.
    pub line: usize,
    /// The character of that line, from 1.
    pub column: usize,
}

impl std::fmt::Display for WrittenAt {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        write!(out, "{name}:{}:{}", self.line, self.column)
    }
}

/// What the author of a counterfactual says for it, to be weighed by the criteria of
/// Tetlock and Belkin (1996).
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The counterfactual: its file stem.
    pub id: String,
    /// From when histories differ.
    pub divergence: Day,
    /// What is said to follow: a claim with its deadline.
    pub consequent: Option<String>,
    /// What the argument relies on.
    pub relies_on: Vec<Reliance>,
    /// By what the change is said to work.
    pub mechanisms: Vec<Mechanism>,
    /// How often the like has happened elsewhere.
    pub reference: Option<Reference>,
}

/// What an argument relies on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reliance {
    /// A claim.
    pub claim: String,
    /// Why it is needed; may be empty.
    pub why: Text,
}

/// A link of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mechanism {
    /// What leads to what.
    pub what: Text,
    /// What it runs through, so that it can be switched off.
    pub through: Option<Link>,
    /// The quantities that show it, by their dotted names.
    pub series: Vec<String>,
    /// Source, or `assumed`.
    pub source: String,
}

/// An event or a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// An event.
    Event(EventId),
    /// A decision.
    Decision(DecisionId),
}

/// A reference class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What is counted.
    pub what: Text,
    /// The cases, where they are named.
    pub cases: Text,
    /// In how many it happened.
    pub happened: u64,
    /// Of how many, at least 1.
    pub of: u64,
    /// Source, or `assumed`.
    pub source: String,
}

/// What a file is to a scenario that was compiled from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    /// The scenario itself.
    Scenario,
    /// One of its counterfactuals.
    Counterfactual,
    /// A scenario whose ground it stands on (`like`).
    Ground,
    /// Fitted parameters.
    Fitted,
}

impl FileKind {
    /// What messages call it.
    #[must_use]
    pub const fn called(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Counterfactual => "counterfactual",
            Self::Ground => "ground",
            Self::Fitted => "fitted parameters",
        }
    }
}

/// A file as it can be cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedFile {
    /// What it is.
    pub kind: FileKind,
    /// Its name; of fitted parameters, that by which their scenario names them, without
    /// `.ron`.
    pub id: String,
    /// The fingerprint of its text.
    pub fingerprint: Fingerprint,
}

/// Everything a worldline runs on, compiled.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// File stem: `1941-neutrality-pact`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// One paragraph.
    pub summary: Text,
    /// The fingerprint of all its files together, by those of the files.
    pub fingerprint: Fingerprint,
    /// The files that it was compiled from: the scenario, the counterfactuals in their order,
    /// then what they stand on.
    pub files: Vec<CitedFile>,
    /// First day played; its week is the first week.
    pub start: Day,
    /// Last day; its week is the last week.
    pub end: Day,
    /// Clocks.
    pub zones: Listed<ZoneId, Zone>,
    /// Actors and holders of land.
    pub powers: Listed<PowerId, Power>,
    /// The regions.
    pub regions: Listed<RegionId, Region>,
    /// Ways between regions.
    pub passages: Vec<Passage>,
    /// The armies.
    pub armies: Listed<ArmyId, Army>,
    /// The case of `record/campaigns.csv` that its measures are held against; may be empty.
    pub campaign: String,
    /// The regions that the Trans-Siberian passes, from the west.
    pub trans_siberian: Vec<RegionId>,
    /// Parameters, engine's and own, by name.
    pub parameters: Vec<Parameter>,
    /// Initial values of engine quantities.
    pub initial: Vec<Effect>,
    /// Initial values of the scenario's own variables.
    pub own: Vec<f64>,
    /// Who reports to whom.
    pub sources: Listed<SourceId, Source>,
    /// Who holds which office.
    pub persons: Listed<PersonId, Person>,
    /// Events in the order of the file, which is the order within a week.
    pub events: Listed<EventId, Event>,
    /// Decisions in the order of the file.
    pub decisions: Listed<DecisionId, Decision>,
    /// Outcome classes in order; the last always holds.
    pub outcomes: Vec<Outcome>,
    /// Measures.
    pub measures: Vec<Measure>,
    /// All quantities that can be named.
    pub vocabulary: Vocabulary,
    /// Names of the counterfactuals that were compiled in, in order.
    pub counterfactuals: Vec<String>,
    /// The first day on which a counterfactual changes anything; none without one.
    pub divergence: Option<Day>,
    /// Forced quantities, by week.
    pub settings: Vec<Setting>,
    /// Forced options.
    pub forced_choices: Vec<ForcedChoice>,
    /// Forced chance nodes.
    pub forced_nodes: Vec<ForcedNode>,
    /// What the counterfactuals do, one by one, in the order of the files.
    pub interventions: Vec<Intervention>,
    /// Where each of them stands in its file, in the same order.
    pub written_at: Vec<WrittenAt>,
    /// What their authors say for them.
    pub cases: Vec<Case>,
}

impl Scenario {
    /// The place of a parameter, as formulas name it.
    #[must_use]
    pub fn place_of_parameter(&self, name: &str) -> Option<u16> {
        let place = self.parameters.iter().position(|known| known.name == name)?;
        u16::try_from(place).ok()
    }

    /// Does one more thing to this scenario, where that needs no compiling. Gives false,
    /// and does nothing, for a parameter, which formulas have read already, and for an
    /// event that is added or moved.
    pub fn carry_out(&mut self, intervention: &Intervention) -> bool {
        match intervention {
            Intervention::Option(forced) => self.forced_choices.push(*forced),
            Intervention::Quantity(setting) => {
                self.settings.push(setting.clone());
                self.settings.sort_by_key(|setting| setting.day);
            }
            Intervention::Node(forced) => self.forced_nodes.push(forced.clone()),
            Intervention::Drop(event) => match self.events.get_mut(*event) {
                Some(event) => event.dropped = true,
                None => return false,
            },
            Intervention::Parameter { .. } | Intervention::Add(_) | Intervention::Move(_) => {
                return false;
            }
        }
        true
    }

    /// Adds what a counterfactual does, with its place in its file.
    pub(super) fn intervene(&mut self, intervention: Intervention, at: WrittenAt) {
        self.interventions.push(intervention);
        self.written_at.push(at);
    }

    /// The days of an intervention: the first and the last on which anything can differ by
    /// it alone. The first is later than the last where it never can: a choice forced after
    /// the question was put, say.
    #[must_use]
    pub fn days_of(&self, intervention: &Intervention) -> (Day, Day) {
        let whole = (self.start, self.end);
        let of_event = |event: EventId| match self.events.get(event).map(|event| &event.trigger) {
            Some(Trigger::On { moment, .. }) => (moment.day, moment.day),
            Some(Trigger::When { from, until, .. }) => (*from, *until),
            None => whole,
        };
        let both = |one: (Day, Day), other: (Day, Day)| (one.0.max(other.0), one.1.min(other.1));
        let days = match intervention {
            Intervention::Option(forced) => {
                let asked = &self.decisions[forced.decision];
                both((forced.from, forced.until), (asked.from, asked.until))
            }
            Intervention::Quantity(setting) => (setting.day, setting.day),
            Intervention::Node(forced) => {
                let event = forced.node.strip_prefix("event.");
                let event = self.events.id_where(|known| Some(known.id.as_str()) == event);
                both((forced.from, forced.until), event.map_or(whole, of_event))
            }
            Intervention::Parameter { .. } => whole,
            Intervention::Drop(event) | Intervention::Add(event) | Intervention::Move(event) => {
                of_event(*event)
            }
        };
        both(days, whole)
    }

    /// The names of all chance nodes: the engine's, and those of events, options, sources
    /// and armies.
    #[must_use]
    pub fn chance_nodes(&self, engine: &[String]) -> Vec<String> {
        let mut nodes = engine.to_vec();
        let chancy = self.events.iter().filter(|event| event.chance.is_some());
        nodes.extend(chancy.map(|event| format!("event.{}", event.id)));
        nodes.extend(self.armies.iter().map(|army| format!("army.{}", army.id)));
        nodes.extend(self.sources.iter().map(|source| format!("source.{}", source.id)));
        for decision in &self.decisions {
            let node = |choice: &Choice| format!("decision.{}.{}", decision.id, choice.id);
            nodes.extend(decision.choices.iter().map(node));
        }
        nodes
    }
}

#[cfg(test)]
mod tests {
    use super::first_clause;

    #[test]
    fn a_clause_ends_at_its_first_stop_and_not_inside_a_number() {
        assert_eq!(first_clause("Stalingrad falls; the Volga is cut."), "Stalingrad falls");
        assert_eq!(first_clause("At 0.5 of the way: go"), "At 0.5 of the way");
    }
}
