//! What a person at a terminal is shown and asked.

use rexpect::process::wait::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

use crate::program::{command, project};
use crate::stub::Stub;

/// The program at a terminal of its own.
fn at_terminal(stub: &Stub, key: &str, arguments: &[&str]) -> (PtySession, tempfile::TempDir) {
    let folder = project();
    let mut command = command(folder.path());
    command
        .env("TERM", "xterm")
        .env("NO_COLOR", "1")
        .env("CLERK_API_URL", stub.url())
        .env("CLERK_SECRET_KEY", key)
        .env("CLERK_BAPI_SCOPES", "write delete")
        .args(arguments);
    // Inherited input would be no terminal.
    let mut terminal = std::process::Command::new(command.get_program());
    terminal.env_clear().current_dir(folder.path()).args(command.get_args());
    for (name, value) in command.get_envs() {
        terminal.env(name, value.unwrap());
    }
    (spawn_command(terminal, Some(20_000)).unwrap(), folder)
}

fn exit_code(session: PtySession) -> i32 {
    match session.process.wait().unwrap() {
        WaitStatus::Exited(_, code) => code,
        other => panic!("{other:?}"),
    }
}

const TEST_KEY: &str = "sk_test_abcdefghijkl";
const USER: &str = r#"{"object":"user","id":"user_1","first_name":"Ann"}"#;

#[test]
fn a_write_is_shown_and_sent_only_after_a_yes() {
    let stub = Stub::start(200, USER);
    for (answer, code, sent) in [("n", 8, 0), ("\r", 8, 0), ("y", 0, 1)] {
        let (mut session, _folder) = at_terminal(&stub, TEST_KEY, &["PATCH", "/users/user_1", "first_name=Ann"]);
        session.exp_string("/v1/users/user_1").unwrap();
        session.exp_string("\"first_name\": \"Ann\"").unwrap();
        session.exp_string("key sk_test_ab").unwrap();
        session.exp_string("Send it?").unwrap();
        assert!(stub.take().is_empty());
        session.send(answer).unwrap();
        session.flush().unwrap();
        let rest = session.exp_eof().unwrap();
        assert_eq!(rest.contains(" user user_1 "), code == 0, "{rest}");
        assert_eq!(exit_code(session), code, "{rest}");
        assert_eq!(stub.take().len(), sent, "{rest}");
    }
}

#[test]
fn an_id_typed_back_deletes_and_anything_else_does_not() {
    let stub = Stub::start(200, USER);
    for (answer, code) in [("yes", 8), ("user_2", 8), ("user_1", 0)] {
        let (mut session, _folder) = at_terminal(&stub, TEST_KEY, &["DELETE", "/users/user_1", "--yes"]);
        session.exp_string("This is irreversible.").unwrap();
        session.exp_string("This will be gone:").unwrap();
        session.exp_string("user user_1").unwrap();
        session.exp_string("sessions").unwrap();
        session.exp_string("Type user_1 to go on").unwrap();
        session.send_line(answer).unwrap();
        session.exp_eof().unwrap();
        assert_eq!(exit_code(session), code, "{answer}");
        let deleted = stub.take().iter().filter(|seen| seen.line.starts_with("DELETE")).count();
        assert_eq!(deleted, usize::from(code == 0), "{answer}");
    }
}

#[test]
fn production_is_named_and_asked_about_in_spite_of_yes() {
    let stub = Stub::start(200, USER);
    let key = "sk_live_abcdefghijkl";
    let (mut session, _folder) = at_terminal(&stub, key, &["POST", "/users/user_1/ban", "--yes"]);
    session.exp_string("production").unwrap();
    session.exp_string("stop working").unwrap();
    session.exp_string("Send it?").unwrap();
    session.send("n").unwrap();
    session.flush().unwrap();
    session.exp_eof().unwrap();
    assert_eq!(exit_code(session), 8);
    assert!(stub.take().is_empty());
}

#[test]
fn an_interrupted_question_sends_nothing_says_so_and_gives_the_cursor_back() {
    let stub = Stub::start(200, USER);
    for arguments in [&["POST", "/users/user_1/ban"][..], &["POST", "/invitations"], &["tags"]] {
        let (mut session, _folder) = at_terminal(&stub, TEST_KEY, arguments);
        session.exp_regex(r"Send it\?|Whom to invite|Esc for none").unwrap();
        session.send_control('c').unwrap();
        let rest = session.exp_eof().unwrap();
        let (back, told) = rest.split_once("\u{1b}[?25h").unwrap_or_else(|| panic!("{rest:?}"));
        assert!(!told.contains("\u{1b}[?25l") && told.contains("nothing more was done"), "{back:?} {told:?}");
        assert_eq!(exit_code(session), 130);
    }
    assert!(stub.take().is_empty());
}

#[test]
fn a_change_of_metadata_is_shown_key_by_key() {
    let stub = Stub::start(200, r#"{"object":"user","id":"user_1","public_metadata":{"beta":true,"plan":"free"}}"#);
    let call = ["PATCH", "/users/user_1", "public_metadata.plan=pro", "--version", "2025-11-10"];
    let (mut session, _folder) = at_terminal(&stub, TEST_KEY, &call);
    session.exp_string("replaced whole").unwrap();
    session.exp_string("- beta: true is lost").unwrap();
    session.exp_string("~ plan: \"free\" becomes \"pro\"").unwrap();
    session.exp_string("Send it?").unwrap();
    session.send("n").unwrap();
    session.flush().unwrap();
    session.exp_eof().unwrap();
    assert_eq!(exit_code(session), 8);
    assert_eq!(stub.take().iter().map(|seen| seen.line.as_str()).collect::<Vec<_>>(), ["GET /v1/users/user_1"]);
}

#[test]
fn what_is_missing_is_asked_for() {
    let stub = Stub::start(200, USER);
    let (mut session, _folder) = at_terminal(&stub, TEST_KEY, &["POST", "/invitations", "--yes"]);
    session.exp_string("email_address").unwrap();
    session.send_line("ann@example.com").unwrap();
    session.exp_eof().unwrap();
    assert_eq!(exit_code(session), 0);
    assert_eq!(stub.take()[0].body, r#"{"email_address":"ann@example.com"}"#);
}

#[test]
fn a_tag_can_be_opened_from_the_list() {
    let stub = Stub::start(200, USER);
    let (mut session, _folder) = at_terminal(&stub, TEST_KEY, &["tags"]);
    session.exp_string("Open a tag").unwrap();
    session.send("Sign-in").unwrap();
    session.send("\r").unwrap();
    session.flush().unwrap();
    session.exp_string("/sign_in_tokens").unwrap();
    session.exp_eof().unwrap();
    assert_eq!(exit_code(session), 0);
}

#[test]
fn what_is_destructive_but_can_be_made_again_is_asked_about_with_a_yes_or_no() {
    let stub = Stub::start(200, r#"{"object":"organization","id":"org_1"}"#);
    for (answer, code, sent) in [("n", 8, 0), ("y", 0, 1)] {
        let (mut session, _folder) = at_terminal(&stub, TEST_KEY, &["DELETE", "/organizations/org_1/logo"]);
        session.exp_string("What goes: The uploaded logo.").unwrap();
        session.exp_string("Send it?").unwrap();
        session.send(answer).unwrap();
        session.flush().unwrap();
        session.exp_eof().unwrap();
        assert_eq!(exit_code(session), code);
        assert_eq!(stub.take().len(), sent);
    }
}
