use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::program::{command, error, project, shown};

fn local(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).arg("--local").args(arguments).output().unwrap()
}

fn answer(output: &Output) -> Value {
    assert!(output.status.success(), "{}", shown(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn what_is_created_is_there_the_next_time_and_only_in_this_project() {
    let folder = project();
    let inner = folder.path().join("src");
    std::fs::create_dir(&inner).unwrap();
    let new = ["POST", "/organizations", "name=Acme Corp", "public_metadata.plan=pro", "--admin", "--yes"];
    let created = answer(&local(&inner, &new));
    let listed = answer(&local(folder.path(), &["GET", "/organizations"]));
    assert_eq!(listed["data"][0]["id"], created["id"]);
    assert_eq!(listed["data"][0]["name"], "Acme Corp");
    assert_eq!(listed["data"][0]["public_metadata"]["plan"], "pro");
    assert_eq!(answer(&local(project().path(), &["GET", "/organizations"]))["total_count"], 0);
}

#[test]
fn a_user_is_created_invited_listed_and_deleted() {
    let folder = project();
    let run = |arguments: &[&str]| local(folder.path(), arguments);
    let new = ["POST", "/users", "email_address=ann@example.com", "skip_password_requirement=true", "--admin", "--yes"];
    let id = answer(&run(&new))["id"].as_str().unwrap().to_owned();
    let path = format!("/users/{id}");
    assert_eq!(answer(&run(&["GET", "/users", "email_address=ann@example.com"]))[0]["id"], Value::from(id.as_str()));
    assert_eq!(run(&["DELETE", &path, "--admin", "--yes"]).status.code(), Some(8));
    assert_eq!(answer(&run(&["GET", &path]))["id"], Value::from(id.as_str()));
    assert_eq!(answer(&run(&["DELETE", &path, "--admin", "--confirm", &id]))["deleted"], true);
    let (code, error) = error(&run(&["GET", &path]));
    assert_eq!((code, error["code"].as_str().unwrap()), (4, "resource_not_found"));
}

#[test]
fn a_refused_request_does_not_even_make_the_database() {
    let folder = project();
    assert_eq!(local(folder.path(), &["POST", "/organizations", "name=Acme"]).status.code(), Some(9));
    assert!(!folder.path().join(".frontdesk").exists());
}

#[cfg(unix)]
#[test]
fn the_key_is_closed_to_others_and_nothing_is_committed() {
    use std::os::unix::fs::PermissionsExt;
    let folder = project();
    answer(&local(folder.path(), &["GET", "/users"]));
    let own = folder.path().join(".frontdesk");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&own), mode(&own.join("key.env"))), (0o700, 0o600));
    assert_eq!(std::fs::read_to_string(own.join(".gitignore")).unwrap(), "*\n");
}

#[test]
fn two_first_uses_at_once_share_one_instance() {
    let folder = project();
    let names = ["One", "Two", "Three", "Four"];
    std::thread::scope(|scope| {
        let runs: Vec<_> = names
            .iter()
            .map(|name| {
                let new = format!("name={name}");
                let folder = folder.path();
                scope.spawn(move || local(folder, &["POST", "/organizations", &new, "--admin", "--yes"]))
            })
            .collect();
        for run in runs {
            answer(&run.join().unwrap());
        }
    });
    assert_eq!(answer(&local(folder.path(), &["GET", "/organizations"]))["total_count"], names.len());
}

#[test]
fn local_contradicts_another_address() {
    let folder = project();
    assert_eq!(local(folder.path(), &["GET", "/users", "--api-url", "http://127.0.0.1:1"]).status.code(), Some(2));
}
