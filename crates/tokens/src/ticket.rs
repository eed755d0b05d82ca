//! Tickets: signed one-time links to invitations, sign-in tokens and the like.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::jws::{Header, TokenError, seconds};
use crate::keys::{KeyError, SigningKey};
use crate::publishable_key::issuer;

/// What a ticket lets its holder accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketKind {
    Invitation,
    SignInToken,
    ActorToken,
    OrganizationInvitation,
    AgentTask,
    WebhookManagement,
}

/// What a new ticket is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewTicket<'a> {
    pub instance_id: &'a str,
    /// The id of the invitation, sign-in token or the like.
    pub resource_id: &'a str,
    pub kind: TicketKind,
    pub issued_at_ms: i64,
    pub lifetime_seconds: i64,
}

/// What a ticket says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// How long the ticket lives in all.
    #[serde(rename = "eis")]
    pub lifetime_seconds: i64,
    /// When it expires, in seconds since the epoch.
    #[serde(rename = "exp")]
    pub expires_at_seconds: i64,
    #[serde(rename = "iid")]
    pub instance_id: String,
    /// The id of the invitation, sign-in token or the like.
    #[serde(rename = "sid")]
    pub resource_id: String,
    #[serde(rename = "st")]
    pub kind: TicketKind,
}

/// Why a ticket was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    #[error("the ticket is not a token of ours")]
    Token(#[source] TokenError),
    #[error("the token is not a ticket")]
    NotATicket,
    #[error("the ticket belongs to another instance")]
    WrongInstance,
    #[error("the ticket is for something else")]
    WrongKind(TicketKind),
    #[error("the ticket has expired")]
    Expired,
}

/// Signs a ticket. Its header names no key.
pub fn issue_ticket(key: &SigningKey, new: &NewTicket<'_>) -> Result<String, KeyError> {
    let header = Header { alg: "RS256".to_owned(), cat: None, kid: None, typ: Some("JWT".to_owned()) };
    let ticket = Ticket {
        lifetime_seconds: new.lifetime_seconds,
        expires_at_seconds: seconds(new.issued_at_ms).saturating_add(new.lifetime_seconds),
        instance_id: new.instance_id.to_owned(),
        resource_id: new.resource_id.to_owned(),
        kind: new.kind,
    };
    key.sign(&header, &ticket)
}

/// Reads a ticket and checks its signature, instance, kind (any of those given) and, last of all, its expiry.
pub fn read_ticket(
    key: &SigningKey,
    token: &str,
    instance_id: &str,
    kinds: &[TicketKind],
    now_ms: i64,
) -> Result<Ticket, TicketError> {
    let decoded = key.verify_signature(token).map_err(TicketError::Token)?;
    // Template tokens are signed with the same key and may hold claims that look like a ticket's.
    if decoded.header.cat.is_some() || decoded.header.kid.is_some() {
        return Err(TicketError::NotATicket);
    }
    let ticket: Ticket = serde_json::from_value(Value::Object(decoded.claims)).map_err(|_| TicketError::NotATicket)?;
    if ticket.instance_id != instance_id {
        return Err(TicketError::WrongInstance);
    }
    if !kinds.contains(&ticket.kind) {
        return Err(TicketError::WrongKind(ticket.kind));
    }
    if ticket.expires_at_seconds <= seconds(now_ms) {
        return Err(TicketError::Expired);
    }
    Ok(ticket)
}

/// The link that accepts a ticket, at the Frontend API with this host (or origin).
pub fn ticket_url(frontend_api_host: &str, ticket: &str) -> String {
    format!("{}/v1/tickets/accept?ticket={ticket}", issuer(frontend_api_host))
}

/// The link that signs an agent in with the ticket of its task; it needs no page of its own in between.
pub fn agent_task_url(frontend_api_host: &str, ticket: &str) -> String {
    format!("{}/v1/agents/tasks?ticket={ticket}", issuer(frontend_api_host))
}
