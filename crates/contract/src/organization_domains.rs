//! Domains of organizations: people with such an e-mail address find their way in.

use crate::list::operations;

mod organization_domain;
mod organization_domain_verification;

pub use organization_domain::*;
pub use organization_domain_verification::*;

operations! {
    create_organization_domain::CreateOrganizationDomain,
    delete_organization_domain::DeleteOrganizationDomain,
    list_all_organization_domains::ListAllOrganizationDomains,
    list_organization_domains::ListOrganizationDomains,
    update_organization_domain::UpdateOrganizationDomain,
    verify_organization_domain_ownership::VerifyOrganizationDomainOwnership,
}
