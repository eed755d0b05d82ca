use crate::{Nullable, Text, object, operation};

/// Creates a token that opens the admin portal once.
///
/// The token goes into a link for a customer's IT contact. It is shown in this answer alone.
#[operation(
    id = "createAdminPortalLinkToken",
    post = "/admin_portal_link_tokens",
    tag = "Admin Portal Link Tokens",
    versions = "!2025-03-12",
    returns = AdminPortalLinkTokenWithToken,
    status = 201,
    errors = "400 401 403 409",
    sdk(python = "admin_portal_link_tokens.create_admin_portal_link_token(...)"),
)]
pub struct CreateAdminPortalLinkToken {
    /// What to send.
    #[api(body)]
    pub body: CreateAdminPortalLinkTokenBody,
}

/// Whom the token is for, and how long it works.
#[object(closed)]
#[derive(Default)]
pub struct CreateAdminPortalLinkTokenBody {
    /// The organization that the portal is opened for, `org_…`; without one, the token is bound to none.
    #[api(pattern = r"^org_\w{27}$")]
    pub organization_id: Option<String>,
    /// Your own id of the IT contact who gets the link.
    #[api(min_length = 1)]
    pub it_contact_id: Option<String>,
    /// What the token allows, in words of your own; none of them may be empty.
    #[api(min_length = 1)]
    pub scopes: Option<Vec<String>>,
    /// How many seconds the token works, more than 0 and at most a day.
    #[api(default = "3600", min = 0, max = 86400)]
    pub seconds_until_expiration: Option<i64>,
}

/// A token for the admin portal, with its secret.
#[object(closed)]
pub struct AdminPortalLinkTokenWithToken {
    /// Always `admin_portal_link_token`.
    #[api(values = "admin_portal_link_token")]
    pub object: Text,
    /// The token's id, `aplt_…`; not the token itself.
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
    /// The token itself, which works once. It is shown here alone and travels in a URL: keep it out of logs.
    pub token: String,
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
