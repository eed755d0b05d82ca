//! Reading the claims of a session token: one type over versions 1 and 2.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::bit_map;
use crate::jws::whole_seconds;
use crate::session_token::{SessionStatus, TokenVersion};

/// What a session token says.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionClaims {
    pub version: TokenVersion,
    pub user_id: String,
    /// Missing in tokens made from a template.
    pub session_id: Option<String>,
    pub issuer: Option<String>,
    /// The origin that asked for the token; missing if a back end did.
    pub authorized_party: Option<String>,
    pub expires_at_seconds: Option<i64>,
    pub issued_at_seconds: Option<i64>,
    /// `None` if the token says nothing about it, or something that is not known.
    pub status: Option<SessionStatus>,
    /// Minutes since the first and the second factor were verified; -1 for never.
    pub factor_verification_age: Option<(i64, i64)>,
    /// Who acts in the user's place.
    pub actor: Option<Value>,
    /// The active organization.
    pub organization: Option<SessionOrganization>,
    /// Always empty in version 1.
    pub plans: Grants,
    /// Always empty in version 1.
    pub features: Grants,
    /// All claims as they came, custom ones included.
    pub claims: Map<String, Value>,
}

/// The active organization of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionOrganization {
    pub id: String,
    pub slug: Option<String>,
    /// The full role key, such as `org:admin`.
    pub role: String,
    /// Full permission keys, without the system permissions, which tokens never list.
    pub permissions: BTreeSet<String>,
}

/// The slugs of plans or features, by who holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    pub user: Vec<String>,
    pub organization: Vec<String>,
}

/// Why claims are not those of a token of their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClaimsError {
    #[error("the claims are not a JSON object")]
    NotAnObject,
    #[error("the claim sub is missing or is not a string")]
    MissingSubject,
    #[error("the token has the version {0}, which is not known")]
    UnknownVersion(i64),
    #[error("the claim sub names no machine")]
    NoMachine,
}

/// Reads the claims of a verified token. Apart from the subject, claims that are missing or misshapen are taken as
/// not said, and grant nothing.
pub fn parse_claims(claims: Value) -> Result<SessionClaims, ClaimsError> {
    let Value::Object(claims) = claims else {
        return Err(ClaimsError::NotAnObject);
    };
    let user_id = text(&claims, "sub").ok_or(ClaimsError::MissingSubject)?;
    let version = match claims.get("v") {
        None | Some(Value::Null) => TokenVersion::V1,
        Some(value) => match value.as_i64() {
            Some(1) => TokenVersion::V1,
            Some(2) => TokenVersion::V2,
            other => return Err(ClaimsError::UnknownVersion(other.unwrap_or(-1))),
        },
    };
    let (plans, features, organization) = match version {
        TokenVersion::V1 => (Grants::default(), Grants::default(), version_1_organization(&claims)),
        TokenVersion::V2 => {
            let features = Grants::parse(&claims, "fea");
            let organization = version_2_organization(&claims, &features);
            (Grants::parse(&claims, "pla"), features, organization)
        }
    };
    Ok(SessionClaims {
        version,
        user_id,
        session_id: text(&claims, "sid"),
        issuer: text(&claims, "iss"),
        authorized_party: text(&claims, "azp"),
        expires_at_seconds: claims.get("exp").and_then(whole_seconds),
        issued_at_seconds: claims.get("iat").and_then(whole_seconds),
        status: claims.get("sts").and_then(Value::as_str).and_then(SessionStatus::from_claim),
        factor_verification_age: claims.get("fva").and_then(factor_verification_age),
        actor: claims.get("act").filter(|actor| !actor.is_null()).cloned(),
        organization,
        plans,
        features,
        claims,
    })
}

impl SessionClaims {
    /// Whether the active organization grants a custom permission. The prefix `org:` may be left out.
    pub fn has_permission(&self, key: &str) -> bool {
        self.organization.as_ref().is_some_and(|organization| organization.permissions.contains(&with_prefix(key)))
    }

    /// Whether the user has this role in the active organization. The prefix `org:` may be left out.
    pub fn has_role(&self, key: &str) -> bool {
        self.organization.as_ref().is_some_and(|organization| organization.role == with_prefix(key))
    }

    /// Whether the user or the organization has a feature: `chat`, or of one of them only: `user:chat`, `org:chat`.
    pub fn has_feature(&self, feature: &str) -> bool {
        self.features.include(feature)
    }

    /// Whether the user or the organization has a plan: `pro`, or of one of them only: `user:pro`, `org:pro`.
    pub fn has_plan(&self, plan: &str) -> bool {
        self.plans.include(plan)
    }
}

impl Grants {
    /// Whether the slug is granted. A scope before a colon (`user`, `u`, `org`, `o`) asks for that scope only.
    pub fn include(&self, query: &str) -> bool {
        let (scope, slug) = query.split_once(':').unwrap_or(("", query));
        let listed = |list: &[String]| list.iter().any(|item| item == slug);
        match scope {
            "" => listed(&self.user) || listed(&self.organization),
            "u" | "user" => listed(&self.user),
            "o" | "org" => listed(&self.organization),
            _ => false,
        }
    }

    fn parse(claims: &Map<String, Value>, name: &str) -> Self {
        let mut grants = Self::default();
        let list = claims.get(name).and_then(Value::as_str).unwrap_or_default();
        for (scope, slug) in list.split(',').filter_map(|item| item.trim().split_once(':')) {
            if matches!(scope, "u" | "uo" | "ou") {
                grants.user.push(slug.to_owned());
            }
            if matches!(scope, "o" | "uo" | "ou") {
                grants.organization.push(slug.to_owned());
            }
        }
        grants
    }
}

fn version_1_organization(claims: &Map<String, Value>) -> Option<SessionOrganization> {
    let permissions = claims.get("org_permissions").and_then(Value::as_array);
    Some(SessionOrganization {
        id: text(claims, "org_id")?,
        slug: text(claims, "org_slug"),
        role: text(claims, "org_role").unwrap_or_default(),
        permissions: permissions.into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned)).collect(),
    })
}

fn version_2_organization(claims: &Map<String, Value>, features: &Grants) -> Option<SessionOrganization> {
    let organization = claims.get("o")?.as_object()?;
    let list = |name| organization.get(name).and_then(Value::as_str).unwrap_or_default();
    Some(SessionOrganization {
        id: text(organization, "id")?,
        slug: text(organization, "slg"),
        role: text(organization, "rol").map(|role| with_prefix(&role)).unwrap_or_default(),
        permissions: bit_map::decode(&features.organization, list("per"), list("fpm")),
    })
}

fn with_prefix(key: &str) -> String {
    if key.starts_with("org:") { key.to_owned() } else { format!("org:{key}") }
}

pub(crate) fn text(claims: &Map<String, Value>, name: &str) -> Option<String> {
    claims.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// The texts of a claim that is a text or a list of texts.
pub(crate) fn texts(claim: Option<&Value>) -> Vec<String> {
    match claim {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

fn factor_verification_age(value: &Value) -> Option<(i64, i64)> {
    match value.as_array()?.as_slice() {
        [first, second] => Some((first.as_i64()?, second.as_i64()?)),
        _ => None,
    }
}
