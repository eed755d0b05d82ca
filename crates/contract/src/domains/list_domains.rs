use super::Domain;
use crate::{Page, operation};

/// Lists the primary domain and all satellites, all at once.
#[operation(
    id = "ListDomains",
    get = "/domains",
    tag = "Domains",
    returns = Page<Domain>,
    sdk(js = "domains.list()", python = "domains.list()", go = "domain.List"),
)]
pub struct ListDomains;
