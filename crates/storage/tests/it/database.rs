//! A fresh database for every test: SQLite in memory, or a schema of its own in the PostgreSQL that
//! `TEST_DATABASE_URL` names.

use frontdesk_storage::instances::{InstanceRow, Settings};
use frontdesk_storage::{Options, Store};

pub(crate) const INSTANCE: &str = "ins_test";

/// Opens a store; what is returned beside it keeps the database alive.
pub(crate) fn open() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let address = match std::env::var("TEST_DATABASE_URL") {
        Ok(address) => {
            let name = folder.path().file_name().expect("a name").to_string_lossy().to_lowercase();
            let schema = format!("test_{}", name.trim_start_matches('.'));
            let mut client = postgres::Client::connect(&address, postgres::NoTls).expect("PostgreSQL answers");
            client.batch_execute(&format!("CREATE SCHEMA {schema}")).expect("a schema can be made");
            let separator = if address.contains('?') { '&' } else { '?' };
            format!("{address}{separator}options=-csearch_path%3D{schema}%2Cpublic")
        }
        Err(_) => format!("sqlite:{}", folder.path().join("test.db").display()),
    };
    let mut options = Options::new(address);
    options.connections = Some(2);
    (Store::open(&options).expect("the store opens"), folder)
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
