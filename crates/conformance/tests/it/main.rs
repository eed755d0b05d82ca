//! The program as a user starts it.
#![expect(clippy::unwrap_used, reason = "tests")]

mod declarations;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

use frontdesk_conformance::official_documents;

const PROGRAM: &str = env!("CARGO_BIN_EXE_frontdesk-judge");

fn summary(arguments: &[&Path]) -> Output {
    Command::new(PROGRAM).arg("summary").args(arguments).output().unwrap()
}

#[test]
fn a_summary_exits_with_zero_only_if_all_is_well() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let line = |violations: &str| {
        format!(
            r#"{{"version":"2026-05-12","operation_id":"GetUser","method":"GET","path":"/v1/users/u","status":200,"violations":[{violations}],"unlisted_status":false,"undocumented":false}}"#
        ) + "\n"
    };
    let good = at("good", &line(""));
    let bad = at("bad", &line("\"/id: null\""));
    let met = at("met", r#"{"2026-05-12":["GetUser"]}"#);
    let unmet = at("unmet", r#"{"2026-05-12":["GetUser","BanUser"]}"#);
    let require = Path::new("--require");

    let fine = summary(&[&good, require, &met]);
    assert_eq!(fine.status.code(), Some(0));
    assert_prints(&fine, "2026-05-12            1           1           0      0           0             0");
    let violated = summary(&[&good, &bad]);
    assert_eq!(violated.status.code(), Some(1));
    assert_prints(&violated, "  GetUser 200 ×1: /id: null");
    let lacking = summary(&[&good, require, &unmet]);
    assert_eq!(lacking.status.code(), Some(1));
    assert_prints(&lacking, "not verified in 2026-05-12, but required: BanUser");
    assert_eq!(summary(&[&at("empty", "")]).status.code(), Some(1));
    assert_eq!(summary(&[&dir.path().join("none")]).status.code(), Some(1));
}

#[track_caller]
fn assert_prints(output: &Output, line: &str) {
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.lines().any(|known| known == line), "{line:?} not in\n{text}");
}

/// Ends the program with the test, whatever happens in between.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[test]
fn a_proxy_says_where_it_listens_and_reports_what_it_saw() {
    if official_documents().is_none() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let report = dir.path().join("report");
    let upstream = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", upstream.local_addr().unwrap());
    let answering = thread::spawn(move || {
        let (mut stream, _) = upstream.accept().unwrap();
        let mut head = String::new();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(reader.read_line(&mut head).unwrap(), 0);
        }
        let body = r#"{"object":"user","id":"user_1","deleted":1}"#;
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
        stream.write_all(answer.as_bytes()).unwrap();
    });

    let mut command = Command::new(PROGRAM);
    command.args(["proxy", "--upstream", &url, "--listen", "127.0.0.1:0", "--report"]).arg(&report);
    let mut program = Running(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(program.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();

    let mut client = TcpStream::connect(address).unwrap();
    let request =
        "DELETE /v1/users/user_1 HTTP/1.1\r\nhost: x\r\nclerk-api-version: 2025-11-10\r\nconnection: close\r\n\r\n";
    client.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).unwrap();
    answering.join().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");

    let recorded: serde_json::Value = serde_json::from_str(&fs::read_to_string(&report).unwrap()).unwrap();
    assert_eq!(recorded["version"], "2025-11-10");
    assert_eq!(recorded["operation_id"], "DeleteUser");
    assert_eq!(recorded["violations"].as_array().unwrap().len(), 1, "{recorded}");
    assert!(recorded["violations"][0].as_str().unwrap().starts_with("/deleted:"), "{recorded}");
}
