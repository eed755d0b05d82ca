use super::WaitlistEntry;
use crate::{Maybe, object, operation};

/// Puts up to fifty people on the waitlist at once.
///
/// Who is on it already is answered as they are. An address that is named twice is refused.
#[operation(
    id = "CreateBulkWaitlistEntries",
    post = "/waitlist_entries/bulk",
    tag = "Waitlist Entries",
    versions = ">=2025-11-10",
    returns = Vec<WaitlistEntry>,
    errors = "400 422",
    sdk(js = "waitlistEntries.createBulk({ ... })", python = "waitlist_entries.bulk_create(request)"),
)]
pub struct CreateBulkWaitlistEntries {
    /// What to send.
    #[api(body, required = "none", min_items = 1, max_items = 50)]
    pub body: Vec<CreateBulkWaitlistEntriesItem>,
}

/// One of the people.
#[object(closed)]
pub struct CreateBulkWaitlistEntriesItem {
    /// Who waits.
    #[api(format = "email")]
    pub email_address: String,
    /// Whether to confirm it by e-mail.
    #[api(default = "true")]
    pub notify: Maybe<bool>,
}
