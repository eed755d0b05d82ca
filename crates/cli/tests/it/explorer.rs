use frontdesk_contract::{ApiVersion, catalogue};

use crate::program::{command, project, run};

#[test]
fn help_shows_the_usage_examples_however_it_is_asked_for() {
    let help = run(&[]);
    insta::assert_snapshot!(help);
    for asked in [vec!["help"], vec!["-h"], vec!["--help"], vec![""], vec!["help", "--version", "2024-10-01"]] {
        assert_eq!(run(&asked), help, "{asked:?}");
    }
}

#[test]
fn tags_are_counted_from_the_operations() {
    let shown = run(&["tags"]);
    // Counted here from the catalogue, so that a new operation changes no list of this test.
    let operations = || catalogue::operations().filter(|operation| operation.versions.contains(ApiVersion::NEWEST));
    for operation in operations() {
        let tag = operation.tags[0];
        let count = operations().filter(|other| other.tags.contains(&tag)).count().to_string();
        let line = shown.lines().find(|line| line.starts_with(tag)).unwrap_or_default();
        assert!(line.strip_prefix(tag).is_some_and(|rest| rest.trim() == count), "{tag} has {count}: {shown}");
    }
    assert!(shown.contains(&format!("{} operations in", operations().count())), "{shown}");
    assert_eq!(run(&["TAGS"]), shown);
}

#[test]
fn a_tag_lists_its_endpoints_in_any_spelling() {
    let shown = run(&["Email Addresses"]);
    insta::assert_snapshot!(shown);
    for spelling in [vec!["email", "addresses"], vec!["email-address"], vec!["EMAILADDRESSES"], vec!["e-mail address"]]
    {
        assert_eq!(run(&spelling), shown, "{spelling:?}");
    }
    assert_eq!(run(&["organisations"]), run(&["Organizations"]));
}

#[test]
fn versions_are_taken_from_flags_and_words() {
    let old = run(&["Users", "version", "2025-11-10.yml"]);
    assert!(old.contains("API version 2025-11-10"), "{old}");
    for asked in [
        ["Users", "--version", "2025-11-10"],
        ["Users", "--api-version", "2025-11-10"],
        ["Users", "--version=2025-11-10.yml", "version 2025-11-10"],
    ] {
        let words: Vec<&str> = asked.iter().flat_map(|word| word.split(' ')).collect();
        assert_eq!(run(&words), old, "{asked:?}");
    }
    insta::assert_snapshot!(run(&["tags", "--version", "2025-11-11"]), @r#"
    exit 2
    --- stderr
    {"error":{"code":"unknown_version","message":"there is no API version `2025-11-11`; known are 2021-02-05, 2024-10-01, 2025-03-12, 2025-04-10, 2025-11-10 and 2026-05-12","candidates":["2025-11-10"]}}
    "#);
    assert!(run(&["--version"]).starts_with("exit 0\n--- stdout\nfrontdesk "));
    assert!(run(&["tags", "--version", "2025-11-10", "--api-version", "2024-10-01"]).starts_with("exit 2"));
}

#[test]
fn an_endpoint_is_explained() {
    insta::assert_snapshot!(run(&["POST", "/invitations", "-h"]));
    insta::assert_snapshot!(run(&["DELETE", "/users/{user_id}", "help"]));
}

#[test]
fn no_spelling_of_help_ever_executes() {
    let stub = crate::stub::Stub::start(200, "{}");
    let folder = project();
    let explained = run(&["GET", "/users", "help"]);
    for words in [
        vec!["GET", "/users", "help"],
        vec!["help", "GET", "/users"],
        vec!["GET", "/users", "-h"],
        vec!["GET", "/users", "limit=2", "--help"],
        vec!["--help", "get", "/v1/users"],
        vec!["GET /users help"],
    ] {
        let output = command(folder.path())
            .args(&words)
            .args(["--api-url", &stub.url(), "--secret-key", "sk_test_abcdefghijkl"])
            .output()
            .unwrap();
        assert_eq!(crate::program::shown(&output), explained, "{words:?}");
    }
    assert!(stub.take().is_empty());
}

#[test]
fn no_command_of_an_operator_runs_when_help_is_asked_for() {
    let commands: &[&[&str]] = &[
        &["serve", "--listen", "127.0.0.1:0"],
        &["mcp", "--allow", "write"],
        &["log"],
        &["restore", "backup.json", "--yes"],
        &["doctor"],
        &["profile", "add", "work"],
        &["completions", "bash"],
        &["man", "pages"],
        &["skill"],
        &["instances", "create"],
        &["instances", "delete", "ins_1"],
        &["seed", "seed.json"],
        &["check"],
    ];
    let folder = project();
    let before = std::fs::read_dir(folder.path()).unwrap().count();
    for words in commands {
        for spelling in ["help", "-h", "--help"] {
            for at in 0..=words.len() {
                // Behind a flag that takes a value it would be that value.
                if at > 0 && ["--listen", "--allow"].contains(&words[at - 1]) {
                    continue;
                }
                let mut line = words.to_vec();
                line.insert(at, spelling);
                let output = command(folder.path()).args(&line).output().unwrap();
                let text = crate::program::shown(&output);
                assert!(output.status.success() && text.contains("Usage: frontdesk "), "{line:?}: {text}");
            }
        }
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), before);
}

#[test]
fn what_is_unknown_is_answered_with_what_was_probably_meant() {
    let lines = [
        run(&["GET", "/user"]),
        run(&["GET", "/users/user_1/ban"]),
        run(&["PUT", "/users"]),
        run(&["Usres"]),
        run(&["POST", "/users/user_1/password/set_compromised", "--version", "2024-10-01"]),
        run(&["/users"]),
        run(&["get", "user", "john_doe"]),
        run(&["GET", "/users", "--unknown-flag"]),
    ];
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_operation_of_every_version_is_explained() {
    let folder = project();
    for version in [ApiVersion::OLDEST, ApiVersion::NEWEST] {
        for operation in catalogue::operations().filter(|operation| operation.versions.contains(version)) {
            let output = command(folder.path())
                .args([operation.method.as_str(), operation.path, "help", "--api-version", version.as_str()])
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && output.stderr.is_empty(), "{}", operation.id);
            assert!(text.contains(operation.id) && text.contains("Example\n  frontdesk "), "{text}");
        }
    }
}
