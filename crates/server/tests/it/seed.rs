//! Seeding: what only browsers and operators make.

use frontdesk_server::seed::{self, Seed};
use serde_json::{Value, json};

use crate::app::App;
use crate::people::{person, text};

#[tokio::test]
async fn connections_and_browsers_are_made_for_users() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let organization = app.add_organization("acme", &ada, "org:admin", &[]).await;
    let report = app
        .seed(json!({
            "external_accounts": [{
                "user_id": ada, "provider": "oauth_google", "provider_user_id": "g-1", "email_address": "Ada@example.com",
            }],
            "passkeys": [{ "user_id": ada, "name": "Laptop" }],
            "browser_sessions": [{
                "user_id": ada, "origin": "https://app.example.com/page", "organization_id": organization,
            }],
        }))
        .await
        .unwrap();
    let user = app.get(&format!("/users/{ada}")).await.ok();
    assert_eq!(user["passkeys"][0]["id"], report.passkeys[0].passkey_id.as_str());
    let account = &report.external_accounts[0];
    assert!(user["external_accounts"].to_string().contains(&account.external_account_id));
    let links = &user["email_addresses"][0]["linked_to"];
    assert_eq!(links, &json!([{ "type": "oauth_google", "id": account.identification_id }]));

    let browser = &report.browser_sessions[0];
    assert_eq!(browser.origin, "https://app.example.com");
    let session = app.get(&format!("/sessions/{}", browser.session_id)).await.ok();
    assert_eq!(session["last_active_organization_id"], organization.as_str());
    assert_eq!(session["latest_activity"]["object"], "session_activity");
    let claims = app.read_token(&browser.expired_token).await.claims;
    assert_eq!((&claims["azp"], &claims["fva"]), (&json!("https://app.example.com"), &json!([0, -1])));
    assert_eq!(claims["exp"], app.clock.now() / 1000 + 60, "the seed did not ask for an expired one");
}

