//! A document's operations in the form of the built-in ones, so that every command shows both.
//!
//! Descriptors are constants. Those of a document are leaked instead: they are made once, by a program that ends
//! with its command.

use std::collections::HashMap;

use frontdesk_contract::{
    Body, BodyFormat, Descriptor, EnumValue, Field, Method, ObjectSchema, Parameter, Place, Range, Risk, Schema,
    SdkCalls, Status, StringSchema, Variant, Versions, catalogue,
};
use frontdesk_documents::{Document, OperationDocument};
use serde_json::Value;

/// Every operation of a document but those of the platform, which are another API.
pub(super) fn operations(document: &Document) -> Vec<&'static Descriptor> {
    let mut reader = Reader { document, done: HashMap::new(), open: Vec::new() };
    let of_platform = |path: &str| path.split('/').nth(1).is_some_and(|part| part == "platform");
    let documented = document.operations().into_iter().filter(|operation| !of_platform(&operation.path));
    documented.filter_map(|operation| reader.operation(&operation)).collect()
}

struct Reader<'a> {
    document: &'a Document,
    /// Schemas that were read, by their reference.
    done: HashMap<String, Shape>,
    /// References that are being read: objects may contain themselves.
    open: Vec<String>,
}

/// A schema, and whether null is allowed beside it.
#[derive(Clone, Copy)]
struct Shape {
    schema: &'static Schema,
    nullable: bool,
}

fn text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn list<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

fn schema(schema: Schema) -> &'static Schema {
    Box::leak(Box::new(schema))
}

fn versions(is: bool) -> Versions {
    if is { Versions::ALL } else { Versions::NONE }
}

fn words<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

