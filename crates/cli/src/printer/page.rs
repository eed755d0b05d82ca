//! A text of several lines that is shown at once: as it is, or in a pager when a terminal cannot hold it.

use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

/// Lines that belong together.
#[derive(Debug, Default)]
pub(crate) struct Page {
    lines: Vec<String>,
}

impl Page {
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        self.lines.push(text.as_ref().trim_end().to_owned());
    }

    /// What it holds.
    #[cfg(test)]
    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Prints it; a person gets a pager when it is longer than the terminal is high.
    pub(crate) fn show(self) {
        let height = terminal_size::terminal_size().map_or(usize::MAX, |(_, height)| usize::from(height.0));
        let people = super::is_terminal() && std::io::stdin().is_terminal();
        if !(people && self.lines.len() >= height && self.in_pager()) {
            self.print();
        }
    }

    /// Prints it without a pager, because a question follows.
    pub(crate) fn print(self) {
        let mut text = self.lines.join("\n");
        text.push('\n');
        // A reader that went away is no error.
        let _ = anstream::stdout().lock().write_all(text.as_bytes());
    }

    /// Whether a pager took it.
    fn in_pager(&self) -> bool {
        let Some(mut command) = pager() else { return false };
        let Ok(mut child) = command.stdin(Stdio::piped()).spawn() else { return false };
        let mut text = self.lines.join("\n");
        text.push('\n');
        if anstream::AutoStream::choice(&std::io::stdout()) == anstream::ColorChoice::Never {
            text = anstream::adapter::strip_str(&text).to_string();
        }
        if let Some(mut input) = child.stdin.take() {
            let _ = input.write_all(text.as_bytes());
        }
        // A shell that does not find the pager says 127.
        child.wait().is_ok_and(|status| status.code() != Some(127))
    }
}

/// The pager of `FRONTDESK_PAGER` or `PAGER`, or else `less`; `None` when it is switched off.
fn pager() -> Option<Command> {
    let named = ["FRONTDESK_PAGER", "PAGER"].iter().find_map(|name| std::env::var(name).ok());
    let pager = named.unwrap_or_else(|| if cfg!(windows) { "more".to_owned() } else { "less".to_owned() });
    if pager.trim().is_empty() || pager == "cat" {
        return None;
    }
    let mut command = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
    command.args([if cfg!(windows) { "/C" } else { "-c" }, &pager]);
    // Leaves at once what fits, keeps colours, and does not clear the screen.
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    Some(command)
}
