//! Answers: as received for programs, readable for people.

use serde_json::Value;

use crate::connection::Answer;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::printer;

/// Shows an answer and says whether it was a success.
pub(crate) fn show(answer: &Answer, include: bool) -> Outcome {
    if include {
        printer::line(&answer.status_line);
        for (name, value) in &answer.headers {
            printer::line(&format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())));
        }
        printer::line("");
    }
    if !printer::is_terminal() {
        printer::raw(&answer.body);
    } else if answer.is_success() || include {
        printer::pretty_json(&String::from_utf8_lossy(&answer.body));
    }
    if !answer.is_success() {
        return Err(failure(answer));
    }
    if printer::is_terminal() {
        let summary = match answer.json() {
            Some(value) => summary(&value),
            None if answer.body.is_empty() => "no body".to_owned(),
            None => format!("{} bytes", answer.body.len()),
        };
        printer::closing(&format!("{} · {summary}", answer.status));
    }
    Ok(())
}

/// What an answer that is no success means.
pub(crate) fn failure(answer: &Answer) -> Failure {
    let exit = Exit::of_status(answer.status);
    let json = answer.json().unwrap_or_default();
    let errors: Vec<&Value> = json["errors"].as_array().into_iter().flatten().collect();
    let text = |value: &Value| printable(value.as_str().unwrap_or_default());
    let sentences: Vec<String> = errors
        .iter()
        .map(|error| {
            let long = text(&error["long_message"]);
            let message = if long.is_empty() { text(&error["message"]) } else { long };
            let field = text(&error["meta"]["param_name"]);
            let field = if field.is_empty() { String::new() } else { format!(" (`{field}`)") };
            format!("{}{field}: {message}", text(&error["code"]))
        })
        .collect();
    let message = match sentences.as_slice() {
        [] => format!("the API answered {}", answer.status),
        sentences => format!("the API answered {}: {}", answer.status, sentences.join("; ")),
    };
    let mut failure = Failure::new(exit, "api_error", message);
    if let Some(code) = errors.first().map(|error| text(&error["code"])).filter(|code| !code.is_empty()) {
        failure.code = code.into();
    }
    failure.status = Some(answer.status);
    let trace = answer.headers.get("clerk-trace-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    failure.trace_id = json["clerk_trace_id"].as_str().map(str::to_owned).or(trace);
    match answer.status {
        401 => failure.fix("the key was not accepted: is it of this instance, and is CLERK_API_URL right?"),
        429 => {
            let after = answer.headers.get("retry-after").and_then(|value| value.to_str().ok()).unwrap_or("a few");
            failure.fix(format!("wait {after} seconds and try again"))
        }
        _ => failure,
    }
}

/// One line that says what an answer is about.
fn summary(value: &Value) -> String {
    let page = value.get("data").and_then(Value::as_array);
    let Some(items) = value.as_array().or(page) else { return one_line(value) };
    let noun = items.first().and_then(|item| item["object"].as_str()).unwrap_or("item").replace('_', " ");
    let noun = if items.len() == 1 { noun } else { plural(&noun) };
    match value.get("total_count").and_then(Value::as_i64) {
        Some(total) => format!("{} of {total} {noun}; limit=… and offset=… show others", items.len()),
        None if items.is_empty() => "nothing found".to_owned(),
        None => format!("{} {noun}; there may be more: limit=… and offset=… show them", items.len()),
    }
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with('s') => format!("{noun}es"),
        None => format!("{noun}s"),
    }
}

/// What an object is, its id and what people call it.
pub(crate) fn one_line(value: &Value) -> String {
    let text = |name: &str| value[name].as_str().map(printable).filter(|text| !text.is_empty());
    let mut parts = Vec::new();
    let object = text("object").map(|object| object.replace('_', " "));
    match (object, text("id")) {
        (Some(object), Some(id)) => parts.push(format!("{object} {id}")),
        (Some(only), None) | (None, Some(only)) => parts.push(only),
        (None, None) => {}
    }
    let names: Vec<String> = ["first_name", "last_name"].into_iter().filter_map(text).collect();
    if !names.is_empty() {
        parts.push(names.join(" "));
    }
    parts.extend(
        ["name", "slug", "username", "email_address", "phone_number", "role", "status"].into_iter().filter_map(text),
    );
    let first_email = value["email_addresses"][0]["email_address"].as_str().map(printable);
    parts.extend(first_email);
    if value["deleted"] == Value::Bool(true) {
        parts.push("deleted".to_owned());
    }
    if let Some(count) = value["total_count"].as_i64() {
        parts.push(format!("{count} in all"));
    }
    if parts.is_empty() { "done".to_owned() } else { parts.join(" · ") }
}

/// Text from elsewhere, without what could steer a terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_is_summed_up_in_a_line() {
        let user = json!({"object": "user", "id": "user_1", "first_name": "Ann", "last_name": "Lee",
            "email_addresses": [{"email_address": "ann@example.com"}]});
        assert_eq!(summary(&user), "user user_1 · Ann Lee · ann@example.com");
        assert_eq!(summary(&json!([])), "nothing found");
        let page = json!({"data": [{"object": "organization_membership"}, {}], "total_count": 7});
        assert_eq!(summary(&page), "2 of 7 organization memberships; limit=… and offset=… show others");
        assert_eq!(summary(&json!({"object": "user", "id": "user_1", "deleted": true})), "user user_1 · deleted");
    }

    #[test]
    fn what_could_steer_a_terminal_is_taken_out() {
        assert_eq!(one_line(&json!({"name": "a\u{1b}[2Jb\u{9b}c"})), "a [2Jb c");
    }
}
