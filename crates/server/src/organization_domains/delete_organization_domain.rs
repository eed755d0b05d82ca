use frontdesk_contract::DeletedObject;
use frontdesk_contract::organization_domains::DeleteOrganizationDomain;
use frontdesk_storage::Tx;

use super::access::get_domain;
use crate::context::Context;
use crate::error::ApiResult;
use crate::events;

/// Possible where domains are switched off too, so that what is left can be cleared away.
pub(crate) fn delete_organization_domain(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &DeleteOrganizationDomain,
) -> ApiResult<DeletedObject> {
    let (_, domain) = get_domain(cx, tx, &request.organization_id, &request.domain_id)?;
    tx.delete_organization_domain(&domain)?;
    let left = DeletedObject {
        object: "organization_domain".to_owned(),
        id: domain.id,
        slug: None,
        deleted: true,
        external_id: None,
    };
    events::record(cx, tx, "organizationDomain.deleted", &left.id, &left)?;
    Ok(left)
}
