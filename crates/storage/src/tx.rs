//! A unit of work: what a handler may do with the database, scoped to one instance.

use std::collections::HashMap;
use std::sync::Arc;

use crate::cache::Cache;
use crate::error::DriverError;
use crate::events::Recorded;
use crate::sql::{Row, Value};
use crate::{StorageError, search::SearchChange};

/// The connection under a unit of work.
pub(crate) enum Driver<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres { client: &'a mut postgres::Client, statements: &'a mut HashMap<String, postgres::Statement> },
}

/// What both kinds of units of work are made of.
pub(crate) struct Connection<'a> {
    driver: Driver<'a>,
    pub(crate) writable: bool,
    /// Set when the database said that another unit of work was in the way.
    pub(crate) retry: bool,
    /// Which part of a kept counter this connection adds to, so that writers do not queue for one row.
    pub(crate) counter_slot: i64,
    /// Changes of the search index that are written together before the commit.
    pub(crate) search_changes: Vec<SearchChange>,
    /// Events that are written at the end of the unit of work.
    pub(crate) events: Vec<Recorded>,
    /// What the process remembers.
    pub(crate) cache: &'a Cache,
    /// How many steps SQLite's machine has taken for queries.
    #[cfg(test)]
    pub(crate) steps: i64,
    /// How many queries SQLite has planned again although it had planned them before.
    #[cfg(test)]
    pub(crate) plans: i64,
}

/// How many prepared statements a PostgreSQL connection keeps.
const STATEMENTS: usize = 400;

impl<'a> Connection<'a> {
    pub(crate) fn new(driver: Driver<'a>, writable: bool, counter_slot: i64, cache: &'a Cache) -> Self {
        let (search_changes, events) = (Vec::new(), Vec::new());
        Self {
            driver,
            writable,
            retry: false,
            counter_slot,
            search_changes,
            events,
            cache,
            #[cfg(test)]
            steps: 0,
            #[cfg(test)]
            plans: 0,
        }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.driver, Driver::Sqlite(_))
    }

    fn fail<T>(&mut self, error: impl Into<DriverError>) -> Result<T, StorageError> {
        let DriverError { error, retry } = error.into();
        self.retry |= retry;
        Err(error)
    }

    /// Runs a statement and gives the number of rows it changed.
    pub(crate) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, StorageError> {
        let result = match &mut self.driver {
            Driver::Sqlite(connection) => sqlite_execute(connection, sql, params).map_err(DriverError::from),
            Driver::Postgres { client, statements } => prepare(client, statements, sql)
                .and_then(|statement| client.execute(&statement, &as_sql(params)))
                .map_err(DriverError::from),
        };
        result.or_else(|error| self.fail(error))
    }

    /// Runs a query and reads every row.
    pub(crate) fn query<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StorageError>,
    ) -> Result<Vec<T>, StorageError> {
        let mut found = Vec::new();
        match &mut self.driver {
            Driver::Sqlite(connection) => {
                let mut run = || -> Result<Result<(), StorageError>, rusqlite::Error> {
                    let mut statement = sqlite_prepare(connection, sql)?;
                    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
                    while let Some(row) = rows.next()? {
                        match read(&Row::Sqlite(row)) {
                            Ok(value) => found.push(value),
                            Err(error) => return Ok(Err(error)),
                        }
                    }
                    #[cfg(test)]
                    {
                        drop(rows);
                        self.steps += i64::from(statement.reset_status(rusqlite::StatementStatus::VmStep));
                        self.plans += i64::from(statement.reset_status(rusqlite::StatementStatus::RePrepare));
                    }
                    Ok(Ok(()))
                };
                match run() {
                    Ok(result) => result?,
                    Err(error) => return self.fail(error),
                }
            }
            Driver::Postgres { client, statements } => {
                let rows =
                    prepare(client, statements, sql).and_then(|statement| client.query(&statement, &as_sql(params)));
                match rows {
                    Ok(rows) => {
                        for row in &rows {
                            found.push(read(&Row::Postgres(row))?);
                        }
                    }
                    Err(error) => return self.fail(error),
                }
            }
        }
        Ok(found)
    }

    /// Runs a query that gives at most one row.
    pub(crate) fn query_optional<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        read: impl FnMut(&Row<'_>) -> Result<T, StorageError>,
    ) -> Result<Option<T>, StorageError> {
        Ok(self.query(sql, params, read)?.into_iter().next())
    }

    /// Like [`Self::query_optional`]; inside a unit of work that writes, the row stays ours until
    /// the end. SQLite has one writer anyway.
    pub(crate) fn query_locked<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        read: impl FnMut(&Row<'_>) -> Result<T, StorageError>,
    ) -> Result<Option<T>, StorageError> {
        Ok(self.query_all_locked(sql, params, read)?.into_iter().next())
    }

    /// Like [`Self::query`], with every row locked like that of [`Self::query_locked`].
    pub(crate) fn query_all_locked<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        read: impl FnMut(&Row<'_>) -> Result<T, StorageError>,
    ) -> Result<Vec<T>, StorageError> {
        if self.writable && !self.is_sqlite() {
            self.query(&format!("{sql} FOR UPDATE"), params, read)
        } else {
            self.query(sql, params, read)
        }
    }

    /// Like [`Self::query`]; inside a unit of work that writes, nobody can delete the rows until the end, and others
    /// may keep them as well.
    pub(crate) fn query_kept<T>(
        &mut self,
        sql: &str,
        params: &[Value],
        read: impl FnMut(&Row<'_>) -> Result<T, StorageError>,
    ) -> Result<Vec<T>, StorageError> {
        if self.writable && !self.is_sqlite() {
            self.query(&format!("{sql} FOR KEY SHARE"), params, read)
        } else {
            self.query(sql, params, read)
        }
    }

    /// How many rows SQLite has changed since the connection was opened.
    pub(crate) fn total_changes(&self) -> u64 {
        match &self.driver {
            Driver::Sqlite(connection) => connection.total_changes(),
            Driver::Postgres { .. } => 0,
        }
    }

    /// Inserts one row and, on SQLite, gives its number.
    pub(crate) fn insert_row(&mut self, sql: &str, params: &[Value]) -> Result<Option<i64>, StorageError> {
        self.execute(sql, params)?;
        Ok(match &self.driver {
            Driver::Sqlite(connection) => Some(connection.last_insert_rowid()),
            Driver::Postgres { .. } => None,
        })
    }

    /// Runs statements without parameters, several in one text.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), StorageError> {
        let result = match &mut self.driver {
            Driver::Sqlite(connection) => connection.execute_batch(sql).map_err(DriverError::from),
            Driver::Postgres { client, .. } => client.batch_execute(sql).map_err(DriverError::from),
        };
        result.or_else(|error| self.fail(error))
    }
}

