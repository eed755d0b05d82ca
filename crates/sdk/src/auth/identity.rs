//! Who sent a request.

use std::sync::Arc;

use frontdesk_contract::api_keys::ApiKey;
use frontdesk_contract::m2m_tokens::M2mToken;
use frontdesk_contract::oauth_access_tokens::VerifiedOauthAccessToken;
use frontdesk_tokens::{MachineClaims, OauthClaims, SessionClaims};
use serde_json::{Map, Value};

use super::{Forbidden, Requirement, TokenKind};

/// Who sent a request, by the kind of token that says so. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Auth {
    /// A user who is signed in.
    Session(Arc<SessionClaims>),
    /// A program of a user or an organization.
    ApiKey(Arc<ApiKeyAuth>),
    /// A machine.
    M2m(Arc<M2mAuth>),
    /// An OAuth application, for a user.
    Oauth(Arc<OauthAuth>),
}

/// What an API key says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ApiKeyAuth {
    /// The key's id, `ak_…`; not its secret.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whose it is: `user_…` or `org_…`.
    pub subject: String,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// What whoever made it wanted to be told.
    pub claims: Option<Value>,
    /// When its time is up, in milliseconds since the epoch; `None` for never.
    pub expires_at_ms: Option<i64>,
}

/// What a machine's token says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct M2mAuth {
    /// The token's id, `mt_…`; not the token.
    pub id: Option<String>,
    /// The machine that it speaks for, `mch_…`.
    pub machine_id: String,
    /// The machines that it is good for. Nobody has compared them with your own unless you gave its secret key and the
    /// token is opaque, or you named it as an audience and the token is a JWT.
    pub scopes: Vec<String>,
    /// What the machine put into it.
    pub claims: Map<String, Value>,
    /// When its time is up, in milliseconds since the epoch.
    pub expires_at_ms: Option<i64>,
}

/// What an OAuth access token says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OauthAuth {
    /// The token's id, `oat_…`; not the token.
    pub id: Option<String>,
    /// The user who consented, `user_…`.
    pub user_id: String,
    /// The client that it was issued to.
    pub client_id: String,
    /// What the user consented to.
    pub scopes: Vec<String>,
    /// Whom it is for; empty if it does not say.
    pub audiences: Vec<String>,
    /// Who acts in the user's place.
    pub actor: Option<Value>,
    /// When its time is up, in milliseconds since the epoch.
    pub expires_at_ms: Option<i64>,
}

impl ApiKeyAuth {
    /// The user whose key it is.
    pub fn user_id(&self) -> Option<&str> {
        Some(self.subject.as_str()).filter(|subject| subject.starts_with("user_"))
    }

    /// The organization whose key it is.
    pub fn organization_id(&self) -> Option<&str> {
        Some(self.subject.as_str()).filter(|subject| subject.starts_with("org_"))
    }
}

impl Auth {
    /// What the request proved itself with.
    pub fn kind(&self) -> TokenKind {
        match self {
            Self::Session(_) => TokenKind::Session,
            Self::ApiKey(_) => TokenKind::ApiKey,
            Self::M2m(_) => TokenKind::M2m,
            Self::Oauth(_) => TokenKind::Oauth,
        }
    }

    /// The user who is signed in, whose key it is, or who consented.
    pub fn user_id(&self) -> Option<&str> {
        match self {
            Self::Session(claims) => Some(&claims.user_id),
            Self::ApiKey(key) => key.user_id(),
            Self::M2m(_) => None,
            Self::Oauth(token) => Some(&token.user_id),
        }
    }

    /// The organization that is active in the session, or whose key it is.
    pub fn organization_id(&self) -> Option<&str> {
        match self {
            Self::Session(claims) => claims.organization.as_ref().map(|organization| organization.id.as_str()),
            Self::ApiKey(key) => key.organization_id(),
            Self::M2m(_) | Self::Oauth(_) => None,
        }
    }

    /// The machine.
    pub fn machine_id(&self) -> Option<&str> {
        match self {
            Self::M2m(token) => Some(&token.machine_id),
            _ => None,
        }
    }

    /// What the token may be used for; sessions have permissions instead.
    pub fn scopes(&self) -> &[String] {
        match self {
            Self::Session(_) => &[],
            Self::ApiKey(key) => &key.scopes,
            Self::M2m(token) => &token.scopes,
            Self::Oauth(token) => &token.scopes,
        }
    }

