use crate::{Text, object, union};

#[object(closed)]
pub struct Jwks {
    pub keys: Option<Vec<Jwk>>,
}

#[union]
pub enum Jwk {
    // The private shapes come first: a private key also has all that its public shape asks for.
    RsaPrivate(JwksRsaPrivateKey),
    RsaPublic(JwksRsaPublicKey),
    EcdsaPrivate(JwksEcdsaPrivateKey),
    EcdsaPublic(JwksEcdsaPublicKey),
    Ed25519Private(JwksEd25519PrivateKey),
    Ed25519Public(JwksEd25519PublicKey),
    Symmetric(JwksSymmetricKey),
}

#[object]
pub struct JwksEcdsaPrivateKey {
    pub kid: String,
    pub alg: String,
    pub r#use: String,
    #[api(values = "EC")]
    pub kty: Text,
    pub crv: String,
    pub x: String,
    pub y: String,
    pub d: String,
    pub x5c: Option<Vec<String>>,
    pub x5t: Option<String>,
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    pub x5u: Option<String>,
}

#[object]
pub struct JwksEcdsaPublicKey {
    pub kid: String,
    pub alg: String,
    pub r#use: String,
    #[api(values = "EC")]
    pub kty: Text,
    pub crv: String,
    pub x: String,
    pub y: String,
    pub x5c: Option<Vec<String>>,
    pub x5t: Option<String>,
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    pub x5u: Option<String>,
}

#[object]
pub struct JwksEd25519PrivateKey {
    pub kid: String,
    pub alg: String,
    pub r#use: String,
    #[api(values = "OKP")]
    pub kty: Text,
    #[api(values = "Ed25519")]
    pub crv: Text,
    pub x: String,
    pub d: String,
    pub x5c: Option<Vec<String>>,
    pub x5t: Option<String>,
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    pub x5u: Option<String>,
}

#[object]
pub struct JwksEd25519PublicKey {
    pub kid: String,
    pub alg: String,
    pub r#use: String,
    #[api(values = "OKP")]
    pub kty: Text,
    #[api(values = "Ed25519")]
    pub crv: Text,
    pub x: String,
    pub x5c: Option<Vec<String>>,
    pub x5t: Option<String>,
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    pub x5u: Option<String>,
}

#[object]
pub struct JwksRsaPrivateKey {
    pub kid: String,
    pub alg: String,
    pub r#use: String,
    #[api(values = "RSA")]
    pub kty: Text,
    pub n: String,
    pub e: String,
    pub d: String,
    pub p: String,
    pub q: String,
    pub dp: Option<String>,
    pub dq: Option<String>,
    pub qi: Option<String>,
    pub x5c: Option<Vec<String>>,
    pub x5t: Option<String>,
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    pub x5u: Option<String>,
}

#[object]
pub struct JwksRsaPublicKey {
    pub kid: String,
    pub alg: String,
    pub r#use: String,
    #[api(values = "RSA")]
    pub kty: Text,
    pub n: String,
    pub e: String,
    pub x5c: Option<Vec<String>>,
    pub x5t: Option<String>,
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    pub x5u: Option<String>,
}

#[object]
pub struct JwksSymmetricKey {
    pub kid: String,
    pub alg: String,
    pub r#use: String,
    #[api(values = "oct")]
    pub kty: Text,
    pub k: String,
    pub x5c: Option<Vec<String>>,
    pub x5t: Option<String>,
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    pub x5u: Option<String>,
}
