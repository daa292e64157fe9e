//! The panels around the map.

mod bottom_bar;
mod chronicle;
mod decision;
mod eastern_front;
mod help;
mod legend;
mod outcome;
mod region_tip;
mod style;
mod top_bar;

use bevy::{
    asset::AssetEventSystems,
    ecs::system::SystemParam,
    math::{Rect, Vec2},
    prelude::*,
};
use bevy_egui::{
    EguiContexts, EguiPostUpdateSet, EguiPrimaryContextPass,
    egui::{self, LayerId, Order, Ui, UiBuilder},
};

use super::{
    commands::Command,
    map::{Atlas, EasternFront, Hovered, MapView, paint_labels},
    turn::{Pace, ShownLanguage},
    view_model::ViewModel,
};

/// Which windows are open.
#[derive(Resource, Default)]
pub struct Windows {
    /// The help.
    pub help: bool,
    /// Whether the outcome has been closed by the player.
    pub outcome_closed: bool,
    /// Whether the player has put the eastern front away.
    pub front_hidden: bool,
}

/// What a panel reads, and the commands it gives.
#[derive(SystemParam)]
struct Desk<'w> {
    view: Res<'w, ViewModel>,
    shown_language: Res<'w, ShownLanguage>,
    pace: Res<'w, Pace>,
    windows: ResMut<'w, Windows>,
    atlas: Res<'w, Atlas>,
    hovered: Res<'w, Hovered>,
    front: Res<'w, EasternFront>,
    canvas: ResMut<'w, eastern_front::Canvas>,
    map_view: ResMut<'w, MapView>,
    commands: MessageWriter<'w, Command>,
}

/// Adds the panels.
pub fn plugin(app: &mut App) {
    app.init_resource::<Windows>()
        .init_resource::<eastern_front::Canvas>()
        // Otherwise a letter not used before reaches the graphics card a frame late, and
        // running numbers flicker.
        .configure_sets(PostUpdate, AssetEventSystems.after(EguiPostUpdateSet::PostProcessOutput))
        .add_systems(Update, open_and_close)
        .add_systems(EguiPrimaryContextPass, (style::dress, show).chain());
}

fn open_and_close(mut commands: MessageReader<Command>, mut windows: ResMut<Windows>) {
    for command in commands.read() {
        match command {
            Command::EasternFront => windows.front_hidden = !windows.front_hidden,
            Command::Help => windows.help = !windows.help,
            Command::Escape if windows.help => windows.help = false,
            Command::Escape => windows.outcome_closed = true,
            _ => {}
        }
    }
}

/// The map's names below, the panels round them, the windows on top.
fn show(mut contexts: EguiContexts, mut desk: Desk) -> Result {
    let ctx = contexts.ctx_mut()?.clone();
    let language = desk.shown_language.0;
    let screen = ctx.viewport_rect();

    let frame = egui::Rect::from_min_max(
        egui::pos2(desk.map_view.frame_min.x, desk.map_view.frame_min.y),
        egui::pos2(desk.map_view.frame_max.x, desk.map_view.frame_max.y),
    );
    let painter = ctx.layer_painter(LayerId::background()).with_clip_rect(frame);
    paint_labels(&painter, &desk.atlas, &desk.map_view, &desk.view, language);

    let layer = UiBuilder::new().layer_id(LayerId::background()).max_rect(screen);
    let mut ui = Ui::new(ctx.clone(), "panels".into(), layer);
    top_bar::show(&mut ui, &desk.view, language);
    bottom_bar::show(&mut ui, &mut desk, language);
    chronicle::show(&mut ui, &desk.view, language);

    let free = ui.available_rect_before_wrap();
    legend::show(&ctx, &desk.view, &desk.atlas, free, language);
    if !desk.windows.front_hidden {
        eastern_front::show(&ctx, &desk.view, &desk.front, &mut desk.canvas, free, language);
    }
    if let Some(answer) = decision::show(&ctx, &desk.view, free, language) {
        desk.commands.write(answer);
    }
    outcome::show(&ctx, &desk.view, &mut desk.windows, free, language);
    help::show(&ctx, &mut desk.windows, free, language);

    let pointed = ctx.pointer_latest_pos().is_some_and(|point| {
        free.contains(point)
            && ctx.layer_id_at(point).is_none_or(|layer| layer.order == Order::Background)
    });
    if pointed {
        region_tip::show(&ctx, &desk.atlas, &desk.hovered, &desk.view, language);
    }
    let free =
        Rect::from_corners(Vec2::new(free.min.x, free.min.y), Vec2::new(free.max.x, free.max.y));
    let mut seen = *desk.map_view;
    (seen.frame_min, seen.frame_max, seen.pointed) = (free.min, free.max, pointed);
    desk.map_view.set_if_neq(seen);
    Ok(())
}
