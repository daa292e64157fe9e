//! A scenario whose files are read once: it is compiled as often as is wanted, with any of
//! its counterfactuals and any of their interventions, and the disk is not asked again.

use crate::files::fingerprint::Fingerprint;
use crate::scenario::compile::{CounterfactualSource, Engine, compile};
use crate::scenario::compiled::{CitedFile, FileKind};
use crate::scenario::language::{CounterfactualFile, File, ScenarioFile};
use crate::scenario::library::shelf::{Origin, Written, find, stem, written};
use crate::scenario::library::{Listing, Loaded, ground};
use crate::scenario::located::{Located, read_file};
use crate::scenario::report::{Report, Reports, Severity, Source, Span};

/// What a file is to its scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The scenario.
    Scenario,
    /// A counterfactual, by its place.
    Counterfactual(usize),
    /// A scenario whose ground it stands on.
    Ground,
    /// Fitted parameters.
    Fitted,
}

impl Kind {
    const fn cited(self) -> FileKind {
        match self {
            Self::Scenario => FileKind::Scenario,
            Self::Counterfactual(_) => FileKind::Counterfactual,
            Self::Ground => FileKind::Ground,
            Self::Fitted => FileKind::Fitted,
        }
    }
}

/// A file that was read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub kind: Kind,
    /// The name by which another file, or a command, names it.
    pub id: String,
    pub origin: Origin,
    pub source: Source,
}

/// A scenario whose files are read: those it stands on, its fitted parameters and its
/// counterfactuals are there too. What is wrong with them is told when it is compiled.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The scenario, the counterfactuals in their order, then the rest as it was found.
    files: Vec<Read>,
    /// How each of them is cited.
    cited: Vec<CitedFile>,
    /// The scenario on its ground, with what was fitted.
    scenario: Option<Located<File>>,
    /// The same with the values that the files themselves give.
    unfitted: Option<ScenarioFile>,
    /// Was all that it stands on found?
    stands: bool,
    counterfactuals: Vec<Option<Located<File>>>,
    /// What is wrong already, and with what kind of file.
    found: Vec<(Kind, Report)>,
}

/// Which of what was opened is compiled.
#[derive(Clone, Copy)]
pub struct Selection<'a> {
    /// The counterfactuals, by their place in `with`.
    pub counterfactuals: &'a dyn Fn(usize) -> bool,
    /// Their interventions, by place. The interventions of all counterfactuals are counted on,
    /// chosen or not, so that an intervention keeps its place whatever is chosen.
    pub interventions: &'a dyn Fn(usize) -> bool,
    /// Do the fitted parameters hold, or those that the scenario's own file gives: the ranges
    /// in which a calibration may search?
    pub fitted: bool,
}

impl std::fmt::Debug for Selection<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Selection").field("fitted", &self.fitted).finish_non_exhaustive()
    }
}

impl<'a> Selection<'a> {
    /// Everything.
    pub const ALL: Selection<'static> =
        Selection { counterfactuals: &|_| true, interventions: &|_| true, fitted: true };
    /// The scenario as it is.
    pub const ALONE: Selection<'static> =
        Selection { counterfactuals: &|_| false, interventions: &|_| true, fitted: true };

    /// Some of the counterfactuals, whole.
    #[must_use]
    pub const fn counterfactuals(chosen: &'a dyn Fn(usize) -> bool) -> Self {
        Self { counterfactuals: chosen, interventions: &|_| true, fitted: true }
    }

    /// All counterfactuals with some of their interventions: so a change is undone one after
    /// another.
    #[must_use]
    pub const fn interventions(kept: &'a dyn Fn(usize) -> bool) -> Self {
        Self { counterfactuals: &|_| true, interventions: kept, fitted: true }
    }

    /// The same without what was fitted.
    #[must_use]
    pub const fn unfitted(self) -> Self {
        Self { fitted: false, ..self }
    }
}

