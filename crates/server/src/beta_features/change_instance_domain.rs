use frontdesk_contract::beta_features::ChangeInstanceDomain;

use super::move_domain::move_domain;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn change_instance_domain(cx: Context, request: ChangeInstanceDomain) -> ApiResult<()> {
    move_domain(cx, request.body).await
}
