use frontdesk_contract::{ApiVersion, Descriptor, Operation, Text, object, operation};
use serde_json::{Value, json};

use super::{differences, undeclared};
use crate::Document;

/// Lists things.
#[operation(id = "ListThings", get = "/things", tag = "Things", returns = Vec<Thing>, errors = "401")]
struct ListThings {
    /// How many.
    #[api(query, default = "10", min = 1, max = 500)]
    limit: Option<i64>,
}

/// A thing.
#[object(closed)]
struct Thing {
    /// Its kind.
    #[api(values = "thing")]
    object: Text,
    /// Its name.
    name: frontdesk_contract::Nullable<String>,
}

fn document() -> Value {
    json!({
        "paths": { "/things": { "get": {
            "operationId": "ListThings",
            "tags": ["Things"],
            "parameters": [
                { "name": "limit", "in": "query",
                  "schema": { "type": "integer", "default": 10, "minimum": 1, "maximum": 500 } },
            ],
            "responses": {
                "200": { "content": { "application/json": { "schema": {
                    "type": "array", "items": { "$ref": "#/components/schemas/Thing" },
                } } } },
                "401": {},
            },
        } } },
        "components": { "schemas": { "Thing": {
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "object": { "type": "string", "enum": ["thing"] },
                "name": { "type": "string", "nullable": true },
            },
            "required": ["object", "name"],
        } } },
    })
}

/// The differences after `value` was put at `pointer`.
fn after(pointer: &str, value: Value) -> Vec<String> {
    let mut root = document();
    *root.pointer_mut(pointer).expect("the place is there") = value;
    let document = Document::from_value("2026-05-12", root);
    differences(&document, ApiVersion::NEWEST, &[ListThings::DESCRIPTOR]).iter().map(ToString::to_string).collect()
}

#[test]
fn a_declaration_that_says_the_same_has_no_differences() {
    assert_eq!(after("/paths/~1things/get/tags", json!(["Things"])), [""; 0]);
}

/// Lists things, where they were before.
#[operation(
    id = "ListThings",
    get = "/old_things",
    tag = "Things",
    versions = "<=2025-11-10",
    returns = Vec<Thing>,
    errors = "401",
)]
struct ListOldThings {
    /// How many.
    #[api(query, default = "10", min = 1, max = 500)]
    limit: Option<i64>,
}

#[test]
fn an_operation_that_moved_is_missed_only_where_nobody_declares_it() {
    let document = Document::from_value("2026-05-12", document());
    let both: [&'static Descriptor; 2] = [ListOldThings::DESCRIPTOR, ListThings::DESCRIPTOR];
    assert_eq!(differences(&document, ApiVersion::NEWEST, &both), []);
    let found = differences(&document, ApiVersion::NEWEST, &both[..1]);
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["ListThings : is documented, and not declared"]
    );
}

#[test]
fn every_kind_of_difference_is_found() {
    let operation = "/paths/~1things/get";
    let limit = format!("{operation}/parameters/0");
    let thing = "/components/schemas/Thing";
    for (pointer, value, expected) in [
        (format!("{operation}/operationId"), json!("Other"), "ListThings : is declared, and not documented"),
        (format!("{operation}/tags"), json!([]), r#"ListThings : tags is declared as ["Things"], documented as []"#),
        (format!("{limit}/name"), json!("size"), "ListThings query limit: is declared, and not documented"),
        (
            format!("{limit}/schema/maximum"),
            json!(100),
            "ListThings query limit: maximum is declared as Some(500), documented as Some(100)",
        ),
        (
            format!("{limit}/schema/default"),
            json!(20),
            "ListThings query limit: default is declared as Some(Number(10)), documented as Some(Number(20))",
        ),
        (
            format!("{operation}/responses"),
            json!({}),
            r#"ListThings : statuses is declared as {"200", "401"}, documented as {}"#,
        ),
        (
            format!("{thing}/additionalProperties"),
            json!(true),
            "ListThings 200[]: closed is declared as true, documented as false",
        ),
        (
            format!("{thing}/properties/name/nullable"),
            json!(false),
            "ListThings 200[].name: nullable is declared as true, documented as false",
        ),
        (
            format!("{thing}/properties/name/type"),
            json!("integer"),
            r#"ListThings 200[].name: type is declared as "string", documented as "integer""#,
        ),
        (
            format!("{thing}/properties/object/enum"),
            json!(["thing", "other"]),
            r#"ListThings 200[].object: enum is declared as {"thing"}, documented as {"other", "thing"}"#,
        ),
        (
            format!("{thing}/required"),
            json!(["object"]),
            "ListThings 200[].name: required is declared as true, documented as false",
        ),
    ] {
        let found = after(&pointer, value);
        assert!(found.iter().any(|difference| difference == expected), "{pointer}: {found:#?}");
    }
}

#[test]
fn what_nobody_declares_is_counted() {
    let document = Document::from_value("2026-05-12", document());
    let none: [&&frontdesk_contract::Descriptor; 0] = [];
    assert_eq!(undeclared(&document, ApiVersion::NEWEST, none).len(), 1);
    assert!(undeclared(&document, ApiVersion::NEWEST, &[ListThings::DESCRIPTOR]).is_empty());
}
