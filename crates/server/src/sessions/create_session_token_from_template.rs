use frontdesk_contract::sessions::{CreateSessionTokenFromTemplate, SessionToken};
use frontdesk_storage::jwt_templates::TemplateSigningKey;
use frontdesk_tokens::{CustomAlgorithm, CustomSigningKey, TemplateTokenClaims, evaluate_template};
use serde_json::Value;

use super::mint::signing_failed;
use super::session_not_found;
use super::template_context::template_context;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::jwt_templates::draft::open_key;
use crate::jwt_templates::template_not_found;

pub(crate) async fn create_session_token_from_template(
    cx: Context,
    request: CreateSessionTokenFromTemplate,
) -> ApiResult<SessionToken> {
    let inner = cx.clone();
    let (claims, key) = cx
        .read(move |tx| {
            let (id, name) = (&request.session_id, &request.template_name);
            let session = tx.find_session(id)?.filter(|session| session.is_usable_at(inner.now));
            let session = session.ok_or_else(|| session_not_found(id))?;
            let template = tx.find_jwt_template(name)?.ok_or_else(|| template_not_found("name", name))?;
            let shortcodes = Value::Object(template.claims);
            let context = template_context(&inner, tx, &session, &shortcodes)?;
            let custom = match evaluate_template(&shortcodes, &context) {
                Value::Object(claims) => claims,
                _ => serde_json::Map::new(),
            };
            let claims = TemplateTokenClaims {
                issuer: inner.instance.issuer(),
                user_id: session.user_id,
                issued_at_ms: inner.now,
                lifetime_seconds: request.body.expires_in_seconds.value().copied().unwrap_or(template.lifetime),
                allowed_clock_skew_seconds: template.allowed_clock_skew,
                jti: inner.shared.ids.jti(),
                authorized_party: None,
                custom,
            };
            Ok((claims, template.signing_key.map(|key| (template.id, key))))
        })
        .await?;
    let inner = cx.clone();
    let jwt = cx
        .blocking(move || match key {
            None => claims.sign(&inner.instance.signing_key).map_err(|error| signing_failed(&error)),
            Some((id, key)) => sign_with_own_key(&claims, &open_key(&inner.instance, &id, &key)?),
        })
        .await??;
    Ok(SessionToken { object: "token".into(), jwt })
}

fn sign_with_own_key(claims: &TemplateTokenClaims, key: &TemplateSigningKey) -> ApiResult<String> {
    let algorithm = CustomAlgorithm::from_name(&key.algorithm).ok_or_else(|| {
        tracing::error!(algorithm = key.algorithm, "a template has an unknown algorithm");
        kinds::INTERNAL.with("The template names an algorithm that is not known.")
    })?;
    CustomSigningKey::new(algorithm, &key.key)
        .and_then(|key| claims.sign_custom(&key))
        .map_err(|error| signing_failed(&error))
}
