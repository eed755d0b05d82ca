//! A module for Node.js, which has `fetch`.

use serde_json::Value;

use super::{Body, Call, KEY, pretty, quoted};

pub(super) fn write(call: &Call<'_>) -> String {
    let mut text = String::new();
    if let Body::Form { fields, file } = &call.body {
        if let Some(file) = file {
            text.push_str("import { readFile } from \"node:fs/promises\";\n\n");
            text.push_str("const form = new FormData();\n");
            text.push_str(&format!(
                "const file = new Blob([await readFile({})], {{ type: {} }});\nform.append({}, file, {});\n",
                quoted(file.path),
                quoted(file.content_type),
                quoted(file.field),
                quoted(file.name)
            ));
        } else {
            text.push_str("const form = new FormData();\n");
        }
        for (name, value) in fields {
            text.push_str(&format!("form.append({}, {});\n", quoted(name), quoted(value)));
        }
        text.push('\n');
    }
    text.push_str(&format!("const response = await fetch({}, {{\n", quoted(&call.url)));
    text.push_str(&format!("  method: {},\n  headers: {{\n", quoted(call.method)));
    if call.has_key() {
        text.push_str(&format!("    Authorization: `Bearer ${{process.env.{KEY}}}`,\n"));
    }
    for (name, value) in &call.headers {
        text.push_str(&format!("    {}: {},\n", quoted(name), quoted(value)));
    }
    text.push_str("  },\n");
    match &call.body {
        Body::None => {}
        Body::Json(body) if is_exact(body) => {
            text.push_str(&format!("  body: JSON.stringify({}),\n", pretty(body, 2)));
        }
        Body::Json(body) => text.push_str(&format!("  body: {},\n", quoted(&body.to_string()))),
        Body::Form { .. } => text.push_str("  body: form,\n"),
    }
    text.push_str("});\nconsole.log(await response.text());\nif (!response.ok) process.exitCode = 1;");
    text
}

/// Whether JavaScript reads the value and writes it again as it is: its numbers are of 64 bits with a point, and one
/// name is no name.
fn is_exact(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            number.as_i64().is_some_and(|number| number.unsigned_abs() <= 1 << 53) || number.is_f64()
        }
        Value::Array(values) => values.iter().all(is_exact),
        Value::Object(map) => map.iter().all(|(name, value)| name != "__proto__" && is_exact(value)),
        _ => true,
    }
}
