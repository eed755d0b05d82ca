//! What the project's first document promises, typed as a new user types it: every line of its usage block and each of
//! its modes, on the server inside the program and on one with ten thousand users.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::many_users::ManyUsers;
use crate::program::{command, project, shown};

/// The lines of the usage block, in its order: browse, execute, inspect, options.
const USAGE: &[&[&str]] = &[
    &["tags"],
    &["Users"],
    &["Users", "version", "2025-11-10.yml"],
    &["GET", "/users"],
    &["get", "user", "john_doe"],
    &["POST", "/invitations"],
    &["GET", "/users", "help"],
    &["POST", "/invitations", "-h"],
];

/// The same with its options, and what it demands before a write.
const OPTIONS: &[&[&str]] = &[
    &["POST", "/invitations", "email_address=ann@example.com"],
    &["POST", "/invitations", "email_address=ann@example.com", "--admin"],
    &["POST", "/invitations", "email_address=ann@example.com", "--admin", "--yes"],
    &["create organization 'Acme Corp' and invite user@example.com as admin"],
    &["create organization 'Acme Corp' and invite user@example.com as admin", "--admin", "--yes"],
    &["set plan to pro and onboarded to true for user john_doe", "--admin", "--yes"],
    &["GET", "/organizations"],
    &["users who signed up in the last 7 days", "--dry-run"],
    &["DELETE", "/users/user_1", "--admin", "--yes"],
    &["delete user john_doe", "--admin", "--yes"],
    &["delete all users", "--admin", "--yes"],
    &["GET", "/users", "--version", "2024-10-01", "--dry-run"],
    &["GET", "/users", "version", "2024-10-01", "--dry-run"],
    &["GET", "/users", "limit=501"],
    &["GET", "/users/user_nobody"],
];

/// A transcript: every line behind a prompt, and what came of it.
fn transcript(lines: &[&[&str]], mut program: impl FnMut() -> Command) -> String {
    let told = lines.iter().map(|line| {
        let output = program().args(*line).output().unwrap();
        let words: Vec<String> = line.iter().map(|word| quoted(word)).collect();
        format!("$ frontdesk {}\n{}", words.join(" "), steady(&shown(&output)))
    });
    told.collect::<Vec<_>>().join("\n")
}

fn quoted(word: &str) -> String {
    if word.contains(' ') { format!("\"{word}\"") } else { word.to_owned() }
}

/// What changes from run to run in words that do not, and of a list of many only the first.
fn steady(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = match serde_json::from_str::<Vec<Value>>(line) {
            Ok(rows) if rows.len() > 1 => format!("[{},… {} more]", rows[0], rows.len() - 1),
            _ => line.to_owned(),
        };
        let line = without_times(&without_addresses(&line));
        let mut steady = String::new();
        let mut rest = line.as_str();
        while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
            let length =
                rest[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len() - start);
            steady.push_str(&rest[..start]);
            steady.push_str(&steady_word(&rest[start..start + length]));
            rest = &rest[start + length..];
        }
        steady.push_str(rest);
        steady
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Addresses have ports, tickets and the like in them.
fn without_addresses(line: &str) -> String {
    let mut parts = line.split("http://").flat_map(|part| part.split("https://"));
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let end = part.find(|c: char| c == '"' || c == '\\' || c.is_whitespace()).unwrap_or(part.len());
        text + "ADDRESS" + &part[end..]
    })
}

/// Times as people read them.
fn without_times(line: &str) -> String {
    let shape = "0000-00-00 00:00";
    let is_time = |text: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(a, b)| if b == b'0' { a.is_ascii_digit() } else { a == b })
    };
    let mut steady = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        match rest.get(..shape.len()).filter(|text| is_time(text)) {
            Some(_) => {
                steady.push_str("YYYY-MM-DD HH:MM");
                rest = &rest[shape.len()..];
            }
            None => {
                steady.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    steady
}

fn steady_word(word: &str) -> String {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    match word.len() {
        13 if is_number => return "TIME".to_owned(),
        10 if is_number => return "SECOND".to_owned(),
        _ => {}
    }
    if word.len() == 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return "TRACE".to_owned();
    }
    match word.rsplit_once('_') {
        Some((kind, id)) if id.len() >= 26 => format!("{kind}_…"),
        _ => word.to_owned(),
    }
}

fn local(folder: &Path) -> Command {
    let mut command = command(folder);
    command.arg("--local");
    command
}

/// Both have a user of that name.
const JOHN: &[&str] = &[
    "POST",
    "/users",
    "username=john_doe",
    "email_address=john@example.com",
    "skip_password_requirement=true",
    "--admin",
    "--yes",
];

#[test]
fn every_line_of_the_usage_block_does_what_it_says_on_the_embedded_server() {
    let folder = project();
    assert!(local(folder.path()).args(JOHN).output().unwrap().status.success());
    insta::assert_snapshot!(transcript(USAGE, || local(folder.path())));
    insta::assert_snapshot!(transcript(OPTIONS, || local(folder.path())));
}

#[test]
fn and_on_a_server_with_ten_thousand_users() {
    let server = ManyUsers::start(10_000, None);
    let folder = project();
    let remote = || {
        let mut command = command(folder.path());
        command.env("CLERK_API_URL", &server.url).env("CLERK_SECRET_KEY", &server.secret_key);
        command
    };
    assert!(remote().args(JOHN).output().unwrap().status.success());
    insta::assert_snapshot!(transcript(USAGE, remote));
    insta::assert_snapshot!(transcript(OPTIONS, remote));
    // As many as there are.
    let count = remote().args(["GET", "/users/count"]).output().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&count.stdout).unwrap()["total_count"], 10_001);
}

#[cfg(unix)]
#[test]
fn at_a_terminal_it_reads_as_it_was_promised() {
    let folder = project();
    assert!(local(folder.path()).args(JOHN).output().unwrap().status.success());
    let mut told = String::new();
    for line in
        [&["GET", "/users"][..], &["get", "user", "john_doe"], &["GET", "/users/count"], &["GET", "/organizations"]]
    {
        let mut terminal = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
        terminal.env_clear().current_dir(folder.path()).args(["--local"]).args(line);
        terminal.envs([("HOME", folder.path().to_str().unwrap()), ("TERM", "xterm"), ("NO_COLOR", "1"), ("TZ", "UTC")]);
        terminal.env("FRONTDESK_PAGER", "");
        let mut session = rexpect::session::spawn_command(terminal, Some(30_000)).unwrap();
        // Every byte comes back as a character of its own.
        let bytes: Vec<u8> =
            session.exp_eof().unwrap().chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
        let shown = String::from_utf8_lossy(&bytes).replace('\r', "");
        told.push_str(&format!("$ frontdesk {}\n{}\n", line.join(" "), steady(shown.trim_end())));
    }
    insta::assert_snapshot!(told);
}
