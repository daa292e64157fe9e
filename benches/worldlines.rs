//! How fast histories are made: `cargo bench`.
//!
//! Three questions: how many complete worldlines a second one core makes (`batch`, with
//! its `World`, its schedules, its rows); how long one week of one worldline takes; and
//! what the schedule costs over a direct loop that calls the same rules on plain
//! structs. The answers are ratios and rates of this machine on this day; no test
//! depends on them.

use std::sync::LazyLock;
use std::time::Instant;

use divan::Bencher;
use divan::counter::ItemsCount;
use hokushin::batch;
use hokushin::scenario::library;
use hokushin::sim::agenda::Seats;
use hokushin::sim::{self, Premise};

static CAMPAIGN: LazyLock<Premise> = LazyLock::new(|| {
    let loaded = library::load(&sim::engine(), "1941-neutrality-pact", &[]);
    Premise::new(loaded.expect("the campaign loads").scenario)
});

fn main() {
    print_ratios();
    divan::main();
}

/// Whole worldlines, a chunk at a time, as a batch makes them.
#[divan::bench]
fn schedule_chunk(bencher: Bencher<'_, '_>) {
    let chunk = batch::CHUNK as u64;
    bencher
        .counter(ItemsCount::new(chunk))
        .bench(|| batch::run_chunk(&CAMPAIGN, &Seats::default(), 0..chunk));
}

/// The same worldlines by a direct loop.
#[divan::bench]
fn direct_loop(bencher: Bencher<'_, '_>) {
    let chunk = batch::CHUNK as u64;
    bencher.counter(ItemsCount::new(chunk)).bench(|| {
        (0..chunk)
            .map(|seed| batch::run_directly(&CAMPAIGN, &Seats::default(), seed))
            .collect::<Vec<_>>()
    });
}

/// Reading and compiling the campaign.
#[divan::bench]
fn load_the_campaign() {
    let loaded = library::load(&sim::engine(), "1941-neutrality-pact", &[]);
    divan::black_box(loaded.expect("the campaign loads"));
}

/// The figures that the documentation quotes: the two ways alternate, so that whatever
/// else the machine does falls on both.
fn print_ratios() {
    if std::env::args().any(|argument| argument == "--list" || argument == "--test") {
        return;
    }
    let chunk = batch::CHUNK as u64;
    let weeks = f64::from(CAMPAIGN.weeks());
    let mut ratios = Vec::new();
    let mut best = [f64::INFINITY; 2];
    for round in 0..12 {
        let seeds = round * chunk..(round + 1) * chunk;
        let started = Instant::now();
        divan::black_box(batch::run_chunk(&CAMPAIGN, &Seats::default(), seeds.clone()));
        let schedule = started.elapsed().as_secs_f64();
        let started = Instant::now();
        for seed in seeds {
            divan::black_box(batch::run_directly(&CAMPAIGN, &Seats::default(), seed));
        }
        let direct = started.elapsed().as_secs_f64();
        ratios.push(schedule / direct);
        best = [best[0].min(schedule), best[1].min(direct)];
    }
    ratios.sort_by(f64::total_cmp);
    let rate = |seconds: f64| chunk as f64 / seconds;
    println!("complete worldlines a second and core   {:>8.0}", rate(best[0]));
    println!(
        "nanoseconds a worldline-week            {:>8.0}",
        best[0] * 1e9 / (chunk as f64 * weeks)
    );
    println!(
        "schedule / direct loop, median of 12    {:>8.3}  (from {:.3} to {:.3})",
        ratios[ratios.len() / 2],
        ratios[0],
        ratios[ratios.len() - 1]
    );
    println!("chunk of {chunk} worldlines, {weeks} weeks each; best of 12 rounds, alternating\n");
}
