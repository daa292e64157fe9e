//! The scenario language, version 1: what the RON files may say, field by field.
//! Here nothing is resolved; `compile` does that.
//!
//! Above each record that has numbers stands what they may be: name, lowest and highest
//! value, unit, and what holds when one is left out. They are checked as they are read.

use serde::Deserialize;

use crate::scenario::compiled::Text;
use crate::scenario::figure::{Field, Figure, Pair, figures};
use crate::scenario::limits;
use crate::scenario::located::{Items, Located, TextOr};

/// A text with its place: a name, a date or an expression.
pub type Words = Located<String>;

/// A file of either kind.
#[derive(Clone, Debug, Deserialize)]
pub enum File {
    /// A scenario.
    Scenario(Box<ScenarioFile>),
    /// A counterfactual.
    Counterfactual(Box<CounterfactualFile>),
    /// Fitted parameters.
    Fitted(Box<FittedFile>),
}

figures! { FILES, "file":
    Version "version" (whole) 1.0 to 1000.0 "version of the language: this program reads 1";
}

/// A scenario.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// Version of the language: 1.
    pub version: Figure<Version>,
    /// Title.
    pub title: Text,
    /// One paragraph.
    pub summary: Text,
    /// Another scenario, whose ground this one stands on: of zones, powers, regions,
    /// passages, armies and the Trans-Siberian it takes what the file does not give, and
    /// each parameter that the file does not give. The story is always the file's own.
    #[serde(default)]
    pub like: Option<Words>,
    /// The case of `record/campaigns.csv` that its measures are held against.
    #[serde(default)]
    pub campaign: Option<Words>,
    /// First day.
    pub start: Words,
    /// Last day.
    pub end: Words,
    /// Clocks.
    #[serde(default)]
    pub zones: Items<ZoneFile>,
    /// Actors and holders of land.
    #[serde(default)]
    pub powers: Items<PowerFile>,
    /// Regions.
    #[serde(default)]
    pub regions: Items<RegionFile>,
    /// Ways between regions.
    #[serde(default)]
    pub passages: Items<PassageFile>,
    /// Armies.
    #[serde(default)]
    pub armies: Items<ArmyFile>,
    /// The regions that the Trans-Siberian passes, from the west to Vladivostok.
    #[serde(default)]
    pub trans_siberian: Items<Words>,
    /// Parameters.
    #[serde(default)]
    pub parameters: Items<ParameterFile>,
    /// A file beside this one with fitted values for some of them.
    #[serde(default)]
    pub fitted: Option<Words>,
    /// Initial values of engine quantities.
    #[serde(default)]
    pub initial: Items<InitialFile>,
    /// The scenario's own variables.
    #[serde(default)]
    pub variables: Items<VariableFile>,
    /// Who reports to a government.
    #[serde(default)]
    pub sources: Items<SourceFile>,
    /// Who holds which office.
    #[serde(default)]
    pub persons: Items<PersonFile>,
    /// Events.
    #[serde(default)]
    pub events: Items<EventFile>,
    /// Decisions.
    #[serde(default)]
    pub decisions: Items<DecisionFile>,
    /// Outcome classes.
    pub outcomes: Items<OutcomeFile>,
    /// Measures.
    pub measures: Items<MeasureFile>,
}

impl ScenarioFile {
    /// Stands on the ground of another scenario, where it gives none of its own.
    pub fn stand_on(&mut self, base: Self) {
        fn take<T>(own: &mut Items<T>, from: Items<T>) {
            if !own.given() {
                *own = from;
            }
        }
        take(&mut self.zones, base.zones);
        take(&mut self.powers, base.powers);
        // Armies stand in regions and the railway passes them: other regions, other both.
        if !self.regions.given() {
            take(&mut self.passages, base.passages);
            take(&mut self.armies, base.armies);
            take(&mut self.trans_siberian, base.trans_siberian);
        }
        take(&mut self.regions, base.regions);
        let names: Vec<String> =
            self.parameters.0.iter().map(|known| known.name.value.clone()).collect();
        let mut parameters = base.parameters;
        parameters.0.retain(|known| !names.contains(&known.name.value));
        parameters.0.append(&mut self.parameters.0);
        self.parameters = parameters;
    }
}

figures! { ZONE, "zone":
    Minutes "minutes" (whole) -720.0 to 840.0 "minutes ahead of Greenwich";
}

/// Clocks of a place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneFile {
    /// Name used in dates.
    pub id: Words,
    /// Name a reader sees.
    pub name: Text,
    /// Minutes ahead of Greenwich.
    pub minutes: Figure<Minutes>,
}

