use frontdesk_contract::Maybe;
use frontdesk_contract::sign_ups::{SignUp, UpdateSignUp};
use frontdesk_storage::Tx;

use super::present::present_sign_up;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

/// The longest id that another system may know somebody by, in characters; that of users too.
const MAX_EXTERNAL_ID: usize = 255;

pub(crate) fn update_sign_up(cx: &Context, tx: &mut Tx<'_, '_>, request: &UpdateSignUp) -> ApiResult<SignUp> {
    let body = &request.body;
    if body.external_id.value().is_some_and(|id| id.chars().count() > MAX_EXTERNAL_ID) {
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED
            .param("external_id", format!("`external_id` may have {MAX_EXTERNAL_ID} characters at most.")));
    }
    let before = super::find(tx, &request.id)?;
    let status = before.status_at(cx.now);
    if status != "missing_requirements" {
        return Err(kinds::SIGN_UP_CANNOT_BE_UPDATED
            .with(format!("The sign-up is {status}; it can be changed only until it ends.")));
    }
    let mut sign_up = before.clone();
    body.external_id.apply(&mut sign_up.details.external_id);
    if let Maybe::Value(custom_action) = body.custom_action {
        sign_up.details.custom_action = custom_action;
    }
    if sign_up != before {
        sign_up.updated_at = cx.now;
        tx.update_sign_up(&sign_up)?;
    }
    Ok(present_sign_up(cx, sign_up))
}
