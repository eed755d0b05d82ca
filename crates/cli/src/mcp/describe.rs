//! One operation as text for an agent: what it does, takes, answers and risks.

use std::fmt::Write;

use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Place};

use crate::shapes::{self, Marks, Row};
use crate::{example, guard, prompt};

/// How deep the shape of an answer is described.
const ANSWER_DEPTH: usize = 1;

pub(super) fn describe(operation: &Descriptor, version: ApiVersion) -> String {
    let mut text = format!("{} · {} · {version}\n", prompt::title(operation), operation.id);
    if operation.deprecated.contains(version) {
        text.push_str("deprecated\n");
    }
    for paragraph in operation.doc.split("\n\n") {
        let _ = writeln!(text, "{}", paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let needs = guard::needs(operation.method);
    let scopes = if needs.is_empty() { "none".to_owned() } else { needs.join(", ") };
    let _ = writeln!(text, "risk: {}\nscopes: {scopes}", operation.risk.as_str());
    if !operation.destroys.is_empty() {
        let lost = operation.destroys.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "loses: {lost}");
    }
    for (title, place) in [("path", Place::Path), ("query", Place::Query)] {
        let rows: Vec<Row> = operation
            .parameters_in(place, version)
            .flat_map(|field| shapes::field_rows(field, version, Marks::Required))
            .collect();
        section(&mut text, title, &rows);
    }
    if let Some(body) = operation.body.filter(|body| body.versions.contains(version)) {
        let format = if body.format == BodyFormat::Multipart { ", multipart/form-data" } else { "" };
        let required = if body.required.contains(version) { ", required" } else { "" };
        let name = shapes::type_name(body.schema, version);
        let rows = shapes::schema_rows(body.schema, version, Marks::Required);
        section(&mut text, &format!("body ({name}{format}{required})"), &rows);
    }
    match operation.response {
        Some(schema) => {
            let mut rows = shapes::schema_rows(schema, version, Marks::Optional);
            rows.retain(|row| row.depth < ANSWER_DEPTH);
            for row in &mut rows {
                row.doc.clear();
            }
            section(
                &mut text,
                &format!("answers {} ({})", operation.success, shapes::type_name(schema, version)),
                &rows,
            );
        }
        None => {
            let _ = writeln!(text, "answers {} without a body", operation.success);
        }
    }
    let words: Vec<String> = example::words(operation, version).iter().map(|word| example::quote(word)).collect();
    let _ = writeln!(text, "on the command line: frontdesk {}", words.join(" "));
    text
}

fn section(text: &mut String, title: &str, rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(text, "{title}:");
    for row in rows {
        let indent = 2 + 2 * row.depth;
        let doc = if row.doc.is_empty() { String::new() } else { format!(": {}", row.doc) };
        let _ = writeln!(text, "{:indent$}{} ({}){doc}", "", row.name, row.kind);
    }
}
