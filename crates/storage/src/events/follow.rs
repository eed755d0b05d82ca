//! Reading events in their order, without missing one that is committed late.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::sql::{Row, Value};
use crate::store::Engine;
use crate::tx::Connection;
use crate::{StorageError, Store};

/// How long a reader waits for transactions that may still write an event before its last one.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often it looks whether they have ended.
const LOOK_AGAIN: Duration = Duration::from_millis(2);
/// How many events a query that asks for some types looks through at most, before it tells how far it came.
const LOOKED_THROUGH: i64 = 10_000;

/// An event as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the order of all events.
    pub sequence: i64,
    /// Whose it is.
    pub instance_id: String,
    /// `evt_…`.
    pub id: String,
    /// Such as `user.created`.
    pub kind: String,
    /// Whom or what it is about.
    pub resource_id: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// The address that the request came from; empty for none.
    pub client_ip: String,
    /// The program that sent the request; empty for none.
    pub user_agent: String,
    /// What it shows, as JSON.
    pub data: String,
}

/// Which events are wanted.
#[derive(Clone, Debug, Default)]
pub struct EventQuery {
    /// Only those after this sequence number.
    pub after: i64,
    /// At most so many.
    pub limit: i64,
    /// Only those of this instance; of all if not said.
    pub instance: Option<String>,
    /// Only those of these types; of all if there are none here.
    pub kinds: Vec<String>,
}

/// Some events, and how far they reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventPage {
    /// In the order of their sequence numbers.
    pub events: Vec<Event>,
    /// Everything up to this number has been looked at: what to continue after.
    pub next: i64,
    /// Whether there is more already.
    pub more: bool,
    /// Whether reading ended before the newest event, since changes that began earlier still run: what comes next may
    /// have been recorded already, and is there once they have ended.
    pub behind: bool,
}

/// How far events can be read: every event up to `sequence` is committed or will never be once no transaction
/// before `transaction` runs any more; `running` is the oldest that runs now.
#[derive(Clone, Copy)]
struct Reach {
    sequence: i64,
    transaction: i64,
    running: i64,
}

impl Store {
    /// Events after a sequence number, in order.
    ///
    /// On SQLite units of work get their numbers in the order they are committed in. On PostgreSQL a number may become
    /// visible after a greater one; so the reader first notes the greatest number given and then which transactions run:
    /// each of them had its own number before it gave one to an event. Once all of those have ended, nothing can appear
    /// up to the noted number. That takes as long as the slowest of them; when one takes longer than half a second, the
    /// answer ends where reading was safe before, and says so.
    pub async fn list_events(&self, query: EventQuery) -> Result<EventPage, StorageError> {
        let (reach, behind) = match &*self.engine {
            Engine::Sqlite(_) => (i64::MAX, false),
            Engine::Postgres(_) => self.settled_events().await?,
        };
        let page = self.system_read(move |tx| list(tx.connection, &query, reach)).await?;
        Ok(EventPage { behind, ..page })
    }

    /// The sequence number of the newest event that can be read: where to begin when only what comes next is wanted.
    pub async fn newest_event(&self) -> Result<i64, StorageError> {
        match &*self.engine {
            Engine::Postgres(_) => Ok(self.settled_events().await?.0),
            Engine::Sqlite(_) => self.system_read(|tx| newest(tx.connection)).await,
        }
    }

    /// Comes back when this process has written events since the last call with this receiver.
    pub fn watch_events(&self) -> tokio::sync::watch::Receiver<()> {
        self.recorded.subscribe()
    }

    /// How far events can be read now, and whether that is behind what was recorded before.
    async fn settled_events(&self) -> Result<(i64, bool), StorageError> {
        let noted = self.system_read(|tx| reach(tx.connection)).await?;
        let started = Instant::now();
        let mut running = noted.running;
        while running < noted.transaction {
            if started.elapsed() > PATIENCE {
                return Ok((self.settled.load(Ordering::Acquire), true));
            }
            tokio::time::sleep(LOOK_AGAIN).await;
            running = self.system_read(|tx| reach(tx.connection)).await?.running;
        }
        self.settled.fetch_max(noted.sequence, Ordering::AcqRel);
        Ok((noted.sequence, false))
    }
}

