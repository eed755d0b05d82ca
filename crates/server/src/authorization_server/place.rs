//! Which endpoint of which instance a request is for.

use std::sync::Arc;

use http::header::{HOST, HeaderMap};
use http::request::Parts as RequestHead;

use super::Endpoint;
use super::refusal::Refusal;
use crate::context::Shared;
use crate::error::{ApiResult, kinds};
use crate::instance::Instance;

/// What paths begin with that say the instance themselves.
const PREFIX: &str = "/instances/";

/// Where a request leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    pub(crate) endpoint: Endpoint,
    /// The instance that the path says.
    pub(super) instance_id: Option<&'a str>,
}

/// Where a path leads; `None` for paths of others.
pub(super) fn of(path: &str) -> Option<Place<'_>> {
    if let Some(rest) = path.strip_prefix(PREFIX) {
        let (instance_id, _) = rest.split_once('/')?;
        let endpoint = Endpoint::at(&rest[instance_id.len()..])?;
        return Some(Place { endpoint, instance_id: Some(instance_id) });
    }
    if let Some(endpoint) = Endpoint::at(path) {
        return Some(Place { endpoint, instance_id: None });
    }
    // RFC 8414 puts the name of the document before the path of the issuer.
    let (document, instance_id) = path.split_once(PREFIX)?;
    let endpoint = Endpoint::at(document).filter(|endpoint| *endpoint == Endpoint::ServerMetadata)?;
    Some(Place { endpoint, instance_id: Some(instance_id).filter(|id| !id.contains('/'))?.into() })
}

/// The instance, or that there is none.
pub(super) async fn instance(
    shared: &Arc<Shared>,
    head: &RequestHead,
    place: &Place<'_>,
) -> Result<Arc<Instance>, Refusal> {
    find(shared, head, place).await.map_err(Refusal::api)?.ok_or_else(|| {
        Refusal::api(kinds::RESOURCE_NOT_FOUND.with(
            "No instance is known by this host or path. Its Frontend API has the host that the publishable key spells; \
             `/instances/{instance_id}` before the path says the instance as well.",
        ))
    })
}

async fn find(shared: &Arc<Shared>, head: &RequestHead, place: &Place<'_>) -> ApiResult<Option<Arc<Instance>>> {
    let text = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    if let Some(id) = place.instance_id {
        return shared.instances.find_by_id(&shared.store, &shared.clock, id).await;
    }
    if let Some(key) = text("clerk-secret-key").filter(|key| !key.is_empty()) {
        return shared.instances.find(&shared.store, &shared.clock, key).await.map(Some);
    }
    let forwarded = text("x-forwarded-host").filter(|_| shared.trusted_proxies > 0);
    let host = forwarded.map(str::to_owned).or_else(|| host(&head.headers, head.uri.authority()));
    match host {
        Some(host) => shared.instances.find_by_host(&shared.store, &shared.clock, &host.to_ascii_lowercase()).await,
        None => Ok(None),
    }
}

/// The host that was asked; HTTP/2 says it in the target.
fn host(headers: &HeaderMap, authority: Option<&http::uri::Authority>) -> Option<String> {
    let named = headers.get(HOST).and_then(|value| value.to_str().ok()).map(str::to_owned);
    authority.map(|authority| authority.as_str().to_owned()).or(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_an_endpoint_and_perhaps_to_an_instance() {
        for (path, endpoint, instance_id) in [
            ("/oauth/token", Endpoint::Token, None),
            ("/instances/ins_1/oauth/token", Endpoint::Token, Some("ins_1")),
            ("/instances/ins_1/.well-known/openid-configuration", Endpoint::OpenidConfiguration, Some("ins_1")),
            ("/.well-known/oauth-authorization-server", Endpoint::ServerMetadata, None),
            ("/.well-known/oauth-authorization-server/instances/ins_1", Endpoint::ServerMetadata, Some("ins_1")),
        ] {
            assert_eq!(of(path), Some(Place { endpoint, instance_id }), "{path}");
        }
        for path in [
            "/oauth_applications",
            "/oauth/token/",
            "/v1/oauth/token",
            "/instances/ins_1",
            "/instances/ins_1/users",
            "/oauth/token/instances/ins_1",
            "/.well-known/oauth-authorization-server/instances/ins_1/oauth/token",
        ] {
            assert_eq!(of(path), None, "{path}");
        }
    }
}
