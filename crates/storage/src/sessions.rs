//! Sessions: a user signed in on a client.

mod active_organization;
mod session;

use std::fmt::Write as _;

use crate::sql::{Row, Value};
use crate::{StorageError, Tx, params};

pub use active_organization::ActiveMembership;
pub use session::{Activity, Session, SessionDetails, SessionStatus};

/// Which sessions a list is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionFilter {
    /// Those of this user.
    pub user_id: Option<String>,
    /// Those on this client.
    pub client_id: Option<String>,
    /// Those that are in one of these statuses now; empty for any.
    pub statuses: Vec<SessionStatus>,
}

// The active organization is one only while the user is a member of it.
pub(crate) const COLUMNS: &str = "id, user_id, client_id, status,
    (SELECT m.organization_id FROM organization_memberships m WHERE m.instance_id = sessions.instance_id
     AND m.organization_id = sessions.organization_id AND m.user_id = sessions.user_id
     AND NOT EXISTS (SELECT 1 FROM leftovers l WHERE l.instance_id = m.instance_id AND l.owner_id = m.organization_id)),
    created_at, updated_at, last_active_at, expire_at, abandon_at, refresh_token_hash, data";

pub(crate) fn read_session(row: &Row<'_>) -> Result<Session, StorageError> {
    Ok(Session {
        id: row.get(0)?,
        user_id: row.get(1)?,
        client_id: row.get(2)?,
        status: SessionStatus::parse(&row.get::<String>(3)?),
        organization_id: row.get(4)?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
        last_active_at: row.get(7)?,
        expire_at: row.get(8)?,
        abandon_at: row.get(9)?,
        refresh_token_hash: row.get(10)?,
        details: serde_json::from_str(&row.get::<String>(11)?)?,
    })
}

impl SessionFilter {
    /// The condition after `instance_id = $1`, and its values.
    fn condition(&self, now: i64, parameters: &mut Vec<Value>) -> String {
        let mut sql = String::new();
        for (column, value) in [("user_id", &self.user_id), ("client_id", &self.client_id)] {
            if let Some(value) = value {
                parameters.push(value.into());
                // Writing to a text cannot fail, here and below.
                let _ = write!(sql, " AND {column} = ${}", parameters.len());
            }
        }
        if !self.statuses.is_empty() {
            if self.statuses.iter().any(|status| status.depends_on_time()) {
                parameters.push(now.into());
            }
            let now = parameters.len();
            let any: Vec<String> = self.statuses.iter().map(|status| status.condition(now)).collect();
            let _ = write!(sql, " AND ({})", any.join(" OR "));
        }
        sql
    }
}

