//! Invitations into an organization.

mod list;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::leftovers::is_no_leftover;
use crate::organization_memberships::count;
use crate::sql::Row;
use crate::{StorageError, Tx, params};

pub use list::{OrganizationInvitationFilter, OrganizationInvitationOrder};

/// The kept counter of all invitations into organizations.
pub const ORGANIZATION_INVITATIONS_COUNTER: &str = "organization_invitations";

/// When an invitation expires that does not.
const NEVER: i64 = i64::MAX;

/// An invitation. Times are milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationInvitation {
    /// `orginv_…`.
    #[serde(skip)]
    pub id: String,
    #[serde(skip)]
    pub organization_id: String,
    /// Who is invited, in lower case.
    #[serde(skip)]
    pub email_address: String,
    /// The key of the role that the invited user will have.
    #[serde(skip)]
    pub role: String,
    /// What was last decided: `pending`, `accepted`, `revoked` or, if anybody noticed, `expired`;
    /// [`Self::status_at`] tells what it is now.
    #[serde(skip)]
    pub status: String,
    #[serde(skip)]
    pub created_at: i64,
    /// From when on it cannot be accepted.
    #[serde(skip)]
    pub expires_at: i64,
    /// When anything about it last changed; expiring changes nothing.
    pub updated_at: i64,
    /// The member that invites.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inviter_user_id: Option<String>,
    /// Where the invited user is sent to accept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// What the membership starts with.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub public_metadata: Map<String, Json>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub private_metadata: Map<String, Json>,
}

impl OrganizationInvitation {
    /// When it expires; `None` for one by a domain, which lasts as long as the domain offers it.
    pub fn expires_at(&self) -> Option<i64> {
        (self.expires_at != NEVER).then_some(self.expires_at)
    }

    /// The status at that time: a pending one expires by itself.
    pub fn status_at(&self, now: i64) -> &str {
        if self.status == "pending" && self.expires_at <= now { "expired" } else { &self.status }
    }
}

/// The role is what the token in its column stands for in the organization (see `role_sets`).
pub(crate) const COLUMNS: &str = "v.id, v.organization_id, v.email_address, coalesce((SELECT s.role FROM role_slots s
     WHERE s.instance_id = v.instance_id AND s.token = v.role AND s.cohort = (SELECT c.cohort FROM organizations c
     WHERE c.instance_id = v.instance_id AND c.id = v.organization_id)), v.role), v.status, v.created_at,
     v.expires_at, v.data";

pub(crate) fn read_invitation(row: &Row<'_>) -> Result<OrganizationInvitation, StorageError> {
    let mut invitation: OrganizationInvitation = serde_json::from_str(&row.get::<String>(7)?)?;
    invitation.id = row.get(0)?;
    invitation.organization_id = row.get(1)?;
    invitation.email_address = row.get(2)?;
    invitation.role = row.get(3)?;
    invitation.status = row.get(4)?;
    invitation.created_at = row.get(5)?;
    invitation.expires_at = row.get(6)?;
    Ok(invitation)
}

impl Tx<'_, '_> {
    /// Inserts a pending invitation and counts it; the row of the organization must be locked, and its role set must
    /// hold the role. `false` when the address has a pending invitation already.
    pub fn insert_organization_invitation(
        &mut self,
        invitation: &OrganizationInvitation,
    ) -> Result<bool, StorageError> {
        let instance = self.instance_value();
        let (_, token) = self.find_slot(&invitation.organization_id, &invitation.role)?;
        let inserted = self.connection.execute(
            "INSERT INTO organization_invitations (instance_id, id, organization_id, email_address, role, status,
             created_at, expires_at, data) VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8)
             ON CONFLICT (instance_id, organization_id, email_address) WHERE status = 'pending' DO NOTHING",
            params![
                instance,
                &invitation.id,
                &invitation.organization_id,
                &invitation.email_address,
                &token,
                invitation.created_at,
                invitation.expires_at,
                serde_json::to_string(invitation)?
            ],
        )?;
        if inserted == 0 {
            return Ok(false);
        }
        self.add_to_organization_counts(&invitation.organization_id, 0, 1, 1)?;
        self.add_to_counter(ORGANIZATION_INVITATIONS_COUNTER, 1)?;
        Ok(true)
    }

    /// The invitation of that id; locked inside a unit of work that writes.
    pub fn find_organization_invitation(&mut self, id: &str) -> Result<Option<OrganizationInvitation>, StorageError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM organization_invitations v WHERE v.instance_id = $1 AND v.id = $2 AND {}",
            is_no_leftover("v", "organization_id")
        );
        self.connection.query_locked(&sql, params![self.instance_value(), id], read_invitation)
    }

    /// Ends a pending invitation as `invitation` says; the row of the organization must be locked.
    pub fn close_organization_invitation(&mut self, invitation: &OrganizationInvitation) -> Result<(), StorageError> {
        let changed = self.connection.execute(
            "UPDATE organization_invitations SET status = $1, data = $2
             WHERE instance_id = $3 AND id = $4 AND status = 'pending'",
            params![&invitation.status, serde_json::to_string(invitation)?, self.instance_value(), &invitation.id],
        )?;
        Self::expect_row(changed, "organization_invitations")?;
        self.add_to_organization_counts(&invitation.organization_id, 0, -1, 0)
    }

    /// Marks the pending invitations of an organization that have expired by now, so that they
    /// neither count nor stand in the way of new ones; the row of the organization must be locked.
    /// Tells how many there were.
    pub fn expire_organization_invitations(&mut self, organization_id: &str, now: i64) -> Result<i64, StorageError> {
        let changed = self.connection.execute(
            "UPDATE organization_invitations SET status = 'expired'
             WHERE instance_id = $1 AND organization_id = $2 AND status = 'pending' AND expires_at <= $3",
            params![self.instance_value(), organization_id, now],
        )?;
        let expired = count(changed);
        if expired > 0 {
            self.add_to_organization_counts(organization_id, 0, -expired, 0)?;
        }
        Ok(expired)
    }
}
