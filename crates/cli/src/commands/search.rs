//! `frontdesk search WORDS`: the operations that have to do with some words, best first.

use serde_json::{Value, json};

use super::tag::{brief, endpoints};
use crate::failure::{Failure, Outcome};
use crate::printer::{self, FAINT, HEADING, Page};
use crate::search;
use crate::specification::Specification;

/// The most operations that are shown.
const MOST: usize = 20;

pub(crate) fn run(words: &[String], specification: &Specification, json: bool) -> Outcome {
    if words.iter().all(|word| word.trim().is_empty()) {
        return Err(Failure::usage("say what to search for").fix("frontdesk search organization invitations"));
    }
    let text = words.join(" ");
    let hits = search::find(words, specification);
    let shown = hits.len().min(MOST);
    if json {
        let operations: Vec<Value> = hits
            .iter()
            .take(MOST)
            .map(|hit| {
                let mut value = brief(hit.operation, specification);
                value["score"] = ((hit.score * 10.0).round() / 10.0).into();
                value["names"] = hit.names.as_slice().into();
                value
            })
            .collect();
        let found = hits.len();
        printer::value(
            &json!({ "api_version": specification.label, "query": text, "found": found, "operations": operations }),
        );
        return Ok(());
    }
    if hits.is_empty() {
        let failure =
            Failure::new(crate::exit::Exit::NotFound, "nothing_found", format!("nothing has to do with `{text}`"));
        return Err(failure.fix("try other words, or `frontdesk tags`"));
    }
    let mut page = Page::default();
    let operations: Vec<_> = hits.iter().take(MOST).map(|hit| hit.operation).collect();
    page.line(format!(
        "{HEADING}{text}{HEADING:#}  {FAINT}{shown} of {}, {}{FAINT:#}",
        hits.len(),
        specification.name()
    ));
    endpoints(&operations, specification, &mut page);
    page.line(format!("{FAINT}`frontdesk METHOD /path help` explains one{FAINT:#}"));
    page.show();
    Ok(())
}
