use super::WaitlistEntry;
use crate::{Maybe, object, operation};

/// Puts a person on the waitlist.
///
/// Who is on it already is answered as they are, and gets no second e-mail.
#[operation(
    id = "CreateWaitlistEntry",
    post = "/waitlist_entries",
    tag = "Waitlist Entries",
    returns = WaitlistEntry,
    errors = "400 422",
    sdk(
        js = "waitlistEntries.create({ ... })",
        python = "waitlist_entries.create(request)",
        go = "waitlistentry.Create",
    ),
)]
pub struct CreateWaitlistEntry {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateWaitlistEntryBody,
}

/// Who waits.
#[object]
pub struct CreateWaitlistEntryBody {
    /// The e-mail address.
    pub email_address: String,
    /// Whether to confirm it by e-mail.
    #[api(default = "true")]
    pub notify: Maybe<bool>,
}
