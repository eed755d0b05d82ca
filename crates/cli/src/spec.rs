//! The cache of official documents: a folder with one file for each version, and a list of what was fetched.

mod fetch;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::env_file;
use crate::failure::{Failure, Outcome};
use crate::user_folders;

pub(crate) use fetch::{Fetched, Source, update};

/// Names the folder to use in place of the system's folder for caches.
const FOLDER_VARIABLE: &str = "FRONTDESK_CACHE_DIR";

/// The folder of fetched documents.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    pub(crate) folder: PathBuf,
}

/// What the last successful look at the source found.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Index {
    /// Where the list came from.
    pub(crate) source: String,
    /// When, in milliseconds since the epoch.
    pub(crate) updated_at: i64,
    /// Every published document, newest first.
    pub(crate) documents: Vec<Published>,
}

/// A document that the source offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Published {
    pub(crate) date: String,
    /// Git's name of the content.
    pub(crate) sha: String,
    pub(crate) size: u64,
}

impl Cache {
    /// The folder of this user; it need not be there yet.
    pub(crate) fn find() -> Outcome<Self> {
        if let Some(folder) = std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty()) {
            return Ok(Self { folder: PathBuf::from(folder).join("bapi") });
        }
        let folder = user_folders::cache().ok_or_else(|| {
            Failure::failed("cache", "this system names no folder for caches").fix(format!("set {FOLDER_VARIABLE}"))
        })?;
        Ok(Self { folder: folder.join("bapi") })
    }

    /// Where the document of a date is, or would be.
    pub(crate) fn path(&self, date: &str) -> PathBuf {
        self.folder.join(format!("{date}.yml"))
    }

    /// The document of a date, if it was fetched.
    pub(crate) fn document(&self, date: &str) -> Option<PathBuf> {
        Some(self.path(date)).filter(|path| is_date(date) && path.is_file())
    }

    /// The dates of all fetched documents, newest first.
    pub(crate) fn dates(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut dates: Vec<String> = names
            .filter_map(|name| name.strip_suffix(".yml").filter(|date| is_date(date)).map(str::to_owned))
            .collect();
        dates.sort_unstable_by(|a, b| b.cmp(a));
        dates
    }

    /// What the last update found; `None` when there was none.
    pub(crate) fn index(&self) -> Option<Index> {
        serde_json::from_slice(&std::fs::read(self.folder.join("index.json")).ok()?).ok()
    }

    /// Replaces a file of the cache as a whole.
    fn write(&self, path: &Path, content: &[u8]) -> Outcome {
        let failed = |error| Failure::failed("cache", format!("cannot write {}: {error}", path.display()));
        std::fs::create_dir_all(&self.folder).map_err(failed)?;
        env_file::write_private(path, content).map_err(failed)
    }

    fn write_index(&self, index: &Index) -> Outcome {
        self.write(&self.folder.join("index.json"), serde_json::to_string_pretty(index).unwrap_or_default().as_bytes())
    }
}

/// Whether a text is `2026-05-12` in form.
pub(crate) fn is_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}
