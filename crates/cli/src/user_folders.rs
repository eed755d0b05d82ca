//! Where a user's own settings, records and caches are, by the customs of each system.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::failure::{Failure, Outcome};

/// What has to outlive the program: the log of writes.
pub(crate) fn state() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_dir()).join("frontdesk"))
}

/// What a user has set: profiles.
pub(crate) fn settings() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("frontdesk"))
}

/// What can be fetched again: official documents.
pub(crate) fn cache() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("frontdesk"))
}

/// Makes a folder that only its owner can look into.
pub(crate) fn make(folder: &Path) -> Outcome {
    let failed = |error| Failure::failed("folder", format!("cannot make {}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(failed)?;
    }
    Ok(())
}
