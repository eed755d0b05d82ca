//! `frontdesk explain TOPIC`: the common questions, and every error code, answered offline.

mod topics;

use frontdesk_contract::error_codes as catalogue;
use serde_json::{Value, json};

use crate::error_codes::{self, Explanation};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::printer::{self, FAINT, HEADING, Page, STRONG, wrap};
use crate::suggest::nearest;

pub(crate) use topics::Topic;

pub(crate) fn run(words: &[String], json: bool) -> Outcome {
    let text = words.join(" ");
    if text.trim().is_empty() {
        list(json);
        return Ok(());
    }
    if let Some(topic) = topics::find(&text) {
        show_topic(topic, json);
        return Ok(());
    }
    let code = normalize_code(&text);
    if let Some(told) = error_codes::explain(&code) {
        show_code(&told, json);
        return Ok(());
    }
    if let Some(status) = text.trim().parse().ok().filter(|status| (400..600).contains(status)) {
        show_status(status, json);
        return Ok(());
    }
    Err(unknown(&text))
}

/// Every topic and what it is about.
pub(crate) fn topics() -> impl Iterator<Item = (String, String)> {
    topics::all().map(|topic| (topic.name.to_owned(), topic.about.to_owned()))
}

fn unknown(text: &str) -> Failure {
    let codes: Vec<&str> = catalogue::all().map(|code| code.code).collect();
    let names = topics::all().map(|topic| topic.name);
    let mut candidates: Vec<String> = nearest(text, names).into_iter().map(str::to_owned).collect();
    candidates.extend(nearest(&normalize_code(text), codes).into_iter().map(str::to_owned));
    Failure::new(Exit::NotFound, "unknown_topic", format!("`{text}` is no topic and no error code"))
        .candidates(candidates)
        .fix("`frontdesk explain` lists the topics")
}

/// The answer to a question as JSON, for whoever does not read it from here.
pub(crate) fn value(text: &str) -> Outcome<Value> {
    if text.trim().is_empty() {
        return Ok(list_value());
    }
    if let Some(topic) = topics::find(text) {
        return Ok(topic_value(topic));
    }
    if let Some(told) = error_codes::explain(&normalize_code(text)) {
        return Ok(code_value(&told));
    }
    if let Some(status) = text.trim().parse().ok().filter(|status| (400..600).contains(status)) {
        return Ok(status_value(status));
    }
    Err(unknown(text))
}

/// A code as it stands in answers: `Form Param Unknown` is `form_param_unknown`.
fn normalize_code(text: &str) -> String {
    text.trim().to_lowercase().replace(['-', ' '], "_")
}

fn list_value() -> Value {
    let topics: Vec<Value> = topics::all().map(|topic| json!({ "topic": topic.name, "about": topic.about })).collect();
    json!({ "topics": topics, "error_codes": catalogue::all().count() })
}

fn list(json: bool) {
    let codes = catalogue::all().count();
    if json {
        printer::value(&list_value());
        return;
    }
    let mut page = Page::default();
    let column = topics::all().map(|topic| topic.name.len()).max().unwrap_or(0);
    for topic in topics::all() {
        page.line(format!("{STRONG}{:<column$}{STRONG:#}  {}", topic.name, topic.about));
    }
    page.line(format!(
        "{FAINT}`frontdesk explain TOPIC`, or one of {codes} error codes, or a status such as 422{FAINT:#}"
    ));
    page.show();
}

fn topic_value(topic: &Topic) -> Value {
    json!({ "topic": topic.name, "about": topic.about, "text": (topic.lines)().join("\n") })
}

fn show_topic(topic: &Topic, json: bool) {
    let lines = (topic.lines)();
    if json {
        printer::value(&topic_value(topic));
        return;
    }
    let mut page = Page::default();
    page.line(format!("{HEADING}{}{HEADING:#}  {FAINT}{}{FAINT:#}", topic.name, topic.about));
    page.line("");
    paragraphs(&lines, &mut page);
    page.show();
}

