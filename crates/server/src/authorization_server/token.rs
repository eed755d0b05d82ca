//! The token endpoint: codes and refresh tokens against tokens.

use std::collections::HashSet;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_credentials::secret::equal;
use frontdesk_storage::oauth_applications::OauthApplication;
use frontdesk_storage::oauth_grants::{OauthCodeOutcome, OauthGrant, OauthRefreshOutcome};
use frontdesk_storage::{StorageError, Tx};
use frontdesk_tokens::oauth_refresh_family;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::form::Form;
use super::profile::Person;
use super::refusal::Refusal;
use super::{Answered, client, id_token};
use crate::context::Context;
use crate::error::ApiResult;
use crate::oauth_tokens::{ACCESS_TOKEN_SECONDS, Draft};

pub(super) async fn answer(cx: &Context, form: Form) -> Answered {
    let grant_type = form.required("grant_type")?;
    if !["authorization_code", "refresh_token"].contains(&grant_type) {
        return Err(Refusal::grant_type("`grant_type` is `authorization_code` or `refresh_token`."));
    }
    let application = client::authenticate(cx, &form).await?;
    let granted = match grant_type {
        "refresh_token" => refresh(cx, &form, &application).await?,
        _ => redeem(cx, &form, &application).await?,
    };
    tell(cx, application.client_id, granted).await.map(Some)
}

/// What was granted, with the tokens that are stored for it.
struct Granted {
    grant: OauthGrant,
    person: Person,
    draft: Draft,
}

/// Whether the application was granted what a code or a refresh token stands for, whatever has become of it. Anybody may
/// say that they are a public client, and guess: that must not keep writers waiting.
async fn is_granted(
    cx: &Context,
    application: &OauthApplication,
    find: impl Fn(&mut Tx<'_, '_>) -> Result<Option<OauthGrant>, StorageError> + Send + 'static,
) -> ApiResult<bool> {
    let id = application.id.clone();
    cx.read(move |tx| Ok(find(tx)?.is_some_and(|grant| grant.application_id == id))).await
}

async fn redeem(cx: &Context, form: &Form, application: &OauthApplication) -> Result<Granted, Refusal> {
    let refused = || {
        Refusal::grant(
            "The code is unknown, expired or used, was made for another client, or does not fit the request.",
        )
    };
    let code_hash = crate::hash_secret(form.required("code")?);
    let searched = code_hash.clone();
    if !is_granted(cx, application, move |tx| tx.lock_oauth_grant_by_code(&searched)).await? {
        return Err(refused());
    }
    let asked = Arc::new(Asked {
        redirect_uri: form.get("redirect_uri").map(str::to_owned),
        verifier: form.get("code_verifier").map(str::to_owned),
        first_redirect_uri: application.details.redirect_uris.first().cloned(),
        pkce_required: application.details.pkce_required,
    });
    let (inner, application_id) = (cx.clone(), application.id.clone());
    let outcome = cx
        .write(move |tx| {
            let draft = new_draft(&inner, None);
            let grant = tx.lock_oauth_grant_by_code(&code_hash)?;
            let banned = is_banned(tx, grant.as_ref())?;
            let issue = |grant: &OauthGrant| {
                let fits = !banned && asked.fits(grant);
                fits.then(|| draft.with_scopes(grant.details.scopes.clone()).stored())
            };
            match tx.redeem_oauth_code(&application_id, &code_hash, inner.now, issue)? {
                OauthCodeOutcome::Redeemed(grant) => {
                    let scopes = grant.details.scopes.clone();
                    with_person(tx, *grant, draft.with_scopes(scopes))
                }
                // What was taken back stays so: this is no error of the unit of work.
                OauthCodeOutcome::Refused | OauthCodeOutcome::Replayed => Ok(None),
            }
        })
        .await?;
    outcome.ok_or_else(refused)
}

async fn refresh(cx: &Context, form: &Form, application: &OauthApplication) -> Result<Granted, Refusal> {
    let token = form.required("refresh_token")?.to_owned();
    let asked = form.get("scope").map(each_once);
    let refused = || Refusal::grant("The refresh token is unknown, expired, replaced or revoked, or another client's.");
    let family = oauth_refresh_family(&token).ok_or_else(refused)?.to_owned();
    let searched = crate::hash_secret(&family);
    if !is_granted(cx, application, move |tx| tx.lock_oauth_grant_by_family(&searched)).await? {
        return Err(refused());
    }
    let (inner, application_id) = (cx.clone(), application.id.clone());
    let outcome = cx
        .write(move |tx| {
            let draft = new_draft(&inner, Some(&family));
            let hashes = (crate::hash_secret(&family), crate::hash_secret(&token));
            let scopes = |grant: &OauthGrant| {
                let granted = &grant.details.scopes;
                let asked = asked.clone().unwrap_or_else(|| granted.clone());
                asked.iter().all(|scope| granted.contains(scope)).then_some(asked)
            };
            let grant = tx.lock_oauth_grant_by_family(&hashes.0)?;
            let banned = is_banned(tx, grant.as_ref())?;
            let excess = std::cell::Cell::new(false);
            let issue = |grant: &OauthGrant| {
                if banned {
                    return None;
                }
                let scopes = scopes(grant);
                excess.set(scopes.is_none());
                scopes.map(|scopes| draft.with_scopes(scopes).stored())
            };
            let outcome = tx.rotate_oauth_refresh_token(&application_id, (&hashes.0, &hashes.1), inner.now, issue)?;
            match outcome {
                OauthRefreshOutcome::Rotated(grant) => {
                    let scopes = scopes(&grant).unwrap_or_default();
                    Ok(with_person(tx, *grant, draft.with_scopes(scopes))?.ok_or(false))
                }
                OauthRefreshOutcome::Refused | OauthRefreshOutcome::Reused => Ok(Err(excess.get())),
            }
        })
        .await?;
    outcome.map_err(
        |excess| {
            if excess { Refusal::scope("The user has granted less than `scope` asks for.") } else { refused() }
        },
    )
}

