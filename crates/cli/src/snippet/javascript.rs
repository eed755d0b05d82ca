//! A module for Node.js 20: a call of `@clerk/backend` where it sends exactly the request, and `fetch` where not.

use frontdesk_contract::{ApiVersion, Place, Schema, Sdk};
use serde_json::Value;

use super::layout::{Style, Tree};
use super::sdk_call::{self, Argument, Rest, SdkCall, camel_case, snake_case};
use super::{Body, Call, KEY, quoted, result_name};

/// As Prettier does.
const STYLE: Style = Style { step: 2, width: 80, named: 80, hugs: false };
/// The SDK has no way to name another version.
const SPEAKS: &[ApiVersion] = &[Sdk::JavaScript.speaks()];

pub(super) fn write(call: &Call<'_>) -> String {
    with_sdk(call).unwrap_or_else(|| {
        let why = sdk_call::reason(Sdk::JavaScript, call.request.operation, call.request.version, SPEAKS);
        format!("// {why}\n{}", with_fetch(call))
    })
}

fn with_sdk(call: &Call<'_>) -> Option<String> {
    let operation = call.request.operation;
    if !SPEAKS.contains(&call.request.version) {
        return None;
    }
    let sdk = SdkCall::parse(operation.sdk.javascript?)?;
    let arguments = arguments(call, &sdk)?;

    let mut text = String::new();
    if let Body::Form { file: Some(file), .. } = &call.body {
        text.push_str("import { readFile } from \"node:fs/promises\";\n");
        text.push_str("import { createClerkClient } from \"@clerk/backend\";\n\n");
        let bytes = format!("const bytes = await readFile({});\n", quoted(file.path));
        let name = quoted(file.name);
        text.push_str(&format!(
            "{bytes}const file = new File([bytes], {name}, {{ type: {} }});\n",
            quoted(file.content_type)
        ));
    } else {
        text.push_str("import { createClerkClient } from \"@clerk/backend\";\n\n");
    }
    let mut options = Vec::new();
    if call.has_key() {
        options.push(("secretKey: ".to_owned(), Tree::leaf(format!("process.env.{KEY}"))));
    }
    if !call.is_clerks() {
        options.push(("apiUrl: ".to_owned(), Tree::leaf(quoted(call.api))));
    }
    let client = invocation("createClerkClient", vec![Tree::object("{", options)], "const clerk = ".len());
    text.push_str(&format!("const clerk = {client};\n\n"));
    for also in &sdk.also {
        if *also == "paginated=true" {
            text.push_str("// The SDK asks for paginated=true, and gives { data, totalCount }.\n");
        } else if also.starts_with("GET ") {
            text.push_str(&format!("// The SDK reads the total too, by {also}.\n"));
        }
    }
    let name = if is_list(operation.response) {
        Some("page".to_owned())
    } else {
        result_name(operation).map(|name| camel_case(&name))
    };
    let before = name.as_ref().map_or_else(|| "await ".to_owned(), |name| format!("const {name} = await "));
    text.push_str(&format!("{before}{};", invocation(&format!("clerk.{}", sdk.name), arguments, before.len())));
    if let Some(name) = name {
        text.push_str(&format!("\nconsole.log({name});"));
    }
    Some(text)
}

fn is_list(schema: Option<&Schema>) -> bool {
    match schema {
        Some(Schema::Array { .. }) => true,
        Some(Schema::Object(object)) => object.name == "Page",
        _ => false,
    }
}

/// A call whose last argument stays on the line of its name, as objects do.
fn invocation(name: &str, arguments: Vec<Tree>, column: usize) -> String {
    let inline: Vec<String> = arguments.iter().map(Tree::inline).collect();
    let Some((last, others)) = arguments.split_last().filter(|(last, _)| last.is_group()) else {
        let call =
            Tree::group(format!("{name}("), ")", arguments.into_iter().map(|one| (String::new(), one)).collect());
        return call.show(column, 0, STYLE, 1);
    };
    let before: String = inline.iter().take(others.len()).map(|one| format!("{one}, ")).collect();
    let head = format!("{name}({before}");
    format!("{head}{})", last.show(column + head.chars().count(), 0, STYLE, 2))
}

