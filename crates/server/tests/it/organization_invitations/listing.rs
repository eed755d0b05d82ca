use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::people::person;
use crate::teams::{column, text};

const DAY: i64 = 24 * 3600 * 1000;

/// An expired, a revoked and two pending invitations, in that order.
async fn invited(app: &App) -> String {
    let id = app.organization("Acme").await;
    let path = format!("/organizations/{id}/invitations");
    let short = json!({ "email_address": "d@example.com", "role": "org:admin", "expires_in_days": 1 });
    app.post(&path, short).await.ok();
    app.clock.advance(DAY);
    for address in ["c@example.com", "a@example.com", "b@other.org"] {
        app.clock.advance(1000);
        let made = app.invite(&id, address).await;
        if address.starts_with('c') {
            app.post(&format!("{path}/{}/revoke", text(&made["id"])), json!({})).await.ok();
        }
    }
    id
}

#[tokio::test]
async fn lists_are_filtered_ordered_and_cut() {
    let app = App::start().await;
    let id = invited(&app).await;
    for (query, letters) in [
        ("", "bacd"),
        ("order_by=created_at", "dcab"),
        ("order_by=-created_at", "bacd"),
        ("order_by=email_address", "abcd"),
        ("order_by=-email_address", "dcba"),
        ("status=pending", "ba"),
        ("status=expired", "d"),
        ("status=revoked", "c"),
        ("status=accepted", ""),
    ] {
        for path in [format!("/organizations/{id}/invitations?{query}"), format!("/organization_invitations?{query}")] {
            let page = app.get(&path).await.ok();
            let found: String = column(&page, "email_address").iter().map(|address| address[..1].to_owned()).collect();
            assert_eq!(found, letters, "{path}");
            assert_eq!(page["total_count"], letters.len(), "{path}");
        }
    }
    let path = format!("/organizations/{id}/invitations");
    let several = app.get(&format!("{path}?status=pending&status=revoked")).await.ok();
    assert_eq!(several["total_count"], 3);
    let by_address = app.get(&format!("{path}?email_address=A@Example.com")).await.ok();
    assert_eq!(column(&by_address, "email_address"), ["a@example.com"]);
    assert_eq!(app.get(&format!("{path}?email_address=example.com")).await.ok()["total_count"], 0);
    let cut = app.get(&format!("{path}?limit=1&offset=1&status=pending")).await.ok();
    assert_eq!((column(&cut, "email_address"), &cut["total_count"]), (vec!["a@example.com".to_owned()], &json!(2)));
    for (query, name) in [("order_by=role", "order_by"), ("status=lost", "status"), ("limit=0", "limit")] {
        let refused = app.get(&format!("{path}?{query}")).await;
        assert_eq!(refused.refusal(), (422, "form_param_value_invalid", Some(name)), "{query}");
    }
    let missing = app.get("/organizations/org_none/invitations").await;
    assert_eq!(missing.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn the_list_of_pending_ones_is_the_list_with_that_status() {
    let app = App::start().await;
    let id = invited(&app).await;
    let pending = app.get(&format!("/organizations/{id}/invitations/pending")).await.ok();
    assert_eq!(pending, app.get(&format!("/organizations/{id}/invitations?status=pending")).await.ok());
    let second = app.get(&format!("/organizations/{id}/invitations/pending?limit=1&offset=1")).await.ok();
    assert_eq!(column(&second, "email_address"), ["a@example.com"]);
}

#[tokio::test]
async fn the_list_of_the_instance_tells_what_everybody_may_know_of_the_organization() {
    let app = App::start().await;
    let id = invited(&app).await;
    let organization = app.get(&format!("/organizations/{id}")).await.ok();
    let page = app.get("/organization_invitations?query=OTHER").await.ok();
    assert_eq!((column(&page, "email_address"), &page["total_count"]), (vec!["b@other.org".to_owned()], &json!(1)));
    let public = &page["data"][0]["public_organization_data"];
    for key in ["id", "name", "slug", "image_url", "has_image"] {
        assert_eq!(public[key], organization[key], "{key}");
    }
    assert_eq!(public.as_object().unwrap().len(), 5);
    assert!(text(&page["data"][0]["url"]).contains("?ticket="));
    assert_eq!(app.get("/organization_invitations?query=a@").await.ok()["total_count"], 1);
    assert_eq!(app.get("/organization_invitations?query=%25").await.ok()["total_count"], 0);
    let unknown = app.get("/organization_invitations?order_by=status").await;
    assert_eq!(unknown.refusal(), (422, "form_param_value_invalid", Some("order_by")));
}

#[tokio::test]
async fn a_users_invitations_are_those_of_its_verified_addresses() {
    let app = App::start().await;
    invited(&app).await;
    let body = json!({ "email_address": ["a@example.com", "c@example.com"], "skip_password_requirement": true });
    let user = text(&app.post("/users", body).await.ok()["id"]);
    let path = format!("/users/{user}/organization_invitations");
    let page = app.get(&path).await.ok();
    assert_eq!(
        (column(&page, "email_address"), &page["total_count"]),
        (vec!["a@example.com".to_owned(), "c@example.com".to_owned()], &json!(2))
    );
    assert_eq!(page["data"][0]["public_organization_data"]["name"], "Acme");
    assert_eq!(column(&app.get(&format!("{path}?status=revoked")).await.ok(), "email_address"), ["c@example.com"]);
    assert_eq!(column(&app.get(&format!("{path}?limit=1&offset=1")).await.ok(), "email_address"), ["c@example.com"]);
    let stranger = app.user("stranger").await;
    let none = app.get(&format!("/users/{stranger}/organization_invitations")).await.ok();
    assert_eq!(none, json!({ "data": [], "total_count": 0 }));
    let unknown = app.get("/users/user_none/organization_invitations").await;
    assert_eq!(unknown.refusal(), (404, "resource_not_found", None));
}

#[tokio::test]
async fn an_unverified_address_shows_no_invitations() {
    let app = App::start().await;
    invited(&app).await;
    let mut claimant = person("a");
    claimant.email_addresses[0].verification = None;
    let user = app.add_user(claimant).await;
    let path = format!("/users/{user}/organization_invitations");
    assert_eq!(app.get(&path).await.ok()["total_count"], 0);
}

#[tokio::test]
async fn the_oldest_version_lists_them_too() {
    let app = App::start().await;
    let id = invited(&app).await;
    for version in ["2021-02-05", "2024-10-01", "2025-04-10", "2025-11-10"] {
        let path = format!("/organizations/{id}/invitations");
        let page = app.send(app.older(version, Method::GET, &path)).await.ok();
        assert_eq!(page["total_count"], 4, "{version}");
    }
}
