//! Domains of organizations: what shows that one belongs there, and what it offers to users.

use crate::api::routes;

pub(crate) mod access;
pub mod affiliation;
mod change;
pub(crate) mod enroll;
pub mod ownership;
mod present;

routes! {
    flow create_organization_domain,
    flow delete_organization_domain,
    read list_all_organization_domains,
    read list_organization_domains,
    flow update_organization_domain,
    flow verify_organization_domain_ownership,
}
