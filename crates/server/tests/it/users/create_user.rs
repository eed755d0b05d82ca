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
