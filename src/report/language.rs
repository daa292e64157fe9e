//! The two languages of what a reader sees.

use crate::report::sentences::Sentence;
use crate::scenario::Text;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        date(day, month, year): "{day} {month} {year}", "{day} de {month} de {year}";
        JANUARY: "January", "enero";
        FEBRUARY: "February", "febrero";
        MARCH: "March", "marzo";
        APRIL: "April", "abril";
        MAY: "May", "mayo";
        JUNE: "June", "junio";
        JULY: "July", "julio";
        AUGUST: "August", "agosto";
        SEPTEMBER: "September", "septiembre";
        OCTOBER: "October", "octubre";
        NOVEMBER: "November", "noviembre";
        DECEMBER: "December", "diciembre";
    }
}

/// English or Spanish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// The other language.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::Spanish,
            Self::Spanish => Self::English,
        }
    }

    /// The text in this language.
    #[must_use]
    pub fn of(self, text: &Text) -> &str {
        match self {
            Self::English => &text.en,
            Self::Spanish => &text.es,
        }
    }

    /// One of two sentences.
    #[must_use]
    pub const fn pick<'a>(self, en: &'a str, es: &'a str) -> &'a str {
        match self {
            Self::English => en,
            Self::Spanish => es,
        }
    }

    /// A date as it is written in this language.
    #[must_use]
    pub fn date(self, day: crate::scenario::Day) -> String {
        const MONTHS: [Sentence; 12] = [
            say::JANUARY,
            say::FEBRUARY,
            say::MARCH,
            say::APRIL,
            say::MAY,
            say::JUNE,
            say::JULY,
            say::AUGUST,
            say::SEPTEMBER,
            say::OCTOBER,
            say::NOVEMBER,
            say::DECEMBER,
        ];
        let date = crate::sim::calendar::date_of(day);
        let month = usize::from(date.month().unsigned_abs()) - 1;
        say::date(self, i32::from(date.day()), MONTHS[month], i32::from(date.year()))
    }
}
