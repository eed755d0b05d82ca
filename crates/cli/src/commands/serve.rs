//! `frontdesk serve`: the Backend API over a database, until somebody stops it.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use frontdesk_server::conditions::{Conditions, Fault, Latency, Milliseconds};
use frontdesk_server::{Clock, Config, Keys, Limits, NewInstance, Running, Server, ServerError};
use frontdesk_storage::events::Retention;
use frontdesk_storage::{StorageError, Store, SystemTx};
use frontdesk_tokens::IdSource;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::seed;
use crate::breaches;
use crate::database::{Database, storage_failure};
use crate::env_file;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::printer;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Where to listen; port 0 takes a free one
    #[arg(long, env = "FRONTDESK_LISTEN", default_value = "127.0.0.1:4010", value_name = "HOST:PORT")]
    listen: String,
    #[command(flatten)]
    database: Database,
    /// The secret key to accept, beside those that the database knows; made at the first start if not given
    #[arg(long, env = "FRONTDESK_SECRET_KEY", value_name = "KEY", hide_env_values = true)]
    secret_key: Option<String>,
    /// Write keys and addresses into this file, as an application reads them
    #[arg(long, env = "FRONTDESK_ENV_FILE", value_name = "FILE")]
    env_file: Option<PathBuf>,
    /// Fill the instance from this file first, as `frontdesk seed` does
    #[arg(long, env = "FRONTDESK_SEED", value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Where the server is reached from outside; the address it listens on if not given
    #[arg(long, env = "FRONTDESK_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Refuse requests beyond Clerk's limits: 100 in 10 seconds (development) or 1000 (production); no limits if not given
    #[arg(long, env = "FRONTDESK_LIMITS", value_enum, value_name = "KIND")]
    limits: Option<LimitsKind>,
    /// A list of breached passwords by their SHA-1, as Have I Been Pwned publishes it: a sorted file, a folder of
    /// ranges, or the URL of a service that answers ranges, which sees five digits of a digest; none if not given
    #[arg(long, env = "FRONTDESK_BREACHED_PASSWORDS", value_name = "FILE|URL")]
    breached_passwords: Option<String>,
    /// How long every request waits, such as 50ms or 50ms..200ms
    #[arg(long, env = "FRONTDESK_LATENCY", value_name = "SPAN")]
    latency: Option<Latency>,
    /// What goes wrong and how often: 5xx=2%, 429=1%, drop=0.5% (no answer); may be repeated
    #[arg(long, env = "FRONTDESK_FAULT", value_name = "KIND=SHARE", value_delimiter = ',')]
    fault: Vec<Fault>,
    /// What the choice of failures begins with: the same one gives the same failures
    #[arg(long, env = "FRONTDESK_FAULT_SEED", value_name = "NUMBER", default_value_t = 0)]
    fault_seed: u64,
    /// By how much reads may lag behind: the same question may get the same answer for as long, such as 500ms
    #[arg(long, env = "FRONTDESK_LAG", value_name = "SPAN")]
    lag: Option<Milliseconds>,
    /// Which name server to ask for domains and proxies; those of the system if not given
    #[arg(long, env = "FRONTDESK_DNS_SERVER", value_name = "HOST[:PORT]", value_parser = name_server)]
    dns_server: Option<SocketAddr>,
    /// How many of our own proxies each request passes: so many of the last addresses in X-Forwarded-For are believed
    #[arg(long, env = "FRONTDESK_TRUSTED_PROXIES", value_name = "COUNT", default_value_t = 0)]
    trusted_proxies: usize,
    /// Where the operator can read what happened (GET /events); nowhere if not given
    #[arg(long, env = "FRONTDESK_OPERATOR_LISTEN", value_name = "HOST:PORT")]
    operator_listen: Option<String>,
    /// The key for that; one is made for as long as the server runs if not given
    #[arg(long, env = "FRONTDESK_OPERATOR_KEY", value_name = "KEY", hide_env_values = true)]
    operator_key: Option<String>,
    /// How many days events are kept
    #[arg(long, env = "FRONTDESK_KEEP_EVENTS_DAYS", value_name = "DAYS", default_value_t = 7)]
    #[arg(value_parser = clap::value_parser!(u32).range(0..=36500))]
    keep_events_days: u32,
    /// How many events are kept at most, of all instances together
    #[arg(long, env = "FRONTDESK_KEEP_EVENTS", value_name = "COUNT", default_value_t = 1_000_000)]
    #[arg(value_parser = clap::value_parser!(u32))]
    keep_events: u32,
    /// What to log, such as `info`, `warn` or `info,frontdesk::request=off`
    #[arg(long, env = "FRONTDESK_LOG", default_value = "info", value_name = "FILTER")]
    log: String,
    /// How to log
    #[arg(long, env = "FRONTDESK_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LimitsKind {
    Development,
    Production,
    Off,
}

