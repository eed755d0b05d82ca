//! Invitations into an organization.

use crate::api::routes;

mod new_invitation;
pub(crate) mod page;
pub(crate) mod present;

routes! {
    flow create_organization_invitation,
    flow create_organization_invitation_bulk,
    flow get_organization_invitation,
    flow list_instance_organization_invitations,
    flow list_organization_invitations,
    flow list_pending_organization_invitations,
    flow revoke_organization_invitation,
}
