//! The look of the panels: paper, ink, thin rules.

use bevy::prelude::*;
use bevy_egui::{
    EguiContexts,
    egui::{
        self, Color32, CornerRadius, FontFamily, FontId, Frame, Margin, Shadow, Stroke, TextFormat,
        TextStyle, Ui, Visuals, epaint::text::LayoutJob, vec2,
    },
};

use crate::game::{fonts, palette};

/// Dresses egui once.
pub fn dress(mut contexts: EguiContexts, mut dressed: Local<bool>) -> Result {
    if *dressed {
        return Ok(());
    }
    *dressed = true;
    let ctx = contexts.ctx_mut()?;
    ctx.set_fonts(fonts::definitions());
    ctx.set_theme(egui::Theme::Light);
    ctx.all_styles_mut(|style| {
        style.visuals = visuals();
        style.spacing.item_spacing = vec2(8.0, 5.0);
        style.spacing.button_padding = vec2(9.0, 4.0);
        style.spacing.tooltip_width = 320.0;
        style.spacing.window_margin = Margin::same(14);
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.15;
        for (name, size) in [
            (TextStyle::Small, 11.5),
            (TextStyle::Body, 13.5),
            (TextStyle::Button, 13.5),
            (TextStyle::Heading, 18.0),
        ] {
            style.text_styles.insert(name, FontId::new(size, FontFamily::Proportional));
        }
    });
    Ok(())
}

fn visuals() -> Visuals {
    let mut visuals = Visuals::light();
    visuals.override_text_color = Some(palette::TEXT.panel());
    visuals.weak_text_color = Some(palette::TEXT_SOFT.panel());
    visuals.panel_fill = palette::PAPER.panel();
    visuals.window_fill = palette::PAPER.panel();
    visuals.extreme_bg_color = palette::PAPER_SHADE.panel();
    visuals.faint_bg_color = palette::PAPER_SHADE.panel();
    visuals.window_stroke = Stroke::new(1.0, palette::RULE.panel());
    visuals.window_corner_radius = CornerRadius::same(3);
    visuals.menu_corner_radius = CornerRadius::same(3);
    let shadow = Shadow { offset: [0, 3], blur: 14, spread: 0, color: palette::LABEL.veil(70) };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.selection.bg_fill = palette::PAPER_PRESSED.panel();
    visuals.selection.stroke = Stroke::new(1.0, palette::TEXT.panel());
    let widgets = &mut visuals.widgets;
    for (widget, fill) in [
        (&mut widgets.noninteractive, palette::PAPER),
        (&mut widgets.inactive, palette::PAPER_SHADE),
        (&mut widgets.hovered, palette::PAPER_HOVER),
        (&mut widgets.active, palette::PAPER_PRESSED),
        (&mut widgets.open, palette::PAPER_HOVER),
    ] {
        widget.bg_fill = fill.panel();
        widget.weak_bg_fill = fill.panel();
        widget.bg_stroke = Stroke::new(1.0, palette::RULE.panel());
        widget.fg_stroke = Stroke::new(1.0, palette::TEXT.panel());
        widget.corner_radius = CornerRadius::same(3);
        widget.expansion = 0.0;
    }
    visuals
}

/// The frame of a panel.
pub fn panel_frame() -> Frame {
    Frame::new()
        .fill(palette::PAPER.panel())
        .stroke(Stroke::new(1.0, palette::RULE.panel()))
        .inner_margin(Margin::symmetric(12, 7))
}

/// The frame of a small card that lies on the map.
pub fn card_frame() -> Frame {
    Frame::new()
        .fill(palette::PAPER.veil(235))
        .stroke(Stroke::new(1.0, palette::RULE.panel()))
        .corner_radius(CornerRadius::same(3))
        .inner_margin(Margin::symmetric(9, 6))
}

/// A label with its key, if any, behind it, smaller.
pub fn keyed(ui: &Ui, label: &str, key: &str) -> LayoutJob {
    let format = |size: f32, color: Color32| TextFormat {
        font_id: FontId::proportional(size),
        color,
        valign: egui::Align::Center,
        ..Default::default()
    };
    let size = TextStyle::Button.resolve(ui.style()).size;
    let mut job = LayoutJob::default();
    job.append(label, 0.0, format(size, palette::TEXT.panel()));
    if !key.is_empty() {
        job.append(key, 6.0, format(size - 2.5, palette::TEXT_SOFT.panel()));
    }
    job
}
