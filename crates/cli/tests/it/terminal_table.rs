//! Every operation once more, as a person meets it: the built program at a terminal of its own, in a pipe and with every
//! kind of grant, held against the tables of `docs/guard-rails.md`.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use frontdesk_contract::{ApiVersion, Descriptor, Method, Risk, catalogue};
use rexpect::session::{PtySession, spawn_command};
use serde_json::Value;

use crate::guard_document::{Tables, grants, words};
use crate::program::{command, project};
use crate::stub::Stub;

const KEYS: [(&str, &str); 2] = [("sk_test_abcdefghijkl", "test"), ("sk_live_abcdefghijkl", "live")];
const SCOPES: [&str; 5] = ["", "read", "write", "write,delete", "no-write,no-delete"];
/// What is given with a request, and the heading under which the document has it.
const GIVEN: [(&str, &[&str]); 5] = [
    ("nothing", &[]),
    ("--yes", &["--yes"]),
    ("--admin", &["--admin"]),
    ("--confirm right", &["--confirm", "TARGET"]),
    ("--confirm wrong", &["--confirm", "another_id"]),
];
const ANSWER: &str = r#"{"object":"user","id":"user_1"}"#;

fn needs(method: Method) -> &'static [&'static str] {
    frontdesk_guard::needs(method)
}

/// A call of an operation, typed as its own explanation shows it, and what would be destroyed by it.
struct Typed {
    operation: &'static Descriptor,
    words: Vec<String>,
    target: String,
}

/// Every operation, in the newest version that has it.
fn everything(folder: &Path) -> Vec<Typed> {
    std::fs::write(folder.join("picture.png"), b"\x89PNG").unwrap();
    let version = |operation: &Descriptor| {
        ApiVersion::ALL.into_iter().rev().find(|version| operation.versions.contains(*version)).unwrap()
    };
    in_parallel(catalogue::operations().collect(), |operation: &&'static Descriptor| {
        let version = version(operation).as_str();
        let output = command(folder)
            .args([operation.method.as_str(), operation.path, "help", "-o", "json", "--api-version", version])
            .output()
            .unwrap();
        let explained: Value = serde_json::from_slice(&output.stdout).unwrap();
        let example = explained["example"]["words"].as_array().unwrap();
        let mut words: Vec<String> = example.iter().map(|word| word.as_str().unwrap().to_owned()).collect();
        let target = target(operation, &words[1]);
        words.extend(["--api-version".to_owned(), version.to_owned()]);
        Typed { operation, words, target }
    })
}

/// The last value in the path, or the operation's id where it has none: what is typed back.
fn target(operation: &Descriptor, path: &str) -> String {
    let parts: Vec<(&str, &str)> = operation.path.split('/').zip(path.split('/')).collect();
    let last = parts.into_iter().rev().find(|(declared, _)| declared.starts_with('{'));
    last.map_or(operation.id, |(_, value)| value).to_owned()
}

/// Does something with every one, on all cores.
fn in_parallel<T: Sync, R: Send>(all: Vec<T>, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let run = || {
            let mut own = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(one) = all.get(at) else { return own };
                own.push((at, work(one)));
            }
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, one)| one).collect()
}

/// The program at a terminal; gives back everything that was shown, and the exit code.
fn at_terminal(
    folder: &Path,
    stub: &Stub,
    key: &str,
    scopes: &str,
    line: &[String],
    answer: Option<&str>,
) -> (String, i32) {
    let mut terminal = std::process::Command::new(env!("CARGO_BIN_EXE_frontdesk"));
    terminal
        .env_clear()
        .current_dir(folder)
        .envs([("HOME", folder.to_str().unwrap()), ("TERM", "xterm"), ("NO_COLOR", "1"), ("FRONTDESK_PAGER", "")])
        .envs([("CLERK_API_URL", stub.url().as_str()), ("CLERK_SECRET_KEY", key), ("CLERK_BAPI_SCOPES", scopes)])
        .args(line);
    let mut session: PtySession = spawn_command(terminal, Some(30_000)).unwrap();
    let mut shown = String::new();
    if let Some(answer) = answer {
        let question = session.exp_regex(r"Send it\?|Type [^\r\n]+ to go on");
        let (before, question) = question.unwrap_or_else(|error| panic!("{line:?}: {error}"));
        shown = before + &question;
        assert!(stub.take().iter().all(|seen| seen.line.starts_with("GET ")), "sent before the answer: {line:?}");
        // A yes or no is one key; an id is a line.
        if question.starts_with("Send") {
            session.send(answer).unwrap()
        } else {
            session.send_line(answer).unwrap();
            0
        };
        session.flush().unwrap();
    }
    shown.push_str(&session.exp_eof().unwrap_or_else(|error| panic!("{line:?}: {error}")));
    let code = match session.process.wait().unwrap() {
        rexpect::process::wait::WaitStatus::Exited(_, code) => code,
        other => panic!("{other:?}"),
    };
    (shown, code)
}

