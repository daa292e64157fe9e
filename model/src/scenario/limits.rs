//! How much of each thing there may be: one list. What an array, a cast or a bit of the
//! simulation has room for is written here and used there; what only keeps the work
//! bounded stands beside it. `hokushin check --limits` prints the list.
//!
//! What is beyond a limit is refused where the first thing too many stands (H0305).

/// A limit: of what, and how many.
pub type Limit = (&'static str, usize);

macro_rules! limits {
    ($( $(#[$doc:meta])* $name:ident: $what:literal = $most:expr; )*) => {
        $( $(#[$doc])* pub const $name: usize = $most; )*

        /// All of them, in order.
        pub const LIST: &[Limit] = &[$( ($what, $most), )*];
    };
}

limits! {
    /// Most bytes of a file: a scenario is a few hundred kilobytes.
    FILE: "bytes of a file" = 4 * 1024 * 1024;
    /// Deepest nesting of a file's brackets.
    NESTING: "brackets of a file inside one another" = 60;
    /// Most scenarios that stand on one another by `like`.
    LIKE: "scenarios that are like one another" = 8;
    /// Most letters of a text.
    TEXT: "letters of a text" = 10_000;
    /// Most letters of a name in the language.
    NAME: "letters of a name" = 64;
    /// Most zones.
    ZONES: "zones" = 64;
    /// Most powers: a worldline has a seat for each.
    POWERS: "powers" = 16;
    /// Most regions: an army knows its own by a `u8`, of which 255 is none.
    REGIONS: "regions" = 128;
    /// Most passages.
    PASSAGES: "passages" = 1024;
    /// Most armies.
    ARMIES: "armies" = 48;
    /// Most parameters, the rules' and the scenario's own.
    PARAMETERS: "parameters" = 512;
    /// Most initial values.
    INITIAL: "initial values" = 512;
    /// Most variables of the scenario's own.
    OWN: "variables" = 32;
    /// Most sources of intelligence.
    SOURCES: "sources" = 12;
    /// Most reports of a source.
    REPORTS: "reports of a source" = 16;
    /// Most weeks that a report is on its way: a worldline keeps what there was to see.
    LAG: "weeks of a report's lag" = 7;
    /// Most persons in office: a worldline has a bit for each.
    PERSONS: "persons" = 64;
    /// Most events, with those that counterfactuals add.
    EVENTS: "events with those that counterfactuals add" = 192;
    /// Most decisions.
    DECISIONS: "decisions" = 64;
    /// Most options of a decision.
    OPTIONS: "options of a decision" = 6;
    /// Most effects of an event or an option.
    EFFECTS: "effects of one thing" = 32;
    /// Most classes of outcome.
    OUTCOMES: "outcomes" = 64;
    /// Most measures.
    MEASURES: "measures" = 128;
    /// Most interventions of a counterfactual.
    INTERVENTIONS: "interventions of a counterfactual" = 256;
    /// Most works that a counterfactual names, claims it relies on, mechanisms it gives,
    /// and series of a mechanism.
    POINTS: "points of an argument" = 64;
    /// Most numbers and names of an expression.
    TERMS: "numbers and names of an expression" = 500;
    /// Deepest nesting of an expression: parentheses, `not`, signs, right sides.
    DEPTH: "parts of an expression inside one another" = 40;
    /// Most values that an expression can hold at once while it is worked out.
    STACK: "values that an expression holds at once" = 24;
    /// Most reports of one file that are printed.
    SHOWN: "errors and warnings shown" = 100;
}

// What the simulation does with these numbers.
const _: () = {
    let of_a_byte = [REGIONS, POWERS, ARMIES, DECISIONS, OPTIONS, ZONES, SOURCES, PERSONS];
    let mut place = 0;
    while place < of_a_byte.len() {
        assert!(of_a_byte[place] < u8::MAX as usize);
        place += 1;
    }
    assert!(PERSONS <= u64::BITS as usize);
    assert!(EVENTS <= u16::MAX as usize);
};
