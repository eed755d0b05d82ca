//! What the tests of domains share.

use frontdesk_server::NewInstance;
use serde_json::{Value, json};

use crate::app::App;
use crate::name_server::NameServer;
use crate::teams::text;

/// A server whose organizations can have domains of every mode.
pub(super) async fn start() -> App {
    enable(App::start().await).await
}

/// The same, asking a name server of the test's own.
pub(super) async fn start_with_names(names: &NameServer) -> App {
    let server = names.address;
    enable(App::start_configured(NewInstance::default(), |config| config.dns_server = Some(server)).await).await
}

async fn enable(app: App) -> App {
    app.set(|settings| {
        settings.organization_domains.enabled = true;
        settings.organization_domains.enrollment_modes =
            vec!["automatic_invitation".to_owned(), "automatic_suggestion".to_owned()];
    })
    .await;
    app
}

impl App {
    /// Adds a domain to an organization.
    pub(super) async fn domain(&self, organization: &str, name: &str, rest: Value) -> Value {
        let mut body = rest;
        body["name"] = json!(name);
        self.post(&format!("/organizations/{organization}/domains"), body).await.ok()
    }

    /// The domain as it is now.
    pub(super) async fn domain_now(&self, domain: &Value) -> Value {
        let path = format!("/organization_domains?domains={}", text(&domain["name"]));
        let page = self.get(&path).await.ok();
        let found = page["data"].as_array().unwrap().iter().find(|one| one["id"] == domain["id"]);
        found.cloned().unwrap_or(Value::Null)
    }

    /// Pending invitations and suggestions of a domain.
    pub(super) async fn pending(&self, domain: &Value) -> (i64, i64) {
        let now = self.domain_now(domain).await;
        let count = |name: &str| now[name].as_i64().unwrap();
        (count("total_pending_invitations"), count("total_pending_suggestions"))
    }

    /// Makes a user with that address and gives its id.
    pub(super) async fn user_at(&self, address: &str) -> String {
        let body = json!({ "email_address": [address], "skip_password_requirement": true });
        text(&self.post("/users", body).await.ok()["id"])
    }
}

/// Status and code of a refusal by an internal step.
pub(super) fn refusal(error: &frontdesk_server::error::ApiError) -> (u16, &'static str) {
    (error.status(), error.code())
}
