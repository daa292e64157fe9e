//! What stands between quotes, and how deep the brackets around it go: looked at in the
//! file's own text, before anything is made of it. A text that would move a terminal's
//! cursor, colour it, or turn the order of its letters reaches no reader.

use crate::scenario::limits;
use crate::scenario::report::{Report, Severity, Span};

/// Would a character do something to a page other than stand on it? A new line and a tab
/// may stand in a text.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // Marks that turn the order of letters, and separators that few pages know.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => true,
        other => other.is_control(),
    }
}

/// A text as it can be printed anywhere, on one line.
#[must_use]
pub fn plain(text: &str) -> String {
    let shown = |c| {
        if c == '\n' || c == '\t' {
            ' '
        } else if is_hidden(c) {
            '\u{fffd}'
        } else {
            c
        }
    };
    text.chars().map(shown).collect()
}

/// Walks over a file's text.
struct Walk<'a> {
    file: usize,
    text: &'a str,
    at: usize,
    reports: &'a mut Vec<Report>,
}

/// Checks the texts of a file and the nesting of its brackets. False when it is nested so
/// deep that it must not be read at all.
pub fn check(file: usize, text: &str, reports: &mut Vec<Report>) -> bool {
    let mut walk = Walk { file, text, at: 0, reports };
    let mut depth = 0_usize;
    while let Some(&byte) = text.as_bytes().get(walk.at) {
        match byte {
            b'"' => walk.text_in_quotes(),
            b'r' => walk.raw_text(),
            b'/' => walk.comment(),
            b'\'' => walk.character(),
            b'(' | b'[' | b'{' => {
                depth += 1;
                if depth > limits::NESTING {
                    let message = format!("brackets are nested more than {} deep", limits::NESTING);
                    walk.tell(
                        "H0006",
                        walk.at,
                        walk.at + 1,
                        message,
                        "is a bracket missing above?",
                    );
                    return false;
                }
                walk.at += 1;
            }
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                walk.at += 1;
            }
            _ => walk.at += 1,
        }
    }
    true
}

