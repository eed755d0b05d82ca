//! Finding and reading the published documents.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::thread;

use crate::{Document, DocumentError};

/// The versions that have a published document, oldest first.
pub const OFFICIAL_VERSIONS: [&str; 6] =
    ["2021-02-05", "2024-10-01", "2025-03-12", "2025-04-10", "2025-11-10", "2026-05-12"];

/// Names the folder that holds `bapi/<version>.yml`, in place of `../shared/specs` beside the workspace.
pub const SPECS_DIR_VARIABLE: &str = "FRONTDESK_SPECS_DIR";

/// The folder that holds `bapi/`, or `None` where there is none.
pub fn specs_dir() -> Option<PathBuf> {
    let dir = env::var_os(SPECS_DIR_VARIABLE)
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"), PathBuf::from);
    dir.join("bapi").is_dir().then_some(dir)
}

/// The published document of a version, parsed once a process. `Ok(None)`: this machine has no published documents.
///
/// A folder that is there but lacks this version is an error.
pub(crate) fn load_official(version: &str) -> Result<Option<Document>, DocumentError> {
    // A lock for each version, so that versions parse side by side and each of them once.
    static PARSED: [Mutex<Option<Document>>; OFFICIAL_VERSIONS.len()] =
        [const { Mutex::new(None) }; OFFICIAL_VERSIONS.len()];

    let Some(dir) = specs_dir() else {
        return Ok(None);
    };
    let path = dir.join("bapi").join(format!("{version}.yml"));
    let Some(place) = OFFICIAL_VERSIONS.iter().position(|official| *official == version) else {
        return Document::load(version, &path).map(Some);
    };
    // A panic while parsing leaves `None` behind, which is a sound state to go on from.
    let mut parsed = PARSED[place].lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if parsed.is_none() {
        *parsed = Some(Document::load(version, &path)?);
    }
    Ok(parsed.clone())
}

/// All published documents, oldest first, or `None` where they are not there.
///
/// `None` is announced on stderr, so that a skipped check is seen.
///
/// # Panics
/// When a document is unreadable, and when the documents are missing while `CI` is set: there a check that is
/// skipped would look like one that passed.
pub fn official_documents() -> Option<Vec<Document>> {
    static DOCUMENTS: OnceLock<Option<Vec<Document>>> = OnceLock::new();
    let documents = DOCUMENTS.get_or_init(load_all).clone();
    if documents.is_none() {
        let message = format!(
            "the published documents are not there: expected them in ../shared/specs/bapi beside the workspace, \
             or in the folder that {SPECS_DIR_VARIABLE} names"
        );
        assert!(env::var_os("CI").is_none(), "{message}");
        // Not `eprintln!`, which the test harness hides where a test passes.
        writeln!(io::stderr(), "SKIPPED: {message}").ok();
    }
    documents
}

fn load_all() -> Option<Vec<Document>> {
    specs_dir()?;
    thread::scope(|scope| {
        let parsing = OFFICIAL_VERSIONS.map(|version| scope.spawn(move || load_official(version)));
        parsing
            .into_iter()
            .map(|handle| match handle.join() {
                Ok(Ok(document)) => document,
                Ok(Err(error)) => panic!("{error}: {:?}", std::error::Error::source(&error).map(ToString::to_string)),
                Err(panic) => std::panic::resume_unwind(panic),
            })
            .collect()
    })
}

#[cfg(test)]
mod tests;
