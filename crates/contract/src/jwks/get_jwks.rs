use super::Jwks;
use crate::operation;

/// Retrieves the public keys that session tokens are signed with.
///
/// Keys change rarely: keep them, and ask again only when a token names a key that you do not have.
#[operation(
    id = "GetJWKS",
    get = "/jwks",
    tag = "JWKS",
    returns = Jwks,
    sdk(js = "jwks.getJwks()", python = "jwks.get_jwks()", go = "jwks.Get"),
)]
pub struct GetJwks;
