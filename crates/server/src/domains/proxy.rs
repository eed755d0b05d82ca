//! Proxies in front of the Frontend API: what may be one, and whether one works.

use serde_json::Value;
use url::Url;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::outbound::Reach;

/// The longest URL of a proxy, in bytes.
const MAX_LENGTH: usize = 2000;

/// The URL of a proxy as it is stored, without a slash at the end.
pub(crate) fn read_proxy_url(cx: &Context, text: &str) -> ApiResult<Url> {
    let text = text.trim();
    let invalid = |reason: &str| {
        kinds::FORM_PARAM_FORMAT_INVALID
            .param("proxy_url", format!("`{text}` {reason}. Send a full URL such as https://example.com/__clerk."))
    };
    if text.len() > MAX_LENGTH {
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED
            .param("proxy_url", format!("The URL takes {} bytes; it may take {MAX_LENGTH}.", text.len())));
    }
    let url = Url::parse(text.trim_end_matches('/')).map_err(|_| invalid("is not a URL"))?;
    let is_fitting = url.scheme() == "https" || (url.scheme() == "http" && cx.instance.is_development());
    if !is_fitting {
        return Err(invalid("does not begin with https"));
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("has more than a host and a path"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(invalid("names no host"));
    }
    Ok(url)
}

/// The URL as it is stored and shown.
pub(crate) fn proxy_text(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}

/// Whether the Frontend API answers through the proxy: one that says of the domain that all is well. What an instance
/// may reach depends on its kind, since whoever asks chooses the address.
pub(crate) async fn works(cx: &Context, proxy_url: &Url, domain_id: &str) -> bool {
    let mut url = proxy_url.clone();
    url.set_path(&format!("{}/v1/proxy-health", url.path().trim_end_matches('/')));
    url.query_pairs_mut().append_pair("domain_id", domain_id);
    let reach = if cx.instance.is_development() { Reach::Development } else { Reach::Public };
    match cx.shared.outbound.get(url, reach).await {
        Ok(answer) => {
            let body: Option<Value> = serde_json::from_slice(&answer.body).ok();
            answer.status == 200 && body.is_some_and(|body| body["status"] == "healthy")
        }
        Err(error) => {
            // Whoever asked learns only that it does not work: the reason would tell what can be reached from here.
            tracing::info!(%error, domain_id, "a proxy does not work");
            false
        }
    }
}

/// That the Frontend API cannot be reached through the proxy.
pub(crate) fn does_not_work(proxy_url: &Url) -> ApiError {
    kinds::INVALID_PROXY_CONFIGURATION.param(
        "proxy_url",
        format!(
            "The Frontend API does not answer through {proxy_url}: {proxy_url}/v1/proxy-health has to lead to \
             /v1/proxy-health there, with the headers Clerk-Proxy-Url, Clerk-Secret-Key and X-Forwarded-For."
        ),
    )
}

/// Refuses a proxy where there is none to have.
pub(crate) fn require_production(cx: &Context) -> ApiResult<()> {
    if cx.instance.is_development() {
        return Err(kinds::DOMAIN_UPDATE_FORBIDDEN
            .with("Only a production instance can have a proxy; this one is for development."));
    }
    Ok(())
}
