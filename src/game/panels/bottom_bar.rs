//! The bottom bar: the turn, its pace, the map's frames, language, help.

use bevy::ecs::message::MessageWriter;
use bevy_egui::egui::{Align, Button, Layout, Panel, RichText, Ui};

use super::{
    Desk,
    style::{keyed, panel_frame},
};
use crate::game::{
    commands::{Command, entry},
    palette, text,
    turn::SPEEDS,
};
use crate::report::Language;
use crate::report::number::Number;

/// In a narrower bar the buttons leave out their keys, which their tooltips name too.
const ROOMY: f32 = 1150.0;

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk, language: Language) {
    let pending = desk.view.decision.is_some();
    let finished = desk.view.finished.is_some();
    let running = desk.pace.running;
    let speed = desk.pace.speed;
    Panel::bottom("bottom").frame(panel_frame()).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            let roomy = ui.available_width() >= ROOMY;
            let mut buttons = Buttons { language, roomy, commands: &mut desk.commands };
            buttons.plain(ui, Command::NextWeek, !pending && !finished);
            let words =
                if running { (text::PAUSE, text::PAUSE_TIP) } else { (text::RUN, text::RUN_TIP) };
            let words = (words.0.of(language), words.1.of(language));
            buttons.worded(ui, Command::RunOrPause, words, !finished);
            ui.separator();
            buttons.worded(ui, Command::Slower, ("−", text::SLOWER_TIP.of(language)), speed > 0);
            let weeks = Number::exact(f64::from(SPEEDS[speed]));
            let unit = text::weeks_per_second(language, &weeks);
            ui.label(RichText::new(weeks.of(language)).strong()).on_hover_text(&unit);
            let faster = speed + 1 < SPEEDS.len();
            buttons.worded(ui, Command::Faster, ("+", text::FASTER_TIP.of(language)), faster);
            if roomy {
                ui.label(RichText::new(unit).small().weak());
            }
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
                    buttons.plain(ui, command, true);
                }
            });
        });
    });
}

/// What makes buttons for commands.
struct Buttons<'a, 'w> {
    language: Language,
    roomy: bool,
    commands: &'a mut MessageWriter<'w, Command>,
}

impl Buttons<'_, '_> {
    /// A button with the words of the table of commands.
    fn plain(&mut self, ui: &mut Ui, command: Command, enabled: bool) {
        let Some(entry) = entry(command) else { return };
        let words = (entry.label.of(self.language), entry.tip.of(self.language));
        self.worded(ui, command, words, enabled);
    }

    /// The same with other words: a label and a tooltip.
    fn worded(&mut self, ui: &mut Ui, command: Command, (label, tip): (&str, &str), enabled: bool) {
        let Some(entry) = entry(command) else { return };
        let key = entry.key.of(self.language);
        let button = Button::new(keyed(ui, label, if self.roomy { key } else { "" }));
        let response = ui.add_enabled(enabled, button);
        // A button that keeps the focus would take the space bar from the map.
        response.surrender_focus();
        if response.on_hover_text(text::tip(self.language, tip, key)).clicked() {
            self.commands.write(command);
        }
    }
}