/// The arguments that say all of the request, and nothing but the request; `None` where there are none such.
fn arguments(call: &Call<'_>, sdk: &SdkCall<'_>) -> Option<Vec<Tree>> {
    let request = call.request;
    let operation = request.operation;
    // The SDK puts values into the path as they are, and leaves out what is false, empty or zero in a query.
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~".contains(c));
    if !request.parts.path.values().all(|value| value.as_str().is_some_and(plain)) {
        return None;
    }
    let mut values = sdk.values(request)?;
    if request.parts.body.as_ref().is_some_and(|body| !is_exact(body)) {
        return None;
    }
    let is_query = |name: &str| operation.parameter(Place::Query, name).is_some();
    for also in &sdk.also {
        let Some((name, wanted)) = also.split_once('=') else { continue };
        let given = values.get(name).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        match given {
            Some(given) if given != wanted => return None,
            Some(_) if is_query(name) => drop(values.remove(name)),
            None if !is_query(name) => return None,
            _ => {}
        }
    }
    let is_empty = |value: &Value| {
        matches!(value, Value::Null | Value::Bool(false))
            || matches!(value.as_str(), Some("" | "0" | "false"))
            || value.as_f64() == Some(0.0)
    };
    if request.parts.query.iter().any(|(name, value)| values.contains_key(name) && is_empty(value)) {
        return None;
    }
    let mut values: Vec<(String, Value)> = values.into_iter().map(|(name, value)| (camel_case(&name), value)).collect();
    // In the order in which they are declared, which is that of their importance.
    let order = declared_order(call);
    values.sort_by_key(|(name, _)| order.iter().position(|one| one == name).unwrap_or(usize::MAX));
    let file = match &call.body {
        Body::Form { file: Some(file), .. } => Some(file.field),
        _ => None,
    };
    let mut file_is_given = file.is_none();
    let take = |values: &mut Vec<(String, Value)>, name: &str| {
        values.iter().position(|(one, _)| one == name).map(|at| values.remove(at).1)
    };
    let mut arguments = Vec::new();
    for argument in &sdk.arguments {
        arguments.push(match argument {
            Argument::Undefined => Tree::leaf("undefined"),
            Argument::Named(name) => {
                take(&mut values, name).map_or_else(|| Tree::leaf("undefined"), |value| literal(&value))
            }
            Argument::Object { keys, rest } => {
                let mut items = Vec::new();
                for (key, name) in keys {
                    if file == Some(*name) {
                        items.push((String::new(), Tree::leaf(*key)));
                        file_is_given = true;
                    } else if let Some(value) = take(&mut values, name) {
                        items.push((format!("{key}: "), literal(&value)));
                    }
                }
                if *rest == Rest::Nothing {
                    Tree::object("{", items)
                } else if let Some(body) = take(&mut values, "requestBody") {
                    rows(&body)?
                } else {
                    for (name, value) in values.drain(..) {
                        let value = if *rest == Rest::Deep { deep(&value)? } else { literal(&value) };
                        items.push((format!("{name}: "), value));
                    }
                    Tree::object("{", items)
                }
            }
            Argument::Every => return None,
        });
    }
    if !values.is_empty() || !file_is_given {
        return None;
    }
    let has_body = request.parts.body.is_some();
    while let Some(last) = arguments.last().map(Tree::inline) {
        if last == "undefined" || last == "{}" && !has_body {
            arguments.pop();
        } else {
            break;
        }
    }
    Some(arguments)
}

fn declared_order(call: &Call<'_>) -> Vec<String> {
    let operation = call.request.operation;
    let parameters = operation.parameters.iter().map(|parameter| parameter.field.name);
    let fields = operation.body_object().into_iter().flat_map(|body| body.fields).map(|field| field.name);
    parameters.chain(fields).map(camel_case).collect()
}

/// A list of objects, whose own keys the SDK rewrites.
fn rows(body: &Value) -> Option<Tree> {
    let mut items = Vec::new();
    for row in body.as_array()? {
        let row = row.as_object()?;
        let row = row.iter().map(|(name, value)| (format!("{}: ", camel_case(name)), literal(value))).collect();
        items.push((String::new(), Tree::object("{", row)));
    }
    Some(Tree::group("[", "]", items))
}

/// A value whose keys the SDK rewrites to `snake_case`; `None` where that would change them.
fn deep(value: &Value) -> Option<Tree> {
    Some(match value {
        Value::Object(map) => {
            let mut items = Vec::new();
            for (name, value) in map {
                let word = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
                if !word || snake_case(&camel_case(name)) != *name {
                    return None;
                }
                items.push((format!("{}: ", camel_case(name)), deep(value)?));
            }
            Tree::object("{", items)
        }
        Value::Array(values) => {
            let items: Option<Vec<_>> = values.iter().map(|value| Some((String::new(), deep(value)?))).collect();
            Tree::group("[", "]", items?)
        }
        value => literal(value),
    })
}

/// A value as JavaScript writes it.
fn literal(value: &Value) -> Tree {
    match value {
        Value::String(text) => Tree::leaf(quoted(text)),
        Value::Array(values) => {
            Tree::group("[", "]", values.iter().map(|value| (String::new(), literal(value))).collect())
        }
        Value::Object(map) => {
            Tree::object("{", map.iter().map(|(name, value)| (format!("{}: ", key(name)), literal(value))).collect())
        }
        value => Tree::leaf(value.to_string()),
    }
}

fn key(name: &str) -> String {
    let first = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$');
    let word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$');
    if first && word { name.to_owned() } else { quoted(name) }
}

fn with_fetch(call: &Call<'_>) -> String {
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
            let before = "  body: JSON.stringify(";
            text.push_str(&format!("{before}{}),\n", literal(body).show(before.len(), 2, STYLE, 2)));
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
