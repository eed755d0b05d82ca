use frontdesk_contract::beta_features::UpdateProductionInstanceDomain;

use super::move_domain::move_domain;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn update_production_instance_domain(
    cx: Context,
    request: UpdateProductionInstanceDomain,
) -> ApiResult<()> {
    move_domain(cx, request.body).await
}
