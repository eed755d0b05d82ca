//! `frontdesk doctor`: whether key, address, clock and scopes are in order. It only reads.

use std::time::Instant;

use clap::{Args, ValueEnum};
use frontdesk_contract::{ApiVersion, catalogue};
use frontdesk_server::Clock;
use frontdesk_tokens::{Environment, PublishableKey};
use serde::Serialize;
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use super::version::BUILD;
use crate::connection::{Answer, Connection, Travel};
use crate::destination::{Destination, Wanted};
use crate::env_file;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::guard::{self, Confirm, Decision, Facts, Key, Mode, Scopes};
use crate::printer::{self, FAINT, STRONG, WARNING, wrap};
use crate::request::Request;
use crate::{answer, refusal, user_folders, write_log};

/// How far two clocks may be apart before tokens are refused.
const SKEW_SECONDS: i64 = 10;
/// The names under which applications keep the publishable key.
const PUBLISHABLE: [&str; 6] = [
    "CLERK_PUBLISHABLE_KEY",
    "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
    "VITE_CLERK_PUBLISHABLE_KEY",
    "PUBLIC_CLERK_PUBLISHABLE_KEY",
    "NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
    "EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY",
];

/// Say whether key, address, clock and scopes are in order.
///
/// One request that only reads is sent.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// How to print
    #[arg(long, value_enum, default_value_t = Form::Text)]
    output: Form,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Good,
    Warning,
    Bad,
}

/// What was looked at, and what was found.
#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    verdict: Verdict,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<String>,
    /// How the program ends when this is bad.
    #[serde(skip)]
    exit: Exit,
}

#[derive(Default)]
struct Checks(Vec<Check>);

impl Checks {
    fn good(&mut self, name: &'static str, message: impl Into<String>) {
        self.0.push(Check { name, verdict: Verdict::Good, message: message.into(), fix: None, exit: Exit::Done });
    }

    fn warn(&mut self, name: &'static str, message: impl Into<String>, fix: &str) {
        let fix = Some(fix.to_owned());
        self.0.push(Check { name, verdict: Verdict::Warning, message: message.into(), fix, exit: Exit::Done });
    }

    fn bad(&mut self, name: &'static str, failure: Failure) {
        let Failure { message, fix, exit, .. } = failure;
        self.0.push(Check { name, verdict: Verdict::Bad, message, fix, exit });
    }
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut checks = Checks::default();
    checks.good("program", format!("frontdesk {} ({BUILD})", env!("CARGO_PKG_VERSION")));
    checks.good("api version", format!("{} unless said otherwise", ApiVersion::NEWEST));
    let wanted = Wanted {
        local: arguments.local,
        api_url: arguments.api_url.as_deref(),
        secret_key: arguments.secret_key.as_deref(),
        profile: arguments.profile.as_deref(),
    };
    match Destination::find(wanted) {
        Ok(destination) => look(&mut checks, &destination),
        Err(failure) if failure.exit == Exit::Usage => return Err(failure),
        Err(failure) => checks.bad("key", failure),
    }
    scopes(&mut checks);
    records(&mut checks);
    show(&checks, arguments.output)
}

fn look(checks: &mut Checks, destination: &Destination) {
    let request = catalogue::find("GetUsersCount", ApiVersion::NEWEST)
        .ok_or_else(|| Failure::failed("doctor", "the catalogue has no GetUsersCount"))
        .and_then(|operation| Request::build(operation, ApiVersion::NEWEST, operation.path, &[], None));
    let request = match request {
        Ok(request) => request,
        Err(failure) => return checks.bad("address", failure),
    };
    let kind = destination.kind(request.operation);
    let instance = if kind == Key::Live { "production" } else { "development" };
    let facts = Facts {
        method: request.operation.method,
        risk: request.operation.risk,
        key: kind,
        scopes: Scopes::default(),
        allowed: Scopes::default(),
        shape: request.shape(),
        mode: Mode::Pipe,
        confirm: Confirm::None,
        yes: false,
        admin: false,
        live: false,
        agreed: false,
    };
    let permit = match guard::decide(&facts) {
        Decision::Allow(permit) => permit,
        Decision::Refuse(refused) => {
            return checks.bad("key", refusal::explain(refused, &request, destination.key.as_ref()));
        }
        Decision::Ask(_) => return,
    };
    match &destination.key {
        Some(key) => checks.good("key", format!("{} from {}, of a {instance} instance", key.shown(), key.source)),
        None => checks.good("key", "of the server in this program"),
    }
    publishable(checks, kind);
    let started = Instant::now();
    let answer =
        Connection::open(&destination.target, Travel { retries: 0, ..Travel::default() }).and_then(|connection| {
            let answer = connection.send(permit, &request);
            connection.close();
            answer
        });
    let took = started.elapsed().as_millis();
    match answer {
        Ok(answer) if answer.is_success() => {
            let users = answer.json().and_then(|count| count["total_count"].as_i64());
            let users = users.map_or(String::new(), |users| format!("; {users} users"));
            checks.good("address", format!("{} answered {} in {took} ms{users}", destination.url(), answer.status));
            clock(checks, &answer);
        }
        Ok(answer) => {
            checks.bad("address", answer::failure(&answer));
            clock(checks, &answer);
        }
        Err(failure) => checks.bad("address", failure),
    }
    let limit = if kind == Key::Live { 1000 } else { 100 };
    checks.good("limits", format!("{limit} requests in 10 seconds ({instance})"));
}

