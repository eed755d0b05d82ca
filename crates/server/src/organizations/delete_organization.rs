use frontdesk_contract::DeletedObject;
use frontdesk_contract::organizations::DeleteOrganization;
use frontdesk_storage::role_sets::CountedMembers;

use super::access::get_organization;
use crate::context::Context;
use crate::error::ApiResult;
use crate::{events, images};

/// An organization with more members has them counted before the unit of work that deletes it, since all others wait for
/// that one.
const COUNTED_BEFORE: i64 = 1_000;

/// Sessions lose it as active organization by themselves: it is one only while there is a membership. Of many members
/// most go later, in the background; nobody sees them any more.
pub(crate) async fn delete_organization(cx: Context, request: DeleteOrganization) -> ApiResult<DeletedObject> {
    let (inner, id) = (cx.clone(), request.organization_id.clone());
    let members = cx
        .read(move |tx| {
            let organization = get_organization(&inner, tx, &id)?;
            if organization.members_count < COUNTED_BEFORE {
                return Ok(CountedMembers::default());
            }
            Ok(tx.count_members(&organization.id)?)
        })
        .await?;
    let inner = cx.clone();
    let (deleted, leaves) = cx
        .write(move |tx| {
            let organization = get_organization(&inner, tx, &request.organization_id)?;
            if let Some(image) = &organization.image {
                images::delete_image(tx, &image.id)?;
            }
            let leaves = tx.delete_organization(&organization, &members)?;
            let deleted = DeletedObject {
                object: "organization".to_owned(),
                id: organization.id,
                slug: Some(organization.slug),
                deleted: true,
                external_id: None,
            };
            events::record(&inner, tx, "organization.deleted", &deleted.id, &deleted)?;
            Ok((deleted, leaves))
        })
        .await?;
    if leaves {
        cx.shared.leftovers.notify_one();
    }
    Ok(deleted)
}
