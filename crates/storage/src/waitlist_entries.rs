//! The waitlist: people who ask to be invited to the application.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::search::{self, SearchChange};
use crate::select::Select;
use crate::sql::{Row, Value, places};
use crate::{StorageError, Tx, params};

/// The kept counter of all entries; with a space and a status behind it, of those in that status.
const COUNTER: &str = "waitlist_entries";
/// How ids begin.
const ID_PREFIX: &str = "wle_";
/// Fewer rows than this are looked up one by one, more are met soon on a walk in order.
const RARE: usize = if cfg!(test) { 4 } else { 1_000 };

/// An entry of the waitlist. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitlistEntry {
    /// `wle_…`.
    pub id: String,
    /// Who waits, in lower case; nobody waits twice.
    pub email_address: String,
    /// `pending`, `invited`, `rejected` or `completed`.
    pub status: String,
    /// Whether a batch of changes is at work on it.
    pub is_locked: bool,
    /// When it was made.
    pub created_at: i64,
    /// When anything about it last changed.
    pub updated_at: i64,
    /// When the person was last invited.
    pub invited_at: Option<i64>,
    /// The invitation that was last made.
    pub invitation_id: Option<String>,
}

/// What a list of entries is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitlistOrder {
    CreatedAt,
    EmailAddress,
    /// Who was never invited comes last in both directions.
    InvitedAt,
}

impl WaitlistOrder {
    /// What an index holds for it; the id comes behind it, except where values are unique.
    const fn key(self, descending: bool) -> &'static str {
        match (self, descending) {
            (Self::CreatedAt, _) => "created_at",
            (Self::EmailAddress, _) => "email_address",
            (Self::InvitedAt, false) => "coalesce(invited_at, 9223372036854775807)",
            (Self::InvitedAt, true) => "coalesce(invited_at, -1)",
        }
    }

    fn sql(self, descending: bool) -> String {
        let (key, direction) = (self.key(descending), if descending { "DESC" } else { "ASC" });
        if self == Self::EmailAddress {
            return format!(" ORDER BY {key} {direction}");
        }
        format!(" ORDER BY {key} {direction}, id {direction}")
    }
}

/// Which entries a list is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitlistFilter {
    /// Those in one of these statuses; empty for any.
    pub statuses: Vec<String>,
    /// A part of the address in any case, or the beginning of the id in its own.
    pub query: Option<String>,
}

pub(crate) const COLUMNS: &str =
    "id, email_address, status, is_locked, created_at, updated_at, invited_at, invitation_id";

pub(crate) fn read_entry(row: &Row<'_>) -> Result<WaitlistEntry, StorageError> {
    Ok(WaitlistEntry {
        id: row.get(0)?,
        email_address: row.get(1)?,
        status: row.get(2)?,
        is_locked: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
        invited_at: row.get(6)?,
        invitation_id: row.get(7)?,
    })
}

fn status_counter(status: &str) -> String {
    format!("{COUNTER} {status}")
}

impl Tx<'_, '_> {
    /// Inserts those whose address is not on the waitlist yet, and gives their ids.
    pub fn insert_waitlist_entries(&mut self, new: &[WaitlistEntry]) -> Result<HashSet<String>, StorageError> {
        // Always in the same order, so that two units of work cannot wait for each other.
        let mut sorted: Vec<&WaitlistEntry> = new.iter().collect();
        sorted.sort_unstable_by(|one, other| one.email_address.cmp(&other.email_address));
        let mut inserted = HashSet::new();
        for chunk in sorted.chunks(50) {
            inserted.extend(self.insert_waitlist_rows(chunk)?);
        }
        let mut by_status: Vec<(&str, i64)> = Vec::new();
        for entry in sorted.iter().filter(|entry| inserted.contains(&entry.id)) {
            match by_status.iter_mut().find(|(status, _)| *status == entry.status) {
                Some((_, count)) => *count += 1,
                None => by_status.push((&entry.status, 1)),
            }
        }
        for (status, count) in by_status {
            self.add_to_counter(COUNTER, count)?;
            self.add_to_counter(&status_counter(status), count)?;
        }
        Ok(inserted)
    }

