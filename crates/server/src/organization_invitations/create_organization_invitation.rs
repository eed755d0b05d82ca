use frontdesk_contract::organization_invitations::{CreateOrganizationInvitation, OrganizationInvitation};

use super::new_invitation::invite;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) async fn create_organization_invitation(
    cx: Context,
    request: CreateOrganizationInvitation,
) -> ApiResult<OrganizationInvitation> {
    let invited = invite(&cx, request.organization_id, vec![request.body.into()]).await?;
    invited.into_iter().next().ok_or_else(|| kinds::INTERNAL.with("No invitation was made."))
}
