use serde_json::{Value, json};

use super::{DeviationError, Deviations};
use crate::{Document, official_documents};

fn small() -> Document {
    let answer = json!({"$ref": "#/components/responses/Pet"});
    Document::from_value(
        "2026-05-12",
        json!({
            "paths": {"/pets/{id}": {
                "get": {"operationId": "GetPet", "responses": {"200": answer}},
                "delete": {"operationId": "DeletePet", "responses": {"200": answer}},
            }},
            "components": {"responses": {"Pet": {"description": "one"}}},
        }),
    )
}

fn correct(entry: &str) -> Result<Document, DeviationError> {
    Deviations::parse(&format!("[[deviation]]\nreason = \"wrong\"\n{entry}"))?.correct(&small())
}

#[test]
fn a_correction_behind_a_reference_touches_one_operation_only() {
    let corrected = correct(
        "versions = \"all\"\noperation = \"GetPet\"\npointer = \"/responses/200/description\"\nvalue = \"two\"",
    )
    .unwrap();
    assert_eq!(corrected.operation("GetPet").unwrap().responses["200"]["description"], "two");
    assert_eq!(corrected.operation("DeletePet").unwrap().responses["200"]["description"], "one");
}

#[test]
fn a_status_can_be_added_and_removed() {
    let added = correct(
        "versions = [\"2026-05-12\"]\noperation = \"GetPet\"\npointer = \"/responses/404\"\nvalue = { description = \"none\" }",
    )
    .unwrap();
    assert!(added.operation("GetPet").unwrap().responses.contains_key("404"));
    let removed =
        correct("versions = \"all\"\noperation = \"GetPet\"\npointer = \"/responses/200\"\nremove = true").unwrap();
    assert!(removed.operation("GetPet").unwrap().responses.is_empty());
}

#[test]
fn an_entry_for_another_version_is_left_alone() {
    let same = correct("versions = [\"2021-02-05\"]\npointer = \"/components/responses/Pet\"\nremove = true").unwrap();
    assert_eq!(same.root(), small().root());
}

#[test]
fn an_entry_that_changes_nothing_or_leads_nowhere_is_refused() {
    let stale = "versions = \"all\"\npointer = \"/components/responses/Pet/description\"\nvalue = \"one\"";
    assert!(matches!(correct(stale), Err(DeviationError::Stale { .. })));
    let gone = "versions = \"all\"\npointer = \"/components/responses/Dog\"\nremove = true";
    assert!(matches!(correct(gone), Err(DeviationError::Stale { .. })));
    let nowhere = "versions = \"all\"\noperation = \"NoSuch\"\npointer = \"/responses\"\nremove = true";
    assert!(matches!(correct(nowhere), Err(DeviationError::NoPlace { .. })));
    let both = "versions = \"all\"\npointer = \"/paths\"\nvalue = 1\nremove = true";
    assert!(matches!(correct(both), Err(DeviationError::Unclear { .. })));
    assert!(matches!(correct("versions = \"some\"\npointer = \"/paths\""), Err(DeviationError::Parse(_))));
}

#[test]
fn every_known_deviation_still_changes_every_document_it_names() {
    let Some(documents) = official_documents() else {
        return;
    };
    let known = Deviations::known().unwrap();
    for document in &documents {
        let corrected = known.correct(document).unwrap();
        assert_ne!(corrected.root(), document.root());
        assert_required_is_declared(&corrected, corrected.root());
    }
    for entry in known.entries() {
        assert!(documents.iter().any(|document| entry.applies_to(document.version())), "{}", entry.pointer);
    }
}

/// No closed object may require what it does not declare: nothing could satisfy it.
fn assert_required_is_declared(document: &Document, value: &Value) {
    let merged = document.merge_all_of(value);
    if let (Some(properties), Some(required)) = (merged["properties"].as_object(), merged["required"].as_array()) {
        for name in required.iter().filter_map(Value::as_str) {
            assert!(properties.contains_key(name), "{} {name} {value}", document.version());
        }
    }
    match value {
        // The name `properties` may itself be a property; what matters is below it in either case.
        Value::Object(object) => object.values().for_each(|value| assert_required_is_declared(document, value)),
        Value::Array(items) => items.iter().for_each(|value| assert_required_is_declared(document, value)),
        _ => {}
    }
}
