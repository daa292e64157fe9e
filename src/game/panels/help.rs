//! The help window: the rules in short, every key.

use bevy_egui::egui::{Align2, Context, Grid, Order, Rect, RichText, Window};

use super::Windows;
use crate::game::{commands::COMMANDS, palette, text};
use crate::report::Language;

/// Shows the help while it is open.
pub fn show(ctx: &Context, windows: &mut Windows, free: Rect, language: Language) {
    if !windows.help {
        return;
    }
    Window::new("help")
        .title_bar(false)
        .resizable(false)
        .order(Order::Foreground)
        .pivot(Align2::CENTER_CENTER)
        .default_pos(free.center())
        .constrain_to(free)
        .show(ctx, |ui| {
            ui.set_width((free.width() - 60.0).min(620.0));
            ui.label(RichText::new(text::HELP_TITLE.of(language)).heading());
            ui.label(text::HELP_BODY.of(language));
            ui.label(text::HELP_MOUSE.of(language));
            ui.add_space(4.0);
            Grid::new("keys").num_columns(4).spacing([16.0, 3.0]).show(ui, |ui| {
                let half = COMMANDS.len().div_ceil(2);
                for row in 0..half {
                    for entry in [COMMANDS.get(row), COMMANDS.get(row + half)].into_iter().flatten()
                    {
                        let key = RichText::new(entry.key.of(language)).monospace();
                        ui.label(key.color(palette::ACCENT.panel()));
                        ui.label(entry.label.of(language)).on_hover_text(entry.tip.of(language));
                    }
                    ui.end_row();
                }
            });
            ui.add_space(6.0);
            ui.label(RichText::new(text::CREDIT.of(language)).small().weak());
            if ui.button(text::CLOSE.of(language)).clicked() {
                windows.help = false;
            }
        });
}
