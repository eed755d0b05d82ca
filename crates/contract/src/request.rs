//! From parts to what travels, and back: paths with placeholders, query strings.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::{ApiVersion, Descriptor, Field, Parts, Place, Problem, Schema, Violation, check_field};

/// What may stand unescaped in a path segment.
const SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'@').remove(b':');

/// The path of `operation` with its placeholders filled in; a name without a value stays as it is.
pub fn fill_path(operation: &Descriptor, parameters: &Map<String, Value>) -> String {
    let mut path = String::new();
    for segment in operation.path.trim_start_matches('/').split('/') {
        path.push('/');
        match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')).and_then(|name| parameters.get(name)) {
            Some(Value::String(value)) => path.extend(utf8_percent_encode(value, SEGMENT)),
            Some(value) => path.push_str(&value.to_string()),
            None => path.push_str(segment),
        }
    }
    path
}

/// The values of the placeholders of `operation` in the concrete `path`.
pub fn read_path(operation: &Descriptor, path: &str) -> Map<String, Value> {
    let mut parameters = Map::new();
    for (part, segment) in operation.path.trim_matches('/').split('/').zip(path.trim_matches('/').split('/')) {
        if let Some(name) = part.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            let value = percent_decode_str(segment).decode_utf8_lossy().into_owned();
            parameters.insert(name.to_owned(), Value::String(value));
        }
    }
    parameters
}

/// The query string of `query`, without the question mark; a list repeats its key.
pub fn write_query(query: &Map<String, Value>) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    for (name, value) in query {
        match value {
            Value::Null => {}
            Value::String(value) => {
                text.append_pair(name, value);
            }
            Value::Array(values) => {
                for value in values {
                    match value {
                        Value::String(value) => text.append_pair(name, value),
                        value => text.append_pair(name, &value.to_string()),
                    };
                }
            }
            value => {
                text.append_pair(name, &value.to_string());
            }
        }
    }
    text.finish()
}

/// Reads a query string by the parameters that `operation` declares in `version`: numbers and
/// booleans become JSON ones, repeated keys lists. Undeclared keys are passed over, as SDKs send
/// some; for `order_by`, whose plus sign decodes to a space, the first occurrence counts.
pub fn read_query(
    operation: &Descriptor,
    query: &str,
    version: ApiVersion,
    violations: &mut Vec<Violation>,
) -> Map<String, Value> {
    let mut parameters = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        // Some clients mark lists with brackets.
        let name = name.strip_suffix("[]").unwrap_or(&name);
        let Some(field) = operation.parameter(Place::Query, name).filter(|field| field.versions.contains(version))
        else {
            continue;
        };
        if let Schema::Array { items, .. } = field.schema {
            // Words that are known may come in one piece, with commas.
            let has_known_words = matches!(items.without_null(), Schema::String(text) if !text.values.is_empty());
            let separators: &[char] = if has_known_words { &[','] } else { &[] };
            let values = value.split(separators).map(|value| read_scalar(items, value));
            match parameters.entry(field.name).or_insert_with(|| Value::Array(Vec::new())) {
                Value::Array(known) => known.extend(values),
                other => *other = values.collect(),
            }
        } else if !parameters.contains_key(field.name) {
            parameters.insert(field.name.to_owned(), read_scalar(field.schema, &value));
        } else if field.name != "order_by" {
            violations.push(Violation { path: field.name.to_owned(), problem: Problem::Repeated });
        }
    }
    for field in operation.parameters_in(Place::Query, version) {
        check_field(field, parameters.get(field.name), version, violations);
    }
    parameters
}

/// The JSON value that a text stands for, by the schema; text that does not fit stays text, for the
/// validation to name.
pub fn read_scalar(schema: &Schema, text: &str) -> Value {
    match schema.without_null() {
        Schema::Integer(_) => text.parse::<i64>().map_or_else(|_| Value::String(text.to_owned()), Value::from),
        // A whole one stays whole, since its field may be an integer in Rust.
        Schema::Number(_) => text
            .parse::<i64>()
            .ok()
            .or_else(|| whole(text))
            .map(serde_json::Number::from)
            .or_else(|| text.parse::<f64>().ok().and_then(serde_json::Number::from_f64))
            .map_or_else(|| Value::String(text.to_owned()), Value::Number),
        Schema::Boolean => match text {
            "true" | "1" => Value::Bool(true),
            "false" | "0" => Value::Bool(false),
            _ => Value::String(text.to_owned()),
        },
        _ => Value::String(text.to_owned()),
    }
}

/// A whole number that is written with a fraction of nothing, as the official SDK for Python writes those whose schema
/// allows fractions.
fn whole(text: &str) -> Option<i64> {
    let (number, fraction) = text.split_once('.')?;
    if fraction.is_empty() || !fraction.bytes().all(|digit| digit == b'0') {
        return None;
    }
    number.parse().ok()
}

/// Every place where `parts` break what `operation` declares for `version`.
pub fn violations(operation: &Descriptor, parts: &Parts, version: ApiVersion) -> Vec<Violation> {
    let mut violations = Vec::new();
    let check = |place, map: &Map<String, Value>, violations: &mut Vec<Violation>| {
        let fields: Vec<&Field> = operation.parameters_in(place, version).collect();
        for field in &fields {
            check_field(field, map.get(field.name), version, violations);
        }
        for name in map.keys().filter(|name| !fields.iter().any(|field| field.name == name.as_str())) {
            violations.push(Violation { path: name.clone(), problem: Problem::Unknown });
        }
    };
    check(Place::Path, &parts.path, &mut violations);
    check(Place::Query, &parts.query, &mut violations);
    if let Some(body) = operation.body.filter(|body| body.versions.contains(version)) {
        match (&parts.body, &parts.upload) {
            (None, None) if !body.required.contains(version) => {}
            (value, upload) => {
                let mut value = value.clone().unwrap_or_else(|| Value::Object(Map::new()));
                // The file travels beside the other fields, but is declared among them.
                if let (Some(_), Value::Object(map), Some(object)) = (upload, &mut value, operation.body_object()) {
                    let files = object.fields.iter().filter(|field| matches!(field.schema, Schema::Binary));
                    map.extend(files.map(|field| (field.name.to_owned(), Value::String(String::new()))));
                }
                violations.extend(body.schema.violations(&value, version));
            }
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Operation, organization_domains::ListAllOrganizationDomains};

    #[test]
    fn known_words_are_read_repeated_and_with_commas() {
        let read = |query| {
            let mut violations = Vec::new();
            let operation = ListAllOrganizationDomains::DESCRIPTOR;
            let parameters = read_query(operation, query, ApiVersion::NEWEST, &mut violations);
            (Value::Object(parameters), violations.len())
        };
        let modes = json!({ "enrollment_mode": ["enterprise_sso", "-manual_invitation"] });
        assert_eq!(read("enrollment_mode=enterprise_sso&enrollment_mode=-manual_invitation"), (modes.clone(), 0));
        assert_eq!(read("enrollment_mode=enterprise_sso,-manual_invitation"), (modes, 0));
        assert_eq!(read("domains=a.test,b.test"), (json!({ "domains": ["a.test,b.test"] }), 0));
    }
}
