//! The forms that answers are printed in.

use crate::program::{command, error, project, shown};
use crate::stub::Stub;

const KEY: &str = "sk_test_abcdefghijkl";

/// Two organizations, as an API might write them.
const PAGE: &str = r#"{"data":[{"object":"organization","id":"org_1","name":"Acme, Inc","slug":"acme","image_url":"x","public_metadata":{"plan":"pro"},"members_count":3,"created_at":1700000000000},
{"object":"organization","id":"org_2","name":"Bär","slug":null,"image_url":"x","public_metadata":{},"members_count":1,"created_at":1700000060000}],"total_count":25}"#;

fn send(body: &'static str, arguments: &[&str]) -> String {
    let stub = Stub::start(200, body);
    let folder = project();
    let output = command(folder.path())
        .env("TZ", "UTC")
        .env("CLERK_API_URL", stub.url())
        .env("CLERK_SECRET_KEY", KEY)
        .args(arguments)
        .output()
        .unwrap();
    shown(&output)
}

#[test]
fn a_list_is_printed_in_every_form() {
    let list = |arguments: &[&str]| send(PAGE, &[&["GET", "/organizations"], arguments].concat());
    assert_eq!(list(&["--output", "json"]), list(&[]));
    insta::assert_snapshot!(list(&["--output", "table"]), @r#"
    exit 0
    --- stdout
    id     name       slug  created_at        members_count
    org_1  Acme, Inc  acme  2023-11-14 22:13  3
    org_2  Bär              2023-11-14 22:14  1
    "#);
    insta::assert_snapshot!(list(&["--output", "ndjson"]), @r#"
    exit 0
    --- stdout
    {"object":"organization","id":"org_1","name":"Acme, Inc","slug":"acme","image_url":"x","public_metadata":{"plan":"pro"},"members_count":3,"created_at":1700000000000}
    {"object":"organization","id":"org_2","name":"Bär","slug":null,"image_url":"x","public_metadata":{},"members_count":1,"created_at":1700000060000}
    "#);
    insta::assert_snapshot!(list(&["--output", "csv", "--jq", ".data|map({id,name,plan:.public_metadata})"]), @r#"
    exit 0
    --- stdout
    id,name,plan
    org_1,"Acme, Inc","{""plan"":""pro""}"
    org_2,Bär,{}
    "#);
    insta::assert_snapshot!(list(&["--output", "yaml", "--jq", ".data[0]"]), @r#"
    exit 0
    --- stdout
    object: organization
    id: org_1
    name: Acme, Inc
    slug: acme
    image_url: x
    public_metadata:
      plan: pro
    members_count: 3
    created_at: 1700000000000
    "#);
    let csv = list(&["-o", "csv"]);
    let header = csv.lines().nth(2).unwrap();
    assert!(header.starts_with("object,id,name,slug,image_url,"), "{csv}");
}

#[test]
fn an_object_is_printed_in_every_form() {
    let body = r#"{"object":"user","id":"user_1","first_name":"Ann","last_name":null,"banned":false,"email_addresses":
        [{"id":"idn_1","email_address":"ann@example.com"}],"public_metadata":{"plan":"pro"},"created_at":1700000000000}"#;
    let user = |arguments: &[&str]| send(body, &[&["GET", "/users/user_1"], arguments].concat());
    insta::assert_snapshot!(user(&["--output", "table"]), @r#"
    exit 0
    --- stdout
    object           user
    id               user_1
    first_name       Ann
    banned           no
    email_addresses  ann@example.com
    public_metadata  {"plan":"pro"}
    created_at       2023-11-14 22:13
    "#);
    insta::assert_snapshot!(user(&["--output", "ndjson"]), @r#"
    exit 0
    --- stdout
    {"object":"user","id":"user_1","first_name":"Ann","last_name":null,"banned":false,"email_addresses":[{"id":"idn_1","email_address":"ann@example.com"}],"public_metadata":{"plan":"pro"},"created_at":1700000000000}
    "#);
    insta::assert_snapshot!(user(&["--jq", ".first_name, .email_addresses[].email_address, .public_metadata"]), @r#"
    exit 0
    --- stdout
    Ann
    ann@example.com
    {"plan":"pro"}
    "#);
    insta::assert_snapshot!(user(&["--output", "json", "--jq", ".first_name"]), @r#"
    exit 0
    --- stdout
    "Ann"
    "#);
}

#[test]
fn a_filter_that_makes_no_sense_is_refused_before_anything_is_sent() {
    let stub = Stub::start(200, "[]");
    let folder = project();
    let output = command(folder.path())
        .args(["GET", "/users", "--api-url", &stub.url(), "--secret-key", KEY, "--jq", ".["])
        .output()
        .unwrap();
    let (code, error) = error(&output);
    assert_eq!((code, error["code"].as_str().unwrap()), (2, "jq"));
    assert!(stub.take().is_empty());
}

#[test]
fn a_refusal_of_the_api_keeps_its_form_whatever_was_asked_for() {
    let body = r#"{"errors":[{"code":"some_code","message":"no"}]}"#;
    let stub = Stub::start(422, body);
    let folder = project();
    for form in [["--output", "csv"], ["--jq", ".data"]] {
        let output = command(folder.path())
            .args(["GET", "/users", "--api-url", &stub.url(), "--secret-key", KEY])
            .args(form)
            .output()
            .unwrap();
        assert_eq!((error(&output).0, String::from_utf8_lossy(&output.stdout).as_ref()), (5, body));
    }
}
