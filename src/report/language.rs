//! The two languages of what a reader sees.

use crate::scenario::Text;

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
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        const ES: [&str; 12] = [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ];
        let date = crate::sim::calendar::date_of(day);
        let month = usize::from(date.month().unsigned_abs()) - 1;
        match self {
            Self::English => format!("{} {} {}", date.day(), EN[month], date.year()),
            Self::Spanish => format!("{} de {} de {}", date.day(), ES[month], date.year()),
        }
    }
}
