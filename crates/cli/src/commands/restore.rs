//! `frontdesk restore FILE`: makes again what a backup holds, as far as that is possible, past the guard.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

use crate::arguments::Arguments as Flags;
use crate::commands::execute;
use crate::destination::{Destination, Wanted};
use crate::failure::{Failure, Outcome};
use crate::printer::{self, STRONG};
use crate::request::Request;
use crate::restore::{Backup, Lost, Plan, shown_path, with_new_id};
use crate::{answer, plan};

/// Make again what a backup holds, as far as that is possible.
///
/// Ids are new; what cannot come back is listed with the
/// reason. Backups are taken before anything irreversible, in .frontdesk/backups of the project.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct Arguments {
    /// The backup
    file: PathBuf,
    /// Print the plan as JSON and send nothing
    #[arg(long)]
    dry_run: bool,
    /// Send although the granted scopes do not cover it
    #[arg(long)]
    admin: bool,
    /// Answer the question before each write
    #[arg(long)]
    yes: bool,
    /// Write to production although nobody can be asked
    #[arg(long)]
    live: bool,
    /// Use the server inside this program, with the project's own data
    #[arg(long)]
    local: bool,
    /// The address of the API
    #[arg(long, value_name = "URL")]
    api_url: Option<String>,
    /// The secret key
    #[arg(long, value_name = "KEY")]
    secret_key: Option<String>,
    /// The key of this profile
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let backup = Backup::read(&arguments.file)?;
    let plan = backup.plan()?;
    let flags = Flags { admin: arguments.admin, yes: arguments.yes, live: arguments.live, ..Flags::default() };
    if arguments.dry_run {
        show_plan(&plan, &flags);
        return Ok(());
    }
    printer::remark(&format!("{STRONG}Comes back{STRONG:#}"));
    for step in &plan.steps {
        printer::remark(&format!("  {}", title(step)));
    }
    printer::remark(&format!("{STRONG}Does not come back{STRONG:#}"));
    for Lost { what, why } in &plan.lost {
        printer::remark(&format!("  {what}: {why}"));
    }
    let Some((first, rest)) = plan.steps.split_first() else {
        return Err(
            Failure::failed("not_restorable", "nothing of it can be made again").fix("the file keeps the records")
        );
    };
    let destination = Destination::find(Wanted {
        local: arguments.local,
        api_url: arguments.api_url.as_deref(),
        secret_key: arguments.secret_key.as_deref(),
        profile: arguments.profile.as_deref(),
    })?;
    if destination.url() != backup.api_url {
        let message = format!("The backup is of {}, and this goes to {}.", backup.api_url, destination.url());
        printer::warning("other_instance", &message);
    }
    let mut connection = None;
    let outcome = send_all(&flags, first, rest, &destination, &mut connection);
    if let Some(connection) = connection {
        connection.close();
    }
    outcome
}

fn send_all(
    flags: &Flags,
    first: &Request,
    rest: &[Request],
    destination: &Destination,
    connection: &mut Option<crate::connection::Connection>,
) -> Outcome {
    let made = execute::carry_out(flags, first.clone(), destination, connection)?.json().unwrap_or_default();
    printer::remark(&format!("made {}", answer::one_line(&made)));
    let id = made["id"].as_str().unwrap_or_default().to_owned();
    let mut failed = None;
    for step in rest {
        // What belongs to the object is made as far as it can be; one failure does not keep the others away.
        match execute::carry_out(flags, with_new_id(step, &id), destination, connection) {
            Ok(answer) => {
                printer::remark(&format!("made {}", answer::one_line(&answer.json().unwrap_or_default())));
            }
            Err(failure) => {
                printer::remark(&format!("not made: {}: {}", title(step), failure.message));
                failed.get_or_insert(failure);
            }
        }
    }
    // A person was told already.
    if !printer::is_terminal() {
        printer::json(&made);
    }
    failed.map_or(Ok(()), Err)
}

/// A plan like every other, and what it cannot bring back.
#[derive(Serialize)]
struct Shown<'a> {
    api_version: &'static str,
    steps: Vec<Value>,
    refusals: Vec<Value>,
    not_restored: &'a [Lost],
}

fn title(step: &Request) -> String {
    format!("{} {}", step.operation.method, shown_path(step))
}

fn show_plan(plan: &Plan, flags: &Flags) {
    let mut steps = Vec::new();
    let mut refusals = Vec::new();
    for step in &plan.steps {
        let mut shown = serde_json::to_value(plan::Plan::of(step, None)).unwrap_or_default();
        shown["steps"][0]["path"] = Value::from(shown_path(step));
        steps.push(shown["steps"][0].take());
        if let Some(failure) = execute::refused(flags, step) {
            let refusal = json!({ "code": failure.code, "message": failure.message });
            if !refusals.contains(&refusal) {
                refusals.push(refusal);
            }
        }
    }
    printer::plan(&Shown { api_version: plan.version.as_str(), steps, refusals, not_restored: &plan.lost });
}
