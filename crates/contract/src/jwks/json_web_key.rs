use crate::{Text, object, union};

/// A set of JSON Web Keys.
#[object(closed)]
pub struct Jwks {
    /// The keys: one RSA key an instance, and named after it.
    pub keys: Option<Vec<Jwk>>,
}

/// One JSON Web Key, told apart by what it holds.
#[union]
pub enum Jwk {
    // The private shapes come first: a private key also has all that its public shape asks for.
    /// RSA, private.
    RsaPrivate(JwksRsaPrivateKey),
    /// RSA, public; the kind that this API answers.
    RsaPublic(JwksRsaPublicKey),
    /// Elliptic curve, private.
    EcdsaPrivate(JwksEcdsaPrivateKey),
    /// Elliptic curve, public.
    EcdsaPublic(JwksEcdsaPublicKey),
    /// Ed25519, private.
    Ed25519Private(JwksEd25519PrivateKey),
    /// Ed25519, public.
    Ed25519Public(JwksEd25519PublicKey),
    /// A shared secret.
    Symmetric(JwksSymmetricKey),
}

/// An elliptic-curve key with its private part.
#[object]
pub struct JwksEcdsaPrivateKey {
    /// The id of the key, which the header of a token names.
    pub kid: String,
    /// The algorithm to use the key with.
    pub alg: String,
    /// What the key is for; `sig` for signatures.
    pub r#use: String,
    /// The family of the key.
    #[api(values = "EC")]
    pub kty: Text,
    /// The curve.
    pub crv: String,
    /// The first coordinate of the public point, in base64url.
    pub x: String,
    /// The second coordinate of the public point, in base64url.
    pub y: String,
    /// The private part, in base64url.
    pub d: String,
    /// The chain of certificates, in base64.
    pub x5c: Option<Vec<String>>,
    /// The SHA-1 fingerprint of the certificate, in base64url.
    pub x5t: Option<String>,
    /// The SHA-256 fingerprint of the certificate, in base64url.
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    /// Where the chain of certificates is.
    pub x5u: Option<String>,
}

/// An elliptic-curve key, public part only.
#[object]
pub struct JwksEcdsaPublicKey {
    /// The id of the key, which the header of a token names.
    pub kid: String,
    /// The algorithm to use the key with.
    pub alg: String,
    /// What the key is for; `sig` for signatures.
    pub r#use: String,
    /// The family of the key.
    #[api(values = "EC")]
    pub kty: Text,
    /// The curve.
    pub crv: String,
    /// The first coordinate of the public point, in base64url.
    pub x: String,
    /// The second coordinate of the public point, in base64url.
    pub y: String,
    /// The chain of certificates, in base64.
    pub x5c: Option<Vec<String>>,
    /// The SHA-1 fingerprint of the certificate, in base64url.
    pub x5t: Option<String>,
    /// The SHA-256 fingerprint of the certificate, in base64url.
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    /// Where the chain of certificates is.
    pub x5u: Option<String>,
}

/// An Ed25519 key with its private part.
#[object]
pub struct JwksEd25519PrivateKey {
    /// The id of the key, which the header of a token names.
    pub kid: String,
    /// The algorithm to use the key with.
    pub alg: String,
    /// What the key is for; `sig` for signatures.
    pub r#use: String,
    /// The family of the key.
    #[api(values = "OKP")]
    pub kty: Text,
    /// The curve.
    #[api(values = "Ed25519")]
    pub crv: Text,
    /// The first coordinate of the public point, in base64url.
    pub x: String,
    /// The private part, in base64url.
    pub d: String,
    /// The chain of certificates, in base64.
    pub x5c: Option<Vec<String>>,
    /// The SHA-1 fingerprint of the certificate, in base64url.
    pub x5t: Option<String>,
    /// The SHA-256 fingerprint of the certificate, in base64url.
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    /// Where the chain of certificates is.
    pub x5u: Option<String>,
}

