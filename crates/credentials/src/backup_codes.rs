//! Backup codes: a second factor on paper, each good for one use.

use std::fmt;

use rand::RngExt;
use serde::{Deserialize, Serialize};

use crate::password;

/// How many codes a user gets.
pub const GENERATED_CODES: usize = 10;
/// How many codes a user may have. A wrong code is held against every one of them.
pub const MAX_CODES: usize = 50;
/// Letters and digits that cannot be taken for one another on paper.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
const LENGTH: usize = 10;
/// bcrypt's cost for new codes: some 15 ms. Less than a password gets, because a code is random: at that price half of
/// the 2^50 codes would take a quarter of a million years of processor time.
const COST: u32 = 8;
/// The highest cost of an imported code: some 250 ms.
const MAX_COST: u32 = 12;
/// bcrypt takes no more.
const MAX_BYTES: usize = 71;

/// The text cannot be a backup code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a backup code: neither a short plain text nor a bcrypt digest")]
pub struct InvalidBackupCode;

/// A backup code as it is kept: its bcrypt digest.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BackupCode {
    digest: String,
}

impl fmt::Debug for BackupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BackupCode").finish_non_exhaustive()
    }
}

impl BackupCode {
    /// Takes a code over from another system: a bcrypt digest as it is, anything else as the code itself.
    ///
    /// # Errors
    ///
    /// [`InvalidBackupCode`] when it is empty, longer than bcrypt can tell apart or holds a NUL, or when it begins like a
    /// digest but is none that can be verified in reasonable time.
    pub fn import(text: &str) -> Result<Self, InvalidBackupCode> {
        let text = text.trim();
        if text.starts_with("$2") {
            return if password::is_bcrypt(text, MAX_COST) {
                Ok(Self { digest: text.to_owned() })
            } else {
                Err(InvalidBackupCode)
            };
        }
        if text.is_empty() || text.len() > MAX_BYTES || text.contains('\0') {
            return Err(InvalidBackupCode);
        }
        let digest = bcrypt::hash(text, COST).map_err(|_| InvalidBackupCode)?;
        Ok(Self { digest })
    }

    /// The code whose digest was stored.
    pub fn from_digest(digest: impl Into<String>) -> Self {
        Self { digest: digest.into() }
    }

    /// What to store of it.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    fn is(&self, code: &str) -> bool {
        password::verify_bcrypt(&self.digest, MAX_COST, code)
    }
}

/// Takes all codes of a user over from another system.
///
/// # Errors
///
/// As [`BackupCode::import`], and when there are more than [`MAX_CODES`].
pub fn import<S: AsRef<str>>(codes: &[S]) -> Result<Vec<BackupCode>, InvalidBackupCode> {
    if codes.len() > MAX_CODES {
        return Err(InvalidBackupCode);
    }
    codes.iter().map(|code| BackupCode::import(code.as_ref())).collect()
}

/// New codes, to be shown to the user once.
pub fn generate() -> Vec<String> {
    let mut random = rand::rng();
    let mut code = || (0..LENGTH).map(|_| char::from(ALPHABET[random.random_range(..ALPHABET.len())])).collect();
    (0..GENERATED_CODES).map(|_| code()).collect()
}

/// Whether the code is one of those kept. If so, it is taken out: each is good for one use.
///
/// Every code is tried, also after one has fitted, so that time does not tell which.
pub fn spend(codes: &mut Vec<BackupCode>, code: &str) -> bool {
    let code = code.trim();
    if code.is_empty() || code.len() > MAX_BYTES {
        return false;
    }
    let mut found = None;
    for (at, kept) in codes.iter().enumerate() {
        if kept.is(code) && found.is_none() {
            found = Some(at);
        }
    }
    found.map(|at| codes.remove(at)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_good_for_one_use() {
        let mut codes = import(&["alpha-1", "beta-2", "gamma-3"]).unwrap();
        assert!(!spend(&mut codes, "delta-4"));
        assert!(spend(&mut codes, " beta-2 "));
        assert_eq!(codes.len(), 2);
        assert!(!spend(&mut codes, "beta-2"));
        assert!(spend(&mut codes, "gamma-3") && spend(&mut codes, "alpha-1"));
        assert_eq!(codes, []);
        assert!(!spend(&mut codes, "alpha-1"));
    }

    #[test]
    fn a_code_that_is_kept_twice_is_good_for_two_uses() {
        let mut codes = import(&["same", "same"]).unwrap();
        assert_ne!(codes[0], codes[1], "salts differ");
        assert!(spend(&mut codes, "same") && spend(&mut codes, "same") && !spend(&mut codes, "same"));
    }

    #[test]
    fn a_bcrypt_digest_is_kept_as_it_is() {
        // Made by Python's bcrypt from "correct horse battery staple".
        let digest = "$2b$05$0G7qSRP5EyMSak2918rN4Oaz..r07nd1w8foipFsf68X0YO5luZzi";
        let mut codes = vec![BackupCode::import(digest).unwrap()];
        assert_eq!(serde_json::to_string(&codes).unwrap(), format!("[\"{digest}\"]"));
        assert!(!spend(&mut codes, digest), "the digest is not the code");
        assert!(spend(&mut codes, "correct horse battery staple"));
    }

    #[test]
    fn plain_codes_are_not_kept_in_plain() {
        let code = BackupCode::import("open sesame").unwrap();
        let stored = serde_json::to_string(&code).unwrap();
        assert!(stored.starts_with("\"$2") && !stored.contains("sesame"), "{stored}");
        assert_eq!(serde_json::from_str::<BackupCode>(&stored).unwrap(), code);
        assert!(!format!("{code:?}").contains('$'));
    }

    #[test]
    fn what_cannot_be_a_code_is_refused() {
        let expensive = "$2b$13$0G7qSRP5EyMSak2918rN4Oaz..r07nd1w8foipFsf68X0YO5luZzi";
        for text in ["", "  ", "$2b$", "$2b$05$short", "a\0a", expensive, &"a".repeat(72)] {
            assert_eq!(BackupCode::import(text), Err(InvalidBackupCode), "{text:?}");
        }
        assert!(import(&vec!["a"; MAX_CODES + 1]).is_err());
    }

    #[test]
    fn new_codes_are_random_and_legible() {
        let codes = generate();
        assert_eq!(codes.len(), GENERATED_CODES);
        for code in &codes {
            assert_eq!(code.len(), LENGTH);
            assert!(code.bytes().all(|b| ALPHABET.contains(&b)), "{code}");
        }
        assert_ne!(codes, generate());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn whatever_is_imported_can_be_spent_and_nothing_panics(text in "\\PC{1,20}|\\$2[aby]?\\$[0-9]{2}.*", other in ".*") {
            if let Ok(code) = BackupCode::import(&text) {
                let mut codes = vec![code];
                prop_assert_eq!(spend(&mut codes, &other), text.trim() == other.trim());
                prop_assert!(codes.is_empty() || spend(&mut codes, &text));
            }
        }

        #[test]
        fn a_damaged_row_never_panics(stored in ".*") {
            let code: BackupCode = serde_json::from_value(stored.clone().into()).unwrap();
            prop_assert_eq!(&code, &BackupCode::from_digest(stored.as_str()));
            prop_assert_eq!(code.digest(), stored);
            prop_assert!(!spend(&mut vec![code], "code"));
        }
    }
}
