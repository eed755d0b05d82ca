use super::M2mTokensPage;
use crate::operation;

/// Lists the opaque tokens of a machine.
///
/// With a machine's secret key, that machine's only; with the instance's, any. JWTs are not stored and not listed.
#[operation(
    id = "getM2MTokens",
    get = "/m2m_tokens",
    tag = "M2M Tokens",
    versions = "!2025-03-12",
    returns = M2mTokensPage,
    errors = "400 403 404",
    credential = either,
    sdk(js = "m2m.list({ ... })", python = "m2m.list_tokens(...)", go = "m2m_token.List"),
)]
pub struct GetM2mTokens {
    /// The machine whose tokens to list, `mch_…`.
    #[api(query, pattern = r"^mch_\w{27}$")]
    pub subject: String,
    /// Whether to list the revoked ones too.
    #[api(query, default = "false", nullable = "!2025-03-12")]
    pub revoked: Option<bool>,
    /// Whether to list the expired ones too.
    #[api(query, default = "false", nullable = "!2025-03-12")]
    pub expired: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, number, default = "10", min = 1, max = 100)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, number, default = "0", nullable = "!2025-03-12", min = 0)]
    pub offset: Option<i64>,
}
