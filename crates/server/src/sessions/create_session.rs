use frontdesk_contract::sessions::{CreateSession, Session};
use frontdesk_storage::Tx;

use super::open_session::{NewSession, open_session};
use super::present::present_session;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

pub(crate) fn create_session(cx: &Context, tx: &mut Tx<'_, '_>, request: &CreateSession) -> ApiResult<Session> {
    if !cx.instance.is_development() {
        return Err(kinds::REQUEST_INVALID_FOR_ENVIRONMENT.with(
            "Sessions can be created by the API in development instances only. Use a sign-in token in production.",
        ));
    }
    let body = &request.body;
    let user = tx.find_user(&body.user_id)?.ok_or_else(|| ApiError::not_found("user", &body.user_id))?;
    if user.banned {
        return Err(kinds::FORM_PARAM_VALUE_INVALID.param("user_id", "The user is banned and cannot be signed in."));
    }
    if let Some(id) = &body.active_organization_id
        && tx.find_active_membership(id, &user.id)?.is_none()
    {
        return Err(kinds::FORM_RESOURCE_NOT_FOUND.param(
            "active_organization_id",
            format!("The user is not a member of an organization with the id {id}."),
        ));
    }
    let new = NewSession { organization_id: body.active_organization_id.clone(), ..NewSession::default() };
    let (session, _) = open_session(cx, tx, &user, new)?;
    Ok(present_session(cx, session))
}
