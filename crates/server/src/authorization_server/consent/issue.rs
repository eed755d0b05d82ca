//! Codes for what users have granted.

use frontdesk_storage::oauth_grants::{OauthCode, OauthGrant, OauthGrantDetails};
use frontdesk_storage::sessions::SessionStatus;

use crate::authorization_server::authorize::request::Request;
use crate::authorization_server::browser::Visit;
use crate::authorization_server::fault::Fault;
use crate::context::Context;
use crate::oauth_tokens::CODE_LIFETIME;

/// A code for what the request asks for; `None` where the user, the session, the membership or the application is gone
/// meanwhile.
pub(super) async fn code(
    cx: &Context,
    request: &Request,
    visit: &Visit,
    organization_id: Option<String>,
) -> Result<Option<String>, Fault> {
    let code = cx.shared.ids.oauth_code();
    let ends_at = cx.now + CODE_LIFETIME;
    let grant = OauthGrant {
        id: cx.new_id("oagrant"),
        application_id: request.application.id.clone(),
        user_id: visit.user.id.clone(),
        code_hash: crate::hash_secret(&code),
        ends_at,
        created_at: cx.now,
        updated_at: cx.now,
        details: OauthGrantDetails {
            scopes: request.scopes.clone(),
            organization_id,
            authenticated_at: Some(visit.authenticated_at()),
            code: OauthCode {
                expires_at: ends_at,
                used_at: None,
                redirect_uri: request.redirect_uri.clone(),
                code_challenge: request.code_challenge.clone(),
                nonce: request.nonce.clone(),
            },
            ..OauthGrantDetails::default()
        },
        ..OauthGrant::default()
    };
    let (session_id, now) = (visit.session.id.clone(), cx.now);
    let issued = cx.write(move |tx| {
        // The user first, as whoever changes both does.
        let user = tx.find_user(&grant.user_id)?.filter(|user| !user.banned);
        let session = tx.find_session(&session_id)?;
        if user.is_none() || !session.is_some_and(|session| session.status_at(now) == SessionStatus::Active) {
            return Ok(false);
        }
        if let Some(id) = &grant.details.organization_id
            && tx.find_active_membership(id, &grant.user_id)?.is_none()
        {
            return Ok(false);
        }
        Ok(tx.issue_oauth_code(&grant)?)
    });
    Ok(issued.await?.then_some(code))
}
