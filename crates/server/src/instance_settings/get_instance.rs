use frontdesk_contract::instance_settings::{GetInstance, Instance};

use super::change::read_settings;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn get_instance(cx: Context, _request: GetInstance) -> ApiResult<Instance> {
    let settings = read_settings(&cx).await?;
    Ok(Instance {
        object: "instance".into(),
        id: cx.instance.row.id.clone(),
        environment_type: cx.instance.row.environment_type.clone(),
        allowed_origins: settings.front_end.allowed_origins,
        workspace_id: settings.workspace_id,
    })
}
