//! `frontdesk seed`: make what the API cannot, since a browser or an operator does.

use std::path::PathBuf;

use clap::Args;
use frontdesk_server::Clock;
use frontdesk_server::seed::{self, Seed, SeedError};
use frontdesk_storage::Store;
use serde_json::json;

use crate::database::{Database, storage_failure};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::printer;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// JSON with any of `settings`, `permissions`, `roles`, `role_sets`, `allowlist_identifiers`, `blocklist_identifiers`,
    /// `waitlist_entries`, `registrations`, `jwt_templates`, `external_accounts`, `passkeys` and `browser_sessions`
    file: PathBuf,
    /// The instance; needed when there are several
    #[arg(long, value_name = "ID")]
    instance: Option<String>,
}

pub(crate) fn run(arguments: Arguments) -> Outcome {
    let text = std::fs::read_to_string(&arguments.file)
        .map_err(|error| Failure::failed("file", format!("{}: {error}", arguments.file.display())))?;
    let seed: Seed = serde_json::from_str(&text).map_err(|error| {
        Failure::new(Exit::Invalid, "seed_malformed", format!("{}: {error}", arguments.file.display()))
    })?;
    let store = arguments.database.open()?;
    let instance = match arguments.instance {
        Some(id) => id,
        None => only_instance(&store)?,
    };
    let report = seed::apply(&store, &Clock::System, &instance, &seed).map_err(failed)?;
    printer::json(&json!(report));
    Ok(())
}

fn only_instance(store: &Store) -> Outcome<String> {
    let rows = store.system_blocking(frontdesk_server::list_instances).map_err(|error| storage_failure(&error))?;
    match rows.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => Err(Failure::new(Exit::NotFound, "instance_not_found", "there is no instance yet")
            .fix("`frontdesk instances create` makes one")),
        several => Err(Failure::usage("there are several instances")
            .candidates(several.iter().map(|row| row.id.clone()).collect())
            .fix("pass --instance ID")),
    }
}

fn failed(error: SeedError) -> Failure {
    match error {
        SeedError::NoInstance(_) => Failure::new(Exit::NotFound, "instance_not_found", error.to_string())
            .fix("`frontdesk instances list` shows them"),
        SeedError::Storage(error) => storage_failure(&error),
        error => Failure::new(Exit::Invalid, "seed_refused", error.to_string()),
    }
}
