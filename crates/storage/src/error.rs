//! What can go wrong between a unit of work and its database.

/// An error of the storage.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database cannot be reached, is full, or refuses to write. Nothing was stored; the same
    /// request may succeed later.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Two units of work wanted the same unique value and the other one was first.
    #[error("a unique value is already taken ({0})")]
    Unique(String),
    /// An update or delete met no row although its row was read before.
    #[error("a row of `{0}` vanished during the unit of work")]
    RowVanished(&'static str),
    /// A stored value cannot be read.
    #[error("a stored value cannot be read")]
    Corrupt(#[source] serde_json::Error),
    /// The database refused a statement: a mistake of ours.
    #[error("the database refused a statement: {0}")]
    Statement(String),
    /// A unit of work panicked; its changes were rolled back.
    #[error("the unit of work panicked: {0}")]
    Panicked(String),
    /// The database has a newer schema than this program knows.
    #[error("the database is at migration {found}, this program knows {known}: use a newer frontdesk")]
    NewerSchema {
        /// The newest migration in the database.
        found: i64,
        /// The newest migration of this program.
        known: i64,
    },
    /// The address of the database is not one.
    #[error(
        "`{0}` is not a database address: use `sqlite:frontdesk.db`, `sqlite::memory:` or `postgres://user@host/name`"
    )]
    Address(String),
}

impl From<serde_json::Error> for StorageError {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt(error)
    }
}

/// An error of a driver, and what the unit of work should do about it.
pub(crate) struct DriverError {
    pub(crate) error: StorageError,
    /// Another unit of work was in the way: run this one again.
    pub(crate) retry: bool,
}

impl From<rusqlite::Error> for DriverError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let mut retry = false;
        let text = error.to_string();
        let error = match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) if text.contains("UNIQUE") => StorageError::Unique(text),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                retry = true;
                StorageError::Unavailable(text)
            }
            Some(
                ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::OutOfMemory,
            ) => StorageError::Unavailable(text),
            _ => StorageError::Statement(text),
        };
        Self { error, retry }
    }
}

impl From<postgres::Error> for DriverError {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        let text = error.as_db_error().map_or_else(
            || {
                std::error::Error::source(&error)
                    .map_or_else(|| error.to_string(), |source| format!("{error}: {source}"))
            },
            |database| format!("{} ({})", database.message(), database.code().code()),
        );
        let Some(state) = error.code() else {
            // No state: the connection itself failed, or a value could not be converted.
            let ours = text.contains("error serializing") || text.contains("error deserializing");
            let error = if ours { StorageError::Statement(text) } else { StorageError::Unavailable(text) };
            return Self { error, retry: false };
        };
        if *state == SqlState::T_R_SERIALIZATION_FAILURE || *state == SqlState::T_R_DEADLOCK_DETECTED {
            return Self { error: StorageError::Unavailable(text), retry: true };
        }
        if *state == SqlState::UNIQUE_VIOLATION {
            return Self { error: StorageError::Unique(text), retry: false };
        }
        // Connection, resources, operator intervention, system and I/O errors pass; the rest are ours.
        let passing = ["08", "53", "57", "58", "25006"].iter().any(|class| state.code().starts_with(class));
        let error = if passing { StorageError::Unavailable(text) } else { StorageError::Statement(text) };
        Self { error, retry: false }
    }
}
