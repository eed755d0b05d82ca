#![expect(clippy::needless_pass_by_value, reason = "json! is written in place")]

use serde_json::{Value, json};

use super::{Judge, Verdict};
use crate::{Document, official_documents};

const VERSION: &str = "2026-05-12";
const JSON: Option<&str> = Some("application/json");

fn answers(schema: Value) -> Value {
    json!({"description": "", "content": {"application/json": {"schema": schema}}})
}

/// A document with the turns of phrase that the published ones use.
fn judge() -> Judge {
    let pet = json!({"$ref": "#/components/schemas/Pet"});
    let id = json!({"id": {"type": "string"}});
    Judge::by([Document::from_value(
        VERSION,
        json!({
            "paths": {
                "/pets": {"get": {"operationId": "ListPets", "responses": {
                    "200": answers(json!({"type": "array", "items": pet})),
                }}},
                "/pets/count": {"get": {"operationId": "CountPets", "responses": {
                    "200": answers(json!({"type": "object", "properties": {"total": {"type": "integer", "format": "int32"}}})),
                }}},
                "/pets/{id}": {
                    "get": {"operationId": "GetPet", "responses": {
                        "200": answers(pet),
                        "404": answers(json!({"$ref": "#/components/schemas/ClerkErrors"})),
                        "422": {"description": "without a shape"},
                    }},
                    "delete": {"operationId": "DeletePet", "responses": {"204": {"description": ""}}},
                },
                "/pets/{id}/owner": {"get": {"operationId": "GetOwner", "responses": {
                    "200": answers(json!({"allOf": [
                        {"type": "object", "additionalProperties": false, "properties": id, "required": ["id"]},
                        {"properties": {"since": {"type": "integer"}}},
                    ]})),
                }}},
            },
            "components": {"schemas": {
                "ClerkErrors": {
                    "type": "object",
                    "properties": {"errors": {"type": "array", "items": {
                        "type": "object",
                        "properties": {"code": {"type": "string"}, "meta": {"type": "object", "additionalProperties": true}},
                        "required": ["code"],
                    }}},
                    "required": ["errors"],
                },
                "Collar": {"type": "object", "nullable": true, "properties": {"colour": {"type": "string"}}},
                "Pet": {
                    "type": "object",
                    "properties": {
                        "id": {"type": "string"},
                        "name": {"type": "string", "nullable": true},
                        "kind": {"type": "string", "enum": ["cat", "dog"], "nullable": true},
                        "born": {"type": "integer", "format": "int64"},
                        "metadata": {"type": "object", "additionalProperties": true},
                        "friend": {"$ref": "#/components/schemas/Pet"},
                        "collar": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Collar"}]},
                        "toys": {"type": "array", "items": {
                            "type": "object",
                            "nullable": true,
                            "oneOf": [
                                {"type": "object", "properties": {"kind": {"enum": ["ball"]}, "size": {"type": "integer"}}, "required": ["kind"]},
                                {"type": "object", "properties": {"kind": {"enum": ["bone"]}}, "required": ["kind"]},
                            ],
                        }},
                    },
                    "required": ["id", "name"],
                    "anyOf": [{"required": ["born"]}, {"required": ["kind"]}],
                },
            }},
        }),
    )])
}

fn get_pet(body: &Value) -> Verdict {
    judge().judge(VERSION, "GET", "/v1/pets/p1", 200, JSON, body.to_string().as_bytes())
}

fn pet(changes: Value) -> Value {
    let mut pet = json!({"id": "p1", "name": null, "born": 1});
    for (name, value) in changes.as_object().unwrap() {
        pet[name] = value.clone();
    }
    pet
}

#[track_caller]
fn assert_only(verdict: &Verdict, expected: &[&str]) {
    assert_eq!(verdict.violations.len(), 1, "{verdict:?}");
    for part in expected {
        assert!(verdict.violations[0].contains(part), "{part} not in {}", verdict.violations[0]);
    }
}

#[test]
fn a_correct_answer_passes() {
    let full = pet(json!({
        "kind": null,
        "metadata": {"anything": [1]},
        "friend": {"id": "p2", "name": "Ada", "kind": "cat"},
        "collar": null,
        "toys": [{"kind": "ball", "size": 3}, {"kind": "bone"}, null],
    }));
    let expected = Verdict { operation_id: Some("GetPet".into()), ..Verdict::default() };
    assert_eq!(get_pet(&full), expected);
    assert_eq!(get_pet(&pet(json!({"collar": {"colour": "red"}}))), expected);
}

#[test]
fn a_missing_required_property_is_caught() {
    assert_only(&get_pet(&json!({"id": "p1", "born": 1})), &["body", "\"name\" is a required property"]);
}

#[test]
fn a_null_where_none_may_be_is_caught() {
    assert_only(&get_pet(&pet(json!({"born": null}))), &["/born", "null"]);
    assert_only(&get_pet(&pet(json!({"friend": null}))), &["/friend", "null"]);
    assert_only(&get_pet(&pet(json!({"metadata": null}))), &["/metadata", "null"]);
}

