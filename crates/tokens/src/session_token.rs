//! Session tokens: what goes into one, and how versions 1 and 2 write it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::bit_map::{self, Permission, is_list_item};
use crate::jws::{Category, seconds};
use crate::keys::{KeyError, SigningKey};
use crate::template::{TemplateKind, is_reserved};

/// By how much the start of a session token's life lies before its issue, for readers whose clock is behind.
const NOT_BEFORE_SECONDS: i64 = 10;

/// The two layouts of a session token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenVersion {
    /// The organization in claims of their own (`org_id`, `org_role`, …).
    V1,
    /// The organization in the compact claim `o`, plans and features in `pla` and `fea`.
    #[default]
    V2,
}

/// Whether the session has tasks left that the user must do first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionStatus {
    Active,
    Pending,
}

impl SessionStatus {
    /// The value of the claim `sts`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Pending => "pending",
        }
    }

    /// The status with this `sts` value; `None` for one that is not known.
    pub fn from_claim(value: &str) -> Option<Self> {
        [Self::Active, Self::Pending].into_iter().find(|status| status.as_str() == value)
    }
}

/// Who holds a plan or feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    User,
    Organization,
    Both,
}

impl Scope {
    fn as_str(self) -> &'static str {
        match self {
            Self::User => "u",
            Self::Organization => "o",
            Self::Both => "uo",
        }
    }

    fn includes_organization(self) -> bool {
        self != Self::User
    }
}

/// A plan or feature and who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopedSlug {
    pub scope: Scope,
    pub slug: String,
}

impl ScopedSlug {
    pub fn new(scope: Scope, slug: impl Into<String>) -> Self {
        Self { scope, slug: slug.into() }
    }
}

/// The organization that is active in the session, and what the user may do in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveOrganization {
    pub id: String,
    /// Missing where the instance has no slugs.
    pub slug: Option<String>,
    /// The full role key, such as `org:admin`.
    pub role_key: String,
    /// Full permission keys. System permissions may be among them; tokens leave them out.
    pub permissions: Vec<String>,
}

/// Everything that a session token says.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionTokenClaims {
    pub version: TokenVersion,
    /// The URL of the Frontend API (see [`crate::issuer`]).
    pub issuer: String,
    pub user_id: String,
    pub session_id: String,
    pub issued_at_ms: i64,
    pub lifetime_seconds: i64,
    /// The token's own id (see [`crate::IdSource::jti`]).
    pub jti: String,
    /// The origin that asked for the token; missing if a back end did.
    pub authorized_party: Option<String>,
    /// Only said by instances that have session tasks.
    pub status: Option<SessionStatus>,
    /// Minutes since the first and the second factor were verified; -1 for never.
    pub factor_verification_age: (i64, i64),
    /// Who acts in the user's place.
    pub actor: Option<Value>,
    pub organization: Option<ActiveOrganization>,
    /// Not said by version 1.
    pub plans: Vec<ScopedSlug>,
    /// Not said by version 1.
    pub features: Vec<ScopedSlug>,
    /// Claims of the instance's own; those with a reserved name are left out.
    pub custom: Map<String, Value>,
}

impl SessionTokenClaims {
    /// A token of version 2 that lives for a minute and says only who is signed in.
    pub fn new(
        issuer: impl Into<String>,
        user_id: impl Into<String>,
        session_id: impl Into<String>,
        issued_at_ms: i64,
        jti: impl Into<String>,
    ) -> Self {
        Self {
            version: TokenVersion::V2,
            issuer: issuer.into(),
            user_id: user_id.into(),
            session_id: session_id.into(),
            issued_at_ms,
            lifetime_seconds: 60,
            jti: jti.into(),
            authorized_party: None,
            status: None,
            factor_verification_age: (0, -1),
            actor: None,
            organization: None,
            plans: Vec::new(),
            features: Vec::new(),
            custom: Map::new(),
        }
    }

