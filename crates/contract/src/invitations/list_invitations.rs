use super::{Invitation, InvitationStatus};
use crate::{Listing, operation};

#[operation(id = "ListInvitations", get = "/invitations", tag = "Invitations", returns = Listing<Invitation>)]
pub struct ListInvitations {
    #[api(query)]
    pub status: Option<InvitationStatus>,
    #[api(query)]
    pub query: Option<String>,
    #[api(query, default = r#""-created_at""#)]
    pub order_by: Option<String>,
    #[api(query)]
    pub paginated: Option<bool>,
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
