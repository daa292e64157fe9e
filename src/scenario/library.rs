//! The library: where scenarios and counterfactuals are found, and how one is loaded.
//!
//! A name without path or `.ron` is looked for in `scenarios/` and
//! `scenarios/counterfactuals/` of the folder named by `HOKUSHIN_SCENARIOS`, of the
//! current folder and those above it, and of those above the program itself.

use std::path::{Path, PathBuf};

use crate::files::sum;
use crate::scenario::compile::{CounterfactualSource, Engine, compile};
use crate::scenario::compiled::{Scenario, Text};
use crate::scenario::language::{File, ScenarioFile};
use crate::scenario::limits;
use crate::scenario::located::{Located, read_file};
use crate::scenario::report::{Report, Reports, Severity, Source, Span, read, suggestion};
use crate::scenario::texts::plain;

/// A scenario or a counterfactual of the library.
#[derive(Clone, Debug)]
pub struct Listing {
    /// File stem: the name that commands take.
    pub id: String,
    /// The scenario that a counterfactual changes; `None` for a scenario.
    pub changes: Option<String>,
    /// Title.
    pub title: Text,
    /// A counterfactual's question, a scenario's summary.
    pub question: Text,
    /// Why a counterfactual is worth thinking about; empty for a scenario.
    pub defence: Text,
    /// Where it is.
    pub path: PathBuf,
}

/// A file of the library that cannot be read.
#[derive(Clone, Debug)]
pub struct Broken {
    /// File stem: the name that commands take, `check` among them.
    pub id: String,
    /// Where it is.
    pub path: PathBuf,
    /// How many errors there are.
    pub errors: usize,
    /// The first of them.
    pub first: String,
}

/// What the library holds.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// What can be read, scenarios first, each kind by name.
    pub listings: Vec<Listing>,
    /// What cannot.
    pub broken: Vec<Broken>,
}

/// A scenario ready to run.
#[derive(Debug)]
pub struct Loaded {
    /// The scenario, with its counterfactuals compiled in.
    pub scenario: Scenario,
    /// The counterfactuals.
    pub counterfactuals: Vec<Listing>,
    /// How many pieces they are made of, kept or not. Of those that are kept,
    /// [`Scenario::deeds`] says what they do, in the same order.
    pub pieces: usize,
    /// Warnings.
    pub warnings: Reports,
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The folders that may hold a `scenarios/`.
fn shelves() -> Vec<PathBuf> {
    let mut shelves: Vec<PathBuf> =
        std::env::var_os("HOKUSHIN_SCENARIOS").map(PathBuf::from).into_iter().collect();
    let starts = [std::env::current_dir().ok(), std::env::current_exe().ok()];
    for start in starts.into_iter().flatten() {
        shelves.extend(start.ancestors().map(|folder| folder.join("scenarios")));
    }
    shelves.retain(|shelf| shelf.is_dir());
    shelves
}

/// A file of the first `scenarios/` that has it, such as `record/series.csv`.
#[must_use]
pub fn shelved(name: &str) -> Option<PathBuf> {
    shelves().into_iter().map(|shelf| shelf.join(name)).find(|file| file.is_file())
}

/// Does something stand there, in a `scenarios/`? Links are followed.
#[must_use]
pub fn holds(path: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(path).is_some_and(|path| {
        shelves().iter().filter_map(|shelf| real(shelf)).any(|shelf| path.starts_with(shelf))
    })
}

/// Is this a file of fitted parameters?
#[must_use]
pub fn is_fitted(path: &Path) -> bool {
    let source = read(path).ok();
    let file = source.and_then(|source| parse(0, &source, &mut Vec::new()));
    file.is_some_and(|file| matches!(file.value, File::Fitted(_)))
}

/// Every `.ron` file of the first `scenarios/` that is found, scenarios first, each
/// kind by name.
///
/// # Errors
/// A report when there is no such folder, or when it cannot be looked into.
fn files() -> Result<Vec<PathBuf>, Box<Reports>> {
    let Some(shelf) = shelves().into_iter().next() else {
        let help = match std::env::var_os("HOKUSHIN_SCENARIOS") {
            Some(named) => format!(
                "HOKUSHIN_SCENARIOS names `{}`, which is no folder; nor is there a `scenarios/` here, above here or beside the program",
                Path::new(&named).display()
            ),
            None => "there is none here, above here or beside the program; set HOKUSHIN_SCENARIOS"
                .to_owned(),
        };
        let message = "no folder of scenarios was found".to_owned();
        return Err(Box::new(Reports::about(Path::new("scenarios"), "H0007", message, help)));
    };
    let ron = |folder: PathBuf| -> Result<Vec<PathBuf>, Box<Reports>> {
        let unreadable = |error: &std::io::Error| {
            let message = format!("the folder cannot be looked into: {error}");
            let help = "scenarios are looked for in it".to_owned();
            Box::new(Reports::about(&folder, "H0001", message, help))
        };
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(&error)),
        };
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&error))?.path();
            if path.extension().is_some_and(|end| end == "ron") {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    };
    let mut all = ron(shelf.clone())?;
    all.extend(ron(shelf.join("counterfactuals"))?);
    Ok(all)
}

