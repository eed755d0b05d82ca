//! Signing in, and out.

pub(super) mod password;
pub(super) mod second_factor;
pub(super) mod ticket;

use axum::body::Body;
use frontdesk_storage::Tx;
use frontdesk_storage::sessions::{Session, SessionDetails, SessionStatus};
use frontdesk_storage::users::User;
use http::Response;

use super::authorize::answer::see_other;
use super::browser::{Browser, Held, Purpose, Visit};
use super::fault::Fault;
use super::form::Form;
use super::pages::Frame;
use crate::context::Context;
use crate::error::ApiResult;
use crate::sessions::open_session::{NewSession, open_session};
use crate::sessions::record::end_session;
use crate::users::attempts::note_success;

/// A sign-in that succeeded.
struct SignedIn {
    session: Session,
    held: Held,
}

/// Opens a session for a browser, whose row of the user is locked, in place of the one that it had.
fn open(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    user: User,
    secret: &str,
    details: SessionDetails,
    before: Option<&str>,
) -> ApiResult<SignedIn> {
    let user = note_success(tx, user)?;
    if let Some(id) = before {
        end_session(cx, tx, id, SessionStatus::Replaced)?;
    }
    let rotating_token_hash = Some(crate::hash_secret(secret));
    let new = NewSession { rotating_token_hash, details, ..NewSession::default() };
    let (session, client) = open_session(cx, tx, &user, new)?;
    Ok(SignedIn { session, held: Held { client_id: client.id, secret: secret.to_owned() } })
}

/// Sends the browser back to the request, which it may go on with now.
fn go_on(frame: &Frame<'_>, signed_in: &SignedIn) -> Response<Body> {
    let (cx, query, session) = (frame.cx, &frame.request.query, &signed_in.session);
    let proof = frame.browser.seal(cx, Purpose::SignedIn, &[&frame.digest, &session.id]);
    let mut response = see_other(&format!("../authorize?{}", query.encode_signed_in(&proof)));
    let seconds = (session.expire_at - cx.now).max(0) / 1000;
    frame.browser.remember_session(response.headers_mut(), &signed_in.held, seconds);
    response
}

/// Ends the session of the browser.
pub(super) async fn sign_out(frame: &Frame<'_>, form: &Form) -> Result<Response<Body>, Fault> {
    let (cx, browser) = (frame.cx, frame.browser);
    let mut response = see_other(&format!("../authorize?{}", frame.request.query.encode()));
    let Some(visit) = browser.visit(cx).await? else { return Ok(response) };
    if !browser.is_sealed(cx, Purpose::SignOut, &bound_to(frame, &visit), form.get("token")) {
        return Err(Fault::foreign_form());
    }
    let inner = cx.clone();
    cx.write(move |tx| end_session(&inner, tx, &visit.session.id, SessionStatus::Removed)).await?;
    browser.forget_session(response.headers_mut());
    Ok(response)
}

/// What a form says that is about a request and a session.
pub(super) fn bound_to<'a>(frame: &'a Frame<'_>, visit: &'a Visit) -> [&'a str; 2] {
    [&frame.digest, &visit.session.id]
}

/// The session that a browser has, if any.
async fn present_session(cx: &Context, browser: &Browser) -> Result<Option<String>, Fault> {
    Ok(browser.visit(cx).await?.map(|visit| visit.session.id))
}
