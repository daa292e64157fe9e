//! The bottom bar: the turn, its pace, the map's frames, language, help.

use bevy_egui::egui::{Align, Layout, Panel, RichText, Ui};

use super::{Desk, command_button, style::panel_frame, worded_button};
use crate::game::{commands::Command, palette, text, turn::SPEEDS};
use crate::report::Language;

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk, language: Language) {
    let pending = desk.view.decision.is_some();
    let finished = desk.view.finished.is_some();
    let running = desk.pace.running;
    let speed = desk.pace.speed;
    let commands = &mut desk.commands;
    Panel::bottom("bottom").frame(panel_frame()).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            let open = !pending && !finished;
            command_button(ui, Command::NextWeek, language, open, commands);
            let words =
                if running { (text::PAUSE, text::PAUSE_TIP) } else { (text::RUN, text::RUN_TIP) };
            let words = (words.0.of(language), words.1.of(language));
            worded_button(ui, Command::RunOrPause, words, !finished, commands);
            ui.separator();
            worded_button(
                ui,
                Command::Slower,
                ("−", text::SLOWER_TIP.of(language)),
                speed > 0,
                commands,
            );
            ui.label(RichText::new(format!("{}", SPEEDS[speed])).strong());
            worded_button(
                ui,
                Command::Faster,
                ("+", text::FASTER_TIP.of(language)),
                speed + 1 < SPEEDS.len(),
                commands,
            );
            ui.label(RichText::new(text::WEEKS_PER_SECOND.of(language)).small().weak());
            ui.separator();
            let (state, ink) = match (finished, pending, running) {
                (true, ..) => (text::ENDED, palette::TEXT),
                (_, true, _) => (text::WAITING, palette::ACCENT),
                (.., true) => (text::RUNNING, palette::TEXT_SOFT),
                _ => (text::PAUSED, palette::TEXT_SOFT),
            };
            ui.label(RichText::new(state.of(language)).color(ink.panel()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for command in [
                    Command::Help,
                    Command::Language,
                    Command::EasternFront,
                    Command::Manchuria,
                    Command::Theatre,
                ] {
                    command_button(ui, command, language, true, commands);
                }
            });
        });
    });
}
