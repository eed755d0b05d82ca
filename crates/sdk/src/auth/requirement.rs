//! What may be asked of somebody who is known.

use std::fmt;

use super::{Auth, TokenKind};

/// What is asked of a request beyond being authenticated.
///
/// ```
/// use frontdesk_sdk::auth::Requirement;
///
/// let publisher = Requirement::permission("org:posts:publish").or(Requirement::scope("posts:publish"));
/// assert_eq!(publisher.to_string(), "the permission org:posts:publish or the scope posts:publish");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Requirement {
    /// A token of this kind.
    Kind(TokenKind),
    /// A permission in the organization that is active in the session.
    Permission(String),
    /// A role in the organization that is active in the session.
    Role(String),
    /// A feature of the user or the organization.
    Feature(String),
    /// A plan of the user or the organization.
    Plan(String),
    /// A scope of an API key, an OAuth access token or a machine's token.
    Scope(String),
    /// One of these.
    Any(Vec<Self>),
    /// All of these.
    All(Vec<Self>),
}

impl Requirement {
    /// A permission in the active organization, such as `org:posts:publish`. The prefix `org:` may be left out.
    pub fn permission(key: impl Into<String>) -> Self {
        Self::Permission(key.into())
    }

    /// A role in the active organization, such as `org:admin`. The prefix `org:` may be left out.
    pub fn role(key: impl Into<String>) -> Self {
        Self::Role(key.into())
    }

    /// A feature: `chat`, or of one of them only: `user:chat`, `org:chat`.
    pub fn feature(slug: impl Into<String>) -> Self {
        Self::Feature(slug.into())
    }

    /// A plan: `pro`, or of one of them only: `user:pro`, `org:pro`.
    pub fn plan(slug: impl Into<String>) -> Self {
        Self::Plan(slug.into())
    }

    /// A scope of an API key, an OAuth access token or a machine's token.
    pub fn scope(scope: impl Into<String>) -> Self {
        Self::Scope(scope.into())
    }

    /// This or the other.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match self {
            Self::Any(mut parts) => {
                parts.push(other);
                Self::Any(parts)
            }
            first => Self::Any(vec![first, other]),
        }
    }

    /// This and the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match self {
            Self::All(mut parts) => {
                parts.push(other);
                Self::All(parts)
            }
            first => Self::All(vec![first, other]),
        }
    }

    /// Whether somebody has what is asked for.
    pub fn is_met_by(&self, auth: &Auth) -> bool {
        match self {
            Self::Kind(kind) => auth.kind() == *kind,
            Self::Permission(key) => auth.has_permission(key),
            Self::Role(key) => auth.has_role(key),
            Self::Feature(slug) => auth.session().is_some_and(|claims| claims.has_feature(slug)),
            Self::Plan(slug) => auth.session().is_some_and(|claims| claims.has_plan(slug)),
            Self::Scope(scope) => auth.has_scope(scope),
            Self::Any(parts) => parts.iter().any(|part| part.is_met_by(auth)),
            Self::All(parts) => parts.iter().all(|part| part.is_met_by(auth)),
        }
    }

    /// The scopes in it, for the challenge.
    pub(crate) fn scopes(&self) -> Vec<&str> {
        match self {
            Self::Scope(scope) => vec![scope],
            Self::Any(parts) | Self::All(parts) => parts.iter().flat_map(Self::scopes).collect(),
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => write!(f, "a token of the kind {kind}"),
            Self::Permission(key) => write!(f, "the permission {key}"),
            Self::Role(key) => write!(f, "the role {key}"),
            Self::Feature(slug) => write!(f, "the feature {slug}"),
            Self::Plan(slug) => write!(f, "the plan {slug}"),
            Self::Scope(scope) => write!(f, "the scope {scope}"),
            Self::Any(parts) => joined(f, parts, " or "),
            Self::All(parts) => joined(f, parts, " and "),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Requirement], word: &str) -> fmt::Result {
    for (position, part) in parts.iter().enumerate() {
        f.write_str(if position == 0 { "" } else { word })?;
        // Which of `and` and `or` binds first is nothing to guess about.
        if matches!(part, Requirement::Any(_) | Requirement::All(_)) {
            write!(f, "({part})")?;
        } else {
            write!(f, "{part}")?;
        }
    }
    Ok(())
}

/// That somebody is known, and may not do this: 403.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this needs {requirement}")]
#[non_exhaustive]
pub struct Forbidden {
    /// What was asked for.
    pub requirement: Requirement,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use frontdesk_tokens::parse_claims;
    use serde_json::json;

    use super::*;
    use crate::auth::ApiKeyAuth;

    fn session() -> Auth {
        let claims = json!({
            "sub": "user_1", "v": 2, "fea": "o:posts,u:chat", "pla": "o:pro",
            "o": { "id": "org_1", "rol": "editor", "per": "publish", "fpm": "1" },
        });
        parse_claims(claims.try_into().unwrap()).map(Auth::from).unwrap()
    }

    fn api_key() -> Auth {
        Auth::ApiKey(Arc::new(ApiKeyAuth {
            id: "ak_1".to_owned(),
            name: "robot".to_owned(),
            subject: "org_1".to_owned(),
            scopes: vec!["posts:publish".to_owned()],
            claims: None,
            expires_at_ms: None,
        }))
    }

    #[test]
    fn sessions_have_permissions_and_keys_have_scopes() {
        for (requirement, of_session, of_key) in [
            (Requirement::permission("org:posts:publish"), true, false),
            (Requirement::permission("posts:publish"), true, false),
            (Requirement::permission("org:posts:delete"), false, false),
            (Requirement::role("org:editor"), true, false),
            (Requirement::role("admin"), false, false),
            (Requirement::feature("user:chat"), true, false),
            (Requirement::feature("org:chat"), false, false),
            (Requirement::plan("pro"), true, false),
            (Requirement::scope("posts:publish"), false, true),
            (Requirement::Kind(TokenKind::ApiKey), false, true),
            (Requirement::permission("posts:publish").or(Requirement::scope("posts:publish")), true, true),
            (Requirement::permission("posts:publish").and(Requirement::role("admin")), false, false),
            (Requirement::permission("posts:publish").and(Requirement::role("editor")), true, false),
            (Requirement::Any(Vec::new()), false, false),
        ] {
            assert_eq!(requirement.is_met_by(&session()), of_session, "{requirement}");
            assert_eq!(requirement.is_met_by(&api_key()), of_key, "{requirement}");
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let requirement = Requirement::role("a").or(Requirement::role("b")).and(Requirement::scope("c"));
        assert_eq!(requirement.to_string(), "(the role a or the role b) and the scope c");
        assert_eq!(requirement.scopes(), ["c"]);
        assert_eq!(
            session().require(requirement).unwrap_err().to_string(),
            "this needs (the role a or the role b) and the scope c"
        );
        assert!(session().require_permission("org:posts:publish").is_ok());
        assert_eq!(session().require_session().map(|claims| claims.user_id.as_str()), Ok("user_1"));
        assert_eq!(
            api_key().require_session().unwrap_err().to_string(),
            "this needs a token of the kind session_token"
        );
    }
}
