//! E-mail addresses and phone numbers: what their tests have in common.

use frontdesk_storage::instances::Settings;
use frontdesk_storage::users::User;
use frontdesk_storage::verifications::CodeVerification;
use serde_json::{Value, json};

use crate::app::{Answer, App};
use crate::people::text;

/// One of the two, with values to try.
pub(crate) struct Kind {
    pub(crate) path: &'static str,
    /// The field of requests, also the kind of object and the last part of the path of a replacement.
    pub(crate) field: &'static str,
    /// Three that messages can be sent to.
    pub(crate) values: [&'static str; 3],
    /// One for tests.
    pub(crate) test_value: &'static str,
    pub(crate) strategy: &'static str,
}

pub(crate) const EMAIL: Kind = Kind {
    path: "/email_addresses",
    field: "email_address",
    values: ["one@example.org", "two@example.org", "three@example.org"],
    test_value: "ada+clerk_test@example.org",
    strategy: "email_code",
};

pub(crate) const PHONE: Kind = Kind {
    path: "/phone_numbers",
    field: "phone_number",
    values: ["+14155552671", "+442079460958", "+4915123456789"],
    test_value: "+12015550142",
    strategy: "phone_code",
};

/// The only code of those for tests.
pub(crate) const TEST_CODE: &str = "424242";

impl Kind {
    pub(crate) async fn try_add(&self, app: &App, user_id: &str, value: &str, flags: Value) -> Answer {
        let mut body = flags;
        body["user_id"] = user_id.into();
        body[self.field] = value.into();
        app.post(self.path, body).await
    }

    /// Adds an identifier and gives its id.
    pub(crate) async fn add(&self, app: &App, user_id: &str, value: &str, flags: Value) -> String {
        text(&self.try_add(app, user_id, value, flags).await.ok(), "id").to_owned()
    }

    pub(crate) async fn read(&self, app: &App, id: &str) -> Value {
        app.get(&format!("{}/{id}", self.path)).await.ok()
    }

    pub(crate) async fn update(&self, app: &App, id: &str, body: Value) -> Answer {
        app.patch(&format!("{}/{id}", self.path), body).await
    }

    pub(crate) async fn delete(&self, app: &App, id: &str) -> Answer {
        app.delete(&format!("{}/{id}", self.path)).await
    }

    pub(crate) async fn replace(&self, app: &App, user_id: &str, value: &str, rest: Value) -> Answer {
        let mut body = rest;
        body[self.field] = value.into();
        app.put(&format!("/users/{user_id}/{}", self.field), body).await
    }

    pub(crate) async fn try_prepare(&self, app: &App, id: &str) -> Answer {
        app.post(&format!("{}/{id}/prepare_verification", self.path), Value::Null).await
    }

    /// Sends a code and gives the id of its verification.
    pub(crate) async fn prepare(&self, app: &App, id: &str) -> String {
        text(&self.try_prepare(app, id).await.ok(), "id").to_owned()
    }

    pub(crate) async fn attempt(&self, app: &App, id: &str, verification_id: &str, code: &str) -> Answer {
        let body = json!({ "verification_id": verification_id, "code": code });
        app.post(&format!("{}/{id}/attempt_verification", self.path), body).await
    }

    /// The id of the primary one of a user.
    pub(crate) async fn primary(&self, app: &App, user_id: &str) -> Value {
        app.show(user_id).await[format!("primary_{}_id", self.field)].clone()
    }
}

impl App {
    /// The user as the API shows it.
    pub(crate) async fn show(&self, user_id: &str) -> Value {
        self.get(&format!("/users/{user_id}")).await.ok()
    }

    /// Makes a user that is known by a name alone, and gives its id.
    pub(crate) async fn nameless(&self, username: &str) -> String {
        let id = format!("user_{username}");
        self.add_user(User { id, username: Some(username.to_owned()), ..User::default() }).await
    }

    /// Changes a stored user behind the server's back.
    pub(crate) async fn rewrite(&self, user_id: &str, change: impl Fn(&mut User) + Send + 'static) {
        let id = user_id.to_owned();
        self.store_write(move |tx| {
            let before = tx.find_user(&id)?.unwrap();
            let mut user = before.clone();
            change(&mut user);
            tx.update_user(&before, &user)
        })
        .await;
    }

    /// Changes the settings of the instance, and makes the server look at them.
    pub(crate) async fn change_settings(&self, change: impl Fn(&mut Settings) + Send + 'static) {
        let id = self.instance_id.clone();
        self.store
            .system(move |tx| {
                let mut row = tx.find_instance(&id)?.unwrap();
                change(&mut row.settings);
                tx.update_instance(&row)
            })
            .await
            .unwrap();
        self.server.shared.forget_instances();
    }

    /// What is stored of a verification.
    pub(crate) async fn stored_verification(&self, id: &str) -> Option<CodeVerification> {
        let id = id.to_owned();
        self.store_write(move |tx| tx.find_verification(&id)).await
    }
}

/// What an identifier shows when it was verified by decree.
pub(crate) fn admin() -> Value {
    json!({
        "object": "verification_admin", "status": "verified", "strategy": "admin", "attempts": null, "expire_at": null,
    })
}
