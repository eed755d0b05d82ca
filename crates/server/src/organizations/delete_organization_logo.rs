use frontdesk_contract::organizations::{DeleteOrganizationLogo, Organization};
use frontdesk_storage::Tx;

use super::change::change_organization;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::images;

pub(crate) fn delete_organization_logo(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteOrganizationLogo,
) -> ApiResult<Organization> {
    change_organization(cx, tx, &request.organization_id, |tx, organization| {
        let image = organization
            .image
            .take()
            .ok_or_else(|| kinds::IMAGE_NOT_FOUND.with(format!("The organization {} has no logo.", organization.id)))?;
        images::delete_image(tx, &image.id)
    })
}
