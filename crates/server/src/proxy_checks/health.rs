//! What the Frontend API answers to a request that came through a proxy: whether the proxy sends along what is
//! needed. It belongs to the Frontend API, so that neither version nor bearer key is asked for.

use std::sync::Arc;

use axum::body::Body;
use http::request::Parts as RequestHead;
use http::{HeaderValue, Response, StatusCode, header};
use serde_json::json;
use url::Url;

use crate::context::Shared;
use crate::error::{ApiError, ApiResult, kinds};

/// Where it is asked for.
pub(crate) const PATH: &str = "/v1/proxy-health";

/// Answers a request.
pub(crate) async fn serve(shared: &Arc<Shared>, head: &RequestHead) -> Response<Body> {
    let (status, body) = match check(shared, head).await {
        Ok(Ok(forwarded_for)) => (200, json!({ "status": "healthy", "x_forwarded_for": forwarded_for }).to_string()),
        Ok(Err(message)) => (503, json!({ "status": "unhealthy", "message": message }).to_string()),
        Err(error) => {
            let body = error.body(&shared.ids.trace_id());
            (error.status(), String::from_utf8_lossy(&body).into_owned())
        }
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// The address that the proxy forwards for, or what is wrong with the proxy.
async fn check(shared: &Arc<Shared>, head: &RequestHead) -> ApiResult<Result<String, &'static str>> {
    let text = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim();
    let query = head.uri.query().unwrap_or_default();
    let domain_id = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "domain_id");
    let Some((_, domain_id)) = domain_id.filter(|(_, id)| !id.is_empty() && !id.contains('\0')) else {
        return Err(missing("domain_id"));
    };
    let key = text("clerk-secret-key");
    if key.is_empty() {
        return Err(kinds::PROXY_REQUEST_MISSING_SECRET_KEY
            .with("The proxy sends no header Clerk-Secret-Key. It has to be the secret key of the instance."));
    }
    let found = shared.instances.find(&shared.store, &shared.clock, key).await;
    let instance = found.map_err(|error| -> ApiError {
        // That the database is away is not the key's fault.
        if error.status() >= 500 {
            error
        } else {
            kinds::PROXY_REQUEST_INVALID_SECRET_KEY.with("The header Clerk-Secret-Key opens no instance here.")
        }
    })?;
    let id = domain_id.into_owned();
    let domain = shared.store.read(Arc::clone(&instance.id), move |tx| -> ApiResult<_> { Ok(tx.find_domain(&id)?) });
    if domain.await?.is_none() {
        return Ok(Err("The instance has no such domain."));
    }
    if Url::parse(text("clerk-proxy-url")).is_err() {
        return Ok(Err("The proxy sends no header Clerk-Proxy-Url with its own URL."));
    }
    let forwarded_for = text("x-forwarded-for");
    if forwarded_for.is_empty() {
        return Ok(Err("The proxy sends no header X-Forwarded-For with the address of the client."));
    }
    Ok(Ok(forwarded_for.chars().take(1000).collect()))
}

fn missing(name: &str) -> ApiError {
    kinds::MISSING_QUERY_PARAMETER.param(name, format!("The parameter `{name}` is missing."))
}
