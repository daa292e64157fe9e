//! The one runner: whatever is done for many histories, on all threads, in bounded memory,
//! in the order of their seeds.
//!
//! Threads take chunks of seeds; whoever called is handed the results of one seed after the
//! other. A thread may run only a few chunks ahead of the seed that is handed over next,
//! so that what waits is bounded, however many histories are run. Neither the number of
//! threads nor the size of a chunk reaches what is handed over.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};

use crate::batch::{CHUNK, Row, run_chunk};
use crate::sim::Premise;
use crate::sim::record::Seats;

/// Seeds in a chunk where each is lived by itself.
const FEW: u64 = 4;
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

/// Does something for the numbers of a range, a chunk of them at a time, on as many threads
/// as the current pool of `rayon` has, and hands what comes of each number to `sink`, in
/// their order, on the caller's thread. `stop` ends it early, and so does a chunk that gives
/// fewer results than it has numbers: what is handed over is a prefix. Gives how many were.
///
/// # Errors
/// The first error of `sink`, which ends the work.
pub fn in_order<T: Send, E>(
    numbers: Range<u64>,
    chunk: u64,
    stop: &AtomicBool,
    work: impl Fn(Range<u64>) -> Vec<T> + Sync,
    mut sink: impl FnMut(T) -> Result<(), E>,
) -> Result<u64, E> {
    let chunk_size = chunk.max(1);
    let chunks = numbers.end.saturating_sub(numbers.start).div_ceil(chunk_size);
    let of_chunk = |chunk: u64| {
        let start = numbers.start + chunk * chunk_size;
        start..numbers.end.min(start + chunk_size)
    };
    let run = |chunk: u64| work(of_chunk(chunk));
    let mut handed_over = 0;
    let gate = Gate::new(stop, chunks, rayon::current_num_threads());
    let mut hand_over = |chunk: u64, results: Vec<T>| -> Result<bool, E> {
        let range = of_chunk(chunk);
        let whole = results.len() as u64 == range.end - range.start;
        for result in results {
            sink(result)?;
            handed_over += 1;
        }
        Ok(whole)
    };
    let threads = rayon::current_num_threads();
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
            if !hand_over(chunk, run(chunk))? {
                break;
            }
            gate.hand_over();
        }
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (chunk, results) in receive {
            early.insert(chunk, results);
            while let Some(results) = early.remove(&next) {
                match hand_over(next, results) {
                    Ok(true) => {}
                    Ok(false) => {
                        gate.close();
                        return Ok(());
                    }
                    Err(error) => {
                        gate.close();
                        return Err(error);
                    }
                }
                next += 1;
                gate.hand_over();
            }
        }
        Ok(())
    });
    result.map(|()| handed_over)
}

/// Does something for each seed; results come in the order of the seeds. `stop` ends it early
/// with those up to the first missing one; `done` is told of each that is finished.
#[must_use]
pub fn each_seed<T: Send>(
    seeds: Range<u64>,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
    work: impl Fn(u64) -> T + Sync,
) -> Vec<T> {
    let mut all = Vec::new();
    let Ok(_) = for_each_seed(seeds, stop, done, work, |result| {
        all.push(result);
        Ok::<(), Infallible>(())
    });
    all
}

/// The same, and hands each result over as soon as its turn has come. Gives how many were.
///
/// # Errors
/// The first error of `sink`, which ends the work.
pub fn for_each_seed<T: Send, E>(
    seeds: Range<u64>,
    stop: &AtomicBool,
    done: &(dyn Fn(u64) + Sync),
    work: impl Fn(u64) -> T + Sync,
    sink: impl FnMut(T) -> Result<(), E>,
) -> Result<u64, E> {
    let of_chunk = |seeds: Range<u64>| {
        let going_on = |_: &u64| !stop.load(Ordering::Relaxed);
        let result = |seed| {
            let result = work(seed);
            done(1);
            result
        };
        seeds.take_while(going_on).map(result).collect()
    };
    in_order(seeds, FEW, stop, of_chunk, sink)
}

/// Runs the worldlines of some premises on the same seeds and hands the rows of each seed (one
/// a premise, in the order of the premises) to `sink`, in the order of the seeds. `done` is
/// told how many worldlines each finished chunk had. Gives the number of seeds handed over.
///
/// # Errors
/// The first error of `sink`, which ends the work.
pub fn rows<E>(
    worlds: &[(&Premise, &Seats)],
    seeds: Range<u64>,
    stop: &AtomicBool,
    done: impl Fn(u64) + Sync,
    mut sink: impl FnMut(u64, &[Row]) -> Result<(), E>,
) -> Result<u64, E> {
    let of_chunk = |seeds: Range<u64>| -> Vec<Vec<Row>> {
        let run = |&(premise, seats): &(&Premise, &Seats)| run_chunk(premise, seats, seeds.clone());
        let mut worlds: Vec<_> = worlds.iter().map(run).map(Vec::into_iter).collect();
        let count = seeds.end - seeds.start;
        done(count * worlds.len() as u64);
        (0..count).map(|_| worlds.iter_mut().filter_map(Iterator::next).collect()).collect()
    };
    in_order(seeds, CHUNK as u64, stop, of_chunk, |rows| {
        rows.first().map_or(Ok(()), |first| sink(first.seed, &rows))
    })
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
            let handed_over = super::rows(&worlds, seeds.clone(), &stop, |_| (), sink);
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
        let handed_over = super::rows(&[(&premise, &seats)], 1..1_000_000, &stop, |_| (), sink);
        assert_eq!(handed_over, Ok(seen.len() as u64));
        assert_eq!(seen, (1..=seen.len() as u64).collect::<Vec<_>>());
        assert!((150..10_000).contains(&seen.len()), "{} seeds after the stop", seen.len());
        let stop = AtomicBool::new(false);
        let sink = |seed, _: &[Row]| if seed < 100 { Ok(()) } else { Err(seed) };
        let failed = super::rows(&[(&premise, &seats)], 1..1_000_000, &stop, |_| (), sink);
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
