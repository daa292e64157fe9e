//! The top bar: the date, the pact, the main quantities, the seed.

use bevy_egui::egui::{Align, Layout, Panel, RichText, Ui};

use super::style::panel_frame;
use crate::game::{palette, text, view_model::ViewModel};
use crate::report::Language;

/// The height of the bar.
const HEIGHT: f32 = 58.0;

/// Shows the bar.
pub fn show(ui: &mut Ui, view: &ViewModel, language: Language) {
    Panel::top("top").frame(panel_frame()).exact_size(HEIGHT).show_separator_line(false).show(
        ui,
        |ui| {
            ui.horizontal_centered(|ui| {
                pair(ui, &view.title, |ui| {
                    ui.label(RichText::new(&view.date).size(17.0).strong());
                });
                ui.separator();
                pair(ui, text::PACT.of(language), |ui| {
                    ui.label(RichText::new(&view.pact).color(palette::ACCENT.panel()));
                })
                .on_hover_text(text::PACT_TIP.of(language));
                ui.separator();
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    pair(ui, text::SEED.of(language), |ui| {
                        ui.label(RichText::new(view.seed.to_string()).monospace());
                    })
                    .on_hover_text(format!(
                        "{} {:016x}",
                        text::SEED_TIP.of(language),
                        view.state_hash
                    ));
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        quantities(ui, view);
                    });
                });
            });
        },
    );
}

fn quantities(ui: &mut Ui, view: &ViewModel) {
    for quantity in &view.quantities {
        // What does not fit is left to a wider window rather than clipped.
        if ui.available_width() < 96.0 {
            break;
        }
        pair(ui, &quantity.label, |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(RichText::new(&quantity.value).size(15.0).strong());
            ui.label(RichText::new(&quantity.unit).small().weak());
        })
        .on_hover_text(&quantity.tip);
        ui.add_space(6.0);
    }
}

/// A small label above, what it names below.
fn pair(ui: &mut Ui, label: &str, below: impl FnOnce(&mut Ui)) -> bevy_egui::egui::Response {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.label(RichText::new(label).small().weak());
        ui.horizontal(below);
    })
    .response
}
