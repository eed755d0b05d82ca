//! From what is stored of a key to what the API shows of it.

use frontdesk_contract::Maybe;
use frontdesk_contract::api_keys::{ApiKey, ApiKeyWithSecret};
use frontdesk_storage::api_keys as stored;
use frontdesk_storage::bearer_tokens::BearerKind;

use crate::context::Context;

/// What is known of a key, without its secret.
pub(super) fn present_key(cx: &Context, key: stored::ApiKey) -> ApiKey {
    // The latest use may not be written yet.
    let noted = cx.shared.bearers_used.latest(&cx.instance.id, BearerKind::ApiKey, &key.id);
    ApiKey {
        object: "api_key".into(),
        last_used_at: key.last_used_at.max(noted),
        id: key.id,
        r#type: key.r#type,
        subject: key.subject,
        name: key.name,
        description: key.details.description.map_or(Maybe::Null, Maybe::Value),
        claims: key.details.claims,
        scopes: key.details.scopes,
        revoked: key.revoked,
        revocation_reason: key.details.revocation_reason,
        expired: key.expires_at.is_some_and(|end| end <= cx.now),
        expiration: key.expires_at,
        created_by: key.details.created_by,
        created_at: key.created_at,
        updated_at: key.updated_at,
    }
}

/// A key that was just made, with its secret.
pub(super) fn with_secret(known: ApiKey, secret: String) -> ApiKeyWithSecret {
    ApiKeyWithSecret {
        object: known.object,
        id: known.id,
        r#type: known.r#type,
        subject: known.subject,
        name: known.name,
        description: known.description,
        claims: known.claims,
        scopes: known.scopes,
        secret,
        revoked: known.revoked,
        revocation_reason: known.revocation_reason,
        expired: known.expired,
        expiration: known.expiration,
        created_by: known.created_by,
        last_used_at: known.last_used_at,
        created_at: known.created_at,
        updated_at: known.updated_at,
    }
}
