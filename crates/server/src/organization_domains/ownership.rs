//! Showing that an organization owns a domain: a TXT record that only the owner can publish. The Frontend API asks
//! for these steps; the Backend API only decrees.

use frontdesk_contract::organization_domains::OrganizationDomain;
use frontdesk_storage::organization_domains::DomainVerification;

use super::access::{get_domain, require_domains};
use super::affiliation::require_unverified;
use super::change::change;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

const STRATEGY: &str = "txt";
/// How long the record can be waited for, in milliseconds: name servers may take days.
const LIFETIME: i64 = 7 * 24 * 3600 * 1000;
/// How long the same question is not asked again, in milliseconds.
const PAUSE: i64 = 1000;

/// The record that has to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TxtRecord {
    /// The full name of the record.
    pub name: String,
    /// Its text.
    pub value: String,
}

/// The name of the record for a domain of that name.
fn record_name(domain: &str) -> String {
    format!("_clerk-domain-verification.{domain}")
}

/// Makes a new challenge and tells what to publish; a former one is worth nothing any more.
///
/// # Errors
///
/// There is no such domain, or ownership is shown already.
pub async fn prepare_ownership(
    cx: Context,
    organization_id: &str,
    domain_id: &str,
) -> ApiResult<(OrganizationDomain, TxtRecord)> {
    let value = format!("clerk-domain-verification={}", cx.shared.ids.base62(32));
    let text = value.clone();
    let shown = change(&cx, organization_id, domain_id, move |cx, domain| {
        require_domains(cx)?;
        if let Some(ownership) = &domain.ownership {
            require_unverified(ownership, &domain.id)?;
        }
        domain.ownership = Some(DomainVerification {
            status: "unverified".to_owned(),
            strategy: STRATEGY.to_owned(),
            attempts: Some(0),
            expire_at: Some(cx.now + LIFETIME),
            verified_at: None,
            prepared_at: None,
            challenge: Some(text.clone()),
        });
        Ok(())
    })
    .await?;
    let name = record_name(&shown.name);
    Ok((shown, TxtRecord { name, value }))
}

/// Looks whether the record is published. That it is not is no error: the answer tells.
///
/// # Errors
///
/// There is no such domain, no challenge was made, ownership is shown already, another organization has verified the
/// domain, or no name server can be asked.
pub async fn attempt_ownership(cx: Context, organization_id: &str, domain_id: &str) -> ApiResult<OrganizationDomain> {
    let (inner, organization, id) = (cx.clone(), organization_id.to_owned(), domain_id.to_owned());
    let domain = cx
        .read(move |tx| {
            require_domains(&inner)?;
            Ok(get_domain(&inner, tx, &organization, &id)?.1)
        })
        .await?;
    let missing = || {
        kinds::VERIFICATION_MISSING
            .with(format!("No record was asked for of the domain {domain_id}. Have a challenge made first."))
    };
    let ownership = domain.ownership.clone().ok_or_else(missing)?;
    require_unverified(&ownership, &domain.id)?;
    let challenge = ownership.challenge.clone().ok_or_else(missing)?;
    let asked_lately = ownership.prepared_at.is_some_and(|asked_at| cx.now - asked_at < PAUSE);
    if ownership.status_at(cx.now) != "unverified" || asked_lately {
        return change(&cx, organization_id, domain_id, |_, _| Ok(())).await;
    }
    // Slow, and needs no row.
    let texts = cx.shared.dns.texts(&record_name(&domain.name)).await.map_err(|error| {
        tracing::warn!(%error, domain = domain.name, "a record could not be looked up");
        kinds::SERVICE_UNAVAILABLE
            .with(format!("Whether {} is published could not be found out: {error}.", record_name(&domain.name)))
            .retry_after(5)
    })?;
    let is_published = texts.iter().any(|text| text.trim() == challenge);
    change(&cx, organization_id, domain_id, move |cx, domain| {
        // Somebody may have made another challenge, or decreed, meanwhile.
        let current = domain.ownership.as_mut().filter(|now| now.challenge.as_deref() == Some(&challenge));
        let Some(ownership) = current else { return Ok(()) };
        ownership.prepared_at = Some(cx.now);
        if is_published {
            "verified".clone_into(&mut ownership.status);
            (ownership.verified_at, ownership.expire_at, ownership.challenge) = (Some(cx.now), None, None);
        } else {
            ownership.attempts = Some(ownership.attempts.unwrap_or_default() + 1);
        }
        Ok(())
    })
    .await
}
