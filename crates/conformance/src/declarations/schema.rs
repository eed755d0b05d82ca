//! A declared shape against a documented one.

use std::collections::BTreeSet;

use frontdesk_contract::{Field, ObjectSchema, Range, Schema, StringSchema, Variant};
use serde_json::Value;

use super::{Differences, is_nullable};

/// Compares a field or parameter: its marks, its default and its shape.
pub(super) fn compare_field(
    differences: &mut Differences<'_>,
    place: &str,
    field: &Field,
    required: bool,
    deprecated: bool,
    documented: &Value,
) {
    let version = differences.version;
    let (schema, nullable) = resolve(differences, documented);
    differences.compare(place, "required", field.required.contains(version), required);
    differences.compare(place, "nullable", field.nullable.contains(version), nullable);
    differences.compare(place, "deprecated", field.deprecated.contains(version), deprecated);
    let declared = field.default.map(|text| serde_json::from_str::<Value>(text).unwrap_or(text.into()));
    let default = schema.get("default").filter(|default| !default.is_null()).cloned();
    differences.compare(place, "default", declared, default);
    compare_shape(differences, place, field.schema, &schema);
}

/// Compares a shape that stands by itself.
pub(super) fn compare(differences: &mut Differences<'_>, place: &str, declared: &Schema, documented: &Value) {
    let (schema, nullable) = resolve(differences, documented);
    differences.compare(place, "nullable", is_nullable(declared), nullable);
    compare_shape(differences, place, declared.without_null(), &schema);
}

fn compare_shape(differences: &mut Differences<'_>, place: &str, declared: &Schema, documented: &Value) {
    let alternatives = alternatives(documented);
    if let Schema::OneOf { variants, .. } = declared {
        return compare_union(differences, place, variants, &alternatives);
    }
    if !alternatives.is_empty() {
        return differences.add(place, "is documented as a union, and not declared as one");
    }
    let is_free = ["type", "properties"].iter().all(|key| documented.get(key).is_none());
    if matches!(declared, Schema::Any) && is_free {
        return;
    }
    differences.compare(place, "type", type_name(declared), documented["type"].as_str().unwrap_or("object"));
    match declared {
        Schema::Integer(range) | Schema::Number(range) => compare_range(differences, place, *range, documented),
        Schema::String(text) => compare_text(differences, place, text, documented),
        Schema::Binary => differences.compare(place, "format", Some("binary"), documented["format"].as_str()),
        Schema::Array { items, min_items, max_items } => {
            differences.compare(place, "minItems", min_items.map(u64::from), documented["minItems"].as_u64());
            differences.compare(place, "maxItems", max_items.map(u64::from), documented["maxItems"].as_u64());
            compare(differences, &format!("{place}[]"), items, &documented["items"]);
        }
        Schema::Object(object) => compare_object(differences, place, object, documented),
        Schema::Map(_) if documented.get("properties").is_some() => {
            differences.add(place, "is declared with free keys, and documented with properties");
        }
        _ => {}
    }
}

fn type_name(schema: &Schema) -> &'static str {
    match schema {
        Schema::Binary => "string",
        other => other.type_name(),
    }
}

fn compare_range(differences: &mut Differences<'_>, place: &str, range: Range, documented: &Value) {
    let limit = |name: &str| documented.get(name).and_then(Value::as_i64);
    differences.compare(place, "minimum", range.minimum, limit("minimum"));
    differences.compare(place, "maximum", range.maximum, limit("maximum"));
}

