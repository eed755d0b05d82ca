use serde_json::{Value, json};

use crate::app::{App, START};

#[tokio::test]
async fn a_user_is_created_with_everything_that_was_given() {
    let app = App::start().await;
    let user = app
        .post(
            "/users",
            json!({
                "external_id": "ext_1", "first_name": "Ada", "last_name": "Lovelace", "locale": "en-GB",
                "email_address": ["Ada@Example.com", "countess@example.com"],
                "phone_number": ["+1 (201) 555-0101"],
                "web3_wallet": ["0x52908400098527886E0F7030069857D2E4169EE7"],
                "username": "Ada_L", "password": "a difficult one 17",
                "public_metadata": { "plan": "gold" }, "private_metadata": { "n": [1, null] },
                "unsafe_metadata": { "theme": "dark" },
                "delete_self_enabled": false, "create_organization_enabled": false, "create_organizations_limit": 3,
                "created_at": "2020-02-29T12:34:56.789Z", "legal_accepted_at": "2021-03-01T00:00:00Z",
                "bypass_client_trust": true,
            }),
        )
        .await
        .ok();
    for (name, value) in [
        ("object", json!("user")),
        ("external_id", json!("ext_1")),
        ("first_name", json!("Ada")),
        ("last_name", json!("Lovelace")),
        ("locale", json!("en-GB")),
        ("username", json!("ada_l")),
        ("password_enabled", json!(true)),
        ("password_last_updated_at", json!(START)),
        ("public_metadata", json!({ "plan": "gold" })),
        ("private_metadata", json!({ "n": [1, null] })),
        ("unsafe_metadata", json!({ "theme": "dark" })),
        ("delete_self_enabled", json!(false)),
        ("create_organization_enabled", json!(false)),
        ("create_organizations_limit", json!(3)),
        ("bypass_client_trust", json!(true)),
        ("created_at", json!(1_582_979_696_789_i64)),
        ("updated_at", json!(START)),
        ("legal_accepted_at", json!(1_614_556_800_000_i64)),
        ("primary_email_address_id", user["email_addresses"][0]["id"].clone()),
        ("primary_phone_number_id", user["phone_numbers"][0]["id"].clone()),
        ("primary_web3_wallet_id", user["web3_wallets"][0]["id"].clone()),
    ] {
        assert_eq!(user[name], value, "{name}");
    }
    assert_eq!(user["email_addresses"][0]["email_address"], "ada@example.com");
    assert_eq!(user["email_addresses"][1]["email_address"], "countess@example.com");
    assert_eq!(user["phone_numbers"][0]["phone_number"], "+12015550101");
    assert_eq!(user["web3_wallets"][0]["web3_wallet"], "0x52908400098527886e0f7030069857d2e4169ee7");
    for list in ["email_addresses", "phone_numbers", "web3_wallets"] {
        let verification = &user[list][0]["verification"];
        assert_eq!(verification["strategy"], "admin", "{list}");
        assert_eq!(verification["status"], "verified", "{list}");
    }
    let path = format!("/users/{}", user["id"].as_str().unwrap());
    assert_eq!(app.get(&path).await.ok(), user);
}

#[tokio::test]
async fn what_belongs_to_another_user_is_refused_by_name() {
    let app = App::start().await;
    let wallet = "0x52908400098527886e0f7030069857d2e4169ee7";
    let all = json!({
        "email_address": ["ada@example.com"], "phone_number": ["+12015550101"], "web3_wallet": [wallet],
        "username": "ada_l", "external_id": "a1",
    });
    app.post("/users", all).await.ok();
    for (name, value) in [
        ("email_address", json!(["new@example.com", "ADA@example.com"])),
        ("phone_number", json!(["+1 201 555 0101"])),
        ("web3_wallet", json!([wallet.to_uppercase().replace("0X", "0x")])),
        ("username", json!("ADA_L")),
        ("external_id", json!("a1")),
    ] {
        let mut body = json!({ "email_address": ["eve@example.com"] });
        body[name] = value;
        let answer = app.post("/users", body).await;
        assert_eq!(answer.refusal(), (422, "form_identifier_exists", Some(name)), "{}", answer.body);
    }
    // Nothing of the refused ones is left.
    assert_eq!(app.get("/users/count").await.ok()["total_count"], 1);
    app.post("/users", json!({ "email_address": ["new@example.com", "eve@example.com"] })).await.ok();
}

