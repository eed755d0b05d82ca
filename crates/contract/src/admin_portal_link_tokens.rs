//! Links that let a customer's IT contact set up their own enterprise connection.

use crate::list::operations;

operations! {
    create_admin_portal_link_token::CreateAdminPortalLinkToken,
    revoke_admin_portal_link_token::RevokeAdminPortalLinkToken,
}
