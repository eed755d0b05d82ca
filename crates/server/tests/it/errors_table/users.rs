//! Users: identifiers, attributes, passwords, second factors and what they have.

use frontdesk_storage::users::{EmailAddress, OauthToken, User};
use serde_json::{Value, json};

use super::ledger::Ledger;
use super::stage::{GONE, Stage, operation};
use crate::app::{App, START};

/// A digest of MD5.
const DIGEST: &str = "5f4dcc3b5aa765d61d8327deb882cf99";

pub(super) async fn run(app: &App, ledger: &Ledger) {
    creating(&Stage::new(app, ledger).await).await;
    passwords(&Stage::new(app, ledger).await).await;
    updating(&Stage::new(app, ledger).await).await;
    secrets(&Stage::new(app, ledger).await).await;
    belongings(&Stage::new(app, ledger).await).await;
    switches(&Stage::new(app, ledger).await).await;
}

async fn creating(stage: &Stage<'_>) {
    let many: Vec<String> = (0..101).map(|number| format!("many{number}@example.com")).collect();
    let taken = "form_identifier_exists";
    for (args, code, param) in [
        (json!({}), "form_data_missing", None),
        (json!({ "email_address": ["ada0@example.com"] }), taken, Some("email_address")),
        (json!({ "phone_number": ["+14155550100"] }), taken, Some("phone_number")),
        (json!({ "web3_wallet": ["0x00000000000000000000000000000000000000a0"] }), taken, Some("web3_wallet")),
        (json!({ "username": "Ada_0" }), taken, Some("username")),
        (json!({ "username": "eve_a", "external_id": "ext-0" }), taken, Some("external_id")),
        (json!({ "email_address": ["e@example.com", "E@example.com"] }), "form_param_duplicate", Some("email_address")),
        (json!({ "email_address": many }), "form_param_array_size_exceeded", Some("email_address")),
        (json!({ "email_address": ["nobody"] }), "form_param_format_invalid", Some("email_address")),
        (json!({ "phone_number": ["+1 23"] }), "form_param_format_invalid", Some("phone_number")),
        (json!({ "web3_wallet": ["0x12"] }), "form_param_format_invalid", Some("web3_wallet")),
        (
            json!({ "email_address": ["e@example.com"], "email_address_identification_status": ["verified", "reserved"] }),
            "form_param_array_length_mismatch",
            Some("email_address_identification_status"),
        ),
        (json!({ "username": "e" }), "form_username_invalid_length", Some("username")),
        (json!({ "username": "eve adams" }), "form_username_invalid_character", Some("username")),
        (json!({ "username": "123456" }), "form_username_needs_non_number_char", Some("username")),
        (json!({ "username": "+14155552671" }), "form_username_cannot_be_phone_number", Some("username")),
        (json!({ "username": "eve_a", "locale": "the Queen's" }), "form_param_format_invalid", Some("locale")),
        (json!({ "username": "eve_a", "created_at": "last spring" }), "form_param_invalid_time", Some("created_at")),
        (
            json!({ "username": "eve_a", "legal_accepted_at": "2999-01-01T00:00:00Z" }),
            "form_disallow_future_date",
            Some("legal_accepted_at"),
        ),
        (
            json!({ "username": "eve_a", "public_metadata": { "text": "x".repeat(8192) } }),
            "form_param_exceeds_allowed_size",
            Some("public_metadata"),
        ),
    ] {
        stage.refuses("CreateUser", args, (422, code, param)).await;
    }
    let twice = stage.request(operation("CreateUser"), &json!({}));
    let twice = twice.body(r#"{"username":"eve_a","username":"eve_b"}"#);
    stage.refuses_request("CreateUser", twice, (422, "form_param_duplicate", Some("username"))).await;
    let huge = stage.request(operation("CreateUser"), &json!({ "first_name": "x".repeat(1024 * 1024) }));
    stage.refuses_request("CreateUser", huge, (413, "request_body_too_large", None)).await;
}

async fn passwords(stage: &Stage<'_>) {
    let with = |field: &str, value: Value| json!({ "username": "evelynadams", field: value });
    for (args, code, param) in [
        (with("password", json!("aq1!")), "form_password_length_too_short", "password"),
        (with("password", json!("x1!".repeat(30))), "form_password_length_too_long", "password"),
        (with("password", json!("evelynadams")), "form_password_matches_identifier", "password"),
        (with("password", json!("password")), "form_password_pwned", "password"),
        (with("password_digest", json!(DIGEST)), "form_conditional_param_missing", "password_hasher"),
        (with("password_hasher", json!("md5")), "form_conditional_param_missing", "password_digest"),
        (with("totp_secret", json!("0189")), "invalid_totp_secret_code", "totp_secret"),
        (with("backup_codes", json!(["$2b$05$broken"])), "form_param_value_invalid", "backup_codes"),
        (with("backup_codes", json!(vec!["a"; 51])), "form_param_array_size_exceeded", "backup_codes"),
        (
            json!({ "username": "evelyn", "password": "x".repeat(5000), "skip_password_checks": true }),
            "form_password_size_in_bytes_exceeded",
            "password",
        ),
        (
            json!({ "username": "evelyn", "password_digest": DIGEST, "password_hasher": "bcrypt" }),
            "form_password_digest_invalid_code",
            "password_digest",
        ),
        (
            json!({ "username": "evelyn", "password_digest": DIGEST, "password_hasher": "md5", "password": "a long one 17" }),
            "form_conditional_param_disallowed",
            "password_digest",
        ),
    ] {
        stage.refuses("CreateUser", args, (422, code, Some(param))).await;
    }
    // One rule at a time, so that each is the first that is told.
    for (rule, code, password) in [
        ("require_lowercase", "form_password_no_lowercase", "NOTHING SMALL 17"),
        ("require_uppercase", "form_password_no_uppercase", "nothing large 17"),
        ("require_number", "form_password_no_number", "nothing to count"),
        ("require_special", "form_password_no_special_char", "nothingspecial17"),
    ] {
        stage.configure(move |settings| settings.password_policy = json!({ rule: true })).await;
        stage.refuses("CreateUser", with("password", json!(password)), (422, code, Some("password"))).await;
        let change = json!({ "password": password });
        stage.refuses("UpdateUser", change, (422, code, Some("password"))).await;
    }
    stage.configure(|settings| settings.password_policy = json!({ "enforce_strength": 3 })).await;
    let weak = with("password", json!("aaaaaaaaa"));
    stage.refuses("CreateUser", weak, (422, "form_password_not_strong_enough", Some("password"))).await;
}

async fn updating(stage: &Stage<'_>) {
    let (unverified, other) = ("idn_unverified", stage.id("email_address", 1));
    let email = EmailAddress {
        id: unverified.to_owned(),
        email_address: "unverified@example.com".to_owned(),
        ..EmailAddress::default()
    };
    stage.change_user(0, move |user| user.email_addresses.push(email.clone())).await;
    for (args, refusal) in [
        (json!({ "username": "ada_1" }), (422, "form_identifier_exists", Some("username"))),
        (json!({ "external_id": "ext-1" }), (422, "form_identifier_exists", Some("external_id"))),
        (json!({ "username": "a" }), (422, "form_username_invalid_length", Some("username"))),
        (
            json!({ "skip_password_checks": true }),
            (422, "form_conditional_param_disallowed", Some("skip_password_checks")),
        ),
        (json!({ "totp_secret": "not base32!" }), (422, "invalid_totp_secret_code", Some("totp_secret"))),
        (
            json!({ "primary_email_address_id": unverified }),
            (422, "form_verification_needed", Some("primary_email_address_id")),
        ),
        (json!({ "primary_email_address_id": other }), (404, "resource_not_found", None)),
        (json!({ "primary_phone_number_id": "idn_nobodys" }), (404, "resource_not_found", None)),
        (json!({ "primary_web3_wallet_id": "idn_nobodys" }), (404, "resource_not_found", None)),
        (json!({ "profile_image_id": "img_nobodys" }), (404, "image_not_found", None)),
        (json!({ "public_metadata": {} }), (422, "form_param_unknown", Some("public_metadata"))),
    ] {
        stage.refuses("UpdateUser", args, refusal).await;
    }
    let large = json!({ "unsafe_metadata": { "text": "x".repeat(8192) } });
    for operation in ["UpdateUserMetadata", "ReplaceUserMetadata"] {
        let refusal = (422, "form_param_exceeds_allowed_size", Some("unsafe_metadata"));
        stage.refuses(operation, large.clone(), refusal).await;
    }
    stage.refuses("UsersBan", json!({ "user_ids": ["user_nobodys"] }), (404, "resource_not_found", None)).await;
    stage.refuses("UsersUnban", json!({ "user_ids": ["user_nobodys"] }), (404, "resource_not_found", None)).await;
    stage.configure(|settings| settings.required_attributes = vec!["first_name".to_owned()]).await;
    stage.refuses("UpdateUser", json!({ "first_name": null }), (422, "form_data_missing", None)).await;
    let many: Vec<String> = (0..101).map(|number| format!("user_{number}")).collect();
    for operation in ["GetUserList", "GetUsersCount"] {
        let refusal = (422, "form_param_array_size_exceeded", Some("user_id"));
        stage.refuses(operation, json!({ "user_id": many.clone() }), refusal).await;
    }
    stage
        .refuses(
            "GetUserList",
            json!({ "order_by": "-shoe_size" }),
            (422, "form_param_value_invalid", Some("order_by")),
        )
        .await;
}

async fn secrets(stage: &Stage<'_>) {
    let none = stage.id("user", 1).to_owned();
    for operation in ["SetUserPasswordCompromised", "VerifyPassword"] {
        stage.refuses(operation, json!({ "user_id": none }), (400, "no_password_set", None)).await;
    }
    stage.refuses("VerifyTOTP", json!({ "user_id": none, "code": "123456" }), (400, "totp_disabled", None)).await;
    let secret = json!({ "password": "a difficult one 17", "totp_secret": "gezd gnbv gy3t qojq gezd gnbv gy3t qojq" });
    stage.does("UpdateUser", secret).await;
    let wrong = json!({ "password": "another one 18" });
    stage.refuses("VerifyPassword", wrong, (422, "incorrect_password", Some("password"))).await;
    stage.refuses("VerifyTOTP", json!({ "code": "000000" }), (422, "totp_incorrect_code", Some("code"))).await;
    stage.refuses("VerifyTOTP", json!({ "code": "12345" }), (422, "totp_invalid_length", Some("code"))).await;
}

async fn belongings(stage: &Stage<'_>) {
    stage
        .refuses("GetOAuthAccessToken", json!({ "provider": "nowhere" }), (400, "oauth_unsupported_provider", None))
        .await;
    stage.refuses("GetOAuthAccessToken", json!({ "provider": "oauth_google", "user_id": "user_nobodys" }), GONE).await;
    stage.change_user(0, |user| user.external_accounts[0].token = Some(expired_token())).await;
    let google = json!({ "provider": "oauth_google" });
    stage.refuses("GetOAuthAccessToken", google, (400, "oauth_token_retrieval_error", None)).await;
    stage.does("DeleteUserProfileImage", json!({})).await;
    stage.refuses("DeleteUserProfileImage", json!({}), (404, "image_not_found", None)).await;
    stage.refuses("SetUserProfileImage", json!({ "file": "no picture" }), (400, "request_body_invalid", None)).await;
    stage.refuses("SetUserProfileImage", json!({ "file": null }), (400, "form_param_missing", Some("file"))).await;

    // The last of its kind, where every user needs one, and then the last of all.
    stage.configure(|settings| settings.required_attributes = vec!["web3_wallet".to_owned()]).await;
    let required = (400, "last_required_identification_deletion_failed", None);
    stage.refuses("UserWeb3WalletDelete", json!({}), required).await;
    let last = (400, "identification_deletion_failed", None);
    stage.change_user(0, |user| strip(user, "web3_wallet")).await;
    stage.refuses("UserWeb3WalletDelete", json!({}), last).await;
    stage.change_user(1, |user| strip(user, "external_account")).await;
    let account = json!({ "user_id": stage.id("user", 1), "external_account_id": stage.id("external_account", 1) });
    stage.refuses("DeleteExternalAccount", account, last).await;
    stage.change_user(2, |user| strip(user, "username")).await;
    stage.refuses("UpdateUser", json!({ "user_id": stage.id("user", 2), "username": null }), last).await;
}

/// Leaves a user one kind of identifier.
fn strip(user: &mut User, kept: &str) {
    if kept != "username" {
        user.username = None;
    }
    if kept != "web3_wallet" {
        user.primary_web3_wallet_id = None;
        user.web3_wallets.clear();
    }
    if kept != "external_account" {
        user.external_accounts.clear();
    }
    (user.primary_email_address_id, user.primary_phone_number_id) = (None, None);
    user.email_addresses.clear();
    user.phone_numbers.clear();
}

fn expired_token() -> OauthToken {
    OauthToken { token: "ya29.old".to_owned(), expires_at: Some(START - 1), ..OauthToken::default() }
}

async fn switches(stage: &Stage<'_>) {
    stage.configure(|settings| settings.lockout_enabled = false).await;
    let off = (403, "feature_not_enabled", None);
    stage.refuses("LockUser", json!({}), off).await;
    stage.refuses("UnlockUser", json!({}), off).await;
    stage.refuses("CreateUser", json!({ "username": "eve_a", "locked": true }), off).await;
    stage.configure(|settings| settings.phone_number_enabled = false).await;
    let unknown = (422, "form_param_unknown", Some("phone_number"));
    stage.refuses("CreateUser", json!({ "username": "eve_a", "phone_number": ["+14155552671"] }), unknown).await;
    stage.configure(|settings| settings.restrictions.block_email_subaddresses = true).await;
    let alike = (403, "not_allowed_access", Some("email_address"));
    stage.refuses("CreateUser", json!({ "email_address": ["ada0+more@example.com"] }), alike).await;
    stage.configure(|settings| settings.max_users = Some(4)).await;
    stage.refuses("CreateUser", json!({ "username": "eve_a" }), (403, "user_quota_exceeded", None)).await;
}
