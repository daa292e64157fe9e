//! `hokushin play`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::output::place_of;
use super::{Answerers, Failure, warn};
use crate::files::Existing;
use crate::files::place::Place;
use crate::history::save::File;
use crate::history::{self, History, Recipe, Seating};
use crate::policy;
use crate::report::Language;
use crate::sim::agenda::Seat;

/// The scenario that is played when none is named.
const CAMPAIGN: &str = "1941-neutrality-pact";

/// Whose decisions the player answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Side {
    /// Tokyo's.
    #[default]
    Japan,
    /// Moscow's.
    Soviet,
    /// Both.
    Both,
    /// Nobody's: watch.
    Observer,
}

/// Play a history in a window.
#[derive(Debug, Default, Args)]
pub struct Play {
    /// A scenario: a name (see `hokushin list`) or a file [default: 1941-neutrality-pact].
    scenario: Option<String>,
    /// Whose decisions you answer.
    #[arg(long = "as", value_enum, default_value_t)]
    side: Side,
    /// The seed: the history's luck [default: 1941].
    #[arg(long)]
    seed: Option<u64>,
    /// A counterfactual to build in: a name or a file; can be given more than once.
    #[arg(long, value_name = "COUNTERFACTUAL")]
    with: Vec<String>,
    #[command(flatten)]
    answerers: Answerers,
    /// Weeks that history answers before the window opens.
    #[arg(long, value_name = "N")]
    weeks: Option<u32>,
    /// Keep the recipe of what you play in this file, anew after every week: `play --load` goes
    /// on with it, `hokushin replay` tells it.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Go on with what was kept in this file: a recipe, or what `run --save` wrote.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["scenario", "seed", "with", "weeks", "japan", "soviet", "others", "side"])]
    load: Option<PathBuf>,
    /// Draw the window once, save it here as PNG, and leave.
    #[arg(long, value_name = "FILE.png")]
    screenshot: Option<PathBuf>,
    /// Replace a picture, or a kept history, that is there already.
    #[arg(long)]
    force: bool,
}

impl Play {
    /// Is what was asked for sound? The place of the picture, if one is wanted.
    fn check(&self) -> Result<Option<Place>, Failure> {
        let played = |side| self.side == side || self.side == Side::Both;
        let taken = [
            ("japan", played(Side::Japan) && self.answerers.japan.is_some()),
            ("soviet", played(Side::Soviet) && self.answerers.soviet.is_some()),
        ];
        if let Some((side, _)) = taken.iter().find(|(_, taken)| *taken) {
            return Err(Failure::BadInput(format!(
                "--{side} names a policy for a side that you play; play another (`--as`), or leave --{side} out"
            )));
        }
        let Some(path) = &self.screenshot else { return Ok(None) };
        if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("png")) {
            return Err(Failure::BadInput(format!(
                "--screenshot {}: the picture is a PNG; name it so, such as `shot.png`",
                path.display()
            )));
        }
        place_of("--screenshot", path, Existing::by(self.force, false)).map(Some)
    }

    pub(super) fn run(self, language: Language) -> Result<(), Failure> {
        let picture = self.check()?;
        let existing = Existing::by(self.force, false);
        let save = self.save.as_ref();
        let save = save.map(|path| place_of("--save", path, existing)).transpose()?;
        let history = self.history()?;
        warn(history.warnings());
        self.open(history, save, picture, language)
    }

    /// The history that is played.
    fn history(&self) -> Result<History, Failure> {
        let Some(file) = &self.load else {
            let subject = history::Subject {
                scenario: self.scenario.clone().unwrap_or_else(|| CAMPAIGN.to_owned()),
                with: self.with.clone(),
                written: Vec::new(),
                seating: self.seating(),
            };
            return Ok(History::open(Recipe::of(subject, self.seed.unwrap_or(1941)))?);
        };
        Ok(match File::read(file)? {
            File::Save(save) => save.resume(&mut policy::answer)?,
            File::Recipe(recipe) => {
                let mut history = History::open(*recipe)?;
                history.play(&mut policy::answer)?;
                history
            }
        })
    }

    /// Who answers: the player for the sides that he plays.
    fn seating(&self) -> Seating {
        let mut seating = self.answerers.clone().seating();
        if matches!(self.side, Side::Japan | Side::Both) {
            seating.japan = Seat::Player;
        }
        if matches!(self.side, Side::Soviet | Side::Both) {
            seating.soviet = Seat::Player;
        }
        seating
    }

    #[cfg(feature = "game")]
    fn open(
        self,
        history: History,
        save: Option<Place>,
        picture: Option<Place>,
        language: Language,
    ) -> Result<(), Failure> {
        use std::io::Write;
        use std::sync::Arc;

        use super::complain;
        use crate::game::{self, AtPlay, Game, PlayError, PlayOptions};
        use crate::scenario::located::written;

        let seed = history.recipe().seed;
        let mut history = AtPlay::new(history);
        if let Some(mut save) = save {
            history.keep(Box::new(move |recipe| {
                if let Err(error) = save.renew(written(recipe).as_bytes()) {
                    complain(&format!("hokushin: {error}"));
                }
            }));
        }
        if let Some(weeks) = self.weeks {
            history.follow_history(weeks);
        }
        let (weeks, state_hash) = (history.weeks_played(), history.state_hash());
        if !history.finished() {
            history.open_week();
        }
        let drawn = self.screenshot.clone();
        let options = PlayOptions { screenshot: picture.map(Arc::new), language };
        game::play(Box::new(history), options).map_err(|why| match why {
            PlayError::Signal(number) => Failure::Signal(number),
            why => Failure::Failed(why.to_string()),
        })?;
        if let Some(path) = drawn {
            let mut out = std::io::stdout().lock();
            writeln!(out, "{}", path.display())?;
            writeln!(out, "seed {seed}, {weeks} weeks, state_hash {state_hash:016x}")?;
        }
        Ok(())
    }

    #[cfg(not(feature = "game"))]
    fn open(
        self,
        _: History,
        _: Option<Place>,
        _: Option<Place>,
        _: Language,
    ) -> Result<(), Failure> {
        Err(Failure::Failed(
            "this program was built without its window; `cargo run --release --features game` \
             builds it with one. \
             `hokushin run` plays one history, `hokushin batch` many, `hokushin compare` sets twins side by side"
                .to_owned(),
        ))
    }
}
