//! Whether an answer is one that programs can read.

use std::collections::BTreeSet;

use frontdesk_contract::Schema;
use serde_json::Value;

use super::client::Response;
use super::generate::Generated;

/// Something about an answer that is not as it must be.
#[derive(Debug)]
pub(super) struct Finding {
    /// What kind of thing it is, without what tells one request from another.
    pub(super) kind: String,
    /// The request, and what came back.
    pub(super) detail: String,
    /// Whether there was no answer at all.
    pub(super) is_lost: bool,
}

impl Finding {
    /// No answer came.
    pub(super) fn lost(request: &Generated, error: &str) -> Self {
        let kind = format!("{} {}: no answer", name(request), request.wrong);
        Self { kind, detail: format!("{error}: {}", request.describe()), is_lost: true }
    }
}

fn name(request: &Generated) -> &str {
    request.operation.map_or("no operation", |operation| operation.id)
}

/// Everything that is wrong with an answer.
pub(super) fn judge(
    request: &Generated,
    response: &Response,
    official: Option<&BTreeSet<(String, u16)>>,
) -> Vec<Finding> {
    let complaints = match response.status {
        200..=299 => success(request, response),
        400..=499 => refusal(request, response, official),
        _ => vec!["neither a success nor a refusal".to_owned()],
    };
    let finding = |complaint: String| Finding {
        kind: format!("{} {}: {} {complaint}", name(request), request.wrong, response.status),
        detail: format!("{} → {}", request.describe(), String::from_utf8_lossy(&response.body)),
        is_lost: false,
    };
    complaints.into_iter().map(finding).collect()
}

fn success(request: &Generated, response: &Response) -> Vec<String> {
    let is_api = request.operation.is_some() && !request.is_head();
    if !is_api || response.body.is_empty() {
        return Vec::new();
    }
    // A success whose shape is not declared is a page.
    if request.operation.is_some_and(|operation| operation.response.is_none() && operation.success == 200) {
        return match response.header("content-type") {
            Some("text/html; charset=utf-8") => Vec::new(),
            other => vec![format!("a page has the media type {other:?}")],
        };
    }
    let mut complaints = media_type(response);
    let Ok(body) = serde_json::from_slice::<Value>(&response.body) else {
        complaints.push("not JSON".to_owned());
        return complaints;
    };
    // Whatever was sent, an answer has the declared shape. A wrong method or version leads elsewhere.
    let elsewhere = ["method", "header", "path", "no ", "clerk-api-version"];
    let Some(operation) = request.operation.filter(|_| !elsewhere.iter().any(|word| request.wrong.starts_with(word)))
    else {
        return complaints;
    };
    if let Some(schema) = operation.response {
        // A list becomes a page when it is asked to.
        let is_page = matches!(schema, Schema::Array { .. }) && body.is_object();
        let value = if is_page { &body["data"] } else { &body };
        let violations = schema.violations(value, request.version);
        complaints.extend(violations.first().map(|violation| format!("breaks its schema: {violation}")));
    }
    if response.status != operation.success {
        complaints.push(format!("instead of {}", operation.success));
    }
    complaints
}

fn media_type(response: &Response) -> Vec<String> {
    match response.header("content-type") {
        Some("application/json") => Vec::new(),
        other => vec![format!("has the media type {other:?}")],
    }
}

fn refusal(request: &Generated, response: &Response, official: Option<&BTreeSet<(String, u16)>>) -> Vec<String> {
    if request.is_head() {
        return Vec::new();
    }
    let mut complaints = media_type(response);
    let Ok(body) = serde_json::from_slice::<Value>(&response.body) else {
        complaints.push("not JSON".to_owned());
        return complaints;
    };
    let trace = body["clerk_trace_id"].as_str();
    if trace.is_none_or(str::is_empty) || trace != response.header("clerk-trace-id") {
        complaints.push("the trace ids differ".to_owned());
    }
    let errors = body["errors"].as_array().map_or(&[][..], Vec::as_slice);
    if errors.is_empty() {
        complaints.push("no errors in it".to_owned());
    }
    for error in errors {
        for key in ["message", "long_message", "code"] {
            if error[key].as_str().is_none_or(str::is_empty) {
                complaints.push(format!("without {key}"));
            }
        }
        let code = error["code"].as_str().unwrap_or_default();
        // Several errors share the status of the first.
        let fits = |official: &BTreeSet<(String, u16)>| {
            official.contains(&(code.to_owned(), response.status))
                || (errors.len() > 1 && official.iter().any(|(known, _)| known == code))
        };
        if official.is_some_and(|official| !fits(official)) {
            complaints.push(format!("the code {code} is not official with this status"));
        }
    }
    complaints.dedup();
    complaints
}
