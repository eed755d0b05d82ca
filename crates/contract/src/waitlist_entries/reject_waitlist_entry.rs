use super::WaitlistEntry;
use crate::operation;

/// Turns down a person on the waitlist.
///
/// Possible before and after the invitation, and not for who has signed up.
#[operation(
    id = "RejectWaitlistEntry",
    post = "/waitlist_entries/{waitlist_entry_id}/reject",
    tag = "Waitlist Entries",
    versions = "!2025-03-12",
    returns = WaitlistEntry,
    errors = "400 404 409 422",
    risk = destructive,
    destroys = "The person's place on the waitlist; they are turned down.",
    sdk(js = "waitlistEntries.reject(waitlistEntryId)", python = "waitlist_entries.reject(...)"),
)]
pub struct RejectWaitlistEntry {
    /// The entry's id, `wle_…`.
    #[api(path)]
    pub waitlist_entry_id: String,
}
