use super::{Invitation, InvitationStatus};
use crate::{Listing, operation};

/// Lists invitations to the application.
///
/// Those that were revoked are left out unless `status` asks for them.
#[operation(
    id = "ListInvitations",
    get = "/invitations",
    tag = "Invitations",
    returns = Listing<Invitation>,
    sdk(
        js = "invitations.getInvitationList({ one status, ... }) + paginated=true",
        python = "invitations.list(one status, ...)",
        go = "invitation.List",
    ),
)]
pub struct ListInvitations {
    /// Keep invitations in one of these states; may be repeated.
    #[api(query)]
    pub status: Vec<InvitationStatus>,
    /// Keep invitations in whose address or id this text occurs.
    #[api(query)]
    pub query: Option<String>,
    /// The key to order by: `created_at`, `email_address` or `expires_at`; descending with a leading `-`.
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    /// Whether to answer an object with `data` and `total_count` in place of the bare array.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
