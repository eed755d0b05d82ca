use frontdesk_contract::Listing;
use frontdesk_contract::users::{GetOauthAccessToken, OauthAccessToken};
use frontdesk_storage::Tx;
use frontdesk_storage::users::{ExternalAccount, OauthToken};

use super::present::external_account_id;
use super::sealed::open_account;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::listing::{DEFAULT_LIMIT, listing};

pub(crate) fn get_oauth_access_token(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &GetOauthAccessToken,
) -> ApiResult<Listing<OauthAccessToken>> {
    let provider = request.provider.as_str();
    if provider.strip_prefix("oauth_").is_none_or(str::is_empty) {
        return Err(kinds::OAUTH_UNSUPPORTED_PROVIDER.with(format!(
            "{provider} is no OAuth provider; their names begin with `oauth_`, such as `oauth_google`."
        )));
    }
    let user = tx.find_user(&request.user_id)?.ok_or_else(|| ApiError::not_found("user", &request.user_id))?;
    let mut tokens = Vec::new();
    for mut account in user.external_accounts.into_iter().filter(|account| account.provider == provider) {
        open_account(&cx.instance, &mut account)?;
        let Some(token) = account.token.clone() else { continue };
        // Renewing one takes the provider, whom nobody here can ask.
        if token.expires_at.is_some_and(|at| at <= cx.now) {
            return Err(kinds::OAUTH_TOKEN_RETRIEVAL_ERROR
                .with(format!("The token of the account {} has expired.", external_account_id(&account))));
        }
        tokens.push(present(account, token));
    }
    let total = i64::try_from(tokens.len()).unwrap_or(i64::MAX);
    let at = |value: i64| usize::try_from(value).unwrap_or(0);
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let page = tokens.into_iter().skip(at(offset)).take(at(limit)).collect();
    listing(request.paginated, page, || Ok(total))
}

fn present(account: ExternalAccount, token: OauthToken) -> OauthAccessToken {
    // OAuth 1.0 has no scopes.
    let scopes = || account.approved_scopes.split_whitespace().map(str::to_owned).collect();
    OauthAccessToken {
        object: "oauth_access_token".into(),
        external_account_id: external_account_id(&account).to_owned(),
        scopes: token.token_secret.is_none().then(scopes),
        token: token.token,
        expires_at: token.expires_at,
        id_token: token.id_token,
        token_secret: token.token_secret,
        provider_user_id: account.provider_user_id,
        provider: account.provider,
        public_metadata: account.public_metadata,
        label: account.label,
    }
}
