use crate::{Maybe, Nullable, Text, object, operation};

/// Revokes a token for the admin portal.
///
/// The answer says so, and does not repeat the token.
#[operation(
    id = "revokeAdminPortalLinkToken",
    post = "/admin_portal_link_tokens/{adminPortalLinkTokenID}/revoke",
    tag = "Admin Portal Link Tokens",
    versions = "!2025-03-12",
    returns = AdminPortalLinkToken,
    errors = "400 401 403 404",
    risk = destructive,
    destroys = "The link with this token; whoever has it cannot open the admin portal any more.",
    sdk(python = "admin_portal_link_tokens.revoke_admin_portal_link_token(...)"),
)]
pub struct RevokeAdminPortalLinkToken {
    /// The token's id, `aplt_…`.
    #[api(path, name = "adminPortalLinkTokenID", pattern = r"^aplt_[0-9A-Fa-f]{32}$")]
    pub admin_portal_link_token_id: String,
    /// What to send.
    #[api(body)]
    pub body: RevokeAdminPortalLinkTokenBody,
}

/// Why it is revoked.
#[object(closed)]
#[derive(Default)]
pub struct RevokeAdminPortalLinkTokenBody {
    /// Why, for whoever looks at the token later.
    pub revocation_reason: Maybe<String>,
}

/// A token for the admin portal, without its secret.
#[object(closed)]
pub struct AdminPortalLinkToken {
    /// Always `admin_portal_link_token`.
    #[api(values = "admin_portal_link_token")]
    pub object: Text,
    /// The token's id, `aplt_…`.
    #[api(pattern = r"^aplt_[0-9A-Fa-f]{32}$")]
    pub id: String,
    /// The link that the token was made for, `apl_…`.
    #[api(pattern = r"^apl_\w{27}$")]
    pub admin_portal_link_id: String,
    /// Which instance it belongs to, `ins_…`.
    #[api(pattern = r"^ins_\w{27}$")]
    pub instance_id: String,
    /// The organization that the portal is opened for, `org_…`; `null` when it is bound to none.
    #[api(pattern = r"^org_\w{27}$")]
    pub organization_id: Nullable<String>,
    /// Your own id of the IT contact.
    pub it_contact_id: Nullable<String>,
    /// What the token allows.
    pub scopes: Nullable<Vec<String>>,
    /// Whether it was revoked.
    pub revoked: bool,
    /// Why it was revoked; `null` when no reason was given.
    pub revocation_reason: Nullable<String>,
    /// Whether its time is over.
    pub expired: bool,
    /// When it stops working, in milliseconds since the epoch.
    #[api(number)]
    pub expiration: Nullable<i64>,
    /// When it was created, in milliseconds since the epoch.
    #[api(number)]
    pub created_at: i64,
    /// When it was last changed, in milliseconds since the epoch.
    #[api(number)]
    pub updated_at: i64,
}
