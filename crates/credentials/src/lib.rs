//! Passwords, second factors, one-time codes and secret keys: made, stored and verified.
//!
//! Nothing here reads a clock, a file or a database. Hashing and verifying a password or a backup code takes from
//! milliseconds to a few seconds of processor time and up to 256 MiB: run them where nothing else waits, and bound how
//! many run at once.

pub mod backup_codes;
mod constant_time;
pub mod one_time_code;
pub mod password;
pub mod policy;
pub mod secret;
pub mod totp;

pub use backup_codes::{BackupCode, InvalidBackupCode};
pub use password::{Hasher, ImportError, StoredPassword};
pub use policy::{PasswordPolicy, PolicyProblem, Suggestion};
pub use totp::{InvalidTotpSecret, Totp};
