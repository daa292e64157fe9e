//! The inset of the eastern front: who holds what between Berlin and the Volga.

use std::sync::Arc;

use bevy::ecs::resource::Resource;
use bevy_egui::egui::{
    Align2, Area, Context, CornerRadius, Id, Mesh, Order, Painter, Pos2, Rect, RichText, Sense,
    Shape, Stroke, StrokeKind, Ui, pos2, vec2,
};

use super::style::card_frame;
use crate::game::{
    map::{
        EasternFront, Line, Triangles,
        eastern_front::{BORDER_1941, FRAME, Standing},
        letter,
    },
    palette::{self, Ink},
    text,
    view_model::ViewModel,
};
use crate::report::Language;
use crate::report::number::Number;
use crate::report::sentences::Sentence;

/// Width of the map in points.
const WIDTH: f32 = 254.0;

/// The towns that are named, and on which side of their dot.
const TOWNS: [(&str, Sentence, Align2); 5] = [
    ("Leningrad", text::LENINGRAD, Align2::LEFT_CENTER),
    ("Moscow", text::MOSCOW, Align2::LEFT_CENTER),
    ("Stalingrad", text::STALINGRAD, Align2::CENTER_TOP),
    ("Kiev", text::KIEV, Align2::RIGHT_CENTER),
    ("Berlin", text::BERLIN, Align2::LEFT_CENTER),
];
/// The axes' names, and the cities that the Germans march on.
const GOALS: [(Sentence, &str, Sentence); 3] = [
    (text::NORTH, "Leningrad", text::LENINGRAD),
    (text::CENTER, "Moscow", text::MOSCOW),
    (text::SOUTH, "Stalingrad", text::STALINGRAD),
];

/// What is painted: made again only when it or its place has changed.
#[derive(Resource, Default)]
pub struct Canvas {
    rect: Option<Rect>,
    positions: Option<[f64; 3]>,
    land: Vec<Shape>,
    won: Vec<Shape>,
    outlines: Vec<Shape>,
    lines: Vec<Shape>,
}

impl Canvas {
    fn prepare(&mut self, front: &EasternFront, positions: Option<[f64; 3]>, rect: Rect) {
        let moved = self.rect.replace(rect) != Some(rect);
        if moved {
            (self.land, self.outlines) = ground(front, rect);
        }
        if moved || self.positions != positions {
            self.positions = positions;
            (self.won, self.lines) = standing(front, positions, rect);
        }
    }
}

/// Shows the inset in the lower right corner of the free map.
pub fn show(
    ctx: &Context,
    view: &ViewModel,
    front: &EasternFront,
    canvas: &mut Canvas,
    free: Rect,
    language: Language,
) {
    let [west, east, south, north] = FRAME;
    let size = vec2(WIDTH, WIDTH * ((north - south) / (east - west)) as f32);
    Area::new(Id::new("eastern front"))
        .order(Order::Middle)
        .pivot(Align2::RIGHT_BOTTOM)
        .fixed_pos(free.right_bottom() - vec2(8.0, 8.0))
        .show(ctx, |ui| {
            let card = card_frame().show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                ui.set_max_width(WIDTH);
                ui.label(RichText::new(text::EASTERN_FRONT.of(language)).small().strong());
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                paint(&ui.painter().with_clip_rect(rect), rect, front, canvas, view, language);
                let frame = Stroke::new(1.0, palette::COAST.panel());
                ui.painter().rect_stroke(rect, CornerRadius::ZERO, frame, StrokeKind::Inside);
                ui.label(RichText::new(&view.front_caption).small());
            });
            card.response
                .interact(Sense::hover())
                .on_hover_ui(|ui| explain(ui, front, view.front, language));
        });
}

fn paint(
    painter: &Painter,
    rect: Rect,
    front: &EasternFront,
    canvas: &mut Canvas,
    view: &ViewModel,
    language: Language,
) {
    canvas.prepare(front, view.front, rect);
    painter.rect_filled(rect, CornerRadius::ZERO, palette::SEA.panel());
    for layer in [&canvas.land, &canvas.won, &canvas.outlines, &canvas.lines] {
        painter.extend(layer.iter().cloned());
    }
    for (town, name, align) in TOWNS {
        let Some(at) = front.town(town) else { continue };
        let at = on_screen(at, rect);
        let away = match align {
            Align2::LEFT_CENTER => vec2(4.0, 0.0),
            Align2::RIGHT_CENTER => vec2(-4.0, 0.0),
            _ => vec2(0.0, 2.0),
        };
        painter.circle(at, 2.2, palette::HALO.panel(), Stroke::new(1.2, palette::LABEL.panel()));
        letter(painter, name.of(language), at + away, align, 10.5, palette::LABEL);
    }
}

