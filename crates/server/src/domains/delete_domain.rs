use frontdesk_contract::DeletedObject;
use frontdesk_contract::domains::DeleteDomain;
use frontdesk_storage::Tx;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

pub(crate) fn delete_domain(_: &Context, tx: &mut Tx<'_, '_>, request: &DeleteDomain) -> ApiResult<DeletedObject> {
    let domain =
        tx.find_domain(&request.domain_id)?.ok_or_else(|| ApiError::not_found("domain", &request.domain_id))?;
    if !domain.is_satellite {
        return Err(kinds::OPERATION_NOT_ALLOWED_ON_PRIMARY_DOMAIN
            .with(format!("{} is the primary domain of the instance, which it cannot do without.", domain.name)));
    }
    tx.delete_domain(&domain.id)?;
    Ok(DeletedObject { object: "domain".to_owned(), id: domain.id, slug: None, deleted: true, external_id: None })
}
