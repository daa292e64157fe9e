//! Numbers say how sure they are: what has no value is missing everywhere and counted,
//! quantiles have intervals, of a handful of cases nothing is told, and repeats are apart.

use crate::folder::Folder;
use crate::program::{done, hokushin, refused};
use hokushin::batch::binomial;
use hokushin::batch::statistics::quantile_within;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

const MEASURE: &str = "days_to_pyongyang";

/// A folder with a campaign in it of which one measure has a value only where Pyongyang is
/// taken after more than fifteen days.
fn late(name: &str) -> Folder {
    let folder = Folder::new(&format!("certainty-{name}"));
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/1945-august-storm.ron");
    let text = std::fs::read_to_string(shipped).expect("a shipped scenario");
    let days = "region.korea_north.taken_on - 1945-08-09";
    let late = format!("if({days} > 15, {days}, missing)");
    let line = text.lines().find(|line| line.contains(MEASURE)).expect("the measure");
    let from = line.find("value: \"").expect("its value") + "value: \"".len();
    let until = from + line[from..].find('"').expect("its end");
    let changed = format!("{}{late}{}", &line[..from], &line[until..]);
    std::fs::write(folder.file("late.ron"), text.replace(line, &changed)).expect("written");
    folder
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&done(&[arguments, &["--format", "json"]].concat())).expect("JSON")
}

/// The measure in each row of a CSV file; an empty cell is nothing.
fn column(csv: &str) -> Vec<Option<f64>> {
    let mut lines = csv.lines();
    let head = lines.next().expect("a head");
    let place = head.split(',').position(|name| name == MEASURE).expect("the column");
    let cell = |line: &str| line.split(',').nth(place).expect("a cell").to_owned();
    let value = |cell: String| (!cell.is_empty()).then(|| cell.parse().expect("a number"));
    lines.map(|line| value(cell(line))).collect()
}

#[test]
fn what_has_no_value_is_missing_in_every_file_and_counted_in_every_table() {
    let folder = late("missing");
    let late = folder.file("late.ron");
    let batch = ["batch", &late, "--runs", "80"];
    let files = ["csv", "json", "parquet"].map(|ending| folder.file(&format!("rows.{ending}")));
    for file in &files {
        done(&[&batch[..], &["--out", file]].concat());
    }
    let values = column(&std::fs::read_to_string(&files[0]).expect("CSV"));
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let missing = values.len() - known.len();
    assert!(missing > 5 && known.len() > 5, "{missing} of {}", values.len());
    assert!(known.iter().all(|days| *days > 15.0), "{known:?}");

    let rows: Value = serde_json::from_slice(&std::fs::read(&files[1]).expect("JSON")).expect("it");
    for (row, value) in rows.as_array().expect("rows").iter().zip(&values) {
        assert_eq!(row[MEASURE].as_f64(), *value);
        assert_eq!(row[MEASURE].is_null(), value.is_none());
    }
    let file = std::fs::File::open(&files[2]).expect("Parquet");
    let reader = SerializedFileReader::new(file).expect("Parquet");
    for (row, value) in reader.get_row_iter(None).expect("rows").zip(&values) {
        let row = row.expect("a row");
        let (_, field) = row.get_column_iter().find(|(name, _)| *name == MEASURE).expect("there");
        assert_eq!(*field, value.map_or(Field::Null, Field::Double));
    }

    let said = done(&batch);
    let counted = format!("undefined in {missing} of 80 histories");
    assert!(said.contains(&counted) && !said.contains("NaN") && !said.contains("inf"), "{said}");
    let told = json(&batch);
    let measures = told["measures"].as_array().expect("measures");
    let measure = measures.iter().find(|measure| measure["id"] == MEASURE).expect("it");
    assert_eq!(measure["undefined"], missing);
    assert_eq!(measure["n"], known.len());
    let mut sorted = known;
    sorted.sort_by(f64::total_cmp);
    let median = quantile_within(&sorted, 0.5);
    assert_eq!(measure["median"].as_f64(), Some(median.value));
    let interval = measure["median_low"].as_f64().zip(measure["median_high"].as_f64());
    assert_eq!(interval, median.interval);
}

#[test]
fn a_missing_value_survives_parts_and_merging_to_the_byte() {
    let folder = late("parts");
    let late = folder.file("late.ron");
    let batch = |out: &str, more: &[&str]| {
        done(&[&["batch", &late, "--runs", "60", "--out", out], more].concat());
    };
    let [whole, one, two, merged] =
        ["whole.csv", "one.csv", "two.csv", "merged.csv"].map(|name| folder.file(name));
    batch(&whole, &[]);
    batch(&one, &["--shard", "1/2"]);
    batch(&two, &["--shard", "2/2"]);
    done(&["merge", &two, &one, "--out", &merged]);
    let read = |file: &str| std::fs::read_to_string(file).expect("written");
    assert_eq!(read(&whole), read(&merged));
    assert!(column(&read(&whole)).contains(&None));
}

