//! Requests printed as programs, run where their language is installed, held against the executor's own request.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{command, error, project, run};
use crate::stub::{Seen, Stub};

const KEY: &str = "sk_test_abcdefghijkl";

/// Requests of every shape: no body, a query with what has to be escaped, bodies, a list, texts in all scripts.
const CALLS: &[&[&str]] = &[
    &["GET", "/users", "limit=20", "order_by=-created_at", "query=a b&c'd\"é", "user_id=user_1", "user_id=user_2"],
    &["GET", "/users/user_1", "--api-version", "2024-10-01"],
    &["DELETE", "/organizations/org_1"],
    &["POST", "/users/user_1/ban"],
    &[
        "PATCH",
        "/users/user_1/metadata",
        "-d",
        r#"{"public_metadata":{"plan":"pro","quote":"it's \"so\" `$x` \\ ","n":12345678901234567890,"f":1.5,"no":null,"yes":true,"e":[],"o":{}}}"#,
    ],
    &["POST", "/organizations", "name=Bär & Söhne\n日本", "max_allowed_memberships=5"],
    &["PATCH", "/users/user_1", "public_metadata.plan=pro", "--api-version", "2025-11-10"],
];

/// What makes two requests the same.
fn essence(seen: &Seen) -> (String, String, String, Value) {
    let body = serde_json::from_str(&seen.body).unwrap_or(Value::String(seen.body.clone()));
    (seen.line.clone(), seen.key.clone(), seen.version.clone(), body)
}

fn has(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success())
}

/// Runs a snippet; `None` where its language is not there.
fn run_snippet(language: &str, text: &str, folder: &Path) -> Option<String> {
    let (file, program, arguments): (&str, &str, &[&str]) = match language {
        "curl" if has("curl", "--version") => ("snippet.sh", "sh", &["snippet.sh"]),
        "js" if has("node", "--version") => ("snippet.mjs", "node", &["snippet.mjs"]),
        "python" if has("python3", "--version") => ("snippet.py", "python3", &["snippet.py"]),
        "go" if has("go", "version") => ("snippet.go", "go", &["run", "snippet.go"]),
        _ => return None,
    };
    std::fs::write(folder.join(file), text).unwrap();
    let output =
        Command::new(program).args(arguments).current_dir(folder).env("CLERK_SECRET_KEY", KEY).output().unwrap();
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[test]
fn a_snippet_does_what_the_executor_does() {
    let stub = Stub::start(200, r#"{"object":"thing","id":"x"}"#);
    let folder = project();
    for call in CALLS {
        let own = command(folder.path())
            .args(["--api-url", &stub.url(), "--secret-key", KEY, "--admin", "--yes", "--confirm", "org_1"])
            .args(*call)
            .output()
            .unwrap();
        assert!(own.status.success(), "{}", crate::program::shown(&own));
        let expected = essence(stub.take().last().unwrap());
        for language in ["curl", "js", "python", "go"] {
            let printed =
                command(folder.path()).args(["--as", language, "--api-url", &stub.url()]).args(*call).output().unwrap();
            assert!(printed.status.success() && stub.take().is_empty(), "{}", crate::program::shown(&printed));
            let text = String::from_utf8(printed.stdout).unwrap();
            let Some(answer) = run_snippet(language, &text, folder.path()) else { continue };
            let seen = stub.take();
            assert_eq!(seen.len(), 1, "{text}");
            assert_eq!(essence(&seen[0]), expected, "{language}\n{text}");
            assert_eq!(answer, r#"{"object":"thing","id":"x"}"#, "{language}\n{text}");
        }
    }
}

#[test]
fn an_upload_travels_from_a_snippet_too() {
    let stub = Stub::start(200, "{}");
    let folder = project();
    std::fs::create_dir(folder.path().join("my pictures")).unwrap();
    std::fs::write(folder.path().join("my pictures/a face.png"), "a picture\r\n--x").unwrap();
    for language in ["curl", "js", "python", "go"] {
        let printed = command(folder.path())
            .args(["--as", language, "--api-url", &stub.url()])
            .args(["POST", "/users/user_1/profile_image", "file@my pictures/a face.png"])
            .output()
            .unwrap();
        let text = String::from_utf8(printed.stdout).unwrap();
        if run_snippet(language, &text, folder.path()).is_none() {
            continue;
        }
        let seen = stub.take().remove(0);
        assert_eq!(
            (seen.line.as_str(), seen.key.as_str()),
            ("POST /v1/users/user_1/profile_image", "Bearer sk_test_abcdefghijkl")
        );
        for part in [r#"name="file"; filename="a face.png""#, "image/png\r\n", "\r\n\r\na picture\r\n--x\r\n--"] {
            assert!(seen.body.contains(part), "{language} {part:?}\n{}", seen.body);
        }
    }
}

#[test]
fn a_snippet_needs_no_key_names_the_variable_and_is_checked_first() {
    insta::assert_snapshot!(run(&["PATCH", "/users/user_1", "first_name=Ann", "--as", "curl"]), @r#"
    exit 0
    --- stdout
    curl -sS --fail-with-body -X PATCH https://api.clerk.com/v1/users/user_1 \
      -H "Authorization: Bearer $CLERK_SECRET_KEY" \
      -H 'Clerk-API-Version: 2026-05-12' \
      -H 'Content-Type: application/json' \
      --data-raw '{"first_name":"Ann"}'
    "#);
    insta::assert_snapshot!(run(&["PATCH", "/users/user_1", "first_name=Ann", "--as", "rust"]), @r##"
    exit 0
    --- stdout
    use frontdesk_sdk::Client;
    use frontdesk_sdk::contract::{ApiVersion, Parts, catalogue};

    #[tokio::main]
    async fn main() -> Result<(), Box<dyn std::error::Error>> {
        let version: ApiVersion = "2026-05-12".parse()?;
        let client = Client::builder()
            .secret_key(std::env::var("CLERK_SECRET_KEY")?)
            .base_url("https://api.clerk.com")
            .api_version(version)
            .build()?;
        let operation = catalogue::find("UpdateUser", version).ok_or("no such operation")?;
        let parts = Parts {
            path: serde_json::from_str(r#"{"user_id":"user_1"}"#)?,
            body: Some(serde_json::from_str(r#"{"first_name":"Ann"}"#)?),
            ..Parts::default()
        };
        let answer = client.call(operation, parts).await?;
        println!("{}", String::from_utf8_lossy(&answer.body));
        Ok(())
    }
    "##);
    insta::assert_snapshot!(run(&["PATCH", "/users/user_1", "first_name=Ann", "--as", "js"]), @r#"
    exit 0
    --- stdout
    const response = await fetch("https://api.clerk.com/v1/users/user_1", {
      method: "PATCH",
      headers: {
        Authorization: `Bearer ${process.env.CLERK_SECRET_KEY}`,
        "Clerk-API-Version": "2026-05-12",
        "Content-Type": "application/json",
      },
      body: JSON.stringify({
        "first_name": "Ann"
      }),
    });
    console.log(await response.text());
    if (!response.ok) process.exitCode = 1;
    "#);
    let folder = project();
    let wrong = command(folder.path()).args(["GET", "/users", "limt=2", "--as", "js"]).output().unwrap();
    assert_eq!(error(&wrong).0, 5);
    let local = command(folder.path()).args(["GET", "/users", "--local", "--as", "js"]).output().unwrap();
    assert_eq!(error(&local).0, 2);
}