/// Reads a scenario and counterfactuals, by name or path. A name is looked for among what
/// is given as written first.
///
/// # Errors
/// A report about the first file that is not found or cannot be read.
pub fn open(scenario: &str, with: &[String], given: &[Written]) -> Result<Opened, Box<Reports>> {
    let origin = |name: &str| match written(name, given) {
        Some(origin) => Ok(origin),
        None => find(name),
    };
    let scenario = origin(scenario)?;
    let mut origins: Vec<Origin> = Vec::new();
    for (at, name) in with.iter().enumerate() {
        let origin = origin(name)?;
        if with[..at].contains(name) || origins.iter().any(|other| other.is(&origin)) {
            return Err(Box::new(Reports::about(
                &origin.path(),
                "H0502",
                format!("`{name}` is built in twice"),
                "once is enough: a second time would do its changes again".to_owned(),
            )));
        }
        origins.push(origin);
    }
    Opened::read(scenario, origins, given)
}

/// Reads what a file says. What is wrong with it is added to `reports`.
pub(super) fn parse(
    file: usize,
    source: &Source,
    reports: &mut Vec<Report>,
) -> Option<Located<File>> {
    read_file::<File>(file, &source.text, reports)
}

/// The files that are being read.
pub(super) struct Reading<'a> {
    /// The texts that were given.
    pub given: &'a [Written],
    pub files: Vec<Read>,
    /// What is wrong, and with what kind of file.
    pub found: Vec<(Kind, Report)>,
}

impl Reading<'_> {
    /// Takes a file in, and gives what it says.
    pub fn take(&mut self, file: Read) -> Option<Located<File>> {
        let mut reports = Vec::new();
        let parsed = parse(self.files.len(), &file.source, &mut reports);
        self.found.extend(reports.into_iter().map(|report| (file.kind, report)));
        self.files.push(file);
        parsed
    }
}

impl Opened {
    /// Reads files whose origins are known.
    pub(super) fn read(
        scenario: Origin,
        with: Vec<Origin>,
        given: &[Written],
    ) -> Result<Self, Box<Reports>> {
        let kinds = std::iter::once(Kind::Scenario).chain((0..).map(Kind::Counterfactual));
        let origins = std::iter::once(scenario).chain(with);
        let read = |(kind, origin): (Kind, Origin)| -> Result<Read, Box<Reports>> {
            let source = origin.read()?;
            Ok(Read { kind, id: stem(&source.path), origin, source })
        };
        let files = kinds.zip(origins).map(read).collect::<Result<Vec<Read>, _>>()?;
        let mut reading = Reading { given, files: Vec::new(), found: Vec::new() };
        let mut parsed = files.into_iter().map(|file| reading.take(file));
        let mut scenario = parsed.next().flatten();
        let counterfactuals = parsed.collect();
        let mut unfitted = None;
        let mut stands = true;
        if let Some(File::Scenario(file)) = scenario.as_mut().map(|file| &mut file.value) {
            let mut own = (**file).clone();
            stands = ground::lay(file, &mut own, &mut reading);
            unfitted = Some(own);
        }
        let Reading { files, found, .. } = reading;
        let cite = |file: &Read| CitedFile {
            kind: file.kind.cited(),
            id: file.id.clone(),
            fingerprint: Fingerprint::of(&file.source.text),
        };
        let cited = files.iter().map(cite).collect();
        Ok(Self { files, cited, scenario, unfitted, stands, counterfactuals, found })
    }

    /// The files as they can be cited, in the order of [`Opened::written`].
    #[must_use]
    pub fn files(&self) -> &[CitedFile] {
        &self.cited
    }

    /// How many counterfactuals were given.
    #[must_use]
    pub fn counterfactuals(&self) -> usize {
        self.counterfactuals.len()
    }

    /// For each intervention of the counterfactuals, the place of the one that it belongs to.
    #[must_use]
    pub fn interventions(&self) -> Vec<usize> {
        let interventions =
            |place: usize| self.changes(place).map_or(0, |file| file.interventions.0.len());
        (0..self.counterfactuals.len())
            .flat_map(|place| vec![place; interventions(place)])
            .collect()
    }

