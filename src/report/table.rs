//! Tables as text: columns as wide as their widest cell, numbers to the right. A cell is as
//! wide as the places that it takes on a terminal, which are not its characters: 北進 takes
//! four, a mark over a letter none.

use unicode_width::UnicodeWidthStr;

/// A table of text.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with its head.
    #[must_use]
    pub fn new(head: &[&str]) -> Self {
        Self { rows: vec![head.iter().map(|&cell| cell.to_owned()).collect()] }
    }

    /// The head, then the rows.
    #[must_use]
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.width())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for (place, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let room = " ".repeat(widths[column] - cell.width());
                line +=
                    &if column == 0 { format!("{cell}{room}") } else { format!("  {room}{cell}") };
            }
            writeln!(out, "{}", line.trim_end())?;
            if place == 0 {
                writeln!(
                    out,
                    "{}",
                    "─".repeat(widths.iter().sum::<usize>() + 2 * (columns.max(1) - 1))
                )?;
            }
        }
        Ok(())
    }
}

/// Decimals of a percentage that `n` histories can carry: none below a thousand.
#[must_use]
pub const fn decimals(n: u64) -> usize {
    if n >= 1000 { 1 } else { 0 }
}

/// A share as a percentage, no finer than its n.
#[must_use]
pub fn percent(share: f64, n: u64) -> String {
    format!("{:.*} %", decimals(n), share * 100.0)
}

/// A number with about three digits.
#[must_use]
pub fn three_digits(value: f64) -> String {
    let size = value.abs();
    let digits = if size >= 100.0 {
        0
    } else if size >= 10.0 {
        1
    } else {
        2
    };
    format!("{value:.digits$}")
}

/// A number with four significant digits; digits before the point are never dropped.
#[must_use]
pub fn four_digits(value: f64) -> String {
    // The exponent is read from the rounded number: 9.9996 is written as 10.00.
    let rounded = format!("{value:.3e}");
    let exponent = rounded.split_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok());
    match exponent {
        _ if value == 0.0 => "0".to_owned(),
        Some(exponent) if exponent < -4 => rounded,
        Some(exponent) => format!("{value:.*}", usize::try_from(3 - exponent).unwrap_or(0)),
        None => value.to_string(),
    }
}

/// A difference of shares in points of a percentage, with its sign; none at zero.
#[must_use]
pub fn points(difference: f64, n: u64) -> String {
    unsigned_zero(format!("{:+.*}", decimals(n), difference * 100.0))
}

/// A difference with about three digits and its sign; none at zero.
#[must_use]
pub fn signed(difference: f64) -> String {
    let digits = three_digits(difference.abs());
    unsigned_zero(format!("{}{digits}", if difference < 0.0 { "-" } else { "+" }))
}

/// A number that was written as nought has no sign.
pub(super) fn unsigned_zero(written: String) -> String {
    if written.contains(|digit: char| digit.is_ascii_digit() && digit != '0') {
        written
    } else {
        written.trim_start_matches(['+', '-']).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::{Table, four_digits, points, signed};

    #[test]
    fn columns_stand_under_each_other_whatever_the_script() {
        let mut table = Table::new(&["Operation", "share"]);
        for name in ["北進 (Hokushin)", "南進", "To\u{304}kyo\u{304}", "Халхин-Гол", "Kantokuen"]
        {
            table.row(vec![name.to_owned(), "41 %".to_owned()]);
        }
        let text = table.to_string();
        let mut lines = text.lines();
        let wide = lines.next().expect("a head").width();
        assert_eq!(wide, "北進 (Hokushin)".width() + 2 + "share".width());
        assert_eq!("北進 (Hokushin)".width(), 15);
        assert!(lines.all(|line| line.width() == wide), "{text}");
    }

    #[test]
    fn four_digits_are_four_whatever_the_size() {
        for (value, written) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1.000"),
            (-12.345_6, "-12.35"),
            (9.999_6, "10.00"),
            (123_456.7, "123457"),
            (0.000_123_456, "0.0001235"),
            (1.234_56e-7, "1.235e-7"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(four_digits(value), written);
        }
    }

    #[test]
    fn a_difference_of_nothing_has_no_sign() {
        assert_eq!(points(-0.000_1, 1000), "0.0");
        assert_eq!(points(0.012, 1000), "+1.2");
        assert_eq!(signed(-0.001), "0.00");
        assert_eq!(signed(-12.34), "-12.3");
    }
}
