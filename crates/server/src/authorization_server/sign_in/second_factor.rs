//! The second step: a code of an authenticator app, or a backup code.

use axum::body::Body;
use frontdesk_credentials::totp;
use frontdesk_storage::sessions::SessionDetails;
use http::Response;

use super::password::{WRONG, fingerprint, obstacle};
use super::{go_on, open, present_session};
use crate::authorization_server::browser::{Browser, Purpose};
use crate::authorization_server::fault::Fault;
use crate::authorization_server::form::Form;
use crate::authorization_server::pages::Frame;
use crate::authorization_server::throttle::count_attempt;
use crate::users::accept_code;
use crate::users::attempts::note_failed_attempt;
use crate::users::present::is_locked;

/// The longest code that is looked at.
const MAX_CODE: usize = 100;

pub(crate) async fn submit(frame: &Frame<'_>, form: &Form) -> Result<Response<Body>, Fault> {
    let (cx, browser) = (frame.cx, frame.browser);
    let (user_id, code) =
        (form.get("user").unwrap_or_default().to_owned(), form.get("code").unwrap_or_default().trim());
    let id = user_id.clone();
    let user = cx.read(move |tx| Ok(tx.find_users(std::slice::from_ref(&id))?.pop())).await?;
    let said = user.as_ref().map(fingerprint).unwrap_or_default();
    let is_proven =
        |said: &str| browser.is_sealed(cx, Purpose::SecondFactor, &[&frame.digest, &user_id, said], form.get("token"));
    let Some(user) = user.filter(|_| is_proven(&said)) else {
        return Ok(frame.sign_in(Some("That took too long. Please begin again."), ""));
    };
    let again = |alert| frame.second_factor(Some(alert), &user.id, &said);
    if code.is_empty() {
        return Ok(again("Enter a code."));
    }
    count_attempt(cx, &user.id)?;
    // Who is locked out learns nothing of the code, and does not use it up.
    let accepted = !is_locked(&user, cx.now) && code.len() <= MAX_CODE && is_accepted(frame, &user.id, code).await?;
    if !accepted {
        let (inner, id) = (cx.clone(), user.id.clone());
        cx.write(move |tx| note_failed_attempt(&inner, tx, &id)).await?;
        return Ok(again("That code is not right, was used before, or is not accepted now. Try the next one."));
    }
    let before = present_session(cx, browser).await?;
    let (inner, secret, id, password) = (cx.clone(), Browser::new_secret(), user.id.clone(), user.password.clone());
    let signed_in = cx
        .write(move |tx| {
            let Some(present) = tx.find_user(&id)? else { return Ok(Err(WRONG.to_owned())) };
            if present.password != password || is_locked(&present, inner.now) {
                return Ok(Err(WRONG.to_owned()));
            }
            if let Some(reason) = obstacle(&inner, tx, &present)? {
                return Ok(Err(reason));
            }
            let details = SessionDetails {
                first_factor_verified_at: Some(inner.now),
                second_factor_verified_at: Some(inner.now),
                ..SessionDetails::default()
            };
            open(&inner, tx, present, &secret, details, before.as_deref()).map(Ok)
        })
        .await?;
    Ok(match signed_in {
        Ok(signed_in) => go_on(frame, &signed_in),
        Err(reason) => frame.sign_in(Some(&reason), ""),
    })
}

async fn is_accepted(frame: &Frame<'_>, user_id: &str, code: &str) -> Result<bool, Fault> {
    // People write codes in groups, as they read them.
    let joined: String = code.split_ascii_whitespace().collect();
    let code = if totp::is_well_formed(&joined) { &joined } else { code };
    match accept_code(frame.cx, user_id, code).await {
        Ok(kind) => Ok(kind.is_some()),
        // There is no second factor any more; whoever it was has to begin again.
        Err(error) if error.status() < 500 => Ok(false),
        Err(error) => Err(error.into()),
    }
}
