//! The index behind `query`: grams of our own cutting, in an FTS5 table of SQLite and, for users, in a GIN index of
//! PostgreSQL, since the trigrams that both can cut are all too common to find a number or a longer text by.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::tx::Connection;
use crate::{StorageError, params};

/// A row whose searchable text changed. SQLite keeps the index in a table of its own; the changes
/// of a group of jobs are written together, since FTS5 flushes at every savepoint.
#[derive(Clone, Debug)]
pub(crate) struct SearchChange {
    /// `users`, `organizations`, `invitations` or `waitlist_entries`.
    pub(crate) table: &'static str,
    /// Whose row it is.
    pub(crate) instance: Arc<str>,
    /// The row's number.
    pub(crate) rowid: i64,
    /// The new text; `None` when the row is gone.
    pub(crate) text: Option<String>,
}

/// How many characters the grams have: the short ones find short fragments, the long ones are rare.
pub(crate) const SIZES: [usize; 2] = [3, 6];
/// How many characters of an instance's id begin its grams, so that one tenant's texts are not looked
/// through for another's.
const MARK: usize = 4;

/// How many pages one step of tidying writes.
const MERGED_PAGES: u32 = 100;

/// How many new users wait until they are indexed together, which costs a third less than with each commit. A search
/// looks into their rows.
const BACKLOG: i64 = if cfg!(test) { 16 } else { 1_024 };

/// The number of the last user that is indexed.
pub(crate) const INDEXED_TO: &str = "SELECT indexed_to FROM search_backlog";

/// Writes what changed into SQLite's index.
pub(crate) fn write_changes(connection: &mut Connection<'_>) -> Result<(), StorageError> {
    let changes = std::mem::take(&mut connection.search_changes);
    let newest = changes.iter().filter(|change| change.table == "users").map(|change| change.rowid).max();
    let indexed_to = if newest.is_some() { indexed_to(connection)? } else { i64::MAX };
    for change in changes {
        // A row of the backlog is read when its turn comes.
        if change.table != "users" || change.rowid <= indexed_to {
            write_change(connection, change)?;
        }
    }
    if newest.is_some_and(|newest| newest.saturating_sub(indexed_to) >= BACKLOG) {
        index_backlog(connection)?;
    }
    Ok(())
}

fn write_change(connection: &mut Connection<'_>, change: SearchChange) -> Result<(), StorageError> {
    let SearchChange { table, instance, rowid, text } = change;
    let (delete, insert) = match table {
        "users" => (
            "DELETE FROM users_search WHERE rowid = $1",
            "INSERT OR REPLACE INTO users_search (rowid, search) VALUES ($1, $2)",
        ),
        "invitations" => (
            "DELETE FROM invitations_search WHERE rowid = $1",
            "INSERT OR REPLACE INTO invitations_search (rowid, search) VALUES ($1, $2)",
        ),
        "waitlist_entries" => (
            "DELETE FROM waitlist_entries_search WHERE rowid = $1",
            "INSERT OR REPLACE INTO waitlist_entries_search (rowid, search) VALUES ($1, $2)",
        ),
        _ => (
            "DELETE FROM organizations_search WHERE rowid = $1",
            "INSERT OR REPLACE INTO organizations_search (rowid, search) VALUES ($1, $2)",
        ),
    };
    match text {
        Some(text) => connection.execute(insert, params![rowid, grams(&instance, &text)])?,
        None => connection.execute(delete, params![rowid])?,
    };
    Ok(())
}

fn indexed_to(connection: &mut Connection<'_>) -> Result<i64, StorageError> {
    Ok(connection.query_optional(INDEXED_TO, &[], |row| row.get(0))?.unwrap_or(i64::MAX))
}

/// Indexes every user that waits; whether there were any.
pub(crate) fn index_backlog(connection: &mut Connection<'_>) -> Result<bool, StorageError> {
    let before = indexed_to(connection)?;
    let last = index_rows(connection, "users", before)?;
    if last > before {
        connection.execute("UPDATE search_backlog SET indexed_to = $1", params![last])?;
    }
    Ok(last > before)
}

