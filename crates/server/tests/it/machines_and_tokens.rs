//! Machines, their keys and their tokens, for the tests of both.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{Answer, App};
use crate::people::text;

/// A machine and its secret key.
#[derive(Clone, Debug)]
pub(crate) struct Machine {
    pub(crate) id: String,
    pub(crate) key: String,
}

impl App {
    /// Makes a machine that may talk to some others.
    pub(crate) async fn machine(&self, name: &str, scoped: &[&Machine]) -> Machine {
        let scoped: Vec<&str> = scoped.iter().map(|machine| machine.id.as_str()).collect();
        let made = self.post("/machines", json!({ "name": name, "scoped_machines": scoped })).await.ok();
        Machine { id: text(&made, "id").to_owned(), key: text(&made, "secret_key").to_owned() }
    }

    /// Every row of the instance, a line each.
    pub(crate) async fn rows(&self) -> String {
        crate::tenancy::rows(self.database.address(), &self.instance_id).await.join("\n")
    }

    /// Sends a request with that key.
    pub(crate) async fn with_key(&self, key: &str, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.http.request(method, format!("{}/v1{path}", self.server.url())).bearer_auth(key);
        let request = request.header("clerk-api-version", "2026-05-12");
        self.send(if let Some(body) = body { request.json(&body) } else { request }).await
    }

    /// Asks for a token with that key.
    pub(crate) async fn ask_token(&self, key: &str, body: Value) -> Answer {
        self.with_key(key, Method::POST, "/m2m_tokens", Some(body)).await
    }

    /// A new token of a machine.
    #[track_caller]
    pub(crate) fn token(&self, machine: &Machine, body: Value) -> impl Future<Output = Value> {
        async move {
            let answer = self.ask_token(&machine.key, body).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
            answer.body
        }
    }

    /// Has a token verified by whoever has that key.
    pub(crate) async fn verify(&self, key: &str, token: &Value) -> Answer {
        self.with_key(key, Method::POST, "/m2m_tokens/verify", Some(json!({ "token": token["token"] }))).await
    }
}

/// The refusal of a key that is none of a machine.
pub(crate) const NO_MACHINE: (u16, &str, Option<&str>) = (401, "machine_secret_key_invalid", None);
/// The refusal of what is not there.
pub(crate) const GONE: (u16, &str, Option<&str>) = (404, "resource_not_found", None);
