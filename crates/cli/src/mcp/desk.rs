//! What the tools do. Every request goes past the guard; nothing that a caller says is taken for consent.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use frontdesk_contract::{ApiVersion, Risk};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::call::{self, Call};
use super::confirmations::{Confirmations, VALID};
use super::{bounds, describe};
use crate::connection::{Answer, Connection, Travel};
use crate::destination::Destination;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::guard::{self, Confirm, Decision, Facts, Key, Mode, Permit, Refusal, Scopes};
use crate::inventory::{self, Inventory};
use crate::plan::Plan;
use crate::request::Request;
use crate::specification::Specification;
use crate::{answer, metadata, prompt, refusal};

/// The most operations that a search finds.
const MOST_FOUND: usize = 10;

/// What a person started the tools with.
#[derive(Debug)]
pub(crate) struct Start {
    pub(crate) destination: Destination,
    /// What `--allow` covers.
    pub(crate) allowed: Scopes,
    /// What `CLERK_BAPI_SCOPES` grants.
    pub(crate) scopes: Scopes,
    /// `--live`.
    pub(crate) live: bool,
    pub(crate) version: ApiVersion,
}

/// What stands behind the tools, shared by everyone who is connected.
pub(crate) struct Desk {
    start: Start,
    confirmations: Confirmations,
    connection: Mutex<Option<Arc<Connection>>>,
}

/// The arguments of a tool that sends.
#[derive(Deserialize)]
struct Sending {
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    token: Option<String>,
    #[serde(default)]
    target: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Search {
    #[serde(default)]
    words: String,
    #[serde(default)]
    api_version: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Describe {
    operation: String,
    #[serde(default)]
    api_version: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Explain {
    #[serde(default)]
    topic: String,
}

/// Why a tool did not do what it was called for; an irreversible request carries what confirms it.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) failure: Failure,
    pub(super) confirmation: Option<Value>,
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self { failure, confirmation: None }
    }
}

impl Desk {
    pub(crate) fn new(start: Start) -> Self {
        Self { start, confirmations: Confirmations::new(), connection: Mutex::default() }
    }

    pub(super) fn start(&self) -> &Start {
        &self.start
    }

    /// Does what a tool is called for; `None` when there is no such tool.
    pub(super) fn call(&self, tool: &str, arguments: Map<String, Value>) -> Option<Result<Value, Refused>> {
        Some(match tool {
            "search" => self.search(arguments).map_err(Refused::from),
            "describe" => self.describe(arguments).map_err(Refused::from),
            "plan" => self.plan(arguments).map_err(Refused::from),
            "explain" => explain(arguments).map_err(Refused::from),
            "read" => self.send(arguments, Tool::Read),
            "write" => self.send(arguments, Tool::Write),
            "confirm" => self.send(arguments, Tool::Confirm),
            _ => return None,
        })
    }

    fn search(&self, arguments: Map<String, Value>) -> Outcome<Value> {
        let search: Search = call::read(arguments)?;
        let version = call::version(search.api_version.as_deref(), self.start.version)?;
        let specification = Specification::built_in(version);
        if search.words.trim().is_empty() {
            let tags: Vec<Value> = specification
                .tags()
                .into_iter()
                .map(|(tag, operations)| json!({ "tag": tag, "operations": operations }))
                .collect();
            return Ok(json!({ "api_version": version.as_str(), "tags": tags }));
        }
        let found: Vec<Value> = crate::search::find(&[search.words], &specification)
            .into_iter()
            .take(MOST_FOUND)
            .map(|hit| hit.operation)
            .map(|operation| {
                json!({
                    "operation": operation.id, "endpoint": prompt::title(operation),
                    "summary": operation.summary(), "risk": operation.risk,
                })
            })
            .collect();
        Ok(json!({ "api_version": version.as_str(), "operations": found }))
    }

    fn describe(&self, arguments: Map<String, Value>) -> Outcome<Value> {
        let asked: Describe = call::read(arguments)?;
        let version = call::version(asked.api_version.as_deref(), self.start.version)?;
        let (operation, _) = call::operation(&asked.operation, version)?;
        Ok(Value::String(describe::describe(operation, version)))
    }

