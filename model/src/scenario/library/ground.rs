//! What a scenario stands on: the ground of others that it is `like`, and the parameters
//! that were fitted to it.

use std::path::PathBuf;

use crate::scenario::language::{File, FittedFile, ScenarioFile};
use crate::scenario::library::opened::{Kind, Read, Reading};
use crate::scenario::library::shelf::{Origin, Written, find, look_up, stem, written};
use crate::scenario::limits;
use crate::scenario::located::Located;
use crate::scenario::report::{Report, Reports, Severity, Span, suggestion};

/// Follows `like` from scenario to scenario, until one stands on its own, and puts in what
/// was fitted; `own` is left with the values that the files themselves give. Was all found?
pub(super) fn lay(
    file: &mut ScenarioFile,
    own: &mut ScenarioFile,
    reading: &mut Reading<'_>,
) -> bool {
    let stands = stand(file, own, reading);
    if let Some(name) = file.fitted.clone().filter(|_| stands) {
        put_fitted(file, &name, reading);
    }
    stands
}

fn stand(file: &mut ScenarioFile, own: &mut ScenarioFile, reading: &mut Reading<'_>) -> bool {
    let mut wanted = file.like.clone();
    let mut seen = vec![reading.files[0].id.clone()];
    while let Some(like) = wanted.take() {
        let mut refuse = |code, message: String, help: &str| {
            let (severity, help) = (Severity::Error, help.to_owned());
            let report = Report { code, severity, message, at: Some(like.at), help };
            reading.found.push((Kind::Ground, report));
        };
        if seen.contains(&like.value) {
            let circle = format!("{} is like {}", seen.join(" is like "), like.value);
            refuse("H0507", circle, "one of them must give its own ground");
            return false;
        }
        seen.push(like.value.clone());
        if seen.len() > limits::LIKE {
            let message = format!("more than {} scenarios stand on one another", limits::LIKE);
            refuse("H0305", message, "let one of them give its own ground");
            return false;
        }
        let by = &reading.files[like.at.file].origin;
        let found = match written(&like, reading.given).or_else(|| beside(by, &like)) {
            Some(origin) => Ok(origin),
            None => find(&like),
        };
        let read = found.and_then(|origin| {
            let source = origin.read()?;
            Ok(Read { kind: Kind::Ground, id: like.value.clone(), origin, source })
        });
        let read = match read {
            Ok(read) => read,
            Err(unknown) => {
                for report in unknown.reports {
                    refuse(report.code, report.message, &report.help);
                }
                return false;
            }
        };
        match reading.take(read).map(|read| read.value) {
            Some(File::Scenario(mut base)) => {
                wanted.clone_from(&base.like);
                own.stand_on((*base).clone());
                if let Some(name) = base.fitted.clone() {
                    put_fitted(&mut base, &name, reading);
                }
                file.stand_on(*base);
            }
            Some(File::Fitted(_) | File::Counterfactual(_)) => {
                let message = format!("`{}` is not a scenario", like.value);
                let (severity, help) = (Severity::Error, "name a scenario".to_owned());
                let report = Report { code: "H0506", severity, message, at: Some(like.at), help };
                reading.found.push((Kind::Ground, report));
                return false;
            }
            None => return false,
        }
    }
    true
}

/// The scenario of that name beside the file that names it.
fn beside(by: &Origin, name: &str) -> Option<Origin> {
    let path = by.on_disk()?.with_file_name(format!("{name}.ron"));
    path.is_file().then(|| Origin::from(path))
}

/// Where fitted parameters stand that a scenario names: among the texts that came with it,
/// in its folder, or in the library.
pub(super) fn origin_of_fitted(
    by: &Origin,
    name: &str,
    given: &[Written],
) -> Result<Origin, Box<Reports>> {
    if let Some(origin) = written(name.strip_suffix(".ron").unwrap_or(name), given) {
        return Ok(origin);
    }
    let beside = by.on_disk().map(|by| by.with_file_name(name));
    if let Some(beside) = beside.as_ref().filter(|beside| beside.is_file()) {
        return Ok(Origin::from(beside.clone()));
    }
    // Where there is none, the reader of files says so of the place where it was meant to be.
    let missing = || Origin::from(beside.unwrap_or_else(|| PathBuf::from(name)));
    Ok(look_up(name)?.unwrap_or_else(missing))
}

