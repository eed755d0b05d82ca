//! scrypt as Firebase and Werkzeug use it.

use aes::Aes256;
use ctr::Ctr128BE;
use ctr::cipher::{KeyIvInit, StreamCipher};
use scrypt::Params;

use super::{Scheme, encoding};
use crate::constant_time;

/// `r`·`N` in units of 128 bytes: 128 MiB. Firebase takes 16 MiB, Werkzeug 32.
const MAX_MEMORY: u64 = 1 << 20;
/// `p`·`r`·`N`, which is what verifying costs.
const MAX_WORK: u64 = 1 << 21;

/// scrypt's parameters, when verifying by them is affordable.
fn affordable(log_n: u32, r: u32, p: u32) -> Option<Params> {
    let memory = 1_u64.checked_shl(log_n).filter(|n| (2..=MAX_MEMORY).contains(n))?.checked_mul(u64::from(r))?;
    let work = memory.checked_mul(u64::from(p))?;
    if memory > MAX_MEMORY || work > MAX_WORK {
        return None;
    }
    Params::new(log_n.try_into().ok()?, r, p).ok()
}

/// `hash$salt$signer key$salt separator$rounds$memory cost`, the first four in Base64.
///
/// What scrypt derives from the password is the key by which the project's signer key is encrypted, and the encrypted
/// signer key is the hash.
pub(super) struct FirebaseScrypt {
    params: Params,
    salt: Vec<u8>,
    signer_key: Vec<u8>,
    hash: Vec<u8>,
}

impl FirebaseScrypt {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        let [hash, salt, signer_key, separator, rounds, memory_cost] = encoding::parts(digest)?;
        let params = affordable(encoding::number(memory_cost)?, encoding::number(rounds)?, 1)?;
        let (hash, signer_key) = (encoding::base64(hash)?, encoding::base64(signer_key)?);
        let salt = [encoding::base64(salt)?, encoding::base64(separator)?].concat();
        let is_good = (16..=256).contains(&hash.len()) && hash.len() == signer_key.len() && !salt.is_empty();
        is_good.then_some(Self { params, salt, signer_key, hash })
    }
}

impl Scheme for FirebaseScrypt {
    fn verify(&self, password: &[u8]) -> bool {
        let mut key = [0; 32];
        if scrypt::scrypt(password, &self.salt, &self.params, &mut key).is_err() {
            return false;
        }
        let mut encrypted = self.signer_key.clone();
        Ctr128BE::<Aes256>::new(&key.into(), &[0; 16].into()).apply_keystream(&mut encrypted);
        constant_time::equal(&encrypted, &self.hash)
    }
}

/// `scrypt:N:r:p$salt$hash`, the salt plain text, the hash hexadecimal.
///
/// A `$` before it and a hash in Base64 are accepted too: descriptions of the format have them.
pub(super) struct WerkzeugScrypt {
    params: Params,
    salt: Vec<u8>,
    hash: [u8; 64],
}

impl WerkzeugScrypt {
    pub(super) fn parse(digest: &str) -> Option<Self> {
        let digest = digest.strip_prefix('$').unwrap_or(digest);
        let [arguments, salt, hash] = encoding::parts(digest)?;
        let mut arguments = arguments.split(':');
        let (Some("scrypt"), Some(n), Some(r), Some(p), None) =
            (arguments.next(), arguments.next(), arguments.next(), arguments.next(), arguments.next())
        else {
            return None;
        };
        let n = encoding::number(n).filter(|n| n.is_power_of_two())?;
        let params = affordable(n.ilog2(), encoding::number(r)?, encoding::number(p)?)?;
        let hash = encoding::hex_array(hash).or_else(|| encoding::base64(hash)?.try_into().ok())?;
        (!salt.is_empty()).then_some(Self { params, salt: salt.into(), hash })
    }
}

impl Scheme for WerkzeugScrypt {
    fn verify(&self, password: &[u8]) -> bool {
        let mut output = [0; 64];
        scrypt::scrypt(password, &self.salt, &self.params, &mut output).is_ok()
            && constant_time::equal(&output, &self.hash)
    }
}
