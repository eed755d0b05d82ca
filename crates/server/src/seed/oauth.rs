//! OAuth applications, and what users granted to them, which only a browser can make otherwise.

use frontdesk_storage::Tx;
use frontdesk_storage::oauth_applications::{OauthApplication, OauthApplicationDetails, OauthApplicationOrder};
use frontdesk_storage::oauth_grants::{OauthCode, OauthCodeOutcome, OauthGrant, OauthGrantDetails};
use frontdesk_storage::users::Image;
use frontdesk_tokens::derived_id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reference::find_user;
use super::{SeedError, fingerprint};
use crate::context::Context;
use crate::oauth_applications::redirect_uris::check_redirect_uris;
use crate::oauth_applications::scopes::{ALL, default_scopes};
use crate::oauth_tokens::{ACCESS_TOKEN_SECONDS, CODE_LIFETIME, Draft};

/// How many seconds ago an access token ran out that has expired.
const EXPIRED_FOR_SECONDS: i64 = 120;
/// How many applications are looked through for a name.
const MOST_OF_A_NAME: i64 = 500;

/// An OAuth application. One of the same id, client id or, where neither is given, the same name is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OauthApplicationSeed {
    /// `oauthapp_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The id by which it introduces itself; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The name to show.
    pub name: String,
    /// Its secret; it is stored hashed. Without one it gets none until it is rotated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// The hash of its secret, as an export writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret_hash: Option<String>,
    /// Where users may be sent back to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redirect_uris: Vec<String>,
    /// What it may ask for; what the instance says if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// Whether users are asked before it learns who they are; they are if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent_screen_enabled: Option<bool>,
    /// Whether it has to prove with PKCE that a code is its own; a public one has to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pkce_required: Option<bool>,
    /// Whether it can keep no secret.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub public: bool,
    /// Whether it registered itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dynamically_registered: bool,
    /// Where it is at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_uri: Option<String>,
    /// Its logo, one of the pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

impl From<OauthApplication> for OauthApplicationSeed {
    fn from(stored: OauthApplication) -> Self {
        let OauthApplication { id, client_id, name, client_secret_hash, created_at, updated_at, details } = stored;
        let OauthApplicationDetails {
            public,
            scopes,
            redirect_uris,
            consent_screen_enabled,
            pkce_required,
            dynamically_registered,
            client_uri,
            image,
        } = details;
        Self {
            id: Some(id),
            client_id: Some(client_id),
            name,
            client_secret: None,
            client_secret_hash,
            redirect_uris,
            scopes: Some(scopes),
            consent_screen_enabled: Some(consent_screen_enabled),
            pkce_required: Some(pkce_required),
            public,
            dynamically_registered,
            client_uri,
            image,
            created_at: Some(created_at),
            updated_at: Some(updated_at),
        }
    }
}

/// An application that there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OauthApplicationReport {
    /// `oauthapp_…`.
    pub id: String,
    /// The id by which it introduces itself.
    pub client_id: String,
}

/// What a user granted to an application, as if both had gone through the browser. A grant that a seed made before is
/// made anew, and the tokens before end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OauthGrantSeed {
    /// The application, by id, client id or name.
    #[serde(alias = "application")]
    pub application_id: String,
    /// Who granted it, by id, e-mail address, phone number, wallet, username or external id.
    #[serde(alias = "user")]
    pub user_id: String,
    /// What was granted; all that the application may ask for if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// Whether the access token is a JWT; what the instance says if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwt: Option<bool>,
    /// Whether it was long enough ago that the access token has run out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub expired: bool,
}

/// The tokens of a grant. They are shown here and never again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OauthGrantReport {
    /// `oauthapp_…`.
    pub application_id: String,
    /// The id by which the application introduces itself.
    pub client_id: String,
    /// Who granted it.
    pub user_id: String,
    /// What was granted.
    pub scopes: Vec<String>,
    /// The id of the access token, `oat_…`.
    pub access_token_id: String,
    /// The access token.
    pub access_token: String,
    /// The refresh token.
    pub refresh_token: String,
}

/// A grant whose tokens are stored and not yet signed.
#[derive(Clone, Debug)]
pub(super) struct Granted {
    grant: OauthGrant,
    client_id: String,
    draft: Draft,
}

/// The application of that id, of that client id, or the first of that name.
fn find_application(tx: &mut Tx<'_, '_>, name: &str) -> Result<Option<OauthApplication>, SeedError> {
    if let Some(found) = tx.find_oauth_application(name)? {
        return Ok(Some(found));
    }
    if let Some(found) = tx.find_oauth_client(name)? {
        return Ok(Some(found));
    }
    let order = (OauthApplicationOrder::CreatedAt, false);
    let found = tx.list_oauth_applications(Some(name), order, MOST_OF_A_NAME, 0)?;
    Ok(found.into_iter().find(|one| one.name == name))
}

