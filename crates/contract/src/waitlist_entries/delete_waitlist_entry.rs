use crate::{DeletedObject, operation};

/// Takes a person who still waits off the waitlist.
///
/// Only pending entries can be deleted. The person can be put on the waitlist again, at its end.
#[operation(
    id = "DeleteWaitlistEntry",
    delete = "/waitlist_entries/{waitlist_entry_id}",
    tag = "Waitlist Entries",
    versions = "!2025-03-12",
    returns = DeletedObject,
    errors = "400 404 409 422",
    destroys = "The entry, and how long the person has waited.",
    sdk(js = "waitlistEntries.delete(waitlistEntryId)", python = "waitlist_entries.delete(...)"),
)]
pub struct DeleteWaitlistEntry {
    /// The entry's id, `wle_…`.
    #[api(path)]
    pub waitlist_entry_id: String,
}