/// Indexes the rows behind number `after` and gives the number of the last one.
fn index_rows(connection: &mut Connection<'_>, table: &'static str, mut after: i64) -> Result<i64, StorageError> {
    let sql = format!("SELECT rowid, instance_id, search FROM {table} WHERE rowid > $1 ORDER BY rowid LIMIT 1000");
    loop {
        let rows = connection.query(&sql, params![after], |row| {
            let instance = Arc::from(row.get::<String>(1)?);
            Ok(SearchChange { table, rowid: row.get(0)?, instance, text: Some(row.get(2)?) })
        })?;
        let Some(last) = rows.last() else { return Ok(after) };
        after = last.rowid;
        rows.into_iter().try_for_each(|row| write_change(connection, row))?;
    }
}

/// Indexes the users that wait, then merges pieces of SQLite's index, which every search looks into: steps that take
/// some milliseconds, for a writer that has nothing else to do. `false` when there is nothing left to do.
pub(crate) fn tidy(connection: &mut Connection<'_>) -> Result<bool, StorageError> {
    connection.batch("BEGIN IMMEDIATE")?;
    let indexed = index_backlog(connection);
    connection.batch(if indexed.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    let mut changed = indexed?;
    for table in ["users", "organizations", "invitations", "waitlist_entries"] {
        let before = connection.total_changes();
        let sql = format!("INSERT INTO {table}_search ({table}_search, rank) VALUES ('merge', {MERGED_PAGES})");
        connection.execute(&sql, &[])?;
        // Noting that there was nothing to do counts as one change.
        changed |= connection.total_changes() - before >= 2;
    }
    Ok(changed)
}

/// Writes the index anew from the rows, for a migration that changes its form.
pub(crate) fn rebuild(connection: &mut Connection<'_>) -> Result<(), StorageError> {
    for table in ["users", "organizations", "invitations"] {
        index_rows(connection, table, 0)?;
    }
    Ok(())
}

fn mark(instance: &str) -> String {
    let skipped = instance.chars().count().saturating_sub(MARK);
    instance.chars().skip(skipped).collect::<String>().to_lowercase()
}

/// Every gram of every line of a text, a line each. The check counts them.
fn grams(instance: &str, text: &str) -> String {
    let mark = mark(instance);
    let mut grams = String::with_capacity(text.len() * 24);
    // Control characters end a token; nobody looks for one here.
    let text = text.replace(|character: char| character.is_ascii_control() && character != '\n', " ");
    for line in text.split('\n') {
        let starts: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
        for size in SIZES {
            for window in starts.windows(size + 1) {
                if let Some(gram) = line.get(window[0]..window[size]) {
                    grams.push_str(&mark);
                    grams.push_str(gram);
                    grams.push('\n');
                }
            }
        }
    }
    grams
}

/// The grams of the rows in which `fragment`, in lower case, may occur: few others have all of them, and no
/// row too few. `None` when only looking at every row helps.
pub(crate) fn fragment_grams(instance: &str, fragment: &str) -> Option<Vec<String>> {
    if fragment.contains(char::is_control) {
        return None;
    }
    let starts: Vec<usize> = fragment.char_indices().map(|(at, _)| at).chain([fragment.len()]).collect();
    let length = starts.len() - 1;
    let size = SIZES.into_iter().rev().find(|size| *size <= length)?;
    let mark = mark(instance);
    // Side by side, and one that ends with the fragment: every character is in one of them.
    let positions = (0..=length - size).step_by(size).chain((length % size != 0).then_some(length - size));
    let grams = positions.filter_map(|at| fragment.get(starts[at]..starts[at + size]));
    Some(grams.map(|gram| format!("{mark}{gram}")).collect())
}

/// [`fragment_grams`] as an expression of FTS5.
pub(crate) fn expression(instance: &str, fragment: &str) -> Option<String> {
    fragment_grams(instance, fragment).map(|grams| grams_expression(&grams))
}

pub(crate) fn grams_expression(grams: &[String]) -> String {
    let quoted: Vec<String> = grams.iter().map(|gram| format!("\"{}\"", gram.replace('"', "\"\""))).collect();
    quoted.join(" AND ")
}

/// How long a gram is taken to be common.
const COMMON_FOR: Duration = Duration::from_secs(600);
/// How many grams are remembered.
const COMMON: usize = 10_000;

/// Grams that were found to be in many rows. PostgreSQL reads its index of grams to the end whatever the limit, so
/// that a fragment made of these alone is better looked for by walking the rows in order.
#[derive(Debug, Default)]
pub(crate) struct CommonGrams(Mutex<HashMap<String, Instant>>);

impl CommonGrams {
    /// Whether every one of these is common.
    pub(crate) fn are(&self, grams: &[String]) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        grams.iter().all(|gram| known.get(gram).is_some_and(|since| since.elapsed() < COMMON_FOR))
    }

    /// Remembers that many rows have all of these.
    pub(crate) fn add(&self, grams: &[String]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() + grams.len() > COMMON {
            known.clear();
        }
        known.extend(grams.iter().map(|gram| (gram.clone(), Instant::now())));
    }
}

