use frontdesk_contract::jwks::{GetJwks, Jwk, Jwks, JwksRsaPublicKey};

use crate::context::Context;
use crate::error::ApiResult;

/// The keys of the instance, which the context holds already: no unit of work is needed.
pub(crate) async fn get_jwks(cx: Context, _: GetJwks) -> ApiResult<Jwks> {
    let keys = cx.instance.signing_key.jwks().keys.into_iter().map(present_key).collect();
    Ok(Jwks { keys: Some(keys) })
}

fn present_key(key: frontdesk_tokens::Jwk) -> Jwk {
    Jwk::RsaPublic(JwksRsaPublicKey {
        kid: key.kid,
        alg: key.alg,
        r#use: key.usage,
        kty: key.kty.into(),
        n: key.n,
        e: key.e,
        x5c: None,
        x5t: None,
        x5t_s256: None,
        x5u: None,
    })
}
