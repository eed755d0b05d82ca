//! Which members of a row a person looks for first, told from its declared shape.

use frontdesk_contract::{ApiVersion, Field, Schema};
use indexmap::IndexMap;

use super::cell;
use crate::rows;

/// The most columns of a table.
const MOST: usize = 9;

/// Names that say what a thing is called.
const NAMES: &[&str] = &[
    "name",
    "first_name",
    "last_name",
    "username",
    "email_address",
    "email_addresses",
    "identifier",
    "phone_number",
    "phone_numbers",
    "slug",
    "title",
    "url",
    "redirect_url",
    "origin",
];

/// Flags that stop something.
const FLAGS: &[&str] = &["banned", "locked", "revoked", "expired", "verified", "active", "enabled", "is_default"];

/// The columns of a table, the most telling first.
pub(super) fn choose(declared: Option<(&'static Schema, ApiVersion)>, rows: &[serde_json::Value]) -> Vec<String> {
    let mut weights: IndexMap<&str, u32> = IndexMap::new();
    let object = declared.and_then(|(schema, version)| Some((rows::object_of(schema, version)?, version)));
    if let Some((object, version)) = object {
        let current = |field: &&Field| field.versions.contains(version) && !field.deprecated.contains(version);
        for field in object.fields.iter().filter(current) {
            weights.insert(field.name, weight(field.name, Some(field.schema), version));
        }
    } else {
        // Nothing is declared: what the first rows have.
        for row in rows.iter().take(20) {
            for name in row.as_object().into_iter().flatten().map(|(name, _)| name) {
                weights.entry(name).or_insert_with(|| weight(name, None, ApiVersion::NEWEST).max(1));
            }
        }
    }
    // A column that says nothing is not worth its room.
    weights.retain(|name, weight| *weight > 0 && rows.iter().any(|row| says_something(&row[*name])));
    weights.sort_by(|_, a, _, b| b.cmp(a));
    weights.into_keys().take(MOST).map(str::to_owned).collect()
}

fn says_something(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Null | serde_json::Value::Bool(false) => false,
        serde_json::Value::String(text) => !text.is_empty(),
        serde_json::Value::Array(values) => !values.is_empty(),
        serde_json::Value::Object(map) => !map.is_empty(),
        _ => true,
    }
}

/// How much a member tells; 0 keeps it out.
fn weight(name: &str, schema: Option<&Schema>, version: ApiVersion) -> u32 {
    if name == "id" {
        return 100;
    }
    if let Some(position) = NAMES.iter().position(|known| *known == name) {
        return 95 - u32::try_from(position).unwrap_or(0);
    }
    let is_picture = ["image", "logo", "avatar", "color", "favicon"].iter().any(|part| name.contains(part));
    if name == "object" || is_picture || name.ends_with("metadata") {
        return 0;
    }
    match name {
        "role" | "status" | "type" | "strategy" | "key" | "provider" => return 78,
        "public_user_data" | "organization" | "plan" | "user" => return 72,
        "created_at" => return 65,
        "last_sign_in_at" | "expires_at" | "expire_at" => return 62,
        "updated_at" => return 30,
        _ if FLAGS.contains(&name) => return 58,
        _ if cell::is_time(name) => return 40,
        _ if name.starts_with("primary_") => return 0,
        _ if name.ends_with("_id") => return 60,
        _ if name.ends_with("_count") => return 55,
        _ => {}
    }
    match schema.map(Schema::without_null) {
        Some(Schema::String(text)) if !text.values.is_empty() => 70,
        Some(Schema::String(_)) => 25,
        Some(Schema::Integer(_) | Schema::Number(_)) => 20,
        Some(Schema::Boolean) => 10,
        Some(Schema::Object(object)) if object.field("id", version).is_some() => 35,
        Some(Schema::Array { .. }) => 15,
        Some(_) => 0,
        None => 20,
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_contract::catalogue;
    use serde_json::json;

    use super::*;

    #[test]
    fn users_show_who_they_are_and_when_they_came() {
        let operation = catalogue::find("GetUserList", ApiVersion::NEWEST).unwrap();
        let (_, schema) = rows::declared(operation, ApiVersion::NEWEST).unwrap();
        let row = json!({
            "object": "user", "id": "user_1", "first_name": "Ann", "image_url": "https://x", "banned": false,
            "email_addresses": [{"id": "idn_1"}], "created_at": 1, "password_enabled": true, "username": null,
        });
        let columns = choose(Some((schema, ApiVersion::NEWEST)), &[row]);
        assert_eq!(columns, ["id", "first_name", "email_addresses", "created_at", "password_enabled"]);
    }

    #[test]
    fn every_list_of_every_version_has_columns() {
        for version in ApiVersion::ALL {
            for operation in catalogue::operations().filter(|operation| operation.versions.contains(version)) {
                let Some((_, schema)) = rows::declared(operation, version) else { continue };
                let Some(object) = rows::object_of(schema, version) else { continue };
                let row = object.fields.iter().map(|field| (field.name.to_owned(), json!("x"))).collect();
                let columns = choose(Some((schema, version)), &[serde_json::Value::Object(row)]);
                assert!(!columns.is_empty() && columns.len() <= MOST, "{}", operation.id);
            }
        }
    }
}
