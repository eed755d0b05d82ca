use frontdesk_contract::jwt_templates::{GetJwtTemplate, JwtTemplate};
use frontdesk_storage::Tx;

use super::present::present_jwt_template;
use super::template_not_found;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) fn get_jwt_template(_: &Context, tx: &mut Tx<'_, '_>, request: &GetJwtTemplate) -> ApiResult<JwtTemplate> {
    let id = &request.template_id;
    let template = tx.find_jwt_template_by_id(id)?.ok_or_else(|| template_not_found("id", id))?;
    Ok(present_jwt_template(template))
}
