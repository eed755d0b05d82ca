//! Checks of proxies in front of the Frontend API, and what the Frontend API answers to one.

use crate::api::routes;

pub(crate) mod health;

routes! {
    flow verify_domain_proxy,
}