#[test]
fn a_pair_counts_only_where_both_sides_have_a_value() {
    let folder = late("pairs");
    let late = folder.file("late.ron");
    let sweep = json(&[
        "sweep",
        &late,
        "--over",
        "far_east.speed=30..60/2",
        "--outcome",
        MEASURE,
        "--runs",
        "60",
    ]);
    let cell = &sweep["cells"][0]["outcomes"][0];
    let n = cell["n"].as_u64().expect("how many pairs count");
    assert!(n > 0 && n < 60, "{cell}");
    assert_eq!(n + cell["undefined"].as_u64().expect("how many do not"), 60);
}

#[test]
fn an_outcome_without_a_value_has_no_variance_to_share_out() {
    let folder = late("variance");
    let late = folder.file("late.ron");
    let asked = [
        "sensitivity",
        &late,
        "--outcome",
        MEASURE,
        "--runs",
        "20",
        "--by",
        "kinds",
        "--screen",
        "0",
    ];
    let output = hokushin(&asked);
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("is undefined in") && errors.contains("variance"), "{errors}");
}

#[test]
fn too_few_histories_for_an_interval_of_a_quantile_are_said() {
    let few = done(&["batch", "1945-august-storm", "--runs", "20"]);
    let needed = format!("fewer than the {} values", binomial::fewest(0.05));
    assert!(few.contains(&needed) && few.contains('['), "{few}");
    let enough = done(&["batch", "1945-august-storm", "--runs", "80"]);
    assert!(!enough.contains("fewer than the"), "{enough}");
}

#[test]
fn replications_of_a_run_have_no_history_in_common_and_neighbouring_seeds_say_what_they_share() {
    let folder = late("replications");
    let batch =
        |more: &[&str]| done(&[&["batch", "1939-khalkhin-gol", "--runs", "30"], more].concat());
    assert!(batch(&["--seed", "2"]).contains("shares 29 of these 30 histories"));
    assert!(!batch(&["--replication", "1"]).contains("shares"));
    let files: Vec<String> = ["0", "1", "2"]
        .map(|replication| {
            let file = folder.file(&format!("{replication}.csv"));
            batch(&["--replication", replication, "--out", &file]);
            file
        })
        .to_vec();
    let mut hashes: Vec<String> = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).expect("rows");
        hashes.extend(
            text.lines().skip(1).filter_map(|line| line.rsplit(',').next()).map(str::to_owned),
        );
    }
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), 90, "no two histories are one");
    let beside = std::fs::read_to_string(format!("{}.provenance.json", files[1])).expect("origin");
    assert!(beside.contains("--runs 30 --seed 1 --replication 1"), "{beside}");
    // Parts of a replication are parts of one run; runs from neighbouring seeds are not.
    let part = |name: &str, more: &[&str]| {
        let file = folder.file(name);
        batch(&[&["--out", &file], more].concat());
        file
    };
    let first = part("a1.csv", &["--replication", "1", "--shard", "1/2"]);
    let second = part("a2.csv", &["--replication", "1", "--shard", "2/2"]);
    let merged = folder.file("merged.csv");
    done(&["merge", &first, &second, "--out", &merged]);
    let read = |file: &str| std::fs::read(file).expect("rows");
    assert_eq!(read(&merged), read(&files[1]));
    let other = part("b2.csv", &["--seed", "2", "--shard", "2/2"]);
    let one = part("b1.csv", &["--seed", "1", "--shard", "1/2"]);
    let said = refused(&["merge", &one, &other, "--out", &folder.file("no.csv")]);
    assert!(
        said.contains("share 29 of their histories") && said.contains("--replication"),
        "{said}"
    );
}

#[test]
fn numbers_that_a_flag_cannot_mean_are_refused_with_what_it_can() {
    let compare = ["compare", "1945-august-storm", "--with", "no-bomb"];
    let rewrite = ["rewrite", "1945-august-storm", "--for", "overrun_in_two_weeks"];
    let batch = ["batch", "1945-august-storm"];
    for (command, flag, values, said) in [
        (&compare[..], "--until", &["0", "-1", "NaN", "inf", "-inf", "x"][..], "above 0"),
        (&rewrite[..], "--probability", &["0", "1", "-0.5", "2", "NaN", "inf"], "between 0 and 1"),
        (&rewrite[..], "--most", &["0", "5"], "1..=4"),
        (&batch[..], "--runs", &["0", "10000001", "-1", "1.5"], "--runs"),
        (&batch[..], "--seed", &["18446744073709551615", "-1"], "--seed"),
        (&batch[..], "--threads", &["0", "257", "1000000"], "--threads"),
        (&batch[..], "--replication", &["-1", "18446744073709551615"], "--replication"),
    ] {
        for value in values {
            let given = format!("{flag}={value}");
            let errors = refused(&[command, &[given.as_str()]].concat());
            assert!(errors.contains(said), "{given}: {errors}");
        }
    }
    let given = ["--given", "record", "--tolerance=nan"];
    assert!(refused(&[&compare[..], &given].concat()).contains("above 0"));
}