/// Finds a file by name or path.
///
/// # Errors
/// A report that offers the nearest names.
pub fn find(name: &str) -> Result<PathBuf, Box<Reports>> {
    let path = PathBuf::from(name);
    if name.contains(['/', '\\']) || name.ends_with(".ron") || path.exists() {
        return Ok(path);
    }
    let files = files().map_err(|mut reports| {
        let missing = format!("there is no scenario or counterfactual `{name}`");
        reports.reports.iter_mut().for_each(|report| {
            report.message = format!("{missing}: {}", report.message);
        });
        reports
    })?;
    let stems: Vec<String> = files.iter().map(|file| stem(file)).collect();
    if let Some(place) = stems.iter().position(|known| known == name) {
        return Ok(files[place].clone());
    }
    let help = format!(
        "{} (`hokushin list` shows all)",
        suggestion(name, stems.iter().map(String::as_str))
    );
    Err(Box::new(Reports::about(
        &path,
        "H0007",
        format!("there is no scenario or counterfactual `{name}`"),
        help,
    )))
}

fn parse(file: usize, source: &Source, reports: &mut Vec<Report>) -> Option<Located<File>> {
    read_file::<File>(file, &source.text, reports)
}

/// The sum of the texts of all files, line ends as `\n`.
fn fingerprint(sources: &[Source]) -> u64 {
    sources.iter().fold(sum::OF_NOTHING, |before, source| {
        sum::on(sum::on(before, source.text.as_bytes()), &[0])
    })
}

/// Loads a scenario with counterfactuals, by name or path.
///
/// # Errors
/// Everything that is wrong with any of the files, located.
pub fn load(engine: &Engine, scenario: &str, with: &[String]) -> Result<Loaded, Box<Reports>> {
    load_with(engine, scenario, with, true, &|_| true)
}

/// Loads a scenario with counterfactuals whose files are known.
fn load_files(engine: &Engine, scenario: &Path, with: &[PathBuf]) -> Result<Loaded, Box<Reports>> {
    load_sources(engine, read_all(scenario, with)?, true, &|_| true)
}

/// Loads a scenario with some of the pieces of its counterfactuals: those whose place, in
/// the order of the files, is kept. So a change can be undone piece by piece.
///
/// # Errors
/// Everything that is wrong with any of the files, located.
pub fn load_pieces(
    engine: &Engine,
    scenario: &str,
    with: &[String],
    keep: &dyn Fn(usize) -> bool,
) -> Result<Loaded, Box<Reports>> {
    load_with(engine, scenario, with, true, keep)
}

/// Loads a scenario with the parameters that its own file gives, whatever has been fitted:
/// the ranges in which a calibration may search.
///
/// # Errors
/// Everything that is wrong with the file, located.
pub fn load_unfitted(engine: &Engine, scenario: &str) -> Result<Loaded, Box<Reports>> {
    load_with(engine, scenario, &[], false, &|_| true)
}

fn load_with(
    engine: &Engine,
    scenario: &str,
    with: &[String],
    fitted: bool,
    keep: &dyn Fn(usize) -> bool,
) -> Result<Loaded, Box<Reports>> {
    let scenario = find(scenario)?;
    let mut paths = Vec::new();
    for (place, name) in with.iter().enumerate() {
        let path = find(name)?;
        // A name and a path, or two paths, may lead to one file.
        let same = |other: &PathBuf| {
            let (one, other) = (path.canonicalize().ok(), other.canonicalize().ok());
            one.is_some() && one == other
        };
        if with[..place].contains(name) || paths.iter().any(same) {
            return Err(Box::new(Reports::about(
                &path,
                "H0502",
                format!("`{name}` is built in twice"),
                "once is enough: a second time would do its changes again".to_owned(),
            )));
        }
        paths.push(path);
    }
    load_sources(engine, read_all(&scenario, &paths)?, fitted, keep)
}

fn read_all(scenario: &Path, with: &[PathBuf]) -> Result<Vec<Source>, Box<Reports>> {
    std::iter::once(scenario).chain(with.iter().map(PathBuf::as_path)).map(read).collect()
}

