//! One round of a hash function, with a salt or without.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::{Scheme, encoding};
use crate::constant_time;

#[derive(Clone, Copy)]
enum Function {
    Md5,
    Sha256,
}

impl Function {
    fn hash(self, parts: [&[u8]; 2]) -> Vec<u8> {
        match self {
            Self::Md5 => Md5::new_with_prefix(parts[0]).chain_update(parts[1]).finalize().to_vec(),
            Self::Sha256 => Sha256::new_with_prefix(parts[0]).chain_update(parts[1]).finalize().to_vec(),
        }
    }

    fn parse_hash(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Md5 => encoding::hex_array::<16>(text).map(Into::into),
            Self::Sha256 => encoding::hex_array::<32>(text).map(Into::into),
        }
    }
}

/// The hash of the password in hexadecimal digits.
pub(super) struct Plain {
    function: Function,
    hash: Vec<u8>,
}

impl Plain {
    pub(super) fn parse_md5(digest: &str) -> Option<Self> {
        Self::parse(Function::Md5, digest)
    }

    pub(super) fn parse_sha256(digest: &str) -> Option<Self> {
        Self::parse(Function::Sha256, digest)
    }

    fn parse(function: Function, digest: &str) -> Option<Self> {
        Some(Self { function, hash: function.parse_hash(digest)? })
    }
}

impl Scheme for Plain {
    fn verify(&self, password: &[u8]) -> bool {
        constant_time::equal(&self.function.hash([password, b""]), &self.hash)
    }
}

/// `salt$hash`, the hash in hexadecimal digits.
///
/// Nothing published says on which side of the password the salt belongs, and systems in the field do both. Both are
/// tried: that a wrong password fits one of two hashes is no likelier than that it fits one.
pub(super) struct Salted {
    function: Function,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Salted {
    pub(super) fn parse_md5(digest: &str) -> Option<Self> {
        Self::parse(Function::Md5, digest)
    }

    pub(super) fn parse_sha256(digest: &str) -> Option<Self> {
        Self::parse(Function::Sha256, digest)
    }

    fn parse(function: Function, digest: &str) -> Option<Self> {
        // A salt may have a `$` of its own, a hash cannot.
        let (salt, hash) = digest.rsplit_once('$').filter(|(salt, _)| !salt.is_empty())?;
        Some(Self { function, salt: salt.into(), hash: function.parse_hash(hash)? })
    }
}

impl Scheme for Salted {
    fn verify(&self, password: &[u8]) -> bool {
        let before = constant_time::equal(&self.function.hash([&self.salt, password]), &self.hash);
        let behind = constant_time::equal(&self.function.hash([password, &self.salt]), &self.hash);
        before | behind
    }
}

/// `{SSHA}` and the Base64 of SHA-1 over password and salt, followed by the salt.
pub(super) struct LdapSsha {
    hash: [u8; 20],
    salt: Vec<u8>,
}

impl LdapSsha {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        let bytes = encoding::base64(digest.strip_prefix("{SSHA}")?)?;
        let (hash, salt) = bytes.split_first_chunk().filter(|(_, salt)| !salt.is_empty())?;
        Some(Self { hash: *hash, salt: salt.to_vec() })
    }
}

impl Scheme for LdapSsha {
    fn verify(&self, password: &[u8]) -> bool {
        let hash = Sha1::new_with_prefix(password).chain_update(&self.salt).finalize();
        constant_time::equal(&hash, &self.hash)
    }
}