/// How often the request itself arrived; everything beside it must only read.
fn arrived(stub: &Stub, typed: &Typed) -> usize {
    let own = format!("{} /v1{}", typed.operation.method, typed.words[1].split('?').next().unwrap());
    let seen = stub.take();
    let count = seen.iter().filter(|seen| seen.line.split('?').next() == Some(own.as_str())).count();
    let writes = seen.iter().filter(|seen| !seen.line.starts_with("GET ")).count();
    assert!(count <= 1 && writes <= count, "{own}: {seen:?}");
    count
}

fn start<'a>(typed: &Typed, scopes: &str, kind: &'a str) -> [String; 4] {
    let needs = needs(typed.operation.method);
    let kind = if typed.operation.public { "test" } else { kind };
    [typed.operation.risk.as_str().to_owned(), words(needs), grants(scopes, needs).to_owned(), kind.to_owned()]
}

fn flags(given: &[&str], typed: &Typed) -> Vec<String> {
    given.iter().map(|flag| if *flag == "TARGET" { typed.target.clone() } else { (*flag).to_owned() }).collect()
}

#[expect(clippy::print_stderr, reason = "the counts are what is wanted of this test")]
fn report(face: &str, tried: usize, sent: usize) {
    eprintln!("{face}: {tried} processes, {sent} sent as the table allows, {} refused as it says", tried - sent);
}

/// Tries one cell of the table at a terminal with every answer that a person may give.
fn try_at_terminal(
    folder: &Path,
    tables: &Tables,
    typed: &Typed,
    cell: (&str, &str, &str, &str, &[&str]),
) -> (usize, usize) {
    let (key, kind, scopes, heading, given) = cell;
    let stub = Stub::start(200, ANSWER);
    let start = start(typed, scopes, kind);
    let start: Vec<&str> = start.iter().map(String::as_str).collect();
    let expected = tables.expect("At a terminal", &start, heading);
    let line: Vec<String> = typed.words.iter().cloned().chain(flags(given, typed)).collect();
    let answers: &[(Option<&str>, bool)] = match expected.as_str() {
        "allow" => &[(None, true)],
        "ask y/N" => &[(Some("n"), false), (Some("y"), true)],
        "ask for the id" => &[(Some("another_id"), false), (Some(typed.target.as_str()), true)],
        _ => &[(None, false)],
    };
    let (mut tried, mut sent) = (0, 0);
    for (answer, goes) in answers {
        let (shown, code) = at_terminal(folder, &stub, key, scopes, &line, *answer);
        let label = format!("{line:?} {start:?} {heading} {answer:?}: exit {code}\n{shown}");
        assert_eq!(arrived(&stub, typed) == 1, *goes, "{label}");
        assert_eq!(code == 0, *goes, "{label}");
        if typed.operation.risk == Risk::Irreversible && answer.is_some() {
            assert!(shown.contains("irreversible") && shown.contains("This will be gone:"), "{label}");
        }
        tried += 1;
        sent += usize::from(*goes);
    }
    (tried, sent)
}

#[test]
fn at_a_real_terminal_every_operation_is_sent_or_asked_about_as_the_table_says() {
    let (folder, tables) = (project(), Tables::read());
    let counts = in_parallel(everything(folder.path()), |typed| {
        let granted = ("sk_test_abcdefghijkl", "test", "write,delete", "nothing", &[][..]);
        let (tried, sent) = try_at_terminal(folder.path(), &tables, typed, granted);
        let refused = ("sk_live_abcdefghijkl", "live", "no-write,no-delete", "--yes", &["--yes"][..]);
        let (more, gone) = try_at_terminal(folder.path(), &tables, typed, refused);
        (tried + more, sent + gone)
    });
    let (tried, sent) = counts.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    report("every operation at a terminal", tried, sent);
    assert!(tried > 2 * catalogue::operations().count() && sent >= catalogue::operations().count());
}

#[test]
fn at_a_real_terminal_every_cell_of_the_table_holds() {
    let (folder, tables) = (project(), Tables::read());
    // One operation for each row of the table that scopes and keys make up.
    let mut chosen: Vec<Typed> = Vec::new();
    for typed in everything(folder.path()).into_iter().filter(|typed| !typed.operation.public) {
        let class = |typed: &Typed| (typed.operation.risk, needs(typed.operation.method));
        if chosen.iter().all(|known| class(known) != class(&typed)) {
            chosen.push(typed);
        }
    }
    assert!(chosen.len() >= 7, "{}", chosen.len());
    let mut cells = Vec::new();
    for typed in &chosen {
        for (key, kind) in KEYS {
            for scopes in SCOPES {
                cells.extend(GIVEN.map(|(heading, given)| (typed, (key, kind, scopes, heading, given))));
            }
        }
    }
    let counts = in_parallel(cells, |(typed, cell)| try_at_terminal(folder.path(), &tables, typed, *cell));
    let (tried, sent) = counts.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    report("every cell at a terminal", tried, sent);
    assert!(tried > 350 && sent > 50, "{sent} of {tried}");
}
