//! A script for Python 3: a call of `clerk-backend-api` where it sends exactly the request, and the standard library where
//! not.

use frontdesk_contract::{ApiVersion, Place, Schema, Sdk};
use serde_json::Value;

use super::layout::{Style, Tree};
use super::sdk_call::{self, Argument, SdkCall, snake_case};
use super::{Body, Call, KEY, quoted, result_name};

/// As Black does.
const STYLE: Style = Style { step: 4, width: 88, named: 88, hugs: false };
/// The version whose parameters and answers the SDK knows, whatever its requests name.
const KNOWS: ApiVersion = ApiVersion::V2026_05_12;
const SPEAKS: &[ApiVersion] = &[Sdk::Python.speaks(), KNOWS];

pub(super) fn write(call: &Call<'_>) -> String {
    with_sdk(call).unwrap_or_else(|| {
        let why = sdk_call::reason(Sdk::Python, call.request.operation, call.request.version, SPEAKS);
        format!("# {why}\n{}", with_urllib(call))
    })
}

fn with_sdk(call: &Call<'_>) -> Option<String> {
    let (operation, version) = (call.request.operation, call.request.version);
    if !SPEAKS.contains(&version) || !operation.versions.contains(KNOWS) {
        return None;
    }
    let sdk = SdkCall::parse(operation.sdk.python?)?;
    let arguments = arguments(call, &sdk)?;
    let is_pinned = version != Sdk::Python.speaks();

    let mut text = String::new();
    if call.has_key() {
        text.push_str("import os\n\n");
    }
    if is_pinned {
        text.push_str("import httpx\n");
    }
    text.push_str("from clerk_backend_api import Clerk\n\n");
    let mut options = Vec::new();
    if call.has_key() {
        options.push(("bearer_auth=".to_owned(), Tree::leaf(format!("os.environ[\"{KEY}\"]"))));
    }
    if !call.is_clerks() {
        options.push(("server_url=".to_owned(), Tree::leaf(quoted(&format!("{}/v1", call.api)))));
    }
    if is_pinned {
        text.push_str(&format!(
            "\ndef pin_version(request):\n    # The SDK would ask for {}.\n    request.headers[\"Clerk-API-Version\"] = \"{version}\"\n\n\n",
            Sdk::Python.speaks()
        ));
        text.push_str("http = httpx.Client(event_hooks={\"request\": [pin_version]})\n\n");
        options.push(("client=".to_owned(), Tree::leaf("http")));
    }
    // By itself the SDK would send it again and again for an hour when the server fails, also what may have been done.
    options.push(("retry_config=".to_owned(), Tree::leaf("None")));
    let client = Tree::group("Clerk(", ")", options).show("with ".len(), 0, STYLE, " as clerk:".len());
    text.push_str(&format!("with {client} as clerk:\n"));
    let name = result_name(operation);
    let before = name.as_ref().map(|name| format!("{name} = ")).unwrap_or_default();
    let invocation = Tree::group(format!("clerk.{}(", sdk.name), ")", arguments);
    text.push_str(&format!("    {before}{}", invocation.show(STYLE.step + before.len(), STYLE.step, STYLE, 0)));
    if let Some(name) = name {
        text.push_str(&format!("\n    print({name})"));
    }
    Some(text)
}

/// The arguments that say all of the request; `None` where the SDK has no word for something.
fn arguments(call: &Call<'_>, sdk: &SdkCall<'_>) -> Option<Vec<(String, Tree)>> {
    let request = call.request;
    let operation = request.operation;
    let values = sdk.values(request)?;
    let declared = operation.parameters.iter().map(|parameter| &parameter.field);
    let declared = declared.chain(operation.body_object().into_iter().flat_map(|body| body.fields));
    let known: Vec<&str> = declared.filter(|field| field.versions.contains(KNOWS)).map(|field| field.name).collect();
    if values.keys().any(|name| name != "request_body" && !known.contains(&name.as_str())) {
        return None;
    }
    // What the documents only call a number is a float to the SDK, and three would arrive as `3.0`.
    let is_float = |name: &String| {
        let field = operation.parameter(Place::Query, name);
        field.is_some_and(|field| matches!(field.schema.without_null(), Schema::Number(_)))
    };
    if request.parts.query.keys().any(is_float) {
        return None;
    }
    // In the order in which they are declared, which is that of their importance.
    let mut items: Vec<(&str, Tree)> =
        known.iter().filter_map(|name| Some((*name, literal(values.get(*name)?)))).collect();
    if let Body::Form { file: Some(file), .. } = &call.body {
        let upload = vec![
            ("\"file_name\": ".to_owned(), Tree::leaf(quoted(file.name))),
            ("\"content\": ".to_owned(), Tree::leaf(format!("open({}, \"rb\")", quoted(file.path)))),
            ("\"content_type\": ".to_owned(), Tree::leaf(quoted(file.content_type))),
        ];
        items.push((file.field, Tree::group("{", "}", upload)));
    }
    let mut body = values.get("request_body").map(literal);
    let keyword = |name: &str, item: Tree| (format!("{}=", python_name(name)), item);
    let mut arguments = Vec::new();
    for argument in &sdk.arguments {
        match argument {
            Argument::Every => arguments.extend(items.drain(..).map(|(name, item)| keyword(name, item))),
            Argument::Named("request_body") => arguments.push(keyword("request_body", body.take()?)),
            Argument::Named("request") => {
                let whole = body.take().unwrap_or_else(|| {
                    let items = items.drain(..).map(|(name, item)| (format!("{}: ", quoted(&python_name(name))), item));
                    Tree::group("{", "}", items.collect())
                });
                if whole.is_group() || request.parts.body.is_some() {
                    arguments.push(keyword("request", whole));
                }
            }
            _ => return None,
        }
    }
    (items.is_empty() && body.is_none()).then_some(arguments)
}

