//! What was written in an option, while it is read: errors point into it.

use std::ops::Range;
use std::path::PathBuf;

use crate::scenario::report::{Report, Reports, Severity, Source, Span};

/// The text of an option.
#[derive(Clone, Copy, Debug)]
pub struct OptionText<'a> {
    /// The option, such as `--over`.
    pub option: &'a str,
    /// What was given to it.
    pub text: &'a str,
}

impl OptionText<'_> {
    /// An error in a part of the text, which is a slice of it; in all of it when that is
    /// empty.
    #[must_use]
    pub fn refuse(
        self,
        part: &str,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Box<Reports> {
        let place = if part.is_empty() { 0..self.text.len() } else { self.place_of(part) };
        self.refuse_at(place, code, message, help)
    }

    /// An error at some bytes of the text.
    #[must_use]
    pub fn refuse_at(
        self,
        Range { start, end }: Range<usize>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Box<Reports> {
        let source = Source { path: PathBuf::from(self.option), text: self.text.to_owned() };
        let at = Some(Span { file: 0, start, end });
        let (message, help) = (message.into(), help.into());
        let report = Report { code, severity: Severity::Error, message, at, help };
        Box::new(Reports { sources: vec![source], reports: vec![report] })
    }

    /// Where a slice of the text stands in it.
    fn place_of(self, part: &str) -> Range<usize> {
        let length = self.text.len();
        let start = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize).min(length);
        start..(start + part.len()).min(length)
    }
}
