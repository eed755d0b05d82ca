//! The sides to compare with: what HTTP and JSON alone cost here.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::response::Response;
use axum::routing::{get, post};
use frontdesk_contract::users::{CreateUser, User};
use frontdesk_contract::{ApiVersion, Operation, Parts};
use frontdesk_tokens::IdSource;
use serde_json::json;

/// Serves `GET /constant`, and `POST /unstored`: a request that is read, checked and answered with
/// the user it describes, without a database. Prints its address.
pub(crate) fn serve(bytes: usize) -> anyhow::Result<()> {
    let constant = Bytes::from(format!("{{\"text\":\"{}\"}}", "a".repeat(bytes.saturating_sub(11))));
    let ids = std::sync::Arc::new(IdSource::random());
    let template: std::sync::Arc<User> = std::sync::Arc::new(serde_json::from_value(user())?);
    let app = Router::new()
        .route("/constant", get(move || std::future::ready(answer(constant.clone()))))
        .route("/unstored", post(move |body: Bytes| std::future::ready(answer(unstored(&template, &ids, &body)))));
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async move {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("listening on http://{}", listener.local_addr()?);
        axum::serve(listener, app).await?;
        Ok(())
    })
}

fn answer(body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().insert("content-type", axum::http::HeaderValue::from_static("application/json"));
    response
}

fn unstored(template: &User, ids: &IdSource, body: &[u8]) -> Vec<u8> {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else { return Vec::new() };
    if let Some(declared) = CreateUser::DESCRIPTOR.body
        && !declared.schema.violations(&value, ApiVersion::NEWEST).is_empty()
    {
        return Vec::new();
    }
    let Ok(request) = CreateUser::from_parts(Parts { body: Some(value), ..Parts::default() }) else {
        return Vec::new();
    };
    let mut answer = template.clone();
    answer.id = ids.new_id("user", 1_767_225_600_000);
    answer.first_name = request.body.first_name.into_value();
    if let (Some(email), Some(given)) = (answer.email_addresses.first_mut(), request.body.email_address) {
        email.id = ids.new_id("idn", 1_767_225_600_000);
        email.email_address = given.into_iter().next().unwrap_or_default();
    }
    serde_json::to_vec(&answer).unwrap_or_default()
}

/// A new user, as the API shows one.
fn user() -> serde_json::Value {
    let at = 1_767_225_600_000_i64;
    let picture = "http://127.0.0.1:4010/images/eyJ0eXBlIjoiZGVmYXVsdCIsImlpZCI6Imluc18iLCJyaWQiOiJ1c2VyXyJ9";
    json!({
        "id": "", "object": "user", "external_id": null, "primary_email_address_id": null,
        "primary_phone_number_id": null, "primary_web3_wallet_id": null, "username": null, "first_name": null,
        "last_name": null, "locale": null, "profile_image_url": picture, "image_url": picture, "has_image": false,
        "public_metadata": {}, "private_metadata": {}, "unsafe_metadata": {},
        "email_addresses": [{
            "id": "", "object": "email_address", "email_address": "", "reserved": false,
            "verification": { "object": "verification_admin", "status": "verified", "strategy": "admin",
                "attempts": null, "expire_at": null },
            "linked_to": [], "matches_sso_connection": false, "created_at": at, "updated_at": at
        }],
        "phone_numbers": [], "web3_wallets": [], "passkeys": [], "password_enabled": false,
        "two_factor_enabled": false, "totp_enabled": false, "backup_code_enabled": false, "mfa_enabled_at": null,
        "mfa_disabled_at": null, "password_last_updated_at": null, "external_accounts": [], "saml_accounts": [],
        "enterprise_accounts": [], "last_sign_in_at": null, "banned": false, "locked": false, "deprovisioned": false,
        "lockout_expires_in_seconds": null, "verification_attempts_remaining": 100, "updated_at": at,
        "created_at": at, "delete_self_enabled": true, "create_organization_enabled": true,
        "create_organizations_limit": null, "last_active_at": null, "legal_accepted_at": null,
        "bypass_client_trust": false, "scim": null
    })
}
