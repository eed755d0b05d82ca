//! Deleting grants and tokens: those of an application or a user that goes, and those whose time is up.

use crate::sql::{Value, places};
use crate::{StorageError, SystemTx, Tx, params};

/// How many rows one unit of work deletes: a few milliseconds' worth.
const PIECE: i64 = 200;

/// The columns of grants that name an owner.
const OWNERS: [&str; 2] = ["application_id", "user_id"];

fn count(changed: u64) -> i64 {
    i64::try_from(changed).unwrap_or(i64::MAX)
}

impl Tx<'_, '_> {
    /// Deletes some of the grants of a user or an application, whose row must be locked and goes in the same unit of work,
    /// and remembers the rest. Tells whether there is a rest; nothing of it works once the owner is gone.
    pub(crate) fn delete_grants_of(&mut self, owner_id: &str) -> Result<bool, StorageError> {
        if self.delete_some_oauth_grants(owner_id, PIECE)? > 0 {
            return Ok(false);
        }
        self.note_leftovers(owner_id)?;
        Ok(true)
    }

    /// Deletes up to `room` rows of the grants of an owner and of their tokens. What is left of the room; nothing is
    /// left where there may be more.
    pub(crate) fn delete_some_oauth_grants(&mut self, owner_id: &str, room: i64) -> Result<i64, StorageError> {
        let mut room = room;
        for owner in OWNERS {
            let sql =
                format!("SELECT id FROM oauth_grants WHERE instance_id = $1 AND {owner} = $2 ORDER BY id LIMIT $3");
            while room > 0 {
                let parameters = params![self.instance_value(), owner_id, room];
                let ids = self.connection.query(&sql, parameters, |row| row.get::<String>(0))?;
                if ids.is_empty() {
                    break;
                }
                room = self.delete_grants(&ids, room)?;
            }
        }
        Ok(room)
    }

    /// Deletes up to `room` tokens of grants, and the grants once they have none. What is left of the room.
    fn delete_grants(&mut self, ids: &[String], room: i64) -> Result<i64, StorageError> {
        let mut parameters = vec![self.instance_value()];
        parameters.extend(ids.iter().map(Value::from));
        let listed = places(2, ids.len());
        let next = parameters.len() + 1;
        let sql = format!(
            "DELETE FROM oauth_access_tokens WHERE instance_id = $1 AND id IN (SELECT id FROM oauth_access_tokens
             WHERE instance_id = $1 AND grant_id IN ({listed}) LIMIT ${next})"
        );
        let mut bounded = parameters.clone();
        bounded.push(room.into());
        let room = room - count(self.connection.execute(&sql, &bounded)?);
        if room <= 0 {
            return Ok(0);
        }
        let sql = format!("DELETE FROM oauth_grants WHERE instance_id = $1 AND id IN ({listed})");
        let room = room - count(self.connection.execute(&sql, &parameters)?);
        Ok(room.max(0))
    }

    /// Deletes some tokens and grants whose time is up at `now`. `false` when those were the last.
    pub fn delete_ended_oauth_grants(&mut self, now: i64) -> Result<bool, StorageError> {
        let sql = "DELETE FROM oauth_access_tokens WHERE instance_id = $1 AND id IN (SELECT id FROM oauth_access_tokens
                   WHERE instance_id = $1 AND expires_at <= $2 ORDER BY expires_at, id LIMIT $3)";
        if count(self.connection.execute(sql, params![self.instance_value(), now, PIECE])?) == PIECE {
            return Ok(true);
        }
        // No token outlives its grant, so that those which go now have none.
        let sql = "DELETE FROM oauth_grants WHERE instance_id = $1 AND ends_at <= $2 AND id IN (SELECT id
                   FROM oauth_grants WHERE instance_id = $1 AND ends_at <= $2 ORDER BY ends_at, id LIMIT $3)";
        Ok(count(self.connection.execute(sql, params![self.instance_value(), now, PIECE])?) == PIECE)
    }

    /// Deletes a grant with its tokens, as a seed does that makes it anew. `false` when there is none.
    pub fn delete_oauth_grant(&mut self, id: &str) -> Result<bool, StorageError> {
        let parameters = params![self.instance_value(), id];
        let sql = "DELETE FROM oauth_access_tokens WHERE instance_id = $1 AND grant_id = $2";
        self.connection.execute(sql, parameters)?;
        let sql = "DELETE FROM oauth_grants WHERE instance_id = $1 AND id = $2";
        Ok(self.connection.execute(sql, parameters)? == 1)
    }
}

impl SystemTx<'_, '_> {
    /// The instances with something for [`Tx::delete_ended_oauth_grants`]. Steps from one instance to the next by the
    /// indexes.
    pub fn list_instances_with_ended_oauth_grants(&mut self, now: i64) -> Result<Vec<String>, StorageError> {
        let mut found = Vec::new();
        for (table, end) in [("oauth_access_tokens", "expires_at"), ("oauth_grants", "ends_at")] {
            let sql = format!(
                "WITH RECURSIVE one (id) AS (SELECT min(instance_id) FROM {table}
                   UNION ALL SELECT (SELECT min(t.instance_id) FROM {table} t WHERE t.instance_id > one.id)
                   FROM one WHERE one.id IS NOT NULL)
                 SELECT id FROM one WHERE id IS NOT NULL AND EXISTS
                 (SELECT 1 FROM {table} t WHERE t.instance_id = one.id AND t.{end} <= $1)"
            );
            found.extend(self.connection.query(&sql, params![now], |row| row.get::<String>(0))?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
}
