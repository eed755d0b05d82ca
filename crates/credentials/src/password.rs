//! Stored passwords: our own and those imported from other systems.

mod argon2;
mod bcrypt;
mod cognito;
mod digest;
mod encoding;
mod hasher;
mod pbkdf2;
mod phpass;
mod scrypt;
mod symfony;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::argon2::hash;
pub use self::hasher::Hasher;

/// The longest password that is hashed, in bytes. No policy allows one of that length; the bound keeps a request from
/// buying processor time with a long password, since some schemes hash it thousands of times.
pub const MAX_PASSWORD_BYTES: usize = 4096;
/// The longest digest that is looked at.
const MAX_DIGEST_BYTES: usize = 4096;

/// A password as it is kept: what remains of it and the scheme that made it so.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPassword {
    /// The scheme.
    pub hasher: Hasher,
    /// The digest, in the scheme's own format.
    pub digest: String,
}

/// The digest is a secret too: it can be attacked at leisure.
impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredPassword").field("hasher", &self.hasher).finish_non_exhaustive()
    }
}

/// Why a digest cannot be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No scheme has that name.
    #[error("unknown password hasher")]
    UnknownHasher,
    /// The digest is not in the scheme's format, or verifying it would cost more than we are willing to spend.
    #[error("the digest does not fit the password hasher")]
    WrongFormat,
}

impl StoredPassword {
    /// Hashes a new password by our own scheme.
    pub fn new(password: &str) -> Self {
        Self { hasher: Hasher::Argon2id, digest: hash(password) }
    }

    /// Takes a digest over from another system.
    ///
    /// # Errors
    ///
    /// See [`ImportError`]. A digest that is accepted can be verified at a bounded cost.
    pub fn import(hasher_name: &str, digest: &str) -> Result<Self, ImportError> {
        let hasher = hasher_name.parse().map_err(|_| ImportError::UnknownHasher)?;
        parse(hasher, digest).ok_or(ImportError::WrongFormat)?;
        Ok(Self { hasher, digest: digest.to_owned() })
    }

    /// Whether this is the password. Never so for [`Hasher::Awscognito`], and for a digest that is not in its scheme's
    /// format.
    pub fn verify(&self, password: &str) -> bool {
        password.len() <= MAX_PASSWORD_BYTES
            && parse(self.hasher, &self.digest).is_some_and(|scheme| scheme.verify(password.as_bytes()))
    }

    /// Whether the password should be hashed anew once it is at hand: always, unless it is kept by argon2id or bcrypt at
    /// today's cost or more.
    pub fn needs_upgrade(&self) -> bool {
        match self.hasher {
            Hasher::Argon2id => argon2::needs_upgrade(&self.digest),
            Hasher::Bcrypt => bcrypt::needs_upgrade(&self.digest),
            _ => true,
        }
    }
}

/// Whether this is a bcrypt digest of at most that cost.
pub(crate) fn is_bcrypt(digest: &str, max_cost: u32) -> bool {
    bcrypt::Bcrypt::parse_bounded(digest, max_cost).is_some()
}

/// Whether this is what a bcrypt digest of at most that cost was made from.
pub(crate) fn verify_bcrypt(digest: &str, max_cost: u32, text: &str) -> bool {
    bcrypt::Bcrypt::parse_bounded(digest, max_cost).is_some_and(|bcrypt| bcrypt.verify(text.as_bytes()))
}

/// A parsed digest that a password can be held against.
trait Scheme {
    fn verify(&self, password: &[u8]) -> bool;
}

/// Reads a digest. `None` when it is not in the scheme's format or costs too much.
fn parse(hasher: Hasher, digest: &str) -> Option<Box<dyn Scheme>> {
    fn boxed<S: Scheme + 'static>(scheme: Option<S>) -> Option<Box<dyn Scheme>> {
        scheme.map(|scheme| Box::new(scheme) as Box<dyn Scheme>)
    }
    if digest.len() > MAX_DIGEST_BYTES {
        return None;
    }
    match hasher {
        Hasher::Argon2i => boxed(argon2::Argon2Digest::parse("argon2i", digest)),
        Hasher::Argon2id => boxed(argon2::Argon2Digest::parse("argon2id", digest)),
        Hasher::Bcrypt => boxed(bcrypt::Bcrypt::parse(digest)),
        Hasher::BcryptSha256Django => boxed(bcrypt::DjangoBcrypt::parse(digest)),
        Hasher::BcryptPeppered => boxed(bcrypt::PepperedBcrypt::parse(digest)),
        Hasher::Md5 => boxed(digest::Plain::parse_md5(digest)),
        Hasher::Md5Salted => boxed(digest::Salted::parse_md5(digest)),
        Hasher::Sha256 => boxed(digest::Plain::parse_sha256(digest)),
        Hasher::Sha256Salted => boxed(digest::Salted::parse_sha256(digest)),
        Hasher::LdapSsha => boxed(digest::LdapSsha::parse(digest)),
        Hasher::Pbkdf2Sha1 => boxed(pbkdf2::Pbkdf2::parse_sha1(digest)),
        Hasher::Pbkdf2Sha256 => boxed(pbkdf2::Pbkdf2::parse_sha256(digest)),
        Hasher::Pbkdf2Sha256Django => boxed(pbkdf2::Pbkdf2::parse_sha256_django(digest)),
        Hasher::Pbkdf2Sha512 => boxed(pbkdf2::Pbkdf2::parse_sha512(digest)),
        Hasher::Pbkdf2Sha512Hex => boxed(pbkdf2::Pbkdf2::parse_sha512_hex(digest)),
        Hasher::Phpass => boxed(phpass::Phpass::parse(digest)),
        Hasher::Md5Phpass => boxed(phpass::Md5Phpass::parse(digest)),
        Hasher::ScryptFirebase => boxed(scrypt::FirebaseScrypt::parse(digest)),
        Hasher::ScryptWerkzeug => boxed(scrypt::WerkzeugScrypt::parse(digest)),
        Hasher::Sha512Symfony => boxed(symfony::Symfony::parse(digest)),
        Hasher::Awscognito => boxed(cognito::Cognito::parse(digest)),
        // By its name an HMAC over the password in UTF-16, as old ASP.NET memberships have it. Where its key stands in
        // the digest is published nowhere. A guess would accept an import whose every sign-in then fails, so that we
        // refuse it while the importer can still do something about it.
        Hasher::HmacSha256Utf16B64 => None,
    }
}

#[cfg(test)]
mod tests;