#[tokio::test]
async fn of_many_who_want_one_address_at_once_one_gets_it() {
    let app = App::start().await;
    let body = json!({ "email_address": ["ada@example.com"] });
    let (a, b, c, d) = tokio::join!(
        app.post("/users", body.clone()),
        app.post("/users", body.clone()),
        app.post("/users", body.clone()),
        app.post("/users", body.clone())
    );
    let mut statuses = [a.status, b.status, c.status, d.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422, 422, 422]);
    assert_eq!(app.get("/users/count").await.ok()["total_count"], 1);
}

#[tokio::test]
async fn an_identifier_can_be_reserved_instead_of_verified() {
    let app = App::start().await;
    let body = json!({
        "email_address": ["ada@example.com", "ada@example.org"],
        "email_address_identification_status": ["verified", "reserved"],
        "phone_number": ["+12015550101"], "phone_number_identification_status": ["reserved"],
    });
    let user = app.post("/users", body).await.ok();
    let of = |path: &str| user.pointer(path).unwrap().clone();
    assert_eq!(of("/email_addresses/0/reserved"), json!(false));
    assert_eq!(of("/email_addresses/0/verification/status"), json!("verified"));
    assert_eq!(of("/email_addresses/1/reserved"), json!(true));
    assert_eq!(of("/email_addresses/1/verification"), Value::Null);
    assert_eq!(of("/phone_numbers/0/reserved"), json!(true));
    let answer = app.post("/users", json!({ "email_address": ["ada@example.org"] })).await;
    assert_eq!(answer.refusal(), (422, "form_identifier_exists", Some("email_address")));
}

#[tokio::test]
async fn there_are_as_many_statuses_as_identifiers_or_none() {
    let app = App::start().await;
    for (identifiers, statuses, is_accepted) in [
        (json!(["a@example.com"]), json!([]), true),
        (json!(["b@example.com", "c@example.com"]), json!(["verified"]), false),
        (json!(["b@example.com"]), json!(["verified", "reserved"]), false),
    ] {
        let body = json!({ "email_address": identifiers, "email_address_identification_status": statuses });
        let answer = app.post("/users", body).await;
        if is_accepted {
            answer.ok();
        } else {
            let name = Some("email_address_identification_status");
            assert_eq!(answer.refusal(), (422, "form_param_array_length_mismatch", name));
        }
    }
    let alone = json!({ "username": "ada_l", "phone_number_identification_status": ["reserved"] });
    let name = Some("phone_number_identification_status");
    assert_eq!(app.post("/users", alone).await.refusal(), (422, "form_param_array_length_mismatch", name));
}

#[tokio::test]
async fn every_malformed_field_is_named_in_one_answer() {
    let app = App::start().await;
    let body = json!({
        "email_address": ["no address"], "phone_number": ["+1 23"], "web3_wallet": ["0x12"], "username": "a",
        "locale": "the Queen's", "created_at": "last spring", "legal_accepted_at": "2999-01-01T00:00:00Z",
        "create_organizations_limit": -1, "totp_secret": "0189", "password_digest": "x",
        "first_name": "x".repeat(257), "public_metadata": { "text": "x".repeat(8192) },
    });
    let answer = app.post("/users", body).await;
    assert_eq!(answer.status, 422);
    let mut found: Vec<(&str, &str)> = answer.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["meta"]["param_name"].as_str().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("create_organizations_limit", "form_param_value_invalid"),
            ("created_at", "form_param_invalid_time"),
            ("email_address", "form_param_format_invalid"),
            ("first_name", "form_param_max_length_exceeded"),
            ("legal_accepted_at", "form_disallow_future_date"),
            ("locale", "form_param_format_invalid"),
            ("password_hasher", "form_conditional_param_missing"),
            ("phone_number", "form_param_format_invalid"),
            ("public_metadata", "form_param_exceeds_allowed_size"),
            ("totp_secret", "invalid_totp_secret_code"),
            ("username", "form_username_invalid_length"),
            ("web3_wallet", "form_param_format_invalid"),
        ]
    );
}

