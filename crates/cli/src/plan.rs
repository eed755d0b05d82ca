//! The plan that `--dry-run` prints. Scripts rely on its exact form.

use frontdesk_contract::{ApiVersion, Risk};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::guard;
use crate::request::Request;

/// Requests in their order, and why they would not be sent.
#[derive(Debug, Serialize)]
pub(crate) struct Plan {
    api_version: &'static str,
    steps: Vec<Step>,
    refusals: Vec<Refused>,
}

#[derive(Debug, Serialize)]
struct Step {
    operation: &'static str,
    method: &'static str,
    path: String,
    query: Map<String, Value>,
    body: Option<Value>,
    risk: Risk,
    needs: &'static [&'static str],
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Refused {
    code: String,
    message: String,
}

impl Plan {
    pub(crate) fn of(request: &Request, refusal: Option<&Failure>) -> Self {
        Self::of_all(std::slice::from_ref(request), refusal.map(std::slice::from_ref).unwrap_or_default())
    }

    /// The plan of several requests, all of one version.
    pub(crate) fn of_all(requests: &[Request], refusals: &[Failure]) -> Self {
        let mut refused: Vec<Refused> = Vec::new();
        for failure in refusals {
            let one = Refused { code: failure.code.to_string(), message: failure.message.clone() };
            if !refused.contains(&one) {
                refused.push(one);
            }
        }
        let version = requests.first().map_or(ApiVersion::NEWEST, |request| request.version);
        Self { api_version: version.as_str(), steps: requests.iter().map(Step::of).collect(), refusals: refused }
    }
}

impl Step {
    fn of(request: &Request) -> Self {
        let mut body = request.parts.body.clone();
        if let Some((name, upload)) = request.upload() {
            let file = format!("@{}", upload.file_name.as_deref().unwrap_or_default());
            let fields = body.get_or_insert_with(|| Value::Object(Map::new()));
            if let Some(fields) = fields.as_object_mut() {
                fields.insert(name.to_owned(), Value::String(file));
            }
        }
        Self {
            operation: request.operation.id,
            method: request.operation.method.as_str(),
            path: request.shown_path(),
            query: request.parts.query.clone(),
            body,
            risk: request.operation.risk,
            needs: guard::needs(request.operation.method),
        }
    }
}