/// An actor or holder of land.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PowerFile {
    /// Identifier.
    pub id: Words,
    /// Name a reader sees.
    pub name: Text,
    /// Its name in the middle of a sentence, where that is another: "the Soviet Union".
    #[serde(default)]
    pub in_sentence: Option<Text>,
    /// The power at whose side it fights in the Far East.
    #[serde(default)]
    pub ally: Option<Words>,
}

figures! { REGION, "region":
    Fortification "fortification" 1.0 to 3.0 "times a defender's strength" else 1.0;
    Worth "worth" 0.0 to 10.0 "points" else 0.0;
    Guards "guards" 0.0 to 10.0 "times those of a frontier region" else 1.0;
    Depot "depot" 0.0 to 1.0 "share" else 0.0;
    Stores "stores" 1.0 to 365.0 "days" else 14.0;
}

/// A region.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionFile {
    /// Identifier, as in the map.
    pub id: Words,
    /// Name a reader sees.
    pub name: Text,
    /// Who holds it at the start.
    pub holder: Words,
    /// How far permanent works multiply a defender's strength.
    #[serde(default)]
    pub fortification: Figure<Fortification>,
    /// Worth as a goal.
    #[serde(default)]
    pub worth: Figure<Worth>,
    /// Border guards and militia here, against those of a whole frontier region.
    #[serde(default)]
    pub guards: Figure<Guards>,
    /// Share of its armies' needs that comes here from outside the theatre.
    #[serde(default)]
    pub depot: Figure<Depot>,
    /// Days for which what is stored here feeds its holder's armies when nothing comes.
    #[serde(default)]
    pub stores: Figure<Stores>,
}

figures! { PASSAGE, "passage":
    Km "km" 1.0 to 5000.0 "km";
    Going "going" 0.01 to 1.0 "share of the pace in open country";
}

/// A way between two regions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassageFile {
    /// One region.
    pub a: Words,
    /// The other.
    pub b: Words,
    /// Length, km.
    pub km: Figure<Km>,
    /// Going.
    pub going: Figure<Going>,
    /// Does a railway lead along it?
    #[serde(default)]
    pub rail: bool,
    /// Does it lead over the sea?
    #[serde(default)]
    pub sea: bool,
}

pub use crate::scenario::compiled::Pool;

figures! { ARMY, "army":
    Share "share" 0.0 to 1.0 "share";
    Quality "quality" 0.0 to 2.0 "times the mean" else 1.0;
    Tanks "tanks" 0.0 to 10.0 "times the mean" else 1.0;
    Motorised "motorised" 0.0 to 1.0 "share" else 0.0;
}

/// An army.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArmyFile {
    /// Identifier.
    pub id: Words,
    /// Name a reader sees.
    pub name: Text,
    /// Whose it is.
    pub power: Words,
    /// Where it stands.
    pub region: Words,
    /// Its share of the divisions of `of`.
    pub share: Figure<Share>,
    /// Whose divisions it shares: the theatre's, those of Korea, or those of the home
    /// islands.
    #[serde(default)]
    pub of: Pool,
    /// Fighting value of its divisions against the mean of its pool.
    #[serde(default)]
    pub quality: Figure<Quality>,
    /// Tanks of its divisions against the mean of its side.
    #[serde(default)]
    pub tanks: Figure<Tanks>,
    /// Share of its troops that ride on tracks or lorries of their own.
    #[serde(default)]
    pub motorised: Figure<Motorised>,
    /// Do its men go home when it is beaten? Then nobody counts them among his own.
    #[serde(default)]
    pub scatters: bool,
    /// From when it exists.
    #[serde(default)]
    pub from: Option<Words>,
}

figures! { PARAMETER, "parameter":
    Value "value" -1e12 to 1e12 "its own unit; a rule's parameter has narrower bounds";
    Range "range" -1e12 to 1e12 "its own unit, (lowest, highest)";
}

/// A parameter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterFile {
    /// Dotted name.
    pub name: Words,
    /// Value.
    pub value: Figure<Value>,
    /// Plausible range.
    pub range: Pair<Range>,
    /// Source, or `assumed`.
    pub source: Words,
    /// Unit; only for the scenario's own.
    #[serde(default)]
    pub unit: Option<String>,
    /// Meaning; only for the scenario's own.
    #[serde(default)]
    pub meaning: Option<String>,
}

