//! One history: played from its recipe, asked for a quantity, saved, and turned another way.
//!
//! `cargo run --release --example one_history`

use hokushin::history::recipe::Turn;
use hokushin::history::save::Save;
use hokushin::history::{History, Recipe, Subject};
use hokushin::policy;
use hokushin::scenario::expression::Reader;
use hokushin::sim::calendar::IsoDay;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut history = History::open(Recipe::of(Subject::of("1941-neutrality-pact"), 1941))?;
    let oil = history.scenario().vocabulary.named("japan.oil.stock").expect("a quantity").var;
    while !history.finished() {
        history.play_week(&mut policy::answer)?;
        let whole = history.whole();
        if whole.calendar.week % 26 == 0 {
            let (monday, barrels) = (IsoDay(whole.calendar.day), whole.read(oil));
            println!("{monday}: {barrels:.1} million barrels of oil in Japan");
        }
    }
    println!("The save takes {} bytes.", Save::of(&history).ron().len());
    // From December 1941 on the same history with other luck.
    let december = history.log().weeks[34].week;
    let week = hokushin::sim::calendar::week_of(december.0);
    let luck = Turn { seed: Some(7), ..Turn::default() };
    let mut fork = history.fork(week, luck, Vec::new(), &mut policy::answer)?;
    fork.play(&mut policy::answer)?;
    let last =
        |history: &History| history.log().weeks.last().map(|week| week.state_hash.to_string());
    println!("Forked after {december}: {:?} became {:?}", last(&history), last(&fork));
    Ok(())
}