    /// The claims by name.
    pub fn to_claims(&self) -> BTreeMap<&str, Value> {
        let issued_at = seconds(self.issued_at_ms);
        let (first_factor, second_factor) = self.factor_verification_age;
        let mut claims = BTreeMap::from([
            ("exp", json!(issued_at.saturating_add(self.lifetime_seconds))),
            ("fva", json!([first_factor, second_factor])),
            ("iat", json!(issued_at)),
            ("iss", json!(self.issuer)),
            ("jti", json!(self.jti)),
            ("nbf", json!(issued_at.saturating_sub(NOT_BEFORE_SECONDS))),
            ("sid", json!(self.session_id)),
            ("sub", json!(self.user_id)),
        ]);
        if let Some(party) = &self.authorized_party {
            claims.insert("azp", json!(party));
        }
        if let Some(status) = self.status {
            claims.insert("sts", json!(status.as_str()));
        }
        if let Some(actor) = &self.actor {
            claims.insert("act", actor.clone());
        }
        match self.version {
            TokenVersion::V1 => self.add_version_1(&mut claims),
            TokenVersion::V2 => self.add_version_2(&mut claims),
        }
        for (name, value) in &self.custom {
            if !is_reserved(name, TemplateKind::Session) {
                claims.entry(name).or_insert_with(|| value.clone());
            }
        }
        claims
    }

    /// Signs the token.
    pub fn sign(&self, key: &SigningKey) -> Result<String, KeyError> {
        key.sign(&key.header(Category::Session), &self.to_claims())
    }

    fn add_version_1<'a>(&'a self, claims: &mut BTreeMap<&'a str, Value>) {
        let Some(organization) = &self.organization else {
            return;
        };
        let is_custom = |key: &&String| key.starts_with("org:") && !key.starts_with("org:sys_");
        let permissions: BTreeSet<&String> = organization.permissions.iter().filter(is_custom).collect();
        claims.insert("org_id", json!(organization.id));
        claims.insert("org_permissions", json!(permissions));
        claims.insert("org_role", json!(organization.role_key));
        if let Some(slug) = &organization.slug {
            claims.insert("org_slug", json!(slug));
        }
    }

    fn add_version_2<'a>(&'a self, claims: &mut BTreeMap<&'a str, Value>) {
        claims.insert("v", json!(2));
        let mut features = scoped_list(&self.features);
        if let Some(organization) = &self.organization {
            claims.insert("o", compact_organization(organization, &mut features));
        }
        for (name, list) in [("fea", features), ("pla", scoped_list(&self.plans))] {
            if !list.is_empty() {
                let items: Vec<String> =
                    list.iter().map(|(slug, scope)| format!("{}:{slug}", scope.as_str())).collect();
                claims.insert(name, json!(items.join(",")));
            }
        }
    }
}

/// The items in order, each slug once, without those that would break the list.
fn scoped_list(items: &[ScopedSlug]) -> Vec<(&str, Scope)> {
    let mut list = Vec::with_capacity(items.len());
    for item in items.iter().filter(|item| is_list_item(&item.slug)) {
        add_scoped(&mut list, &item.slug, item.scope);
    }
    list
}

fn add_scoped<'a>(list: &mut Vec<(&'a str, Scope)>, slug: &'a str, scope: Scope) {
    match list.iter_mut().find(|(existing, _)| *existing == slug) {
        Some((_, existing)) if *existing != scope => *existing = Scope::Both,
        Some(_) => {}
        None => list.push((slug, scope)),
    }
}

/// The claim `o`. A permission can only be said of a feature in the list, so missing features are added to it.
fn compact_organization<'a>(organization: &'a ActiveOrganization, features: &mut Vec<(&'a str, Scope)>) -> Value {
    let role = organization.role_key.strip_prefix("org:").unwrap_or(&organization.role_key);
    let mut claim = BTreeMap::from([("id", organization.id.clone()), ("rol", role.to_owned())]);
    if let Some(slug) = &organization.slug {
        claim.insert("slg", slug.clone());
    }
    let permissions: BTreeSet<Permission<'_>> =
        organization.permissions.iter().filter_map(|key| Permission::parse(key)).collect();
    if permissions.is_empty() {
        return json!(claim);
    }
    for permission in &permissions {
        add_scoped(features, permission.feature, Scope::Organization);
    }
    let of_organization: Vec<&str> =
        features.iter().filter(|(_, scope)| scope.includes_organization()).map(|(slug, _)| *slug).collect();
    let (per, fpm) = bit_map::encode(&of_organization, &permissions);
    claim.extend([("per", per), ("fpm", fpm)]);
    json!(claim)
}
