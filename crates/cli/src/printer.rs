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
/// What needs care. Yellow would be hard to read on a light background.
pub(crate) const WARNING: Style = AnsiColor::Red.on_default();

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
    tell(&fold(text, error_width()));
}

/// Prints on standard error what has its lines already.
fn tell(text: &str) {
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
        tell(&format!("{FAINT}{}{FAINT:#}", fold(message, error_width())));
    } else {
        tell(&serde_json::to_string(&Machine::Notice { code, message }).unwrap_or_default());
    }
}

/// Says something that needs care.
pub(crate) fn warning(code: &str, message: &str) {
    if std::io::stderr().is_terminal() {
        tell(&format!("{WARNING}{}{WARNING:#}", fold(message, error_width())));
    } else {
        notice(code, message);
    }
}

/// Prints the last line of an answer.
pub(crate) fn closing(text: &str) {
    line(&format!("{HINT}{}{HINT:#}", fold(text, width())));
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

/// Prints a plan: one line of JSON, or an indented one at a terminal, its keys in the order they have.
pub(crate) fn plan(plan: &impl Serialize) {
    let text = serde_json::to_string(plan).unwrap_or_default();
    if is_terminal() { pretty_json(&text) } else { line(&text) }
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
    // The label stands before the first line; the others begin below the text.
    let text = |label: &str, text: &str| {
        let below = " ".repeat(label.len() + 1);
        let lines = fold(text, error_width().saturating_sub(below.len()));
        lines.lines().collect::<Vec<_>>().join(&format!("\n{below}"))
    };
    let _ = writeln!(err, "{ERROR}error:{ERROR:#} {}", text("error:", &failure.message));
    for candidate in &failure.candidates {
        let _ = writeln!(err, "  {candidate}");
    }
    if let Some(fix) = &failure.fix {
        let _ = writeln!(err, "{HINT}hint:{HINT:#} {}", text("hint:", fix));
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
    put(|| dialoguer::Input::<String>::new().with_prompt(question).allow_empty(true).interact_text())
}

/// Asks for something that must not be seen.
pub(crate) fn ask_secret(question: &str) -> Outcome<String> {
    put(|| dialoguer::Password::new().with_prompt(question).interact())
}

/// Asks for a yes; no answer is a no.
pub(crate) fn agree(question: &str) -> Outcome<bool> {
    #[cfg(test)]
    if let Some(answer) = script::answer(question) {
        return answer.map(|text| text == "y");
    }
    put(|| dialoguer::Confirm::new().with_prompt(question).default(false).interact())
}

/// Puts a question. Whoever presses Ctrl-C instead of answering gets the cursor back, which a question hides, and a word
/// about it.
fn put<T>(question: impl FnOnce() -> dialoguer::Result<T>) -> Outcome<T> {
    catch_interrupts();
    question().map_err(|_| {
        let _ = dialoguer::console::Term::stderr().show_cursor();
        let _ = writeln!(anstream::stderr().lock());
        Failure::new(Exit::Interrupted, "interrupted", "no answer, so nothing more was done")
    })
}

/// From here on, Ctrl-C does not end the program at once: a question that is interrupted says so itself.
fn catch_interrupts() {
    static CAUGHT: std::sync::Once = std::sync::Once::new();
    CAUGHT.call_once(|| {
        if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
            // Waiting for one, if only for a moment, is what makes them be caught.
            runtime.block_on(async {
                tokio::select! {
                    biased;
                    _ = tokio::signal::ctrl_c() => {}
                    () = std::future::ready(()) => {}
                }
            });
        }
    });
}

/// Offers a choice and gives back its position; `None` when nothing was chosen.
pub(crate) fn pick(question: &str, choices: &[&str]) -> Outcome<Option<usize>> {
    put(|| dialoguer::FuzzySelect::new().with_prompt(question).items(choices).max_length(12).interact_opt())
}

/// Columns that a line may use; without end in a pipe, so that lines can be searched.
pub(crate) fn width() -> usize {
    if !is_terminal() {
        return usize::MAX;
    }
    terminal_size::terminal_size().map_or(WIDEST, |(width, _)| usize::from(width.0).min(WIDEST))
}

/// The same for what stands on standard error.
fn error_width() -> usize {
    if !std::io::stderr().is_terminal() {
        return usize::MAX;
    }
    terminal_size::terminal_size().map_or(WIDEST, |(width, _)| usize::from(width.0).min(WIDEST))
}

/// Breaks the lines of a text that are too wide between words. What is left of a line goes on below its last column, where
/// it has columns, or else a little further in than the line begins.
fn fold(text: &str, width: usize) -> String {
    let lines: Vec<String> = text.lines().map(|line| fold_line(line, width)).collect();
    lines.join("\n")
}

fn fold_line(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_owned();
    }
    let start = line.len() - line.trim_start().len();
    // Two spaces separate columns.
    let column = line[start..].find("  ").map(|gap| {
        let after = start + gap;
        after + (line[after..].len() - line[after..].trim_start().len())
    });
    let numbered =
        line[start..].split_once(' ').filter(|(mark, _)| *mark == "-" || mark.ends_with('.') && mark.len() < 4);
    let below = match (column, numbered) {
        (Some(column), _) if column <= width / 2 => line[..column].width(),
        (_, Some((mark, _))) => start + mark.len() + 1,
        _ if start > 0 => start + 2,
        _ => 0,
    };
    let mut folded = String::new();
    let mut current = String::new();
    for piece in line.split_inclusive(' ') {
        if !current.trim().is_empty() && current.width() + piece.trim_end().width() > width {
            folded.push_str(current.trim_end());
            folded.push('\n');
            current = " ".repeat(below);
        }
        current.push_str(piece);
    }
    folded + current.trim_end()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_too_wide_are_broken_between_words_and_keep_their_columns() {
        assert_eq!(fold("one two three", 13), "one two three");
        assert_eq!(fold("one two three", 8), "one two\nthree");
        assert_eq!(fold("  name  read by all of them", 18), "  name  read by\n        all of\n        them");
        assert_eq!(fold("1. GET /users (lists)", 12), "1. GET\n   /users\n   (lists)");
        assert_eq!(fold("  - two words here", 12), "  - two\n    words\n    here");
        // A word that has no room is left to the terminal.
        assert_eq!(fold("https://example.com/long go", 10), "https://example.com/long\ngo");
        assert_eq!(fold("a\n\nb", 80), "a\n\nb");
    }
}
