//! Every setting that an operation changes, and the request whose answer it changes: seen before, and right after.

use std::collections::BTreeSet;

use frontdesk_contract::{ApiVersion, Descriptor, Schema, catalogue};
use frontdesk_storage::roles::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, START};

/// The operations whose bodies are settings.
const OPERATIONS: [&str; 7] = [
    "UpdateInstance",
    "UpdateInstanceRestrictions",
    "UpdateInstanceProtect",
    "UpdateInstanceCommunication",
    "UpdateInstanceOAuthApplicationSettings",
    "UpdateInstanceOrganizationSettings",
    "UpdateInstanceAuthConfig",
];

/// Where a setting is seen.
enum Look {
    /// In the answer to the last of these requests: its status, and what a pointer leads to. `{n}` is 1 before and 2
    /// after; `{0/id}` is what the pointer `/id` leads to in the answer to the first of them.
    Answer(&'static [(&'static str, &'static str, &'static str)], &'static str),
    /// In whether somebody can sign up, as a seed does it in place of the Frontend API.
    SignUp(&'static str),
    /// In whether the user who was prepared can sign in on a browser.
    SignIn,
    /// In what is stored, since only the Frontend API would read it: for the given reason.
    Stored(&'static str, &'static str),
}

struct Row {
    operation: &'static str,
    field: &'static str,
    /// What it is set to.
    value: &'static str,
    /// Requests that come first.
    prepare: &'static [(&'static str, &'static str, &'static str)],
    look: Look,
    before: &'static str,
    after: &'static str,
}

