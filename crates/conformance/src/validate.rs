//! Holds one answer against the document of its version.

mod message;
mod routes;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::{Draft, Validator};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::official::load_official;
use crate::{Deviations, Document, OFFICIAL_VERSIONS, OperationDocument, schema, specs_dir};
use routes::Routes;

pub(crate) use message::describe;

/// What there is to say about one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The operation that answered; `None` if the version's document has none with this method and path.
    pub operation_id: Option<String>,
    /// What contradicts the document, in words. Empty: nothing does.
    pub violations: Vec<String>,
    /// Whether the status is not listed but is one that any operation may answer with.
    pub unlisted_status: bool,
    /// Whether the version's document has no operation with this method and path.
    pub undocumented: bool,
}

/// Judges answers. Documents are read and schemas compiled when they are first needed.
pub struct Judge {
    versions: BTreeMap<String, LazyVersion>,
}

struct LazyVersion {
    /// Given by the caller; a published document is read on first use.
    document: Option<Document>,
    ready: OnceLock<Result<VersionJudge, String>>,
}

struct VersionJudge {
    document: Document,
    operations: Vec<OperationDocument>,
    routes: Routes,
    /// By the text of the schema: hundreds of answers share few schemas.
    validators: Mutex<HashMap<String, Result<Arc<Validator>, String>>>,
}

impl Judge {
    /// Judges by the published documents, or `None` where they are not there.
    pub fn official() -> Option<Self> {
        specs_dir()?;
        let lazy = |version: &str| (version.to_owned(), LazyVersion { document: None, ready: OnceLock::new() });
        Some(Self { versions: OFFICIAL_VERSIONS.into_iter().map(lazy).collect() })
    }

    /// Judges by these documents as they are, without correcting known mistakes.
    pub fn by(documents: impl IntoIterator<Item = Document>) -> Self {
        let lazy = |document: Document| {
            let version = document.version().to_owned();
            (version, LazyVersion { document: Some(document), ready: OnceLock::new() })
        };
        Self { versions: documents.into_iter().map(lazy).collect() }
    }

    /// Holds an answer against the document of `version`.
    ///
    /// `path` is the concrete path, with or without `/v1` and query. `body` is the body as the client would read it,
    /// that is after content decoding.
    pub fn judge(
        &self,
        version: &str,
        method: &str,
        path: &str,
        status: u16,
        content_type: Option<&str>,
        body: &[u8],
    ) -> Verdict {
        let answer = Answer { status, content_type, body, asks_for_page: asks_for_page(path) };
        // A version nobody knows is answered with an error; the newest document says what errors look like.
        let known = self.versions.get(version);
        let Some(lazy) = known.or_else(|| self.versions.values().next_back()) else {
            return Verdict { undocumented: true, ..Verdict::default() };
        };
        let judge = match lazy.ready.get_or_init(|| lazy.prepare(version)) {
            Ok(judge) => judge,
            Err(error) => {
                return Verdict { violations: vec![error.clone()], ..Verdict::default() };
            }
        };
        let place = known.and_then(|_| judge.routes.find(method, path));
        match place {
            Some(place) => judge.documented(&judge.operations[place], &answer),
            None => judge.undocumented(method, &answer),
        }
    }
}

impl LazyVersion {
    fn prepare(&self, version: &str) -> Result<VersionJudge, String> {
        let unreadable = |error: &dyn std::error::Error| {
            let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
            format!("the document of {version} cannot be used: {error}{cause}")
        };
        let document = if let Some(document) = &self.document {
            document.clone()
        } else {
            let raw = load_official(version).map_err(|error| unreadable(&error))?;
            let raw = raw.ok_or_else(|| format!("the document of {version} is gone"))?;
            let known = Deviations::known().map_err(|error| unreadable(&error))?;
            known.correct(&raw).map_err(|error| unreadable(&error))?
        };
        let operations = document.operations();
        let routes = Routes::new(&operations);
        Ok(VersionJudge { document, operations, routes, validators: Mutex::default() })
    }
}

