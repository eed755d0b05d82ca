use std::path::Path;
use std::process::Output;

use crate::program::{command, error, project, run};
use crate::stub::Stub;

const TEST_KEY: &str = "sk_test_abcdefghijkl";

fn send(stub: &Stub, arguments: &[&str]) -> Output {
    let folder = project();
    command(folder.path())
        .env("CLERK_API_URL", stub.url())
        .env("CLERK_SECRET_KEY", TEST_KEY)
        .env("CLERK_BAPI_SCOPES", "write delete")
        .args(arguments)
        .output()
        .unwrap()
}

fn local(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(["--local", "--admin", "--yes"]).args(arguments).output().unwrap()
}

#[test]
fn a_dry_run_of_a_phrase_prints_the_plan_of_all_its_steps() {
    insta::assert_snapshot!(run(&["create organization 'Acme Corp' and invite user@example.com as admin", "--dry-run", "--admin", "--yes"]), @r#"
    exit 0
    --- stdout
    {"api_version":"2026-05-12","steps":[{"operation":"CreateOrganization","method":"POST","path":"/organizations","query":{},"body":{"name":"Acme Corp"},"risk":"write","needs":["write"]},{"operation":"CreateOrganizationInvitation","method":"POST","path":"/organizations/${1.id}/invitations","query":{},"body":{"email_address":"user@example.com","role":"org:admin"},"risk":"write","needs":["write"]}],"refusals":[]}
    "#);
    insta::assert_snapshot!(run(&["get", "user", "john_doe", "--dry-run"]), @r#"
    exit 0
    --- stdout
    {"api_version":"2026-05-12","steps":[{"operation":"GetUserList","method":"GET","path":"/users","query":{"username":["john_doe"]},"body":null,"risk":"read","needs":[]}],"refusals":[]}
    "#);
    insta::assert_snapshot!(run(&["set", "plan", "to", "pro", "and", "onboarded", "true", "for", "user", "user_1", "--dry-run", "--admin", "--yes"]), @r#"
    exit 0
    --- stdout
    {"api_version":"2026-05-12","steps":[{"operation":"UpdateUserMetadata","method":"PATCH","path":"/users/user_1/metadata","query":{},"body":{"public_metadata":{"onboarded":true,"plan":"pro"}},"risk":"write","needs":["write"]}],"refusals":[]}
    --- stderr
    {"notice":{"code":"plan","message":"`plan` goes into public_metadata: the front end may read it and only the back end writes it, as fits plans, roles and flags"}}
    {"notice":{"code":"plan","message":"`onboarded` goes into public_metadata: the front end may read it and only the back end writes it, as fits plans, roles and flags"}}
    {"notice":{"code":"plan","message":"It is merged key by key: what is not given stays as it is, and null removes a key."}}
    {"notice":{"code":"metadata","message":"This writes public_metadata. There are three kinds of metadata:\n* public_metadata   read by front end and back end, written by back end only: plans, roles, flags that the front end shows\n  private_metadata  read by back end only, written by back end only: billing ids, internal notes, compliance flags\n  unsafe_metadata   read by front end and back end, written by front end and back end: preferences; never trust it\nThe keys given are merged into what is there, at every depth; null removes a key; others stay."}}
    "#);
    insta::assert_snapshot!(run(&["delete", "user", "ann@example.com", "--dry-run", "--admin"]), @r#"
    exit 0
    --- stdout
    {"api_version":"2026-05-12","steps":[{"operation":"GetUserList","method":"GET","path":"/users","query":{"email_address":["ann@example.com"]},"body":null,"risk":"read","needs":[]},{"operation":"DeleteUser","method":"DELETE","path":"/users/${1.id}","query":{},"body":null,"risk":"irreversible","needs":["write","delete"]}],"refusals":[{"code":"confirmation_needed","message":"DELETE /users/{user_id} needs the id typed back. This is irreversible. What goes: The user, every session, identifier, connected account, passkey and membership of theirs, and their metadata. Nothing was sent"}]}
    "#);
}

#[test]
fn words_are_read_as_a_shell_hands_them_over() {
    let quoted = run(&["create organization 'Acme Corp' and invite user@example.com as admin", "--dry-run"]);
    let apart =
        ["create", "organization", "Acme Corp", "and", "invite", "user@example.com", "as", "admin", "--dry-run"];
    assert_eq!(run(&apart), quoted);
}

#[test]
fn what_is_no_clear_wish_is_never_sent() {
    let stub = Stub::start(200, "[]");
    for phrase in [
        "how do I delete a user?",
        "should I delete user_1",
        "don't delete user_1",
        "delete all users",
        "delete users who signed up before 2020-01-01",
        "delete user_1 or user_2",
        "list unicorns",
        "why was my metadata overwritten",
    ] {
        for grants in [vec![], vec!["--admin", "--yes", "--confirm", "user_1", "--live"]] {
            let output = send(&stub, &[vec![phrase], grants].concat());
            let (code, error) = error(&output);
            assert_eq!((code, &error["code"]), (2, &"ambiguous_prompt".into()), "{phrase}: {error}");
            assert!(error["message"].is_string() && error["fix"].is_string(), "{phrase}: {error}");
        }
    }
    assert!(stub.take().is_empty());
}

#[test]
fn the_guard_holds_for_every_step_before_the_first_is_sent() {
    let stub = Stub::start(200, r#"{"object":"user","id":"user_1"}"#);
    for (arguments, code) in [
        (vec!["delete user user_1"], 8),
        (vec!["delete user user_1", "--yes"], 8),
        (vec!["ban user_1"], 8),
        (vec!["create user ann@example.com and delete it", "--yes"], 8),
        (vec!["ban user_1 and delete user user_2", "--yes"], 8),
        (vec!["add user_1 to org_1"], 5),
    ] {
        let output = send(&stub, &arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
    assert!(stub.take().is_empty());
    let output = send(&stub, &["ban user_1", "--yes"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stub.take().iter().map(|seen| seen.line.clone()).collect::<Vec<_>>(), ["POST /v1/users/user_1/ban"]);
}

#[test]
fn results_of_one_step_go_into_the_next() {
    let folder = project();
    let output = local(folder.path(), &["create organization 'Acme Corp' and invite user@example.com as admin"]);
    let shown = crate::program::shown(&output);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    let answers: Vec<serde_json::Value> =
        String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0]["name"], "Acme Corp");
    assert_eq!(answers[1]["organization_id"], answers[0]["id"]);
    assert_eq!(answers[1]["role"], "org:admin");
    // A name is looked up, and has to be exactly one.
    let output = local(folder.path(), &["set plan to pro for organization 'acme corp'"]);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["public_metadata"]["plan"], "pro");
    let (code, missing) = error(&local(folder.path(), &["rename organization Acme to Emca"]));
    assert_eq!((code, &missing["code"]), (4, &"not_found".into()));
    local(folder.path(), &["create organization 'Acme Corp'"]);
    let (code, several) = error(&local(folder.path(), &["rename organization 'Acme Corp' to Emca"]));
    assert_eq!((code, &several["code"]), (2, &"ambiguous_name".into()), "{several}");
    assert_eq!(several["candidates"].as_array().unwrap().len(), 2);
}

#[test]
fn a_failure_ends_the_plan_and_says_what_was_done() {
    let folder = project();
    let phrase = "create organization Acme and add user_2b1Hk3JqV0Zb8cTqN5mXw4YpR7s as admin and rename org_1 to Emca";
    let output = local(folder.path(), &[phrase]);
    let (_, failure) = error(&output);
    let message = failure["message"].as_str().unwrap();
    assert!(message.starts_with("step 2 failed: "), "{message}");
    assert!(message.contains("Done before it: POST /organizations"), "{message}");
}

#[test]
fn an_id_that_is_found_still_has_to_be_typed_back() {
    let folder = project();
    local(folder.path(), &["create user ann@example.com skip_password_requirement=true"]);
    let found = local(folder.path(), &["get user ann@example.com"]);
    let users: serde_json::Value = serde_json::from_slice(&found.stdout).unwrap();
    let id = users[0]["id"].as_str().unwrap().to_owned();
    let (code, refused) = error(&local(folder.path(), &["delete user ann@example.com"]));
    assert_eq!(code, 8);
    assert!(refused["fix"].as_str().unwrap().contains(&id), "{refused}");
    assert_eq!(error(&local(folder.path(), &["delete user ann@example.com", "--confirm", "user_2"])).0, 8);
    let output = local(folder.path(), &["delete user ann@example.com", "--confirm", &id]);
    assert_eq!(output.status.code(), Some(0), "{}", crate::program::shown(&output));
    let rest = local(folder.path(), &["how many users are there?"]);
    assert!(String::from_utf8_lossy(&rest.stdout).contains("\"total_count\":0"));
}

#[test]
fn help_explains_what_a_phrase_would_do() {
    assert_eq!(run(&["delete", "user", "user_1", "--help"]), run(&["DELETE", "/users/{user_id}", "help"]));
}
