use frontdesk_contract::Listing;
use frontdesk_contract::jwt_templates::{JwtTemplate, ListJwtTemplates};
use frontdesk_storage::Tx;
use frontdesk_storage::jwt_templates::JWT_TEMPLATES_COUNTER;

use super::present::present_jwt_template;
use crate::context::Context;
use crate::error::ApiResult;
use crate::listing::{DEFAULT_LIMIT, listing};

pub(crate) fn list_jwt_templates(
    _: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListJwtTemplates,
) -> ApiResult<Listing<JwtTemplate>> {
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let templates = tx.list_jwt_templates(limit, offset)?.into_iter().map(present_jwt_template).collect();
    listing(request.paginated, templates, || Ok(tx.counter(JWT_TEMPLATES_COUNTER)?))
}
