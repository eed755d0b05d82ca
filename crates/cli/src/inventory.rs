//! What goes with something irreversible: read live before it happens, counted, and kept in a file.

use std::path::{Path, PathBuf};

use frontdesk_contract::{ApiVersion, Descriptor, Method, Place, catalogue};
use frontdesk_server::Clock;
use serde_json::{Map, Value, json};

use crate::connection::Connection;
use crate::env_file;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::guard::{self, Decision, Facts};
use crate::request::{Assignment, Given, Request};
use crate::{answer, local};

/// How many objects a page of a list has.
const PAGE: usize = 500;

/// Lists that go with an object: the operation that destroys it, the one that lists them, what they are.
const COMPANIONS: &[(&str, &str, &str)] = &[
    ("DeleteUser", "GetSessionList", "sessions"),
    ("DeleteUser", "UsersGetOrganizationMemberships", "organization memberships"),
    ("DeleteUser", "UsersGetOrganizationInvitations", "organization invitations"),
    ("DeleteOrganization", "ListOrganizationMemberships", "memberships"),
    ("DeleteOrganization", "ListOrganizationInvitations", "invitations"),
];

/// The records that will be lost.
pub(crate) struct Inventory {
    /// One line for each kind: what it is, or how many.
    pub(crate) lines: Vec<String>,
    records: Vec<Value>,
}

/// Reads what a request would destroy. `facts` are those of the request: a read needs no more than it.
pub(crate) fn take(connection: &Connection, request: &Request, facts: &Facts) -> Outcome<Inventory> {
    read_all(connection, request, facts).map_err(|failure| {
        let message = format!("nothing was destroyed, since it cannot be read first: {}", failure.message);
        Failure { message, ..failure }
    })
}

fn read_all(connection: &Connection, request: &Request, facts: &Facts) -> Outcome<Inventory> {
    let mut inventory = Inventory { lines: Vec::new(), records: Vec::new() };
    if let Some(operation) = reader(request.operation, request.version) {
        let read = fill(operation, request, &[])?;
        let body = fetch(connection, &read, facts)?;
        inventory.lines.push(answer::one_line(&body));
        inventory.records.push(json!({ "method": "GET", "path": read.path(), "body": body }));
    }
    for (_, id, noun) in COMPANIONS.iter().filter(|(of, _, _)| *of == request.operation.id) {
        let Some(operation) = catalogue::find(id, request.version) else { continue };
        let items = fetch_all(connection, operation, request, facts, &mut inventory.records)?;
        let noun = if items == 1 { noun.trim_end_matches('s') } else { noun };
        inventory.lines.push(format!("{items} {noun}"));
    }
    Ok(inventory)
}

/// The object as it is before a request changes it, if one operation reads it.
pub(crate) fn current(connection: &Connection, request: &Request, facts: &Facts) -> Outcome<Option<Value>> {
    let Some(operation) = reader(request.operation, request.version) else { return Ok(None) };
    let read = fill(operation, request, &[])?;
    fetch(connection, &read, facts).map(Some)
}

/// The operation that reads what another one destroys: at the same path, or at the nearest one above it.
fn reader(operation: &Descriptor, version: ApiVersion) -> Option<&'static Descriptor> {
    let mut path = operation.path;
    loop {
        let found = catalogue::operations().find(|candidate| {
            candidate.method == Method::Get && candidate.path == path && candidate.versions.contains(version)
        });
        if found.is_some() {
            return found;
        }
        path = path.rsplit_once('/')?.0;
        if !path.contains('{') {
            return None;
        }
    }
}

/// The request of `operation` about the same objects.
fn fill(operation: &'static Descriptor, request: &Request, more: &[(&str, usize)]) -> Outcome<Request> {
    let mut read = Request::build(operation, request.version, operation.path, &[], None)?;
    for (name, value) in &request.parts.path {
        let declared = |place| operation.parameter(place, name).is_some();
        if declared(Place::Path) || declared(Place::Query) {
            let given = Given::Text(value.as_str().unwrap_or_default().to_owned());
            read.put(Assignment { name: name.clone(), given }, false)?;
        }
    }
    for (name, value) in more {
        if operation.parameter(Place::Query, name).is_some_and(|field| field.versions.contains(request.version)) {
            read.put(Assignment { name: (*name).to_owned(), given: Given::Text(value.to_string()) }, false)?;
        }
    }
    Ok(read)
}

fn fetch(connection: &Connection, read: &Request, facts: &Facts) -> Outcome<Value> {
    let facts = Facts { method: read.operation.method, risk: read.operation.risk, shape: read.shape(), ..*facts };
    let Decision::Allow(permit) = guard::decide(&facts) else {
        return Err(Failure::failed("inventory", format!("{} may not be read", read.path())));
    };
    let answer = connection.send(permit, read)?;
    if !answer.is_success() {
        let failure = answer::failure(&answer);
        return Err(failure);
    }
    answer.json().ok_or_else(|| Failure::new(Exit::Server, "unexpected_answer", format!("{} is no JSON", read.path())))
}

fn fetch_all(
    connection: &Connection,
    operation: &'static Descriptor,
    request: &Request,
    facts: &Facts,
    records: &mut Vec<Value>,
) -> Outcome<usize> {
    let mut count = 0;
    loop {
        let read = fill(operation, request, &[("limit", PAGE), ("offset", count)])?;
        let body = fetch(connection, &read, facts)?;
        let items = body.get("data").unwrap_or(&body).as_array().map_or(0, Vec::len);
        records.push(json!({ "method": "GET", "path": read.path(), "query": read.parts.query, "body": body }));
        count += items;
        if items < PAGE {
            return Ok(count);
        }
    }
}

impl Inventory {
    /// Keeps the records in a file that only its owner can read, and says where.
    pub(crate) fn save(&self, folder: &Path, request: &Request, url: &str) -> Outcome<PathBuf> {
        local::make_folder(folder)?;
        let backups = folder.join("backups");
        local::make_folder(&backups)?;
        let now = Clock::System.now();
        let target: String = request
            .target()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || "_-".contains(c) { c } else { '_' })
            .collect();
        let path = backups.join(format!("{now}-{}-{target}.json", request.operation.id));
        let mut backup = Map::new();
        backup.insert("frontdesk_backup".to_owned(), json!(1));
        backup.insert("taken_at".to_owned(), json!(now));
        backup.insert("api_url".to_owned(), json!(url));
        backup.insert("api_version".to_owned(), json!(request.version.as_str()));
        backup.insert("operation".to_owned(), json!(request.operation.id));
        backup.insert("path".to_owned(), json!(request.path()));
        backup.insert("records".to_owned(), Value::Array(self.records.clone()));
        env_file::write_private(&path, serde_json::to_string_pretty(&backup).unwrap_or_default().as_bytes())
            .map_err(|error| Failure::failed("backup", format!("cannot write {}: {error}", path.display())))?;
        Ok(path)
    }
}