/// Values that a calibration has found for parameters of a scenario. They stand in a file
/// of their own, so that a fit can be made anew without a hand in the scenario.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedFile {
    /// Version of the language: 1.
    pub version: Figure<Version>,
    /// The scenario that was fitted.
    pub scenario: Words,
    /// How: the command, and what it scored.
    pub method: String,
    /// The values.
    pub parameters: Items<FittedParameter>,
}

/// A fitted parameter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FittedParameter {
    /// Dotted name.
    pub name: Words,
    /// Value.
    pub value: Figure<Value>,
    /// Plausible range.
    pub range: Pair<Range>,
}

/// An initial value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InitialFile {
    /// The quantity.
    pub name: Words,
    /// Its value: a number, a state, true or false.
    pub value: Words,
    /// Source, or `assumed`.
    pub source: Words,
}

figures! { VARIABLE, "variable":
    Initial "initial" -1e12 to 1e12 "its own unit";
    Reach "range" -1e12 to 1e12 "its own unit, (lowest, highest)";
}

/// A variable of the scenario's own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariableFile {
    /// Dotted name.
    pub name: Words,
    /// Value at the start.
    pub initial: Figure<Initial>,
    /// Range.
    pub range: Pair<Reach>,
    /// Unit.
    pub unit: String,
    /// Meaning.
    pub meaning: Text,
}

/// A source of intelligence: a person, an embassy, a service that reports to a
/// government.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Identifier; `source.<id>.open` says whether it reports.
    pub id: Words,
    /// Name a reader sees.
    pub name: Text,
    /// The power that it reports to.
    pub power: Words,
    /// First day of its access; before the scenario is allowed.
    pub from: Words,
    /// Last day of its access.
    pub until: Words,
    /// What must hold, if anything, for it to report.
    #[serde(default)]
    pub provided: Option<Words>,
    /// What it reports on.
    pub reports: Items<ReportFile>,
    /// Source, or `assumed`.
    pub source: Words,
}

figures! { REPORT, "report":
    Bias "bias" -1.0 to 1.0 "share" else 0.0;
    Noise "noise" 0.0 to 2.0 "share";
    Lag "lag" (whole) 0.0 to { limits::LAG as f64 } "weeks";
    Weight "weight" 0.0 to 10.0 "times another source";
}

/// What a source reports on one belief.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportFile {
    /// The belief that it feeds, by its dotted name.
    pub on: Words,
    /// The sign of the truth that it can see.
    pub sees: Words,
    /// By how much it reports too high (below 0: too low): a share; of the count, where
    /// the belief is a count.
    #[serde(default)]
    pub bias: Figure<Bias>,
    /// Spread of its error, in the same terms.
    pub noise: Figure<Noise>,
    /// Weeks from what it sees to the desk that reads it.
    pub lag: Figure<Lag>,
    /// How far it is believed, against other sources on the same matter.
    pub weight: Figure<Weight>,
}

figures! { PERSON, "person":
    Influence "weight" -1.0 to 1.0 "weight of his faction" else 0.0;
    Leans "leans" -1.0 to 1.0 "leaning of his faction" else 0.0;
    Restrains "restrains" 0.0 to 1.0 "share" else 0.0;
}

/// A person in office.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonFile {
    /// Identifier.
    pub id: Words,
    /// Name a reader sees.
    pub name: Text,
    /// The faction: `tokyo.army`.
    pub faction: Words,
    /// The office.
    pub office: Text,
    /// First day in office.
    pub from: Words,
    /// Last day in office.
    pub until: Words,
    /// What must hold, if anything, for him to be there.
    #[serde(default)]
    pub provided: Option<Words>,
    /// What he adds to his faction's weight.
    #[serde(default)]
    pub weight: Figure<Influence>,
    /// What he adds to his faction's leaning: in Tokyo to war in the north, in Moscow to
    /// guarding the Far East.
    #[serde(default)]
    pub leans: Figure<Leans>,
    /// Share of the quarrels at the border that he holds down.
    #[serde(default)]
    pub restrains: Figure<Restrains>,
    /// What he stands for, in words.
    pub towards: Text,
    /// Source, or `assumed`.
    pub source: Words,
}

/// An event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventFile {
    /// Identifier.
    pub id: Words,
    /// On a date …
    #[serde(default)]
    pub at: Option<Words>,
    /// provided that a condition holds then, …
    #[serde(default)]
    pub provided: Option<Words>,
    /// … or when a condition first holds,
    #[serde(default)]
    pub when: Option<Words>,
    /// from this day
    #[serde(default)]
    pub from: Option<Words>,
    /// until this day.
    #[serde(default)]
    pub until: Option<Words>,
    /// Dates it inside its week.
    #[serde(default)]
    pub day: Option<Words>,
    /// Its hour and place.
    #[serde(default)]
    pub hour: Option<Words>,
    /// Probability per week.
    #[serde(default)]
    pub chance: Option<Words>,
    /// Effects.
    #[serde(default)]
    pub effects: Items<String>,
    /// Line of the chronicle.
    #[serde(default)]
    pub text: Option<Text>,
    /// Source, or `assumed`.
    pub source: Words,
}

