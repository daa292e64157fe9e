//! Who may see what: each family of quantities has those who see it directly.
//!
//! A government sees its own state, and what everybody sees: wars, fallen cities, what
//! both chancelleries know because they deal in it. What the other side has or intends it
//! knows by its beliefs only. The tests hold every decision of a scenario to this.

/// Who sees a quantity as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody: it is public, or both sides deal in it.
    Everybody,
    /// Powers by their names.
    Only(&'static [&'static str]),
    /// Nobody: it is how the world works, not what anybody knows.
    Nobody,
}

use Visibility::{Everybody, Nobody, Only};

const TOKYO: Visibility = Only(&["japan"]);
const MOSCOW: Visibility = Only(&["soviet"]);

/// By the beginning of the dotted name; the longest that fits counts.
const FAMILIES: &[(&str, Visibility)] = &[
    ("calendar.", Everybody),
    ("war.", Everybody),
    ("region.", Everybody),
    ("pact.", Everybody),
    ("pact.tokyo_trust", TOKYO),
    ("pact.moscow_trust", MOSCOW),
    ("sakhalin.", Everybody),
    ("fishing.", Everybody),
    ("talks.", Everybody),
    ("strait.", Everybody),
    ("airmen.interned", Everybody),
    ("airmen.leaks", TOKYO),
    ("airmen.", MOSCOW),
    ("promise.", Only(&["soviet", "united_states"])),
    ("tokyo.", TOKYO),
    ("japan.", TOKYO),
    ("japan.oil.trade", Everybody),
    ("southern_oil.", TOKYO),
    ("china.", TOKYO),
    ("moscow.", MOSCOW),
    ("soviet.", MOSCOW),
    ("railway.", MOSCOW),
    ("lend_lease.", Only(&["soviet", "united_states"])),
    ("eastern_front.", Only(&["soviet", "germany"])),
    ("western_front.", Everybody),
    // A city that has fallen is in every newspaper, and so is how far an army has come.
    ("city.", Everybody),
    ("caucasus.", Everybody),
    // Japan knows its perimeter, its blockade and its burnt cities; so do the bombers.
    ("pacific.", Only(&["japan", "united_states"])),
    // A bomb on a city is on the radio the next day.
    ("pacific.bombs", Everybody),
    ("america.bomb_work", Only(&["united_states"])),
    ("america.bombs_made", Only(&["united_states"])),
    // What America can still build, Japan learns when it meets it.
    ("pacific.build_up", Only(&["united_states"])),
    ("america.", Only(&["united_states"])),
    // What is said in Congress and written in the press.
    ("america.against_germany", Everybody),
    ("source.", Nobody),
    // Who is minister is in the newspapers.
    ("person.", Everybody),
    ("army.", Nobody),
    // The dead of a battle and the ground that is left to fight on are counted afterwards.
    ("far_east.", Nobody),
    // Decisions and events are told by those who read a scenario: see `tests/suite/politics.rs`.
    ("decision.", Everybody),
    ("event.", Everybody),
];

/// Who sees a quantity, by its dotted name; `None` for a family that nobody has thought
/// about.
#[must_use]
pub fn visibility(name: &str) -> Option<Visibility> {
    FAMILIES
        .iter()
        .filter(|(begins, _)| name.starts_with(begins))
        .max_by_key(|(begins, _)| begins.len())
        .map(|&(_, visibility)| visibility)
}

/// May a power see a quantity as it is?
#[must_use]
pub fn sees(power: &str, name: &str) -> bool {
    match visibility(name) {
        Some(Everybody) => true,
        Some(Only(powers)) => powers.contains(&power),
        Some(Nobody) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_of_the_engine_has_somebody_or_nobody_who_sees_it() {
        for entry in crate::sim::engine().quantities {
            assert!(visibility(&entry.name).is_some(), "{}", entry.name);
        }
    }

    #[test]
    fn the_longest_family_counts() {
        assert!(!sees("soviet", "pact.tokyo_trust"));
        assert!(sees("soviet", "pact.state"));
        assert!(sees("soviet", "pacific.bombs"));
        assert!(!sees("japan", "moscow.eastern_intent"));
    }
}
