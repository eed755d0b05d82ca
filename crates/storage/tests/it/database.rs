//! A fresh database for every test.

use frontdesk_storage::instances::{InstanceRow, Settings};
use frontdesk_storage::{Options, Store};
use frontdesk_test_database::TestDatabase;

pub(crate) const INSTANCE: &str = "ins_test";

/// Opens a store; what is returned beside it keeps the database alive.
pub(crate) fn open() -> (Store, TestDatabase) {
    let database = TestDatabase::new();
    let mut options = Options::new(database.address().to_owned());
    options.connections = Some(2);
    (Store::open(&options).expect("the store opens"), database)
}

/// Makes the instance that the tests write to.
pub(crate) fn instance(store: &Store) {
    store
        .system_blocking(|tx| {
            tx.insert_instance(&InstanceRow {
                id: INSTANCE.to_owned(),
                application_id: "app_test".to_owned(),
                environment_type: "development".to_owned(),
                frontend_api: "test.clerk.accounts.dev".to_owned(),
                settings: Settings::default(),
                signing_key: String::new(),
                claim_token: None,
                created_at: 0,
            })
        })
        .expect("an instance");
}
