//! A sheet: what a command has to say, said once. On a terminal it is text; in a folder it
//! is a page that stands alone, with its pictures.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use super::Language;
use super::number::{NO_BREAK, unbroken};
use super::page;
use super::table::Table;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        THIS_WORLDLINE:
            "Answers for this worldline: its luck is known and held fixed; nothing is said of others.",
            "Responde por esta historia: su azar se conoce y queda fijo; nada dice de otras.";
        FORECAST:
            "Answers as a forecast at the branching date: over all luck, nothing that came later is known.",
            "Responde como pronóstico en la fecha de divergencia: sobre todos los azares, sin saber nada de lo que vino después.";
        REAL_PAST:
            "Answers for the real past: only histories that fit what is given are counted.",
            "Responde por el pasado real: solo cuentan las historias que encajan con lo dado.";
        HOW_MADE: "How this was made", "Cómo se hizo esto";
    }
}

/// Which of three questions an answer answers; they must never be mixed (Pearl 2009,
/// *Causality*, ch. 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// One worldline, whose luck is known.
    ThisWorldline,
    /// What would follow at the branching date, over all luck.
    Forecast,
    /// The real past: only worldlines that fit what is known of it.
    RealPast,
}

impl Question {
    /// Its name in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ThisWorldline => "this_worldline",
            Self::Forecast => "forecast",
            Self::RealPast => "real_past",
        }
    }

    /// The sentence that stands above an answer.
    #[must_use]
    pub const fn said(self, language: Language) -> &'static str {
        match self {
            Self::ThisWorldline => say::THIS_WORLDLINE,
            Self::Forecast => say::FORECAST,
            Self::RealPast => say::REAL_PAST,
        }
        .of(language)
    }
}

/// A part of a sheet.
#[derive(Clone, Debug)]
enum Part {
    Heading(String),
    /// A heading under which there are only pictures.
    PictureHeading(String),
    /// A heading of the second rank, which the contents leave out.
    Subheading(String),
    Paragraph(String),
    /// The answer, in larger letters on a page.
    Lead(String),
    Table(Table),
    /// Text whose lines stand as they are: a story.
    Lines(String),
    /// The same, with no empty line before it on a terminal.
    Under(String),
    /// What the answer is not, or what to beware of.
    Note(String),
    /// A picture, which only the page shows.
    Figure {
        svg: String,
        caption: String,
    },
    /// Text that is folded away on the page until it is asked for.
    Folded {
        title: String,
        lines: String,
    },
}

/// What a command has to say.
#[derive(Clone, Debug)]
pub struct Sheet {
    title: String,
    parts: Vec<Part>,
}

