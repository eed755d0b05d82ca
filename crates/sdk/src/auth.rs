//! Who sent a request: [`Authenticator`] tells, for sessions, API keys, tokens of machines and OAuth access tokens.
//!
//! It decides as the official SDK for JavaScript does, and gives the same reasons. What comes of it is an [`Auth`], typed
//! by the kind of token, or an [`AuthError`], which tells credentials that are no good from those that nobody could check.
//!
//! - With the feature `tower`, [`AuthLayer`] authenticates every request and [`RequireLayer`] asks for more than that.
//! - With the feature `axum`, [`Auth`], `Option<Auth>` and [`Authentication`] are extractors, and every error here is a
//!   response.
//! - [`ProtectedResource`] is the document that OAuth clients look for (RFC 9728).

mod authenticator;
#[cfg(feature = "axum")]
mod axum;
mod builder;
mod challenge;
mod cookies;
mod error;
mod identity;
mod jwt;
mod kind;
#[cfg(feature = "tower")]
mod layer;
mod opaque;
mod protected_resource;
mod reason;
mod request;
#[cfg(feature = "tower")]
mod require_layer;
mod requirement;
mod sighting;

pub use authenticator::Authenticator;
#[cfg(feature = "axum")]
pub use axum::{AuthRejection, OptionalAuth};
pub use builder::AuthenticatorBuilder;
pub use challenge::Challenge;
pub use error::{AuthError, Carrier, Refusal, Unchecked};
pub use identity::{ApiKeyAuth, Auth, M2mAuth, OauthAuth};
pub use kind::TokenKind;
#[cfg(feature = "tower")]
pub use layer::{AuthLayer, AuthService, Authentication};
pub use protected_resource::{ProtectedResource, ProtectedResourceError};
pub use reason::{NotRefreshed, Reason};
pub use request::RequestHead;
#[cfg(feature = "tower")]
pub use require_layer::{RequireLayer, RequireService};
pub use requirement::{Forbidden, Requirement};
