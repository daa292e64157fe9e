//! The chronicle: what happened, and because of what.

use bevy_egui::egui::{Panel, RichText, ScrollArea, Sense, Ui, UiBuilder};

use super::style::panel_frame;
use crate::game::{
    palette, text,
    view_model::{Happening, ViewModel},
};
use crate::report::Language;

/// Entries shown; older ones are in the files of a headless run.
const SHOWN: usize = 200;

/// Shows the chronicle, the newest entry first.
pub fn show(ui: &mut Ui, view: &ViewModel, language: Language) {
    Panel::right("chronicle")
        .frame(panel_frame())
        .exact_size(280.0)
        .resizable(false)
        .show_separator_line(false)
        .show(ui, |ui| {
            ui.label(RichText::new(text::CHRONICLE.of(language)).heading());
            ui.separator();
            if view.chronicle.is_empty() {
                ui.label(RichText::new(text::CHRONICLE_EMPTY.of(language)).weak());
            }
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                for happening in view.chronicle.iter().rev().take(SHOWN) {
                    entry(ui, happening, language);
                }
            });
        });
}

fn entry(ui: &mut Ui, happening: &Happening, language: Language) {
    let response = ui
        .scope_builder(UiBuilder::new().sense(Sense::hover()), |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            let caused = !happening.because.is_empty();
            let date = &happening.date;
            let date = if caused { text::why(language, date) } else { date.clone() };
            ui.label(RichText::new(date).small().color(palette::ACCENT.panel()));
            ui.label(&happening.text);
        })
        .response;
    if !happening.because.is_empty() {
        response.on_hover_ui(|ui| {
            ui.label(RichText::new(text::BECAUSE.of(language)).strong());
            for cause in &happening.because {
                ui.label(format!("–  {cause}"));
            }
        });
    }
    ui.add_space(5.0);
}
