//! Reading the claims of a session token: one type over versions 1 and 2.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde_json::Value;

use crate::bit_map;
use crate::claims::{ActiveOrganization, AllClaims, Claims};
use crate::said::Said;
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
    pub claims: AllClaims,
}

/// The active organization of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionOrganization {
    pub id: String,
    pub slug: Option<String>,
    /// The full role key, such as `org:admin`.
    pub role: String,
    /// Full permission keys, without the system permissions, which tokens never list.
    pub permissions: Permissions,
}

/// Full permission keys; they can be used as a [`BTreeSet`], which is made when it is first asked for.
#[derive(Clone)]
pub struct Permissions {
    said: SaidPermissions,
    keys: OnceLock<BTreeSet<String>>,
}

/// How a token lists permissions.
#[derive(Clone)]
enum SaidPermissions {
    Keys(Option<Value>),
    /// The claim `fea`, and `per` and `fpm` of the claim `o`.
    BitMap(String, String, String),
}

impl Deref for Permissions {
    type Target = BTreeSet<String>;

    fn deref(&self) -> &Self::Target {
        self.keys.get_or_init(|| match &self.said {
            SaidPermissions::Keys(list @ Some(Value::Array(_))) => texts(list.clone()).into_iter().collect(),
            SaidPermissions::Keys(_) => BTreeSet::new(),
            SaidPermissions::BitMap(features, verbs, bits) => {
                bit_map::decode(&Slugs::parse(features).organization, verbs, bits)
            }
        })
    }
}

impl From<SaidPermissions> for Permissions {
    fn from(said: SaidPermissions) -> Self {
        Self { said, keys: OnceLock::new() }
    }
}

impl PartialEq for Permissions {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Permissions {}

impl fmt::Debug for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// Plans or features; they can be used as [`Slugs`], which are made when they are first asked for.
#[derive(Clone, Default)]
pub struct Grants {
    said: String,
    slugs: OnceLock<Slugs>,
}

/// The slugs of plans or features, by who holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slugs {
    pub user: Vec<String>,
    pub organization: Vec<String>,
}

impl Deref for Grants {
    type Target = Slugs;

    fn deref(&self) -> &Self::Target {
        self.slugs.get_or_init(|| Slugs::parse(&self.said))
    }
}

impl PartialEq for Grants {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Grants {}

impl fmt::Debug for Grants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
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
pub fn parse_claims(claims: Claims) -> Result<SessionClaims, ClaimsError> {
    let Claims { known, all } = claims;
    let user_id = known.sub.into_option().ok_or(ClaimsError::MissingSubject)?;
    let version = match known.v {
        Said::Nothing | Said::Null | Said::This(1) => TokenVersion::V1,
        Said::This(2) => TokenVersion::V2,
        Said::This(other) => return Err(ClaimsError::UnknownVersion(other)),
        Said::Other => return Err(ClaimsError::UnknownVersion(-1)),
    };
    let (plans, features, organization) = match version {
        TokenVersion::V1 => {
            let (slug, role) = (known.org_slug.into_option(), known.org_role.into_option().unwrap_or_default());
            let permissions = SaidPermissions::Keys(known.org_permissions).into();
            let id = known.org_id.into_option();
            let organization = id.map(|id| SessionOrganization { id, slug, role, permissions });
            (Grants::default(), Grants::default(), organization)
        }
        TokenVersion::V2 => {
            let features = known.fea.into_option().unwrap_or_default();
            let organization = known.o.into_option().and_then(|said| version_2_organization(said, &features));
            (Grants::new(known.pla.into_option().unwrap_or_default()), Grants::new(features), organization)
        }
    };
    Ok(SessionClaims {
        version,
        user_id,
        session_id: known.sid.into_option(),
        issuer: known.iss.into_option(),
        authorized_party: known.azp.into_option(),
        expires_at_seconds: known.exp.into_option(),
        issued_at_seconds: known.iat.into_option(),
        status: known.sts.text().and_then(SessionStatus::from_claim),
        factor_verification_age: known.fva.into_option(),
        actor: known.act,
        organization,
        plans,
        features,
        claims: all,
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
    fn new(said: String) -> Self {
        Self { said, slugs: OnceLock::new() }
    }

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
}

impl Slugs {
    fn parse(list: &str) -> Self {
        let mut grants = Self::default();
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

fn version_2_organization(said: ActiveOrganization, features: &str) -> Option<SessionOrganization> {
    Some(SessionOrganization {
        id: said.id.into_option()?,
        slug: said.slg.into_option(),
        role: said.rol.text().map(with_prefix).unwrap_or_default(),
        permissions: SaidPermissions::BitMap(
            features.to_owned(),
            said.per.into_option().unwrap_or_default(),
            said.fpm.into_option().unwrap_or_default(),
        )
        .into(),
    })
}

fn with_prefix(key: &str) -> String {
    if key.starts_with("org:") { key.to_owned() } else { ["org:", key].concat() }
}

/// The texts of a claim that is a text or a list of texts.
pub(crate) fn texts(claim: Option<Value>) -> Vec<String> {
    let only_text = |value| if let Value::String(text) = value { Some(text) } else { None };
    match claim {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(list)) => list.into_iter().filter_map(only_text).collect(),
        _ => Vec::new(),
    }
}
