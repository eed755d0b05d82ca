use frontdesk_contract::instance_settings::{GetInstanceProtect, InstanceProtect};

use super::change::read_settings;
use super::present::present_protect;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn get_instance_protect(cx: Context, _request: GetInstanceProtect) -> ApiResult<InstanceProtect> {
    Ok(present_protect(&read_settings(&cx).await?.protect))
}
