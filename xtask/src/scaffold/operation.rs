//! Operations: their parameters, bodies and answers.

use std::fmt::Write;

use anyhow::Result;
use frontdesk_conformance::OperationDocument;
use frontdesk_contract::ApiVersion;
use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::Value;

use super::draft::{Drafts, Field, Home, Kind, Way, marked};
use super::sets::{Set, words};
use super::source::{Seen, properties, versions};

type Found = [(ApiVersion, OperationDocument)];

/// Drafts the operation `id`, its body and the types of its answer.
pub(super) fn draft(drafts: &mut Drafts<'_>, id: &str) -> Result<()> {
    let found = drafts.source.operation(id)?;
    let Some((_, newest)) = found.last() else { return Ok(()) };
    let own = id.to_upper_camel_case();
    let tag = newest.tags.first().cloned().unwrap_or_default();
    let home = Home { module: tag.to_snake_case(), file: own.to_snake_case() };
    let known = versions(&found);

    let mut says = vec![format!("id = \"{id}\""), format!("{} = \"{}\"", newest.method.to_lowercase(), newest.path)];
    says.extend(newest.tags.iter().map(|tag| format!("tag = \"{tag}\"")));
    if let Some(words) = words(known, drafts.source.versions()) {
        says.push(format!("versions = \"{words}\""));
    }
    let deprecated = found
        .iter()
        .filter(|(_, operation)| operation.deprecated)
        .fold(0, |set: Set, (version, _)| set | 1 << *version as u8);
    match words(deprecated, known) {
        None => says.push("deprecated".to_owned()),
        Some(words) if words != "none" => says.push(format!("deprecated = \"{words}\"")),
        Some(_) => {}
    }

    let mut text = String::new();
    let paginated = parameters(drafts, &found, &own, &home, &mut text);
    body(drafts, &found, &own, &home, &mut text);
    answer(drafts, &found, &own, &home, paginated, &mut says);
    if let Some(errors) = errors(&found, known) {
        says.push(format!("errors = \"{errors}\""));
    }
    let fields = if text.is_empty() { ";".to_owned() } else { format!(" {{\n{text}}}") };
    // rustfmt leaves attributes with types in them alone.
    let line = format!("#[operation({})]", says.join(", "));
    let attribute = if line.len() <= 110 { line } else { format!("#[operation(\n    {},\n)]", says.join(",\n    ")) };
    let text = format!("{attribute}\npub struct {own}{fields}\n");
    drafts.add(&own, &home, text, true);
    Ok(())
}

/// Writes the path and query parameters; tells whether one of them turns a list into a page.
fn parameters(drafts: &mut Drafts<'_>, found: &Found, own: &str, home: &Home, text: &mut String) -> bool {
    let mut names: Vec<(String, String)> = Vec::new();
    for (_, operation) in found.iter().rev() {
        for parameter in &operation.parameters {
            let key = (parameter["in"].as_str().unwrap_or_default(), parameter["name"].as_str().unwrap_or_default());
            let key = (key.0.to_owned(), key.1.to_owned());
            if matches!(key.0.as_str(), "path" | "query") && !names.contains(&key) {
                names.push(key);
            }
        }
    }
    names.sort_by_key(|(place, _)| place != "path");
    for (place, name) in &names {
        let seen: Seen = found
            .iter()
            .filter_map(|(version, operation)| {
                let same = |other: &&Value| other["in"] == **place && other["name"] == **name;
                Some((*version, operation.parameters.iter().find(same)?.clone()))
            })
            .collect();
        let schemas: Seen = seen.iter().map(|(version, parameter)| (*version, parameter["schema"].clone())).collect();
        let hint = format!("{own}_{}", name.replace("[]", ""));
        let kind = drafts.kind(&schemas, &hint, home, Way::Request);
        let field = Field {
            name,
            known: versions(found),
            has: versions(&seen),
            required: marked(&seen, "required"),
            deprecated: marked(&seen, "deprecated"),
            way: Way::Request,
        };
        let schema = schemas.last().map(|(version, schema)| drafts.resolve(*version, schema).1);
        text.push_str(&field.write(kind, &[place], schema.as_ref()).text);
    }
    names.iter().any(|(_, name)| name == "paginated")
}

