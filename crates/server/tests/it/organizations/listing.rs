use serde_json::json;

use crate::app::App;
use crate::teams::{column, text};

#[tokio::test]
async fn lists_are_ordered_both_ways_and_cut() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let bob = app.user("bob").await;
    for (name, members) in [("Bravo", vec![&ada, &bob]), ("Alpha", vec![]), ("Charlie", vec![&ada])] {
        app.clock.advance(1000);
        let id = app.organization(name).await;
        for user in members {
            app.join(&id, user, "org:admin").await;
        }
    }
    for (order, names) in [
        ("", ["Charlie", "Alpha", "Bravo"]),
        ("order_by=created_at", ["Bravo", "Alpha", "Charlie"]),
        ("order_by=%2Bcreated_at", ["Bravo", "Alpha", "Charlie"]),
        ("order_by=+created_at", ["Bravo", "Alpha", "Charlie"]),
        ("order_by=-created_at", ["Charlie", "Alpha", "Bravo"]),
        ("order_by=name", ["Alpha", "Bravo", "Charlie"]),
        ("order_by=-name", ["Charlie", "Bravo", "Alpha"]),
        ("order_by=members_count", ["Alpha", "Charlie", "Bravo"]),
        ("order_by=-members_count", ["Bravo", "Charlie", "Alpha"]),
    ] {
        let page = app.get(&format!("/organizations?{order}")).await.ok();
        assert_eq!(column(&page, "name"), names, "{order}");
        assert_eq!(page["total_count"], 3);
    }
    let page = app.get("/organizations?order_by=name&limit=1&offset=1").await.ok();
    assert_eq!(column(&page, "name"), ["Bravo"]);
    assert_eq!(page["total_count"], 3);
    assert_eq!(app.get("/organizations?offset=9").await.ok(), json!({ "data": [], "total_count": 3 }));
    let unknown = app.get("/organizations?order_by=slug").await;
    assert_eq!(unknown.refusal(), (422, "form_param_value_invalid", Some("order_by")));
    for limit in ["0", "501", "x"] {
        assert_eq!(app.get(&format!("/organizations?limit={limit}")).await.status, 422, "{limit}");
    }
}

#[tokio::test]
async fn query_finds_ids_as_a_whole_and_names_and_slugs_in_part() {
    let app = App::start().await;
    let mut ids = Vec::new();
    for (name, slug) in [("Émile Zola", "writers"), ("100% Wool_Works", "wool"), ("Zoo", "animals")] {
        ids.push(text(&app.post("/organizations", json!({ "name": name, "slug": slug })).await.ok()["id"]));
    }
    for (query, found) in [
        ("zo", vec!["Zoo", "Émile Zola"]),
        ("zola", vec!["Émile Zola"]),
        ("ÉMILE", vec!["Émile Zola"]),
        ("RITER", vec!["Émile Zola"]),
        ("l_w", vec!["100% Wool_Works"]),
        ("0%25", vec!["100% Wool_Works"]),
        ("%25%25%25", vec![]),
        ("nothing", vec![]),
        (&ids[2], vec!["Zoo"]),
        (&ids[2][..20], vec![]),
        ("", vec!["100% Wool_Works", "Zoo", "Émile Zola"]),
    ] {
        let page = app.get(&format!("/organizations?order_by=name&query={query}")).await.ok();
        let mut names = column(&page, "name");
        names.sort();
        assert_eq!(names, found, "{query}");
        assert_eq!(page["total_count"], found.len(), "{query}");
    }
}

#[tokio::test]
async fn a_changed_name_is_found_and_the_old_one_is_not() {
    let app = App::start().await;
    let id = app.organization("Before").await;
    app.patch(&format!("/organizations/{id}"), json!({ "name": "Afterwards", "slug": "s" })).await.ok();
    let found = async |query: &str| app.get(&format!("/organizations?query={query}")).await.ok()["total_count"].clone();
    assert_eq!((found("before").await, found("afterw").await), (json!(0), json!(1)));
    app.delete(&format!("/organizations/{id}")).await.ok();
    assert_eq!(found("afterw").await, json!(0));
    app.check().await;
}

#[tokio::test]
async fn members_and_ids_narrow_the_list_with_plus_and_minus() {
    let app = App::start().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let (a, b, c) = (app.organization("A").await, app.organization("B").await, app.organization("C").await);
    for (organization, user) in [(&a, &ada), (&b, &ada), (&b, &bob)] {
        app.join(organization, user, "org:member").await;
    }
    for (filter, names) in [
        (format!("user_id={ada}"), vec!["A", "B"]),
        (format!("user_id=%2B{ada}&user_id=-{bob}"), vec!["A"]),
        (format!("user_id=+{bob}"), vec!["B"]),
        (format!("user_id=-{ada}"), vec!["C"]),
        (format!("user_id={ada}&user_id={bob}"), vec!["A", "B"]),
        ("user_id=user_none".to_owned(), vec![]),
        (format!("organization_id={a}&organization_id={c}"), vec!["A", "C"]),
        (format!("organization_id=-{a}"), vec!["B", "C"]),
        (format!("organization_id={a}&organization_id=-{a}"), vec![]),
        (format!("organization_id={a}&user_id={bob}"), vec![]),
        (format!("organization_id[]={b}"), vec!["B"]),
    ] {
        let page = app.get(&format!("/organizations?order_by=name&{filter}")).await.ok();
        assert_eq!(column(&page, "name"), names, "{filter}");
        assert_eq!(page["total_count"], names.len(), "{filter}");
    }
    let many = "user_id=user_x&".repeat(101);
    let refused = app.get(&format!("/organizations?{many}")).await;
    assert_eq!(refused.refusal(), (422, "form_param_array_size_exceeded", Some("user_id")));
}

#[tokio::test]
async fn counts_and_missing_administrators_are_shown_when_asked_for() {
    let app = App::start().await;
    let ada = app.user("ada").await;
    let (led, headless) = (app.organization("Led").await, app.organization("Headless").await);
    app.join(&led, &ada, "org:admin").await;
    app.join(&headless, &ada, "org:member").await;
    app.invite(&headless, "eve@example.com").await;
    let flags = "include_members_count=true&include_missing_member_with_elevated_permissions=true";
    let page = app.get(&format!("/organizations?order_by=name&{flags}")).await.ok();
    for (position, missing, pending) in [(0, true, 1), (1, false, 0)] {
        let shown = &page["data"][position];
        assert_eq!(shown["members_count"], 1);
        assert_eq!(shown["missing_member_with_elevated_permissions"], missing);
        assert_eq!(shown["pending_invitations_count"], pending);
    }
    let one = app.get(&format!("/organizations/{headless}?{flags}")).await.ok();
    assert_eq!(one, page["data"][0]);
    app.clock.advance(31 * 24 * 3600 * 1000);
    let later = app.get(&format!("/organizations/{headless}?{flags}")).await.ok();
    assert_eq!(later["pending_invitations_count"], 0, "an expired invitation is not pending");
    let plain = app.get(&format!("/organizations/{headless}")).await.ok();
    assert!(plain.get("members_count").is_none());
    assert_eq!(app.get("/organizations/org_none").await.refusal(), (404, "resource_not_found", None));
    assert_eq!(app.get("/organizations/no-slug").await.refusal(), (404, "resource_not_found", None));
}
