//! A history that is played: its recipe, the worldline that follows from it, and its log.

use crate::history::log::Log;
use crate::history::recipe::{Given, Recipe, Turn, answer_of, refused};
use crate::history::week;
use crate::scenario::library::Selection;
use crate::scenario::report::Reports;
use crate::scenario::{Scenario, Week};
use crate::sim::agenda::Seat;
use crate::sim::calendar::{IsoDay, monday, week_of};
use crate::sim::worldline::{Snapshot, Whole, Worldline};
use crate::sim::{self, Premise};

/// Weeks between two states that are kept.
const KEPT_EVERY: usize = 13;

/// A history.
///
/// ```
/// use hokushin_model::history::recipe::Turn;
/// use hokushin_model::history::save::Save;
/// use hokushin_model::history::{History, Recipe, Subject};
/// use hokushin_model::policy;
///
/// let recipe = Recipe::of(Subject::of("1945-august-storm"), 7);
/// let mut history = History::open(recipe)?;
/// history.play_week(&mut policy::answer)?;
/// let first = history.whole().calendar.week;
/// history.play(&mut policy::answer)?;
/// let last = history.whole().state_hash();
/// // A save brings it back where it was left.
/// let mut again = Save::of(&history).resume(&mut policy::answer)?;
/// assert_eq!(again.whole().state_hash(), last);
/// // From the first week on the same history with other luck.
/// let luck = Turn { seed: Some(8), ..Turn::default() };
/// let mut fork = history.fork(first, luck, Vec::new(), &mut policy::answer)?;
/// fork.play(&mut policy::answer)?;
/// assert_ne!(fork.whole().state_hash(), last);
/// # Ok::<(), Box<hokushin_model::scenario::report::Reports>>(())
/// ```
#[derive(Clone, Debug)]
pub struct History {
    recipe: Recipe,
    worldline: Worldline,
    log: Log,
    last: Week,
    /// The state on the eve, and after some weeks, in order: a cache, and never the truth.
    kept: Vec<Worldline>,
    /// Answers of the recipe to questions that were not asked, or to options that were closed.
    unasked: Vec<Given>,
    /// What of its files is to be warned of.
    warnings: Reports,
}

impl History {
    /// A history on its eve.
    ///
    /// # Errors
    /// What is wrong with the recipe or with the files that it names.
    pub fn open(recipe: Recipe) -> Result<Self, Box<Reports>> {
        let kept = |intervention| {
            let interventions = recipe.interventions.as_ref();
            interventions.is_none_or(|interventions| interventions.contains(&intervention))
        };
        let selection = Selection::interventions(&kept);
        let loaded = recipe.subject.open()?.compile(&sim::engine(), selection)?;
        let history = Self::of_premise(recipe, &Premise::new(loaded.scenario))?;
        Ok(Self { warnings: loaded.warnings, ..history })
    }

    /// The same, where the premise of its subject is known.
    ///
    /// # Errors
    /// What of the recipe the scenario does not have.
    pub fn of_premise(recipe: Recipe, premise: &Premise) -> Result<Self, Box<Reports>> {
        recipe.check(premise)?;
        let worldline = recipe.worldline(premise)?;
        let end = premise.last_week();
        let last = recipe.until.map_or(end, |day| week_of(day.0).min(end));
        Ok(Self {
            kept: vec![worldline.clone()],
            recipe,
            worldline,
            log: Log::default(),
            last,
            unasked: Vec::new(),
            warnings: Reports::default(),
        })
    }

    /// The recipe. Answers that a player has given are in it.
    #[must_use]
    pub const fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    /// What it has brought so far.
    #[must_use]
    pub const fn log(&self) -> &Log {
        &self.log
    }

    /// Answers of the recipe that nobody asked for.
    #[must_use]
    pub fn unasked(&self) -> &[Given] {
        &self.unasked
    }

    /// What of its files is to be warned of.
    #[must_use]
    pub const fn warnings(&self) -> &Reports {
        &self.warnings
    }