/// The LIKE pattern that finds `fragment` anywhere; escape character is the backslash.
pub(crate) fn like_pattern(fragment: &str) -> String {
    let escaped = fragment.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection as Database;

    use super::*;
    use crate::cache::Cache;
    use crate::tx::Driver;

    #[test]
    fn a_tidied_index_finds_what_it_found_before() {
        let database = Database::open_in_memory().expect("opened");
        let cache = Cache::default();
        let mut connection = Connection::new(Driver::Sqlite(&database), true, 0, &cache);
        crate::migrate::run(&mut connection).expect("migrated");
        let insert = |connection: &mut Connection<'_>, row: i64| {
            let change = SearchChange {
                table: "organizations",
                instance: Arc::from("ins_a"),
                rowid: row,
                text: Some(format!("abc\n{row}xyzxyz")),
            };
            connection.search_changes.push(change);
            write_changes(connection).expect("indexed");
        };
        (1..=8).for_each(|row| insert(&mut connection, row));
        let find = |word: &str| -> Vec<i64> {
            let mut statement = database.prepare("SELECT rowid FROM organizations_search (?1)").expect("prepared");
            let asked = expression("ins_a", word).expect("long enough");
            let rows = statement.query_map([asked], |row| row.get(0)).expect("read");
            rows.collect::<Result<_, _>>().expect("numbers")
        };
        let before = (find("abc"), find("7xyzxy"));
        assert!(tidy(&mut connection).expect("merged"), "eight commits leave pieces to merge");
        while tidy(&mut connection).expect("merged") {}
        assert_eq!((find("abc"), find("7xyzxy")), before);
        assert_eq!(before, ((1..=8).collect(), vec![7]));
    }

    #[test]
    fn a_text_is_cut_line_by_line() {
        assert_eq!(grams("ins_1aB2c", "ab\nabcdefg\n"), {
            let expected = ["abc", "bcd", "cde", "def", "efg", "abcdef", "bcdefg"];
            expected.map(|gram| format!("ab2c{gram}\n")).concat()
        });
    }

    #[test]
    fn a_fragment_is_covered_by_the_longest_grams_that_fit() {
        let expect = |fragment, expected: Option<&str>| {
            assert_eq!(expression("ins_x", fragment).as_deref(), expected, "{fragment}");
        };
        expect("ab", None);
        expect("a\nbc", None);
        expect("äbc", Some("\"ns_xäbc\""));
        expect("abcd", Some("\"ns_xabc\" AND \"ns_xbcd\""));
        expect("abcdef", Some("\"ns_xabcdef\""));
        expect("a\"cdefg", Some("\"ns_xa\"\"cdef\" AND \"ns_x\"\"cdefg\""));
        expect("abcdefabcdef", Some("\"ns_xabcdef\" AND \"ns_xabcdef\""));
    }
}
