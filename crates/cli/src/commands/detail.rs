//! One endpoint explained: parameters, body, answers, risk and an example. Nothing is sent.

use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Place, Sdk, Versions, openapi};
use serde_json::{Value, json};

use crate::printer::{self, FAINT, HEADING, Page, STRONG, WARNING, wrap};
use crate::shapes::{self, Marks, Row};
use crate::specification::Specification;
use crate::{error_codes, example, guard, prompt};

/// The most bytes of JSON that explain an operation.
const LIMIT: usize = 64 << 10;

pub(crate) fn run(operation: &'static Descriptor, specification: &Specification, json: bool) {
    if json {
        printer::value(&value(operation, specification));
        return;
    }
    let version = specification.version;
    let mut page = Page::default();
    let tags = operation.tags.join(", ");
    let title = prompt::title(operation);
    page.line(format!(
        "{STRONG}{title}{STRONG:#}  {FAINT}{} · {tags} · {}{FAINT:#}",
        operation.id, specification.label
    ));
    if operation.deprecated.contains(version) {
        page.line(format!("{WARNING}deprecated{WARNING:#}"));
    }
    for paragraph in operation.doc.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        for line in wrap(paragraph, printer::width()) {
            page.line(line);
        }
    }
    page.line("");
    safety(operation, specification, &mut page);
    parameters("Path parameters", operation, Place::Path, version, &mut page);
    parameters("Query parameters", operation, Place::Query, version, &mut page);
    body(operation, version, &mut page);
    answers(operation, version, &mut page);
    errors(operation, version, &mut page);
    sdks(operation, &mut page);
    heading("Example", &mut page);
    page.line(format!("  {}", command(operation, version)));
    page.show();
}

/// All of it for programs, references resolved. Where that is too much, the answer is shown less deep.
fn value(operation: &'static Descriptor, specification: &Specification) -> Value {
    let full = value_to_depth(operation, specification, usize::MAX);
    if full.to_string().len() <= LIMIT {
        return full;
    }
    let mut depth = 6;
    loop {
        let mut value = value_to_depth(operation, specification, depth);
        value["answer_depth"] = depth.into();
        if depth == 0 || value.to_string().len() <= LIMIT {
            return value;
        }
        depth -= 1;
    }
}

fn value_to_depth(operation: &'static Descriptor, specification: &Specification, depth: usize) -> Value {
    let version = specification.version;
    let mut text = openapi::operation(operation, version, depth);
    let errors: Vec<Value> = error_codes::of(operation, version)
        .into_iter()
        .map(|(status, codes)| {
            json!({ "status": status, "meaning": error_codes::status_meaning(status), "codes": codes })
        })
        .collect();
    let body = text.get_mut("requestBody").map(Value::take).map(|mut body| {
        let content = body["content"].as_object_mut().and_then(|content| content.iter_mut().next());
        let (media, schema) = content.map_or(("", Value::Null), |(media, body)| (media, body["schema"].take()));
        json!({ "content_type": media, "required": body["required"], "schema": schema })
    });
    let parameters = text["parameters"].take();
    let answer = &mut text["responses"][operation.success.to_string()];
    json!({
        "api_version": specification.label,
        "operation": operation.id,
        "method": operation.method.as_str(),
        "path": operation.path,
        "tags": operation.tags,
        "summary": operation.summary(),
        "description": operation.doc,
        "deprecated": operation.deprecated.contains(version),
        "risk": operation.risk,
        "scopes": guard::needs(operation.method),
        "needs_key": !operation.public,
        "destroys": operation.destroys,
        "versions": specification.file.is_none().then(|| dates(operation.versions)),
        "sdk": {
            "javascript": sdk(Sdk::JavaScript, operation),
            "python": sdk(Sdk::Python, operation),
            "go": sdk(Sdk::Go, operation),
        },
        "parameters": parameters,
        "body": body,
        "answer": { "status": operation.success, "schema": answer["content"]["application/json"]["schema"].take() },
        "errors": errors,
        "example": { "command": command(operation, version), "words": example::words(operation, version) },
    })
}

fn dates(versions: Versions) -> Vec<&'static str> {
    versions.iter().map(ApiVersion::as_str).collect()
}

fn command(operation: &Descriptor, version: ApiVersion) -> String {
    let words: Vec<String> = example::words(operation, version).iter().map(|word| example::quote(word)).collect();
    format!("frontdesk {}", words.join(" "))
}

fn heading(text: &str, page: &mut Page) {
    page.line("");
    page.line(format!("{HEADING}{text}{HEADING:#}"));
}

