//! From what is stored of a token to what the API shows of it.

use frontdesk_contract::Maybe;
use frontdesk_contract::m2m_tokens::{M2mToken, NewM2mToken};
use frontdesk_storage::bearer_tokens::BearerKind;
use frontdesk_storage::m2m_tokens as stored;

use crate::context::Context;

/// What is known of a token, without the token itself.
pub(super) fn present_token(cx: &Context, token: stored::M2mToken) -> M2mToken {
    // The latest use may not be written yet.
    let noted = cx.shared.bearers_used.latest(&cx.instance.id, BearerKind::M2mToken, &token.id);
    M2mToken {
        object: "machine_to_machine_token".into(),
        last_used_at: token.last_used_at.max(noted),
        id: token.id,
        subject: token.machine_id,
        claims: token.details.claims.map_or(Maybe::Null, Maybe::Value),
        scopes: Some(token.details.scopes),
        revoked: token.revoked,
        revocation_reason: token.details.revocation_reason,
        expired: token.expires_at <= cx.now,
        expiration: Some(token.expires_at),
        created_at: token.created_at,
        updated_at: token.updated_at,
    }
}

/// A token for its machine, with the token itself.
pub(super) fn with_token(known: M2mToken, token: String) -> NewM2mToken {
    NewM2mToken {
        object: known.object,
        id: known.id,
        subject: known.subject,
        claims: known.claims,
        scopes: known.scopes,
        token,
        revoked: known.revoked,
        revocation_reason: known.revocation_reason,
        expired: known.expired,
        expiration: known.expiration,
        last_used_at: known.last_used_at,
        created_at: known.created_at,
        updated_at: known.updated_at,
    }
}
