//! Shortcodes in JWT templates.

use frontdesk_tokens::{TemplateKind, evaluate_template, reserved_claim};
use proptest::prelude::*;
use serde_json::{Value, json};

fn context() -> Value {
    json!({
        "user": {
            "id": "user_1",
            "first_name": "Ada",
            "last_name": null,
            "email_verified": true,
            "two_factor_enabled": false,
            "created_at": 1_768_713_677,
            "public_metadata": {"plan": {"name": "gold", "seats": 3}, "tags": ["a", "b"], "note": "", "private_metadata": "theirs"},
            "private_metadata": {"secret": "x"},
        },
        "org": {"id": "org_1", "role": "org:admin", "private_metadata": {"secret": "x"}},
        "org_membership": {
            "permissions": ["org:a:read"],
            "organization": {"id": "org_1", "private_metadata": {"secret": "x"}, "public_metadata": {"a": 1}},
        },
        "session": {"actor": {"sub": "user_2"}},
        "secrets": {"key": "x"},
    })
}

fn evaluate(text: &str) -> Value {
    evaluate_template(&json!(text), &context())
}

#[test]
fn a_string_that_is_one_shortcode_keeps_the_type() {
    assert_eq!(evaluate("{{user.id}}"), json!("user_1"));
    assert_eq!(evaluate("{{ user.created_at }}"), json!(1_768_713_677));
    assert_eq!(evaluate("{{user.email_verified}}"), json!(true));
    assert_eq!(evaluate("{{user.last_name}}"), json!(null));
    assert_eq!(evaluate("{{user.public_metadata.plan}}"), json!({"name": "gold", "seats": 3}));
    assert_eq!(evaluate("{{user.public_metadata.plan.seats}}"), json!(3));
    assert_eq!(evaluate("{{user.public_metadata.tags}}"), json!(["a", "b"]));
    assert_eq!(evaluate("{{session.actor}}"), json!({"sub": "user_2"}));
    assert_eq!(evaluate("{{org_membership.permissions}}"), json!(["org:a:read"]));
}

