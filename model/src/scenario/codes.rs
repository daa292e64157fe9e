//! The codes of what can be wrong with a file: each with its meaning, an example, and
//! the same made right. `hokushin check --explain CODE` prints one; `H0` alone, or a
//! code that is not known, prints the list.

/// A code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Stable for ever: `H0401`.
    pub code: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// An example of it; empty where the file itself is the matter.
    pub bad: &'static str,
    /// The same made right.
    pub good: &'static str,
}

const fn code(
    code: &'static str,
    meaning: &'static str,
    bad: &'static str,
    good: &'static str,
) -> Code {
    Code { code, meaning, bad, good }
}

/// All codes, in order.
pub const CODES: &[Code] = &[
    code("H0001", "The file is not there, or cannot be read.", "", ""),
    code(
        "H0002",
        "The name is that of a directory.",
        "hokushin check scenarios",
        "hokushin check scenarios/*.ron",
    ),
    code("H0003", "The file is larger than 4 MB.", "", ""),
    code("H0004", "The file is not text in UTF-8.", "", ""),
    code("H0005", "The file is empty.", "", "Scenario(version: 1, …)"),
    code(
        "H0006",
        "Brackets are nested too deep, which nearly always means that one is missing.",
        "((((((((",
        "(…)",
    ),
    code(
        "H0007",
        "No scenario or counterfactual has this name.",
        "hokushin run 1941-neutralty-pact",
        "hokushin run 1941-neutrality-pact",
    ),
    code(
        "H0008",
        "The file of fitted parameters that a scenario names cannot be read.",
        "fitted: \"fited.ron\"",
        "fitted: \"fitted/1941-neutrality-pact.ron\"",
    ),
    code("H0009", "There are more errors and warnings than the hundred that are shown.", "", ""),
    code(
        "H0010",
        "The name is that of a pipe, a socket or a device: it may never say anything, or never end.",
        "hokushin check <(cat mine.ron)",
        "hokushin check mine.ron",
    ),
    code(
        "H0011",
        "The same command is to read this file and to write it.",
        "hokushin validate --data mine.csv --html mine.csv",
        "hokushin validate --data mine.csv --html page.html",
    ),
    code(
        "H0100",
        "The file is not RON.",
        "title: (en: \"A\" es: \"B\")",
        "title: (en: \"A\", es: \"B\")",
    ),
    code(
        "H0101",
        "A record has no such field.",
        "(id: \"a\", wen: \"true\")",
        "(id: \"a\", when: \"true\")",
    ),
    code(
        "H0102",
        "There is no such variant.",
        "DropEvnt(event: \"uranus\")",
        "DropEvent(event: \"uranus\")",
    ),
    code("H0103", "A field is missing.", "(id: \"a\")", "(id: \"a\", source: \"assumed\", …)"),
    code("H0104", "A field stands there twice.", "(id: \"a\", id: \"b\")", "(id: \"a\")"),
    code("H0105", "A value is of the wrong kind.", "value: \"12\"", "value: 12.0"),
    code(
        "H0106",
        "A text holds a character that acts on a page or a terminal and does not stand on it.",
        "title: (en: \"\\u{1b}[31mRed\", …)",
        "title: (en: \"Red\", …)",
    ),
    code(
        "H0201",
        "Something that is referred to is not there.",
        "power: \"japn\"",
        "power: \"japan\"",
    ),
    code(
        "H0202",
        "An identifier is not written as one.",
        "id: \"North China\"",
        "id: \"north_china\"",
    ),
    code(
        "H0203",
        "Two things have one name.",
        "(id: \"a\"), (id: \"a\")",
        "(id: \"a\"), (id: \"b\")",
    ),
    code("H0301", "A number lies outside its range.", "share: 1.4", "share: 0.4"),
    code(
        "H0302",
        "There is no such date or hour, it is not written as one, or it is more than a hundred years from 1941.",
        "at: \"1941-02-30\"",
        "at: \"1941-02-28\"",
    ),
    code(
        "H0303",
        "A date lies outside the scenario, or a window ends before it starts.",
        "from: \"1942-05-01\", until: \"1942-04-01\"",
        "from: \"1942-04-01\", until: \"1942-05-01\"",
    ),
    code("H0304", "A number or a text has no source.", "source: \"\"", "source: \"Coox 1985\""),
    code(
        "H0305",
        "There are more things of a kind than have room: `hokushin check --limits` lists the limits.",
        "",
        "",
    ),
    code("H0306", "The version of the language is not known.", "version: 2", "version: 1"),
    code(
        "H0307",
        "Some history would have no outcome.",
        "outcomes: [(…, when: \"event.a\")]",
        "outcomes: [(…, when: \"event.a\"), (…, when: \"true\")]",
    ),
    code("H0308", "A range is empty or reversed.", "range: (2.0, 1.0)", "range: (1.0, 2.0)"),
    code(
        "H0309",
        "Parameters of the rules are missing.",
        "parameters: []",
        "parameters: [(name: \"japan.war_use\", …), …]",
    ),
    code(
        "H0310",
        "An event has neither a date nor a condition, or both (a date may have `provided`).",
        "(id: \"a\", source: \"assumed\")",
        "(id: \"a\", at: \"1941-06-22\", source: \"assumed\")",
    ),
    code(
        "H0311",
        "An event waits, in a circle, for itself.",
        "(id: \"egg\", when: \"event.hen\"), (id: \"hen\", when: \"event.egg\")",
        "(id: \"egg\", at: \"1941-06-22\"), (id: \"hen\", when: \"event.egg\")",
    ),
    code(
        "H0312",
        "A decision has no option.",
        "options: []",
        "options: [(id: \"wait\", …), (id: \"go\", …)]",
    ),
    code("H0400", "An expression cannot be read.", "\"1 + * 2\"", "\"1 + 2\""),
    code(
        "H0401",
        "The vocabulary has no such name.",
        "\"japan.oil.stok < 10\"",
        "\"japan.oil.stock < 10\"",
    ),
    code(
        "H0402",
        "Numbers, truths and states are mixed.",
        "\"pact.state + 1\"",
        "\"pact.state == in_force\"",
    ),
    code(
        "H0403",
        "A function has the wrong arguments.",
        "\"ramp(1)\"",
        "\"ramp(japan.oil.months, 40, 15)\"",
    ),
    code(
        "H0404",
        "A quantity cannot be written: the engine keeps it.",
        "\"calendar.week = 3\"",
        "\"pact.tension = 0.3\"",
    ),
    code(
        "H0501",
        "The counterfactual was written for another scenario.",
        "hokushin run another --with no-pact",
        "hokushin run 1941-neutrality-pact --with no-pact",
    ),
    code(
        "H0502",
        "Two interventions contradict each other.",
        "ForceOption(decision: \"yalta\", option: \"promise\"), ForceOption(decision: \"yalta\", option: \"decline\")",
        "ForceOption(decision: \"yalta\", option: \"decline\")",
    ),
    code(
        "H0503",
        "Something is changed before the date of divergence.",
        "divergence: \"1942-01-01\", interventions: [SetVariable(…, on: \"1941-07-07\")]",
        "divergence: \"1941-07-07\", interventions: [SetVariable(…, on: \"1941-07-07\")]",
    ),
    code(
        "H0504",
        "A counterfactual changes nothing.",
        "interventions: []",
        "interventions: [DropEvent(event: \"uranus\")]",
    ),
    code(
        "H0505",
        "A counterfactual has no question or no defence.",
        "question: (en: \"\", es: \"\")",
        "question: (en: \"What if …?\", es: \"¿Y si …?\")",
    ),
    code(
        "H0506",
        "A scenario stands where a counterfactual is wanted, or the other way round.",
        "hokushin run no-pact",
        "hokushin run 1941-neutrality-pact --with no-pact",
    ),
    code(
        "H0507",
        "A scenario is like itself, directly or by way of others.",
        "a.ron: like: \"b\", b.ron: like: \"a\"",
        "a.ron: like: \"b\", b.ron: regions: […]",
    ),
    code(
        "H0601",
        "Warning: no option of a decision is what the record shows, so the history policy decides as doctrine does.",
        "options: [(id: \"wait\"), (id: \"go\")]",
        "options: [(id: \"wait\", history: true), (id: \"go\")]",
    ),
    code(
        "H0602",
        "Warning: a counterfactual does not say what is to follow, so its plausibility cannot be weighed.",
        "interventions: [DropEvent(event: \"uranus\")]",
        "interventions: [DropEvent(event: \"uranus\")], consequent: (claim: \"stalingrad_fell\", by: \"1943-03-31\")",
    ),
    code(
        "H0603",
        "Warning: a field has no effect where it stands.",
        "(name: \"japan.war_use\", unit: \"barrels\", …)",
        "(name: \"japan.war_use\", …)",
    ),
    code("H0701", "A file of the record is not CSV.", "series;date;value", "series,date,value"),
    code(
        "H0702",
        "A file of the record lacks a column, or has one that nothing reads.",
        "series,value",
        "series,date,value,unit,low,high,source",
    ),
    code(
        "H0703",
        "A file of the record has no rows.",
        "series,date,value",
        "japan.oil.stock,1941-04-01,48.9",
    ),
    code("H0704", "A figure of the record is not a number.", "about 49", "48.9"),
    code("H0705", "A date of the record is not one.", "1 April 1941", "1941-04-01"),
    code(
        "H0706",
        "A row of the record does not say what it is about.",
        ",1941-04-01,48.9",
        "japan.oil.stock,1941-04-01,48.9",
    ),
    code(
        "H0707",
        "A figure does not lie between its own low and high.",
        "value 48.9, low 50, high 52",
        "value 48.9, low 47, high 50",
    ),
    code(
        "H0708",
        "A series has two figures on one day, or a thing two rows.",
        "48.9 and 49.6 on 1941-04-01",
        "one figure, and the spread in low and high",
    ),
    code("H0709", "Assumed odds are no probability.", "moscow_falls,10", "moscow_falls,0.1"),
    code(
        "H0710",
        "A quote in a file of the record is not closed: the rows after it would be swallowed.",
        "japan.oil.stock,1941-12-01,42,\"unclosed",
        "japan.oil.stock,1941-12-01,42,\"closed\"",
    ),
    code(
        "H0711",
        "A row of the record has more fields than the head has columns.",
        "japan.oil.stock,1941-12-01,42,by Cohen, 1949",
        "japan.oil.stock,1941-12-01,42,\"by Cohen, 1949\"",
    ),
    code(
        "H0712",
        "A series of the record changes its unit.",
        "42,million barrels, then 41000,thousand barrels",
        "42,million barrels, then 41,million barrels",
    ),
    code(
        "H0713",
        "A unit of the record does not count what the quantity counts.",
        "japan.oil.stock,1941-12-01,42,M bbl",
        "japan.oil.stock,1941-12-01,42,million barrels",
    ),
    code(
        "H0714",
        "A rule of order is none of those that there are, or lacks or has what it should not.",
        "uranus,after,stalingrad_reached,…",
        "uranus,only after,stalingrad_reached,…",
    ),
    code(
        "H0715",
        "A rule of order names a happening that the scenario does not have.",
        "yalta: promised,never after,germany_surrenders,…",
        "yalta: promise,never after,germany_surrenders,…",
    ),
    code(
        "H0801",
        "A recipe names what its scenario does not have, or turns it where it cannot be turned.",
        "answers: [(week: \"1941-07-28\", decision: \"north_1941\", option: \"strike\")]",
        "answers: [(week: \"1941-07-28\", decision: \"northern_question\", option: \"strike\")]",
    ),
    code(
        "H0802",
        "A save of a version that this program does not read.",
        "version: 9",
        "version: 1",
    ),
];

/// The code of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.code.eq_ignore_ascii_case(name))
}

impl std::fmt::Display for Code {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(out, "{}: {}", self.code, self.meaning)?;
        if !self.bad.is_empty() {
            writeln!(out, "    not  {}", self.bad)?;
        }
        if !self.good.is_empty() {
            writeln!(out, "    but  {}", self.good)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_that_is_reported_is_explained_and_every_explained_one_is_reported() {
        let model = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let rooms = ["src/scenario", "src/history", "../src/hindcast"];
        let mut folders = rooms.map(|room| model.join(room)).to_vec();
        let mut text = String::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder of the room").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.file_name().is_some_and(|name| name != "codes.rs") {
                    text += &std::fs::read_to_string(&path).expect("a file of the room");
                }
            }
        }
        let mut reported: Vec<&str> = text
            .match_indices("\"H0")
            .map(|(at, _)| &text[at + 1..at + 6])
            .filter(|code| text.contains(&format!("\"{code}\"")))
            .collect();
        reported.sort_unstable();
        reported.dedup();
        let explained: Vec<&str> = CODES.iter().map(|code| code.code).collect();
        assert_eq!(reported, explained);
    }
}