    fn insert_waitlist_rows(&mut self, new: &[&WaitlistEntry]) -> Result<Vec<String>, StorageError> {
        let mut parameters = Vec::with_capacity(new.len() * 10);
        for entry in new {
            let row = params![
                self.instance_value(),
                &entry.id,
                &entry.email_address,
                &entry.status,
                entry.is_locked,
                entry.created_at,
                entry.updated_at,
                entry.invited_at,
                &entry.invitation_id,
                &entry.email_address
            ];
            parameters.extend_from_slice(row);
        }
        let rows: Vec<String> = (0..new.len()).map(|row| format!("({})", places(row * 10 + 1, 10))).collect();
        let sql = format!(
            "INSERT INTO waitlist_entries (instance_id, id, email_address, status, is_locked, created_at, updated_at,
             invited_at, invitation_id, search) VALUES {} ON CONFLICT (instance_id, email_address) DO NOTHING
             RETURNING id",
            rows.join(", ")
        );
        if !self.connection.is_sqlite() {
            return self.connection.query(&sql, &parameters, |row| row.get(0));
        }
        let inserted = self.connection.query(&format!("{sql}, rowid, search"), &parameters, |row| {
            Ok((row.get::<String>(0)?, row.get::<i64>(1)?, row.get::<String>(2)?))
        })?;
        let mut ids = Vec::with_capacity(inserted.len());
        for (id, rowid, text) in inserted {
            ids.push(id);
            self.note_waitlist_text(rowid, Some(text));
        }
        Ok(ids)
    }

    fn note_waitlist_text(&mut self, rowid: i64, text: Option<String>) {
        let instance = Arc::clone(&self.instance);
        self.connection.search_changes.push(SearchChange { table: "waitlist_entries", instance, rowid, text });
    }

    /// The entry of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_waitlist_entry(&mut self, id: &str) -> Result<Option<WaitlistEntry>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM waitlist_entries WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_entry)
    }

    /// The entries of those addresses, in any order.
    pub fn find_waitlist_entries_of(&mut self, addresses: &[String]) -> Result<Vec<WaitlistEntry>, StorageError> {
        let mut found = Vec::with_capacity(addresses.len());
        for chunk in addresses.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(Value::from));
            let sql = format!(
                "SELECT {COLUMNS} FROM waitlist_entries WHERE instance_id = $1 AND email_address IN ({})",
                places(2, chunk.len())
            );
            found.extend(self.connection.query(&sql, &parameters, read_entry)?);
        }
        Ok(found)
    }

    /// Replaces an entry, whose address stays.
    pub fn update_waitlist_entry(&mut self, before: &WaitlistEntry, after: &WaitlistEntry) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE waitlist_entries SET status = $1, is_locked = $2, updated_at = $3, invited_at = $4,
             invitation_id = $5 WHERE instance_id = $6 AND id = $7",
            params![
                &after.status,
                after.is_locked,
                after.updated_at,
                after.invited_at,
                &after.invitation_id,
                self.instance_value(),
                &before.id
            ],
        )?;
        Self::expect_row(changed, "waitlist_entries")?;
        if before.status != after.status {
            self.add_to_counter(&status_counter(&before.status), -1)?;
            self.add_to_counter(&status_counter(&after.status), 1)?;
        }
        Ok(())
    }

    /// Notes that the person with that address has signed up, and gives the entry before and after, if that changed it.
    pub fn complete_waitlist_entry(
        &mut self,
        email_address: &str,
        now: i64,
    ) -> Result<Option<WaitlistEntry>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM waitlist_entries WHERE instance_id = $1 AND email_address = $2");
        let parameters = params![self.instance_value(), email_address];
        let Some(before) = self.connection.query_locked(&sql, parameters, read_entry)? else { return Ok(None) };
        if before.status == "completed" {
            return Ok(None);
        }
        let after = WaitlistEntry { status: "completed".to_owned(), updated_at: now, ..before.clone() };
        self.update_waitlist_entry(&before, &after)?;
        Ok(Some(after))
    }

    /// Deletes an entry.
    pub fn delete_waitlist_entry(&mut self, entry: &WaitlistEntry) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), &entry.id];
        let sql = "DELETE FROM waitlist_entries WHERE instance_id = $1 AND id = $2";
        if self.connection.is_sqlite() {
            let rows = self.connection.query(&format!("{sql} RETURNING rowid"), parameters, |row| row.get::<i64>(0))?;
            Self::expect_row(rows.len() as u64, "waitlist_entries")?;
            for rowid in rows {
                self.note_waitlist_text(rowid, None);
            }
        } else {
            Self::expect_row(self.connection.execute(sql, parameters)?, "waitlist_entries")?;
        }
        self.add_to_counter(COUNTER, -1)?;
        self.add_to_counter(&status_counter(&entry.status), -1)
    }

    /// Some of the entries that `filter` asks for.
    pub fn list_waitlist_entries(
        &mut self,
        filter: &WaitlistFilter,
        order: WaitlistOrder,
        descending: bool,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<WaitlistEntry>, StorageError> {
        let order = order.sql(descending);
        // The keys of a page are found in an index alone; only the page's own rows are read. SQLite keeps to the order of
        // a cross join: by itself it would walk through all entries for the outer order.
        let mut select = Select::new("SELECT ");
        select.push(COLUMNS).push(" FROM (SELECT id AS page_id FROM waitlist_entries WHERE instance_id = ");
        select.bind(self.instance_value());
        self.waitlist_condition(filter, &mut select, true)?;
        select.push(&order).push(" LIMIT ").bind(limit).push(" OFFSET ").bind(offset);
        select
            .push(") page CROSS JOIN waitlist_entries WHERE id = page_id AND instance_id = ")
            .bind(self.instance_value());
        select.push(&order);
        self.connection.query(&select.sql, &select.params, read_entry)
    }

    /// How many entries `filter` asks for. Without `query` this is kept.
    pub fn count_waitlist_entries(&mut self, filter: &WaitlistFilter) -> Result<i64, StorageError> {
        if filter.query.is_none() {
            if filter.statuses.is_empty() {
                return self.counter(COUNTER);
            }
            let different: BTreeSet<&String> = filter.statuses.iter().collect();
            return different.into_iter().try_fold(0, |sum, status| Ok(sum + self.counter(&status_counter(status))?));
        }
        let mut select = Select::new("SELECT count(*) FROM waitlist_entries WHERE instance_id = ");
        select.bind(self.instance_value());
        self.waitlist_condition(filter, &mut select, false)?;
        Ok(self.connection.query_optional(&select.sql, &select.params, |row| row.get(0))?.unwrap_or(0))
    }

    /// Adds the conditions. `walks` says that few rows are wanted of many, in the order of an index.
    fn waitlist_condition(
        &mut self,
        filter: &WaitlistFilter,
        select: &mut Select,
        walks: bool,
    ) -> Result<(), StorageError> {
        match &filter.statuses[..] {
            [] => {}
            // An equal value, so that an index gives the rows in their order.
            [status] => drop(select.push(" AND status = ").bind(status)),
            statuses => drop(select.push(" AND status IN ").bind_all(statuses)),
        }
        let Some(query) = &filter.query else { return Ok(()) };
        let fragment = query.to_lowercase();
        let id = query.starts_with(ID_PREFIX).then_some(query);
        let expression = if self.connection.is_sqlite() { search::expression(&self.instance, &fragment) } else { None };
        if let Some(expression) = expression {
            let sql = "SELECT rowid FROM waitlist_entries_search WHERE waitlist_entries_search MATCH $1 LIMIT $2";
            let most = i64::try_from(RARE).unwrap_or(i64::MAX);
            let rows: Vec<i64> = self.connection.query(sql, params![&expression, most], |row| row.get(0))?;
            if rows.len() < RARE {
                let rows = serde_json::to_string(&rows)?;
                select.push(" AND rowid IN (SELECT value FROM json_each(").bind(rows).push(")");
                push_ids(select, " UNION ALL SELECT rowid FROM waitlist_entries WHERE ", id, &self.instance);
                select.push(")");
            } else if !walks {
                select.push(
                    " AND rowid IN (SELECT rowid FROM waitlist_entries_search WHERE waitlist_entries_search MATCH ",
                );
                select.bind(expression);
                push_ids(select, " UNION ALL SELECT rowid FROM waitlist_entries WHERE ", id, &self.instance);
                select.push(")");
            }
        }
        select.push(" AND (").push_contains("search", &fragment);
        if let Some(id) = id {
            // Every id that begins so sorts before the same text with the largest character behind it.
            select.push(" OR (id >= ").bind(id).push(" AND id < ").bind(format!("{id}{}", char::MAX)).push(")");
        }
        select.push(")");
        Ok(())
    }
}

fn push_ids(select: &mut Select, before: &str, id: Option<&String>, instance: &str) {
    if let Some(id) = id {
        select.push(before).push("instance_id = ").bind(instance);
        select.push(" AND id >= ").bind(id).push(" AND id < ").bind(format!("{id}{}", char::MAX));
    }
}