fn load_sources(
    engine: &Engine,
    mut sources: Vec<Source>,
    fitted: bool,
    keep: &dyn Fn(usize) -> bool,
) -> Result<Loaded, Box<Reports>> {
    let mut reports = Vec::new();
    let mut files: Vec<Option<Located<File>>> = sources
        .iter()
        .enumerate()
        .map(|(index, source)| parse(index, source, &mut reports))
        .collect();
    let stands = match files[0].as_mut().map(|file| &mut file.value) {
        Some(File::Scenario(file)) => {
            let stands = find_its_ground(file, fitted, &mut sources, &mut reports);
            if let Some(name) = file.fitted.clone().filter(|_| fitted && stands) {
                put_fitted(file, &name, &mut sources, &mut reports);
            }
            stands
        }
        _ => true,
    };
    let pieces = keep_pieces(&mut files[1..], keep);
    let mut counterfactuals = Vec::new();
    for (index, file) in files.iter().enumerate().skip(1) {
        match file.as_ref().map(|file| &file.value) {
            Some(File::Counterfactual(content)) => {
                let id = stem(&sources[0].path);
                if content.scenario.value != id {
                    let message = format!(
                        "this counterfactual changes `{}`, not `{id}`",
                        content.scenario.value
                    );
                    reports.push(Report {
                        code: "H0501",
                        severity: Severity::Error,
                        message,
                        at: Some(content.scenario.at),
                        help: "name the scenario it was written for".to_owned(),
                    });
                }
                counterfactuals.push(CounterfactualSource {
                    file: index,
                    id: stem(&sources[index].path),
                    content,
                });
            }
            Some(File::Fitted(_)) => wrong_kind(
                index,
                "a file of fitted parameters, not a counterfactual",
                "a scenario names it in its field `fitted`",
                &mut reports,
            ),
            Some(File::Scenario(_)) => wrong_kind(
                index,
                "a scenario, not a counterfactual",
                "--with takes counterfactuals",
                &mut reports,
            ),
            None => {}
        }
    }
    let mut compiled = None;
    match files[0].as_ref().map(|file| &file.value) {
        Some(File::Scenario(file)) if stands => {
            compiled = compile(
                engine,
                &stem(&sources[0].path),
                fingerprint(&sources),
                file,
                &counterfactuals,
                &mut reports,
            );
        }
        Some(File::Counterfactual(content)) => {
            let help = format!(
                "run its scenario with it: `{} --with {}`",
                content.scenario.value,
                stem(&sources[0].path)
            );
            wrong_kind(0, "a counterfactual, not a scenario", &help, &mut reports);
        }
        Some(File::Fitted(content)) => {
            let help = format!("run the scenario that names it: `{}`", content.scenario.value);
            wrong_kind(0, "a file of fitted parameters, not a scenario", &help, &mut reports);
        }
        Some(File::Scenario(_)) | None => {}
    }
    let listings = counterfactuals
        .iter()
        .map(|source| Listing {
            id: source.id.clone(),
            changes: Some(source.content.scenario.value.clone()),
            title: source.content.title.clone(),
            question: source.content.question.clone(),
            defence: source.content.defence.clone(),
            path: sources[source.file].path.clone(),
        })
        .collect();
    let reports = Reports { sources, reports };
    match compiled {
        Some(scenario) => {
            Ok(Loaded { scenario, counterfactuals: listings, pieces, warnings: reports })
        }
        None => Err(Box::new(reports)),
    }
}

/// Counts the pieces of the counterfactuals, and takes out those that are not kept. A file
/// of which nothing is kept is left out altogether.
fn keep_pieces(files: &mut [Option<Located<File>>], keep: &dyn Fn(usize) -> bool) -> usize {
    let mut pieces = 0;
    for file in files {
        let Some(File::Counterfactual(content)) = file.as_mut().map(|file| &mut file.value) else {
            continue;
        };
        let given = !content.interventions.0.is_empty();
        content.interventions.0.retain(|_| {
            pieces += 1;
            keep(pieces - 1)
        });
        if given && content.interventions.0.is_empty() {
            *file = None;
        }
    }
    pieces
}

