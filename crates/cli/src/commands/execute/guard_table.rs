//! Every operation, sent through the tables of `docs/guard-rails.md` to a server that remembers: nothing arrives that
//! the table refuses, and nothing is refused that it allows.

use std::ffi::OsString;
use std::path::Path;

use frontdesk_contract::{ApiVersion, BodyFormat, Risk, catalogue};
use serde_json::json;

use super::*;
use crate::connection::Travel;
use crate::example;
use crate::mcp::{Desk, Start};
use crate::printer::script;

#[path = "../../../tests/it/stub.rs"]
#[expect(dead_code, reason = "other tests look at more of what arrived")]
mod stub;

#[path = "../../../tests/it/guard_document.rs"]
mod document;

use document::{Tables, grants, words};
use stub::{Seen, Stub};

const TEST_KEY: &str = "sk_test_abcdefghijkl";
const LIVE_KEY: &str = "sk_live_abcdefghijkl";
/// What `CLERK_BAPI_SCOPES` may hold: nothing, too little, enough, and what only looks like it.
const SCOPES: [&str; 11] = [
    "",
    "read",
    "write",
    "delete",
    "write,delete",
    "delete write",
    "no-write",
    "no-write,no-delete",
    "Write Delete",
    "write:all,delete:all",
    "rewrite,undelete",
];
const ANSWER: &str = r#"{"object":"user","id":"user_1"}"#;

/// Every operation with a complete request of its newest version.
fn requests(folder: &Path) -> Vec<Request> {
    let picture = folder.join("picture.png");
    std::fs::write(&picture, b"\x89PNG").unwrap();
    let requests: Vec<Request> = catalogue::operations()
        .map(|operation| {
            let version =
                ApiVersion::ALL.into_iter().rev().find(|version| operation.versions.contains(*version)).unwrap();
            let mut words = example::words(operation, version);
            let (path, mut rest) = (words.remove(1), words.split_off(1));
            let data = rest.iter().position(|word| word == "-d").map(|at| rest.drain(at..at + 2).nth(1).unwrap());
            let body = data.map(|data| serde_json::from_str(&data).unwrap());
            let rest: Vec<String> =
                rest.iter().map(|word| word.replace("@picture.png", &format!("@{}", picture.display()))).collect();
            let request = Request::build(operation, version, &path, &rest, body).unwrap();
            assert!(request.violations().is_empty(), "{}: {:?}", operation.id, request.violations());
            request
        })
        .collect();
    assert!(requests.len() > 80);
    requests
}

/// Whether the request itself is among what arrived; everything beside it must only read.
fn arrived(seen: &[Seen], request: &Request) -> bool {
    let own = format!("{} /v1{}", request.operation.method, request.path());
    let is_own = |seen: &&Seen| seen.line.split('?').next() == Some(own.as_str());
    let writes = seen.iter().filter(|seen| !seen.line.starts_with("GET ")).count();
    let count = seen.iter().filter(is_own).count();
    if request.operation.method == Method::Get {
        assert!(count <= 1 && writes == 0, "{own}: {seen:?}");
    } else {
        assert!(writes == count && count <= 1, "{own}: {seen:?}");
    }
    count == 1
}

/// Says how much was tried; `--nocapture` shows it.
#[expect(clippy::print_stderr, reason = "the counts are what is wanted of this test")]
fn report(face: &str, tried: usize, sent: usize) {
    eprintln!("{face}: {tried} requests, {sent} sent as the table allows, {} refused as it says", tried - sent);
}

/// The world that journeys of one face are made in.
struct World {
    stub: Stub,
    folder: tempfile::TempDir,
    tables: Tables,
}

impl World {
    fn new() -> Self {
        Self { stub: Stub::start(200, ANSWER), folder: tempfile::tempdir().unwrap(), tables: Tables::read() }
    }

