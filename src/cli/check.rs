//! `hokushin check`.

use std::io::Write;

use clap::Args;

use super::{Failure, Format};
use crate::scenario::report::{Reports, suggestion};
use crate::scenario::{codes, library};
use crate::sim;

/// Load files and say everything that is wrong with them, located.
#[derive(Debug, Args)]
pub struct Check {
    /// Scenarios or counterfactuals: names or files.
    #[arg(required_unless_present = "explain")]
    files: Vec<String>,
    /// Instead, explain a code such as H0401 with an example; `all` explains every one.
    #[arg(long, value_name = "CODE", conflicts_with = "files")]
    explain: Option<String>,
    /// Text, or JSON: a list of `{file, line, column, code, severity, message, help}`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Check {
    pub(super) fn run(self) -> Result<(), Failure> {
        if let Some(code) = &self.explain {
            return explain(code);
        }
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

fn explain(name: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if name == "all" {
        for code in codes::CODES {
            write!(out, "{code}")?;
        }
        return Ok(());
    }
    let Some(code) = codes::find(name) else {
        let known = codes::CODES.iter().map(|code| code.code).collect::<Vec<_>>();
        let help = suggestion(name, known);
        return Err(Failure::BadInput(format!("--explain: there is no code `{name}`: {help}")));
    };
    write!(out, "{code}")?;
    Ok(())
}
