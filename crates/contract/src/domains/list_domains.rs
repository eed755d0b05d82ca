use super::Domain;
use crate::{Page, operation};

/// Lists the primary domain and all satellites, all at once.
#[operation(id = "ListDomains", get = "/domains", tag = "Domains", returns = Page<Domain>)]
pub struct ListDomains;
