use frontdesk_contract::api_keys::{ApiKeyWithSecret, CreateApiKey};
use frontdesk_storage::api_keys::{ApiKey, ApiKeyDetails};

use super::keep_subject;
use super::present::{present_key, with_secret};
use crate::bearer_tokens::claims::check_size;
use crate::bearer_tokens::lifetime::{end, milliseconds};
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::sealed::{Purpose, seal};

/// What a key is for unless its request says otherwise.
pub(super) const DEFAULT_TYPE: &str = "api_key";
/// The most characters of a name: it is a part of an index.
const LONGEST_NAME: usize = 255;

pub(crate) async fn create_api_key(cx: Context, request: CreateApiKey) -> ApiResult<ApiKeyWithSecret> {
    let body = request.body;
    if body.name.chars().count() > LONGEST_NAME {
        return Err(kinds::BAD_REQUEST.param("name", format!("`name` may have {LONGEST_NAME} characters.")));
    }
    let scopes = body.scopes.unwrap_or_default();
    check_size("claims", &body.claims.value())?;
    check_size("scopes", &scopes)?;
    let lifetime = body.seconds_until_expiration.value().map(|seconds| milliseconds(*seconds)).transpose()?;
    let (id, secret) = (cx.shared.ids.token_id("ak"), cx.shared.ids.api_key_secret());
    let key = ApiKey {
        hash: crate::hash_secret(&secret),
        sealed: seal(&cx, Purpose::ApiKey, &id, &secret)?,
        id,
        subject: body.subject,
        r#type: body.r#type.unwrap_or_else(|| DEFAULT_TYPE.to_owned()),
        name: body.name,
        expires_at: lifetime.map(|lifetime| end(cx.now, lifetime)),
        created_at: cx.now,
        updated_at: cx.now,
        details: ApiKeyDetails {
            description: body.description.into_value(),
            claims: body.claims.into_value(),
            scopes,
            created_by: body.created_by.into_value(),
            revocation_reason: None,
        },
        ..ApiKey::default()
    };
    let row = key.clone();
    cx.write(move |tx| {
        // Users before organizations, as whoever deletes a user does.
        if let Some(creator) = &row.details.created_by
            && !tx.keep_api_key_owner(creator)?
        {
            let sentence = format!("There is no user with the id {creator} in this instance.");
            return Err(kinds::RESOURCE_NOT_FOUND.param("created_by", sentence));
        }
        keep_subject(tx, &row.subject)?;
        if tx.insert_api_key(&row)? {
            return Ok(());
        }
        Err(kinds::TOKEN_CREATION_CONFLICT.param(
            "name",
            format!(
                "{} has an API key named `{}` already, which may be revoked. Delete that first.",
                row.subject, row.name
            ),
        ))
    })
    .await?;
    Ok(with_secret(present_key(&cx, key), secret))
}