/// What the record shows of an option.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum History {
    /// Always (or never).
    Always(bool),
    /// From a date on.
    From(String),
}

fn settles() -> bool {
    true
}

/// An option of a decision.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// Identifier.
    pub id: Words,
    /// The button.
    pub label: Text,
    /// What it would mean.
    pub meaning: Text,
    /// Line of the chronicle.
    #[serde(default)]
    pub text: Option<Text>,
    /// When it can be chosen.
    #[serde(default)]
    pub available: Option<Words>,
    /// Utility.
    pub utility: Words,
    /// Effects.
    #[serde(default)]
    pub effects: Items<String>,
    /// What the record shows.
    #[serde(default)]
    pub history: Option<Located<History>>,
    /// Does it close the question?
    #[serde(default = "settles")]
    pub settles: bool,
    /// Who considered it.
    #[serde(default)]
    pub considered_by: String,
    /// Source, or `assumed`.
    pub source: Words,
}

figures! { DECISION, "decision":
    Every "every" (whole) 1.0 to 100.0 "weeks" else 1.0;
    Temperature "temperature" 0.01 to 100.0 "points of utility";
}

/// A decision.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionFile {
    /// Identifier.
    pub id: Words,
    /// Who answers.
    pub actor: Words,
    /// A few words.
    pub title: Text,
    /// The question.
    pub question: Text,
    /// First day.
    pub from: Words,
    /// Last day.
    pub until: Words,
    /// Condition.
    #[serde(default)]
    pub when: Option<Words>,
    /// Weeks between askings.
    #[serde(default)]
    pub every: Figure<Every>,
    /// Is it answered in the very week in which its condition comes to hold, as when a
    /// question follows from an answer given the same day?
    #[serde(default)]
    pub at_once: bool,
    /// Was the question never put in the record, so that there is no answer of history's to
    /// follow? Then whoever follows the record decides as doctrine does.
    #[serde(default)]
    pub never_asked: bool,
    /// Temperature.
    pub temperature: Figure<Temperature>,
    /// Dates the answer inside its week.
    #[serde(default)]
    pub day: Option<Words>,
    /// Hour and place.
    #[serde(default)]
    pub hour: Option<Words>,
    /// Options.
    pub options: Items<OptionFile>,
}

/// An outcome class.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeFile {
    /// Identifier.
    pub id: Words,
    /// A few words.
    pub title: Text,
    /// What it means.
    pub meaning: Text,
    /// When.
    pub when: Words,
    /// When it is settled for good: a history in which this holds ends in this class,
    /// whatever follows. Nothing: it is open to the last day.
    #[serde(default)]
    pub settled: Option<Words>,
}

/// A measure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureFile {
    /// Identifier.
    pub id: Words,
    /// A few words.
    pub title: Text,
    /// Unit.
    pub unit: String,
    /// Value.
    pub value: Words,
}

/// A counterfactual.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterfactualFile {
    /// Version of the language: 1.
    pub version: Figure<Version>,
    /// The scenario it changes.
    pub scenario: Words,
    /// A few words.
    pub title: Text,
    /// The question.
    pub question: Text,
    /// Why the change is worth thinking about.
    pub defence: Text,
    /// From when histories differ.
    pub divergence: Words,
    /// Sources.
    pub sources: Vec<String>,
    /// What is done.
    pub interventions: Items<InterventionFile>,
    /// What is said to follow from it, and by when. Without it the file can be run, but
    /// not weighed: `check` warns, `plausibility` refuses.
    #[serde(default)]
    pub consequent: Option<Located<ConsequentFile>>,
    /// What the argument relies on and the change must not destroy (Goodman's
    /// cotenability): claims, each alone or with its reason.
    #[serde(default)]
    pub relies_on: Items<TextOr<RelianceFile>>,
    /// By what the change is said to bring the consequent about.
    #[serde(default)]
    pub mechanisms: Items<MechanismFile>,
    /// How often the like has happened elsewhere.
    #[serde(default)]
    pub reference: Option<Located<ReferenceFile>>,
}

