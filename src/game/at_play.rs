//! A history at play: one worldline in a `World` of its own, under the same schedules
//! as a batch, with a player in some of the seats.
//!
//! The player's answers are put on the table of the week's questions, where a policy
//! would put its own; from there on nothing tells them apart. So the same answers give
//! the same `state_hash` here and in a headless run.

use bevy::ecs::prelude::*;

use super::contract::Game;
use super::text;
use super::view_model::{
    Counter, DecisionOption, Happening, Outcome, PendingDecision, Quantity, ViewModel,
};
use crate::history::recipe::{Given, Turn};
use crate::history::{History, Recipe, Seating};
use crate::policy;
use crate::report::number::{Number, times, whole_percent};
use crate::report::sentences::Sentence;
use crate::report::{Language, story};
use crate::scenario::expression::Reader;
use crate::scenario::{Army, Id, OptionId, Pool, Week};
use crate::sim::agenda::{Seat, Seats};
use crate::sim::calendar::{IsoDay, monday};
use crate::sim::eastern_front::{AxisId, CITY};
use crate::sim::war::InTheWest;
use crate::sim::{self, OpenWeek, PlayWeek, Premise, Whole, WholeQuery};

/// A worldline at play.
pub struct AtPlay {
    world: World,
    query: QueryState<WholeQuery>,
    worldline: Entity,
    premise: Premise,
    seats: Seats,
    weeks_played: u32,
    state_hash: u64,
    /// Which history it is, up to the last week played.
    recipe: Recipe,
    /// Is told of the recipe after every week.
    keep: Option<Keep>,
}

/// Somebody who keeps a history while it is played.
pub type Keep = Box<dyn FnMut(&Recipe) + Send + Sync>;

impl AtPlay {
    /// A history where it stands: on its eve, or as a save has left it. Seats with a
    /// [`Seat::Player`] are the player's.
    #[must_use]
    pub fn new(history: History) -> Self {
        let recipe = Recipe { until: None, ..history.recipe().clone() };
        let weeks_played = u32::try_from(history.log().weeks.len()).unwrap_or(u32::MAX);
        let worldline = history.into_worldline();
        let (premise, seats) = (worldline.premise.clone(), worldline.seats.clone());
        let mut world = World::new();
        sim::add_week(&mut world);
        policy::add_policies(&mut world);
        let worldline = world.spawn(worldline).id();
        let query = world.query::<WholeQuery>();
        let (state_hash, keep) = (0, None);
        let mut game = Self {
            world,
            query,
            worldline,
            premise,
            seats,
            weeks_played,
            state_hash,
            recipe,
            keep,
        };
        game.state_hash = game.read(|whole| whole.state_hash());
        game
    }

    /// Which history it is, as far as it was played.
    #[must_use]
    pub fn recipe(&self) -> Recipe {
        let first = self.premise.first_week();
        let last = first + Week::try_from(self.weeks_played).unwrap_or(0) - 1;
        Recipe { until: Some(IsoDay(monday(last))), ..self.recipe.clone() }
    }

    /// From now on `keep` is told of the recipe after every week.
    pub fn keep(&mut self, keep: Keep) {
        self.keep = Some(keep);
    }

    /// Plays weeks in which everybody answers as the record does, and stops at the end
    /// of the last of them, or of the scenario.
    pub fn follow_history(&mut self, weeks: u32) {
        let recorded =
            Seating { japan: Seat::History, soviet: Seat::History, others: Some(Seat::History) };
        let own = std::mem::replace(&mut self.recipe.subject.seating, recorded);
        self.seat(recorded.seats(&self.premise.scenario));
        for _ in 0..weeks {
            if self.finished() {
                break;
            }
            self.open_week();
            self.play_week();
        }
        self.seat(self.seats.clone());
        let next = self.premise.first_week() + Week::try_from(self.weeks_played).unwrap_or(0);
        let turn = Turn { from: IsoDay(monday(next)), seating: Some(own), ..Turn::default() };
        self.recipe.turns.push(turn);
    }

    /// Weeks played to their end.
    #[must_use]
    pub const fn weeks_played(&self) -> u32 {
        self.weeks_played
    }

    /// The fingerprint at the end of the last week played.
    #[must_use]
    pub const fn state_hash(&self) -> u64 {
        self.state_hash
    }

    fn seat(&mut self, seats: Seats) {
        self.world.entity_mut(self.worldline).insert(seats);
    }

