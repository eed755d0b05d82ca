//! A prompt in plain English: understood offline, shown as a plan, and sent step by step past the same guard.

mod run;

use frontdesk_contract::ApiVersion;
use frontdesk_language::{Answer, Context, Plan, Step, Unsure};
use frontdesk_server::Clock;
use jiff::Timestamp;

use crate::arguments::Arguments;
use crate::commands::{detail, execute};
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::request::{Assignment, Given, Request};
use crate::specification::Specification;
use crate::{plan, printer, prompt, refusal};

/// Does what a phrase asks for, or says why it is not clear enough. `help` explains instead.
pub(crate) fn run(arguments: &Arguments, words: &[String], specification: &Specification, help: bool) -> Outcome {
    let version = specification.version;
    let plan = match frontdesk_language::understand(words, &context(version)?) {
        Answer::Plan(plan) => plan,
        Answer::Candidates(unsure) => {
            let mut failure = unclear(unsure);
            // A slip of the finger in the name of a tag.
            if words.len() < 4 {
                let mut near = prompt::near_tags(&words.join(" "), specification);
                near.append(&mut failure.candidates);
                failure.candidates = near;
            }
            return Err(failure);
        }
        Answer::Explanation(unsure) | Answer::Refusal(unsure) => return Err(unclear(unsure)),
    };
    if help {
        let step = plan.steps.iter().find(|step| step.look_up.is_none()).or_else(|| plan.steps.first());
        if let Some(step) = step {
            detail::run(step.operation, specification, false);
        }
        return Ok(());
    }
    if arguments.data.is_some() {
        return Err(Failure::usage("-d belongs to `METHOD /path`; in a phrase, the words say what is sent"));
    }
    let requests = plan.steps.iter().map(|step| request(step, version)).collect::<Outcome<Vec<Request>>>()?;
    for note in &plan.notes {
        printer::notice("plan", note);
    }
    if arguments.dry_run {
        return dry_run(arguments, &requests);
    }
    show(&plan, &requests);
    match requests.as_slice() {
        [_] if plan.steps.iter().all(|step| step.look_up.is_none()) => {
            requests.into_iter().try_for_each(|request| execute::start(arguments, request))
        }
        _ => run::run(arguments, &plan, &requests),
    }
}

fn context(version: ApiVersion) -> Outcome<Context> {
    let now = Timestamp::from_millisecond(Clock::System.now()).map_err(|error| Failure::failed("clock", error))?;
    Ok(Context { version, now: now.to_zoned_datetime(crate::local_zone::zone()) })
}

fn unclear(unsure: Unsure) -> Failure {
    Failure::new(Exit::Usage, "ambiguous_prompt", unsure.message).candidates(unsure.candidates).fix(unsure.fix)
}

fn request(step: &Step, version: ApiVersion) -> Outcome<Request> {
    let mut request = Request::planned(step.operation, version, step.parts.clone());
    if let Some((name, path)) = &step.file {
        request.put(Assignment { name: (*name).to_owned(), given: Given::File(path.clone()) }, false)?;
    }
    Ok(request)
}

fn dry_run(arguments: &Arguments, requests: &[Request]) -> Outcome {
    if let Some(request) = requests.iter().find(|request| !request.violations().is_empty()) {
        return Err(refusal::invalid(request));
    }
    for request in requests {
        let explained = crate::metadata::explain(request);
        if !explained.is_empty() {
            printer::notice("metadata", &explained.join("\n"));
        }
    }
    let refusals: Vec<Failure> = requests.iter().filter_map(|request| execute::refused(arguments, request)).collect();
    printer::plan(&plan::Plan::of_all(requests, &refusals));
    Ok(())
}

/// Shows what is going to be sent, before any of it is.
fn show(plan: &Plan, requests: &[Request]) {
    let lines: Vec<String> = plan
        .steps
        .iter()
        .zip(requests)
        .enumerate()
        .map(|(at, (step, request))| {
            let what = match &step.look_up {
                Some(look_up) => format!("finds the {} `{}`, exactly one", look_up.noun, look_up.text),
                None => step.operation.summary().trim_end_matches('.').to_owned(),
            };
            format!("{}. {}  ({what})", at + 1, run::shown(request))
        })
        .collect();
    printer::notice("plan", &lines.join("\n"));
}
