//! Schemas as trees of objects, every field with its type and limits.

use frontdesk_contract::words::with_marks;
pub(crate) use frontdesk_contract::words::{Marks, field_wire_kind, wire_type};
use frontdesk_contract::{ApiVersion, Field, Schema};

/// A line of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) depth: usize,
    pub(crate) name: String,
    /// Type, marks and limits.
    pub(crate) kind: String,
    pub(crate) doc: String,
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
