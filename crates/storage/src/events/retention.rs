//! How long events are kept.

use crate::{StorageError, SystemTx, params};

/// How many of the oldest events one step looks at, of each instance on PostgreSQL.
const STEP: i64 = 500;

/// What bounds the events that are kept; older ones are deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Milliseconds that an event is kept.
    pub age: i64,
    /// How many numbers back the oldest event may lie, counted over all instances, since the disk is one for all.
    pub count: i64,
}

impl Default for Retention {
    /// A week, and a million.
    fn default() -> Self {
        Self { age: 7 * 24 * 3600 * 1000, count: 1_000_000 }
    }
}

impl SystemTx<'_, '_> {
    /// Deletes some of the oldest events that are kept no longer, and tells how many. Looks at nothing but the oldest
    /// ones, by the key: what is kept costs nothing. When it deleted any there may be more.
    pub fn prune_events(&mut self, retention: Retention, now: i64) -> Result<u64, StorageError> {
        let connection = &mut *self.connection;
        let before = now.saturating_sub(retention.age.max(0));
        if connection.is_sqlite() {
            let sql = "DELETE FROM events WHERE sequence IN (SELECT sequence FROM
                       (SELECT sequence, created_at FROM events ORDER BY sequence LIMIT $1) AS oldest
                       WHERE created_at < $2 OR sequence <= (SELECT max(sequence) FROM events) - $3)";
            return connection.execute(sql, params![STEP, before, retention.count.max(0)]);
        }
        // The oldest event of each instance says whether to look further.
        let sql = "DELETE FROM events e USING (SELECT o.instance_id, o.sequence FROM instances i
                   CROSS JOIN LATERAL (SELECT sequence, created_at FROM events WHERE instance_id = i.id
                   ORDER BY sequence LIMIT 1) f
                   CROSS JOIN LATERAL (SELECT instance_id, sequence, created_at FROM events WHERE instance_id = i.id
                   ORDER BY sequence LIMIT $1) o
                   WHERE (f.created_at < $2 OR f.sequence <= (SELECT last_value FROM events_sequence) - $3)
                   AND (o.created_at < $2 OR o.sequence <= (SELECT last_value FROM events_sequence) - $3)) d
                   WHERE e.instance_id = d.instance_id AND e.sequence = d.sequence";
        connection.execute(sql, params![STEP, before, retention.count.max(0)])
    }
}
