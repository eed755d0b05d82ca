//! What a backup can bring back: read from the catalogue, which knows how each kind of object is made.

use std::path::Path;

use frontdesk_contract::{ApiVersion, Descriptor, Method, Problem, Schema, catalogue};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::prompt;
use crate::request::{Assignment, Given, Request};

/// A file that was kept before something irreversible.
#[derive(Debug, Deserialize)]
pub(crate) struct Backup {
    #[serde(rename = "frontdesk_backup")]
    format: u32,
    pub(crate) api_url: String,
    api_version: String,
    operation: String,
    path: String,
    records: Vec<Record>,
}

#[derive(Debug, Deserialize)]
struct Record {
    path: String,
    body: Value,
}

/// What cannot be brought back, and why.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Lost {
    pub(crate) what: String,
    pub(crate) why: String,
}

/// The way back.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) version: ApiVersion,
    /// What makes the object itself, and then what belongs to it; an id of the object that is gone stands as `${1.id}`.
    pub(crate) steps: Vec<Request>,
    pub(crate) lost: Vec<Lost>,
}

/// What stands for the id that the first step will answer.
const NEW_ID: &str = "${1.id}";

/// Kinds that another request would make again without making them the same.
const NOT_THE_SAME: &[(&str, &str)] =
    &[("session", "a browser holds it, and its tokens were signed for its id: the user signs in again")];

/// Fields of an object that describe it rather than being given to it.
const DESCRIBING: &[&str] = &["id", "object", "created_at", "updated_at"];

impl Backup {
    pub(crate) fn read(path: &Path) -> Outcome<Self> {
        let wrong = |error: String| {
            let message = format!("{} is no backup of frontdesk: {error}", path.display());
            Failure::new(Exit::Usage, "no_backup", message).fix("backups are in .frontdesk/backups of the project")
        };
        let text = std::fs::read(path).map_err(|error| {
            Failure::new(Exit::Usage, "file_unreadable", format!("cannot read {}: {error}", path.display()))
        })?;
        let backup: Self = serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
        if backup.format == 1 { Ok(backup) } else { Err(wrong("its format is newer than this program".into())) }
    }

    /// Finds out what can be brought back and what cannot.
    pub(crate) fn plan(&self) -> Outcome<Plan> {
        let version: ApiVersion =
            self.api_version.parse().map_err(|error| Failure::failed("no_backup", format!("{error}")))?;
        let mut plan = Plan { version, steps: Vec::new(), lost: Vec::new() };
        let deleted = catalogue::find(&self.operation, version);
        let own = self.records.first().filter(|record| record.path == self.path);
        let maker = deleted.filter(|deleted| deleted.path.ends_with('}')).and_then(|deleted| {
            let collection = deleted.path.rsplit_once('/')?.0;
            operations(version).find(|operation| operation.method == Method::Post && operation.path == collection)
        });
        let (Some(own), Some(maker)) = (own, maker) else {
            let what = deleted.map_or(self.operation.clone(), prompt::title);
            let why = "no operation makes what it removed: the owner sets it up again".to_owned();
            plan.lost.push(Lost { what, why });
            return Ok(plan);
        };
        let old_id = own.body["id"].as_str().unwrap_or_default();
        match remake(maker, version, &own.body, "")? {
            Ok(request) => {
                plan.lost.extend(left_over(&request, &own.body));
                plan.steps.push(request);
            }
            Err(why) => {
                plan.lost.push(Lost { what: name(&own.body), why });
                return Ok(plan);
            }
        }
        for record in &self.records[1..] {
            let items = record.body.get("data").unwrap_or(&record.body).as_array();
            for item in items.into_iter().flatten() {
                match companion(item, version, old_id)? {
                    // Whoever creates an organization is a member of it at once.
                    Ok(request) if is_creator(&plan.steps[0], &request) => {}
                    Ok(request) => plan.steps.push(request),
                    Err(why) => plan.lost.push(Lost { what: name(item), why }),
                }
            }
        }
        Ok(plan)
    }
}

fn is_creator(made: &Request, request: &Request) -> bool {
    let field = |request: &Request, name: &str| request.parts.body.as_ref().and_then(|body| body.get(name).cloned());
    field(made, "created_by").is_some_and(|creator| field(request, "user_id") == Some(creator))
}

/// The path of a step as it is written in plans.
pub(crate) fn shown_path(step: &Request) -> String {
    step.path().replace("%24%7B1.id%7D", NEW_ID)
}

fn operations(version: ApiVersion) -> impl Iterator<Item = &'static Descriptor> {
    catalogue::operations().filter(move |operation| operation.versions.contains(version))
}

/// What an object is and is called.
fn name(record: &Value) -> String {
    crate::answer::one_line(record)
}