    fn destination(&self, secret: &str) -> Destination {
        let key = Some(SecretKey::new(secret, "a test"));
        let target = Target::Remote { url: self.stub.url(), key: key.clone() };
        Destination { target, key, folder: self.folder.path().join(".frontdesk") }
    }
}

/// What is given with a request, and the heading under which the document has it.
const GIVEN: [(&str, &[&str]); 7] = [
    ("nothing", &[]),
    ("--yes", &["--yes"]),
    ("--admin", &["--admin"]),
    ("--confirm right", &["--confirm", "RIGHT"]),
    ("--confirm wrong", &["--confirm", "another_id"]),
    ("--yes --live", &["--yes", "--live"]),
    ("--confirm right --live", &["--confirm", "RIGHT", "--live"]),
];

/// Sends everything at a terminal or in a pipe, and gives back how many requests were tried and how many arrived.
fn send_all(mode: Mode) -> (usize, usize) {
    let world = World::new();
    let requests = requests(world.folder.path());
    let (section, columns) =
        if mode == Mode::Terminal { ("At a terminal", &GIVEN[..5]) } else { ("In a pipe", &GIVEN[..]) };
    let (mut tried, mut sent) = (0, 0);
    for (key, kind) in [(TEST_KEY, "test"), (LIVE_KEY, "live")] {
        let mut connection = Some(Connection::open(&world.destination(key).target, Travel::default()).unwrap());
        for request in &requests {
            let operation = request.operation;
            let target = request.target();
            let needs = guard::needs(operation.method);
            for scopes in SCOPES {
                for (given, flags) in columns {
                    let flags = flags.iter().map(|flag| if *flag == "RIGHT" { target.as_str() } else { flag });
                    let line: Vec<OsString> = ["frontdesk"].into_iter().chain(flags).map(OsString::from).collect();
                    let arguments = Arguments::parse(&line).unwrap();
                    let kind = if operation.public { "test" } else { kind };
                    let start = [operation.risk.as_str(), &words(needs), grants(scopes, needs), kind];
                    let expected = world.tables.expect(section, &start, given);
                    // What a person may say, and whether that lets the request go.
                    let people: &[(&[&str], bool)] = match expected.as_str() {
                        "allow" => &[(&[], true)],
                        "ask y/N" => &[(&[], false), (&["n"], false), (&["y"], true)],
                        "ask for the id" => &[(&[], false), (&["another_id"], false), (&[target.as_str()], true)],
                        _ => &[(&["y"], false)],
                    };
                    for (answers, goes) in people {
                        let granted = Scopes::parse(scopes);
                        let mut journey =
                            Journey::new(&arguments, request.clone(), world.destination(key), granted, mode);
                        let view = View::of(&arguments).unwrap();
                        journey.connection = connection.take();
                        let (outcome, said) = script::with_person(answers, || journey.travel(&view));
                        connection = journey.connection.take();
                        let seen = world.stub.take();
                        let label = format!("{} {start:?} {given} {answers:?}: {said}", operation.id);
                        assert_eq!(arrived(&seen, request), *goes, "{label}");
                        assert_eq!(outcome.is_ok(), *goes, "{label}");
                        if !expected.starts_with("ask") && !goes {
                            assert_eq!(outcome.unwrap_err().code, expected, "{label}");
                            assert!(seen.is_empty(), "{label}");
                        }
                        if operation.risk == Risk::Irreversible && expected.starts_with("ask") {
                            assert!(said.contains("irreversible") && said.contains("This will be gone:"), "{label}");
                        }
                        tried += 1;
                        sent += usize::from(*goes);
                    }
                }
            }
        }
    }
    (tried, sent)
}

#[test]
fn at_a_terminal_exactly_what_the_table_allows_is_sent() {
    let (tried, sent) = send_all(Mode::Terminal);
    report("at a terminal", tried, sent);
    assert!(sent > 1000 && tried > 3 * sent / 2, "{sent} of {tried}");
}

