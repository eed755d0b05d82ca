use frontdesk_contract::invitations::{CreateInvitation, Invitation};

use super::new_invitation::{Batch, Wish, invite};
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) async fn create_invitation(cx: Context, request: CreateInvitation) -> ApiResult<Invitation> {
    let body = request.body;
    let wish = Wish {
        email_address: body.email_address,
        public_metadata: body.public_metadata,
        redirect_url: body.redirect_url,
        ignore_existing: body.ignore_existing.into_value().unwrap_or(false),
        expires_in_days: body.expires_in_days.into_value(),
        notify: body.notify.into_value().unwrap_or(true),
    };
    let invited = invite(cx, vec![wish], Batch::Single).await?;
    invited.into_iter().next().ok_or_else(|| kinds::INTERNAL.with("No invitation was made."))
}
