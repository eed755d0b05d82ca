//! Profiles with and without a secret service.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::program::{error, project, shown};
use crate::stub::Stub;

const KEY: &str = "sk_test_workworkwork";

/// Runs a script beside a keyring of its own that is unlocked, on a bus that ends with it.
fn beside_a_keyring(folder: &Path, stub: &Stub, script: &str) -> Output {
    let script = format!("printf x | gnome-keyring-daemon --unlock --components=secrets >keyring.log 2>&1\n{script}");
    command("dbus-run-session", folder, stub).args(["--", "sh", "-euc", &script]).output().unwrap()
}

fn command(program: &str, folder: &Path, stub: &Stub) -> Command {
    let own = Path::new(env!("CARGO_BIN_EXE_frontdesk")).parent().unwrap();
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", format!("{}:{}", own.display(), std::env::var("PATH").unwrap_or_default()))
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", folder)
        .env("CLERK_API_URL", stub.url())
        .current_dir(folder)
        .stdin(Stdio::null());
    command
}

/// Whether there is a keyring to try. Where there is none, that is said loudly.
#[expect(clippy::print_stderr, reason = "a test that did not run has to say so")]
fn has_keyring() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let has = |name: &str| std::env::split_paths(&path).any(|folder| folder.join(name).is_file());
    let all = has("dbus-run-session") && has("gnome-keyring-daemon");
    if !all {
        eprintln!("SKIPPED: without dbus-run-session and gnome-keyring-daemon no keyring was tried");
    }
    all
}

fn settings(folder: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(folder.join(".config/frontdesk/profiles.json")).unwrap()).unwrap()
}

#[test]
fn where_a_secret_service_runs_the_key_is_in_it_and_nowhere_else() {
    if !has_keyring() {
        return;
    }
    let (folder, stub) = (project(), Stub::start(200, "[]"));
    let script = format!(
        "echo {KEY} | frontdesk profile add work\nfrontdesk profile list\nfrontdesk GET /users\n\
         cat .config/frontdesk/profiles.json >kept.json\nfrontdesk profile remove work\nfrontdesk GET /users || exit 33"
    );
    let output = beside_a_keyring(folder.path(), &stub, &script);
    // The last request has no key any more.
    assert_eq!(output.status.code(), Some(33), "{}", shown(&output));
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.lines().any(|line| line.contains(r#""place":"keyring""#)), "{}", shown(&output));
    let keys: Vec<String> = stub.take().into_iter().map(|seen| seen.key).collect();
    assert_eq!(keys, [format!("Bearer {KEY}")]);
    let kept = std::fs::read_to_string(folder.path().join("kept.json")).unwrap();
    assert!(!kept.contains("workwork") && kept.contains("sk_test_wo"), "{kept}");
}

#[test]
fn a_keyring_that_went_away_is_named_with_what_to_do() {
    if !has_keyring() {
        return;
    }
    let (folder, stub) = (project(), Stub::start(200, "[]"));
    let added = beside_a_keyring(folder.path(), &stub, &format!("echo {KEY} | frontdesk profile add work"));
    assert!(added.status.success(), "{}", shown(&added));
    let output = command("frontdesk", folder.path(), &stub).args(["GET", "/users"]).output().unwrap();
    let (code, failure) = error(&output);
    assert_eq!((code, &failure["code"]), (3, &json!("keyring")), "{failure}");
    assert!(failure["fix"].as_str().unwrap().contains("profile add work"), "{failure}");
    assert!(stub.take().is_empty());
}

#[test]
fn where_none_runs_the_key_is_in_a_file_of_its_owner() {
    let (folder, stub) = (project(), Stub::start(200, "[]"));
    let mut child = command("frontdesk", folder.path(), &stub)
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}/none", folder.path().display()))
        .args(["profile", "add", "work"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(format!("{KEY}\n").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", shown(&output));
    assert!(!shown(&output).contains("workwork"), "{}", shown(&output));
    assert_eq!(settings(folder.path())["profiles"]["work"]["secret_key"], KEY);
    let file = folder.path().join(".config/frontdesk/profiles.json");
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(command("frontdesk", folder.path(), &stub).args(["GET", "/users"]).status().unwrap().success());
    assert_eq!(stub.take()[0].key, format!("Bearer {KEY}"));
}
