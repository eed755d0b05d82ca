#![expect(clippy::unwrap_used, reason = "tests")]

mod all;
mod answers;
mod events;
mod explain;
mod explorer;
mod faults;
mod guard_document;
mod guard_rails;
#[cfg(unix)]
mod keyring;
mod local;
mod many_users;
#[cfg(target_os = "linux")]
mod no_network;
mod phrase;
mod program;
mod search;
mod serve;
mod set_up;
#[cfg(unix)]
mod shells;
mod snippets;
mod spec;
mod stub;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod terminal_table;
mod transcript;
mod versions;
mod write_log;
