use frontdesk_contract::organization_domains::{OrganizationDomain, VerifyOrganizationDomainOwnership};
use frontdesk_storage::organization_domains::DomainVerification;

use super::access::require_domains;
use super::change::change;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn verify_organization_domain_ownership(
    cx: Context,
    request: VerifyOrganizationDomainOwnership,
) -> ApiResult<OrganizationDomain> {
    change(&cx, &request.organization_id, &request.domain_id, |cx, domain| {
        require_domains(cx)?;
        if !domain.ownership.as_ref().is_some_and(DomainVerification::is_verified) {
            domain.ownership = Some(DomainVerification {
                status: "verified".to_owned(),
                strategy: "manual_override".to_owned(),
                verified_at: Some(cx.now),
                ..DomainVerification::default()
            });
        }
        Ok(())
    })
    .await
}
