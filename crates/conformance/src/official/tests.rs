use serde_json::Value;

use super::{OFFICIAL_VERSIONS, official_documents};
use crate::Document;

#[test]
fn every_published_document_has_unique_operations_and_no_dangling_reference() {
    let Some(documents) = official_documents() else {
        return;
    };
    assert_eq!(documents.iter().map(Document::version).collect::<Vec<_>>(), OFFICIAL_VERSIONS);
    // Counted by another YAML reader.
    let counts: Vec<_> = documents.iter().map(|document| document.operations().len()).collect();
    assert_eq!(counts, [212, 219, 132, 219, 239, 249]);
    for document in &documents {
        let mut ids: Vec<_> = document.operations().into_iter().map(|operation| operation.operation_id).collect();
        ids.sort();
        let total = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), total, "{}", document.version());
        assert!(!ids.contains(&String::new()), "{}", document.version());
        assert_resolves(document, document.root());
    }
}

fn assert_resolves(document: &Document, value: &Value) {
    match value {
        Value::Object(object) => {
            if object.get("$ref").is_some_and(Value::is_string) {
                assert!(document.resolve(value).get("$ref").is_none(), "{} {value}", document.version());
            }
            object.values().for_each(|value| assert_resolves(document, value));
        }
        Value::Array(values) => values.iter().for_each(|value| assert_resolves(document, value)),
        _ => {}
    }
}

#[test]
fn a_published_document_keeps_what_looks_like_another_type_as_text() {
    let Some(documents) = official_documents() else {
        return;
    };
    let newest = documents.last().unwrap();
    assert_eq!(newest.root()["openapi"], "3.0.3");
    let user = newest.operation("GetUser").unwrap();
    assert_eq!(user.path, "/users/{user_id}");
    assert!(user.responses.contains_key("200"));
}