/// Reads the file of fitted parameters that a scenario names, from the folder it stands
/// in, and puts its values into the scenario.
fn put_fitted(
    scenario: &mut ScenarioFile,
    name: &Located<String>,
    sources: &mut Vec<Source>,
    reports: &mut Vec<Report>,
) {
    let path = sources[name.at.file].path.with_file_name(&name.value);
    let mut refuse = |code, at, message: String, help: String| {
        reports.push(Report { code, severity: Severity::Error, message, at: Some(at), help });
    };
    let source = match read(&path) {
        Ok(source) => source,
        Err(wrong) => {
            let why = wrong.reports.first().map_or("", |report| report.message.as_str());
            let message = format!("the fitted parameters `{}`: {why}", path.display());
            let help = "`hokushin calibrate --out FILE` writes such a file; without the field the scenario's own values hold";
            return refuse("H0008", name.at, message, help.to_owned());
        }
    };
    let file = sources.len();
    sources.push(source);
    let mut found = Vec::new();
    let parsed = parse(file, &sources[file], &mut found);
    let whole = Span { file, start: 0, end: 6 };
    match parsed.map(|parsed| parsed.value) {
        Some(File::Fitted(fitted)) => {
            let id = stem(&sources[name.at.file].path);
            if fitted.scenario.value != id {
                let message = format!(
                    "these values were fitted to `{}`, not to `{id}`",
                    fitted.scenario.value
                );
                refuse(
                    "H0501",
                    fitted.scenario.at,
                    message,
                    "fit this scenario with `hokushin calibrate`".to_owned(),
                );
            }
            if let Some(first) = fitted.parameters.0.get(limits::PARAMETERS) {
                let count = fitted.parameters.0.len();
                let message = format!(
                    "there are {count} parameters; at most {} have room",
                    limits::PARAMETERS
                );
                return refuse("H0305", first.at, message, "leave some out".to_owned());
            }
            for parameter in fitted.parameters.0.into_iter().map(|item| item.value) {
                let mut known = scenario.parameters.0.iter_mut().map(|item| &mut item.value);
                let Some(known) = known.find(|known| known.name.value == parameter.name.value)
                else {
                    let names =
                        scenario.parameters.0.iter().map(|item| item.value.name.value.as_str());
                    refuse(
                        "H0201",
                        parameter.name.at,
                        format!("the scenario has no parameter `{}`", parameter.name.value),
                        suggestion(&parameter.name.value, names.collect::<Vec<_>>()),
                    );
                    continue;
                };
                known.value = parameter.value;
                known.range = parameter.range;
                known.source.value += "; fitted";
            }
        }
        Some(File::Scenario(_) | File::Counterfactual(_)) => refuse(
            "H0506",
            whole,
            "this is not a file of fitted parameters".to_owned(),
            "it begins with `Fitted(`".to_owned(),
        ),
        None => {}
    }
    reports.extend(found);
}

