//! The operator's commands, told from prompts by their first word: `serve`, `mcp`, `instances`, ….

use std::ffi::{OsStr, OsString};

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use crate::commands::{check, completions, doctor, events, instances, log, mcp, profile, restore, seed, serve, skill};
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
    /// Read what happened: the events that webhooks tell of.
    Events(events::Arguments),
    /// Recount what is kept and look for rows whose owners are gone.
    Check(check::Arguments),
}

/// The commands, as clap knows them.
pub(crate) fn command() -> clap::Command {
    Operator::command()
}

/// Runs an operator's command; `None` when the arguments are a prompt.
pub(crate) fn run(arguments: &[OsString]) -> Option<Outcome> {
    let mut arguments = arguments.to_vec();
    // `help serve` means `serve --help`.
    let asks = |word: &OsString| matches!(word.to_str(), Some("help" | "-h" | "--help"));
    if arguments.get(1).is_some_and(asks) && arguments.get(2).is_some_and(is_command) {
        let word = arguments.remove(1);
        arguments.push(word);
    }
    if !arguments.get(1).is_some_and(is_command) {
        return None;
    }
    let first = arguments.get(1)?.to_str()?;
    // `log out …` is a wish, not the log.
    let words = |word: &OsString| word.to_str().is_some_and(|word| !word.starts_with('-') && word != "help");
    if first == "log" && arguments.get(2).is_some_and(words) {
        return None;
    }
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
        Command::Events(arguments) => events::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
    })
}

/// Whether a word is the name of an operator's command. Only then are the commands put together, which takes time.
pub(crate) fn is_command(word: impl AsRef<OsStr>) -> bool {
    const NAMES: [&str; 13] = [
        "serve",
        "mcp",
        "log",
        "restore",
        "doctor",
        "profile",
        "completions",
        "man",
        "skill",
        "instances",
        "seed",
        "events",
        "check",
    ];
    word.as_ref().to_str().is_some_and(|word| NAMES.contains(&word))
}

/// Help that was asked for is a result; anything else is a failure in our own form.
pub(crate) fn usage(error: &clap::Error) -> Outcome {
    if !error.use_stderr() {
        crate::printer::line(error.render().ansi().to_string().trim_end());
        return Ok(());
    }
    let text = error.render().to_string();
    let (message, rest) = text.trim().split_once("\n\n").unwrap_or((text.trim(), ""));
    let line = |label: &str| rest.lines().find_map(|line| line.trim().strip_prefix(label)).map(str::trim);
    let usage = line("Usage:").unwrap_or("frontdesk");
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let command = usage.split(" <").next().unwrap_or(usage);
        return Err(Failure::usage(format!("`{command}` alone does nothing: name one of its commands"))
            .candidates(listed_commands(rest).map(|name| format!("{command} {name}")).collect())
            .fix(format!("`{command} --help` explains them")));
    }
    let failure = Failure::usage(message.trim_start_matches("error: "));
    let tip = line("tip:").map(|tip| format!("{tip}; ")).unwrap_or_default();
    Err(if rest.is_empty() { failure } else { failure.fix(format!("{tip}write it as {usage}; --help explains it")) })
}

/// The commands that a help text lists.
fn listed_commands(help: &str) -> impl Iterator<Item = &str> {
    let lines = help.lines().skip_while(|line| line.trim() != "Commands:").skip(1);
    let names = lines.take_while(|line| line.starts_with("  ")).filter(|line| !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_known_by_its_name() {
        let names: Vec<String> = command().get_subcommands().map(|one| one.get_name().to_owned()).collect();
        assert!(names.len() >= 12, "{names:?}");
        assert!(names.iter().all(|name| is_command(name)), "{names:?}");
    }
}
