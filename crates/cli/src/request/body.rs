//! Putting values into a JSON body by its schema.

use std::io::Read;

use frontdesk_contract::{ApiVersion, Problem, Schema, Violation, request::read_scalar};
use serde_json::{Map, Value};

use super::assignment::{Given, read_file};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

/// Reads the whole body as `-d` gives it: JSON, `@file`, or `-` for standard input.
pub(crate) fn read_body(data: &str) -> Outcome<Value> {
    let text = match data.strip_prefix('@') {
        Some(path) => read_file(path)?,
        None if data == "-" => {
            let mut text = Vec::new();
            std::io::stdin()
                .read_to_end(&mut text)
                .map_err(|error| Failure::usage(format!("cannot read standard input: {error}")))?;
            text
        }
        None => data.as_bytes().to_vec(),
    };
    serde_json::from_slice(&text)
        .map_err(|error| Failure::new(Exit::Invalid, "invalid_json", format!("the body is no JSON: {error}")))
}

/// Puts a value into `slot`, which is null as long as nothing is there. `path` leads into objects.
pub(super) fn put(
    schema: &Schema,
    version: ApiVersion,
    slot: &mut Value,
    path: &[&str],
    given: Given,
    name: &str,
    problems: &mut Vec<Violation>,
) {
    let schema = schema.without_null();
    if let Some((first, rest)) = path.split_first() {
        if slot.is_null() {
            *slot = Value::Object(Map::new());
        }
        let Value::Object(map) = slot else {
            problems.push(Violation { path: name.to_owned(), problem: Problem::Repeated });
            return;
        };
        let inner = map.entry(*first).or_insert(Value::Null);
        put(member(schema, first, version), version, inner, rest, given, &format!("{name}.{first}"), problems);
        return;
    }
    let is_list = matches!(schema, Schema::Array { .. });
    let value = match given {
        Given::Json(value) if is_list && !value.is_array() && !value.is_null() => Value::Array(vec![value]),
        Given::Json(value) => value,
        Given::File(text) => Value::String(text),
        Given::Text(text) => match schema {
            Schema::Array { items, .. } => Value::Array(vec![typed(items, &text)]),
            schema => typed(schema, &text),
        },
    };
    match (slot, value) {
        (slot @ Value::Null, value) => *slot = value,
        (Value::Array(present), Value::Array(more)) if is_list => present.extend(more),
        _ => problems.push(Violation { path: name.to_owned(), problem: Problem::Repeated }),
    }
}

/// The schema of a key inside an object; anything where nothing is declared.
fn member<'a>(schema: &'a Schema, name: &str, version: ApiVersion) -> &'a Schema {
    match schema {
        Schema::Object(object) => object.field(name, version).map_or(&Schema::Any, |field| field.schema),
        Schema::Map(inner) => inner,
        Schema::OneOf { variants, .. } => variants
            .iter()
            .filter(|variant| variant.versions.contains(version))
            .find_map(|variant| match variant.schema {
                Schema::Object(object) => object.field(name, version).map(|field| field.schema),
                _ => None,
            })
            .unwrap_or(&Schema::Any),
        _ => &Schema::Any,
    }
}

/// A text as the JSON value that the schema asks for; text where it asks for nothing.
fn typed(schema: &Schema, text: &str) -> Value {
    match schema.without_null() {
        // An object cannot be meant as text.
        Schema::Object(_) | Schema::Map(_) | Schema::OneOf { .. } => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
        }
        schema => read_scalar(schema, text),
    }
}
