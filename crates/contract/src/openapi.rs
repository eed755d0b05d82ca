//! The declarations as an OpenAPI 3.0 document of one version, with every description in our words.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::schema::Variant;
use crate::{
    ApiVersion, Body, BodyFormat, Descriptor, Field, ObjectSchema, Place, Range, Schema, StringSchema, catalogue,
};

/// The document of `version`.
pub fn document(version: ApiVersion) -> Value {
    let mut writer = Writer { version, schemas: BTreeMap::new(), inline: None };
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for operation in catalogue::operations().filter(|operation| operation.versions.contains(version)) {
        let method = operation.method.as_str().to_lowercase();
        paths.entry(operation.path).or_default().insert(method, writer.operation(operation));
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Backend API", "version": version.as_str() },
        "servers": [{ "url": "/v1" }],
        "security": [{ "secretKey": [] }],
        "paths": paths,
        "components": {
            "schemas": writer.schemas,
            "securitySchemes": { "secretKey": { "type": "http", "scheme": "bearer" } },
        },
    })
}

/// One operation with every reference resolved. Objects of the answer that are nested deeper than `answer_depth`, and
/// objects inside themselves, are named by their `title` only.
pub fn operation(operation: &Descriptor, version: ApiVersion, answer_depth: usize) -> Value {
    let mut writer = Writer { version, schemas: BTreeMap::new(), inline: Some(Inline::new(usize::MAX)) };
    let mut text = writer.operation(operation);
    if let Some(schema) = operation.response {
        writer.inline = Some(Inline::new(answer_depth));
        text["responses"][operation.success.to_string()]["content"]["application/json"]["schema"] =
            writer.schema(schema);
    }
    text
}

/// Collects the schemas of named objects while operations are written.
struct Writer {
    version: ApiVersion,
    schemas: BTreeMap<String, Value>,
    /// Writes objects where they are used, instead of referring to them.
    inline: Option<Inline>,
}

/// The objects that are being written, from the outermost.
struct Inline {
    open: Vec<&'static str>,
    depth: usize,
}

impl Inline {
    fn new(depth: usize) -> Self {
        Self { open: Vec::new(), depth }
    }

    fn ends_at(&self, object: &ObjectSchema) -> bool {
        self.open.len() >= self.depth || !object.name.is_empty() && self.open.contains(&object.name)
    }
}

