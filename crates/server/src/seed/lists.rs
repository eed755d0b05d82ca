//! Entries of the allow-list, the block-list and the waitlist.

use frontdesk_identifiers::normalize_email;
use frontdesk_storage::Tx;
use frontdesk_storage::listed_identifiers::List;
use frontdesk_storage::waitlist_entries::WaitlistEntry;
use serde::{Deserialize, Serialize};

use super::SeedError;
use crate::allow_list_block_list::entry;
use crate::context::Context;

/// How far an entry of the waitlist can have got.
const STATUSES: [&str; 4] = ["pending", "invited", "rejected", "completed"];

/// A person on the waitlist.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitlistEntrySeed {
    /// Who waits.
    pub email_address: String,
    /// `pending`, `invited`, `rejected` or `completed`.
    #[serde(default = "pending")]
    pub status: String,
    /// Whether a batch of changes is at work on it, so that it cannot be changed.
    #[serde(default)]
    pub is_locked: bool,
}

fn pending() -> String {
    STATUSES[0].to_owned()
}

/// An entry that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryReport {
    /// `alid_…`, `blid_…` or `wle_…`.
    pub id: String,
    /// The identifier or the address, as it is stored.
    pub identifier: String,
}

pub(super) fn insert_listed(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    list: List,
    text: &str,
) -> Result<EntryReport, SeedError> {
    let (kind, identifier) =
        entry::read_entry(list, text).map_err(|_| SeedError::Refused(format!("`{text}` cannot be on a list")))?;
    let new = entry::new_entry(cx, list, kind, identifier);
    if !tx.insert_listed_identifier(list, &new)? {
        return Err(SeedError::Refused(format!("`{text}` is on the list already")));
    }
    Ok(EntryReport { id: new.id, identifier: new.identifier })
}

pub(super) fn insert_waitlist_entry(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &WaitlistEntrySeed,
) -> Result<EntryReport, SeedError> {
    let address = normalize_email(&seed.email_address)
        .map_err(|error| SeedError::Refused(format!("`{}` is {error}", seed.email_address)))?;
    if !STATUSES.contains(&seed.status.as_str()) {
        return Err(SeedError::Refused(format!("`{}` is no status of the waitlist", seed.status)));
    }
    let new = WaitlistEntry {
        id: cx.new_id("wle"),
        email_address: address,
        status: seed.status.clone(),
        is_locked: seed.is_locked,
        created_at: cx.now,
        updated_at: cx.now,
        ..WaitlistEntry::default()
    };
    if tx.insert_waitlist_entries(std::slice::from_ref(&new))?.is_empty() {
        return Err(SeedError::Refused(format!("{} is on the waitlist already", new.email_address)));
    }
    Ok(EntryReport { id: new.id, identifier: new.email_address })
}
