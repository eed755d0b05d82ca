//! From the words after `METHOD /path` to the parts of a request, checked before anything travels.

mod assignment;
mod body;
mod complaint;
mod planned;
#[cfg(test)]
mod tests;

use frontdesk_contract::{
    ApiVersion, BodyFormat, Descriptor, Field, ObjectSchema, Parts, Place, Problem, Schema, Upload, Violation,
    request as contract,
};
use serde_json::{Map, Value};

pub(crate) use assignment::{Assignment, Given};
pub(crate) use body::read_body;
pub(crate) use complaint::Complaint;

use crate::failure::Outcome;
use crate::guard::Shape;
use crate::prompt::plain_path;

/// A request that is ready to be judged.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) operation: &'static Descriptor,
    pub(crate) version: ApiVersion,
    pub(crate) parts: Parts,
    /// What was put together wrongly, beside what the schema says.
    problems: Vec<Violation>,
    /// Where the uploaded file was read from.
    pub(crate) upload_path: Option<String>,
    /// Whether values stand for the results of earlier requests.
    waits: bool,
}

impl Request {
    /// Puts a request together from the path and the words as they were typed.
    pub(crate) fn build(
        operation: &'static Descriptor,
        version: ApiVersion,
        typed_path: &str,
        words: &[String],
        body: Option<Value>,
    ) -> Outcome<Self> {
        let parts = Parts { path: path_values(operation, plain_path(typed_path)), body, ..Parts::default() };
        let whole_body = parts.body.is_some();
        let mut request = Self { operation, version, parts, problems: Vec::new(), upload_path: None, waits: false };
        if let Some((_, query)) = typed_path.split_once('?') {
            for (name, value) in form_urlencoded::parse(query.split('#').next().unwrap_or_default().as_bytes()) {
                let name = name.strip_suffix("[]").unwrap_or(&name);
                match operation.parameter(Place::Query, name).filter(|field| field.versions.contains(version)) {
                    Some(field) => request.put_in_query(field, Given::Text(value.into_owned())),
                    None => request.problems.push(Violation { path: name.to_owned(), problem: Problem::Unknown }),
                }
            }
        }
        for word in words {
            request.put(Assignment::parse(word)?, whole_body)?;
        }
        request.complete_body();
        Ok(request)
    }

    /// Puts one named value where the operation declares its name.
    pub(crate) fn put(&mut self, assignment: Assignment, whole_body: bool) -> Outcome {
        let full = assignment.name.strip_suffix("[]").unwrap_or(&assignment.name).to_owned();
        let (root, rest) = full.split_once('.').map_or((full.as_str(), None), |(root, rest)| (root, Some(rest)));
        let declared =
            |place| self.operation.parameter(place, root).filter(|field| field.versions.contains(self.version));
        if let (Some(_), None) = (declared(Place::Path).filter(|_| !self.parts.path.contains_key(root)), rest) {
            self.parts.path.insert(root.to_owned(), Value::String(assignment.text()));
            return Ok(());
        }
        if let (Some(field), None) = (declared(Place::Query), rest) {
            self.put_in_query(field, assignment.given);
            return Ok(());
        }
        if whole_body {
            if self.body_field(root).is_some() {
                let message = format!("`{root}` belongs to the body, and -d gives the whole body already");
                return Err(crate::failure::Failure::usage(message));
            }
        } else if let Some(field) = self.body_field(root) {
            if let Given::File(path) = &assignment.given {
                if matches!(field.schema.without_null(), Schema::Binary) {
                    self.parts.upload = Some(assignment::read_upload(path)?);
                    self.upload_path = Some(path.clone());
                    return Ok(());
                }
                self.problems.push(Violation { path: full, problem: Problem::Type(field.schema.type_name()) });
                return Ok(());
            }
            self.put_in_body(field, rest, assignment.given);
            return Ok(());
        }
        self.problems.push(Violation { path: full, problem: Problem::Unknown });
        Ok(())
    }

    fn put_in_query(&mut self, field: &Field, given: Given) {
        let slot = self.parts.query.entry(field.name).or_insert(Value::Null);
        body::put(field.schema, self.version, slot, &[], given, field.name, &mut self.problems);
    }

    fn put_in_body(&mut self, field: &Field, rest: Option<&str>, given: Given) {
        let body = self.parts.body.get_or_insert_with(|| Value::Object(Map::new()));
        let Some(map) = body.as_object_mut() else { return };
        let path: Vec<&str> = rest.map(|rest| rest.split('.').collect()).unwrap_or_default();
        let slot = map.entry(field.name).or_insert(Value::Null);
        body::put(field.schema, self.version, slot, &path, given, field.name, &mut self.problems);
    }

