use super::BlocklistIdentifier;
use crate::{object, operation};

/// Adds an identifier to the block-list.
///
/// It counts while the list is on, and for an e-mail address also for its variants with a `+` or the like. Users who
/// exist stay. The Backend API creates users regardless of it.
#[operation(
    id = "CreateBlocklistIdentifier",
    post = "/blocklist_identifiers",
    tag = "Allow-list / Block-list",
    returns = BlocklistIdentifier,
    errors = "400 402 422",
    sdk(
        js = "blocklistIdentifiers.createBlocklistIdentifier({ ... })",
        python = "blocklist_identifiers.create(request)",
        go = "blocklistidentifier.Create",
    ),
)]
pub struct CreateBlocklistIdentifier {
    /// What to send.
    #[api(body, required = "none")]
    pub body: CreateBlocklistIdentifierBody,
}

/// The identifier to block.
#[object(closed)]
pub struct CreateBlocklistIdentifierBody {
    /// Who may not sign up: an e-mail address, all of a domain as `*@example.com` or of its subdomains as
    /// `*@*.example.com`, a phone number in the international form `+15551234567`, or a wallet.
    pub identifier: String,
}
