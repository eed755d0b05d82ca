//! `frontdesk tags`: every tag with the number of its operations, counted, not copied from a list.

use serde_json::json;

use crate::failure::Outcome;
use crate::printer::{self, FAINT, Page, STRONG};
use crate::specification::Specification;

pub(crate) fn run(specification: &Specification, json: bool) -> Outcome {
    let tags = specification.tags();
    let operations = specification.operations().count();
    if json {
        let tags: Vec<_> = tags.iter().map(|(tag, count)| json!({ "tag": tag, "operations": count })).collect();
        printer::value(&json!({ "api_version": specification.label, "operations": operations, "tags": tags }));
        return Ok(());
    }
    let column = tags.iter().map(|(tag, _)| tag.len()).max().unwrap_or(0);
    let mut page = Page::default();
    for (tag, count) in &tags {
        page.line(format!("{STRONG}{tag:<column$}{STRONG:#}  {count:>3}"));
    }
    page.line(format!("{FAINT}{operations} operations in {} tags, {}{FAINT:#}", tags.len(), specification.name()));
    if printer::is_terminal() && printer::can_ask() {
        page.print();
        let names: Vec<&str> = tags.iter().map(|(tag, _)| *tag).collect();
        if let Some(tag) = printer::pick("Open a tag (Esc for none)", &names)?.and_then(|index| names.get(index)) {
            super::tag::run(tag, specification, false);
        }
    } else {
        page.print();
    }
    Ok(())
}
