//! Names, towns and armies, painted over the map.

use std::sync::Arc;

use bevy::math::Vec2;
use bevy_egui::egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Stroke, StrokeKind,
    TextFormat, pos2, text::LayoutJob, vec2,
};

use super::{
    atlas::{Atlas, Place, named},
    view::MapView,
};
use crate::game::{
    palette::{self, Ink},
    view_model::{Counter, ViewModel, strength},
};
use crate::report::Language;

/// What has been written so far, so that nothing is written over it.
#[derive(Default)]
struct Page {
    taken: Vec<Rect>,
}

impl Page {
    fn claim(&mut self, rect: Rect) -> bool {
        let free = !self.taken.iter().any(|other| other.intersects(rect));
        if free {
            self.taken.push(rect);
        }
        free
    }
}

/// Paints what the map names: armies first, then regions, towns and seas, the
/// greater before the smaller, each only where there is still room.
pub fn paint(
    painter: &Painter,
    atlas: &Atlas,
    map_view: &MapView,
    view: &ViewModel,
    language: Language,
) {
    let mut page = Page::default();
    counters(painter, &mut page, atlas, map_view, &view.counters, language);
    regions(painter, &mut page, atlas, map_view, language);
    towns(painter, &mut page, atlas, map_view, language);
    for place in atlas.places.iter().filter(|place| place.kind != "town") {
        nature(painter, &mut page, map_view, place, language);
    }
}

fn at(map_view: &MapView, place: [f64; 2]) -> Option<Pos2> {
    let point = map_view.to_screen(place);
    map_view.frames(point).then(|| pos2(point.x, point.y))
}

struct Lettering {
    size: f32,
    ink: Ink,
    italics: bool,
    spacing: f32,
}

/// Writes centred (or to the right of) a point, if there is room.
fn write(
    painter: &Painter,
    page: &mut Page,
    text: &str,
    point: Pos2,
    align: Align2,
    style: &Lettering,
) -> bool {
    let format = |color: Color32| TextFormat {
        font_id: FontId::proportional(style.size),
        color,
        italics: style.italics,
        extra_letter_spacing: style.spacing,
        ..Default::default()
    };
    let galley =
        painter.layout_job(LayoutJob::single_section(text.to_owned(), format(style.ink.panel())));
    let rect = align.anchor_size(point, galley.size());
    if !painter.clip_rect().contains_rect(rect) || !page.claim(rect.expand2(vec2(2.0, 0.0))) {
        return false;
    }
    haloed(painter, rect.min, galley, style.ink);
    true
}

/// Writes beside a point, whatever is there already.
pub fn letter(painter: &Painter, text: &str, point: Pos2, align: Align2, size: f32, ink: Ink) {
    let font = FontId::proportional(size);
    let galley = painter.layout_no_wrap(text.to_owned(), font, ink.panel());
    haloed(painter, align.anchor_size(point, galley.size()).min, galley, ink);
}

fn haloed(painter: &Painter, corner: Pos2, galley: Arc<Galley>, ink: Ink) {
    let halo = palette::HALO.veil(150);
    for (dx, dy) in [(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)] {
        painter.galley_with_override_text_color(corner + vec2(dx, dy), galley.clone(), halo);
    }
    painter.galley(corner, galley, ink.panel());
}

fn regions(
    painter: &Painter,
    page: &mut Page,
    atlas: &Atlas,
    map_view: &MapView,
    language: Language,
) {
    let mut order: Vec<_> = atlas.regions.iter().collect();
    order.sort_by(|a, b| b.area_km2.total_cmp(&a.area_km2));
    for region in order {
        // The width that the region would have on the screen were it a square.
        let width = region.area_km2.sqrt() as f32 / map_view.scale;
        if width < 30.0 {
            continue;
        }
        let Some(mut point) = at(map_view, region.label) else {
            continue;
        };
        point.y -= 8.0;
        let size = (width / 14.0).clamp(10.5, 17.0);
        let style =
            Lettering { size, ink: palette::REGION_LABEL, italics: false, spacing: size * 0.06 };
        let name = named(&region.name, language);
        write(painter, page, name, point, Align2::CENTER_CENTER, &style);
    }
}

