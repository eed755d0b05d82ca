use crate::{operation};
use super::{Jwks};

#[operation(id = "GetJWKS", get = "/jwks", tag = "JWKS", returns = Jwks)]
pub struct GetJwks;
