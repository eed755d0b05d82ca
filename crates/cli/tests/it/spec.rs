//! The cache of official documents, against a source that the tests control.

use std::collections::HashMap;
use std::path::Path;
use std::process::Output;
use std::sync::{Arc, Mutex};

use axum::http::{Request, Response, StatusCode};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::program::{command, error, project, shown};

/// A source of documents. What it offers can be changed; what was asked of it is remembered.
struct Source {
    address: std::net::SocketAddr,
    offered: Arc<Mutex<HashMap<String, (u16, String)>>>,
    asked: Arc<Mutex<Vec<String>>>,
    _runtime: tokio::runtime::Runtime,
}

impl Source {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let offered: Arc<Mutex<HashMap<String, (u16, String)>>> = Arc::default();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let (files, log) = (Arc::clone(&offered), Arc::clone(&asked));
        let app = axum::Router::new().fallback(move |request: Request<axum::body::Body>| {
            let path = request.uri().path().to_owned();
            log.lock().unwrap().push(path.clone());
            let (status, body) = files.lock().unwrap().get(&path).cloned().unwrap_or((404, String::new()));
            async move {
                let mut response = Response::new(axum::body::Body::from(body));
                *response.status_mut() = StatusCode::from_u16(status).unwrap();
                response
            }
        });
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move { axum::serve(listener, app).await });
        Self { address, offered, asked, _runtime: runtime }
    }

    /// Offers documents by date, listed as they are.
    fn offer(&self, documents: &[(&str, &str)]) {
        let mut offered = self.offered.lock().unwrap();
        let mut list = vec![json!({"name": "README.md", "sha": "1", "size": 1, "download_url": null})];
        for (date, content) in documents {
            list.push(json!({
                "name": format!("{date}.yml"),
                "sha": git_name(content),
                "size": content.len(),
                "download_url": format!("http://{}/raw/{date}.yml", self.address),
            }));
            offered.insert(format!("/raw/{date}.yml"), (200, (*content).to_owned()));
        }
        offered.insert("/list".to_owned(), (200, Value::from(list).to_string()));
    }

    fn answer(&self, path: &str, status: u16, body: &str) {
        self.offered.lock().unwrap().insert(path.to_owned(), (status, body.to_owned()));
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    fn run(&self, folder: &Path, arguments: &[&str]) -> Output {
        let url = format!("http://{}/list", self.address);
        run(folder, &url, arguments)
    }
}

fn run(folder: &Path, url: &str, arguments: &[&str]) -> Output {
    command(folder)
        .env("FRONTDESK_SPECS_URL", url)
        .env("FRONTDESK_CACHE_DIR", folder.join("cache"))
        .args(arguments)
        .output()
        .unwrap()
}

