//! What is stored of a domain of an organization.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A domain of an organization. What is unique, filtered or counted stands in columns, the rest in `data`. Times are
/// milliseconds since the epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationDomain {
    /// `orgdmn_…`.
    #[serde(skip)]
    pub id: String,
    #[serde(skip)]
    pub organization_id: String,
    /// The host, as DNS writes it in lower case.
    #[serde(skip)]
    pub name: String,
    /// `manual_invitation`, `automatic_invitation`, `automatic_suggestion` or `enterprise_sso`.
    #[serde(skip)]
    pub enrollment_mode: String,
    #[serde(skip)]
    pub created_at: i64,
    /// How many invitations that it made are pending. Kept by the changes of enrollments.
    #[serde(skip)]
    pub pending_invitations: i64,
    /// How many suggestions that it made are pending.
    #[serde(skip)]
    pub pending_suggestions: i64,
    /// The last user looked at while the organization is offered to users who were there before; `None` when that is
    /// done.
    #[serde(skip)]
    pub enrolled_through: Option<String>,
    /// When anything about it last changed.
    pub updated_at: i64,
    /// The address that a code was sent to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation_email_address: Option<String>,
    /// How far it is shown that the organization receives mail there.
    pub affiliation: DomainVerification,
    /// How far it is shown that the organization owns the domain; `None` until somebody tries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ownership: Option<DomainVerification>,
}

/// How far something is shown about a domain.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct DomainVerification {
    /// What was last decided: `unverified`, `verified`, `failed` or `expired`; [`Self::status_at`] tells what it is now.
    pub status: String,
    /// `affiliation_email_code`, `txt` or `manual_override`.
    pub strategy: String,
    /// How often it was tried; `None` before there is anything to try.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<i64>,
    /// Until when it can be tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<i64>,
    /// When ownership was shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<i64>,
    /// When the challenge was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prepared_at: Option<i64>,
    /// The digest of the code, or the text that DNS must show, which is no secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
}

impl DomainVerification {
    /// The status at that time: what is not decided expires by itself.
    pub fn status_at(&self, now: i64) -> &str {
        let is_over = self.expire_at.is_some_and(|expire_at| expire_at <= now);
        if self.status == "unverified" && is_over { "expired" } else { &self.status }
    }

    /// Whether it is shown.
    pub fn is_verified(&self) -> bool {
        self.status == "verified"
    }
}

impl OrganizationDomain {
    /// Whether either is shown: that the organization receives mail there, or that it owns the domain.
    pub fn is_verified(&self) -> bool {
        self.affiliation.is_verified() || self.ownership.as_ref().is_some_and(DomainVerification::is_verified)
    }

    /// What it offers to users with an address there: `invitation`, `suggestion`, or nothing.
    pub fn offer(&self) -> Option<&'static str> {
        match self.enrollment_mode.as_str() {
            "automatic_invitation" if self.is_verified() => Some("invitation"),
            "automatic_suggestion" if self.is_verified() => Some("suggestion"),
            _ => None,
        }
    }
}
