use serde_json::json;

use crate::app::{App, START};
use crate::rights::{MINIMUM, permissions_of};
use crate::teams::text;

#[tokio::test]
async fn a_role_loses_a_permission_once() {
    let app = App::start().await;
    let role = text(&app.role("org:clerk", &MINIMUM).await["id"]);
    let path = format!("/organization_roles/{role}/permissions/{}", app.permission_id(MINIMUM[0]).await);
    app.clock.advance(1000);
    let after = app.delete(&path).await.ok();
    assert_eq!(permissions_of(&after), ["org:sys_memberships:read", "org:sys_profile:delete"]);
    assert_eq!((&after["is_creator_eligible"], &after["updated_at"]), (&json!(false), &json!(START + 1000)));
    let again = app.delete(&path).await;
    assert_eq!(again.refusal(), (404, "organization_role_permission_association_not_found", None));
    app.check().await;
}

#[tokio::test]
async fn those_who_create_an_organization_keep_what_somebody_must_be_able_to_do() {
    let app = App::start().await;
    let role = text(&app.role_by_key("org:admin").await["id"]);
    for key in MINIMUM {
        let path = format!("/organization_roles/{role}/permissions/{}", app.permission_id(key).await);
        assert_eq!(app.delete(&path).await.refusal(), (422, "organization_missing_creator_role_permissions", None));
    }
    let path = format!("/organization_roles/{role}/permissions/{}", app.permission_id("org:sys_billing:read").await);
    assert_eq!(permissions_of(&app.delete(&path).await.ok()).len(), 8);
}
