//! Where the secret key and the address of the API come from.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::env_file;
use crate::failure::{Failure, Outcome};
use crate::guard::Key;

/// Clerk's own API.
pub(crate) const CLERK: &str = "https://api.clerk.com";

/// A secret key and where it was found.
#[derive(Clone)]
pub(crate) struct SecretKey {
    secret: String,
    /// In words, for people.
    pub(crate) source: String,
    /// The address that stands beside it in the same file.
    api_url: Option<String>,
}

impl SecretKey {
    pub(crate) fn new(secret: impl Into<String>, source: impl Into<String>) -> Self {
        Self { secret: secret.into(), source: source.into(), api_url: None }
    }

    /// A key that belongs to an address.
    pub(crate) fn with_address(secret: String, source: String, api_url: Option<String>) -> Self {
        Self { secret, source, api_url }
    }

    /// The whole secret, for the header alone.
    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    /// All of it that is ever shown: its first 10 characters.
    pub(crate) fn shown(&self) -> String {
        let start: String = self.secret.chars().take(10).collect();
        format!("{start}…")
    }

    /// Tells keys apart without telling the key.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.secret.hash(&mut hasher);
        hasher.finish()
    }

    /// What the guard has to know of it.
    pub(crate) fn kind(&self) -> Key {
        let valid = |secret: &str| secret.len() >= 8 && secret.bytes().all(|byte| byte.is_ascii_graphic());
        match (self.secret.strip_prefix("sk_test_"), self.secret.strip_prefix("sk_live_")) {
            (Some(secret), _) if valid(secret) => Key::Test,
            (_, Some(secret)) if valid(secret) => Key::Live,
            _ => Key::Malformed,
        }
    }
}

// Never shown by accident.
impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretKey").field("secret", &self.shown()).field("source", &self.source).finish()
    }
}

/// What the SDKs leave behind when they start without keys.
#[derive(Deserialize)]
struct Keyless {
    #[serde(rename = "secretKey")]
    secret_key: String,
}

/// The key: from the flag, the environment, the nearest `.env.local` or `.env`, or a keyless file.
pub(crate) fn find(flag: Option<&str>, folder: &Path) -> Option<SecretKey> {
    if let Some(secret) = flag {
        return Some(SecretKey::new(secret, "--secret-key"));
    }
    if let Some(secret) = std::env::var("CLERK_SECRET_KEY").ok().filter(|secret| !secret.is_empty()) {
        return Some(SecretKey::new(secret, "CLERK_SECRET_KEY"));
    }
    find_in_files(folder)
}

fn find_in_files(folder: &Path) -> Option<SecretKey> {
    for folder in folder.ancestors() {
        for name in [".env.local", ".env"] {
            let path = folder.join(name);
            if let Some(secret) = env_file::read(&path, "CLERK_SECRET_KEY").filter(|secret| !secret.is_empty()) {
                let api_url = env_file::read(&path, "CLERK_API_URL").filter(|url| !url.is_empty());
                return Some(SecretKey { secret, source: path.display().to_string(), api_url });
            }
        }
    }
    folder.ancestors().find_map(keyless)
}

fn keyless(folder: &Path) -> Option<SecretKey> {
    let path = folder.join(".clerk").join(".tmp").join("keyless.json");
    let found: Keyless = serde_json::from_slice(&std::fs::read(&path).ok()?).ok()?;
    Some(SecretKey::new(found.secret_key, path.display().to_string()))
}

/// The address of the API: from the flag, the environment, beside the key, or Clerk's own.
/// An address in a file counts for the key of the same file only: a folder must not redirect another key.
pub(crate) fn api_url(flag: Option<&str>, key: Option<&SecretKey>) -> Outcome<String> {
    let from_environment = || std::env::var("CLERK_API_URL").ok().filter(|url| !url.is_empty());
    let url = flag
        .map(str::to_owned)
        .or_else(from_environment)
        .or_else(|| key.and_then(|key| key.api_url.clone()))
        .unwrap_or_else(|| CLERK.to_owned());
    let parsed = reqwest::Url::parse(&url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    if parsed.is_none_or(|url| !url.has_host() || url.query().is_some()) {
        return Err(Failure::usage(format!("`{url}` is no address of an API")).fix("write it as https://api.clerk.com"));
    }
    let url = url.trim_end_matches('/');
    Ok(url.strip_suffix("/v1").unwrap_or(url).to_owned())
}

/// The folder of the project: the nearest one with a sign of being a root, or the current one.
pub(crate) fn project_root(folder: &Path) -> PathBuf {
    let is_root = |folder: &&Path| [".git", "Cargo.toml", "package.json"].iter().any(|name| folder.join(name).exists());
    folder.ancestors().find(is_root).unwrap_or(folder).to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_shows_its_first_ten_characters_at_most() {
        let key = SecretKey::new("sk_test_abcdefghijkl", "a test");
        assert_eq!(key.shown(), "sk_test_ab…");
        assert!(!format!("{key:?}").contains("abc"), "{key:?}");
    }

    #[test]
    fn keys_are_told_apart_by_their_prefix() {
        let kind = |secret: &str| SecretKey::new(secret, "a test").kind();
        assert_eq!(kind("sk_test_abcdefghijkl"), Key::Test);
        assert_eq!(kind("sk_live_abcdefghijkl"), Key::Live);
        for wrong in ["", "sk_test_", "pk_test_abcdefghijkl", "sk_live_abc defghijk", "sk_live_abcdefgh\n"] {
            assert_eq!(kind(wrong), Key::Malformed, "{wrong:?}");
        }
    }

    #[test]
    fn the_nearest_file_gives_the_key_and_the_address_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(folder.path().join(".env"), "CLERK_SECRET_KEY=sk_test_outer12345\n").unwrap();
        std::fs::write(
            folder.path().join("a/.env.local"),
            "CLERK_SECRET_KEY='sk_test_inner12345'\nCLERK_API_URL=http://127.0.0.1:1/v1/\nX=$(touch executed)\n",
        )
        .unwrap();
        let key = find_in_files(&inner).unwrap();
        assert_eq!(key.secret(), "sk_test_inner12345");
        assert_eq!(key.api_url.as_deref(), Some("http://127.0.0.1:1/v1/"));
        assert!(!inner.join("executed").exists());
    }

    #[test]
    fn a_keyless_file_is_the_last_resort() {
        let folder = tempfile::tempdir().unwrap();
        let tmp = folder.path().join(".clerk/.tmp");
        std::fs::create_dir_all(&tmp).unwrap();
        std::fs::write(tmp.join("keyless.json"), r#"{"publishableKey":"pk","secretKey":"sk_test_keyless123"}"#)
            .unwrap();
        assert_eq!(keyless(folder.path()).unwrap().secret(), "sk_test_keyless123");
    }

    #[test]
    fn the_root_of_a_project_is_the_nearest_folder_with_a_sign() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(folder.path().join("a/package.json"), "{}").unwrap();
        assert_eq!(project_root(&inner), folder.path().join("a"));
    }
}
