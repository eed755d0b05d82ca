use super::Domain;
use crate::{Maybe, object, operation};

/// Updates a domain of the instance, the primary one or a satellite.
///
/// What is left out stays as it is. In production a new name needs its DNS records and certificates first, and a new
/// primary one also moves the paths of the application. Check a proxy before naming it here.
#[operation(
    id = "UpdateDomain",
    patch = "/domains/{domain_id}",
    tag = "Domains",
    returns = Domain,
    errors = "400 404 422",
    risk = destructive,
    destroys = "Signing in under the former name or proxy, until DNS or the new proxy is in place.",
    sdk(js = "domains.update({ domainId, ... })", python = "domains.update(...)", go = "domain.Update"),
)]
pub struct UpdateDomain {
    /// The domain's id, `dmn_…`.
    #[api(path)]
    pub domain_id: String,
    /// What to send.
    #[api(body)]
    pub body: UpdateDomainBody,
}

/// What to change.
#[object(closed)]
#[derive(Default)]
pub struct UpdateDomainBody {
    /// The domain without a scheme: fully qualified in production, also with a port in development.
    pub name: Maybe<String>,
    /// Where a proxy of yours takes requests for the front ends' API; only in production. `null` goes back to DNS.
    pub proxy_url: Maybe<String>,
    /// Whether it is for one of several applications under the same registered domain, so that its subdomain is kept.
    pub is_secondary: Maybe<bool>,
}
