//! Agent tasks: tickets that sign a program in on behalf of a user once.

use serde::{Deserialize, Serialize};

use crate::sql::Row;
use crate::{StorageError, Tx, params};

/// An agent task. Times are milliseconds since the epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentTask {
    /// `agttsk_…`.
    pub id: String,
    /// The user on whose behalf it happens.
    pub user_id: String,
    /// `agent_…`, the same for all tasks of an agent of that name.
    pub agent_id: String,
    /// `pending`, `accepted` or `revoked`.
    pub status: String,
    /// When it was made.
    pub created_at: i64,
    /// When its status last changed.
    pub updated_at: i64,
    /// From when on it cannot be used.
    pub expires_at: i64,
    /// What is neither searched nor sorted by.
    pub details: AgentTaskDetails,
}

/// The part of an agent task that stands in the column `data`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgentTaskDetails {
    /// What the agent is called.
    pub agent_name: String,
    /// What it is going to do, for the records.
    pub task_description: String,
    /// `*`, everything.
    pub permissions: String,
    /// Where the agent lands once it is signed in.
    pub redirect_url: String,
    /// How many seconds its session lasts at most.
    pub session_max_duration_seconds: i64,
    /// The hash of its ticket.
    pub ticket_hash: String,
}

fn read_task(row: &Row<'_>) -> Result<AgentTask, StorageError> {
    Ok(AgentTask {
        id: row.get(0)?,
        user_id: row.get(1)?,
        agent_id: row.get(2)?,
        status: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
        expires_at: row.get(6)?,
        details: serde_json::from_str(&row.get::<String>(7)?)?,
    })
}

impl Tx<'_, '_> {
    /// Inserts an agent task.
    pub fn insert_agent_task(&mut self, task: &AgentTask) -> Result<(), StorageError> {
        let instance = self.instance_value();
        self.connection.execute(
            "INSERT INTO agent_tasks (instance_id, id, user_id, agent_id, status, created_at, updated_at, expires_at,
             data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                instance,
                &task.id,
                &task.user_id,
                &task.agent_id,
                &task.status,
                task.created_at,
                task.updated_at,
                task.expires_at,
                serde_json::to_string(&task.details)?
            ],
        )?;
        Ok(())
    }

    /// The agent task of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_agent_task(&mut self, id: &str) -> Result<Option<AgentTask>, StorageError> {
        let sql = "SELECT id, user_id, agent_id, status, created_at, updated_at, expires_at, data
                   FROM agent_tasks WHERE instance_id = $1 AND id = $2";
        self.connection.query_locked(sql, params![self.instance_value(), id], read_task)
    }

    /// Moves an agent task to another status.
    pub fn update_agent_task_status(&mut self, id: &str, status: &str, now: i64) -> Result<(), StorageError> {
        let parameters = params![status, now, self.instance_value(), id];
        let sql = "UPDATE agent_tasks SET status = $1, updated_at = $2 WHERE instance_id = $3 AND id = $4";
        Self::expect_row(self.connection.execute(sql, parameters)?, "agent_tasks")
    }

    /// Deletes every agent task on behalf of a user.
    pub fn delete_agent_tasks_of_user(&mut self, user_id: &str) -> Result<(), StorageError> {
        let parameters = params![self.instance_value(), user_id];
        self.connection.execute("DELETE FROM agent_tasks WHERE instance_id = $1 AND user_id = $2", parameters)?;
        Ok(())
    }
}
