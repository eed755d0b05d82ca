//! The operator's commands, told from prompts by their first word: `serve`, `mcp`, `instances`, ….

use std::ffi::OsString;

use clap::{CommandFactory, Parser, Subcommand};

use crate::commands::{check, completions, doctor, instances, log, mcp, profile, restore, seed, serve, skill};
use crate::failure::{Failure, Outcome};

/// Clerk's Backend API, hosted here.
#[derive(Debug, Parser)]
#[command(name = "frontdesk", disable_version_flag = true)]
struct Operator {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer the Backend API from a database.
    Serve(serve::Arguments),
    Mcp(mcp::Arguments),
    Log(log::Arguments),
    Restore(restore::Arguments),
    Doctor(doctor::Arguments),
    Profile(profile::Arguments),
    Completions(completions::Arguments),
    Man(completions::Manual),
    Skill(skill::Arguments),
    /// Make, list and delete instances, and replace their keys.
    Instances(instances::Arguments),
    /// Make what a browser or an operator would, from a file, and print what was made.
    Seed(seed::Arguments),
    /// Recount what is kept and look for rows whose owners are gone.
    Check(check::Arguments),
}

/// The commands, as clap knows them.
pub(crate) fn command() -> clap::Command {
    Operator::command()
}

/// Runs an operator's command; `None` when the arguments are a prompt.
pub(crate) fn run(arguments: &[OsString]) -> Option<Outcome> {
    let first = arguments.get(1)?.to_str()?;
    Operator::command().find_subcommand(first)?;
    // `log out …` is a wish, not the log.
    let words = |word: &OsString| word.to_str().is_some_and(|word| !word.starts_with('-') && word != "help");
    if first == "log" && arguments.get(2).is_some_and(words) {
        return None;
    }
    let mut arguments = arguments.to_vec();
    // `help` never executes, wherever it stands.
    if let Some(word) = arguments.get_mut(2..).and_then(|rest| rest.iter_mut().find(|word| *word == "help")) {
        *word = "--help".into();
    }
    let operator = match Operator::try_parse_from(arguments) {
        Ok(operator) => operator,
        Err(error) => return Some(usage(&error)),
    };
    Some(match operator.command {
        Command::Serve(arguments) => serve::run(arguments),
        Command::Mcp(arguments) => mcp::run(&arguments),
        Command::Log(arguments) => log::run(&arguments),
        Command::Restore(arguments) => restore::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Profile(arguments) => profile::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => completions::manual(&arguments),
        Command::Skill(arguments) => {
            skill::run(&arguments);
            Ok(())
        }
        Command::Instances(arguments) => instances::run(arguments),
        Command::Seed(arguments) => seed::run(arguments),
        Command::Check(arguments) => check::run(&arguments),
    })
}

/// Help that was asked for is a result; anything else is a failure in our own form.
pub(crate) fn usage(error: &clap::Error) -> Outcome {
    if !error.use_stderr() {
        crate::printer::line(error.render().ansi().to_string().trim_end());
        return Ok(());
    }
    let text = error.render().to_string();
    let mut parts = text.trim().splitn(2, "\n\n");
    let message = parts.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let failure = Failure::usage(message);
    Err(match parts.next() {
        Some(rest) => failure.fix(rest.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => failure,
    })
}