/// The request that makes something that belonged to the object, or why there is none.
fn companion(item: &Value, version: ApiVersion, old_id: &str) -> Outcome<Result<Request, String>> {
    let object = item["object"].as_str().unwrap_or_default();
    if let Some((_, why)) = NOT_THE_SAME.iter().find(|(kind, _)| *kind == object) {
        return Ok(Err((*why).to_owned()));
    }
    if let Some(status) = item["status"].as_str().filter(|status| *status != "pending") {
        return Ok(Err(format!("it is {status}")));
    }
    let kind: String = object.split('_').map(capital).collect();
    let is_made_by = |operation: &&Descriptor| {
        let answer = match operation.response.map(Schema::without_null) {
            Some(Schema::Object(object)) => object.name,
            _ => "",
        };
        operation.method == Method::Post && answer == kind && !operation.path.ends_with('}')
    };
    let verbs = |operation: &&Descriptor| operation.id.starts_with("Create");
    match operations(version).filter(verbs).find(is_made_by) {
        Some(maker) => remake(maker, version, item, old_id),
        None => Ok(Err("no operation makes it".to_owned())),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The request that makes a record again: every field that the operation takes and the record has.
fn remake(
    maker: &'static Descriptor,
    version: ApiVersion,
    record: &Value,
    old_id: &str,
) -> Outcome<Result<Request, String>> {
    let mut request = Request::build(maker, version, maker.path, &[], None)?;
    let mut names: Vec<&str> = request.names();
    names.extend(maker.parameters.iter().map(|parameter| parameter.field.name));
    for name in names {
        let Some(mut value) = value_of(record, name) else { continue };
        if value.as_str() == Some(old_id) && !old_id.is_empty() {
            value = json!(NEW_ID);
        }
        let mut with = request.clone();
        with.put(Assignment { name: name.to_owned(), given: Given::Json(value) }, false)?;
        // A record may hold what the operation would not take: of an older rule, or in another shape.
        if with.violations().iter().all(|violation| violation.problem == Problem::Missing || violation.path != name) {
            request = with;
        }
    }
    let has = |request: &Request, name: &str| request.names().contains(&name);
    if has(&request, "skip_password_requirement") {
        // Passwords cannot be read, so none can be given.
        let given = Given::Json(json!(true));
        request.put(Assignment { name: "skip_password_requirement".to_owned(), given }, false)?;
    }
    let missing: Vec<String> = request.violations().into_iter().map(|violation| violation.path).collect();
    Ok(if missing.is_empty() {
        Ok(request)
    } else {
        Err(format!("{} needs {}, which is not in the record", prompt::title(maker), missing.join(", ")))
    })
}

/// What a record says about a name: its own field, the id of an object inside it, or the list of such values.
fn value_of(record: &Value, name: &str) -> Option<Value> {
    let there = |value: &Value| match value {
        Value::Null => false,
        Value::Object(map) => !map.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => true,
    };
    if DESCRIBING.contains(&name) {
        return None;
    }
    if let Some(value) = record.get(name).filter(|value| there(value)) {
        return Some(value.clone());
    }
    if let Some(value) = record["public_user_data"].get(name).filter(|value| there(value)) {
        return Some(value.clone());
    }
    if let Some(id) = name.strip_suffix("_id").and_then(|inner| record.get(inner)?.get("id")) {
        return Some(id.clone());
    }
    let plural = if name.ends_with('s') { format!("{name}es") } else { format!("{name}s") };
    let items = record.get(plural)?.as_array()?;
    let values: Vec<Value> = items.iter().filter_map(|item| item.get(name).cloned()).collect();
    (!values.is_empty()).then_some(Value::Array(values))
}

/// What the record says and the request does not.
fn left_over(request: &Request, record: &Value) -> Vec<Lost> {
    let empty = Map::new();
    let body = request.parts.body.as_ref().and_then(Value::as_object).unwrap_or(&empty);
    let taken = |name: &str| {
        body.contains_key(name) || body.keys().any(|key| name == format!("{key}s") || name == format!("{key}es"))
    };
    let fields = record.as_object().into_iter().flatten();
    let mut names: Vec<&str> = fields
        .filter(|(name, value)| match value {
            Value::Array(items) => !items.is_empty() && !taken(name),
            Value::Bool(true) => !taken(name) && name.ends_with("_enabled"),
            _ => false,
        })
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort_unstable();
    let mut lost = vec![Lost { what: "id".to_owned(), why: "the new object gets a new one".to_owned() }];
    lost.extend(names.into_iter().map(|name| {
        let why = format!("{} does not take it", prompt::title(request.operation));
        Lost { what: name.to_owned(), why }
    }));
    lost
}

/// The request with the id that the first step answered.
pub(crate) fn with_new_id(request: &Request, id: &str) -> Request {
    let mut request = request.clone();
    let put = |value: &mut Value| {
        if value.as_str() == Some(NEW_ID) {
            *value = json!(id);
        }
    };
    request.parts.path.iter_mut().for_each(|(_, value)| put(value));
    if let Some(body) = request.parts.body.as_mut().and_then(Value::as_object_mut) {
        body.iter_mut().for_each(|(_, value)| put(value));
    }
    request
}