impl Writer {
    fn operation(&mut self, operation: &Descriptor) -> Value {
        let version = self.version;
        let parameters: Vec<Value> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.field.versions.contains(version))
            .map(|parameter| self.parameter(parameter.place, &parameter.field))
            .collect();
        let mut responses = Map::new();
        let mut success = json!({ "description": "Success." });
        if let Some(schema) = operation.response {
            success["content"] = json!({ "application/json": { "schema": self.schema(schema) } });
        }
        responses.insert(operation.success.to_string(), success);
        for status in operation.errors.iter().filter(|status| status.versions.contains(version)) {
            responses.insert(status.code.to_string(), json!({ "description": "Refused." }));
        }
        let mut text = json!({
            "operationId": operation.id,
            "tags": operation.tags,
            "summary": operation.summary(),
            "description": operation.doc,
            "parameters": parameters,
            "responses": responses,
        });
        if operation.deprecated.contains(version) {
            text["deprecated"] = true.into();
        }
        if operation.public {
            text["security"] = json!([]);
        }
        if let Some(body) = operation.body.filter(|body| body.versions.contains(version)) {
            text["requestBody"] = self.body(&body);
        }
        text
    }

    fn parameter(&mut self, place: Place, field: &Field) -> Value {
        let mut text = json!({
            "name": field.name,
            "in": match place { Place::Path => "path", Place::Query => "query" },
            "required": field.required.contains(self.version),
            "schema": self.field_schema(field),
        });
        // A parameter carries these itself.
        for mark in ["description", "deprecated"] {
            if let Some(value) = text["schema"].as_object_mut().and_then(|schema| schema.remove(mark)) {
                text[mark] = value;
            }
        }
        text
    }

    fn body(&mut self, body: &Body) -> Value {
        let media = match body.format {
            BodyFormat::Json => "application/json",
            BodyFormat::Multipart => "multipart/form-data",
        };
        json!({
            "required": body.required.contains(self.version),
            "content": { media: { "schema": self.schema(body.schema) } },
        })
    }

    fn field_schema(&mut self, field: &Field) -> Value {
        let version = self.version;
        let mut schema = self.schema(field.schema);
        if schema.get("$ref").is_some() {
            // What stands beside a reference is ignored.
            schema = json!({ "allOf": [schema] });
        }
        if field.nullable.contains(version) {
            allow_null(&mut schema);
        }
        if field.deprecated.contains(version) {
            schema["deprecated"] = true.into();
        }
        if let Some(default) = field.default.and_then(|text| serde_json::from_str::<Value>(text).ok()) {
            schema["default"] = default;
        }
        schema["description"] = field.doc.into();
        schema
    }

    fn schema(&mut self, schema: &Schema) -> Value {
        match schema {
            Schema::Any => json!({}),
            Schema::Boolean => json!({ "type": "boolean" }),
            Schema::Integer(range) => self::range("integer", *range),
            Schema::Number(range) => self::range("number", *range),
            Schema::String(text) => self.text(text),
            Schema::Binary => json!({ "type": "string", "format": "binary" }),
            Schema::Array { items, min_items, max_items } => {
                let mut text = json!({ "type": "array", "items": self.schema(items) });
                set(&mut text, "minItems", *min_items);
                set(&mut text, "maxItems", *max_items);
                text
            }
            Schema::Map(inner) => json!({ "type": "object", "additionalProperties": self.schema(inner) }),
            Schema::OneOf { variants, discriminator } => self.union(variants, *discriminator),
            Schema::Nullable(inner) if self.inline.is_some() => {
                let mut schema = self.schema(inner);
                allow_null(&mut schema);
                schema
            }
            Schema::Nullable(inner) => json!({ "allOf": [self.schema(inner)], "nullable": true }),
            Schema::Object(object) => self.object(object),
        }
    }

    fn text(&self, text: &StringSchema) -> Value {
        let mut schema = json!({ "type": "string" });
        set(&mut schema, "minLength", text.min_length);
        set(&mut schema, "maxLength", text.max_length);
        set(&mut schema, "pattern", text.pattern);
        set(&mut schema, "format", text.format);
        let values: Vec<&str> =
            text.values.iter().filter(|value| value.versions.contains(self.version)).map(|value| value.value).collect();
        set(&mut schema, "enum", (!values.is_empty()).then_some(values));
        schema
    }

    fn union(&mut self, variants: &[Variant], discriminator: Option<&str>) -> Value {
        let version = self.version;
        let shapes: Vec<Value> = variants
            .iter()
            .filter(|variant| variant.versions.contains(version))
            .map(|variant| self.schema(variant.schema))
            .collect();
        let mut text = json!({ "type": "object", "oneOf": shapes });
        set(&mut text, "discriminator", discriminator.map(|name| json!({ "propertyName": name })));
        text
    }

    /// A reference to the object, whose schema is written once. Pages differ although they share a name.
    fn object(&mut self, object: &ObjectSchema) -> Value {
        if let Some(inline) = &mut self.inline {
            let title = (!object.name.is_empty()).then_some(object.name);
            if inline.ends_at(object) {
                let mut text = json!({ "type": "object" });
                set(&mut text, "title", title);
                return text;
            }
            inline.open.push(object.name);
            let mut text = self.object_schema(object);
            set(&mut text, "title", title);
            if let Some(inline) = &mut self.inline {
                inline.open.pop();
            }
            return text;
        }
        if object.name == "Page" {
            return self.object_schema(object);
        }
        if !self.schemas.contains_key(object.name) {
            self.schemas.insert(object.name.to_owned(), Value::Null);
            let schema = self.object_schema(object);
            self.schemas.insert(object.name.to_owned(), schema);
        }
        json!({ "$ref": format!("#/components/schemas/{}", object.name) })
    }

    fn object_schema(&mut self, object: &ObjectSchema) -> Value {
        let version = self.version;
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for field in object.fields.iter().filter(|field| field.versions.contains(version)) {
            properties.insert(field.name.to_owned(), self.field_schema(field));
            if field.required.contains(version) {
                required.push(field.name);
            }
        }
        let mut text = json!({ "type": "object", "description": object.doc, "properties": properties });
        set(&mut text, "required", (!required.is_empty()).then_some(required));
        set(&mut text, "additionalProperties", object.closed.contains(version).then_some(false));
        text
    }
}

/// A list of values has to name null itself.
fn allow_null(schema: &mut Value) {
    schema["nullable"] = true.into();
    if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(Value::Null);
    }
}

fn range(kind: &str, range: Range) -> Value {
    let mut text = json!({ "type": kind });
    set(&mut text, "minimum", range.minimum);
    set(&mut text, "maximum", range.maximum);
    // Integers are of 64 bits unless something else is said.
    set(&mut text, "format", range.format.or((kind == "integer").then_some("int64")));
    text
}

fn set(schema: &mut Value, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        schema[name] = value.into();
    }
}
