//! Units of other people's records beside those of the vocabulary.
//!
//! A unit is how many at once (`thousand`, `million`) and what is counted (`men`). A record
//! may say more of it (`million men in the field forces`), and count in other thousands, but
//! it must count the same thing: what is counted in barrels is not compared with `M bbl`,
//! which nobody here knows, as if both were ones. A quantity that counts nothing (a ratio)
//! is told in words of one's own, or in per cent.

use crate::scenario::report::nearest;

/// How many at once, by the words for it.
const MAGNITUDES: [(&str, f64); 7] = [
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("thousands", 1e3),
    ("million", 1e6),
    ("millions", 1e6),
    ("billion", 1e9),
    ("billions", 1e9),
];

/// How many at once, and the words for what is counted.
fn read(unit: &str) -> (f64, Vec<&str>) {
    let mut words = unit.split_whitespace().peekable();
    let mut many = 1.0;
    let known = |word: &str| MAGNITUDES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    while let Some((_, magnitude)) = words.peek().and_then(|word| known(word)) {
        many *= magnitude;
        words.next();
    }
    // `million of barrels` is the same.
    if many != 1.0 && words.peek() == Some(&"of") {
        words.next();
    }
    (many, words.collect())
}

/// What turns a value in our unit into one in theirs.
///
/// # Errors
/// What would be right, where theirs does not count what ours does.
pub fn factor(ours: &str, theirs: &str) -> Result<f64, String> {
    let (our_many, our_words) = read(ours);
    let (their_many, their_words) = read(theirs);
    if ["", "ratio", "share"].contains(&ours) {
        return match (their_many == 1.0, theirs) {
            (true, "%" | "per cent" | "percent") => Ok(100.0),
            (true, _) => Ok(1.0),
            (false, _) => {
                Err("this is a ratio: give it as a number, such as 0.5, or in %".to_owned())
            }
        };
    }
    let same = |one: &str, other: &str| {
        let plain = |word: &str| {
            let word = word.trim_matches(|sign: char| sign.is_ascii_punctuation());
            word.trim_end_matches('s').to_lowercase()
        };
        plain(one) == plain(other)
    };
    // All our words, in our order, among theirs.
    let mut rest = their_words.iter();
    if our_words.iter().all(|word| rest.any(|known| same(known, word))) {
        return Ok(our_many / their_many);
    }
    let counted = our_words.join(" ");
    let forms = [counted.clone(), format!("thousand {counted}"), format!("million {counted}")];
    let near = nearest(theirs, forms.iter().map(String::as_str));
    let known =
        format!("write `{}`, `{}` or `{}`, or leave the unit out", forms[0], forms[1], forms[2]);
    Err(match near {
        Some(near) => format!("did you mean `{near}`? {known}"),
        None => known,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_millions_of_the_same_thing_are_converted() {
        for (ours, theirs, wanted) in [
            ("thousand men", "thousand men", 1.0),
            ("thousand men", "million men in the field forces", 1e-3),
            ("thousand men", "men", 1e3),
            ("million barrels", "Thousand barrels", 1e3),
            ("million barrels", "hundred thousand barrels", 10.0),
            ("million barrels", "millions of barrels of crude", 1.0),
            ("aircraft", "combat aircraft", 1.0),
            ("million barrels", "million barrels, crude and products", 1.0),
            ("ratio", "fighting value of a division", 1.0),
            ("share", "%", 100.0),
            ("tanks", "tanks and assault guns", 1.0),
            ("divisions", "division equivalents", 1.0),
        ] {
            assert_eq!(factor(ours, theirs), Ok(wanted), "{theirs}");
        }
    }

    #[test]
    fn what_counts_another_thing_is_refused_with_what_would_be_right() {
        for theirs in ["M bbl", "mbbl", "men", "million", "million barels", "kg"] {
            let help = factor("million barrels", theirs).expect_err(theirs);
            assert!(help.contains("`million barrels`"), "{help}");
        }
        let help = factor("million barrels", "million barels").expect_err("a slip");
        assert!(help.starts_with("did you mean `million barrels`?"), "{help}");
    }
}
