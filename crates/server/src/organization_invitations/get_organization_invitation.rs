use frontdesk_contract::organization_invitations::{GetOrganizationInvitation, OrganizationInvitation};
use frontdesk_storage::Tx;
use frontdesk_storage::organization_invitations::OrganizationInvitation as Stored;
use frontdesk_storage::organizations::Organization;

use super::present::Gathered;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::organizations::access::get_organization;

pub(crate) async fn get_organization_invitation(
    cx: Context,
    request: GetOrganizationInvitation,
) -> ApiResult<OrganizationInvitation> {
    let inner = cx.clone();
    let gathered = cx
        .read(move |tx| {
            let organization = get_organization(&inner, tx, &request.organization_id)?;
            let invitation = find_within(tx, &organization, &request.invitation_id)?;
            Gathered::read(tx, vec![invitation])
        })
        .await?;
    gathered.present_one(&cx).await
}

/// The invitation of that id into that organization, or the refusal.
pub(super) fn find_within(tx: &mut Tx<'_, '_>, organization: &Organization, id: &str) -> ApiResult<Stored> {
    tx.find_organization_invitation(id)?
        .filter(|invitation| invitation.organization_id == organization.id)
        .ok_or_else(|| ApiError::not_found("invitation", id))
}
