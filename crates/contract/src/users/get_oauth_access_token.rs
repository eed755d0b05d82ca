use super::OauthAccessToken;
use crate::{Listing, operation};

/// Retrieves the access tokens of a user at an OAuth provider.
///
/// One for each account that is connected there; without any, the list is empty. A token that has expired is renewed
/// first, where the provider allows it.
#[operation(
    id = "GetOAuthAccessToken",
    get = "/users/{user_id}/oauth_access_tokens/{provider}",
    tag = "Users",
    returns = Listing<OauthAccessToken>,
    errors = "400 404 422",
    sdk(
        js = "users.getUserOauthAccessToken",
        python = "users.get_o_auth_access_token(...)",
        go = "user.ListOAuthAccessTokens",
    ),
)]
pub struct GetOauthAccessToken {
    /// The user's id, `user_…`.
    #[api(path)]
    pub user_id: String,
    /// The provider, such as `oauth_google`, or `oauth_custom_` and the key of one of your own.
    #[api(path)]
    pub provider: String,
    /// Whether to answer an object with `data` and `total_count` in place of the bare array.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
