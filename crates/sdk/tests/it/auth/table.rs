//! Every row of the table of verdicts, which the official SDKs are held to as well.

use frontdesk_sdk::auth::{AuthenticatorBuilder, TokenKind};
use frontdesk_tokens::cookie_suffix;
use futures_util::FutureExt as _;
use http::{Method, Request};
use serde_json::Value;

use super::api;
use super::tokens::{NOW, NOW_MS, TABLE, make, own_key};
use crate::stub::Stub;

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn builder(stub: &Stub, row: &Value) -> AuthenticatorBuilder {
    let accepted = texts(&row["accepts"]);
    let accepted = TokenKind::ALL.into_iter().filter(|kind| accepted.iter().any(|name| name == kind.as_str()));
    stub.client()
        .authenticator()
        .publishable_key(publishable_key(row))
        .accepts(accepted)
        .audiences(texts(&row["audience"]))
        .authorized_parties(texts(&row["parties"]))
}

fn publishable_key(row: &Value) -> &str {
    row["publishable_key"].as_str().or(TABLE["publishable_key"].as_str()).unwrap()
}

/// The request that a row describes.
fn request(row: &Value) -> Request<()> {
    let (token, other) = (row.get("token").map(make), row.get("other").map(make));
    let fill = |text: &str| {
        let text = text.replace("{token}", token.as_deref().unwrap_or_default());
        text.replace("{other}", other.as_deref().unwrap_or_default())
    };
    let query = row["query"].as_str().map(|query| format!("?{query}")).unwrap_or_default();
    let method: Method = row["method"].as_str().unwrap_or("GET").parse().unwrap();
    let mut request = Request::builder().method(method).uri(format!("https://app.example.com/page{query}"));
    let carries_header = token.is_some() && row.get("cookies").is_none();
    if let Some(header) = row["authorization"].as_str().or(carries_header.then_some("Bearer {token}")) {
        request = request.header("authorization", fill(header));
    }
    let suffix = cookie_suffix(publishable_key(row));
    let cookies = row["cookies"].as_object().into_iter().flatten().map(|(name, value)| {
        let value = value.as_i64().map_or_else(|| fill(value.as_str().unwrap()), |seconds| (NOW + seconds).to_string());
        format!("{}={value}", name.replace('*', &suffix))
    });
    let cookies: Vec<String> = cookies.collect();
    if !cookies.is_empty() {
        request = request.header("cookie", cookies.join("; "));
    }
    request.body(()).unwrap()
}

fn rows() -> impl Iterator<Item = (&'static str, &'static Value)> {
    TABLE["rows"].as_array().unwrap().iter().map(|row| (row["name"].as_str().unwrap(), row))
}

fn expected(row: &Value) -> Option<&str> {
    row.get("here").unwrap_or(&row["javascript"]).as_str()
}

fn is_looked_up(name: &str) -> bool {
    name.starts_with("API key: ") || name.contains(" opaque: ")
}

#[tokio::test]
async fn verdict_and_reason_are_those_of_the_official_sdk() {
    let stub = api::start().await;
    let mut wrong = Vec::new();
    for (name, row) in rows() {
        let authenticator = builder(&stub, row).build().unwrap();
        let result = authenticator.authenticate_at(&request(row), NOW_MS).await;
        let said = result.as_ref().err().map(|error| error.reason().as_str());
        if said != expected(row) {
            wrong.push(format!("{name}: {said:?} instead of {:?}", expected(row)));
        }
        if let Ok(auth) = &result {
            assert!(texts(&row["accepts"]).contains(&auth.kind().to_string()), "{name}: {auth:?}");
        }
        // What fails on our side says nothing about the token.
        let is_our_trouble = name.ends_with("secret key is refused") || name.ends_with("the API fails");
        assert_eq!(result.is_err_and(|error| !error.is_refusal()), is_our_trouble, "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn with_keys_at_hand_nothing_is_asked_and_nobody_waits() {
    let stub = api::start().await;
    for (name, row) in rows().filter(|(name, _)| !is_looked_up(name)) {
        let authenticator = builder(&stub, row).jwks(&own_key().jwks()).build().unwrap();
        let result = authenticator.authenticate_at(&request(row), NOW_MS).now_or_never().unwrap();
        assert_eq!(result.err().map(|error| error.reason().as_str()), expected(row), "{name}");
    }
    assert_eq!(stub.count(), 0);
}

#[tokio::test]
async fn an_opaque_token_is_one_request_and_one_that_is_not_accepted_none() {
    for (name, row) in rows().filter(|(name, _)| is_looked_up(name)) {
        let stub = api::start().await;
        let authenticator = builder(&stub, row).build().unwrap();
        let _ = authenticator.authenticate_at(&request(row), NOW_MS).await;
        let is_asked = !matches!(expected(row), Some("token-type-mismatch"))
            && !name.ends_with("in three parts")
            && !name.ends_with("sessions asked for");
        assert_eq!(stub.count(), usize::from(is_asked), "{name}");
    }
}