impl LimitsKind {
    fn limits(self) -> Option<Limits> {
        match self {
            Self::Development => Some(Limits::Development),
            Self::Production => Some(Limits::Production),
            Self::Off => None,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

/// What is known of the keys when the server starts.
enum Found {
    /// A secret that can be shown or written.
    Keys(Keys),
    /// Instances are there, but only the hashes of their keys.
    Hashes { instance_id: String, publishable_key: String },
}

impl Found {
    /// The instance that is served first.
    fn instance_id(&self) -> &str {
        match self {
            Self::Keys(keys) => &keys.instance_id,
            Self::Hashes { instance_id, .. } => instance_id,
        }
    }
}

pub(crate) fn run(arguments: Arguments) -> Outcome {
    let listen = resolve(&arguments.listen)?;
    let conditions = Conditions {
        latency: arguments.latency,
        faults: arguments.fault,
        fault_seed: arguments.fault_seed,
        lag: arguments.lag,
    };
    conditions.check().map_err(|error| Failure::usage(error.to_string()).fix("lower the shares given by --fault"))?;
    let key_is_made = arguments.operator_key.is_none();
    let key = arguments.operator_key.clone().unwrap_or_else(|| IdSource::random().token_id("operator"));
    if key.trim().is_empty() {
        return Err(Failure::usage("the key of the operator is empty"));
    }
    let operator = arguments.operator_listen.as_deref().map(resolve).transpose()?;
    let operator = operator.map(|listen| frontdesk_server::Operator { listen, key });
    let _guard = start_log(&arguments.log, arguments.log_format)?;
    if let Some(key) = &arguments.secret_key {
        check_key(key)?;
    }
    let seed = match &arguments.seed {
        Some(path) => Some(seed::read(path)?),
        None => None,
    };
    let store = arguments.database.open()?;
    let fixed = arguments.secret_key.is_some();
    let written = arguments.env_file.as_deref().and_then(|path| env_file::read(path, "CLERK_SECRET_KEY"));
    let found = find_keys(&store, arguments.secret_key.clone(), written)?;
    if let Some(seed) = seed {
        seed::apply(&store, found.instance_id(), &seed)?;
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| Failure::failed("runtime", e))?;
    runtime.block_on(async {
        let signal = stop_signal()?;
        let limits = arguments.limits.and_then(LimitsKind::limits);
        let breaches = breaches::open(arguments.breached_passwords.as_deref())?;
        let (public_url, dns_server) = (arguments.public_url, arguments.dns_server);
        let config = Config {
            listen,
            public_url,
            limits,
            breaches,
            conditions,
            dns_server,
            trusted_proxies: arguments.trusted_proxies,
            operator: operator.clone(),
            event_retention: Retention {
                age: i64::from(arguments.keep_events_days) * 24 * 3600 * 1000,
                count: i64::from(arguments.keep_events),
            },
            ..Config::default()
        };
        let running = Server::start(config, store).await.map_err(|error| match error {
            ServerError::Listen { .. } => Failure::failed("listen", error),
            ServerError::Storage(error) => storage_failure(&error),
        })?;
        if let Some(operator) = operator.filter(|_| key_is_made) {
            printer::line(&format!("FRONTDESK_OPERATOR_KEY={}", operator.key));
        }
        if let Some(address) = running.operator_address {
            printer::remark(&format!("the operator can read http://{address}/events"));
        }
        announce(&running, &found, fixed, arguments.env_file.as_deref())?;
        running.stop_on(signal).await;
        tracing::info!("stopped");
        Ok(())
    })
}

/// The address of a name server, which cannot be a name itself.
fn name_server(text: &str) -> Result<SocketAddr, String> {
    let with_port = text.parse().ok().or_else(|| Some(SocketAddr::new(text.parse::<IpAddr>().ok()?, 53)));
    with_port.ok_or_else(|| "write an address such as 9.9.9.9 or 127.0.0.1:5353".to_owned())
}

fn resolve(listen: &str) -> Outcome<SocketAddr> {
    // `:4010` is what many write for "here".
    let text = if listen.starts_with(':') { format!("127.0.0.1{listen}") } else { listen.to_owned() };
    let wrong = || Failure::usage(format!("`{listen}` is no address to listen on")).fix("write it as 127.0.0.1:4010");
    text.to_socket_addrs().ok().and_then(|mut addresses| addresses.next()).ok_or_else(wrong)
}

/// Refuses a key that no SDK would send.
pub(crate) fn check_key(key: &str) -> Outcome {
    let secret = key.strip_prefix("sk_test_").or_else(|| key.strip_prefix("sk_live_"));
    if secret.is_some_and(|secret| !secret.is_empty() && secret.bytes().all(|byte| byte.is_ascii_graphic())) {
        return Ok(());
    }
    Err(Failure::new(Exit::Key, "key_malformed", "a secret key begins with `sk_test_` or `sk_live_`")
        .fix("leave --secret-key away to have one made"))
}

fn start_log(filter: &str, format: LogFormat) -> Outcome<tracing_appender::non_blocking::WorkerGuard> {
    let targets: Targets = filter
        .parse()
        .map_err(|error| Failure::usage(format!("`{filter}` is no log filter: {error}")).fix("such as info or off"))?;
    let (writer, guard) = tracing_appender::non_blocking::NonBlockingBuilder::default()
        // Under a flood, a line that nobody reads in time is worth less than an answer.
        .lossy(true)
        .finish(std::io::stderr());
    let registry = tracing_subscriber::registry().with(targets);
    let layer = tracing_subscriber::fmt::layer().with_writer(writer);
    let started = match format {
        LogFormat::Text => {
            registry.with(layer.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))).try_init()
        }
        LogFormat::Json => registry.with(layer.json().flatten_event(true)).try_init(),
    };
    started.map_err(|error| Failure::failed("log", error))?;
    Ok(guard)
}

/// Makes sure that there is an instance, and that a fixed key opens one.
fn find_keys(store: &Store, fixed: Option<String>, written: Option<String>) -> Outcome<Found> {
    let failed = |error: StorageError| storage_failure(&error);
    let known = fixed.clone();
    let found = store.system_blocking(move |tx| known_keys(tx, known.as_deref(), written.as_deref()));
    if let Some(found) = found.map_err(failed)? {
        return Ok(found);
    }
    // Making a key pair is slow: it happens only where one may be missing, and before the unit of work.
    let (ids, now) = (IdSource::random(), Clock::System.now());
    let instance_id = ids.new_id("ins", now);
    let pem = frontdesk_server::generate_signing_key(&instance_id).map_err(failed)?;
    let found = store.system_blocking(move |tx| -> Result<Found, StorageError> {
        tx.lock_instances()?;
        if let Some(key) = &fixed {
            return frontdesk_server::ensure_key(tx, &ids, now, key, &pem, &instance_id).map(Found::Keys);
        }
        // Another process may have been faster.
        if let Some(found) = known_keys(tx, None, None)? {
            return Ok(found);
        }
        let new = NewInstance::default();
        frontdesk_server::create_instance(tx, &ids, now, &new, &pem, &instance_id).map(Found::Keys)
    });
    found.map_err(failed)
}

/// What the database knows already: the fixed key, or else the written one, or else its first instance.
fn known_keys(
    tx: &mut SystemTx<'_, '_>,
    fixed: Option<&str>,
    written: Option<&str>,
) -> Result<Option<Found>, StorageError> {
    for key in [fixed, written].into_iter().flatten() {
        if let Some(keys) = frontdesk_server::find_keys(tx, key)? {
            return Ok(Some(Found::Keys(keys)));
        }
        if fixed.is_some() {
            return Ok(None);
        }
    }
    let first = frontdesk_server::list_instances(tx)?.into_iter().next();
    Ok(first.map(|row| Found::Hashes { publishable_key: frontdesk_server::publishable_key(&row), instance_id: row.id }))
}

/// Says where the server is and how to talk to it. A secret is printed once, when it is made.
fn announce(running: &Running, found: &Found, fixed: bool, file: Option<&std::path::Path>) -> Outcome {
    let url = running.shared.public_url.as_str();
    let mut variables = Vec::new();
    match found {
        Found::Keys(keys) => {
            variables.push(("CLERK_SECRET_KEY", keys.secret_key.as_str()));
            variables.push(("CLERK_PUBLISHABLE_KEY", keys.publishable_key.as_str()));
        }
        Found::Hashes { publishable_key, .. } => variables.push(("CLERK_PUBLISHABLE_KEY", publishable_key)),
    }
    variables.push(("CLERK_API_URL", url));
    variables.push(("CLERK_BACKEND_API_URL", url));
    if let Some(path) = file {
        env_file::update(path, &variables)
            .map_err(|error| Failure::failed("env_file", format!("cannot write {}: {error}", path.display())))?;
        printer::remark(&format!("keys and addresses are in {}", path.display()));
    }
    for (name, value) in &variables {
        // What stands in a file, or was given to us, need not stand in a log too.
        if *name != "CLERK_SECRET_KEY" || (file.is_none() && !fixed) {
            printer::line(&format!("{name}={value}"));
        }
    }
    if let Found::Hashes { instance_id, .. } = found {
        printer::remark(&format!(
            "CLERK_SECRET_KEY was printed when {instance_id} was made; only its hash is kept. \
             `frontdesk instances rotate-key {instance_id}` makes a new one"
        ));
    }
    printer::remark(&format!("frontdesk listens on {}", running.url()));
    Ok(())
}

/// Comes when the process is told to stop.
fn stop_signal() -> Outcome<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .map_err(|error| Failure::failed("signal", error))?;
    Ok(async move {
        #[cfg(unix)]
        let terminated = terminate.recv();
        #[cfg(not(unix))]
        let terminated = std::future::pending::<()>();
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminated => {}
        }
        tracing::info!("stopping: requests that were read are answered");
    })
}