#[tokio::test]
async fn lists_of_identifiers_are_bounded_and_have_no_value_twice() {
    let app = App::start().await;
    let twice = app.post("/users", json!({ "email_address": ["ada@example.com", "ADA@example.com"] })).await;
    assert_eq!(twice.refusal(), (422, "form_param_duplicate", Some("email_address")));
    let many: Vec<String> = (0..101).map(|number| format!("ada{number}@example.com")).collect();
    let refused = app.post("/users", json!({ "email_address": many })).await;
    assert_eq!(refused.refusal(), (422, "form_param_array_size_exceeded", Some("email_address")));
}

#[tokio::test]
async fn a_fresh_user_starts_from_the_defaults() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "ada_l" })).await.ok();
    for (name, value) in [
        ("first_name", Value::Null),
        ("external_id", Value::Null),
        ("primary_email_address_id", Value::Null),
        ("email_addresses", json!([])),
        ("passkeys", json!([])),
        ("saml_accounts", json!([])),
        ("public_metadata", json!({})),
        ("private_metadata", json!({})),
        ("unsafe_metadata", json!({})),
        ("password_enabled", json!(false)),
        ("two_factor_enabled", json!(false)),
        ("totp_enabled", json!(false)),
        ("backup_code_enabled", json!(false)),
        ("mfa_enabled_at", Value::Null),
        ("mfa_disabled_at", Value::Null),
        ("has_image", json!(false)),
        ("banned", json!(false)),
        ("locked", json!(false)),
        ("lockout_expires_in_seconds", Value::Null),
        ("verification_attempts_remaining", json!(100)),
        ("delete_self_enabled", json!(true)),
        ("create_organization_enabled", json!(true)),
        ("last_sign_in_at", Value::Null),
        ("last_active_at", Value::Null),
        ("legal_accepted_at", Value::Null),
        ("created_at", json!(START)),
        ("updated_at", json!(START)),
    ] {
        assert_eq!(user.get(name), Some(&value), "{name}");
    }
}

#[tokio::test]
async fn empty_texts_and_null_stand_for_nothing() {
    let app = App::start().await;
    let body = json!({
        "email_address": ["ada@example.com"], "first_name": "", "username": "", "external_id": null, "locale": "",
        "last_name": null, "password": null, "created_at": null,
    });
    let user = app.post("/users", body).await.ok();
    for name in ["first_name", "username", "external_id", "locale", "last_name"] {
        assert_eq!(user.get(name), Some(&Value::Null), "{name}");
    }
    assert_eq!(user["created_at"], START);
}

#[tokio::test]
async fn a_user_has_an_identifier() {
    let app = App::start().await;
    for body in
        [json!({}), json!({ "first_name": "Ada", "skip_user_requirement": true }), json!({ "external_id": "a" })]
    {
        let answer = app.post("/users", body).await;
        assert_eq!(answer.refusal(), (422, "form_data_missing", None));
        let names = &answer.body["errors"][0]["meta"]["names"];
        assert_eq!(names, &json!(["email_address", "phone_number", "web3_wallet", "username"]));
    }
}

