//! `frontdesk tags`: every tag with the number of its operations, counted, not copied from a list.

use frontdesk_contract::ApiVersion;

use crate::failure::Outcome;
use crate::printer::{self, FAINT, STRONG};
use crate::prompt;

pub(crate) fn run(version: ApiVersion) -> Outcome {
    let tags = prompt::tags(version);
    let column = tags.iter().map(|(tag, _)| tag.len()).max().unwrap_or(0);
    for (tag, count) in &tags {
        printer::line(&format!("{STRONG}{tag:<column$}{STRONG:#}  {count:>3}"));
    }
    let operations: usize =
        frontdesk_contract::catalogue::operations().filter(|operation| operation.versions.contains(version)).count();
    printer::line(&format!("{FAINT}{operations} operations in {} tags, API version {version}{FAINT:#}", tags.len()));
    if printer::is_terminal() && printer::can_ask() {
        let names: Vec<&str> = tags.iter().map(|(tag, _)| *tag).collect();
        if let Some(tag) = printer::pick("Open a tag (Esc for none)", &names)?.and_then(|index| names.get(index)) {
            super::tag::run(tag, version);
        }
    }
    Ok(())
}
