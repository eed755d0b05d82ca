//! Flattening `allOf`.

use serde_json::{Map, Value, json};

use super::Document;

pub(super) fn merge_all_of(document: &Document, schema: &Value) -> Value {
    merge(document, schema, 0)
}

fn merge(document: &Document, schema: &Value, depth: usize) -> Value {
    let schema = document.resolve(schema);
    // Deeper than any schema in use: only a circle of `allOf` gets here, and it says nothing about a value.
    if depth > 16 {
        return json!({});
    }
    let (Some(own), Some(parts)) = (schema.as_object(), schema.get("allOf").and_then(Value::as_array)) else {
        return schema.clone();
    };
    let parts: Vec<Value> = parts.iter().map(|part| merge(document, part, depth + 1)).collect();

    let mut merged = Map::new();
    for part in parts.iter().filter_map(Value::as_object) {
        unite(&mut merged, part);
    }
    let mut beside = own.clone();
    beside.remove("allOf");
    unite(&mut merged, &beside);

    // `null` has to pass every part, unless the schema that gathers them says `nullable` itself, which is how the
    // documents write "this reference, or null".
    let nullable = match own.get("nullable") {
        Some(nullable) => nullable == true,
        None => !own.contains_key("type") && !parts.is_empty() && parts.iter().all(|part| part["nullable"] == true),
    };
    merged.remove("nullable");
    if nullable {
        merged.insert("nullable".into(), true.into());
    }
    Value::Object(merged)
}

/// Adds the keywords of `part` to `merged`; for what cannot be united the later one wins.
fn unite(merged: &mut Map<String, Value>, part: &Map<String, Value>) {
    for (keyword, value) in part {
        match (keyword.as_str(), merged.get_mut(keyword), value) {
            ("properties", Some(Value::Object(known)), Value::Object(more)) => {
                for (name, schema) in more {
                    known.insert(name.clone(), schema.clone());
                }
            }
            ("required", Some(Value::Array(known)), Value::Array(more)) => {
                for name in more {
                    if !known.contains(name) {
                        known.push(name.clone());
                    }
                }
            }
            // One part that leaves the object open leaves the union open.
            ("additionalProperties", Some(known), more) if *known != false && *more == false => {}
            _ => {
                merged.insert(keyword.clone(), value.clone());
            }
        }
    }
}