#[tokio::test]
async fn what_the_instance_demands_is_missed_unless_it_is_waived() {
    let app = App::start().await;
    app.configure(|settings| {
        settings.required_attributes =
            ["email_address", "username", "first_name", "password"].map(str::to_owned).to_vec();
    })
    .await;
    let answer = app.post("/users", json!({ "email_address": ["ada@example.com"] })).await;
    assert_eq!(answer.refusal(), (422, "form_data_missing", None));
    let error = &answer.body["errors"][0];
    assert_eq!(error["meta"]["names"], json!(["username", "first_name", "password"]));
    let sentence = error["long_message"].as_str().unwrap();
    assert!(sentence.starts_with(r#"["username" "first_name" "password"]"#), "{sentence}");
    let waived = json!({
        "email_address": ["ada@example.com"], "skip_user_requirement": true, "skip_password_requirement": true,
    });
    app.post("/users", waived).await.ok();
    let whole = json!({
        "email_address": ["bea@example.com"], "username": "bea_l", "first_name": "Bea",
        "password_digest": "5f4dcc3b5aa765d61d8327deb882cf99", "password_hasher": "md5",
    });
    app.post("/users", whole).await.ok();
}

#[tokio::test]
async fn the_password_cannot_be_waived_where_it_is_the_only_way_in() {
    let app = App::start().await;
    app.configure(|settings| {
        settings.required_attributes = vec!["password".to_owned()];
        settings.email_address_enabled = false;
        settings.phone_number_enabled = false;
    })
    .await;
    let answer = app.post("/users", json!({ "username": "ada_l", "skip_password_requirement": true })).await;
    assert_eq!(answer.refusal(), (422, "form_data_missing", None));
    assert_eq!(answer.body["errors"][0]["meta"]["names"], json!(["password"]));
}

#[tokio::test]
async fn attributes_that_the_instance_does_not_use_are_unknown() {
    let app = App::start().await;
    app.configure(|settings| {
        settings.phone_number_enabled = false;
        settings.username_enabled = false;
    })
    .await;
    let phone = app.post("/users", json!({ "phone_number": ["+12015550101"] })).await;
    assert_eq!(phone.refusal(), (422, "form_param_unknown", Some("phone_number")));
    let username = app.post("/users", json!({ "username": "ada_l" })).await;
    assert_eq!(username.refusal(), (422, "form_param_unknown", Some("username")));
}

#[tokio::test]
async fn consent_is_demanded_where_the_instance_demands_it() {
    let app = App::start().await;
    app.configure(|settings| settings.legal_consent_required = true).await;
    let answer = app.post("/users", json!({ "username": "ada_l" })).await;
    assert_eq!(answer.refusal(), (422, "form_data_missing", None));
    assert_eq!(answer.body["errors"][0]["meta"]["names"], json!(["legal_accepted_at"]));
    app.post("/users", json!({ "username": "ada_l", "skip_legal_checks": true })).await.ok();
    app.post("/users", json!({ "username": "bea_l", "legal_accepted_at": "2025-12-31T23:59:59Z" })).await.ok();
}

#[tokio::test]
async fn no_more_users_are_created_than_the_instance_may_have() {
    let app = App::start().await;
    app.configure(|settings| settings.max_users = Some(1)).await;
    let first = app.user("ada").await;
    let answer = app.post("/users", json!({ "username": "bea_l" })).await;
    assert_eq!(answer.refusal(), (403, "user_quota_exceeded", None));
    app.delete(&format!("/users/{first}")).await.ok();
    app.post("/users", json!({ "username": "bea_l" })).await.ok();
}

#[tokio::test]
async fn a_user_may_start_banned_and_locked() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "ada_l", "banned": true, "locked": true })).await.ok();
    assert_eq!((&user["banned"], &user["locked"]), (&json!(true), &json!(true)));
    assert_eq!(user["lockout_expires_in_seconds"], 3600);
    app.configure(|settings| settings.lockout_enabled = false).await;
    let refused = app.post("/users", json!({ "username": "bea_l", "locked": true })).await;
    assert_eq!(refused.refusal(), (403, "feature_not_enabled", None));
    let user = app.post("/users", json!({ "username": "bea_l" })).await.ok();
    assert_eq!(user.get("verification_attempts_remaining"), Some(&Value::Null));
}

