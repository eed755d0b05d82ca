use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{Answer, App, START};
use crate::people::text;

async fn update(app: &App, id: &str, body: Value) -> Answer {
    app.patch(&format!("/users/{id}"), body).await
}

async fn update_in(app: &App, version: &str, id: &str, body: Value) -> Answer {
    let url = format!("{}/v1/users/{id}", app.server.url());
    let request = reqwest::Client::new().request(Method::PATCH, url).json(&body);
    app.send(request.bearer_auth(&app.secret_key).header("clerk-api-version", version)).await
}

#[tokio::test]
async fn what_is_given_changes_and_what_is_left_out_stays() {
    let app = App::start().await;
    let body = json!({
        "email_address": ["ada@example.com"], "first_name": "Ada", "last_name": "Byron", "external_id": "a1",
        "public_metadata": { "a": 1 },
    });
    let user = app.post("/users", body).await.ok();
    app.clock.advance(1000);
    let changed = update(
        &app,
        text(&user, "id"),
        json!({
            "last_name": "Lovelace", "locale": "fr-FR", "username": "Ada_L", "delete_self_enabled": false,
            "create_organization_enabled": false, "create_organizations_limit": 7, "bypass_client_trust": true,
            "created_at": "2012-10-20T07:15:20.902Z", "legal_accepted_at": "2013-10-20T07:15:20Z",
        }),
    )
    .await
    .ok();
    let mut expected = user.clone();
    for (name, value) in [
        ("last_name", json!("Lovelace")),
        ("locale", json!("fr-FR")),
        ("username", json!("ada_l")),
        ("delete_self_enabled", json!(false)),
        ("create_organization_enabled", json!(false)),
        ("create_organizations_limit", json!(7)),
        ("bypass_client_trust", json!(true)),
        ("created_at", json!(1_350_717_320_902_i64)),
        ("legal_accepted_at", json!(1_382_253_320_000_i64)),
        ("updated_at", json!(START + 1000)),
    ] {
        expected[name] = value;
    }
    expected["image_url"] = changed["image_url"].clone();
    expected["profile_image_url"] = changed["profile_image_url"].clone();
    assert_eq!(changed, expected);
    assert_eq!(app.get(&format!("/users/{}", text(&user, "id"))).await.ok(), changed);
}

#[tokio::test]
async fn null_clears_and_an_empty_text_does_so_too() {
    let app = App::start().await;
    let names = ["first_name", "last_name", "external_id", "username", "locale", "legal_accepted_at"];
    let body = json!({
        "email_address": ["ada@example.com"], "first_name": "Ada", "last_name": "Byron", "external_id": "a1",
        "username": "ada_l", "locale": "en", "legal_accepted_at": "2020-01-01T00:00:00Z",
    });
    let user = app.post("/users", body.clone()).await.ok();
    for nothing in [Value::Null, json!("")] {
        let clear: serde_json::Map<String, Value> =
            names.map(|name| (name.to_owned(), nothing.clone())).into_iter().collect();
        let changed = update(&app, text(&user, "id"), Value::Object(clear)).await.ok();
        for name in names {
            assert_eq!(changed.get(name), Some(&Value::Null), "{name}");
        }
        let mut restore = body.clone();
        restore.as_object_mut().unwrap().remove("email_address");
        update(&app, text(&user, "id"), restore).await.ok();
    }
}

#[tokio::test]
async fn without_a_change_nothing_is_touched() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "ada_l", "first_name": "Ada" })).await.ok();
    app.clock.advance(1000);
    let path = format!("/users/{}", text(&user, "id"));
    assert_eq!(app.send(app.request(Method::PATCH, &path)).await.ok(), user);
    for body in [Value::Null, json!({}), json!({ "first_name": "Ada", "username": "ADA_L", "created_at": null })] {
        assert_eq!(app.patch(&path, body).await.ok(), user);
    }
}

