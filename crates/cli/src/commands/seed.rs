//! `frontdesk seed`: fill an instance from a file, with what the API cannot make too, and write such a file.

use std::path::{Path, PathBuf};

use clap::Args;
use frontdesk_server::Clock;
use frontdesk_server::seed::{self, Seed, SeedError, SeedReport};
use frontdesk_storage::Store;
use serde::Serialize;
use serde_json::json;

use crate::database::{Database, storage_failure};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::printer;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// YAML or JSON with users, organizations, templates and whatever else `--schema` lists; applied again it changes nothing
    #[arg(required_unless_present_any = ["schema", "export"])]
    file: Option<PathBuf>,
    /// The instance; needed when there are several
    #[arg(long, value_name = "ID")]
    instance: Option<String>,
    /// Write the JSON Schema of such a file, for editors, and do nothing else
    #[arg(long, conflicts_with_all = ["file", "export", "instance"])]
    schema: bool,
    /// Write what the instance has as such a file. It holds digests of passwords and keys of templates: keep it safe
    #[arg(long, conflicts_with = "file")]
    export: bool,
}

pub(crate) fn run(arguments: Arguments) -> Outcome {
    if arguments.schema {
        return file(&seed::schema());
    }
    let seed = match &arguments.file {
        Some(path) => Some(read(path)?),
        None => None,
    };
    let store = arguments.database.open()?;
    let instance = match arguments.instance {
        Some(id) => id,
        None => only_instance(&store)?,
    };
    match seed {
        Some(seed) => {
            printer::json(&json!(apply(&store, &instance, &seed)?));
            Ok(())
        }
        None => file(&export(&store, &instance)?),
    }
}

/// Writes what is going to be a file, so that people can read it and compare two of them.
fn file(value: &impl Serialize) -> Outcome {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::failed("output", error))?;
    printer::write(format!("{text}\n").as_bytes())
}

/// Reads a seed.
pub(crate) fn read(path: &Path) -> Outcome<Seed> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::failed("file", format!("{}: {error}", path.display())))?;
    seed::read(&text)
        .map_err(|error| Failure::new(Exit::Invalid, "seed_malformed", format!("{}: {error}", path.display())))
}

/// Applies a seed.
pub(crate) fn apply(store: &Store, instance: &str, seed: &Seed) -> Outcome<SeedReport> {
    seed::apply(store, &Clock::System, instance, seed).map_err(failed)
}

fn export(store: &Store, instance: &str) -> Outcome<Seed> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().build().map_err(|error| Failure::failed("runtime", error))?;
    runtime.block_on(seed::export(store, instance)).map_err(failed)
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
