//! bcrypt, plain and as Django and peppering systems use it.

use base64::Engine;
use base64::alphabet::BCRYPT;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{Scheme, encoding};
use crate::constant_time;

/// The cost below which a digest is hashed anew.
const TODAYS_COST: u32 = 10;
/// 2^15 rounds take two to three seconds; every further step doubles that.
const MAX_COST: u32 = 15;
const MIN_COST: u32 = 4;
const ENCODED_SALT_LENGTH: usize = 22;
const ENCODED_LENGTH: usize = 60;
/// bcrypt looks at no more of a password.
const MAX_INPUT_LENGTH: usize = 72;

/// Some implementations leave unused bits of a salt's last character set, hence the leniency.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &BCRYPT,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

pub(super) fn needs_upgrade(digest: &str) -> bool {
    Bcrypt::parse(digest).is_none_or(|bcrypt| bcrypt.cost < TODAYS_COST)
}

/// `$2b$`, two digits of cost, `$`, 22 characters of salt, 31 of hash.
pub(super) struct Bcrypt {
    cost: u32,
    salt: [u8; 16],
    hash: [u8; 23],
}

impl Bcrypt {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        Self::parse_bounded(digest, MAX_COST)
    }

    pub(super) fn parse_bounded(digest: &str, max_cost: u32) -> Option<Self> {
        if digest.len() != ENCODED_LENGTH || !digest.is_ascii() {
            return None;
        }
        let ["", "2a" | "2b" | "2y", cost, salt_and_hash] = encoding::parts(digest)? else { return None };
        let [b'0'..=b'9', b'0'..=b'9'] = cost.as_bytes() else { return None };
        let cost = cost.parse().ok().filter(|cost| (MIN_COST..=max_cost).contains(cost))?;
        let (salt, hash) = salt_and_hash.split_at_checked(ENCODED_SALT_LENGTH)?;
        Some(Self { cost, salt: decode(salt)?, hash: decode(hash)? })
    }
}

fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    BASE64.decode(text).ok()?.try_into().ok()
}

impl Scheme for Bcrypt {
    fn verify(&self, password: &[u8]) -> bool {
        // The key is repeated with a NUL behind it, so that `x`, NUL, `x` would pass for `x`.
        if password.contains(&0) {
            return false;
        }
        let mut input = password.to_vec();
        input.push(0);
        input.truncate(MAX_INPUT_LENGTH);
        let output = bcrypt::bcrypt(self.cost, self.salt, &input);
        // The format drops the last byte of the output.
        constant_time::equal(&output[..self.hash.len()], &self.hash)
    }
}

/// `bcrypt_sha256$` and a bcrypt string over the hexadecimal SHA-256 of the password, which lifts the limit of 72 bytes.
pub(super) struct DjangoBcrypt(Bcrypt);

impl DjangoBcrypt {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        digest.strip_prefix("bcrypt_sha256$").and_then(Bcrypt::parse).map(Self)
    }
}

impl Scheme for DjangoBcrypt {
    fn verify(&self, password: &[u8]) -> bool {
        self.0.verify(HEXLOWER.encode(&Sha256::digest(password)).as_bytes())
    }
}

/// A bcrypt string over the password followed by a pepper, `$`, and the pepper.
pub(super) struct PepperedBcrypt {
    bcrypt: Bcrypt,
    pepper: Vec<u8>,
}

impl PepperedBcrypt {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        let (bcrypt, pepper) = digest.split_at_checked(ENCODED_LENGTH)?;
        let pepper = pepper.strip_prefix('$').filter(|pepper| !pepper.is_empty())?;
        Some(Self { bcrypt: Bcrypt::parse(bcrypt)?, pepper: pepper.into() })
    }
}

impl Scheme for PepperedBcrypt {
    fn verify(&self, password: &[u8]) -> bool {
        self.bcrypt.verify(&[password, &self.pepper].concat())
    }
}
