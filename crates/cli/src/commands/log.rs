//! `frontdesk log`: the writes that were sent from this machine, the newest last.

use clap::Args;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::failure::{Failure, Outcome};
use crate::printer::{self, FAINT, STRONG, wrap};
use crate::write_log::{self, Entry};

/// Show the writes that were sent from this machine.
///
/// The newest is last; where no person reads, each is one JSON object a line.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// How many to show; 0 for all
    #[arg(long, default_value_t = 50, value_name = "COUNT")]
    limit: usize,
    /// Show only what was sent to a path that contains this
    #[arg(long, value_name = "TEXT")]
    path: Option<String>,
    /// Print where the log is
    #[arg(long)]
    file: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let path = write_log::path().ok_or_else(|| Failure::failed("log", "there is no home folder to keep a log in"))?;
    if arguments.file {
        printer::line(&path.display().to_string());
        return Ok(());
    }
    let mut entries = write_log::read(&path)?;
    if let Some(text) = &arguments.path {
        entries.retain(|entry| entry.sent.path.contains(text.as_str()));
    }
    let skipped = if arguments.limit == 0 { 0 } else { entries.len().saturating_sub(arguments.limit) };
    for entry in &entries[skipped..] {
        if printer::is_terminal() {
            show(entry);
        } else {
            printer::json(entry);
        }
    }
    if printer::is_terminal() {
        let shown = entries.len() - skipped;
        printer::closing(&format!("{shown} of {} writes · {}", entries.len(), path.display()));
    }
    Ok(())
}

fn show(entry: &Entry) {
    let sent = &entry.sent;
    let time = OffsetDateTime::from_unix_timestamp(sent.time.div_euclid(1000)).ok();
    let time = time.and_then(|time| time.format(&Rfc3339).ok()).unwrap_or_default();
    let result = match &entry.answered {
        Some(answered) => match (answered.status, &answered.failure) {
            (Some(status), _) => status.to_string(),
            (None, failure) => failure.clone().unwrap_or_default(),
        },
        None => "no answer".to_owned(),
    };
    printer::line(&format!("{FAINT}{time}{FAINT:#}  {result:<9}  {STRONG}{} {}{STRONG:#}", sent.method, sent.path));
    let trace = entry.answered.as_ref().and_then(|answered| answered.trace_id.as_deref());
    let mut more = vec![sent.operation.as_str(), sent.api_url.as_str()];
    more.extend(sent.key.as_deref());
    more.extend(sent.user.as_deref());
    more.extend(trace);
    for line in wrap(&more.join(" · "), printer::width().saturating_sub(22)) {
        printer::line(&format!("{:22}{FAINT}{line}{FAINT:#}", ""));
    }
}
