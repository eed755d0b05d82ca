use frontdesk_contract::invitations::{CreateBulkInvitations, CreateBulkInvitationsItem, Invitation};

use super::new_invitation::{Batch, Wish, invite};
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn create_bulk_invitations(cx: Context, request: CreateBulkInvitations) -> ApiResult<Vec<Invitation>> {
    let wish = |item: CreateBulkInvitationsItem| Wish {
        email_address: item.email_address,
        public_metadata: item.public_metadata.into_value(),
        redirect_url: item.redirect_url.into_value(),
        ignore_existing: item.ignore_existing.into_value().unwrap_or(false),
        expires_in_days: item.expires_in_days.into_value(),
        notify: item.notify.into_value().unwrap_or(true),
    };
    invite(cx, request.body.into_iter().map(wish).collect(), Batch::Bulk).await
}
