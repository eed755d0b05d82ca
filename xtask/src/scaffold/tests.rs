use std::fs;
use std::path::Path;

use super::{Arguments, run};

const OLD: &str = r"
paths:
  /things/{thing_id}:
    patch:
      operationId: UpdateThing
      tags: [Things]
      parameters:
        - { name: thing_id, in: path, required: true, schema: { type: string } }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              additionalProperties: false
              properties:
                name: { type: string, nullable: true, maxLength: 256 }
                size: { type: integer, minimum: 1, default: 10 }
                metadata: { type: object, additionalProperties: true }
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
        '400': {}
        '404': {}
components:
  schemas:
    Thing:
      type: object
      properties:
        object: { type: string, enum: [thing] }
        status: { type: string, enum: [open, shut] }
        made_by: { type: string, nullable: true }
      required: [object, status, made_by]
";

/// Drafts `UpdateThing` from documents of two versions, and reads one of the files.
fn drafted(file: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let document = |version: &str, text: &str| {
        let path = folder.path().join(format!("{version}.yml"));
        fs::write(&path, text).expect("written");
        path
    };
    let new = OLD
        .replace("                metadata: { type: object, additionalProperties: true }\n", "")
        .replace("        '400': {}\n", "")
        .replace("[open, shut]", "[open, shut, broken]")
        .replace("[object, status, made_by]", "[object, status]");
    let out = folder.path().join("out");
    let arguments = Arguments {
        operations: vec!["UpdateThing".to_owned()],
        tag: Vec::new(),
        spec: vec![document("2025-11-10", OLD), document("2026-05-12", &new)],
        rename: Vec::new(),
        out: Some(out.clone()),
    };
    run(&arguments).expect("drafted");
    fs::read_to_string(Path::new(&out).join(file)).expect("the file is there")
}

#[test]
fn an_operation_is_drafted_with_the_versions_of_its_parts() {
    assert_eq!(
        drafted("things/update_thing.rs"),
        r#"use crate::{Maybe, object, operation};
use super::Thing;
use serde_json::{Map, Value};

#[operation(
    id = "UpdateThing",
    patch = "/things/{thing_id}",
    tag = "Things",
    returns = Thing,
    errors = "400@<=2025-11-10 404",
)]
pub struct UpdateThing {
#[api(path)]
pub thing_id: String,
#[api(body)]
pub body: UpdateThingBody,
}

#[object(closed)]
#[derive(Default)]
pub struct UpdateThingBody {
#[api(max_length = 256)]
pub name: Maybe<String>,
#[api(default = "10", min = 1)]
pub size: Option<i64>,
#[api(versions = "<=2025-11-10")]
pub metadata: Option<Map<String, Value>>,
}
"#
    );
}

#[test]
fn the_types_of_an_answer_are_drafted_in_the_order_of_the_document() {
    assert_eq!(
        drafted("things/thing.rs"),
        r#"use crate::{Maybe, Text, object, values};

#[object]
pub struct Thing {
#[api(values = "thing")]
pub object: Text,
pub status: ThingStatus,
#[api(required = "<=2025-11-10")]
pub made_by: Maybe<String>,
}

#[values]
pub enum ThingStatus {
Open,
Shut,
#[api(versions = ">=2026-05-12")]
Broken,
}
"#
    );
}

#[test]
fn the_resource_lists_the_operation_and_its_types() {
    let text = drafted("things.rs");
    assert!(
        text.contains("mod thing;\npub use thing::*;") && text.contains("    update_thing::UpdateThing,\n"),
        "{text}"
    );
}
