//! `frontdesk diff FROM TO [operation]`: what differs between two versions.

use frontdesk_contract::{Descriptor, Method};
use serde_json::{Value, json};

use super::tag::brief;
use crate::difference::{Change, Changed, Difference};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::printer::{self, ADDED, FAINT, HEADING, Page, REMOVED, STRONG, WARNING, wrap};
use crate::prompt::{self, title};
use crate::specification::Specification;

/// The most bytes of JSON; beyond them, fields are counted instead of listed.
const LIMIT: usize = 64 << 10;

pub(crate) fn run(words: &[String], json: bool) -> Outcome {
    let [from, to, rest @ ..] = words else {
        return Err(Failure::usage("say which two versions to compare")
            .fix("frontdesk diff 2025-11-10 2026-05-12, with an operation after them if only one is meant"));
    };
    let (from, to) = (Specification::find(from)?, Specification::find(to)?);
    let mut difference = Difference::between(&from, &to);
    if !rest.is_empty() {
        narrow(&mut difference, rest, &from, &to)?;
    }
    let whole = rest.is_empty();
    if json {
        printer::value(&value(&difference, &from, &to, whole));
        return Ok(());
    }
    let mut page = Page::default();
    page.line(format!("{HEADING}{} → {}{HEADING:#}  {FAINT}{}{FAINT:#}", from.label, to.label, counts(&difference)));
    operations("Added", '+', ADDED, &difference.added, &mut page);
    operations("Removed", '-', REMOVED, &difference.removed, &mut page);
    changed_operations(&difference, whole, &mut page);
    if whole {
        objects(&from, &to, &mut page);
    }
    let harmless = difference.removed.is_empty()
        && difference
            .changed
            .iter()
            .all(|changed| changed.request.iter().chain(&changed.answer).all(|one| !one.breaking));
    let mut notes = Vec::new();
    if !harmless {
        notes.push(format!(
            "{WARNING}!{WARNING:#}{FAINT} may break a program written for {}, as - does{FAINT:#}",
            from.label
        ));
    }
    if whole && !difference.is_empty() {
        let line = format!("`frontdesk diff {} {} OPERATION` shows every field of one", from.label, to.label);
        notes.push(format!("{FAINT}{line}{FAINT:#}"));
    }
    if difference.is_empty() {
        notes.push("Nothing differs.".to_owned());
    }
    page.line("");
    notes.iter().for_each(|note| page.line(note));
    page.show();
    Ok(())
}

/// Keeps what is about one operation or one tag.
fn narrow(difference: &mut Difference, words: &[String], from: &Specification, to: &Specification) -> Outcome {
    let keep = chosen(words, to).or_else(|_| chosen(words, from))?;
    let same = |operation: &Descriptor| {
        keep.iter()
            .any(|kept| kept.id == operation.id || (kept.method, kept.path) == (operation.method, operation.path))
    };
    difference.added.retain(|operation| same(operation));
    difference.removed.retain(|operation| same(operation));
    difference.changed.retain(|changed| same(changed.operation));
    difference.unchanged = keep.len().saturating_sub(difference.added.len() + difference.changed.len());
    Ok(())
}

/// The operations that words name: an id, a method and a path, or a tag.
fn chosen(words: &[String], specification: &Specification) -> Outcome<Vec<&'static Descriptor>> {
    let text = words.join(" ");
    let mut parts = text.split_whitespace();
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    if let (Some(method), Some(path)) = (Method::parse(&first.to_ascii_uppercase()), second) {
        return prompt::resolve(method, path, specification).map(|operation| vec![operation]);
    }
    if let Some(operation) = specification.by_id(&text) {
        return Ok(vec![operation]);
    }
    if let Some(tag) = specification.tag(&text) {
        return Ok(specification.tagged(tag));
    }
    let ids: Vec<&str> = specification.operations().map(|operation| operation.id).collect();
    let near =
        crate::suggest::nearest(&text, ids.into_iter().chain(specification.tags().into_iter().map(|(tag, _)| tag)));
    let message = format!("`{text}` is no operation and no tag of {}", specification.name());
    Err(Failure::new(Exit::NotFound, "unknown_operation", message)
        .candidates(near.into_iter().map(str::to_owned).collect()))
}

fn counts(difference: &Difference) -> String {
    format!(
        "{} added, {} removed, {} changed, {} as they were",
        difference.added.len(),
        difference.removed.len(),
        difference.changed.len(),
        difference.unchanged
    )
}

