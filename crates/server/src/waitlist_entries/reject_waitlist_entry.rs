use frontdesk_contract::waitlist_entries::{RejectWaitlistEntry, WaitlistEntry};
use frontdesk_storage::Tx;
use frontdesk_storage::waitlist_entries::WaitlistEntry as Stored;

use super::change::{get_entry, refuse};
use super::present::Gathered;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

/// Who was invited cannot follow the link any more.
pub(crate) async fn reject_waitlist_entry(cx: Context, request: RejectWaitlistEntry) -> ApiResult<WaitlistEntry> {
    let (id, now) = (request.waitlist_entry_id, cx.now);
    let gathered = cx
        .write(move |tx| {
            let rejected = reject(tx, &id, now)?;
            Gathered::read(tx, vec![rejected])
        })
        .await?;
    let shown = gathered.present(&cx).await?;
    shown.into_iter().next().ok_or_else(|| kinds::INTERNAL.with("No entry was changed."))
}

fn reject(tx: &mut Tx<'_, '_>, id: &str, now: i64) -> ApiResult<Stored> {
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
    Ok(after)
}
