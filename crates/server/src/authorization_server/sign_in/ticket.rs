//! Signing in by a sign-in token: a link that somebody was given. Nothing happens before the button is pressed, so that
//! no other site signs anybody in.

use axum::body::Body;
use http::Response;

use super::{SignedIn, go_on, present_session};
use crate::authorization_server::browser::{Browser, Held, Purpose};
use crate::authorization_server::fault::Fault;
use crate::authorization_server::form::Form;
use crate::authorization_server::pages::Frame;
use crate::authorization_server::throttle::count_attempt;
use crate::sessions::record::end_session;
use crate::tickets::sign_in_browser;
use frontdesk_storage::sessions::SessionStatus;

pub(crate) async fn submit(frame: &Frame<'_>, form: &Form) -> Result<Response<Body>, Fault> {
    let (cx, browser) = (frame.cx, frame.browser);
    let ticket = form.get("ticket").unwrap_or_default();
    if !browser.is_sealed(cx, Purpose::Ticket, &[&frame.digest, ticket], form.get("token")) {
        return Ok(frame.sign_in(Some("The page was open for too long, or cookies are off. Use the link again."), ""));
    }
    count_attempt(cx, ticket)?;
    let before = present_session(cx, browser).await?;
    let secret = Browser::new_secret();
    let redeemed = match sign_in_browser(cx, ticket, crate::hash_secret(&secret)).await {
        Ok(redeemed) => redeemed,
        Err(error) if error.status() < 500 => return Ok(frame.sign_in(Some(error.sentence()), "")),
        Err(error) => return Err(error.into()),
    };
    if let Some(id) = before {
        let inner = cx.clone();
        cx.write(move |tx| end_session(&inner, tx, &id, SessionStatus::Replaced)).await?;
    }
    let held = Held { client_id: redeemed.client.id, secret };
    Ok(go_on(frame, &SignedIn { session: redeemed.session, held }))
}