fn body(drafts: &mut Drafts<'_>, found: &Found, own: &str, home: &Home, text: &mut String) {
    let (mut json, mut form): (Seen, Seen) = (Vec::new(), Vec::new());
    let mut required: Set = 0;
    for (version, operation) in found {
        let Some(body) = &operation.request_body else { continue };
        required |= Set::from(body["required"] == true) << *version as u8;
        for (media, seen) in [("application/json", &mut json), ("multipart/form-data", &mut form)] {
            if let Some(schema) = body["content"].get(media).and_then(|content| content.get("schema")) {
                seen.push((*version, schema.clone()));
            }
        }
    }
    if let Some((_, schema)) = form.last() {
        for (name, property) in properties(schema) {
            let seen: Seen = vec![(form[form.len() - 1].0, property.clone())];
            let kind = drafts.kind(&seen, &format!("{own}_{name}"), home, Way::Request);
            let is_required = schema["required"].as_array().is_some_and(|all| all.iter().any(|known| known == name));
            let field = Field {
                name,
                known: versions(found),
                has: versions(&form),
                required: if is_required { versions(&form) } else { 0 },
                deprecated: 0,
                way: Way::Request,
            };
            text.push_str(&field.write(kind, &["multipart"], None).text);
        }
    } else if !json.is_empty() {
        let is_list = json.iter().all(|(_, schema)| schema["type"] == "array");
        let hint = if is_list { format!("{own}Item") } else { format!("{own}Body") };
        let Kind { rust, limits, .. } = drafts.kind(&json, &hint, home, Way::Request);
        let has = versions(&json);
        let mut says = vec!["body".to_owned()];
        says.extend(words(has, versions(found)).map(|words| format!("versions = \"{words}\"")));
        says.extend(words(required, has).map(|words| format!("required = \"{words}\"")));
        says.extend(limits);
        let _ = writeln!(text, "#[api({})]\npub body: {rust},", says.join(", "));
    }
}

fn answer(drafts: &mut Drafts<'_>, found: &Found, own: &str, home: &Home, paginated: bool, says: &mut Vec<String>) {
    let mut seen: Seen = Vec::new();
    let mut success = "200";
    for (version, operation) in found {
        let answers = operation.responses.iter().filter(|(status, _)| status.starts_with('2'));
        for (status, answer) in answers {
            success = status;
            if let Some(schema) = answer["content"]["application/json"].get("schema") {
                seen.push((*version, schema.clone()));
            }
        }
    }
    if !seen.is_empty() {
        let kind = drafts.kind(&seen, &format!("{own}Response"), home, Way::Answer);
        let rust = match kind.rust.strip_prefix("Vec<") {
            Some(item) if paginated => format!("Listing<{item}"),
            _ => kind.rust,
        };
        says.push(format!("returns = {rust}"));
    }
    if success != "200" {
        says.push(format!("status = {success}"));
    }
}

fn errors(found: &Found, known: Set) -> Option<String> {
    let mut statuses: Vec<&String> = found
        .iter()
        .flat_map(|(_, operation)| operation.responses.keys())
        .filter(|status| !status.starts_with('2') && status.parse::<u16>().is_ok())
        .collect();
    statuses.sort();
    statuses.dedup();
    let all: Vec<String> = statuses
        .into_iter()
        .map(|status| {
            let has = found
                .iter()
                .filter(|(_, operation)| operation.responses.contains_key(status))
                .fold(0, |set: Set, (version, _)| set | 1 << *version as u8);
            match words(has, known) {
                Some(words) => format!("{status}@{}", words.replace(' ', ",")),
                None => status.clone(),
            }
        })
        .collect();
    (!all.is_empty()).then(|| all.join(" "))
}