    #[expect(clippy::expect_used, reason = "the worldline is spawned with all its facets")]
    fn read<T>(&mut self, look: impl FnOnce(&mut Whole<'_>) -> T) -> T {
        let mut item =
            self.query.get_mut(&mut self.world, self.worldline).expect("the worldline is there");
        look(&mut item.whole())
    }
}

/// The place on the table of the first question that waits for the player.
fn waiting(whole: &Whole<'_>) -> Option<usize> {
    whole.agenda.questions().iter().position(|question| {
        let actor = whole.premise.scenario.decisions[question.decision].actor;
        question.answer.is_none() && whole.seats.0[actor] == Seat::Player
    })
}

impl Game for AtPlay {
    fn view(&mut self, language: Language) -> ViewModel {
        let finished = self.finished();
        let state_hash = self.state_hash;
        self.read(|whole| ViewModel { state_hash, ..see(whole, finished, language) })
    }

    fn open_week(&mut self) {
        self.world.run_schedule(OpenWeek);
    }

    fn pending(&mut self) -> bool {
        self.read(|whole| waiting(whole).is_some())
    }

    fn answer(&mut self, option: usize) {
        let given = self.read(|whole| {
            let place = waiting(whole)?;
            let question = &mut whole.agenda.questions_mut()[place];
            let option = OptionId::at(option);
            question.answer = Some(option);
            let decision = &whole.premise.scenario.decisions[question.decision];
            Some(Given {
                week: IsoDay(whole.calendar.day),
                decision: decision.id.clone(),
                option: decision.choices.get(option)?.id.clone(),
            })
        });
        self.recipe.answers.extend(given);
    }

    fn play_week(&mut self) {
        self.world.run_schedule(PlayWeek);
        self.weeks_played += 1;
        self.state_hash = self.read(|whole| whole.state_hash());
        let recipe = self.recipe();
        if let Some(keep) = &mut self.keep {
            keep(&recipe);
        }
    }

