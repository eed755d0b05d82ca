//! Ids, signing keys and signed tokens in Clerk's formats.
//!
//! Nothing here reads a clock, a file or a database: times, keys and randomness are handed in, so that the same
//! input gives the same token. Times ending in `_ms` are milliseconds since the epoch, those ending in `_seconds`
//! are seconds.

mod bit_map;
mod claims;
mod custom_key;
mod id;
mod jws;
mod keys;
mod machine_claims;
mod machine_token;
mod oauth_claims;
mod oauth_token;
mod publishable_key;
mod said;
mod sealed;
mod secret;
mod session_claims;
mod session_token;
mod template;
mod template_token;
mod testing_token;
mod ticket;
mod unverified;
mod verifying_key;

pub use claims::{AllClaims, Claims};
pub use custom_key::{CustomAlgorithm, CustomKeyError, CustomSigningKey};
pub use id::{IdSource, derived_id, ksuid_timestamp_ms};
pub use jws::{Category, Decoded, Header, MAX_TOKEN_BYTES, TokenError, Validation, numeric_date};
pub use keys::{KeyError, SigningKey};
pub use machine_claims::{MachineClaims, parse_machine_claims};
pub use machine_token::MachineTokenClaims;
pub use oauth_claims::{OauthClaims, parse_oauth_claims};
pub use oauth_token::{AccessTokenClaims, oauth_refresh_family};
pub use publishable_key::{DevelopmentName, Environment, PublishableKey, PublishableKeyError, cookie_suffix, issuer};
pub use said::Said;
pub use session_claims::{ClaimsError, Grants, Permissions, SessionClaims, SessionOrganization, Slugs, parse_claims};
pub use session_token::{ActiveOrganization, Scope, ScopedSlug, SessionStatus, SessionTokenClaims, TokenVersion};
pub use template::{TemplateKind, evaluate_template, reserved_claim};
pub use template_token::TemplateTokenClaims;
pub use testing_token::{
    TESTING_TOKEN_SECONDS, TestingToken, TestingTokenError, issue_testing_token, read_testing_token,
};
pub use ticket::{NewTicket, Ticket, TicketError, TicketKind, agent_task_url, issue_ticket, read_ticket, ticket_url};
pub use unverified::{HeaderText, UnverifiedHeader, UnverifiedToken};
pub use verifying_key::{Jwk, Jwks, VerifyingKey};