    /// The objects that the body may be in this version.
    fn body_objects(&self) -> Vec<&'static ObjectSchema> {
        let Some(body) = self.operation.body.filter(|body| body.versions.contains(self.version)) else {
            return Vec::new();
        };
        match body.schema.without_null() {
            Schema::Object(object) => vec![*object],
            Schema::OneOf { variants, .. } => variants
                .iter()
                .filter(|variant| variant.versions.contains(self.version))
                .filter_map(|variant| match variant.schema {
                    Schema::Object(object) => Some(*object),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    fn body_field(&self, name: &str) -> Option<&'static Field> {
        self.body_objects().into_iter().find_map(|object| object.field(name, self.version))
    }

    /// A body that must be there is there, even when it is empty.
    fn complete_body(&mut self) {
        let Some(body) = self.operation.body.filter(|body| body.versions.contains(self.version)) else { return };
        if body.required.contains(self.version) && self.parts.body.is_none() && !self.body_objects().is_empty() {
            self.parts.body = Some(Value::Object(Map::new()));
        }
    }

    /// Everything that is wrong with it.
    pub(crate) fn violations(&self) -> Vec<Violation> {
        let mut parts = self.parts.clone();
        let declared = self.operation.body.filter(|body| body.versions.contains(self.version));
        if declared.is_some() && parts.body.is_none() && !self.body_objects().is_empty() {
            // What an absent body lacks is what an empty one lacks.
            parts.body = Some(Value::Object(Map::new()));
        }
        let mut violations = self.problems.clone();
        for (name, value) in &self.parts.path {
            // Such segments vanish when an address is normalized, and another operation would be called.
            if matches!(value.as_str(), Some("" | "." | "..")) {
                violations.push(Violation { path: name.clone(), problem: Problem::Format("id") });
            }
        }
        for violation in contract::violations(self.operation, &parts, self.version) {
            let uploaded = violation.problem == Problem::Missing
                && self.parts.upload.is_some()
                && self.body_field(&violation.path).is_some_and(|field| matches!(field.schema, Schema::Binary));
            if !uploaded && !violations.contains(&violation) && !self.is_open(&violation) {
                violations.push(violation);
            }
        }
        if declared.is_none() && self.parts.body.is_some() {
            violations.push(Violation { path: "body".to_owned(), problem: Problem::Unknown });
        }
        violations
    }

    /// How it fits, for the guard.
    pub(crate) fn shape(&self) -> Shape {
        let violations = self.violations();
        if violations.is_empty() {
            Shape::Complete
        } else if violations.iter().all(|violation| violation.problem == Problem::Missing && self.can_ask(violation)) {
            Shape::Missing
        } else {
            Shape::Invalid
        }
    }

    /// The declared field at a place, when it is one that can be asked for.
    pub(crate) fn field(&self, name: &str) -> Option<&'static Field> {
        let parameter = |place| self.operation.parameter(place, name);
        parameter(Place::Path).or_else(|| parameter(Place::Query)).or_else(|| self.body_field(name))
    }

    fn can_ask(&self, violation: &Violation) -> bool {
        self.field(&violation.path).is_some()
    }

    /// The complaints about it, for people and programs.
    pub(crate) fn complaints(&self) -> Vec<Complaint> {
        self.violations().iter().map(|violation| Complaint::of(self, violation)).collect()
    }

    /// Every name that can be given.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        let version = self.version;
        let mut names: Vec<&'static str> =
            self.operation.parameters_in(Place::Query, version).map(|field| field.name).collect();
        for object in self.body_objects() {
            names.extend(object.fields.iter().filter(|field| field.versions.contains(version)).map(|field| field.name));
        }
        names
    }

    /// The path with its values, without `/v1`.
    pub(crate) fn path(&self) -> String {
        contract::fill_path(self.operation, &self.parts.path)
    }

    /// The id of what the request is about: the last one in its path, or else the operation's own name.
    pub(crate) fn target(&self) -> String {
        let last = self.operation.path.rsplit('/').find_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        last.and_then(|name| self.parts.path.get(name)).and_then(Value::as_str).unwrap_or(self.operation.id).to_owned()
    }

    /// Whether the body travels in parts, one of them a file.
    pub(crate) fn is_multipart(&self) -> bool {
        let declared = self.operation.body.filter(|body| body.versions.contains(self.version));
        declared.is_some_and(|body| body.format == BodyFormat::Multipart)
    }

    /// The uploaded file and the name of its field.
    pub(crate) fn upload(&self) -> Option<(&'static str, &Upload)> {
        let field = self
            .body_objects()
            .into_iter()
            .flat_map(|object| object.fields)
            .find(|field| matches!(field.schema.without_null(), Schema::Binary))?;
        self.parts.upload.as_ref().map(|upload| (field.name, upload))
    }
}

/// The values that a typed path gives; `{name}` and `:name` stand for values that are not given yet.
fn path_values(operation: &Descriptor, path: &str) -> Map<String, Value> {
    let mut values = contract::read_path(operation, path);
    values.retain(|_, value| {
        let text = value.as_str().unwrap_or_default();
        !text.starts_with(':') && !(text.starts_with('{') && text.ends_with('}'))
    });
    values
}
