//! `hokushin list`.

use std::io::Write;

use clap::Args;

use super::{Failure, Format};
use crate::report::Language;
use crate::scenario::library;

/// List scenarios and counterfactuals with their question.
#[derive(Debug, Args)]
pub struct List {
    /// Text, or JSON with the keys `id`, `changes`, `title`, `question`, `path`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl List {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let listings = library::list();
        let mut out = std::io::stdout().lock();
        if self.format == Format::Json {
            let rows: Vec<_> = listings
                .iter()
                .map(|listing| {
                    serde_json::json!({
                        "id": listing.id, "changes": listing.changes,
                        "title": language.of(&listing.title), "question": language.of(&listing.question),
                        "path": listing.path,
                    })
                })
                .collect();
            writeln!(out, "{:#}", serde_json::json!(rows))?;
            return Ok(());
        }
        if listings.is_empty() {
            return Err(Failure::Failed("no folder `scenarios/` was found here, above here or beside the program; set HOKUSHIN_SCENARIOS".to_owned()));
        }
        // Each scenario, and under it what can be changed in it.
        let (changes, scenarios): (Vec<_>, Vec<_>) =
            listings.iter().partition(|listing| listing.changes.is_some());
        let of = |scenario: &str| {
            let scenario = scenario.to_owned();
            changes.iter().filter(move |change| change.changes.as_ref() == Some(&scenario))
        };
        let known = |change: &&&library::Listing| {
            !scenarios.iter().any(|scenario| Some(&scenario.id) == change.changes.as_ref())
        };
        let shown = scenarios
            .iter()
            .flat_map(|scenario| std::iter::once(scenario).chain(of(&scenario.id)))
            .chain(changes.iter().filter(known));
        for listing in shown {
            let indent = if listing.changes.is_some() { "    --with " } else { "" };
            writeln!(out, "{indent}{}  ·  {}", listing.id, language.of(&listing.title))?;
            writeln!(out, "        {}", language.of(&listing.question))?;
        }
        Ok(())
    }
}
