use serde_json::{Value, json};

use super::Document;

fn small() -> Document {
    Document::from_value(
        "2026-05-12",
        json!({
            "paths": {
                "/pets/{id}": {
                    "parameters": [
                        {"$ref": "#/components/parameters/Id"},
                        {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    ],
                    "x-note": true,
                    "get": {
                        "operationId": "GetPet",
                        "tags": ["Pets"],
                        "parameters": [{"name": "limit", "in": "query", "required": true}],
                        "responses": {"200": {"$ref": "#/components/responses/Pet"}, "x-note": 1},
                    },
                    "delete": {"operationId": "DeletePet", "deprecated": true, "responses": {}},
                },
            },
            "components": {
                "parameters": {"Id": {"name": "id", "in": "path", "required": true}},
                "responses": {"Pet": {"$ref": "#/components/responses/Animal"}, "Animal": {"description": "one"}},
                "schemas": {
                    "Loop": {"$ref": "#/components/schemas/Loop"},
                    "Base": {
                        "type": "object",
                        "nullable": true,
                        "additionalProperties": false,
                        "properties": {"id": {"type": "string"}, "kind": {"type": "string"}},
                        "required": ["id"],
                    },
                },
            },
        }),
    )
}

#[test]
fn operations_merge_path_parameters_and_follow_references() {
    let operations = small().operations();
    let ids: Vec<_> = operations.iter().map(|operation| operation.operation_id.as_str()).collect();
    assert_eq!(ids, ["GetPet", "DeletePet"]);
    let get = &operations[0];
    assert_eq!((get.method.as_str(), get.path.as_str(), get.deprecated), ("GET", "/pets/{id}", false));
    assert_eq!(get.parameters.len(), 2);
    assert_eq!(get.parameters[0]["name"], "id");
    assert_eq!(get.parameters[1], json!({"name": "limit", "in": "query", "required": true}));
    assert_eq!(get.responses.keys().collect::<Vec<_>>(), ["200"]);
    assert_eq!(get.responses["200"]["description"], "one");
    assert!(operations[1].deprecated);
    assert!(small().operation("NoSuch").is_none());
}

#[test]
fn a_reference_in_a_circle_ends() {
    let circle = json!({"$ref": "#/components/schemas/Loop"});
    assert_eq!(small().resolve(&circle), &circle);
}

#[test]
fn merging_unites_properties_and_required_and_closes_the_union() {
    let merged = small().merge_all_of(&json!({
        "allOf": [
            {"$ref": "#/components/schemas/Base"},
            {"properties": {"kind": {"type": "integer"}, "name": {"type": "string"}}, "required": ["id", "name"]},
        ],
    }));
    assert_eq!(
        merged,
        json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {"id": {"type": "string"}, "kind": {"type": "integer"}, "name": {"type": "string"}},
            "required": ["id", "name"],
        })
    );
}

#[test]
fn merging_keeps_the_outer_word_on_null() {
    let base = json!({"$ref": "#/components/schemas/Base"});
    let nullable = |schema: Value| small().merge_all_of(&schema)["nullable"] == true;
    assert!(nullable(json!({"allOf": [base]})));
    assert!(nullable(json!({"nullable": true, "allOf": [{"type": "object"}]})));
    assert!(!nullable(json!({"type": "object", "allOf": [base]})));
    assert!(!nullable(json!({"allOf": [base, {"type": "object"}]})));
}

#[test]
fn merging_leaves_the_union_open_when_one_part_is() {
    for open in [json!(true), json!({"type": "string"})] {
        let merged = small().merge_all_of(&json!({
            "allOf": [{"additionalProperties": open}, {"$ref": "#/components/schemas/Base"}],
        }));
        assert_eq!(merged["additionalProperties"], open);
    }
}
