use frontdesk_contract::DeletedObject;
use frontdesk_contract::organization_domains::DeleteOrganizationDomain;

use super::access::get_domain;
use crate::context::Context;
use crate::error::ApiResult;
use crate::events;

/// Possible where domains are switched off too, so that what is left can be cleared away. Of many offers most go later,
/// in the background.
pub(crate) async fn delete_organization_domain(
    cx: Context,
    request: DeleteOrganizationDomain,
) -> ApiResult<DeletedObject> {
    let inner = cx.clone();
    let (deleted, leaves) = cx
        .write(move |tx| {
            let (_, domain) = get_domain(&inner, tx, &request.organization_id, &request.domain_id)?;
            let leaves = tx.delete_organization_domain(&domain)?;
            let deleted = DeletedObject {
                object: "organization_domain".to_owned(),
                id: domain.id,
                slug: None,
                deleted: true,
                external_id: None,
            };
            events::record(&inner, tx, "organizationDomain.deleted", &deleted.id, &deleted)?;
            Ok((deleted, leaves))
        })
        .await?;
    if leaves {
        cx.shared.leftovers.notify_one();
    }
    Ok(deleted)
}
