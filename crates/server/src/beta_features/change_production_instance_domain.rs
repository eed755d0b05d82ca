use frontdesk_contract::beta_features::ChangeProductionInstanceDomain;

use super::move_domain::move_domain;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn change_production_instance_domain(
    cx: Context,
    request: ChangeProductionInstanceDomain,
) -> ApiResult<()> {
    move_domain(cx, request.body).await
}
