use frontdesk_contract::instance_settings::{GetInstanceCommunication, InstanceCommunication};

use super::change::read_settings;
use super::present::present_communication;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn get_instance_communication(
    cx: Context,
    _request: GetInstanceCommunication,
) -> ApiResult<InstanceCommunication> {
    Ok(present_communication(&read_settings(&cx).await?.communication))
}
