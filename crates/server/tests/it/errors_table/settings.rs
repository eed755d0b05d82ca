//! Settings of the instance, its domains, lists, waitlist, templates and addresses.

use frontdesk_storage::waitlist_entries::WaitlistEntry;
use serde_json::{Value, json};

use super::ledger::Ledger;
use super::stage::{GONE, Stage, invalid, malformed, operation, taken};
use crate::app::App;

/// The three names of the move to another domain.
const MOVES: [&str; 3] = ["ChangeProductionInstanceDomain", "UpdateProductionInstanceDomain", "ChangeInstanceDomain"];

pub(super) async fn run(app: &App, ledger: &Ledger) {
    instance(&Stage::new(app, ledger).await).await;
    domains(&Stage::new(app, ledger).await).await;
    live_domains(&Stage::production(app, ledger).await, &Stage::production(app, ledger).await).await;
    lists(&Stage::new(app, ledger).await).await;
    waitlist(&Stage::new(app, ledger).await).await;
    invitations(&Stage::new(app, ledger).await).await;
    templates(&Stage::new(app, ledger).await).await;
    addresses(&Stage::new(app, ledger).await).await;
    pages(&Stage::new(app, ledger).await).await;
}

async fn instance(stage: &Stage<'_>) {
    let many = vec!["my-app://localhost"; 101];
    for (id, args, refusal) in [
        ("UpdateInstance", json!({ "support_email": "nobody" }), malformed("support_email")),
        ("UpdateInstance", json!({ "clerk_js_version": "the newest" }), malformed("clerk_js_version")),
        ("UpdateInstance", json!({ "development_origin": "localhost" }), malformed("development_origin")),
        (
            "UpdateInstance",
            json!({ "allowed_origins": ["https://example.com"] }),
            (422, "form_invalid_origin", Some("allowed_origins")),
        ),
        (
            "UpdateInstance",
            json!({ "allowed_origins": many }),
            (422, "form_param_array_size_exceeded", Some("allowed_origins")),
        ),
        (
            "UpdateInstance",
            json!({ "cookieless_dev": true, "url_based_session_syncing": false }),
            (422, "form_param_value_conflict", Some("cookieless_dev")),
        ),
        (
            "UpdateInstanceCommunication",
            json!({ "blocked_country_codes": ["DE", "DE"] }),
            (422, "form_param_duplicate", Some("blocked_country_codes")),
        ),
        ("UpdateInstanceOAuthApplicationSettings", json!({ "default_scopes": [""] }), invalid("default_scopes")),
        ("UpdateInstanceAuthConfig", json!({ "from_email_address": "no spaces" }), malformed("from_email_address")),
        (
            "UpdateInstanceOrganizationSettings",
            json!({ "max_allowed_memberships": -1 }),
            invalid("max_allowed_memberships"),
        ),
        (
            "UpdateInstanceOrganizationSettings",
            json!({ "domains_enrollment_modes": ["magic"] }),
            invalid("domains_enrollment_modes"),
        ),
        (
            "UpdateInstanceOrganizationSettings",
            json!({ "creator_role_id": "role_nobodys" }),
            (404, "resource_not_found", Some("creator_role_id")),
        ),
        (
            "UpdateInstanceOrganizationSettings",
            json!({ "domains_default_role_id": "role_nobodys" }),
            (404, "resource_not_found", Some("domains_default_role_id")),
        ),
        (
            "UpdateInstanceOrganizationSettings",
            json!({ "creator_role_id": stage.id("role", 0) }),
            (422, "organization_missing_creator_role_permissions", Some("creator_role_id")),
        ),
        (
            "UpdateInstanceOrganizationSettings",
            json!({ "enabled": false }),
            (400, "organizations_disable_not_allowed", None),
        ),
    ] {
        stage.refuses(id, args, refusal).await;
    }
    stage.configure(|settings| settings.communication.email_link_enabled = true).await;
    let links = (422, "enhanced_email_deliverability_prohibited", None);
    stage.refuses("UpdateInstance", json!({ "enhanced_email_deliverability": true }), links).await;
    stage.configure(|settings| "restricted".clone_into(&mut settings.restrictions.sign_up_mode)).await;
    let mode = |name| (422, "sign_up_mode_restricted_invalid_value", Some(name));
    stage.refuses("UpdateInstanceRestrictions", json!({ "allowlist": true }), mode("allowlist")).await;
    let restricted = json!({ "restricted_to_allowlist": true });
    stage.refuses("UpdateInstanceAuthConfig", restricted, mode("restricted_to_allowlist")).await;
    stage.configure(|settings| settings.email_address_enabled = false).await;
    let off = (422, "disabled_instance_restriction", Some("block_email_subaddresses"));
    stage.refuses("UpdateInstanceRestrictions", json!({ "block_email_subaddresses": true }), off).await;
}

