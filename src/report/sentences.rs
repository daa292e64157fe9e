//! Sentences in tables: each report has its own, with both languages side by side.
//!
//! A sentence is whole, with slots for what changes in it; none is put together from pieces,
//! for no two languages cut a sentence at the same places. Each line of a table becomes a
//! function, so that the compiler sees that both languages use slots that exist:
//!
//! ```text
//! sentences! {
//!     MEANING: "Up: pairs in which …", "Sube: pares en que …";
//!     placebo(equal, tried): "{equal} of {tried} histories are …", "{equal} de {tried} historias son …";
//!     changes[n]: "{n} change" | "{n} changes", "{n} cambio" | "{n} cambios";
//! }
//! ```
//!
//! is asked `MEANING.of(language)`, `placebo(language, equal, tried)` and
//! `changes(language, n)`. In brackets stands first the number that is counted: of one, and
//! of any other. What is the same in both languages is written once.

use crate::report::Language;
use crate::report::number::Number;
use crate::scenario::Text;

/// A sentence, or a name, without slots: in English and in Spanish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// English.
    pub english: &'static str,
    /// Spanish.
    pub spanish: &'static str,
}

impl Sentence {
    /// The same in both languages.
    #[must_use]
    pub const fn same(text: &'static str) -> Self {
        Self { english: text, spanish: text }
    }

    /// In one language.
    #[must_use]
    pub const fn of(self, language: Language) -> &'static str {
        language.pick(self.english, self.spanish)
    }
}

/// What is said, in both languages.
#[must_use]
pub fn in_both(said: impl Fn(Language) -> String) -> Text {
    Text { en: said(Language::English), es: said(Language::Spanish) }
}

/// What can stand in a slot. A number with a point is no such thing: it must be a [`Number`],
/// whose digits somebody has chosen.
pub trait Slot {
    /// How it is written in a language.
    fn fill(&self, language: Language) -> String;
}

impl<T: Slot + ?Sized> Slot for &T {
    fn fill(&self, language: Language) -> String {
        (**self).fill(language)
    }
}

impl Slot for str {
    fn fill(&self, _: Language) -> String {
        self.to_owned()
    }
}

impl Slot for String {
    fn fill(&self, _: Language) -> String {
        self.clone()
    }
}

impl Slot for Number {
    fn fill(&self, language: Language) -> String {
        self.of(language)
    }
}

impl Slot for Text {
    fn fill(&self, language: Language) -> String {
        language.of(self).to_owned()
    }
}

impl Slot for Sentence {
    fn fill(&self, language: Language) -> String {
        self.of(language).to_owned()
    }
}

/// A whole number that can be counted with.
pub trait Count: Slot {
    /// Whether it is one: then the singular is used.
    fn is_one(&self) -> bool;
}

impl<T: Count + ?Sized> Count for &T {
    fn is_one(&self) -> bool {
        (**self).is_one()
    }
}

