//! A page of HTML that stands alone: no script, no font and no picture from elsewhere, so
//! that it can be mailed to a colleague or printed.

use super::Language;
use super::fan::escaped;

/// The head of a page and the beginning of its body.
#[must_use]
pub fn begin(title: &str, language: Language) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>",
        language.pick("en", "es"),
        title = escaped(title)
    )
}

/// A paragraph.
#[must_use]
pub fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", escaped(text))
}

/// A heading of the second rank.
#[must_use]
pub fn heading(text: &str) -> String {
    format!("<h2>{}</h2>", escaped(text))
}

/// A table; numbers stand to the right, and the first column is the row's name.
#[must_use]
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let cells = |cells: &mut dyn Iterator<Item = &str>, tag: &str| -> String {
        cells.map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect()
    };
    let rows: String = rows
        .iter()
        .map(|row| format!("<tr>{}</tr>", cells(&mut row.iter().map(String::as_str), "td")))
        .collect();
    format!(
        "<table><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table>",
        cells(&mut head.iter().copied(), "th")
    )
}

/// Text whose columns stand as they are.
#[must_use]
pub fn preformatted(text: &str) -> String {
    format!("<pre>{}</pre>", escaped(text))
}

/// A figure.
#[must_use]
pub fn figure(svg: &str) -> String {
    format!("<figure>{svg}</figure>")
}

/// The end of a page.
pub const END: &str = "</main></body></html>\n";

const STYLE: &str = "body{font:16px/1.5 Georgia,serif;background:#f6f1e4;color:#2b2723;margin:0}main{max-width:60rem;margin:0 auto;padding:1.5rem}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}figure{margin:1.2rem 0;background:#fffdf7;border:1px solid #d9cfb8;border-radius:4px;padding:.5rem}svg{width:100%;height:auto;font:12px Georgia,serif}pre{font-size:.8rem;overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;width:100%;display:block;overflow-x:auto}th,td{padding:.2rem .6rem;border-bottom:1px solid #d9cfb8;text-align:right}th:first-child,td:first-child{text-align:left}.name{font-weight:bold;font-size:14px}.note,.tick{fill:#6b6153}.grid{stroke:#e6dcc6}.most{fill:#7d95b8;fill-opacity:.35}.half{fill:#4d6c9c;fill-opacity:.5}.middle{fill:none;stroke:#24406b;stroke-width:2}line.record{stroke:#8c2f1f;stroke-width:2}circle.record{fill:#b3402c;stroke:#fffdf7}";
