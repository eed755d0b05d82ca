//! Migrations: numbered, applied once, in order, when a store opens.

use crate::tx::Connection;
use crate::{StorageError, sql};

/// One text for both engines. A line that starts with `--sqlite ` or `--postgres ` is for that engine only.
const MIGRATIONS: &[(i64, &str)] = &[(1, include_str!("migrations/0001_first.sql"))];

/// Any number that only frontdesk uses: held while migrating, so that processes that start
/// together take turns.
const LOCK: i64 = 0x0066_726f_6e74;

pub(crate) fn run(connection: &mut Connection<'_>) -> Result<(), StorageError> {
    if connection.is_sqlite() {
        connection.batch("BEGIN IMMEDIATE")?;
    } else {
        connection.batch(&format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK})"))?;
    }
    let result = apply(connection);
    connection.batch(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    result
}

fn apply(connection: &mut Connection<'_>) -> Result<(), StorageError> {
    connection
        .batch("CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)")?;
    let found = connection
        .query("SELECT coalesce(max(number), 0) FROM migrations", &[], |row| row.get::<i64>(0))?
        .into_iter()
        .next()
        .unwrap_or(0);
    let known = MIGRATIONS.last().map_or(0, |(number, _)| *number);
    if found > known {
        return Err(StorageError::NewerSchema { found, known });
    }
    for (number, text) in MIGRATIONS.iter().filter(|(number, _)| *number > found) {
        connection.batch(&for_engine(text, connection.is_sqlite()))?;
        let now: sql::Value = milliseconds_now().into();
        connection.execute("INSERT INTO migrations (number, applied_at) VALUES ($1, $2)", &[(*number).into(), now])?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the note of when a migration ran is for people, not for logic")]
fn milliseconds_now() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |elapsed| i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}

fn for_engine(text: &str, sqlite: bool) -> String {
    let (ours, theirs) = if sqlite { ("--sqlite ", "--postgres ") } else { ("--postgres ", "--sqlite ") };
    let mut result = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.starts_with(theirs)) {
        result.push_str(line.strip_prefix(ours).unwrap_or(line));
        result.push('\n');
    }
    // Texts compare by their bytes, as in SQLite, whatever the database's language is.
    if sqlite { result } else { result.replace(" TEXT", " TEXT COLLATE \"C\"") }
}
