//! From what is stored of an entry to what the API shows of one.

use std::collections::HashMap;

use frontdesk_contract::Maybe;
use frontdesk_contract::invitations::Invitation;
use frontdesk_contract::waitlist_entries::{WaitlistEntry, WaitlistEntryStatus};
use frontdesk_storage::{Tx, invitations, waitlist_entries as stored};

use crate::context::Context;
use crate::error::ApiResult;
use crate::invitations::present::present_invitations;

/// Entries with their invitations, read in one unit of work.
pub(super) struct Gathered {
    entries: Vec<stored::WaitlistEntry>,
    invitations: Vec<invitations::Invitation>,
}

impl Gathered {
    /// Reads the invitations of the entries.
    pub(super) fn read(tx: &mut Tx<'_, '_>, entries: Vec<stored::WaitlistEntry>) -> ApiResult<Self> {
        let ids: Vec<String> = entries.iter().filter_map(|entry| entry.invitation_id.clone()).collect();
        Ok(Self { invitations: tx.find_invitations(&ids)?, entries })
    }

    /// The entries as the API shows them. Links are signed for those who can still follow them.
    pub(super) async fn present(self, cx: &Context) -> ApiResult<Vec<WaitlistEntry>> {
        let shown = present_invitations(cx, self.invitations).await?;
        let mut shown: HashMap<String, Invitation> =
            shown.into_iter().map(|invitation| (invitation.id.clone(), invitation)).collect();
        let mut present = |entry: stored::WaitlistEntry| {
            let invitation = entry.invitation_id.as_ref().and_then(|id| shown.remove(id));
            present_entry(entry, invitation)
        };
        Ok(self.entries.into_iter().map(&mut present).collect())
    }
}

/// One entry with its invitation, if it has one.
pub(super) fn present_entry(entry: stored::WaitlistEntry, invitation: Option<Invitation>) -> WaitlistEntry {
    WaitlistEntry {
        object: "waitlist_entry".into(),
        id: entry.id,
        email_address: entry.email_address,
        status: WaitlistEntryStatus::from(entry.status.as_str()),
        is_locked: Some(entry.is_locked),
        created_at: entry.created_at,
        updated_at: entry.updated_at,
        invitation: invitation.map_or(Maybe::Absent, Maybe::Value),
    }
}
