//! What stands in the region under the cursor.

use bevy_egui::egui::{Area, Context, Id, Order, RichText, vec2};

use super::style::card_frame;
use crate::game::{
    map::{Atlas, Hovered},
    palette, text,
    view_model::{ViewModel, strength},
};
use crate::report::Language;

/// Shows the tooltip beside the cursor.
pub fn show(ctx: &Context, atlas: &Atlas, hovered: &Hovered, view: &ViewModel, language: Language) {
    let Some(region) = hovered.region.as_deref().and_then(|id| atlas.region(id)) else {
        return;
    };
    let Some(cursor) = ctx.pointer_latest_pos() else {
        return;
    };
    let holder = view.controllers.get(&region.id).unwrap_or(&region.holder_1941);
    Area::new(Id::new("region"))
        .order(Order::Tooltip)
        .interactable(false)
        .fixed_pos(cursor + vec2(16.0, 14.0))
        .constrain(true)
        .show(ctx, |ui| {
            card_frame().show(ui, |ui| {
                ui.set_max_width(300.0);
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.label(RichText::new(region.named(language)).strong().size(14.5));
                let holder = view.power_name(holder);
                ui.label(RichText::new(holder).small().color(palette::ACCENT.panel()));
                for counter in view.counters.iter().filter(|counter| counter.region == region.id) {
                    let divisions = strength(counter.divisions);
                    ui.label(text::divisions(language, divisions, &counter.name));
                }
                for line in &hovered.contents {
                    ui.label(RichText::new(line).small());
                }
            });
        });
}
