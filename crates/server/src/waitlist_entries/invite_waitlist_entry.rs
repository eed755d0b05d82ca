use frontdesk_contract::waitlist_entries::{InviteWaitlistEntry, WaitlistEntry};
use frontdesk_storage::Tx;
use frontdesk_storage::waitlist_entries::WaitlistEntry as Stored;

use super::change::{get_entry, not_found, refuse};
use super::present::present_entry;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::events;
use crate::invitations::new_invitation::{self, Batch, Draft, Wish};
use crate::invitations::present::present_invitation;

/// Who was turned down can be invited all the same, and who was invited, when the invitation has come to nothing.
pub(crate) async fn invite_waitlist_entry(cx: Context, request: InviteWaitlistEntry) -> ApiResult<WaitlistEntry> {
    let id = request.waitlist_entry_id;
    let ignore_existing = request.body.ignore_existing.into_value().unwrap_or(false);
    let wanted = id.clone();
    let entry = cx.read(move |tx| tx.find_waitlist_entry(&wanted)?.ok_or_else(|| not_found(&wanted))).await?;
    let wish = Wish { email_address: entry.email_address, ignore_existing, notify: true, ..Wish::default() };
    let mut draft = new_invitation::draft(&cx, vec![wish], Batch::Single).await?;
    let (inner, planned) = (cx.clone(), draft.clone());
    let entry = cx.write(move |tx| invite(&inner, tx, &id, &planned)).await?;
    let invited = draft.new.pop().zip(draft.urls.pop());
    let (new, url) = invited.ok_or_else(|| kinds::INTERNAL.with("No invitation was made."))?;
    Ok(present_entry(entry, Some(present_invitation(&cx, new.invitation, Some(url)))))
}

fn invite(cx: &Context, tx: &mut Tx<'_, '_>, id: &str, draft: &Draft) -> ApiResult<Stored> {
    let before = get_entry(tx, id)?;
    if before.status == "completed" {
        return Err(refuse(&before));
    }
    let ignore_existing = draft.new.iter().all(|new| new.ignore_existing);
    if before.status == "invited"
        && !ignore_existing
        && let Some(invitation) = &before.invitation_id
        && tx.find_invitation(invitation)?.is_some_and(|invitation| invitation.status_at(cx.now) == "pending")
    {
        return Err(refuse(&before));
    }
    new_invitation::insert_draft(cx, tx, draft, Batch::Single)?;
    let after = Stored {
        status: "invited".to_owned(),
        updated_at: cx.now,
        invited_at: Some(cx.now),
        invitation_id: draft.new.first().map(|new| new.invitation.id.clone()),
        ..before.clone()
    };
    tx.update_waitlist_entry(&before, &after)?;
    let invited = draft.new.first().zip(draft.urls.first());
    let invitation = invited.map(|(new, url)| present_invitation(cx, new.invitation.clone(), Some(url.clone())));
    events::record(cx, tx, "waitlistEntry.updated", &after.id, &present_entry(after.clone(), invitation))?;
    Ok(after)
}
