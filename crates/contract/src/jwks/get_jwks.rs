use super::Jwks;
use crate::operation;

#[operation(id = "GetJWKS", get = "/jwks", tag = "JWKS", returns = Jwks)]
pub struct GetJwks;
