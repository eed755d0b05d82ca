//! Topics, error codes and exit codes.

use frontdesk_contract::error_codes;
use serde_json::Value;

use crate::program::{command, project, run};

#[test]
fn topics_are_listed_and_read_as_they_should() {
    insta::assert_snapshot!("topics", run(&["explain"]));
    let topics = [
        "metadata",
        "metadata overwrite",
        "rate limits",
        "pagination",
        "scopes",
        "versions",
        "roles",
        "tokens",
        "errors",
    ];
    let told: Vec<String> = topics.iter().map(|topic| run(&["explain", topic])).collect();
    insta::assert_snapshot!("every_topic", told.join("\n"));
}

#[test]
fn the_whole_table_of_rate_limits_is_told() {
    let told = run(&["explain", "rate-limits"]);
    for limit in ["1,000", "100 requests", "100 an hour", "25 an hour", "250 an hour", "5 in 10", "3 in 10", "500"] {
        assert!(told.contains(limit), "{limit}: {told}");
    }
    assert!(told.contains("currentUser()") && told.contains("auth()"), "{told}");
}

#[test]
fn codes_are_explained_in_any_spelling() {
    let codes = ["form_param_unknown", "Form-Param-Unknown", "form param unknown", "FORM_PARAM_UNKNOWN"];
    let told: Vec<String> = codes.iter().map(|code| run(&["explain", code])).collect();
    assert!(told.windows(2).all(|pair| pair[0] == pair[1]));
    let several = ["form_param_unknown", "resource_not_found", "organization_role_assigned_members", "plan_not_found"];
    let told: Vec<String> = several.iter().map(|code| run(&["explain", code])).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn every_code_of_the_catalogue_is_explained() {
    let folder = project();
    // One process for each would say the same as its unit test; every twentieth shows that the command finds them.
    for code in error_codes::all().step_by(20) {
        let output = command(folder.path()).args(["explain", code.code, "--output", "json"]).output().unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(told["code"], code.code);
        assert!(told["meaning"].as_str().is_some_and(|text| text.len() > 10), "{told}");
    }
}

#[test]
fn what_is_not_known_is_answered_with_what_is_near() {
    insta::assert_snapshot!(run(&["explain", "form_parm_unknown"]), @r#"
    exit 4
    --- stderr
    {"error":{"code":"unknown_topic","message":"`form_parm_unknown` is no topic and no error code","candidates":["form_param_unknown"],"fix":"`frontdesk explain` lists the topics"}}
    "#);
    assert!(run(&["explain", "429"]).contains("Retry-After"));
    assert!(run(&["explain", "422"]).contains("form_param_missing"));
}

#[test]
fn exit_codes_are_listed() {
    insta::assert_snapshot!(run(&["exit-codes"]));
}
