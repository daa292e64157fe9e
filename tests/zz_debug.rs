use hokushin::policy;
use hokushin::scenario::library;
use hokushin::sim::record::{Seat, Seats};
use hokushin::sim::{self, Premise, Worldline};
#[test]
fn dump() {
    let name = std::env::var("SC").unwrap();
    let with: Vec<String> = std::env::var("WITH").ok().into_iter().collect();
    let seed: u64 = std::env::var("SEED").unwrap().parse().unwrap();
    let loaded = library::load(&sim::engine(), &name, &with).expect("loads");
    let premise = Premise::new(loaded.scenario);
    let mut w = Worldline::new(&premise, seed, Seats([Seat::History; 16]), false);
    let mut whole = w.whole();
    println!("{:#?}", whole.premise.armies);
    for _ in 0..premise.weeks() {
        sim::open_week_directly(&mut whole);
        policy::answer_directly(&mut whole);
        sim::play_week_directly(&mut whole);
        println!(
            "=== {} rail supply {:.2} air {:.0}/{:.0} toll {:?}",
            sim::calendar::date_of(whole.calendar.day),
            whole.railway.supply,
            whole.toll.japanese_aircraft,
            whole.soviet.far_east_aircraft,
            whole.toll
        );
        for (s, a) in whole.armies.0.iter().zip(&premise.scenario.armies) {
            let g = if s.goal == 255 { "-" } else { &premise.scenario.regions[s.goal as usize].id };
            println!(
                "{:20} {:20} div {:5.2} q {:.2} tk {:4.0} rd {:.2} sup {:.2} -> {:20} {:.0} rest {} {}",
                a.id,
                premise.scenario.regions[s.region as usize].id,
                s.divisions,
                s.quality,
                s.tanks,
                s.readiness,
                s.supply,
                g,
                s.way,
                s.rest,
                if s.gone { "GONE" } else { "" }
            );
        }
    }
}