fn git_name(content: &str) -> String {
    let mut hash = Sha1::new();
    hash.update(format!("blob {}\0{content}", content.len()));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A document of a version that is not built in: one operation is new, one has lost a parameter, the others are gone.
const NEWER: &str = "\
openapi: 3.0.3
info: { title: Backend API, version: '2027-01-01' }
paths:
  /users/count:
    get:
      operationId: GetUsersCount
      tags: [Users]
      summary: Counts users
      responses: { '200': { description: ok } }
  /robots:
    post:
      operationId: CreateRobot
      tags: [Robots]
      summary: Builds a robot
      description: It starts to work at once.
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewRobot' }
      responses:
        '201': { content: { application/json: { schema: { $ref: '#/components/schemas/Robot' } } } }
        '422': { description: no }
  /platform/robots:
    get: { operationId: ListPlatformRobots, tags: [Platform], responses: {} }
components:
  schemas:
    NewRobot:
      type: object
      additionalProperties: false
      required: [model]
      properties:
        model: { type: string, enum: [cleaner, guard], description: What it can do. }
        weight: { type: integer, minimum: 1, maximum: 90, default: 5 }
    Robot:
      type: object
      required: [id]
      properties:
        id: { type: string }
        maker: { $ref: '#/components/schemas/Robot' }
";

const NEWER_AGAIN: &str = "\
openapi: 3.0.3
info: { title: Backend API, version: '2027-01-01' }
paths:
  /robots: { get: { operationId: ListRobots, tags: [Robots], summary: Lists robots, responses: { '200': {} } } }
";

#[test]
fn a_document_is_fetched_once_and_explored_with_the_same_commands() {
    let (source, folder) = (Source::start(), project());
    source.offer(&[("2027-01-01", NEWER)]);
    let show = |arguments: &[&str]| {
        let text = shown(&source.run(folder.path(), arguments));
        text.replace(&folder.path().display().to_string(), "FOLDER").replace(&source.address.to_string(), "SOURCE")
    };
    insta::assert_snapshot!("update", show(&["spec", "update"]));
    assert_eq!(source.asked(), ["/list", "/raw/2027-01-01.yml"]);
    assert!(show(&["spec", "update"]).contains("0 new, 0 changed, 1 unchanged"));
    assert_eq!(source.asked(), ["/list"], "what is there as it is does not travel again");

    let explored = [
        show(&["spec", "list"]),
        show(&["spec", "status"]),
        show(&["spec", "show", "2027-01-01"]),
        show(&["--spec", "2027-01-01", "tags"]),
        show(&["--spec", "2027-01-01", "Robots"]),
        show(&["--spec", "2027-01-01", "POST", "/robots", "help"]),
        show(&["--spec", "2027-01-01", "search", "robot"]),
        show(&["diff", "2026-05-12", "2027-01-01", "Users"]).lines().take(6).collect::<Vec<_>>().join("\n"),
        show(&["diff", "2026-05-12", "2027-01-01", "CreateRobot"]),
        show(&["--spec", "2027-01-01", "POST", "/robts", "help"]),
    ];
    insta::assert_snapshot!("explored", explored.join("\n"));
    let detail = source.run(folder.path(), &["--spec", "2027-01-01", "CreateRobot", "--output", "json"]);
    let detail: Value = serde_json::from_slice(&detail.stdout).unwrap();
    assert_eq!(detail["body"]["schema"]["properties"]["model"]["enum"], json!(["cleaner", "guard"]));
    assert_eq!(detail["answer"]["schema"]["properties"]["maker"]["title"], "Robot");
    assert_eq!(detail["versions"], Value::Null);
    // A file is explored as well as a date.
    let file = folder.path().join("cache/bapi/2027-01-01.yml").display().to_string();
    assert!(show(&["--spec", &file, "tags"]).contains("Robots"));
    assert!(source.asked().is_empty(), "exploring asks nobody");
}

#[test]
fn what_is_broken_on_the_way_leaves_the_old_copy() {
    let (source, folder) = (Source::start(), project());
    source.offer(&[("2027-01-01", NEWER)]);
    source.run(folder.path(), &["spec", "update"]);
    let copy = folder.path().join("cache/bapi/2027-01-01.yml");
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), NEWER);

    let cases: [(&str, &dyn Fn(), i32, &str); 7] = [
        ("the list fails", &|| source.answer("/list", 503, "down"), 7, "source_refused"),
        ("the list asks for patience", &|| source.answer("/list", 403, "{}"), 6, "source_refused"),
        ("the list is no list", &|| source.answer("/list", 200, "<html>"), 5, "source_invalid"),
        (
            "the file is cut short",
            &|| {
                source.offer(&[("2027-01-01", NEWER_AGAIN)]);
                source.answer("/raw/2027-01-01.yml", 200, &NEWER_AGAIN[..80]);
            },
            5,
            "document_invalid",
        ),
        (
            "the file fails",
            &|| {
                source.offer(&[("2027-01-01", NEWER_AGAIN)]);
                source.answer("/raw/2027-01-01.yml", 500, "");
            },
            7,
            "source_refused",
        ),
        ("it is no YAML", &|| source.offer(&[("2027-01-01", "a: [")]), 5, "document_invalid"),
        (
            "it is another version's",
            &|| source.offer(&[("2027-01-01", &NEWER_AGAIN.replace("2027-01-01", "2027-02-02"))]),
            5,
            "document_invalid",
        ),
    ];
    for (case, break_it, code, name) in cases {
        break_it();
        let output = source.run(folder.path(), &["spec", "update"]);
        let (exit, told) = error(&output);
        assert_eq!((exit, &told["code"]), (code, &json!(name)), "{case}: {told}");
        assert_eq!(std::fs::read_to_string(&copy).unwrap(), NEWER, "{case}");
        let files: Vec<_> =
            std::fs::read_dir(copy.parent().unwrap()).unwrap().flatten().map(|file| file.file_name()).collect();
        assert_eq!(files.len(), 2, "{case} leaves nothing half done: {files:?}");
        assert!(shown(&source.run(folder.path(), &["--spec", "2027-01-01", "tags"])).contains("Robots"), "{case}");
    }
    source.offer(&[("2027-01-01", NEWER_AGAIN)]);
    assert!(shown(&source.run(folder.path(), &["spec", "update"])).contains("1 changed"));
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), NEWER_AGAIN);
}

