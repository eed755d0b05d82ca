use frontdesk_contract::organization_domains::{OrganizationDomain, UpdateOrganizationDomain};

use super::access::{check_mode, require_domains};
use super::affiliation;
use super::change::change;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn update_organization_domain(
    cx: Context,
    request: UpdateOrganizationDomain,
) -> ApiResult<OrganizationDomain> {
    let UpdateOrganizationDomain { organization_id, domain_id, body } = request;
    change(&cx, &organization_id, &domain_id, move |cx, domain| {
        require_domains(cx)?;
        if let Some(mode) = body.enrollment_mode.value()
            && *mode != domain.enrollment_mode
        {
            check_mode(cx, mode)?;
            domain.enrollment_mode.clone_from(mode);
        }
        match body.verified.value() {
            Some(true) if !domain.is_verified() => domain.affiliation = affiliation::by_decree(true),
            Some(false) if domain.is_verified() => {
                domain.affiliation = affiliation::by_decree(false);
                (domain.affiliation_email_address, domain.ownership) = (None, None);
            }
            _ => {}
        }
        Ok(())
    })
    .await
}