fn compare_text(differences: &mut Differences<'_>, place: &str, text: &StringSchema, documented: &Value) {
    let version = differences.version;
    let length = |name: &str| documented.get(name).and_then(Value::as_u64);
    differences.compare(place, "minLength", text.min_length.map(u64::from), length("minLength"));
    differences.compare(place, "maxLength", text.max_length.map(u64::from), length("maxLength"));
    differences.compare(place, "pattern", text.pattern, documented["pattern"].as_str());
    differences.compare(place, "format", text.format, documented["format"].as_str());
    let known = text.values.iter().filter(|value| value.versions.contains(version));
    let declared: BTreeSet<&str> = known.map(|value| value.value).collect();
    let values: BTreeSet<&str> =
        documented["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    differences.compare(place, "enum", declared, values);
}

fn compare_object(differences: &mut Differences<'_>, place: &str, object: &ObjectSchema, documented: &Value) {
    let version = differences.version;
    // A page holds its rows and their total; the documents differ in whether they say that this is all.
    if object.name != "Page" {
        let closed = documented["additionalProperties"] == false;
        differences.compare(place, "closed", object.closed.contains(version), closed);
    }
    let no_properties = serde_json::Map::new();
    let properties = documented["properties"].as_object().unwrap_or(&no_properties);
    let required: BTreeSet<&str> =
        documented["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for field in object.fields.iter().filter(|field| field.versions.contains(version)) {
        let place = format!("{place}.{}", field.name);
        match properties.get(field.name) {
            None => differences.add(&place, "is declared, and not documented"),
            Some(property) => {
                let deprecated = property["deprecated"] == true;
                compare_field(differences, &place, field, required.contains(field.name), deprecated, property);
            }
        }
    }
    for name in properties.keys().filter(|name| object.field(name, version).is_none()) {
        differences.add(&format!("{place}.{name}"), "is documented, and not declared");
    }
    for name in required.iter().filter(|name| !properties.contains_key(**name)) {
        differences.add(&format!("{place}.{name}"), "is required by the document, and not described there");
    }
}

/// Compares a union: each documented shape has to be a declared one, and the other way round.
fn compare_union(differences: &mut Differences<'_>, place: &str, declared: &[Variant], documented: &[Value]) {
    let version = differences.version;
    let mut left: Vec<&Variant> = declared.iter().filter(|variant| variant.versions.contains(version)).collect();
    for shape in documented {
        let (resolved, _) = resolve(differences, shape);
        // A shape is known by the kind of object it describes, or else by being the same.
        let tag = resolved["properties"]["object"]["enum"][0].as_str();
        let position = left
            .iter()
            .position(|variant| tag.is_some_and(|tag| variant.tag == tag))
            .or_else(|| left.iter().position(|variant| is_same(differences, variant.schema, shape)));
        match position {
            Some(position) => {
                let variant = left.remove(position);
                compare(differences, &format!("{place}({})", variant.tag), variant.schema, shape);
            }
            None => differences.add(place, format!("no variant is declared for the documented {resolved}")),
        }
    }
    for variant in left {
        differences.add(place, format!("no shape is documented for the variant `{}`", variant.tag));
    }
}

fn is_same(differences: &Differences<'_>, declared: &Schema, documented: &Value) -> bool {
    let mut trial = Differences {
        document: differences.document,
        version: differences.version,
        operation: differences.operation,
        found: Vec::new(),
    };
    compare(&mut trial, "", declared, documented);
    trial.found.is_empty()
}

/// The shapes of a union. Alternatives that only demand other properties describe the same object.
fn alternatives(schema: &Value) -> Vec<Value> {
    let shapes = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    shapes
        .into_iter()
        .flatten()
        .filter(|shape| ["$ref", "type", "properties", "allOf"].iter().any(|key| shape.get(key).is_some()))
        .cloned()
        .collect()
}

/// The schema without references and `allOf`, and whether it may be null. A union of one shape is that shape.
fn resolve(differences: &Differences<'_>, schema: &Value) -> (Value, bool) {
    let document = differences.document;
    let merged = document.merge_all_of(schema);
    let nullable = merged["nullable"] == true;
    match alternatives(&merged).as_slice() {
        [only] if merged.get("properties").is_none() => {
            let (inner, inner_nullable) = resolve(differences, only);
            (inner, nullable || inner_nullable && merged.get("nullable").is_none())
        }
        _ => (merged, nullable),
    }
}