/// The name of a parameter in the SDK, which stays away from what Python calls its own.
fn python_name(name: &str) -> String {
    let name = snake_case(name);
    if matches!(name.as_str(), "type" | "format") { format!("{name}_") } else { name }
}

fn with_urllib(call: &Call<'_>) -> String {
    let mut modules = vec!["urllib.request"];
    if call.has_key() {
        modules.insert(0, "os");
    }
    let mut before = String::new();
    let mut data = None;
    let mut content_type = None;
    match &call.body {
        Body::None => {}
        Body::Json(body) => {
            modules.insert(0, "json");
            let before = "    data=json.dumps(";
            data = Some(format!("json.dumps({}).encode()", literal(body).show(before.len(), 4, STYLE, 11)));
        }
        Body::Form { fields, file } => {
            modules.push("uuid");
            before.push_str("boundary = uuid.uuid4().hex\nparts = []\n");
            for (name, value) in fields {
                let head = format!("Content-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}");
                before.push_str(&format!("parts.append({}.encode())\n", quoted(&head)));
            }
            if let Some(file) = file {
                let head = format!(
                    "Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
                    file.field,
                    file.name.replace('"', "%22"),
                    file.content_type
                );
                before.push_str(&format!(
                    "with open({}, \"rb\") as file:\n    parts.append({}.encode() + file.read())\n",
                    quoted(file.path),
                    quoted(&head)
                ));
            }
            before.push_str("edge = b\"--\" + boundary.encode()\n");
            before.push_str("body = b\"\".join(edge + b\"\\r\\n\" + part + b\"\\r\\n\" for part in parts) + edge + b\"--\\r\\n\"\n\n");
            data = Some("body".to_owned());
            content_type = Some("f\"multipart/form-data; boundary={boundary}\"");
        }
    }
    let mut text: String = modules.iter().map(|module| format!("import {module}\n")).collect();
    text.push('\n');
    text.push_str(&before);
    text.push_str(&format!("request = urllib.request.Request(\n    {},\n", quoted(&call.url)));
    text.push_str(&format!("    method={},\n    headers={{\n", quoted(call.method)));
    if call.has_key() {
        text.push_str(&format!("        \"Authorization\": f\"Bearer {{os.environ['{KEY}']}}\",\n"));
    }
    for (name, value) in &call.headers {
        text.push_str(&format!("        {}: {},\n", quoted(name), quoted(value)));
    }
    // Clerk's API turns away the name that Python gives itself.
    text.push_str("        \"User-Agent\": \"frontdesk-snippet\",\n");
    if let Some(content_type) = content_type {
        text.push_str(&format!("        \"Content-Type\": {content_type},\n"));
    }
    text.push_str("    },\n");
    if let Some(data) = data {
        text.push_str(&format!("    data={data},\n"));
    }
    text.push_str(")\nwith urllib.request.urlopen(request) as response:\n    print(response.read().decode())");
    text
}

/// A value as Python writes it.
fn literal(value: &Value) -> Tree {
    match value {
        Value::Null => Tree::leaf("None"),
        Value::Bool(true) => Tree::leaf("True"),
        Value::Bool(false) => Tree::leaf("False"),
        Value::String(text) => Tree::leaf(quoted(text)),
        Value::Number(number) => Tree::leaf(number.to_string()),
        Value::Array(values) => {
            Tree::group("[", "]", values.iter().map(|value| (String::new(), literal(value))).collect())
        }
        Value::Object(map) => Tree::group(
            "{",
            "}",
            map.iter().map(|(name, value)| (format!("{}: ", quoted(name)), literal(value))).collect(),
        ),
    }
}
