//! Invitations to sign up for an application.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::search::{self, SearchChange};
use crate::sql::{Row, Value, places};
use crate::{StorageError, Tx, params};

/// The kept counter of the invitations that were not revoked.
const LISTED: &str = "invitations";
/// The kept counters of invitations by what was last decided.
const PENDING: &str = "invitations pending";
const ACCEPTED: &str = "invitations accepted";
const REVOKED: &str = "invitations revoked";

/// An invitation. Times are milliseconds since the epoch.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    /// `inv_…`.
    pub id: String,
    /// Who is invited, in lower case.
    pub email_address: String,
    /// What was last decided: `pending`, `accepted` or `revoked`; [`Invitation::status_at`] tells what it is now.
    pub status: String,
    /// When it was made.
    pub created_at: i64,
    /// When anything about it last changed.
    pub updated_at: i64,
    /// From when on it cannot be accepted.
    pub expires_at: i64,
    /// What is neither searched nor sorted by.
    pub details: InvitationDetails,
}

/// The part of an invitation that stands in the column `data`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitationDetails {
    /// What the user that accepts starts with.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Json>,
    /// Where the user is sent to accept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// The hash of its ticket.
    pub ticket_hash: String,
}

impl Invitation {
    /// The status at that time: a pending one expires by itself.
    pub fn status_at(&self, now: i64) -> &str {
        if self.status == "pending" && self.expires_at <= now { "expired" } else { &self.status }
    }

    /// What `query` looks through.
    fn search_text(&self) -> String {
        format!("{}\n{}", self.email_address, self.id.to_lowercase())
    }
}

/// An invitation that is about to be inserted.
#[derive(Clone, Debug, PartialEq)]
pub struct NewInvitation {
    /// The invitation.
    pub invitation: Invitation,
    /// Whether another pending invitation of the address does not matter.
    pub ignore_existing: bool,
}

/// What a list of invitations is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationOrder {
    CreatedAt,
    EmailAddress,
    ExpiresAt,
}

/// Which invitations a list is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvitationFilter {
    /// Those that are in one of these statuses now: `pending`, `accepted`, `revoked` or `expired`; empty for all that
    /// were not revoked.
    pub statuses: Vec<String>,
    /// A part of the address or the id, in any case.
    pub query: Option<String>,
}

pub(crate) const COLUMNS: &str = "id, email_address, status, created_at, updated_at, expires_at, data";

pub(crate) fn read_invitation(row: &Row<'_>) -> Result<Invitation, StorageError> {
    Ok(Invitation {
        id: row.get(0)?,
        email_address: row.get(1)?,
        status: row.get(2)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
        expires_at: row.get(5)?,
        details: serde_json::from_str(&row.get::<String>(6)?)?,
    })
}

/// The condition that an invitation is in that status now.
fn is_in(status: &str, now: i64, parameters: &mut Vec<Value>) -> String {
    if matches!(status, "pending" | "expired") {
        parameters.push(now.into());
        let comparison = if status == "pending" { ">" } else { "<=" };
        format!("status = 'pending' AND expires_at {comparison} ${}", parameters.len())
    } else {
        parameters.push(status.into());
        format!("status = ${}", parameters.len())
    }
}

impl InvitationFilter {
    /// The condition after `instance_id = $1`, and its values.
    /// `sqlite` is the instance where its index of grams helps.
    fn condition(&self, now: i64, sqlite: Option<&str>, parameters: &mut Vec<Value>) -> String {
        let states: Vec<String> = self.statuses.iter().map(|status| is_in(status, now, parameters)).collect();
        let mut sql = match &states[..] {
            [] => " AND status <> 'revoked'".to_owned(),
            [state] => format!(" AND {state}"),
            states => format!(" AND ({})", states.join(" OR ")),
        };
        if let Some(query) = &self.query {
            let query = query.to_lowercase();
            if let Some(expression) = sqlite.and_then(|instance| search::expression(instance, &query)) {
                parameters.push(expression.into());
                // Writing to a text cannot fail, here and below.
                let _ = write!(
                    sql,
                    " AND rowid IN (SELECT rowid FROM invitations_search WHERE invitations_search MATCH ${})",
                    parameters.len()
                );
            }
            parameters.push(search::like_pattern(&query).into());
            let _ = write!(sql, " AND search LIKE ${} ESCAPE '\\'", parameters.len());
        }
        sql
    }
}

