//! What has to be said before metadata is written: which kind it is, who reads and writes it, what happens to the rest.

use std::collections::BTreeMap;

use frontdesk_contract::Method;
use serde_json::{Map, Value};

use crate::request::Request;

/// Name, who reads it, who writes it, what it is good for.
const KINDS: [(&str, &str, &str, &str); 3] = [
    ("public_metadata", "front end and back end", "back end only", "plans, roles, flags that the front end shows"),
    ("private_metadata", "back end only", "back end only", "billing ids, internal notes, compliance flags"),
    ("unsafe_metadata", "front end and back end", "front end and back end", "preferences; never trust it"),
];

/// The sentences for a request; empty when it writes no metadata.
pub(crate) fn explain(request: &Request) -> Vec<String> {
    let body = request.parts.body.as_ref();
    let bodies: Vec<&Value> = match body {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    };
    let written: Vec<&str> =
        KINDS.iter().map(|kind| kind.0).filter(|name| bodies.iter().any(|body| body.get(name).is_some())).collect();
    if written.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("This writes {}. There are three kinds of metadata:", written.join(" and "))];
    for (name, readers, writers, good_for) in KINDS {
        let mark = if written.contains(&name) { "*" } else { " " };
        lines.push(format!("{mark} {name:<16}  read by {readers}, written by {writers}: {good_for}"));
    }
    lines.push(effect(request).to_owned());
    lines
}

fn effect(request: &Request) -> &'static str {
    let own = request.operation.path.ends_with("/metadata");
    match request.operation.method {
        Method::Patch if own => {
            "The keys given are merged into what is there, at every depth; null removes a key; others stay."
        }
        Method::Put if own => "What is there is replaced whole: keys that are not given are lost.",
        Method::Patch => {
            "Each kind given is replaced whole: keys that are not given are lost. \
             PATCH …/metadata merges instead."
        }
        _ => "It is what the new object starts with.",
    }
}

/// Whether a request writes metadata over metadata that is there.
pub(crate) fn changes_what_is_there(request: &Request) -> bool {
    let body = request.parts.body.as_ref();
    matches!(request.operation.method, Method::Patch | Method::Put)
        && KINDS.iter().any(|kind| body.is_some_and(|body| body.get(kind.0).is_some()))
}

/// What a request does to each key of the metadata that is there now.
pub(crate) fn changes(request: &Request, current: &Value) -> Vec<String> {
    let merges = request.operation.method == Method::Patch && request.operation.path.ends_with("/metadata");
    let mut lines = Vec::new();
    for (kind, ..) in KINDS {
        let Some(given) = request.parts.body.as_ref().and_then(|body| body.get(kind)) else { continue };
        let old = current.get(kind).cloned().unwrap_or(Value::Null);
        let new = if merges { merged(&old, given) } else { given.clone() };
        lines.extend(key_by_key(kind, &leaves(&old), &leaves(&new)));
    }
    lines
}

fn key_by_key(kind: &str, old: &BTreeMap<String, &Value>, new: &BTreeMap<String, &Value>) -> Vec<String> {
    let mut lines = vec![format!("{kind}, key by key:")];
    let lost = old.iter().filter(|(key, _)| !new.contains_key(*key));
    lines.extend(lost.map(|(key, value)| format!("  - {key}: {value} is lost")));
    for (key, value) in new {
        match old.get(key) {
            None => lines.push(format!("  + {key}: {value}")),
            Some(before) if before != value => lines.push(format!("  ~ {key}: {before} becomes {value}")),
            Some(_) => {}
        }
    }
    let kept = new.iter().filter(|(key, value)| old.get(*key) == Some(value)).count();
    if lines.len() == 1 {
        return vec![format!("{kind}: nothing changes")];
    }
    if kept > 0 {
        lines.push(format!(
            "  {kept} more {} as {}",
            if kept == 1 { "key stays" } else { "keys stay" },
            if kept == 1 { "it is" } else { "they are" }
        ));
    }
    lines
}

/// Merges at every depth; null removes a key.
fn merged(old: &Value, given: &Value) -> Value {
    let Value::Object(given) = given else { return given.clone() };
    let mut merged = old.as_object().cloned().unwrap_or_default();
    for (key, value) in given {
        if value.is_null() {
            merged.remove(key);
        } else {
            let before = merged.get(key).cloned().unwrap_or(Value::Null);
            merged.insert(key.clone(), self::merged(&before, value));
        }
    }
    Value::Object(merged)
}

/// Every value that is no object, by the keys that lead to it.
fn leaves(value: &Value) -> BTreeMap<String, &Value> {
    fn walk<'a>(prefix: &str, map: &'a Map<String, Value>, found: &mut BTreeMap<String, &'a Value>) {
        for (key, value) in map {
            let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            match value {
                Value::Object(inner) if !inner.is_empty() => walk(&path, inner, found),
                value => drop(found.insert(path, value)),
            }
        }
    }
    let mut found = BTreeMap::new();
    if let Value::Object(map) = value {
        walk("", map, &mut found);
    }
    found
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::{ApiVersion, catalogue};
    use serde_json::json;

    use super::*;

    fn lines(id: &str, version: ApiVersion, body: Value) -> Vec<String> {
        let operation = catalogue::find(id, version).unwrap();
        let request = Request::build(operation, version, "/users/user_1", &[], Some(body)).unwrap();
        assert!(changes_what_is_there(&request));
        let current =
            json!({"public_metadata": {"plan": {"name": "free", "seats": 3}, "beta": true}, "unsafe_metadata": {}});
        changes(&request, &current)
    }

    #[test]
    fn what_a_replacement_loses_is_said_first() {
        let body = json!({"public_metadata": {"plan": {"name": "pro", "seats": 3}, "new": 1}});
        let replaced = lines("UpdateUser", ApiVersion::V2025_11_10, body);
        assert_eq!(
            replaced,
            [
                "public_metadata, key by key:",
                "  - beta: true is lost",
                "  + new: 1",
                "  ~ plan.name: \"free\" becomes \"pro\"",
                "  1 more key stays as it is",
            ]
        );
    }

    #[test]
    fn a_merge_loses_only_what_is_null() {
        let operation = catalogue::find("UpdateUserMetadata", ApiVersion::NEWEST).unwrap();
        let body = json!({"public_metadata": {"plan": {"name": null}}, "unsafe_metadata": {"step": 2}});
        let request = Request::build(operation, ApiVersion::NEWEST, "/users/user_1/metadata", &[], Some(body)).unwrap();
        let current = json!({"public_metadata": {"plan": {"name": "free", "seats": 3}, "beta": true}});
        assert_eq!(
            changes(&request, &current),
            [
                "public_metadata, key by key:",
                "  - plan.name: \"free\" is lost",
                "  2 more keys stay as they are",
                "unsafe_metadata, key by key:",
                "  + step: 2",
            ]
        );
        let same = json!({"public_metadata": {"plan": {"seats": 3}}});
        let request = Request::build(operation, ApiVersion::NEWEST, "/users/user_1/metadata", &[], Some(same)).unwrap();
        assert_eq!(changes(&request, &current), ["public_metadata: nothing changes"]);
    }
}
