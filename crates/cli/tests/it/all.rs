//! Lists read to their end.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use frontdesk_server::Limits;
use serde_json::Value;

use crate::many_users::ManyUsers;
use crate::program::{command, error, project, shown};
use crate::stub::{Reply, Stub};

fn read_all(server: &ManyUsers, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = command(folder);
    command.env("CLERK_API_URL", &server.url).env("CLERK_SECRET_KEY", &server.secret_key).args(arguments).arg("--all");
    command
}

fn kept(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder.join(".frontdesk/resume")).into_iter().flatten();
    files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|kind| kind == "ndjson")).count()
}

/// The ids in lines of JSON; each line must be whole.
fn ids(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

fn assert_everybody_once(server: &ManyUsers, ids: &[String]) {
    let once: HashSet<&String> = ids.iter().collect();
    assert_eq!((once.len(), ids.len()), (server.ids.len(), server.ids.len()));
    assert!(server.ids.iter().all(|id| once.contains(id)));
}

#[test]
fn every_user_is_read_once_in_every_form_and_order() {
    let server = ManyUsers::start(1234, None);
    let folder = project();
    let run = |arguments: &[&str]| {
        let output = read_all(&server, folder.path(), arguments).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{}", shown(&output));
        output
    };
    // By cursor, by offset, and from somewhere on.
    assert_everybody_once(&server, &ids(&run(&["GET", "/users", "-o", "ndjson"])));
    assert_everybody_once(&server, &ids(&run(&["GET", "/users", "-o", "ndjson", "order_by=+first_name", "limit=100"])));
    assert_eq!(ids(&run(&["GET", "/users", "-o", "ndjson", "offset=1000", "limit=50"])).len(), 234);
    // One document, as one page would be.
    let whole: Vec<Value> = serde_json::from_slice(&run(&["GET", "/users"]).stdout).unwrap();
    assert_eq!(whole.len(), 1234);
    assert_eq!(run(&["GET", "/users", "--jq", "map(select(.first_name == \"First7\")) | length"]).stdout, b"1\n");
    let csv = run(&["GET", "/users", "-o", "csv"]);
    assert_eq!(String::from_utf8_lossy(&csv.stdout).lines().count(), 1235);
    let page: Value = serde_json::from_slice(&run(&["GET", "/organizations"]).stdout).unwrap();
    assert_eq!(page, serde_json::json!({"data": [], "total_count": 0}));
    assert_eq!(kept(folder.path()), 0);
}

#[test]
fn what_was_interrupted_goes_on_within_the_limits_and_has_everybody_once() {
    // More pages than one window may hold, and all but the last within it.
    let server = ManyUsers::start(1500, Some(Limits::Development));
    let folder = project();
    let arguments = ["GET", "/users", "-o", "ndjson", "limit=10"];
    // Interrupted as a person does it, then killed twice, then left to finish.
    for (signal, rows) in [("-INT", 300), ("-KILL", 600), ("-KILL", 900)] {
        let mut child =
            read_all(&server, folder.path(), &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        read_lines(&mut child, rows);
        // The shell's own: a small machine has no program of that name.
        let kill = format!("kill {signal} {}", child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        let mut rest = Vec::new();
        child.stdout.take().unwrap().read_to_end(&mut rest).unwrap();
        let output = Output { stdout: Vec::new(), ..child.wait_with_output().unwrap() };
        if signal == "-INT" {
            assert_eq!(error(&output).1["code"], "interrupted", "{}", shown(&output));
            assert_eq!(output.status.code(), Some(130));
        }
        assert_eq!(kept(folder.path()), 1);
    }
    let output = read_all(&server, folder.path(), &arguments).output().unwrap();
    assert!(output.status.success(), "{}", shown(&output));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Going on after"), "{}", shown(&output));
    assert_everybody_once(&server, &ids(&output));
    // 150 pages and one that is empty; a page that was on its way when its run was ended is read again.
    let requests = server.answered("GetUserList", 200);
    assert!((151..=154).contains(&requests), "{requests} requests");
    // No run asked for more than was left by those before it: nothing was refused.
    assert_eq!((kept(folder.path()), server.answered("GetUserList", 429)), (0, 0));
}

fn read_lines(child: &mut Child, count: usize) {
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    for _ in 0..count {
        lines.next().unwrap().unwrap();
    }
}

#[test]
fn the_limits_of_the_api_are_kept_and_waited_for() {
    let server = ManyUsers::start(110, Some(Limits::Development));
    let folder = project();
    let run = || read_all(&server, folder.path(), &["GET", "/users", "-o", "ndjson", "limit=1"]).output().unwrap();
    let started = std::time::Instant::now();
    assert_everybody_once(&server, &ids(&run()));
    // 111 requests are more than one window may hold.
    assert!(started.elapsed().as_secs() >= 10);
    assert_eq!(server.answered("GetUserList", 429), 0);
}

#[test]
fn a_refusal_in_the_middle_is_waited_for_and_one_that_stays_can_be_gone_on_from() {
    let row = |id: &str| format!(r#"[{{"id":"{id}"}}]"#);
    let busy = || Reply::new(429, r#"{"errors":[{"code":"too_many_requests"}]}"#).header("retry-after", "0");
    let gone = || Reply::new(404, r#"{"errors":[{"code":"resource_not_found"}]}"#);
    let stub = Stub::replies(vec![
        Reply::new(200, row("a")),
        busy(),
        busy(),
        Reply::new(200, row("b")),
        Reply::new(403, r#"{"errors":[{"code":"forbidden"}]}"#),
        // The row to go on after has been deleted: everything is looked at again, and printed once.
        gone(),
        Reply::new(200, row("a")),
        Reply::new(200, row("c")),
        Reply::new(200, "[]"),
    ]);
    let folder = project();
    let run = || {
        command(folder.path())
            .args([
                "GET",
                "/users",
                "limit=1",
                "--all",
                "--api-url",
                &stub.url(),
                "--secret-key",
                "sk_test_abcdefghijkl",
            ])
            .args(["-o", "ndjson"])
            .output()
            .unwrap()
    };
    let output = run();
    let (code, failure) = error(&output);
    assert_eq!((code, failure["code"].as_str().unwrap()), (5, "forbidden"));
    assert!(failure["message"].as_str().unwrap().ends_with("after 2 rows"), "{failure}");
    assert_eq!(ids(&output), ["a", "b"]);
    let lines: Vec<String> = stub.take().into_iter().map(|seen| seen.line).collect();
    let after = |id: &str| format!("GET /v1/users?limit=1&starting_after={id}");
    assert_eq!(lines, ["GET /v1/users?limit=1", &after("a"), &after("a"), &after("a"), &after("b")]);
    let output = run();
    assert!(output.status.success(), "{}", shown(&output));
    assert_eq!(ids(&output), ["a", "b", "c"]);
}

#[test]
fn what_is_no_list_is_refused() {
    for words in [["GET", "/users/user_1"], ["POST", "/users"], ["GET", "/users/count"]] {
        let folder = project();
        let output = command(folder.path()).args(words).args(["--all", "--local"]).output().unwrap();
        assert_eq!(error(&output).0, 2, "{words:?}");
        assert!(!folder.path().join(".frontdesk").exists());
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let server = ManyUsers::start(600, None);
    let folder = project();
    let mut child = read_all(&server, folder.path(), &["GET", "/users", "-o", "ndjson", "limit=20"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    read_lines(&mut child, 3);
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", shown(&output));
    assert_eq!(kept(folder.path()), 0);
}
