//! Metadata: what an application keeps beside users, organizations, memberships and invitations.

use serde_json::{Map, Value};

use crate::error::{ApiResult, kinds};

/// The most bytes of one metadata object, written as compact JSON.
pub(crate) const MAX_BYTES: usize = 8 * 1024;

/// Merges `patch` into `target` at every depth: objects are merged, `null` deletes its key, and any
/// other value replaces what was there.
pub(crate) fn merge(target: &mut Map<String, Value>, patch: &Map<String, Value>) {
    for (key, value) in patch {
        match value {
            Value::Null => {
                target.remove(key);
            }
            Value::Object(inner) => {
                let slot = target.entry(key.as_str()).or_insert(Value::Null);
                if !slot.is_object() {
                    *slot = Value::Object(Map::new());
                }
                if let Value::Object(object) = slot {
                    merge(object, inner);
                }
            }
            value => {
                target.insert(key.clone(), value.clone());
            }
        }
    }
}

/// Refuses metadata that is too large to be stored. `name` is that of the request's field.
pub(crate) fn check_size(name: &str, metadata: &Map<String, Value>) -> ApiResult<()> {
    let mut counter = Counter(0);
    // Counting cannot fail: a map of JSON values can always be written.
    let _ = serde_json::to_writer(&mut counter, metadata);
    if counter.0 <= MAX_BYTES {
        return Ok(());
    }
    Err(kinds::FORM_PARAM_EXCEEDS_ALLOWED_SIZE.param(
        name,
        format!("`{name}` would take {} bytes as JSON; {MAX_BYTES} are allowed. Keep less in it.", counter.0),
    ))
}

/// Counts bytes instead of keeping them.
struct Counter(usize);

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        let Value::Object(map) = value else { panic!("{value} is no object") };
        map
    }

    fn merged(target: Value, patch: Value) -> Value {
        let mut target = object(target);
        merge(&mut target, &object(patch));
        Value::Object(target)
    }

    #[test]
    fn objects_merge_at_every_depth_and_null_deletes() {
        let target = json!({"a": {"b": 1, "c": {"d": [1, 2], "e": true}}, "f": 1});
        let patch = json!({"a": {"b": null, "c": {"d": [3]}, "g": {"h": null, "i": 2}}, "j": null});
        assert_eq!(merged(target, patch), json!({"a": {"c": {"d": [3], "e": true}, "g": {"i": 2}}, "f": 1}));
    }

    #[test]
    fn an_object_replaces_a_scalar_and_a_scalar_an_object() {
        assert_eq!(merged(json!({"a": 1}), json!({"a": {"b": 2}})), json!({"a": {"b": 2}}));
        assert_eq!(merged(json!({"a": {"b": 2}}), json!({"a": [null]})), json!({"a": [null]}));
    }

    #[test]
    fn the_limit_counts_bytes_of_compact_json() {
        // {"a":"…"} has eight bytes around the text.
        let of = |length: usize| object(json!({"a": "x".repeat(length)}));
        assert!(check_size("public_metadata", &of(MAX_BYTES - 8)).is_ok());
        let error = check_size("public_metadata", &of(MAX_BYTES - 7)).expect_err("too large");
        assert_eq!(error.code(), "form_param_exceeds_allowed_size");
        let umlauts = object(json!({"a": "ä".repeat(MAX_BYTES / 2)}));
        assert!(check_size("public_metadata", &umlauts).is_err());
    }

    fn any_object() -> impl Strategy<Value = Map<String, Value>> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i32>().prop_map(Value::from),
            "[a-c]{0,3}".prop_map(Value::String),
        ];
        let value = leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
                prop::collection::btree_map("[a-d]", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        });
        prop::collection::btree_map("[a-d]", value, 0..4).prop_map(|map| map.into_iter().collect())
    }

    fn has_null_in_objects(map: &Map<String, Value>) -> bool {
        map.values().any(|value| match value {
            Value::Null => true,
            Value::Object(inner) => has_null_in_objects(inner),
            _ => false,
        })
    }

    proptest! {
        #[test]
        fn merging_twice_is_merging_once(target in any_object(), patch in any_object()) {
            let mut once = target;
            merge(&mut once, &patch);
            let mut twice = once.clone();
            merge(&mut twice, &patch);
            prop_assert_eq!(once, twice);
        }

        #[test]
        fn keys_the_patch_does_not_name_stay(target in any_object(), patch in any_object()) {
            let mut result = target.clone();
            merge(&mut result, &patch);
            for (key, value) in target.iter().filter(|(key, _)| !patch.contains_key(*key)) {
                prop_assert_eq!(result.get(key), Some(value));
            }
            for (key, value) in &patch {
                match value {
                    Value::Null => prop_assert!(!result.contains_key(key)),
                    Value::Object(_) => prop_assert!(result.get(key).is_some_and(Value::is_object)),
                    value => prop_assert_eq!(result.get(key), Some(value)),
                }
            }
        }

        #[test]
        fn a_merge_into_nothing_leaves_no_null_that_could_not_be_deleted(patch in any_object()) {
            let mut result = Map::new();
            merge(&mut result, &patch);
            prop_assert!(!has_null_in_objects(&result));
        }

        #[test]
        fn an_empty_patch_changes_nothing(target in any_object()) {
            let mut result = target.clone();
            merge(&mut result, &Map::new());
            prop_assert_eq!(result, target);
        }
    }
}