/// Prints lines: indented ones as they are, others broken to fit.
fn paragraphs(lines: &[String], page: &mut Page) {
    for line in lines {
        if line.is_empty() || line.starts_with(' ') {
            page.line(line);
        } else {
            wrap(line, printer::width()).iter().for_each(|line| page.line(line));
        }
    }
}

/// The APIs that answer with a code.
fn apis(told: &Explanation) -> Vec<&'static str> {
    [(told.code.backend, "Backend API"), (told.code.frontend, "Frontend API")]
        .into_iter()
        .filter_map(|(has, name)| has.then_some(name))
        .collect()
}

fn code_value(told: &Explanation) -> Value {
    json!({
        "code": told.code.code,
        "statuses": told.code.statuses,
        "apis": apis(told),
        "meaning": told.meaning,
        "remedy": told.remedy,
    })
}

fn show_code(told: &Explanation, json: bool) {
    if json {
        printer::value(&code_value(told));
        return;
    }
    let apis = apis(told);
    let statuses: Vec<String> = told.code.statuses.iter().map(u16::to_string).collect();
    let mut page = Page::default();
    let apis = if apis.is_empty() { "the dashboard and other services".to_owned() } else { apis.join(" and ") };
    let facts = [statuses.join(", "), format!("from {apis}")];
    let facts: Vec<&str> = facts.iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
    page.line(format!("{HEADING}{}{HEADING:#}  {FAINT}{}{FAINT:#}", told.code.code, facts.join(", ")));
    for (label, text) in [("Means", &told.meaning), ("Do", &told.remedy)] {
        for (index, line) in wrap(text, printer::width().saturating_sub(7)).iter().enumerate() {
            page.line(format!("{:<7}{line}", if index == 0 { label } else { "" }));
        }
    }
    page.show();
}

/// The Backend API's codes with a status.
fn codes_with(status: u16) -> Vec<&'static str> {
    catalogue::all().filter(|code| code.backend && code.statuses.contains(&status)).map(|code| code.code).collect()
}

fn status_value(status: u16) -> Value {
    json!({ "status": status, "meaning": error_codes::status_meaning(status), "codes": codes_with(status) })
}

fn show_status(status: u16, json: bool) {
    if json {
        printer::value(&status_value(status));
        return;
    }
    let (meaning, codes) = (error_codes::status_meaning(status), codes_with(status));
    let mut page = Page::default();
    page.line(format!("{HEADING}{status}{HEADING:#}  {meaning}"));
    if !codes.is_empty() {
        page.line(format!("{FAINT}The Backend API's codes with this status:{FAINT:#}"));
        wrap(&codes.join(", "), printer::width().saturating_sub(2))
            .iter()
            .for_each(|line| page.line(format!("  {line}")));
    }
    page.show();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_is_found_by_its_name_and_says_something() {
        for topic in topics::all() {
            assert_eq!(topics::find(topic.name).map(|found| found.name), Some(topic.name));
            let lines = (topic.lines)();
            assert!(lines.len() >= 5, "{}", topic.name);
            assert!(
                lines.iter().filter(|line| line.starts_with(' ')).all(|line| line.chars().count() <= 80),
                "{}",
                topic.name
            );
        }
    }

    #[test]
    fn topics_are_found_by_what_people_call_them() {
        for (asked, name) in [
            ("rate limit", "rate-limits"),
            ("429", "rate-limits"),
            ("Rate Limits", "rate-limits"),
            ("overwrite", "metadata-overwrite"),
            ("metadata overwrites", "metadata-overwrite"),
            ("paging", "pagination"),
            ("scope", "scopes"),
            ("org:admin", "roles"),
            ("jwt", "tokens"),
            ("api versions", "versions"),
            ("error", "errors"),
        ] {
            assert_eq!(topics::find(asked).map(|topic| topic.name), Some(name), "{asked}");
        }
        assert!(topics::find("form_param_unknown").is_none());
    }
}
