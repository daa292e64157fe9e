//! An answer: the findings of an inquiry, told for people and for programs, with the rows
//! behind them and how to ask again.

use std::path::Path;

use serde_json::Value;

use crate::report::folder::{Dataset, Provenance};
use crate::report::sheet::Sheet;
use crate::report::{
    Language, attribution, batch, calibration, comparison, explain, orders, parting, plausibility,
    rewrite, sensitivity, sweep, validation,
};
use crate::whatif::inquiry::{Inquiry, Trouble, Work};

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        page(path): "The page: {path}", "La página: {path}";
    }
}

/// What an inquiry is answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// For people.
    pub sheet: Sheet,
    /// For programs.
    pub json: Value,
    /// The rows behind it.
    pub tables: Vec<Dataset>,
    /// How it was made.
    pub provenance: Provenance,
    /// More files of the report.
    pub more: Vec<(&'static str, String)>,
    /// Where the work was stopped before its end: what is missing.
    pub interrupted: Option<String>,
    /// Where something was to hold and does not: what; a command ends with exit code 1 then.
    pub refuted: Option<String>,
}

/// Where the page of an answer stands.
#[must_use]
pub fn page_written(page: &Path, language: Language) -> String {
    say::page(language, page.display().to_string())
}

/// Carries out an inquiry and tells what it found.
///
/// # Errors
/// Why it has no findings.
pub fn answer(inquiry: &Inquiry, work: &Work<'_>, language: Language) -> Result<Answer, Trouble> {
    match inquiry {
        Inquiry::Batch(asked) => batch::ask(asked, work, language),
        Inquiry::Compare(asked) => comparison::ask(asked, work, language),
        Inquiry::Attribute(asked) => attribution::answer(asked, work, language),
        Inquiry::Explain(asked) => explain::answer(asked, work, language),
        Inquiry::Diff(asked) => parting::answer(asked, work, language),
        Inquiry::Validate(asked) => validation::answer(asked, work, language),
        Inquiry::Orders(asked) => orders::answer(asked, work, language),
        Inquiry::Calibrate(asked) => calibration::answer(asked, work, language),
        Inquiry::Sensitivity(asked) => sensitivity::answer(asked, work, language),
        Inquiry::Rewrite(asked) => rewrite::answer(asked, work, language),
        Inquiry::Plausibility(asked) => plausibility::answer(asked, work, language),
        Inquiry::Sweep(asked) => sweep::answer(asked, work, language),
    }
}
