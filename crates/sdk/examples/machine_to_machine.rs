//! A service that only other machines may call, and how one of them does.
//!
//! ```sh
//! CLERK_MACHINE_SECRET_KEY=ak_… cargo run --package frontdesk-sdk --features axum --example machine_to_machine
//! CLERK_MACHINE_SECRET_KEY=ak_… cargo run … --example machine_to_machine http://127.0.0.1:3000/print
//! ```

use std::error::Error;
use std::io::Write as _;

use axum::Router;
use axum::routing::post;
use frontdesk_sdk::auth::{Auth, AuthLayer, Authenticator, TokenKind};
use frontdesk_sdk::m2m_tokens::{CreateM2mToken, CreateM2mTokenBody};
use frontdesk_sdk::{BuildError, Client};

/// The side that is called: with its own secret key, tokens have to be good for it.
pub(crate) fn authenticator(client: &Client, machine_secret_key: &str) -> Result<Authenticator, BuildError> {
    client.authenticator().accepts([TokenKind::M2m]).machine_secret_key(machine_secret_key).build()
}

pub(crate) fn app(authenticator: Authenticator) -> Router {
    Router::new().route("/print", post(print)).layer(AuthLayer::new(authenticator))
}

async fn print(auth: Auth) -> String {
    format!("printed for {}", auth.machine_id().unwrap_or_default())
}

/// The side that calls: a token for five minutes, or an earlier one that is good for another minute.
pub(crate) async fn token(client: &Client, machine_secret_key: &str) -> Result<String, Box<dyn Error>> {
    let machine = client.with_secret_key(machine_secret_key)?;
    let body = CreateM2mTokenBody {
        seconds_until_expiration: 300.0.into(),
        min_remaining_ttl_seconds: Some(60),
        ..CreateM2mTokenBody::default()
    };
    Ok(machine.send(CreateM2mToken { body }).await?.token)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = match std::env::var("CLERK_API_URL") {
        Ok(url) => Client::builder().base_url(url).build()?,
        Err(_) => Client::builder().build()?,
    };
    let key = std::env::var("CLERK_MACHINE_SECRET_KEY")?;
    if let Some(url) = std::env::args().nth(1) {
        let http = reqwest::Client::builder().build()?;
        let answer = http.post(url).bearer_auth(token(&client, &key).await?).send().await?.text().await?;
        writeln!(std::io::stdout(), "{answer}")?;
        return Ok(());
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(authenticator(&client, &key)?)).await?;
    Ok(())
}
