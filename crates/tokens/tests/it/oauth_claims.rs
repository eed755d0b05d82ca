//! OAuth access tokens that are JWTs.

use frontdesk_tokens::{ClaimsError, OauthClaims, parse_oauth_claims};
use serde_json::{Value, json};

fn read(rest: &Value) -> OauthClaims {
    let mut claims = json!({ "sub": "user_1" }).as_object().unwrap().clone();
    claims.extend(rest.as_object().unwrap().clone());
    parse_oauth_claims(claims.into()).unwrap()
}

#[test]
fn a_token_says_who_consented_to_what() {
    let claims = json!({
        "sub": "user_1", "client_id": "client_1", "jti": "oat_1", "iss": "https://clerk.example.com", "scope": "profile email",
        "aud": "https://api.example.com", "act": { "sub": "agent" }, "iat": 1000, "exp": 2000, "extra": true,
    });
    let read = read(&claims);
    assert_eq!((read.user_id.as_str(), read.client_id.as_deref()), ("user_1", Some("client_1")));
    assert_eq!((read.id.as_deref(), read.issuer.as_deref()), (Some("oat_1"), Some("https://clerk.example.com")));
    assert_eq!(
        (read.scopes.join(" "), read.audiences.join(" ")),
        ("profile email".into(), "https://api.example.com".into())
    );
    assert_eq!((read.issued_at_seconds, read.expires_at_seconds), (Some(1000), Some(2000)));
    assert_eq!((&read.actor, &read.claims["extra"]), (&Some(json!({ "sub": "agent" })), &json!(true)));
}

#[test]
fn scopes_are_read_in_both_ways_to_write_them() {
    for (claims, scopes) in [
        (json!({ "scope": "a b" }), "a b"),
        (json!({ "scp": ["c", 1, "d"] }), "c d"),
        (json!({ "scp": ["c"], "scope": "a" }), "c"),
        (json!({ "scp": [], "scope": "a" }), ""),
        (json!({ "scp": null, "scope": "a" }), "a"),
        (json!({ "scope": ["a"] }), ""),
        (json!({ "scope": " " }), ""),
        (json!({}), ""),
    ] {
        assert_eq!(read(&claims).scopes.join(" "), scopes, "{claims}");
    }
    assert_eq!(parse_oauth_claims(serde_json::Map::new().into()), Err(ClaimsError::MissingSubject));
}

#[test]
fn access_tokens_are_told_by_their_type_as_it_is_written() {
    assert!(OauthClaims::is_access_token("at+jwt") && OauthClaims::is_access_token("application/at+jwt"));
    for other in ["", "JWT", "at+JWT", "jwt", "application/jwt"] {
        assert!(!OauthClaims::is_access_token(other), "{other}");
    }
}
