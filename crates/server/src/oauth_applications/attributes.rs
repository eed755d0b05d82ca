//! What an application may be: the rules for creating and changing one.

use frontdesk_contract::Maybe;
use frontdesk_contract::oauth_applications::{CreateOauthApplicationBody, UpdateOauthApplicationBody};
use frontdesk_storage::oauth_applications::OauthApplication;

use super::redirect_uris::check_redirect_uris;
use super::scopes::{default_scopes, read_scopes};
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// The longest name, in characters.
const MAX_NAME: usize = 256;

/// What a request wants an application to be. What is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes {
    name: Option<String>,
    redirect_uris: Option<Vec<String>>,
    callback_url: Option<String>,
    scopes: Option<String>,
    consent_screen_enabled: Option<bool>,
    pkce_required: Option<bool>,
    public: Option<bool>,
}

/// An official SDK cannot leave a text out, and sends an empty one.
fn given(text: &Maybe<String>) -> Option<String> {
    text.value().filter(|text| !text.is_empty()).cloned()
}

impl From<&CreateOauthApplicationBody> for Attributes {
    fn from(body: &CreateOauthApplicationBody) -> Self {
        Self {
            name: Some(body.name.clone()),
            redirect_uris: body.redirect_uris.value().cloned(),
            callback_url: given(&body.callback_url),
            scopes: given(&body.scopes),
            consent_screen_enabled: body.consent_screen_enabled.value().copied(),
            pkce_required: body.pkce_required.value().copied(),
            public: body.public.value().copied(),
        }
    }
}

impl From<&UpdateOauthApplicationBody> for Attributes {
    fn from(body: &UpdateOauthApplicationBody) -> Self {
        Self {
            name: body.name.value().cloned(),
            redirect_uris: body.redirect_uris.value().cloned(),
            callback_url: given(&body.callback_url),
            scopes: given(&body.scopes),
            consent_screen_enabled: body.consent_screen_enabled.value().copied(),
            pkce_required: body.pkce_required.value().copied(),
            public: body.public.value().copied(),
        }
    }
}

/// An application that nobody has described yet, without a secret.
pub(super) fn new_application(cx: &Context) -> OauthApplication {
    let mut application = OauthApplication {
        id: cx.new_id("oauthapp"),
        client_id: cx.new_id("client"),
        created_at: cx.now,
        updated_at: cx.now,
        ..OauthApplication::default()
    };
    application.details.scopes = default_scopes(cx);
    application.details.consent_screen_enabled = true;
    application
}

impl Attributes {
    /// Writes them over an application, or says everything that is wrong with them.
    pub(super) fn apply(self, cx: &Context, application: &mut OauthApplication) -> ApiResult<()> {
        let mut problems = Vec::new();
        let mut note = |outcome: ApiResult<()>| problems.extend(outcome.err());
        let details = &mut application.details;
        if let Some(name) = &self.name {
            note(check_name(name));
            application.name.clone_from(name);
        }
        note(self.redirect_uris(&details.redirect_uris).map(|uris| details.redirect_uris = uris));
        if let Some(text) = &self.scopes {
            note(read_scopes(cx, text).map(|scopes| details.scopes = scopes));
        }
        if let Some(enabled) = self.consent_screen_enabled {
            if !enabled && details.dynamically_registered {
                note(Err(kinds::OAUTH_APPLICATION_CONSENT_SCREEN_CANNOT_BE_DISABLED.param(
                    "consent_screen_enabled",
                    "The application registered itself: users always have to be asked before it learns who they are.",
                )));
            }
            details.consent_screen_enabled = enabled;
        }
        details.public = self.public.unwrap_or(details.public);
        // Two of the official SDKs can say that a client is public, and not that it needs PKCE.
        details.pkce_required = self.pkce_required.unwrap_or(details.pkce_required || details.public);
        if details.public && !details.pkce_required {
            note(Err(kinds::FORM_PUBLIC_CLIENT_REQUIRES_PKCE.param(
                "pkce_required",
                "An application without a secret has nothing but PKCE to show that a code is its own. Leave \
                 `pkce_required` out or set it to true.",
            )));
        }
        if details.public {
            application.client_secret_hash = None;
        }
        ApiError::all(problems).map_or(Ok(()), Err)
    }

    /// The redirect URIs that the application has then. `callback_url` is another name of the first of them.
    fn redirect_uris(&self, before: &[String]) -> ApiResult<Vec<String>> {
        let Some(callback_url) = &self.callback_url else {
            let uris = self.redirect_uris.as_deref().unwrap_or(before);
            check_redirect_uris("redirect_uris", uris)?;
            return Ok(uris.to_vec());
        };
        if let Some(uris) = &self.redirect_uris {
            check_redirect_uris("redirect_uris", uris)?;
            if uris.first() != Some(callback_url) {
                return Err(kinds::FORM_PARAM_VALUE_CONFLICT.param(
                    "callback_url",
                    "`callback_url` is another name of the first of the `redirect_uris`. Leave one of them out.",
                ));
            }
            return Ok(uris.clone());
        }
        let mut uris = before.to_vec();
        match uris.first_mut() {
            Some(first) => first.clone_from(callback_url),
            None => uris.push(callback_url.clone()),
        }
        check_redirect_uris("callback_url", &uris)?;
        Ok(uris)
    }
}

fn check_name(name: &str) -> ApiResult<()> {
    if name.trim().is_empty() {
        return Err(kinds::FORM_PARAM_NIL.param("name", "`name` needs a character that can be seen."));
    }
    let length = name.chars().count();
    if length > MAX_NAME {
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED
            .param("name", format!("`name` has {length} characters; it may have {MAX_NAME}.")));
    }
    Ok(())
}