impl Walk<'_> {
    fn tell(&mut self, code: &'static str, start: usize, end: usize, message: String, help: &str) {
        let at = Some(Span { file: self.file, start, end });
        let (severity, help) = (Severity::Error, help.to_owned());
        self.reports.push(Report { code, severity, message, at, help });
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn text_in_quotes(&mut self) {
        let opened = self.at;
        self.at += 1;
        let (mut letters, mut hidden) = (0, None);
        while let Some(next) = self.rest().chars().next() {
            let start = self.at;
            self.at += next.len_utf8();
            let character = match next {
                '"' => break,
                '\\' => self.escaped(),
                other => Some(other),
            };
            letters += 1;
            hidden = hidden.or(character.filter(|&c| is_hidden(c)).map(|c| (c, start, self.at)));
        }
        self.judge(opened, letters, hidden);
    }

    /// The character of an escape whose backslash has been read.
    fn escaped(&mut self) -> Option<char> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (number, length) = match first {
            'x' => (rest.get(1..3)?, 3),
            'u' => {
                let digits = rest.strip_prefix("u{")?.split('}').next()?;
                (digits, digits.len() + 3)
            }
            'r' => ("d", 1),
            '0' => ("0", 1),
            other => {
                self.at += other.len_utf8();
                return Some('\n').filter(|_| other == 'n');
            }
        };
        let character = u32::from_str_radix(number, 16).ok().and_then(char::from_u32);
        if character.is_some() {
            self.at += length;
        }
        character
    }

    /// `r"…"` and `r#"…"#`; any other `r` begins a name.
    fn raw_text(&mut self) {
        let rest = &self.rest()[1..];
        let marks = rest.len() - rest.trim_start_matches('#').len();
        if !rest[marks..].starts_with('"') {
            self.at += 1;
            return;
        }
        let opened = self.at;
        let inside = self.at + 2 + marks;
        let ends = format!("\"{}", "#".repeat(marks));
        let length = self.text[inside..].find(&ends).unwrap_or(self.text.len() - inside);
        let body = &self.text[inside..inside + length];
        let found = body.char_indices().find(|&(_, c)| is_hidden(c));
        let hidden = found.map(|(at, c)| (c, inside + at, inside + at + c.len_utf8()));
        let letters = body.chars().count();
        self.at = (inside + length + ends.len()).min(self.text.len());
        self.judge(opened, letters, hidden);
    }

    fn comment(&mut self) {
        let rest = self.rest();
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            let mut open = 1;
            self.at += 2;
            while open > 0 && self.at < self.text.len() {
                let (step, change) = match self.text.as_bytes()[self.at..] {
                    [b'/', b'*', ..] => (2, 1),
                    [b'*', b'/', ..] => (2, -1),
                    _ => (1, 0),
                };
                open += change;
                self.at += step;
            }
        } else {
            self.at += 1;
        }
    }

    /// A character in single quotes may be a quote or a bracket.
    fn character(&mut self) {
        let mut characters = self.rest().char_indices().skip(1);
        let escaped = characters.next().is_some_and(|(_, c)| c == '\\');
        if escaped {
            characters.next();
        }
        let closed = characters.next().filter(|&(_, c)| c == '\'');
        self.at += closed.map_or(1, |(at, _)| at + 1);
    }

    fn judge(&mut self, opened: usize, letters: usize, hidden: Option<(char, usize, usize)>) {
        if let Some((character, start, end)) = hidden {
            let message =
                format!("the text holds U+{:04X}, which no page shows", u32::from(character));
            let help = "write only letters, signs and new lines";
            self.tell("H0106", start, end, message, help);
        }
        if letters > limits::TEXT {
            let message = format!("the text has {letters} letters; at most {} fit", limits::TEXT);
            self.tell("H0305", opened, opened + 1, message, "shorten it: is a quote missing?");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(&'static str, usize)> {
        let mut reports = Vec::new();
        check(0, text, &mut reports);
        let place = |report: &Report| (report.code, report.at.map_or(0, |at| at.start));
        reports.iter().map(place).collect()
    }

    #[test]
    fn what_would_act_on_a_terminal_is_refused_where_it_stands() {
        assert_eq!(told("(a: \"x\u{1b}[31m\")"), [("H0106", 6)]);
        assert_eq!(told(r#"(a: "x\u{1b}[31m")"#), [("H0106", 6)]);
        assert_eq!(told(r#"(a: "x\x1b")"#), [("H0106", 6)]);
        assert_eq!(told("(a: r#\"x\u{202e}\"#)"), [("H0106", 8)]);
        assert_eq!(told(r#"(a: "\u{202e}", b: "\r")"#), [("H0106", 5), ("H0106", 20)]);
        assert_eq!(told("(a: \"北進, Khalkhin–Gol, “quoted”\\n\\\"\\\\ next\nline\")"), []);
    }

    #[test]
    fn brackets_are_counted_where_they_are_brackets() {
        let deep = "(".repeat(limits::NESTING);
        assert_eq!(told(&deep), []);
        assert_eq!(told(&format!("{deep}(")), [("H0006", limits::NESTING)]);
        // Those of texts and comments neither open nor close anything.
        assert_eq!(told(&format!("\"{deep}((\" // {deep}((\n /* ({deep} /* ( */ */ '('")), []);
        let closing = format!("{deep}\")\" /* ) */ ')' // )\n(");
        assert_eq!(told(&closing).len(), 1);
    }

    #[test]
    fn a_text_has_a_longest_length() {
        let long = "ж".repeat(limits::TEXT);
        assert_eq!(told(&format!("\"{long}\"")), []);
        assert_eq!(told(&format!("a \"{long}x\"")), [("H0305", 2)]);
        assert_eq!(told(&format!("a r\"{long}x\"")), [("H0305", 2)]);
    }
}
