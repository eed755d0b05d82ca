use frontdesk_contract::Maybe;
use frontdesk_contract::invitations::{RevokeInvitation, RevokedInvitation};
use frontdesk_storage::Tx;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

pub(crate) fn revoke_invitation(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &RevokeInvitation,
) -> ApiResult<RevokedInvitation> {
    let id = &request.invitation_id;
    let invitation = tx.find_invitation(id)?.ok_or_else(|| ApiError::not_found("invitation", id))?;
    match invitation.status.as_str() {
        "accepted" => {
            return Err(kinds::INVITATION_ALREADY_ACCEPTED.with("The invitation was accepted and cannot be revoked."));
        }
        "revoked" => return Err(kinds::INVITATION_ALREADY_REVOKED.with("The invitation was revoked before.")),
        _ => tx.revoke_invitation(&invitation, cx.now)?,
    }
    Ok(RevokedInvitation {
        object: "invitation".into(),
        id: invitation.id,
        email_address: invitation.email_address,
        public_metadata: invitation.details.public_metadata,
        revoked: Some(true),
        status: "revoked".into(),
        url: None,
        expires_at: Maybe::Value(invitation.expires_at),
        created_at: invitation.created_at,
        updated_at: cx.now,
    })
}