fn towns(
    painter: &Painter,
    page: &mut Page,
    atlas: &Atlas,
    map_view: &MapView,
    language: Language,
) {
    let reach = |rank: u8| match rank {
        1 => 12.0,
        2 => 4.5,
        _ => 2.0,
    };
    let mut order: Vec<_> = atlas
        .places
        .iter()
        .filter(|place| place.kind == "town" && map_view.scale <= reach(place.rank))
        .collect();
    order.sort_by_key(|place| place.rank);
    for town in order {
        let Some(point) = at(map_view, town.at) else {
            continue;
        };
        let radius = if town.rank == 1 { 3.0 } else { 2.2 };
        let size = if town.rank == 1 { 11.5 } else { 10.5 };
        let style = Lettering { size, ink: palette::LABEL, italics: false, spacing: 0.0 };
        let name = named(&town.name, language);
        let right = point + vec2(5.0, 0.0);
        let left = point - vec2(5.0, 0.0);
        let written = write(painter, page, name, right, Align2::LEFT_CENTER, &style)
            || write(painter, page, name, left, Align2::RIGHT_CENTER, &style);
        if written {
            painter.circle(
                point,
                radius,
                palette::HALO.panel(),
                Stroke::new(1.2, palette::LABEL.panel()),
            );
        }
    }
}

fn nature(
    painter: &Painter,
    page: &mut Page,
    map_view: &MapView,
    place: &Place,
    language: Language,
) {
    let (reach, size, ink) = match place.kind.as_str() {
        "sea" => (20.0, 13.0, palette::SEA_LABEL),
        "strait" | "lake" => (4.0, 11.0, palette::SEA_LABEL),
        _ => (4.0, 11.0, palette::REGION_LABEL),
    };
    if map_view.scale > reach {
        return;
    }
    let Some(point) = at(map_view, place.at) else {
        return;
    };
    let style = Lettering { size, ink, italics: true, spacing: 1.0 };
    write(painter, page, named(&place.name, language), point, Align2::CENTER_CENTER, &style);
}

fn counters(
    painter: &Painter,
    page: &mut Page,
    atlas: &Atlas,
    map_view: &MapView,
    counters: &[Counter],
    language: Language,
) {
    // Powers of one region stand side by side; armies of one power are added up.
    let mut stacks: Vec<(&str, &str, f64)> = Vec::new();
    for counter in counters {
        let same =
            stacks.iter_mut().find(|stack| stack.0 == counter.region && stack.1 == counter.power);
        match same {
            Some(stack) => stack.2 += counter.divisions,
            None => stacks.push((&counter.region, &counter.power, counter.divisions)),
        }
    }
    let size = if map_view.scale < 6.0 { Vec2::new(30.0, 19.0) } else { Vec2::new(23.0, 15.0) };
    for (place, (id, power, divisions)) in stacks.iter().enumerate() {
        if *divisions < 0.05 {
            continue;
        }
        let Some(region) = atlas.region(id) else {
            continue;
        };
        let Some(mut point) = at(map_view, region.label) else {
            continue;
        };
        let before = stacks[..place].iter().filter(|stack| stack.0 == *id).count();
        point.x += before as f32 * (size.x + 3.0);
        point.y += size.y / 2.0 + 3.0;
        let rect = Rect::from_center_size(point, vec2(size.x, size.y));
        if !painter.clip_rect().contains_rect(rect) || !page.claim(rect) {
            continue;
        }
        let fill = palette::power(power).towards(palette::LABEL, 0.45);
        painter.rect(
            rect,
            CornerRadius::same(2),
            fill.panel(),
            Stroke::new(1.2, palette::HALO.panel()),
            StrokeKind::Outside,
        );
        painter.text(
            rect.center(),
            Align2::CENTER_CENTER,
            strength(*divisions).of(language),
            FontId::proportional(size.y * 0.72),
            palette::HALO.panel(),
        );
    }
}
