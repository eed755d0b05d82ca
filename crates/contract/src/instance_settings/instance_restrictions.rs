use crate::{Text, object};

/// Who may sign up.
#[object]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct InstanceRestrictions {
    /// Always `instance_restrictions`.
    #[api(values = "instance_restrictions")]
    pub object: Text,
    /// Whether only those on the allow-list may sign up.
    pub allowlist: bool,
    /// Whether those on the block-list may not sign up.
    pub blocklist: bool,
    /// Whether the two lists are for signing up alone; otherwise they are for signing in as well.
    #[api(versions = "!2025-03-12")]
    pub allowlist_blocklist_disabled_on_sign_in: bool,
    /// Whether e-mail addresses with a part behind `+`, `=` or `#` are refused.
    pub block_email_subaddresses: bool,
    /// Whether addresses of providers of throw-away mailboxes are refused.
    pub block_disposable_email_domains: bool,
    /// Whether Gmail addresses that differ in dots alone count as one.
    pub ignore_dots_for_gmail_addresses: bool,
}