async fn domains(stage: &Stage<'_>) {
    for id in MOVES {
        let home = json!({ "home_url": "https://www.example.com" });
        stage.refuses(id, home, (400, "domain_update_forbidden", None)).await;
    }
    let url = "https://satellite.example/__clerk";
    for (id, args, refusal) in [
        ("AddDomain", json!({ "is_satellite": true, "name": "https://a.example" }), malformed("name")),
        ("AddDomain", json!({ "is_satellite": true, "name": "satellite1.example" }), taken("name")),
        (
            "AddDomain",
            json!({ "is_satellite": false, "name": "a.example" }),
            (422, "primary_domain_already_exists", Some("is_satellite")),
        ),
        (
            "AddDomain",
            json!({ "is_satellite": true, "name": "a.example", "proxy_url": url }),
            (400, "domain_update_forbidden", None),
        ),
        ("UpdateDomain", json!({ "name": "satellite1.example" }), taken("name")),
        ("UpdateDomain", json!({ "name": "https://a.example" }), malformed("name")),
        ("UpdateDomain", json!({ "proxy_url": url }), (400, "domain_update_forbidden", None)),
        ("VerifyDomainProxy", json!({ "proxy_url": url }), (422, "form_param_missing", Some("domain_id"))),
        (
            "VerifyDomainProxy",
            json!({ "proxy_url": "no url", "domain_id": stage.id("domain", 0) }),
            malformed("proxy_url"),
        ),
        (
            "VerifyDomainProxy",
            json!({ "proxy_url": url, "domain_id": "dmn_nobodys" }),
            (422, "form_resource_not_found", Some("domain_id")),
        ),
    ] {
        stage.refuses(id, args, refusal).await;
    }
    let all = stage.does("ListDomains", json!({})).await;
    let primary = all["data"].as_array().unwrap().iter().find(|domain| domain["is_satellite"] == false).unwrap();
    let primary = json!({ "domain_id": primary["id"] });
    stage.refuses("DeleteDomain", primary, (403, "operation_not_allowed_on_primary_domain", None)).await;
}

/// What only production instances have.
async fn live_domains(stage: &Stage<'_>, other: &Stage<'_>) {
    other.does(MOVES[0], json!({ "home_url": "https://www.other-home.com" })).await;
    for id in MOVES {
        for (home, code) in [
            ("https://www.other-home.com", "home_url_taken"),
            ("https://shop.vercel.app", "known_hosting_domain"),
            ("https://clerk.com", "reserved_domain"),
            ("https://accounts.example.com", "reserved_subdomain"),
            ("two words", "form_param_format_invalid"),
        ] {
            stage.refuses(id, json!({ "home_url": home }), (422, code, Some("home_url"))).await;
        }
    }
    let lent = json!({ "is_satellite": true, "name": "x.vercel.app" });
    let proxy = (422, "proxy_url_required_for_provider_domain", Some("proxy_url"));
    stage.refuses("AddDomain", lent, proxy).await;
    stage.refuses("UpdateDomain", json!({ "name": "x.vercel.app" }), proxy).await;
    // Production reaches no address of this machine, so that nobody is asked.
    let nowhere = json!({ "proxy_url": "https://127.0.0.1:1/__clerk" });
    stage.refuses("UpdateDomain", nowhere, (422, "invalid_proxy_configuration", Some("proxy_url"))).await;
}

async fn lists(stage: &Stage<'_>) {
    for id in ["CreateAllowlistIdentifier", "CreateBlocklistIdentifier"] {
        let twice = (400, "duplicate_record", Some("identifier"));
        stage.refuses(id, json!({ "identifier": "Listed0@example.com" }), twice).await;
        stage.refuses(id, json!({ "identifier": "nobody" }), malformed("identifier")).await;
    }
    let create = "CreateAllowlistIdentifier";
    let notify = |identifier: &str| json!({ "identifier": identifier, "notify": true });
    stage.refuses(create, notify("*@other.example"), invalid("notify")).await;
    stage.refuses(create, notify("ada0@example.com"), taken("email_address")).await;
    stage.refuses(create, notify("new0@example.com"), (400, "duplicate_record", None)).await;
    stage.configure(|settings| settings.email_address_enabled = false).await;
    stage.refuses(create, notify("eve@example.com"), (400, "invitations_not_supported", None)).await;
}