#[test]
fn an_undeclared_property_is_caught_wherever_it_is() {
    assert_only(&get_pet(&pet(json!({"extra": 1}))), &["body", "'extra' was unexpected"]);
    let friend = json!({"friend": {"id": "p2", "name": null, "born": 1, "extra": 1}});
    assert_only(&get_pet(&pet(friend)), &["/friend", "'extra' was unexpected"]);
    assert_only(&get_pet(&pet(json!({"collar": {"extra": 1}}))), &["/collar", "'extra' was unexpected"]);
    let toys = json!({"toys": [{"kind": "bone"}, {"kind": "bone", "extra": 1}]});
    assert_only(&get_pet(&pet(toys)), &["/toys/1", "fits none", "'extra' was unexpected"]);
    // Declared by the other branch only.
    let toys = json!({"toys": [{"kind": "bone", "size": 1}]});
    assert_only(&get_pet(&pet(toys)), &["/toys/0", "'size' was unexpected"]);
}

#[test]
fn a_union_is_closed_as_a_whole() {
    let judge = judge();
    let owner = |body: Value| judge.judge(VERSION, "GET", "/pets/p1/owner", 200, JSON, body.to_string().as_bytes());
    assert_eq!(owner(json!({"id": "o1", "since": 1})).violations, Vec::<String>::new());
    assert_only(&owner(json!({"id": "o1", "until": 1})), &["'until' was unexpected"]);
    assert_only(&owner(json!({"since": 1})), &["\"id\" is a required property"]);
}