    /// The worldline as it stands.
    pub fn whole(&mut self) -> Whole<'_> {
        self.worldline.whole()
    }

    /// The worldline alone.
    #[must_use]
    pub fn into_worldline(self) -> Worldline {
        self.worldline
    }

    /// Its scenario, with all its changes.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.worldline.premise.scenario
    }

    /// Is its last week over?
    #[must_use]
    pub const fn finished(&self) -> bool {
        self.worldline.calendar.week >= self.last
    }

    /// The state as it stands.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.worldline.snapshot()
    }

    /// Stands in a state, if it is that of the last week of a log. What came before is played
    /// again when it is asked for.
    ///
    /// # Errors
    /// A turn that cannot be taken.
    pub(super) fn stand_in(&mut self, state: Snapshot, log: Log) -> Result<bool, Box<Reports>> {
        let Some(last) = log.weeks.last() else { return Ok(false) };
        let mut there = self.clone();
        for turn in self.recipe.turns.iter().filter(|turn| turn.from <= last.week) {
            // The state has its luck already.
            there.take(&Turn { seed: None, ..turn.clone() })?;
        }
        let mut worldline = there.worldline.in_state(state);
        let whole = worldline.whole();
        if whole.state_hash() != last.state_hash.0 || whole.calendar.day != last.week.0 {
            return Ok(false);
        }
        (self.worldline, self.log) = (worldline, log.awake());
        Ok(true)
    }

    /// Plays to the end.
    ///
    /// # Errors
    /// A turn that cannot be taken.
    pub fn play(&mut self, answer: &mut impl FnMut(&mut Whole<'_>)) -> Result<(), Box<Reports>> {
        while !self.finished() {
            self.play_week(answer)?;
        }
        Ok(())
    }

    /// Plays one week. The recipe's answers are put on the table first; then `answer` gives
    /// those that are open. What it says for a player's seat becomes a part of the recipe.
    ///
    /// # Errors
    /// A turn that cannot be taken.
    pub fn play_week(
        &mut self,
        answer: &mut impl FnMut(&mut Whole<'_>),
    ) -> Result<(), Box<Reports>> {
        let monday = IsoDay(monday(self.worldline.calendar.week + 1));
        let week = self.worldline.calendar.week + 1;
        let due = self.recipe.turns.iter().filter(|turn| week_of(turn.from.0) == week);
        for turn in due.cloned().collect::<Vec<_>>() {
            self.take(&turn)?;
        }
        let (recipe, unasked) = (&mut self.recipe, &mut self.unasked);
        let mut both = |whole: &mut Whole<'_>| {
            unasked.extend(put(recipe, whole));
            let open = |whole: &Whole<'_>| -> Vec<bool> {
                whole.agenda.questions().iter().map(|asked| asked.answer.is_none()).collect()
            };
            let waiting = open(whole);
            answer(whole);
            keep_the_players(recipe, monday, whole, &waiting);
        };
        let mut whole = self.worldline.whole();
        week::live(&mut whole, &mut both, &mut |_, _| {});
        self.log.note(&whole);
        if self.log.weeks.len().is_multiple_of(KEPT_EVERY) {
            self.kept.push(self.worldline.clone());
        }
        Ok(())
    }

    /// The worldline at the end of a week that has been played, or on the eve of the first.
    /// It is played again from the nearest state that is kept.
    ///
    /// # Errors
    /// A turn that cannot be taken; a week that has not been played.
    pub fn at(
        &self,
        week: Week,
        answer: &mut impl FnMut(&mut Whole<'_>),
    ) -> Result<Self, Box<Reports>> {
        let eve = self.kept[0].calendar.week;
        if week < eve || week > self.worldline.calendar.week {
            let message = format!("the week of {} has not been played", IsoDay(monday(week)));
            return Err(refused(message, "name a week of the history".to_owned()));
        }
        // A history that was resumed has no states from before.
        let kept = self.kept.partition_point(|state| state.calendar.week <= week) - 1;
        let weeks = (self.kept[kept].calendar.week - eve).cast_unsigned();
        let mut past = Self {
            recipe: self.recipe.clone(),
            worldline: self.kept[kept].clone(),
            log: self.log.clone(),
            last: self.last,
            kept: self.kept[..=kept].to_vec(),
            unasked: Vec::new(),
            warnings: self.warnings.clone(),
        };
        past.log.truncate(usize::from(weeks));
        while past.worldline.calendar.week < week {
            past.play_week(answer)?;
        }
        let later = IsoDay(monday(week + 1));
        let recorded = self.unasked.iter().filter(|given| given.week < later);
        past.unasked = recorded.cloned().collect();
        Ok(past)
    }

    /// The history as it was at the end of a week, and from there on another one: with other
    /// answers, and with what a turn changes. Its recipe says all of it.
    ///
    /// # Errors
    /// A week that has not been played; what a turn or an answer names and is not there; a
    /// counterfactual that changes what has already been.
    pub fn fork(
        &self,
        week: Week,
        turn: Turn,
        answers: Vec<Given>,
        answer: &mut impl FnMut(&mut Whole<'_>),
    ) -> Result<Self, Box<Reports>> {
        let mut fork = self.at(week, answer)?;
        let from = IsoDay(monday(week + 1));
        fork.recipe.answers.retain(|given| given.week < from);
        fork.recipe.turns.retain(|turn| turn.from < from);
        if let Some(given) = answers.iter().find(|given| given.week < from) {
            let message = format!("an answer of {} lies before the fork", given.week);
            return Err(refused(message, format!("answers can be given from {from} on")));
        }
        fork.recipe.answers.extend(answers);
        fork.recipe.check(&fork.worldline.premise)?;
        let turn = Turn { from, ..turn };
        if turn != (Turn { from, ..Turn::default() }) {
            // A copy takes it, so that what is wrong with it is said now.
            fork.clone().take(&turn)?;
            fork.recipe.turns.push(turn);
        }
        Ok(fork)
    }

    /// Takes a turn, at the end of the week before it.
    fn take(&mut self, turn: &Turn) -> Result<(), Box<Reports>> {
        if let Some(seed) = turn.seed {
            self.worldline = self.worldline.fork(seed);
        }
        if !turn.with.is_empty() {
            let mut subject = self.recipe.subject.clone();
            // Earlier turns have built in theirs.
            let earlier = self.recipe.turns.iter().filter(|other| other.from <= turn.from);
            for other in earlier.filter(|other| *other != turn).chain([turn]) {
                subject.with.extend(other.with.iter().cloned());
                subject.written.extend(other.written.iter().cloned());
            }
            let opened = subject.open()?;
            let own = self.recipe.interventions.as_ref();
            let before = self.recipe.subject.open()?.interventions().len();
            let kept = |intervention| {
                intervention >= before || own.is_none_or(|own| own.contains(&intervention))
            };
            let loaded = opened.compile(&sim::engine(), Selection::interventions(&kept))?;
            continues(self.scenario(), &loaded.scenario, turn.from)?;
            let premise = Premise::new(loaded.scenario);
            self.worldline.premise = premise.of(&self.worldline.luck);
        }
        if let Some(seating) = turn.seating {
            self.worldline.seats = seating.seats(self.scenario());
        }
        Ok(())
    }
}

/// Puts the recipe's answers of a week on the table, and gives those that nobody asked for.
fn put(recipe: &Recipe, whole: &mut Whole<'_>) -> Vec<Given> {
    let mut unasked = Vec::new();
    let week = whole.calendar.week;
    for given in recipe.answers.iter().filter(|given| week_of(given.week.0) == week) {
        let known = answer_of(&whole.premise.scenario, &given.decision, &given.option).ok();
        let question = known.and_then(|(decision, option)| {
            let questions = whole.agenda.questions_mut().iter_mut();
            let mut asked = questions.filter(|asked| asked.decision == decision);
            asked.find(|asked| asked.utilities[option].is_some()).map(|asked| (asked, option))
        });
        match question {
            Some((question, option)) => question.answer = Some(option),
            None => unasked.push(given.clone()),
        }
    }
    unasked
}

/// Keeps what was said for a player's seat.
fn keep_the_players(recipe: &mut Recipe, monday: IsoDay, whole: &Whole<'_>, waiting: &[bool]) {
    for (question, _) in whole.agenda.questions().iter().zip(waiting).filter(|(_, open)| **open) {
        let decision = &whole.premise.scenario.decisions[question.decision];
        if whole.seats.0[decision.actor] == Seat::Player
            && let Some(option) = question.answer
        {
            recipe.answers.push(Given {
                week: monday,
                decision: decision.id.clone(),
                option: decision.choices[option].id.clone(),
            });
        }
    }
}

/// Can a history go on in a scenario with more changes? What is there must stay in its place,
/// and nothing may be changed before the day.
fn continues(before: &Scenario, after: &Scenario, from: IsoDay) -> Result<(), Box<Reports>> {
    let events = before.events.iter().zip(&after.events).all(|(one, two)| one.id == two.id);
    let decisions = before.decisions.iter().map(|decision| &decision.id);
    let same = events
        && before.events.len() <= after.events.len()
        && decisions.eq(after.decisions.iter().map(|decision| &decision.id))
        && before.own.len() == after.own.len();
    if !same {
        let message = "these changes make another scenario, in which this history cannot go on";
        return Err(refused(message.to_owned(), "build them in from the start".to_owned()));
    }
    for intervention in after
        .interventions
        .iter()
        .filter(|intervention| !before.interventions.contains(intervention))
    {
        let (_, last) = after.days_of(intervention);
        if last < from.0 {
            let message = format!("a change of {} lies before {from}", IsoDay(last));
            let help = "a change that is made on the way changes only what is to come".to_owned();
            return Err(refused(message, help));
        }
    }
    Ok(())
}
