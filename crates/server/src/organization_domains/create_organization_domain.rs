use frontdesk_contract::organization_domains::{CreateOrganizationDomain, OrganizationDomain};
use frontdesk_identifiers::{is_disposable_email_host, is_public_email_host, normalize_host};
use frontdesk_storage::organization_domains::{Held, OrganizationDomain as Stored};

use super::access::{DEFAULT_MODE, check_mode, held_by_another, require_domains};
use super::affiliation;
use super::change::settle;
use super::enroll;
use super::present::present_domain;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::events;
use crate::organizations::access::get_organization;

pub(crate) async fn create_organization_domain(
    cx: Context,
    request: CreateOrganizationDomain,
) -> ApiResult<OrganizationDomain> {
    let inner = cx.clone();
    let made = cx
        .write(move |tx| {
            let cx = &inner;
            let organization = get_organization(cx, tx, &request.organization_id)?;
            require_domains(cx)?;
            let name = read_name(request.body.name.as_deref())?;
            let mode = request.body.enrollment_mode.as_deref().unwrap_or(DEFAULT_MODE);
            check_mode(cx, mode)?;
            let limit = cx.settings().organization_domains.max_allowed;
            if organization.domains_count >= limit {
                return Err(kinds::ORGANIZATION_DOMAIN_QUOTA_EXCEEDED
                    .with(format!("An organization may have {limit} domains, and {} has them.", organization.id)));
            }
            let is_verified = request.body.verified.value() != Some(&false);
            let mut domain = Stored {
                id: cx.new_id("orgdmn"),
                organization_id: organization.id.clone(),
                name,
                enrollment_mode: mode.to_owned(),
                created_at: cx.now,
                updated_at: cx.now,
                affiliation: affiliation::by_decree(is_verified),
                ..Stored::default()
            };
            domain.enrolled_through = enroll::beginning(&domain);
            match tx.insert_organization_domain(&domain)? {
                Held::ByThis => {
                    let shown = present_domain(cx, domain.clone(), Some(&organization));
                    events::record(cx, tx, "organizationDomain.created", &shown.id, &shown)?;
                    Ok((organization, domain))
                }
                Held::ByAnother => Err(held_by_another(&domain.name)),
                Held::Already => Err(kinds::ORGANIZATION_DOMAIN_ALREADY_EXISTS_SAME_ORGANIZATION
                    .param("name", format!("{} has the domain {} already.", organization.id, domain.name))),
            }
        })
        .await?;
    settle(&cx, made).await
}

fn read_name(name: Option<&str>) -> ApiResult<String> {
    let text = name.ok_or_else(|| kinds::FORM_PARAM_MISSING.param("name", "`name` is missing: a domain has one."))?;
    let name = normalize_host(text)
        .map_err(|error| kinds::FORM_PARAM_FORMAT_INVALID.param("name", format!("`{text}` is {error}.")))?;
    if is_public_email_host(&name) {
        return Err(kinds::ORGANIZATION_DOMAIN_COMMON
            .param("name", format!("Anybody can have an address at {name}, so it can belong to no organization.")));
    }
    if is_disposable_email_host(&name) {
        return Err(kinds::ORGANIZATION_DOMAIN_BLOCKED
            .param("name", format!("Addresses at {name} are there to be thrown away.")));
    }
    Ok(name)
}
