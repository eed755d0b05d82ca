//! Invitations to sign up.

use frontdesk_identifiers::normalize_email;
use frontdesk_storage::Tx;
use frontdesk_storage::invitations::{Invitation, InvitationDetails, InvitationFilter, InvitationOrder, NewInvitation};
use frontdesk_tokens::derived_id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{SeedError, fingerprint};
use crate::context::Context;

/// Thirty days in milliseconds.
const LIFETIME: i64 = 30 * 24 * 3600 * 1000;

/// An invitation to sign up. An address with a pending one is not invited again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InvitationSeed {
    /// `inv_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Who is invited.
    pub email_address: String,
    /// `pending`, `accepted` or `revoked`; the first if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What the user that accepts starts with.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Value>,
    /// Where the user is sent to accept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// The hash of its ticket, for one that was handed out elsewhere with the same signing key.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ticket_hash: String,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
    /// From when on it cannot be accepted; thirty days after its making if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
}

impl From<Invitation> for InvitationSeed {
    fn from(stored: Invitation) -> Self {
        let Invitation { id, email_address, status, created_at, updated_at, expires_at, details } = stored;
        let InvitationDetails { public_metadata, redirect_url, ticket_hash } = details;
        Self {
            id: Some(id),
            email_address,
            status: Some(status),
            public_metadata,
            redirect_url,
            ticket_hash,
            created_at: Some(created_at),
            updated_at: Some(updated_at),
            expires_at: Some(expires_at),
        }
    }
}

/// Invites an address unless it is invited, and gives the id of the invitation. `number` tells equal ones of a seed
/// apart.
pub(super) fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &InvitationSeed,
    number: usize,
) -> Result<String, SeedError> {
    let email_address = normalize_email(&seed.email_address)
        .map_err(|error| SeedError::Refused(format!("`{}` is {error}", seed.email_address)))?;
    let status = seed.status.as_deref().unwrap_or("pending");
    if !["pending", "accepted", "revoked"].contains(&status) {
        return Err(SeedError::Refused(format!("an invitation cannot be `{status}`")));
    }
    let id = seed.id.clone();
    let id = id.unwrap_or_else(|| derived_id("inv", &["invitation", &fingerprint(cx, seed, number)]));
    if tx.find_invitation(&id)?.is_some() {
        return Ok(id);
    }
    if seed.id.is_none()
        && status == "pending"
        && let Some(id) = pending(tx, &email_address, cx.now)?
    {
        return Ok(id);
    }
    let created_at = seed.created_at.unwrap_or(cx.now);
    let updated_at = seed.updated_at.unwrap_or(created_at);
    let invitation = Invitation {
        id,
        email_address,
        status: "pending".to_owned(),
        created_at,
        updated_at,
        expires_at: seed.expires_at.unwrap_or(created_at + LIFETIME),
        details: InvitationDetails {
            public_metadata: seed.public_metadata.clone(),
            redirect_url: seed.redirect_url.clone(),
            ticket_hash: seed.ticket_hash.clone(),
        },
    };
    let new = NewInvitation { invitation: invitation.clone(), ignore_existing: true };
    tx.insert_invitations(&[new], cx.now)?;
    match status {
        "accepted" => tx.accept_invitation(&invitation, updated_at)?,
        "revoked" => tx.revoke_invitation(&invitation, updated_at)?,
        _ => {}
    }
    Ok(invitation.id)
}

fn pending(tx: &mut Tx<'_, '_>, email_address: &str, now: i64) -> Result<Option<String>, SeedError> {
    let filter = InvitationFilter { statuses: vec!["pending".to_owned()], query: Some(email_address.to_owned()) };
    let found = tx.list_invitations(&filter, InvitationOrder::CreatedAt, true, now, 500, 0)?;
    Ok(found.into_iter().find(|one| one.email_address == email_address).map(|one| one.id))
}
