//! JWT templates, which the dashboard makes.

use frontdesk_storage::Tx;
use frontdesk_storage::jwt_templates::{JwtTemplate, TemplateSigningKey};
use frontdesk_tokens::{CustomAlgorithm, CustomSigningKey, TemplateKind, reserved_claim};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::SeedError;
use crate::context::Context;

/// The shortest and the longest life of a template's tokens, in seconds.
const LIFETIMES: std::ops::RangeInclusive<i64> = 30..=315_360_000;
/// By how many seconds the start of a token's life may lie before its issue.
const CLOCK_SKEWS: std::ops::RangeInclusive<i64> = 0..=300;

/// A JWT template to make.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JwtTemplateSeed {
    /// The name that tokens are asked for by.
    pub name: String,
    /// The claims, with shortcodes in their texts.
    pub claims: Map<String, Value>,
    /// The life of its tokens in seconds.
    #[serde(default = "default_lifetime")]
    pub lifetime: i64,
    /// By how many seconds the start of a token's life lies before its issue.
    #[serde(default = "default_clock_skew")]
    pub allowed_clock_skew: i64,
    /// The algorithm of the template's own key, such as `HS256`.
    #[serde(default)]
    pub signing_algorithm: Option<String>,
    /// The template's own key: a secret, or a private key in PEM.
    #[serde(default)]
    pub signing_key: Option<String>,
}

fn default_lifetime() -> i64 {
    60
}

fn default_clock_skew() -> i64 {
    5
}

/// A JWT template that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JwtTemplateReport {
    /// `jtmp_…`.
    pub id: String,
    /// Its name.
    pub name: String,
}

pub(super) fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &JwtTemplateSeed,
) -> Result<JwtTemplateReport, SeedError> {
    let name = &seed.name;
    let refuse = |reason: String| Err(SeedError::Refused(format!("the JWT template `{name}` {reason}")));
    if name.is_empty() || name.contains('/') {
        return refuse("needs a name that can stand in a path".to_owned());
    }
    if !LIFETIMES.contains(&seed.lifetime) || !CLOCK_SKEWS.contains(&seed.allowed_clock_skew) {
        return refuse("needs a lifetime of 30 to 315360000 and a clock skew of 0 to 300 seconds".to_owned());
    }
    if let Some(claim) = reserved_claim(&seed.claims, TemplateKind::Named) {
        return refuse(format!("sets the claim `{claim}`, which only the server may set"));
    }
    let signing_key = match (&seed.signing_algorithm, &seed.signing_key) {
        (None, None) => None,
        (Some(algorithm), Some(key)) => {
            let Some(known) = CustomAlgorithm::from_name(algorithm) else {
                return refuse(format!("names the unknown algorithm `{algorithm}`"));
            };
            if let Err(error) = CustomSigningKey::new(known, key) {
                return refuse(format!("has a key that cannot be used: {error}"));
            }
            Some(TemplateSigningKey { algorithm: algorithm.clone(), key: key.clone() })
        }
        _ => return refuse("needs `signing_algorithm` and `signing_key` together".to_owned()),
    };
    let template = JwtTemplate {
        id: cx.new_id("jtmp"),
        name: name.clone(),
        claims: seed.claims.clone(),
        lifetime: seed.lifetime,
        allowed_clock_skew: seed.allowed_clock_skew,
        signing_key,
        created_at: cx.now,
        updated_at: cx.now,
    };
    if tx.insert_jwt_template(&template)? {
        Ok(JwtTemplateReport { id: template.id, name: template.name })
    } else {
        refuse("exists already".to_owned())
    }
}
