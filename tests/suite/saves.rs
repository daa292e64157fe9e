//! A history is a value: it follows from its recipe, can be saved, played again, looked back
//! into and forked.

use hokushin::history::recipe::{Given, Hold, Lent, Turn};
use hokushin::history::save::{Changed, File, Save};
use hokushin::history::{History, Recipe, Seating, Subject};
use hokushin::policy;
use hokushin::report::{Language, replay};
use hokushin::scenario::library::Written;
use hokushin::sim::agenda::Seat;
use hokushin::sim::calendar::{IsoDay, week_of};

use crate::desk::Desk;
use crate::program::hokushin;

const CAMPAIGN: &str = "1941-neutrality-pact";

fn day(date: &str) -> IsoDay {
    ron::from_str(&format!("\"{date}\"")).expect("a date")
}

fn played(recipe: Recipe) -> History {
    let mut history = History::open(recipe).unwrap_or_else(|reports| panic!("{reports}"));
    history.play(&mut policy::answer).unwrap_or_else(|reports| panic!("{reports}"));
    history
}

fn until(recipe: Recipe, date: &str) -> Recipe {
    Recipe { until: Some(day(date)), ..recipe }
}

fn campaign(seed: u64) -> Recipe {
    Recipe::of(Subject::of(CAMPAIGN), seed)
}

/// The save of a history that ends in the summer of 1941, and its desk.
fn desk(name: &str) -> (Desk, Save) {
    let desk = Desk::new(name);
    let save = Save::of(&played(until(campaign(7), "1941-08-31")));
    std::fs::write(desk.path("a.save"), save.ron()).expect("written");
    (desk, save)
}

fn replayed(desk: &Desk, name: &str) -> (Option<i32>, String) {
    let output = hokushin(&["replay", &desk.at(name)]);
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).expect("text"))
}

#[test]
fn a_history_follows_from_its_recipe_and_is_the_one_that_a_batch_lives() {
    let subject = Subject { with: vec!["stalingrad-falls".to_owned()], ..Subject::of(CAMPAIGN) };
    let mut history = played(Recipe::of(subject.clone(), 7));
    let recipe: Recipe =
        ron::from_str(&ron::to_string(history.recipe()).expect("RON")).expect("RON");
    let again = played(recipe);
    assert_eq!(history.log(), again.log());
    let loaded = hokushin::scenario::library::load(
        &hokushin::sim::engine(),
        CAMPAIGN,
        &["stalingrad-falls".to_owned()],
    );
    let premise = hokushin::sim::Premise::new(loaded.expect("sound").scenario);
    let row = hokushin::batch::run_directly(&premise, &Default::default(), 7);
    assert_eq!(history.whole().state_hash(), row.state_hash);
}

#[test]
fn a_saved_history_is_read_back_to_the_last_bit() {
    let (desk, save) = desk("save-read");
    let File::Save(read) = File::read(&desk.path("a.save")).expect("sound") else {
        panic!("it has a log")
    };
    assert_eq!(read.ron(), save.ron());
    let (found, _) = read.replay(&mut policy::answer).expect("it is played");
    assert_eq!((found.difference, found.changed, found.unasked), (None, vec![], vec![]));
    let (code, said) = replayed(&desk, "a.save");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("to the last bit"), "{said}");
}

