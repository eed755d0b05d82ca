use super::{WaitlistEntry, WaitlistEntryStatus};
use crate::{Page, operation};

/// Lists the people on the waitlist, also those who were invited or turned down.
#[operation(
    id = "ListWaitlistEntries",
    get = "/waitlist_entries",
    tag = "Waitlist Entries",
    returns = Page<WaitlistEntry>,
    sdk(js = "waitlistEntries.list({ one status, ... })", python = "waitlist_entries.list(one status, ...)", go = "waitlistentry.List"),
)]
pub struct ListWaitlistEntries {
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
    /// Keep entries in whose address or id this text occurs.
    #[api(query)]
    pub query: Option<String>,
    /// Keep entries in one of these states; may be repeated.
    #[api(query)]
    pub status: Vec<WaitlistEntryStatus>,
    /// The key to order by: `created_at`, `email_address` or `invited_at`; descending with a leading `-`.
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
}