async fn waitlist(stage: &Stage<'_>) {
    let address = |address: &str| json!({ "email_address": address });
    stage.refuses("CreateWaitlistEntry", address("nobody"), malformed("email_address")).await;
    let bulk = |addresses: &[&str]| json!({ "body": addresses.iter().map(|one| address(one)).collect::<Vec<Value>>() });
    let create = "CreateBulkWaitlistEntries";
    stage.refuses(create, bulk(&["nobody"]), malformed("email_address")).await;
    let twice = (422, "form_param_duplicate", Some("email_address"));
    stage.refuses(create, bulk(&["a@example.com", "A@example.com"]), twice).await;
    stage.refuses(create, bulk(&["a@example.com"; 51]), (400, "bulk_size_exceeded", None)).await;

    let actions = ["InviteWaitlistEntry", "RejectWaitlistEntry", "DeleteWaitlistEntry"];
    let entry = |index: usize| json!({ "waitlist_entry_id": stage.id("waitlist_entry", index) });
    stage.does(actions[0], entry(0)).await;
    stage.does(actions[1], entry(1)).await;
    let id = stage.id("waitlist_entry", 2).to_owned();
    change_entry(stage, &id, |entry| "completed".clone_into(&mut entry.status)).await;
    for (action, index, code) in [
        (actions[0], 0, "waitlist_entry_already_invited"),
        (actions[2], 0, "waitlist_entry_already_invited"),
        (actions[1], 1, "waitlist_entry_already_rejected"),
        (actions[0], 2, "waitlist_entry_already_completed"),
        (actions[1], 2, "waitlist_entry_already_completed"),
        (actions[2], 2, "waitlist_entry_already_completed"),
    ] {
        stage.refuses(action, entry(index), (409, code, None)).await;
    }
    let id = stage.id("waitlist_entry", 3).to_owned();
    change_entry(stage, &id, |entry| entry.is_locked = true).await;
    for action in actions {
        stage.refuses(action, entry(3), (409, "waitlist_entry_locked", None)).await;
    }
    change_entry(stage, &id, |entry| entry.is_locked = false).await;
    stage.does("CreateInvitation", json!({ "email_address": "waiting3@example.com" })).await;
    stage.refuses(actions[0], entry(3), (400, "duplicate_record", None)).await;
    stage.configure(|settings| settings.email_address_enabled = false).await;
    stage.refuses(actions[0], entry(3), (400, "invitations_not_supported", None)).await;
}

async fn change_entry(stage: &Stage<'_>, id: &str, change: fn(&mut WaitlistEntry)) {
    let id = id.to_owned();
    stage
        .store(move |tx| {
            let before = tx.find_waitlist_entry(&id)?.unwrap();
            let mut after = before.clone();
            change(&mut after);
            tx.update_waitlist_entry(&before, &after)
        })
        .await;
}

async fn invitations(stage: &Stage<'_>) {
    let wish = |field: &str, value: Value| {
        let mut wish = json!({ "email_address": "eve@example.com", "notify": false });
        wish[field] = value;
        wish
    };
    let large = json!({ "a": "x".repeat(9000) });
    for (wish, refusal) in [
        (wish("email_address", json!("nobody")), malformed("email_address")),
        (wish("email_address", json!("ada0@example.com")), taken("email_address")),
        (wish("email_address", json!("new0@example.com")), (400, "duplicate_record", None)),
        (wish("redirect_url", json!("no url")), malformed("redirect_url")),
        (wish("expires_in_days", json!(366)), invalid("expires_in_days")),
        (wish("public_metadata", large), (422, "form_param_exceeds_allowed_size", Some("public_metadata"))),
    ] {
        stage.refuses("CreateInvitation", wish.clone(), refusal).await;
        stage.refuses("CreateBulkInvitations", json!({ "body": [wish] }), refusal).await;
    }
    let many = json!({ "body": vec![wish("notify", json!(false)); 11] });
    stage.refuses("CreateBulkInvitations", many, (400, "bulk_size_exceeded", None)).await;
    stage.refuses("ListInvitations", json!({ "order_by": "-shoe_size" }), invalid("order_by")).await;
    stage.does("RevokeInvitation", json!({})).await;
    stage.refuses("RevokeInvitation", json!({}), (400, "invitation_already_revoked", None)).await;
    let id = stage.id("invitation", 1).to_owned();
    let accepted = json!({ "invitation_id": id });
    stage
        .store(move |tx| {
            let invitation = tx.find_invitation(&id)?.unwrap();
            tx.accept_invitation(&invitation, crate::app::START)
        })
        .await;
    stage.refuses("RevokeInvitation", accepted, (400, "invitation_already_accepted", None)).await;
    stage.configure(|settings| settings.email_address_enabled = false).await;
    let off = (400, "invitations_not_supported", None);
    stage.refuses("CreateInvitation", wish("notify", json!(false)), off).await;
    stage.refuses("CreateBulkInvitations", json!({ "body": [wish("notify", json!(false))] }), off).await;
}

