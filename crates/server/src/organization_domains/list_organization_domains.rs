use frontdesk_contract::Page;
use frontdesk_contract::organization_domains::{ListOrganizationDomains, OrganizationDomain};
use frontdesk_storage::organization_domains::{OrganizationDomainFilter, OrganizationDomainOrder};
use frontdesk_storage::{Signed, Tx};

use super::access::MODES;
use super::present::page;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::organizations::access::get_organization;

pub(crate) fn list_organization_domains(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListOrganizationDomains,
) -> ApiResult<Page<OrganizationDomain>> {
    let organization = get_organization(cx, tx, &request.organization_id)?;
    let filter = OrganizationDomainFilter {
        organization_id: Some(organization.id),
        verified: read_verified(request.verified.as_deref())?,
        enrollment_modes: read_modes(&request.enrollment_mode)?,
        ..OrganizationDomainFilter::default()
    };
    let order = (OrganizationDomainOrder::CreatedAt, true);
    page(cx, tx, &filter, order, (request.limit, request.offset))
}

/// Whether to keep verified domains or the others. SDKs may send an empty text for no filter.
pub(super) fn read_verified(text: Option<&str>) -> ApiResult<Option<bool>> {
    match text {
        None | Some("") => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(text) => Err(kinds::FORM_PARAM_VALUE_INVALID
            .param("verified", format!("`{text}` is neither true nor false, the states to keep."))),
    }
}

/// Modes, each perhaps with a sign before it; some SDKs repeat the parameter, others put commas in between.
fn read_modes(texts: &[String]) -> ApiResult<Signed> {
    let values = texts.iter().flat_map(|text| text.split(','));
    let values: Vec<String> = values.filter(|value| !value.is_empty()).map(str::to_owned).collect();
    let modes = Signed::parse(&values);
    match modes.include.iter().chain(&modes.exclude).find(|mode| !MODES.contains(&mode.as_str())) {
        None => Ok(modes),
        Some(mode) => Err(kinds::FORM_PARAM_VALUE_INVALID
            .param("enrollment_mode", format!("`{mode}` is no mode; there are {}.", MODES.join(", ")))),
    }
}