impl Reader<'_> {
    fn operation(&mut self, documented: &OperationDocument) -> Option<&'static Descriptor> {
        let method = Method::parse(&documented.method)?;
        // A document does not say what an operation destroys; what is known of the same operation does.
        let known = catalogue::operations()
            .filter(|operation| operation.method == method && operation.id == documented.operation_id)
            .last();
        let by_method = match method {
            Method::Get => Risk::Read,
            Method::Delete => Risk::Irreversible,
            Method::Post | Method::Put | Method::Patch => Risk::Write,
        };
        let mut parameters = Vec::new();
        for parameter in &documented.parameters {
            let place = match words(parameter, "in") {
                "path" => Place::Path,
                "query" => Place::Query,
                _ => continue,
            };
            let shape = self.shape(&parameter["schema"]);
            let required = parameter["required"] == true;
            let mut field = field(words(parameter, "name"), shape, required, &parameter["schema"]);
            field.doc = text(words(parameter, "description"));
            field.deprecated = versions(parameter["deprecated"] == true);
            parameters.push(Parameter { place, field });
        }
        let success = documented.responses.keys().find(|status| status.starts_with('2'));
        let response = success.and_then(|status| {
            let content = &documented.responses[status]["content"];
            Some(self.shape(content.get("application/json")?.get("schema")?).schema)
        });
        let errors = documented.responses.keys().filter(|status| Some(*status) != success);
        let errors = errors.filter_map(|status| status.parse().ok());
        let operation = &documented.operation;
        let id = if documented.operation_id.is_empty() {
            format!("{} {}", documented.method, documented.path)
        } else {
            documented.operation_id.clone()
        };
        Some(Box::leak(Box::new(Descriptor {
            id: text(&id),
            method,
            path: text(&documented.path),
            tags: list(documented.tags.iter().map(|tag| text(tag)).collect()),
            doc: text(&doc(words(operation, "summary"), words(operation, "description"))),
            versions: Versions::ALL,
            deprecated: versions(documented.deprecated),
            parameters: list(parameters),
            body: documented.request_body.as_ref().and_then(|body| self.body(body)),
            success: success.and_then(|status| status.parse().ok()).unwrap_or(200),
            response,
            errors: list(errors.map(|code| Status { code, versions: Versions::ALL }).collect()),
            risk: known.map_or(by_method, |operation| operation.risk),
            destroys: known.map_or("", |operation| operation.destroys),
            public: operation["security"].as_array().is_some_and(Vec::is_empty),
            sdk: known.map_or(SdkCalls::NONE, |operation| operation.sdk),
            ..Descriptor::BLANK
        })))
    }

    fn body(&mut self, body: &Value) -> Option<Body> {
        let content = body.get("content")?.as_object()?;
        let (media, content) = content.get_key_value("application/json").or_else(|| content.iter().next())?;
        let format = if media.starts_with("multipart/") { BodyFormat::Multipart } else { BodyFormat::Json };
        let schema = self.shape(content.get("schema")?).schema;
        Some(Body { format, schema, versions: Versions::ALL, required: versions(body["required"] == true), rust: "" })
    }

    fn shape(&mut self, documented: &Value) -> Shape {
        let Some(reference) = documented.get("$ref").and_then(Value::as_str) else {
            return self.inline(documented, "");
        };
        if let Some(shape) = self.done.get(reference) {
            return *shape;
        }
        let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
        if self.open.iter().any(|open| open == reference) {
            // Named only: what is inside stands further up.
            let object =
                ObjectSchema { name: text(&name), doc: "", fields: &[], closed: Versions::NONE, rust: "", others: "" };
            return Shape { schema: schema(Schema::Object(Box::leak(Box::new(object)))), nullable: false };
        }
        self.open.push(reference.to_owned());
        let target = self.document.resolve(documented);
        let shape = if target.get("$ref").is_some_and(Value::is_string) {
            Shape { schema: &Schema::Any, nullable: false }
        } else {
            self.inline(target, &name)
        };
        self.open.pop();
        self.done.insert(reference.to_owned(), shape);
        shape
    }

    /// What stands in a place itself; `name` is that of the reference that led there.
    fn inline(&mut self, documented: &Value, name: &str) -> Shape {
        // `allOf` around a single reference keeps the name of what is meant.
        if let Some([only]) = documented["allOf"].as_array().map(Vec::as_slice)
            && only.get("$ref").is_some()
            && documented.get("properties").is_none()
        {
            let inner = self.shape(only);
            return Shape { nullable: inner.nullable || documented["nullable"] == true, ..inner };
        }
        let merged = self.document.merge_all_of(documented);
        let nullable = merged["nullable"] == true || has_type(&merged, "null");
        let alternatives = merged["oneOf"].as_array().or_else(|| merged["anyOf"].as_array());
        let (nulls, shapes): (Vec<&Value>, Vec<&Value>) =
            alternatives.into_iter().flatten().partition(|shape| shape["type"] == "null");
        let nullable = nullable || !nulls.is_empty();
        // Alternatives that only demand other properties describe the same object.
        let describes =
            |shape: &Value| ["$ref", "type", "properties", "allOf"].iter().any(|key| shape.get(key).is_some());
        if merged.get("properties").is_none() && !shapes.is_empty() && shapes.iter().all(|shape| describes(shape)) {
            if let [only] = shapes.as_slice() {
                let inner = self.shape(only);
                return Shape { nullable: nullable || inner.nullable, ..inner };
            }
            return Shape { schema: self.union(&merged, &shapes), nullable };
        }
        Shape { schema: schema(self.plain(&merged, name)), nullable }
    }

    fn union(&mut self, merged: &Value, shapes: &[&Value]) -> &'static Schema {
        let variants = shapes.iter().map(|shape| {
            let resolved = self.document.merge_all_of(shape);
            let tag = resolved["properties"]["object"]["enum"][0].as_str().unwrap_or_default();
            let shape = self.shape(shape);
            Variant { tag: text(tag), schema: nullable(shape), versions: Versions::ALL }
        });
        let variants = list(variants.collect());
        let discriminator = merged["discriminator"]["propertyName"].as_str().map(text);
        schema(Schema::OneOf { variants, discriminator })
    }

    fn plain(&mut self, merged: &Value, name: &str) -> Schema {
        let length = |key: &str| merged[key].as_u64().and_then(|length| u32::try_from(length).ok());
        let format = merged["format"].as_str().map(text);
        let range = || Range { minimum: merged["minimum"].as_i64(), maximum: merged["maximum"].as_i64(), format };
        if has_type(merged, "string") {
            if merged["format"] == "binary" {
                return Schema::Binary;
            }
            let values = merged["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let values = values.map(|value| EnumValue { value: text(value), versions: Versions::ALL });
            return Schema::String(StringSchema {
                min_length: length("minLength"),
                max_length: length("maxLength"),
                pattern: merged["pattern"].as_str().map(text),
                format,
                values: list(values.collect()),
            });
        }
        if has_type(merged, "integer") {
            return Schema::Integer(range());
        }
        if has_type(merged, "number") {
            return Schema::Number(range());
        }
        if has_type(merged, "boolean") {
            return Schema::Boolean;
        }
        if has_type(merged, "array") {
            let items = nullable(self.shape(&merged["items"]));
            return Schema::Array { items, min_items: length("minItems"), max_items: length("maxItems") };
        }
        let Some(properties) = merged["properties"].as_object() else {
            let free = merged.get("additionalProperties").filter(|free| free.is_object());
            return match free {
                Some(free) => Schema::Map(nullable(self.shape(free))),
                None if has_type(merged, "object") => Schema::Map(&Schema::Any),
                None => Schema::Any,
            };
        };
        let required: Vec<&str> =
            merged["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let fields = properties.iter().map(|(name, property)| {
            let shape = self.shape(property);
            let resolved = self.document.merge_all_of(property);
            field(name, shape, required.contains(&name.as_str()), &resolved)
        });
        let fields = list(fields.collect());
        let doc = text(words(merged, "description"));
        let closed = versions(merged["additionalProperties"] == false);
        Schema::Object(Box::leak(Box::new(ObjectSchema {
            name: text(name),
            doc,
            fields,
            closed,
            rust: "",
            others: "",
        })))
    }
}

/// A union of a named reference and null keeps the mark in the shape itself where no field carries it.
fn nullable(shape: Shape) -> &'static Schema {
    if shape.nullable { schema(Schema::Nullable(shape.schema)) } else { shape.schema }
}

/// OpenAPI 3.1 writes several types as a list.
fn has_type(documented: &Value, name: &str) -> bool {
    match &documented["type"] {
        Value::String(kind) => kind == name,
        Value::Array(kinds) => kinds.iter().any(|kind| kind == name),
        _ => false,
    }
}

fn field(name: &str, shape: Shape, required: bool, documented: &Value) -> Field {
    let default = documented.get("default").filter(|default| !default.is_null());
    Field {
        name: text(name),
        doc: text(words(documented, "description")),
        schema: shape.schema,
        versions: Versions::ALL,
        required: versions(required),
        nullable: versions(shape.nullable),
        deprecated: versions(documented["deprecated"] == true),
        default: default.map(|default| text(&default.to_string())),
        rust: "",
    }
}

/// Summary and description, each once.
fn doc(summary: &str, description: &str) -> String {
    let (summary, description) = (summary.trim(), description.trim());
    if description.is_empty() || description.trim_end_matches('.') == summary.trim_end_matches('.') {
        return summary.to_owned();
    }
    if summary.is_empty() { description.to_owned() } else { format!("{summary}\n\n{description}") }
}
