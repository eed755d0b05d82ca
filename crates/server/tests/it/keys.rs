//! API keys, for their tests.

use serde_json::{Value, json};

use crate::app::{Answer, App};

impl App {
    /// Asks for an API key of an owner.
    pub(crate) async fn ask_key(&self, subject: &str, name: &str, more: Value) -> Answer {
        let mut body = json!({ "subject": subject, "name": name });
        body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.post("/api_keys", body).await
    }

    /// A new API key of an owner, with its secret.
    #[track_caller]
    pub(crate) fn api_key(&self, subject: &str, name: &str, more: Value) -> impl Future<Output = Value> {
        async move {
            let answer = self.ask_key(subject, name, more).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
            answer.body
        }
    }

    /// Has the secret of a key verified.
    pub(crate) async fn verify_key(&self, key: &Value) -> Answer {
        self.post("/api_keys/verify", json!({ "secret": key["secret"] })).await
    }
}

/// What is shown of a key later.
pub(crate) fn without_secret(mut key: Value) -> Value {
    key.as_object_mut().unwrap().remove("secret").unwrap();
    key
}

/// The names of the keys of a page, in their order.
pub(crate) fn names(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|key| key["name"].as_str().unwrap()).collect()
}