/// The scopes that a text names, each of them once, however often it names them.
fn each_once(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    text.split_ascii_whitespace().filter(|scope| seen.insert(*scope)).map(str::to_owned).collect()
}

fn new_draft(cx: &Context, family: Option<&str>) -> Draft {
    Draft::new(cx, family, cx.settings().oauth_applications.jwt_access_tokens)
}

/// Whether the user behind a grant may not sign in. Nothing is used up then, as a ban may be taken back.
fn is_banned(tx: &mut Tx<'_, '_>, grant: Option<&OauthGrant>) -> ApiResult<bool> {
    let Some(grant) = grant else { return Ok(false) };
    Ok(tx.find_users(std::slice::from_ref(&grant.user_id))?.first().is_some_and(|user| user.banned))
}

/// What was granted, with the user behind it.
fn with_person(tx: &mut Tx<'_, '_>, grant: OauthGrant, draft: Draft) -> ApiResult<Option<Granted>> {
    let person = super::user_info::find_person(tx, &grant.user_id, grant.details.organization_id.as_deref())?;
    Ok(person.map(|person| Granted { grant, person, draft }))
}

/// What a request says that redeems a code.
struct Asked {
    redirect_uri: Option<String>,
    verifier: Option<String>,
    first_redirect_uri: Option<String>,
    pkce_required: bool,
}

impl Asked {
    fn fits(&self, grant: &OauthGrant) -> bool {
        let code = &grant.details.code;
        let same_place = match (&code.redirect_uri, &self.redirect_uri) {
            (Some(sent), Some(said)) => sent == said,
            (Some(_), None) => false,
            // Where the request for the code named none, the only one is meant.
            (None, said) => said.is_none() || *said == self.first_redirect_uri,
        };
        let proven = match (&code.code_challenge, &self.verifier) {
            (Some(challenge), Some(verifier)) => is_verifier(verifier) && equal(&challenge_of(verifier), challenge),
            (None, None) => !self.pkce_required,
            // A verifier without a challenge: somebody took the challenge out of the request.
            _ => false,
        };
        same_place && proven
    }
}

/// 43 to 128 characters that stand for themselves in a URI, as RFC 7636 wants it.
fn is_verifier(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(fits)
}

/// The challenge of a verifier by the method `S256`.
fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// Signs what has to be signed, and says it.
async fn tell(cx: &Context, client_id: String, granted: Granted) -> Result<Value, Refusal> {
    let inner = cx.clone();
    let signed = cx
        .blocking(move || -> ApiResult<_> {
            let Granted { grant, person, draft } = granted;
            let claims: Option<Map<String, Value>> =
                id_token::claims(&inner, &grant, &person, &client_id, &draft.scopes);
            let issued = draft.finish(&inner.instance, &grant, &client_id)?;
            let id_token = claims.map(|claims| id_token::sign(&inner, &claims)).transpose()?;
            Ok((issued, id_token))
        })
        .await??;
    let (issued, id_token) = signed;
    let mut answer = json!({
        "access_token": issued.access_token,
        "token_type": "Bearer",
        "expires_in": ACCESS_TOKEN_SECONDS,
        "refresh_token": issued.refresh_token,
        "scope": issued.scopes.join(" "),
    });
    if let Some(id_token) = id_token {
        answer["id_token"] = Value::String(id_token);
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_example_in_rfc_7636() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge_of(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_verifier(verifier) && is_verifier(&"~".repeat(128)));
        for text in ["", &verifier[1..], &"a".repeat(129), &verifier.replace('-', "+"), &verifier.replace('-', "ä")] {
            assert!(!is_verifier(text), "{text}");
        }
    }

    #[test]
    fn a_code_fits_the_request_that_it_was_made_for() {
        let verifier = "v".repeat(50);
        let grant = |redirect_uri: Option<&str>, challenged: bool| {
            let mut grant = OauthGrant::default();
            grant.details.code.redirect_uri = redirect_uri.map(str::to_owned);
            grant.details.code.code_challenge = challenged.then(|| challenge_of(&verifier));
            grant
        };
        let asked = |redirect_uri: Option<&str>, verifier: Option<&str>, pkce_required| Asked {
            redirect_uri: redirect_uri.map(str::to_owned),
            verifier: verifier.map(str::to_owned),
            first_redirect_uri: Some("a://b".to_owned()),
            pkce_required,
        };
        let (right, wrong) = (Some(verifier.as_str()), "w".repeat(50));
        for (request, grant, fits) in [
            (asked(Some("a://c"), None, false), grant(Some("a://c"), false), true),
            (asked(Some("a://c/"), None, false), grant(Some("a://c"), false), false),
            (asked(None, None, false), grant(Some("a://c"), false), false),
            (asked(None, None, false), grant(None, false), true),
            (asked(Some("a://b"), None, false), grant(None, false), true),
            (asked(Some("a://c"), None, false), grant(None, false), false),
            (asked(None, right, true), grant(None, true), true),
            (asked(None, right, false), grant(None, true), true),
            (asked(None, Some(&wrong), false), grant(None, true), false),
            (asked(None, None, false), grant(None, true), false),
            (asked(None, right, false), grant(None, false), false),
            (asked(None, None, true), grant(None, false), false),
        ] {
            assert_eq!(request.fits(&grant), fits, "{:?} {:?}", request.redirect_uri, grant.details.code);
        }
    }
}