async fn templates(stage: &Stage<'_>) {
    let huge = json!({ "a": "x".repeat(16 * 1024) });
    for id in ["CreateJWTTemplate", "UpdateJWTTemplate"] {
        let with = |field: &str, value: Value| {
            let mut template = json!({ "template_id": stage.id("jwt_template", 1), "name": "one", "claims": {} });
            template[field] = value;
            if id == "CreateJWTTemplate" {
                template.as_object_mut().unwrap().remove("template_id");
            }
            template
        };
        for (args, refusal) in [
            (with("name", json!("hats")), taken("name")),
            (with("name", json!("")), (422, "form_param_min_length_exceeded", Some("name"))),
            (with("name", json!("a/b")), malformed("name")),
            (with("name", json!("x".repeat(256))), (422, "form_param_max_length_exceeded", Some("name"))),
            (with("claims", huge.clone()), (422, "form_param_exceeds_allowed_size", Some("claims"))),
            (with("claims", json!({ "iss": "x" })), (400, "jwt_template_reserved_claim", Some("claims"))),
            (with("lifetime", json!(29)), invalid("lifetime")),
            (
                with("custom_signing_key", json!(true)),
                (422, "form_conditional_param_missing", Some("signing_algorithm")),
            ),
            (with("signing_key", json!("x")), (422, "form_conditional_param_disallowed", Some("signing_key"))),
        ] {
            stage.refuses(id, args, refusal).await;
        }
    }
    let id = stage.id("jwt_template", 2).to_owned();
    let args = json!({ "template_id": id });
    stage.configure(move |settings| settings.session_token_template_id = Some(id.clone())).await;
    stage.refuses("DeleteJWTTemplate", args, (403, "session_token_jwt_template", None)).await;
}

async fn addresses(stage: &Stage<'_>) {
    let create = "CreateRedirectURL";
    stage.refuses(create, json!({ "url": "app0://back" }), (400, "duplicate_record", Some("url"))).await;
    stage.refuses(create, json!({ "url": "javascript://x" }), invalid("url")).await;
    let long = json!({ "url": format!("https://example.com/{}", "x".repeat(2000)) });
    stage.refuses(create, long, (422, "form_param_max_length_exceeded", Some("url"))).await;
    for id in ["DeleteSvixApp", "GenerateSvixAuthURL"] {
        stage.refuses(id, json!({}), (400, "svix_app_missing", None)).await;
    }
    stage.does("CreateSvixApp", json!({})).await;
    stage.refuses("CreateSvixApp", json!({}), (400, "svix_app_exists", None)).await;
}

async fn pages(stage: &Stage<'_>) {
    let page = "GetPublicInterstitial";
    stage.refuses(page, json!({}), (400, "missing_query_parameter", None)).await;
    let key = json!({ "publishable_key": "pk_test_nonsense" });
    stage.refuses(page, key, (400, "malformed_publishable_key", None)).await;
    let script = json!({ "frontend_api": "a.example", "proxy_url": "javascript:alert(1)" });
    stage.refuses(page, script, (400, "invalid_query_parameter_value", Some("proxy_url"))).await;
    let complete = operation("CompleteAccountlessApplication");
    let (nobody, _) = stage.head(complete, &json!({}));
    stage.refuses_request(complete.id, nobody, (401, "clerk_key_invalid", None)).await;
    let gone = json!({ "id": "ru_nobodys" });
    stage.refuses("GetRedirectURL", gone, GONE).await;
}
