//! What M2M tokens and API keys have in common, whoever bears them: that they are used, and that their time comes.

use std::collections::{BTreeMap, HashSet};

use crate::sql::{Row, Value, places};
use crate::{StorageError, SystemTx, Tx, params};

/// A kind of secret that proves who bears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BearerKind {
    /// An opaque token of a machine.
    M2mToken,
    /// An API key of a user, an organization or a machine.
    ApiKey,
}

/// How many rows one unit of work takes over: a few milliseconds' worth.
const PIECE: i64 = 200;

/// Rows that were taken over, as far as counters tell them apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Over {
    owner: String,
    revoked: bool,
    /// Nothing for tokens of machines.
    r#type: String,
}

impl BearerKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::M2mToken, Self::ApiKey];

    const fn table(self) -> &'static str {
        match self {
            Self::M2mToken => "m2m_tokens",
            Self::ApiKey => "api_keys",
        }
    }

    /// The column that names the owner, and what tells an owner's rows apart in the counters besides their fate.
    const fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::M2mToken => ("machine_id", "''"),
            Self::ApiKey => ("subject", "type"),
        }
    }
}

impl Tx<'_, '_> {
    /// Notes when some of a kind were last used, each by its id. One that was used later, or is gone, stays as it is.
    pub fn note_bearers_used(&mut self, kind: BearerKind, used: &[(String, i64)]) -> Result<(), StorageError> {
        let table = kind.table();
        for chunk in used.chunks(100) {
            let mut parameters: Vec<Value> = Vec::with_capacity(chunk.len() * 2 + 1);
            for (id, at) in chunk {
                parameters.extend_from_slice(params![id, *at]);
            }
            parameters.push(self.instance_value());
            let row = |row: usize| format!("(CAST(${} AS TEXT), CAST(${} AS BIGINT))", row * 2 + 1, row * 2 + 2);
            let rows: Vec<String> = (0..chunk.len()).map(row).collect();
            let sql = format!(
                "WITH used (id, at) AS (VALUES {}) UPDATE {table} SET last_used_at = used.at FROM used
                 WHERE {table}.instance_id = ${} AND {table}.id = used.id
                 AND ({table}.last_used_at IS NULL OR {table}.last_used_at < used.at)",
                rows.join(", "),
                chunk.len() * 2 + 1
            );
            self.connection.execute(&sql, &parameters)?;
        }
        Ok(())
    }

    /// Takes some of a kind whose time is up at `now` over into the counts. `false` when those were the last.
    pub fn expire_bearers(&mut self, kind: BearerKind, now: i64) -> Result<bool, StorageError> {
        let (table, (owner, r#type)) = (kind.table(), kind.columns());
        let found = self.connection.query(
            &format!(
                "SELECT id, {owner} FROM {table} WHERE instance_id = $1 AND NOT expired AND expires_at <= $2
                 ORDER BY expires_at, id LIMIT $3"
            ),
            params![self.instance_value(), now, PIECE],
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
        )?;
        if found.is_empty() {
            return Ok(false);
        }
        // The owners before what is theirs, as whoever deletes one does. What is left over of a deleted one counts
        // nowhere.
        let mut owners: Vec<String> = found.iter().map(|(_, owner)| owner.clone()).collect();
        owners.sort_unstable();
        owners.dedup();
        let kept = self.keep_owners(kind, &owners)?;
        let mut parameters = vec![self.instance_value(), now.into()];
        parameters.extend(found.iter().map(|(id, _)| Value::from(id)));
        // One whose time was put off meanwhile stays.
        let sql = format!(
            "UPDATE {table} SET expired = true WHERE instance_id = $1 AND expires_at <= $2 AND id IN ({})
             AND NOT expired RETURNING {owner}, revoked, {type}",
            places(3, found.len())
        );
        let read = |row: &Row<'_>| Ok(Over { owner: row.get(0)?, revoked: row.get(1)?, r#type: row.get(2)? });
        let mut over: BTreeMap<Over, i64> = BTreeMap::new();
        for row in self.connection.query(&sql, &parameters, read)? {
            *over.entry(row).or_default() += 1;
        }
        for (over, count) in over.into_iter().filter(|(over, _)| kept.contains(&over.owner)) {
            self.count_as_expired(kind, &over, count)?;
        }
        Ok(found.len() as u64 == PIECE.unsigned_abs())
    }

    fn keep_owners(&mut self, kind: BearerKind, owners: &[String]) -> Result<HashSet<String>, StorageError> {
        match kind {
            BearerKind::M2mToken => Ok(self.keep_machines(owners)?.into_iter().map(|machine| machine.id).collect()),
            BearerKind::ApiKey => self.keep_api_key_owners(owners),
        }
    }

    fn count_as_expired(&mut self, kind: BearerKind, over: &Over, count: i64) -> Result<(), StorageError> {
        match kind {
            BearerKind::M2mToken => {
                self.count_m2m_tokens_in(&over.owner, over.revoked, false, -count)?;
                self.count_m2m_tokens_in(&over.owner, over.revoked, true, count)
            }
            // One that was taken back is invalid already.
            BearerKind::ApiKey if over.revoked => Ok(()),
            BearerKind::ApiKey => {
                self.count_api_keys_in(&over.owner, &over.r#type, true, -count)?;
                self.count_api_keys_in(&over.owner, &over.r#type, false, count)
            }
        }
    }
}

impl SystemTx<'_, '_> {
    /// The instances with something for [`Tx::expire_bearers`]. Steps from one instance to the next by the index.
    pub fn list_instances_with_expired_bearers(
        &mut self,
        kind: BearerKind,
        now: i64,
    ) -> Result<Vec<String>, StorageError> {
        let table = kind.table();
        let sql = format!(
            "WITH RECURSIVE one (id) AS (
               SELECT min(instance_id) FROM {table} WHERE NOT expired AND expires_at IS NOT NULL
               UNION ALL SELECT (SELECT min(t.instance_id) FROM {table} t
               WHERE NOT t.expired AND t.expires_at IS NOT NULL AND t.instance_id > one.id)
               FROM one WHERE one.id IS NOT NULL)
             SELECT id FROM one WHERE id IS NOT NULL AND EXISTS
             (SELECT 1 FROM {table} t WHERE t.instance_id = one.id AND NOT t.expired AND t.expires_at <= $1)"
        );
        self.connection.query(&sql, params![now], |row| row.get(0))
    }
}