fn as_sql(params: &[Value]) -> Vec<&(dyn postgres::types::ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn postgres::types::ToSql + Sync)).collect()
}

fn prepare(
    client: &mut postgres::Client,
    statements: &mut HashMap<String, postgres::Statement>,
    sql: &str,
) -> Result<postgres::Statement, postgres::Error> {
    if let Some(statement) = statements.get(sql) {
        return Ok(statement.clone());
    }
    let statement = client.prepare(sql)?;
    if statements.len() >= STATEMENTS {
        statements.clear();
    }
    statements.insert(sql.to_owned(), statement.clone());
    Ok(statement)
}

fn sqlite_prepare<'c>(
    connection: &'c rusqlite::Connection,
    sql: &str,
) -> rusqlite::Result<rusqlite::CachedStatement<'c>> {
    let statement = connection.prepare_cached(sql)?;
    // SQLite numbers `$1`, `$2` by their first appearance; both engines agree only if that is the order.
    debug_assert!(
        (1..=statement.parameter_count())
            .all(|index| statement.parameter_name(index) == Some(format!("${index}").as_str())),
        "parameters must first appear in their order: {sql}"
    );
    Ok(statement)
}

fn sqlite_execute(connection: &rusqlite::Connection, sql: &str, params: &[Value]) -> rusqlite::Result<u64> {
    let changed = sqlite_prepare(connection, sql)?.execute(rusqlite::params_from_iter(params))?;
    Ok(changed as u64)
}

/// A unit of work of one instance: every query it makes is limited to that instance's rows.
pub struct Tx<'a, 'c> {
    pub(crate) connection: &'a mut Connection<'c>,
    pub(crate) instance: Arc<str>,
}

impl<'a, 'c> Tx<'a, 'c> {
    pub(crate) fn new(connection: &'a mut Connection<'c>, instance: Arc<str>) -> Self {
        Self { connection, instance }
    }

    /// The instance whose rows this unit of work sees.
    pub fn instance(&self) -> &str {
        &self.instance
    }

    pub(crate) fn instance_value(&self) -> Value {
        Value::Text(self.instance.to_string())
    }

    /// Fails unless exactly one row was changed.
    pub(crate) fn expect_row(changed: u64, table: &'static str) -> Result<(), StorageError> {
        if changed == 1 { Ok(()) } else { Err(StorageError::RowVanished(table)) }
    }
}

/// A unit of work of the operator: instances and their keys, across all instances.
pub struct SystemTx<'a, 'c> {
    pub(crate) connection: &'a mut Connection<'c>,
}

impl<'c> SystemTx<'_, 'c> {
    /// The same unit of work, limited to one instance.
    pub fn within(&mut self, instance: &str) -> Tx<'_, 'c> {
        Tx::new(self.connection, Arc::from(instance))
    }
}
