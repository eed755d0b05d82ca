//! Organizations and who belongs to them, for tests.

use frontdesk_server::{NewInstance, create_instance};
use frontdesk_storage::instances::Settings;
use frontdesk_storage::{StorageError, SystemTx};
use frontdesk_tokens::IdSource;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{Answer, App, START};

impl App {
    /// Makes an organization without members and gives its id.
    pub(crate) async fn organization(&self, name: &str) -> String {
        let made = self.post("/organizations", json!({ "name": name, "max_allowed_memberships": 0 })).await.ok();
        text(&made["id"])
    }

    /// Makes a user a member of an organization.
    pub(crate) async fn join(&self, organization: &str, user: &str, role: &str) -> Value {
        let path = format!("/organizations/{organization}/memberships");
        self.post(&path, json!({ "user_id": user, "role": role })).await.ok()
    }

    /// Invites an address into an organization.
    pub(crate) async fn invite(&self, organization: &str, address: &str) -> Value {
        let path = format!("/organizations/{organization}/invitations");
        self.post(&path, json!({ "email_address": address, "role": "org:member" })).await.ok()
    }

    /// A request that speaks an older version.
    pub(crate) fn older(&self, version: &str, method: Method, path: &str) -> reqwest::RequestBuilder {
        let separator = if path.contains('?') { '&' } else { '?' };
        let url = format!("{}/v1{path}{separator}__clerk_api_version={version}", self.server.url());
        reqwest::Client::new().request(method, url).bearer_auth(&self.secret_key)
    }

    /// Changes the settings of the instance, and waits until every request sees them.
    pub(crate) async fn set(&self, change: fn(&mut Settings)) {
        let id = self.instance_id.clone();
        let write = self.store.system(move |tx| -> Result<(), StorageError> {
            let mut row = tx.find_instance(&id)?.unwrap();
            change(&mut row.settings);
            tx.update_instance(&row)
        });
        write.await.unwrap();
        self.clock.advance(1000);
    }

    /// The key of another instance in the same database.
    pub(crate) async fn other_key(&self) -> String {
        let make = |tx: &mut SystemTx<'_, '_>| -> Result<_, StorageError> {
            let (ids, pem) = (IdSource::random(), include_str!("signing_key.pem"));
            create_instance(tx, &ids, START, &NewInstance::default(), pem, &ids.new_id("ins", START))
        };
        self.store.system(make).await.unwrap().secret_key
    }

    /// Sends a request with another key.
    pub(crate) async fn send_as(&self, key: &str, method: Method, path: &str, body: Value) -> Answer {
        let url = format!("{}/v1{path}", self.server.url());
        self.send(reqwest::Client::new().request(method, url).bearer_auth(key).json(&body)).await
    }

    /// Fails the test unless every kept count equals a recount and every row has its owner.
    pub(crate) async fn check(&self) {
        let report = self.store.check().await.unwrap();
        assert!(report.checks > 0);
        assert!(report.is_clean(), "{:?}", report.findings);
    }
}

/// A text of an answer.
#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// The values of `field` of the objects of a page, in their order.
#[track_caller]
pub(crate) fn column(page: &Value, field: &str) -> Vec<String> {
    let data = page["data"].as_array().unwrap_or_else(|| panic!("{page} is no page"));
    data.iter().map(|object| text(&object[field])).collect()
}
