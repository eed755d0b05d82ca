use super::AllowlistIdentifier;
use crate::{object, operation};

/// Adds an identifier to the allow-list.
///
/// It counts while the list is on, and wins over the block-list. The Backend API creates users regardless of it.
#[operation(
    id = "CreateAllowlistIdentifier",
    post = "/allowlist_identifiers",
    tag = "Allow-list / Block-list",
    returns = AllowlistIdentifier,
    errors = "400 402 422",
    sdk(
        js = "allowlistIdentifiers.createAllowlistIdentifier({ ... })",
        python = "allowlist_identifiers.create(request)",
        go = "allowlistidentifier.Create",
    ),
)]
pub struct CreateAllowlistIdentifier {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateAllowlistIdentifierBody,
}

/// The identifier to allow.
#[object(closed)]
pub struct CreateAllowlistIdentifierBody {
    /// Who may sign up: an e-mail address, all of a domain as `*@example.com`, a phone number in the international form
    /// `+15551234567`, or a wallet.
    pub identifier: String,
    /// Whether to send an invitation; only to a single e-mail address or a phone number.
    #[api(default = "false")]
    pub notify: Option<bool>,
}