    fn plan(&self, arguments: Map<String, Value>) -> Outcome<Value> {
        let call: Call = call::read(arguments)?;
        let request = call.request(self.start.version)?;
        if !request.violations().is_empty() {
            return Err(refusal::invalid(&request));
        }
        // As in every plan, the key is not looked at.
        let facts = Facts { key: Key::NotNeeded, ..self.facts(&request, Confirm::None) };
        let refused = match guard::decide(&facts) {
            Decision::Refuse(refusal) => Some(refusal::explain(refusal, &request, None)),
            _ => None,
        };
        serde_json::to_value(Plan::of(&request, refused.as_ref())).map_err(|error| Failure::failed("plan", error))
    }

    fn facts(&self, request: &Request, confirm: Confirm) -> Facts {
        Facts {
            method: request.operation.method,
            risk: request.operation.risk,
            key: self.start.destination.kind(request.operation),
            scopes: self.start.scopes,
            allowed: self.start.allowed,
            shape: request.shape(),
            mode: Mode::Mcp,
            confirm,
            yes: false,
            admin: false,
            live: self.start.live,
            agreed: false,
        }
    }

    fn send(&self, mut arguments: Map<String, Value>, tool: Tool) -> Result<Value, Refused> {
        let mut own = Map::new();
        for name in tool.own_arguments() {
            own.extend(arguments.remove_entry(*name));
        }
        let sending: Sending = call::read(own)?;
        let call: Call = call::read(arguments)?;
        let request = call.request(self.start.version)?;
        tool.check(request.operation.risk, &prompt::title(request.operation))?;
        let confirm = match (tool, &sending.token, &sending.target) {
            (Tool::Confirm, Some(token), Some(target)) => {
                self.confirmations.redeem(token, &request, target, Instant::now())
            }
            (Tool::Confirm, _, _) => {
                let message = "`confirm` wants the `token` that `write` answered with, and the `target`";
                return Err(Failure::new(Exit::Usage, "invalid_arguments", message).into());
            }
            _ => Confirm::None,
        };
        let facts = self.facts(&request, confirm);
        let permit = match guard::decide(&facts) {
            Decision::Allow(permit) => permit,
            Decision::Refuse(refusal) => return Err(self.refused(refusal, &request, &facts)),
            // Nobody can be asked; the guard does not do so among tools.
            Decision::Ask(_) => return Err(self.refused(Refusal::ConfirmationNeeded, &request, &facts)),
        };
        let mut notes = notes(&request, &facts);
        let connection = self.connection()?;
        if facts.risk == Risk::Irreversible {
            // What is lost is kept first; without a copy nothing is destroyed.
            let inventory = inventory::take(&connection, &request, &facts)?;
            let path = inventory.save(&self.start.destination.folder, &request, self.start.destination.url())?;
            notes.push(format!("A copy of what went ({}) is in {}", inventory.lines.join(", "), path.display()));
        }
        let answer = send(&connection, permit, &request)?;
        Ok(present(&answer, &sending.fields, &notes))
    }

    /// The connection, made when it is first needed, and kept.
    fn connection(&self) -> Outcome<Arc<Connection>> {
        let mut kept = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(connection) = &*kept {
            return Ok(Arc::clone(connection));
        }
        let connection = Arc::new(Connection::open(&self.start.destination.target, Travel::default())?);
        *kept = Some(Arc::clone(&connection));
        Ok(connection)
    }

    fn refused(&self, refusal: Refusal, request: &Request, facts: &Facts) -> Refused {
        let failure = refusal::explain(refusal, request, self.start.destination.key.as_ref());
        if refusal != Refusal::TokenNeeded {
            return failure.into();
        }
        match self.connection().and_then(|connection| inventory::take(&connection, request, facts)) {
            Ok(inventory) => Refused { failure, confirmation: Some(self.confirmation(request, &inventory)) },
            Err(failure) => failure.into(),
        }
    }

    fn confirmation(&self, request: &Request, inventory: &Inventory) -> Value {
        json!({
            "token": self.confirmations.issue(request, Instant::now()),
            "target": request.target(),
            "instance": self.start.destination.url(),
            "what_goes": inventory.lines,
            "valid_seconds": VALID.as_secs(),
        })
    }

