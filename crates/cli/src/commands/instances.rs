//! `frontdesk instances`: make, list and delete tenants, and replace their keys.

use clap::{Args, Subcommand, ValueEnum};
use frontdesk_server::{Clock, Keys, NewInstance};
use frontdesk_storage::StorageError;
use frontdesk_tokens::IdSource;
use serde_json::json;

use crate::database::{Database, storage_failure};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::printer;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make an instance and print its keys; the secret one is never shown again
    Create {
        #[command(flatten)]
        database: Database,
        /// What it is for
        #[arg(long, value_enum, default_value_t = Kind::Development)]
        kind: Kind,
        /// The secret key to accept; made if not given
        #[arg(long, value_name = "KEY")]
        secret_key: Option<String>,
        /// The host of its Frontend API, which the publishable key spells; made up if not given
        #[arg(long, value_name = "HOST")]
        frontend_api: Option<String>,
    },
    /// List the instances
    List {
        #[command(flatten)]
        database: Database,
    },
    /// Delete an instance with everything in it; this cannot be undone
    Delete {
        #[command(flatten)]
        database: Database,
        /// The instance
        id: String,
        /// Its id once more, where nobody can be asked
        #[arg(long, value_name = "ID")]
        confirm: Option<String>,
    },
    /// Replace every secret key of an instance by a new one and print it
    RotateKey {
        #[command(flatten)]
        database: Database,
        /// The instance
        id: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Development,
    Production,
}

pub(crate) fn run(arguments: Arguments) -> Outcome {
    match arguments.action {
        Action::Create { database, kind, secret_key, frontend_api } => {
            create(&database, kind, secret_key, frontend_api)
        }
        Action::List { database } => list(&database),
        Action::Delete { database, id, confirm } => delete(&database, &id, confirm.as_deref()),
        Action::RotateKey { database, id } => rotate_key(&database, &id),
    }
}

fn failed(error: StorageError) -> Failure {
    match error {
        StorageError::Unique(message) => Failure::new(Exit::Invalid, "taken", message),
        error => storage_failure(&error),
    }
}

fn unknown(id: &str) -> Failure {
    Failure::new(Exit::NotFound, "instance_not_found", format!("there is no instance {id}"))
        .fix("`frontdesk instances list` shows them")
}

fn show(keys: &Keys) {
    printer::line(&format!("INSTANCE_ID={}", keys.instance_id));
    printer::line(&format!("CLERK_SECRET_KEY={}", keys.secret_key));
    printer::line(&format!("CLERK_PUBLISHABLE_KEY={}", keys.publishable_key));
}

fn create(database: &Database, kind: Kind, secret_key: Option<String>, frontend_api: Option<String>) -> Outcome {
    let production = kind == Kind::Production;
    if let Some(key) = &secret_key {
        super::serve::check_key(key)?;
        if key.starts_with("sk_live_") != production {
            return Err(Failure::new(Exit::Key, "key_malformed", "the key is for the other kind of instance")
                .fix("keys of production instances begin with `sk_live_`, of development ones with `sk_test_`"));
        }
    }
    let store = database.open()?;
    let (ids, now) = (IdSource::random(), Clock::System.now());
    let instance_id = ids.new_id("ins", now);
    let pem = frontdesk_server::generate_signing_key(&instance_id).map_err(failed)?;
    let new = NewInstance { production, frontend_api, secret_key, claim_token: None };
    let keys = store
        .system_blocking(move |tx| frontdesk_server::create_instance(tx, &ids, now, &new, &pem, &instance_id))
        .map_err(failed)?;
    show(&keys);
    Ok(())
}

fn list(database: &Database) -> Outcome {
    let rows = database.open()?.system_blocking(|tx| frontdesk_server::list_instances(tx)).map_err(failed)?;
    if rows.is_empty() && printer::is_terminal() {
        printer::remark(
            "There are no instances; `frontdesk instances create` makes one, and so does `frontdesk serve`.",
        );
    }
    for row in &rows {
        let key = frontdesk_server::publishable_key(row);
        if printer::is_terminal() {
            printer::line(&format!("{}  {:<11}  {key}", row.id, row.environment_type));
        } else {
            printer::json(&json!({
                "id": row.id,
                "environment_type": row.environment_type,
                "publishable_key": key,
                "frontend_api": row.frontend_api,
                "created_at": row.created_at,
            }));
        }
    }
    Ok(())
}

fn delete(database: &Database, id: &str, confirm: Option<&str>) -> Outcome {
    let store = database.open()?;
    let wanted = id.to_owned();
    let row = store.system_blocking(move |tx| tx.find_instance(&wanted)).map_err(failed)?.ok_or_else(|| unknown(id))?;
    let typed = match confirm {
        Some(typed) => typed.to_owned(),
        None if printer::can_ask() => {
            printer::remark(&format!(
                "{id} ({}) goes with all its users, organizations, sessions and keys. This cannot be undone.",
                row.environment_type
            ));
            printer::ask("Type the id of the instance to delete it")?
        }
        None => String::new(),
    };
    if typed != id {
        return Err(Failure::new(
            Exit::Confirmation,
            "confirmation_needed",
            format!("{id} was not deleted: deleting it cannot be undone"),
        )
        .fix(format!("pass --confirm {id}")));
    }
    let wanted = id.to_owned();
    let deleted = store.system_blocking(move |tx| frontdesk_server::delete_instance(tx, &wanted)).map_err(failed)?;
    if deleted { Ok(()) } else { Err(unknown(id)) }
}

fn rotate_key(database: &Database, id: &str) -> Outcome {
    let store = database.open()?;
    let (ids, now, wanted) = (IdSource::random(), Clock::System.now(), id.to_owned());
    let keys = store.system_blocking(move |tx| frontdesk_server::rotate_key(tx, &ids, now, &wanted)).map_err(failed)?;
    show(&keys.ok_or_else(|| unknown(id))?);
    Ok(())
}
