//! What was provoked, and what came instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Mutex;

use frontdesk_server::error::kinds;

use super::exceptions::{CODES, STATUSES, Which};
use super::official::Listed;
use crate::app::Answer;
use crate::official_errors::official_errors;

/// Status, code and name of the parameter.
pub(super) type Refusal<'a> = (u16, &'a str, Option<&'a str>);

/// Keeps account of every refusal.
#[derive(Debug, Default)]
pub(super) struct Ledger(Mutex<Entries>);

#[derive(Debug, Default)]
struct Entries {
    requests: usize,
    /// The codes by operation and status.
    provoked: BTreeMap<(&'static str, u16), BTreeSet<String>>,
    /// Operation and status of refusals that a case of its own provoked, and not only a rule for all operations.
    by_case: BTreeSet<(&'static str, u16)>,
    codes: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Ledger {
    /// Notes the answer to a request that must be refused like that.
    pub(super) fn note(
        &self,
        operation: &'static str,
        what: &str,
        answer: &Answer,
        expected: Refusal<'_>,
        is_case: bool,
    ) {
        let mut entries = self.0.lock().unwrap();
        entries.requests += 1;
        let mut complaints = envelope(answer);
        if answer.refusal() != expected {
            complaints.push(format!("expected {expected:?}"));
        }
        if !complaints.is_empty() {
            let complaint = complaints.join(", ");
            entries.wrong.push(format!("{operation} {what}: {complaint}, got {} {}", answer.status, answer.body));
            return;
        }
        entries.provoked.entry((operation, expected.0)).or_default().insert(expected.1.to_owned());
        entries.codes.insert(expected.1.to_owned());
        if is_case {
            entries.by_case.insert((operation, expected.0));
        }
    }

    /// Notes the answer to a request that is of no operation, or served by another server: it counts as a code alone.
    pub(super) fn note_elsewhere(&self, what: &str, answer: &Answer, expected: Refusal<'_>) {
        let mut entries = self.0.lock().unwrap();
        entries.requests += 1;
        if answer.refusal() == expected {
            entries.codes.insert(expected.1.to_owned());
        } else {
            entries.wrong.push(format!("{what}: expected {expected:?}, got {} {}", answer.status, answer.body));
        }
    }

    /// Notes status and code that a step of the library was refused with; `None` where it was not.
    pub(super) fn note_step(&self, what: &str, answered: Option<(u16, &str)>, expected: (u16, &str)) {
        let mut entries = self.0.lock().unwrap();
        entries.requests += 1;
        if answered == Some(expected) {
            entries.codes.insert(expected.1.to_owned());
        } else {
            entries.wrong.push(format!("{what}: expected {expected:?}, got {answered:?}"));
        }
    }

    /// Notes that something went wrong on the way.
    pub(super) fn complain(&self, complaint: String) {
        self.0.lock().unwrap().wrong.push(complaint);
    }

    /// What there is to say at the end, and what is wrong.
    pub(super) fn report(&self, listed: Option<&Listed>) -> (String, Vec<String>) {
        let entries = self.0.lock().unwrap();
        let (mut text, mut wrong) = (String::new(), entries.wrong.clone());
        if let Some(listed) = listed {
            entries.report_statuses(listed, &mut text, &mut wrong);
        }
        entries.report_codes(&mut text, &mut wrong);
        (text, wrong)
    }
}

impl Entries {
    fn report_statuses(&self, listed: &Listed, text: &mut String, wrong: &mut Vec<String>) {
        let provoked = listed.iter().filter(|pair| self.provoked.contains_key(pair)).count();
        let by_case = listed.iter().filter(|pair| self.by_case.contains(pair)).count();
        let mut excepted = Listed::new();
        let mut reasons = String::new();
        for exception in STATUSES {
            let covered: Vec<_> = listed.iter().filter(|pair| exception.which.covers(pair)).collect();
            if let Which::These(pairs) = exception.which {
                let stale = pairs.iter().filter(|pair| !listed.contains(pair));
                wrong.extend(stale.map(|pair| format!("{pair:?} is an exception, and not listed for what is served")));
            }
            let rotten = covered.iter().filter(|pair| self.provoked.contains_key(pair));
            wrong.extend(rotten.map(|pair| format!("{pair:?} was provoked, so it is no exception")));
            let _ = writeln!(reasons, "  {:4}  {}: {}", covered.len(), exception.which, exception.reason);
            excepted.extend(covered);
        }
        let missing = listed.iter().filter(|pair| !self.provoked.contains_key(pair) && !excepted.contains(pair));
        wrong.extend(missing.map(|pair| format!("{pair:?} is listed, and neither provoked nor an exception")));
        let weak = |pair: &&(&'static str, u16)| {
            self.provoked.get(pair).is_some_and(|codes| codes.iter().all(|code| code == "api_version_invalid"))
        };
        let weak = listed.iter().filter(weak).count();
        let total = listed.len();
        let _ = writeln!(
            text,
            "{provoked} of {total} errors provoked ({by_case} by cases of their own, the rest by rules for every \
             operation, {weak} of these by an unknown version alone; {} refusals in all); {} cannot be:\n{reasons}",
            self.requests,
            excepted.len(),
        );
        let unlisted: Vec<_> = self.by_case.iter().filter(|pair| !listed.contains(pair)).collect();
        if !unlisted.is_empty() {
            let names: Vec<String> = unlisted.iter().map(|(id, status)| format!("{id} {status}")).collect();
            let _ = writeln!(text, "{} more are answered than listed: {}\n", names.len(), names.join(", "));
        }
    }

    fn report_codes(&self, text: &mut String, wrong: &mut Vec<String>) {
        let known: BTreeSet<&str> = kinds::ALL.iter().map(|kind| kind.code).collect();
        let provoked = known.iter().filter(|code| self.codes.contains(**code)).count();
        let mut reasons = String::new();
        let mut excepted = BTreeSet::new();
        for (reason, codes) in CODES {
            let unknown = codes.iter().filter(|code| !known.contains(*code));
            wrong.extend(unknown.map(|code| format!("the code {code} is an exception, and the server has none of it")));
            let rotten = codes.iter().filter(|code| self.codes.contains(**code));
            wrong.extend(rotten.map(|code| format!("the code {code} was provoked, so it is no exception")));
            let _ = writeln!(reasons, "  {:4}  {}: {reason}", codes.len(), codes.join(", "));
            excepted.extend(codes.iter().copied());
        }
        let missing = known.iter().filter(|code| !self.codes.contains(**code) && !excepted.contains(*code));
        wrong.extend(missing.map(|code| format!("the code {code} is neither provoked nor an exception")));
        let _ = writeln!(
            text,
            "{provoked} of {} codes the server knows provoked; {} are not:\n{reasons}",
            known.len(),
            excepted.len()
        );
    }
}

/// What is wrong with the envelope of a refusal.
fn envelope(answer: &Answer) -> Vec<String> {
    let mut complaints = Vec::new();
    let trace = answer.body["clerk_trace_id"].as_str().unwrap_or_default();
    if trace.is_empty() || answer.headers.get("clerk-trace-id").is_none_or(|header| header != trace) {
        complaints.push("the trace ids differ".to_owned());
    }
    for key in ["message", "long_message"] {
        if answer.body["errors"][0][key].as_str().is_none_or(str::is_empty) {
            complaints.push(format!("without {key}"));
        }
    }
    let (status, code, _) = answer.refusal();
    // A picture that is missing has another status than everything else that is missing.
    let is_file = (status, code) == (400, "form_param_missing");
    if official_errors().is_some_and(|official| !official.contains(&(code.to_owned(), status))) && !is_file {
        complaints.push(format!("{code} is not official with {status}"));
    }
    complaints
}

#[test]
fn what_was_provoked_or_is_not_listed_is_no_exception() {
    let refusal = |status: u16, code: &str| {
        let error = serde_json::json!({ "code": code, "message": "no", "long_message": "No." });
        let body = serde_json::json!({ "errors": [error], "clerk_trace_id": "trace" });
        let headers = [("clerk-trace-id".parse().unwrap(), "trace".parse().unwrap())].into_iter().collect();
        Answer { status, body, headers }
    };
    let (ledger, listed) = (Ledger::default(), Listed::from([("BanUser", 402), ("BanUser", 404), ("LockUser", 403)]));
    ledger.note(
        "BanUser",
        "",
        &refusal(402, "unsupported_subscription_plan_features"),
        (402, "unsupported_subscription_plan_features", None),
        true,
    );
    ledger.note("BanUser", "", &refusal(404, "resource_not_found"), (404, "resource_not_found", None), true);
    ledger.note("BanUser", "", &refusal(500, "internal_clerk_error"), (404, "resource_not_found", None), true);
    let gone = (401, "session_refresh_user_not_found", None);
    ledger.note("BanUser", "", &refusal(gone.0, gone.1), gone, true);
    let (report, wrong) = ledger.report(Some(&listed));
    let told = |words: &str| wrong.iter().any(|complaint| complaint.contains(words));
    assert!(report.starts_with("2 of 3 errors provoked"), "{report}");
    assert!(told(r#"("BanUser", 402) was provoked, so it is no exception"#), "{wrong:#?}");
    assert!(told(r#"("LockUser", 403) is listed, and neither provoked nor an exception"#));
    assert!(told(r#"("GetSignUp", 403) is an exception, and not listed for what is served"#));
    assert!(told("the code session_refresh_user_not_found was provoked, so it is no exception"));
    assert!(told("the code clerk_key_invalid is neither provoked nor an exception"));
    assert!(told("expected (404, \"resource_not_found\", None), got 500"));
    assert!(!told(r#"("BanUser", 404)"#));
}
