//! The tools: few, so that their descriptions cost an agent little, and annotated for those who ask a person first.

use std::sync::Arc;

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Value, json};

use crate::guard::Scopes;

/// Every tool that can be called with what was allowed when the tools were started.
pub(super) fn offered(allowed: Scopes) -> Vec<Tool> {
    let writes = allowed.grant(&["write"]);
    let mut tools = vec![search(), describe(), explain(), plan(), read()];
    if writes {
        tools.extend([write(), confirm()]);
    }
    tools
}

fn object(properties: &Value, required: &[&str]) -> Arc<JsonObject> {
    let schema = json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    });
    Arc::new(schema.as_object().cloned().unwrap_or_default())
}

/// The properties that say which request is meant, and more.
fn request(more: &Value) -> Value {
    let mut properties = json!({
        "operation": {
            "type": "string",
            "description": "An operation id such as GetUser, or a method and path such as GET /users/user_1",
        },
        "parameters": {
            "type": "object",
            "description": "Values by name, wherever the operation declares the name: path, query or body. \
                            A dotted name such as public_metadata.plan sets one key inside an object",
        },
        "body": { "description": "The whole body, instead of body fields among the parameters" },
        "api_version": version(),
    });
    if let (Some(properties), Some(more)) = (properties.as_object_mut(), more.as_object()) {
        properties.extend(more.clone());
    }
    properties
}

fn version() -> Value {
    let dates: Vec<&str> = frontdesk_contract::ApiVersion::ALL.iter().map(|version| version.as_str()).collect();
    json!({ "type": "string", "enum": dates, "description": "The API version; the newest unless said otherwise" })
}

fn fields() -> Value {
    json!({
        "type": "array", "items": { "type": "string" },
        "description": "Keep these fields of each object only, such as id and email_addresses.email_address",
    })
}

fn offline(title: &str) -> ToolAnnotations {
    ToolAnnotations::with_title(title).read_only(true).destructive(false).idempotent(true).open_world(false)
}

fn search() -> Tool {
    let properties = json!({
        "words": { "type": "string", "description": "What is wanted, such as `ban a user`; empty for every tag" },
        "api_version": version(),
    });
    Tool::new("search", "Find operations of Clerk's Backend API by words. Sends nothing.", object(&properties, &[]))
        .with_annotations(offline("Search operations"))
}

fn describe() -> Tool {
    let properties = json!({
        "operation": { "type": "string", "description": "An operation id, or a method and path" },
        "api_version": version(),
    });
    Tool::new(
        "describe",
        "Explain one operation: parameters with types and limits, body, answer, risk, scopes. Sends nothing.",
        object(&properties, &["operation"]),
    )
    .with_annotations(offline("Describe an operation"))
}

fn explain() -> Tool {
    let properties = json!({
        "topic": {
            "type": "string",
            "description": "A topic such as metadata, rate-limits, pagination or scopes, an error code, or a status; \
                            empty for every topic",
        },
    });
    Tool::new(
        "explain",
        "Explain how the API and the guard rails work, or what an error code means. Sends nothing.",
        object(&properties, &[]),
    )
    .with_annotations(offline("Explain a topic"))
}

fn plan() -> Tool {
    Tool::new(
        "plan",
        "Check a request against its schema and the guard rails, and show what would be sent. Sends nothing.",
        object(&request(&json!({})), &["operation"]),
    )
    .with_annotations(offline("Plan a request"))
}

fn read() -> Tool {
    Tool::new(
        "read",
        "Send a request that only reads. Large answers are cut and say so: page with limit and offset, or name fields.",
        object(&request(&json!({ "fields": fields() })), &["operation"]),
    )
    .with_annotations(
        ToolAnnotations::with_title("Read").read_only(true).destructive(false).idempotent(true).open_world(true),
    )
}

fn write() -> Tool {
    Tool::new(
        "write",
        "Send a request that changes something. Something irreversible is not sent: the answer says what would be lost \
         and carries a token for `confirm`.",
        object(&request(&json!({ "fields": fields() })), &["operation"]),
    )
    .with_annotations(
        ToolAnnotations::with_title("Write").read_only(false).destructive(true).idempotent(false).open_world(true),
    )
}

fn confirm() -> Tool {
    let more = json!({
        "token": { "type": "string", "description": "The token that `write` answered with; good once, for two minutes" },
        "target": { "type": "string", "description": "The id of what will be destroyed, repeated" },
        "fields": fields(),
    });
    Tool::new(
        "confirm",
        "Send an irreversible request that `write` answered with a token, with the same arguments. Call it only after a \
         person has seen what would be lost and agreed.",
        object(&request(&more), &["operation", "token", "target"]),
    )
    .with_annotations(
        ToolAnnotations::with_title("Confirm something irreversible")
            .read_only(false)
            .destructive(true)
            .idempotent(false)
            .open_world(true),
    )
}
