//! Requests printed as programs that need nothing but their language, run where it is installed, and held against the
//! executor's own request. Programs that call an official SDK, and those in Rust, are run by `tests/snippets`.

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
    &["POST", "/users/user_1/ban", "--api-version", "2021-02-05"],
];

/// Whether the program calls an official SDK, which is not there.
fn calls_sdk(text: &str) -> bool {
    text.contains("\"@clerk/backend\";") || text.contains("clerk_backend_api import")
}

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
            if calls_sdk(&text) {
                continue;
            }
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
            .args(["--api-version", "2024-10-01"])
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
    insta::assert_snapshot!(run(&["PATCH", "/users/user_1", "first_name=Ann", "--as", "rust"]), @r#"
    exit 0
    --- stdout
    use frontdesk_sdk::users::{UpdateUser, UpdateUserBody};
    use frontdesk_sdk::{Client, Maybe};

    #[tokio::main]
    async fn main() -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::builder()
            .secret_key(std::env::var("CLERK_SECRET_KEY")?)
            .build()?;
        let request = UpdateUser {
            user_id: "user_1".to_owned(),
            body: UpdateUserBody {
                first_name: Maybe::Value("Ann".to_owned()),
                ..Default::default()
            },
        };
        let user = client.send(request).await?;
        println!("{user:#?}");
        Ok(())
    }
    "#);
    insta::assert_snapshot!(run(&["PATCH", "/users/user_1", "first_name=Ann", "--as", "js"]), @r#"
    exit 0
    --- stdout
    import { createClerkClient } from "@clerk/backend";

    const clerk = createClerkClient({ secretKey: process.env.CLERK_SECRET_KEY });

    const user = await clerk.users.updateUser("user_1", { firstName: "Ann" });
    console.log(user);
    "#);
    insta::assert_snapshot!(run(&["PATCH", "/users/user_1", "first_name=Ann", "--as", "python"]), @r##"
    exit 0
    --- stdout
    import os

    import httpx
    from clerk_backend_api import Clerk


    def pin_version(request):
        # The SDK would ask for 2025-11-10.
        request.headers["Clerk-API-Version"] = "2026-05-12"


    http = httpx.Client(event_hooks={"request": [pin_version]})

    with Clerk(
        bearer_auth=os.environ["CLERK_SECRET_KEY"],
        client=http,
        retry_config=None,
    ) as clerk:
        user = clerk.users.update(user_id="user_1", first_name="Ann")
        print(user)
    "##);
    let folder = project();
    let wrong = command(folder.path()).args(["GET", "/users", "limt=2", "--as", "js"]).output().unwrap();
    assert_eq!(error(&wrong).0, 5);
    let local = command(folder.path()).args(["GET", "/users", "--local", "--as", "js"]).output().unwrap();
    assert_eq!(error(&local).0, 2);
}

#[test]
fn a_snippet_is_plain_http_where_the_sdk_says_something_else() {
    // The SDK speaks the newest version alone.
    insta::assert_snapshot!(run(&["PATCH", "/users/user_1", "public_metadata.plan=pro", "--api-version", "2025-11-10", "--as", "js"]), @r#"
    exit 0
    --- stdout
    // users.updateUser of @clerk/backend is for API version 2026-05-12; for 2025-11-10 this is plain HTTP.
    const response = await fetch("https://api.clerk.com/v1/users/user_1", {
      method: "PATCH",
      headers: {
        Authorization: `Bearer ${process.env.CLERK_SECRET_KEY}`,
        "Clerk-API-Version": "2025-11-10",
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ public_metadata: { plan: "pro" } }),
    });
    console.log(await response.text());
    if (!response.ok) process.exitCode = 1;
    "#);
    let with_sdk = |words: &[&str]| calls_sdk(&run(words));
    // This SDK speaks the version, and has no such parameter any more.
    assert!(!with_sdk(&[
        "PATCH",
        "/users/user_1",
        "public_metadata.plan=pro",
        "--api-version",
        "2025-11-10",
        "--as",
        "python"
    ]));
    assert!(with_sdk(&["PATCH", "/users/user_1", "first_name=Ann", "--api-version", "2025-11-10", "--as", "python"]));
    assert!(with_sdk(&["PATCH", "/users/user_1/metadata", "public_metadata.plan=pro", "--as", "js"]));
    // Numbers that JavaScript has not, values that the SDK leaves out, ids that it would put into the path as they are.
    let large = r#"public_metadata:={"n":12345678901234567890}"#;
    assert!(!with_sdk(&["PATCH", "/users/user_1/metadata", large, "--as", "js"]));
    assert!(!with_sdk(&["GET", "/organizations", "include_members_count=false", "--as", "js"]));
    assert!(with_sdk(&["GET", "/organizations", "include_members_count=true", "--as", "js"]));
    assert!(!with_sdk(&["GET", "/users/a%2Fb", "--as", "js"]));
    // What the SDK always sends has to be what was said.
    assert!(with_sdk(&["GET", "/sessions", "user_id=user_1", "--as", "js"]));
    assert!(!with_sdk(&["GET", "/sessions", "user_id=user_1", "paginated=false", "--as", "js"]));
    assert!(!with_sdk(&["POST", "/organizations/org_1/domains", "name=example.com", "--as", "js"]));
}