/// What it can do, what it needs, and where it is.
fn safety(operation: &Descriptor, specification: &Specification, page: &mut Page) {
    let needs = guard::needs(operation.method);
    let scopes = if needs.is_empty() { "none".to_owned() } else { needs.join(", ") };
    page.line(format!("Risk      {}", operation.risk.as_str()));
    page.line(format!("Scopes    {scopes}"));
    if operation.public {
        page.line("Key       none");
    }
    if specification.file.is_none() {
        page.line(format!("Versions  {}", in_versions(operation.versions)));
    }
    if !operation.destroys.is_empty() {
        for (index, line) in wrap(operation.destroys, printer::width().saturating_sub(10)).iter().enumerate() {
            let label = if index == 0 { "Loses" } else { "" };
            page.line(format!("{label:<10}{WARNING}{line}{WARNING:#}"));
        }
    }
}

/// A set of versions in as few words as it takes.
fn in_versions(versions: Versions) -> String {
    let dates = dates(versions);
    if versions == Versions::ALL {
        return "all".to_owned();
    }
    let since = ApiVersion::ALL.len() - dates.len();
    let newest: Vec<&str> = ApiVersion::ALL[since..].iter().map(|version| version.as_str()).collect();
    match dates.as_slice() {
        [first, _, ..] if dates == newest => format!("since {first}"),
        _ => dates.join(", "),
    }
}

fn parameters(title: &str, operation: &Descriptor, place: Place, version: ApiVersion, page: &mut Page) {
    let rows: Vec<Row> = operation
        .parameters_in(place, version)
        .flat_map(|field| shapes::field_rows(field, version, Marks::Required))
        .collect();
    if !rows.is_empty() {
        heading(title, page);
        table(&rows, page);
    }
}

fn body(operation: &Descriptor, version: ApiVersion, page: &mut Page) {
    let Some(body) = operation.body.filter(|body| body.versions.contains(version)) else { return };
    let format = match body.format {
        BodyFormat::Json => "application/json",
        BodyFormat::Multipart => "multipart/form-data",
    };
    let required = if body.required.contains(version) { ", required" } else { "" };
    heading(&format!("Body ({format}{required})"), page);
    if operation.body_object().is_none() {
        page.line(format!("  {}", shapes::type_name(body.schema, version)));
    }
    table(&shapes::schema_rows(body.schema, version, Marks::Required), page);
}

fn answers(operation: &Descriptor, version: ApiVersion, page: &mut Page) {
    heading("Answer", page);
    match operation.response {
        Some(schema) => {
            let name = shapes::type_name(schema, version);
            page.line(format!("  {STRONG}{}{STRONG:#}  {name}", operation.success));
            let rows = shapes::schema_rows(schema, version, Marks::Optional);
            table(&rows.into_iter().map(|row| Row { depth: row.depth + 1, ..row }).collect::<Vec<_>>(), page);
        }
        None => page.line(format!("  {STRONG}{}{STRONG:#}  without a body", operation.success)),
    }
}

/// The statuses it may answer with, and the codes that they come with.
fn errors(operation: &'static Descriptor, version: ApiVersion, page: &mut Page) {
    let errors = error_codes::of(operation, version);
    if errors.is_empty() {
        return;
    }
    heading("Errors", page);
    let width = printer::width();
    for (status, codes) in errors {
        let meaning = error_codes::status_meaning(status);
        page.line(format!("  {STRONG}{status}{STRONG:#}  {meaning}"));
        for line in wrap(&codes.join(", "), width.saturating_sub(7)) {
            page.line(format!("       {FAINT}{line}{FAINT:#}"));
        }
    }
    page.line(format!("  {FAINT}`frontdesk explain CODE` says what a code means and what to do{FAINT:#}"));
}

/// What the official SDKs call it.
fn sdks(operation: &Descriptor, page: &mut Page) {
    heading("Official SDKs", page);
    let usages = Sdk::ALL.map(|sdk| {
        let usage = sdk.usage(operation.sdk).unwrap_or("none");
        usage.split(" + ").next().unwrap_or(usage).replace("...deep", "...")
    });
    let column = usages.iter().map(String::len).max().unwrap_or(0);
    for (sdk, usage) in Sdk::ALL.into_iter().zip(usages) {
        let (language, package) = (sdk.language(), sdk.package());
        page.line(format!("  {STRONG}{language:<10}{STRONG:#}  {usage:<column$}  {FAINT}{package}{FAINT:#}"));
    }
}

/// The same for programs: the name of the call, and how it is written with its arguments.
fn sdk(sdk: Sdk, operation: &Descriptor) -> Option<Value> {
    let (call, usage) = (sdk.call(operation.sdk)?, sdk.usage(operation.sdk)?);
    Some(json!({ "package": sdk.package(), "call": call, "usage": usage }))
}

/// Prints a tree: name, type, and what it means beside it or below.
fn table(rows: &[Row], page: &mut Page) {
    table_within(rows, printer::width(), page);
}

