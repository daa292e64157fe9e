//! Tables as text: columns as wide as their widest cell, numbers to the right. A cell is as
//! wide as the places that it takes on a terminal, which are not its characters: 北進 takes
//! four, a mark over a letter none.

use unicode_width::UnicodeWidthStr;

use crate::report::Language;
use crate::report::sentences::Sentence;

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

    /// A table whose columns are called so.
    #[must_use]
    pub fn headed<const COLUMNS: usize>(columns: [Sentence; COLUMNS], language: Language) -> Self {
        Self::new(&columns.map(|column| column.of(language)))
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

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::Table;

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
}
