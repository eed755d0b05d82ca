//! Completions as a person meets them: a real shell that has loaded the script, and the Tab key.

use std::path::{Path, PathBuf};
use std::process::Command;

use rexpect::session::{PtySession, spawn_command};

use crate::program::project;

/// A shell of this machine; where there is none, that is said loudly.
#[expect(clippy::print_stderr, reason = "a test that did not run has to say so")]
fn found(shell: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(shell)).find(|path| path.is_file());
    if found.is_none() {
        eprintln!("SKIPPED: there is no {shell} here, so its completions were not tried");
    }
    found
}

/// The search path with the program that was built in front.
fn search_path() -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_frontdesk")).parent().unwrap().display().to_string();
    format!("{program}:{}", std::env::var("PATH").unwrap_or_default())
}

fn shell(path: &Path, arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(path);
    command
        .args(arguments)
        .env_clear()
        .env("PATH", search_path())
        .env("HOME", folder)
        .env("ZDOTDIR", folder)
        .env("TERM", "dumb")
        .env("PS1", "READY> ")
        .current_dir(folder);
    command
}

/// Types a beginning and Tab, waits for what the shell makes of it, and gives the line up again.
fn complete(session: &mut PtySession, typed: &str, expected: &str) {
    session.send(typed).unwrap();
    session.send("\t").unwrap();
    session.flush().unwrap();
    session.exp_string(expected).unwrap_or_else(|error| panic!("`{typed}` and Tab: {error}"));
    // Ctrl-C: whatever stands there is never run.
    session.send_control('c').unwrap();
    session.exp_string("READY> ").unwrap();
}

/// What is completed everywhere: a path, a parameter, one of its values, a command and a flag.
const LINES: [(&str, &str); 5] = [
    ("frontdesk GET /users/cou", "/users/count"),
    ("frontdesk GET /users order_", "order_by="),
    ("frontdesk GET /users banned=tr", "banned=true"),
    ("frontdesk doct", "doctor"),
    ("frontdesk GET /users --dry", "--dry-run"),
];

#[test]
fn bash_completes_what_is_typed() {
    let Some(path) = found("bash") else { return };
    let folder = project();
    // Bash hands over the words of a line, `=` as one of its own, and takes the answer from a variable.
    let script = r#"source <(frontdesk completions bash)
        function=$(complete -p frontdesk | sed 's/.*-F \([^ ]*\).*/\1/')
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMP_TYPE=9 COMP_KEY=9
        $function frontdesk "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    for (typed, expected) in LINES {
        let typed = typed.replace('=', " = ");
        let expected = expected
            .rsplit_once('=')
            .map_or(expected, |(name, value)| if value.is_empty() { expected } else { &expected[name.len() + 1..] });
        let mut arguments = vec!["--noprofile", "--norc", "-c", script, "bash"];
        arguments.extend(typed.split_whitespace());
        let output = shell(&path, &arguments, folder.path()).output().unwrap();
        let offered = String::from_utf8_lossy(&output.stdout).into_owned();
        let problem = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(offered.lines().any(|line| line.trim_end() == expected), "{typed}: {offered}{problem}");
    }
}

#[test]
fn zsh_completes_what_is_typed() {
    let Some(path) = found("zsh") else { return };
    let folder = project();
    let command = shell(&path, &["-f", "-i"], folder.path());
    let mut session = spawn_command(command, Some(30_000)).unwrap();
    session.send_line("unsetopt beep promptsp; autoload -Uz compinit; compinit -u; echo re''ady").unwrap();
    session.exp_string("ready").unwrap();
    session.send_line("source <(frontdesk completions zsh); echo lo''aded").unwrap();
    session.exp_string("loaded").unwrap();
    session.exp_string("READY> ").unwrap();
    for (typed, expected) in LINES {
        complete(&mut session, typed, expected);
    }
    session.send_line("exit").unwrap();
}

#[test]
fn fish_completes_what_is_typed() {
    let Some(path) = found("fish") else { return };
    let folder = project();
    for (typed, expected) in LINES {
        // Fish itself says what Tab would offer.
        let script = format!("frontdesk completions fish | source; complete -C '{typed}'");
        let output = shell(&path, &["--no-config", "-c", &script], folder.path()).output().unwrap();
        let offered = String::from_utf8_lossy(&output.stdout).into_owned();
        let words: Vec<&str> = offered.lines().filter_map(|line| line.split('\t').next()).collect();
        assert!(words.contains(&expected), "{typed}: {offered}{}", String::from_utf8_lossy(&output.stderr));
    }
}