#[test]
fn without_a_network_what_is_there_still_works() {
    let (source, folder) = (Source::start(), project());
    source.offer(&[("2027-01-01", NEWER)]);
    source.run(folder.path(), &["spec", "update"]);
    // Nobody listens on a port that was just closed.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{closed}/list");
    let (exit, told) = error(&run(folder.path(), &url, &["spec", "update"]));
    assert_eq!((exit, &told["code"]), (10, &json!("network")));
    assert!(told["fix"].as_str().unwrap().contains("2027-01-01"), "{told}");
    for words in [vec!["spec", "list"], vec!["spec", "status"], vec!["--spec", "2027-01-01", "Robots"], vec!["tags"]] {
        assert!(run(folder.path(), &url, &words).status.success(), "{words:?}");
    }
}

#[test]
fn only_an_update_fetches_and_help_never_does() {
    let (source, folder) = (Source::start(), project());
    source.offer(&[("2027-01-01", NEWER)]);
    for words in [
        vec!["spec"],
        vec!["spec", "list"],
        vec!["spec", "status", "--output", "json"],
        vec!["spec", "show", "2026-05-12"],
        vec!["spec", "update", "help"],
        vec!["spec", "update", "-h"],
        vec!["help", "spec", "update"],
        vec!["versions"],
    ] {
        let output = source.run(folder.path(), &words);
        assert!(output.status.success(), "{words:?} {}", shown(&output));
    }
    let (exit, told) = error(&source.run(folder.path(), &["--spec", "2027-01-01", "tags"]));
    assert_eq!((exit, &told["code"]), (4, &json!("unknown_document")));
    assert!(source.asked().is_empty());
    assert!(!folder.path().join("cache").exists());
}

#[test]
fn what_a_document_describes_is_not_executed() {
    let (source, folder) = (Source::start(), project());
    source.offer(&[("2027-01-01", NEWER)]);
    source.run(folder.path(), &["spec", "update"]);
    source.asked();
    let url = format!("http://{}", source.address);
    for words in [vec!["GET", "/users/count"], vec!["POST", "/robots", "model=guard", "--yes", "--admin"]] {
        let flags = ["--spec", "2027-01-01", "--api-url", &url, "--secret-key", "sk_test_abcdefghijkl"];
        let arguments: Vec<&str> = words.into_iter().chain(flags).collect();
        let (exit, told) = error(&source.run(folder.path(), &arguments));
        assert_eq!((exit, &told["code"]), (2, &json!("usage")), "{told}");
    }
    assert!(source.asked().is_empty());
    let (exit, _) = error(&source.run(folder.path(), &["--spec", "2027-01-01", "--api-version", "2026-05-12", "tags"]));
    assert_eq!(exit, 2);
}
