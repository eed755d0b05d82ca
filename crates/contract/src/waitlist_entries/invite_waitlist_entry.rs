use super::WaitlistEntry;
use crate::{Maybe, object, operation};

/// Invites a person from the waitlist to the application by e-mail.
///
/// The answer carries the invitation. Who follows its link can sign up although others have to wait.
#[operation(
    id = "InviteWaitlistEntry",
    post = "/waitlist_entries/{waitlist_entry_id}/invite",
    tag = "Waitlist Entries",
    versions = "!2025-03-12",
    returns = WaitlistEntry,
    errors = "400 404 409 422",
    sdk(js = "waitlistEntries.invite(waitlistEntryId, { ... })", python = "waitlist_entries.invite(...)"),
)]
pub struct InviteWaitlistEntry {
    /// The entry's id, `wle_…`.
    #[api(path)]
    pub waitlist_entry_id: String,
    /// What to send.
    #[api(body, required = "none")]
    pub body: InviteWaitlistEntryBody,
}

/// How to invite.
#[object]
#[derive(Default)]
pub struct InviteWaitlistEntryBody {
    /// Whether to invite even if an invitation is pending or a user has the address already.
    #[api(default = "false")]
    pub ignore_existing: Maybe<bool>,
}
