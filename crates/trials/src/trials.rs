//! The trials. Each prints a line a round and a summary, and fails with the first thing that is lost.

pub mod full;
pub mod kill;
pub mod model;
pub mod outage;
pub mod race;
pub mod startup;

use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;

use crate::ledger::Ledger;
use crate::load::CLIENTS;
use crate::postgres::Postgres;

/// What keeps the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// A SQLite file.
    Sqlite,
    /// A PostgreSQL of the trial's own.
    Postgres,
}

/// A database for a trial; PostgreSQL is stopped when it goes.
struct Database {
    address: String,
    postgres: Option<Postgres>,
}

impl Database {
    fn new(engine: Engine, folder: &Path) -> Result<Self> {
        match engine {
            Engine::Sqlite => {
                Ok(Self { address: format!("sqlite:{}", folder.join("trial.db").display()), postgres: None })
            }
            Engine::Postgres => {
                let postgres = Postgres::start(&folder.join("postgres"))?;
                Ok(Self { address: postgres.create_database("trial")?, postgres: Some(postgres) })
            }
        }
    }
}

/// A folder that the user of PostgreSQL can look through.
fn folder() -> Result<tempfile::TempDir> {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::Builder::new().prefix("frontdesk-trial-").tempdir()?;
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))?;
    Ok(folder)
}

fn ledgers() -> Vec<Ledger> {
    vec![Ledger::default(); CLIENTS]
}

/// Acknowledged, in doubt, and happened of those, over all clients.
fn sums(ledgers: &[Ledger]) -> (usize, usize, usize) {
    let sum = |of: fn(&Ledger) -> usize| ledgers.iter().map(of).sum();
    (sum(|ledger| ledger.acknowledged), sum(Ledger::in_doubt), sum(|ledger| ledger.happened))
}
