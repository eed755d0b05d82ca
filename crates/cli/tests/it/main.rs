#![expect(clippy::unwrap_used, reason = "tests")]

mod all;
mod answers;
mod explain;
mod explorer;
mod faults;
mod guard_rails;
mod local;
mod many_users;
mod phrase;
mod program;
mod search;
mod serve;
mod set_up;
mod snippets;
mod spec;
mod stub;
#[cfg(unix)]
mod terminal;
mod versions;
mod write_log;
