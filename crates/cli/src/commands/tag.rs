//! A tag: its endpoints.

use frontdesk_contract::{Descriptor, Sdk};
use serde_json::{Value, json};

use crate::guard;
use crate::printer::{self, FAINT, HEADING, Page, STRONG, WARNING, wrap};
use crate::specification::Specification;

pub(crate) fn run(tag: &str, specification: &Specification, json: bool) {
    let operations = specification.tagged(tag);
    if json {
        let operations: Vec<Value> = operations.iter().map(|operation| brief(operation, specification)).collect();
        printer::value(&json!({ "api_version": specification.label, "tag": tag, "operations": operations }));
        return;
    }
    let count = operations.len();
    let noun = if count == 1 { "endpoint" } else { "endpoints" };
    let mut page = Page::default();
    page.line(format!("{HEADING}{tag}{HEADING:#}  {FAINT}{count} {noun}, {}{FAINT:#}", specification.name()));
    endpoints(&operations, specification, &mut page);
    page.line(format!("{FAINT}`frontdesk METHOD /path help` explains one{FAINT:#}"));
    page.show();
}

/// What a list says of an operation, for programs.
pub(crate) fn brief(operation: &Descriptor, specification: &Specification) -> Value {
    json!({
        "operation": operation.id,
        "method": operation.method.as_str(),
        "path": operation.path,
        "summary": operation.summary(),
        "tags": operation.tags,
        "risk": operation.risk,
        "scopes": guard::needs(operation.method),
        "deprecated": operation.deprecated.contains(specification.version),
        "sdk": {
            "javascript": Sdk::JavaScript.call(operation.sdk),
            "python": Sdk::Python.call(operation.sdk),
            "go": Sdk::Go.call(operation.sdk),
        },
    })
}

/// A line for each operation: method, path, summary.
pub(crate) fn endpoints(operations: &[&'static Descriptor], specification: &Specification, page: &mut Page) {
    let column = operations.iter().map(|operation| operation.path.len()).max().unwrap_or(0);
    let width = printer::width();
    for operation in operations {
        let mut summary = operation.summary();
        let deprecated = operation.deprecated.contains(specification.version);
        if deprecated {
            summary = format!("(deprecated) {summary}");
        }
        let text = if deprecated { WARNING } else { anstyle::Style::new() };
        let head = format!("{:<6}  {STRONG}{:<column$}{STRONG:#}", operation.method.as_str(), operation.path);
        // Beside the path where there is room, below it where there is not.
        let beside = 8 + column + 2;
        if width.saturating_sub(beside) >= 30 {
            let lines = wrap(&summary, width - beside);
            for (index, line) in lines.iter().enumerate() {
                if index == 0 {
                    page.line(format!("{head}  {text}{line}{text:#}"));
                } else {
                    page.line(format!("{:beside$}{text}{line}{text:#}", ""));
                }
            }
            if lines.is_empty() {
                page.line(head);
            }
        } else {
            page.line(format!("{:<6}  {STRONG}{}{STRONG:#}", operation.method.as_str(), operation.path));
            for line in wrap(&summary, width.saturating_sub(8)) {
                page.line(format!("        {text}{line}{text:#}"));
            }
        }
    }
}
