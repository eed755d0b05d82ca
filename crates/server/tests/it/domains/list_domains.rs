use reqwest::Method;
use serde_json::json;

use crate::app::App;
use crate::proxy::production;
use crate::teams::{column, text};

#[tokio::test]
async fn the_primary_domain_comes_first_in_every_version() {
    let app = App::start().await;
    for name in ["b.example", "a.example"] {
        app.clock.advance(1);
        app.post("/domains", json!({ "name": name, "is_satellite": true })).await.ok();
    }
    for version in ["2021-02-05", "2024-10-01", "2025-03-12", "2025-04-10", "2025-11-10", "2026-05-12"] {
        let page = app.send(app.request_in(version, Method::GET, "/domains")).await.ok();
        let names = column(&page, "name");
        assert!(names[0].ends_with(".lcl.dev"), "{names:?}");
        assert_eq!(
            (&names[1..], &page["total_count"]),
            (&["b.example".to_owned(), "a.example".to_owned()][..], &json!(3))
        );
        let primary = &page["data"][0];
        assert_eq!(primary["is_satellite"], false);
        let (api, portal) = (text(&primary["frontend_api_url"]), text(&primary["accounts_portal_url"]));
        assert_eq!(api.replace(".clerk.accounts.dev", ".accounts.dev"), portal);
        assert_eq!(text(&primary["name"]).replacen('.', "-", 1).replace(".lcl.dev", ""), &portal[8..portal.len() - 13]);
    }
}

#[tokio::test]
async fn the_primary_domain_of_production_lies_above_its_frontend_api() {
    let app = production().await;
    let page = app.get("/domains").await.ok();
    let primary = &page["data"][0];
    assert_eq!(
        (&primary["name"], &primary["frontend_api_url"]),
        (&json!("acme.example"), &json!("https://clerk.acme.example"))
    );
    assert_eq!(primary["accounts_portal_url"], "https://accounts.acme.example");
    assert_eq!(primary["cname_targets"].as_array().map(Vec::len), Some(2));
}
