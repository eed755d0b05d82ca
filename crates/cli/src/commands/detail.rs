//! One endpoint explained: parameters, body, answers, risk and an example. Nothing is sent.

use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Place};

use crate::guard;
use crate::printer::{self, FAINT, HEADING, STRONG, WARNING, wrap};
use crate::shapes::{self, Marks, Row};
use crate::{example, prompt};

pub(crate) fn run(operation: &Descriptor, version: ApiVersion) {
    let tags = operation.tags.join(", ");
    let title = prompt::title(operation);
    printer::line(&format!("{STRONG}{title}{STRONG:#}  {FAINT}{} · {tags} · {version}{FAINT:#}", operation.id));
    if operation.deprecated.contains(version) {
        printer::line(&format!("{WARNING}deprecated{WARNING:#}"));
    }
    for paragraph in operation.doc.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        for line in wrap(paragraph, printer::width()) {
            printer::line(&line);
        }
    }
    printer::line("");
    safety(operation);
    parameters("Path parameters", operation, Place::Path, version);
    parameters("Query parameters", operation, Place::Query, version);
    body(operation, version);
    answers(operation, version);
    heading("Example");
    let words: Vec<String> = example::words(operation, version).iter().map(|word| example::quote(word)).collect();
    printer::line(&format!("  frontdesk {}", words.join(" ")));
}

fn heading(text: &str) {
    printer::line("");
    printer::line(&format!("{HEADING}{text}{HEADING:#}"));
}

fn safety(operation: &Descriptor) {
    let needs = guard::needs(operation.method);
    let scopes = if needs.is_empty() { "none".to_owned() } else { needs.join(", ") };
    printer::line(&format!("Risk    {}", operation.risk.as_str()));
    printer::line(&format!("Scopes  {scopes}"));
    if operation.public {
        printer::line("Key     none");
    }
    if !operation.destroys.is_empty() {
        for (index, line) in wrap(operation.destroys, printer::width().saturating_sub(8)).iter().enumerate() {
            let label = if index == 0 { "Loses" } else { "" };
            printer::line(&format!("{label:<8}{WARNING}{line}{WARNING:#}"));
        }
    }
}

fn parameters(title: &str, operation: &Descriptor, place: Place, version: ApiVersion) {
    let rows: Vec<Row> = operation
        .parameters_in(place, version)
        .flat_map(|field| shapes::field_rows(field, version, Marks::Required))
        .collect();
    if !rows.is_empty() {
        heading(title);
        table(&rows);
    }
}

fn body(operation: &Descriptor, version: ApiVersion) {
    let Some(body) = operation.body.filter(|body| body.versions.contains(version)) else { return };
    let format = match body.format {
        BodyFormat::Json => "application/json",
        BodyFormat::Multipart => "multipart/form-data",
    };
    let required = if body.required.contains(version) { ", required" } else { "" };
    heading(&format!("Body ({format}{required})"));
    if operation.body_object().is_none() {
        printer::line(&format!("  {}", shapes::type_name(body.schema, version)));
    }
    table(&shapes::schema_rows(body.schema, version, Marks::Required));
}

fn answers(operation: &Descriptor, version: ApiVersion) {
    heading("Answers");
    match operation.response {
        Some(schema) => {
            let name = shapes::type_name(schema, version);
            printer::line(&format!("  {STRONG}{}{STRONG:#}  {name}", operation.success));
            let rows = shapes::schema_rows(schema, version, Marks::Optional);
            table(&rows.into_iter().map(|row| Row { depth: row.depth + 1, ..row }).collect::<Vec<_>>());
        }
        None => printer::line(&format!("  {STRONG}{}{STRONG:#}  without a body", operation.success)),
    }
    let errors: Vec<String> = operation
        .errors
        .iter()
        .filter(|status| status.versions.contains(version))
        .map(|status| status.code.to_string())
        .collect();
    if !errors.is_empty() {
        printer::line(&format!("  {STRONG}{}{STRONG:#}  errors", errors.join(" ")));
    }
}

/// Prints a tree: name, type, and what it means beside it or below.
fn table(rows: &[Row]) {
    let column = rows.iter().map(|row| 2 * row.depth + row.name.len()).max().unwrap_or(0).min(40);
    let kinds = rows.iter().map(|row| row.kind.len()).max().unwrap_or(0).min(24);
    let width = printer::width();
    for row in rows {
        let indent = 2 + 2 * row.depth;
        let pad = (column + 2).saturating_sub(indent);
        let head = format!("{:indent$}{STRONG}{:<pad$}{STRONG:#}  ", "", row.name);
        let beside = column + 4 + kinds + 2;
        if width == usize::MAX {
            let text = format!("{head}{:<kinds$}  {FAINT}{}{FAINT:#}", row.kind, row.doc);
            printer::line(text.trim_end());
        } else if row.kind.len() <= kinds && width.saturating_sub(beside) >= 30 {
            let lines = wrap(&row.doc, width - beside);
            let first = lines.first().map_or("", String::as_str);
            printer::line(format!("{head}{:<kinds$}  {FAINT}{first}{FAINT:#}", row.kind).trim_end());
            for line in lines.iter().skip(1) {
                printer::line(&format!("{:beside$}{FAINT}{line}{FAINT:#}", ""));
            }
        } else {
            let below = column + 4;
            let kinds = wrap(&row.kind, width.saturating_sub(below));
            printer::line(format!("{head}{}", kinds.first().map_or("", String::as_str)).trim_end());
            for line in kinds.iter().skip(1) {
                printer::line(&format!("{:below$}{line}", ""));
            }
            for line in wrap(&row.doc, width.saturating_sub(below)) {
                printer::line(&format!("{:below$}{FAINT}{line}{FAINT:#}", ""));
            }
        }
    }
}
