//! `hokushin check`.

use std::io::Write;

use clap::Args;

use super::{Failure, Format};
use crate::scenario::expression::LARGEST;
use crate::scenario::language::FIELDS;
use crate::scenario::report::{Reports, suggestion};
use crate::scenario::{codes, library, limits};
use crate::sim;

/// Load files and say everything that is wrong with them, located.
#[derive(Debug, Args)]
pub struct Check {
    /// Scenarios or counterfactuals: names or files.
    #[arg(required_unless_present_any = ["explain", "limits"])]
    files: Vec<String>,
    /// Instead, explain a code such as H0401 with an example; `all` explains every one.
    #[arg(long, value_name = "CODE", conflicts_with = "files")]
    explain: Option<String>,
    /// Instead, print what the language allows: every number with its unit and range, and how
    /// much of each thing there may be.
    #[arg(long, conflicts_with_all = ["files", "explain"])]
    limits: bool,
    /// Text, or JSON: a list of `{file, line, column, code, severity, message, help}`.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Check {
    pub(super) fn run(self) -> Result<(), Failure> {
        if let Some(code) = &self.explain {
            return explain(code);
        }
        if self.limits {
            return print_limits(self.format);
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

fn print_limits(format: Format) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let fields = FIELDS.iter().copied().flatten();
    let parameters = sim::engine().parameters;
    if format == Format::Json {
        let numbers: Vec<_> = fields
            .map(|field| {
                serde_json::json!({
                    "record": field.record, "field": field.name, "unit": field.unit,
                    "low": field.low, "high": field.high, "whole": field.whole,
                    "default": field.default,
                })
            })
            .collect();
        let rules: Vec<_> = parameters
            .iter()
            .map(|known| {
                serde_json::json!({
                    "parameter": known.name, "unit": known.unit, "low": known.low,
                    "high": known.high, "meaning": known.meaning,
                })
            })
            .collect();
        let most: Vec<_> = limits::LIST
            .iter()
            .map(|(of, most)| serde_json::json!({ "of": of, "most": most }))
            .collect();
        let all = serde_json::json!({ "numbers": numbers, "parameters": rules, "limits": most });
        writeln!(out, "{all:#}")?;
        return Ok(());
    }
    writeln!(out, "Numbers")?;
    for field in fields {
        writeln!(out, "    {field}")?;
    }
    writeln!(out, "\nParameters of the rules")?;
    for known in &parameters {
        let (name, unit) = (&known.name, &known.unit);
        writeln!(
            out,
            "    {name}: from {} to {} ({unit}): {}",
            known.low, known.high, known.meaning
        )?;
    }
    writeln!(out, "\nAt most")?;
    for (what, most) in limits::LIST {
        writeln!(out, "    {most:>9} {}", what.trim_end_matches(','))?;
    }
    writeln!(
        out,
        "\nScenarios lie within ten years of 1941-01-06, other dates within a hundred, numbers in expressions within {LARGEST:e} of zero."
    )?;
    Ok(())
}
