//! What people call things, and what is found.

use serde_json::Value;

use crate::program::{command, project, run};

fn found(words: &str) -> Vec<String> {
    let folder = project();
    let arguments = ["search", words, "--output", "json"];
    let output = command(folder.path()).args(arguments).output().unwrap();
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    let operations = value["operations"].as_array().unwrap();
    operations.iter().map(|operation| operation["operation"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn words_of_people_find_the_operations_of_the_api() {
    for (words, wanted) in [
        ("organisation", "ListOrganizations"),
        ("2FA", "DisableMFA"),
        ("turn off two-factor authentication", "DisableMFA"),
        ("log in token", "CreateSignInToken"),
        ("whitelist", "ListAllowlistIdentifiers"),
        ("avatar", "SetUserProfileImage"),
        ("impersonate", "CreateActorToken"),
        ("unban", "UnbanUser"),
        ("public_metadata merge", "UpdateUserMetadata"),
        ("signing keys", "GetJWKS"),
        ("how many users", "GetUsersCount"),
        ("waiting list", "ListWaitlistEntries"),
        ("service account", "CreateMachine"),
    ] {
        let found = found(words);
        assert!(found.iter().take(5).any(|id| id == wanted), "{words}: {found:?}");
    }
}

#[test]
fn a_search_reads_like_a_tag() {
    insta::assert_snapshot!(run(&["search", "passkey"]));
    assert_eq!(run(&["search", "passkey"]), run(&["SEARCH", "Passkeys"]).replace("Passkeys ", "passkey "));
}

#[test]
fn nothing_found_and_nothing_asked_are_said() {
    insta::assert_snapshot!(run(&["search", "zebra"]), @r#"
    exit 4
    --- stderr
    {"error":{"code":"nothing_found","message":"nothing has to do with `zebra`","fix":"try other words, or `frontdesk tags`"}}
    "#);
    insta::assert_snapshot!(run(&["search"]), @r#"
    exit 2
    --- stderr
    {"error":{"code":"usage","message":"say what to search for","fix":"frontdesk search organization invitations"}}
    "#);
    assert!(found("zebra").is_empty());
}
