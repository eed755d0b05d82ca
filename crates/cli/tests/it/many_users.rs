//! A server in the test's own process, with as many users as a test needs.

use frontdesk_server::{Clock, Config, Limits, NewInstance, Running, Server, create_instance, generate_signing_key};
use frontdesk_storage::users::{EmailAddress, User, Verification};
use frontdesk_storage::{Options, StorageError, Store};
use frontdesk_tokens::IdSource;

/// The server. It stops with the test.
pub(crate) struct ManyUsers {
    pub(crate) url: String,
    pub(crate) secret_key: String,
    /// The ids of the users, oldest first.
    pub(crate) ids: Vec<String>,
    running: Option<Running>,
    runtime: tokio::runtime::Runtime,
}

impl ManyUsers {
    pub(crate) fn start(count: usize, limits: Option<Limits>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let store = Store::open(&Options::new("sqlite::memory:")).unwrap();
        let (ids, now) = (IdSource::random(), Clock::System.now());
        let instance = ids.new_id("ins", now);
        let pem = generate_signing_key(&instance).unwrap();
        let id = instance.clone();
        let keys = store
            .system_blocking(move |tx| {
                create_instance(tx, &IdSource::random(), now, &NewInstance::default(), &pem, &id)
            })
            .unwrap();
        let users: Vec<User> = (0..count).map(|number| user(&ids, number, now)).collect();
        let known = users.iter().map(|user| user.id.clone()).collect();
        store
            .system_blocking(move |tx| {
                let mut users = users.iter();
                users
                    .try_for_each(|user| tx.within(&instance).insert_user(user).map(|_| ()))
                    .map_err(StorageError::from)
            })
            .unwrap();
        let config = Config { limits, ..Config::default() };
        let running = runtime.block_on(Server::start(config, store)).unwrap();
        Self { url: running.url(), secret_key: keys.secret_key, ids: known, running: Some(running), runtime }
    }

    /// How many requests of that kind the server has answered.
    pub(crate) fn answered(&self, operation: &str, status: u16) -> u64 {
        let url = format!("{}/metrics", self.url);
        let text = self.runtime.block_on(async { reqwest::get(url).await.unwrap().text().await.unwrap() });
        let (operation, status) = (format!("operation=\"{operation}\""), format!("status=\"{status}\""));
        text.lines()
            .filter(|line| line.starts_with("frontdesk_requests_total"))
            .filter(|line| line.contains(&operation) && line.contains(&status))
            .map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap())
            .sum()
    }
}

impl Drop for ManyUsers {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.stop());
        }
    }
}

fn user(ids: &IdSource, number: usize, now: i64) -> User {
    let created_at = now - 1_000_000 + i64::try_from(number).unwrap();
    let (id, email_id) = (ids.new_id("user", created_at), ids.new_id("idn", created_at));
    User {
        id,
        created_at,
        updated_at: created_at,
        first_name: Some(format!("First{number}")),
        primary_email_address_id: Some(email_id.clone()),
        email_addresses: vec![EmailAddress {
            id: email_id,
            email_address: format!("person{number}@example.com"),
            verification: Some(Verification::admin()),
            created_at,
            updated_at: created_at,
            ..EmailAddress::default()
        }],
        ..User::default()
    }
}
