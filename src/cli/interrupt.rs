//! Being told to stop: Ctrl-C, `kill`, or a terminal that is closed.
//!
//! The first time long work ends soon, and keeps what is done; the second time the program
//! ends at once, as the system ends one (130 after Ctrl-C, 143 after `kill`).

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

/// Raised when the work is to end.
static STOP: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in signals() {
        let code = 128 + signal;
        // In this order: the first signal finds the flag not yet raised.
        let _ = signal_hook::flag::register_conditional_shutdown(signal, code, stop.clone());
        let _ = signal_hook::flag::register(signal, stop.clone());
    }
    stop
});

/// The flag that long work looks at. From the first call on, being told to stop raises it.
pub fn flag() -> &'static AtomicBool {
    &STOP
}

#[cfg(unix)]
fn signals() -> Vec<i32> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = vec![SIGINT, SIGTERM];
    if !ignored(SIGHUP) {
        signals.push(SIGHUP);
    }
    signals
}

#[cfg(not(unix))]
fn signals() -> Vec<i32> {
    vec![signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM]
}

/// Does whoever started the program want it to go on at this signal, as `nohup` does? Where
/// the system does not say so he is taken not to.
#[cfg(unix)]
fn ignored(signal: i32) -> bool {
    let mut about = String::new();
    let read = crate::files::reading::look(std::path::Path::new("/proc/self/status"))
        .is_ok_and(|mut file| std::io::Read::read_to_string(&mut file, &mut about).is_ok());
    let mask = about.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    read && mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
