//! The only place that prints. Results go to standard output, everything said about them to standard error.

use std::io::{IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use serde_json::json;

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// Prints a line of the result. A reader that went away is no error.
pub(crate) fn line(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = writeln!(out, "{text}");
}

/// Prints a line about what is going on, for people and logs.
pub(crate) fn remark(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = writeln!(err, "{text}");
}

/// Prints a value as one line of JSON.
pub(crate) fn json(value: &impl Serialize) {
    line(&serde_json::to_string(value).unwrap_or_default());
}

/// Whether standard output is read by a person.
pub(crate) fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Prints why the program ends: sentences for a person, one JSON object for a program.
pub(crate) fn failure(failure: &Failure) {
    let mut err = anstream::stderr().lock();
    if !std::io::stderr().is_terminal() {
        let _ = writeln!(err, "{}", json!({ "error": failure }));
        return;
    }
    let _ = writeln!(err, "{ERROR}error:{ERROR:#} {}", failure.message);
    for candidate in &failure.candidates {
        let _ = writeln!(err, "  {candidate}");
    }
    if let Some(fix) = &failure.fix {
        let _ = writeln!(err, "{HINT}hint:{HINT:#} {fix}");
    }
}

/// Whether there is somebody to ask: questions are read from standard input and stand on standard error.
pub(crate) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks for a line of text.
pub(crate) fn ask(question: &str) -> Outcome<String> {
    dialoguer::Input::<String>::new()
        .with_prompt(question)
        .allow_empty(true)
        .interact_text()
        .map_err(|error| interrupted(&error))
}

/// What a question that got no answer means.
fn interrupted(error: &dialoguer::Error) -> Failure {
    Failure::new(Exit::Interrupted, "interrupted", format!("no answer: {error}"))
}