fn on_screen([x, y]: [f64; 2], rect: Rect) -> Pos2 {
    let [west, east, _, north] = FRAME;
    let points_a_km = rect.width() / (east - west) as f32;
    pos2(
        rect.left() + (x - west) as f32 * points_a_km,
        rect.top() + (north - y) as f32 * points_a_km,
    )
}

fn filled(mesh: &mut Mesh, triangles: &Triangles, ink: Ink, rect: Rect) {
    let first = mesh.vertices.len() as u32;
    for point in &triangles.points {
        mesh.colored_vertex(on_screen(*point, rect), ink.panel());
    }
    mesh.indices.extend(triangles.indices.iter().map(|index| first + index));
}

fn stroke(line: &Line, width: f32, ink: Ink, rect: Rect) -> Shape {
    let points = line.iter().map(|point| on_screen(*point, rect)).collect();
    Shape::line(points, Stroke::new(width, ink.panel()))
}

/// The land in one mesh, and its outlines.
fn ground(front: &EasternFront, rect: Rect) -> (Vec<Shape>, Vec<Shape>) {
    let mut land = Mesh::default();
    for (ink, triangles) in &front.land {
        filled(&mut land, triangles, *ink, rect);
    }
    let coasts = front.coasts.iter().map(|line| stroke(line, 0.6, palette::COAST, rect));
    let borders = front.borders.iter().map(|line| stroke(line, 0.6, palette::BORDER, rect));
    (vec![Shape::Mesh(Arc::new(land))], coasts.chain(borders).collect())
}

/// The ground won by either side in one mesh; the border of 1941, and the front.
fn standing(
    front: &EasternFront,
    positions: Option<[f64; 3]>,
    rect: Rect,
) -> (Vec<Shape>, Vec<Shape>) {
    let border = stroke(&front.line(BORDER_1941), 1.0, palette::FRONTIER, rect);
    let Some(positions) = positions else {
        return (Vec::new(), vec![border]);
    };
    let Standing { line, axis_ground, soviet_ground } = front.standing(positions);
    let mut won = Mesh::default();
    filled(&mut won, &axis_ground, palette::front_won("germany"), rect);
    filled(&mut won, &soviet_ground, palette::front_won("soviet"), rect);
    (vec![Shape::Mesh(Arc::new(won))], vec![border, stroke(&line, 3.0, palette::FRONT, rect)])
}

/// What the inset shows, and the numbers behind it.
fn explain(ui: &mut Ui, front: &EasternFront, positions: Option<[f64; 3]>, language: Language) {
    ui.spacing_mut().item_spacing.y = 3.0;
    let Some(positions) = positions else {
        ui.label(text::EASTERN_FRONT_PEACE_TIP.of(language));
        return;
    };
    for (place, (name, city, city_name)) in GOALS.iter().enumerate() {
        let km = positions[place];
        let won = km - BORDER_1941[place];
        let border = Number::fixed(won.abs(), 0);
        let left = front.axes.get(place).and_then(|axis| axis.km_to(city)).map(|goal| goal - km);
        let goal = left.map(|left| Number::fixed(left.abs(), 0));
        let beyond = left.is_some_and(|left| left < 0.0);
        ui.label(match (won < 0.0, goal) {
            (false, None) => text::east(language, name, border),
            (true, None) => text::west(language, name, border),
            (false, Some(goal)) if beyond => {
                text::east_beyond(language, name, border, goal, city_name)
            }
            (false, Some(goal)) => text::east_before(language, name, border, goal, city_name),
            (true, Some(goal)) if beyond => {
                text::west_beyond(language, name, border, goal, city_name)
            }
            (true, Some(goal)) => text::west_before(language, name, border, goal, city_name),
        });
    }
    ui.label(RichText::new(text::EASTERN_FRONT_TIP.of(language)).small());
}
