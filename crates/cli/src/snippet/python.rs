//! A script for Python 3, with its standard library.

use serde_json::Value;

use super::{Body, Call, KEY, quoted};

pub(super) fn write(call: &Call<'_>) -> String {
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
            data = Some(format!("json.dumps({}).encode()", literal(body, 1)));
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
fn literal(value: &Value, depth: usize) -> String {
    let indent = "    ".repeat(depth);
    let inner = "    ".repeat(depth + 1);
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::String(text) => quoted(text),
        Value::Number(number) => number.to_string(),
        Value::Array(values) if values.is_empty() => "[]".to_owned(),
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Array(values) => {
            let items: String = values.iter().map(|value| format!("{inner}{},\n", literal(value, depth + 1))).collect();
            format!("[\n{items}{indent}]")
        }
        Value::Object(map) => {
            let items: String = map
                .iter()
                .map(|(name, value)| format!("{inner}{}: {},\n", quoted(name), literal(value, depth + 1)))
                .collect();
            format!("{{\n{items}{indent}}}")
        }
    }
}
