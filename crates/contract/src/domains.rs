//! Domains that the instance serves.

use crate::list::operations;

mod domain;

pub use domain::*;

operations! {
    add_domain::AddDomain,
    delete_domain::DeleteDomain,
    list_domains::ListDomains,
    update_domain::UpdateDomain,
}