/// What is said to follow.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsequentFile {
    /// A claim: an outcome, a measure that happens or not, or a condition.
    pub claim: Words,
    /// The last day by which it must hold; without it the last day of the scenario is
    /// looked at.
    #[serde(default)]
    pub by: Option<Words>,
}

/// What an argument relies on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelianceFile {
    /// A claim; `… by DATE` and `… on DATE` date it.
    pub claim: Words,
    /// Why the argument needs it.
    #[serde(default)]
    pub why: Text,
}

/// A link of the argument.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MechanismFile {
    /// What leads to what.
    pub what: Text,
    /// The event or the decision it runs through, such as `event.moscow_falls`: held at
    /// what it was without the change, it switches the mechanism off.
    #[serde(default)]
    pub through: Option<Words>,
    /// Quantities that show it, by which the record can score it.
    #[serde(default)]
    pub series: Items<Words>,
    /// Source, or `assumed`.
    pub source: Words,
}

figures! { REFERENCE, "reference":
    Happened "happened" (whole) 0.0 to 1e9 "cases";
    Of "of" (whole) 1.0 to 1e9 "cases";
}

/// A reference class.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceFile {
    /// What is counted.
    pub what: Text,
    /// The cases, named, where they were counted for this file.
    #[serde(default)]
    pub cases: Text,
    /// In how many it happened.
    pub happened: Figure<Happened>,
    /// Of how many.
    pub of: Figure<Of>,
    /// Source, or `assumed`.
    pub source: Words,
}

/// The parts of a claim with a date: what is claimed, `on` or `by`, the date, and where
/// the date stands in the text.
#[must_use]
pub fn dated_claim(text: &str) -> Option<(&str, &str, &str, usize)> {
    let trimmed = text.trim_end();
    let (head, date) = trimmed.rsplit_once(' ')?;
    let (body, word) = head.trim_end().rsplit_once(' ')?;
    let word = ["on", "by"].into_iter().find(|known| *known == word)?;
    Some((body, word, date, trimmed.len() - date.len()))
}

figures! { INTERVENTION, "intervention":
    Uniform "value" 1e-9 to 0.999999999 "uniform number, above 0 and below 1";
    NewValue "to" -1e12 to 1e12 "unit of the parameter; a rule's parameter has narrower bounds";
}

/// Something done to a history from outside, as it is written; compiled it is an
/// [`Intervention`](crate::scenario::Intervention).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum InterventionFile {
    /// An option is forced on a decision.
    ForceOption {
        /// The decision.
        decision: Words,
        /// The option.
        option: Words,
        /// From this day.
        #[serde(default)]
        from: Option<Words>,
        /// Until this day.
        #[serde(default)]
        until: Option<Words>,
    },
    /// A quantity is set on a date.
    SetVariable {
        /// `name = expression`.
        effect: Words,
        /// The date.
        on: Words,
    },
    /// A chance node is forced.
    ForceNode {
        /// The node.
        node: Words,
        /// Its uniform number.
        value: Figure<Uniform>,
        /// From this day.
        #[serde(default)]
        from: Option<Words>,
        /// Until this day.
        #[serde(default)]
        until: Option<Words>,
    },
    /// A parameter is changed.
    ChangeParameter {
        /// The parameter.
        parameter: Words,
        /// Its new value.
        to: Figure<NewValue>,
    },
    /// An event does not happen.
    DropEvent {
        /// The event.
        event: Words,
    },
    /// An event is added.
    AddEvent(Box<EventFile>),
    /// An event happens at another time.
    MoveEvent {
        /// The event.
        event: Words,
        /// Its new date.
        to: Words,
    },
}

/// The numbers of the language, record by record.
pub const FIELDS: &[&[Field]] = &[
    FILES,
    ZONE,
    REGION,
    PASSAGE,
    ARMY,
    PARAMETER,
    VARIABLE,
    REPORT,
    PERSON,
    DECISION,
    REFERENCE,
    INTERVENTION,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_the_language_has_its_range_and_is_listed() {
        let text = include_str!("language.rs");
        let declared = text.matches("\nfigures! {").count();
        assert_eq!(declared, FIELDS.len(), "a record's numbers are not in FIELDS");
        for bare in [": f64", "Located<f64>", "Located<u", ": i32", ": u32", "(f64, f64)"] {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            assert!(!code.contains(bare), "`{bare}` has no range");
        }
        for field in FIELDS.iter().copied().flatten() {
            assert!(field.low.is_finite() && field.high.is_finite() && field.low < field.high);
            assert!(field.default.is_none_or(|default| field.fits(default)), "{field}");
            for no_number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                assert!(!field.fits(no_number), "{field}");
            }
        }
    }
}
