//! `GET /openapi/{version}.json`: the operations of a version as this server answers them.
//!
//! The contract declares what the published documents say. Here is added what they leave out and a program that holds
//! answers against a document needs: what is not served yet, pages of lists, refusals that belong to no operation.

use std::sync::OnceLock;

use axum::body::Body;
use bytes::Bytes;
use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Place, openapi};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Response};
use serde_json::{Value, json};

use crate::api::{JSON, Route};

/// Marks an operation that is answered with 501.
const UNSERVED: &str = "x-frontdesk-unserved";

/// Written at the first question: programs that never ask need not wait for it.
static DOCUMENTS: [OnceLock<Bytes>; ApiVersion::ALL.len()] = [const { OnceLock::new() }; ApiVersion::ALL.len()];

/// The version whose document a request asks for.
pub(crate) fn asked_for(method: &Method, path: &str) -> Option<ApiVersion> {
    let version = path.strip_prefix("/openapi/")?.strip_suffix(".json")?;
    // Without a body the answer to HEAD is that to GET.
    if matches!(*method, Method::GET | Method::HEAD) { version.parse().ok() } else { None }
}

/// Answers with a document. No key is asked for: it tells nothing of any instance.
pub(crate) fn serve(version: ApiVersion) -> Response<Body> {
    let text = DOCUMENTS[version as usize].get_or_init(|| document(version).to_string().into());
    let mut response = Response::new(Body::from(text.clone()));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    response
}

fn document(version: ApiVersion) -> Value {
    let mut document = openapi::document(version);
    let mut routes = crate::api().routes;
    routes.retain(|route| route.operation.versions.contains(version));
    if let Some(paths) = document["paths"].as_object_mut() {
        for (path, methods) in paths {
            for (method, text) in methods.as_object_mut().into_iter().flatten() {
                let found = routes.iter().find(|route| {
                    route.operation.path == *path && route.operation.method.as_str().eq_ignore_ascii_case(method)
                });
                match found {
                    Some(route) => describe(text, route, version),
                    None => {
                        text[UNSERVED] = true.into();
                        text["responses"]["501"] = refused();
                    }
                }
            }
        }
    }
    let components = &mut document["components"];
    components["headers"] = json!({
        "TraceId": {
            "description": "Finds the request in the log of the server.",
            "required": true,
            "schema": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
        },
    });
    components["responses"] = json!({
        "Refused": {
            "description": "Refused.",
            "headers": trace_id(),
            "content": { JSON: { "schema": { "$ref": "#/components/schemas/ClerkErrors" } } },
        },
    });
    components["schemas"]["ClerkErrors"] = envelope();
    document
}

/// Completes what the contract says of a served operation.
fn describe(text: &mut Value, route: &Route, version: ApiVersion) {
    let operation = route.operation;
    let responses = &mut text["responses"];
    for status in refusals(operation, version) {
        responses[status.to_string()] = refused();
    }
    let success = &mut responses[operation.success.to_string()];
    success["headers"] = trace_id();
    if route.media_type != JSON {
        let media_type = route.media_type.split(';').next().unwrap_or_default();
        success["content"] = json!({ media_type: { "schema": { "type": "string" } } });
    } else if operation.parameter(Place::Query, "paginated").is_some() {
        let schema = &mut success["content"][JSON]["schema"];
        if schema["type"] == "array" {
            *schema = json!({ "oneOf": [schema.clone(), page(schema)] });
        }
    }
}

/// The statuses that the published document lists, and those that come from before the handler, of which it lists some.
fn refusals(operation: &Descriptor, version: ApiVersion) -> Vec<u16> {
    let listed = operation.errors.iter().filter(|status| status.versions.contains(version)).map(|status| status.code);
    // Version and text; media type; limits.
    let mut statuses: Vec<u16> = listed.chain([400, 415, 429]).collect();
    let body = operation.body.filter(|body| body.versions.contains(version));
    if !operation.public {
        statuses.push(401);
    }
    if operation.parameters_in(Place::Path, version).next().is_some() {
        statuses.push(404);
    }
    if body.is_some() {
        statuses.push(413);
    }
    let has_fields = body.is_some_and(|body| body.format == BodyFormat::Json);
    if has_fields || operation.parameters_in(Place::Query, version).next().is_some() {
        statuses.push(422);
    }
    statuses
}

fn refused() -> Value {
    json!({ "$ref": "#/components/responses/Refused" })
}

fn trace_id() -> Value {
    json!({ "clerk-trace-id": { "$ref": "#/components/headers/TraceId" } })
}

/// A page of what an array holds.
fn page(array: &Value) -> Value {
    json!({
        "type": "object",
        "properties": { "data": array, "total_count": { "type": "integer", "format": "int64", "minimum": 0 } },
        "required": ["data", "total_count"],
        "additionalProperties": false,
    })
}

fn envelope() -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    json!({
        "type": "object",
        "description": "Why a request was refused.",
        "properties": {
            "errors": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": {
                        "message": text,
                        "long_message": text,
                        "code": text,
                        "meta": { "type": "object", "additionalProperties": true },
                    },
                    "required": ["message", "long_message", "code"],
                    "additionalProperties": false,
                },
            },
            "clerk_trace_id": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
        },
        "required": ["errors", "clerk_trace_id"],
        "additionalProperties": false,
    })
}
