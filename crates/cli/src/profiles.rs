//! Named keys of a user, for every project: in the system's keyring, or in a file of their own where there is none.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::env_file;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::keys::SecretKey;
use crate::suggest::nearest;
use crate::user_folders;

/// The keyring's name for what is ours.
const SERVICE: &str = "frontdesk";

/// What is known of every profile.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Profiles {
    /// The one that counts when nothing else gives a key.
    pub(crate) current: Option<String>,
    pub(crate) profiles: BTreeMap<String, Profile>,
}

/// One profile.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Profile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) api_url: Option<String>,
    /// The key's first characters, to tell profiles apart.
    pub(crate) shown: String,
    /// The key, where there is no keyring.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_key: Option<String>,
}

impl Profile {
    /// Where the key is kept.
    pub(crate) fn place(&self) -> &'static str {
        if self.secret_key.is_some() { "file" } else { "keyring" }
    }
}

/// The file of the profiles.
pub(crate) fn path() -> Outcome<PathBuf> {
    let folder = user_folders::settings();
    Ok(folder
        .ok_or_else(|| Failure::failed("profiles", "there is no home folder to keep profiles in"))?
        .join("profiles.json"))
}

pub(crate) fn read() -> Outcome<Profiles> {
    let path = path()?;
    let wrong =
        |error: &dyn std::fmt::Display| Failure::failed("profiles", format!("cannot read {}: {error}", path.display()));
    match std::fs::read(&path) {
        Ok(text) => serde_json::from_slice(&text).map_err(|error| wrong(&error)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Profiles::default()),
        Err(error) => Err(wrong(&error)),
    }
}

impl Profiles {
    fn write(&self) -> Outcome {
        let path = path()?;
        let failed = |error| Failure::failed("profiles", format!("cannot write {}: {error}", path.display()));
        user_folders::make(path.parent().unwrap_or(&path))?;
        let text = serde_json::to_vec_pretty(self).map_err(|error| Failure::failed("profiles", error))?;
        env_file::write_private(&path, &text).map_err(failed)
    }

    /// Adds or replaces a profile, and says where its key went.
    pub(crate) fn add(
        &mut self,
        name: &str,
        key: &SecretKey,
        api_url: Option<String>,
        use_keyring: bool,
    ) -> Outcome<&'static str> {
        let in_keyring = use_keyring && keyring_set(name, key.secret());
        let secret_key = (!in_keyring).then(|| key.secret().to_owned());
        let profile = Profile { api_url, shown: key.shown(), secret_key };
        let place = profile.place();
        self.profiles.insert(name.to_owned(), profile);
        self.current.get_or_insert_with(|| name.to_owned());
        self.write()?;
        Ok(place)
    }

    /// Makes a profile the one that counts.
    pub(crate) fn set_current(&mut self, name: &str) -> Outcome {
        self.find(name)?;
        self.current = Some(name.to_owned());
        self.write()
    }

    /// Forgets a profile and its key.
    pub(crate) fn remove(&mut self, name: &str) -> Outcome {
        if self.find(name)?.secret_key.is_none() {
            keyring_entry(name)
                .and_then(|entry| entry.delete_credential())
                .map_err(|error| keyring_failure(name, &error))?;
        }
        self.profiles.remove(name);
        if self.current.as_deref() == Some(name) {
            self.current = None;
        }
        self.write()
    }

    fn find(&self, name: &str) -> Outcome<&Profile> {
        self.profiles.get(name).ok_or_else(|| {
            let near = nearest(name, self.profiles.keys().map(String::as_str)).into_iter().map(str::to_owned).collect();
            Failure::new(Exit::NotFound, "unknown_profile", format!("there is no profile `{name}`"))
                .candidates(near)
                .fix("`frontdesk profile list` shows them, `frontdesk profile add NAME` makes one")
        })
    }

    fn key(&self, name: &str) -> Outcome<SecretKey> {
        let profile = self.find(name)?;
        let secret = match &profile.secret_key {
            Some(secret) => secret.clone(),
            None => keyring_entry(name)
                .and_then(|entry| entry.get_password())
                .map_err(|error| keyring_failure(name, &error))?,
        };
        Ok(SecretKey::with_address(secret, format!("profile {name}"), profile.api_url.clone()))
    }
}

/// The key of a named profile.
pub(crate) fn key(name: &str) -> Outcome<SecretKey> {
    read()?.key(name)
}

/// The key of the profile that counts, if one was chosen.
pub(crate) fn current_key() -> Outcome<Option<SecretKey>> {
    if user_folders::settings().is_none() {
        return Ok(None);
    }
    let profiles = read()?;
    profiles.current.as_deref().map(|name| profiles.key(name)).transpose()
}

fn keyring_entry(name: &str) -> keyring::Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, name)
}

/// Whether the keyring took it, which is believed once it gives it back.
fn keyring_set(name: &str, secret: &str) -> bool {
    let kept = keyring_entry(name).and_then(|entry| {
        entry.set_password(secret)?;
        entry.get_password()
    });
    kept.is_ok_and(|kept| kept == secret)
}

fn keyring_failure(name: &str, error: &keyring::Error) -> Failure {
    let message = format!("the keyring does not give the key of profile `{name}`: {error}");
    Failure::new(Exit::Key, "keyring", message).fix(format!("unlock it, or run `frontdesk profile add {name}` again"))
}
