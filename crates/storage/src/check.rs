//! Recounts what is kept and looks for rows whose owners are gone: what must hold after a crash, and always.

mod copies;
mod counts;
mod owners;
mod roles;
mod search;
#[cfg(test)]
pub(crate) mod tests;

use std::fmt;

use crate::tx::Connection;
use crate::{StorageError, Store};

/// The most findings of one kind that are told: a thousand say as much as a million.
const MOST: usize = 1000;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Everything that does not hold; at most a thousand of each kind.
    pub findings: Vec<Finding>,
    /// How many kinds of things were looked at.
    pub checks: usize,
}

impl Report {
    /// Whether everything holds.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}

/// One thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The table that is wrong.
    pub table: String,
    /// The row: the instance and what tells the row from others in it.
    pub key: String,
    /// What follows from the other rows.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: expected {}, found {}", self.table, self.key, self.expected, self.found)
    }
}

/// A query whose rows are findings: key, what is expected, what was found, all of them text.
struct Check {
    table: &'static str,
    sql: String,
}

impl Check {
    fn new(table: &'static str, sql: impl Into<String>) -> Self {
        Self { table, sql: sql.into() }
    }
}

impl Store {
    /// Recounts every kept count and looks for rows without owners, in one snapshot of the database.
    /// Takes seconds for a million users; others may write meanwhile.
    pub async fn check(&self) -> Result<Report, StorageError> {
        self.snapshot(run).await
    }

    /// Like [`Self::check`], for a thread that may block.
    pub fn check_blocking(&self) -> Result<Report, StorageError> {
        self.snapshot_blocking(run)
    }
}

fn run(connection: &mut Connection<'_>) -> Result<Report, StorageError> {
    let mut report = Report::default();
    if connection.is_sqlite() {
        // In memory, readers share the writer's transaction, whose changes to the index may still wait.
        crate::search::write_changes(connection)?;
        report.findings = integrity(connection)?;
        report.checks = 1;
    }
    let sqlite = connection.is_sqlite();
    let mut checks = counts::checks();
    checks.extend(owners::checks(sqlite));
    checks.extend(roles::checks(sqlite));
    checks.extend(copies::checks(sqlite));
    if sqlite {
        checks.extend(search::checks());
    }
    for Check { table, sql } in &checks {
        let findings = connection.query(&format!("{sql} LIMIT {MOST}"), &[], |row| {
            Ok(Finding {
                table: (*table).to_owned(),
                key: row.get(0)?,
                expected: row.get::<Option<String>>(1)?.unwrap_or_else(|| "nothing".to_owned()),
                found: row.get::<Option<String>>(2)?.unwrap_or_else(|| "nothing".to_owned()),
            })
        })?;
        report.findings.extend(findings);
    }
    report.checks += checks.len();
    report.findings.sort_unstable();
    Ok(report)
}

/// SQLite's own examination of its file: pages, and every index against its table.
fn integrity(connection: &mut Connection<'_>) -> Result<Vec<Finding>, StorageError> {
    for table in search::SEARCHED {
        // The examination would trust what FTS5 remembers from an earlier snapshot; a query makes it look again.
        connection.query(&format!("SELECT 1 FROM {table}_search WHERE rowid = 0"), &[], |_| Ok(()))?;
    }
    let lines = connection.query("PRAGMA integrity_check", &[], |row| row.get::<String>(0))?;
    let broken = lines.into_iter().filter(|line| line != "ok");
    Ok(broken
        .map(|line| Finding {
            table: "sqlite".to_owned(),
            key: "integrity_check".to_owned(),
            expected: "ok".to_owned(),
            found: line,
        })
        .collect())
}
