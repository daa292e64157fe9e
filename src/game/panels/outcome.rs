//! The outcome window: how the history ended.

use bevy_egui::egui::{Align2, Context, Order, Rect, RichText, Window};

use super::Windows;
use crate::game::{palette, text, view_model::ViewModel};
use crate::report::Language;

/// Shows the outcome until the player closes it.
pub fn show(
    ctx: &Context,
    view: &ViewModel,
    windows: &mut Windows,
    free: Rect,
    language: Language,
) {
    let Some(outcome) = view.finished.as_ref().filter(|_| !windows.outcome_closed) else {
        return;
    };
    Window::new("outcome")
        .title_bar(false)
        .resizable(false)
        .order(Order::Foreground)
        .pivot(Align2::CENTER_CENTER)
        .default_pos(free.center())
        .constrain_to(free)
        .show(ctx, |ui| {
            ui.set_width((free.width() - 60.0).min(460.0));
            ui.label(
                RichText::new(text::OUTCOME.of(language)).small().color(palette::ACCENT.panel()),
            );
            ui.label(RichText::new(&outcome.title).heading());
            ui.label(&outcome.text);
            ui.add_space(8.0);
            if ui.button(text::CLOSE.of(language)).clicked() {
                windows.outcome_closed = true;
            }
        });
}
