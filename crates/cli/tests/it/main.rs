#![expect(clippy::unwrap_used, reason = "tests")]

mod explain;
mod explorer;
mod guard_rails;
mod local;
mod program;
mod search;
mod serve;
mod set_up;
mod spec;
mod stub;
#[cfg(unix)]
mod terminal;
mod versions;
mod write_log;
