//! A page of HTML that stands alone: no script, no font and no picture from elsewhere, so
//! that it can be mailed to a colleague, printed, or projected to a class. Its letters
//! grow with the window; on paper it loses its background and opens what is folded.

use super::Language;
use super::chart;
use super::number::unbroken;
use super::table::Table;

mod say {
    use crate::report::sentences::sentences;

    sentences! {
        /// The language of the page, for browsers.
        CODE: "en", "es";
        CONTENTS: "Contents", "Contenido";
        /// Before the number of a picture.
        FIGURE: "Figure", "Figura";
    }
}

/// Text as HTML.
fn escaped(text: &str) -> String {
    chart::escaped(&unbroken(text))
}

/// The head of a page and the beginning of its body.
#[must_use]
pub fn begin(title: &str, language: Language) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>{style}</style></head><body><main><h1>{title}</h1>",
        say::CODE.of(language),
        title = escaped(title),
        style = STYLE.replace("FIGURE", say::FIGURE.of(language))
    )
}

/// A paragraph.
#[must_use]
pub fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", escaped(text))
}

/// The paragraph that says the answer first, in larger letters.
#[must_use]
pub fn lead(text: &str) -> String {
    format!("<p class=\"lead\">{}</p>", escaped(text))
}

/// A paragraph in a frame: a warning, or what the page does not show.
#[must_use]
pub fn note(text: &str) -> String {
    format!("<aside class=\"box\"><p>{}</p></aside>", escaped(text))
}

/// The place of a heading on its page, for links to it: its letters and digits, with
/// lines between.
#[must_use]
pub fn place_of(heading: &str) -> String {
    let mut place = String::new();
    for letter in heading.chars() {
        if letter.is_alphanumeric() {
            place.extend(letter.to_lowercase());
        } else if !place.ends_with('-') && !place.is_empty() {
            place.push('-');
        }
    }
    format!("s-{}", place.trim_end_matches('-'))
}

/// A heading of the second rank; [`contents`] links to it.
#[must_use]
pub fn heading(text: &str) -> String {
    format!("<h2 id=\"{}\">{}</h2>", place_of(text), escaped(text))
}

/// A heading of the third rank.
#[must_use]
pub fn subheading(text: &str) -> String {
    format!("<h3>{}</h3>", escaped(text))
}

/// The list of what the page holds: the texts of its headings of the second rank.
#[must_use]
pub fn contents(headings: &[&str], language: Language) -> String {
    let items: String = headings
        .iter()
        .map(|heading| {
            format!("<li><a href=\"#{}\">{}</a></li>", place_of(heading), escaped(heading))
        })
        .collect();
    format!("<nav aria-label=\"{}\"><ol>{items}</ol></nav>", say::CONTENTS.of(language))
}

/// A list of sentences.
#[must_use]
pub fn list(items: &[String]) -> String {
    let items: String = items.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
    format!("<ul>{items}</ul>")
}

/// A table; numbers stand to the right, and the first column is the row's name.
#[must_use]
pub fn table(table: &Table) -> String {
    let Some((head, rows)) = table.rows().split_first() else { return String::new() };
    let heads: String =
        head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escaped(cell))).collect();
    let row = |row: &Vec<String>| -> String {
        row.iter()
            .enumerate()
            .map(|(place, cell)| match place {
                0 => format!("<th scope=\"row\">{}</th>", escaped(cell)),
                // A number is not broken; a sentence may be.
                _ if cell.chars().count() > 24 => {
                    format!("<td class=\"words\">{}</td>", escaped(cell))
                }
                _ => format!("<td>{}</td>", escaped(cell)),
            })
            .collect()
    };
    let rows: String = rows.iter().map(|cells| format!("<tr>{}</tr>", row(cells))).collect();
    format!(
        "<div class=\"wide\"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

/// Text whose columns stand as they are.
#[must_use]
pub fn preformatted(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escaped).collect();
    format!("<pre>{}</pre>", lines.join("\n"))
}

/// A figure.
#[must_use]
pub fn figure(svg: &str) -> String {
    format!("<figure><div class=\"wide\">{svg}</div></figure>")
}

/// A figure with its caption; figures with captions are numbered by the page.
#[must_use]
pub fn captioned(svg: &str, caption: &str) -> String {
    format!(
        "<figure><div class=\"wide\">{svg}</div><figcaption>{}</figcaption></figure>",
        escaped(caption)
    )
}

/// A part of the page (`inside` is HTML) that is folded away until its title is clicked;
/// in print it is open.
#[must_use]
pub fn details(title: &str, inside: &str) -> String {
    format!("<details><summary>{}</summary>{inside}</details>", escaped(title))
}

/// The end of a page.
pub const END: &str = "</main></body></html>\n";

