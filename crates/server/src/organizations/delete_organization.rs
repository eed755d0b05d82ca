use frontdesk_contract::DeletedObject;
use frontdesk_contract::organizations::DeleteOrganization;
use frontdesk_storage::Tx;

use super::access::get_organization;
use crate::context::Context;
use crate::error::ApiResult;
use crate::{events, images};

/// Sessions lose it as active organization by themselves: it is one only while there is a membership.
pub(crate) fn delete_organization(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteOrganization,
) -> ApiResult<DeletedObject> {
    let organization = get_organization(cx, tx, &request.organization_id)?;
    if let Some(image) = &organization.image {
        images::delete_image(tx, &image.id)?;
    }
    tx.delete_organization(&organization)?;
    let left = DeletedObject {
        object: "organization".to_owned(),
        id: organization.id,
        slug: Some(organization.slug),
        deleted: true,
        external_id: None,
    };
    events::record(cx, tx, "organization.deleted", &left.id, &left)?;
    Ok(left)
}
