//! The first step: an identifier and a password.

use std::sync::LazyLock;

use axum::body::Body;
use frontdesk_credentials::StoredPassword;
use frontdesk_credentials::password::MAX_PASSWORD_BYTES;
use frontdesk_identifiers::{UsernameRules, check_username, normalize_email, normalize_phone};
use frontdesk_storage::Tx;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::instances::Settings;
use frontdesk_storage::sessions::SessionDetails;
use frontdesk_storage::users::User;
use http::Response;

use super::{SignedIn, go_on, open, present_session};
use crate::authorization_server::browser::{Browser, Purpose};
use crate::authorization_server::fault::Fault;
use crate::authorization_server::form::Form;
use crate::authorization_server::pages::Frame;
use crate::authorization_server::throttle::count_attempt;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::restrictions::{Occasion, admit};
use crate::users::attempts::note_failed_attempt;
use crate::users::present::is_locked;
use crate::users::secrets::{from_stored, to_stored};

/// What everybody reads whose sign-in fails, whether there is such a user, whether they have a password, whether it was
/// right and whether they are locked out: all of that is nobody's business.
pub(super) const WRONG: &str = "These details do not match an account that can sign in right now. Check them and try \
                                again. After many attempts, wait for a while.";
/// The longest identifier that is looked for.
const MAX_IDENTIFIER: usize = 320;

/// What is verified in place of a password where there is none, so that it takes as long.
static NOBODY: LazyLock<StoredPassword> = LazyLock::new(|| StoredPassword::new("nobody's"));

/// What came of a password.
enum Outcome {
    Wrong,
    SignedIn(Box<SignedIn>),
    /// The password was right, and is not enough.
    SecondFactor(Box<User>),
    /// The password was right, and this stands against it.
    Refused(String),
}

pub(crate) async fn submit(frame: &Frame<'_>, form: &Form) -> Result<Response<Body>, Fault> {
    let (cx, browser) = (frame.cx, frame.browser);
    let (identifier, password) =
        (form.get("identifier").unwrap_or_default().trim(), form.get("password").unwrap_or_default());
    if !browser.is_sealed(cx, Purpose::SignIn, &[&frame.digest], form.get("token")) {
        return Ok(frame.sign_in(Some("The page was open for too long, or cookies are off. Please try again."), ""));
    }
    if identifier.is_empty() || password.is_empty() {
        return Ok(frame.sign_in(Some("Enter both."), identifier));
    }
    if identifier.len() > MAX_IDENTIFIER || password.len() > MAX_PASSWORD_BYTES {
        return Ok(frame.sign_in(Some(WRONG), ""));
    }
    let candidates = candidates(cx.settings(), identifier);
    let account = candidates.first().map_or_else(|| identifier.to_lowercase(), |(_, value)| value.clone());
    count_attempt(cx, &account)?;
    Ok(match attempt(cx, browser, candidates, password.to_owned()).await? {
        Outcome::Wrong => frame.sign_in(Some(WRONG), identifier),
        Outcome::Refused(reason) => frame.sign_in(Some(&reason), identifier),
        Outcome::SecondFactor(user) => frame.second_factor(None, &user.id, &fingerprint(&user)),
        Outcome::SignedIn(signed_in) => go_on(frame, &signed_in),
    })
}

/// What the text may be, in the spelling of each kind that the instance uses.
fn candidates(settings: &Settings, text: &str) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    if settings.email_address_enabled {
        found.extend(normalize_email(text).ok().map(|value| (Kind::EmailAddress, value)));
    }
    if settings.phone_number_enabled {
        found.extend(normalize_phone(text).ok().map(|value| (Kind::PhoneNumber, value)));
    }
    if settings.username_enabled {
        let rules =
            UsernameRules { allow_special: true, allow_digits_only: true, min_length: 1, ..UsernameRules::default() };
        found.extend(check_username(text, &rules).ok().map(|value| (Kind::Username, value)));
    }
    found
}