#[test]
fn in_a_pipe_exactly_what_the_table_allows_is_sent() {
    let (tried, sent) = send_all(Mode::Pipe);
    report("in a pipe", tried, sent);
    assert!(sent > 1000 && tried > 3 * sent / 2, "{sent} of {tried}");
}

#[test]
fn among_tools_exactly_what_the_table_allows_is_sent() {
    let world = World::new();
    let requests = requests(world.folder.path());
    let (mut tried, mut sent) = (0, 0);
    for (key, live, kind) in
        [(TEST_KEY, false, "test"), (LIVE_KEY, false, "live"), (LIVE_KEY, true, "live, with --live")]
    {
        for allow in ["", "write", "write,delete"] {
            for scopes in SCOPES {
                let desk = Desk::new(Start {
                    destination: world.destination(key),
                    allowed: Scopes::parse(allow),
                    scopes: Scopes::parse(scopes),
                    live,
                    version: ApiVersion::NEWEST,
                });
                for request in &requests {
                    let operation = request.operation;
                    let needs = guard::needs(operation.method);
                    let covers = match grants(allow, needs) {
                        "granted" => "covers",
                        "not granted" => "does not cover",
                        any => any,
                    };
                    let kind = if operation.public { "test" } else { kind };
                    let start = [operation.risk.as_str(), &words(needs), covers, grants(scopes, needs), kind];
                    // What is consent elsewhere is no argument of any tool, whatever else is granted.
                    let extras = [
                        ("yes", json!(true)),
                        ("admin", json!(true)),
                        ("confirm", json!(request.target())),
                        ("confirm", json!("another_id")),
                    ];
                    let everything = allow == "write,delete" && scopes == allow;
                    for (name, value) in extras.into_iter().filter(|_| everything) {
                        let code = desk.send_for_test(request, None, Some((name, value))).unwrap_err().code;
                        let seen = world.stub.take();
                        assert!(code == "invalid_arguments" && seen.is_empty(), "{}: {name} {code}", operation.id);
                        tried += 1;
                    }
                    for given in ["nothing", "token right", "token wrong"] {
                        let irreversible = operation.risk == Risk::Irreversible;
                        if given != "nothing" && !irreversible {
                            // The tool that takes a token sends nothing that needs none.
                            if operation.risk != Risk::Read {
                                let token = desk.token_for_test(request);
                                let answer = desk.send_for_test(request, Some(&token), None);
                                let seen = world.stub.take();
                                assert!(answer.is_err() && seen.is_empty(), "{}: {answer:?}", operation.id);
                                tried += 1;
                            }
                            continue;
                        }
                        let expected = world.tables.expect("Among tools (frontdesk mcp)", &start, given);
                        let label = format!("{} {start:?} {given}", operation.id);
                        let token = desk.token_for_test(request);
                        let token = match given {
                            "token right" => Some(token),
                            "token wrong" => Some("0".repeat(48)),
                            _ => None,
                        };
                        let answer = desk.send_for_test(request, token.as_deref(), None);
                        let seen = world.stub.take();
                        let uploads = operation.body.is_some_and(|body| body.format == BodyFormat::Multipart);
                        let goes = expected == "allow" && !uploads;
                        assert_eq!(arrived(&seen, request), goes, "{label}: {answer:?}");
                        assert_eq!(answer.is_ok(), goes, "{label}: {answer:?}");
                        if let Err(failure) = answer {
                            let code = if uploads { "upload_not_supported" } else { &expected };
                            assert_eq!(failure.code, code, "{label}");
                            // What would go is read for whoever is asked for the token.
                            assert!(seen.is_empty() || code == "confirmation_needed", "{label}");
                        }
                        tried += 1;
                        sent += usize::from(goes);
                    }
                }
                desk.close();
            }
        }
    }
    report("among tools", tried, sent);
    assert!(sent > 1000 && tried > 3 * sent / 2, "{sent} of {tried}");
}
