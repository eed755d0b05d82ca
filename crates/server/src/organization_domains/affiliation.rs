//! Showing that an organization receives mail at a domain: a code is sent to an address there. The Frontend API
//! asks for these steps; the Backend API only decrees.

use frontdesk_contract::organization_domains::OrganizationDomain;
use frontdesk_credentials::one_time_code;
use frontdesk_identifiers::{is_test_email, normalize_email};
use frontdesk_storage::organization_domains::{DomainVerification, OrganizationDomain as Stored};

use super::access::require_domains;
use super::change::change;
use crate::context::Context;
use crate::delivery::Message;
use crate::error::{ApiError, ApiResult, kinds};
use crate::identifications::code_key;

const STRATEGY: &str = "affiliation_email_code";
/// How long a code works, in milliseconds.
const LIFETIME: i64 = 10 * 60 * 1000;
/// How long nobody is sent another code, in milliseconds.
const PAUSE: i64 = 30 * 1000;
/// Wrong codes after which the right one does not count any more.
const MAX_ATTEMPTS: i64 = 3;

/// What is known without a code.
pub(crate) fn by_decree(is_verified: bool) -> DomainVerification {
    DomainVerification {
        status: if is_verified { "verified" } else { "unverified" }.to_owned(),
        strategy: STRATEGY.to_owned(),
        ..DomainVerification::default()
    }
}

/// Sends a code to an address at the domain.
///
/// # Errors
///
/// There is no such domain, it is verified already, the address is at another one, or a code was sent a moment ago.
pub async fn prepare_affiliation(
    cx: Context,
    organization_id: &str,
    domain_id: &str,
    email_address: &str,
) -> ApiResult<OrganizationDomain> {
    let address = normalize_email(email_address).map_err(|error| {
        kinds::FORM_PARAM_FORMAT_INVALID.param("affiliation_email_address", format!("`{email_address}` is {error}."))
    })?;
    let is_test = cx.settings().test_mode && is_test_email(&address);
    let code = if is_test { one_time_code::TEST_CODE.to_owned() } else { one_time_code::generate() };
    let (to, sent) = (address.clone(), code.clone());
    let shown = change(&cx, organization_id, domain_id, move |cx, domain| {
        require_domains(cx)?;
        start(cx, domain, &to, &sent)
    })
    .await?;
    cx.deliver((!is_test).then_some(Message::EmailCode { to: address, code }));
    Ok(shown)
}

fn start(cx: &Context, domain: &mut Stored, address: &str, code: &str) -> ApiResult<()> {
    if !address.rsplit_once('@').is_some_and(|(_, host)| host == domain.name) {
        return Err(kinds::ORGANIZATION_DOMAIN_MISMATCH
            .param("affiliation_email_address", format!("The address {address} is not one at {}.", domain.name)));
    }
    require_unverified(&domain.affiliation, &domain.id)?;
    let wait = domain.affiliation.prepared_at.map_or(0, |prepared_at| prepared_at + PAUSE - cx.now);
    if wait > 0 {
        let seconds = u64::try_from(wait).unwrap_or_default().div_ceil(1000);
        return Err(kinds::VERIFICATION_CODE_TOO_MANY_REQUESTS
            .with(format!("A code was sent for this domain a moment ago. Ask for another one in {seconds} s."))
            .retry_after(seconds));
    }
    domain.affiliation_email_address = Some(address.to_owned());
    domain.affiliation = DomainVerification {
        status: "unverified".to_owned(),
        strategy: STRATEGY.to_owned(),
        attempts: Some(0),
        expire_at: Some(cx.now + LIFETIME),
        verified_at: None,
        prepared_at: Some(cx.now),
        challenge: Some(one_time_code::digest(&code_key(&cx.instance), &purpose(domain, cx.now), code)),
    };
    Ok(())
}

/// Checks a code. A wrong one is no error: the answer tells.
///
/// # Errors
///
/// There is no such domain, no code was sent, it is verified already, or another organization has verified it.
pub async fn attempt_affiliation(
    cx: Context,
    organization_id: &str,
    domain_id: &str,
    code: &str,
) -> ApiResult<OrganizationDomain> {
    let code = code.to_owned();
    change(&cx, organization_id, domain_id, move |cx, domain| {
        require_domains(cx)?;
        check(cx, domain, &code)
    })
    .await
}

fn check(cx: &Context, domain: &mut Stored, code: &str) -> ApiResult<()> {
    require_unverified(&domain.affiliation, &domain.id)?;
    let affiliation = &domain.affiliation;
    let (Some(challenge), Some(prepared_at)) = (&affiliation.challenge, affiliation.prepared_at) else {
        return Err(kinds::VERIFICATION_MISSING
            .with(format!("No code was sent for the domain {}. Have one sent first.", domain.id)));
    };
    let attempts = affiliation.attempts.unwrap_or_default();
    let is_right = || one_time_code::verify(&code_key(&cx.instance), &purpose(domain, prepared_at), code, challenge);
    let (status, attempts) = match affiliation.status_at(cx.now) {
        "unverified" if is_right() => ("verified", attempts),
        "unverified" if attempts + 1 < MAX_ATTEMPTS => ("unverified", attempts + 1),
        "unverified" => ("failed", attempts + 1),
        status => (if status == "failed" { "failed" } else { "expired" }, attempts),
    };
    domain.affiliation.attempts = Some(attempts);
    status.clone_into(&mut domain.affiliation.status);
    if status != "unverified" {
        domain.affiliation.challenge = None;
    }
    Ok(())
}

/// What a code is for, so that its digest is worth nothing elsewhere.
fn purpose(domain: &Stored, prepared_at: i64) -> String {
    format!("{} {prepared_at}", domain.id)
}

/// Refuses to show again what is shown.
pub(super) fn require_unverified(verification: &DomainVerification, domain_id: &str) -> Result<(), ApiError> {
    if verification.is_verified() {
        return Err(kinds::VERIFICATION_ALREADY_VERIFIED.with(format!("This is shown of {domain_id} already.")));
    }
    Ok(())
}
