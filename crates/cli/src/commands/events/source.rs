//! Where events are read: a database, or a server that is asked.

use std::time::{Duration, Instant};

use clap::Args;
use frontdesk_storage::Store;
use frontdesk_storage::events::EventQuery;
use serde::Deserialize;
use serde_json::Value;

use crate::database::{Database, storage_failure};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

/// How often a database is asked for what other processes have written.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Ask a server instead: the address of its operator listener, such as http://127.0.0.1:4011
    #[arg(long, env = "FRONTDESK_OPERATOR_URL", value_name = "URL")]
    url: Option<String>,
    /// The key of that listener
    #[arg(long, env = "FRONTDESK_OPERATOR_KEY", value_name = "KEY", hide_env_values = true)]
    operator_key: Option<String>,
}

/// Which events are wanted, and how long to wait for the first of them.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) after: i64,
    pub(super) limit: i64,
    pub(super) instance: Option<String>,
    pub(super) kinds: Vec<String>,
    pub(super) wait: Duration,
}

/// Some events, as the operator listener shows them.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    pub(super) events: Vec<Value>,
    pub(super) next: i64,
    pub(super) more: bool,
    /// Whether newer events may be recorded that cannot be read yet.
    #[serde(default)]
    pub(super) behind: bool,
}

pub(super) enum Source {
    Database(Store),
    Server { http: reqwest::Client, url: String, key: String },
}

impl Arguments {
    pub(super) fn open(&self) -> Outcome<Source> {
        let Some(url) = &self.url else { return Ok(Source::Database(self.database.open()?)) };
        let key = self.operator_key.clone().ok_or_else(|| {
            Failure::new(Exit::Key, "key_missing", "the operator listener wants a key")
                .fix("set FRONTDESK_OPERATOR_KEY to the one that `frontdesk serve` was given or has printed")
        })?;
        let mut builder = reqwest::Client::builder().timeout(Duration::from_secs(90));
        if url.starts_with("http://") {
            // No certificate will be looked at, so none is read; the listener is near.
            builder = builder.tls_certs_only([]).no_proxy();
        }
        let http = builder.build().map_err(|error| Failure::failed("client", error))?;
        Ok(Source::Server { http, url: url.trim_end_matches('/').to_owned(), key })
    }
}

impl Source {
    /// The sequence number of the newest event.
    pub(super) async fn newest(&self) -> Outcome<i64> {
        match self {
            Self::Database(store) => store.newest_event().await.map_err(|error| storage_failure(&error)),
            Self::Server { .. } => Ok(self.ask(&[("after", "latest".to_owned())]).await?.next),
        }
    }

    pub(super) async fn read(&self, wanted: &Wanted) -> Outcome<Page> {
        match self {
            Self::Database(store) => read_database(store, wanted).await,
            Self::Server { .. } => {
                let mut query = vec![
                    ("after", wanted.after.to_string()),
                    ("limit", wanted.limit.to_string()),
                    ("wait", wanted.wait.as_secs().to_string()),
                ];
                query.extend(wanted.instance.iter().map(|instance| ("instance", instance.clone())));
                query.extend(wanted.kinds.iter().map(|kind| ("type", kind.clone())));
                self.ask(&query).await
            }
        }
    }

    async fn ask(&self, query: &[(&str, String)]) -> Outcome<Page> {
        let Self::Server { http, url, key } = self else {
            return Err(Failure::failed("events", "there is no server to ask"));
        };
        let unreachable =
            |error: reqwest::Error| Failure::new(Exit::Network, "network", format!("{url} cannot be read: {error}"));
        let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        let answer = http.get(format!("{url}/events?{query}")).bearer_auth(key).send().await.map_err(unreachable)?;
        let status = answer.status();
        let text = answer.text().await.map_err(unreachable)?;
        if status.is_success() {
            return serde_json::from_str(&text).map_err(|error| Failure::failed("events", error));
        }
        let body: Value = serde_json::from_str(&text).unwrap_or_default();
        let reason = body.pointer("/errors/0/long_message").and_then(Value::as_str).unwrap_or("no reason is given");
        let exit = if status == reqwest::StatusCode::UNAUTHORIZED { Exit::Key } else { Exit::Invalid };
        Err(Failure::new(exit, "refused", format!("{url} answered {}: {reason}", status.as_u16())))
    }
}

async fn read_database(store: &Store, wanted: &Wanted) -> Outcome<Page> {
    let started = Instant::now();
    let mut query = EventQuery {
        after: wanted.after,
        limit: wanted.limit,
        instance: wanted.instance.clone(),
        kinds: wanted.kinds.clone(),
    };
    loop {
        let mut page = store.list_events(query.clone()).await.map_err(|error| storage_failure(&error))?;
        let opened = frontdesk_server::events::open_page(store, &mut page).await;
        opened.map_err(|error| Failure::failed("events", error.sentence()))?;
        if page.events.is_empty() && (page.more || started.elapsed() < wanted.wait) {
            query.after = page.next;
            if !page.more {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            continue;
        }
        let lines = page.events.iter().map(|event| serde_json::from_str(&frontdesk_server::events::line(event)));
        let events = lines.collect::<Result<_, _>>().map_err(|error| Failure::failed("events", error))?;
        return Ok(Page { events, next: page.next, more: page.more, behind: page.behind });
    }
}
