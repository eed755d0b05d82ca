//! Sending a plan of several requests: results put in where later steps need them, each write past the guard, and an
//! end at the first failure that says what was done.

use frontdesk_contract::Risk;
use frontdesk_contract::request::write_query;
use frontdesk_language::{LookUp, NotOne, Plan};
use serde_json::Value;

use crate::answer::View;
use crate::arguments::Arguments;
use crate::commands::execute;
use crate::connection::Connection;
use crate::destination::{Destination, Wanted};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::request::Request;
use crate::{answer, printer, redact};

/// Sends the steps one after the other.
pub(super) fn run(arguments: &Arguments, plan: &Plan, requests: &[Request]) -> Outcome {
    if arguments.language.is_some() {
        let message = "--as prints one request, and this phrase is several";
        return Err(Failure::usage(message).fix("--dry-run prints all of them; --as takes them one by one"));
    }
    let view = View::of(arguments)?;
    let destination = Destination::find(Wanted {
        local: arguments.local,
        api_url: arguments.api_url.as_deref(),
        secret_key: arguments.secret_key.as_deref(),
        profile: arguments.profile.as_deref(),
    })?;
    // What would be refused in the end is refused before anything is sent.
    let mut only_reads = true;
    for request in requests {
        if let Some(failure) = execute::foresee(arguments, request, &destination, only_reads) {
            return Err(failure);
        }
        only_reads &= request.operation.risk == Risk::Read;
    }
    let mut connection: Option<Connection> = None;
    let outcome = steps(arguments, plan, requests, &destination, &mut connection, &view);
    if let Some(connection) = connection {
        connection.close();
    }
    outcome
}

fn steps(
    arguments: &Arguments,
    plan: &Plan,
    requests: &[Request],
    destination: &Destination,
    connection: &mut Option<Connection>,
    view: &View,
) -> Outcome {
    let mut results: Vec<Value> = Vec::new();
    let mut done: Vec<String> = Vec::new();
    for (step, planned) in plan.steps.iter().zip(requests) {
        let sent = planned
            .with_results(&results)
            .and_then(|request| {
                let answer = execute::carry_out(arguments, request.clone(), destination, connection)?;
                Ok((request, answer))
            })
            .and_then(|(request, received)| {
                let body = received.json().unwrap_or_default();
                match &step.look_up {
                    Some(look_up) => Ok((request, pick(look_up, &body)?.clone())),
                    None => {
                        answer::show(&received, &request, view)?;
                        if !printer::is_terminal() && !received.body.ends_with(b"\n") {
                            printer::line("");
                        }
                        Ok((request, body))
                    }
                }
            });
        match sent {
            Ok((request, result)) => {
                if request.operation.risk != Risk::Read {
                    done.push(format!("{} ({})", shown(&request), answer::one_line(&result)));
                }
                results.push(result);
            }
            Err(failure) if done.is_empty() => return Err(failure),
            Err(failure) => {
                let number = results.len() + 1;
                let message = format!("step {number} failed: {}. Done before it: {}", failure.message, done.join("; "));
                return Err(Failure { message, ..failure });
            }
        }
    }
    Ok(())
}

/// The one thing that a look-up has to find.
fn pick<'a>(look_up: &LookUp, body: &'a Value) -> Outcome<&'a Value> {
    look_up.pick(body).map_err(|not_one| {
        let LookUp { noun, text, .. } = look_up;
        match not_one {
            NotOne::None => Failure::new(Exit::NotFound, "not_found", format!("there is no {noun} `{text}`"))
                .fix("give the id, or the name in quotes exactly as it is written"),
            NotOne::Several(ids) => {
                let message = format!("`{text}` may be any of several: it has to be exactly one {noun}");
                Failure::new(Exit::Usage, "ambiguous_name", message).candidates(ids).fix("give the id")
            }
        }
    })
}

/// A request on one line, without secrets.
pub(super) fn shown(request: &Request) -> String {
    let mut text = format!("{} {}", request.operation.method, request.shown_path());
    let query = write_query(&request.parts.query);
    if !query.is_empty() {
        let plain = query.replace("%24%7B", "${").replace("%7D", "}").replace("%40", "@").replace("%2B", "+");
        text.push_str(&format!("?{plain}"));
    }
    if let Some(body) = &request.parts.body {
        text.push_str(&format!(" {}", redact::value(body)));
    }
    text
}
