//! Two chronicles side by side, and lines with a beginning.

use unicode_width::UnicodeWidthStr;

use super::sentences as say;
use crate::report::number::Number;
use crate::report::sheet::wrapped;
use crate::report::{Language, story};
use crate::scenario::Day;
use crate::whatif::told::{Told, What};

/// Something told of both histories, or of one of them, or of both at other dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What it is.
    pub text: String,
    /// Is it of the map?
    pub on_the_map: Option<OnTheMap>,
    /// Its day without the change.
    pub without: Option<Day>,
    /// Its day with it.
    pub with: Option<Day>,
}

/// Something of the map: what is done, to which region or army.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnTheMap {
    /// The region or the army.
    pub name: String,
    /// What is done to it.
    pub done: Done,
}

/// What is done on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// A power takes a region.
    Taken {
        /// The power.
        by: String,
        /// Was it the power's own on the first day?
        again: bool,
    },
    /// An army lays down its arms.
    Beaten,
}

impl Beside {
    /// Does it differ: told of one only, or a week or more apart?
    #[must_use]
    pub const fn differs(&self) -> bool {
        match (self.without, self.with) {
            (Some(one), Some(other)) => one.abs_diff(other) >= 7,
            _ => true,
        }
    }

    fn first(&self) -> Day {
        [self.without, self.with].into_iter().flatten().min().unwrap_or(Day::MAX)
    }
}

impl OnTheMap {
    fn of(what: &What, language: Language) -> Option<Self> {
        let (name, done) = match what {
            What::Said(_) => return None,
            What::Taken { region, by, again } => {
                (region, Done::Taken { by: language.of(by).to_owned(), again: *again })
            }
            What::Beaten(army) => (army, Done::Beaten),
        };
        Some(Self { name: language.of(name).to_owned(), done })
    }
}

/// Both chronicles side by side, in the order of their dates. What is told more than once
/// is paired in order.
#[must_use]
pub fn side_by_side([without, with]: &[Vec<Told>; 2], language: Language) -> Vec<Beside> {
    let row = |told: &Told, without, with| Beside {
        text: story::said(&told.what, language),
        on_the_map: OnTheMap::of(&told.what, language),
        without,
        with,
    };
    let mut others: Vec<&Told> = with.iter().collect();
    let mut rows = Vec::new();
    for told in without {
        let twin = others.iter().position(|other| other.id == told.id);
        let with = twin.map(|place| others.remove(place).day);
        rows.push(row(told, Some(told.day), with));
    }
    rows.extend(others.into_iter().map(|told| row(told, None, Some(told.day))));
    rows.sort_by_key(Beside::first);
    rows
}

/// Rows of the map that follow each other and say the same of several regions or armies on
/// one side only, told in one row with the dates of the first and the last.
#[must_use]
pub fn gathered(rows: &[&Beside], language: Language) -> Vec<Beside> {
    let side = |row: &Beside| (row.without.is_some(), row.with.is_some());
    // Armies on the map come between its regions: each kind has an open row of its own.
    let mut open: Vec<Open> = Vec::new();
    let mut told = Vec::new();
    let close = |open: &mut Vec<Open>, told: &mut Vec<Beside>| {
        for Open { mut row, names, done, last } in open.drain(..) {
            if names.len() > 1 {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let said = match &done {
                    Done::Taken { by, again } => story::taken(&names, by, *again, language),
                    Done::Beaten => story::beaten(&names, language),
                };
                row.text = if last == row.first() {
                    say::full(language, said)
                } else {
                    say::until(language, said, language.date(last))
                };
            }
            told.push(row);
        }
    };
    for &row in rows {
        let on_the_map = row.on_the_map.as_ref().filter(|_| side(row) != (true, true));
        let Some(OnTheMap { name, done }) = on_the_map else {
            close(&mut open, &mut told);
            told.push(row.clone());
            continue;
        };
        let known =
            open.iter_mut().find(|known| known.done == *done && side(&known.row) == side(row));
        match known {
            Some(known) => {
                known.names.push(name.clone());
                known.last = row.first();
            }
            None => open.push(Open {
                row: row.clone(),
                names: vec![name.clone()],
                done: done.clone(),
                last: row.first(),
            }),
        }
    }
    close(&mut open, &mut told);
    told
}