    /// Closes the connection; a server in this program answers what it has read first.
    pub(crate) fn close(&self) {
        let kept = self.connection.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(connection) = kept.and_then(Arc::into_inner) {
            connection.close();
        }
    }
}

/// The same ways in as an agent's, for requests that are put together already.
#[cfg(test)]
impl Desk {
    pub(crate) fn token_for_test(&self, request: &Request) -> String {
        self.confirmations.issue(request, Instant::now())
    }

    /// Calls the tool that the operation belongs to, with the request written as an agent writes it.
    pub(crate) fn send_for_test(
        &self,
        request: &Request,
        token: Option<&str>,
        more: Option<(&str, Value)>,
    ) -> Outcome<Value> {
        let mut parameters = request.parts.path.clone();
        parameters.extend(request.parts.query.clone());
        let mut arguments = Map::from_iter([
            ("operation".to_owned(), json!(request.operation.id)),
            ("parameters".to_owned(), Value::Object(parameters)),
            ("api_version".to_owned(), json!(request.version.as_str())),
        ]);
        if let Some(body) = &request.parts.body {
            arguments.insert("body".to_owned(), body.clone());
        }
        arguments.extend(more.map(|(name, value)| (name.to_owned(), value)));
        let tool = match (request.operation.risk, token) {
            (Risk::Read, _) => "read",
            (_, None) => "write",
            (_, Some(token)) => {
                arguments.insert("token".to_owned(), json!(token));
                arguments.insert("target".to_owned(), json!(request.target()));
                "confirm"
            }
        };
        self.call(tool, arguments).expect("a tool").map_err(|refused| refused.failure)
    }
}

fn explain(arguments: Map<String, Value>) -> Outcome<Value> {
    let asked: Explain = call::read(arguments)?;
    crate::commands::explain::value(&asked.topic)
}

/// The tools that send.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tool {
    Read,
    Write,
    Confirm,
}

impl Tool {
    /// The arguments that are not the request's.
    fn own_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Read | Self::Write => &["fields"],
            Self::Confirm => &["fields", "token", "target"],
        }
    }

    /// Keeps each tool to what its annotations promise.
    fn check(self, risk: Risk, title: &str) -> Outcome {
        let wrong = |code, message: String, fix: &str| Err(Failure::new(Exit::Usage, code, message).fix(fix));
        match (self, risk) {
            (Self::Read, Risk::Read)
            | (Self::Write, Risk::Write | Risk::Destructive | Risk::Irreversible)
            | (Self::Confirm, Risk::Irreversible) => Ok(()),
            (Self::Read, _) => {
                wrong("not_a_read", format!("{title} changes something ({})", risk.as_str()), "use `write`")
            }
            (Self::Write, Risk::Read) => wrong("not_a_write", format!("{title} changes nothing"), "use `read`"),
            (Self::Confirm, _) => wrong("not_irreversible", format!("{title} needs no token"), "use `read` or `write`"),
        }
    }
}

fn send(connection: &Connection, permit: Permit, request: &Request) -> Outcome<Answer> {
    let answer = connection.send(permit, request)?;
    if answer.is_success() { Ok(answer) } else { Err(answer::failure(&answer)) }
}

/// What has to be said with a write.
fn notes(request: &Request, facts: &Facts) -> Vec<String> {
    let mut notes = Vec::new();
    if facts.key == Key::Live {
        notes.push("This is a production instance (sk_live_).".to_owned());
    }
    if facts.risk == Risk::Read {
        return notes;
    }
    notes.extend(metadata::explain(request));
    if matches!(facts.risk, Risk::Destructive | Risk::Irreversible) {
        notes.push(refusal::loss(request.operation));
    }
    notes
}

fn present(answer: &Answer, fields: &[String], notes: &[String]) -> Value {
    let mut result = Map::from_iter([("status".to_owned(), json!(answer.status))]);
    let body = answer.json().unwrap_or_else(|| Value::String(String::from_utf8_lossy(&answer.body).into_owned()));
    let body = bounds::without_copies(body);
    let body = if fields.is_empty() { body } else { bounds::project(&body, fields) };
    let (body, cut) = bounds::bound(body);
    result.insert("answer".to_owned(), body);
    result.extend(cut.map(|cut| ("cut".to_owned(), cut)));
    if !notes.is_empty() {
        result.insert("notes".to_owned(), json!(notes));
    }
    Value::Object(result)
}
