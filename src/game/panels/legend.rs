//! The legend: which colour is whose.

use std::collections::BTreeMap;

use bevy_egui::egui::{
    Align2, Area, Context, CornerRadius, Id, Order, Rect, RichText, Sense, Stroke, StrokeKind, vec2,
};

use super::style::card_frame;
use crate::game::{map::Atlas, palette, text, view_model::ViewModel};
use crate::report::Language;

/// Shows who controls anything, the greatest first.
pub fn show(ctx: &Context, view: &ViewModel, atlas: &Atlas, free: Rect, language: Language) {
    let mut areas: BTreeMap<&str, f64> = BTreeMap::new();
    for region in &atlas.regions {
        let holder = view.controllers.get(&region.id).unwrap_or(&region.holder_1941);
        *areas.entry(holder).or_default() += region.area_km2;
    }
    let mut holders: Vec<_> = areas.into_iter().collect();
    holders.sort_by(|a, b| b.1.total_cmp(&a.1));
    Area::new(Id::new("legend"))
        .order(Order::Middle)
        .pivot(Align2::LEFT_BOTTOM)
        .fixed_pos(free.left_bottom() + vec2(8.0, -8.0))
        .show(ctx, |ui| {
            card_frame().show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
                ui.label(RichText::new(text::HOLDERS.of(language)).small().strong());
                for (id, _) in holders {
                    ui.horizontal(|ui| {
                        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 10.0), Sense::hover());
                        ui.painter().rect(
                            rect,
                            CornerRadius::ZERO,
                            palette::power(id).panel(),
                            Stroke::new(1.0, palette::COAST.panel()),
                            StrokeKind::Inside,
                        );
                        ui.label(RichText::new(view.power_name(id)).small());
                    });
                }
            });
        });
}
