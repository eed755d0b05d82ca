//! Who may sign up: the allow-list, the block-list and the waitlist.

use frontdesk_identifiers::normalize_email;
use frontdesk_storage::Tx;
use frontdesk_storage::listed_identifiers::{List, ListedIdentifier};
use frontdesk_storage::waitlist_entries::WaitlistEntry;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SeedError;
use crate::allow_list_block_list::entry;
use crate::context::Context;

/// What can be stored of the life of an entry of the waitlist.
const STATUSES: [&str; 4] = ["pending", "invited", "rejected", "completed"];

/// An identifier of the allow-list or the block-list. One that is there already is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListedIdentifierSeed {
    /// `alid_…` or `blid_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// An e-mail address, `*@` and a domain, a phone number, or a wallet.
    pub identifier: String,
    /// The invitation that was made along with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation_id: Option<String>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

impl From<ListedIdentifier> for ListedIdentifierSeed {
    fn from(stored: ListedIdentifier) -> Self {
        // The type follows from the identifier.
        let ListedIdentifier { id, identifier, identifier_type: _, invitation_id, created_at, updated_at } = stored;
        Self { id: Some(id), identifier, invitation_id, created_at: Some(created_at), updated_at: Some(updated_at) }
    }
}

/// Adds the identifier to a list unless it is there.
pub(super) fn list(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    list: List,
    seed: &ListedIdentifierSeed,
) -> Result<(), SeedError> {
    let text = &seed.identifier;
    let (kind, identifier) =
        entry::read_entry(list, text).map_err(|_| SeedError::Refused(format!("`{text}` cannot be on a list")))?;
    let new = entry::new_entry(cx, list, kind, identifier);
    let created_at = seed.created_at.unwrap_or(cx.now);
    tx.insert_listed_identifier(
        list,
        &ListedIdentifier {
            id: seed.id.clone().unwrap_or(new.id),
            invitation_id: seed.invitation_id.clone(),
            created_at,
            updated_at: seed.updated_at.unwrap_or(created_at),
            ..new
        },
    )?;
    Ok(())
}

/// Somebody who waits to sign up. An address that is there already is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WaitlistEntrySeed {
    /// `wle_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Who waits.
    pub email_address: String,
    /// `pending`, `invited`, `rejected` or `completed`; the first if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Whether a batch is at work on it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_locked: bool,
    /// The invitation that it led to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_at: Option<i64>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

impl From<WaitlistEntry> for WaitlistEntrySeed {
    fn from(stored: WaitlistEntry) -> Self {
        let WaitlistEntry { id, email_address, status, is_locked, created_at, updated_at, invited_at, invitation_id } =
            stored;
        Self {
            id: Some(id),
            email_address,
            status: Some(status),
            is_locked,
            invitation_id,
            invited_at,
            created_at: Some(created_at),
            updated_at: Some(updated_at),
        }
    }
}

/// Puts the address on the waitlist unless it is there.
pub(super) fn wait(cx: &Context, tx: &mut Tx<'_, '_>, seed: &WaitlistEntrySeed) -> Result<String, SeedError> {
    let email_address = normalize_email(&seed.email_address)
        .map_err(|error| SeedError::Refused(format!("`{}` is {error}", seed.email_address)))?;
    let status = seed.status.as_deref().unwrap_or("pending");
    if !STATUSES.contains(&status) {
        return Err(SeedError::Refused(format!("an entry of the waitlist cannot be `{status}`")));
    }
    let created_at = seed.created_at.unwrap_or(cx.now);
    let id = seed.id.clone().unwrap_or_else(|| cx.new_id("wle"));
    let inserted = tx.insert_waitlist_entries(&[WaitlistEntry {
        id: id.clone(),
        email_address: email_address.clone(),
        status: status.to_owned(),
        is_locked: seed.is_locked,
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
        invited_at: seed.invited_at,
        invitation_id: seed.invitation_id.clone(),
    }])?;
    if !inserted.is_empty() {
        return Ok(id);
    }
    let found = tx.find_waitlist_entries_of(&[email_address])?;
    Ok(found.into_iter().next().map_or(id, |entry| entry.id))
}
