//! The top bar: the date, the pact, the main quantities, the seed.

use std::sync::Arc;

use bevy_egui::egui::{
    FontId, Galley, Panel, Rect, Sense, Stroke, TextFormat, Ui,
    epaint::text::{LayoutJob, TextWrapping},
    pos2, vec2,
};

use super::style::panel_frame;
use crate::game::{
    palette::{self, Ink},
    text,
    view_model::{Quantity, ViewModel},
};
use crate::report::Language;

/// The height of the bar.
const HEIGHT: f32 = 58.0;
/// Between two quantities.
const GAP: f32 = 18.0;
/// Between two parts of the bar; a rule stands in the middle.
const PART_GAP: f32 = 23.0;
/// The title may be cut beyond this.
const TITLE_MOST: f32 = 230.0;
/// Quantities give way before the pact gets less than this.
const PACT_LEAST: f32 = 150.0;

/// Shows the bar.
pub fn show(ui: &mut Ui, view: &ViewModel, language: Language) {
    Panel::top("top").frame(panel_frame()).exact_size(HEIGHT).show_separator_line(false).show(
        ui,
        |ui| {
            let bar = ui.available_rect_before_wrap();
            ui.allocate_rect(bar, Sense::hover());
            lay_out(ui, bar, view, language);
        },
    );
}

/// The date on the left, the seed on the right, the quantities as they are wide, and
/// what is left for the pact.
fn lay_out(ui: &Ui, bar: Rect, view: &ViewModel, language: Language) {
    let date = Block::new(ui, &view.title, &[(&view.date, 17.0, palette::TEXT)], TITLE_MOST);
    let seed = view.seed.to_string();
    let seed = Block::new(ui, text::SEED.of(language), &[(&seed, 13.5, palette::TEXT)], 200.0);
    let pact = |most: f32| {
        let state = [(view.pact.as_str(), 13.5, palette::ACCENT)];
        Block::new(ui, text::PACT.of(language), &state, most)
    };
    let mut quantities: Vec<_> =
        view.quantities.iter().map(|quantity| (Block::of(ui, quantity), &quantity.tip)).collect();

    let room = bar.width() - date.width() - seed.width() - 3.0 * PART_GAP;
    let least = pact(f32::INFINITY).width().min(PACT_LEAST);
    let taken = |quantities: &[(Block, &String)]| {
        quantities.iter().map(|(block, _)| block.width() + GAP).sum::<f32>()
    };
    while taken(&quantities) + least > room && !quantities.is_empty() {
        quantities.pop();
    }
    let pact = pact((room - taken(&quantities)).max(40.0));

    let title = if date.cut { view.title.as_str() } else { "" };
    let mut left = date.show(ui, bar, bar.left(), "date", title);
    rule(ui, bar, &mut left);
    let state = text::pact_tip(language, &view.pact);
    left = pact.show(ui, bar, left, "pact", &state);
    rule(ui, bar, &mut left);
    for (place, (block, tip)) in quantities.iter().enumerate() {
        left = block.show(ui, bar, left, place, tip) + GAP;
    }
    let mut left = bar.right() - seed.width() - PART_GAP;
    rule(ui, bar, &mut left);
    let fingerprint = text::seed_tip(language, format!("{:016x}", view.state_hash));
    seed.show(ui, bar, left, "seed", &fingerprint);
}

/// A thin line between two parts of the bar.
fn rule(ui: &Ui, bar: Rect, left: &mut f32) {
    let stroke = Stroke::new(1.0, palette::RULE.panel());
    ui.painter().vline((*left + PART_GAP / 2.0).round() + 0.5, bar.y_range(), stroke);
    *left += PART_GAP;
}

/// A small label above, what it names below.
struct Block {
    head: Arc<Galley>,
    body: Arc<Galley>,
    cut: bool,
}

impl Block {
    fn new(ui: &Ui, head: &str, body: &[(&str, f32, Ink)], most: f32) -> Self {
        let head = written(ui, &[(head, 11.5, palette::TEXT_SOFT)], most);
        let body = written(ui, body, most);
        Self { cut: head.elided || body.elided, head, body }
    }

    fn of(ui: &Ui, quantity: &Quantity) -> Self {
        let body = [
            (quantity.value.as_str(), 15.0, palette::TEXT),
            (quantity.unit.as_str(), 11.5, palette::TEXT_SOFT),
        ];
        Self::new(ui, &quantity.label, &body, f32::INFINITY)
    }

    fn width(&self) -> f32 {
        self.head.size().x.max(self.body.size().x).ceil()
    }

    /// Paints the block and returns its right edge.
    fn show(
        &self,
        ui: &Ui,
        bar: Rect,
        left: f32,
        name: impl std::hash::Hash + std::fmt::Debug,
        tip: &str,
    ) -> f32 {
        let middle = bar.center().y;
        let ink = palette::TEXT.panel();
        ui.painter().galley(pos2(left, middle - 19.0), self.head.clone(), ink);
        let body = pos2(left, middle + 9.0 - self.body.size().y / 2.0);
        ui.painter().galley(body, self.body.clone(), ink);
        let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(self.width(), bar.height()));
        let response = ui.interact(rect, ui.id().with(name), Sense::hover());
        if !tip.is_empty() {
            response.on_hover_text(tip);
        }
        rect.right()
    }
}

/// Pieces of a line side by side, cut with an ellipsis beyond a width.
fn written(ui: &Ui, pieces: &[(&str, f32, Ink)], most: f32) -> Arc<Galley> {
    let mut job = LayoutJob { wrap: TextWrapping::truncate_at_width(most), ..Default::default() };
    for (place, &(piece, size, ink)) in pieces.iter().enumerate() {
        let format = TextFormat::simple(FontId::proportional(size), ink.panel());
        job.append(piece, if place == 0 { 0.0 } else { 4.0 }, format);
    }
    ui.painter().layout_job(job)
}
