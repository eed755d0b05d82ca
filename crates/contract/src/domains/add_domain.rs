use super::Domain;
use crate::{Maybe, object, operation};

/// Adds a satellite domain to the instance.
///
/// There is one primary domain, so that only satellites can be added.
#[operation(
    id = "AddDomain",
    post = "/domains",
    tag = "Domains",
    returns = Domain,
    errors = "400 402 422",
    sdk(js = "domains.add({ ... })", python = "domains.add(request)", go = "domain.Create"),
)]
pub struct AddDomain {
    /// What to send.
    #[api(body, required = "none")]
    pub body: AddDomainBody,
}

/// The domain to add.
#[object]
pub struct AddDomainBody {
    /// The domain without a scheme, such as `example.com`; in development also with a port, as `localhost:3000`.
    pub name: String,
    /// Whether it is a satellite; has to be `true`.
    pub is_satellite: bool,
    /// Where a proxy of yours takes requests for the front ends' API; only in production.
    pub proxy_url: Maybe<String>,
}