const USER: (&str, &str, &str) =
    ("POST", "/users", r#"{"email_address":["ada{n}+clerk_test@example.com"],"skip_password_requirement":true}"#);
const TEST_CODE: &[(&str, &str, &str)] = &[
    USER,
    ("POST", "/email_addresses/{0/email_addresses/0/id}/prepare_verification", "{}"),
    (
        "POST",
        "/email_addresses/{0/email_addresses/0/id}/attempt_verification",
        r#"{"verification_id":"{1/id}","code":"424242"}"#,
    ),
];
const SMS: &[(&str, &str, &str)] = &[
    ("POST", "/users", r#"{"phone_number":["+44740012345{n}"],"skip_password_requirement":true}"#),
    ("POST", "/phone_numbers/{0/phone_numbers/0/id}/prepare_verification", "{}"),
];
const BLOCK_EXAMPLE: (&str, &str, &str) = ("POST", "/blocklist_identifiers", r#"{"identifier":"*@example.com"}"#);
const GET_OAUTH: &[(&str, &str, &str)] = &[("GET", "/instance/oauth_application_settings", "")];
const GET_ORGANIZATIONS: &[(&str, &str, &str)] = &[("GET", "/instance/organization_settings", "")];
const GET_PROTECT: &[(&str, &str, &str)] = &[("GET", "/instance/protect", "")];
const NEW_ORGANIZATION: &[(&str, &str, &str)] = &[("POST", "/organizations", r#"{"name":"Acme {n}"}"#)];
const BETA: &[(&str, &str, &str)] = &[("PATCH", "/beta_features/instance_settings", "{}")];

macro_rules! rows {
    ($($operation:literal $field:literal = $value:literal, $prepare:expr, $look:expr, $before:literal => $after:literal;)*) => {
        &[$(Row {
            operation: $operation, field: $field, value: $value, prepare: $prepare, look: $look,
            before: $before, after: $after,
        },)*]
    };
}

const TABLE: &[Row] = rows! {
    "UpdateInstance" "test_mode" = "false", &[], Look::Answer(TEST_CODE, "/status"),
        r#"[200,"verified"]"# => r#"[200,"unverified"]"#;
    "UpdateInstance" "hibp" = "false", &[],
        Look::Answer(&[("POST", "/users", r#"{"email_address":["ada{n}@example.com"],"password":"password1"}"#)], "/errors/0/code"),
        r#"[422,"form_password_pwned"]"# => "[200,null]";
    "UpdateInstance" "support_email" = r#""help@example.com""#,
        &[("PATCH", "/instance/communication", r#"{"blocked_country_codes":["GB"]}"#)],
        Look::Answer(SMS, "/errors/0/long_message"),
        r#"[403,"No text messages are sent to phone numbers of GB. For more information, ask the support of this application."]"# =>
        r#"[403,"No text messages are sent to phone numbers of GB. For more information, ask help@example.com."]"#;
    "UpdateInstance" "clerk_js_version" = r#""5.111.0""#, &[],
        Look::Stored("/front_end/clerk_js_version", "browsers learn from the Frontend API which script to load"),
        "null" => r#""5.111.0""#;
    "UpdateInstance" "development_origin" = r#""http://localhost:3000""#, &[],
        Look::Answer(&[("GET", "/domains", "")], "/data/0/development_origin"),
        r#"[200,""]"# => r#"[200,"http://localhost:3000"]"#;
    "UpdateInstance" "allowed_origins" = r#"["my-app://localhost"]"#, &[],
        Look::Answer(&[("GET", "/instance", "")], "/allowed_origins"),
        "[200,null]" => r#"[200,["my-app://localhost"]]"#;
    "UpdateInstance" "cookieless_dev" = "false", &[],
        Look::Stored("/front_end/url_based_session_syncing", "only the Frontend API hands sessions to browsers"),
        "true" => "false";
    "UpdateInstance" "url_based_session_syncing" = "false", &[],
        Look::Stored("/front_end/url_based_session_syncing", "only the Frontend API hands sessions to browsers"),
        "true" => "false";
    "UpdateInstance" "preferred_sign_in_strategy_when_password_required" = r#""otp""#, &[],
        Look::Stored("/front_end/preferred_sign_in_strategy", "the order of the steps of a sign-in is the front end's"),
        "null" => r#""otp""#;
    "UpdateInstance" "enhanced_email_deliverability" = "true", &[], Look::Answer(BETA, "/enhanced_email_deliverability"),
        "[200,false]" => "[200,true]";

    "UpdateInstanceRestrictions" "allowlist" = "true", &[], Look::SignUp("ada{n}@example.com"),
        r#""signed up""# => r#""not_allowed_access""#;
    "UpdateInstanceRestrictions" "blocklist" = "true", &[BLOCK_EXAMPLE], Look::SignUp("ada{n}@example.com"),
        r#""signed up""# => r#""not_allowed_access""#;
    "UpdateInstanceRestrictions" "allowlist_blocklist_disabled_on_sign_in" = "false",
        &[BLOCK_EXAMPLE, ("PATCH", "/instance/restrictions", r#"{"blocklist":true}"#)], Look::SignIn,
        r#""signed in""# => r#""not_allowed_access""#;
    "UpdateInstanceRestrictions" "block_email_subaddresses" = "true",
        &[("POST", "/users", r#"{"email_address":["ada@example.com"],"skip_password_requirement":true}"#)],
        Look::Answer(
            &[("POST", "/users", r#"{"email_address":["ada+{n}@example.com"],"skip_password_requirement":true}"#)],
            "/errors/0/code"),
        "[200,null]" => r#"[403,"not_allowed_access"]"#;
    "UpdateInstanceRestrictions" "block_disposable_email_domains" = "true", &[], Look::SignUp("ada{n}@mailinator.com"),
        r#""signed up""# => r#""form_email_address_blocked""#;
    "UpdateInstanceRestrictions" "ignore_dots_for_gmail_addresses" = "true",
        &[("POST", "/users", r#"{"email_address":["ada1@gmail.com","ada2@gmail.com"],"skip_password_requirement":true}"#)],
        Look::Answer(
            &[("POST", "/users", r#"{"email_address":["a.d.a{n}@gmail.com"],"skip_password_requirement":true}"#)],
            "/errors/0/code"),
        "[200,null]" => r#"[403,"not_allowed_access"]"#;

    "UpdateInstanceProtect" "rules_enabled" = "true", &[], Look::Answer(GET_PROTECT, "/rules_enabled"),
        "[200,false]" => "[200,true]";
    "UpdateInstanceProtect" "specter_enabled" = "true", &[], Look::Answer(GET_PROTECT, "/specter_enabled"),
        "[200,false]" => "[200,true]";

    "UpdateInstanceCommunication" "blocked_country_codes" = r#"["GB","DE"]"#, &[], Look::Answer(SMS, "/errors/0/code"),
        "[200,null]" => r#"[403,"unsupported_country_code"]"#;

    "UpdateInstanceOAuthApplicationSettings" "dynamic_oauth_client_registration" = "true", &[],
        Look::Answer(GET_OAUTH, "/dynamic_oauth_client_registration"), "[200,false]" => "[200,true]";
    "UpdateInstanceOAuthApplicationSettings" "default_scopes" = r#"["profile","email"]"#, &[],
        Look::Answer(GET_OAUTH, "/default_scopes"), "[200,null]" => r#"[200,["profile","email"]]"#;
    "UpdateInstanceOAuthApplicationSettings" "oauth_jwt_access_tokens" = "false", &[],
        Look::Answer(GET_OAUTH, "/oauth_jwt_access_tokens"), "[200,true]" => "[200,false]";
    "UpdateInstanceOAuthApplicationSettings" "client_id_metadata_documents_advertised" = "true", &[],
        Look::Answer(GET_OAUTH, "/client_id_metadata_documents_advertised"), "[200,false]" => "[200,true]";
    "UpdateInstanceOAuthApplicationSettings" "client_id_metadata_documents_only_allow_pre_registered_clients" = "true", &[],
        Look::Answer(GET_OAUTH, "/client_id_metadata_documents_only_allow_pre_registered_clients"),
        "[200,false]" => "[200,true]";
    "UpdateInstanceOAuthApplicationSettings" "client_id_metadata_documents_block_implicitly_allowed_clients" = "true", &[],
        Look::Answer(GET_OAUTH, "/client_id_metadata_documents_block_implicitly_allowed_clients"),
        "[200,false]" => "[200,true]";

    "UpdateInstanceOrganizationSettings" "enabled" = "false", &[],
        Look::Answer(&[("GET", "/organizations", "")], "/errors/0/code"),
        "[200,null]" => r#"[403,"organization_not_enabled_in_instance"]"#;
    "UpdateInstanceOrganizationSettings" "max_allowed_memberships" = "2", &[],
        Look::Answer(NEW_ORGANIZATION, "/max_allowed_memberships"), "[200,5]" => "[200,2]";
    "UpdateInstanceOrganizationSettings" "admin_delete_enabled" = "false", &[],
        Look::Answer(NEW_ORGANIZATION, "/admin_delete_enabled"), "[200,true]" => "[200,false]";
    "UpdateInstanceOrganizationSettings" "domains_enabled" = "true", &[],
        Look::Answer(
            &[
                ("POST", "/organizations", r#"{"name":"Acme"}"#),
                ("POST", "/organizations/{0/id}/domains", r#"{"name":"firm{n}.example"}"#),
            ],
            "/errors/0/code"),
        r#"[403,"organization_domains_not_enabled"]"# => "[200,null]";
    "UpdateInstanceOrganizationSettings" "slug_disabled" = "true", &[],
        Look::Answer(&[("POST", "/organizations", r#"{"name":"Acme","slug":"acme-{n}"}"#)], "/errors/0/code"),
        "[200,null]" => r#"[403,"organization_slugs_disabled"]"#;
    "UpdateInstanceOrganizationSettings" "domains_enrollment_modes" = r#"["automatic_invitation"]"#,
        &[("PATCH", "/instance/organization_settings", r#"{"domains_enabled":true}"#)],
        Look::Answer(
            &[
                ("POST", "/organizations", r#"{"name":"Acme"}"#),
                (
                    "POST",
                    "/organizations/{0/id}/domains",
                    r#"{"name":"firm{n}.example","enrollment_mode":"automatic_invitation"}"#,
                ),
            ],
            "/errors/0/code"),
        r#"[403,"organization_domain_enrollment_mode_not_enabled"]"# => "[200,null]";
    "UpdateInstanceOrganizationSettings" "creator_role_id" = r#""{lead}""#, &[],
        Look::Answer(
            &[
                USER,
                ("POST", "/organizations", r#"{"name":"Acme","created_by":"{0/id}"}"#),
                ("GET", "/organizations/{1/id}/memberships", ""),
            ],
            "/data/0/role"),
        r#"[200,"org:admin"]"# => r#"[200,"org:lead"]"#;
    "UpdateInstanceOrganizationSettings" "domains_default_role_id" = r#""{lead}""#, &[],
        Look::Answer(GET_ORGANIZATIONS, "/domains_default_role"), r#"[200,"org:member"]"# => r#"[200,"org:lead"]"#;

    "UpdateInstanceAuthConfig" "restricted_to_allowlist" = "true", &[], Look::SignUp("ada{n}@example.com"),
        r#""signed up""# => r#""not_allowed_access""#;
    "UpdateInstanceAuthConfig" "from_email_address" = r#""hello""#, &[], Look::Answer(BETA, "/from_email_address"),
        r#"[200,"notifications"]"# => r#"[200,"hello"]"#;
    "UpdateInstanceAuthConfig" "progressive_sign_up" = "false", &[], Look::Answer(BETA, "/progressive_sign_up"),
        "[200,true]" => "[200,false]";
    "UpdateInstanceAuthConfig" "test_mode" = "false", &[], Look::Answer(TEST_CODE, "/status"),
        r#"[200,"verified"]"# => r#"[200,"unverified"]"#;
    "UpdateInstanceAuthConfig" "enhanced_email_deliverability" = "true", &[],
        Look::Answer(BETA, "/enhanced_email_deliverability"), "[200,false]" => "[200,true]";
};

fn operation(id: &str) -> &'static Descriptor {
    catalogue::operations().find(|operation| operation.id == id).unwrap()
}

/// Every setting of every operation, in any version.
fn declared() -> BTreeSet<(&'static str, &'static str)> {
    let fields = |id: &'static str| {
        let Some(Schema::Object(object)) = operation(id).body.map(|body| body.schema) else {
            panic!("{id} has a body")
        };
        object.fields.iter().map(move |field| (id, field.name))
    };
    OPERATIONS.into_iter().flat_map(fields).collect()
}

#[test]
fn the_table_has_every_setting_and_no_other() {
    let listed: BTreeSet<_> = TABLE.iter().map(|row| (row.operation, row.field)).collect();
    assert_eq!(listed, declared());
    for row in TABLE {
        assert_ne!(row.before, row.after, "{} {} changes nothing", row.operation, row.field);
        if let Look::Stored(_, reason) = row.look {
            assert!(reason.len() > 20, "{} has no reason", row.field);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_setting_changes_an_answer_at_once() {
    for row in TABLE {
        check(row).await;
    }
}

async fn check(row: &Row) {
    let name = format!("{} {}", row.operation, row.field);
    let app = App::start().await;
    let lead = add_lead(&app).await;
    let user = app.user("prepared").await;
    for (method, path, body) in row.prepare {
        let answer = send(&app, "2026-05-12", method, path, body).await;
        assert!(answer.0 < 300, "{name}: {answer:?}");
    }
    let expect = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
    assert_eq!(look(&app, row, &user, 1).await, expect(row.before), "{name} before");
    let operation = operation(row.operation);
    let body = format!("{{\"{}\":{}}}", row.field, row.value.replace("{lead}", &lead));
    let version = version_with(operation, row.field);
    let (status, answer) = send(&app, version.as_str(), operation.method.as_str(), operation.path, &body).await;
    assert_eq!(status, operation.success, "{name}: {answer}");
    assert_eq!(look(&app, row, &user, 2).await, expect(row.after), "{name} after");
}

/// The newest version that has the field.
fn version_with(operation: &Descriptor, name: &str) -> ApiVersion {
    let Some(Schema::Object(object)) = operation.body.map(|body| body.schema) else { panic!("a body") };
    let field = object.fields.iter().find(|field| field.name == name).unwrap();
    field.versions.iter().filter(|version| operation.versions.contains(*version)).last().unwrap()
}

async fn look(app: &App, row: &Row, user: &str, n: usize) -> Value {
    match &row.look {
        Look::Answer(requests, pointer) => {
            let mut answers: Vec<(u16, Value)> = Vec::new();
            for (method, path, body) in *requests {
                let (path, body) = (fill(path, n, &answers), fill(body, n, &answers));
                answers.push(send(app, "2026-05-12", method, &path, &body).await);
            }
            let (status, body) = answers.pop().unwrap();
            json!([status, body.pointer(pointer)])
        }
        Look::SignUp(address) => {
            let address = fill(address, n, &[]);
            outcome(app, json!({ "registrations": [{ "email_address": address }] }), "signed up").await
        }
        Look::SignIn => {
            let browser = json!({ "user_id": user, "origin": "https://app.example.com" });
            outcome(app, json!({ "browser_sessions": [browser] }), "signed in").await
        }
        Look::Stored(pointer, _) => {
            let settings = app.store_write(|tx| tx.find_settings()).await;
            json!(settings).pointer(pointer).unwrap().clone()
        }
    }
}

/// How a seed ended: with that, or with the code of the refusal.
async fn outcome(app: &App, seed: Value, success: &str) -> Value {
    match app.seed(seed).await {
        Ok(_) => json!(success),
        Err(frontdesk_server::seed::SeedError::Api(code)) => json!(code),
        Err(error) => panic!("{error}"),
    }
}

fn fill(text: &str, n: usize, answers: &[(u16, Value)]) -> String {
    let mut text = text.replace("{n}", &n.to_string());
    for (position, (_, answer)) in answers.iter().enumerate() {
        let mark = format!("{{{position}/");
        while let Some(at) = text.find(&mark) {
            let end = at + text[at..].find('}').unwrap();
            let pointer = text[at + mark.len() - 1..end].to_owned();
            let value = answer.pointer(&pointer).and_then(Value::as_str);
            let value = value.unwrap_or_else(|| panic!("{pointer} in {answer}")).to_owned();
            text.replace_range(at..=end, &value);
        }
    }
    text
}

async fn send(app: &App, version: &str, method: &str, path: &str, body: &str) -> (u16, Value) {
    let request = app.request_in(version, Method::from_bytes(method.as_bytes()).unwrap(), path);
    let request = if body.is_empty() {
        request
    } else {
        request.header("content-type", "application/json").body(body.to_owned())
    };
    let answer = app.send(request).await;
    (answer.status, answer.body)
}

/// A role beside those that every instance has, which creators can have.
async fn add_lead(app: &App) -> String {
    let permissions = ["org:sys_memberships:read", "org:sys_memberships:manage", "org:sys_profile:delete"];
    let role = Role {
        key: "org:lead".to_owned(),
        id: "role_lead".to_owned(),
        name: "Lead".to_owned(),
        permissions: permissions.map(str::to_owned).into(),
        created_at: START,
        ..Role::default()
    };
    app.store_write(move |tx| tx.insert_role(&role)).await;
    "role_lead".to_owned()
}
