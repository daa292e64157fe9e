//! A comparison as rows: a row a history and world, as CSV or as Parquet, which every reader of
//! Arrow tables opens (`pyarrow.parquet.read_table("rows.parquet")`).
//!
//! `cargo run --release --example comparison_rows -- rows.parquet`

use std::fs::File;

use hokushin::batch::seeds::Sample;
use hokushin::batch::table::{self, Format};
use hokushin::history::Subject;
use hokushin::whatif::comparison::Compare;
use hokushin::whatif::inquiry::Work;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "rows.csv".to_owned());
    let format = Format::of(path.as_ref()).ok_or("the file must end in .csv or .parquet")?;
    let compare = Compare {
        subject: Subject {
            with: vec!["no-embargo".to_owned()],
            ..Subject::of("1941-neutrality-pact")
        },
        sample: Sample { runs: 100, ..Sample::default() },
        ..Compare::default()
    };
    let comparing = compare.lay(false, &Work::QUIET)?;
    let mut rows = Vec::new();
    comparing.live_all(&Work::QUIET, |sight| {
        let fits = comparing.fits(sight);
        let cells = comparing.rows.cells(sight).into_iter();
        rows.extend(cells.map(|cells| Ok(comparing.rows.shown(cells, fits))));
    });
    let count = rows.len();
    let schema = comparing.rows.shown_columns();
    table::write(File::create(&path)?, format, schema, None, rows)?;
    println!("{count} rows in {path}");
    Ok(())
}