    /// The claims of the session, if it is one.
    pub fn session(&self) -> Option<&SessionClaims> {
        match self {
            Self::Session(claims) => Some(claims),
            _ => None,
        }
    }

    /// Whether the user may do this in the organization that is active in the session. Other tokens have no permissions.
    pub fn has_permission(&self, key: &str) -> bool {
        self.session().is_some_and(|claims| claims.has_permission(key))
    }

    /// Whether the user has this role in the organization that is active in the session.
    pub fn has_role(&self, key: &str) -> bool {
        self.session().is_some_and(|claims| claims.has_role(key))
    }

    /// Whether the key or token may be used for this.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes().iter().any(|one| one == scope)
    }

    /// Goes on only with what is required.
    ///
    /// ```
    /// use frontdesk_sdk::auth::{Auth, Forbidden, Requirement};
    ///
    /// fn publish(auth: &Auth) -> Result<(), Forbidden> {
    ///     auth.require(Requirement::permission("org:posts:publish").or(Requirement::scope("posts:publish")))?;
    ///     // …
    ///     Ok(())
    /// }
    /// ```
    pub fn require(&self, requirement: Requirement) -> Result<(), Forbidden> {
        if requirement.is_met_by(self) { Ok(()) } else { Err(Forbidden { requirement }) }
    }

    /// Goes on only with this permission in the active organization. The prefix `org:` may be left out.
    pub fn require_permission(&self, key: impl Into<String>) -> Result<(), Forbidden> {
        self.require(Requirement::permission(key))
    }

    /// Goes on only with this role in the active organization. The prefix `org:` may be left out.
    pub fn require_role(&self, key: impl Into<String>) -> Result<(), Forbidden> {
        self.require(Requirement::role(key))
    }

    /// Goes on only with a key or token that may be used for this.
    pub fn require_scope(&self, scope: impl Into<String>) -> Result<(), Forbidden> {
        self.require(Requirement::scope(scope))
    }

    /// Goes on only with a user who is signed in.
    pub fn require_session(&self) -> Result<&SessionClaims, Forbidden> {
        self.session().ok_or(Forbidden { requirement: Requirement::Kind(TokenKind::Session) })
    }
}

impl From<SessionClaims> for Auth {
    fn from(claims: SessionClaims) -> Self {
        Self::Session(Arc::new(claims))
    }
}

impl From<ApiKey> for Auth {
    fn from(key: ApiKey) -> Self {
        Self::ApiKey(Arc::new(ApiKeyAuth {
            id: key.id,
            name: key.name,
            subject: key.subject,
            scopes: key.scopes,
            claims: key.claims,
            expires_at_ms: key.expiration,
        }))
    }
}

impl From<M2mToken> for Auth {
    fn from(token: M2mToken) -> Self {
        Self::M2m(Arc::new(M2mAuth {
            id: Some(token.id),
            machine_id: token.subject,
            scopes: token.scopes.unwrap_or_default(),
            claims: token.claims.into_value().unwrap_or_default(),
            expires_at_ms: token.expiration,
        }))
    }
}

impl From<MachineClaims> for Auth {
    fn from(claims: MachineClaims) -> Self {
        Self::M2m(Arc::new(M2mAuth {
            id: claims.id,
            machine_id: claims.machine_id,
            scopes: claims.scopes,
            claims: claims.custom,
            expires_at_ms: milliseconds(claims.expires_at_seconds),
        }))
    }
}

impl From<OauthClaims> for Auth {
    fn from(claims: OauthClaims) -> Self {
        Self::Oauth(Arc::new(OauthAuth {
            id: claims.id,
            user_id: claims.user_id,
            client_id: claims.client_id.unwrap_or_default(),
            scopes: claims.scopes,
            audiences: claims.audiences,
            actor: claims.actor,
            expires_at_ms: milliseconds(claims.expires_at_seconds),
        }))
    }
}

impl OauthAuth {
    pub(crate) fn new(token: VerifiedOauthAccessToken, audiences: Vec<String>, actor: Option<Value>) -> Self {
        Self {
            id: Some(token.id),
            user_id: token.subject,
            client_id: token.client_id,
            scopes: token.scopes,
            audiences,
            actor,
            expires_at_ms: token.expiration,
        }
    }
}

fn milliseconds(seconds: Option<i64>) -> Option<i64> {
    seconds.map(|seconds| seconds.saturating_mul(1000))
}
