use std::process::Output;

use serde_json::json;

use crate::program::{command, error, project, run, shown};
use crate::stub::Stub;

const TEST_KEY: &str = "sk_test_abcdefghijkl";
const LIVE_KEY: &str = "sk_live_abcdefghijkl";

fn send(stub: &Stub, key: &str, scopes: &str, arguments: &[&str]) -> Output {
    let folder = project();
    command(folder.path())
        .env("CLERK_API_URL", stub.url())
        .env("CLERK_SECRET_KEY", key)
        .env("CLERK_BAPI_SCOPES", scopes)
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn a_plan_has_the_exact_form_and_needs_no_key() {
    insta::assert_snapshot!(run(&["DELETE", "/users/user_1", "--dry-run"]), @r#"
    exit 0
    --- stdout
    {"api_version":"2026-05-12","steps":[{"operation":"DeleteUser","method":"DELETE","path":"/users/user_1","query":{},"body":null,"risk":"irreversible","needs":["write","delete"]}],"refusals":[{"code":"scope_missing","message":"DELETE /users/{user_id} deletes and needs the scopes `write` and `delete`, which CLERK_BAPI_SCOPES does not grant. Nothing was sent"}]}
    "#);
    insta::assert_snapshot!(run(&["GET", "/v1/users?limit=20", "banned=false", "--dry-run", "--version", "2024-10-01"]), @r#"
    exit 0
    --- stdout
    {"api_version":"2024-10-01","steps":[{"operation":"GetUserList","method":"GET","path":"/users","query":{"banned":false,"limit":20},"body":null,"risk":"read","needs":[]}],"refusals":[]}
    "#);
    insta::assert_snapshot!(run(&["POST", "/organizations", "-d", r#"{"name":"Acme"}"#, "--dry-run", "--admin", "--yes"]), @r#"
    exit 0
    --- stdout
    {"api_version":"2026-05-12","steps":[{"operation":"CreateOrganization","method":"POST","path":"/organizations","query":{},"body":{"name":"Acme"},"risk":"write","needs":["write"]}],"refusals":[]}
    "#);
}

#[test]
fn a_request_arrives_as_it_was_typed() {
    let stub = Stub::start(200, r#"{"b": 1,  "a":2}"#);
    let output =
        send(&stub, TEST_KEY, "", &["GET", "/users", "limit=20", "order_by=+created_at", "--version", "2025-11-10"]);
    insta::assert_snapshot!(shown(&output), @r#"
    exit 0
    --- stdout
    {"b": 1,  "a":2}
    "#);
    let seen = stub.take().remove(0);
    assert_eq!(seen.line, "GET /v1/users?limit=20&order_by=%2Bcreated_at");
    assert_eq!((seen.key.as_str(), seen.version.as_str()), ("Bearer sk_test_abcdefghijkl", "2025-11-10"));

    send(&stub, TEST_KEY, "write", &["PATCH", "/users/user_1", "first_name=Ann", "last_name:=null", "--yes"]);
    let seen = stub.take().remove(0);
    assert_eq!(seen.line, "PATCH /v1/users/user_1");
    assert_eq!(seen.body, json!({"first_name": "Ann", "last_name": null}).to_string());
}

/// Operations of every risk, with the id that confirms the last one.
const CALLS: [(&[&str], Risk); 6] = [
    (&["GET", "/users"], Risk::Read),
    (&["POST", "/users/user_1/verify_password", "password=x"], Risk::ReadByPost),
    (&["POST", "/organizations", "name=Acme"], Risk::Write),
    (&["POST", "/users/user_1/ban"], Risk::Write),
    (&["DELETE", "/users/user_1"], Risk::Irreversible),
    (&["PATCH", "/users/user_1", "frist_name=x"], Risk::Invalid),
];

#[derive(Clone, Copy, PartialEq)]
enum Risk {
    Read,
    ReadByPost,
    Write,
    Irreversible,
    Invalid,
}

/// The exit code that the rules demand where nobody can be asked.
fn expected(risk: Risk, key: &str, scopes: &str, flags: &[&str]) -> i32 {
    let has = |flag| flags.contains(&flag);
    let granted: Vec<&str> = scopes.split(',').collect();
    let scope = |scope| has("--admin") || granted.contains(&scope);
    if !key.starts_with("sk_") {
        return 3;
    }
    let covered = match risk {
        Risk::Read => true,
        Risk::ReadByPost | Risk::Write | Risk::Invalid => scope("write"),
        Risk::Irreversible => scope("write") && scope("delete"),
    };
    let live = key != LIVE_KEY || has("--live");
    match risk {
        _ if !covered => 9,
        Risk::Invalid => 5,
        Risk::Read | Risk::ReadByPost => 0,
        _ if !live => 8,
        Risk::Write if has("--yes") => 0,
        Risk::Irreversible if has("user_1") => 0,
        _ => 8,
    }
}

#[test]
fn exactly_what_the_rules_allow_reaches_the_api() {
    let stub = Stub::start(200, r#"{"object":"user","id":"user_1"}"#);
    let mut sent = 0;
    for (call, risk) in CALLS {
        for key in ["", "nonsense", TEST_KEY, LIVE_KEY] {
            for scopes in ["", "write", "write,delete", "no-write,delete"] {
                for flags in [
                    &[][..],
                    &["--yes"],
                    &["--admin"],
                    &["--admin", "--yes"],
                    &["--yes", "--confirm", "user_1"],
                    &["--yes", "--confirm", "user_2"],
                    &["--yes", "--live"],
                    &["--live", "--confirm", "user_1"],
                ] {
                    let arguments: Vec<&str> = call.iter().chain(flags).copied().collect();
                    let output = send(&stub, key, scopes, &arguments);
                    let (code, error) = error(&output);
                    let label = format!("{arguments:?} key {key:?} scopes {scopes:?}: {error}");
                    assert_eq!(code, expected(risk, key, scopes, flags), "{label}");
                    let seen = stub.take();
                    assert_eq!(seen.is_empty(), code != 0, "{label}");
                    let writes = seen.iter().filter(|seen| !seen.line.starts_with("GET")).count();
                    assert_eq!(writes, usize::from(code == 0 && risk != Risk::Read), "{label}");
                    assert_eq!(error.is_null(), code == 0, "{label}");
                    sent += seen.len();
                }
            }
        }
    }
    assert!(sent > 100, "{sent}");
}

#[test]
fn refusals_say_what_to_do() {
    let stub = Stub::start(200, "{}");
    let lines = [
        run(&["GET", "/users"]),
        shown(&send(&stub, "hunter2-is-a-very-secret-word", "", &["GET", "/users"])),
        shown(&send(&stub, TEST_KEY, "read", &["POST", "/organizations", "name=Acme"])),
        shown(&send(&stub, TEST_KEY, "write", &["POST", "/organizations", "name=Acme"])),
        shown(&send(&stub, LIVE_KEY, "write", &["POST", "/organizations", "name=Acme", "--yes"])),
        shown(&send(&stub, TEST_KEY, "write", &["POST", "/users/user_1/ban"])),
        shown(&send(&stub, TEST_KEY, "write,delete", &["DELETE", "/users/user_1", "--yes"])),
        shown(&send(&stub, TEST_KEY, "write,delete", &["DELETE", "/users/user_1", "--confirm", "user_2"])),
        shown(&send(&stub, TEST_KEY, "", &["GET", "/users", "limti=1", "limit=501"])),
        shown(&send(&stub, TEST_KEY, "write", &["POST", "/organizations/org_1/invitations"])),
        shown(&send(&stub, TEST_KEY, "write", &["PATCH", "/users/user_1", "public_metadata.plan=pro"])),
        shown(&send(&stub, TEST_KEY, "", &["GET", "/users", "limit"])),
    ];
    insta::assert_snapshot!(lines.join("\n"));
    assert!(stub.take().is_empty());
}

#[test]
fn a_key_is_never_shown_beyond_its_first_ten_characters() {
    let stub = Stub::start(200, r#"{"object":"user","id":"user_1"}"#);
    for arguments in [
        &["GET", "/users", "--verbose", "--include"][..],
        &["DELETE", "/users/user_1", "--confirm", "user_1", "--admin", "--verbose", "--live"],
        &["POST", "/organizations", "name=Acme"],
    ] {
        for key in [TEST_KEY, LIVE_KEY, "not-a-key-but-secret"] {
            let output = send(&stub, key, "", arguments);
            let text = shown(&output);
            assert!(!text.contains(&key[..11]), "{text}");
        }
    }
}

#[test]
fn metadata_is_explained_before_it_is_written() {
    let stub = Stub::start(200, r#"{"object":"user","id":"user_1"}"#);
    let merged = ["PATCH", "/users/user_1/metadata", "public_metadata.plan=pro", "--yes"];
    let replaced = ["PATCH", "/users/user_1", "unsafe_metadata.step=2", "--yes", "--version", "2025-11-10"];
    let lines = [shown(&send(&stub, TEST_KEY, "write", &merged)), shown(&send(&stub, TEST_KEY, "write", &replaced))];
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn what_will_be_destroyed_is_counted_and_kept_first() {
    let stub = Stub::start(200, r#"{"object":"user","id":"user_1","first_name":"Ann"}"#);
    let folder = project();
    let output = command(folder.path())
        .env("CLERK_API_URL", stub.url())
        .env("CLERK_SECRET_KEY", TEST_KEY)
        .args(["DELETE", "/users/user_1", "--admin", "--confirm", "user_1"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", shown(&output));
    let lines: Vec<String> = stub.take().into_iter().map(|seen| seen.line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    GET /v1/users/user_1
    GET /v1/sessions?limit=500&offset=0&user_id=user_1
    GET /v1/users/user_1/organization_memberships?limit=500&offset=0
    GET /v1/users/user_1/organization_invitations?limit=500&offset=0
    DELETE /v1/users/user_1
    ");
    let backups = folder.path().join(".frontdesk/backups");
    let file = std::fs::read_dir(backups)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "json"))
        .unwrap();
    let backup: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(backup["records"][0]["body"]["first_name"], "Ann");
    assert_eq!(backup["records"].as_array().unwrap().len(), 4);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_cannot_be_read_first_is_not_destroyed() {
    let stub =
        Stub::start(404, r#"{"errors":[{"code":"resource_not_found","message":"no","long_message":"No user."}]}"#);
    let output = send(&stub, TEST_KEY, "", &["DELETE", "/users/user_1", "--admin", "--confirm", "user_1"]);
    let (code, error) = error(&output);
    assert_eq!((code, error["code"].as_str().unwrap()), (4, "resource_not_found"));
    assert!(stub.take().iter().all(|seen| seen.line.starts_with("GET")));
}

#[test]
fn answers_that_are_no_success_have_their_own_exit_codes() {
    let body = r#"{"errors":[{"code":"some_code","message":"short","long_message":"Long.","meta":{"param_name":"limit"}}],"clerk_trace_id":"trace_2"}"#;
    let codes: Vec<i32> = [401, 404, 422, 429, 503]
        .into_iter()
        .map(|status| {
            let output = send(&Stub::start(status, body), TEST_KEY, "", &["GET", "/users"]);
            assert_eq!(String::from_utf8_lossy(&output.stdout), body);
            let (code, error) = error(&output);
            assert_eq!(error["trace_id"], "trace_2");
            assert_eq!(error["code"], "some_code");
            code
        })
        .collect();
    assert_eq!(codes, [3, 4, 5, 6, 7]);
}

#[test]
fn an_api_that_cannot_be_reached_is_a_network_failure() {
    let folder = project();
    let output = command(folder.path())
        .args(["GET", "/users", "--secret-key", TEST_KEY, "--api-url", "http://127.0.0.1:1"])
        .output()
        .unwrap();
    assert_eq!(error(&output).0, 10);
}

#[test]
fn an_address_from_a_file_counts_for_the_key_beside_it_only() {
    let (stub, other) = (Stub::start(200, "[]"), Stub::start(200, "[]"));
    let folder = project();
    let file = format!("CLERK_SECRET_KEY=sk_test_fromthefile\nCLERK_API_URL={}\n", stub.url());
    std::fs::write(folder.path().join(".env.local"), file).unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    assert!(command(&inner).args(["GET", "/users"]).output().unwrap().status.success());
    assert_eq!(stub.take()[0].key, "Bearer sk_test_fromthefile");
    let output = command(&inner)
        .env("CLERK_API_URL", other.url())
        .env("CLERK_SECRET_KEY", TEST_KEY)
        .args(["GET", "/users"])
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!((stub.take().len(), other.take()[0].key.as_str()), (0, "Bearer sk_test_abcdefghijkl"));
}

#[test]
fn an_upload_travels_as_a_file() {
    let stub = Stub::start(200, r#"{"object":"user","id":"user_1"}"#);
    let folder = project();
    std::fs::write(folder.path().join("face.png"), "a picture").unwrap();
    let output = command(folder.path())
        .env("CLERK_API_URL", stub.url())
        .env("CLERK_SECRET_KEY", TEST_KEY)
        .args(["POST", "/users/user_1/profile_image", "file@face.png", "--admin", "--yes"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", shown(&output));
    let body = stub.take().remove(0).body;
    assert!(body.contains(r#"name="file"; filename="face.png""#) && body.contains("a picture"), "{body}");
}
