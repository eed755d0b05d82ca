//! The domains of an instance and of its organizations, and the URLs that applications may be sent back to.

use frontdesk_identifiers::normalize_host;
use frontdesk_storage::Tx;
use frontdesk_storage::domains::Domain;
use frontdesk_storage::organization_domains::{
    DomainVerification, Held, OrganizationDomain, OrganizationDomainFilter, OrganizationDomainOrder as Order,
};
use frontdesk_storage::redirect_urls::RedirectUrl;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SeedError;
use super::reference::find_organization;
use crate::context::Context;
use crate::domains::name::read_name;
use crate::organization_domains::access::MODES;
use crate::organization_domains::{affiliation, enroll};
use crate::redirect_urls::check::check_url;

/// What can be stored of how far something is shown about a domain.
const STATUSES: [&str; 4] = ["unverified", "verified", "failed", "expired"];

/// A satellite domain of the instance. A name that is there already is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DomainSeed {
    /// `dmn_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The host, in development perhaps with a port.
    pub name: String,
    /// Whether it is for one of several applications under one registered domain.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_secondary: bool,
    /// Where a proxy of the customer takes requests for the Frontend API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy_url: Option<String>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

/// The satellites; the primary domain is the instance's own.
pub(super) fn export_domains(tx: &mut Tx<'_, '_>) -> Result<Vec<DomainSeed>, SeedError> {
    let mut satellites: Vec<Domain> = tx.list_domains()?.into_iter().filter(|domain| domain.is_satellite).collect();
    satellites.sort_by(|a, b| a.id.cmp(&b.id));
    let told = |Domain { id, name, is_satellite: _, is_secondary, proxy_url, created_at, updated_at }| DomainSeed {
        id: Some(id),
        name,
        is_secondary,
        proxy_url,
        created_at: Some(created_at),
        updated_at: Some(updated_at),
    };
    Ok(satellites.into_iter().map(told).collect())
}

/// Adds the domain unless it is there. Gives its id.
pub(super) fn insert_domain(cx: &Context, tx: &mut Tx<'_, '_>, seed: &DomainSeed) -> Result<String, SeedError> {
    let name = read_name(&seed.name, cx.instance.is_development())
        .map_err(|_| SeedError::Refused(format!("`{}` cannot be a domain", seed.name)))?;
    let created_at = seed.created_at.unwrap_or(cx.now);
    let domain = Domain {
        id: seed.id.clone().unwrap_or_else(|| cx.new_id("dmn")),
        name,
        is_satellite: true,
        is_secondary: seed.is_secondary,
        proxy_url: seed.proxy_url.clone(),
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
    };
    if tx.insert_domain(&domain)? {
        return Ok(domain.id);
    }
    let found = tx.list_domains()?.into_iter().find(|known| known.name == domain.name);
    Ok(found.map_or(domain.id, |known| known.id))
}

/// A URL that native applications may be sent back to. One that is there already is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RedirectUrlSeed {
    /// `ru_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub url: String,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

impl From<RedirectUrl> for RedirectUrlSeed {
    fn from(stored: RedirectUrl) -> Self {
        let RedirectUrl { id, url, created_at, updated_at } = stored;
        Self { id: Some(id), url, created_at: Some(created_at), updated_at: Some(updated_at) }
    }
}

/// Allows the URL unless it is allowed.
pub(super) fn insert_redirect_url(cx: &Context, tx: &mut Tx<'_, '_>, seed: &RedirectUrlSeed) -> Result<(), SeedError> {
    let url = check_url(&seed.url, cx.instance.is_development())
        .map_err(|_| SeedError::Refused(format!("`{}` cannot be a redirect URL", seed.url)))?;
    let created_at = seed.created_at.unwrap_or(cx.now);
    tx.insert_redirect_url(&RedirectUrl {
        id: seed.id.clone().unwrap_or_else(|| cx.new_id("ru")),
        url,
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
    })?;
    Ok(())
}

/// A domain of e-mail addresses that belongs to an organization. One that it has already is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OrganizationDomainSeed {
    /// `orgdmn_…`; made if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The organization, by id or slug.
    pub organization: String,
    /// The host.
    pub name: String,
    /// `manual_invitation`, `automatic_invitation`, `automatic_suggestion` or `enterprise_sso`; the first if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrollment_mode: Option<String>,
    /// The address that showed that the organization receives mail there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation_email_address: Option<String>,
    /// How far that is shown; verified if not given. What would have to be shown next is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<DomainVerification>,
    /// How far it is shown that the organization owns the domain; nobody has tried if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ownership: Option<DomainVerification>,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

impl From<OrganizationDomain> for OrganizationDomainSeed {
    fn from(stored: OrganizationDomain) -> Self {
        // A challenge that is open is made anew by whoever wants to meet it.
        let decided = |shown: DomainVerification| DomainVerification {
            challenge: None,
            prepared_at: None,
            expire_at: None,
            ..shown
        };
        Self {
            id: Some(stored.id),
            organization: stored.organization_id,
            name: stored.name,
            enrollment_mode: Some(stored.enrollment_mode),
            affiliation_email_address: stored.affiliation_email_address,
            affiliation: Some(decided(stored.affiliation)),
            ownership: stored.ownership.map(decided),
            created_at: Some(stored.created_at),
            updated_at: Some(stored.updated_at),
        }
    }
}

/// Gives the domain to its organization unless it has it. Users with addresses there are told when the server runs.
pub(super) fn insert_organization_domain(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    seed: &OrganizationDomainSeed,
) -> Result<String, SeedError> {
    let organization_id = find_organization(tx, &seed.organization)?;
    let name = normalize_host(&seed.name).map_err(|error| SeedError::Refused(format!("`{}` is {error}", seed.name)))?;
    let mode = seed.enrollment_mode.as_deref().unwrap_or(MODES[0]);
    if !MODES.contains(&mode) {
        return Err(SeedError::Refused(format!("`{mode}` is no mode of enrolment; there are {}", MODES.join(", "))));
    }
    let affiliation = seed.affiliation.clone().unwrap_or_else(|| affiliation::by_decree(true));
    for shown in [Some(&affiliation), seed.ownership.as_ref()].into_iter().flatten() {
        if !STATUSES.contains(&shown.status.as_str()) {
            return Err(SeedError::Refused(format!("a domain cannot be `{}`", shown.status)));
        }
    }
    let created_at = seed.created_at.unwrap_or(cx.now);
    let mut domain = OrganizationDomain {
        id: seed.id.clone().unwrap_or_else(|| cx.new_id("orgdmn")),
        organization_id,
        name,
        enrollment_mode: mode.to_owned(),
        created_at,
        updated_at: seed.updated_at.unwrap_or(created_at),
        affiliation_email_address: seed.affiliation_email_address.clone(),
        affiliation,
        ownership: seed.ownership.clone(),
        ..OrganizationDomain::default()
    };
    domain.enrolled_through = enroll::beginning(&domain);
    match tx.insert_organization_domain(&domain)? {
        Held::ByThis => Ok(domain.id),
        Held::ByAnother => Err(SeedError::Refused(format!("another organization has the domain {}", domain.name))),
        Held::Already => {
            let filter = OrganizationDomainFilter {
                organization_id: Some(domain.organization_id),
                names: vec![domain.name],
                ..OrganizationDomainFilter::default()
            };
            let known = tx.list_organization_domains(&filter, (Order::CreatedAt, false), 1, 0)?;
            Ok(known.into_iter().next().map_or(domain.id, |known| known.id))
        }
    }
}