#[test]
fn an_answer_that_is_written_over_is_named_with_its_week() {
    let (desk, save) = desk("save-edited");
    let week = save.log.weeks.iter().find(|week| week.answers.len() > 1).expect("a week");
    let (decision, option) = &week.answers[0];
    let text = save.ron();
    let answer = format!("(\"{decision}\", \"{option}\")");
    assert!(text.contains(&answer));
    let edited = text.replacen(&answer, &format!("(\"{decision}\", \"otherwise\")"), 1);
    std::fs::write(desk.path("edited.save"), edited).expect("written");
    let (code, said) = replayed(&desk, "edited.save");
    assert_eq!(code, Some(1), "{said}");
    for part in ["log was written over", "otherwise", option, decision] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn an_answer_that_is_given_makes_another_history_which_says_where_it_parts() {
    let (_, save) = desk("save-answered");
    // The pact is refused in the week in which it was offered.
    let (place, week) = save
        .log
        .weeks
        .iter()
        .enumerate()
        .find(|(_, week)| week.answers.contains(&("japan_terms".to_owned(), "accept".to_owned())))
        .expect("Japan accepts once");
    let given =
        Given { week: week.week, decision: "japan_terms".to_owned(), option: "insist".to_owned() };
    let mut edited = save.clone();
    edited.recipe.answers.push(given);
    let (found, _) = edited.replay(&mut policy::answer).expect("it is played");
    assert_eq!(found.changed, [Changed::Recipe]);
    let difference = found.difference.expect("it is another history");
    assert_eq!(difference.week, save.log.weeks[place].week);
    assert!(difference.subjects.contains(&"pact".to_owned()), "{difference:?}");
    assert!(difference.quantities.iter().any(|moved| moved.name == "pact.state"));
}

#[test]
fn a_save_of_another_scenario_says_which_file_is_another_one() {
    let desk = Desk::new("save-scenario");
    let scenario = desk.path(crate::desk::SCENARIO);
    let recipe = Recipe::of(Subject::of(scenario.to_str().expect("plain")), 3);
    let save = Save::of(&played(recipe));
    std::fs::write(desk.path("a.save"), save.ron()).expect("written");
    let text = std::fs::read_to_string(&scenario).expect("a scenario");
    std::fs::write(&scenario, format!("{text}\n// Another last line.\n")).expect("written");
    let (code, said) = replayed(&desk, "a.save");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("has changed since it was saved"), "{said}");
    // With its log written over too, the file is not blamed alone.
    let mut edited = save;
    edited.log.weeks[0].answers.push(("nothing".to_owned(), "otherwise".to_owned()));
    let edited = edited.ron();
    std::fs::write(desk.path("edited.save"), edited).expect("written");
    let (code, said) = replayed(&desk, "edited.save");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("has changed since it was saved"), "{said}");
    assert!(said.contains("More than one thing has changed"), "{said}");
}

#[test]
fn what_is_no_save_is_refused_with_its_place() {
    let (desk, save) = desk("save-broken");
    let text = save.ron();
    let write = |text: &str| std::fs::write(desk.path("b.save"), text).expect("written");
    write(&text.replacen("version: 1", "version: 9", 1));
    let (code, said) = replayed(&desk, "b.save");
    assert!(code == Some(2) && said.contains("H0802"), "{said}");
    write(&text[..text.len() / 2]);
    let (code, said) = replayed(&desk, "b.save");
    assert!(code == Some(2) && said.contains("b.save:"), "{said}");
    write(&text.replacen("seed: 7", "sed: 7", 1));
    let (code, said) = replayed(&desk, "b.save");
    assert!(code == Some(2) && said.contains("did you mean `seed`"), "{said}");
    write(
        "(subject: (scenario: \"1945-august-storm\"), answers: [(week: \"1945-08-06\", decision: \"no\", option: \"x\")])",
    );
    let (code, said) = replayed(&desk, "b.save");
    assert!(code == Some(2) && said.contains("H0801"), "{said}");
}

#[test]
fn the_past_of_a_history_is_what_it_was() {
    let history = played(until(campaign(11), "1942-06-30"));
    for place in [0, 5, 13, 14, 40] {
        let week = week_of(history.log().weeks[place].week.0);
        let mut past = history.at(week, &mut policy::answer).expect("it was played");
        assert_eq!(past.log().weeks, history.log().weeks[..=place]);
        assert_eq!(past.whole().state_hash(), history.log().weeks[place].state_hash.0);
    }
}

#[test]
fn a_fork_with_nothing_new_is_the_same_history_and_with_other_luck_another_one() {
    let recipe = until(campaign(11), "1942-06-30");
    let history = played(recipe);
    let week = week_of(day("1941-12-01").0);
    let fork = |turn: Turn, answers: Vec<Given>| {
        let mut fork = history.fork(week, turn, answers, &mut policy::answer).expect("a fork");
        fork.play(&mut policy::answer).expect("played");
        fork
    };
    assert_eq!(fork(Turn::default(), Vec::new()).log(), history.log());
    let lucky = fork(Turn { seed: Some(99), ..Turn::default() }, Vec::new());
    let before = |history: &History| {
        history.log().weeks.iter().filter(|week| week.week <= day("1941-12-01")).count()
    };
    let shared = before(&history);
    assert_eq!(lucky.log().weeks[..shared], history.log().weeks[..shared]);
    assert_ne!(lucky.log().weeks[shared..], history.log().weeks[shared..]);
    // Its recipe says all of it.
    let again = played(lucky.recipe().clone());
    assert_eq!(again.log(), lucky.log());
    let change =
        fork(Turn { with: vec!["stalingrad-falls".to_owned()], ..Turn::default() }, Vec::new());
    assert_eq!(played(change.recipe().clone()).log(), change.log());
    let seated = Seating { japan: Seat::History, soviet: Seat::History, others: None };
    let recorded = fork(Turn { seating: Some(seated), ..Turn::default() }, Vec::new());
    assert_eq!(played(recorded.recipe().clone()).log(), recorded.log());
}

