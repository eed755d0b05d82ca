//! Whether an instance has domains of organizations, and which modes they may be in.

use frontdesk_storage::Tx;
use frontdesk_storage::organization_domains::OrganizationDomain;
use frontdesk_storage::organizations::Organization;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::organizations::access::get_organization;

/// The mode of a domain unless a request says otherwise.
pub(super) const DEFAULT_MODE: &str = "manual_invitation";

/// Every mode that a domain can be in.
pub(crate) const MODES: &[&str] = &[DEFAULT_MODE, "automatic_invitation", "automatic_suggestion", "enterprise_sso"];

/// Refuses to change anything where domains are switched off.
pub(super) fn require_domains(cx: &Context) -> ApiResult<()> {
    if cx.settings().organization_domains.enabled {
        return Ok(());
    }
    Err(kinds::ORGANIZATION_DOMAINS_NOT_ENABLED.with(
        "Domains of organizations are switched off in this instance. Switch them on by \
         PATCH /instance/organization_settings with domains_enabled.",
    ))
}

/// Refuses what is no mode, and a mode that the instance does not have. What offers nothing by itself needs no
/// switch.
pub(super) fn check_mode(cx: &Context, mode: &str) -> ApiResult<()> {
    if !MODES.contains(&mode) {
        return Err(kinds::FORM_PARAM_VALUE_INVALID
            .param("enrollment_mode", format!("`{mode}` is no mode; there are {}.", MODES.join(", "))));
    }
    let needs_switch = mode.starts_with("automatic_");
    if needs_switch && !cx.settings().organization_domains.enrollment_modes.iter().any(|enabled| enabled == mode) {
        return Err(kinds::ORGANIZATION_DOMAIN_ENROLLMENT_MODE_NOT_ENABLED.with(format!(
            "The mode {mode} is switched off in this instance. Add it to domains_enrollment_modes by \
             PATCH /instance/organization_settings."
        )));
    }
    Ok(())
}

/// The domain of an organization, or the refusal; both rows are locked when writing.
pub(super) fn get_domain(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    organization_id: &str,
    domain_id: &str,
) -> ApiResult<(Organization, OrganizationDomain)> {
    let organization = get_organization(cx, tx, organization_id)?;
    let domain = tx.find_organization_domain(domain_id)?.filter(|domain| domain.organization_id == organization.id);
    let domain = domain.ok_or_else(|| {
        kinds::RESOURCE_NOT_FOUND
            .with(format!("The organization {} has no domain with the id {domain_id}.", organization.id))
    })?;
    Ok((organization, domain))
}

/// That another organization has the name verified.
pub(super) fn held_by_another(name: &str) -> ApiError {
    kinds::ORGANIZATION_DOMAIN_ALREADY_EXISTS
        .param("name", format!("Another organization of this instance has the domain {name} verified."))
}
