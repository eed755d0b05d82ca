//! Schemas in words: types, marks and limits, as help and comparisons say them.

use crate::{ApiVersion, Field, Range, Schema, StringSchema, Versions};

/// Whether optional fields are marked, or required ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// For what is sent: says what must be there.
    Required,
    /// For what is received: says what may be absent.
    Optional,
}

/// Type, marks and limits of a field, its type as it travels.
pub fn field_wire_kind(field: &Field, version: ApiVersion, marks: Marks) -> String {
    with_marks(wire_type(field.schema), field, version, marks)
}

/// A type, followed by the marks and limits of the field that has it.
pub fn with_marks(mut kind: String, field: &Field, version: ApiVersion, marks: Marks) -> String {
    let has = |set: Versions| set.contains(version);
    if has(field.nullable) {
        kind.push_str(" or null");
    }
    let mut notes = Vec::new();
    match marks {
        Marks::Required if has(field.required) => notes.push("required".to_owned()),
        Marks::Optional if !has(field.required) => notes.push("optional".to_owned()),
        _ => {}
    }
    if has(field.deprecated) {
        notes.push("deprecated".to_owned());
    }
    notes.extend(limits(field.schema, version));
    notes.extend(field.default.map(|default| format!("default {}", default.trim_matches('"'))));
    for note in notes {
        kind.push_str(", ");
        kind.push_str(&note);
    }
    kind
}

/// The type without names of our own: two shapes that travel alike have the same one.
pub fn wire_type(schema: &Schema) -> String {
    match schema {
        Schema::Any => "any JSON".to_owned(),
        Schema::Array { items, .. } => format!("list of {}", wire_type(items)),
        Schema::Map(inner) if matches!(inner, Schema::Any) => "object with free keys".to_owned(),
        Schema::Map(inner) => format!("object of {}", wire_type(inner)),
        Schema::OneOf { .. } => "one of several shapes".to_owned(),
        Schema::Nullable(inner) => format!("{} or null", wire_type(inner)),
        other => other.type_name().to_owned(),
    }
}

/// What a value must satisfy beside its type.
fn limits(schema: &Schema, version: ApiVersion) -> Vec<String> {
    match schema.without_null() {
        Schema::Integer(range) | Schema::Number(range) => range_words(*range).into_iter().collect(),
        Schema::String(text) => text_words(text, version),
        Schema::Array { items, min_items, max_items } => {
            let mut words = limits(items, version);
            words.extend(bounds(min_items.map(i64::from), max_items.map(i64::from), "items"));
            words
        }
        _ => Vec::new(),
    }
}

fn range_words(range: Range) -> Option<String> {
    bounds(range.minimum, range.maximum, "")
}

fn text_words(text: &StringSchema, version: ApiVersion) -> Vec<String> {
    let mut words = Vec::new();
    let values: Vec<&str> =
        text.values.iter().filter(|value| value.versions.contains(version)).map(|value| value.value).collect();
    if !values.is_empty() {
        words.push(format!("one of {}", values.join(" | ")));
    }
    words.extend(bounds(text.min_length.map(i64::from), text.max_length.map(i64::from), "characters"));
    words.extend(text.pattern.map(|pattern| format!("matches {pattern}")));
    words.extend(text.format.map(str::to_owned));
    words
}

fn bounds(minimum: Option<i64>, maximum: Option<i64>, unit: &str) -> Option<String> {
    let words = match (minimum, maximum) {
        (Some(minimum), Some(maximum)) => format!("{minimum} to {maximum}"),
        (Some(minimum), None) => format!("at least {minimum}"),
        (None, Some(maximum)) => format!("at most {maximum}"),
        (None, None) => return None,
    };
    Some(if unit.is_empty() { words } else { format!("{words} {unit}") })
}
