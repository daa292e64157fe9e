//! The decision window: a question for the player.

use bevy_egui::egui::{
    self, Align2, Context, Id, Order, Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    Window, pos2, vec2,
};

use super::style::card_frame;
use crate::game::{
    commands::Command,
    palette, text,
    view_model::{DecisionOption, PendingDecision, ViewModel},
};
use crate::report::Language;

/// Room for the legend.
const LEFT: f32 = 164.0;

/// Shows the pending question, if any; returns the answer chosen.
pub fn show(ctx: &Context, view: &ViewModel, free: Rect, language: Language) -> Option<Command> {
    let decision = view.decision.as_ref()?;
    // Low on the map and between its two cards: Manchuria and the eastern front, which
    // most questions are about, stay in sight.
    let width = (free.width() - 60.0).min(522.0);
    let left = (free.center().x - width / 2.0).min(free.left() + LEFT);
    let mut chosen = None;
    Window::new("decision")
        // Where the player has moved it to, it stays until the window changes its size.
        .id(Id::new(("decision", free.width() as i32, free.height() as i32)))
        .title_bar(false)
        .resizable(false)
        .movable(true)
        .order(Order::Foreground)
        .pivot(Align2::LEFT_BOTTOM)
        .default_pos(pos2(left, free.bottom() - 8.0))
        .constrain_to(free)
        .min_width(width)
        .max_width(width)
        .show(ctx, |ui| {
            ui.set_width(width);
            head(ui, view, decision, language);
            let height = free.height() - 150.0;
            ScrollArea::vertical().max_height(height.max(120.0)).show(ui, |ui| {
                for (place, option) in decision.options.iter().enumerate() {
                    if card(ui, place, option, language) {
                        chosen = Some(Command::Answer(place));
                    }
                }
            });
        });
    chosen
}

fn head(ui: &mut Ui, view: &ViewModel, decision: &PendingDecision, language: Language) {
    let actor = view.power_name(&decision.actor);
    let line = text::to_decide(language, actor);
    ui.label(RichText::new(line).small().color(palette::ACCENT.panel()));
    ui.label(RichText::new(&decision.title).heading());
    ui.label(&decision.question);
    ui.add_space(6.0);
}

/// An option as a card that can be pressed.
fn card(ui: &mut Ui, place: usize, option: &DecisionOption, language: Language) -> bool {
    let sense = if option.available { Sense::click() } else { Sense::hover() };
    let response = ui
        .scope_builder(UiBuilder::new().sense(sense), |ui| {
            let hovered = option.available && ui.response().hovered();
            let fill = if hovered { palette::PAPER_HOVER } else { palette::PAPER_SHADE };
            card_frame().fill(fill.panel()).stroke(Stroke::new(1.0, palette::RULE.panel())).show(
                ui,
                |ui| {
                    ui.set_width(ui.available_width());
                    if !option.available {
                        ui.set_opacity(0.55);
                    }
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.horizontal(|ui| {
                        ui.label(RichText::new((place + 1).to_string()).weak());
                        ui.label(RichText::new(&option.label).strong().size(14.5));
                    });
                    if !option.meaning.is_empty() {
                        ui.label(&option.meaning);
                    }
                    if !option.note.is_empty() {
                        ui.label(RichText::new(&option.note).small().weak());
                    }
                },
            );
        })
        .response;
    let response = if option.available {
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    } else {
        response.on_hover_text(text::NOT_AVAILABLE.of(language))
    };
    ui.add_space(vec2(0.0, 2.0).y);
    response.clicked()
}
