//! Answers: as received for programs, readable for people, and in the forms that are asked for by name.

mod cell;
mod columns;
mod csv;
mod jq;
mod table;
mod yaml;

use frontdesk_contract::{ApiVersion, Place, Schema};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::connection::Answer;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::printer;
use crate::request::Request;
use crate::rows::{self, Row, Rows};

pub(crate) use cell::printable;
pub(crate) use csv::Csv;

/// How an answer is to be shown.
pub(crate) struct View {
    /// `None` for bytes as they are received.
    output: Option<Output>,
    jq: Option<jq::Filter>,
    include: bool,
}

impl View {
    /// Reads the flags; a filter that makes no sense is refused before anything is sent.
    pub(crate) fn of(arguments: &Arguments) -> Outcome<Self> {
        let jq = arguments.jq.as_deref().map(jq::Filter::parse).transpose()?;
        let readable = printer::is_terminal().then_some(if jq.is_some() { Output::Json } else { Output::Table });
        Ok(Self { output: arguments.output.or(readable), jq, include: arguments.include })
    }

    /// The form, unless answers are passed on as they are received.
    pub(crate) fn output(&self) -> Option<Output> {
        self.output
    }

    /// Whether rows can be printed as they come in, before the last one is known.
    pub(crate) fn is_streamed(&self) -> bool {
        let for_people = self.output == Some(Output::Json) && printer::is_terminal();
        self.jq.is_none() && !for_people && !matches!(self.output, Some(Output::Table | Output::Yaml))
    }

    /// Whether a line at the end says how many there are.
    pub(crate) fn is_table_for_people(&self) -> bool {
        self.jq.is_none() && self.output == Some(Output::Table) && printer::is_terminal()
    }
}

/// Shows an answer and says whether it was a success.
pub(crate) fn show(answer: &Answer, request: &Request, view: &View) -> Outcome {
    if view.include {
        head(answer);
    }
    if !answer.is_success() {
        if !printer::is_terminal() {
            printer::raw(&answer.body);
        } else if view.include {
            printer::pretty_json(&String::from_utf8_lossy(&answer.body));
        }
        return Err(failure(answer));
    }
    body(&answer.body, request, view)?;
    if view.is_table_for_people() {
        printer::closing(&format!("{} · {}", answer.status, summary(&answer.body, request)));
    }
    Ok(())
}

/// Prints status and headers.
fn head(answer: &Answer) {
    printer::line(&answer.status_line);
    for (name, value) in &answer.headers {
        printer::line(&format!("{name}: {}", printable(&String::from_utf8_lossy(value.as_bytes()))));
    }
    printer::line("");
}

/// Prints the body of a success in the form that is wanted.
pub(crate) fn body(body: &[u8], request: &Request, view: &View) -> Outcome {
    let declared = rows::declared(request.operation, request.version).map(|(_, schema)| (schema, request.version));
    let Some(filter) = &view.jq else { return print(body, Rows::read(body), declared, view.output) };
    let results = filter.run(body)?;
    match view.output {
        None => results.iter().for_each(|result| printer::line(&result.text())),
        Some(Output::Json) => results.iter().for_each(|result| match printer::is_terminal() {
            true => printer::pretty_json(&result.json()),
            false => printer::line(&result.json()),
        }),
        Some(output) => {
            let all = format!("[{}]", results.iter().map(jq::Result::json).collect::<Vec<_>>().join(","));
            // A filter that makes one list means its rows.
            let one = results.first().filter(|_| results.len() == 1).map(jq::Result::json);
            let text = one.unwrap_or(all);
            print(text.as_bytes(), Rows::read(text.as_bytes()), None, Some(output))?;
        }
    }
    Ok(())
}