    /// The files as they were read, so that what was made of them can be made again without
    /// them: the scenario, the counterfactuals in their order, then what they stand on. A
    /// file of fitted parameters is called as the scenario calls it, without `.ron`.
    #[must_use]
    pub fn written(&self) -> Vec<Written> {
        let text = |file: &Read| Written { id: file.id.clone(), text: file.source.text.clone() };
        self.files.iter().map(text).collect()
    }

    fn changes(&self, place: usize) -> Option<&CounterfactualFile> {
        match self.counterfactuals[place].as_ref().map(|file| &file.value) {
            Some(File::Counterfactual(file)) => Some(file),
            _ => None,
        }
    }

    /// Compiles what is chosen.
    ///
    /// # Errors
    /// Everything that is wrong with any of the files that are chosen, located.
    pub fn compile(&self, engine: &Engine, which: Selection<'_>) -> Result<Loaded, Box<Reports>> {
        let chosen = |kind: Kind| match kind {
            Kind::Scenario | Kind::Ground => true,
            Kind::Counterfactual(place) => (which.counterfactuals)(place),
            Kind::Fitted => which.fitted,
        };
        let found = self.found.iter().filter(|(kind, _)| chosen(*kind));
        let mut reports: Vec<Report> = found.map(|(_, report)| report.clone()).collect();
        let id = &self.files[0].id;
        let kept = self.keep(which);
        let mut counterfactuals = Vec::new();
        for place in (0..self.counterfactuals.len()).filter(|&place| (which.counterfactuals)(place))
        {
            let index = place + 1;
            match self.counterfactuals[place].as_ref().map(|file| &file.value) {
                Some(File::Counterfactual(_)) => {
                    let Some(content) = &kept[place] else { continue };
                    if content.scenario.value != *id {
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
                    let id = self.files[index].id.clone();
                    let source = &self.files[index].source;
                    counterfactuals.push(CounterfactualSource { source, file: index, id, content });
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
        match self.scenario.as_ref().map(|file| &file.value) {
            Some(File::Scenario(file)) if self.stands => {
                let own = self.unfitted.as_ref().filter(|_| !which.fitted);
                let cited = self.cited.iter().zip(&self.files);
                let cited = cited.filter(|(_, file)| chosen(file.kind));
                let cited = cited.map(|(cited, _)| cited.clone()).collect();
                let file = own.unwrap_or(file);
                compiled = compile(engine, id, cited, file, &counterfactuals, &mut reports);
            }
            Some(File::Counterfactual(content)) => {
                let help =
                    format!("run its scenario with it: `{} --with {id}`", content.scenario.value);
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
            .map(|changed| Listing {
                id: changed.id.clone(),
                changes: Some(changed.content.scenario.value.clone()),
                title: changed.content.title.clone(),
                question: changed.content.question.clone(),
                defence: changed.content.defence.clone(),
                path: self.files[changed.file].source.path.clone(),
                fingerprint: self.cited[changed.file].fingerprint,
            })
            .collect();
        let interventions =
            self.interventions().into_iter().filter(|&of| (which.counterfactuals)(of)).count();
        let sources = self.files.iter().map(|file| file.source.clone()).collect();
        let reports = Reports { sources, reports };
        match compiled {
            Some(scenario) => {
                Ok(Loaded { scenario, counterfactuals: listings, interventions, warnings: reports })
            }
            None => Err(Box::new(reports)),
        }
    }

    /// The counterfactuals without the interventions that are not kept. One of which nothing is
    /// kept is left out altogether.
    fn keep(&self, which: Selection<'_>) -> Vec<Option<CounterfactualFile>> {
        let mut intervention = 0;
        let keep = |place| {
            let mut file = self.changes(place)?.clone();
            let given = !file.interventions.0.is_empty();
            file.interventions.0.retain(|_| {
                intervention += 1;
                (which.interventions)(intervention - 1)
            });
            (!given || !file.interventions.0.is_empty()).then_some(file)
        };
        (0..self.counterfactuals.len()).map(keep).collect()
    }
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
