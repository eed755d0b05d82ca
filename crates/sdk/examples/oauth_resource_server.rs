//! An API for OAuth clients that find out by themselves where to get a token, such as tools of agents.
//!
//! ```sh
//! CLERK_SECRET_KEY=… CLERK_PUBLISHABLE_KEY=… cargo run --package frontdesk-sdk --features axum --example oauth_resource_server
//! ```

use std::error::Error;

use axum::Router;
use axum::routing::get;
use frontdesk_sdk::Client;
use frontdesk_sdk::auth::{Auth, AuthLayer, Requirement, TokenKind};

/// An API at this address, as its clients know it.
pub(crate) fn app(client: &Client, publishable_key: &str, resource: &str) -> Result<Router, Box<dyn Error>> {
    let authenticator = client.authenticator().publishable_key(publishable_key).accepts([TokenKind::Oauth]).build()?;
    let resource = authenticator.protected_resource(resource)?.scopes(["profile", "email"]).name("Mail of a user");
    // Whoever is turned away reads in `WWW-Authenticate` where the document is, and in the document who issues tokens.
    let mail = Router::new()
        .route("/mail", get(mail))
        .layer(Requirement::scope("email").into_layer())
        .layer(AuthLayer::new(authenticator).protected_resource(&resource));
    let path = resource.path().to_owned();
    Ok(Router::new().route(&path, get(|| async { resource })).merge(mail))
}

async fn mail(auth: Auth) -> String {
    format!("mail of {}", auth.user_id().unwrap_or_default())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder().secret_key(std::env::var("CLERK_SECRET_KEY")?);
    let client = match std::env::var("CLERK_API_URL") {
        Ok(url) => client.base_url(url),
        Err(_) => client,
    };
    let app = app(&client.build()?, &std::env::var("CLERK_PUBLISHABLE_KEY")?, "http://127.0.0.1:3000")?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app).await?;
    Ok(())
}