/// One that is written with decimals, “1.0”, is counted as many.
impl Count for Number {
    fn is_one(&self) -> bool {
        Number::is_one(self)
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => {$(
        impl Slot for $kind {
            fn fill(&self, _: Language) -> String {
                self.to_string()
            }
        }
        impl Count for $kind {
            fn is_one(&self) -> bool {
                *self == 1
            }
        }
    )*};
}

whole_numbers!(u8, u16, u32, u64, usize, i32, i64);

/// A table of sentences: see the module.
macro_rules! sentences {
    () => {};
    // First of all, a name for a list of what stands in the table, which a test reads.
    (all $all:ident; $($(#[$doc:meta])* $name:ident $([$($counted:ident),+])? $(($($slot:ident),+))?:
        $first:literal $(| $second:literal)? $(, $third:literal $(| $fourth:literal)?)?;)*) => {
        $($crate::report::sentences::sentences! {
            $(#[$doc])* $name $([$($counted),+])? $(($($slot),+))?:
                $first $(| $second)? $(, $third $(| $fourth)?)?;
        })*
        #[cfg(test)]
        const $all: &[(&str, &[&str])] = &[
            $((stringify!($name), &[$first $(, $second)? $(, $third $(, $fourth)?)?])),*
        ];
    };
    ($(#[$doc:meta])* $name:ident: $same:literal; $($rest:tt)*) => {
        $crate::report::sentences::sentences! { $(#[$doc])* $name: $same, $same; $($rest)* }
    };
    ($(#[$doc:meta])* $name:ident: $en:literal, $es:literal; $($rest:tt)*) => {
        $(#[$doc])*
        pub(super) const $name: $crate::report::sentences::Sentence =
            $crate::report::sentences::Sentence { english: $en, spanish: $es };
        $crate::report::sentences::sentences! { $($rest)* }
    };
    ($(#[$doc:meta])* $name:ident($($slot:ident),+): $same:literal; $($rest:tt)*) => {
        $crate::report::sentences::sentences! {
            $(#[$doc])* $name($($slot),+): $same, $same; $($rest)*
        }
    };
    ($(#[$doc:meta])* $name:ident($($slot:ident),+): $en:literal, $es:literal; $($rest:tt)*) => {
        $(#[$doc])*
        // A sentence has as many slots as it has.
        #[allow(clippy::too_many_arguments)]
        pub(super) fn $name(
            language: $crate::report::Language,
            $($slot: impl $crate::report::sentences::Slot),+
        ) -> String {
            $(let $slot = $crate::report::sentences::Slot::fill(&$slot, language);)+
            match language {
                $crate::report::Language::English => format!($en),
                $crate::report::Language::Spanish => format!($es),
            }
        }
        $crate::report::sentences::sentences! { $($rest)* }
    };
    ($(#[$doc:meta])* $name:ident[$count:ident $(, $slot:ident)*]:
        $en:literal | $ens:literal, $es:literal | $ess:literal; $($rest:tt)*) => {
        $(#[$doc])*
        // A sentence has as many slots as it has.
        #[allow(clippy::too_many_arguments)]
        pub(super) fn $name(
            language: $crate::report::Language,
            $count: impl $crate::report::sentences::Count,
            $($slot: impl $crate::report::sentences::Slot),*
        ) -> String {
            let one = $crate::report::sentences::Count::is_one(&$count);
            // A singular may do without its number: “the history”.
            #[allow(unused_variables)]
            let $count = $crate::report::sentences::Slot::fill(&$count, language);
            $(let $slot = $crate::report::sentences::Slot::fill(&$slot, language);)*
            match (language, one) {
                ($crate::report::Language::English, true) => format!($en),
                ($crate::report::Language::English, false) => format!($ens),
                ($crate::report::Language::Spanish, true) => format!($es),
                ($crate::report::Language::Spanish, false) => format!($ess),
            }
        }
        $crate::report::sentences::sentences! { $($rest)* }
    };
}
pub(crate) use sentences;

#[cfg(test)]
mod tests {
    use super::*;

    mod said {
        sentences! {
            HEAD: "What happened", "Qué ocurrió";
            UNIT: "km";
            both(one, other): "{one}: {other}";
            placebo(equal, tried): "{equal} of {tried} are equal", "{equal} de {tried} son iguales";
            changes[n, where_]: "{n} change {where_}" | "{n} changes {where_}", "{n} cambio {where_}" | "{n} cambios {where_}";
            only[n]: "the history" | "{n} histories", "la historia" | "{n} historias";
        }
    }

    #[test]
    fn a_sentence_is_whole_in_either_language() {
        let (en, es) = (Language::English, Language::Spanish);
        assert_eq!((said::HEAD.of(en), said::HEAD.of(es)), ("What happened", "Qué ocurrió"));
        assert_eq!((said::UNIT.of(en), said::UNIT.of(es)), ("km", "km"));
        let share = crate::report::number::three_digits(2.5);
        assert_eq!(said::both(es, "a", &share), "a: 2,50");
        assert_eq!(said::placebo(en, 3_u64, &share), "3 of 2.50 are equal");
        assert_eq!(said::placebo(es, 3_u64, &share), "3 de 2,50 son iguales");
        assert_eq!(said::changes(en, 1_usize, "here"), "1 change here");
        assert_eq!(said::changes(en, 0_usize, "here"), "0 changes here");
        assert_eq!(said::changes(es, 2_usize, "aquí"), "2 cambios aquí");
        assert_eq!(said::only(es, 1_u64), "la historia");
        assert_eq!(said::only(en, 2_u64), "2 histories");
    }
}