/// Makes the application unless it is there.
pub(super) fn insert_application(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &OauthApplicationSeed,
) -> Result<OauthApplicationReport, SeedError> {
    let refuse = |reason: &str| SeedError::Refused(format!("the application {} {reason}", seed.name));
    for name in [seed.id.as_ref(), seed.client_id.as_ref()].into_iter().flatten() {
        if let Some(found) = find_application(tx, name)? {
            return Ok(OauthApplicationReport { id: found.id, client_id: found.client_id });
        }
    }
    if seed.id.is_none()
        && seed.client_id.is_none()
        && let Some(found) = find_application(tx, &seed.name)?
    {
        return Ok(OauthApplicationReport { id: found.id, client_id: found.client_id });
    }
    if seed.name.trim().is_empty() {
        return Err(refuse("needs a name"));
    }
    if let Err(error) = check_redirect_uris("redirect_uris", &seed.redirect_uris) {
        return Err(refuse(&format!("cannot be: {}", error.sentence())));
    }
    check_scopes(seed.scopes.as_deref().unwrap_or_default()).map_err(|scope| refuse(&format!("has `{scope}`")))?;
    let secret = seed.client_secret.as_deref().map(crate::hash_secret).or_else(|| seed.client_secret_hash.clone());
    if seed.public && (secret.is_some() || seed.pkce_required == Some(false)) {
        return Err(refuse("is public: it has no secret, and needs PKCE"));
    }
    let created_at = seed.created_at.unwrap_or(cx.now);
    let application = OauthApplication {
        id: seed.id.clone().unwrap_or_else(|| cx.new_id("oauthapp")),
        client_id: seed.client_id.clone().unwrap_or_else(|| cx.new_id("client")),
        name: seed.name.clone(),
        client_secret_hash: secret,
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
        details: OauthApplicationDetails {
            public: seed.public,
            scopes: seed.scopes.clone().unwrap_or_else(|| default_scopes(cx)),
            redirect_uris: seed.redirect_uris.clone(),
            consent_screen_enabled: seed.dynamically_registered || seed.consent_screen_enabled.unwrap_or(true),
            pkce_required: seed.pkce_required.unwrap_or(seed.public),
            dynamically_registered: seed.dynamically_registered,
            client_uri: seed.client_uri.clone(),
            image: seed.image.clone(),
        },
    };
    tx.insert_oauth_application(&application)?;
    Ok(OauthApplicationReport { id: application.id, client_id: application.client_id })
}

fn check_scopes(scopes: &[String]) -> Result<(), &str> {
    scopes.iter().find(|scope| !ALL.contains(&scope.as_str())).map_or(Ok(()), |scope| Err(scope))
}

/// Gives out a code for what the user granted, and redeems it as the application would. `number` tells equal ones of a
/// seed apart.
pub(super) fn grant(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &OauthGrantSeed,
    number: usize,
) -> Result<Granted, SeedError> {
    let mut cx = cx.clone();
    if seed.expired {
        cx.now -= (ACCESS_TOKEN_SECONDS + EXPIRED_FOR_SECONDS) * 1000;
    }
    let user = find_user(tx, &seed.user_id)?;
    let application = find_application(tx, &seed.application_id)?
        .ok_or_else(|| SeedError::Refused(format!("there is no application {}", seed.application_id)))?;
    let scopes = seed.scopes.clone().unwrap_or_else(|| application.details.scopes.clone());
    if let Some(scope) = scopes.iter().find(|scope| !application.details.scopes.contains(scope)) {
        return Err(SeedError::Refused(format!("the application {} may not ask for `{scope}`", application.name)));
    }
    let id = derived_id("oagrant", &["grant", &fingerprint(&cx, seed, number)]);
    tx.delete_oauth_grant(&id)?;
    let code_hash = crate::hash_secret(&cx.shared.ids.oauth_code());
    let ends_at = cx.now + CODE_LIFETIME;
    let grant = OauthGrant {
        id,
        application_id: application.id,
        user_id: user.id,
        code_hash: code_hash.clone(),
        ends_at,
        created_at: cx.now,
        updated_at: cx.now,
        details: OauthGrantDetails {
            scopes: scopes.clone(),
            authenticated_at: Some(cx.now),
            code: OauthCode { expires_at: ends_at, ..OauthCode::default() },
            ..OauthGrantDetails::default()
        },
        ..OauthGrant::default()
    };
    let is_jwt = seed.jwt.unwrap_or(cx.settings().oauth_applications.jwt_access_tokens);
    let mut draft = Draft::new(&cx, None, is_jwt);
    draft.scopes = scopes;
    let issued = tx.issue_oauth_code(&grant)?;
    let issue = |_: &OauthGrant| Some(draft.stored());
    match tx.redeem_oauth_code(&grant.application_id, &code_hash, cx.now, issue)? {
        OauthCodeOutcome::Redeemed(grant) if issued => {
            Ok(Granted { grant: *grant, client_id: application.client_id, draft })
        }
        outcome => Err(SeedError::Refused(format!("the code of {} gave nothing: {outcome:?}", seed.user_id))),
    }
}

impl Granted {
    /// Signs the tokens.
    pub(super) fn sign(self, cx: &Context) -> Result<OauthGrantReport, SeedError> {
        let issued = self.draft.finish(&cx.instance, &self.grant, &self.client_id)?;
        Ok(OauthGrantReport {
            application_id: self.grant.application_id,
            client_id: self.client_id,
            user_id: self.grant.user_id,
            scopes: issued.scopes,
            access_token_id: issued.access_token_id,
            access_token: issued.access_token,
            refresh_token: issued.refresh_token,
        })
    }
}