    fn finished(&self) -> bool {
        self.weeks_played >= self.premise.weeks()
    }
}

fn see(whole: &Whole<'_>, finished: bool, language: Language) -> ViewModel {
    let scenario = &whole.premise.scenario;
    let controllers = scenario.regions.enumerated().filter_map(|(id, region)| {
        let power = scenario.powers.get(whole.theatre.control[id])?;
        Some((region.id.clone(), power.id.clone()))
    });
    let powers =
        scenario.powers.iter().map(|power| (power.id.clone(), language.of(&power.name).to_owned()));
    let works = scenario.regions.iter().filter(|region| region.fortification > 1.0).map(|region| {
        let line = text::works(language, times(region.fortification));
        (region.id.clone(), vec![line])
    });
    ViewModel {
        title: language.of(&scenario.title).to_owned(),
        date: language.date(whole.calendar.day),
        seed: whole.luck.seed,
        state_hash: 0,
        pact: story::pact(whole, language),
        quantities: quantities(whole, language),
        chronicle: story::tell(whole, language)
            .into_iter()
            .map(|told| Happening { date: told.date, text: told.text, because: told.because })
            .collect(),
        controllers: controllers.collect(),
        powers: powers.collect(),
        contents: works.collect(),
        counters: counters(whole, language),
        front: (whole.war.germany_soviet != InTheWest::Peace)
            .then(|| whole.front.axes.map(|axis| axis.position).into_list()),
        front_caption: front_caption(whole, language),
        decision: if finished { None } else { decision(whole, language) },
        finished: finished.then(|| {
            let (title, text) = story::outcome(whole, language);
            Outcome { title, text }
        }),
    }
}

/// The main quantities: a short name, a short unit, and what the vocabulary says.
fn quantities(whole: &Whole<'_>, language: Language) -> Vec<Quantity> {
    const SHOWN: [(Sentence, &str, Sentence, usize); 5] = [
        (text::OIL, "japan.oil.stock", text::MILLION_BARRELS, 1),
        (text::SHIPS, "japan.shipping.afloat", text::MILLION_TONS, 2),
        (text::KWANTUNG, "japan.kwantung_army.divisions", text::DIVISIONS_SHORT, 0),
        (text::FAR_EAST, "soviet.far_east.divisions", text::DIVISIONS_SHORT, 0),
        (text::TENSION, "pact.tension", text::PERCENT, 0),
    ];
    let mut quantities: Vec<Quantity> = SHOWN
        .iter()
        .filter_map(|&(label, name, unit, digits)| {
            let known = whole.premise.scenario.vocabulary.named(name)?;
            Some(Quantity {
                label: label.of(language).to_owned(),
                value: {
                    let percent = if unit == text::PERCENT { 100.0 } else { 1.0 };
                    Number::fixed(whole.read(known.var) * percent, digits).of(language)
                },
                unit: unit.of(language).to_owned(),
                tip: text::quantity_tip(language, language.pick(&known.en, &known.es), name),
            })
        })
        .collect();
    let left = CITY[AxisId::Center] - whole.front.axes[AxisId::Center].position;
    quantities.insert(
        4,
        Quantity {
            label: text::TO_MOSCOW.of(language).to_owned(),
            value: if whole.war.in_the_west() {
                Number::fixed(left, 0).of(language)
            } else {
                Number::missing().of(language)
            },
            unit: text::KM.of(language).to_owned(),
            tip: text::TO_MOSCOW_TIP.of(language).to_owned(),
        },
    );
    quantities
}

fn front_caption(whole: &Whole<'_>, language: Language) -> String {
    let weeks = whole.war.germany_soviet_weeks;
    match whole.war.germany_soviet {
        InTheWest::Peace => text::FRONT_PEACE.of(language).to_owned(),
        InTheWest::GermanyBeaten => text::FRONT_GERMANY_BEATEN.of(language).to_owned(),
        InTheWest::SovietBeaten => text::FRONT_SOVIET_BEATEN.of(language).to_owned(),
        InTheWest::Fighting if weeks == 0 => text::FRONT_BEGINS.of(language).to_owned(),
        InTheWest::Fighting => text::front_week(language, weeks),
    }
}

fn counters(whole: &Whole<'_>, language: Language) -> Vec<Counter> {
    let scenario = &whole.premise.scenario;
    let standing = whole.armies.0.iter().zip(&scenario.armies).filter_map(|(state, army)| {
        let divisions = on_the_eve(whole, army).unwrap_or(state.divisions);
        let there = !state.gone && divisions >= 0.05 && army.from <= whole.calendar.day;
        there.then(|| Counter {
            region: scenario.regions[state.region].id.clone(),
            power: scenario.powers[army.power].id.clone(),
            divisions,
            name: language.of(&army.name).to_owned(),
        })
    });
    standing.collect()
}

/// The divisions that the first week will give an army; `None` once it has. Without them
/// the player's first look would find the borders empty.
fn on_the_eve(whole: &Whole<'_>, army: &Army) -> Option<f64> {
    let scenario = &whole.premise.scenario;
    let mut states = whole.armies.0.iter().take(scenario.armies.len());
    if states.any(|state| state.divisions > 0.0 || state.gone) {
        return None;
    }
    let japanese = |army: &Army| scenario.powers[army.power].id == "japan";
    let divisions = match (japanese(army), army.pool) {
        (true, Pool::Theatre) => whole.japan.manchuria,
        (true, Pool::Korea) => whole.japan.korea,
        (true, Pool::Home) => return Some(whole.japan.home * army.share),
        (false, _) => whole.soviet.far_east_divisions,
    };
    let present = |other: &&Army| {
        japanese(other) == japanese(army)
            && (other.pool == army.pool || !japanese(army))
            && other.from <= whole.calendar.day
    };
    let shares: f64 = scenario.armies.iter().filter(present).map(|other| other.share).sum();
    (shares > 0.0).then(|| divisions * army.share / shares)
}

fn decision(whole: &Whole<'_>, language: Language) -> Option<PendingDecision> {
    let scenario = &whole.premise.scenario;
    let question = &whole.agenda.questions()[waiting(whole)?];
    let decision = &scenario.decisions[question.decision];
    let inclination = policy::probabilities(decision, question);
    let options = decision.choices.enumerated().map(|(option, choice)| {
        let available = question.utilities[option].is_some();
        let mut notes = Vec::new();
        if available {
            notes.push(text::inclination(language, whole_percent(inclination[option])));
        }
        if !choice.considered_by.is_empty() {
            notes.push(text::considered_by(language, &choice.considered_by));
        }
        DecisionOption {
            label: language.of(&choice.label).to_owned(),
            meaning: language.of(&choice.meaning).to_owned(),
            note: notes.join("  ·  "),
            available,
        }
    });
    Some(PendingDecision {
        title: language.of(&decision.title).to_owned(),
        question: language.of(&decision.question).to_owned(),
        actor: scenario.powers[decision.actor].id.clone(),
        options: options.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch;
    use crate::history::Subject;
    use crate::scenario::library;

    fn premise() -> Premise {
        let loaded = library::load(&sim::engine(), "1941-neutrality-pact", &[]);
        Premise::new(loaded.expect("the campaign loads").scenario)
    }

    fn history(japan: Seat, seed: u64) -> History {
        let seating = Seating { japan, ..Seating::default() };
        let subject = Subject { seating, ..Subject::of("1941-neutrality-pact") };
        History::open(Recipe::of(subject, seed)).expect("the campaign loads")
    }

    #[test]
    fn a_watched_history_ends_as_a_headless_one() {
        let premise = premise();
        let mut game = AtPlay::new(history(Seat::Doctrine, 7));
        while !game.finished() {
            game.open_week();
            assert!(!game.pending(), "an observer is asked nothing");
            game.play_week();
        }
        assert_eq!(
            game.state_hash(),
            batch::run_directly(&premise, &Seats::default(), 7).state_hash
        );
    }

    #[test]
    fn a_player_who_answers_as_the_record_does_plays_the_history_policy() {
        let premise = premise();
        let mut game = AtPlay::new(history(Seat::Player, 7));
        let mut asked = 0;
        while !game.finished() {
            game.open_week();
            while game.pending() {
                asked += 1;
                let answer = game.read(|whole| {
                    let place = waiting(whole).expect("a question waits");
                    policy::as_recorded(whole, place).expect("there is an answer")
                });
                game.answer(answer.place());
            }
            game.play_week();
        }
        assert!(asked > 10, "Japan is asked {asked} times");
        let headless = batch::run_directly(
            &premise,
            &Seating { japan: Seat::History, ..Seating::default() }.seats(&premise.scenario),
            7,
        );
        assert_eq!(game.state_hash(), headless.state_hash);
    }

    #[test]
    fn looking_changes_nothing() {
        let [mut looked, mut left] = [(); 2].map(|()| AtPlay::new(history(Seat::Doctrine, 3)));
        for _ in 0..60 {
            for game in [&mut looked, &mut left] {
                game.open_week();
                game.play_week();
            }
            let _ = looked.view(Language::Spanish);
        }
        assert_eq!(looked.state_hash(), left.state_hash());
    }

    #[test]
    fn the_player_sees_the_question_the_armies_and_the_land() {
        let mut game = AtPlay::new(history(Seat::Player, 7));
        game.follow_history(12);
        game.open_week();
        let view = game.view(Language::English);
        assert_eq!(view.date, "30 June 1941");
        let question = view.decision.expect("the Imperial Conference of 2 July");
        assert_eq!(question.actor, "japan");
        assert!(question.options.len() > 1);
        assert_eq!(view.controllers.len(), 66);
        assert!(view.counters.iter().any(|counter| counter.power == "soviet"));
        assert_eq!(view.powers["soviet"], "Soviet Union");
        assert!(view.front.is_some_and(|front| front[1] > 704.0), "{:?}", view.front);
    }

    #[test]
    fn on_the_eve_there_are_armies_in_the_east_and_no_front_in_the_west() {
        let mut game = AtPlay::new(history(Seat::Doctrine, 7));
        game.open_week();
        let view = game.view(Language::English);
        assert_eq!(view.front, None);
        let divisions = |power: &str| -> f64 {
            let own = view.counters.iter().filter(|counter| counter.power == power);
            own.map(|counter| counter.divisions).sum()
        };
        assert!(divisions("japan") > 8.0 && divisions("soviet") > 20.0, "{:?}", view.counters);
        assert!(!view.front_caption.is_empty());
    }

    #[test]
    fn what_is_played_can_be_asked_for_its_recipe_and_gone_on_with() {
        let mut game = AtPlay::new(history(Seat::Player, 7));
        game.follow_history(12);
        let kept = std::sync::Arc::new(std::sync::Mutex::new(None));
        let there = std::sync::Arc::clone(&kept);
        game.keep(Box::new(move |recipe| {
            *there.lock().expect("nobody panicked") = Some(recipe.clone());
        }));
        let play = |game: &mut AtPlay, weeks: u32| {
            for _ in 0..weeks {
                game.open_week();
                while game.pending() {
                    let first_open = game.read(|whole| {
                        let place = waiting(whole).expect("a question waits");
                        let asked = &whole.agenda.questions()[place];
                        asked.utilities.iter().position(Option::is_some)
                    });
                    game.answer(first_open.expect("an option is open"));
                }
                game.play_week();
            }
        };
        play(&mut game, 20);
        let recipe = kept.lock().expect("nobody panicked").clone().expect("it was kept");
        assert!(!recipe.answers.is_empty() && recipe.until.is_some());
        let mut again = History::open(recipe).expect("sound");
        again.play(&mut policy::answer).expect("played");
        assert_eq!(again.whole().state_hash(), game.state_hash());
        assert!(again.unasked().is_empty());
        let mut resumed = AtPlay::new(again);
        assert_eq!((resumed.weeks_played(), resumed.state_hash()), (32, game.state_hash()));
        play(&mut resumed, 10);
        play(&mut game, 10);
        assert_eq!(resumed.state_hash(), game.state_hash());
    }
}
