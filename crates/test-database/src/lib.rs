//! A database of its own for every test, gone when the test ends: a SQLite file, or a schema in the
//! PostgreSQL that `TEST_DATABASE_URL` names.

use postgres::{Client, NoTls};
use tempfile::TempDir;

/// A database that lives as long as this value. What is still open then keeps its own files: drop it first.
#[derive(Debug)]
pub struct TestDatabase {
    address: String,
    place: Place,
}

#[derive(Debug)]
enum Place {
    // Held for its Drop, which removes the files.
    Folder { _folder: TempDir },
    Schema { server: String, name: String },
}

impl TestDatabase {
    /// Makes an empty database.
    ///
    /// # Panics
    ///
    /// Where no folder can be made, or PostgreSQL does not answer: a test cannot go on without.
    #[expect(clippy::new_without_default, reason = "it makes a database, which no default should")]
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("frontdesk-test-").tempdir().expect("a folder");
        let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
            let address = format!("sqlite:{}", folder.path().join("test.db").display());
            return Self { address, place: Place::Folder { _folder: folder } };
        };
        // The folder's name is one that no other test has, on this machine at least.
        let unique = folder.path().file_name().expect("a name").to_string_lossy().to_lowercase();
        let name = format!("{}_{}", unique.replace(|c: char| !c.is_ascii_alphanumeric(), "_"), std::process::id());
        execute(&server, format!("CREATE SCHEMA {name}"));
        let separator = if server.contains('?') { '&' } else { '?' };
        let address = format!("{server}{separator}options=-csearch_path%3D{name}%2Cpublic");
        Self { address, place: Place::Schema { server, name } }
    }

    /// The address that a store opens it by.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // A test that fails leaves its schema to whoever looks for the reason.
        if let Place::Schema { server, name } = &self.place
            && !std::thread::panicking()
        {
            execute(server, format!("DROP SCHEMA {name} CASCADE"));
        }
    }
}

/// Runs one statement on a thread of its own, since the client may not block one that runs futures.
fn execute(server: &str, statement: String) {
    let server = server.to_owned();
    let work = move || Client::connect(&server, NoTls).and_then(|mut client| client.batch_execute(&statement));
    std::thread::spawn(work).join().expect("the thread ends").expect("PostgreSQL answers");
}
