//! From what is stored of an invitation to what the API shows of one.

use frontdesk_contract::Maybe;
use frontdesk_contract::invitations::{Invitation, InvitationStatus};
use frontdesk_storage::invitations as stored;
use frontdesk_tokens::TicketKind;

use crate::context::Context;
use crate::error::ApiResult;
use crate::tickets::{TicketWish, sign_tickets};

/// The invitations with the links of those that can still be accepted. Only hashes of the tickets are
/// stored, so they are signed again, which gives the same ones.
pub(crate) async fn present_invitations(
    cx: &Context,
    invitations: Vec<stored::Invitation>,
) -> ApiResult<Vec<Invitation>> {
    let pending = |invitation: &stored::Invitation| invitation.status_at(cx.now) == "pending";
    let wish = |invitation: &stored::Invitation| TicketWish {
        resource_id: invitation.id.clone(),
        issued_at: invitation.created_at,
        lifetime_seconds: (invitation.expires_at - invitation.created_at) / 1000,
    };
    let wishes = invitations.iter().filter(|invitation| pending(invitation)).map(wish).collect();
    let mut signed = sign_tickets(cx, TicketKind::Invitation, wishes).await?.into_iter();
    let present = |invitation: stored::Invitation| {
        let url = if pending(&invitation) { signed.next().map(|signed| signed.url) } else { None };
        present_invitation(cx, invitation, url)
    };
    Ok(invitations.into_iter().map(present).collect())
}

/// The invitation with its link, if it has one.
pub(crate) fn present_invitation(cx: &Context, invitation: stored::Invitation, url: Option<String>) -> Invitation {
    let status = InvitationStatus::from(invitation.status_at(cx.now));
    Invitation {
        object: "invitation".into(),
        id: invitation.id,
        email_address: invitation.email_address,
        public_metadata: invitation.details.public_metadata,
        revoked: (status == InvitationStatus::Revoked).then_some(true),
        status,
        url,
        expires_at: Maybe::Value(invitation.expires_at),
        created_at: invitation.created_at,
        updated_at: invitation.updated_at,
    }
}
