//! What is seen of a seed as rows of a journal, a row a world, and back again: so that the
//! page of a run that was interrupted, or divided, is that of one run to the last byte.

use crate::batch::Row;
use crate::batch::provenance::hex;
use crate::batch::table::{Cell, Column, Kind, Schema, State};
use crate::scenario::{MeasureKind, Scenario, Text};
use crate::whatif::pairs::{Seen, Sight};

/// The name of the table.
pub const NAME: &str = "rows";
/// Columns before the first measure: seed, world, fits, misfit, outcome.
const BEFORE: usize = 5;
/// Columns of a journal that a reader does not need: claims, events, what was followed.
const HIDDEN: usize = 3;

/// The columns, and how a scenario's outcomes are called.
#[derive(Clone, Debug)]
pub struct Rows {
    /// All that is kept.
    pub kept: Schema,
    /// What a reader is given.
    pub shown: Schema,
    worlds: Vec<String>,
    outcomes: Vec<String>,
    measures: usize,
}

impl Rows {
    /// The rows of a scenario's histories in some worlds: `baseline`, then each change.
    #[must_use]
    pub fn new(scenario: &Scenario, changes: &[(String, Text)]) -> Self {
        let baseline = (
            "baseline".to_owned(),
            Text { en: "without the change".to_owned(), es: "sin el cambio".to_owned() },
        );
        let worlds = std::iter::once(&baseline).chain(changes);
        let worlds: Vec<State> =
            worlds.map(|(id, title)| State { id: id.clone(), title: title.clone() }).collect();
        let outcome = |outcome: &crate::scenario::Outcome| State {
            id: outcome.id.clone(),
            title: outcome.title.clone(),
        };
        let outcomes: Vec<State> = scenario.outcomes.iter().map(outcome).collect();
        let names = |states: &[State]| states.iter().map(|state| state.id.clone()).collect();
        let (world_names, outcome_names) = (names(&worlds), names(&outcomes));
        let mut columns = vec![
            Column::whole(
                "seed",
                "",
                (
                    "All luck of the history follows from it",
                    "De ella sale todo el azar de la historia",
                ),
            ),
            Column::text("world", ("The world", "El mundo")).of(worlds),
            Column::truth(
                "fits",
                ("Does the seed fit what is given?", "¿Encaja la semilla con lo dado?"),
            ),
            Column::number(
                "misfit",
                "standard deviations",
                ("Distance from the record that is given", "Distancia al registro dado"),
            ),
            Column::text("outcome", ("How it ended", "Cómo acabó")).of(outcomes),
        ];
        columns.extend(scenario.measures.iter().map(|measure| Column {
            name: measure.id.clone(),
            kind: if measure.kind == MeasureKind::Truth { Kind::Truth } else { Kind::Number },
            unit: measure.unit.clone(),
            meaning: measure.title.clone(),
            optional: false,
            states: Vec::new(),
        }));
        columns.push(Column::text(
            "state_hash",
            ("Fingerprint of the last day", "Huella del último día"),
        ));
        let shown = Schema::new(NAME, columns.clone());
        let inner = |name: &str, en: &str, es: &str| Column::text(name, (en, es));
        columns.push(inner("claims", "Which claims hold", "Qué afirmaciones se cumplen"));
        columns.push(inner("events", "Which events happened", "Qué sucesos ocurrieron"));
        columns.push(inner("followed", "Quantities over time", "Cantidades en el tiempo"));
        Self {
            kept: Schema::new(NAME, columns),
            shown,
            worlds: world_names,
            outcomes: outcome_names,
            measures: scenario.measures.len(),
        }
    }

    /// The rows of a seed.
    #[must_use]
    pub fn cells(&self, sight: &Sight) -> Vec<Vec<Cell>> {
        let row = |(world, seen): (usize, &Seen)| {
            let mut cells: Vec<Cell> = vec![
                sight.seed.cast_signed().into(),
                self.worlds[world].clone().into(),
                sight.fits.into(),
                sight.misfit.into(),
                self.outcomes[seen.row.outcome].clone().into(),
            ];
            cells.extend(seen.row.measures.iter().map(|&measure| Cell::Number(measure)));
            cells.push(hex(seen.row.state_hash).into());
            cells.push(digits(&seen.claims).into());
            cells.push(packed(&seen.events).into());
            cells.push(followed(seen).into());
            cells
        };
        sight.worlds.iter().enumerate().map(row).collect()
    }

    /// A row as a reader is given it; `fits` says whether the seed is counted.
    #[must_use]
    pub fn shown(&self, mut cells: Vec<Cell>, fits: bool) -> Vec<Cell> {
        cells.truncate(cells.len() - HIDDEN);
        cells[2] = fits.into();
        cells
    }