/// A row of the map that others may still join.
struct Open {
    row: Beside,
    names: Vec<String>,
    done: Done,
    last: Day,
}

/// Rows of two stories as lines: date without, date with, text.
#[must_use]
pub fn columns(rows: &[Beside], language: Language) -> String {
    // The longest dates: 30 September 1945, 30 de septiembre de 1945.
    let room: usize = match language {
        Language::English => 24,
        Language::Spanish => 26,
    };
    let date = |day: Option<Day>| {
        day.map_or_else(|| Number::missing().of(language), |day| language.date(day))
    };
    let pad = |text: &str| format!("{text}{}", " ".repeat(room.saturating_sub(text.width())));
    let (without, with) = (say::WITHOUT_THE_CHANGE.of(language), say::WITH_IT.of(language));
    let mut lines = format!("{}{}\n", pad(without), pad(with));
    for row in rows {
        lines += &hanging(&(pad(&date(row.without)) + &pad(&date(row.with))), &row.text);
    }
    lines
}

/// Width of a line of a story.
const WIDTH: usize = 108;

/// A text after a beginning, its further lines set in under its first.
#[must_use]
pub fn hanging(begin: &str, text: &str) -> String {
    let room = begin.width();
    let wrapped = wrapped(text, WIDTH.saturating_sub(room));
    let further = format!("\n{}", " ".repeat(room));
    format!("{begin}{}", wrapped.join(&further)).trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_lines_hang_under_the_first() {
        let text = hanging("  1. ", &"word ".repeat(40));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() == 2 && lines[1].starts_with("     word"), "{text}");
        assert!(lines.iter().all(|line| line.width() <= WIDTH));
        // 北進 takes four places.
        let text = hanging("北進 ", &"北進 ".repeat(40));
        let widths: Vec<usize> = text.lines().map(UnicodeWidthStr::width).collect();
        assert_eq!(widths, [104, 104], "{text}");
    }

    #[test]
    fn the_longest_date_does_not_run_into_what_follows() {
        let day = crate::sim::calendar::monday(245) + 1; // 18 September 1945.
        let row = Beside {
            text: "Peace.".to_owned(),
            on_the_map: None,
            without: Some(day),
            with: Some(day),
        };
        for language in [Language::English, Language::Spanish] {
            let (text, date) = (columns(std::slice::from_ref(&row), language), language.date(day));
            assert!(text.matches(&format!("{date} ")).count() == 2, "{text}");
        }
        assert!(Language::Spanish.date(day).contains("septiembre"));
    }

    #[test]
    fn regions_that_fall_together_are_told_together_and_a_single_one_as_it_was() {
        let row = |text: &str, name: &str, done: Option<Done>, day| Beside {
            text: text.to_owned(),
            on_the_map: done.map(|done| OnTheMap { name: name.to_owned(), done }),
            without: Some(day),
            with: None,
        };
        let taken = || Some(Done::Taken { by: "X".to_owned(), again: false });
        let rows = [
            row("A: taken by X.", "A", taken(), 1),
            row("4th Army lays down its arms.", "4th Army", Some(Done::Beaten), 2),
            row("B: taken by X.", "B", taken(), 3),
            row("5th Army lays down its arms.", "5th Army", Some(Done::Beaten), 3),
            row("Peace: taken by storm.", "", None, 4),
            row("C: taken by X.", "C", taken(), 5),
        ];
        let told = gathered(&rows.iter().collect::<Vec<_>>(), Language::English);
        let text: Vec<&str> = told.iter().map(|row| row.text.as_str()).collect();
        let together = format!("A, B: taken by X (to {}).", Language::English.date(3));
        let armies =
            format!("4th Army, 5th Army lay down their arms (to {}).", Language::English.date(3));
        assert_eq!(text, [&together, &armies, "Peace: taken by storm.", "C: taken by X."]);
    }

    #[test]
    fn a_week_apart_differs_and_a_day_apart_does_not() {
        let row = |without, with| Beside { text: String::new(), on_the_map: None, without, with };
        assert!(row(Some(3), Some(10)).differs() && row(None, Some(1)).differs());
        assert!(!row(Some(3), Some(9)).differs());
    }
}
