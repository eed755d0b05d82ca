//! The data of `--local`: a database and its key in a folder of the project that is never committed.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use frontdesk_server::Clock;
use frontdesk_storage::{Options, Store};
use frontdesk_tokens::{Environment, IdSource};

use crate::database::{self, storage_failure};
use crate::env_file;
use crate::failure::{Failure, Outcome};
use crate::keys::{SecretKey, project_root};

/// The folder of the program's own files in a project.
pub(crate) fn folder(current: &Path) -> PathBuf {
    project_root(current).join(".frontdesk")
}

/// Makes the folder, closed to others and to version control.
pub(crate) fn make_folder(folder: &Path) -> Outcome {
    let failed = |error| Failure::failed("folder", format!("cannot make {}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).map_err(failed)?;
    }
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        std::fs::write(&ignore, "*\n").map_err(failed)?;
    }
    Ok(())
}

/// Opens the project's database; the first time it makes a development instance.
pub(crate) fn open(folder: &Path) -> Outcome<(Store, SecretKey)> {
    make_folder(folder)?;
    let ids = IdSource::random();
    let now = Clock::System.now();
    let key_file = folder.join("key.env");
    let secret = match env_file::read(&key_file, "CLERK_SECRET_KEY") {
        Some(secret) => secret,
        None => first_key(&key_file, &ids)?,
    };
    let store = database::open(&Options::new(format!("sqlite:{}", folder.join("frontdesk.db").display())))?;
    let wanted = secret.clone();
    let known = store
        .system_blocking(move |tx| frontdesk_server::find_keys(tx, &wanted))
        .map_err(|error| storage_failure(&error))?;
    if known.is_none() {
        let instance_id = ids.new_id("ins", now);
        let pem = frontdesk_server::generate_signing_key(&instance_id).map_err(|error| storage_failure(&error))?;
        let wanted = secret.clone();
        store
            .system_blocking(move |tx| frontdesk_server::ensure_key(tx, &ids, now, &wanted, &pem, &instance_id))
            .map_err(|error| storage_failure(&error))?;
    }
    Ok((store, SecretKey::new(secret, key_file.display().to_string())))
}

/// Makes the key. When two start at once, both use the key of the one that was first.
fn first_key(path: &Path, ids: &IdSource) -> Outcome<String> {
    let failed = |error| Failure::failed("key_file", format!("cannot write {}: {error}", path.display()));
    let secret = ids.secret_key(Environment::Test);
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    env_file::write_private(&draft, format!("CLERK_SECRET_KEY={secret}\n").as_bytes()).map_err(failed)?;
    let linked = std::fs::hard_link(&draft, path);
    let _ = std::fs::remove_file(&draft);
    match linked {
        Ok(()) => Ok(secret),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => env_file::read(path, "CLERK_SECRET_KEY")
            .ok_or_else(|| Failure::failed("key_file", format!("{} has no CLERK_SECRET_KEY", path.display()))),
        Err(error) => Err(failed(error)),
    }
}
