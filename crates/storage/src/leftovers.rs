//! What belonged to an organization, to one of its domains, to a user, to a machine or to an OAuth application that is
//! deleted: more rows than one unit of work may delete, since other writers wait for it. They count nowhere and show
//! nowhere, and go piece by piece.

#[cfg(test)]
mod tests;

use crate::organization_memberships::count;
use crate::select::Select;
use crate::{StorageError, SystemTx, Tx, params};

/// How many rows one unit of work deletes: a few milliseconds' worth.
const PIECE: i64 = 200;

/// The tables whose rows are left over: each with the column that names the owner, and the one that tells the rows of
/// an owner apart; `id` tells all rows of an instance apart.
const TABLES: &[(&str, &str, &str)] = &[
    ("organization_memberships", "organization_id", "user_id"),
    ("organization_invitations", "organization_id", "id"),
    ("organization_enrollments", "domain_id", "user_id"),
    ("m2m_tokens", "machine_id", "id"),
    ("api_keys", "subject", "id"),
];

/// The condition that a row of that table, under that short name, is not left over; `None` for a table where nothing
/// ever is.
pub(crate) fn is_owned(table: &str, short: &str) -> Option<String> {
    if table == "oauth_grants" {
        return Some(is_no_leftover_grant(short));
    }
    let (_, owner, _) = TABLES.iter().find(|(name, ..)| *name == table)?;
    Some(is_no_leftover(short, owner))
}

/// The condition that the owner in that column is not deleted.
pub(crate) fn is_no_leftover(short: &str, column: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM leftovers l WHERE l.instance_id = {short}.instance_id
         AND l.owner_id = {short}.{column})"
    )
}

/// The same for what was granted to an application: it has two owners, and goes with the one that goes first.
pub(crate) fn is_no_leftover_grant(short: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM leftovers l WHERE l.instance_id = {short}.instance_id
         AND l.owner_id IN ({short}.application_id, {short}.user_id))"
    )
}

impl Tx<'_, '_> {
    /// Deletes some of the rows of an owner that is deleted in this unit of work, and remembers the rest. Tells whether
    /// there is a rest.
    pub(crate) fn delete_owned(&mut self, owner_id: &str) -> Result<bool, StorageError> {
        if self.delete_some_owned(owner_id)? {
            return Ok(false);
        }
        self.note_leftovers(owner_id)?;
        Ok(true)
    }

    /// Remembers that something is left over of an owner that is deleted.
    pub(crate) fn note_leftovers(&mut self, owner_id: &str) -> Result<(), StorageError> {
        let sql = "INSERT INTO leftovers (instance_id, owner_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        self.connection.execute(sql, params![self.instance_value(), owner_id])?;
        Ok(())
    }

    /// Deletes a piece of what is left over of a deleted owner. `false` when that was the last of it.
    pub fn delete_leftovers(&mut self, owner_id: &str) -> Result<bool, StorageError> {
        if !self.delete_some_owned(owner_id)? {
            return Ok(true);
        }
        let sql = "DELETE FROM leftovers WHERE instance_id = $1 AND owner_id = $2";
        self.connection.execute(sql, params![self.instance_value(), owner_id])?;
        Ok(false)
    }

    /// Makes room for an owner whose id a deleted one had, as a seed can.
    pub fn clear_leftovers(&mut self, owner_id: &str) -> Result<(), StorageError> {
        let sql = "SELECT 1 FROM leftovers WHERE instance_id = $1 AND owner_id = $2";
        if self.connection.query_optional(sql, params![self.instance_value(), owner_id], |_| Ok(()))?.is_some() {
            while self.delete_leftovers(owner_id)? {}
        }
        Ok(())
    }

    /// Leaves out of a list over all organizations what is left over. A list is slower with the condition, which is
    /// hardly ever needed.
    pub(crate) fn leave_out_leftovers(&mut self, select: &mut Select, short: &str) -> Result<(), StorageError> {
        let sql = "SELECT 1 FROM leftovers WHERE instance_id = $1 LIMIT 1";
        if self.connection.query_optional(sql, params![self.instance_value()], |_| Ok(()))?.is_some() {
            select.push(" AND ").push(&is_no_leftover(short, "organization_id"));
        }
        Ok(())
    }

    /// Deletes up to a piece of an owner's rows. `true` when that was all.
    fn delete_some_owned(&mut self, owner_id: &str) -> Result<bool, StorageError> {
        let mut room = PIECE;
        for (table, owner, key) in TABLES {
            // By the key alone where that is enough: SQLite would go through all rows of the owner for each piece.
            let of_owner = if *key == "id" { String::new() } else { format!("AND {owner} = $2") };
            let sql = format!(
                "DELETE FROM {table} WHERE instance_id = $1 {of_owner} AND {key} IN
                 (SELECT {key} FROM {table} WHERE instance_id = $1 AND {owner} = $2 LIMIT $3)"
            );
            room -= count(self.connection.execute(&sql, params![self.instance_value(), owner_id, room])?);
            if room <= 0 {
                return Ok(false);
            }
        }
        Ok(self.delete_some_oauth_grants(owner_id, room)? > 0)
    }
}

impl SystemTx<'_, '_> {
    /// The deleted owners of which something is left over: instance and id.
    pub fn list_leftovers(&mut self) -> Result<Vec<(String, String)>, StorageError> {
        let sql = "SELECT instance_id, owner_id FROM leftovers ORDER BY instance_id, owner_id";
        self.connection.query(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
