//! `PATCH /instance/restrictions`, and what it does to users of the Backend API. Sign-ups are made by seeds, in place of
//! the Frontend API.

use frontdesk_server::seed::SeedError;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::App;
use crate::people::text;

impl App {
    /// Has somebody sign up: the id of the user, or the code of the refusal.
    pub(crate) async fn sign_up(&self, registration: Value) -> Result<String, String> {
        match self.seed(json!({ "registrations": [registration] })).await {
            Ok(report) => Ok(report.registrations[0].user_id.clone()),
            Err(SeedError::Api(code)) => Err(code.to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    async fn restrict(&self, body: Value) -> Value {
        self.patch("/instance/restrictions", body).await.ok()
    }
}

const ON: [&str; 6] = [
    "allowlist",
    "blocklist",
    "allowlist_blocklist_disabled_on_sign_in",
    "block_email_subaddresses",
    "block_disposable_email_domains",
    "ignore_dots_for_gmail_addresses",
];

#[tokio::test]
async fn all_switches_are_answered_in_the_shape_of_every_version() {
    let app = App::start().await;
    let fresh = app.restrict(json!({})).await;
    let expected = json!({
        "object": "instance_restrictions", "allowlist": false, "blocklist": false,
        "allowlist_blocklist_disabled_on_sign_in": true, "block_email_subaddresses": false,
        "block_disposable_email_domains": false, "ignore_dots_for_gmail_addresses": false,
    });
    assert_eq!(fresh, expected);
    for name in ON {
        assert_eq!(app.restrict(json!({ name: true })).await[name], true, "{name}");
        assert_eq!(app.restrict(json!({ name: null })).await[name], true, "null leaves {name} alone");
        assert_eq!(app.restrict(json!({ name: false })).await[name], false, "{name}");
    }
    let request = app.request_in("2025-03-12", Method::PATCH, "/instance/restrictions").json(&json!({}));
    let short = app.send(request).await.ok();
    assert!(short.get("allowlist_blocklist_disabled_on_sign_in").is_none(), "{short}");
    let unknown = app.patch("/instance/restrictions", json!({ "colour": true })).await;
    assert_eq!(unknown.refusal(), (422, "form_param_unknown", Some("colour")));
}

#[tokio::test]
async fn an_allowlist_fits_only_where_everybody_may_sign_up() {
    let app = App::start().await;
    for mode in ["restricted", "waitlist"] {
        app.configure(move |settings| settings.restrictions.sign_up_mode = mode.to_owned()).await;
        let code = "sign_up_mode_restricted_invalid_value";
        let refused = app.patch("/instance/restrictions", json!({ "allowlist": true })).await;
        assert_eq!(refused.refusal(), (422, code, Some("allowlist")));
        let refused = app.patch("/beta_features/instance_settings", json!({ "restricted_to_allowlist": true })).await;
        assert_eq!(refused.refusal(), (422, code, Some("restricted_to_allowlist")));
        app.restrict(json!({ "allowlist": false, "blocklist": true })).await;
    }
}

#[tokio::test]
async fn rules_about_addresses_need_addresses() {
    let app = App::start().await;
    app.configure(|settings| settings.email_address_enabled = false).await;
    for name in &ON[3..] {
        let refused = app.patch("/instance/restrictions", json!({ *name: true })).await;
        assert_eq!(refused.refusal(), (422, "disabled_instance_restriction", Some(*name)));
        app.restrict(json!({ *name: false })).await;
    }
}

#[tokio::test]
async fn the_allowlist_lets_in_whom_it_names_and_beats_the_blocklist() {
    let app = App::start().await;
    app.restrict(json!({ "allowlist": true, "blocklist": true })).await;
    let ada = json!({ "email_address": "Ada@example.com" });
    assert_eq!(app.sign_up(ada.clone()).await, Err("not_allowed_access".to_owned()), "an empty list keeps all out");
    for identifier in ["ada@example.com", "*@firm.example", "+14155552671"] {
        app.post("/allowlist_identifiers", json!({ "identifier": identifier })).await.ok();
    }
    app.post("/blocklist_identifiers", json!({ "identifier": "*@example.com" })).await.ok();
    app.sign_up(ada).await.unwrap();
    app.sign_up(json!({ "email_address": "x@firm.example" })).await.unwrap();
    app.sign_up(json!({ "phone_number": "+1 415 555 2671" })).await.unwrap();
    for stranger in [
        json!({ "email_address": "bob@example.com" }),
        json!({ "email_address": "ada+1@example.com" }),
        json!({ "email_address": "x@sub.firm.example" }),
        json!({ "phone_number": "+1 415 555 2672" }),
        // Every identifier has to be allowed.
        json!({ "email_address": "y@firm.example", "phone_number": "+14155552672" }),
    ] {
        assert_eq!(app.sign_up(stranger.clone()).await, Err("not_allowed_access".to_owned()), "{stranger}");
    }
    // The Backend API is above it.
    app.user("bob").await;
}

#[tokio::test]
async fn the_blocklist_keeps_out_addresses_their_variants_and_domains() {
    let app = App::start().await;
    app.restrict(json!({ "blocklist": true })).await;
    for identifier in [
        "eve@example.com",
        "*@spam.example",
        "*@*.wide.example",
        "+14155552671",
        "mallory@yahoo.com",
        "jo*@some.example",
    ] {
        app.post("/blocklist_identifiers", json!({ "identifier": identifier })).await.ok();
    }
    let blocked = "not_allowed_access";
    for (address, outcome) in [
        ("EVE@example.com", Some(blocked)),
        ("eve+news@example.com", Some(blocked)),
        ("eve=x@example.com", Some(blocked)),
        ("eve#x@example.com", Some(blocked)),
        ("eve-x@example.com", None),
        ("mallory-x@yahoo.com", Some(blocked)),
        ("anybody@spam.example", Some(blocked)),
        ("anybody@below.spam.example", None),
        ("anybody@below.wide.example", Some(blocked)),
        ("anybody@far.below.wide.example", None),
        ("anybody@wide.example", None),
        ("john@some.example", None),
    ] {
        let signed_up = app.sign_up(json!({ "email_address": address })).await;
        assert_eq!(signed_up.err().as_deref(), outcome, "{address}");
    }
    let phone = app.sign_up(json!({ "phone_number": "+14155552671" })).await;
    assert_eq!(phone, Err(blocked.to_owned()));
    app.restrict(json!({ "blocklist": false })).await;
    app.sign_up(json!({ "email_address": "eve@example.com" })).await.unwrap();
}

#[tokio::test]
async fn one_mailbox_is_one_account_where_subaddresses_are_blocked() {
    let app = App::start().await;
    let create =
        |address: &str| app.post("/users", json!({ "email_address": [address], "skip_password_requirement": true }));
    let ada = create("ada+first@example.com").await.ok();
    app.restrict(json!({ "block_email_subaddresses": true })).await;
    let refusal = (403, "not_allowed_access", Some("email_address"));
    for address in ["ada@example.com", "ada+second@example.com", "ada#x@example.com"] {
        assert_eq!(create(address).await.refusal(), refusal, "{address}");
    }
    // Another host, a longer name, a test address: none of them is the same mailbox.
    for address in ["ada+first@example.org", "adam@example.com", "ada+clerk_test@example.com"] {
        create(address).await.ok();
    }
    // A user may have several addresses of its own mailbox, but none of somebody else's.
    let add = |user: &str, address: &str| {
        app.post("/email_addresses", json!({ "user_id": user, "email_address": address, "verified": true }))
    };
    add(text(&ada, "id"), "ada+second@example.com").await.ok();
    let bob = app.user("bob").await;
    assert_eq!(add(&bob, "ada+third@example.com").await.refusal(), refusal);
    let put =
        app.put(&format!("/users/{bob}/email_address"), json!({ "email_address": "ada+third@example.com" })).await;
    assert_eq!(put.refusal(), refusal);
    let sign_up = app.sign_up(json!({ "email_address": "carol+x@example.com" })).await;
    assert_eq!(sign_up, Err("not_allowed_access".to_owned()), "whoever signs up has no subaddress at all");
    app.restrict(json!({ "block_email_subaddresses": false })).await;
    create("ada@example.com").await.ok();
}

#[tokio::test]
async fn dots_make_no_difference_at_gmail_where_they_are_ignored() {
    let app = App::start().await;
    let create =
        |address: &str| app.post("/users", json!({ "email_address": [address], "skip_password_requirement": true }));
    create("ada.lovelace@gmail.com").await.ok();
    create("grace.hopper+navy@gmail.com").await.ok();
    app.restrict(json!({ "ignore_dots_for_gmail_addresses": true })).await;
    let refusal = (403, "not_allowed_access", Some("email_address"));
    for address in ["adalovelace@gmail.com", "a.da.lovelace@gmail.com", "ada.love.lace@googlemail.com"] {
        assert_eq!(create(address).await.refusal(), refusal, "{address}");
    }
    for address in ["ada.lovelace@example.com", "adalovelace@example.com", "adalovelace+x@gmail.com"] {
        create(address).await.ok();
    }
    app.restrict(json!({ "block_email_subaddresses": true })).await;
    for address in ["gracehopper@gmail.com", "g.race.hopper+army@gmail.com"] {
        assert_eq!(create(address).await.refusal(), refusal, "{address}");
    }
}

#[tokio::test]
async fn the_same_mailbox_is_claimed_once_by_requests_that_race() {
    let app = App::start().await;
    app.restrict(json!({ "block_email_subaddresses": true })).await;
    let create = |number: usize| {
        let body = json!({ "email_address": [format!("ada+{number}@example.com")], "skip_password_requirement": true });
        app.post("/users", body)
    };
    let answers = futures_util::future::join_all((0..8).map(create)).await;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 403).count(), 7, "{statuses:?}");
}

#[tokio::test]
async fn sign_up_modes_keep_the_uninvited_out() {
    let app = App::start().await;
    for (mode, code) in [("restricted", "sign_up_mode_restricted"), ("waitlist", "sign_up_restricted_waitlist")] {
        app.seed(json!({ "settings": { "restrictions": { "sign_up_mode": mode } } })).await.unwrap();
        let address = format!("{mode}@example.com");
        assert_eq!(app.sign_up(json!({ "email_address": address })).await, Err(code.to_owned()));
        let invitation = app.post("/invitations", json!({ "email_address": address })).await.ok();
        let invited = json!({ "email_address": address, "invitation_id": invitation["id"] });
        app.sign_up(invited.clone()).await.unwrap();
        assert!(app.sign_up(invited).await.unwrap_err().contains("pending"), "an invitation is good for one");
    }
    let refused = app.seed(json!({ "settings": { "restrictions": { "sign_up_mode": "x" } } })).await.unwrap_err();
    assert!(refused.to_string().contains("sign-up mode"), "{refused}");
    let refused = app.seed(json!({ "settings": { "restrictions": { "colour": 1 } } })).await.unwrap_err();
    assert!(refused.to_string().contains("`restrictions.colour`"), "{refused}");
}