/// Reads the file of fitted parameters that a scenario names, and puts its values into the
/// scenario.
fn put_fitted(scenario: &mut ScenarioFile, name: &Located<String>, reading: &mut Reading<'_>) {
    let by = &reading.files[name.at.file];
    let id = stem(&by.source.path);
    let mut wrong = Vec::new();
    let origin = origin_of_fitted(&by.origin, &name.value, reading.given);
    match origin.and_then(|origin| Ok((origin.read()?, origin))) {
        Ok((source, origin)) => {
            let file = reading.files.len();
            let called = name.value.strip_suffix(".ron").unwrap_or(&name.value).to_owned();
            // What it says of the scenario is told before what is wrong with itself.
            let told = reading.found.len();
            let read = Read { kind: Kind::Fitted, id: called, origin, source };
            let parsed = reading.take(read);
            let found = reading.found.split_off(told);
            match parsed.map(|parsed| parsed.value) {
                Some(File::Fitted(fitted)) => put(scenario, &id, *fitted, &mut wrong),
                Some(File::Scenario(_) | File::Counterfactual(_)) => wrong.push(error(
                    "H0506",
                    Span { file, start: 0, end: 6 },
                    "this is not a file of fitted parameters".to_owned(),
                    "it begins with `Fitted(`".to_owned(),
                )),
                None => {}
            }
            reading.found.extend(wrong.into_iter().map(|report| (Kind::Fitted, report)));
            reading.found.extend(found);
        }
        Err(unread) => {
            let report = unreadable(name, &unread);
            reading.found.push((Kind::Fitted, report));
        }
    }
}

fn unreadable(name: &Located<String>, wrong: &Reports) -> Report {
    let why = wrong.reports.first().map_or("", |report| report.message.as_str());
    let path = wrong.sources.first().map(|source| source.path.display().to_string());
    let message = format!("the fitted parameters `{}`: {why}", path.unwrap_or_default());
    let help = "`hokushin calibrate --out FILE` writes such a file; without the field the scenario's own values hold";
    error("H0008", name.at, message, help.to_owned())
}

fn put(scenario: &mut ScenarioFile, id: &str, fitted: FittedFile, wrong: &mut Vec<Report>) {
    if fitted.scenario.value != id {
        let message =
            format!("these values were fitted to `{}`, not to `{id}`", fitted.scenario.value);
        let help = "fit this scenario with `hokushin calibrate`".to_owned();
        wrong.push(error("H0501", fitted.scenario.at, message, help));
    }
    if let Some(first) = fitted.parameters.0.get(limits::PARAMETERS) {
        let count = fitted.parameters.0.len();
        let message =
            format!("there are {count} parameters; at most {} have room", limits::PARAMETERS);
        return wrong.push(error("H0305", first.at, message, "leave some out".to_owned()));
    }
    for parameter in fitted.parameters.0.into_iter().map(|item| item.value) {
        let mut known = scenario.parameters.0.iter_mut().map(|item| &mut item.value);
        let Some(known) = known.find(|known| known.name.value == parameter.name.value) else {
            let names = scenario.parameters.0.iter().map(|item| item.value.name.value.as_str());
            wrong.push(error(
                "H0201",
                parameter.name.at,
                format!("the scenario has no parameter `{}`", parameter.name.value),
                suggestion(&parameter.name.value, names.collect::<Vec<_>>()),
            ));
            continue;
        };
        known.value = parameter.value;
        known.range = parameter.range;
        known.source.value += "; fitted";
    }
}

fn error(code: &'static str, at: Span, message: String, help: String) -> Report {
    Report { code, severity: Severity::Error, message, at: Some(at), help }
}
