//! Requests of a plan, whose values may be the results of earlier ones: `${1.id}`.

use frontdesk_contract::{ApiVersion, Descriptor, Parts, Violation};
use serde_json::{Map, Value};

use super::Request;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

impl Request {
    /// A request whose parts are known, some of them perhaps only after an earlier one.
    pub(crate) fn planned(operation: &'static Descriptor, version: ApiVersion, parts: Parts) -> Self {
        let waits = maps(&parts).any(|value| mentions_result(value));
        let mut request = Self { operation, version, parts, problems: Vec::new(), upload_path: None, waits };
        request.complete_body();
        request
    }

    /// Whether it needs what an earlier request answers.
    pub(crate) fn waits(&self) -> bool {
        self.waits
    }

    /// The same request with the results of the earlier ones put in.
    pub(crate) fn with_results(&self, results: &[Value]) -> Outcome<Self> {
        let mut request = self.clone();
        if !self.waits {
            return Ok(request);
        }
        for map in [&mut request.parts.path, &mut request.parts.query] {
            *map = fill_map(map, results)?;
        }
        request.parts.body = request.parts.body.as_ref().map(|body| fill(body, results)).transpose()?;
        request.waits = false;
        Ok(request)
    }

    /// The path with its values; what is not known yet stands as it is written in plans.
    pub(crate) fn shown_path(&self) -> String {
        let path = self.path();
        if self.waits { path.replace("%24%7B", "${").replace("%7D", "}") } else { path }
    }

    /// Whether a violation is about a value that is not known yet.
    pub(super) fn is_open(&self, violation: &Violation) -> bool {
        let name = violation.path.split(['.', '[']).next().unwrap_or_default();
        let body = self.parts.body.as_ref().and_then(|body| body.get(name));
        let value = self.parts.path.get(name).or_else(|| self.parts.query.get(name)).or(body);
        self.waits && value.is_some_and(mentions_result)
    }
}

fn maps(parts: &Parts) -> impl Iterator<Item = &Value> {
    parts.path.values().chain(parts.query.values()).chain(parts.body.iter())
}

/// The number of the step and the field in `${1.id}`.
fn result(text: &str) -> Option<(usize, &str)> {
    let (step, field) = text.strip_prefix("${")?.strip_suffix('}')?.split_once('.')?;
    Some((step.parse().ok()?, field))
}

fn mentions_result(value: &Value) -> bool {
    match value {
        Value::String(text) => result(text).is_some(),
        Value::Array(items) => items.iter().any(mentions_result),
        Value::Object(map) => map.values().any(mentions_result),
        _ => false,
    }
}

fn fill(value: &Value, results: &[Value]) -> Outcome<Value> {
    Ok(match value {
        Value::String(text) => match result(text) {
            Some((step, field)) => {
                let found = step.checked_sub(1).and_then(|at| results.get(at)).map(|result| &result[field]);
                found.filter(|found| found.is_string()).cloned().ok_or_else(|| {
                    let message = format!("the answer of step {step} has no `{field}`");
                    Failure::new(Exit::Server, "unexpected_answer", message)
                })?
            }
            None => value.clone(),
        },
        Value::Array(items) => Value::Array(items.iter().map(|item| fill(item, results)).collect::<Outcome<_>>()?),
        Value::Object(map) => Value::Object(fill_map(map, results)?),
        other => other.clone(),
    })
}

fn fill_map(map: &Map<String, Value>, results: &[Value]) -> Outcome<Map<String, Value>> {
    map.iter().map(|(name, value)| Ok((name.clone(), fill(value, results)?))).collect()
}
