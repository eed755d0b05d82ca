//! `frontdesk events`: what happened, from a database or from a server's operator listener.

mod source;

use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use self::source::{Source, Wanted};
use crate::failure::{Failure, Outcome};
use crate::printer::{self, FAINT, STRONG};

/// How many events are asked for at a time.
const CHUNK: i64 = 500;
/// How long one question for the next event waits.
const WAIT: Duration = Duration::from_secs(30);

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show events, the oldest first.
    List(List),
    /// Show the newest events, and with --follow those that come.
    Tail(Tail),
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    from: source::Arguments,
    #[command(flatten)]
    filter: Filter,
    /// Begin after the event with this sequence number
    #[arg(long, value_name = "SEQUENCE", default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..))]
    after: i64,
    /// How many to show; 0 for all
    #[arg(long, value_name = "COUNT", default_value_t = 100, value_parser = clap::value_parser!(i64).range(0..))]
    limit: i64,
}

#[derive(Debug, Args)]
struct Tail {
    #[command(flatten)]
    from: source::Arguments,
    #[command(flatten)]
    filter: Filter,
    /// How many numbers to look back
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 10, value_parser = clap::value_parser!(i64).range(0..))]
    lines: i64,
    /// Go on with those that come, until interrupted
    #[arg(long, short = 'f')]
    follow: bool,
}

#[derive(Debug, Args)]
struct Filter {
    /// Only those of this instance
    #[arg(long, value_name = "ID")]
    instance: Option<String>,
    /// Only those of this type, such as user.created; may be given several times
    #[arg(long = "type", value_name = "TYPE", value_parser = clap::builder::PossibleValuesParser::new(frontdesk_contract::EVENT_TYPES))]
    #[arg(hide_possible_values = true)]
    kinds: Vec<String>,
    /// The form: a line for people at a terminal, one JSON object a line elsewhere
    #[arg(short = 'o', long, value_enum, value_name = "FORM")]
    output: Option<Form>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A line for people
    Text,
    /// One JSON object a line
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::failed("runtime", error))?;
    // A database opens outside of the runtime, since that blocks.
    match &arguments.command {
        Command::List(list) => {
            let source = list.from.open()?;
            runtime.block_on(self::list(list, &source))
        }
        Command::Tail(tail) => {
            let source = tail.from.open()?;
            runtime.block_on(self::tail(tail, &source))
        }
    }
}

async fn list(list: &List, source: &Source) -> Outcome {
    let (mut after, mut left) = (list.after, if list.limit == 0 { i64::MAX } else { list.limit });
    let (mut shown, mut behind) = (0, false);
    while left > 0 {
        let page = source.read(&list.filter.wanted(after, CHUNK.min(left))).await?;
        for event in &page.events {
            list.filter.show(event);
        }
        let count = i64::try_from(page.events.len()).unwrap_or(i64::MAX);
        (after, left, shown) = (page.next, left.saturating_sub(count), shown + count);
        behind = page.behind;
        if !page.more {
            break;
        }
    }
    if list.filter.is_text() {
        let reason = if behind { " in a moment: changes that began earlier still run" } else { "" };
        printer::closing(&format!("{shown} events · go on with --after {after}{reason}"));
    }
    Ok(())
}

async fn tail(tail: &Tail, source: &Source) -> Outcome {
    let mut after = (source.newest().await? - tail.lines).max(0);
    let mut has_caught_up = false;
    loop {
        let wait = if has_caught_up { WAIT } else { Duration::ZERO };
        let page = source.read(&Wanted { wait, ..tail.filter.wanted(after, CHUNK) }).await?;
        for event in &page.events {
            tail.filter.show(event);
        }
        after = page.next;
        has_caught_up = !page.more;
        if has_caught_up && !tail.follow {
            return Ok(());
        }
    }
}

impl Filter {
    fn wanted(&self, after: i64, limit: i64) -> Wanted {
        let (instance, kinds) = (self.instance.clone(), self.kinds.clone());
        Wanted { after, limit, instance, kinds, wait: Duration::ZERO }
    }

    fn is_text(&self) -> bool {
        match self.output {
            Some(form) => form == Form::Text,
            None => printer::is_terminal(),
        }
    }

    fn show(&self, event: &Value) {
        if !self.is_text() {
            printer::json(event);
            return;
        }
        let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let milliseconds = event.pointer("/event/timestamp").and_then(Value::as_i64).unwrap_or_default();
        let time = OffsetDateTime::from_unix_timestamp(milliseconds.div_euclid(1000)).ok();
        let time = time.and_then(|time| time.format(&Rfc3339).ok()).unwrap_or_default();
        let sequence = event["sequence"].as_i64().unwrap_or_default();
        printer::line(&format!(
            "{sequence:>8}  {FAINT}{time}{FAINT:#}  {STRONG}{:<31}{STRONG:#}  {}  {FAINT}{}{FAINT:#}",
            text("/event/type"),
            text("/resource_id"),
            text("/event/instance_id"),
        ));
    }
}
