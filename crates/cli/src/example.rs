//! An example call for every operation: what must be given, with values of the right kind.

mod pattern;

use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Field, Place, Schema};
use serde_json::{Map, Value};

/// The words after `frontdesk`: method, path, parameters.
pub(crate) fn words(operation: &Descriptor, version: ApiVersion) -> Vec<String> {
    let mut path = Map::new();
    for field in operation.parameters_in(Place::Path, version) {
        path.insert(field.name.to_owned(), Value::String(text_for(field.name, field.schema, version)));
    }
    let mut words = vec![operation.method.to_string(), frontdesk_contract::request::fill_path(operation, &path)];
    let mut query: Vec<&Field> =
        operation.parameters_in(Place::Query, version).filter(|field| field.required.contains(version)).collect();
    if query.is_empty() {
        query.extend(operation.parameters_in(Place::Query, version).find(|field| field.name == "limit"));
    }
    for field in query {
        push(field.name, field.schema, version, &mut words);
    }
    let Some(body) = operation.body.filter(|body| body.versions.contains(version)) else { return words };
    match body.schema.without_null() {
        Schema::Object(object) => {
            let known: Vec<&Field> = object.fields.iter().filter(|field| field.versions.contains(version)).collect();
            let before = words.len();
            for field in known.iter().filter(|field| field.required.contains(version)) {
                push(field.name, field.schema, version, &mut words);
            }
            // A call that would change nothing explains nothing.
            if words.len() == before {
                let binary = known.iter().find(|field| matches!(field.schema, Schema::Binary));
                let chosen = binary.or_else(|| known.iter().find(|field| is_telling(field)));
                if let Some(field) = chosen.or(known.first()) {
                    push(field.name, field.schema, version, &mut words);
                }
            }
        }
        schema if body.format == BodyFormat::Json => {
            words.push("-d".to_owned());
            words.push(value_for("", schema, version).to_string());
        }
        _ => {}
    }
    words
}

fn is_telling(field: &&&Field) -> bool {
    matches!(field.name, "first_name" | "name" | "verified" | "public_metadata" | "email_address" | "role")
}

fn push(name: &str, schema: &Schema, version: ApiVersion, words: &mut Vec<String>) {
    match schema.without_null() {
        Schema::Binary => words.push(format!("{name}@picture.png")),
        Schema::Map(_) => words.push(format!("{name}.plan=pro")),
        schema @ (Schema::Object(_) | Schema::OneOf { .. } | Schema::Any) => {
            words.push(format!("{name}:={}", value_for(name, schema, version)));
        }
        Schema::Array { items, .. } => match value_for(name, items, version) {
            Value::String(text) => words.push(format!("{name}={text}")),
            value => words.push(format!("{name}:=[{value}]")),
        },
        schema => words.push(format!("{name}={}", text_for(name, schema, version))),
    }
}

fn text_for(name: &str, schema: &Schema, version: ApiVersion) -> String {
    match value_for(name, schema, version) {
        Value::String(text) => text,
        value => value.to_string(),
    }
}

fn value_for(name: &str, schema: &Schema, version: ApiVersion) -> Value {
    match schema.without_null() {
        Schema::Boolean => Value::Bool(true),
        Schema::Integer(range) | Schema::Number(range) => {
            let wanted = if name == "limit" { 20 } else { 1 };
            Value::from(wanted.max(range.minimum.unwrap_or(wanted)).min(range.maximum.unwrap_or(i64::MAX)))
        }
        Schema::String(text) => {
            let mut values = text.values.iter().filter(|value| value.versions.contains(version));
            if let Some(value) = values.next() {
                return Value::from(value.value);
            }
            let mut example = by_name(name);
            while text.min_length.is_some_and(|minimum| example.chars().count() < minimum as usize) {
                example.push('x');
            }
            let example = Value::String(match text.max_length {
                Some(maximum) => example.chars().take(maximum as usize).collect(),
                None => example,
            });
            match text.pattern {
                Some(pattern) if !schema.violations(&example, version).is_empty() => {
                    pattern::matching(pattern).map_or(example, Value::String)
                }
                _ => example,
            }
        }
        Schema::Array { items, min_items, .. } => {
            let count = min_items.unwrap_or(1).max(1) as usize;
            Value::Array(vec![value_for(name, items, version); count])
        }
        Schema::Object(object) => {
            let known: Vec<&Field> = object.fields.iter().filter(|field| field.versions.contains(version)).collect();
            let mut map = Map::new();
            for field in known.iter().filter(|field| field.required.contains(version)) {
                map.insert(field.name.to_owned(), value_for(field.name, field.schema, version));
            }
            Value::Object(map)
        }
        Schema::OneOf { variants, .. } => {
            let shape = variants.iter().find(|variant| variant.versions.contains(version));
            shape.map_or(Value::Null, |variant| value_for(name, variant.schema, version))
        }
        Schema::Any | Schema::Map(_) | Schema::Binary | Schema::Nullable(_) => {
            Value::Object(Map::from_iter([("plan".to_owned(), Value::from("pro"))]))
        }
    }
}

/// A value of the kind that the name speaks of.
fn by_name(name: &str) -> String {
    let text = match name {
        "email_address" | "email_addresses" => "ann@example.com",
        "phone_number" => "+12015550123",
        "first_name" => "Ann",
        "last_name" => "Lee",
        "name" => "Acme Corp",
        "slug" => "acme-corp",
        "role" | "roles" | "default_role_key" | "creator_role_key" => "org:member",
        "code" => "424242",
        "strategy" => "email_code",
        "password" => "a long and winding passphrase",
        "redirect_url" => "https://example.com/welcome",
        "created_by" | "user_id" | "user_ids" | "inviter_user_id" | "requesting_user_id" => "user_1",
        "organization_id" => "org_1",
        "session_id" => "sess_1",
        "client_id" => "client_1",
        "email_address_id" | "phone_number_id" => "idn_1",
        "invitation_id" => "inv_1",
        "sign_in_token_id" => "sit_1",
        "template_name" => "my-template",
        name if name.ends_with("_id") => "id_1",
        _ => "text",
    };
    text.to_owned()
}

/// A word as a shell takes it.
pub(crate) fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@+,%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
