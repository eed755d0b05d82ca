//! Session tokens: their exact text, and that reading gives back what was written.

use std::collections::BTreeSet;

use frontdesk_tokens::{
    ActiveOrganization, ClaimsError, Scope, ScopedSlug, SessionClaims, SessionStatus, SessionTokenClaims, TokenVersion,
    Validation, parse_claims,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{ISSUER, KEY, NOW, NOW_MS, independently_verified, part};

fn plain() -> SessionTokenClaims {
    SessionTokenClaims::new(ISSUER, "user_1", "sess_1", NOW_MS, "d2f49798ab0deb2c8ade")
}

/// A token in which everything is said.
fn full(version: TokenVersion) -> SessionTokenClaims {
    SessionTokenClaims {
        version,
        authorized_party: Some("https://app.example.com".to_owned()),
        status: Some(SessionStatus::Active),
        factor_verification_age: (7, -1),
        actor: Some(json!({"sub": "user_2"})),
        organization: Some(ActiveOrganization {
            id: "org_1".to_owned(),
            slug: Some("acme".to_owned()),
            role_key: "org:admin".to_owned(),
            permissions: [
                "org:sys_profile:manage",
                "org:reports:read",
                "org:dashboard:read",
                "org:dashboard:manage",
                "org:dashboard:read",
            ]
            .map(str::to_owned)
            .to_vec(),
        }),
        plans: vec![ScopedSlug::new(Scope::User, "free"), ScopedSlug::new(Scope::Organization, "pro")],
        features: vec![
            ScopedSlug::new(Scope::Organization, "dashboard"),
            ScopedSlug::new(Scope::User, "chat"),
            ScopedSlug::new(Scope::Organization, "reports"),
        ],
        custom: json!({"aud": "api", "role": {"a": null, "b": 1}}).as_object().unwrap().clone(),
        ..plain()
    }
}

fn parse(claims: Value) -> Result<SessionClaims, ClaimsError> {
    claims.try_into().and_then(parse_claims)
}

fn read(claims: &SessionTokenClaims) -> SessionClaims {
    parse(serde_json::to_value(claims.to_claims()).unwrap()).unwrap()
}

#[test]
fn a_plain_token_says_who_is_signed_in_and_nothing_else() {
    let token = plain().sign(&KEY).unwrap();
    insta::assert_snapshot!(format!("{}\n{}", part(&token, 0), part(&token, 1)), @r#"
        {"alg":"RS256","cat":"cl_B7d4PD111AAA","kid":"ins_38PulTlKBI3tMDVfqNZyT7OnMyM","typ":"JWT"}
        {"exp":1768713737,"fva":[0,-1],"iat":1768713677,"iss":"https://deft-dune-7.clerk.accounts.dev","jti":"d2f49798ab0deb2c8ade","nbf":1768713667,"sid":"sess_1","sub":"user_1","v":2}
    "#);
    assert_eq!(independently_verified(&token), serde_json::to_value(plain().to_claims()).unwrap());
}

#[test]
fn a_full_token_of_version_2_is_compact() {
    let token = full(TokenVersion::V2).sign(&KEY).unwrap();
    insta::assert_snapshot!(part(&token, 1), @r#"{"act":{"sub":"user_2"},"aud":"api","azp":"https://app.example.com","exp":1768713737,"fea":"o:dashboard,u:chat,o:reports","fva":[7,-1],"iat":1768713677,"iss":"https://deft-dune-7.clerk.accounts.dev","jti":"d2f49798ab0deb2c8ade","nbf":1768713667,"o":{"fpm":"3,2","id":"org_1","per":"manage,read","rol":"admin","slg":"acme"},"pla":"u:free,o:pro","role":{"a":null,"b":1},"sid":"sess_1","sts":"active","sub":"user_1","v":2}"#);
    independently_verified(&token);
}

#[test]
fn a_full_token_of_version_1_spells_the_organization_out() {
    let token = full(TokenVersion::V1).sign(&KEY).unwrap();
    insta::assert_snapshot!(part(&token, 1), @r#"{"act":{"sub":"user_2"},"aud":"api","azp":"https://app.example.com","exp":1768713737,"fva":[7,-1],"iat":1768713677,"iss":"https://deft-dune-7.clerk.accounts.dev","jti":"d2f49798ab0deb2c8ade","nbf":1768713667,"org_id":"org_1","org_permissions":["org:dashboard:manage","org:dashboard:read","org:reports:read"],"org_role":"org:admin","org_slug":"acme","role":{"a":null,"b":1},"sid":"sess_1","sts":"active","sub":"user_1"}"#);
    independently_verified(&token);
}

#[test]
fn the_same_key_clock_and_claims_give_the_same_token() {
    insta::assert_snapshot!(full(TokenVersion::V2).sign(&KEY).unwrap());
}

#[test]
fn both_versions_are_read_as_one_type() {
    for version in [TokenVersion::V1, TokenVersion::V2] {
        let token = full(version).sign(&KEY).unwrap();
        let decoded = KEY.verify(&token, &Validation::at(NOW_MS)).unwrap();
        let claims = parse_claims(decoded.claims.into()).unwrap();
        assert_eq!(claims.version, version);
        assert_eq!(claims.user_id, "user_1");
        assert_eq!(claims.session_id.as_deref(), Some("sess_1"));
        assert_eq!(claims.issuer.as_deref(), Some(ISSUER));
        assert_eq!(claims.authorized_party.as_deref(), Some("https://app.example.com"));
        assert_eq!((claims.issued_at_seconds, claims.expires_at_seconds), (Some(NOW), Some(NOW + 60)));
        assert_eq!(claims.status, Some(SessionStatus::Active));
        assert_eq!(claims.factor_verification_age, Some((7, -1)));
        assert_eq!(claims.actor, Some(json!({"sub": "user_2"})));
        assert_eq!(claims.claims["aud"], "api");
        let organization = claims.organization.as_ref().unwrap();
        assert_eq!(organization.id, "org_1");
        assert_eq!(organization.slug.as_deref(), Some("acme"));
        assert_eq!(organization.role, "org:admin");
        let expected = ["org:dashboard:manage", "org:dashboard:read", "org:reports:read"];
        assert!(organization.permissions.iter().eq(expected), "{:?}", organization.permissions);
        assert!(claims.has_permission("org:reports:read") && claims.has_permission("reports:read"));
        assert!(!claims.has_permission("org:reports:manage") && !claims.has_permission("org:sys_profile:manage"));
        assert!(claims.has_role("org:admin") && claims.has_role("admin") && !claims.has_role("org:member"));
    }
}

#[test]
fn plans_and_features_are_told_by_their_holder() {
    let claims = read(&full(TokenVersion::V2));
    for granted in ["chat", "user:chat", "u:chat", "reports", "org:reports", "o:reports"] {
        assert!(claims.has_feature(granted), "{granted}");
    }
    for refused in ["org:chat", "user:reports", "video", "x:chat", ""] {
        assert!(!claims.has_feature(refused), "{refused}");
    }
    assert!(claims.has_plan("pro") && claims.has_plan("org:pro") && claims.has_plan("user:free"));
    assert!(!claims.has_plan("user:pro") && !claims.has_plan("org:free"));
    let claims = read(&full(TokenVersion::V1));
    assert!(!claims.has_feature("chat") && !claims.has_plan("pro"));
    let claims = parse(json!({"sub": "user_1", "v": 2, "fea": "ou:both, u:spaced,foo:odd,bare,:none,"})).unwrap();
    assert_eq!(claims.features.user, ["both", "spaced"]);
    assert_eq!(claims.features.organization, ["both"]);
}

#[test]
fn a_permission_on_a_feature_that_is_not_listed_puts_it_on_the_list() {
    let mut claims = full(TokenVersion::V2);
    claims.organization.as_mut().unwrap().permissions = vec!["org:chat:send".to_owned(), "org:audit:read".to_owned()];
    let written = claims.to_claims();
    assert_eq!(written["fea"], "o:dashboard,uo:chat,o:reports,o:audit");
    assert_eq!(written["o"]["per"], "read,send");
    assert_eq!(written["o"]["fpm"], "0,2,0,1");
    let claims = read(&claims);
    assert!(claims.has_permission("org:chat:send") && claims.has_feature("user:chat"));
}

#[test]
fn custom_claims_never_replace_what_the_server_says() {
    for version in [TokenVersion::V1, TokenVersion::V2] {
        let before = serde_json::to_value(full(version).to_claims()).unwrap();
        let names = before.as_object().unwrap().keys().map(String::as_str);
        let mut claims = full(version);
        for name in names.chain(["v", "o", "fea", "pla"]) {
            if !["aud", "role"].contains(&name) {
                claims.custom.insert(name.to_owned(), json!("forged"));
            }
        }
        assert_eq!(serde_json::to_value(claims.to_claims()).unwrap(), before);
    }
}

#[test]
fn a_slug_or_permission_is_missing_where_there_is_none() {
    let mut claims = full(TokenVersion::V2);
    claims.organization = Some(ActiveOrganization {
        id: "org_1".to_owned(),
        slug: None,
        role_key: "org:member".to_owned(),
        permissions: vec!["org:sys_memberships:read".to_owned()],
    });
    assert_eq!(claims.to_claims()["o"], json!({"id": "org_1", "rol": "member"}));
    assert!(read(&claims).organization.unwrap().permissions.is_empty());
    claims.version = TokenVersion::V1;
    let written = claims.to_claims();
    assert_eq!(written["org_permissions"], json!([]));
    assert!(!written.contains_key("org_slug"));
}

#[test]
fn claims_that_are_not_those_of_a_session_are_refused() {
    assert_eq!(parse(json!([])).unwrap_err(), ClaimsError::NotAnObject);
    assert_eq!(parse(json!({})).unwrap_err(), ClaimsError::MissingSubject);
    assert_eq!(parse(json!({"sub": 1})).unwrap_err(), ClaimsError::MissingSubject);
    assert_eq!(parse(json!({"sub": "user_1", "v": 3})).unwrap_err(), ClaimsError::UnknownVersion(3));
    let claims = parse(json!({"sub": "user_1", "fva": "x", "o": 1, "v": 2, "sts": "new"})).unwrap();
    assert_eq!((claims.factor_verification_age, claims.organization, claims.status), (None, None, None));
}

#[test]
fn extreme_times_do_not_overflow() {
    for time in [i64::MIN, -1, 0, i64::MAX] {
        let claims = SessionTokenClaims { issued_at_ms: time, lifetime_seconds: i64::MAX, ..plain() };
        assert!(claims.to_claims()["exp"].is_i64());
    }
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![Just(Scope::User), Just(Scope::Organization), Just(Scope::Both)]
}

proptest! {
    #[test]
    fn permissions_survive_both_versions(
        features in prop::collection::vec((scope(), "[a-z][a-z0-9_-]{0,5}"), 0..12),
        permissions in prop::collection::btree_set("org:[a-f]{1,2}:[a-z0-9_]{1,3}", 0..150),
        system in prop::collection::btree_set("org:sys_[a-z]{1,5}:[a-z]{1,5}", 0..4),
    ) {
        for version in [TokenVersion::V1, TokenVersion::V2] {
            let mut claims = full(version);
            claims.features = features.iter().map(|(scope, slug)| ScopedSlug::new(*scope, slug)).collect();
            claims.organization.as_mut().unwrap().permissions = permissions.union(&system).cloned().collect();
            let read = read(&claims);
            prop_assert_eq!(&*read.organization.as_ref().unwrap().permissions, &permissions);
            if version == TokenVersion::V2 {
                for (scope, slug) in &features {
                    let user = read.has_feature(&format!("user:{slug}"));
                    let organization = read.has_feature(&format!("org:{slug}"));
                    prop_assert!(user || *scope == Scope::Organization);
                    prop_assert!(organization || *scope == Scope::User);
                }
            }
        }
    }

    #[test]
    fn no_text_in_a_permission_or_feature_grants_another(
        features in prop::collection::vec((scope(), "[a-z:, ]{0,6}|.{0,4}"), 0..6),
        permissions in prop::collection::btree_set("org:[a-c:, ]{0,4}:[a-c:, ]{0,4}|.{0,6}", 0..8),
    ) {
        let mut claims = full(TokenVersion::V2);
        claims.features = features.iter().map(|(scope, slug)| ScopedSlug::new(*scope, slug)).collect();
        claims.organization.as_mut().unwrap().permissions = permissions.iter().cloned().collect();
        let read = read(&claims);
        let granted: &BTreeSet<String> = &read.organization.as_ref().unwrap().permissions;
        prop_assert!(granted.is_subset(&permissions), "{granted:?}");
        for slug in &read.features.user {
            prop_assert!(features.iter().any(|(scope, feature)| *scope != Scope::Organization && feature == slug));
        }
    }
}
