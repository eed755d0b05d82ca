use crate::{Maybe, Text, object};

/// A domain that the instance serves: its primary one, or a satellite that shares its sessions.
#[object]
pub struct Domain {
    /// Always `domain`.
    #[api(values = "domain")]
    pub object: Text,
    /// The domain's id, `dmn_…`.
    pub id: String,
    /// The domain, such as `example.com`; in development also with a port.
    pub name: String,
    /// Whether it is a satellite; otherwise it is the primary domain.
    pub is_satellite: bool,
    /// Where front ends find their API.
    pub frontend_api_url: String,
    /// Where the hosted pages for accounts are; `null` for a satellite.
    pub accounts_portal_url: Maybe<String>,
    /// Where a proxy of yours takes requests for the front ends' API; `null` without one.
    pub proxy_url: Maybe<String>,
    /// Where the application runs during development.
    pub development_origin: String,
    /// The DNS records that the domain needs.
    pub cname_targets: Maybe<Vec<CNameTarget>>,
}

/// A DNS record of the kind CNAME that a domain needs.
#[object(closed)]
pub struct CNameTarget {
    /// The name that the record is for.
    pub host: String,
    /// What it has to point to.
    pub value: String,
    /// Whether the domain does not work without it.
    pub required: bool,
}
