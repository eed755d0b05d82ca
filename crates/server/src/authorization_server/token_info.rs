//! Introspection: what a token is good for, for clients that are called with it.

use frontdesk_storage::oauth_grants::OauthGrant;
use frontdesk_tokens::oauth_refresh_family;
use serde_json::{Value, json};

use super::form::Form;
use super::refusal::Refusal;
use super::{Answered, client, user_info};
use crate::context::Context;
use crate::oauth_applications::scopes::ORGANIZATIONS;

/// A token that works.
struct Active {
    user_id: String,
    organization_id: Option<String>,
    client_id: String,
    scopes: Vec<String>,
    issued_at: i64,
}

pub(super) async fn answer(cx: &Context, form: Form) -> Answered {
    let asker = client::authenticate(cx, &form).await?;
    let token = form.required("token")?;
    let found =
        if oauth_refresh_family(token).is_some() { refresh(cx, token).await? } else { access(cx, token).await? };
    // Who can keep no secret is anybody, and so is who registered itself.
    let is_anybody = asker.details.public || asker.details.dynamically_registered;
    let found = found.filter(|found| !is_anybody || found.client_id == asker.client_id);
    let wanted = form.get("scope").unwrap_or_default();
    let found = found.filter(|found| {
        wanted.split_ascii_whitespace().all(|scope| found.scopes.iter().any(|granted| granted == scope))
    });
    Ok(Some(found.map_or_else(|| json!({ "active": false }), present)))
}

fn present(found: Active) -> Value {
    let mut answer = json!({
        "active": true,
        "client_id": found.client_id,
        "iat": found.issued_at.div_euclid(1000),
        "scope": found.scopes.join(" "),
        "sub": found.user_id,
    });
    if let Some(id) = found.organization_id.filter(|_| found.scopes.iter().any(|scope| scope == ORGANIZATIONS)) {
        answer["org_id"] = Value::String(id);
    }
    answer
}

async fn access(cx: &Context, token: &str) -> Result<Option<Active>, Refusal> {
    let found = user_info::find_token(cx, token).await?;
    let found = found.filter(|found| !found.revoked && found.token.expires_at > cx.now);
    Ok(found.map(|found| Active {
        issued_at: found.token.created_at,
        scopes: found.token.scopes,
        client_id: found.client_id,
        user_id: found.user_id,
        organization_id: found.organization_id,
    }))
}

async fn refresh(cx: &Context, token: &str) -> Result<Option<Active>, Refusal> {
    let family = oauth_refresh_family(token).unwrap_or_default();
    let (family_hash, token_hash, now) = (crate::hash_secret(family), crate::hash_secret(token), cx.now);
    let found = cx.read(move |tx| {
        let grant = tx.lock_oauth_grant_by_family(&family_hash)?.filter(|grant| !grant.revoked);
        let is_present = |grant: &OauthGrant| {
            let present = grant.details.refresh.as_ref();
            present.is_some_and(|present| present.token_hash == token_hash && present.expires_at > now)
        };
        let Some(grant) = grant.filter(is_present) else { return Ok(None) };
        let application = tx.find_oauth_application(&grant.application_id)?;
        Ok(application.map(|application| (grant, application.client_id)))
    });
    Ok(found.await?.map(|(grant, client_id)| Active {
        scopes: grant.details.scopes,
        issued_at: grant.updated_at,
        client_id,
        user_id: grant.user_id,
        organization_id: grant.details.organization_id,
    }))
}
