//! Profiles, the doctor, completions, manual pages, the version and the skill.

use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use crate::program::{command, error, project, shown};
use crate::stub::Stub;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(arguments).output().unwrap()
}

fn add_profile(folder: &Path, name: &str, key: &str, more: &[&str]) -> Output {
    let mut child = command(folder)
        .args(["profile", "add", name])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(format!("{key}\n").as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_profile_gives_its_key_and_address_and_keeps_them_to_its_owner() {
    let stub = Stub::start(200, r#"[]"#);
    let folder = project();
    let url = stub.url();
    let first = add_profile(folder.path(), "work", "sk_test_workworkwork", &["--api-url", &url, "--no-keyring"]);
    assert!(first.status.success(), "{}", shown(&first));
    assert!(add_profile(folder.path(), "play", "sk_live_playplayplay", &["--no-keyring"]).status.success());
    let (code, refused) = error(&add_profile(folder.path(), "no", "nonsense", &["--no-keyring"]));
    assert_eq!((code, refused["code"].as_str().unwrap()), (3, "key_malformed"));

    // The first profile counts until another one is chosen, and not where a variable gives a key.
    assert!(run(folder.path(), &["GET", "/users"]).status.success());
    assert_eq!(stub.take()[0].key, "Bearer sk_test_workworkwork");
    let with = |name: &str, value: &str, arguments: &[&str]| {
        command(folder.path()).env("CLERK_API_URL", &url).env(name, value).args(arguments).output().unwrap();
        stub.take().remove(0).key
    };
    assert_eq!(with("CLERK_SECRET_KEY", "sk_test_fromvariable", &["GET", "/users"]), "Bearer sk_test_fromvariable");
    let named = ["GET", "/users", "--profile", "play"];
    assert_eq!(with("CLERK_SECRET_KEY", "sk_test_fromvariable", &named), "Bearer sk_live_playplayplay");

    let listed = run(folder.path(), &["profile", "list"]);
    let text = shown(&listed);
    assert!(!text.contains("workwork") && text.contains("sk_test_wo"), "{text}");
    let first: Value = serde_json::from_slice(listed.stdout.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
    assert_eq!(
        first,
        json!({"name": "play", "current": false, "key": "sk_live_pl…", "place": "file", "api_url": null})
    );
    assert!(run(folder.path(), &["profile", "use", "play"]).status.success());
    assert_eq!(error(&run(folder.path(), &["profile", "use", "wrok"])).1["candidates"], json!(["work"]));
    assert!(run(folder.path(), &["profile", "remove", "play"]).status.success());
    assert_eq!(error(&run(folder.path(), &["GET", "/users"])).0, 3);
    assert_eq!(error(&run(folder.path(), &["GET", "/users", "--profile", "play"])).0, 4);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let file = folder.path().join(".config/frontdesk/profiles.json");
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

fn doctor(folder: &Path, variables: &[(&str, &str)]) -> (i32, Value) {
    let output = command(folder).envs(variables.iter().copied()).args(["doctor", "--output", "json"]).output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", shown(&output)));
    let verdicts = found["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| (check["name"].as_str().unwrap().to_owned(), check["verdict"].clone()))
        .collect::<serde_json::Map<_, _>>();
    (output.status.code().unwrap(), Value::Object(verdicts))
}

#[test]
fn the_doctor_finds_what_is_wrong() {
    let stub = Stub::start(200, r#"{"object":"total_count","total_count":3}"#);
    let refusing = Stub::start(401, r#"{"errors":[{"code":"authentication_invalid","message":"no"}]}"#);
    let folder = project();
    let (url, other) = (stub.url(), refusing.url());
    let key = ("CLERK_SECRET_KEY", "sk_test_abcdefghijkl");
    let (code, found) = doctor(folder.path(), &[key, ("CLERK_API_URL", &url), ("CLERK_BAPI_SCOPES", "write")]);
    assert_eq!(
        (code, &found["key"], &found["address"], &found["scopes"]),
        (0, &json!("good"), &json!("good"), &json!("good"))
    );
    assert!(stub.take().iter().all(|seen| seen.line.starts_with("GET ")));

    assert_eq!(doctor(folder.path(), &[]).0, 3);
    assert_eq!(doctor(folder.path(), &[key, ("CLERK_API_URL", &other)]).0, 3);
    let (code, found) = doctor(folder.path(), &[key, ("CLERK_API_URL", "http://127.0.0.1:1")]);
    assert_eq!((code, &found["address"]), (10, &json!("bad")));
    // The live key of `clerk.example.com`.
    let live = ("CLERK_PUBLISHABLE_KEY", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k");
    let (code, found) = doctor(folder.path(), &[key, ("CLERK_API_URL", &url), live]);
    assert_eq!((code, &found["publishable key"]), (3, &json!("bad")));
    let scopes = ("CLERK_BAPI_SCOPES", "no-write");
    let (code, found) = doctor(folder.path(), &[key, ("CLERK_API_URL", &url), scopes]);
    assert_eq!((code, &found["scopes"]), (0, &json!("warning")));
}

#[test]
fn every_shell_gets_a_script_and_its_questions_are_answered() {
    let folder = project();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(folder.path(), &["completions", shell]);
        assert!(output.status.success() && !output.stdout.is_empty(), "{}", shown(&output));
    }
    let ask = |line: &[&str]| {
        let output = command(folder.path())
            .env("COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", (line.len() - 1).to_string())
            .env("_CLAP_IFS", "\n")
            .arg("--")
            .args(line)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ask(&["frontdesk", "GET", "/users/cou"]), ["/users/count"]);
    assert_eq!(ask(&["frontdesk", "GET", "/users", "order"]), ["order_by="]);
    assert!(ask(&["frontdesk", "do"]).contains(&"doctor".to_owned()));
    assert!(ask(&["frontdesk", "GET", "/users", "--dry"]).contains(&"--dry-run".to_owned()));
    // Completing a deletion sends nothing and says nothing of keys.
    assert_eq!(ask(&["frontdesk", "DELETE", "/users/user_1", "--confirm", "user_1", "x"]), Vec::<String>::new());
}

#[test]
fn manual_pages_version_and_skill_come_from_the_program() {
    let folder = project();
    let page = shown(&run(folder.path(), &["man"]));
    assert!(page.contains(".TH frontdesk 1") && page.contains("dry\\-run"), "{page}");
    assert!(run(folder.path(), &["man", "pages"]).status.success());
    assert!(folder.path().join("pages/frontdesk-serve.1").exists());
    let version = shown(&run(folder.path(), &["--version"]));
    assert!(
        version.contains(concat!("frontdesk ", env!("CARGO_PKG_VERSION"))) && version.contains("rustc"),
        "{version}"
    );
    let skill = shown(&run(folder.path(), &["skill"]));
    assert!(skill.contains("name: frontdesk") && skill.contains("--confirm ID"), "{skill}");
}