    /// What was seen of a seed, from its rows.
    ///
    /// # Errors
    /// Cells that do not say so: another program's.
    pub fn sight(&self, rows: &[Vec<Cell>]) -> Result<Sight, String> {
        let wrong = || "a row that this program has not written".to_owned();
        let first = rows.first().ok_or_else(wrong)?;
        let seed = match first[0] {
            Cell::Whole(seed) => seed.cast_unsigned(),
            _ => return Err(wrong()),
        };
        let seen = |row: &Vec<Cell>| -> Result<Seen, String> {
            let text = |place: usize| row.get(place).and_then(Cell::text).ok_or_else(wrong);
            let outcome = text(BEFORE - 1)?;
            let measures: Option<Vec<f64>> =
                row[BEFORE..BEFORE + self.measures].iter().map(Cell::number).collect();
            let after = BEFORE + self.measures;
            let (track, regions) = unfollowed(text(after + 3)?).ok_or_else(wrong)?;
            Ok(Seen {
                row: Row {
                    seed,
                    outcome: self.outcomes.iter().position(|id| id == outcome).ok_or_else(wrong)?,
                    measures: measures.ok_or_else(wrong)?,
                    state_hash: u64::from_str_radix(text(after)?, 16).map_err(|_| wrong())?,
                },
                claims: text(after + 1)?.chars().map(|digit| digit == '1').collect(),
                events: unpacked(text(after + 2)?).ok_or_else(wrong)?,
                track,
                regions,
            })
        };
        Ok(Sight {
            seed,
            fits: first[2].number() == Some(1.0),
            misfit: first[3].number().ok_or_else(wrong)?,
            worlds: rows.iter().map(seen).collect::<Result<_, _>>()?,
        })
    }
}

fn digits(truths: &[bool]) -> String {
    truths.iter().map(|&holds| if holds { '1' } else { '0' }).collect()
}

/// Four truths a hexadecimal digit; the last digit says how many the one before it holds.
fn packed(truths: &[bool]) -> String {
    let digit = |four: &[bool]| {
        let bits = four.iter().enumerate().map(|(place, &holds)| u32::from(holds) << place);
        char::from_digit(bits.sum(), 16).unwrap_or('0')
    };
    let rest = u32::try_from(truths.len() % 4).unwrap_or(0);
    truths.chunks(4).map(digit).chain(char::from_digit(rest, 16)).collect()
}

fn unpacked(text: &str) -> Option<Vec<bool>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let digits = digits?;
    let (&rest, digits) = digits.split_last()?;
    let mut truths: Vec<bool> = digits
        .iter()
        .flat_map(|digit| (0..4).map(move |place| digit & (1 << place) != 0))
        .collect();
    if rest > 0 {
        truths.truncate(truths.len().checked_sub(4 - rest as usize)?);
    }
    Some(truths)
}

/// The values that were followed, then the holders of the regions, a digit each.
fn followed(seen: &Seen) -> String {
    if seen.track.is_empty() && seen.regions.is_empty() {
        return String::new();
    }
    let values: Vec<String> = seen.track.iter().map(f64::to_string).collect();
    let holder = |&holder: &u8| char::from_digit(u32::from(holder), 36).unwrap_or('z');
    format!("{}|{}", values.join(" "), seen.regions.iter().map(holder).collect::<String>())
}

fn unfollowed(text: &str) -> Option<(Vec<f64>, Vec<u8>)> {
    if text.is_empty() {
        return Some((Vec::new(), Vec::new()));
    }
    let (values, holders) = text.split_once('|')?;
    let values: Result<Vec<f64>, _> = values.split_whitespace().map(str::parse).collect();
    let holders: Option<Vec<u8>> =
        holders.chars().map(|holder| u8::try_from(holder.to_digit(36)?).ok()).collect();
    Some((values.ok()?, holders?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again_whatever_its_length() {
        for length in 0..20 {
            let truths: Vec<bool> = (0..length).map(|place| place % 3 == 0).collect();
            assert_eq!(unpacked(&packed(&truths)), Some(truths));
        }
        assert_eq!(unpacked("x"), None);
    }

    #[test]
    fn what_was_followed_comes_out_again_to_the_last_bit() {
        let row = Row { seed: 1, outcome: 0, measures: Vec::new(), state_hash: 0 };
        let (track, regions) = (vec![0.1 + 0.2, -1e-17, 5.0], vec![0, 3, 17]);
        let seen = Seen { row, claims: Vec::new(), events: Vec::new(), track, regions };
        assert_eq!(unfollowed(&followed(&seen)), Some((seen.track, seen.regions)));
    }
}