#[tokio::test]
async fn the_last_identifier_and_what_the_instance_demands_cannot_be_cleared() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "ada_l", "first_name": "Ada" })).await.ok();
    let id = text(&user, "id");
    let refused = update(&app, id, json!({ "username": null })).await;
    assert_eq!(refused.refusal(), (400, "identification_deletion_failed", None));
    app.configure(|settings| {
        settings.required_attributes = vec!["username".to_owned(), "first_name".to_owned()];
        settings.legal_consent_required = true;
    })
    .await;
    let refused = update(&app, id, json!({ "username": "", "first_name": null, "legal_accepted_at": null })).await;
    assert_eq!(refused.refusal(), (422, "form_data_missing", None));
    let names = &refused.body["errors"][0]["meta"]["names"];
    assert_eq!(names, &json!(["username", "first_name", "legal_accepted_at"]));
    update(&app, id, json!({ "legal_accepted_at": null, "skip_legal_checks": true })).await.ok();
}

#[tokio::test]
async fn another_verified_identifier_can_become_the_primary_one() {
    let app = App::start().await;
    let body = json!({
        "email_address": ["a@example.com", "b@example.com", "c@example.com"],
        "email_address_identification_status": ["verified", "verified", "reserved"],
        "phone_number": ["+12015550101", "+12015550102"],
        "web3_wallet": ["0x52908400098527886e0f7030069857d2e4169ee7", "0x8617e340b3d01fa5f11f306f4090fd50e238070d"],
    });
    let user = app.post("/users", body).await.ok();
    let other = app.user("eve").await;
    let foreign = app.get(&format!("/users/{other}")).await.ok()["primary_email_address_id"].clone();
    let id = text(&user, "id");
    for (field, list) in [
        ("primary_email_address_id", "email_addresses"),
        ("primary_phone_number_id", "phone_numbers"),
        ("primary_web3_wallet_id", "web3_wallets"),
    ] {
        let second = &user[list][1]["id"];
        let mut body = json!({ "notify_primary_email_address_changed": true });
        body[field] = second.clone();
        let changed = update(&app, id, body).await.ok();
        assert_eq!(&changed[field], second, "{field}");
        assert_eq!(&update(&app, id, json!({ field: null })).await.ok()[field], second, "null says nothing here");
        assert_eq!(update(&app, id, json!({ field: foreign })).await.refusal(), (404, "resource_not_found", None));
    }
    let reserved = json!({ "primary_email_address_id": user["email_addresses"][2]["id"] });
    let name = Some("primary_email_address_id");
    assert_eq!(update(&app, id, reserved).await.refusal(), (422, "form_verification_needed", name));
}

#[tokio::test]
async fn what_belongs_to_another_user_is_refused_and_nothing_changes() {
    let app = App::start().await;
    app.post("/users", json!({ "username": "taken", "external_id": "t1" })).await.ok();
    let user = app.post("/users", json!({ "username": "ada_l", "first_name": "Ada" })).await.ok();
    let id = text(&user, "id");
    for (name, value) in [("username", "Taken"), ("external_id", "t1")] {
        let mut body = json!({ "first_name": "Other" });
        body[name] = json!(value);
        assert_eq!(update(&app, id, body).await.refusal(), (422, "form_identifier_exists", Some(name)));
    }
    assert_eq!(app.get(&format!("/users/{id}")).await.ok(), user);
    // What was given up is free.
    update(&app, id, json!({ "username": "ada_b" })).await.ok();
    app.post("/users", json!({ "username": "ada_l" })).await.ok();
}

#[tokio::test]
async fn a_user_that_does_not_exist_is_not_updated() {
    let app = App::start().await;
    for body in [json!({ "first_name": "A" }), json!({ "password": "a difficult one 17" })] {
        assert_eq!(update(&app, "user_none", body).await.refusal(), (404, "resource_not_found", None));
    }
}

#[tokio::test]
async fn metadata_is_replaced_by_old_versions_and_unknown_to_the_newest() {
    let app = App::start().await;
    let body = json!({ "username": "ada_l", "public_metadata": { "a": { "b": 1 } }, "private_metadata": { "c": 1 } });
    let user = app.post("/users", body).await.ok();
    let id = text(&user, "id");
    for version in ["2021-02-05", "2024-10-01", "2025-03-12", "2025-04-10", "2025-11-10"] {
        let body = json!({ "public_metadata": { "v": version, "n": null }, "unsafe_metadata": { "u": 1 } });
        let changed = update_in(&app, version, id, body).await.ok();
        assert_eq!(changed["public_metadata"], json!({ "v": version, "n": null }), "{version}");
        assert_eq!(changed["private_metadata"], json!({ "c": 1 }), "{version}");
    }
    let changed =
        update_in(&app, "2025-11-10", id, json!({ "public_metadata": {}, "private_metadata": null })).await.ok();
    assert_eq!((&changed["public_metadata"], &changed["private_metadata"]), (&json!({}), &json!({})));
    let large = json!({ "unsafe_metadata": { "text": "x".repeat(8192) } });
    let refused = update_in(&app, "2025-11-10", id, large).await;
    assert_eq!(refused.refusal(), (422, "form_param_exceeds_allowed_size", Some("unsafe_metadata")));
    let refused = update_in(&app, "2026-05-12", id, json!({ "public_metadata": {} })).await;
    assert_eq!(refused.refusal(), (422, "form_param_unknown", Some("public_metadata")));
}

