//! How wide letters are: no page carries a font, so a picture knows its text only by the
//! widths that are held here, in thousandths of an em.
//!
//! - Latin letters have the widths of Helvetica, which Arial and Liberation Sans share: the
//!   faces that most readers see a page in.
//! - Greek, Cyrillic and what is written in the East have those of the shipped Noto Sans CJK JP
//!   (`assets/fonts`).
//!
//! `assets/fonts/widths.py` prints the tables. A reader's own font may be wider; [`MARGIN`] is
//! room for the widest of the common ones.

use unicode_width::UnicodeWidthChar;

/// Whose widths these are, as pictures say it.
pub const METRICS: &str = "Helvetica, Noto Sans CJK JP; +15 %";

/// How much more room a line gets than its letters take. A line of words in DejaVu Sans, the
/// widest face that browsers fall back to, is 1.11 to 1.15 times as wide as in Helvetica.
const MARGIN: f64 = 1.15;

/// How much wider bold letters are: 1.08 times in Helvetica, up to 1.12 in DejaVu Sans.
pub const BOLD: f64 = 1.12;

/// U+0020 to U+017F; nothing where there is no letter.
#[rustfmt::skip]
const LATIN: [u16; 352] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 552,
    400, 549, 333, 333, 333, 576, 537, 333, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278,
    722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611,
    556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 549, 611, 556, 556, 556, 556, 500, 556, 500,
    667, 556, 667, 556, 667, 556, 722, 500, 722, 500, 722, 500, 722, 500, 722, 615,
    722, 556, 667, 556, 667, 556, 667, 556, 667, 556, 667, 556, 778, 556, 778, 556,
    778, 556, 778, 556, 722, 556, 722, 556, 278, 278, 278, 278, 278, 278, 278, 222,
    278, 278, 735, 444, 500, 222, 667, 500, 500, 556, 222, 556, 222, 556, 292, 556,
    334, 556, 222, 722, 556, 722, 556, 722, 556, 604, 723, 556, 778, 556, 778, 556,
    778, 556, 1000, 944, 722, 333, 722, 333, 722, 333, 667, 500, 667, 500, 667, 500,
    667, 500, 611, 278, 611, 375, 611, 278, 722, 556, 722, 556, 722, 556, 722, 556,
    722, 556, 722, 556, 944, 722, 667, 500, 667, 611, 500, 611, 500, 611, 500, 222,
];

/// U+2010 to U+2033: dashes, quotation marks, dots and primes.
#[rustfmt::skip]
const MARKS: [u16; 36] = [
    333, 0, 556, 556, 1000, 1000, 413, 552, 222, 222, 222, 222, 333, 333, 333, 333,
    556, 556, 350, 0, 0, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 200,
    1000, 0, 188, 354,
];

/// Signs that stand alone.
const SIGNS: [(char, u16); 12] = [
    ('€', 556),
    ('№', 1073),
    ('₀', 415),
    ('₁', 337),
    ('₂', 388),
    ('→', 1000),
    ('−', 584),
    ('∞', 713),
    ('≈', 549),
    ('≠', 549),
    ('≤', 549),
    ('≥', 549),
];

/// U+0391 to U+03C9.
#[rustfmt::skip]
const GREEK: [u16; 57] = [
    608, 657, 557, 656, 589, 603, 728, 742, 293, 646, 575, 812, 723, 595, 742, 721,
    633, 0, 601, 599, 531, 803, 573, 780, 758, 0, 0, 0, 0, 0, 0, 0,
    625, 631, 540, 594, 501, 473, 604, 583, 292, 551, 552, 628, 528, 481, 597, 654,
    613, 0, 609, 514, 569, 760, 536, 769, 782,
];

/// U+0401 to U+0451.
#[rustfmt::skip]
const CYRILLIC: [u16; 81] = [
    589, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 608,
    648, 657, 557, 712, 589, 898, 620, 733, 733, 648, 704, 812, 728, 742, 721, 633,
    638, 599, 575, 818, 573, 718, 668, 966, 976, 805, 891, 648, 638, 1014, 650, 563,
    608, 567, 459, 594, 554, 760, 510, 631, 631, 556, 593, 707, 629, 606, 618, 620,
    510, 514, 521, 820, 498, 619, 572, 837, 845, 665, 753, 548, 510, 825, 574, 0,
    554,
];

/// The width of a letter whose width is in the tables.
fn known(letter: char) -> Option<u16> {
    let from = |table: &[u16], first: char| {
        let place = (letter as usize).checked_sub(first as usize)?;
        table.get(place).copied().filter(|&width| width > 0)
    };
    from(&LATIN, ' ')
        .or_else(|| from(&MARKS, '\u{2010}'))
        .or_else(|| from(&GREEK, 'Α'))
        .or_else(|| from(&CYRILLIC, 'Ё'))
        .or_else(|| SIGNS.iter().find(|sign| sign.0 == letter).map(|sign| sign.1))
}

/// The width of a letter. What is not in the tables is as wide as its script lets one expect:
/// kanji and kana fill their square, marks over a letter take nothing.
fn advance(letter: char) -> u16 {
    known(letter).unwrap_or_else(|| match letter {
        _ if letter.width().unwrap_or(0) == 0 => 0,
        '\u{ac00}'..='\u{d7a3}' => 920,
        ..'\u{2000}' => 700,
        _ => 1000,
    })
}

/// The room that a line of text needs in units of a picture, with the margin for other fonts.
#[must_use]
pub fn width_of(text: &str, size: f64) -> f64 {
    let ems: u64 = text.chars().map(|letter| u64::from(advance(letter))).sum();
    ems as f64 / 1000.0 * size * MARGIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_letters_are_as_wide_as_adobe_published_for_helvetica() {
        // Adobe Core 14 AFM, Helvetica.
        let published = [
            (' ', 278),
            ('%', 889),
            ('0', 556),
            ('@', 1015),
            ('M', 833),
            ('W', 944),
            ('a', 556),
            ('f', 278),
            ('i', 222),
            ('m', 833),
            ('ñ', 556),
            ('¿', 611),
            ('Ō', 778),
            ('–', 556),
            ('’', 222),
            ('…', 1000),
            ('−', 584),
        ];
        for (letter, width) in published {
            assert_eq!(advance(letter), width, "{letter}");
        }
    }

    #[test]
    fn the_rest_is_as_wide_as_in_the_shipped_font() {
        let file = include_bytes!("../../../assets/fonts/NotoSansCJKjp-Subset.otf");
        let font = ttf_parser::Face::parse(file, 0).expect("the shipped font");
        assert_eq!(font.units_per_em(), 1000);
        let mut letters = 0;
        for letter in '\u{180}'..='\u{ffff}' {
            let Some(shipped) =
                font.glyph_index(letter).and_then(|glyph| font.glyph_hor_advance(glyph))
            else {
                continue;
            };
            let latin = ('\u{2010}'..='\u{2033}').contains(&letter)
                || SIGNS.iter().any(|sign| sign.0 == letter);
            if !latin {
                assert_eq!(advance(letter), shipped, "{letter} U+{:04X}", letter as u32);
                letters += 1;
            }
        }
        assert!(letters > 9000, "{letters}");
    }

    #[test]
    fn a_mark_over_a_letter_takes_no_room() {
        assert_eq!(width_of("To\u{304}kyo\u{304}", 10.0), width_of("Tōkyō", 10.0));
        assert_eq!(width_of("北進", 10.0), 20.0 * MARGIN);
    }
}
