use super::ProxyCheck;
use crate::{object, operation};

/// Tries whether the front ends' API can be reached through a proxy.
///
/// Changes nothing about the domain. Useful before a domain gets the proxy, and when one stops working.
#[operation(
    id = "VerifyDomainProxy",
    post = "/proxy_checks",
    tag = "Proxy Checks",
    returns = ProxyCheck,
    errors = "400 422",
    risk = read,
    sdk(js = "proxyChecks.verify({ ... })", python = "proxy_checks.verify(request)", go = "proxycheck.Create"),
)]
pub struct VerifyDomainProxy {
    /// What to send.
    #[api(body, required = "none")]
    pub body: VerifyDomainProxyBody,
}

/// What to try.
#[object]
#[derive(Default)]
pub struct VerifyDomainProxyBody {
    /// The domain that the proxy is for, `dmn_…`.
    pub domain_id: Option<String>,
    /// The full URL of the proxy, such as `https://example.com/__clerk`; not necessarily the one that the domain has.
    pub proxy_url: Option<String>,
}
