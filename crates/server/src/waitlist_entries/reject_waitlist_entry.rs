use frontdesk_contract::waitlist_entries::{RejectWaitlistEntry, WaitlistEntry};
use frontdesk_storage::Tx;
use frontdesk_storage::waitlist_entries::WaitlistEntry as Stored;

use super::change::{get_entry, refuse};
use super::present::{Gathered, present_entry};
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::events;
use crate::invitations::present::present_invitation;

/// Who was invited cannot follow the link any more.
pub(crate) async fn reject_waitlist_entry(cx: Context, request: RejectWaitlistEntry) -> ApiResult<WaitlistEntry> {
    let (id, inner) = (request.waitlist_entry_id, cx.clone());
    let gathered = cx
        .write(move |tx| {
            let rejected = reject(&inner, tx, &id)?;
            Gathered::read(tx, vec![rejected])
        })
        .await?;
    let shown = gathered.present(&cx).await?;
    shown.into_iter().next().ok_or_else(|| kinds::INTERNAL.with("No entry was changed."))
}

fn reject(cx: &Context, tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<Stored> {
    let now = cx.now;
    let before = get_entry(tx, id)?;
    if !matches!(before.status.as_str(), "pending" | "invited") {
        return Err(refuse(&before));
    }
    if let Some(id) = &before.invitation_id
        && let Some(invitation) = tx.find_invitation(id)?
        && invitation.status == "pending"
    {
        tx.revoke_invitation(&invitation, now)?;
    }
    let after = Stored { status: "rejected".to_owned(), updated_at: now, ..before.clone() };
    tx.update_waitlist_entry(&before, &after)?;
    let ids: Vec<String> = after.invitation_id.iter().cloned().collect();
    // Revoked by now, or over: nobody can follow its link.
    let invitation = tx.find_invitations(&ids)?.pop().map(|invitation| present_invitation(cx, invitation, None));
    events::record(cx, tx, "waitlistEntry.updated", &after.id, &present_entry(after.clone(), invitation))?;
    Ok(after)
}