#[tokio::test]
async fn a_seed_is_applied_whole_or_not_at_all() {
    let app = App::start().await;
    let ada = app.add_user(person("ada")).await;
    let good = json!({ "name": "good", "claims": {} });
    let refused = |bad: Value| {
        let mut templates = vec![good.clone()];
        templates.extend(bad.get("template").cloned());
        let mut seed = json!({ "jwt_templates": templates });
        for list in ["passkeys", "external_accounts", "browser_sessions"] {
            if let Some(item) = bad.get(list) {
                seed[list] = json!([item]);
            }
        }
        app.seed(seed)
    };
    for (bad, said) in [
        (json!({ "template": { "name": "a", "claims": { "sub": "x" } } }), "`sub`"),
        (json!({ "template": { "name": "a", "claims": {}, "lifetime": 29 } }), "lifetime"),
        (json!({ "template": { "name": "a", "claims": {}, "signing_key": "x" } }), "`signing_algorithm`"),
        (
            json!({ "template": { "name": "a", "claims": {}, "signing_key": "x", "signing_algorithm": "none" } }),
            "`none`",
        ),
        (json!({ "template": { "name": "a", "claims": {}, "signing_key": "x", "signing_algorithm": "ES256" } }), "key"),
        (json!({ "passkeys": { "user_id": "user_none", "name": "x" } }), "user_none"),
        (json!({ "browser_sessions": { "user_id": ada, "origin": "nowhere" } }), "nowhere"),
        (
            json!({ "browser_sessions": { "user_id": ada, "origin": "https://a.example", "organization_id": "org_x" } }),
            "org_x",
        ),
    ] {
        let error = refused(bad).await.unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
    let session = app.session(&ada).await;
    let path = format!("/sessions/{}/tokens/good", text(&session, "id"));
    assert_eq!(app.post(&path, json!({})).await.status, 404, "the good template was not kept");
    app.seed(json!({ "jwt_templates": [good] })).await.unwrap();
    app.post(&path, json!({})).await.ok();
}

#[tokio::test]
async fn an_account_belongs_to_one_user() {
    let app = App::start().await;
    let (ada, bob) = (app.add_user(person("ada")).await, app.add_user(person("bob")).await);
    let account = |user: &str| {
        json!({ "external_accounts": [{
            "user_id": user, "provider": "oauth_github", "provider_user_id": "1", "email_address": "x@example.com",
        }] })
    };
    app.seed(account(&ada)).await.unwrap();
    assert!(app.seed(account(&bob)).await.unwrap_err().to_string().contains("another user"));
}

/// A file with something of everything that a seed can have.
const EVERYTHING: &str = r##"
settings:
  max_allowed_memberships: 7
  restrictions: { blocklist: true }
permissions:
  - { key: "org:invoices:read", name: Read invoices }
roles:
  - { key: "org:billing", name: Billing, permissions: ["org:invoices:read"], include_in_initial_role_set: true }
role_sets:
  - { name: Small, roles: ["org:admin"], default_role_key: "org:admin", creator_role_key: "org:admin" }
domains:
  - { name: "satellite.example:3000" }
redirect_urls:
  - { url: "my-app://back" }
jwt_templates:
  - name: api
    claims: { mail: "{{user.primary_email_address}}" }
    signing_algorithm: HS256
    signing_key: a secret
  - { name: session, claims: { plan: gold }, session_token: true }
images:
  - { id: img_1, content_type: image/png, data: AQID }
  - { id: img_2, content_type: image/png, data: BAUG }
users:
  - email_address: [ada@example.com, lovelace@example.com]
    phone_number: ["+1 415 555 0100"]
    username: ada
    external_id: own-1
    first_name: Ada
    password: a password that nobody guesses
    totp_secret: JBSWY3DPEHPK3PXP
    backup_codes: [one, two]
    public_metadata: { color: green }
    private_metadata: { shoe: 39 }
    image: { id: img_1 }
  - email_addresses:
      - { email_address: bob@example.com, verification: { status: verified, strategy: admin } }
      - { email_address: reserved@example.com, reserved: true }
    banned: true
    created_at: 1600000000000
external_accounts:
  - { user: ada, provider: oauth_google, provider_user_id: g-1, email_address: ada@example.com, token: { token: t } }
passkeys:
  - { user: ada@example.com, name: Laptop }
trusted_devices:
  - { user: own-1, platform: ios, app_identifier: com.example.app, name: Phone }
  - { user: own-1, platform: android, app_identifier: com.example.app, revoked_at: 1700000000000 }
organizations:
  - { name: Acme Corp, created_by: ada, public_metadata: { tier: 3 } }
  - { name: Empty, slug: empty-one, max_allowed_memberships: 0 }
organization_domains:
  - { organization: acme-corp, name: Acme.example, enrollment_mode: automatic_suggestion }
  - { organization: acme-corp, name: other.example, affiliation: { status: unverified } }
organization_memberships:
  - { organization: acme-corp, user: ada, role: "org:admin", private_metadata: { desk: 2 } }
  - { organization: acme-corp, user: bob@example.com, role: "org:billing" }
organization_invitations:
  - { organization: acme-corp, email_address: c@example.com, role: "org:member", inviter_user_id: ada }
  - { organization: acme-corp, email_address: d@example.com, role: "org:member" }
  - { organization: acme-corp, email_address: d@example.com, role: "org:member", status: revoked }
  - { organization: acme-corp, email_address: e@example.com, role: "org:member", status: expired, expires_at: 1700000000000 }
invitations:
  - { email_address: f@example.com, public_metadata: { team: blue } }
  - { email_address: g@example.com, status: accepted }
  - { email_address: g@example.com, status: revoked }
allowlist_identifiers:
  - { identifier: "*@Example.com" }
  - { identifier: "+1 415 555 0101" }
blocklist_identifiers:
  - { identifier: Spam@example.org }
waitlist_entries:
  - { email_address: i@example.com }
  - { email_address: j@example.com, status: rejected }
sessions:
  - user: ada
    organization: acme-corp
    latest_activity: { browser_name: Firefox, is_mobile: false, ip_address: 203.0.113.7 }
  - { user: ada, status: ended }
  - { user: ada, status: ended }
  - { user: bob@example.com, actor: { sub: support } }
sign_ups:
  - { email_address: h@example.com, prepared_fields: [email_address] }
  - { user_id: ada, external_id: own-1 }
oauth_applications:
  - name: Hats
    client_secret: a secret of its own
    redirect_uris: ["https://hats.example.com/back", "hats://back"]
    scopes: [openid, offline_access]
    image: { id: img_2 }
  - { name: Agent, public: true, dynamically_registered: true, client_uri: "https://agent.example.com" }
"##;

impl App {
    pub(crate) async fn export(&self) -> Seed {
        seed::export(&self.store, &self.instance_id).await.unwrap()
    }

    async fn apply(&self, seed: &Seed) -> seed::SeedReport {
        let (store, clock, id, seed) = (self.store.clone(), self.clock.clone(), self.instance_id.clone(), seed.clone());
        tokio::task::spawn_blocking(move || seed::apply(&store, &clock, &id, &seed)).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_seed_makes_everything_and_making_it_again_changes_nothing() {
    let app = App::start().await;
    let seed = seed::read(EVERYTHING).unwrap();
    let report = app.apply(&seed).await;
    app.server.shared.forget_instances();
    let export = app.export().await;
    app.clock.advance(1000);
    assert_eq!(app.apply(&seed).await, report);
    assert_eq!(app.export().await, export);
    assert!(app.store.check().await.unwrap().is_clean());

    let ada = app.get(&format!("/users/{}", report.users[0])).await.ok();
    assert_eq!((&ada["username"], &ada["external_id"]), (&json!("ada"), &json!("own-1")));
    assert_eq!((&ada["password_enabled"], &ada["two_factor_enabled"]), (&json!(true), &json!(true)));
    let correct = json!({ "password": "a password that nobody guesses" });
    app.post(&format!("/users/{}/verify_password", report.users[0]), correct).await.ok();
    let spent = app.post(&format!("/users/{}/verify_totp", report.users[0]), json!({ "code": "two" })).await.ok();
    assert_eq!(spent["code_type"], "backup_code");
    assert_eq!(ada["external_accounts"].as_array().unwrap().len(), 1);
    assert_eq!(ada["passkeys"].as_array().unwrap().len(), 1);
    let members = app.get(&format!("/organizations/{}/memberships", report.organizations[0])).await.ok();
    assert_eq!(members["total_count"], 2);
    let domains = app.get(&format!("/organizations/{}/domains", report.organizations[0])).await.ok();
    let mut shown: Vec<(&str, &str)> = domains["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|domain| (text(domain, "name"), text(&domain["verification"], "status")))
        .collect();
    // Made in the same moment, they come in any order.
    shown.sort_unstable();
    assert_eq!(shown, [("acme.example", "verified"), ("other.example", "unverified")]);
    assert_eq!(app.get("/redirect_urls").await.ok()[0]["url"], "my-app://back");
    assert_eq!(app.get("/domains").await.ok()["total_count"], 2);
    let session = app.get(&format!("/sessions/{}", report.sessions[0])).await.ok();
    assert_eq!(session["latest_activity"]["browser_name"], "Firefox");
    assert_eq!(session["last_active_organization_id"], report.organizations[0].as_str());
    let jwt = app.post(&format!("/sessions/{}/tokens", report.sessions[0]), json!({})).await.ok();
    let claims = app.read_token(text(&jwt, "jwt")).await.claims;
    assert_eq!((&claims["plan"], &claims["o"]["id"]), (&json!("gold"), &json!(report.organizations[0])));
    assert_ne!(report.sessions[1], report.sessions[2], "two that are equal are two");
    let hats = app.get(&format!("/oauth_applications/{}", report.oauth_applications[0].id)).await.ok();
    assert_eq!(
        (&hats["scopes"], &hats["callback_url"]),
        (&json!("openid offline_access"), &json!("https://hats.example.com/back"))
    );
    assert!(hats["client_image_url"].is_string());
    let agent = app.get(&format!("/oauth_applications/{}", report.oauth_applications[1].id)).await.ok();
    assert_eq!((&agent["pkce_required"], &agent["scopes"]), (&json!(true), &json!("profile email")));
}

#[tokio::test]
async fn an_export_makes_an_equal_instance() {
    let (one, two) = (App::start().await, App::start().await);
    one.apply(&seed::read(EVERYTHING).unwrap()).await;
    let export = one.export().await;
    // As it is written into a file, and read from one.
    let text = serde_json::to_string_pretty(&export).unwrap();
    two.clock.advance(5000);
    two.apply(&seed::read(&text).unwrap()).await;
    assert_eq!(serde_json::to_string_pretty(&two.export().await).unwrap(), text);
    assert!(two.store.check().await.unwrap().is_clean());
    two.server.shared.forget_instances();
    let ada = two.get("/users?username=ada").await.ok()[0].clone();
    let correct = json!({ "password": "a password that nobody guesses" });
    two.post(&format!("/users/{}/verify_password", text_of(&ada)), correct).await.ok();
}

#[tokio::test]
async fn a_user_of_an_export_takes_no_identifier_from_another() {
    let (one, two) = (App::start().await, App::start().await);
    one.apply(&seed::read(EVERYTHING).unwrap()).await;
    let bob = two.add_user(person("bob")).await;
    let export = one.export().await;
    let (store, clock, id) = (two.store.clone(), two.clock.clone(), two.instance_id.clone());
    let applied = tokio::task::spawn_blocking(move || seed::apply(&store, &clock, &id, &export)).await.unwrap();
    assert!(applied.unwrap_err().to_string().contains(&format!("belongs to {bob}")));
    assert_eq!(two.get("/users/count").await.ok()["total_count"], 1, "nothing was made");
}

fn text_of(user: &Value) -> &str {
    text(user, "id")
}

#[test]
fn what_seeds_do_not_have_is_named() {
    for (text, said) in [
        ("users: [{ frist_name: Ada }]", "users[0].frist_name"),
        ("usres: []", "usres"),
        ("users: [{ passkeys: [{ nmae: x }] }]", "users[0].passkeys[0].nmae"),
        ("settings: { restrictions: { blcklist: true } }", "settings.restrictions.blcklist"),
        ("sessions: [{ user: ada, latest_activity: { browser: x } }]", "sessions[0].latest_activity.browser"),
        ("users: { first_name: Ada }", "invalid type"),
        ("users: [", "neither"),
        ("[1]", "invalid type"),
    ] {
        let error = seed::read(text).unwrap_err().to_string();
        assert!(error.contains(said), "{text}: {error}");
    }
    assert_eq!(seed::read("# nothing yet").unwrap(), Seed::default());
    let free = "users: [{ public_metadata: { any: { thing: 1 } } }]";
    assert_eq!(seed::read(free).unwrap().users.len(), 1, "metadata are free");
}

#[test]
fn the_published_schema_is_that_of_the_program() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/seed.schema.json");
    let published: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(published == seed::schema(), "stale: write it anew with `frontdesk seed --schema > docs/seed.schema.json`");
}

#[tokio::test]
async fn a_browser_of_a_seed_keeps_its_session_and_gets_new_secrets() {
    let app = App::start().await;
    app.add_user(person("ada")).await;
    let browser = json!({ "user": "ada@example.com", "origin": "https://app.example.com" });
    let seed = json!({ "browser_sessions": [browser, browser] });
    let (first, second) = (app.seed(seed.clone()).await.unwrap(), app.seed(seed).await.unwrap());
    for (before, after) in first.browser_sessions.iter().zip(&second.browser_sessions) {
        assert_eq!((&before.session_id, &before.client_id), (&after.session_id, &after.client_id));
        assert_ne!(before.refresh_token, after.refresh_token);
        let verify = |token: &str| app.post("/clients/verify", json!({ "token": token }));
        assert_eq!(verify(&after.client_token).await.ok()["id"], after.client_id.as_str());
        assert_eq!(verify(&before.client_token).await.status, 400, "the old secret has ended");
    }
    assert_ne!(first.browser_sessions[0].session_id, first.browser_sessions[1].session_id);
}

#[tokio::test]
async fn what_was_granted_is_granted_anew_by_the_same_seed() {
    let app = App::start().await;
    app.add_user(person("ada")).await;
    let seed = json!({
        "oauth_applications": [{ "name": "Hats", "scopes": ["profile", "offline_access"] }],
        "oauth_grants": [
            { "application": "Hats", "user": "ada@example.com", "jwt": false },
            { "application": "Hats", "user": "ada@example.com", "jwt": true, "scopes": ["profile"] },
            { "application": "Hats", "user": "ada@example.com", "jwt": true, "expired": true },
        ],
    });
    let (first, second) = (app.seed(seed.clone()).await.unwrap(), app.seed(seed).await.unwrap());
    assert_eq!(first.oauth_applications, second.oauth_applications);
    assert!(!app.works(&first.oauth_grants[0].access_token).await, "the tokens before end");
    let [opaque, signed, expired] = &second.oauth_grants[..] else { panic!("{second:?}") };
    for granted in [opaque, signed] {
        let verified = app.verify_access_token(&granted.access_token).await.ok();
        assert_eq!(verified["id"], granted.access_token_id.as_str());
        assert_eq!(verified["client_id"], second.oauth_applications[0].client_id.as_str());
    }
    assert_eq!(app.verify_access_token(&expired.access_token).await.ok(), json!({ "active": false }));
    let rows = app.rows().await;
    assert_eq!(rows.lines().filter(|row| row.starts_with("oauth_grants")).count(), 3, "{rows}");
    assert!(app.store.check().await.unwrap().is_clean());
    let exported = app.export().await;
    assert_eq!((exported.oauth_applications.len(), exported.oauth_grants.len()), (1, 0));
}

#[tokio::test]
async fn an_application_or_a_grant_that_cannot_be_is_refused() {
    let app = App::start().await;
    app.add_user(person("ada")).await;
    app.seed(json!({ "oauth_applications": [{ "name": "Hats" }] })).await.unwrap();
    for (seed, said) in [
        (json!({ "oauth_applications": [{ "name": "" }] }), "needs a name"),
        (json!({ "oauth_applications": [{ "name": "x", "redirect_uris": ["nowhere"] }] }), "`nowhere`"),
        (json!({ "oauth_applications": [{ "name": "x", "scopes": ["hats"] }] }), "`hats`"),
        (json!({ "oauth_applications": [{ "name": "x", "public": true, "client_secret": "y" }] }), "public"),
        (json!({ "oauth_grants": [{ "application": "Caps", "user": "ada@example.com" }] }), "Caps"),
        (json!({ "oauth_grants": [{ "application": "Hats", "user": "bob@example.com" }] }), "bob@example.com"),
        (
            json!({ "oauth_grants": [{ "application": "Hats", "user": "ada@example.com", "scopes": ["openid"] }] }),
            "`openid`",
        ),
    ] {
        let error = app.seed(seed).await.unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
    assert_eq!(app.get("/oauth_applications").await.ok()["total_count"], 1);
}