impl Tx<'_, '_> {
    /// Inserts invitations and counts them. The addresses that have a pending invitation already come
    /// back; when there are any, nothing may be kept.
    pub fn insert_invitations(&mut self, new: &[NewInvitation], now: i64) -> Result<Vec<String>, StorageError> {
        let taken = self.claim_invited_addresses(new, now)?;
        if !taken.is_empty() {
            return Ok(taken);
        }
        for chunk in new.chunks(50) {
            self.insert_invitation_rows(chunk)?;
        }
        let count = i64::try_from(new.len()).unwrap_or(i64::MAX);
        self.add_to_counter(LISTED, count)?;
        self.add_to_counter(PENDING, count)?;
        Ok(Vec::new())
    }

    fn insert_invitation_rows(&mut self, new: &[NewInvitation]) -> Result<(), StorageError> {
        let sqlite = self.connection.is_sqlite();
        let mut parameters = Vec::with_capacity(new.len() * 9);
        for NewInvitation { invitation, .. } in new {
            let row = params![
                self.instance_value(),
                &invitation.id,
                &invitation.email_address,
                &invitation.status,
                invitation.created_at,
                invitation.updated_at,
                invitation.expires_at,
                serde_json::to_string(&invitation.details)?,
                invitation.search_text()
            ];
            parameters.extend_from_slice(row);
        }
        let rows: Vec<String> = (0..new.len()).map(|row| format!("({})", places(row * 9 + 1, 9))).collect();
        let sql = format!(
            "INSERT INTO invitations (instance_id, id, email_address, status, created_at, updated_at, expires_at, data,
             search) VALUES {}",
            rows.join(", ")
        );
        if !sqlite {
            self.connection.execute(&sql, &parameters)?;
            return Ok(());
        }
        let instance = Arc::clone(&self.instance);
        let inserted = self.connection.query(&format!("{sql} RETURNING rowid, search"), &parameters, |row| {
            let instance = Arc::clone(&instance);
            Ok(SearchChange { table: "invitations", instance, rowid: row.get(0)?, text: Some(row.get(1)?) })
        })?;
        self.connection.search_changes.extend(inserted);
        Ok(())
    }

    /// Marks every address as invited until its invitation expires, in a row that only one of several
    /// racing units of work can have; gives those back that were marked before.
    fn claim_invited_addresses(&mut self, new: &[NewInvitation], now: i64) -> Result<Vec<String>, StorageError> {
        let mut taken = Vec::new();
        // Until when each address is claimed. Addresses of this very list stand in each other's way too.
        let mut until: HashMap<&str, (i64, bool)> = HashMap::new();
        for NewInvitation { invitation, ignore_existing } in new {
            let address = invitation.email_address.as_str();
            match until.get_mut(address) {
                None => {
                    until.insert(address, (invitation.expires_at, *ignore_existing));
                }
                Some((expires_at, _)) if *ignore_existing => *expires_at = invitation.expires_at.max(*expires_at),
                Some(_) => taken.push(address.to_owned()),
            }
        }
        // Always in the same order, so that two units of work cannot wait for each other.
        let mut claims: Vec<(&str, i64, bool)> =
            until.into_iter().map(|(address, (expires_at, ignore))| (address, expires_at, ignore)).collect();
        claims.sort_unstable();
        let (ignoring, exclusive): (Vec<_>, Vec<_>) = claims.into_iter().partition(|(_, _, ignore)| *ignore);
        let greatest = if self.connection.is_sqlite() { "max" } else { "greatest" };
        let extend = format!(
            "ON CONFLICT (instance_id, email_address) DO UPDATE
             SET expires_at = {greatest}(invitation_claims.expires_at, excluded.expires_at)"
        );
        let replace = "ON CONFLICT (instance_id, email_address) DO UPDATE SET expires_at = excluded.expires_at
             WHERE invitation_claims.expires_at <= $1";
        let mut claimed = HashSet::new();
        for (claims, conflict) in [(ignoring, extend.as_str()), (exclusive, replace)] {
            for chunk in claims.chunks(50) {
                // The time comes first in both texts, so that the numbers are the same.
                let mut parameters = vec![now.into()];
                for (address, expires_at, _) in chunk {
                    parameters.extend([self.instance_value(), (*address).into(), (*expires_at).into()]);
                }
                let rows: Vec<String> = (0..chunk.len()).map(|row| format!("({})", places(row * 3 + 2, 3))).collect();
                let sql = format!(
                    "WITH moment AS (SELECT CAST($1 AS BIGINT))
                     INSERT INTO invitation_claims (instance_id, email_address, expires_at) VALUES {} {conflict}
                     RETURNING email_address",
                    rows.join(", ")
                );
                claimed.extend(self.connection.query(&sql, &parameters, |row| row.get::<String>(0))?);
            }
        }
        let addresses = new.iter().map(|new| &new.invitation.email_address);
        taken.extend(addresses.filter(|address| !claimed.contains(*address)).cloned());
        taken.sort_unstable();
        taken.dedup();
        Ok(taken)
    }

    /// Those of the addresses that a user has claimed, verified or reserved.
    pub fn find_claimed_email_addresses(&mut self, addresses: &[String]) -> Result<Vec<String>, StorageError> {
        let mut found = Vec::new();
        for chunk in addresses.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(Value::from));
            let sql = format!(
                "SELECT claim FROM identifications WHERE instance_id = $1 AND kind = 'email_address' AND claim IN ({})
                 ORDER BY claim",
                places(2, chunk.len())
            );
            found.extend(self.connection.query(&sql, &parameters, |row| row.get::<String>(0))?);
        }
        Ok(found)
    }

    /// The invitation of that id; inside a unit of work that writes, the row is locked until its end.
    pub fn find_invitation(&mut self, id: &str) -> Result<Option<Invitation>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM invitations WHERE instance_id = $1 AND id = $2");
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_invitation)
    }

    /// The invitations of those ids, in any order.
    pub fn find_invitations(&mut self, ids: &[String]) -> Result<Vec<Invitation>, StorageError> {
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(100) {
            let mut parameters = vec![self.instance_value()];
            parameters.extend(chunk.iter().map(Value::from));
            let ids = places(2, chunk.len());
            let sql = format!("SELECT {COLUMNS} FROM invitations WHERE instance_id = $1 AND id IN ({ids})");
            found.extend(self.connection.query(&sql, &parameters, read_invitation)?);
        }
        Ok(found)
    }

    /// Some of the invitations that `filter` asks for.
    pub fn list_invitations(
        &mut self,
        filter: &InvitationFilter,
        order: InvitationOrder,
        descending: bool,
        now: i64,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Invitation>, StorageError> {
        let mut parameters = vec![self.instance_value()];
        let condition = filter.condition(now, self.connection.is_sqlite().then_some(&*self.instance), &mut parameters);
        let column = match order {
            InvitationOrder::CreatedAt => "created_at",
            InvitationOrder::EmailAddress => "email_address",
            InvitationOrder::ExpiresAt => "expires_at",
        };
        let direction = if descending { "DESC" } else { "ASC" };
        parameters.extend([limit.into(), offset.into()]);
        let count = parameters.len();
        let sql = format!(
            "SELECT {COLUMNS} FROM invitations WHERE instance_id = $1{condition}
             ORDER BY {column} {direction}, id {direction} LIMIT ${} OFFSET ${count}",
            count - 1
        );
        self.connection.query(&sql, &parameters, read_invitation)
    }

    /// How many invitations `filter` asks for. Without `query` this is kept, but for those that have
    /// expired, which are counted.
    pub fn count_invitations(&mut self, filter: &InvitationFilter, now: i64) -> Result<i64, StorageError> {
        let in_status = |status: &str| InvitationFilter { statuses: vec![status.to_owned()], query: None };
        if filter.query.is_none() {
            match &filter.statuses[..] {
                [] => return self.counter(LISTED),
                [status] => match status.as_str() {
                    "accepted" => return self.counter(ACCEPTED),
                    "revoked" => return self.counter(REVOKED),
                    "pending" => {
                        return Ok(self.counter(PENDING)? - self.count_invitations(&in_status("expired"), now)?);
                    }
                    _ => {}
                },
                // An invitation is in one of them only.
                statuses => {
                    let different: BTreeSet<&String> = statuses.iter().collect();
                    return different
                        .into_iter()
                        .try_fold(0, |sum, status| Ok(sum + self.count_invitations(&in_status(status), now)?));
                }
            }
        }
        let mut parameters = vec![self.instance_value()];
        let condition = filter.condition(now, self.connection.is_sqlite().then_some(&*self.instance), &mut parameters);
        let sql = format!("SELECT count(*) FROM invitations WHERE instance_id = $1{condition}");
        Ok(self.connection.query_optional(&sql, &parameters, |row| row.get(0))?.unwrap_or(0))
    }

    /// Revokes a pending invitation, so that its address can be invited again.
    pub fn revoke_invitation(&mut self, invitation: &Invitation, now: i64) -> Result<(), StorageError> {
        self.decide_invitation(invitation, "revoked", now)?;
        self.add_to_counter(LISTED, -1)?;
        self.add_to_counter(REVOKED, 1)
    }

    /// Notes that a pending invitation was accepted, so that its address can be invited again.
    pub fn accept_invitation(&mut self, invitation: &Invitation, now: i64) -> Result<(), StorageError> {
        self.decide_invitation(invitation, "accepted", now)?;
        self.add_to_counter(ACCEPTED, 1)
    }

    fn decide_invitation(&mut self, invitation: &Invitation, status: &str, now: i64) -> Result<(), StorageError> {
        let address = &invitation.email_address;
        // Whoever invites the address at the same time waits here, and so sees what is decided.
        self.connection.query_locked(
            "SELECT expires_at FROM invitation_claims WHERE instance_id = $1 AND email_address = $2",
            params![self.instance_value(), address],
            |_| Ok(()),
        )?;
        let changed = self.connection.execute(
            "UPDATE invitations SET status = $1, updated_at = $2
             WHERE instance_id = $3 AND id = $4 AND status = 'pending'",
            params![status, now, self.instance_value(), &invitation.id],
        )?;
        Self::expect_row(changed, "invitations")?;
        let sql = "SELECT max(expires_at) FROM invitations
                   WHERE instance_id = $1 AND email_address = $2 AND status = 'pending'";
        let parameters = params![self.instance_value(), address];
        let left = self.connection.query_optional(sql, parameters, |row| row.get::<Option<i64>>(0))?.flatten();
        match left {
            Some(expires_at) => self.connection.execute(
                "UPDATE invitation_claims SET expires_at = $1 WHERE instance_id = $2 AND email_address = $3",
                params![expires_at, self.instance_value(), address],
            )?,
            None => self.connection.execute(
                "DELETE FROM invitation_claims WHERE instance_id = $1 AND email_address = $2",
                params![self.instance_value(), address],
            )?,
        };
        self.add_to_counter(PENDING, -1)
    }
}
