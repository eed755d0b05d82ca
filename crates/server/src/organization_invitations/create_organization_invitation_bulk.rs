use frontdesk_contract::Page;
use frontdesk_contract::organization_invitations::{CreateOrganizationInvitationBulk, OrganizationInvitation};

use super::new_invitation::{Wish, invite};
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn create_organization_invitation_bulk(
    cx: Context,
    request: CreateOrganizationInvitationBulk,
) -> ApiResult<Page<OrganizationInvitation>> {
    let wishes = request.body.into_iter().map(Wish::from).collect();
    let data = invite(&cx, request.organization_id, wishes).await?;
    let total_count = i64::try_from(data.len()).unwrap_or(i64::MAX);
    Ok(Page { data, total_count })
}
