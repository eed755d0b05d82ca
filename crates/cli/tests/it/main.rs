#![expect(clippy::unwrap_used, reason = "tests")]

mod explorer;
mod guard_rails;
mod local;
mod program;
mod serve;
mod stub;
#[cfg(unix)]
mod terminal;
mod write_log;
