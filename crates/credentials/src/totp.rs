//! Time-based one-time passwords (RFC 6238): SHA-1, six digits, a new code every 30 seconds.

use std::fmt;
use std::sync::LazyLock;

use data_encoding::{Encoding, Specification};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rand::RngExt;
use totp_rs::Algorithm;

use crate::constant_time;

/// The life of a code, in seconds.
const STEP_SECONDS: u64 = 30;
/// How many steps the clock of a telephone may be wrong, either way.
const SKEW: i64 = 1;
const DIGITS: usize = 6;
/// The length of a new secret: that of a SHA-1 hash, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// 80 bits is what many an authenticator was once given. SHA-1 would hash more than 64 bytes; nobody uses so many.
const SECRET_LENGTHS: std::ops::RangeInclusive<usize> = 10..=64;

/// Base32 as people write it down: of either case, in groups, padded or not.
static BASE32: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    specification.translate.from.push_str("abcdefghijklmnopqrstuvwxyz");
    specification.translate.to.push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    specification.ignore.push_str(" -=");
    specification.check_trailing_bits = false;
    specification.encoding().expect("the specification is sound")
});

/// What a URI need not escape.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The text is no secret that codes could be made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a Base32 secret of 10 to 64 bytes")]
pub struct InvalidTotpSecret;

/// A secret shared with an authenticator.
#[derive(Clone, PartialEq, Eq)]
pub struct Totp {
    secret: Vec<u8>,
}

impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Totp").finish_non_exhaustive()
    }
}

impl Totp {
    /// Reads a secret in Base32.
    ///
    /// # Errors
    ///
    /// [`InvalidTotpSecret`] when it is not Base32, or too short or long.
    pub fn from_secret(base32: &str) -> Result<Self, InvalidTotpSecret> {
        let secret = BASE32.decode(base32.as_bytes()).map_err(|_| InvalidTotpSecret)?;
        if SECRET_LENGTHS.contains(&secret.len()) { Ok(Self { secret }) } else { Err(InvalidTotpSecret) }
    }

    /// The secret in its usual spelling: upper case, without spaces and padding. This is the form to store.
    pub fn secret(&self) -> String {
        BASE32.encode(&self.secret)
    }

    /// Checks a code at a time in milliseconds since the epoch. The codes before and after the current one are accepted
    /// too, but none of `last_used_step` or before it: a code counts once, even if it was overheard.
    ///
    /// Returns the step of the code, to be stored as the last one used.
    pub fn verify(&self, code: &str, now_ms: i64, last_used_step: Option<i64>) -> Option<i64> {
        if !is_well_formed(code) {
            return None;
        }
        let now = step_at(now_ms);
        let mut found = None;
        for step in (now - SKEW).max(0)..=now + SKEW {
            let is_equal = constant_time::equal(self.code_of(step).as_bytes(), code.as_bytes());
            let is_unused = last_used_step.is_none_or(|last| step > last);
            // The oldest that fits, so that as few others as possible are used up with it.
            if is_equal && is_unused && found.is_none() {
                found = Some(step);
            }
        }
        found
    }

    /// The code that an authenticator shows at a time in milliseconds since the epoch.
    pub fn code_at(&self, now_ms: i64) -> String {
        self.code_of(step_at(now_ms))
    }

    /// The address that an authenticator reads from a QR code. Both names are shown to its owner.
    pub fn uri(&self, issuer: &str, account: &str) -> String {
        let escape = |text| utf8_percent_encode(text, UNRESERVED);
        let (issuer, account, secret) = (escape(issuer), escape(account), self.secret());
        format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30")
    }

    fn code_of(&self, step: i64) -> String {
        let builder = totp_rs::Builder::new().with_algorithm(Algorithm::SHA1).with_step_duration(STEP_SECONDS);
        // The compliant builder refuses secrets below 128 bits, which exist.
        let totp = builder.with_secret(self.secret.clone()).build_noncompliant();
        let seconds = u64::try_from(step).unwrap_or(0).saturating_mul(STEP_SECONDS);
        totp.generate(seconds).to_string()
    }
}

/// A new random secret in Base32.
pub fn generate_secret() -> String {
    let mut secret = [0; SECRET_BYTES];
    rand::rng().fill(&mut secret);
    BASE32.encode(&secret)
}