/// Two statements on purpose: the second sees every transaction that had begun when the first one read the sequence.
fn reach(connection: &mut Connection<'_>) -> Result<Reach, StorageError> {
    let sequence = connection.query_optional(
        "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM events_sequence",
        &[],
        |row| row.get::<i64>(0),
    )?;
    let sql =
        "SELECT CAST(CAST(pg_snapshot_xmax(s) AS TEXT) AS BIGINT), CAST(CAST(pg_snapshot_xmin(s) AS TEXT) AS BIGINT)
               FROM pg_current_snapshot() AS s";
    let seen = connection.query_optional(sql, &[], |row| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?)))?;
    let (transaction, running) = seen.unwrap_or((i64::MAX, 0));
    Ok(Reach { sequence: sequence.unwrap_or(0), transaction, running })
}

fn newest(connection: &mut Connection<'_>) -> Result<i64, StorageError> {
    let sql = "SELECT coalesce(max(sequence), 0) FROM events";
    Ok(connection.query_optional(sql, &[], |row| row.get(0))?.unwrap_or(0))
}

const COLUMNS: &str = "instance_id, sequence, id, type, resource_id, created_at, client_ip, user_agent, data";

fn list(connection: &mut Connection<'_>, query: &EventQuery, reach: i64) -> Result<EventPage, StorageError> {
    let reach = if connection.is_sqlite() { newest(connection)? } else { reach };
    // Who asks for some types is told how far was looked, since what is wanted may be far away.
    let last = if query.kinds.is_empty() { reach } else { reach.min(query.after.saturating_add(LOOKED_THROUGH)) };
    if last <= query.after {
        return Ok(EventPage { next: query.after, ..EventPage::default() });
    }
    let limit = query.limit.max(1);
    let mut parameters: Vec<Value> = Vec::new();
    let mut place = |value: Value| {
        parameters.push(value);
        format!("${}", parameters.len())
    };
    let instance = query.instance.as_ref().map(|instance| format!("instance_id = {} AND ", place(instance.into())));
    let range = format!("sequence > {} AND sequence <= {}", place(query.after.into()), place(last.into()));
    let kinds = if query.kinds.is_empty() {
        String::new()
    } else {
        let places: Vec<String> = query.kinds.iter().map(|kind| place(kind.into())).collect();
        format!(" AND type IN ({})", places.join(", "))
    };
    let order = format!("ORDER BY sequence LIMIT {}", place((limit + 1).into()));
    let sql = match instance {
        Some(instance) => format!("SELECT {COLUMNS} FROM events WHERE {instance}{range}{kinds} {order}"),
        None if connection.is_sqlite() => format!("SELECT {COLUMNS} FROM events WHERE {range}{kinds} {order}"),
        // Every index begins with the instance: the first of each, and of those the first.
        None => format!(
            "SELECT e.* FROM instances i CROSS JOIN LATERAL (SELECT {COLUMNS} FROM events WHERE instance_id = i.id
             AND {range}{kinds} {order}) e ORDER BY sequence LIMIT ${}",
            parameters.len()
        ),
    };
    let mut events = connection.query(&sql, &parameters, read_event)?;
    let full = i64::try_from(events.len()).unwrap_or(i64::MAX) > limit;
    events.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = if full { events.last().map_or(query.after, |event| event.sequence) } else { last };
    Ok(EventPage { events, next, more: next < reach, behind: false })
}

fn read_event(row: &Row<'_>) -> Result<Event, StorageError> {
    Ok(Event {
        instance_id: row.get(0)?,
        sequence: row.get(1)?,
        id: row.get(2)?,
        kind: row.get(3)?,
        resource_id: row.get(4)?,
        created_at: row.get(5)?,
        client_ip: row.get(6)?,
        user_agent: row.get(7)?,
        data: row.get(8)?,
    })
}
