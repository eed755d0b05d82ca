//! The only place that prints. Results go to standard output, everything said about them to standard error.

mod page;
mod pretty;
mod progress;
#[cfg(test)]
pub(crate) mod script;

use std::io::{IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

pub(crate) use page::Page;
pub(crate) use progress::Progress;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();
/// A title.
pub(crate) const HEADING: Style = AnsiColor::Cyan.on_default().bold();
/// What can be typed.
pub(crate) const STRONG: Style = Style::new().bold();
/// What matters least.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// What was not there before.
pub(crate) const ADDED: Style = AnsiColor::Green.on_default();
/// What is not there any more.
pub(crate) const REMOVED: Style = AnsiColor::Red.on_default();
/// What needs care.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default();

/// The code of a failure that means that nobody reads the output any more.
pub(crate) const CLOSED: &str = "closed";

/// The widest a line for a person gets.
const WIDEST: usize = 100;

/// What programs read on standard error: one object a line.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Machine<'a> {
    Error(&'a Failure),
    Notice { code: &'a str, message: &'a str },
}

/// Prints a line of the result. A reader that went away is no error.
pub(crate) fn line(text: &str) {
    #[cfg(test)]
    if script::hears(text) {
        return;
    }
    let mut out = anstream::stdout().lock();
    let _ = writeln!(out, "{text}");
}

/// Prints a line about what is going on, for people and logs.
pub(crate) fn remark(text: &str) {
    #[cfg(test)]
    if script::hears(text) {
        return;
    }
    progress::aside(|| {
        let mut err = anstream::stderr().lock();
        let _ = writeln!(err, "{text}");
    });
}

/// Says something about a request: a line for people, a JSON object a line for programs.
pub(crate) fn notice(code: &str, message: &str) {
    if std::io::stderr().is_terminal() {
        remark(&format!("{FAINT}{message}{FAINT:#}"));
    } else {
        remark(&serde_json::to_string(&Machine::Notice { code, message }).unwrap_or_default());
    }
}

/// Says something that needs care.
pub(crate) fn warning(code: &str, message: &str) {
    if std::io::stderr().is_terminal() {
        remark(&format!("{WARNING}{message}{WARNING:#}"));
    } else {
        notice(code, message);
    }
}

/// Prints the last line of an answer.
pub(crate) fn closing(text: &str) {
    line(&format!("{HINT}{text}{HINT:#}"));
}

/// Writes bytes as they are.
pub(crate) fn raw(bytes: &[u8]) {
    #[cfg(test)]
    if script::hears(&String::from_utf8_lossy(bytes)) {
        return;
    }
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}

/// Writes a part of a long result; the first failure ends it.
pub(crate) fn write(bytes: &[u8]) -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| {
        let code = if error.kind() == std::io::ErrorKind::BrokenPipe { CLOSED } else { "output" };
        Failure::failed(code, format!("the output cannot be written: {error}"))
    })
}

/// Prints JSON indented and coloured, in the order it has; anything else as it is.
pub(crate) fn pretty_json(text: &str) {
    line(&pretty::json(text));
}

/// Prints a value as one line of JSON.
pub(crate) fn json(value: &impl Serialize) {
    line(&serde_json::to_string(value).unwrap_or_default());
}

/// Prints a result for programs: one line of JSON, or an indented one at a terminal.
pub(crate) fn value(value: &serde_json::Value) {
    if is_terminal() { pretty_json(&value.to_string()) } else { json(value) }
}

/// Whether standard output is read by a person.
pub(crate) fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Prints why the program ends: sentences for a person, one JSON object for a program.
pub(crate) fn failure(failure: &Failure) {
    let mut err = anstream::stderr().lock();
    if !std::io::stderr().is_terminal() {
        let line = serde_json::to_string(&Machine::Error(failure)).unwrap_or_default();
        let _ = writeln!(err, "{line}");
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
    #[cfg(test)]
    if let Some(answer) = script::answer(question) {
        return answer;
    }
    dialoguer::Input::<String>::new()
        .with_prompt(question)
        .allow_empty(true)
        .interact_text()
        .map_err(|error| interrupted(&error))
}

/// Asks for something that must not be seen.
pub(crate) fn ask_secret(question: &str) -> Outcome<String> {
    dialoguer::Password::new().with_prompt(question).interact().map_err(|error| interrupted(&error))
}

/// Asks for a yes; no answer is a no.
pub(crate) fn agree(question: &str) -> Outcome<bool> {
    #[cfg(test)]
    if let Some(answer) = script::answer(question) {
        return answer.map(|text| text == "y");
    }
    dialoguer::Confirm::new().with_prompt(question).default(false).interact().map_err(|error| interrupted(&error))
}

/// What a question that got no answer means.
fn interrupted(error: &dialoguer::Error) -> Failure {
    Failure::new(Exit::Interrupted, "interrupted", format!("no answer: {error}"))
}

/// Offers a choice and gives back its position; `None` when nothing was chosen.
pub(crate) fn pick(question: &str, choices: &[&str]) -> Outcome<Option<usize>> {
    dialoguer::FuzzySelect::new()
        .with_prompt(question)
        .items(choices)
        .max_length(12)
        .interact_opt()
        .map_err(|error| interrupted(&error))
}

/// Columns that a line may use; without end in a pipe, so that lines can be searched.
pub(crate) fn width() -> usize {
    if !is_terminal() {
        return usize::MAX;
    }
    terminal_size::terminal_size().map_or(WIDEST, |(width, _)| usize::from(width.0).min(WIDEST))
}

/// Breaks a text into lines of at most `width` columns; a longer word gets a line of its own.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
