//! Events: what happened, written with the change itself and read in the order it happened.
//!
//! A unit of work collects its events, and they are written at its end: on SQLite by the statement that all of them
//! share, on PostgreSQL in the very message that says COMMIT. Their order is that of their sequence
//! numbers. A number is given while the rows of the change are still locked, so the events of one resource are in the
//! order of its changes; see [`Store::list_events`] for how a reader misses none.

mod follow;
mod retention;

use std::sync::Arc;

use crate::tx::Connection;
use crate::{StorageError, Tx, params};

pub use follow::{Event, EventPage, EventQuery};
pub use retention::Retention;

/// An event that is about to be written.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// `evt_…`.
    pub id: String,
    /// Such as `user.created`.
    pub kind: &'static str,
    /// Whom or what it is about; the events of one resource are in order.
    pub resource_id: String,
    /// Milliseconds since the epoch.
    pub created_at: i64,
    /// The address that the request came from; empty for none.
    pub client_ip: Arc<str>,
    /// The program that sent the request, in its own words; empty for none.
    pub user_agent: Arc<str>,
    /// What the event shows, as JSON.
    pub data: Arc<str>,
}

/// An event on its way to the commit.
pub(crate) struct Recorded {
    instance: Arc<str>,
    event: NewEvent,
}

impl Tx<'_, '_> {
    /// Records an event of this instance; it is written when the unit of work is, or not at all.
    pub fn record_event(&mut self, event: NewEvent) {
        self.connection.events.push(Recorded { instance: Arc::clone(&self.instance), event });
    }
}

/// Writes what a unit of work of SQLite has recorded, at its end. Tells whether that was anything.
pub(crate) fn write_recorded(connection: &mut Connection<'_>) -> Result<bool, StorageError> {
    let recorded = std::mem::take(&mut connection.events);
    for Recorded { instance, event } in &recorded {
        connection.execute(
            "INSERT INTO events (instance_id, id, type, resource_id, created_at, client_ip, user_agent, data)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                &**instance,
                &event.id,
                event.kind,
                &event.resource_id,
                event.created_at,
                &*event.client_ip,
                &*event.user_agent,
                &*event.data
            ],
        )?;
    }
    Ok(!recorded.is_empty())
}

/// What ends a transaction of PostgreSQL: COMMIT, and before it the events, in one message and one round trip.
///
/// The transaction has its own number (`pg_current_xact_id`) before any event gets one, as [`Store::list_events`] needs.
pub(crate) fn commit_text(recorded: &[Recorded]) -> String {
    use postgres_protocol::escape::escape_literal as literal;
    if recorded.is_empty() {
        return "COMMIT".to_owned();
    }
    let length: usize = recorded.iter().map(|recorded| recorded.event.data.len() + 400).sum();
    let mut text = String::with_capacity(length + 300);
    text.push_str(
        "INSERT INTO events (instance_id, sequence, id, type, resource_id, created_at, client_ip, user_agent, data)
         SELECT v.instance_id, nextval('events_sequence'), v.id, v.type, v.resource_id, v.created_at, v.client_ip,
         v.user_agent, v.data FROM (VALUES ",
    );
    for (position, Recorded { instance, event }) in recorded.iter().enumerate() {
        if position > 0 {
            text.push(',');
        }
        text.push('(');
        for value in [&**instance, event.id.as_str(), event.kind, &event.resource_id] {
            text.push_str(&literal(value));
            text.push(',');
        }
        text.push_str(&format!("{}::bigint,", event.created_at));
        text.push_str(&literal(&event.client_ip));
        text.push(',');
        text.push_str(&literal(&event.user_agent));
        text.push(',');
        text.push_str(&literal(&event.data));
        text.push(')');
    }
    text.push_str(
        ") AS v (instance_id, id, type, resource_id, created_at, client_ip, user_agent, data)
         WHERE pg_current_xact_id() IS NOT NULL; COMMIT",
    );
    text
}
