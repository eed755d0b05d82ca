//! The log of every write that was sent: what, where, by whom, and what came of it. Never a body, never a secret.
//!
//! Lines are only added: one before a request leaves, one when it is answered, so that a write whose answer never came
//! is there as well.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use frontdesk_contract::Risk;
use frontdesk_server::Clock;
use frontdesk_tokens::IdSource;
use serde::{Deserialize, Serialize};

use crate::connection::Answer;
use crate::failure::{Failure, Outcome};
use crate::request::Request;
use crate::{printer, user_folders};

/// One line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Line {
    Sent(Sent),
    Answered(Answered),
}

/// A write that left.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sent {
    id: String,
    /// Milliseconds since 1970.
    pub(crate) time: i64,
    pub(crate) operation: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) risk: String,
    pub(crate) api_url: String,
    pub(crate) api_version: String,
    /// The first characters of the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    /// The user of this machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) user: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Answered {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) trace_id: Option<String>,
    /// The code of the failure, when there was no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<String>,
}

/// A write in the log, with its answer when one came.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    #[serde(flatten)]
    pub(crate) sent: Sent,
    #[serde(flatten)]
    pub(crate) answered: Option<AnsweredFields>,
}

/// The answer's part of an entry; its id is the entry's.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AnsweredFields {
    pub(crate) status: Option<u16>,
    pub(crate) trace_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<String>,
}

/// A write whose answer is awaited.
#[must_use]
pub(crate) struct Open {
    file: File,
    id: String,
}

/// Where the log is.
pub(crate) fn path() -> Option<PathBuf> {
    Some(user_folders::state()?.join("writes.ndjson"))
}

/// Notes that a request leaves; `None` for one that only reads. A log that cannot be written is said and no reason to
/// stop: machines without a home folder exist.
pub(crate) fn sent(request: &Request, api_url: &str, key: Option<String>) -> Option<Open> {
    // Unit tests send in the developer's own name and must not fill the developer's log.
    if request.operation.risk == Risk::Read || cfg!(test) {
        return None;
    }
    let id = IdSource::random().token_id("write");
    let line = Line::Sent(Sent {
        id: id.clone(),
        time: Clock::System.now(),
        operation: request.operation.id.to_owned(),
        method: request.operation.method.to_string(),
        path: request.path(),
        risk: request.operation.risk.as_str().to_owned(),
        api_url: api_url.to_owned(),
        api_version: request.version.to_string(),
        key,
        user: ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok()),
    });
    let opened = open().and_then(|mut file| add(&mut file, &line).map(|()| file));
    match opened {
        Ok(file) => Some(Open { file, id }),
        Err(failure) => {
            printer::notice("log", &failure.message);
            None
        }
    }
}

impl Open {
    /// Notes what came of it.
    pub(crate) fn answered(mut self, outcome: &Outcome<Answer>) {
        let answered = match outcome {
            Ok(answer) => Answered {
                id: self.id,
                status: Some(answer.status),
                trace_id: answer
                    .headers
                    .get("clerk-trace-id")
                    .and_then(|value| value.to_str().ok())
                    .map(str::to_owned)
                    .or_else(|| Some(answer.json()?["clerk_trace_id"].as_str()?.to_owned())),
                failure: None,
            },
            Err(failure) => Answered { id: self.id, failure: Some(failure.code.to_string()), ..Answered::default() },
        };
        if let Err(failure) = add(&mut self.file, &Line::Answered(answered)) {
            printer::notice("log", &failure.message);
        }
    }
}

fn open() -> Outcome<File> {
    let path = path().ok_or_else(|| Failure::failed("log", "this write is not logged: there is no home folder"))?;
    user_folders::make(path.parent().unwrap_or(&path))?;
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(&path)
        .map_err(|error| Failure::failed("log", format!("this write is not logged in {}: {error}", path.display())))
}

/// Adds a line in one go, so that those of programs that run at once do not mix.
fn add(file: &mut File, line: &Line) -> Outcome {
    let mut text = serde_json::to_vec(line).map_err(|error| Failure::failed("log", error))?;
    text.push(b'\n');
    file.write_all(&text).map_err(|error| Failure::failed("log", format!("this write is not logged: {error}")))
}

/// Reads the log, oldest first. A line that cannot be read is passed over.
pub(crate) fn read(path: &Path) -> Outcome<Vec<Entry>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::failed("log", format!("cannot read {}: {error}", path.display()))),
    };
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines() {
        match serde_json::from_str(line) {
            Ok(Line::Sent(sent)) => entries.push(Entry { sent, answered: None }),
            Ok(Line::Answered(answered)) => {
                if let Some(entry) = entries.iter_mut().rev().find(|entry| entry.sent.id == answered.id) {
                    let Answered { status, trace_id, failure, .. } = answered;
                    entry.answered = Some(AnsweredFields { status, trace_id, failure });
                }
            }
            Err(_) => {}
        }
    }
    Ok(entries)
}
