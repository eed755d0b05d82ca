use frontdesk_contract::Maybe;
use frontdesk_contract::instance_settings::{UpdateInstance, UpdateInstanceBody};
use frontdesk_storage::instances::Settings;

use super::change::{change_settings, set, set_text};
use super::checks;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::users::attributes::Problems;

pub(crate) async fn update_instance(cx: Context, request: UpdateInstance) -> ApiResult<()> {
    let body = request.body;
    let origins = check(&body)?;
    change_settings(&cx, move |_, settings| {
        checks::check_enhanced_email_deliverability(settings, &body.enhanced_email_deliverability)?;
        apply(&body, origins.as_ref(), settings);
        Ok(())
    })
    .await
}

/// Checks what needs no row, and gives the origins in the form they are stored in.
fn check(body: &UpdateInstanceBody) -> ApiResult<Option<Vec<String>>> {
    let mut problems = Problems::default();
    for (given, check) in [
        (&body.support_email, checks::support_email as fn(&str) -> ApiResult<()>),
        (&body.clerk_js_version, checks::clerk_js_version),
        (&body.development_origin, checks::development_origin),
    ] {
        if let Some(text) = given.value() {
            problems.note(check(text));
        }
    }
    let origins = body.allowed_origins.as_ref().and_then(|given| problems.note(checks::allowed_origins(given)));
    if let (Some(old), Some(new)) = (body.cookieless_dev.value(), body.url_based_session_syncing.value())
        && old != new
    {
        problems.push(kinds::FORM_PARAM_VALUE_CONFLICT.param(
            "cookieless_dev",
            "`cookieless_dev` is the old name of `url_based_session_syncing`, and the two contradict each other.",
        ));
    }
    problems.into_result()?;
    Ok(origins)
}

fn apply(body: &UpdateInstanceBody, origins: Option<&Vec<String>>, settings: &mut Settings) {
    set(&body.test_mode, &mut settings.test_mode);
    set(&body.hibp, &mut settings.hibp);
    set_text(&body.support_email, &mut settings.communication.support_email);
    set(&body.enhanced_email_deliverability, &mut settings.communication.enhanced_email_deliverability);
    let front_end = &mut settings.front_end;
    set_text(&body.clerk_js_version, &mut front_end.clerk_js_version);
    set_text(&body.development_origin, &mut front_end.development_origin);
    set(&body.cookieless_dev, &mut front_end.url_based_session_syncing);
    set(&body.url_based_session_syncing, &mut front_end.url_based_session_syncing);
    if let Maybe::Value(strategy) = &body.preferred_sign_in_strategy_when_password_required {
        front_end.preferred_sign_in_strategy = Some(strategy.as_str().to_owned()).filter(|text| !text.is_empty());
    }
    if let Some(origins) = origins {
        front_end.allowed_origins = Some(origins.clone());
    }
}