/// Follows `like` from scenario to scenario, until one stands on its own. The texts are
/// added to `sources`. Was all found?
fn find_its_ground(
    file: &mut ScenarioFile,
    fitted: bool,
    sources: &mut Vec<Source>,
    reports: &mut Vec<Report>,
) -> bool {
    let mut wanted = file.like.clone();
    let mut seen = vec![stem(&sources[0].path)];
    while let Some(like) = wanted.take() {
        let mut refuse = |code, message: String, help: &str| {
            let (severity, help) = (Severity::Error, help.to_owned());
            reports.push(Report { code, severity, message, at: Some(like.at), help });
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
        // It may stand beside the file that names it, or in the library.
        let beside = sources[like.at.file].path.with_file_name(format!("{}.ron", like.value));
        let found = if beside.is_file() { Ok(beside) } else { find(&like) };
        let base = match found.and_then(|path| read(&path)) {
            Ok(source) => source,
            Err(unknown) => {
                for report in unknown.reports {
                    refuse(report.code, report.message, &report.help);
                }
                return false;
            }
        };
        let index = sources.len();
        let read = parse(index, &base, reports);
        sources.push(base);
        match read.map(|read| read.value) {
            Some(File::Scenario(mut base)) => {
                wanted.clone_from(&base.like);
                if let Some(name) = base.fitted.clone().filter(|_| fitted) {
                    put_fitted(&mut base, &name, sources, reports);
                }
                file.stand_on(*base);
            }
            Some(File::Fitted(_) | File::Counterfactual(_)) => {
                let severity = Severity::Error;
                let message = format!("`{}` is not a scenario", like.value);
                let help = "name a scenario".to_owned();
                reports.push(Report { code: "H0506", severity, message, at: Some(like.at), help });
                return false;
            }
            None => return false,
        }
    }
    true
}

fn wrong_kind(file: usize, message: &str, help: &str, reports: &mut Vec<Report>) {
    let at = Some(Span { file, start: 0, end: 8 });
    reports.push(Report {
        code: "H0506",
        severity: Severity::Error,
        message: format!("this is {message}"),
        at,
        help: help.to_owned(),
    });
}

/// Checks a file of either kind, a counterfactual together with its scenario. Gives
/// warnings when it is sound.
///
/// # Errors
/// Everything that is wrong, located.
pub fn check(engine: &Engine, name: &str) -> Result<Reports, Box<Reports>> {
    let path = find(name)?;
    let source = read(&path)?;
    let mut reports = Vec::new();
    let file = parse(0, &source, &mut reports);
    let with = match file.map(|file| file.value) {
        None => {
            return Err(Box::new(Reports { sources: vec![source], reports }));
        }
        Some(File::Fitted(content)) => {
            return check_fitted(engine, &path, source, &content.scenario);
        }
        Some(File::Scenario(_)) => Vec::new(),
        Some(File::Counterfactual(content)) => {
            // Its scenario may stand beside it, or in the library.
            let beside = path
                .parent()
                .into_iter()
                .flat_map(Path::ancestors)
                .take(2)
                .map(|folder| folder.join(format!("{}.ron", content.scenario.value)))
                .find(|beside| beside.is_file());
            let found = match beside {
                Some(beside) => Ok(beside),
                None => find(&content.scenario),
            };
            match found {
                Ok(path) => vec![path],
                Err(unknown) => {
                    let mut reports = unknown.reports;
                    reports.iter_mut().for_each(|report| report.at = Some(content.scenario.at));
                    return Err(Box::new(Reports { sources: vec![source], reports }));
                }
            }
        }
    };
    match with.first() {
        None => load_files(engine, &path, &[]),
        Some(scenario) => load_files(engine, scenario, &[path]),
    }
    .map(|loaded| loaded.warnings)
}

/// Checks a file of fitted parameters as its scenario reads it.
fn check_fitted(
    engine: &Engine,
    path: &Path,
    source: Source,
    wanted: &Located<String>,
) -> Result<Reports, Box<Reports>> {
    let beside = path
        .ancestors()
        .skip(1)
        .take(2)
        .map(|folder| folder.join(format!("{}.ron", wanted.value)))
        .find(|beside| beside.is_file() && beside != path);
    let refuse = |message: String| {
        let report = Report {
            code: "H0506",
            severity: Severity::Error,
            message,
            at: Some(wanted.at),
            help: "name the scenario whose field `fitted` names this file".to_owned(),
        };
        Box::new(Reports { sources: vec![source.clone()], reports: vec![report] })
    };
    let found = match beside {
        Some(beside) => beside,
        None => find(&wanted.value)
            .map_err(|_| refuse(format!("there is no scenario `{}`", wanted.value)))?,
    };
    let scenario = read(&found)?;
    let parsed = parse(0, &scenario, &mut Vec::new()).map(|file| file.value);
    let Some(File::Scenario(content)) = parsed else {
        return Err(refuse(format!("`{}` is not a scenario", wanted.value)));
    };
    let named = content.fitted.as_ref().map(|name| found.with_file_name(&name.value));
    let same = |other: &PathBuf| other.canonicalize().ok() == path.canonicalize().ok();
    if !named.as_ref().is_some_and(same) {
        return Err(refuse(format!("`{}` does not name this file", wanted.value)));
    }
    load_files(engine, &found, &[]).map(|loaded| loaded.warnings)
}

/// All scenarios and counterfactuals of the library, and the files that cannot be read.
///
/// # Errors
/// A report when there is no library, or its folder cannot be looked into.
pub fn list() -> Result<Library, Box<Reports>> {
    let mut library = Library::default();
    for path in files()? {
        let mut found = Vec::new();
        let file = match read(&path) {
            Ok(source) => parse(0, &source, &mut found).map(|file| file.value),
            Err(reports) => {
                found = reports.reports;
                None
            }
        };
        if let Some(first) = found.first() {
            library.broken.push(Broken {
                id: stem(&path),
                errors: found.len(),
                first: plain(&first.message),
                path,
            });
            continue;
        }
        library.listings.extend(match file {
            Some(File::Scenario(file)) => Some(of_scenario(&path, *file)),
            Some(File::Counterfactual(file)) => Some(Listing {
                id: stem(&path),
                changes: Some(file.scenario.value),
                title: file.title,
                question: file.question,
                defence: file.defence,
                path,
            }),
            // Nobody runs these: the scenario that names them does.
            Some(File::Fitted(_)) | None => None,
        });
    }
    Ok(library)
}

fn of_scenario(path: &Path, file: ScenarioFile) -> Listing {
    Listing {
        id: stem(path),
        changes: None,
        title: file.title,
        question: file.summary,
        defence: Text::default(),
        path: path.to_owned(),
    }
}
