//! What an entry must be like to be changed.

use frontdesk_storage::Tx;
use frontdesk_storage::waitlist_entries::WaitlistEntry;

use crate::error::{ApiError, ApiResult, kinds};

/// The entry of that id, which stays ours until the end of the unit of work, or the refusal.
pub(super) fn get_entry(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<WaitlistEntry> {
    let entry = tx.find_waitlist_entry(id)?.ok_or_else(|| not_found(id))?;
    if entry.is_locked {
        return Err(kinds::WAITLIST_ENTRY_LOCKED
            .with("A batch of changes is at work on this entry. Try again when it is done."));
    }
    Ok(entry)
}

pub(super) fn not_found(id: &str) -> ApiError {
    ApiError::not_found("waitlist entry", id)
}

/// The refusal of what cannot be done to an entry in that status.
pub(super) fn refuse(entry: &WaitlistEntry) -> ApiError {
    let address = &entry.email_address;
    match entry.status.as_str() {
        "completed" => kinds::WAITLIST_ENTRY_ALREADY_COMPLETED.with(format!("{address} has signed up.")),
        "rejected" => kinds::WAITLIST_ENTRY_ALREADY_REJECTED.with(format!("{address} was turned down.")),
        _ => kinds::WAITLIST_ENTRY_ALREADY_INVITED.with(format!("{address} was invited.")),
    }
}
