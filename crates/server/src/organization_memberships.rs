//! Memberships: which user belongs to which organization, in which role.

use crate::api::routes;

mod administrators;
mod filter;
pub(crate) mod present;
pub(crate) mod record;

routes! {
    write create_organization_membership,
    write delete_organization_membership,
    read instance_get_organization_memberships,
    read list_organization_memberships,
    write update_organization_membership,
    write update_organization_membership_metadata,
}
