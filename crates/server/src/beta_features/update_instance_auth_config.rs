use frontdesk_contract::beta_features::{InstanceSettings, UpdateInstanceAuthConfig};

use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::instance_settings::{change_settings, check_enhanced_email_deliverability};
use crate::restrictions::check_allowlist_fits;

/// The most characters before the `@` of an address.
const MAX_LOCAL_PART: usize = 64;

pub(crate) async fn update_instance_auth_config(
    cx: Context,
    request: UpdateInstanceAuthConfig,
) -> ApiResult<InstanceSettings> {
    let body = request.body;
    if let Some(local) = body.from_email_address.value()
        && (local.is_empty() || local.len() > MAX_LOCAL_PART || !local.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        return Err(kinds::FORM_PARAM_FORMAT_INVALID.param(
            "from_email_address",
            "`from_email_address` must be what stands before the `@`: letters and digits, at most 64 of them.",
        ));
    }
    let id = cx.instance.row.id.clone();
    change_settings(&cx, move |_, settings| {
        check_allowlist_fits(settings, "restricted_to_allowlist", &body.restricted_to_allowlist)?;
        check_enhanced_email_deliverability(settings, &body.enhanced_email_deliverability)?;
        if let Some(on) = body.restricted_to_allowlist.value() {
            settings.restrictions.allowlist = *on;
        }
        if let Some(local) = body.from_email_address.value() {
            settings.communication.from_email_address.clone_from(local);
        }
        if let Some(on) = body.progressive_sign_up.value() {
            settings.front_end.progressive_sign_up = *on;
        }
        if let Some(on) = body.test_mode.value() {
            settings.test_mode = *on;
        }
        if let Some(on) = body.enhanced_email_deliverability.value() {
            settings.communication.enhanced_email_deliverability = *on;
        }
        Ok(InstanceSettings {
            object: "instance_settings".into(),
            id: id.clone(),
            restricted_to_allowlist: Some(settings.restrictions.allowlist),
            from_email_address: Some(settings.communication.from_email_address.clone()),
            progressive_sign_up: Some(settings.front_end.progressive_sign_up),
            enhanced_email_deliverability: Some(settings.communication.enhanced_email_deliverability),
        })
    })
    .await
}
