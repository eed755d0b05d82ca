//! The authorization server: what clients of the instance's users exchange codes and refresh tokens at. It speaks the
//! RFCs, not the Backend API: no version, no secret key, forms and errors of its own. Decision 12 says how it fits in.

mod authorize;
mod browser;
mod client;
mod consent;
mod fault;
mod form;
mod id_token;
mod metadata;
mod pages;
mod place;
mod profile;
mod refusal;
mod register;
mod revoke;
mod sign_in;
pub(crate) mod throttle;
mod token;
mod token_info;
mod user_info;

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use frontdesk_contract::ApiVersion;
use http::header::{self, HeaderValue};
use http::request::Parts as RequestHead;
use http::{Method, Response, StatusCode};
use serde_json::Value;

use crate::api::JSON;
use crate::body::Incoming;
use crate::context::{Context, Shared};
use crate::events::Caller;
use crate::instance::Instance;

use form::Form;
use place::Place;
use refusal::Refusal;

/// What is answered here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    ServerMetadata,
    OpenidConfiguration,
    Keys,
    Authorize,
    SignIn,
    SecondFactor,
    Ticket,
    SignOut,
    Consent,
    Register,
    Token,
    Revoke,
    UserInfo,
    TokenInfo,
}

impl Endpoint {
    const ALL: [(&str, Self); 14] = [
        ("/.well-known/oauth-authorization-server", Self::ServerMetadata),
        ("/.well-known/openid-configuration", Self::OpenidConfiguration),
        ("/.well-known/jwks.json", Self::Keys),
        ("/oauth/authorize", Self::Authorize),
        ("/oauth/authorize/sign-in", Self::SignIn),
        ("/oauth/authorize/second-factor", Self::SecondFactor),
        ("/oauth/authorize/ticket", Self::Ticket),
        ("/oauth/authorize/sign-out", Self::SignOut),
        ("/oauth/authorize/consent", Self::Consent),
        ("/oauth/register", Self::Register),
        ("/oauth/token", Self::Token),
        ("/oauth/token/revoke", Self::Revoke),
        ("/oauth/userinfo", Self::UserInfo),
        ("/oauth/token_info", Self::TokenInfo),
    ];

    /// Its path, which names it in figures and in the log.
    pub(crate) fn path(self) -> &'static str {
        Self::ALL.iter().find(|(_, endpoint)| *endpoint == self).map_or("", |(path, _)| path)
    }

    pub(crate) fn at(path: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == path).map(|(_, endpoint)| *endpoint)
    }

    const fn methods(self) -> &'static str {
        match self {
            Self::ServerMetadata | Self::OpenidConfiguration | Self::Keys => "GET",
            Self::Token | Self::Revoke | Self::TokenInfo | Self::Register => "POST",
            _ => "GET, POST",
        }
    }

    /// Whether people look at it, and no program of another site may.
    const fn is_page(self) -> bool {
        matches!(
            self,
            Self::Authorize | Self::SignIn | Self::SecondFactor | Self::Ticket | Self::SignOut | Self::Consent
        )
    }
}

/// A success: a document, or nothing.
type Answered = Result<Option<Value>, Refusal>;

/// Answers a request for the place that [`find`] gave.
pub(crate) async fn serve(
    shared: &Arc<Shared>,
    head: &RequestHead,
    body: &mut Incoming,
    peer: IpAddr,
    place: &Place<'_>,
    trace_id: &str,
) -> Response<Body> {
    if place.endpoint.is_page() {
        return page(shared, head, body, peer, place, trace_id).await;
    }
    let mut response = if head.method == Method::OPTIONS {
        preflight(place.endpoint)
    } else {
        match answer(shared, head, body, peer, place).await {
            Ok(Some(document)) => document_of(&document, place.endpoint),
            Ok(None) => Response::new(Body::empty()),
            Err(refusal) => refusal.into_response(trace_id),
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    // What is answered is for whoever asked, and is a secret more often than not.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Where a request leads, if that is here.
pub(crate) fn find(head: &RequestHead) -> Option<Place<'_>> {
    // A method that is not taken leads nowhere, as everywhere else.
    let takes = |endpoint: Endpoint| endpoint.methods().split(", ").any(|method| method == head.method.as_str());
    let asks = |endpoint: Endpoint| head.method == Method::OPTIONS && !endpoint.is_page();
    place::of(head.uri.path()).filter(|place| asks(place.endpoint) || takes(place.endpoint))
}

/// Answers a browser: whatever happens, by a page.
async fn page(
    shared: &Arc<Shared>,
    head: &RequestHead,
    body: &mut Incoming,
    peer: IpAddr,
    place: &Place<'_>,
    trace_id: &str,
) -> Response<Body> {
    let instance = match place::instance(shared, head, place).await {
        Ok(instance) => instance,
        Err(Refusal::Api(error, _)) => return pages::problem(error.status(), error.sentence(), None),
        Err(Refusal::OAuth { status, description, .. }) => return pages::problem(status, &description, None),
    };
    let cx = context(shared, head, peer, instance);
    let answered = authorize::serve(&cx, head, body, place.endpoint).await;
    answered.unwrap_or_else(|fault| fault.into_response(&cx, trace_id))
}

async fn answer(
    shared: &Arc<Shared>,
    head: &RequestHead,
    body: &mut Incoming,
    peer: IpAddr,
    place: &Place<'_>,
) -> Answered {
    let endpoint = place.endpoint;
    let instance = place::instance(shared, head, place).await?;
    let cx = context(shared, head, peer, instance);
    match endpoint {
        Endpoint::ServerMetadata => Ok(Some(metadata::server(&cx))),
        Endpoint::OpenidConfiguration => Ok(Some(metadata::openid(&cx))),
        Endpoint::Keys => Ok(Some(metadata::keys(&cx)?)),
        Endpoint::UserInfo => user_info::answer(&cx, &head.headers).await,
        Endpoint::Token => token::answer(&cx, Form::read(head, body).await?).await,
        Endpoint::Revoke => revoke::answer(&cx, Form::read(head, body).await?).await,
        Endpoint::TokenInfo => token_info::answer(&cx, Form::read(head, body).await?).await,
        Endpoint::Register => register::answer(&cx, head, body).await,
        // Pages are answered before.
        _ => Ok(None),
    }
}

fn context(shared: &Arc<Shared>, head: &RequestHead, peer: IpAddr, instance: Arc<Instance>) -> Context {
    Context {
        instance,
        machine_id: None,
        version: ApiVersion::NEWEST,
        named_version: None,
        now: shared.clock.now(),
        caller: Caller::of(Some(peer), &head.headers, shared.trusted_proxies),
        shared: Arc::clone(shared),
    }
}

fn document_of(document: &Value, endpoint: Endpoint) -> Response<Body> {
    let mut response = Response::new(Body::from(document.to_string()));
    if endpoint == Endpoint::Register {
        *response.status_mut() = StatusCode::CREATED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
    if endpoint.methods() == "GET" {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    }
    response
}

/// What a browser asks before it sends the request of a page from elsewhere.
fn preflight(endpoint: Endpoint) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(endpoint.methods()));
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("authorization, content-type, mcp-protocol-version"),
    );
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}