/// Dark brown on cream (13 to 1), softer brown (6 to 1), links in a dark blue (7 to 1).
/// For FIGURE stands the word of the language. In print a figure fits on a page of Letter
/// below its heading and above its caption: browsers leave a page empty before a taller one.
const STYLE: &str = "\
html{font-size:clamp(17px,.55vw + 13px,26px)}\
body{font:1rem/1.55 Georgia,'Times New Roman',serif;background:#f6f1e4;color:#2b2723;margin:0;counter-reset:figure}\
main{max-width:62rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}\
h1{font-size:1.9rem;line-height:1.2;margin:.6rem 0 1rem}\
h2{font-size:1.4rem;line-height:1.25;margin:2.6rem 0 .8rem;padding-top:.9rem;border-top:2px solid #cfc2a4}\
h3{font-size:1.12rem;margin:1.6rem 0 .5rem}\
p,ul{max-width:46rem;margin:.7rem 0}\
a{color:#0b4f86}\
a:focus-visible,summary:focus-visible{outline:3px solid #0b4f86;outline-offset:2px}\
.lead{font-size:1.25rem;line-height:1.45}\
.box{background:#fffdf7;border:1px solid #cfc2a4;border-left:.45rem solid #b84a00;padding:.2rem 1rem;margin:1.2rem 0;max-width:46rem}\
nav{margin:1.2rem 0}\
nav ol{margin:0;padding-left:1.6rem;columns:2 18rem}\
nav li{break-inside:avoid;padding:.1rem 0}\
figure{margin:1.5rem 0;background:#fffdf7;border:1px solid #d9cfb8;border-radius:4px;padding:.6rem}\
figcaption{padding:.5rem .6rem .2rem;color:#4a4238;font-size:.95rem;max-width:46rem}\
figcaption::before{counter-increment:figure;content:'FIGURE ' counter(figure) '. ';font-weight:bold}\
.wide{overflow-x:auto}\
svg{display:block;width:100%;min-width:38rem;height:auto}\
table{border-collapse:collapse;font-size:.95rem;min-width:60%;font-variant-numeric:tabular-nums;margin:1rem 0}\
th,td{padding:.3rem .7rem;border-bottom:1px solid #d9cfb8;text-align:right;vertical-align:top}\
thead th{border-bottom:2px solid #8d8067;vertical-align:bottom}\
tbody th{font-weight:normal}\
td{white-space:nowrap}\
td.words{white-space:normal;text-align:left}\
th:first-child,td:first-child{text-align:left}\
pre{font-size:.8rem;line-height:1.35;white-space:pre-wrap;background:#fffdf7;border:1px solid #d9cfb8;padding:.6rem}\
details{margin:1rem 0;border:1px solid #d9cfb8;border-radius:4px;padding:.3rem .9rem;background:#fbf7ec}\
summary{cursor:pointer;font-weight:bold;padding:.3rem 0}\
@media (max-width:42rem){main{padding:1rem .8rem 3rem}h1{font-size:1.5rem}h2{font-size:1.2rem}.lead{font-size:1.1rem}svg{min-width:34rem}figure{padding:.3rem}}\
@media print{@page{margin:16mm}html{font-size:11pt}body,.box,pre,details,figure{background:none}main{max-width:none;padding:0}\
h1,h2,h3,summary{break-after:avoid}figure,tr,pre,.box{break-inside:avoid}svg{min-width:0;max-height:190mm}.wide{overflow:visible}\
figure{border-color:#bbb;margin:.8rem 0}a{color:inherit}a[href^='http']::after{content:' (' attr(href) ')'}\
details::details-content{content-visibility:visible;block-size:auto;opacity:1}}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_lines() {
        assert_eq!(preformatted("a < b\n  c"), "<pre>a &lt; b\n  c</pre>");
    }

    #[test]
    fn a_number_and_its_percent_stay_together() {
        assert_eq!(paragraph("41 % & 3,5 %, a %"), "<p>41\u{a0}% &amp; 3,5\u{a0}%, a %</p>");
        assert_eq!(paragraph("n = 300"), "<p>n\u{a0}=\u{a0}300</p>");
    }

    #[test]
    fn the_contents_lead_to_their_headings() {
        let titled = "¿Qué cambió, y por qué?";
        let list = contents(&[titled], Language::Spanish);
        let place = place_of(titled);
        assert_eq!(place, "s-qué-cambió-y-por-qué");
        assert!(list.contains(&format!("href=\"#{place}\"")));
        assert!(heading(titled).contains(&format!("id=\"{place}\"")));
    }

    #[test]
    fn what_a_reader_writes_is_text() {
        let wild = "<script>alert(\"1\")</script> & more";
        for written in [
            paragraph(wild),
            lead(wild),
            note(wild),
            heading(wild),
            subheading(wild),
            contents(&[wild], Language::English),
            list(&[wild.to_owned()]),
            table(&{
                let mut table = Table::new(&[wild]);
                table.row(vec![wild.to_owned()]);
                table
            }),
            preformatted(wild),
            captioned("", wild),
            details(wild, ""),
        ] {
            assert!(!written.contains("<script"), "{written}");
        }
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        let page = begin("A page", Language::English) + END;
        for outside in ["http", "url(", "@import", "<script", "<link"] {
            let found = page.replace("a[href^='http']", "");
            assert!(!found.contains(outside), "{outside}");
        }
    }
}
