//! Histories as they come, in the order of their seeds, in bounded memory.
//!
//! Threads take chunks of seeds; whoever called is handed the rows of one seed after the
//! other. A thread may run only a few chunks ahead of the seed that is handed over next,
//! so that what waits is bounded, however many histories are run. Neither the number of
//! threads nor the size of a chunk reaches what is handed over.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};

use crate::batch::{CHUNK, Row, run_chunk};
use crate::sim::Premise;
use crate::sim::record::Seats;

/// Chunks a thread may be ahead of what is handed over.
const AHEAD: u64 = 4;

/// Which chunks may be taken.
struct Gate<'a> {
    stop: &'a AtomicBool,
    chunks: u64,
    ahead: u64,
    state: Mutex<State>,
    moved: Condvar,
}

struct State {
    next: u64,
    handed_over: u64,
    closed: bool,
}

impl<'a> Gate<'a> {
    fn new(stop: &'a AtomicBool, chunks: u64, threads: usize) -> Self {
        let state = Mutex::new(State { next: 0, handed_over: 0, closed: false });
        Self { stop, chunks, ahead: AHEAD * threads as u64, state, moved: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next chunk to run, as soon as it may be run; nothing when all is taken.
    fn take(&self) -> Option<u64> {
        let mut state = self.state();
        loop {
            if state.closed || state.next >= self.chunks || self.stop.load(Ordering::Relaxed) {
                return None;
            }
            if state.next < state.handed_over + self.ahead {
                state.next += 1;
                return Some(state.next - 1);
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn hand_over(&self) {
        self.state().handed_over += 1;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.state().closed = true;
        self.moved.notify_all();
    }
}

/// Closes the gate when a thread dies: its chunk will never come, and the others would
/// wait for it.
struct Watch<'a, 'b>(&'a Gate<'b>);

impl Drop for Watch<'_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.close();
        }
    }
}

/// Runs the worldlines of some premises on the same seeds, on as many threads as the
/// current pool of `rayon` has, and hands the rows of each seed (one a premise, in the
/// order of the premises) to `sink`, in the order of the seeds, on the caller's thread.
/// `done` is told how many worldlines each finished chunk had. `stop` ends it early:
/// what is handed over is a prefix of the seeds. Gives the number of seeds handed over.
///
/// # Errors
/// The first error of `sink`, which ends the work.
pub fn stream<E>(
    worlds: &[(&Premise, &Seats)],
    seeds: Range<u64>,
    stop: &AtomicBool,
    done: impl Fn(u64) + Sync,
    mut sink: impl FnMut(u64, &[Row]) -> Result<(), E>,
) -> Result<u64, E> {
    let chunks = seeds.end.saturating_sub(seeds.start).div_ceil(CHUNK as u64);
    let run = |chunk: u64| -> Vec<Vec<Row>> {
        let start = seeds.start + chunk * CHUNK as u64;
        let end = seeds.end.min(start + CHUNK as u64);
        let rows =
            worlds.iter().map(|(premise, seats)| run_chunk(premise, seats, start..end)).collect();
        done((end - start) * worlds.len() as u64);
        rows
    };
    let mut handed_over = 0;
    let mut hand_over = |worlds: Vec<Vec<Row>>| -> Result<(), E> {
        let mut worlds: Vec<_> = worlds.into_iter().map(Vec::into_iter).collect();
        loop {
            let rows: Vec<Row> = worlds.iter_mut().filter_map(Iterator::next).collect();
            let Some(first) = rows.first().filter(|_| rows.len() == worlds.len()) else {
                return Ok(());
            };
            sink(first.seed, &rows)?;
            handed_over += 1;
        }
    };
    let threads = rayon::current_num_threads();
    let gate = Gate::new(stop, chunks, threads);
    let (send, receive) = mpsc::channel();
    let result = std::thread::scope(|scope| {
        let mut spawned = 0;
        for _ in 0..threads.min(usize::try_from(chunks).unwrap_or(threads)) {
            let (gate, run, send) = (&gate, &run, send.clone());
            let work = move || {
                let _watch = Watch(gate);
                while let Some(chunk) = gate.take() {
                    if send.send((chunk, run(chunk))).is_err() {
                        break;
                    }
                }
            };
            spawned += usize::from(std::thread::Builder::new().spawn_scoped(scope, work).is_ok());
        }
        drop(send);
        // Where no thread can be started, the caller's own must do.
        while let Some(chunk) = (spawned == 0).then(|| gate.take()).flatten() {
            hand_over(run(chunk))?;
            gate.hand_over();
        }
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (chunk, rows) in receive {
            early.insert(chunk, rows);
            while let Some(rows) = early.remove(&next) {
                if let Err(error) = hand_over(rows) {
                    gate.close();
                    return Err(error);
                }
                next += 1;
                gate.hand_over();
            }
        }
        Ok(())
    });
    result.map(|()| handed_over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::library;
    use crate::sim;

    fn premise(with: &[&str]) -> Premise {
        let with: Vec<String> = with.iter().map(|&name| name.to_owned()).collect();
        let loaded = library::load(&sim::engine(), "1939-khalkhin-gol", &with);
        Premise::new(loaded.expect("shipped files are sound").scenario)
    }

    fn rows(threads: usize, seeds: Range<u64>) -> Vec<Vec<Row>> {
        let (premise, seats) = (premise(&[]), Seats::default());
        let worlds = [(&premise, &seats), (&premise, &seats)];
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let mut all = Vec::new();
        pool.expect("threads start").install(|| {
            let stop = AtomicBool::new(false);
            let sink = |seed, rows: &[Row]| {
                assert!(rows.iter().all(|row| row.seed == seed));
                all.push(rows.to_vec());
                Ok::<(), ()>(())
            };
            let handed_over = stream(&worlds, seeds.clone(), &stop, |_| (), sink);
            assert_eq!(handed_over, Ok(seeds.end - seeds.start));
        });
        all
    }

    #[test]
    fn rows_come_in_the_order_of_the_seeds_whatever_the_threads() {
        let one = rows(1, 5..705);
        assert_eq!(one, rows(3, 5..705));
        let seeds: Vec<u64> = one.iter().map(|rows| rows[0].seed).collect();
        assert_eq!(seeds, (5..705).collect::<Vec<_>>());
    }

    #[test]
    fn a_stop_leaves_a_prefix_and_an_error_of_the_sink_ends_the_work() {
        let (premise, seats) = (premise(&[]), Seats::default());
        let stop = AtomicBool::new(false);
        let mut seen = Vec::new();
        let sink = |seed, _: &[Row]| {
            seen.push(seed);
            if seed == 150 {
                stop.store(true, Ordering::Relaxed);
            }
            Ok::<(), ()>(())
        };
        let handed_over = stream(&[(&premise, &seats)], 1..1_000_000, &stop, |_| (), sink);
        assert_eq!(handed_over, Ok(seen.len() as u64));
        assert_eq!(seen, (1..=seen.len() as u64).collect::<Vec<_>>());
        assert!((150..10_000).contains(&seen.len()), "{} seeds after the stop", seen.len());
        let stop = AtomicBool::new(false);
        let sink = |seed, _: &[Row]| if seed < 100 { Ok(()) } else { Err(seed) };
        let failed = stream(&[(&premise, &seats)], 1..1_000_000, &stop, |_| (), sink);
        assert_eq!(failed, Err(100));
    }

    #[test]
    fn no_more_chunks_are_run_than_the_window_holds() {
        let stop = AtomicBool::new(false);
        let gate = Gate::new(&stop, 1000, 2);
        let taken = (0..AHEAD * 2).map(|_| gate.take()).collect::<Vec<_>>();
        assert_eq!(taken, (0..AHEAD * 2).map(Some).collect::<Vec<_>>());
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| gate.take());
            std::thread::sleep(std::time::Duration::from_millis(50));
            assert!(!waiting.is_finished(), "a chunk was taken beyond the window");
            gate.hand_over();
            assert_eq!(waiting.join().expect("it ends"), Some(AHEAD * 2));
        });
    }
}
