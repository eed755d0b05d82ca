use frontdesk_contract::instance_settings::{InstanceProtect, UpdateInstanceProtect};

use super::change::{change_settings, set};
use super::present::present_protect;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn update_instance_protect(cx: Context, request: UpdateInstanceProtect) -> ApiResult<InstanceProtect> {
    let body = request.body;
    change_settings(&cx, move |_, settings| {
        set(&body.rules_enabled, &mut settings.protect.rules_enabled);
        set(&body.specter_enabled, &mut settings.protect.specter_enabled);
        Ok(present_protect(&settings.protect))
    })
    .await
}
