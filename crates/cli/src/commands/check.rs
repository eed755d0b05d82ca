//! `frontdesk check`: recounts what is kept and looks for rows whose owners are gone.

use clap::Args;
use serde_json::json;

use crate::database::{Database, storage_failure};
use crate::failure::{Failure, Outcome};
use crate::printer;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    database: Database,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let report = arguments.database.open()?.check_blocking().map_err(|error| storage_failure(&error))?;
    for finding in &report.findings {
        if printer::is_terminal() {
            printer::line(&finding.to_string());
        } else {
            printer::json(&json!({
                "table": finding.table,
                "key": finding.key,
                "expected": finding.expected,
                "found": finding.found,
            }));
        }
    }
    if report.is_clean() {
        printer::remark(&format!("{} kinds of things were looked at; all is as it must be", report.checks));
        return Ok(());
    }
    let count = report.findings.len();
    Err(Failure::failed("inconsistent", format!("{count} things in the database are not as they must be")))
}
