//! Trials: the real program, started, loaded, killed and started again. What it has acknowledged must be there.

pub mod client;
pub mod events;
pub mod ledger;
pub mod load;
mod model;
pub mod postgres;
pub mod program;
mod steps;
pub mod trials;
pub mod workload;

use std::io::Write;

/// Prints a line of a trial's report. A reader that went away is no error.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
