//! frontdesk: Clerk's Backend API explored, executed and hosted from one binary.

mod answer;
mod arguments;
mod breaches;
mod commands;
mod completion;
mod connection;
mod database;
mod destination;
mod difference;
mod env_file;
mod error_codes;
mod example;
mod exit;
mod failure;
mod guard;
mod inventory;
mod keys;
mod local;
mod local_zone;
mod mcp;
mod metadata;
mod operator;
mod output;
mod pages;
mod plan;
mod printer;
mod profiles;
mod prompt;
mod redact;
mod refusal;
mod request;
mod restore;
mod rows;
mod search;
mod shapes;
mod snippet;
mod spec;
mod specification;
mod suggest;
mod user_folders;
mod write_log;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::arguments::Arguments;
use crate::failure::Outcome;
use crate::prompt::{Mode, Prompt};

/// Requests allocate in many threads at once; this allocator keeps them out of each other's way.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    completion::answer_shell();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let done = operator::run(&arguments).unwrap_or_else(|| run(&arguments));
    match done {
        Ok(()) => exit::Exit::Done.into(),
        Err(failure) => {
            printer::failure(&failure);
            failure.exit.into()
        }
    }
}

/// Does what a prompt asks for.
fn run(arguments: &[OsString]) -> Outcome {
    let arguments = Arguments::parse(arguments)?;
    if arguments.version == Some(None) {
        commands::version::run();
        return Ok(());
    }
    let Prompt { mode, specification } = prompt::understand(&arguments)?;
    let json = commands::wants_json(&arguments, &mode)?;
    match mode {
        Mode::Help => commands::help::run(),
        Mode::Tags => commands::tags::run(&specification, json)?,
        Mode::Tag(tag) => commands::tag::run(tag, &specification, json),
        Mode::Detail(operation) => commands::detail::run(operation, &specification, json),
        Mode::Search(words) => commands::search::run(&words, &specification, json)?,
        Mode::Versions => commands::versions::run(json),
        Mode::Diff(words) => commands::diff::run(&words, json)?,
        Mode::Spec(words) => commands::spec::run(&words, json)?,
        Mode::Explain(words) => commands::explain::run(&words, json)?,
        Mode::ExitCodes => commands::exit_codes::run(json),
        Mode::Execute(operation, path, words) => {
            commands::execute::run(&arguments, operation, &specification, &path, &words)?;
        }
        Mode::Phrase { words, help } => commands::phrase::run(&arguments, &words, &specification, help)?,
    }
    Ok(())
}
