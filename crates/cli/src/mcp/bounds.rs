//! Results that fit into an agent's context.

use serde_json::{Map, Value, json};

/// The most characters of JSON in a result.
pub(super) const LARGEST: usize = 20_000;
/// The most characters of one text, once a result is too large.
const LONGEST_TEXT: usize = 300;

/// The value, with the rows of a page once: some pages hold them again under another name, for an official SDK.
pub(super) fn without_copies(mut value: Value) -> Value {
    if let Some(page) = value.as_object_mut()
        && let Some(rows) = page.get("data").filter(|rows| rows.is_array()).cloned()
    {
        page.retain(|name, member| name == "data" || *member != rows);
    }
    value
}

/// Keeps the named fields of an object, or of each object of a list or a page. Dots lead into objects and lists.
pub(super) fn project(value: &Value, fields: &[String]) -> Value {
    if let Some(items) = value.get("data").and_then(Value::as_array) {
        let mut page = value.clone();
        page["data"] = items.iter().map(|item| keep(item, fields)).collect();
        return page;
    }
    keep(value, fields)
}

fn keep(value: &Value, fields: &[String]) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| keep(item, fields)).collect(),
        Value::Object(map) => {
            let mut kept = Map::new();
            for (name, inner) in map {
                let below: Vec<String> = fields
                    .iter()
                    .filter_map(|field| field.strip_prefix(name.as_str())?.strip_prefix('.').map(str::to_owned))
                    .collect();
                if fields.iter().any(|field| field == name) {
                    kept.insert(name.clone(), inner.clone());
                } else if !below.is_empty() {
                    kept.insert(name.clone(), keep(inner, &below));
                }
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

/// The value if it is small enough; otherwise its first items, or the object with long texts cut, and a note of what
/// is not there.
pub(super) fn bound(value: Value) -> (Value, Option<Value>) {
    let size = value.to_string().len();
    if size <= LARGEST {
        return (value, None);
    }
    let items = value.as_array().or_else(|| value.get("data").and_then(Value::as_array));
    if let Some(items) = items {
        let mut used = 0;
        let fitting = items
            .iter()
            .take_while(|item| {
                used += item.to_string().len() + 1;
                used <= LARGEST
            })
            .count();
        if fitting > 0 {
            let note = json!({
                "shown": fitting, "of": items.len(), "bytes": size,
                "hint": "ask for fewer with limit and offset, or name the `fields` you need",
            });
            let kept: Value = items.iter().take(fitting).cloned().collect();
            let mut shown = value.clone();
            match shown.get_mut("data") {
                Some(data) => *data = kept,
                None => shown = kept,
            }
            return (shown, Some(note));
        }
    }
    let mut shown = value;
    shorten(&mut shown);
    let hint = "long texts and lists are cut: name the `fields` you need";
    if shown.to_string().len() > LARGEST {
        let names: Vec<String> = shown.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
        return (Value::Null, Some(json!({ "bytes": size, "fields": names, "hint": hint })));
    }
    (shown, Some(json!({ "bytes": size, "hint": hint })))
}

fn shorten(value: &mut Value) {
    match value {
        Value::String(text) if text.chars().count() > LONGEST_TEXT => {
            *text = text.chars().take(LONGEST_TEXT).chain(['…']).collect();
        }
        Value::Array(items) => {
            items.truncate(20);
            items.iter_mut().for_each(shorten);
        }
        Value::Object(map) => map.values_mut().for_each(shorten),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_kept_in_objects_lists_and_pages() {
        let user =
            json!({"id": "user_1", "first_name": "Ann", "email_addresses": [{"id": "idn_1", "email_address": "a@b"}]});
        let fields = ["id".to_owned(), "email_addresses.email_address".to_owned()];
        let kept = json!({"id": "user_1", "email_addresses": [{"email_address": "a@b"}]});
        assert_eq!(project(&user, &fields), kept);
        assert_eq!(project(&json!([user]), &fields), json!([kept]));
        assert_eq!(
            project(&json!({"data": [user], "total_count": 9}), &fields),
            json!({"data": [kept], "total_count": 9})
        );
    }

    #[test]
    fn rows_are_kept_once() {
        let page = json!({"data": [{"id": "ak_1"}], "total_count": 1});
        let mut double = page.clone();
        double["api_keys"] = page["data"].clone();
        assert_eq!(without_copies(double), page);
        for other in [json!({"data": [1], "api_keys": [2]}), json!({"data": 1, "a": 1}), json!([1])] {
            assert_eq!(without_copies(other.clone()), other);
        }
    }

    #[test]
    fn what_is_small_stays_and_what_is_large_says_what_is_missing() {
        assert_eq!(bound(json!({"a": 1})), (json!({"a": 1}), None));
        let items: Vec<Value> = (0..1000).map(|number| json!({"id": number, "text": "x".repeat(100)})).collect();
        for value in [json!(items), json!({"data": items, "total_count": 1000})] {
            let (shown, note) = bound(value);
            let note = note.unwrap();
            assert!(shown.to_string().len() <= LARGEST + 100);
            let count = shown.as_array().or_else(|| shown["data"].as_array()).unwrap().len();
            assert_eq!((note["shown"].clone(), note["of"].clone()), (json!(count), json!(1000)));
        }
        let (shown, note) = bound(json!({"text": "é".repeat(30_000), "id": "x"}));
        assert_eq!(shown["id"], "x");
        assert!(note.is_some() && shown.to_string().len() < 1000);
        let wide: Map<String, Value> = (0..3000).map(|number| (format!("name_{number}"), json!(number))).collect();
        assert_eq!(bound(Value::Object(wide)).0, Value::Null);
    }
}
