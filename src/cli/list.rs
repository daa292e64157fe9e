//! `hokushin list`.

use std::io::Write;

use clap::Args;

use super::{Failure, Format};
use crate::report::{self, Language};
use crate::scenario::library::{self, Broken, Library, Listing};
use crate::scenario::texts::plain;

/// List scenarios and counterfactuals with their question.
#[derive(Debug, Args)]
pub struct List {
    /// Text, or JSON with the keys `id`, `changes`, `title`, `question`, `path`, `fingerprint` (BLAKE3), and for a file
    /// that cannot be read `id`, `path`, `broken`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl List {
    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let Library { listings, broken } = library::list()?;
        let mut out = std::io::stdout().lock();
        if self.format == Format::Json {
            let rows = listings.iter().map(|listing| {
                    serde_json::json!({
                        "id": listing.id, "changes": listing.changes,
                        "title": language.of(&listing.title), "question": language.of(&listing.question),
                        "path": listing.path.display().to_string(),
                        "fingerprint": listing.fingerprint,
                    })
                });
            let unread = broken.iter().map(|file| {
                serde_json::json!({
                    "id": file.id, "path": file.path.display().to_string(),
                    "broken": { "errors": file.errors, "first": file.first, "see": see(file) },
                })
            });
            let rows: Vec<_> = rows.chain(unread).collect();
            writeln!(out, "{:#}", serde_json::json!(rows))?;
            return Ok(());
        }
        // Each scenario, and under it what can be changed in it.
        let (changes, scenarios): (Vec<_>, Vec<_>) =
            listings.iter().partition(|listing| listing.changes.is_some());
        let of = |scenario: &str| {
            let scenario = scenario.to_owned();
            changes.iter().filter(move |change| change.changes.as_ref() == Some(&scenario))
        };
        let known = |change: &&&Listing| {
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
        if listings.is_empty() && broken.is_empty() {
            writeln!(out, "{}", report::library::empty(language))?;
        }
        for file in &broken {
            let unreadable = report::library::unreadable(&plain(&file.id), &file.first, language);
            writeln!(out, "{unreadable}")?;
            writeln!(out, "        {}", see(file))?;
        }
        Ok(())
    }
}

/// How to see what is wrong with a file.
fn see(file: &Broken) -> String {
    format!("hokushin check {}", plain(&file.id))
}
