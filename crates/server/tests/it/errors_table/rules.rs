//! What every operation refuses: strangers, unknown versions and ids, and requests that are not as declared.

use frontdesk_contract::{BodyFormat, Credential, Descriptor, Field, Place, Schema};
use serde_json::{Value, json};

use super::exceptions::{NOT_FOUND, TOKEN_FIRST};
use super::ledger::Refusal;
use super::official::{newest, served};
use super::stage::Stage;
use crate::world::kind_of;

/// What a value of the wrong kind is refused with.
const TYPE: &str = "form_param_type_invalid";
/// What a value out of bounds is refused with.
const VALUE: &str = "form_param_value_invalid";

/// Provokes what can be provoked in the same way everywhere.
pub(super) async fn run(stage: &Stage<'_>) {
    for operation in served() {
        strangers(stage, operation).await;
        unknown_ids(stage, operation).await;
        parameters(stage, operation).await;
        if operation.body.is_some_and(|body| body.format == BodyFormat::Json) {
            bodies(stage, operation).await;
        }
    }
}

async fn strangers(stage: &Stage<'_>, operation: &'static Descriptor) {
    let version = newest(operation).as_str();
    if !operation.public {
        let (nobody, _) = stage.head(operation, &json!({}));
        let nobody = nobody.header("clerk-api-version", version);
        let refusal = (401, "authorization_header_format_invalid", None);
        stage.refuses_by_rule(operation, "without a key", nobody, refusal).await;
        let (stranger, _) = stage.head(operation, &json!({}));
        let stranger = stranger.header("clerk-api-version", version).bearer_auth("sk_test_nobody");
        let code = match operation.credential {
            Credential::Machine => "machine_secret_key_invalid",
            Credential::Instance | Credential::Either => "clerk_key_invalid",
        };
        stage.refuses_by_rule(operation, "with a wrong key", stranger, (401, code, None)).await;
        let (machine, _) = stage.head(operation, &json!({}));
        let machine = machine.header("clerk-api-version", version).bearer_auth("ak_nobodys");
        let code = match operation.credential {
            Credential::Instance => "clerk_key_invalid",
            Credential::Machine | Credential::Either => "machine_secret_key_invalid",
        };
        stage.refuses_by_rule(operation, "with a wrong key of a machine", machine, (401, code, None)).await;
    }
    let (guest, _) = stage.head(operation, &json!({}));
    let guest = guest.header("clerk-api-version", "1999-12-31").bearer_auth(stage.world.key_for(operation));
    stage.refuses_by_rule(operation, "in an unknown version", guest, (400, "api_version_invalid", None)).await;
}

/// The refusal of a parameter that is wrong in a way that has a code, where the operation tells ways apart.
fn wrong<'a>(operation: &Descriptor, code: &'a str, name: &'a str) -> Refusal<'a> {
    if operation.answers_bad_request() { (400, "bad_request", Some(name)) } else { (422, code, Some(name)) }
}

async fn unknown_ids(stage: &Stage<'_>, operation: &'static Descriptor) {
    for field in operation.parameters_in(Place::Path, newest(operation)) {
        let Some(kind) = kind_of(operation, field.name) else { continue };
        let known = &stage.world.ids(kind)[0];
        // It looks like one of ours, and is nobody's.
        let unknown = match known.split_once('_') {
            Some((prefix, _)) => format!("{prefix}_nobodys"),
            None => "nobodys".to_owned(),
        };
        if TOKEN_FIRST.contains(&operation.id) {
            continue;
        }
        let code = NOT_FOUND.iter().find(|(id, name, _)| (*id, *name) == (operation.id, field.name));
        let code = code.map_or("resource_not_found", |(_, _, code)| *code);
        let request = stage.request(operation, &json!({ field.name: unknown }));
        let rule = format!("with an unknown {}", field.name);
        stage.refuses_by_rule(operation, &rule, request, (404, code, None)).await;
    }
}

async fn parameters(stage: &Stage<'_>, operation: &'static Descriptor) {
    let version = newest(operation);
    let is_text = |field: &&Field| matches!(field.schema.without_null(), Schema::String(_));
    if let Some(field) = operation.parameters_in(Place::Query, version).find(is_text) {
        let request = stage.request(operation, &json!({ field.name: "a\u{0}b" }));
        let rule = format!("with U+0000 in {}", field.name);
        let refusal = (400, "malformed_request_parameters", Some(field.name));
        stage.refuses_by_rule(operation, &rule, request, refusal).await;
    }
    for field in operation.parameters_in(Place::Query, version) {
        for (value, code) in wrong_values(field.schema) {
            // A text is what everything in a query is.
            if matches!(field.schema.without_null(), Schema::String(_)) && code == TYPE
                || matches!(field.schema, Schema::Array { .. } | Schema::Object(_))
            {
                continue;
            }
            let request = stage.request(operation, &json!({ field.name: value }));
            let rule = format!("with {} in the query as {value}", field.name);
            stage.refuses_by_rule(operation, &rule, request, wrong(operation, code, field.name)).await;
        }
    }
}

