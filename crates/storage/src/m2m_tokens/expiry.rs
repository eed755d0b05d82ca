//! Taking tokens whose time is up over into the counts of those.

use std::collections::{BTreeMap, HashSet};

use crate::sql::{Value, places};
use crate::{StorageError, SystemTx, Tx, params};

/// How many tokens one unit of work takes over: a few milliseconds' worth.
const PIECE: i64 = 200;

impl Tx<'_, '_> {
    /// Takes some tokens whose time is up at `now` over into the counts. `false` when those were the last.
    pub fn expire_m2m_tokens(&mut self, now: i64) -> Result<bool, StorageError> {
        let found = self.connection.query(
            "SELECT id, machine_id FROM m2m_tokens WHERE instance_id = $1 AND NOT expired AND expires_at <= $2
             ORDER BY expires_at, id LIMIT $3",
            params![self.instance_value(), now, PIECE],
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
        )?;
        if found.is_empty() {
            return Ok(false);
        }
        // The machines before their tokens, as whoever deletes one does. What is left over of a deleted one counts nowhere.
        let mut machines: Vec<String> = found.iter().map(|(_, machine_id)| machine_id.clone()).collect();
        machines.sort_unstable();
        machines.dedup();
        let kept: HashSet<String> = self.keep_machines(&machines)?.into_iter().map(|machine| machine.id).collect();
        let mut parameters = vec![self.instance_value()];
        parameters.extend(found.iter().map(|(id, _)| Value::from(id)));
        let sql = format!(
            "UPDATE m2m_tokens SET expired = true WHERE instance_id = $1 AND id IN ({}) AND NOT expired
             RETURNING machine_id, revoked",
            places(2, found.len())
        );
        let mut over: BTreeMap<(String, bool), i64> = BTreeMap::new();
        for token in self.connection.query(&sql, &parameters, |row| Ok((row.get::<String>(0)?, row.get(1)?)))? {
            *over.entry(token).or_default() += 1;
        }
        for ((machine_id, revoked), count) in over.into_iter().filter(|((machine_id, _), _)| kept.contains(machine_id))
        {
            self.count_m2m_tokens_in(&machine_id, revoked, false, -count)?;
            self.count_m2m_tokens_in(&machine_id, revoked, true, count)?;
        }
        Ok(found.len() as u64 == PIECE.unsigned_abs())
    }
}

impl SystemTx<'_, '_> {
    /// The instances with tokens for [`Tx::expire_m2m_tokens`]. Steps from one instance to the next by the index.
    pub fn list_instances_with_expired_m2m_tokens(&mut self, now: i64) -> Result<Vec<String>, StorageError> {
        let sql = "WITH RECURSIVE one (id) AS (
               SELECT min(instance_id) FROM m2m_tokens WHERE NOT expired
               UNION ALL SELECT (SELECT min(t.instance_id) FROM m2m_tokens t WHERE NOT t.expired AND t.instance_id > one.id)
               FROM one WHERE one.id IS NOT NULL)
             SELECT id FROM one WHERE id IS NOT NULL AND EXISTS
             (SELECT 1 FROM m2m_tokens t WHERE t.instance_id = one.id AND NOT t.expired AND t.expires_at <= $1)";
        self.connection.query(sql, params![now], |row| row.get(0))
    }
}
