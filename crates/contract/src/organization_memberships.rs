//! Memberships: which user belongs to which organization, in which role.

use crate::list::operations;

mod organization_membership;

pub use organization_membership::*;

operations! {
    create_organization_membership::CreateOrganizationMembership,
    delete_organization_membership::DeleteOrganizationMembership,
    instance_get_organization_memberships::InstanceGetOrganizationMemberships,
    list_organization_memberships::ListOrganizationMemberships,
    update_organization_membership::UpdateOrganizationMembership,
    update_organization_membership_metadata::UpdateOrganizationMembershipMetadata,
}
