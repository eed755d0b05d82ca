//! Runs the built program and shows exit code, output and errors together.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program in a folder, with nothing of the environment but what a test gives it.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
    // What the program keeps for its user stays in the test's folder.
    command.env_clear().env("HOME", folder).current_dir(folder).stdin(Stdio::null());
    command
}

/// An empty project, whose root is found there and not above it.
pub(crate) fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("package.json"), "{}").unwrap();
    folder
}

/// Exit code, standard output and standard error as one text.
pub(crate) fn shown(output: &Output) -> String {
    let mut text = format!("exit {}\n", output.status.code().unwrap_or(-1));
    for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        if !bytes.is_empty() {
            text.push_str(&format!("--- {name}\n{}\n", String::from_utf8_lossy(bytes).trim_end()));
        }
    }
    text
}

/// Runs the program in an empty project.
pub(crate) fn run(arguments: &[&str]) -> String {
    let folder = project();
    shown(&command(folder.path()).args(arguments).output().unwrap())
}

/// The exit code and the one error on standard error.
pub(crate) fn error(output: &Output) -> (i32, serde_json::Value) {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect();
    let errors: Vec<&serde_json::Value> = lines.iter().filter_map(|line| line.get("error")).collect();
    assert!(errors.len() <= 1, "{text}");
    (output.status.code().unwrap(), errors.first().map_or(serde_json::Value::Null, |error| (*error).clone()))
}