fn table_within(rows: &[Row], width: usize, page: &mut Page) {
    let column = rows.iter().map(|row| 2 * row.depth + row.name.len()).max().unwrap_or(0).min(40);
    let kinds = rows.iter().map(|row| row.kind.len()).max().unwrap_or(0).min(24);
    for row in rows {
        let indent = 2 + 2 * row.depth;
        let pad = (column + 2).saturating_sub(indent);
        let head = format!("{:indent$}{STRONG}{:<pad$}{STRONG:#}  ", "", row.name);
        let beside = column + 4 + kinds + 2;
        if width == usize::MAX {
            page.line(with_doc(&head, &row.kind, kinds, &row.doc));
            continue;
        }
        // Beside the name where all of it fits, below it where something does not.
        let lines = wrap(&row.doc, width.saturating_sub(beside));
        let fits = lines.iter().all(|line| line.chars().count() + beside <= width);
        if fits && row.name.len() <= pad && row.kind.len() <= kinds && width.saturating_sub(beside) >= 30 {
            let first = lines.first().map_or("", String::as_str);
            page.line(with_doc(&head, &row.kind, kinds, first));
            for line in lines.iter().skip(1) {
                page.line(format!("{:beside$}{FAINT}{line}{FAINT:#}", ""));
            }
        } else {
            let taken = (column + 4).max(indent + row.name.len() + 2);
            let longest = row.kind.split(' ').map(str::len).max().unwrap_or(0);
            // A word that has no room beside the names gets it below them, further left.
            let (below, beside) = if taken + longest > width { (indent + 4, false) } else { (column + 4, true) };
            let kinds = wrap(&row.kind, width.saturating_sub(if beside { taken } else { below }));
            let first = kinds.first().filter(|_| beside).map_or("", String::as_str);
            page.line(format!("{head}{first}").trim_end());
            for line in kinds.iter().skip(usize::from(beside)) {
                page.line(format!("{:below$}{line}", ""));
            }
            for line in wrap(&row.doc, width.saturating_sub(below)) {
                page.line(format!("{:below$}{FAINT}{line}{FAINT:#}", ""));
            }
        }
    }
}

/// A line of a tree; what means nothing leaves no spaces behind.
fn with_doc(head: &str, kind: &str, kinds: usize, doc: &str) -> String {
    if doc.is_empty() { format!("{head}{kind}") } else { format!("{head}{kind:<kinds$}  {FAINT}{doc}{FAINT:#}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Request;

    #[test]
    fn what_programs_read_is_whole_bounded_and_has_an_example_that_is_valid() {
        for version in ApiVersion::ALL {
            let specification = Specification::built_in(version);
            for operation in specification.operations() {
                let value = value(operation, &specification);
                let text = value.to_string();
                assert!(text.len() <= LIMIT && !text.contains("$ref"), "{} takes {}", operation.id, text.len());
                let words: Vec<&str> =
                    value["example"]["words"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let [method, path, rest @ ..] = words.as_slice() else { panic!("{}: {words:?}", operation.id) };
                assert_eq!(
                    (*method, operation.method.as_str()),
                    (value["method"].as_str().unwrap_or_default(), *method)
                );
                // Files and whole bodies are read by the program itself.
                if rest.iter().any(|word| word.contains('@') || *word == "-d") {
                    continue;
                }
                let rest: Vec<String> = rest.iter().map(|word| (*word).to_owned()).collect();
                let request = Request::build(operation, version, path, &rest, None).expect("a request");
                assert_eq!(request.violations(), Vec::new(), "{} {rest:?}", operation.id);
            }
        }
    }

    #[test]
    fn no_line_of_a_tree_is_wider_than_it_may_be() {
        for specification in ApiVersion::ALL.map(Specification::built_in) {
            for operation in specification.operations() {
                let version = specification.version;
                let schemas = [operation.body.map(|body| body.schema), operation.response].into_iter().flatten();
                let mut rows: Vec<Row> =
                    schemas.flat_map(|schema| shapes::schema_rows(schema, version, Marks::Required)).collect();
                rows.extend(
                    operation
                        .parameters
                        .iter()
                        .flat_map(|parameter| shapes::field_rows(&parameter.field, version, Marks::Required)),
                );
                let mut page = Page::default();
                table_within(&rows, 100, &mut page);
                for line in page.lines() {
                    let plain = anstream::adapter::strip_str(line).to_string();
                    assert!(plain.chars().count() <= 100, "{}: {plain}", operation.id);
                }
            }
        }
    }

    #[test]
    fn versions_are_said_in_few_words() {
        let of = |bits| in_versions(Versions::from_bits(bits));
        assert_eq!(of(0b11_1111), "all");
        assert_eq!(of(0b11_1000), "since 2025-04-10");
        assert_eq!(of(0b10_0000), "2026-05-12");
        assert_eq!(of(0b00_0011), "2021-02-05, 2024-10-01");
    }
}