/// Prints a document; `rows` are those in it.
fn print(
    body: &[u8],
    rows: Option<Rows>,
    declared: Option<(&'static Schema, ApiVersion)>,
    output: Option<Output>,
) -> Outcome {
    let Some(output) = output.filter(|_| !body.is_empty()) else {
        printer::raw(body);
        return Ok(());
    };
    let Ok(whole) = serde_json::from_slice::<Row>(body) else {
        printer::pretty_json(&String::from_utf8_lossy(body));
        return Ok(());
    };
    let is_list = rows.is_some();
    let rows = rows.map_or_else(|| vec![whole.clone()], |rows| rows.rows);
    match output {
        Output::Json if printer::is_terminal() => printer::pretty_json(whole.get()),
        Output::Json => printer::raw(body),
        Output::Ndjson => rows.iter().for_each(|row| printer::line(&rows::one_line(row))),
        Output::Csv => printer::raw(&Csv::new(declared.filter(|_| is_list)).lines(&rows)?),
        Output::Yaml => printer::line(yaml::document(whole.get())?.trim_end()),
        Output::Table if is_list => {
            let values: Vec<Value> = rows.iter().filter_map(|row| serde_json::from_str(row.get()).ok()).collect();
            table::rows(&values, declared);
        }
        Output::Table => match (serde_json::from_str(whole.get()), rows::members(&whole)) {
            (Ok(Value::Object(members)), Some(order)) => {
                let order: Vec<String> = order.into_keys().collect();
                table::object(&members, &order);
            }
            _ => printer::pretty_json(whole.get()),
        },
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
fn summary(body: &[u8], request: &Request) -> String {
    if body.is_empty() {
        return "no body".to_owned();
    }
    if let Some(rows) = Rows::read(body) {
        return list_summary(&rows, request);
    }
    match serde_json::from_slice(body) {
        Ok(value) => one_line(&value),
        Err(_) => format!("{} bytes", body.len()),
    }
}

/// How many of how many, and how to see more.
fn list_summary(rows: &Rows, request: &Request) -> String {
    let count = rows.rows.len() as u64;
    let number = |name: &str| request.parts.query.get(name).and_then(Value::as_u64);
    let offset = number("offset").unwrap_or(0);
    let limit = request.operation.parameter(Place::Query, "limit");
    if count == 0 {
        return if offset > 0 { format!("nothing after {}", grouped(offset)) } else { "nothing found".to_owned() };
    }
    let noun = noun(&rows.rows, rows.total.unwrap_or(count));
    let end = offset + count;
    let default = limit.and_then(|field| field.default).and_then(|text| text.parse().ok()).unwrap_or(10);
    let is_last =
        limit.is_none() || rows.total.map_or_else(|| count < number("limit").unwrap_or(default), |total| end >= total);
    let shown = match rows.total {
        Some(total) if total > count => format!("{} of {} {noun}", grouped(count), grouped(total)),
        _ if is_last && offset == 0 && limit.is_some() => format!("{} {noun}, all there are", grouped(count)),
        _ => format!("{} {noun}", grouped(count)),
    };
    if is_last { shown } else { format!("{shown} · offset={end} shows the next, --all every one") }
}

/// What the rows are, in words.
pub(crate) fn noun(rows: &[Row], count: u64) -> String {
    let first = rows.first().and_then(|row| rows::members(row));
    let object = first.and_then(|members| serde_json::from_str::<String>(members.get("object")?.get()).ok());
    let noun = object.map_or_else(|| "row".to_owned(), |object| printable(&object).replace('_', " "));
    if count == 1 { noun } else { plural(&noun) }
}

/// A number with its thousands apart.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
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

#[cfg(test)]
mod tests {
    use frontdesk_contract::catalogue;
    use serde_json::json;

    use super::*;

    fn sum(id: &str, words: &[&str], body: &Value) -> String {
        let operation = catalogue::find(id, ApiVersion::NEWEST).unwrap();
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let request = Request::build(operation, ApiVersion::NEWEST, operation.path, &words, None).unwrap();
        summary(body.to_string().as_bytes(), &request)
    }

    #[test]
    fn an_answer_is_summed_up_in_a_line() {
        let user = json!({"object": "user", "id": "user_1", "first_name": "Ann", "last_name": "Lee",
            "email_addresses": [{"email_address": "ann@example.com"}]});
        assert_eq!(sum("GetUser", &[], &user), "user user_1 · Ann Lee · ann@example.com");
        assert_eq!(sum("DeleteUser", &[], &json!({"deleted": true})), "deleted");
        assert_eq!(one_line(&json!({"id": "a\u{1b}[2Jb"})), "a [2Jb");
    }

    #[test]
    fn a_list_says_how_many_of_how_many_and_how_to_see_more() {
        let users = |count| Value::Array(vec![json!({"object": "user"}); count]);
        assert_eq!(sum("GetUserList", &[], &users(0)), "nothing found");
        assert_eq!(sum("GetUserList", &["offset=20"], &users(0)), "nothing after 20");
        assert_eq!(sum("GetUserList", &[], &users(1)), "1 user, all there are");
        assert_eq!(sum("GetUserList", &[], &users(10)), "10 users · offset=10 shows the next, --all every one");
        assert_eq!(sum("GetUserList", &["limit=3", "offset=6"], &users(2)), "2 users");
        let page = |total| json!({"data": [{"object": "organization"}, {}], "total_count": total});
        let more = "2 of 1,234,567 organizations · offset=7 shows the next, --all every one";
        assert_eq!(sum("ListOrganizations", &["offset=5"], &page(1_234_567)), more);
        assert_eq!(sum("ListOrganizations", &[], &page(2)), "2 organizations, all there are");
    }
}
