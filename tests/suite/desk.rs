//! A folder of one test's own, with a small scenario, a change of it and a record.

use std::path::{Path, PathBuf};

use crate::folder::Folder;

/// The folder; it is gone when the test is over.
pub struct Desk(Folder);

/// The scenario: it has the name of the shipped one, which it is.
pub const SCENARIO: &str = "1939-khalkhin-gol.ron";
/// A record of it, of two figures.
pub const RECORD: &str = "record.csv";
/// A change of it.
pub const CHANGE: &str = "later.ron";

/// The text of the change.
pub const LATER: &str = r#"Counterfactual(
    version: 1,
    scenario: "1939-khalkhin-gol",
    title: (en: "A week later", es: "Una semana más tarde"),
    question: (en: "What if the guns open a week later?", es: "¿Y si los cañones abren una semana más tarde?"),
    defence: (en: "The roads were bad.", es: "Los caminos eran malos."),
    divergence: "1939-08-20",
    sources: ["assumed"],
    interventions: [MoveEvent(event: "offensive", to: "1939-08-27")],
    consequent: (claim: "border_reached", by: "1939-09-16"),
)
"#;

const FIGURES: &str = "series,date,value
japan.oil.stock,1939-08-28,49
soviet.far_east.men,1939-09-04,57
";

/// What lies on it from the beginning.
pub const FIRST: [&str; 3] = [SCENARIO, CHANGE, RECORD];

impl Desk {
    pub fn new(name: &str) -> Self {
        let desk = Self(Folder::new(&format!("desk-{name}")));
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(SCENARIO);
        std::fs::copy(shipped, desk.path(SCENARIO)).expect("the shipped scenario");
        std::fs::write(desk.path(CHANGE), LATER).expect("written");
        std::fs::write(desk.path(RECORD), FIGURES).expect("written");
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    /// The path as an argument.
    pub fn at(&self, name: &str) -> String {
        self.0.file(name)
    }

    /// The names of what lies on it, apart from what it began with.
    pub fn names(&self) -> Vec<String> {
        let mut names = self.0.names();
        names.retain(|name| !FIRST.contains(&name.as_str()));
        names
    }
}

/// A command that writes, at its smallest: the scenario, the change and `more` are put in.
/// What it writes goes to `--out` but for `validate`.
pub fn smallest(command: &str, desk: &Desk) -> Vec<String> {
    let (scenario, change, record) = (desk.at(SCENARIO), desk.at(CHANGE), desk.at(RECORD));
    let runs = ["--runs", "20", "--threads", "1"];
    let with = ["--with", &change];
    let tail: Vec<&str> = match command {
        "batch" | "validate" | "orders" => runs.to_vec(),
        "calibrate" => {
            vec!["--runs", "4", "--generations", "1", "--data", &record, "--threads", "1"]
        }
        "compare" | "rewrite" | "plausibility" => [&with[..], &runs].concat(),
        "attribute" => [&with[..], &runs, &["--outcome", "border_reached"]].concat(),
        "sensitivity" => {
            vec!["--outcome", "border_reached", "--runs", "20", "--screen", "0", "--threads", "1"]
        }
        "sweep" => {
            [&["--over", "soviet.garrison=5..6/2", "--outcome", "border_reached"][..], &runs]
                .concat()
        }
        "explain" => vec!["--with", &change, "--most-runs", "50", "--threads", "1"],
        "run" | "playthrough" | "play" => Vec::new(),
        "diff" => with.to_vec(),
        other => panic!("how is the smallest `{other}` asked for?"),
    };
    let mut all = vec![command.to_owned(), scenario];
    all.extend(tail.into_iter().map(str::to_owned));
    all
}