fn operations(heading: &str, sign: char, style: anstyle::Style, list: &[&'static Descriptor], page: &mut Page) {
    if list.is_empty() {
        return;
    }
    page.line("");
    page.line(format!("{HEADING}{heading}{HEADING:#}"));
    let column = list.iter().map(|operation| operation.path.len()).max().unwrap_or(0).min(60);
    let width = printer::width();
    for operation in list {
        let (method, path, id) = (operation.method.as_str(), operation.path, operation.id);
        // The id beside the path where there is room, below it where there is not.
        if 10 + column.max(path.len()) + 2 + id.len() <= width {
            page.line(format!("{style}{sign}{style:#} {method:<6}  {path:<column$}  {FAINT}{id}{FAINT:#}"));
        } else {
            page.line(format!("{style}{sign}{style:#} {method:<6}  {path}"));
            page.line(format!("          {FAINT}{id}{FAINT:#}"));
        }
    }
}

fn changed_operations(difference: &Difference, whole: bool, page: &mut Page) {
    if difference.changed.is_empty() {
        return;
    }
    page.line("");
    page.line(format!("{HEADING}Changed{HEADING:#}"));
    for changed in &difference.changed {
        // In a whole comparison, answers are told object by object below.
        if whole && changed.request.is_empty() {
            continue;
        }
        let operation = changed.operation;
        page.line(format!("{STRONG}{}{STRONG:#}  {FAINT}{}{FAINT:#}", title(operation), operation.id));
        lines(&changed.request, page);
        if !whole {
            lines(&changed.answer, page);
        } else if !changed.answer.is_empty() {
            page.line(format!("    {FAINT}{} in its answer{FAINT:#}", things(changed.answer.len())));
        }
    }
    let only: Vec<&Changed> = difference.changed.iter().filter(|changed| whole && changed.request.is_empty()).collect();
    if !only.is_empty() {
        let names: Vec<&str> = only.iter().map(|changed| changed.operation.id).collect();
        page.line(format!("{FAINT}Only their answers changed:{FAINT:#}"));
        for line in wrap(&names.join(", "), printer::width().saturating_sub(2)) {
            page.line(format!("  {line}"));
        }
    }
}

fn things(count: usize) -> String {
    if count == 1 { "1 thing".to_owned() } else { format!("{count} things") }
}

fn objects(from: &Specification, to: &Specification, page: &mut Page) {
    let objects = Difference::objects(from, to);
    if objects.is_empty() {
        return;
    }
    page.line("");
    page.line(format!("{HEADING}Objects in answers{HEADING:#}"));
    for (name, changes) in &objects {
        page.line(format!("{STRONG}{name}{STRONG:#}"));
        lines(changes, page);
    }
}

fn lines(changes: &[Change], page: &mut Page) {
    let width = printer::width();
    for change in changes {
        let (sign, style, text) = match (&change.before, &change.after) {
            (None, Some(after)) => ('+', ADDED, after.clone()),
            (Some(before), None) => ('-', REMOVED, before.clone()),
            (Some(before), Some(after)) => ('~', STRONG, format!("{before} → {after}")),
            (None, None) => continue,
        };
        let mark = if change.breaking { "!" } else { " " };
        let head = format!("  {WARNING}{mark}{WARNING:#} {style}{sign}{style:#} {}", change.place);
        let column = 6 + change.place.len() + 2;
        if text == "listed" || text == change.place {
            page.line(head);
        } else if width == usize::MAX || column + text.len() <= width {
            page.line(format!("{head}  {FAINT}{text}{FAINT:#}"));
        } else {
            page.line(head);
            for line in wrap(&text, width.saturating_sub(8)) {
                page.line(format!("        {FAINT}{line}{FAINT:#}"));
            }
        }
    }
}

fn value(difference: &Difference, from: &Specification, to: &Specification, whole: bool) -> Value {
    let full = value_with(difference, from, to, true);
    if !whole || full.to_string().len() <= LIMIT {
        return full;
    }
    let mut value = value_with(difference, from, to, false);
    value["fields_left_out"] = true.into();
    value
}

fn value_with(difference: &Difference, from: &Specification, to: &Specification, fields: bool) -> Value {
    let list = |operations: &[&'static Descriptor], specification| -> Vec<Value> {
        operations.iter().map(|operation| brief(operation, specification)).collect()
    };
    let changed = difference.changed.iter().map(|changed| {
        let breaking = changed.request.iter().chain(&changed.answer).any(|change| change.breaking);
        let mut value = json!({
            "operation": changed.operation.id,
            "method": changed.operation.method.as_str(),
            "path": changed.operation.path,
            "breaking": breaking,
        });
        if fields {
            value["request"] = json!(changed.request);
            value["answer"] = json!(changed.answer);
        } else {
            value["request"] = changed.request.len().into();
            value["answer"] = changed.answer.len().into();
        }
        value
    });
    json!({
        "from": from.label,
        "to": to.label,
        "added": list(&difference.added, to),
        "removed": list(&difference.removed, from),
        "changed": changed.collect::<Vec<_>>(),
        "unchanged": difference.unchanged,
    })
}