fn publishable(checks: &mut Checks, kind: Key) {
    let found = PUBLISHABLE.into_iter().find_map(|name| {
        let in_files = || {
            let current = std::env::current_dir().ok()?;
            current.ancestors().find_map(|folder| {
                [".env.local", ".env"].into_iter().find_map(|file| env_file::read(&folder.join(file), name))
            })
        };
        let value = std::env::var(name).ok().or_else(in_files).filter(|value| !value.is_empty())?;
        Some((name, value))
    });
    let Some((name, value)) = found else {
        return checks.good("publishable key", "none found; only front ends need one");
    };
    match value.parse::<PublishableKey>() {
        Err(_) => {
            let message = format!("{name} is malformed: one begins with pk_test_ or pk_live_");
            checks.bad("publishable key", Failure::new(Exit::Key, "publishable_key", message));
        }
        Ok(key) if (key.environment == Environment::Live) != (kind == Key::Live) => {
            let (mine, other) = if kind == Key::Live { ("live", "test") } else { ("test", "live") };
            let message = format!("{name} is a pk_{other}_ key, and the secret key a sk_{mine}_ one");
            let failure = Failure::new(Exit::Key, "publishable_key", message);
            checks.bad("publishable key", failure.fix("take both keys from the same instance"));
        }
        Ok(key) => checks.good("publishable key", format!("{name} of {}", key.frontend_api_host)),
    }
}

fn clock(checks: &mut Checks, answer: &Answer) {
    let date = answer.headers.get("date").and_then(|value| value.to_str().ok());
    let Some(date) = date.and_then(|date| OffsetDateTime::parse(&date.replace("GMT", "+0000"), &Rfc2822).ok()) else {
        return;
    };
    let skew = Clock::System.now().div_euclid(1000) - date.unix_timestamp();
    if skew.abs() <= SKEW_SECONDS {
        checks.good("clock", format!("{} s from the server's", skew.abs()));
    } else {
        let way = if skew > 0 { "ahead of" } else { "behind" };
        let message = format!("this machine is {} s {way} the server", skew.abs());
        checks.warn("clock", message, "set the clock: session tokens are good for a minute");
    }
}

fn scopes(checks: &mut Checks) {
    let list = std::env::var("CLERK_BAPI_SCOPES").unwrap_or_default();
    let scopes = Scopes::parse(&list);
    let message = match (scopes.grant(&["write"]), scopes.grant(&["write", "delete"])) {
        (_, true) => "reading, writing and deleting",
        (true, false) => "reading and writing",
        (false, _) => "reading only",
    };
    let looks_like = list.split([',', ' ']).find(|word| {
        let lower = word.to_lowercase();
        !["read", "write", "delete", ""].contains(word) && (lower.contains("write") || lower.contains("delete"))
    });
    match looks_like {
        Some(word) => {
            let message = format!("CLERK_BAPI_SCOPES grants {message}; `{word}` grants nothing");
            checks.warn("scopes", message, "whole words count: read, write, delete");
        }
        None => checks.good("scopes", format!("CLERK_BAPI_SCOPES grants {message}")),
    }
}

fn records(checks: &mut Checks) {
    match (write_log::path(), user_folders::settings()) {
        (Some(log), Some(settings)) => {
            checks.good("records", format!("log {}, profiles in {}", log.display(), settings.display()));
        }
        _ => checks.warn("records", "there is no home folder: no log of writes, no profiles", "set HOME"),
    }
}

fn show(checks: &Checks, form: Form) -> Outcome {
    let bad = checks.0.iter().find(|check| check.verdict == Verdict::Bad);
    if form == Form::Json {
        printer::json(&json!({ "ok": bad.is_none(), "checks": checks.0 }));
    } else {
        for check in &checks.0 {
            let (mark, style) = match check.verdict {
                Verdict::Good => ("✓", FAINT),
                Verdict::Warning => ("!", WARNING),
                Verdict::Bad => ("✗", WARNING),
            };
            let name = check.name;
            let width = printer::width().saturating_sub(19);
            for (index, line) in wrap(&check.message, width).iter().enumerate() {
                if index == 0 {
                    printer::line(&format!("{style}{mark}{style:#} {STRONG}{name:<16}{STRONG:#} {line}"));
                } else {
                    printer::line(&format!("{:19}{line}", ""));
                }
            }
            for line in check.fix.iter().flat_map(|fix| wrap(fix, width)) {
                printer::line(&format!("{:19}{FAINT}{line}{FAINT:#}", ""));
            }
        }
    }
    match bad {
        None => Ok(()),
        Some(check) => {
            let bad = checks.0.iter().filter(|check| check.verdict == Verdict::Bad).map(|check| check.name);
            let names = bad.collect::<Vec<_>>().join(", ");
            Err(Failure::new(check.exit, "doctor", format!("not in order: {names}")))
        }
    }
}
