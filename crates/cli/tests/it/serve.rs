use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::program::{command, project, shown};

/// A server that was started as its own process.
pub(crate) struct Served {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
    /// What it said until it listened.
    pub(crate) said: String,
}

pub(crate) fn serve(folder: &Path, arguments: &[&str]) -> Served {
    let mut child = command(folder)
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn"])
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    while !said.contains("frontdesk listens on ") {
        assert_ne!(stderr.read_line(&mut said).unwrap(), 0, "{said}");
    }
    Served { child, stdout, stderr, said }
}

impl Served {
    /// Stops it as an operator would, and gives back what it printed: variables, and everything.
    pub(crate) fn stop(mut self) -> (HashMap<String, String>, String) {
        let id = Pid::from_raw(self.child.id().try_into().unwrap());
        kill(id, Signal::SIGTERM).unwrap();
        let mut text = String::new();
        self.stdout.read_to_string(&mut text).unwrap();
        self.stderr.read_to_string(&mut self.said).unwrap();
        assert!(self.child.wait().unwrap().success(), "{}", self.said);
        let variables = text
            .lines()
            .filter_map(|line| line.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        (variables.collect(), format!("{text}{}", self.said))
    }
}

#[test]
fn the_first_start_prints_the_keys_and_later_ones_do_not() {
    let folder = project();
    let (first, _) = serve(folder.path(), &[]).stop();
    let key = &first["CLERK_SECRET_KEY"];
    assert!(key.starts_with("sk_test_") && first["CLERK_PUBLISHABLE_KEY"].starts_with("pk_test_"));
    assert_eq!(first["CLERK_API_URL"], first["CLERK_BACKEND_API_URL"]);
    let (second, text) = serve(folder.path(), &[]).stop();
    assert!(!second.contains_key("CLERK_SECRET_KEY") && !text.contains(key.as_str()), "{text}");
    assert!(text.contains("rotate-key"), "{text}");
    assert_eq!(second["CLERK_PUBLISHABLE_KEY"], first["CLERK_PUBLISHABLE_KEY"]);
}

#[test]
fn the_file_holds_what_an_application_needs_and_is_closed_to_others() {
    let folder = project();
    let file = folder.path().join(".env");
    std::fs::write(&file, "MINE=1\n").unwrap();
    for _ in 0..2 {
        let served = serve(folder.path(), &["--env-file", ".env"]);
        // The executor finds key and address there.
        let output = command(folder.path()).args(["GET", "/users/count"]).output().unwrap();
        assert!(output.status.success(), "{}", shown(&output));
        let (_, text) = served.stop();
        assert!(!text.contains("sk_test_"), "{text}");
    }
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("MINE=1\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_fixed_key_works_on_a_new_database_and_on_an_old_one() {
    let folder = project();
    for key in ["sk_test_fixedfixedfixed", "sk_test_fixedfixedfixed", "sk_test_anotheranother"] {
        let served = serve(folder.path(), &["--secret-key", key, "--env-file", "keys.env"]);
        let url = std::fs::read_to_string(folder.path().join("keys.env")).unwrap();
        let url = url.lines().find_map(|line| line.strip_prefix("CLERK_API_URL=")).unwrap().to_owned();
        let output = command(folder.path())
            .args(["GET", "/users/count", "--secret-key", key, "--api-url", &url])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", shown(&output));
        served.stop();
    }
    let list = command(folder.path()).args(["instances", "list"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&list.stdout).lines().count(), 1);
}

#[test]
fn flags_are_also_variables() {
    let folder = project();
    let output = command(folder.path()).env("FRONTDESK_LISTEN", "nowhere").arg("serve").output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
    let output = command(folder.path()).env("FRONTDESK_DATABASE", "mysql://x").arg("serve").output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", shown(&output));
}

#[test]
fn instances_are_made_listed_rotated_and_deleted_by_their_id() {
    let folder = project();
    let run = |arguments: &[&str]| command(folder.path()).arg("instances").args(arguments).output().unwrap();
    let created = String::from_utf8(run(&["create", "--kind", "production"]).stdout).unwrap();
    let id = created.lines().find_map(|line| line.strip_prefix("INSTANCE_ID=")).unwrap().to_owned();
    assert!(created.contains("CLERK_SECRET_KEY=sk_live_") && created.contains("CLERK_PUBLISHABLE_KEY=pk_live_"));
    let rotated = String::from_utf8(run(&["rotate-key", &id]).stdout).unwrap();
    assert!(rotated.contains("CLERK_SECRET_KEY=sk_live_") && rotated != created);
    assert_eq!(run(&["delete", &id]).status.code(), Some(8));
    assert_eq!(run(&["delete", &id, "--confirm", "ins_other"]).status.code(), Some(8));
    assert!(String::from_utf8_lossy(&run(&["list"]).stdout).contains(&id));
    assert!(run(&["delete", &id, "--confirm", &id]).status.success());
    assert!(run(&["list"]).stdout.is_empty());
    assert_eq!(run(&["delete", &id]).status.code(), Some(4));
    assert_eq!(run(&["create", "--secret-key", "sk_live_abcdefgh"]).status.code(), Some(3));
}

#[test]
fn help_never_executes_a_command_of_the_operator() {
    let folder = project();
    for words in [["serve", "help"], ["serve", "--help"], ["instances", "help"], ["check", "-h"]] {
        let output = command(folder.path()).args(words).output().unwrap();
        assert!(output.status.success(), "{words:?} {}", shown(&output));
        assert!(String::from_utf8_lossy(&output.stdout).contains("Usage: frontdesk"), "{words:?}");
    }
    assert!(!folder.path().join("frontdesk.db").exists());
}

#[test]
fn a_seed_is_applied_to_the_only_instance() {
    let folder = project();
    let run = |arguments: &[&str]| command(folder.path()).args(arguments).output().unwrap();
    std::fs::write(folder.path().join("seed.json"), r#"{"jwt_templates":[{"name":"mine","claims":{"a":1}}]}"#).unwrap();
    assert_eq!(run(&["seed", "seed.json"]).status.code(), Some(4));
    run(&["instances", "create"]);
    let output = run(&["seed", "seed.json"]);
    assert!(output.status.success(), "{}", shown(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["jwt_templates"].as_array().unwrap().len(), 1);
    std::fs::write(folder.path().join("seed.json"), "[1]").unwrap();
    assert_eq!(run(&["seed", "seed.json"]).status.code(), Some(5));
    std::fs::write(folder.path().join("seed.json"), r#"{"users":[{"frist_name":"Ada"}]}"#).unwrap();
    let output = run(&["seed", "seed.json"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(shown(&output).contains("users[0].frist_name"), "{}", shown(&output));
    assert_eq!(run(&["seed"]).status.code(), Some(2), "a file is needed");
}

#[test]
fn an_export_is_a_seed() {
    let folder = project();
    let run = |arguments: &[&str]| {
        let output = command(folder.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?} {}", shown(&output));
        output.stdout
    };
    run(&["instances", "create", "--database", "sqlite:one.db"]);
    run(&["instances", "create", "--database", "sqlite:two.db"]);
    let yaml = "users:\n  - email_address: [ada@example.com]\n    first_name: Ada\norganizations:\n  - name: Acme\n";
    std::fs::write(folder.path().join("seed.yaml"), yaml).unwrap();
    run(&["seed", "seed.yaml", "--database", "sqlite:one.db"]);
    let export = run(&["seed", "--export", "--database", "sqlite:one.db"]);
    std::fs::write(folder.path().join("export.json"), &export).unwrap();
    run(&["seed", "export.json", "--database", "sqlite:two.db"]);
    let again = run(&["seed", "--export", "--database", "sqlite:two.db"]);
    assert_eq!(String::from_utf8(export).unwrap(), String::from_utf8(again).unwrap());
    let schema: serde_json::Value = serde_json::from_slice(&run(&["seed", "--schema"])).unwrap();
    assert_eq!(schema["title"], "Seed");
}