/// Whether a text looks like a code: six digits.
pub fn is_well_formed(code: &str) -> bool {
    code.len() == DIGITS && code.bytes().all(|b| b.is_ascii_digit())
}

fn step_at(now_ms: i64) -> i64 {
    now_ms.max(0) / 30_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The secret of the RFC's test vectors, `12345678901234567890`.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn totp() -> Totp {
        Totp::from_secret(SECRET).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc_and_of_other_implementations() {
        let vectors = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ];
        for (seconds, code) in vectors {
            assert_eq!(totp().code_at(seconds * 1000), code);
            assert_eq!(totp().verify(code, seconds * 1000, None), Some(seconds / 30));
        }
        let other = Totp::from_secret("AICJ3HCXKO4KOY6NDH6RII4E3ZYL5ZBH").unwrap();
        for (seconds, code) in [(0, "970228"), (59, "503268"), (1_111_111_109, "227127"), (1_700_000_000, "622498")] {
            assert_eq!(other.code_at(seconds * 1000), code);
        }
    }

    #[test]
    fn a_code_is_accepted_one_step_early_or_late_and_no_more() {
        let now = 1_700_000_010_000;
        let code = totp().code_at(now);
        for (offset, is_accepted) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let step = totp().verify(&code, now + offset * 1000, None);
            assert_eq!(step, is_accepted.then_some(now / 30_000), "{offset} s");
        }
    }

    #[test]
    fn a_code_is_accepted_once() {
        let now = 1_700_000_000_000;
        let code = totp().code_at(now);
        let step = totp().verify(&code, now, None).unwrap();
        assert_eq!(totp().verify(&code, now, Some(step)), None);
        assert_eq!(totp().verify(&code, now + 30_000, Some(step)), None);
        let earlier = totp().code_at(now - 30_000);
        assert_eq!(totp().verify(&earlier, now, Some(step)), None, "nor an older one after it");
        let next = totp().code_at(now + 30_000);
        assert_eq!(totp().verify(&next, now, Some(step)), Some(step + 1));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let code = totp().code_at(0);
        for text in ["", "0", "12345", "1234567", "12345a", "١٢٣٤٥٦", &format!(" {code}"), &format!("{code} ")] {
            assert_eq!(totp().verify(text, 0, None), None, "{text:?}");
        }
        assert_eq!(totp().verify("000000", 59_000, None), None);
    }

    #[test]
    fn a_secret_may_be_spelled_as_people_do() {
        for spelling in [
            "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
            "GEZD GNBV-GY3T QOJQ GEZD GNBV GY3T QOJQ",
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ====",
        ] {
            assert_eq!(Totp::from_secret(spelling).unwrap().secret(), SECRET);
        }
        assert!(Totp::from_secret("JBSWY3DPEHPK3PXP").is_ok(), "80 bits");
    }

    #[test]
    fn what_is_no_secret_is_refused() {
        for text in
            ["", "====", "JBSWY3DP", "JBSWY3DPEHPK3PX1", "JBSWY3DPEHPK3PXP!", "é".repeat(16).as_str(), &"A".repeat(200)]
        {
            assert_eq!(Totp::from_secret(text), Err(InvalidTotpSecret), "{text:?}");
        }
    }

    #[test]
    fn a_new_secret_is_long_and_new() {
        let secret = generate_secret();
        assert_eq!(secret.len(), 32);
        assert_eq!(Totp::from_secret(&secret).unwrap().secret(), secret);
        assert_ne!(generate_secret(), secret);
    }

    #[test]
    fn the_uri_escapes_both_names() {
        let uri = totp().uri("Acme & Söhne", "ada:x@example.com");
        assert_eq!(
            uri,
            "otpauth://totp/Acme%20%26%20S%C3%B6hne:ada%3Ax%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Acme%20%26%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn the_secret_does_not_appear_in_logs() {
        assert!(!format!("{:?}", totp()).contains("12"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(secret in "\\PC*|[A-Z2-7a-z =-]{0,60}", code in "\\PC*|[0-9]{6}", now: i64, last: Option<i64>) {
            if let Ok(totp) = Totp::from_secret(&secret) {
                prop_assert_eq!(&Totp::from_secret(&totp.secret()).unwrap(), &totp);
                totp.verify(&code, now, last);
                let step = totp.verify(&totp.code_at(now), now, None);
                prop_assert!(step.is_some());
            }
        }
    }
}
