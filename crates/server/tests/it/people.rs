//! Users, organizations and sessions to begin with.

use std::sync::Arc;

use frontdesk_contract::ApiVersion;
use frontdesk_server::Context;
use frontdesk_server::instance::Instance;
use frontdesk_server::seed::{self, Seed, SeedReport};
use frontdesk_storage::instances::Settings;
use frontdesk_storage::organization_memberships::Membership;
use frontdesk_storage::organizations::Organization;
use frontdesk_storage::permissions::Permission;
use frontdesk_storage::roles::Role;
use frontdesk_storage::users::{EmailAddress, User, Verification};
use frontdesk_storage::{StorageError, Tx};
use frontdesk_tokens::IdSource;
use serde_json::{Value, json};

use crate::app::{Answer, App, START};

pub(crate) const SECOND: i64 = 1000;
pub(crate) const DAY: i64 = 24 * 3600 * SECOND;

/// A user without sessions: `<name>@example.com`.
pub(crate) fn person(name: &str) -> User {
    let ids = IdSource::random();
    let email = EmailAddress {
        id: ids.new_id("idn", START),
        email_address: format!("{name}@example.com"),
        verification: Some(Verification::admin()),
        created_at: START,
        updated_at: START,
        ..EmailAddress::default()
    };
    User {
        id: ids.new_id("user", START),
        primary_email_address_id: Some(email.id.clone()),
        email_addresses: vec![email],
        first_name: Some(name.to_owned()),
        created_at: START,
        updated_at: START,
        ..User::default()
    }
}

impl App {
    /// Runs a unit of work behind the server's back.
    pub(crate) async fn store_write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx<'_, '_>) -> Result<T, StorageError> + Send + 'static,
    ) -> T {
        self.store.write(self.instance_id.as_str().into(), work).await.unwrap()
    }

    /// Changes the settings of the instance, and makes the server look at them.
    pub(crate) async fn configure(&self, change: impl Fn(&mut Settings) + Send + Sync + 'static) {
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

    /// What is stored of a user.
    pub(crate) async fn stored_user(&self, id: &str) -> User {
        let id = id.to_owned();
        self.store_write(move |tx| tx.find_user(&id)).await.unwrap()
    }

    /// Changes what is stored of a user, as only other programs could.
    pub(crate) async fn rewrite_user(&self, id: &str, change: impl Fn(&mut User) + Send + 'static) {
        let id = id.to_owned();
        self.store_write(move |tx| {
            let before = tx.find_user(&id)?.unwrap();
            let mut user = before.clone();
            change(&mut user);
            tx.update_user(&before, &user)
        })
        .await;
    }

    /// Stores a user and gives its id.
    pub(crate) async fn add_user(&self, user: User) -> String {
        let id = user.id.clone();
        self.store_write(move |tx| tx.insert_user(&user)).await;
        id
    }

    /// Stores an organization in which a user has a role with these permissions.
    pub(crate) async fn add_organization(&self, slug: &str, member: &str, role: &str, permissions: &[&str]) -> String {
        let ids = IdSource::random();
        let organization = Organization {
            id: ids.new_id("org", START),
            slug: slug.to_owned(),
            name: slug.to_uppercase(),
            created_at: START,
            updated_at: START,
            max_allowed_memberships: 5,
            role_set_key: "role_set:default".to_owned(),
            public_metadata: object(json!({ "tier": 3 })),
            ..Organization::default()
        };
        let membership = Membership {
            organization_id: organization.id.clone(),
            user_id: member.to_owned(),
            id: ids.new_id("orgmem", START),
            role: role.to_owned(),
            created_at: START,
            updated_at: START,
            public_metadata: object(json!({ "seat": "window" })),
            ..Membership::default()
        };
        let role = Role {
            key: role.to_owned(),
            id: ids.new_id("role", START),
            permissions: permissions.iter().map(|&permission| permission.to_owned()).collect(),
            created_at: START,
            ..Role::default()
        };
        let (id, slot) = (organization.id.clone(), ids.new_id("slot", START));
        self.store_write(move |tx| {
            if tx.insert_role(&role)? {
                let (_, mut sets) = tx.list_roles_and_sets()?;
                let set = sets.first_mut().unwrap();
                set.roles.push(role.id.clone());
                tx.update_role_set(set)?;
                tx.add_slots(&set.id, &role.key, &slot)?;
                for key in role.permissions.iter().filter(|key| !key.starts_with("org:sys_")) {
                    let id = IdSource::random().new_id("perm", START);
                    tx.insert_permission(&Permission { id, key: key.clone(), ..Permission::default() })?;
                }
            }
            tx.insert_organization(&organization)?;
            tx.insert_membership(&membership)
        })
        .await;
        id
    }

    /// Sends a request that names another version or, if that is empty, none; no body is a GET.
    pub(crate) async fn in_version(&self, version: &str, path: &str, body: Option<Value>) -> Answer {
        let (http, url) = (reqwest::Client::new(), format!("{}/v1{path}", self.server.url()));
        let request = match body {
            Some(body) => http.post(url).json(&body),
            None => http.get(url),
        };
        let request = request.bearer_auth(&self.secret_key);
        self.send(if version.is_empty() { request } else { request.header("clerk-api-version", version) }).await
    }

    /// Signs a user in through the API and gives the session.
    pub(crate) async fn session(&self, user_id: &str) -> Value {
        self.post("/sessions", json!({ "user_id": user_id })).await.ok()
    }

    /// What a handler would know besides its request, now.
    pub(crate) async fn context(&self) -> Context {
        let id = self.instance_id.clone();
        let row = self.store.system(move |tx| tx.find_instance(&id)).await.unwrap().unwrap();
        Context {
            shared: Arc::clone(&self.server.shared),
            instance: Arc::new(Instance::from_row(row).unwrap()),
            machine_id: None,
            version: ApiVersion::NEWEST,
            named_version: None,
            caller: frontdesk_server::events::Caller::default(),
            now: self.clock.now(),
        }
    }

    /// Applies a seed, as the operator's command does.
    pub(crate) async fn seed(&self, seed: Value) -> Result<SeedReport, seed::SeedError> {
        let seed: Seed = serde_json::from_value(seed).unwrap();
        let (store, clock, id) = (self.store.clone(), self.clock.clone(), self.instance_id.clone());
        tokio::task::spawn_blocking(move || seed::apply(&store, &clock, &id, &seed)).await.unwrap()
    }
}

pub(crate) fn object(value: Value) -> serde_json::Map<String, Value> {
    let Value::Object(object) = value else { panic!("{value} is no object") };
    object
}

/// The ids of a list, in its order.
pub(crate) fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

/// The text of a field.
pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}
