use frontdesk_contract::Page;
use frontdesk_contract::organization_domains::{ListAllOrganizationDomains, OrganizationDomain};
use frontdesk_storage::organization_domains::{OrganizationDomainFilter, OrganizationDomainOrder};
use frontdesk_storage::{Signed, Tx};

use super::list_organization_domains::read_verified;
use super::present::page;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::order::parse_order;
use crate::organizations::access::require_enabled;

/// How many names one request may ask for.
const MOST_NAMES: usize = 100;

pub(crate) fn list_all_organization_domains(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ListAllOrganizationDomains,
) -> ApiResult<Page<OrganizationDomain>> {
    require_enabled(cx)?;
    let order =
        parse_order(request.order_by.as_deref(), "-created_at", "created_at, name", OrganizationDomainOrder::parse)?;
    if request.domains.len() > MOST_NAMES {
        return Err(kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED
            .param("domains", format!("`domains` may be given {MOST_NAMES} times.")));
    }
    let modes: Vec<String> = request.enrollment_mode.iter().map(|mode| mode.as_str().to_owned()).collect();
    let mut filter = OrganizationDomainFilter {
        organization_id: request.organization_id.clone().filter(|id| !id.is_empty()),
        verified: read_verified(request.verified.as_deref())?,
        enrollment_modes: Signed::parse(&modes),
        names: request.domains.iter().map(|name| name.trim().to_lowercase()).collect(),
        query: None,
    };
    if let Some(query) = request.query.as_deref() {
        let query = query.trim();
        if query.is_empty() {
            return Err(kinds::FORM_PARAM_VALUE_INVALID
                .param("query", "`query` is empty. Leave it out, or send a part of a name or an organization's id."));
        }
        if !query.starts_with("org_") {
            filter.query = Some(query.to_lowercase());
        } else if filter.organization_id.as_deref().is_some_and(|id| id != query) {
            // Both have to hold, and cannot.
            return Ok(Page { data: Vec::new(), total_count: 0 });
        } else {
            filter.organization_id = Some(query.to_owned());
        }
    }
    page(cx, tx, &filter, order, (request.limit, request.offset))
}
