//! The names of password schemes.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A scheme of keeping passwords that the Backend API knows by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hasher {
    /// Argon2i as a PHC string.
    Argon2i,
    /// Argon2id as a PHC string; what new passwords are kept by.
    Argon2id,
    /// `$2a$`, `$2b$` or `$2y$`, cost, salt and hash.
    Bcrypt,
    /// bcrypt over the hexadecimal SHA-256 of the password, as Django keeps it.
    BcryptSha256Django,
    /// bcrypt over password and pepper; the pepper follows the bcrypt string.
    BcryptPeppered,
    /// Hexadecimal MD5.
    Md5,
    /// Salt and hexadecimal MD5.
    Md5Salted,
    /// Hexadecimal SHA-256.
    Sha256,
    /// Salt and hexadecimal SHA-256.
    Sha256Salted,
    /// PBKDF2 with HMAC-SHA-1.
    Pbkdf2Sha1,
    /// PBKDF2 with HMAC-SHA-256, salt and hash in Base64.
    Pbkdf2Sha256,
    /// PBKDF2 with HMAC-SHA-256 as Django keeps it: the salt is plain text.
    Pbkdf2Sha256Django,
    /// PBKDF2 with HMAC-SHA-512, the salt plain text and the hash hexadecimal.
    Pbkdf2Sha512,
    /// PBKDF2 with HMAC-SHA-512, salt and hash hexadecimal.
    Pbkdf2Sha512Hex,
    /// Portable PHP hashes, as `WordPress` kept them.
    Phpass,
    /// Portable PHP hashes over the hexadecimal MD5 of the password.
    Md5Phpass,
    /// Firebase's variant of scrypt.
    ScryptFirebase,
    /// scrypt as Werkzeug writes it.
    ScryptWerkzeug,
    /// Symfony's message digest encoder with SHA-512.
    Sha512Symfony,
    /// Salted SHA-1 as LDAP directories keep it.
    LdapSsha,
    /// A user of an Amazon Cognito pool. The password is with Amazon, so that it can never be verified here.
    Awscognito,
    /// A name without a published format: every digest is refused.
    HmacSha256Utf16B64,
}

/// No scheme has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown password hasher")]
pub struct UnknownHasher;

impl Hasher {
    /// All schemes.
    pub const ALL: [Self; 22] = [
        Self::Argon2i,
        Self::Argon2id,
        Self::Bcrypt,
        Self::BcryptSha256Django,
        Self::BcryptPeppered,
        Self::Md5,
        Self::Md5Salted,
        Self::Sha256,
        Self::Sha256Salted,
        Self::Pbkdf2Sha1,
        Self::Pbkdf2Sha256,
        Self::Pbkdf2Sha256Django,
        Self::Pbkdf2Sha512,
        Self::Pbkdf2Sha512Hex,
        Self::Phpass,
        Self::Md5Phpass,
        Self::ScryptFirebase,
        Self::ScryptWerkzeug,
        Self::Sha512Symfony,
        Self::LdapSsha,
        Self::Awscognito,
        Self::HmacSha256Utf16B64,
    ];

    /// The name, as the Backend API spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Argon2i => "argon2i",
            Self::Argon2id => "argon2id",
            Self::Bcrypt => "bcrypt",
            Self::BcryptSha256Django => "bcrypt_sha256_django",
            Self::BcryptPeppered => "bcrypt_peppered",
            Self::Md5 => "md5",
            Self::Md5Salted => "md5_salted",
            Self::Sha256 => "sha256",
            Self::Sha256Salted => "sha256_salted",
            Self::Pbkdf2Sha1 => "pbkdf2_sha1",
            Self::Pbkdf2Sha256 => "pbkdf2_sha256",
            Self::Pbkdf2Sha256Django => "pbkdf2_sha256_django",
            Self::Pbkdf2Sha512 => "pbkdf2_sha512",
            Self::Pbkdf2Sha512Hex => "pbkdf2_sha512_hex",
            Self::Phpass => "phpass",
            Self::Md5Phpass => "md5_phpass",
            Self::ScryptFirebase => "scrypt_firebase",
            Self::ScryptWerkzeug => "scrypt_werkzeug",
            Self::Sha512Symfony => "sha512_symfony",
            Self::LdapSsha => "ldap_ssha",
            Self::Awscognito => "awscognito",
            Self::HmacSha256Utf16B64 => "hmac_sha256_utf16_b64",
        }
    }
}

impl FromStr for Hasher {
    type Err = UnknownHasher;

    fn from_str(name: &str) -> Result<Self, UnknownHasher> {
        Self::ALL.into_iter().find(|hasher| hasher.as_str() == name).ok_or(UnknownHasher)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_the_same_everywhere() {
        for hasher in Hasher::ALL {
            assert_eq!(hasher.as_str().parse(), Ok(hasher));
            assert_eq!(serde_json::to_value(hasher).unwrap(), hasher.as_str());
            assert_eq!(serde_json::from_value::<Hasher>(hasher.as_str().into()).unwrap(), hasher);
        }
        assert_eq!("Bcrypt".parse::<Hasher>(), Err(UnknownHasher));
        assert_eq!("".parse::<Hasher>(), Err(UnknownHasher));
    }
}
