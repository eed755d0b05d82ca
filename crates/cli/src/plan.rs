//! The plan that `--dry-run` prints. Scripts rely on its exact form.

use frontdesk_contract::Risk;
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

#[derive(Debug, Serialize)]
struct Refused {
    code: String,
    message: String,
}

impl Plan {
    pub(crate) fn of(request: &Request, refusal: Option<&Failure>) -> Self {
        let mut body = request.parts.body.clone();
        if let Some((name, upload)) = request.upload() {
            let file = format!("@{}", upload.file_name.as_deref().unwrap_or_default());
            let fields = body.get_or_insert_with(|| Value::Object(Map::new()));
            if let Some(fields) = fields.as_object_mut() {
                fields.insert(name.to_owned(), Value::String(file));
            }
        }
        let step = Step {
            operation: request.operation.id,
            method: request.operation.method.as_str(),
            path: request.path(),
            query: request.parts.query.clone(),
            body,
            risk: request.operation.risk,
            needs: guard::needs(request.operation.method),
        };
        let refusals = refusal
            .map(|failure| Refused { code: failure.code.to_string(), message: failure.message.clone() })
            .into_iter()
            .collect();
        Self { api_version: request.version.as_str(), steps: vec![step], refusals }
    }
}
