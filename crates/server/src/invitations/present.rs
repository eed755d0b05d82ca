//! From what is stored of an invitation to what the API shows of one.

use frontdesk_contract::Maybe;
use frontdesk_contract::invitations::{Invitation, InvitationStatus};
use frontdesk_storage::invitations as stored;

use crate::context::Context;

/// The invitation without its link, of whose ticket only the hash is stored.
pub(super) fn present_invitation(cx: &Context, invitation: stored::Invitation) -> Invitation {
    let status = InvitationStatus::from(invitation.status_at(cx.now));
    Invitation {
        object: "invitation".into(),
        id: invitation.id,
        email_address: invitation.email_address,
        public_metadata: invitation.details.public_metadata,
        revoked: (status == InvitationStatus::Revoked).then_some(true),
        status,
        url: None,
        expires_at: Maybe::Value(invitation.expires_at),
        created_at: invitation.created_at,
        updated_at: invitation.updated_at,
    }
}
