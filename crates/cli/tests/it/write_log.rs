//! The log of writes, and the way back from a backup.

use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use crate::program::{command, error, project, shown};
use crate::stub::Stub;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(arguments).output().unwrap()
}

fn answer(output: &Output) -> Value {
    assert!(output.status.success(), "{}", shown(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn entries(folder: &Path) -> Vec<Value> {
    let output = run(folder, &["log", "--limit", "0"]);
    assert!(output.status.success(), "{}", shown(&output));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_write_that_was_sent_is_in_the_log_without_its_secrets() {
    let stub = Stub::start(200, r#"{"object":"user","id":"user_1"}"#);
    let folder = project();
    let send = |arguments: &[&str]| {
        let output = command(folder.path())
            .env("CLERK_API_URL", stub.url())
            .env("CLERK_SECRET_KEY", "sk_test_abcdefghijkl")
            .env("USER", "ann")
            .args(arguments)
            .output()
            .unwrap();
        output.status.code().unwrap()
    };
    assert_eq!(entries(folder.path()), Vec::<Value>::new());
    assert_eq!(send(&["GET", "/users"]), 0);
    assert_eq!(send(&["POST", "/organizations", "name=Acme"]), 9);
    assert_eq!(send(&["PATCH", "/users/user_1", "password=correct horse battery", "--admin", "--yes"]), 0);
    assert_eq!(send(&["DELETE", "/users/user_1", "--admin", "--confirm", "user_1"]), 0);
    let logged = entries(folder.path());
    let told: Vec<Value> = logged
        .iter()
        .map(|entry| json!([entry["operation"], entry["method"], entry["path"], entry["status"], entry["trace_id"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["UpdateUser", "PATCH", "/users/user_1", 200, "trace_1"]),
            json!(["DeleteUser", "DELETE", "/users/user_1", 200, "trace_1"]),
        ]
    );
    assert_eq!((logged[0]["user"].clone(), logged[0]["key"].clone()), (json!("ann"), json!("sk_test_ab…")));
    let file = String::from_utf8(run(folder.path(), &["log", "--file"]).stdout).unwrap();
    let text = std::fs::read_to_string(file.trim()).unwrap();
    assert!(!text.contains("correct") && !text.contains("sk_test_abc"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(file.trim()).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_write_without_an_answer_is_in_the_log_too() {
    let folder = project();
    let output = command(folder.path())
        .env("CLERK_API_URL", "http://127.0.0.1:1")
        .env("CLERK_SECRET_KEY", "sk_test_abcdefghijkl")
        .args(["POST", "/organizations", "name=Acme", "--admin", "--yes"])
        .output()
        .unwrap();
    assert_eq!(error(&output).0, 10);
    let logged = entries(folder.path());
    assert_eq!((logged[0]["status"].clone(), logged[0]["failure"].clone()), (Value::Null, json!("network")));
}

fn local(folder: &Path, arguments: &[&str]) -> Value {
    answer(&command(folder).args(["--local", "--admin", "--yes"]).args(arguments).output().unwrap())
}

fn backup(folder: &Path) -> String {
    let mut files: Vec<_> = std::fs::read_dir(folder.join(".frontdesk/backups"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files.pop().unwrap().display().to_string()
}

#[test]
fn a_deleted_user_and_their_membership_come_back_from_the_backup() {
    let folder = project();
    let run_local = |arguments: &[&str]| local(folder.path(), arguments);
    let user = run_local(&[
        "POST",
        "/users",
        "email_address=ann@example.com",
        "first_name=Ann",
        "public_metadata.plan=pro",
        "password=correct horse battery staple",
    ]);
    let id = user["id"].as_str().unwrap();
    let owner = run_local(&["POST", "/users", "email_address=bob@example.com", "skip_password_requirement=true"]);
    let created_by = format!("created_by={}", owner["id"].as_str().unwrap());
    let organization = run_local(&["POST", "/organizations", "name=Acme", &created_by]);
    let memberships = format!("/organizations/{}/memberships", organization["id"].as_str().unwrap());
    run_local(&["POST", &memberships, &format!("user_id={id}"), "role=org:member"]);
    run_local(&["DELETE", &format!("/users/{id}"), "--confirm", id]);
    let file = backup(folder.path());

    let plan = answer(&run(folder.path(), &["restore", &file, "--dry-run"]));
    let steps: Vec<Value> =
        plan["steps"].as_array().unwrap().iter().map(|step| json!([step["operation"], step["path"]])).collect();
    assert_eq!(steps, [json!(["CreateUser", "/users"]), json!(["CreateOrganizationMembership", memberships])]);
    assert_eq!(plan["steps"][1]["body"]["user_id"], "${1.id}");
    assert_eq!(plan["refusals"][0]["code"], "scope_missing");
    assert_eq!(plan["not_restored"][0]["what"], "id");

    // Without consent nothing is made.
    assert_eq!(run(folder.path(), &["restore", &file, "--local"]).status.code(), Some(9));
    assert_eq!(run(folder.path(), &["restore", &file, "--local", "--admin"]).status.code(), Some(8));
    let restored = answer(&run(folder.path(), &["restore", &file, "--local", "--admin", "--yes"]));
    assert_ne!(restored["id"], user["id"]);
    assert_eq!(restored["email_addresses"][0]["email_address"], "ann@example.com");
    assert_eq!((&restored["first_name"], &restored["public_metadata"]["plan"]), (&json!("Ann"), &json!("pro")));
    let members = run_local(&["GET", &memberships]);
    let ids: Vec<&Value> =
        members["data"].as_array().unwrap().iter().map(|member| &member["public_user_data"]["user_id"]).collect();
    assert!(ids.contains(&&restored["id"]), "{members}");
}

#[test]
fn a_deleted_organization_comes_back_with_its_members() {
    let folder = project();
    let run_local = |arguments: &[&str]| local(folder.path(), arguments);
    let user = run_local(&["POST", "/users", "email_address=ann@example.com", "skip_password_requirement=true"]);
    let user = user["id"].as_str().unwrap();
    let organization = run_local(&["POST", "/organizations", "name=Acme", "slug=acme", &format!("created_by={user}")]);
    let id = organization["id"].as_str().unwrap();
    run_local(&["DELETE", &format!("/organizations/{id}"), "--confirm", id]);
    let restored = answer(&run(folder.path(), &["restore", &backup(folder.path()), "--local", "--admin", "--yes"]));
    assert_eq!((&restored["name"], &restored["slug"]), (&json!("Acme"), &json!("acme")));
    let members = run_local(&["GET", &format!("/organizations/{}/memberships", restored["id"].as_str().unwrap())]);
    assert_eq!(members["data"][0]["public_user_data"]["user_id"], user, "{members}");
}

#[test]
fn what_is_no_backup_is_named() {
    let folder = project();
    std::fs::write(folder.path().join("other.json"), "{}").unwrap();
    for (file, code) in [("other.json", "no_backup"), ("nowhere.json", "file_unreadable")] {
        let (exit, error) = error(&run(folder.path(), &["restore", file]));
        assert_eq!((exit, error["code"].as_str().unwrap()), (2, code));
    }
}
