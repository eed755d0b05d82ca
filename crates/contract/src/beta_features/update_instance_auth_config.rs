use super::InstanceSettings;
use crate::{Maybe, object, operation};

/// Updates some settings of sign-up and e-mails.
///
/// What is left out stays as it is, and so does what is `null`.
#[operation(
    id = "UpdateInstanceAuthConfig",
    patch = "/beta_features/instance_settings",
    tag = "Beta Features",
    returns = InstanceSettings,
    errors = "402 422",
    sdk(python = "beta_features.update_instance_settings(request)"),
)]
pub struct UpdateInstanceAuthConfig {
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateInstanceAuthConfigBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateInstanceAuthConfigBody {
    /// Whether only those on the allow-list may sign up; while it is empty, nobody can.
    #[api(default = "false")]
    pub restricted_to_allowlist: Maybe<bool>,
    /// What stands before the `@` in the address that e-mails come from: letters and digits, without the domain.
    pub from_email_address: Maybe<String>,
    /// Whether a sign-up may collect what it needs step by step. The hosted service changes it only on request.
    pub progressive_sign_up: Maybe<bool>,
    /// Whether addresses and phone numbers for tests work, which take a fixed code; on from the start in development.
    pub test_mode: Maybe<bool>,
    /// Whether e-mails leave from the hosted service's domain in place of the instance's.
    #[api(versions = "2025-03-12")]
    pub enhanced_email_deliverability: Maybe<bool>,
}