#[test]
fn inside_text_values_are_written_out() {
    assert_eq!(evaluate("Hello {{user.first_name}}!"), json!("Hello Ada!"));
    assert_eq!(evaluate("{{user.first_name}} {{user.last_name}}"), json!("Ada null"));
    assert_eq!(evaluate("{{user.id}}{{user.created_at}}"), json!("user_11768713677"));
    assert_eq!(evaluate("x{{user.public_metadata.plan.name}}{{user.email_verified}}"), json!("xgoldtrue"));
    assert_eq!(evaluate("tags: {{user.public_metadata.tags}}"), json!(r#"tags: ["a","b"]"#));
    assert_eq!(evaluate(" {{user.created_at}} "), json!("1768713677"));
}

#[test]
fn the_first_operand_that_is_neither_null_nor_false_wins() {
    assert_eq!(evaluate("{{user.last_name || user.first_name || 'x'}}"), json!("Ada"));
    assert_eq!(evaluate("{{user.last_name||user.nothing||'nobody'}}"), json!("nobody"));
    assert_eq!(evaluate("{{user.two_factor_enabled || 'off'}}"), json!("off"));
    assert_eq!(evaluate("{{user.last_name || user.two_factor_enabled}}"), json!(false));
    assert_eq!(evaluate("{{user.last_name || 0 || 1}}"), json!(0));
    assert_eq!(evaluate("{{user.public_metadata.note || 'x'}}"), json!(""));
    assert_eq!(evaluate("{{user.last_name || -2.5}}"), json!(-2.5));
    assert_eq!(evaluate("{{user.last_name || true}}"), json!(true));
    assert_eq!(evaluate("Dear {{user.last_name || 'a || b }} c'}}"), json!("Dear a || b }} c"));
}

#[test]
fn what_is_not_known_is_null() {
    for code in ["{{}}", "{{ }}", "{{user.first_name.x}}", "{{user.}}", "{{.}}", "{{nothing}}", "{{secrets.key}}"] {
        assert_eq!(evaluate(code), json!(null), "{code}");
    }
    assert_eq!(evaluate_template(&json!("{{user.id}}"), &json!(null)), json!(null));
}

#[test]
fn private_metadata_is_never_shown() {
    for code in [
        "{{user}}",
        "{{org}}",
        "{{user.private_metadata}}",
        "{{user.private_metadata.secret}}",
        "{{org_membership.organization.private_metadata}}",
        "{{user.nothing || org.private_metadata}}",
    ] {
        assert_eq!(evaluate(code), json!(null), "{code}");
    }
    assert_eq!(evaluate("all: {{user}}"), json!("all: null"));
    assert_eq!(evaluate("{{org_membership.organization}}"), json!({"id": "org_1", "public_metadata": {"a": 1}}));
    assert_eq!(evaluate("{{user.public_metadata.private_metadata}}"), json!("theirs"));
    assert_eq!(evaluate("{{user.public_metadata}}")["private_metadata"], json!("theirs"));
}

#[test]
fn objects_and_arrays_are_walked_and_keys_are_left_alone() {
    let template = json!({"{{user.id}}": [{"deep": ["{{user.id}}", 1, null, true]}], "n": 5});
    let expected = json!({"{{user.id}}": [{"deep": ["user_1", 1, null, true]}], "n": 5});
    assert_eq!(evaluate_template(&template, &context()), expected);
}

#[test]
fn braces_that_do_not_close_and_stray_quotes_are_text() {
    for text in ["{{user.id", "user.id}}", "{user.id}", "{{", "}}{{", " plain ", "'{{'", ""] {
        assert_eq!(evaluate(text), json!(text), "{text}");
    }
    assert_eq!(evaluate("it's {{user.id}}, isn't it"), json!("it's user_1, isn't it"));
    assert_eq!(evaluate("{{user's}} {{user.id}}"), json!("null user_1"));
}

#[test]
fn a_value_that_looks_like_a_shortcode_is_not_evaluated_again() {
    let context = json!({"user": {"first_name": "{{user.id}}", "id": "user_1"}});
    assert_eq!(evaluate_template(&json!("{{user.first_name}}"), &context), json!("{{user.id}}"));
    assert_eq!(evaluate_template(&json!("a {{user.first_name}}"), &context), json!("a {{user.id}}"));
}

#[test]
fn reserved_claims_are_found() {
    let find = |template: Value, kind| reserved_claim(template.as_object().unwrap(), kind).map(str::to_owned);
    for claim in ["azp", "exp", "iat", "iss", "jti", "nbf", "sub", "sid", "v", "pla", "fea"] {
        for kind in [TemplateKind::Named, TemplateKind::Session] {
            assert_eq!(find(json!({"a": 1, claim: 1}), kind).as_deref(), Some(claim));
        }
    }
    for claim in ["o", "fva", "sts", "act"] {
        assert_eq!(find(json!({claim: 1}), TemplateKind::Named), None);
        assert_eq!(find(json!({claim: 1}), TemplateKind::Session).as_deref(), Some(claim));
    }
    assert_eq!(find(json!({"aud": "x", "nested": {"sub": 1}}), TemplateKind::Session), None);
}

#[test]
fn text_full_of_quotes_and_braces_takes_no_longer_than_its_length() {
    // Quadratic work would be some 10^11 steps here, and the test would not end.
    for pattern in ["{{'}}'", "{{'}}", "{{", "{{}}", "'"] {
        let text = pattern.repeat(400_000);
        assert!(evaluate(&text).is_string(), "{pattern}");
    }
}

proptest! {
    #[test]
    fn any_text_is_evaluated_and_text_without_braces_stays(text in "([{}'| .a-z]|user\\.id|\\PC){0,40}") {
        let value = evaluate(&text);
        if !text.contains("{{") {
            prop_assert_eq!(value, json!(text));
        }
    }
}
