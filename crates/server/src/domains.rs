//! Domains that an instance serves: its primary one, and satellites that share its sessions.

use crate::api::routes;

pub(crate) mod name;
pub(crate) mod present;
pub(crate) mod proxy;

routes! {
    flow add_domain,
    write delete_domain,
    read list_domains,
    flow update_domain,
}
