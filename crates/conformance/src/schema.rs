//! Turns an `OpenAPI` 3.0 response schema into a strict JSON Schema.
//!
//! The result is JSON Schema draft 4, the draft that `OpenAPI` 3.0 descends from: `1.0` is no integer there, and
//! whatever stands beside a `$ref` is ignored.

use serde_json::{Map, Value, json};

use crate::Document;

/// Keywords that mean the same in both.
const SAME: [&str; 17] = [
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "required",
    "type",
    "uniqueItems",
    "format",
];

/// Converts a schema with everything it refers to.
///
/// An object with `properties` and without `additionalProperties` is closed. Of `oneOf`, at least one branch has to
/// fit: the branches of the documents overlap where their shapes are equal, which no answer can help.
pub(crate) fn strict(document: &Document, schema: &Value) -> Value {
    let mut converter = Converter { document, definitions: Map::new() };
    let root = converter.convert(schema);
    json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "definitions": converter.definitions,
        "allOf": [root],
    })
}

struct Converter<'a> {
    document: &'a Document,
    definitions: Map<String, Value>,
}

impl Converter<'_> {
    fn convert(&mut self, schema: &Value) -> Value {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.reference(reference, schema);
        }
        let schema = self.document.merge_all_of(schema);
        let Some(keywords) = schema.as_object() else {
            return json!({});
        };
        let mut converted = Map::new();
        for name in SAME {
            if let Some(value) = keywords.get(name) {
                converted.insert(name.to_owned(), value.clone());
            }
        }
        // Draft 4 forbids an empty list.
        if converted.get("required").and_then(Value::as_array).is_some_and(Vec::is_empty) {
            converted.remove("required");
        }
        if let Some(items) = keywords.get("items") {
            converted.insert("items".into(), self.convert(items));
        }
        self.convert_properties(keywords, &mut converted);
        constrain_format(&mut converted);
        self.convert_branches(keywords, &mut converted);
        if keywords.get("nullable") == Some(&Value::Bool(true)) { nullable(converted) } else { converted.into() }
    }

    fn reference(&mut self, reference: &str, schema: &Value) -> Value {
        // A slash or a tilde would have to be escaped in the pointer; no name needs them.
        let name: String = reference.trim_start_matches("#/").replace(['/', '~', '%'], ".");
        if !self.definitions.contains_key(&name) {
            // Entered before its content is known, so that a schema that contains itself ends.
            self.definitions.insert(name.clone(), json!({}));
            let target = self.document.resolve(schema);
            let converted = if target.get("$ref").is_some_and(Value::is_string) {
                // Leads nowhere or in a circle: nothing fits, so that it is noticed.
                json!({"not": {}})
            } else {
                self.convert(target)
            };
            self.definitions.insert(name.clone(), converted);
        }
        json!({"$ref": format!("#/definitions/{name}")})
    }

    fn convert_properties(&mut self, keywords: &Map<String, Value>, converted: &mut Map<String, Value>) {
        let properties = keywords.get("properties").and_then(Value::as_object);
        if let Some(properties) = properties {
            let properties: Map<String, Value> =
                properties.iter().map(|(name, schema)| (name.clone(), self.convert(schema))).collect();
            converted.insert("properties".into(), properties.into());
            converted.entry("type").or_insert_with(|| "object".into());
        }
        let additional = match keywords.get("additionalProperties") {
            Some(Value::Bool(open)) => Some(Value::Bool(*open)),
            Some(schema) => Some(self.convert(schema)),
            None => properties.map(|_| Value::Bool(false)),
        };
        if let Some(additional) = additional {
            converted.insert("additionalProperties".into(), additional);
        }
    }

    fn convert_branches(&mut self, keywords: &Map<String, Value>, converted: &mut Map<String, Value>) {
        let mut groups = Vec::new();
        for keyword in ["oneOf", "anyOf"] {
            let Some(branches) = keywords.get(keyword).and_then(Value::as_array) else {
                continue;
            };
            let branches: Vec<Value> = branches.iter().map(|branch| self.convert_branch(keywords, branch)).collect();
            groups.push(json!({"anyOf": branches}));
        }
        match groups.len() {
            0 => return,
            1 => converted.extend(groups.remove(0).as_object_mut().map(std::mem::take).unwrap_or_default()),
            _ => drop(converted.insert("allOf".into(), groups.into())),
        }
        let extended = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|keyword| keywords.get(*keyword)?.as_array())
            .flatten()
            .any(|branch| self.declares_properties(branch));
        if extended && converted.contains_key("properties") {
            // Each branch carries the shared properties and is closed itself; closed here too, none could add any.
            converted.remove("additionalProperties");
        }
    }

    fn convert_branch(&mut self, keywords: &Map<String, Value>, branch: &Value) -> Value {
        if !keywords.contains_key("properties") || !self.declares_properties(branch) {
            return self.convert(branch);
        }
        let mut shared = keywords.clone();
        for name in ["oneOf", "anyOf", "nullable"] {
            shared.remove(name);
        }
        self.convert(&json!({"allOf": [shared, branch]}))
    }

    fn declares_properties(&self, branch: &Value) -> bool {
        self.document.merge_all_of(branch).get("properties").is_some()
    }
}

/// Lets `null` pass beside what the schema says.
fn nullable(mut converted: Map<String, Value>) -> Value {
    if converted.contains_key("anyOf") || converted.contains_key("allOf") {
        return json!({"anyOf": [{"type": "null"}, converted]});
    }
    // Without a type everything passes already.
    if let Some(name) = converted.remove("type") {
        converted.insert("type".into(), json!([name, "null"]));
    }
    if let Some(Value::Array(options)) = converted.get_mut("enum")
        && !options.contains(&Value::Null)
    {
        options.push(Value::Null);
    }
    converted.into()
}

/// Replaces the formats that draft 4 does not know by what they mean.
fn constrain_format(converted: &mut Map<String, Value>) {
    let (minimum, maximum) = match converted.get("format").and_then(Value::as_str) {
        Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Some("int64") => (i64::MIN, i64::MAX),
        Some("date") => {
            converted.remove("format");
            converted.entry("pattern").or_insert_with(|| r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$".into());
            return;
        }
        _ => return,
    };
    converted.remove("format");
    converted.entry("minimum").or_insert_with(|| minimum.into());
    converted.entry("maximum").or_insert_with(|| maximum.into());
}
