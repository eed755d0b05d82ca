//! `--all`: a list read to its end, whatever its way of paging, each row once.

mod emit;
mod keep;
mod walk;

use std::path::Path;

use frontdesk_contract::{Method, Place, catalogue};
use serde_json::Value;

use crate::answer::{self, View};
use crate::connection::Answer;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::printer::{self, Progress};
use crate::request::Request;
use crate::rows::{self, Rows};
use emit::Emit;
use keep::Keep;
use walk::Walk;

/// Where a list is kept while it is read, so that reading can go on after an interruption.
pub(crate) struct Resumption<'a> {
    /// The program's own folder in the project.
    pub(crate) folder: &'a Path,
    /// What the rows belong to besides the request: address and key.
    pub(crate) source: String,
    /// Whether what was kept is to be left alone.
    pub(crate) anew: bool,
}

/// Refuses what cannot be read page by page.
pub(crate) fn check(request: &Request, include: bool) -> Outcome {
    let title = crate::prompt::title(request.operation);
    if request.operation.method != Method::Get || rows::declared(request.operation, request.version).is_none() {
        return Err(Failure::usage(format!("--all reads lists, and {title} does not answer with one")));
    }
    if include {
        return Err(Failure::usage("--include shows one answer, and --all reads many").fix("leave one of them out"));
    }
    Ok(())
}

/// Reads every page with `send` and prints the rows.
pub(crate) fn run(
    request: &Request,
    view: &View,
    resumption: &Resumption<'_>,
    mut send: impl FnMut(&Request) -> Outcome<Answer>,
) -> Outcome {
    let mut walk = Walk::new(request);
    let (mut keep, kept) = Keep::open(resumption, request)?;
    let mut emit = Emit::new(request, view);
    if let Some(kept) = kept {
        let count = answer::grouped(kept.rows.len() as u64);
        printer::notice("resumed", &format!("Going on after {count} rows that an interrupted run has read"));
        walk.resume(&kept);
        emit.rows(kept.rows)?;
    }
    let scrolls = view.is_streamed() && printer::is_terminal();
    let progress = Progress::start(scrolls, || count_of(request, &mut send));
    let outcome = (|| {
        while let Some(page) = walk.next_request() {
            let answer = send(&page)?;
            if !answer.is_success() {
                if walk.begin_again(&answer) {
                    continue;
                }
                return Err(answer::failure(&answer));
            }
            let Some(rows) = Rows::read(&answer.body) else {
                let message = format!("{} answered with something that is no list", page.path());
                return Err(Failure::new(Exit::Server, "unexpected_answer", message));
            };
            let total = rows.total;
            let new = walk.advance(rows)?;
            keep.add(&new, &walk)?;
            emit.rows(new)?;
            progress.at(walk.count(), total);
        }
        Ok(())
    })();
    drop(progress);
    match outcome {
        Ok(()) => {
            emit.end(walk.total())?;
            keep.remove();
            Ok(())
        }
        // Whoever reads has seen enough.
        Err(failure) if failure.code == printer::CLOSED => {
            keep.remove();
            Ok(())
        }
        Err(failure) => Err(explain(failure, &walk, &keep)),
    }
}

/// Says how far it went and how to go on.
fn explain(failure: Failure, walk: &Walk, keep: &Keep) -> Failure {
    let count = answer::grouped(walk.count());
    let message = format!("{} after {count} rows", failure.message);
    let failure = Failure { message, ..failure };
    if keep.is_kept() && failure.fix.is_none() {
        failure.fix("the same command goes on from there, within the hour")
    } else {
        failure
    }
}

/// How many rows there are, from the operation that counts them, where there is one.
fn count_of(request: &Request, send: &mut impl FnMut(&Request) -> Outcome<Answer>) -> Option<u64> {
    let path = format!("{}/count", request.operation.path);
    let operation = catalogue::resolve(Method::Get, &path, request.version).filter(|found| found.path == path)?;
    let mut count = Request::build(operation, request.version, &path, &[], None).ok()?;
    count.parts.path = request.parts.path.clone();
    for (name, value) in &request.parts.query {
        match operation.parameter(Place::Query, name).filter(|field| field.versions.contains(request.version)) {
            Some(_) => drop(count.parts.query.insert(name.clone(), value.clone())),
            None if matches!(name.as_str(), "limit" | "offset" | "order_by" | "paginated") => {}
            // It would count something else.
            None => return None,
        }
    }
    let answer = send(&count).ok().filter(Answer::is_success)?;
    answer.json()?.get("total_count").and_then(Value::as_u64)
}