async fn attempt(
    cx: &Context,
    browser: &Browser,
    candidates: Vec<(Kind, String)>,
    password: String,
) -> Result<Outcome, Fault> {
    let found = cx.read(move |tx| find(tx, &candidates)).await?;
    let stored = found.as_ref().and_then(|user| user.password.clone());
    let kept = stored.as_ref().and_then(from_stored);
    let (is_right, upgraded) = cx
        .hash(move || {
            // Made at the first attempt, whoever that is.
            let nobody = &*NOBODY;
            let Some(kept) = kept else {
                // The time that it takes must not tell either.
                nobody.verify(&password);
                return (false, None);
            };
            let is_right = kept.verify(&password);
            // The one moment at which an imported password can be brought into our own scheme.
            let upgraded = (is_right && kept.needs_upgrade()).then(|| to_stored(StoredPassword::new(&password)));
            (is_right, upgraded)
        })
        .await?;
    let Some(user) = found else { return Ok(Outcome::Wrong) };
    let before = if is_right { present_session(cx, browser).await? } else { None };
    let (inner, secret) = (cx.clone(), Browser::new_secret());
    let outcome = cx.write(move |tx| {
        if !is_right {
            note_failed_attempt(&inner, tx, &user.id)?;
            return Ok(Outcome::Wrong);
        }
        let Some(present) = tx.find_user(&user.id)? else { return Ok(Outcome::Wrong) };
        // Another password may have been set meanwhile. Who is locked out learns nothing of the password.
        if present.password != stored || is_locked(&present, inner.now) {
            return Ok(Outcome::Wrong);
        }
        let present = upgrade(tx, present, upgraded.clone())?;
        if let Some(reason) = obstacle(&inner, tx, &present)? {
            return Ok(Outcome::Refused(reason));
        }
        if present.two_factor_enabled() {
            return Ok(Outcome::SecondFactor(Box::new(present)));
        }
        let details = SessionDetails { first_factor_verified_at: Some(inner.now), ..SessionDetails::default() };
        let signed_in = open(&inner, tx, present, &secret, details, before.as_deref())?;
        Ok(Outcome::SignedIn(Box::new(signed_in)))
    });
    Ok(outcome.await?)
}

fn find(tx: &mut Tx<'_, '_>, candidates: &[(Kind, String)]) -> ApiResult<Option<User>> {
    for (kind, value) in candidates {
        if let Some(id) = tx.find_claimant(*kind, value)? {
            return Ok(tx.find_users(&[id])?.pop());
        }
    }
    Ok(None)
}

fn upgrade(
    tx: &mut Tx<'_, '_>,
    user: User,
    upgraded: Option<frontdesk_storage::users::StoredPassword>,
) -> ApiResult<User> {
    let Some(password) = upgraded else { return Ok(user) };
    let after = User { password: Some(password), ..user.clone() };
    tx.update_user(&user, &after)?;
    Ok(after)
}

/// What stands against a user who has the right password.
pub(super) fn obstacle(cx: &Context, tx: &mut Tx<'_, '_>, user: &User) -> ApiResult<Option<String>> {
    if user.banned {
        return Ok(Some("This account is banned.".to_owned()));
    }
    if user.password_compromised {
        return Ok(Some("This password is known to others. Set a new one first, then sign in here.".to_owned()));
    }
    let has_code = user.totp.is_some() || user.backup_codes.as_ref().is_some_and(|codes| !codes.is_empty());
    if user.two_factor_enabled() && !has_code {
        let text = "This account is protected by codes in text messages, which this page cannot send.";
        return Ok(Some(text.to_owned()));
    }
    let refusal = admit(cx, tx, user, Occasion::SignIn).err();
    match refusal {
        Some(error) if error.status() < 500 => Ok(Some(ApiError::sentence(&error).to_owned())),
        Some(error) => Err(error),
        None => Ok(None),
    }
}

/// What changes when the password does.
pub(super) fn fingerprint(user: &User) -> String {
    user.password.as_ref().map(|password| crate::hash_secret(&password.digest)).unwrap_or_default()
}