impl Sheet {
    /// A sheet with its title; without one it begins with its first part.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), parts: Vec::new() }
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Heading(text.into()));
        self
    }

    /// Adds a heading under which there are only pictures: a terminal leaves it out.
    pub fn picture_heading(&mut self, text: impl Into<String>) -> &mut Self {
        self.parts.push(Part::PictureHeading(text.into()));
        self
    }

    /// Adds a heading of the second rank.
    pub fn subheading(&mut self, text: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Subheading(text.into()));
        self
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Paragraph(text.into()));
        self
    }

    /// Adds the answer in a sentence.
    pub fn lead(&mut self, text: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Lead(text.into()));
        self
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) -> &mut Self {
        self.parts.push(Part::Table(table));
        self
    }

    /// Adds text whose lines stand as they are.
    pub fn lines(&mut self, text: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Lines(text.into()));
        self
    }

    /// Adds text whose lines stand as they are, right under what comes before.
    pub fn under(&mut self, text: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Under(text.into()));
        self
    }

    /// Adds what the reader should beware of.
    pub fn note(&mut self, text: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Note(text.into()));
        self
    }

    /// Adds lines that a page folds away.
    pub fn folded(&mut self, title: impl Into<String>, lines: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Folded { title: title.into(), lines: lines.into() });
        self
    }

    /// Adds a picture: an SVG element with a caption.
    pub fn figure(&mut self, svg: impl Into<String>, caption: impl Into<String>) -> &mut Self {
        self.parts.push(Part::Figure { svg: svg.into(), caption: caption.into() });
        self
    }

    /// The sheet as a page of HTML; `foot` stands at its end: how it was made.
    #[must_use]
    pub fn page(&self, foot: &[String], language: Language) -> String {
        let mut html = page::begin(&self.title, language);
        let made = say::HOW_MADE.of(language);
        let headings = self.parts.iter().filter_map(|part| match part {
            Part::Heading(text) | Part::PictureHeading(text) => Some(text.as_str()),
            _ => None,
        });
        let headings: Vec<&str> = headings.chain([made]).collect();
        // What comes first says what this is; the contents follow it.
        let paragraphs =
            self.parts.iter().take_while(|part| matches!(part, Part::Paragraph(_) | Part::Lead(_)));
        let opening = paragraphs.count();
        for (place, part) in self.parts.iter().enumerate() {
            if place == opening && headings.len() > 2 {
                html += &page::contents(&headings, language);
            }
            html += &match part {
                Part::Heading(text) | Part::PictureHeading(text) => page::heading(text),
                Part::Subheading(text) => page::subheading(text),
                Part::Lead(text) => page::lead(text),
                Part::Paragraph(text) => page::paragraph(text),
                Part::Note(text) => page::note(text),
                Part::Lines(text) | Part::Under(text) => page::preformatted(text),
                Part::Folded { title, lines } => page::details(title, &page::preformatted(lines)),
                Part::Figure { svg, caption } if caption.is_empty() => page::figure(svg),
                Part::Figure { svg, caption } => page::captioned(svg, caption),
                Part::Table(table) => page::table(table),
            };
        }
        html += &page::heading(made);
        html.extend(foot.iter().map(|line| page::paragraph(line)));
        html + page::END
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.title.is_empty() {
            writeln!(out, "{}", self.title)?;
        }
        for part in &self.parts {
            match part {
                Part::Heading(text) | Part::Subheading(text) => writeln!(out, "\n{text}")?,
                Part::Paragraph(text) | Part::Lead(text) | Part::Note(text) => {
                    for line in wrapped(text, 98) {
                        writeln!(out, "  {line}")?;
                    }
                }
                Part::Table(table) => write!(out, "\n{table}")?,
                Part::Lines(text) => writeln!(out, "\n{}", text.trim_end())?,
                Part::Under(text) => writeln!(out, "{}", text.trim_end())?,
                Part::Folded { title, lines } => {
                    writeln!(out, "\n{title}\n{}", lines.trim_end())?;
                }
                Part::Figure { .. } | Part::PictureHeading(_) => {}
            }
        }
        Ok(())
    }
}

/// Breaks a paragraph between its words into lines that take at most so many places on a
/// terminal, where it can.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let kept = unbroken(paragraph);
        let words = kept.split(|sign: char| sign.is_whitespace() && sign != NO_BREAK);
        for word in words.filter(|word| !word.is_empty()) {
            let room = line.width() + 1 + word.width();
            if !line.is_empty() && room > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += &word.replace(NO_BREAK, " ");
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_says_the_same_on_a_terminal_and_on_a_page() {
        let mut table = Table::new(&["Outcome", "share"]);
        table.row(vec!["Moscow < holds".to_owned(), "41 %".to_owned()]);
        let mut sheet = Sheet::new("A title");
        sheet.paragraph("Why & how.").table(table).figure("<svg></svg>", "A caption.");
        let (text, page) = (sheet.to_string(), sheet.page(&[], Language::English));
        assert!(text.contains("Moscow < holds") && text.contains("41 %"), "{text}");
        assert!(page.contains("Moscow &lt; holds") && page.contains("Why &amp; how."), "{page}");
        assert!(page.contains("<svg>") && !text.contains("svg"), "{text}");
    }

    #[test]
    fn a_long_paragraph_is_broken_between_words() {
        let lines = wrapped("one two three four", 9);
        assert_eq!(lines, ["one two", "three", "four"]);
        assert_eq!(wrapped("北進 南進 four", 9), ["北進 南進", "four"]);
        assert_eq!(wrapped("北進 南進 four", 8), ["北進", "南進", "four"]);
        assert_eq!(wrapped("about 41 %, so", 9), ["about", "41 %, so"]);
    }
}
