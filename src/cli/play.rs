//! `hokushin play`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::output::place_of;
use super::{Answerers, Failure, Subject};
use crate::files::Existing;
use crate::files::place::Place;
use crate::report::Language;

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
    /// Draw the window once, save it here as PNG, and leave.
    #[arg(long, value_name = "FILE.png")]
    screenshot: Option<PathBuf>,
    /// Replace a picture that is there already.
    #[arg(long, requires = "screenshot")]
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
        let subject = Subject {
            scenario: self.scenario.clone().unwrap_or_else(|| CAMPAIGN.to_owned()),
            with: self.with.clone(),
            answerers: self.answerers.clone(),
        };
        let loaded = subject.load(&subject.with)?;
        self.open(&subject, loaded.scenario, picture, language)
    }

    #[cfg(feature = "game")]
    fn open(
        self,
        subject: &Subject,
        scenario: crate::scenario::Scenario,
        picture: Option<Place>,
        language: Language,
    ) -> Result<(), Failure> {
        use std::io::Write;
        use std::sync::Arc;

        use crate::game::{self, AtPlay, Game, PlayError, PlayOptions};
        use crate::sim::{Premise, record::Seat};

        let premise = Premise::new(scenario);
        let mut seats = subject.seats(&premise);
        for (seat, power) in seats.0.iter_mut().zip(&premise.scenario.powers) {
            let sides: &[Side] = match power.id.as_str() {
                "japan" => &[Side::Japan, Side::Both],
                "soviet" => &[Side::Soviet, Side::Both],
                _ => &[],
            };
            if sides.contains(&self.side) {
                *seat = Seat::Player;
            }
        }
        let seed = self.seed.unwrap_or(1941);
        let mut history = AtPlay::new(&premise, seed, seats);
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
        _: &Subject,
        _: crate::scenario::Scenario,
        _: Option<Place>,
        _: Language,
    ) -> Result<(), Failure> {
        Err(Failure::Failed(
            "this program was built without its window (the feature `game`). \
             `hokushin run` plays one history, `hokushin batch` many, `hokushin compare` sets twins side by side"
                .to_owned(),
        ))
    }
}
