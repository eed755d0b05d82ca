use super::InstanceRestrictions;
use crate::{Maybe, object, operation};

/// Updates who may sign up.
///
/// What is left out stays as it is, and so does what is `null`. The Backend API creates users regardless of it.
#[operation(
    id = "UpdateInstanceRestrictions",
    patch = "/instance/restrictions",
    tag = "Instance Settings",
    returns = InstanceRestrictions,
    errors = "402 422",
    sdk(
        js = "instance.updateRestrictions({ ... })",
        python = "instance_settings.update_restrictions(request)",
        go = "instancesettings.UpdateRestrictions",
    ),
)]
pub struct UpdateInstanceRestrictions {
    /// What to send.
    #[api(body, required = "none")]
    pub body: UpdateInstanceRestrictionsBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateInstanceRestrictionsBody {
    /// Whether only those on the allow-list may sign up; while it is empty, nobody can.
    pub allowlist: Maybe<bool>,
    /// Whether those on the block-list may not sign up.
    pub blocklist: Maybe<bool>,
    /// Whether the two lists are for signing up alone; otherwise they are for signing in as well.
    #[api(versions = "!2025-03-12")]
    pub allowlist_blocklist_disabled_on_sign_in: Maybe<bool>,
    /// Whether to refuse e-mail addresses with a part behind `+`, `=` or `#`.
    pub block_email_subaddresses: Maybe<bool>,
    /// Whether to refuse addresses of providers of throw-away mailboxes.
    pub block_disposable_email_domains: Maybe<bool>,
    /// Whether Gmail addresses that differ in dots alone count as one.
    pub ignore_dots_for_gmail_addresses: Maybe<bool>,
}