#[test]
fn a_fork_cannot_change_what_has_been() {
    let history = played(until(campaign(11), "1942-06-30"));
    let week = week_of(day("1942-01-05").0);
    let turn = Turn { with: vec!["strike-north-1941".to_owned()], ..Turn::default() };
    let refused = history.fork(week, turn, Vec::new(), &mut policy::answer);
    let said = refused.expect_err("it lies in the past").to_string();
    assert!(said.contains("lies before 1942-01-12"), "{said}");
    let late = week_of(day("1943-01-04").0);
    let refused = history.fork(late, Turn::default(), Vec::new(), &mut policy::answer);
    assert!(refused.expect_err("it has not come").to_string().contains("has not been played"));
}

#[test]
fn a_recipe_lends_holds_and_answers_by_name() {
    let winter =
        |seed: u64| Lent { seed, nodes: vec!["weather.winter".to_owned()], ..Lent::default() };
    let plain = played(until(campaign(5), "1942-03-01"));
    let lent = played(until(Recipe { lent: vec![winter(6)], ..campaign(5) }, "1942-03-01"));
    assert_ne!(plain.log(), lent.log());
    let own = played(until(Recipe { lent: vec![winter(5)], ..campaign(5) }, "1942-03-01"));
    assert_eq!(plain.log(), own.log());
    let never = Hold {
        events: vec![("pact_signed".to_owned(), None)],
        answers: vec![("japan_terms".to_owned(), Vec::new())],
    };
    let mut unsigned = played(until(Recipe { held: never, ..campaign(5) }, "1942-03-01"));
    let scenario = unsigned.scenario().clone();
    let place = scenario.events.id_where(|event| event.id == "pact_signed");
    assert!(!unsigned.whole().past.happened(place.expect("it is there")));
    for recipe in [
        Recipe {
            lent: vec![Lent { nodes: vec!["weather.wintr".to_owned()], ..Lent::default() }],
            ..campaign(5)
        },
        Recipe {
            held: Hold { events: vec![("pact_sined".to_owned(), None)], ..Hold::default() },
            ..campaign(5)
        },
    ] {
        let said = History::open(recipe).expect_err("no such name").to_string();
        assert!(said.contains("did you mean"), "{said}");
    }
}

#[test]
fn a_counterfactual_can_be_written_into_the_recipe() {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/scenarios/counterfactuals/no-embargo.ron"
    ));
    let inline = Written { id: "mine".to_owned(), text: text.expect("a counterfactual") };
    let subject = |with: &str, written: Vec<Written>| Subject {
        with: vec![with.to_owned()],
        written,
        ..Subject::of(CAMPAIGN)
    };
    let inline = played(until(Recipe::of(subject("mine", vec![inline]), 4), "1942-01-01"));
    let named = played(until(Recipe::of(subject("no-embargo", vec![]), 4), "1942-01-01"));
    assert_eq!(inline.log().weeks, named.log().weeks);
    let save = Save::of(&inline);
    assert!(save.replay(&mut policy::answer).expect("played").0.difference.is_none());
}

#[test]
fn what_is_to_be_warned_of_is_said_when_a_recipe_is_played() {
    let desk = Desk::new("save-warned");
    // A change whose author does not say what will follow.
    let change = std::fs::read_to_string(desk.path(crate::desk::CHANGE)).expect("a change");
    let start = change.find("consequent:").expect("a consequent");
    let end = start + change[start..].find('\n').expect("a line") + 1;
    let silent = [&change[..start], &change[end..]].concat();
    std::fs::write(desk.path("silent.ron"), silent).expect("written");
    let subject = Subject {
        with: vec![desk.at("silent.ron")],
        ..Subject::of(&desk.at(crate::desk::SCENARIO))
    };
    let recipe = hokushin::scenario::located::written(&Recipe::of(subject, 3));
    std::fs::write(desk.path("a.recipe"), recipe).expect("written");
    let (code, said) = replayed(&desk, "a.recipe");
    assert!(code == Some(0) && said.contains("warning[H0602]"), "{said}");
}

#[test]
fn a_kept_state_is_a_cache_and_never_the_truth() {
    let (_, save) = desk("save-state");
    let quick = save.resume(&mut policy::answer).expect("it stands there");
    assert_eq!(quick.log(), &save.log);
    let mut other = save.clone();
    other.state = Save::of(&played(until(campaign(8), "1941-08-31"))).state;
    let slow = other.resume(&mut policy::answer).expect("it is played again");
    assert_eq!(slow.log(), &save.log);
    // From either it goes on alike.
    let goes_on = |history: &History| {
        let recipe = until(history.recipe().clone(), "1942-01-31");
        let mut save = Save::of(history);
        save.recipe.until = recipe.until;
        let mut on = History::open(recipe).expect("sound");
        on.play(&mut policy::answer).expect("played");
        on.log().clone()
    };
    assert_eq!(goes_on(&quick), goes_on(&slow));
}

