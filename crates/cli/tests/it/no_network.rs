//! What needs no network works without one: every process runs in a network namespace that holds nothing.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use frontdesk_contract::{ApiVersion, catalogue, error_codes};
use serde_json::Value;

use crate::program::{project, shown};

/// The program where there is no network, not even to this machine.
fn alone(folder: &Path) -> Command {
    let mut command = Command::new("unshare");
    command
        .args(["--user", "--map-root-user", "--net", env!("CARGO_BIN_EXE_frontdesk")])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .current_dir(folder)
        .stdin(std::process::Stdio::null());
    command
}

/// Whether this machine lets a test make such a namespace. Where it does not, that is said loudly.
#[expect(clippy::print_stderr, reason = "a test that did not run has to say so")]
fn is_permitted() -> bool {
    let tried = Command::new("unshare").args(["--user", "--map-root-user", "--net", "true"]).output();
    let permitted = tried.as_ref().is_ok_and(|output| output.status.success());
    if !permitted {
        eprintln!("SKIPPED: this machine permits no network namespaces (unshare --net): nothing was tested offline");
    }
    permitted
}

fn words(line: &[&str]) -> Vec<String> {
    line.iter().map(|word| (*word).to_owned()).collect()
}

/// Every command line that must do without.
fn lines(folder: &Path) -> Vec<Vec<String>> {
    std::fs::write(folder.join("picture.png"), b"\x89PNG").unwrap();
    let mut lines = Vec::new();
    for version in ApiVersion::ALL {
        let dated = |line: &[&str]| words(&[line, &["--api-version", version.as_str()]].concat());
        lines.push(dated(&["tags"]));
        let operations = || catalogue::operations().filter(move |operation| operation.versions.contains(version));
        let mut tags: Vec<&str> = operations().flat_map(|operation| operation.tags.iter().copied()).collect();
        tags.sort_unstable();
        tags.dedup();
        lines.extend(tags.into_iter().map(|tag| dated(&[tag])));
        lines.extend(operations().map(|operation| dated(&[operation.method.as_str(), operation.path, "help"])));
        lines.push(dated(&["search", "turn", "off", "2FA"]));
        lines.push(dated(&["get", "user", "john_doe", "--dry-run"]));
        lines.push(words(&["diff", ApiVersion::OLDEST.as_str(), version.as_str()]));
        lines.push(words(&["diff", version.as_str(), ApiVersion::NEWEST.as_str(), "Users"]));
    }
    lines.extend(error_codes::all().map(|code| words(&["explain", code.code])));
    let topics = Command::new(env!("CARGO_BIN_EXE_frontdesk")).args(["explain", "-o", "json"]).output().unwrap();
    let topics: Value = serde_json::from_slice(&topics.stdout).unwrap();
    let topics: Vec<&str> =
        topics["topics"].as_array().unwrap().iter().map(|topic| topic["topic"].as_str().unwrap()).collect();
    assert!(topics.len() > 5, "{topics:?}");
    lines.extend(topics.into_iter().map(|topic| words(&["explain", topic])));
    lines.extend([
        words(&[]),
        words(&["help"]),
        words(&["--version"]),
        words(&["versions"]),
        words(&["explain"]),
        words(&["exit-codes"]),
        words(&["skill"]),
        words(&["man"]),
        words(&["create organization 'Acme Corp' and invite user@example.com as admin", "--dry-run"]),
        words(&["users who signed up in the last 7 days", "--dry-run"]),
        words(&["GET", "/users", "--as", "python"]),
    ]);
    lines.extend(["bash", "zsh", "fish", "powershell", "elvish"].map(|shell| words(&["completions", shell])));
    lines
}

/// Every operation's own example, as a plan.
fn plans(folder: &Path) -> Vec<Vec<String>> {
    let newest = catalogue::operations().filter(|operation| operation.versions.contains(ApiVersion::NEWEST));
    newest
        .map(|operation| {
            let explained = Command::new(env!("CARGO_BIN_EXE_frontdesk"))
                .args([operation.method.as_str(), operation.path, "help", "-o", "json"])
                .current_dir(folder)
                .output()
                .unwrap();
            let explained: Value = serde_json::from_slice(&explained.stdout).unwrap();
            let example = explained["example"]["words"].as_array().unwrap();
            let mut line: Vec<String> = example.iter().map(|word| word.as_str().unwrap().to_owned()).collect();
            line.push("--dry-run".to_owned());
            line
        })
        .collect()
}

#[test]
#[expect(clippy::print_stderr, reason = "the count is what is wanted of this test")]
fn exploring_planning_and_completing_need_no_network() {
    if !is_permitted() {
        return;
    }
    let folder = project();
    // What does need one fails here, or the namespace would prove nothing.
    let key = ["--secret-key", "sk_test_abcdefghijkl", "--retries", "0"];
    let refused = alone(folder.path()).args(["GET", "/users"]).args(key).output().unwrap();
    assert_eq!(refused.status.code(), Some(10), "{}", shown(&refused));

    let mut all = lines(folder.path());
    all.extend(plans(folder.path()));
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, std::num::NonZero::get) {
            scope.spawn(|| {
                while let Some(line) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let output: Output = alone(folder.path()).args(line).output().unwrap();
                    let told = output.status.success() && output.stdout.len() > 10;
                    assert!(told, "{line:?}: {}", shown(&output));
                }
            });
        }
    });
    // A shell that asks what may come next.
    for (line, expected) in [
        (&["GET", "/users/cou"][..], "/users/count"),
        (&["GET", "/users", "order"], "order_by="),
        (&["explain", "rate"], "rate-limits"),
    ] {
        let output = alone(folder.path())
            .env("COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", line.len().to_string())
            .env("_CLAP_IFS", "\n")
            .args(["--", "frontdesk"])
            .args(line)
            .output()
            .unwrap();
        assert!(String::from_utf8_lossy(&output.stdout).lines().any(|word| word == expected), "{}", shown(&output));
    }
    eprintln!("{} command lines did without a network", all.len() + 3);
    assert!(all.len() > 1500, "{}", all.len());
}
