//! From what is stored of a domain to what the API shows of one.

use frontdesk_contract::Maybe;
use frontdesk_contract::domains::{CNameTarget, Domain};
use frontdesk_storage::domains::Domain as Stored;
use frontdesk_tokens::issuer;
use url::{Host, Url};

use crate::context::Context;

/// The host of the Frontend API of a domain in production.
pub(crate) fn frontend_api_host(name: &str) -> String {
    format!("clerk.{name}")
}

/// The domain as every version shows it; `frontend_api` is the host that the publishable key spells.
pub(super) fn present_domain(cx: &Context, frontend_api: &str, domain: Stored) -> Domain {
    let is_development = cx.instance.is_development();
    let name = domain.name.as_str();
    let frontend_api_url =
        if domain.is_satellite && !is_development { issuer(&frontend_api_host(name)) } else { issuer(frontend_api) };
    let accounts_portal_url = if domain.is_satellite {
        Maybe::Null
    } else if is_development {
        Maybe::Value(issuer(&frontend_api.replace(".clerk.accounts.dev", ".accounts.dev")))
    } else {
        Maybe::Value(issuer(&format!("accounts.{name}")))
    };
    Domain {
        object: "domain".into(),
        cname_targets: Maybe::Value(if is_development { Vec::new() } else { cname_targets(cx, &domain) }),
        development_origin: cx.settings().front_end.development_origin.clone().unwrap_or_default(),
        accounts_portal_url,
        frontend_api_url,
        proxy_url: domain.proxy_url.map_or(Maybe::Null, Maybe::Value),
        is_satellite: domain.is_satellite,
        id: domain.id,
        name: domain.name,
    }
}

/// The records that lead to this server. One that is reached by an address has no name to point to.
fn cname_targets(cx: &Context, domain: &Stored) -> Vec<CNameTarget> {
    let url = Url::parse(&cx.shared.public_url).ok();
    let Some(value) = url.as_ref().and_then(Url::host).and_then(|host| match host {
        Host::Domain(name) => Some(name.to_owned()),
        _ => None,
    }) else {
        return Vec::new();
    };
    // Behind a proxy, nobody needs the name of the Frontend API.
    let frontend_api = (frontend_api_host(&domain.name), domain.proxy_url.is_none());
    let accounts = (!domain.is_satellite).then(|| (format!("accounts.{}", domain.name), true));
    let hosts = std::iter::once(frontend_api).chain(accounts);
    hosts.map(|(host, required)| CNameTarget { host, value: value.clone(), required }).collect()
}
