//! JWT templates, which the dashboard makes.

use frontdesk_storage::Tx;
use frontdesk_storage::jwt_templates::JwtTemplate;
use frontdesk_tokens::TemplateKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::SeedError;
use crate::context::Context;
use crate::error::ApiError;
use crate::instance::Instance;
use crate::jwt_templates::draft::{Draft, name_taken, new_template, open_key};

/// A JWT template to make. One of the same name is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JwtTemplateSeed {
    /// `jtmp_…`; made if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name that tokens are asked for by.
    pub name: String,
    /// The claims, with shortcodes in their texts.
    pub claims: Map<String, Value>,
    /// The life of its tokens in seconds; 60 if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<i64>,
    /// By how many seconds the start of a token's life lies before its issue; 5 if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_clock_skew: Option<i64>,
    /// The algorithm of the template's own key, such as `HS256`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_algorithm: Option<String>,
    /// The template's own key: a secret, or a private key in PEM.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_key: Option<String>,
    /// Whether every session token has these claims too, as the dashboard can make it. At most one template is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub session_token: bool,
    /// Milliseconds since the epoch; now if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

/// A JWT template that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JwtTemplateReport {
    /// `jtmp_…`.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The template as a seed has it; `of_sessions` is the id of the one whose claims session tokens have.
pub(super) fn export(
    instance: &Instance,
    mut stored: JwtTemplate,
    of_sessions: Option<&str>,
) -> Result<JwtTemplateSeed, SeedError> {
    if let Some(key) = &mut stored.signing_key {
        *key = open_key(instance, &stored.id, key)?;
    }
    let JwtTemplate { id, name, claims, lifetime, allowed_clock_skew, signing_key, created_at, updated_at } = stored;
    let (signing_algorithm, signing_key) = signing_key.map(|one| (one.algorithm, one.key)).unzip();
    Ok(JwtTemplateSeed {
        session_token: of_sessions == Some(&id),
        id: Some(id),
        name,
        claims,
        lifetime: Some(lifetime),
        allowed_clock_skew: Some(allowed_clock_skew),
        signing_algorithm,
        signing_key,
        created_at: Some(created_at),
        updated_at: Some(updated_at),
    })
}

pub(super) fn insert(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &JwtTemplateSeed,
) -> Result<JwtTemplateReport, SeedError> {
    if let Some(found) = tx.find_jwt_template(&seed.name)? {
        return Ok(JwtTemplateReport { id: found.id, name: found.name });
    }
    let refuse =
        |error: ApiError| SeedError::Refused(format!("the JWT template `{}`: {}", seed.name, error.sentence()));
    let own_key = seed.signing_algorithm.is_some() || seed.signing_key.is_some();
    let draft = Draft {
        name: seed.name.clone(),
        claims: seed.claims.clone(),
        lifetime: seed.lifetime,
        allowed_clock_skew: seed.allowed_clock_skew,
        custom_signing_key: Some(own_key),
        signing_algorithm: seed.signing_algorithm.clone(),
        signing_key: seed.signing_key.clone(),
    };
    let kind = if seed.session_token { TemplateKind::Session } else { TemplateKind::Named };
    let mut template = new_template(cx);
    template.id = seed.id.clone().unwrap_or(template.id);
    draft.apply(cx, &mut template, kind).map_err(refuse)?;
    template.created_at = seed.created_at.unwrap_or(template.created_at);
    template.updated_at = seed.updated_at.unwrap_or(template.created_at);
    if !tx.insert_jwt_template(&template)? {
        return Err(refuse(name_taken(&seed.name)));
    }
    if seed.session_token {
        set_session_token_template(tx, &template.id)?;
    }
    Ok(JwtTemplateReport { id: template.id, name: template.name })
}

fn set_session_token_template(tx: &mut Tx<'_, '_>, id: &str) -> Result<(), SeedError> {
    let mut settings = tx.find_settings()?;
    if settings.session_token_template_id.is_some() {
        return Err(SeedError::Refused("session tokens have a template already".to_owned()));
    }
    settings.session_token_template_id = Some(id.to_owned());
    Ok(tx.update_settings(&settings)?)
}
