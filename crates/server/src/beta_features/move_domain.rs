//! The move of a production instance to another domain.

use frontdesk_contract::beta_features::ProductionInstanceDomainBody;
use frontdesk_identifiers::{HomeDomainProblem, home_domain};
use frontdesk_storage::Tx;
use frontdesk_storage::domains::Domain;
use url::{Host, Url};

use crate::context::Context;
use crate::domains::present::frontend_api_host;
use crate::error::{ApiError, ApiResult, kinds};

/// How many sessions end in one unit of work, so that nobody waits long for the writer.
const SESSIONS_AT_ONCE: i64 = 1000;

/// Moves the instance, and ends every session that was there before: their tokens name the former domain. Repeating the
/// request goes on where one that was interrupted has ended.
pub(super) async fn move_domain(cx: Context, body: ProductionInstanceDomainBody) -> ApiResult<()> {
    if cx.instance.is_development() {
        return Err(kinds::DOMAIN_UPDATE_FORBIDDEN.with("Only production instances have a domain to move from."));
    }
    let Some(home_url) = body.home_url.filter(|url| !url.trim().is_empty()) else { return Ok(()) };
    let is_secondary = body.is_secondary == Some(true);
    let domain = domain(&home_url, is_secondary)?;
    let refusal = kinds::HOME_URL_TAKEN
        .param("home_url", format!("Another production instance of this server lives on {domain}."));
    let now = cx.now;
    cx.write(move |tx| if claim(tx, &domain, is_secondary, now)? { Ok(()) } else { Err(refusal.clone()) }).await?;
    cx.shared.forget_instances();
    let mut after = String::new();
    loop {
        let from = after.clone();
        match cx.write(move |tx| Ok(tx.revoke_sessions_after(&from, SESSIONS_AT_ONCE, now)?)).await? {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// Gives the domain to the instance, as its primary one. `false` when another instance, or a satellite, has it.
fn claim(tx: &mut Tx<'_, '_>, name: &str, is_secondary: bool, now: i64) -> ApiResult<bool> {
    if !tx.move_to_domain(name, &frontend_api_host(name))? {
        return Ok(false);
    }
    let Some(before) = tx.find_primary_domain()? else { return Ok(true) };
    let domain = Domain { name: name.to_owned(), is_secondary, updated_at: now, ..before.clone() };
    if domain.name == before.name && domain.is_secondary == before.is_secondary {
        return Ok(true);
    }
    Ok(tx.update_domain(&domain)?)
}

/// The domain that the application at that address has.
fn domain(home_url: &str, is_secondary: bool) -> ApiResult<String> {
    let refuse = |sentence: String| kinds::FORM_PARAM_FORMAT_INVALID.param("home_url", sentence);
    let text = home_url.trim();
    let text = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.port().is_none());
    let Some(Host::Domain(host)) = url.as_ref().and_then(Url::host) else {
        return Err(refuse(
            "`home_url` must be the address of a website, such as `https://www.example.com`.".to_owned(),
        ));
    };
    home_domain(host, is_secondary).map_err(|problem| refuse_domain(&problem))
}

fn refuse_domain(problem: &HomeDomainProblem) -> ApiError {
    let kind = match problem {
        HomeDomainProblem::NotRegistrable(_) => kinds::FORM_PARAM_FORMAT_INVALID,
        HomeDomainProblem::KnownHosting(_) => kinds::KNOWN_HOSTING_DOMAIN,
        HomeDomainProblem::Reserved(_) => kinds::RESERVED_DOMAIN,
        HomeDomainProblem::ReservedSubdomain(_) => kinds::RESERVED_SUBDOMAIN,
    };
    kind.param("home_url", format!("`home_url`: {problem}."))
}
