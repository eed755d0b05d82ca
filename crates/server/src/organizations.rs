//! Organizations.

use crate::api::routes;

pub(crate) mod access;
mod attributes;
mod change;
pub(crate) mod present;

routes! {
    write create_organization,
    flow delete_organization,
    write delete_organization_logo,
    read get_organization,
    read list_organizations,
    write merge_organization_metadata,
    write replace_organization_metadata,
    write update_organization,
    flow upload_organization_logo,
}
