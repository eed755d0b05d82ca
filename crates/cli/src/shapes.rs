//! Schemas in words: types, limits and the tree of an object.

use frontdesk_contract::{ApiVersion, Field, Range, Schema, StringSchema, Versions};

/// A line of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) depth: usize,
    pub(crate) name: String,
    /// Type, marks and limits.
    pub(crate) kind: String,
    pub(crate) doc: String,
}

/// Whether optional fields are marked, or required ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    /// For what is sent: says what must be there.
    Required,
    /// For what is received: says what may be absent.
    Optional,
}

/// A field and what is inside it.
pub(crate) fn field_rows(field: &Field, version: ApiVersion, marks: Marks) -> Vec<Row> {
    let mut rows = Vec::new();
    push_field(field, version, marks, 0, &mut Vec::new(), &mut rows);
    rows
}

/// What is inside a schema.
pub(crate) fn schema_rows(schema: &Schema, version: ApiVersion, marks: Marks) -> Vec<Row> {
    let mut rows = Vec::new();
    push_inside(schema, version, marks, 0, &mut Vec::new(), &mut rows);
    rows
}

/// Type, marks and limits of a field.
fn field_kind(field: &Field, version: ApiVersion, marks: Marks) -> String {
    with_marks(type_name(field.schema, version), field, version, marks)
}

/// Type, marks and limits of a field, its type as it travels.
pub(crate) fn field_wire_kind(field: &Field, version: ApiVersion, marks: Marks) -> String {
    with_marks(wire_type(field.schema), field, version, marks)
}

fn with_marks(mut kind: String, field: &Field, version: ApiVersion, marks: Marks) -> String {
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

fn push_field(
    field: &Field,
    version: ApiVersion,
    marks: Marks,
    depth: usize,
    open: &mut Vec<&'static str>,
    rows: &mut Vec<Row>,
) {
    let kind = field_kind(field, version, marks);
    let doc = field.doc.split_whitespace().collect::<Vec<_>>().join(" ");
    rows.push(Row { depth, name: field.name.to_owned(), kind, doc });
    push_inside(field.schema, version, marks, depth + 1, open, rows);
}

fn push_inside(
    schema: &Schema,
    version: ApiVersion,
    marks: Marks,
    depth: usize,
    open: &mut Vec<&'static str>,
    rows: &mut Vec<Row>,
) {
    match schema {
        Schema::Nullable(inner) | Schema::Map(inner) => push_inside(inner, version, marks, depth, open, rows),
        Schema::Array { items, .. } => push_inside(items, version, marks, depth, open, rows),
        // An object that was shown before is named only: answers repeat some of them many times.
        Schema::Object(object) if object.name.is_empty() || !open.contains(&object.name) => {
            open.push(object.name);
            for field in object.fields.iter().filter(|field| field.versions.contains(version)) {
                push_field(field, version, marks, depth, open, rows);
            }
        }
        Schema::OneOf { variants, .. } => {
            for variant in variants.iter().filter(|variant| variant.versions.contains(version)) {
                let doc = match variant.schema {
                    Schema::Object(object) => object.doc.to_owned(),
                    _ => String::new(),
                };
                let kind = type_name(variant.schema, version);
                rows.push(Row { depth, name: format!("| {}", variant.tag), kind, doc });
                push_inside(variant.schema, version, marks, depth + 1, open, rows);
            }
        }
        _ => {}
    }
}

/// The type in words.
pub(crate) fn type_name(schema: &Schema, version: ApiVersion) -> String {
    match schema {
        Schema::Any => "any JSON".to_owned(),
        Schema::Array { items, .. } => format!("list of {}", type_name(items, version)),
        Schema::Object(object) if object.name.is_empty() => "object".to_owned(),
        Schema::Object(object) => object.name.to_owned(),
        Schema::Map(inner) if matches!(inner, Schema::Any) => "object with free keys".to_owned(),
        Schema::Map(inner) => format!("object of {}", type_name(inner, version)),
        Schema::OneOf { variants, .. } => {
            let shapes = variants.iter().filter(|variant| variant.versions.contains(version));
            let mut names: Vec<String> = shapes.map(|variant| type_name(variant.schema, version)).collect();
            names.dedup();
            if names.len() > 3 { "one of several objects".to_owned() } else { names.join(" or ") }
        }
        Schema::Nullable(inner) => format!("{} or null", type_name(inner, version)),
        other => other.type_name().to_owned(),
    }
}

/// The type without names of our own: two shapes that travel alike have the same one.
pub(crate) fn wire_type(schema: &Schema) -> String {
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

#[cfg(test)]
mod tests {
    use frontdesk_contract::catalogue;

    use super::*;

    #[test]
    fn a_parameter_says_its_type_limits_and_default() {
        let version = ApiVersion::NEWEST;
        let operation = catalogue::find("GetUserList", version).unwrap();
        let limit = operation.parameter(frontdesk_contract::Place::Query, "limit").unwrap();
        let rows = field_rows(limit, version, Marks::Required);
        assert_eq!(rows[0].kind, "integer, 1 to 500, default 10");
    }
}
