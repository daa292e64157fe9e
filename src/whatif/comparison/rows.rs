//! What is seen of a seed as rows of a journal, a row a world, and back again: so that the
//! page of a run that was interrupted, or divided, is that of one run to the last byte.

use crate::batch::table::{Cell, Column, Schema};
use crate::batch::worldlines::{self, Worldlines};
use crate::scenario::{Id, Listed, PowerId, Scenario, Text};
use crate::whatif::pairs::{SeedObserved, Seen};

/// The name of the table.
pub const NAME: &str = "rows";
/// Where `fits` and `misfit` stand: after the seed and the world.
const FITS: usize = 2;
/// Columns of a journal that a reader does not need: claims, events, what was followed.
const HIDDEN: usize = 3;

/// The columns: those of worldlines, whether a seed is counted, and what only a journal has.
#[derive(Clone, Debug)]
pub struct Rows {
    /// All that is kept.
    pub kept: Schema,
    plain: Worldlines,
    told: Worldlines,
}

impl Rows {
    /// The rows of a scenario's histories in some worlds: `baseline`, then each change.
    #[must_use]
    pub fn new(scenario: &Scenario, changes: &[(String, Text)]) -> Self {
        let without = Text { en: "without the change".to_owned(), es: "sin el cambio".to_owned() };
        let baseline = ("baseline".to_owned(), without);
        let worlds: Vec<(String, Text)> =
            std::iter::once(baseline).chain(changes.iter().cloned()).collect();
        let plain = Worldlines::new(NAME, scenario, &worldlines::worlds(&worlds));
        let mut shown = plain.schema.clone();
        let fits = Column::truth(
            "fits",
            ("Does the seed fit what is given?", "¿Encaja la semilla con lo dado?"),
        );
        let misfit = Column::number(
            "misfit",
            "standard deviations",
            ("Distance from the record that is given", "Distancia al registro dado"),
        )
        .optional();
        shown.columns.splice(FITS..FITS, [fits, misfit]);
        let mut kept = shown.clone();
        let inner = |name: &str, en: &str, es: &str| Column::text(name, (en, es));
        kept.columns.push(inner("claims", "Which claims hold", "Qué afirmaciones se cumplen"));
        kept.columns.push(inner("events", "Which events happened", "Qué sucesos ocurrieron"));
        kept.columns.push(inner("followed", "Quantities over time", "Cantidades en el tiempo"));
        Self { kept, plain, told: Worldlines::of(shown) }
    }

    /// What a reader is given.
    #[must_use]
    pub const fn shown_columns(&self) -> &Schema {
        &self.told.schema
    }

    /// The rows of a seed.
    #[must_use]
    pub fn cells(&self, observed: &SeedObserved) -> Vec<Vec<Cell>> {
        let row = |(world, seen): (usize, &Seen)| {
            let mut cells = self.plain.cells(world, &seen.row);
            cells.splice(FITS..FITS, [observed.fits.into(), observed.misfit.into()]);
            cells.push(digits(&seen.claims).into());
            cells.push(packed(&seen.events).into());
            cells.push(followed(seen).into());
            cells
        };
        observed.worlds.iter().enumerate().map(row).collect()
    }

    /// A row as a reader is given it; `fits` says whether the seed is counted.
    #[must_use]
    pub fn shown(&self, mut cells: Vec<Cell>, fits: bool) -> Vec<Cell> {
        cells.truncate(cells.len() - HIDDEN);
        cells[FITS] = fits.into();
        cells
    }

    /// What was seen of a seed, from its rows.
    ///
    /// # Errors
    /// Cells that do not say so: another program's.
    pub fn observed(&self, rows: &[Vec<Cell>]) -> Result<SeedObserved, String> {
        let wrong = || "a row that this program has not written".to_owned();
        let seen = |cells: &Vec<Cell>| -> Result<Seen, String> {
            let (told, hidden) = cells.split_at(cells.len().saturating_sub(HIDDEN));
            let [claims, events, followed] = hidden else { return Err(wrong()) };
            let text = |cell: &'_ Cell| cell.text().map(str::to_owned).ok_or_else(wrong);
            let (_, row) = self.told.row(told)?;
            let (track, regions) = unfollowed(&text(followed)?).ok_or_else(wrong)?;
            Ok(Seen {
                row,
                claims: text(claims)?.chars().map(|digit| digit == '1').collect(),
                events: Listed::new(unpacked(&text(events)?).ok_or_else(wrong)?),
                track,
                regions,
            })
        };
        let first = rows.first().ok_or_else(wrong)?;
        let number = |place: usize| first.get(place).and_then(Cell::number).ok_or_else(wrong);
        let worlds = rows.iter().map(seen).collect::<Result<Vec<Seen>, _>>()?;
        Ok(SeedObserved {
            seed: worlds.first().map_or(0, |seen| seen.row.seed),
            fits: number(FITS)? == 1.0,
            // What has no distance is near to nothing.
            misfit: number(FITS + 1).unwrap_or(f64::NAN),
            worlds,
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
    let digit = |&holder: &PowerId| char::from_digit(holder.place() as u32, 36).unwrap_or('z');
    format!("{}|{}", values.join(" "), seen.regions.iter().map(digit).collect::<String>())
}

fn unfollowed(text: &str) -> Option<(Vec<f64>, Vec<PowerId>)> {
    if text.is_empty() {
        return Some((Vec::new(), Vec::new()));
    }
    let (values, holders) = text.split_once('|')?;
    let values: Result<Vec<f64>, _> = values.split_whitespace().map(str::parse).collect();
    let holder = |digit: char| digit.to_digit(36).map(|place| PowerId::at(place as usize));
    let holders: Option<Vec<PowerId>> = holders.chars().map(holder).collect();
    Some((values.ok()?, holders?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Row;

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
        let (track, regions) = (vec![0.1 + 0.2, -1e-17, 5.0], [0, 3, 17].map(PowerId::at).into());
        let seen = Seen { row, claims: Vec::new(), events: Listed::default(), track, regions };
        assert_eq!(unfollowed(&followed(&seen)), Some((seen.track, seen.regions)));
    }
}
