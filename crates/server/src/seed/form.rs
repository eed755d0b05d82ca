//! Seeds as files: YAML or JSON, and the schema of both.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Value, json};

use super::Seed;

/// Fields that may be called otherwise too, as the serde attribute `alias` says: the type, the field, its other name.
const OTHER_NAMES: [(&str, &str, &str); 8] = [
    ("ExternalAccountSeed", "user_id", "user"),
    ("PasskeySeed", "user_id", "user"),
    ("TrustedDeviceSeed", "user_id", "user"),
    ("BrowserSessionSeed", "user_id", "user"),
    ("BrowserSessionSeed", "organization_id", "organization"),
    ("SignUpSeed", "user_id", "user"),
    ("OauthGrantSeed", "user_id", "user"),
    ("OauthGrantSeed", "application_id", "application"),
];

/// The deepest nesting that is looked into; nothing of a seed is deeper, but for metadata.
const MAX_DEPTH: usize = 64;

/// Why a text is no seed.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// It is neither JSON nor YAML.
    #[error("it can be read neither as JSON nor as YAML: {0}")]
    Unreadable(String),
    /// It names something that seeds do not have.
    #[error("nothing is called `{0}` there; `frontdesk seed --schema` says what is")]
    Unknown(String),
    /// A value has the wrong type.
    #[error("{0}")]
    Malformed(String),
}

/// Reads a seed from JSON or YAML.
///
/// # Errors
///
/// The text is no seed.
pub fn read(text: &str) -> Result<Seed, FormError> {
    let mut value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) => serde_saphyr::from_str(text).map_err(|error| FormError::Unreadable(error.to_string()))?,
    };
    // A file of nothing but comments.
    if value.is_null() {
        return Ok(Seed::default());
    }
    let schema = schema();
    let mut unknown = None;
    find_unknown(&schema, &schema, &value, "", 0, &mut unknown);
    if let Some(path) = unknown {
        return Err(FormError::Unknown(path));
    }
    hide_passwords(&mut value);
    serde_json::from_value(value).map_err(|error| FormError::Malformed(error.to_string()))
}

/// A `password` that is a text is the password itself, as in `POST /users`.
fn hide_passwords(value: &mut Value) {
    let users = value.get_mut("users").and_then(Value::as_array_mut);
    for user in users.into_iter().flatten().filter_map(Value::as_object_mut) {
        if user.get("password").is_some_and(Value::is_string)
            && let Some(password) = user.remove("password")
        {
            user.insert("plain_password".to_owned(), password);
        }
    }
}

/// The JSON Schema of a seed.
pub fn schema() -> Value {
    let closed = |schema: &mut schemars::Schema| {
        if let Some(object) = schema.as_object_mut()
            && object.contains_key("properties")
        {
            object.entry("additionalProperties").or_insert(Value::Bool(false));
        }
    };
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(closed));
    let mut schema = settings.into_generator().into_root_schema_for::<Seed>().to_value();
    let password = schema["$defs"]["UserSeed"]["properties"]["password"].take();
    schema["$defs"]["UserSeed"]["properties"]["password"] = json!({
        "description": "The password itself, or its digest and how it was made.",
        "anyOf": [{ "type": "string" }, password],
    });
    for (kind, name, other) in OTHER_NAMES {
        let kind = &mut schema["$defs"][kind];
        kind["properties"][other] = kind["properties"][name].clone();
        // Either of the two is enough.
        if let Some(required) = kind.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|one| one != name);
        }
    }
    schema
}

/// Finds the first name in `value` that the schema does not have.
fn find_unknown(root: &Value, schema: &Value, value: &Value, path: &str, depth: usize, unknown: &mut Option<String>) {
    if unknown.is_some() || depth > MAX_DEPTH {
        return;
    }
    if let Some(reference) = schema["$ref"].as_str().and_then(|text| text.strip_prefix('#')) {
        let target = root.pointer(reference).unwrap_or(&Value::Null);
        return find_unknown(root, target, value, path, depth + 1, unknown);
    }
    for variants in ["anyOf", "oneOf"] {
        for variant in schema[variants].as_array().into_iter().flatten() {
            // `null` and texts have no names inside.
            if variant["type"] != "null" && variant["type"] != "string" {
                find_unknown(root, variant, value, path, depth + 1, unknown);
            }
        }
    }
    match value {
        Value::Array(items) if !schema["items"].is_null() => {
            for (index, item) in items.iter().enumerate() {
                find_unknown(root, &schema["items"], item, &format!("{path}[{index}]"), depth + 1, unknown);
            }
        }
        Value::Object(entries) => {
            let Some(properties) = schema["properties"].as_object() else { return };
            for (name, value) in entries {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match properties.get(name) {
                    Some(schema) => find_unknown(root, schema, value, &path, depth + 1, unknown),
                    None => {
                        unknown.get_or_insert(path);
                    }
                }
            }
        }
        _ => {}
    }
}
