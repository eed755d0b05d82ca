//! Changing a domain, and what follows for those it offered something to.

use frontdesk_contract::organization_domains::OrganizationDomain;
use frontdesk_storage::Tx;
use frontdesk_storage::organization_domains::OrganizationDomain as Stored;
use frontdesk_storage::organizations::Organization;

use super::access::{get_domain, held_by_another};
use super::enroll;
use super::present::present_domain;
use crate::context::Context;
use crate::error::ApiResult;
use crate::events;

/// Changes a domain in one unit of work, brings its offers to all users, and answers it as it is then.
pub(super) async fn change(
    cx: &Context,
    organization_id: &str,
    domain_id: &str,
    change: impl Fn(&Context, &mut Stored) -> ApiResult<()> + Send + 'static,
) -> ApiResult<OrganizationDomain> {
    let (inner, organization_id, domain_id) = (cx.clone(), organization_id.to_owned(), domain_id.to_owned());
    let changed = cx
        .write(move |tx| {
            let (organization, before) = get_domain(&inner, tx, &organization_id, &domain_id)?;
            let mut domain = before.clone();
            change(&inner, &mut domain)?;
            let domain = save(&inner, tx, &before, domain)?;
            if domain != before {
                let shown = present_domain(&inner, domain.clone(), Some(&organization));
                events::record(&inner, tx, "organizationDomain.updated", &shown.id, &shown)?;
            }
            Ok((organization, domain))
        })
        .await?;
    settle(cx, changed).await
}

/// Writes a changed domain over `before` and gives it as it is stored now. Without a difference nothing is written.
fn save(cx: &Context, tx: &mut Tx<'_, '_>, before: &Stored, mut domain: Stored) -> ApiResult<Stored> {
    if domain == *before {
        return Ok(domain);
    }
    domain.updated_at = cx.now;
    if before.offer() != domain.offer() {
        if before.offer().is_some() {
            tx.delete_pending_enrollments_of_domain(&domain.id)?;
            (domain.pending_invitations, domain.pending_suggestions) = (0, 0);
        }
        domain.enrolled_through = enroll::beginning(&domain);
    }
    if tx.update_organization_domain(&domain)? { Ok(domain) } else { Err(held_by_another(&domain.name)) }
}

/// Brings what a domain offers to the users who were there before, and answers the domain.
pub(super) async fn settle(
    cx: &Context,
    (organization, mut domain): (Organization, Stored),
) -> ApiResult<OrganizationDomain> {
    if domain.enrolled_through.is_some() {
        enroll::reach_everybody(&cx.shared, &cx.instance.id, &domain).await?;
        let id = domain.id.clone();
        // It may be gone again.
        if let Some(now) = cx.read(move |tx| Ok(tx.find_organization_domain(&id)?)).await? {
            domain = now;
        }
    }
    Ok(present_domain(cx, domain, Some(&organization)))
}