struct Answer<'a> {
    status: u16,
    content_type: Option<&'a str>,
    body: &'a [u8],
    /// Whether the request said `paginated=true`.
    asks_for_page: bool,
}

fn asks_for_page(path: &str) -> bool {
    path.split_once('?').is_some_and(|(_, query)| query.split('&').any(|pair| pair == "paginated=true"))
}

/// The shape of a page of what `list` describes. The documents describe the parameter `paginated` in words and
/// declare the plain list alone.
fn page_of(list: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["data", "total_count"],
        "properties": { "data": list, "total_count": { "type": "integer" } },
        "additionalProperties": false,
    })
}

impl Answer<'_> {
    fn is_error(&self) -> bool {
        (400..600).contains(&self.status)
    }

    /// Any operation may be refused like this before it is reached, or for a malformed request.
    fn may_be_unlisted(&self) -> bool {
        matches!(self.status, 400 | 401 | 413 | 415 | 422 | 429 | 503)
    }
}

impl VersionJudge {
    fn documented(&self, operation: &OperationDocument, answer: &Answer<'_>) -> Verdict {
        let mut verdict = Verdict { operation_id: Some(operation.operation_id.clone()), ..Verdict::default() };
        let violations = &mut verdict.violations;
        let Some(response) = operation.responses.get(&answer.status.to_string()) else {
            let listed: Vec<_> = operation.responses.keys().map(String::as_str).collect();
            if answer.may_be_unlisted() {
                verdict.unlisted_status = true;
            } else {
                violations.push(format!("status {} is not listed ({})", answer.status, listed.join(", ")));
            }
            if answer.is_error() {
                self.check_envelope(answer, violations);
            }
            return verdict;
        };
        let schema = response.pointer("/content/application~1json/schema");
        if answer.status == 204 {
            if !answer.body.is_empty() {
                violations.push(format!("status 204 has a body of {} bytes", answer.body.len()));
            }
        } else if let Some(schema) = schema {
            let pages = operation.parameters.iter().any(|parameter| parameter["name"] == "paginated");
            if pages && answer.asks_for_page && answer.status == 200 {
                self.check_json(&page_of(schema), answer, violations);
            } else {
                self.check_json(schema, answer, violations);
            }
        } else if answer.is_error() && !answer.body.is_empty() {
            // Listed without a shape; what errors look like is said elsewhere.
            self.check_envelope(answer, violations);
        }
        verdict
    }

    fn undocumented(&self, method: &str, answer: &Answer<'_>) -> Verdict {
        let mut verdict = Verdict { undocumented: true, ..Verdict::default() };
        // An answer to HEAD has no body, and a failing probe is not the API speaking.
        if (400..500).contains(&answer.status) && method != "HEAD" {
            self.check_envelope(answer, &mut verdict.violations);
        }
        verdict
    }

    fn check_envelope(&self, answer: &Answer<'_>, violations: &mut Vec<String>) {
        self.check_json(&json!({"$ref": "#/components/schemas/ClerkErrors"}), answer, violations);
    }

    fn check_json(&self, schema: &Value, answer: &Answer<'_>, violations: &mut Vec<String>) {
        if answer.content_type != Some("application/json") {
            let found = answer.content_type.unwrap_or("none");
            violations.push(format!("Content-Type is not exactly application/json but {found}"));
        }
        let body: Value = match serde_json::from_slice(answer.body) {
            Ok(body) => body,
            Err(error) => return violations.push(format!("the body is not JSON: {error}")),
        };
        match self.validator(schema) {
            Ok(validator) => violations.extend(validator.iter_errors(&body).map(|error| message::describe(&error))),
            Err(error) => violations.push(error),
        }
    }

    fn validator(&self, schema: &Value) -> Result<Arc<Validator>, String> {
        let mut validators = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        let compiled = validators.entry(schema.to_string()).or_insert_with(|| {
            jsonschema::options()
                .with_draft(Draft::Draft4)
                .should_validate_formats(true)
                .build(&schema::strict(&self.document, schema))
                .map(Arc::new)
                .map_err(|error| format!("the document's schema cannot be used: {error}"))
        });
        compiled.clone()
    }
}

#[cfg(test)]
mod tests;