async fn bodies(stage: &Stage<'_>, operation: &'static Descriptor) {
    let request = stage.request(operation, &json!({})).body("{\"open");
    stage.refuses_by_rule(operation, "with half a body", request, (400, "request_body_invalid", None)).await;
    let request = stage.request(operation, &json!({ "body": 5 }));
    stage.refuses_by_rule(operation, "with a number", request, (400, "request_body_invalid", None)).await;
    let (request, _) = stage.head(operation, &json!({}));
    let request =
        request.bearer_auth(stage.world.key_for(operation)).header("clerk-api-version", newest(operation).as_str());
    let request = request.header("content-type", "application/xml").body("<open/>");
    stage.refuses_by_rule(operation, "as XML", request, (415, "unsupported_content_type", None)).await;

    let usual = stage.usual_body(operation);
    let fields = match operation.body.map(|body| body.schema.without_null()) {
        Some(Schema::Array { items: Schema::Object(object), .. } | Schema::Object(object)) => *object,
        _ => return,
    };
    let version = newest(operation);
    let with = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let mut body = usual.clone();
        let object = if body.is_array() { &mut body[0] } else { &mut body };
        change(object.as_object_mut().unwrap());
        stage.request(operation, &json!({ "body": body }))
    };
    for field in fields.fields.iter().filter(|field| field.versions.contains(version)) {
        if field.required.contains(version) {
            let request = with(&|body| drop(body.remove(field.name)));
            let rule = format!("without {}", field.name);
            stage.refuses_by_rule(operation, &rule, request, wrong(operation, "form_param_missing", field.name)).await;
        }
        for (value, code) in wrong_values(field.schema).into_iter().chain(null(field, version)) {
            let request = with(&|body| drop(body.insert(field.name.to_owned(), value.clone())));
            let rule = format!("with {} as {}", field.name, value.to_string().get(..40).unwrap_or(&value.to_string()));
            stage.refuses_by_rule(operation, &rule, request, wrong(operation, code, field.name)).await;
        }
    }
    if fields.closed.contains(version) {
        let request = with(&|body| drop(body.insert("nobodys".to_owned(), json!(1))));
        let refusal = wrong(operation, "form_param_unknown", "nobodys");
        stage.refuses_by_rule(operation, "with an unknown field", request, refusal).await;
    }
}

/// `null`, where it is not allowed.
fn null(field: &Field, version: frontdesk_contract::ApiVersion) -> Option<(Value, &'static str)> {
    let allowed = field.nullable.contains(version) || matches!(field.schema, Schema::Nullable(_) | Schema::Any);
    (!allowed && !matches!(field.schema, Schema::OneOf { .. })).then_some((Value::Null, "form_param_nil"))
}

/// Values that break the schema, each in one way, and the codes they are refused with.
fn wrong_values(schema: &Schema) -> Vec<(Value, &'static str)> {
    match schema.without_null() {
        Schema::Boolean => vec![(json!("maybe"), TYPE)],
        Schema::Integer(range) | Schema::Number(range) => {
            let small = range.minimum.and_then(|minimum| minimum.checked_sub(1)).map(|small| (json!(small), VALUE));
            let large = range.maximum.and_then(|maximum| maximum.checked_add(1)).map(|large| (json!(large), VALUE));
            [(json!("many"), TYPE)].into_iter().chain(small).chain(large).collect()
        }
        Schema::String(text) => {
            let mut wrong = vec![(json!(["a", "b"]), TYPE)];
            if !text.values.is_empty() {
                wrong.push((json!("none of them"), VALUE));
            } else if let Some(length) = text.max_length.and_then(|length| usize::try_from(length).ok()) {
                wrong.push((json!("x".repeat(length + 1)), "form_param_max_length_exceeded"));
            }
            wrong
        }
        Schema::Array { .. } => vec![(json!({ "a": 1 }), TYPE)],
        Schema::Object(_) | Schema::Map(_) => vec![(json!(5), TYPE)],
        Schema::Any | Schema::Binary | Schema::OneOf { .. } | Schema::Nullable(_) => Vec::new(),
    }
}