#[test]
fn a_wrong_type_value_or_range_is_caught() {
    assert_only(&get_pet(&pet(json!({"born": "1"}))), &["/born", "integer"]);
    assert_only(&get_pet(&pet(json!({"born": 1.0}))), &["/born", "integer"]);
    assert_only(&get_pet(&pet(json!({"kind": "cow"}))), &["/kind", "cow"]);
    assert_only(&get_pet(&pet(json!({"toys": [{"kind": "stone"}]}))), &["/toys/0"]);
    let counted = judge().judge(VERSION, "GET", "/pets/count", 200, JSON, br#"{"total":3000000000}"#);
    assert_only(&counted, &["/total", "3000000000"]);
    // None of the two alternatives.
    assert_only(&get_pet(&json!({"id": "p1", "name": null})), &["required property"]);
}

#[test]
fn the_content_type_has_to_be_exact() {
    let body = pet(json!({})).to_string();
    for wrong in [Some("application/json; charset=utf-8"), Some("text/plain"), None] {
        let verdict = judge().judge(VERSION, "GET", "/pets/p1", 200, wrong, body.as_bytes());
        assert_only(&verdict, &["Content-Type"]);
    }
}

#[test]
fn a_body_that_is_no_json_is_caught() {
    assert_only(&judge().judge(VERSION, "GET", "/pets/p1", 200, JSON, b"{"), &["not JSON"]);
    assert_only(&judge().judge(VERSION, "GET", "/pets/p1", 200, JSON, b""), &["not JSON"]);
}

#[test]
fn an_answer_without_content_has_no_body() {
    let judge = judge();
    assert!(judge.judge(VERSION, "DELETE", "/pets/p1", 204, None, b"").violations.is_empty());
    assert_only(&judge.judge(VERSION, "DELETE", "/pets/p1", 204, JSON, b"{}"), &["204 has a body"]);
}

#[test]
fn an_unlisted_success_is_caught_even_if_its_body_would_fit() {
    let body = pet(json!({})).to_string();
    for status in [201, 202, 204, 304] {
        let verdict = judge().judge(VERSION, "GET", "/pets/p1", status, JSON, body.as_bytes());
        assert_only(&verdict, &["is not listed (200, 404, 422)"]);
        assert!(!verdict.unlisted_status);
    }
}

#[test]
fn a_refusal_any_operation_may_give_needs_the_envelope_only() {
    let judge = judge();
    let envelope = br#"{"errors":[{"code":"x","meta":{"param_name":"y"}}]}"#;
    for status in [400, 401, 415, 429, 503] {
        let verdict = judge.judge(VERSION, "GET", "/pets/p1", status, JSON, envelope);
        assert_eq!((verdict.unlisted_status, verdict.violations), (true, vec![]));
        assert_only(&judge.judge(VERSION, "GET", "/pets/p1", status, JSON, b"{}"), &["\"errors\""]);
        assert_only(&judge.judge(VERSION, "GET", "/pets/p1", status, Some("text/plain"), envelope), &["Content-Type"]);
    }
    for status in [403, 409, 500, 502] {
        let verdict = judge.judge(VERSION, "GET", "/pets/p1", status, JSON, envelope);
        assert_only(&verdict, &["is not listed"]);
        assert!(!verdict.unlisted_status);
    }
    let unknown_resource = judge.judge(VERSION, "GET", "/pets", 404, JSON, envelope);
    assert_only(&unknown_resource, &["status 404 is not listed"]);
}

#[test]
fn a_listed_error_without_a_shape_is_empty_or_the_envelope() {
    let judge = judge();
    assert!(judge.judge(VERSION, "GET", "/pets/p1", 422, None, b"").violations.is_empty());
    assert_only(&judge.judge(VERSION, "GET", "/pets/p1", 422, JSON, b"{}"), &["\"errors\""]);
}

#[test]
fn an_operation_the_document_lacks_is_said_to_be_undocumented() {
    let judge = judge();
    for (method, path) in [("POST", "/pets/p1"), ("GET", "/v1/birds"), ("DELETE", "/pets/count"), ("GET", "/pets/")] {
        let verdict = judge.judge(VERSION, method, path, 200, Some("text/html"), b"hello");
        assert_eq!(verdict, Verdict { undocumented: true, ..Verdict::default() }, "{method} {path}");
    }
    assert_only(
        &judge.judge(VERSION, "GET", "/birds", 404, Some("text/plain"), br#"{"errors":[]}"#),
        &["Content-Type"],
    );
    assert!(judge.judge(VERSION, "GET", "/birds", 404, JSON, br#"{"errors":[]}"#).violations.is_empty());
    assert!(judge.judge("1999-01-01", "GET", "/pets/p1", 400, JSON, br#"{"errors":[]}"#).undocumented);
    assert_only(&judge.judge("1999-01-01", "GET", "/pets/p1", 400, JSON, b"{}"), &["\"errors\""]);
}

#[test]
fn literal_segments_win_and_the_prefix_and_query_do_not_matter() {
    let judge = judge();
    let operation = |path: &str| judge.judge(VERSION, "GET", path, 200, JSON, b"{}").operation_id;
    assert_eq!(operation("/pets/count").as_deref(), Some("CountPets"));
    assert_eq!(operation("/v1/pets/count?limit=1").as_deref(), Some("CountPets"));
    assert_eq!(operation("/v1/pets/v1").as_deref(), Some("GetPet"));
    assert_eq!(operation("/v1/pets/count/owner").as_deref(), Some("GetOwner"));
    assert_eq!(operation("/v1pets/count"), None);
}

#[test]
fn every_schema_of_every_published_answer_compiles() {
    let Some(documents) = official_documents() else {
        return;
    };
    let judge = Judge::official().unwrap();
    for document in documents {
        for operation in document.operations() {
            for (status, response) in &operation.responses {
                let is_json = response.pointer("/content/application~1json/schema").is_some();
                let status: u16 = status.parse().unwrap();
                let path = operation.path.replace('{', "x").replace('}', "");
                let verdict = judge.judge(document.version(), &operation.method, &path, status, JSON, b"17");
                assert_eq!(verdict.operation_id.as_ref(), Some(&operation.operation_id), "{path}");
                let errors: Vec<_> = verdict.violations.iter().filter(|text| text.contains("cannot be used")).collect();
                assert!(errors.is_empty(), "{} {path} {errors:?}", document.version());
                // No answer is a number, so a schema that says nothing would show here.
                assert!(!is_json || !verdict.violations.is_empty(), "{} {path} {status}", document.version());
            }
        }
    }
}

#[test]
fn a_published_shape_catches_what_it_should() {
    if official_documents().is_none() {
        return;
    }
    let judge = Judge::official().unwrap();
    let verdict =
        |version: &str, body: &str| judge.judge(version, "DELETE", "/v1/users/user_1", 200, JSON, body.as_bytes());
    for version in crate::OFFICIAL_VERSIONS {
        assert!(verdict(version, r#"{"object":"user","id":"user_1","deleted":true}"#).violations.is_empty());
        assert_only(&verdict(version, r#"{"object":"user","id":"user_1"}"#), &["\"deleted\""]);
        assert_only(&verdict(version, r#"{"object":"user","deleted":true,"x":1}"#), &["'x' was unexpected"]);
    }
    let banned = judge.judge(VERSION, "POST", "/v1/users/u/ban", 404, JSON, br#"{"errors":[]}"#);
    assert_eq!(banned.violations, Vec::<String>::new());
}

#[test]
fn a_page_is_judged_by_the_items_of_the_list_it_stands_for() {
    let Some(judge) = Judge::official() else { return };
    let judged = |path: &str, body: &str| judge.judge(VERSION, "GET", path, 200, JSON, body.as_bytes()).violations;
    assert_eq!(judged("/v1/sessions?paginated=true", r#"{"data":[],"total_count":0}"#), Vec::<String>::new());
    assert!(!judged("/v1/sessions?paginated=true", r#"{"data":[{"id":1}],"total_count":1}"#).is_empty());
    assert!(!judged("/v1/sessions?paginated=true", r#"{"data":[]}"#).is_empty());
    assert!(!judged("/v1/sessions", r#"{"data":[],"total_count":0}"#).is_empty());
}
