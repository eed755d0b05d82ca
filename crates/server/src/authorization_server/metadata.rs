//! The documents that say what there is and where.

use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::context::Context;
use crate::oauth_applications::scopes::{ALL, ORGANIZATIONS};

/// How clients prove themselves.
const METHODS: [&str; 3] = ["client_secret_basic", "client_secret_post", "none"];
const GRANTS: [&str; 2] = ["authorization_code", "refresh_token"];
/// What an ID token may say of its user.
const CLAIMS: [&str; 16] = [
    "sub",
    "iss",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "email",
    "email_verified",
    "name",
    "given_name",
    "family_name",
    "preferred_username",
    "picture",
    "public_metadata",
    "private_metadata",
];

fn scopes(cx: &Context) -> Vec<&'static str> {
    let has_organizations = cx.settings().organizations_enabled;
    ALL.iter().copied().filter(|scope| *scope != ORGANIZATIONS || has_organizations).collect()
}

/// The metadata of RFC 8414.
pub(super) fn server(cx: &Context) -> Value {
    let mut document = common(cx);
    if cx.settings().oauth_applications.client_id_metadata_documents_advertised {
        document["client_id_metadata_document_supported"] = json!(true);
    }
    document
}

/// The configuration of OpenID Connect Discovery.
pub(super) fn openid(cx: &Context) -> Value {
    let issuer = cx.instance.issuer();
    let mut document = common(cx);
    document["introspection_endpoint"] = json!(format!("{issuer}/oauth/token_info"));
    document["userinfo_endpoint"] = json!(format!("{issuer}/oauth/userinfo"));
    for what in
        ["backchannel_logout", "frontchannel_logout", "claims_parameter", "request_parameter", "request_uri_parameter"]
    {
        document[format!("{what}_supported")] = json!(false);
    }
    document
}

/// What both documents say.
fn common(cx: &Context) -> Value {
    let issuer = cx.instance.issuer();
    let mut document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/oauth/authorize"),
        "token_endpoint": format!("{issuer}/oauth/token"),
        "revocation_endpoint": format!("{issuer}/oauth/token/revoke"),
        "jwks_uri": format!("{issuer}/.well-known/jwks.json"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": GRANTS,
        "token_endpoint_auth_methods_supported": METHODS,
        "scopes_supported": scopes(cx),
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": CLAIMS,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "prompt_values_supported": ["none", "login", "consent"],
    });
    if cx.settings().oauth_applications.dynamic_client_registration {
        document["registration_endpoint"] = json!(format!("{issuer}/oauth/register"));
    }
    document
}

/// The keys that tokens are checked with.
pub(super) fn keys(cx: &Context) -> Result<Value, Refusal> {
    serde_json::to_value(cx.instance.signing_key.jwks()).map_err(|error| {
        tracing::error!(%error, "the keys of an instance cannot be written");
        Refusal::api(crate::error::kinds::INTERNAL.with("The keys cannot be written."))
    })
}
