//! What a tool is called with: an operation and its parameters, as a request.

use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, catalogue};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::arguments::parse_version;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};
use crate::prompt;
use crate::request::{Assignment, Given, Request};
use crate::specification::Specification;
use crate::suggest::nearest;

/// A request as an agent writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    /// `DeleteUser`, or `DELETE /users/user_1`.
    pub(super) operation: String,
    /// Values by name: of the path, the query or the body.
    #[serde(default)]
    parameters: Map<String, Value>,
    /// The whole body.
    #[serde(default)]
    body: Option<Value>,
    #[serde(default)]
    pub(super) api_version: Option<String>,
}

/// Reads a tool's arguments.
pub(super) fn read<T: serde::de::DeserializeOwned>(arguments: Map<String, Value>) -> Outcome<T> {
    serde_json::from_value(Value::Object(arguments))
        .map_err(|error| Failure::new(Exit::Usage, "invalid_arguments", format!("these arguments do not fit: {error}")))
}

/// The version that is asked for, or the one that the tools were started with.
pub(super) fn version(text: Option<&str>, default: ApiVersion) -> Outcome<ApiVersion> {
    text.map_or(Ok(default), parse_version)
}

/// The operation of an id or of `METHOD /path`, and the path as it was given.
pub(super) fn operation(text: &str, version: ApiVersion) -> Outcome<(&'static Descriptor, String)> {
    let text = text.trim();
    if let Some((method, path)) = text.split_once(char::is_whitespace) {
        let path = path.trim();
        return Ok((prompt::endpoint(method, path, &Specification::built_in(version))?, path.to_owned()));
    }
    let here = |operation: &&Descriptor| operation.versions.contains(version);
    let known = catalogue::operations().filter(here).find(|operation| operation.id.eq_ignore_ascii_case(text));
    if let Some(operation) = known {
        return Ok((operation, operation.path.to_owned()));
    }
    let message = format!("API version {version} has no operation `{text}`");
    let candidates = nearest(text, catalogue::operations().filter(here).map(|operation| operation.id));
    Err(Failure::new(Exit::NotFound, "unknown_operation", message)
        .candidates(candidates.into_iter().map(str::to_owned).collect())
        .fix("`search` finds operations by words"))
}

impl Call {
    /// The request that is meant, checked no further than that it can be put together.
    pub(super) fn request(&self, default: ApiVersion) -> Outcome<Request> {
        let version = version(self.api_version.as_deref(), default)?;
        let (operation, path) = operation(&self.operation, version)?;
        let whole_body = self.body.is_some();
        let uploads = operation.body.is_some_and(|body| body.format == BodyFormat::Multipart);
        if uploads && (whole_body || !self.parameters.is_empty()) {
            // A tool that reads files would hand them to whoever steers the agent.
            let message = format!("{} takes an upload, and tools read no files", prompt::title(operation));
            let typed = format!("a person can run `frontdesk {} file@picture.png`", prompt::title(operation));
            return Err(Failure::new(Exit::Usage, "upload_not_supported", message).fix(typed));
        }
        let mut request = Request::build(operation, version, &path, &[], self.body.clone())?;
        for (name, value) in &self.parameters {
            request.put(Assignment { name: name.clone(), given: Given::Json(value.clone()) }, whole_body)?;
        }
        Ok(request)
    }
}
