use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::program::{command, error, project, shown};
use crate::serve::serve;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(arguments).output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    assert!(output.status.success(), "{}", shown(output));
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn events_are_read_from_the_database_and_from_the_server() {
    let folder = project();
    let key = "operator_of_this_test";
    let operator = ["--env-file", ".env", "--operator-listen", "127.0.0.1:0", "--operator-key", key];
    let served = serve(folder.path(), &operator);
    for name in ["ada", "bob"] {
        let email = format!("email_address={name}@example.com");
        let new = ["POST", "/users", &email, "skip_password_requirement=true", "--admin", "--yes"];
        let output = run(folder.path(), &new);
        assert!(output.status.success(), "{}", shown(&output));
    }
    let organization = ["POST", "/organizations", "name=Acme", "--admin", "--yes"];
    assert!(run(folder.path(), &organization).status.success());

    let all = lines(&run(folder.path(), &["events", "list"]));
    let types: Vec<&str> = all.iter().map(|line| line["event"]["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["user.created", "user.created", "organization.created"]);
    assert_eq!(all[0]["event"]["data"]["email_addresses"][0]["email_address"], "ada@example.com");
    let agent = all[0]["event"]["event_attributes"]["http_request"]["user_agent"].as_str().unwrap();
    assert!(agent.starts_with("frontdesk/"), "{agent}");

    let url = served.said.split_whitespace().find_map(|word| word.strip_suffix("/events")).unwrap().to_owned();
    let from_server = ["--url", &url, "--operator-key", key];
    let list = |more: &[&str]| run(folder.path(), &[&["events", "list"], &from_server[..], more].concat());
    assert_eq!(lines(&list(&[])), all);
    assert_eq!(lines(&list(&["--type", "organization.created"])), all[2..]);
    assert_eq!(lines(&list(&["--limit", "1"])), all[..1]);
    assert_eq!(lines(&list(&["--after", &all[0]["sequence"].to_string()])), all[1..]);
    assert_eq!(lines(&list(&["--instance", "ins_other"])), Vec::<Value>::new());
    let tail = [&["events", "tail"], &from_server[..], &["-n", "2"]].concat();
    assert_eq!(lines(&run(folder.path(), &tail)), all[1..]);
    assert_eq!(lines(&run(folder.path(), &["events", "tail", "-n", "1"])), all[2..]);
    let text = run(folder.path(), &["events", "list", "--output", "text"]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.lines().next().unwrap().contains("user.created"), "{text}");

    let refused = run(folder.path(), &["events", "list", "--url", &url, "--operator-key", "wrong"]);
    assert_eq!(error(&refused).0, 3, "{}", shown(&refused));
    let refused = run(folder.path(), &["events", "list", "--url", &url]);
    assert_eq!(error(&refused).0, 3, "{}", shown(&refused));
    let refused = run(folder.path(), &["events", "list", "--type", "user.exploded"]);
    assert_eq!(refused.status.code(), Some(2), "{}", shown(&refused));
    served.stop();
}

#[test]
fn the_operator_gets_a_key_when_there_is_none() {
    let folder = project();
    let (variables, text) = serve(folder.path(), &["--operator-listen", "127.0.0.1:0"]).stop();
    assert!(variables["FRONTDESK_OPERATOR_KEY"].starts_with("operator_"), "{text}");
    let (variables, text) = serve(folder.path(), &[]).stop();
    assert!(!variables.contains_key("FRONTDESK_OPERATOR_KEY") && !text.contains("/events"), "{text}");
}
