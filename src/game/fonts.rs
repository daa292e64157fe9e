//! The letters of the window: Latin, Greek and Cyrillic come with egui, the kanji, kana and
//! hangul of the subject from `assets/fonts`. What neither can draw is marked, once for as
//! many signs as stand together, as an editor marks what he cannot read: `[?]`.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use bevy_egui::egui::epaint::TextOptions;
use bevy_egui::egui::epaint::text::Fonts;
use bevy_egui::egui::{FontData, FontDefinitions, FontFamily};

/// What stands for signs that cannot be drawn.
const UNREAD: &str = "[?]";

/// The fonts, in the order in which a sign is looked for.
#[must_use]
pub fn definitions() -> FontDefinitions {
    const EAST_ASIAN: &str = "Noto Sans CJK JP";
    let mut fonts = FontDefinitions::default();
    let otf = include_bytes!("../../assets/fonts/NotoSansCJKjp-Subset.otf");
    fonts.font_data.insert(EAST_ASIAN.to_owned(), Arc::new(FontData::from_static(otf)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.entry(family).or_default().push(EAST_ASIAN.to_owned());
    }
    fonts
}

static DRAWN: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    let mut fonts = Fonts::new(TextOptions::default(), definitions());
    fonts.fonts.font(&FontFamily::Proportional).characters().keys().copied().collect()
});

/// Can this sign be drawn, or is it one of those that need no drawing?
fn is_drawn(sign: char) -> bool {
    // Marks of joining, direction and variation are obeyed or passed over, not drawn.
    let silent = matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    sign.is_whitespace() || silent || DRAWN.contains(&sign)
}

/// Marks what cannot be drawn.
pub fn mark_unread(text: &mut String) {
    if text.chars().all(is_drawn) {
        return;
    }
    let mut marked = String::with_capacity(text.len());
    let mut before = true;
    for sign in text.chars() {
        let drawn = is_drawn(sign);
        if drawn {
            marked.push(sign);
        } else if before {
            marked += UNREAD;
        }
        before = drawn;
    }
    *text = marked;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_of_the_subject_are_drawn() {
        for text in [
            "北進 ノモンハン にっそちゅうりつじょうやく 日ソ中立条約",
            "滿洲國 關東軍 張鼓峰 哈爾濱 諾門罕 牡丹江 樺太 千島 佐世保",
            "한글 조선 만주 경성 한국광복군",
            "Халхин-Гол, Жуков, Ёлкин, ЩЪЫЬЭЮЯ",
            "Jaljin Gol: ¿Cuánto resiste? ñ «23.ª» – Ōshima Hiroshi, Tōkyō",
            "Σ ≥ ½ Ω ţ ő ş ı ß “” ’ … × − ≤ ≠ →",
        ] {
            let lost: String = text.chars().filter(|&sign| !is_drawn(sign)).collect();
            assert_eq!(lost, "", "{text}");
        }
    }

    #[test]
    fn every_sign_of_the_shipped_scenarios_and_of_the_window_is_drawn() {
        let folders = ["scenarios", "scenarios/counterfactuals", "assets/map", "src/game"];
        for folder in folders {
            for entry in std::fs::read_dir(folder).expect(folder) {
                let path = entry.expect("an entry").path();
                let Ok(text) = std::fs::read_to_string(&path) else { continue };
                // What this file gives as not drawn is not.
                if path.ends_with("fonts.rs") {
                    continue;
                }
                let lost: BTreeSet<char> = text.chars().filter(|&sign| !is_drawn(sign)).collect();
                assert!(lost.is_empty(), "{}: {lost:?}", path.display());
            }
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_marked_once_where_it_stands() {
        let marked = |text: &str| {
            let mut text = text.to_owned();
            mark_unread(&mut text);
            text
        };
        assert_eq!(marked("مرحبا"), "[?]");
        assert_eq!(marked("Hailar مرحبا 北進"), "Hailar [?] 北進");
        assert_eq!(marked("北進"), "北進");
    }
}
