//! Checks of proxies before the front ends' API.

use crate::list::operations;

mod proxy_check;

pub use proxy_check::*;

operations! {
    verify_domain_proxy::VerifyDomainProxy,
}
