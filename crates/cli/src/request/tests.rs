use frontdesk_contract::catalogue;
use serde_json::json;

use super::*;
use crate::{example, prompt};

fn request(id: &str, path: &str, words: &[&str]) -> Request {
    let version = ApiVersion::NEWEST;
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    Request::build(catalogue::find(id, version).unwrap(), version, path, &words, None).unwrap()
}

fn messages(request: &Request) -> Vec<String> {
    request.complaints().into_iter().map(|complaint| complaint.message).collect()
}

#[test]
fn values_are_typed_by_the_schema() {
    let list = request("GetUserList", "/users?offset=2", &["limit=20", "banned=true", "user_id=a", "user_id=b"]);
    assert_eq!(
        Value::Object(list.parts.query.clone()),
        json!({"limit": 20, "offset": 2, "banned": true, "user_id": ["a", "b"]})
    );
    assert_eq!(list.shape(), Shape::Complete, "{:?}", messages(&list));

    let words = [
        "email_address=a@example.com",
        "email_address=b@example.com",
        "public_metadata.plan.name=pro",
        "public_metadata.seats:=3",
        "first_name=null",
        "last_name:=null",
    ];
    let create = request("CreateUser", "/users", &words);
    let body = json!({
        "email_address": ["a@example.com", "b@example.com"],
        "public_metadata": {"plan": {"name": "pro"}, "seats": 3},
        "first_name": "null",
        "last_name": null,
    });
    assert_eq!(create.parts.body, Some(body));
    assert_eq!(create.shape(), Shape::Complete, "{:?}", messages(&create));
}

#[test]
fn a_name_goes_to_the_path_while_the_path_lacks_it() {
    for path in ["/users/{user_id}", "/users/:user_id", "/v1/users/{user_id}/"] {
        let open = request("GetUser", path, &[]);
        assert_eq!(open.shape(), Shape::Missing, "{path}");
        assert_eq!(request("GetUser", path, &["user_id=user_1"]).path(), "/users/user_1", "{path}");
    }
    assert_eq!(request("GetUser", "/users/user_1", &["user_id=user_2"]).shape(), Shape::Invalid);
}

#[test]
fn a_segment_that_would_vanish_is_refused() {
    for path in ["/users/..", "/users/.", "/users/%2e%2e"] {
        assert_eq!(request("DeleteUser", path, &[]).shape(), Shape::Invalid, "{path}");
    }
}

#[test]
fn an_unknown_name_is_answered_with_the_likeliest() {
    let complaint = &request("GetUserList", "/users", &["limti=3"]).complaints()[0];
    assert_eq!(complaint.suggestions, ["limit"]);
    let list = request("GetUserList", "/users", &["limit=501", "banned=maybe"]);
    assert_eq!(messages(&list), ["`banned` must be of type boolean", "`limit` must be at most 500"]);
}

#[test]
fn metadata_in_a_plain_update_is_sent_to_its_own_operations() {
    let complaint = &request("UpdateUser", "/users/user_1", &["public_metadata.plan=pro"]).complaints()[0];
    assert_eq!(complaint.suggestions.len(), 2, "{complaint:?}");
    assert!(complaint.suggestions.contains(&"PATCH /users/{user_id}/metadata".to_owned()));
}

#[test]
fn a_value_given_twice_is_refused_unless_it_is_a_list() {
    let twice = request("GetUserList", "/users", &["limit=1", "limit=2"]);
    assert_eq!(messages(&twice), ["`limit` takes one value and was given several"]);
}

#[test]
fn what_is_required_is_named() {
    let create = request("CreateOrganizationInvitation", "/organizations/org_1/invitations", &["email_address=a@b.cd"]);
    assert_eq!(create.shape(), Shape::Missing);
    assert!(
        messages(&create).iter().any(|message| message.starts_with("`role` is required")),
        "{:?}",
        messages(&create)
    );
}

#[test]
fn every_example_satisfies_its_own_schema() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("picture.png");
    std::fs::write(&picture, b"a picture").unwrap();
    let mut checked = 0;
    for version in ApiVersion::ALL {
        for operation in catalogue::operations().filter(|operation| operation.versions.contains(version)) {
            let mut words = example::words(operation, version).into_iter().skip(1);
            let path = words.next().unwrap();
            let mut rest: Vec<String> =
                words.map(|word| word.replace("@picture.png", &format!("@{}", picture.display()))).collect();
            let mut body = None;
            if let Some(at) = rest.iter().position(|word| word == "-d") {
                body = Some(read_body(&rest[at + 1]).unwrap());
                rest.drain(at..at + 2);
            }
            let request = Request::build(operation, version, &path, &rest, body).unwrap();
            assert_eq!(messages(&request), Vec::<String>::new(), "{} {rest:?}", prompt::title(operation));
            let found = catalogue::resolve(operation.method, &path, version).unwrap();
            assert_eq!(found.id, operation.id, "{path}");
            checked += 1;
        }
    }
    assert!(checked > 80, "{checked}");
}

#[test]
fn no_operation_has_a_name_in_two_places() {
    for version in ApiVersion::ALL {
        for operation in catalogue::operations().filter(|operation| operation.versions.contains(version)) {
            let request = Request::build(operation, version, operation.path, &[], None).unwrap();
            let mut names = request.names();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert!(names.len() == count || request.body_objects().len() > 1, "{}", operation.id);
        }
    }
}

#[test]
fn words_are_read_as_text_json_or_file() {
    let parse = |word| Assignment::parse(word).unwrap().given;
    assert_eq!(parse("a=b@c.d"), Given::Text("b@c.d".to_owned()));
    assert_eq!(parse("a:=[1]"), Given::Json(json!([1])));
    assert_eq!(parse("a@b=c"), Given::File("b=c".to_owned()));
    assert!(Assignment::parse("nothing").is_err());
    assert!(Assignment::parse("=x").is_err());
    assert!(Assignment::parse("a:={").is_err());
}

#[test]
fn paths_of_windows_are_files_too() {
    for path in [r"C:\Users\Ann Lee\logo.png", "C:/logo.png", r"..\logo.png", r"\\server\share\logo.png", "C:logo.png"]
    {
        let parsed = Assignment::parse(&format!("file@{path}")).unwrap();
        assert_eq!(parsed, Assignment { name: "file".to_owned(), given: Given::File(path.to_owned()) });
        assert_eq!(assignment::file_name(path), "logo.png", "{path}");
        // What cannot be read is named whole: nothing of the path was taken for something else.
        let failure = read_body(&format!("@{path}.missing")).unwrap_err();
        assert!(failure.message.contains(&format!("{path}.missing")), "{}", failure.message);
    }
    // A path that holds what separates names from values.
    let parsed = Assignment::parse(r"file@D:\a=b\c@d.png").unwrap();
    assert_eq!(parsed.given, Given::File(r"D:\a=b\c@d.png".to_owned()));
    // A value that only looks like a path stays text.
    assert_eq!(Assignment::parse(r"name=C:\x").unwrap().given, Given::Text(r"C:\x".to_owned()));
}

#[cfg(windows)]
#[test]
fn files_are_read_by_their_drive_and_backslashes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("body.json");
    std::fs::write(&path, r#"{"name":"Acme"}"#).unwrap();
    let text = path.to_str().unwrap();
    assert!(text.contains('\\') && text[1..].starts_with(':'), "{text}");
    assert_eq!(read_body(&format!("@{text}")).unwrap(), json!({"name": "Acme"}));
}
