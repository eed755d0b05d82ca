//! A tag: its endpoints.

use frontdesk_contract::{ApiVersion, Descriptor, catalogue};

use crate::printer::{self, FAINT, HEADING, STRONG, WARNING, wrap};

pub(crate) fn run(tag: &str, version: ApiVersion) {
    let mut operations: Vec<&Descriptor> = catalogue::operations()
        .filter(|operation| operation.versions.contains(version) && operation.tags.contains(&tag))
        .collect();
    operations.sort_by_key(|operation| (operation.path, operation.method));
    let count = operations.len();
    let noun = if count == 1 { "endpoint" } else { "endpoints" };
    printer::line(&format!("{HEADING}{tag}{HEADING:#}  {FAINT}{count} {noun}, API version {version}{FAINT:#}"));
    let column = operations.iter().map(|operation| operation.path.len()).max().unwrap_or(0);
    let width = printer::width();
    for operation in operations {
        let mut summary = operation.summary();
        let deprecated = operation.deprecated.contains(version);
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
                    printer::line(&format!("{head}  {text}{line}{text:#}"));
                } else {
                    printer::line(&format!("{:beside$}{text}{line}{text:#}", ""));
                }
            }
            if lines.is_empty() {
                printer::line(head.trim_end());
            }
        } else {
            printer::line(&head);
            for line in wrap(&summary, width.saturating_sub(8)) {
                printer::line(&format!("        {text}{line}{text:#}"));
            }
        }
    }
    printer::line(&format!("{FAINT}`frontdesk METHOD /path help` explains one{FAINT:#}"));
}
