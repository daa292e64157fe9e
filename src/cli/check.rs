//! `hokushin check`.

use std::io::Write;

use clap::Args;

use super::{Failure, Format};
use crate::scenario::library;
use crate::scenario::report::Reports;
use crate::sim;

/// Load files and say everything that is wrong with them, located.
#[derive(Debug, Args)]
pub struct Check {
    /// Scenarios or counterfactuals: names or files.
    #[arg(required = true)]
    files: Vec<String>,
    /// Text, or JSON: a list of `{file, line, column, code, severity, message, help}`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Check {
    pub(super) fn run(self) -> Result<(), Failure> {
        let engine = sim::engine();
        let mut all = Vec::new();
        let mut broken = 0;
        let mut out = std::io::stdout().lock();
        for file in &self.files {
            let (reports, sound): (Reports, bool) = match library::check(&engine, file) {
                Ok(warnings) => (warnings, true),
                Err(errors) => (*errors, false),
            };
            broken += usize::from(!sound);
            if self.format == Format::Json {
                all.extend(reports.to_json().as_array().cloned().unwrap_or_default());
            } else {
                write!(out, "{reports}")?;
                if sound {
                    writeln!(out, "{file}: sound")?;
                }
            }
        }
        if self.format == Format::Json {
            writeln!(out, "{:#}", serde_json::json!(all))?;
        }
        if broken > 0 {
            return Err(Failure::BadInput(format!(
                "{broken} of {} files cannot be used",
                self.files.len()
            )));
        }
        Ok(())
    }
}
