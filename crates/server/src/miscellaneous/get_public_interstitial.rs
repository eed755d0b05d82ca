use std::sync::Arc;

use frontdesk_contract::miscellaneous::GetPublicInterstitial;
use frontdesk_tokens::{PublishableKey, issuer};
use url::Url;

use crate::context::Shared;
use crate::error::{ApiError, ApiResult, kinds};
use crate::html::escape;
use crate::instance::Instance;

/// Where a Frontend API has the script, under its own origin.
const SCRIPT: &str = "npm/@clerk/clerk-js@5/dist/clerk.browser.js";

/// What the page does: it reads its settings from itself, so that no request can write into a script.
const PROGRAM: &str = "const page = document.currentScript.dataset;\
    const start = () => window.Clerk.load({\
      isSatellite: Boolean(page.domain), domain: page.domain, proxyUrl: page.proxyUrl, signInUrl: page.signInUrl,\
    }).then(() => window.location.reload());\
    document.getElementById('clerk').addEventListener('load', start);";

pub(crate) async fn get_public_interstitial(
    _: Arc<Shared>,
    _: Option<Arc<Instance>>,
    request: GetPublicInterstitial,
) -> ApiResult<String> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let key = given(&request.publishable_key);
    let named = given(&request.frontend_api).or_else(|| given(&request.frontend_api_in_camel_case));
    let frontend_api = match (&key, named) {
        (Some(key), _) => {
            let key: PublishableKey = key.parse().map_err(|error| {
                kinds::MALFORMED_PUBLISHABLE_KEY
                    .with(format!("`publishable_key` cannot be used: {error}. Use the one that the server printed."))
            })?;
            key.frontend_api_host
        }
        (None, Some(host)) => host,
        (None, None) => {
            return Err(kinds::MISSING_QUERY_PARAMETER
                .with("Either `publishable_key` or `frontend_api` has to say which instance the page is for."));
        }
    };
    let domain = given(&request.domain);
    let proxy_url = given(&request.proxy_url);
    let source = match (&proxy_url, &domain) {
        (Some(url), _) => url.trim_end_matches('/').to_owned(),
        (None, Some(domain)) if request.use_domain_for_script == Some(true) => issuer(&format!("clerk.{domain}")),
        _ => issuer(&frontend_api),
    };
    for (name, value) in [("proxy_url", &proxy_url), ("sign_in_url", &given(&request.sign_in_url))] {
        // A path of the application is fine for signing in.
        if let Some(value) = value
            && !(name == "sign_in_url" && value.starts_with('/'))
        {
            require_web_address(name, value)?;
        }
    }
    require_web_address(if proxy_url.is_some() { "proxy_url" } else { "frontend_api" }, &source)?;
    let mut settings = String::new();
    for (name, value) in [("domain", domain), ("proxy-url", proxy_url), ("sign-in-url", given(&request.sign_in_url))] {
        if let Some(value) = value {
            settings.push_str(&format!(" data-{name}=\"{}\"", escape(&value)));
        }
    }
    let identity = match key {
        Some(key) => format!("data-clerk-publishable-key=\"{}\"", escape(&key)),
        None => format!("data-clerk-frontend-api=\"{}\"", escape(&frontend_api)),
    };
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Signing in</title>\n\
         <script id=\"clerk\" async crossorigin=\"anonymous\" data-clerk-is-interstitial=\"true\" {identity} \
         src=\"{}\"></script>\n<script{settings}>{PROGRAM}</script>\n</head>\n<body></body>\n</html>\n",
        escape(&format!("{source}/{SCRIPT}"))
    ))
}

/// Refuses what a browser would not load a page from, such as a script in place of an address.
fn require_web_address(name: &str, text: &str) -> ApiResult<()> {
    let invalid = || -> ApiError {
        kinds::INVALID_QUERY_PARAMETER_VALUE.param(name, format!("`{name}` leads to no address of the web."))
    };
    let url = Url::parse(text).map_err(|_| invalid())?;
    // What a browser would take for a host in a pinch is no name that anybody has.
    let host = url.host_str().unwrap_or_default();
    let is_host = host.chars().all(|character| character.is_ascii_alphanumeric() || ".-[]:_".contains(character));
    let is_plain = is_host && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let fits = matches!(url.scheme(), "https" | "http") && (is_plain || name == "sign_in_url");
    if fits { Ok(()) } else { Err(invalid()) }
}