/// An Ed25519 key, public part only.
#[object]
pub struct JwksEd25519PublicKey {
    /// The id of the key, which the header of a token names.
    pub kid: String,
    /// The algorithm to use the key with.
    pub alg: String,
    /// What the key is for; `sig` for signatures.
    pub r#use: String,
    /// The family of the key.
    #[api(values = "OKP")]
    pub kty: Text,
    /// The curve.
    #[api(values = "Ed25519")]
    pub crv: Text,
    /// The first coordinate of the public point, in base64url.
    pub x: String,
    /// The chain of certificates, in base64.
    pub x5c: Option<Vec<String>>,
    /// The SHA-1 fingerprint of the certificate, in base64url.
    pub x5t: Option<String>,
    /// The SHA-256 fingerprint of the certificate, in base64url.
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    /// Where the chain of certificates is.
    pub x5u: Option<String>,
}

/// An RSA key with its private part.
#[object]
pub struct JwksRsaPrivateKey {
    /// The id of the key, which the header of a token names.
    pub kid: String,
    /// The algorithm to use the key with.
    pub alg: String,
    /// What the key is for; `sig` for signatures.
    pub r#use: String,
    /// The family of the key.
    #[api(values = "RSA")]
    pub kty: Text,
    /// The modulus, in base64url.
    pub n: String,
    /// The public exponent, in base64url.
    pub e: String,
    /// The private part, in base64url.
    pub d: String,
    /// The first prime factor, in base64url.
    pub p: String,
    /// The second prime factor, in base64url.
    pub q: String,
    /// The private exponent modulo `p - 1`, in base64url.
    pub dp: Option<String>,
    /// The private exponent modulo `q - 1`, in base64url.
    pub dq: Option<String>,
    /// The inverse of `q` modulo `p`, in base64url.
    pub qi: Option<String>,
    /// The chain of certificates, in base64.
    pub x5c: Option<Vec<String>>,
    /// The SHA-1 fingerprint of the certificate, in base64url.
    pub x5t: Option<String>,
    /// The SHA-256 fingerprint of the certificate, in base64url.
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    /// Where the chain of certificates is.
    pub x5u: Option<String>,
}

/// An RSA key, public part only.
#[object]
pub struct JwksRsaPublicKey {
    /// The id of the key, which the header of a token names.
    pub kid: String,
    /// The algorithm to use the key with.
    pub alg: String,
    /// What the key is for; `sig` for signatures.
    pub r#use: String,
    /// The family of the key.
    #[api(values = "RSA")]
    pub kty: Text,
    /// The modulus, in base64url.
    pub n: String,
    /// The public exponent, in base64url.
    pub e: String,
    /// The chain of certificates, in base64.
    pub x5c: Option<Vec<String>>,
    /// The SHA-1 fingerprint of the certificate, in base64url.
    pub x5t: Option<String>,
    /// The SHA-256 fingerprint of the certificate, in base64url.
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    /// Where the chain of certificates is.
    pub x5u: Option<String>,
}

/// A key that signer and verifier share.
#[object]
pub struct JwksSymmetricKey {
    /// The id of the key, which the header of a token names.
    pub kid: String,
    /// The algorithm to use the key with.
    pub alg: String,
    /// What the key is for; `sig` for signatures.
    pub r#use: String,
    /// The family of the key.
    #[api(values = "oct")]
    pub kty: Text,
    /// The secret, in base64url.
    pub k: String,
    /// The chain of certificates, in base64.
    pub x5c: Option<Vec<String>>,
    /// The SHA-1 fingerprint of the certificate, in base64url.
    pub x5t: Option<String>,
    /// The SHA-256 fingerprint of the certificate, in base64url.
    #[api(name = "x5t#S256")]
    pub x5t_s256: Option<String>,
    /// Where the chain of certificates is.
    pub x5u: Option<String>,
}
