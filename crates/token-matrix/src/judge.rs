//! What the Rust SDK makes of requests.

use anyhow::Result;
use frontdesk_sdk::Client;
use frontdesk_sdk::auth::{Auth, TokenKind};
use http::{HeaderMap, HeaderValue, header};
use serde::{Deserialize, Serialize};

/// Requests to one server, as the suites of all SDKs read them.
#[derive(Debug, Deserialize)]
pub(crate) struct Questions {
    api_url: String,
    secret_key: String,
    publishable_key: String,
    requests: Vec<Request>,
}

#[derive(Debug, Deserialize)]
struct Request {
    authorization: String,
    accepts: Vec<String>,
    audience: Option<String>,
}

/// Who sent a request, or why nobody knows.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Verdict {
    Authenticated { kind: &'static str, subject: String },
    Refused { reason: &'static str },
}

/// A verdict for each request, in their order.
pub(crate) async fn judge(given: &Questions) -> Result<Vec<Verdict>> {
    let client = Client::builder().base_url(&given.api_url).secret_key(&given.secret_key).build()?;
    let mut verdicts = Vec::new();
    for request in &given.requests {
        let accepted =
            TokenKind::ALL.into_iter().filter(|kind| request.accepts.iter().any(|name| name == kind.as_str()));
        let authenticator = client
            .authenticator()
            .publishable_key(&given.publishable_key)
            .accepts(accepted)
            .audiences(&request.audience)
            .build()?;
        let authorization = HeaderValue::try_from(&request.authorization)?;
        let headers = HeaderMap::from_iter([(header::AUTHORIZATION, authorization)]);
        verdicts.push(match authenticator.authenticate(&headers).await {
            Ok(auth) => Verdict::Authenticated { kind: auth.kind().as_str(), subject: subject(&auth)?.to_owned() },
            Err(error) => Verdict::Refused { reason: error.reason().as_str() },
        });
    }
    Ok(verdicts)
}

fn subject(auth: &Auth) -> Result<&str> {
    auth.user_id().or(auth.machine_id()).ok_or_else(|| anyhow::anyhow!("nobody in {auth:?}"))
}
