//! Tokens made from a JWT template.

use frontdesk_tokens::TemplateTokenClaims;
use serde_json::json;

use crate::{INSTANCE, ISSUER, KEY, NOW_MS, independently_verified, part};

fn claims() -> TemplateTokenClaims {
    TemplateTokenClaims {
        issuer: ISSUER.to_owned(),
        user_id: "user_1".to_owned(),
        issued_at_ms: NOW_MS,
        lifetime_seconds: 300,
        allowed_clock_skew_seconds: 5,
        jti: "d2f49798ab0deb2c8ade".to_owned(),
        authorized_party: None,
        custom: json!({"aud": "api", "name": "Ada"}).as_object().unwrap().clone(),
    }
}

#[test]
fn a_template_token_names_the_user_and_not_the_session() {
    let token = claims().sign(&KEY).unwrap();
    assert_eq!(part(&token, 0), format!(r#"{{"alg":"RS256","cat":"cl_B7d4PD222AAA","kid":"{INSTANCE}","typ":"JWT"}}"#));
    insta::assert_snapshot!(part(&token, 1), @r#"{"aud":"api","exp":1768713977,"iat":1768713677,"iss":"https://deft-dune-7.clerk.accounts.dev","jti":"d2f49798ab0deb2c8ade","name":"Ada","nbf":1768713672,"sub":"user_1"}"#);
    assert_eq!(independently_verified(&token), serde_json::to_value(claims().to_claims()).unwrap());
}

#[test]
fn reserved_claims_of_the_template_are_left_out() {
    let mut forged = claims();
    for name in ["azp", "exp", "iat", "iss", "jti", "nbf", "sub", "sid", "v", "pla", "fea"] {
        forged.custom.insert(name.to_owned(), json!("forged"));
    }
    assert_eq!(forged.to_claims(), claims().to_claims());
    forged.authorized_party = Some("https://app.example.com".to_owned());
    assert_eq!(forged.to_claims()["azp"], "https://app.example.com");
}
