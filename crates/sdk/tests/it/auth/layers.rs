//! Layers and extractors, each by itself.

use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use frontdesk_sdk::auth::{
    Auth, AuthLayer, Authentication, Challenge, Forbidden, OptionalAuth, RequireLayer, Requirement, TokenKind,
};
use http::{Request, Response, StatusCode};
use tower_layer::Layer as _;
use tower_service::Service;

use super::api;

/// A service that is no axum, has no body to speak of, and says whom it was called by.
#[derive(Clone)]
struct Plain;

impl Service<Request<()>> for Plain {
    type Response = Response<String>;
    type Error = std::convert::Infallible;
    type Future = std::future::Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<()>) -> Self::Future {
        let auth = request.extensions().get::<Auth>();
        let said = auth.map_or_else(|| "nobody".to_owned(), |auth| auth.scopes().join(" "));
        std::future::ready(Ok(Response::new(said)))
    }
}

fn bearing(token: &str) -> Request<()> {
    Request::builder().header("authorization", format!("Bearer {token}")).body(()).unwrap()
}

async fn layer() -> AuthLayer {
    // The connections of the stub outlive it in the background.
    let stub = api::start().await;
    AuthLayer::new(stub.client().authenticator().accepts([TokenKind::ApiKey]).build().unwrap())
}

#[tokio::test]
async fn any_service_is_told_who_calls() {
    let mut service = layer().await.layer(Plain);
    let response = service.call(bearing("ak_active")).await.unwrap();
    assert_eq!((response.status(), response.body().as_str()), (StatusCode::OK, "posts:publish"));
    let response = service.call(bearing("ak_unknown")).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(response.headers()["x-clerk-auth-reason"], "token-invalid");
    assert_eq!(response.headers()["x-clerk-auth-status"], "signed-out");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let response = service.call(bearing("ak_unauthorized")).await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.headers().get("x-clerk-auth-reason").is_none() && !response.body().contains("secret"));
    assert!(response.headers().get("www-authenticate").is_none());
}

#[tokio::test]
async fn an_optional_layer_turns_nobody_away() {
    let mut service = layer().await.optional().layer(Plain);
    for (token, said) in [("ak_active", "posts:publish"), ("ak_unknown", "nobody"), ("ak_broken", "nobody")] {
        let response = service.call(bearing(token)).await.unwrap();
        assert_eq!((response.status(), response.body().as_str()), (StatusCode::OK, said), "{token}");
    }
}

#[tokio::test]
async fn a_required_scope_is_asked_for_behind_the_layer_only() {
    let scope = |scope| Requirement::scope(scope).into_layer();
    let mut enough = layer().await.layer(scope("posts:publish").layer(Plain));
    assert_eq!(enough.call(bearing("ak_active")).await.unwrap().status(), StatusCode::OK);
    let mut more =
        layer().await.challenge(Challenge::default().realm("posts")).layer(scope("posts:delete").layer(Plain));
    let response = more.call(bearing("ak_active")).await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let challenge = response.headers()["www-authenticate"].to_str().unwrap();
    assert!(challenge.starts_with(r#"Bearer realm="posts", error="insufficient_scope""#), "{challenge}");
    assert!(challenge.ends_with(r#"scope="posts:delete""#), "{challenge}");
    let mut optional = layer().await.optional().layer(scope("posts:publish").layer(Plain));
    assert_eq!(optional.call(bearing("ak_unknown")).await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert_eq!(optional.call(bearing("ak_broken")).await.unwrap().status(), StatusCode::SERVICE_UNAVAILABLE);
    let mut bare = RequireLayer::new(Requirement::scope("posts:publish")).layer(Plain);
    assert_eq!(bare.call(bearing("ak_active")).await.unwrap().status(), StatusCode::INTERNAL_SERVER_ERROR);
}

async fn status(app: &Router, path: &str, token: &str) -> u16 {
    let request = bearing(token).map(|()| Body::empty());
    let (mut parts, body) = request.into_parts();
    parts.uri = path.parse().unwrap();
    app.clone().call(Request::from_parts(parts, body)).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn extractors_say_as_much_as_their_handler_asks_for() {
    let app = Router::new()
        .route("/auth", get(|_: Auth| async {}))
        .route("/option", get(|auth: Option<Auth>| async move { known(auth.is_some()) }))
        .route("/optional", get(|OptionalAuth(auth): OptionalAuth| async move { known(auth.is_some()) }))
        .route("/all", get(|found: Authentication| async move { known(found.result.is_ok()) }))
        .route("/error", get(|found: Authentication| async move { found.result.map(|_| ()) }))
        .route("/delete", get(|auth: Auth| async move { auth.require_scope("posts:delete") }));
    for path in ["/auth", "/option", "/optional", "/all"] {
        assert_eq!(status(&app, path, "ak_active").await, 500, "{path} without a layer");
    }
    let app = app.layer(layer().await.optional());
    for (path, of_known, of_unknown, of_unchecked) in [
        ("/auth", 200, 401, 503),
        ("/option", 200, 204, 503),
        ("/optional", 200, 204, 503),
        ("/all", 200, 204, 204),
        ("/error", 200, 401, 503),
        ("/delete", 403, 401, 503),
    ] {
        let statuses = [
            status(&app, path, "ak_active").await,
            status(&app, path, "ak_unknown").await,
            status(&app, path, "ak_broken").await,
        ];
        assert_eq!(statuses, [of_known, of_unknown, of_unchecked], "{path}");
    }
}

fn known(is_known: bool) -> StatusCode {
    if is_known { StatusCode::OK } else { StatusCode::NO_CONTENT }
}

/// Only a matter of types: handlers may return what `?` gives them.
fn _forbidden_is_a_response(forbidden: Forbidden) -> impl axum::response::IntoResponse {
    forbidden
}
