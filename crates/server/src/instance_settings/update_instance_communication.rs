use frontdesk_contract::Maybe;
use frontdesk_contract::instance_settings::{InstanceCommunication, UpdateInstanceCommunication};

use super::change::change_settings;
use super::checks::country_codes;
use super::present::present_communication;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn update_instance_communication(
    cx: Context,
    request: UpdateInstanceCommunication,
) -> ApiResult<InstanceCommunication> {
    let codes = match &request.body.blocked_country_codes {
        Maybe::Absent => None,
        Maybe::Null => Some(Vec::new()),
        Maybe::Value(given) => Some(country_codes(given)?),
    };
    change_settings(&cx, move |_, settings| {
        if let Some(codes) = &codes {
            settings.communication.blocked_country_codes.clone_from(codes);
        }
        Ok(present_communication(&settings.communication))
    })
    .await
}
