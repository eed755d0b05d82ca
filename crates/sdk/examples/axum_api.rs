//! An API for people and for their programs, with axum.
//!
//! ```sh
//! CLERK_SECRET_KEY=… CLERK_PUBLISHABLE_KEY=… cargo run --package frontdesk-sdk --features axum --example axum_api
//! ```

use axum::Router;
use axum::routing::{get, post};
use frontdesk_sdk::auth::{Auth, AuthLayer, Authenticator, Forbidden, Requirement, TokenKind};
use frontdesk_sdk::{BuildError, Client};

/// Signed in users and API keys are welcome, tokens of other kinds are not.
pub(crate) fn authenticator(client: &Client, publishable_key: &str) -> Result<Authenticator, BuildError> {
    client.authenticator().publishable_key(publishable_key).accepts([TokenKind::Session, TokenKind::ApiKey]).build()
}

pub(crate) fn app(authenticator: Authenticator) -> Router {
    // Here every request is authenticated, or it was answered with 401.
    let members = Router::new()
        .route("/me", get(me))
        .route("/posts", post(publish))
        .route("/settings", get(settings).layer(Requirement::role("org:admin").into_layer()))
        .layer(AuthLayer::new(authenticator.clone()));
    // Here some are.
    let everybody = Router::new().route("/", get(welcome)).layer(AuthLayer::new(authenticator).optional());
    members.merge(everybody)
}

async fn welcome(auth: Option<Auth>) -> String {
    match auth.as_ref().and_then(Auth::user_id) {
        Some(user) => format!("welcome back, {user}"),
        None => "welcome".to_owned(),
    }
}

/// Whatever is known of whoever asks, by the kind of token.
async fn me(auth: Auth) -> String {
    match &auth {
        Auth::Session(claims) => format!("the user {}", claims.user_id),
        Auth::ApiKey(key) => format!("the program {} of {}", key.name, key.subject),
        other => format!("a {}", other.kind()),
    }
}

/// People need a permission in their organization, programs a scope; the question mark answers 403.
async fn publish(auth: Auth) -> Result<&'static str, Forbidden> {
    auth.require(Requirement::permission("org:posts:publish").or(Requirement::scope("posts:publish")))?;
    Ok("published")
}

async fn settings() -> &'static str {
    "settings"
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().secret_key(std::env::var("CLERK_SECRET_KEY")?);
    let client = match std::env::var("CLERK_API_URL") {
        Ok(url) => client.base_url(url),
        Err(_) => client,
    };
    let authenticator = authenticator(&client.build()?, &std::env::var("CLERK_PUBLISHABLE_KEY")?)?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(authenticator)).await?;
    Ok(())
}
