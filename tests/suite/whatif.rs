//! What if: a worldline is held, forked and lent luck, and nothing else moves.

use hokushin::policy::world::{self, Life, World};
use hokushin::scenario::library::{self, Selection};
use hokushin::sim::agenda::Seats;
use hokushin::sim::hold::Holds;
use hokushin::sim::luck::{Loan, Luck, Nodes};
use hokushin::sim::{self, Premise, Worldline};
use hokushin::whatif::claim::{Claim, Witness};

const CAMPAIGN: &str = "1941-neutrality-pact";

fn campaign() -> World {
    let loaded = library::load(&sim::engine(), CAMPAIGN, &[]).expect("the campaign loads");
    World { premise: Premise::new(loaded.scenario), seats: Seats::default() }
}

fn hash(worldline: &mut Worldline) -> u64 {
    worldline.whole().state_hash()
}

#[test]
fn a_worldline_that_is_held_at_its_own_past_is_itself_to_the_last_bit() {
    let world = campaign();
    for seed in [1, 7] {
        let (mut plain, course) = world.course(Life::of(seed));
        let plain = hash(&mut plain);
        for event in course.events.ids() {
            let held = world.live(Life::of(seed).holding(course.event(event)), |_| {});
            let id = &world.scenario().events[event].id;
            assert_eq!(hash(&mut held.clone()), plain, "seed {seed}, event {id}");
        }
        for decision in course.answers.ids() {
            let held = world.live(Life::of(seed).holding(course.decision(decision)), |_| {});
            let id = &world.scenario().decisions[decision].id;
            assert_eq!(hash(&mut held.clone()), plain, "seed {seed}, decision {id}");
        }
    }
}

#[test]
fn a_pearl_harbor_that_is_held_back_never_comes() {
    let world = campaign();
    let place = world.scenario().events.id_where(|event| event.id == "pearl_harbor");
    let place = place.expect("an event of the campaign");
    let seed = (1..50)
        .find(|&seed| world.course(Life::of(seed)).1.events[place].is_some())
        .expect("war in the Pacific in one of fifty histories");
    let holds = Holds { events: vec![(place, None)], answers: Vec::new() };
    let (_, course) = world.course(Life::of(seed).holding(holds));
    assert_eq!(course.events[place], None);
}

#[test]
fn luck_that_is_lent_whole_is_the_lenders_history() {
    let world = campaign();
    let loan = |seed| Loan { seed, nodes: Nodes::All, from: i16::MIN, until: i16::MAX };
    let own = hash(&mut world.live(Life::of(3), |_| {}));
    let other = hash(&mut world.live(Life::of(4), |_| {}));
    let lent = |seed| Life::in_luck(Luck::new(3).lent(loan(seed)));
    assert_eq!(hash(&mut world.live(lent(3), |_| {})), own);
    assert_eq!(hash(&mut world.live(lent(4), |_| {})), other);
    assert_ne!(own, other);
}

#[test]
fn a_fork_with_its_own_luck_goes_on_as_before_and_with_another_one_elsewhere() {
    let world = campaign();
    let mut straight = world.live(Life::of(5), |_| {});
    let mut worldline = world.worldline(Life::of(5));
    let mut whole = worldline.whole();
    for _ in 0..90 {
        hokushin::policy::live_week(&mut whole);
    }
    let before = hash(&mut worldline.clone());
    let mut same = worldline.fork(5);
    assert_eq!(hash(&mut same), before);
    world::go_on(&mut same, |_| {});
    assert_eq!(hash(&mut same), hash(&mut straight));
    let mut other = worldline.fork(6);
    world::go_on(&mut other, |_| {});
    assert_ne!(hash(&mut other), hash(&mut straight));
}

#[test]
fn a_change_of_which_no_intervention_is_kept_is_no_change() {
    let with = ["stalingrad-falls".to_owned()];
    let engine = sim::engine();
    let opened = library::open(CAMPAIGN, &with, &[]).expect("it is there");
    let load = |keep: &dyn Fn(usize) -> bool| {
        let loaded = opened.compile(&engine, Selection::interventions(keep)).expect("it loads");
        assert_eq!(loaded.interventions, 3);
        World { premise: Premise::new(loaded.scenario), seats: Seats::default() }
    };
    let end = |world: &World| hash(&mut world.live(Life::of(9), |_| {}));
    let none = end(&load(&|_| false));
    assert_eq!(none, end(&campaign()));
    assert_ne!(none, end(&load(&|_| true)));
    assert_ne!(end(&load(&|intervention| intervention == 0)), end(&load(&|_| true)));
}

#[test]
fn a_claim_by_a_date_holds_if_it_ever_did_until_then() {
    let world = campaign();
    let scenario = world.scenario();
    let claims: Vec<Claim> = [
        "event.barbarossa",
        "event.barbarossa by 1941-06-24",
        "event.barbarossa by 1941-06-10",
        "event.barbarossa on 1941-12-31",
        "pact.state == in_force on 1941-12-31",
    ]
    .into_iter()
    .map(|text| Claim::parse(scenario, "--given", text).expect(text))
    .collect();
    let mut witness = Witness::new(&claims);
    world.live(Life::of(7), |whole| witness.look(whole));
    let verdicts = witness.verdicts();
    assert_eq!(verdicts[0], verdicts[3]);
    assert!(!verdicts[2], "no invasion before its date");
    assert!(verdicts[1] || !verdicts[0]);
}

#[test]
fn a_claim_that_cannot_be_read_says_where_and_what_would_be_right() {
    let world = campaign();
    for (text, place, help) in [
        ("", "--given:1:1", "name an outcome"),
        ("siberia_invadd", "--given:1:1", "siberia_invaded"),
        ("event.moscow_fals", "--given:1:1", "event.moscow_falls"),
        ("moscow_fell by 1951-01-01", "--given:1:16", "1941"),
        ("moscow_fell by christmas", "--given:1:16", "1941-12-31"),
        ("japan_oil", "--given:1:1", "compare"),
    ] {
        let wrong = Claim::parse(world.scenario(), "--given", text).expect_err(text).to_string();
        assert!(wrong.contains(place) && wrong.contains(help), "{text}: {wrong}");
    }
}

#[test]
fn a_claim_on_a_quantity_is_told_in_the_readers_units_and_with_his_decimal_sign() {
    let world = campaign();
    let title = |text: &str| Claim::parse(world.scenario(), "--outcome", text).expect(text).title;
    let oil = title("japan.oil.stock > 20.5");
    assert!(oil.en.ends_with("” > 20.5 million barrels"), "{}", oil.en);
    assert!(oil.es.ends_with("” > 20,5 millones de barriles"), "{}", oil.es);
    let pact = title("pact.state == in_force");
    assert!(pact.en.ends_with("= in force") && pact.es.ends_with("= en vigor"), "{pact:?}");
}