#[test]
fn a_history_that_was_resumed_goes_on_and_can_be_looked_back_into() {
    let play = |history: &mut History, weeks: usize| {
        for _ in 0..weeks {
            history.play_week(&mut policy::answer).expect("a week");
        }
    };
    let mut whole = History::open(campaign(7)).expect("sound");
    play(&mut whole, 21);
    let mut resumed = Save::of(&whole).resume(&mut policy::answer).expect("it stands there");
    play(&mut resumed, 30);
    play(&mut whole, 30);
    assert_eq!(resumed.log(), whole.log());
    for place in [0, 13, 20, 26, 38, 50] {
        let week = week_of(whole.log().weeks[place].week.0);
        let past = resumed.at(week, &mut policy::answer).expect("it was played");
        assert_eq!(past.log().weeks, whole.log().weeks[..=place]);
    }
}

#[test]
fn an_answer_counts_on_any_day_of_its_week_and_on_no_day_outside_of_the_scenario() {
    let given = |week: &str| Given {
        week: day(week),
        decision: "japan_terms".to_owned(),
        option: "insist".to_owned(),
    };
    let with = |answers: Vec<Given>, turns: Vec<Turn>| Recipe {
        answers,
        turns,
        ..until(campaign(7), "1941-06-30")
    };
    let monday = played(with(vec![given("1941-04-21")], Vec::new()));
    let friday = played(with(vec![given("1941-04-25")], Vec::new()));
    assert_eq!(monday.log(), friday.log());
    assert_ne!(monday.log(), played(with(Vec::new(), Vec::new())).log());
    let luck = |from: &str| Turn { from: day(from), seed: Some(9), ..Turn::default() };
    let turned = |from: &str| played(with(Vec::new(), vec![luck(from)]));
    assert_eq!(turned("1941-05-05").log(), turned("1941-05-09").log());
    for recipe in
        [with(vec![given("1951-04-25")], Vec::new()), with(Vec::new(), vec![luck("1940-01-01")])]
    {
        let said = History::open(recipe).expect_err("nobody lives then").to_string();
        assert!(said.contains("is never reached") && said.contains("1946-04-28"), "{said}");
    }
}

#[test]
fn what_a_player_says_becomes_a_part_of_the_recipe() {
    let seating = Seating { japan: Seat::Player, ..Seating::default() };
    let subject = Subject { seating, ..Subject::of(CAMPAIGN) };
    let recipe = until(Recipe::of(subject, 7), "1941-08-31");
    let mut history = History::open(recipe).expect("sound");
    // A player who always takes the last option that is open.
    let mut stubborn = |whole: &mut hokushin::sim::Whole<'_>| {
        let scenario = whole.premise.scenario.clone();
        for place in 0..whole.agenda.questions().len() {
            let question = whole.agenda.questions()[place];
            let japan = scenario.powers[scenario.decisions[question.decision].actor].id == "japan";
            if japan && question.answer.is_none() {
                let open = question.utilities.enumerated().filter(|(_, worth)| worth.is_some());
                let last = open.map(|(option, _)| option).next_back();
                whole.agenda.questions_mut()[place].answer = last;
            }
        }
        policy::answer(whole);
    };
    history.play(&mut stubborn).expect("played");
    assert!(!history.recipe().answers.is_empty());
    // Nobody sits there now, and the answers are the same.
    assert_eq!(played(history.recipe().clone()).log(), history.log());
}

#[test]
fn a_save_of_the_first_version_loads_for_ever() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/saves/version-1.save");
    let File::Save(save) = File::read(path.as_ref()).unwrap_or_else(|reports| panic!("{reports}"))
    else {
        panic!("it is a save")
    };
    assert_eq!(save.version, 1);
    let (found, history) =
        save.replay(&mut policy::answer).unwrap_or_else(|reports| panic!("{reports}"));
    assert_eq!(found.weeks as usize, save.log.weeks.len());
    // Where rules or files are others by now, that is the reason that is given.
    let said = replay::tell(&found, history.scenario(), Language::English);
    let reasons = ["to the last bit", "rules of the program", "the files say something else"];
    assert!(reasons.iter().any(|reason| said.contains(reason)), "{said}");
}