#[tokio::test]
async fn options_of_a_password_go_only_with_one() {
    let app = App::start().await;
    let id = app.user("ada").await;
    for name in ["skip_password_checks", "sign_out_of_other_sessions"] {
        let refused = update(&app, &id, json!({ name: true })).await;
        assert_eq!(refused.refusal(), (422, "form_conditional_param_disallowed", Some(name)));
        update(&app, &id, json!({ name: false })).await.ok();
    }
}

#[tokio::test]
async fn a_new_password_takes_the_place_of_the_old_one() {
    let app = App::start().await;
    let user = app.post("/users", json!({ "username": "adalove", "password": "a difficult one 17" })).await.ok();
    let id = text(&user, "id");
    let refused = update(&app, id, json!({ "password": "ADALOVE" })).await;
    let codes: Vec<&Value> = refused.body["errors"].as_array().unwrap().iter().map(|error| &error["code"]).collect();
    assert_eq!(codes, ["form_password_length_too_short", "form_password_matches_identifier"]);
    app.clock.advance(1000);
    let changed = update(&app, id, json!({ "password": "another one 18" })).await.ok();
    assert_eq!(changed["password_last_updated_at"], START + 1000);
    assert_eq!(changed["updated_at"], START + 1000);
    let verify =
        async |password: &str| app.post(&format!("/users/{id}/verify_password"), json!({ "password": password })).await;
    verify("another one 18").await.ok();
    assert_eq!(verify("a difficult one 17").await.refusal(), (422, "incorrect_password", Some("password")));
    update(&app, id, json!({ "password": null })).await.ok();
    verify("another one 18").await.ok();
}

#[tokio::test]
async fn sessions_stay_unless_the_new_password_signs_them_out() {
    let app = App::start().await;
    let id = app.user("ada").await;
    let session = app.session(&id).await;
    let path = format!("/sessions/{}", text(&session, "id"));
    update(&app, &id, json!({ "password": "a difficult one 17" })).await.ok();
    assert_eq!(app.get(&path).await.ok()["status"], "active");
    update(&app, &id, json!({ "password": "another one 18", "sign_out_of_other_sessions": true })).await.ok();
    assert_eq!(app.get(&path).await.ok()["status"], "revoked");
}

#[tokio::test]
async fn second_factors_can_be_given_and_leave_their_times() {
    let app = App::start().await;
    let id = app.user("ada").await;
    app.clock.advance(1000);
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let changed = update(&app, &id, json!({ "totp_secret": secret, "backup_codes": ["one", "two"] })).await.ok();
    assert_eq!((&changed["totp_enabled"], &changed["backup_code_enabled"]), (&json!(true), &json!(true)));
    assert_eq!(changed["mfa_enabled_at"], START + 1000);
    let changed = update(&app, &id, json!({ "backup_codes": [] })).await.ok();
    assert_eq!(changed["backup_code_enabled"], false);
    let refused = update(&app, &id, json!({ "totp_secret": "not base32!" })).await;
    assert_eq!(refused.refusal(), (422, "invalid_totp_secret_code", Some("totp_secret")));
}

#[tokio::test]
async fn of_several_who_take_one_username_at_once_one_gets_it() {
    let app = App::start().await;
    let users = [app.user("ada").await, app.user("bea").await, app.user("cat").await];
    let take = |id: &str| {
        let id = id.to_owned();
        let app = &app;
        async move { update(app, &id, json!({ "username": "wanted" })).await.status }
    };
    let (a, b, c) = tokio::join!(take(&users[0]), take(&users[1]), take(&users[2]));
    let mut statuses = [a, b, c];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422, 422]);
}