#[tokio::test]
async fn every_rule_that_a_password_breaks_is_told() {
    let app = App::start().await;
    let refused = async |body: Value| {
        let answer = app.post("/users", body).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        let errors = answer.body["errors"].as_array().unwrap().clone();
        assert!(errors.iter().all(|error| error["meta"]["param_name"] == "password"), "{errors:?}");
        errors.iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let codes = refused(json!({ "username": "adalove", "password": "adalove" })).await;
    assert_eq!(codes, ["form_password_length_too_short", "form_password_matches_identifier"]);
    let codes = refused(json!({ "email_address": ["ada@example.com"], "password": "Ada@Example.com" })).await;
    assert_eq!(codes, ["form_password_matches_identifier"]);
    let codes = refused(json!({ "username": "ada_l", "password": "password" })).await;
    assert_eq!(codes, ["form_password_pwned"]);
    let codes = refused(json!({ "username": "ada_l", "password": "x1!".repeat(30) })).await;
    assert_eq!(codes, ["form_password_length_too_long"]);
    let codes = refused(json!({ "username": "ada_l", "password": "" })).await;
    assert_eq!(codes, ["form_password_length_too_short"]);
    let enormous = json!({ "username": "ada_l", "password": "x".repeat(5000), "skip_password_checks": true });
    assert_eq!(refused(enormous).await, ["form_password_size_in_bytes_exceeded"]);
    app.configure(|settings| {
        settings.password_policy = json!({ "require_uppercase": true, "require_number": true, "enforce_strength": 3 });
    })
    .await;
    let codes = refused(json!({ "username": "ada_l", "password": "aaaaaaaaa" })).await;
    let all = ["form_password_no_uppercase", "form_password_no_number", "form_password_not_strong_enough"];
    assert_eq!(codes, all);
    let answer = app.post("/users", json!({ "username": "ada_l", "password": "aaaaaaaaa" })).await;
    let suggestion = &answer.body["errors"][2]["meta"]["zxcvbn"]["suggestions"][0];
    assert!(suggestion["code"].is_string() && suggestion["message"].is_string(), "{suggestion}");
    app.post("/users", json!({ "username": "ada_l", "password": "a", "skip_password_checks": true })).await.ok();
}

#[tokio::test]
async fn a_digest_and_its_hasher_go_together_and_without_a_password() {
    let app = App::start().await;
    let digest = "5f4dcc3b5aa765d61d8327deb882cf99";
    for (given, code, name) in [
        (json!({ "password_digest": digest }), "form_conditional_param_missing", "password_hasher"),
        (json!({ "password_hasher": "md5" }), "form_conditional_param_missing", "password_digest"),
        (
            json!({ "password_digest": digest, "password_hasher": "md5", "password": "a difficult one 17" }),
            "form_conditional_param_disallowed",
            "password_digest",
        ),
        (
            json!({ "password_digest": digest, "password_hasher": "bcrypt" }),
            "form_password_digest_invalid_code",
            "password_digest",
        ),
        (
            json!({ "password_digest": digest, "password_hasher": "rot13" }),
            "form_param_value_invalid",
            "password_hasher",
        ),
    ] {
        let mut body = given;
        body["username"] = json!("ada_l");
        assert_eq!(app.post("/users", body).await.refusal(), (422, code, Some(name)));
    }
    let body = json!({ "username": "ada_l", "password_digest": digest, "password_hasher": "md5" });
    assert_eq!(app.post("/users", body).await.ok()["password_enabled"], true);
}

#[tokio::test]
async fn second_factors_are_imported_and_backup_codes_are_kept_as_hashes() {
    let app = App::start().await;
    let body = json!({
        "username": "ada_l", "totp_secret": "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
        "backup_codes": ["first-code", "$2b$05$0G7qSRP5EyMSak2918rN4Oaz..r07nd1w8foipFsf68X0YO5luZzi"],
    });
    let user = app.post("/users", body).await.ok();
    for name in ["totp_enabled", "backup_code_enabled", "two_factor_enabled"] {
        assert_eq!(user[name], true, "{name}");
    }
    assert_eq!(user["mfa_enabled_at"], START);
    let stored = app.stored_user(user["id"].as_str().unwrap()).await;
    assert!(stored.totp.is_some());
    let codes = stored.backup_codes.unwrap();
    assert!(codes[0].starts_with("$2") && codes[1].starts_with("$2b$05$0G7q"), "{codes:?}");
    let answer = app.post("/users", json!({ "username": "bea_l", "backup_codes": ["$2b$05$broken"] })).await;
    assert_eq!(answer.refusal(), (422, "form_param_value_invalid", Some("backup_codes")));
    let answer = app.post("/users", json!({ "username": "bea_l", "backup_codes": vec!["a"; 51] })).await;
    assert_eq!(answer.refusal(), (422, "form_param_array_size_exceeded", Some("backup_codes")));
}

#[tokio::test]
async fn two_instances_may_have_users_of_the_same_name() {
    let (one, other) = (App::start().await, App::start().await);
    let body = json!({ "email_address": ["ada@example.com"], "external_id": "a" });
    one.post("/users", body.clone()).await.ok();
    other.post("/users", body).await.ok();
}
