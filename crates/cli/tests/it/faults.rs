//! What happens when the API is busy, slow, broken or not there.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Output;

use crate::program::{command, error, project, shown};
use crate::stub::{Reply, Stub};

const KEY: &str = "sk_test_abcdefghijkl";

fn send(url: &str, arguments: &[&str]) -> Output {
    let folder = project();
    command(folder.path())
        .args(["--api-url", url, "--secret-key", KEY, "--admin", "--yes"])
        .args(arguments)
        .output()
        .unwrap()
}

fn busy(after: &'static str) -> Reply {
    Reply::new(429, r#"{"errors":[{"code":"too_many_requests","message":"busy"}]}"#).header("retry-after", after)
}

#[test]
fn a_busy_api_is_asked_again_when_it_says_so_by_reads_and_writes_alike() {
    for call in [&["GET", "/users"][..], &["POST", "/organizations", "name=Acme"], &["POST", "/users/user_1/ban"]] {
        let stub = Stub::replies(vec![busy("1"), Reply::new(200, "{}")]);
        let started = std::time::Instant::now();
        let output = send(&stub.url(), call);
        assert!(output.status.success(), "{}", shown(&output));
        assert!(started.elapsed().as_millis() >= 1000);
        assert_eq!(stub.take().len(), 2);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("goes out again in 1 s, as the API asks"), "{said}");
    }
}

#[test]
fn an_api_that_asks_for_too_long_a_wait_is_not_waited_for() {
    let stub = Stub::replies(vec![busy("3600")]);
    let output = send(&stub.url(), &["GET", "/users"]);
    let (code, error) = error(&output);
    assert_eq!((code, error["fix"].as_str().unwrap()), (6, "wait 3600 seconds and try again"));
    assert_eq!(stub.take().len(), 1);
    let output =
        send(&Stub::replies(vec![busy("0"), Reply::new(200, "{}")]).url(), &["GET", "/users", "--retries", "0"]);
    assert_eq!(output.status.code(), Some(6));
}

#[test]
fn a_failing_api_is_read_from_again_but_never_written_to_again() {
    for (call, times) in [(&["GET", "/users"][..], 2), (&["PATCH", "/users/user_1", "first_name=Ann"], 1)] {
        let stub = Stub::replies(vec![Reply::new(503, "{}"), Reply::new(200, "{}")]);
        let output = send(&stub.url(), call);
        assert_eq!(stub.take().len(), times, "{call:?}");
        assert_eq!(output.status.code(), Some(if times == 2 { 0 } else { 7 }));
    }
}

/// Accepts connections, reads a request from each and hangs up without an answer. Gives back how many there were.
fn hangs_up(times: usize) -> (String, std::thread::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let counter = std::thread::spawn(move || {
        let mut requests = 0;
        for _ in 0..times {
            let (mut stream, _) = listener.accept().unwrap();
            requests += usize::from(stream.read(&mut [0; 4096]).unwrap() > 0);
        }
        // Whoever comes again is told apart.
        if let Ok((mut stream, _)) = listener.accept() {
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]");
            requests += 1;
        }
        requests
    });
    (url, counter)
}

#[test]
fn a_connection_that_breaks_after_a_write_was_sent_is_told_and_the_write_is_not_sent_again() {
    let (url, counter) = hangs_up(1);
    let output = send(&url, &["POST", "/organizations", "name=Acme"]);
    let (code, error) = error(&output);
    assert_eq!(code, 10, "{}", shown(&output));
    assert!(error["fix"].as_str().unwrap().contains("may have been carried out"), "{error}");
    // A read that meets the same breaks is sent again, and arrives.
    assert!(send(&url, &["GET", "/users"]).status.success());
    assert_eq!(counter.join().unwrap(), 2);
    let (url, counter) = hangs_up(2);
    let output = send(&url, &["GET", "/users"]);
    assert!(output.status.success(), "{}", shown(&output));
    assert_eq!(counter.join().unwrap(), 3);
}

#[test]
fn an_answer_that_does_not_come_in_time_is_a_network_failure() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let output = send(&url, &["POST", "/organizations", "name=Acme", "--timeout", "1"]);
    let (code, error) = error(&output);
    assert_eq!(code, 10);
    assert!(error["message"].as_str().unwrap().contains("did not answer in time"), "{error}");
}

#[test]
fn requests_go_through_the_proxy_of_the_environment() {
    let proxy = Stub::start(200, r#"{"proxied":true}"#);
    let folder = project();
    let output = command(folder.path())
        .env("HTTP_PROXY", proxy.url())
        .args(["GET", "/users", "--api-url", "http://api.example.test", "--secret-key", KEY])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), r#"{"proxied":true}"#, "{}", shown(&output));
    assert_eq!(proxy.take().len(), 1);
}

#[test]
fn a_file_without_certificates_is_refused_before_anything_is_sent() {
    let stub = Stub::start(200, "[]");
    for content in ["", "no certificate"] {
        let folder = project();
        std::fs::write(folder.path().join("ca.pem"), content).unwrap();
        let output = command(folder.path())
            .args(["GET", "/users", "--api-url", &stub.url(), "--secret-key", KEY, "--ca-file", "ca.pem"])
            .output()
            .unwrap();
        assert_eq!((output.status.code(), error(&output).1["code"].as_str()), (Some(2), Some("ca_file")));
    }
    assert!(stub.take().is_empty());
}

#[test]
fn what_travels_is_told_without_secrets() {
    let stub = Stub::replies(vec![Reply::new(200, r#"{"object":"token","jwt_token":"eyJ","id":"x"}"#)]);
    let output = send(&stub.url(), &["POST", "/users", "password=hunter2hunter2", "--verbose"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    for part in ["> POST", "Bearer sk_test_ab…", "< HTTP/1.1 200 OK", r#"\"id\":\"x\""#] {
        assert!(said.contains(part), "{part}: {said}");
    }
    for secret in ["hunter2", "sk_test_abcdefghijkl", "eyJ"] {
        assert!(!said.contains(secret), "{said}");
    }
}