impl Tx<'_, '_> {
    /// Inserts a session.
    pub fn insert_session(&mut self, session: &Session) -> Result<(), StorageError> {
        let instance = self.instance_value();
        self.connection.execute(
            "INSERT INTO sessions (instance_id, id, user_id, client_id, status, organization_id, created_at, updated_at,
             last_active_at, expire_at, abandon_at, refresh_token_hash, data)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            params![
                instance,
                &session.id,
                &session.user_id,
                &session.client_id,
                session.status.as_str(),
                &session.organization_id,
                session.created_at,
                session.updated_at,
                session.last_active_at,
                session.expire_at,
                session.abandon_at,
                &session.refresh_token_hash,
                serde_json::to_string(&session.details)?
            ],
        )?;
        Ok(())
    }

    /// The session of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_session(&mut self, id: &str) -> Result<Option<Session>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM sessions WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_session)
    }

    /// Some of the sessions that `filter` asks for, newest first.
    pub fn list_sessions(
        &mut self,
        filter: &SessionFilter,
        now: i64,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Session>, StorageError> {
        let mut parameters = vec![self.instance_value()];
        let condition = filter.condition(now, &mut parameters);
        parameters.extend([limit.into(), offset.into()]);
        let count = parameters.len();
        let sql = format!(
            "SELECT {COLUMNS} FROM sessions WHERE instance_id = $1{condition}
             ORDER BY created_at DESC, id DESC LIMIT ${} OFFSET ${count}",
            count - 1
        );
        self.connection.query(&sql, &parameters, read_session)
    }

    /// How many sessions `filter` asks for: counted, as one user or client has few.
    pub fn count_sessions(&mut self, filter: &SessionFilter, now: i64) -> Result<i64, StorageError> {
        let mut parameters = vec![self.instance_value()];
        let condition = filter.condition(now, &mut parameters);
        let sql = format!("SELECT count(*) FROM sessions WHERE instance_id = $1{condition}");
        Ok(self.connection.query_optional(&sql, &parameters, |row| row.get(0))?.unwrap_or(0))
    }

    /// The sessions on those clients, oldest first.
    pub fn sessions_of_clients(&mut self, client_ids: &[String]) -> Result<Vec<Session>, StorageError> {
        let mut sessions = Vec::new();
        for chunk in client_ids.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(Value::from));
            let sql = format!(
                "SELECT {COLUMNS} FROM sessions WHERE instance_id = $1 AND client_id IN ({}) ORDER BY created_at, id",
                crate::sql::places(2, chunk.len())
            );
            sessions.extend(self.connection.query(&sql, &parameters, read_session)?);
        }
        Ok(sessions)
    }

    /// Gives a session that a browser holds new secrets; the old ones end.
    pub fn renew_secrets(
        &mut self,
        session: &Session,
        refresh_token_hash: &str,
        rotating_token_hash: &str,
        now: i64,
    ) -> Result<(), StorageError> {
        let parameters = params![refresh_token_hash, now, self.instance_value(), &session.id];
        let sql = "UPDATE sessions SET refresh_token_hash = $1, updated_at = $2 WHERE instance_id = $3 AND id = $4";
        Self::expect_row(self.connection.execute(sql, parameters)?, "sessions")?;
        let parameters = params![rotating_token_hash, now, self.instance_value(), &session.client_id];
        let sql = "UPDATE clients SET rotating_token_hash = $1, updated_at = $2 WHERE instance_id = $3 AND id = $4";
        Self::expect_row(self.connection.execute(sql, parameters)?, "clients")
    }

    /// Ends a session: by decree, or because its browser signs out or in as somebody else.
    pub fn end_session(&mut self, id: &str, status: SessionStatus, now: i64) -> Result<(), StorageError> {
        let parameters = params![status.as_str(), now, self.instance_value(), id];
        let sql = "UPDATE sessions SET status = $1, updated_at = $2 WHERE instance_id = $3 AND id = $4";
        Self::expect_row(self.connection.execute(sql, parameters)?, "sessions")
    }

    /// The sessions of a user that can be used at that time, oldest first.
    pub fn usable_sessions_of_user(&mut self, user_id: &str, now: i64) -> Result<Vec<Session>, StorageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM sessions WHERE instance_id = $1 AND user_id = $2
             AND status IN ('active', 'pending') AND expire_at > $3 AND abandon_at > $3 ORDER BY created_at, id"
        );
        self.connection.query(&sql, params![self.instance_value(), user_id, now], read_session)
    }

    /// Revokes every session of a user that could still be used, and gives them as they are then, oldest first. The row
    /// of the user must be locked.
    pub fn revoke_sessions_of_user(&mut self, user_id: &str, now: i64) -> Result<Vec<Session>, StorageError> {
        let mut sessions = self.usable_sessions_of_user(user_id, now)?;
        if sessions.is_empty() {
            return Ok(sessions);
        }
        let parameters = params![now, self.instance_value(), user_id];
        self.connection.execute(
            "UPDATE sessions SET status = 'revoked', updated_at = $1 WHERE instance_id = $2 AND user_id = $3
             AND status IN ('active', 'pending') AND expire_at > $1 AND abandon_at > $1",
            parameters,
        )?;
        for session in &mut sessions {
            (session.status, session.updated_at) = (SessionStatus::Revoked, now);
        }
        Ok(sessions)
    }

    /// Revokes those of the next `limit` sessions after `after`, in the order of their ids, that were made by `now` and
    /// could still be used. Gives the last id that was looked at; `None` when there are no more.
    pub fn revoke_sessions_after(&mut self, after: &str, limit: i64, now: i64) -> Result<Option<String>, StorageError> {
        let sql = "SELECT id FROM sessions WHERE instance_id = $1 AND id > $2 ORDER BY id LIMIT $3";
        let ids =
            self.connection.query(sql, params![self.instance_value(), after, limit], |row| row.get::<String>(0))?;
        let Some(last) = ids.last() else { return Ok(None) };
        self.connection.execute(
            "UPDATE sessions SET status = 'revoked', updated_at = $1 WHERE instance_id = $2 AND id > $3 AND id <= $4
             AND status IN ('active', 'pending') AND created_at <= $1 AND expire_at > $1 AND abandon_at > $1",
            params![now, self.instance_value(), after, last],
        )?;
        Ok(Some(last.clone()))
    }

    /// Deletes every session of a user, and the clients that have none left.
    pub fn delete_sessions_of_user(&mut self, user_id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), user_id];
        let sql = "SELECT DISTINCT client_id FROM sessions WHERE instance_id = $1 AND user_id = $2";
        let clients = self.connection.query(sql, parameters, |row| row.get::<String>(0))?;
        if clients.is_empty() {
            return Ok(());
        }
        self.connection.execute(
            "DELETE FROM refreshed_tokens WHERE instance_id = $1 AND session_id IN
             (SELECT id FROM sessions WHERE instance_id = $1 AND user_id = $2)",
            parameters,
        )?;
        self.connection.execute("DELETE FROM sessions WHERE instance_id = $1 AND user_id = $2", parameters)?;
        self.delete_clients_without_sessions(&clients)
    }

    /// Notes that a user has done a task that sessions wait for, such as `reset-password`: those
    /// that wait for nothing else become active, and are given as they are then.
    pub fn complete_session_task(&mut self, user_id: &str, task: &str, now: i64) -> Result<Vec<Session>, StorageError> {
        let mut activated = Vec::new();
        let sql = format!(
            "SELECT {COLUMNS} FROM sessions WHERE instance_id = $1 AND user_id = $2 AND status = 'pending' ORDER BY id"
        );
        for mut session in self.connection.query(&sql, params![self.instance_value(), user_id], read_session)? {
            let waiting = session.details.tasks.len();
            session.details.tasks.retain(|one| one != task);
            if session.details.tasks.len() == waiting {
                continue;
            }
            let done = session.details.tasks.is_empty();
            let status = if done { SessionStatus::Active } else { SessionStatus::Pending };
            let changed = self.connection.execute(
                "UPDATE sessions SET status = $1, updated_at = $2, data = $3
                 WHERE instance_id = $4 AND id = $5 AND status = 'pending'",
                params![
                    status.as_str(),
                    now,
                    serde_json::to_string(&session.details)?,
                    self.instance_value(),
                    &session.id
                ],
            )?;
            if done && changed == 1 {
                (session.status, session.updated_at) = (status, now);
                activated.push(session);
            }
        }
        Ok(activated)
    }

    /// Whether an expired token of a session was exchanged for a new one.
    pub fn is_token_refreshed(&mut self, session_id: &str, token_hash: &str) -> Result<bool, StorageError> {
        let parameters = params![self.instance_value(), session_id, token_hash];
        let sql = "SELECT 1 FROM refreshed_tokens WHERE instance_id = $1 AND session_id = $2 AND token_hash = $3";
        Ok(self.connection.query_optional(sql, parameters, |_| Ok(()))?.is_some())
    }

    /// Notes that an expired token of a session, issued at that time, is exchanged for a new one.
    /// `false` when it was before. Tokens issued before `forget_before` are forgotten: they are too
    /// old to be exchanged anyway.
    pub fn insert_refreshed_token(
        &mut self,
        session_id: &str,
        token_hash: &str,
        issued_at: i64,
        forget_before: i64,
    ) -> Result<bool, StorageError> {
        let parameters = params![self.instance_value(), session_id, forget_before];
        self.connection.execute(
            "DELETE FROM refreshed_tokens WHERE instance_id = $1 AND session_id = $2 AND issued_at < $3",
            parameters,
        )?;
        let inserted = self.connection.execute(
            "INSERT INTO refreshed_tokens (instance_id, session_id, token_hash, issued_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (instance_id, session_id, token_hash) DO NOTHING",
            params![self.instance_value(), session_id, token_hash, issued_at],
        )?;
        Ok(inserted == 1)
    }

    /// Notes that a session was used.
    pub fn touch_session(&mut self, id: &str, now: i64) -> Result<(), StorageError> {
        let parameters = params![now, self.instance_value(), id];
        let sql = "UPDATE sessions SET last_active_at = $1, updated_at = $1 WHERE instance_id = $2 AND id = $3";
        Self::expect_row(self.connection.execute(sql, parameters)?, "sessions")
    }
}
