//! Values that a request to any operation can carry, with ids of the world.

use frontdesk_contract::{ApiVersion, Descriptor, Field, Schema};
use serde_json::{Map, Value, json};

use super::World;

/// The kind of thing that a parameter of that name takes the id of; `None` for other parameters.
pub(crate) fn kind_of(operation: &Descriptor, name: &str) -> Option<&'static str> {
    Some(match name {
        "user_id" | "created_by" | "inviter_user_id" | "creator_user_id" | "user_ids" => "user",
        "organization_id" | "organization" | "active_organization_id" => "organization",
        "email_address_id" | "primary_email_address_id" => "email_address",
        "phone_number_id" | "primary_phone_number_id" => "phone_number",
        "web3_wallet_identification_id" | "primary_web3_wallet_id" => "web3_wallet",
        "passkey_identification_id" => "passkey",
        "external_account_id" => "external_account",
        "session_id" => "session",
        "client_id" => "client",
        "sign_in_token_id" => "sign_in_token",
        "template_name" => "template",
        "identifier_id" if operation.path.starts_with("/allowlist") => "allowlist_identifier",
        "identifier_id" => "blocklist_identifier",
        "waitlist_entry_id" => "waitlist_entry",
        "template_id" => "jwt_template",
        "actor_token_id" => "actor_token",
        "agent_task_id" => "agent_task",
        "trusted_device_id" => "trusted_device",
        "id" if operation.path.starts_with("/sign_ups") => "sign_up",
        "profile_image_id" => "image",
        "domain_id" if operation.path.starts_with("/organizations") => "organization_domain",
        "domain_id" => "domain",
        "id" if operation.path.starts_with("/redirect_urls") => "redirect_url",
        "invitation_id" if operation.path.starts_with("/organizations") => "organization_invitation",
        "invitation_id" => "invitation",
        "permission_id" => "permission",
        "permissions" if operation.path.starts_with("/organization_roles") => "permission",
        "organization_role_id" | "creator_role_id" | "domains_default_role_id" => "role",
        "role_set_key_or_id" => "role_set",
        "machine_id" | "to_machine_id" | "other_machine_id" | "scoped_machines" => "machine",
        "subject" if operation.path == "/m2m_tokens" => "machine",
        "subject" if operation.path.starts_with("/api_keys") => "user",
        "m2m_token_id" => "m2m_token",
        "token" if operation.path == "/m2m_tokens/verify" => "m2m_secret",
        "apiKeyID" => "api_key",
        "secret" if operation.path == "/api_keys/verify" => "api_key_secret",
        "oauth_application_id" => "oauth_application",
        "token" if operation.path.starts_with("/oauth_applications") => "oauth_secret",
        "access_token" | "secret" if operation.path.starts_with("/oauth_applications") => "oauth_secret",
        _ => return None,
    })
}

/// Makes values that satisfy the declarations, so that requests reach the handlers.
pub(crate) struct Values<'w> {
    pub(crate) random: fastrand::Rng,
    pub(crate) world: &'w World,
    next: u64,
}

impl<'w> Values<'w> {
    pub(crate) fn new(world: &'w World, seed: u64) -> Self {
        Self { random: fastrand::Rng::with_seed(seed), world, next: 0 }
    }

    /// An id of `world` for the parameter, if it takes one.
    pub(crate) fn id(&mut self, operation: &Descriptor, name: &str, world: &World) -> Option<String> {
        let ids = world.ids(kind_of(operation, name)?);
        (!ids.is_empty()).then(|| ids[self.random.usize(..ids.len())].clone())
    }

    /// A value for a field; the name helps where the declared shape says little.
    pub(crate) fn value(&mut self, operation: &Descriptor, field: &Field, version: ApiVersion) -> Value {
        let world = self.world;
        if let Some(id) = self.id(operation, field.name, world) {
            return if matches!(field.schema, Schema::Array { .. }) { json!([id]) } else { json!(id) };
        }
        self.of_schema(operation, field.name, field.schema, version)
    }

    /// A value for a body that is no object.
    pub(crate) fn body(&mut self, operation: &Descriptor, schema: &Schema, version: ApiVersion) -> Value {
        self.of_schema(operation, "", schema, version)
    }

    fn of_schema(&mut self, operation: &Descriptor, name: &str, schema: &Schema, version: ApiVersion) -> Value {
        self.next += 1;
        match schema {
            Schema::Any => json!("any"),
            Schema::Boolean => json!(self.random.bool()),
            Schema::Integer(range) | Schema::Number(range) => {
                let low = range.minimum.unwrap_or(1);
                json!(self.random.i64(low..=range.maximum.unwrap_or(low + 20).max(low)))
            }
            Schema::String(text) if !text.values.is_empty() => {
                let known: Vec<_> = text.values.iter().filter(|value| value.versions.contains(version)).collect();
                if known.is_empty() { json!("") } else { json!(known[self.random.usize(..known.len())].value) }
            }
            Schema::String(_) if name == "key" => json!(self.key(operation)),
            Schema::String(_) | Schema::Binary => json!(self.text(name)),
            Schema::Array { items, min_items, .. } => {
                let count = min_items.unwrap_or(1).max(1);
                (0..count).map(|_| self.of_schema(operation, name, items, version)).collect()
            }
            Schema::Object(object) => {
                let mut map = Map::new();
                for field in object.fields.iter().filter(|field| field.required.contains(version)) {
                    map.insert(field.name.to_owned(), self.value(operation, field, version));
                }
                Value::Object(map)
            }
            Schema::Map(_) => json!({ "key": "value" }),
            Schema::OneOf { variants, .. } => variants
                .iter()
                .find(|variant| variant.versions.contains(version))
                .map_or(Value::Null, |variant| self.of_schema(operation, name, variant.schema, version)),
            Schema::Nullable(inner) => self.of_schema(operation, name, inner, version),
        }
    }

    /// The key of a role, permission or role set.
    fn key(&mut self, operation: &Descriptor) -> String {
        let next = self.next;
        match operation.path.split('/').nth(1) {
            Some("organization_permissions") => format!("org:thing_{next}:do"),
            Some("role_sets") => format!("role_set:set_{next}"),
            _ => format!("org:role_{next}"),
        }
    }

    fn text(&mut self, name: &str) -> String {
        let next = self.next;
        match name {
            "email_address" | "email_addresses" | "identifier" => format!("new{next}@example.com"),
            "phone_number" | "phone_numbers" => format!("+1415555{:04}", next % 10_000),
            "web3_wallet" => format!("0x{next:040x}"),
            "username" => format!("name_{next}"),
            "external_id" => format!("own-{next}"),
            "slug" => format!("slug-{next}"),
            "role" | "roles" | "role_keys" | "default_role_key" | "to_role_key" => "org:member".to_owned(),
            "creator_role_key" | "role_key" => "org:admin".to_owned(),
            "role_set_key" | "dest_role_set_key" => "role_set:default".to_owned(),
            "redirect_url" => "https://app.example.com/welcome".to_owned(),
            "code" | "totp_secret" => "424242".to_owned(),
            "order_by" => "-created_at".to_owned(),
            "url" => format!("https://app.example.com/back/{next}"),
            "enrollment_mode" => "automatic_suggestion".to_owned(),
            name if name.ends_with("_at") => "2025-01-01T00:00:00Z".to_owned(),
            _ => format!("text {next}"),
        }
    }
}
