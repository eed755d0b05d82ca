use crate::{Text, object};

/// Some settings of sign-up and e-mails.
#[object]
pub struct InstanceSettings {
    /// Always `instance_settings`.
    #[api(required = "none", values = "instance_settings")]
    pub object: Text,
    /// The instance's id, `ins_…`.
    #[api(required = "none")]
    pub id: String,
    /// Whether only those on the allow-list may sign up.
    pub restricted_to_allowlist: Option<bool>,
    /// What stands before the `@` in the address that e-mails come from.
    pub from_email_address: Option<String>,
    /// Whether a sign-up may collect what it needs step by step.
    pub progressive_sign_up: Option<bool>,
    /// Whether e-mails leave from the hosted service's domain in place of the instance's.
    ///
    /// Use the domain that the instance sends e-mails from instead.
    #[api(deprecated = "!2025-03-12")]
    pub enhanced_email_deliverability: Option<bool>,
}
