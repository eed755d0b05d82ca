//! From what is stored of a domain to what the API shows of one.

use std::collections::HashMap;

use frontdesk_contract::organization_domains::{OrganizationDomain, OrganizationDomainVerification};
use frontdesk_contract::{Maybe, Page};
use frontdesk_storage::Tx;
use frontdesk_storage::organization_domains::{
    DomainVerification, OrganizationDomain as Stored, OrganizationDomainFilter, OrganizationDomainOrder,
};
use frontdesk_storage::organizations::Organization;

use crate::context::Context;
use crate::error::ApiResult;
use crate::organization_invitations::present::public_organization_data;

/// The domain as the newest version shows it.
pub(super) fn present_domain(cx: &Context, domain: Stored, organization: Option<&Organization>) -> OrganizationDomain {
    let affiliation = present_verification(cx, domain.affiliation);
    OrganizationDomain {
        object: "organization_domain".into(),
        id: domain.id,
        organization_id: domain.organization_id,
        name: domain.name,
        enrollment_mode: domain.enrollment_mode.as_str().into(),
        affiliation_email_address: domain.affiliation_email_address,
        verification: Some(affiliation.clone()),
        affiliation_verification: Some(affiliation),
        ownership_verification: domain.ownership.map(|ownership| present_verification(cx, ownership)),
        total_pending_invitations: domain.pending_invitations,
        total_pending_suggestions: domain.pending_suggestions,
        public_organization_data: organization
            .map_or(Maybe::Null, |organization| Maybe::Value(public_organization_data(cx, organization))),
        created_at: domain.created_at,
        updated_at: domain.updated_at,
    }
}

fn present_verification(cx: &Context, verification: DomainVerification) -> OrganizationDomainVerification {
    OrganizationDomainVerification {
        status: verification.status_at(cx.now).to_owned(),
        strategy: verification.strategy,
        attempts: verification.attempts,
        expire_at: verification.expire_at,
        verified_at: verification.verified_at,
    }
}

/// A page of domains with their organizations, read in one query.
pub(super) fn page(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    filter: &OrganizationDomainFilter,
    order: (OrganizationDomainOrder, bool),
    (limit, offset): (Option<i64>, Option<i64>),
) -> ApiResult<Page<OrganizationDomain>> {
    let domains = tx.list_organization_domains(filter, order, limit.unwrap_or(10), offset.unwrap_or(0))?;
    let mut ids: Vec<String> = domains.iter().map(|domain| domain.organization_id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    let organizations = tx.find_organizations(&ids)?;
    let organizations: HashMap<&str, &Organization> =
        organizations.iter().map(|organization| (organization.id.as_str(), organization)).collect();
    let present = |domain: Stored| {
        let organization = organizations.get(domain.organization_id.as_str()).copied();
        present_domain(cx, domain, organization)
    };
    let total_count = tx.count_organization_domains(filter)?;
    Ok(Page { data: domains.into_iter().map(present).collect(), total_count })
}
