//! A program in Rust, with frontdesk-sdk.

use serde_json::Value;

use super::{Call, KEY, quoted};

pub(super) fn write(call: &Call<'_>) -> String {
    let (request, parts) = (call.request, &call.request.parts);
    let upload = request.upload();
    let mut text = String::from("use frontdesk_sdk::Client;\n");
    let more = if upload.is_some() { ", Upload" } else { "" };
    text.push_str(&format!("use frontdesk_sdk::contract::{{ApiVersion, Parts{more}, catalogue}};\n"));
    text.push_str("\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n");
    text.push_str(&format!("    let version: ApiVersion = {}.parse()?;\n", quoted(request.version.as_str())));
    text.push_str("    let client = Client::builder()\n");
    if call.has_key() {
        text.push_str(&format!("        .secret_key(std::env::var({})?)\n", quoted(KEY)));
    }
    text.push_str(&format!(
        "        .base_url({})\n        .api_version(version)\n        .build()?;\n",
        literal(call.api)
    ));
    let id = quoted(request.operation.id);
    text.push_str(&format!("    let operation = catalogue::find({id}, version).ok_or(\"no such operation\")?;\n"));
    text.push_str("    let parts = Parts {\n");
    for (name, map) in [("path", &parts.path), ("query", &parts.query)] {
        if !map.is_empty() {
            text.push_str(&format!("        {name}: serde_json::from_str({})?,\n", raw(&Value::Object(map.clone()))));
        }
    }
    if let Some(body) = &parts.body {
        text.push_str(&format!("        body: Some(serde_json::from_str({})?),\n", raw(body)));
    }
    if let Some((_, upload)) = upload {
        let option = |text: Option<&str>| {
            text.map_or_else(|| "None".to_owned(), |text| format!("Some({}.to_owned())", literal(text)))
        };
        text.push_str(&format!(
            "        upload: Some(Upload {{\n            file_name: {},\n            content_type: {},\n            bytes: std::fs::read({})?,\n        }}),\n",
            option(upload.file_name.as_deref()),
            option(upload.content_type.as_deref()),
            literal(request.upload_path.as_deref().unwrap_or_default())
        ));
    }
    text.push_str("        ..Parts::default()\n    };\n");
    text.push_str("    let answer = client.call(operation, parts).await?;\n");
    text.push_str("    println!(\"{}\", String::from_utf8_lossy(&answer.body));\n    Ok(())\n}");
    text
}

/// JSON as it is, between as many marks as it takes. `json!` would read large numbers and some escapes differently.
fn raw(value: &Value) -> String {
    let text = value.to_string();
    let mut marks = "#".to_owned();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    format!("r{marks}\"{text}\"{marks}")
}

/// A text as Rust writes it.
fn literal(text: &str) -> String {
    format!("{text:?}")
}
