use crate::invitations::Invitation;
use crate::{Maybe, Text, object, values};

/// A person on the waitlist.
#[object(closed)]
pub struct WaitlistEntry {
    /// Always `waitlist_entry`.
    #[api(values = "waitlist_entry")]
    pub object: Text,
    /// The entry's id, `wle_…`.
    pub id: String,
    /// Who waits.
    #[api(format = "email")]
    pub email_address: String,
    /// How far it got.
    pub status: WaitlistEntryStatus,
    /// Whether a batch of changes is at work on it; until that ends, it cannot be changed otherwise.
    pub is_locked: Option<bool>,
    /// When it was created, in milliseconds since the epoch.
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    pub updated_at: i64,
    /// The invitation that was sent; none before.
    pub invitation: Maybe<Invitation>,
}

/// The state of an entry of the waitlist.
#[values]
pub enum WaitlistEntryStatus {
    /// Waiting.
    Pending,
    /// Invited, and not signed up yet.
    Invited,
    /// Turned down.
    Rejected,
    /// Signed up.
    Completed,
}
