//! Where requests go and with which key, found in one way for every face of the program.

use std::path::PathBuf;

use frontdesk_contract::Descriptor;

use crate::connection::Target;
use crate::failure::{Failure, Outcome};
use crate::guard::Key;
use crate::keys::{self, SecretKey};
use crate::{local, profiles};

/// What the flags say about it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted<'a> {
    pub(crate) local: bool,
    pub(crate) api_url: Option<&'a str>,
    pub(crate) secret_key: Option<&'a str>,
    pub(crate) profile: Option<&'a str>,
}

/// Where requests go.
#[derive(Clone, Debug)]
pub(crate) struct Destination {
    pub(crate) target: Target,
    pub(crate) key: Option<SecretKey>,
    /// Where the program's own files of this project are.
    pub(crate) folder: PathBuf,
}

impl Destination {
    pub(crate) fn find(wanted: Wanted<'_>) -> Outcome<Self> {
        wanted.check()?;
        let current = std::env::current_dir().map_err(|error| Failure::failed("folder", error))?;
        let folder = local::folder(&current);
        if wanted.local {
            return Ok(Self { target: Target::Local { folder: folder.clone() }, key: None, folder });
        }
        let key = match wanted.profile {
            Some(name) => Some(profiles::key(name)?),
            None => match keys::find(wanted.secret_key, &current) {
                Some(key) => Some(key),
                None => profiles::current_key()?,
            },
        };
        let url = keys::api_url(wanted.api_url, key.as_ref())?;
        Ok(Self { target: Target::Remote { url, key: key.clone() }, key, folder })
    }

    /// What the guard has to know of the key that an operation would carry.
    pub(crate) fn kind(&self, operation: &Descriptor) -> Key {
        match (&self.target, &self.key) {
            _ if operation.public => Key::NotNeeded,
            (Target::Local { .. }, _) => Key::Test,
            (_, Some(key)) => key.kind(),
            (_, None) => Key::Missing,
        }
    }

    /// The address, for people and records.
    pub(crate) fn url(&self) -> &str {
        self.target.url()
    }
}

impl Wanted<'_> {
    /// Refuses flags that contradict each other.
    pub(crate) fn check(self) -> Outcome {
        if self.local && (self.api_url.is_some() || self.secret_key.is_some()) {
            let message = "--local brings its own address and key, so --api-url and --secret-key contradict it";
            return Err(Failure::usage(message));
        }
        if self.profile.is_some() && (self.local || self.secret_key.is_some()) {
            return Err(Failure::usage("--profile brings its own key, so --local and --secret-key contradict it"));
        }
        Ok(())
    }
}
