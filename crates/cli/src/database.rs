//! The flags that say where the data lives.

use clap::Args;
use frontdesk_storage::{Options, StorageError, Store};

use crate::failure::{Failure, Outcome};

#[derive(Clone, Debug, Args)]
pub(crate) struct Database {
    /// Where the data lives: `sqlite:FILE`, `sqlite::memory:` or `postgres://user@host/name`
    #[arg(long, env = "FRONTDESK_DATABASE", default_value = "sqlite:frontdesk.db", value_name = "ADDRESS")]
    #[arg(hide_env_values = true)]
    pub(crate) database: String,
    /// Threads that read (SQLite), or connections (PostgreSQL)
    #[arg(long, env = "FRONTDESK_CONNECTIONS", value_name = "COUNT")]
    pub(crate) connections: Option<usize>,
    /// Bytes of the SQLite file to map into memory; 0 for none
    #[arg(long, env = "FRONTDESK_MMAP", value_name = "BYTES", default_value_t = 0)]
    pub(crate) mmap: u64,
    /// How many units of work one SQLite commit may make durable
    #[arg(long, env = "FRONTDESK_JOBS_PER_COMMIT", value_name = "COUNT", default_value_t = 256)]
    pub(crate) jobs_per_commit: usize,
}

impl Database {
    /// Opens the database, creating and migrating it where needed.
    pub(crate) fn open(&self) -> Outcome<Store> {
        let mut options = Options::new(&self.database);
        options.connections = self.connections;
        options.mmap_bytes = self.mmap;
        options.jobs_per_commit = self.jobs_per_commit;
        open(&options)
    }
}

/// Opens a database.
pub(crate) fn open(options: &Options) -> Outcome<Store> {
    Store::open(options).map_err(|error| match error {
        StorageError::Address(_) => Failure::usage(error.to_string()),
        error => storage_failure(&error),
    })
}

/// A failure of the database.
pub(crate) fn storage_failure(error: &StorageError) -> Failure {
    Failure::failed("database", error)
}
