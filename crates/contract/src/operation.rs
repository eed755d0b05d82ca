//! What an operation is: its constant description, and the way between a typed request and its parts.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{ApiVersion, Field, HasSchema, ObjectSchema, Schema, SdkCalls, Versions};

/// An HTTP method that an operation uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, or acts.
    Post,
    /// Replaces.
    Put,
    /// Updates in part.
    Patch,
    /// Deletes.
    Delete,
}

impl Method {
    /// The name as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// The method of that name, in upper case.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete].into_iter().find(|method| method.as_str() == name)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What an operation can do to somebody's data; decides what the guard rails ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// Changes nothing.
    Read,
    /// Creates or changes, and can be changed back.
    Write,
    /// Something that works stops working: revoke, ban, rotate, replace.
    Destructive,
    /// Cannot be undone.
    Irreversible,
}

impl Risk {
    /// The word for it in plans and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Destructive => "destructive",
            Self::Irreversible => "irreversible",
        }
    }
}

/// Whose secret key an operation takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credential {
    /// That of the instance, `sk_…`.
    #[default]
    Instance,
    /// That of one of its machines, `ak_…`.
    Machine,
    /// Either: the key of a machine opens what is that machine's own.
    Either,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query string; a list repeats its key.
    Query,
}

/// A parameter outside the body.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Where it travels.
    pub place: Place,
    /// Its name, shape and marks.
    pub field: Field,
}

/// How a request body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    /// `application/json`.
    Json,
    /// `multipart/form-data`; an upload travels as a part with a file.
    Multipart,
}

/// The body that an operation takes.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// How it is written.
    pub format: BodyFormat,
    /// Its shape.
    pub schema: &'static Schema,
    /// The versions that have a body at all.
    pub versions: Versions,
    /// The versions in which it must be there.
    pub required: Versions,
    /// How the request type declares it: `body: UpdateUserBody`; empty where its parts are fields of their own.
    pub rust: &'static str,
}

/// A status that an operation may answer, and in which versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// The HTTP status code.
    pub code: u16,
    /// The versions that list it.
    pub versions: Versions,
}

/// Everything that is known of an operation without calling it.
#[derive(Debug)]
pub struct Descriptor {
    /// Clerk's `operationId`, in Clerk's spelling.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path without `/v1`, placeholders in braces.
    pub path: &'static str,
    /// The tags it is listed under; the first is its home.
    pub tags: &'static [&'static str],
    /// What it does, in our words; the first paragraph is the summary.
    pub doc: &'static str,
    /// The versions that have it.
    pub versions: Versions,
    /// The versions in which it should not be used any more.
    pub deprecated: Versions,
    /// Path and query parameters.
    pub parameters: &'static [Parameter],
    /// The body it takes, if any.
    pub body: Option<Body>,
    /// The status of success.
    pub success: u16,
    /// The shape of a successful answer; `None` when it has no body.
    pub response: Option<&'static Schema>,
    /// The other statuses that its documents list.
    pub errors: &'static [Status],
    /// What it can do to somebody's data.
    pub risk: Risk,
    /// What stops working or is lost, in our words; empty for harmless operations.
    pub destroys: &'static str,
    /// Whether it is called without a secret key.
    pub public: bool,
    /// Whose secret key it takes, unless it takes none.
    pub credential: Credential,
    /// What the official SDKs call it.
    pub sdk: SdkCalls,
    /// The path of its request type, `frontdesk_contract::users::update_user::UpdateUser`; empty where there is none.
    pub rust: &'static str,
}

impl Descriptor {
    /// Whether both describe one operation; one that moved is declared once for each path.
    pub fn is(&self, other: &Self) -> bool {
        self.id == other.id && self.path == other.path
    }

    /// Whether whatever is wrong with its parameters is 400 `bad_request`, as the service behind the keys and tokens of
    /// machines answers, and not a code for each kind of mistake.
    pub fn answers_bad_request(&self) -> bool {
        ["/api_keys", "/m2m_tokens", "/oauth_applications/access_tokens"]
            .iter()
            .any(|beginning| self.path.starts_with(beginning))
    }

    /// Whether its answer may hold rows beside their total, which then have to agree.
    pub fn answers_total(&self) -> bool {
        let page = match self.response {
            Some(Schema::Object(object)) => object.fields.iter().any(|field| field.name == "total_count"),
            _ => false,
        };
        page || self.parameter(Place::Query, "paginated").is_some()
    }

    /// An operation of which nothing is known: what a description read at run time begins with.
    pub const BLANK: Self = Self {
        id: "",
        method: Method::Get,
        path: "",
        tags: &[],
        doc: "",
        versions: Versions::NONE,
        deprecated: Versions::NONE,
        parameters: &[],
        body: None,
        success: 200,
        response: None,
        errors: &[],
        risk: Risk::Read,
        destroys: "",
        public: false,
        credential: Credential::Instance,
        sdk: SdkCalls::NONE,
        rust: "",
    };

    /// The first paragraph of the description, on one line.
    pub fn summary(&self) -> String {
        let paragraph = self.doc.split("\n\n").next().unwrap_or_default();
        paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The parameters of one place that `version` has.
    pub fn parameters_in(&self, place: Place, version: ApiVersion) -> impl Iterator<Item = &'static Field> {
        self.parameters
            .iter()
            .filter(move |parameter| parameter.place == place && parameter.field.versions.contains(version))
            .map(|parameter| &parameter.field)
    }

    /// The parameter of that name and place.
    pub fn parameter(&self, place: Place, name: &str) -> Option<&'static Field> {
        self.parameters
            .iter()
            .find(|parameter| parameter.place == place && parameter.field.name == name)
            .map(|parameter| &parameter.field)
    }

    /// The fields of the body, when it is an object.
    pub fn body_object(&self) -> Option<&'static ObjectSchema> {
        match self.body?.schema.without_null() {
            Schema::Object(object) => Some(object),
            _ => None,
        }
    }
}

/// The parts of a request, as they travel. JSON values stand for typed ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Path parameters by name.
    pub path: Map<String, Value>,
    /// Query parameters by name; a repeated key is a list.
    pub query: Map<String, Value>,
    /// The body, if there is one.
    pub body: Option<Value>,
    /// The uploaded file of a multipart body, whose other fields stand in `body`.
    pub upload: Option<Upload>,
}

/// An uploaded file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    /// The name the sender gave it.
    pub file_name: Option<String>,
    /// The media type the sender claims.
    pub content_type: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

impl HasSchema for Upload {
    const SCHEMA: Schema = Schema::Binary;
}

/// A part of a request that could not be read into its type although it satisfied the schema.
#[derive(Debug, thiserror::Error)]
#[error("`{name}` cannot be read")]
pub struct DecodeError {
    /// The parameter or body field.
    pub name: String,
    /// Why.
    #[source]
    pub source: serde_json::Error,
}

/// A typed request of one operation. Derived by `#[operation]`; never written by hand.
pub trait Operation: Clone + Send + Sync + Sized + 'static {
    /// What a successful answer holds; `()` for none.
    type Response: ResponseBody;
    /// The operation's description.
    const DESCRIPTOR: &'static Descriptor;

    /// The request as parts that can be sent.
    fn into_parts(self) -> Result<Parts, DecodeError>;
    /// The request read from parts that were received and validated.
    fn from_parts(parts: Parts) -> Result<Self, DecodeError>;
}

/// The body of a successful answer.
pub trait ResponseBody: Serialize + DeserializeOwned + Send + 'static {
    /// Its shape; `None` when there is no body.
    const SCHEMA: Option<&'static Schema>;
}

impl ResponseBody for () {
    const SCHEMA: Option<&'static Schema> = None;
}

impl ResponseBody for Map<String, Value> {
    const SCHEMA: Option<&'static Schema> = Some(&<Self as HasSchema>::SCHEMA);
}

impl<T: HasSchema + Serialize + DeserializeOwned + Send + 'static> ResponseBody for Vec<T> {
    const SCHEMA: Option<&'static Schema> = Some(&<Self as HasSchema>::SCHEMA);
}

/// Takes one parameter out of a map. Used by the derive.
#[doc(hidden)]
pub fn take<T: DeserializeOwned>(map: &mut Map<String, Value>, name: &str) -> Result<T, DecodeError> {
    let value = map.remove(name).unwrap_or(Value::Null);
    serde_json::from_value(value).map_err(|source| DecodeError { name: name.to_owned(), source })
}

/// Puts one parameter into a map unless it is absent. Used by the derive.
#[doc(hidden)]
pub fn put<T: Serialize>(map: &mut Map<String, Value>, name: &str, value: T) -> Result<(), DecodeError> {
    match serde_json::to_value(value).map_err(|source| DecodeError { name: name.to_owned(), source })? {
        Value::Null => {}
        Value::Array(items) if items.is_empty() => {}
        value => {
            map.insert(name.to_owned(), value);
        }
    }
    Ok(())
}

/// Reads a body. Used by the derive.
#[doc(hidden)]
pub fn take_body<T: DeserializeOwned>(body: Option<Value>) -> Result<T, DecodeError> {
    let value = body.unwrap_or_else(|| Value::Object(Map::new()));
    serde_json::from_value(value).map_err(|source| DecodeError { name: String::new(), source })
}

/// Writes a body. Used by the derive.
#[doc(hidden)]
pub fn put_body<T: Serialize>(body: T) -> Result<Option<Value>, DecodeError> {
    serde_json::to_value(body).map(Some).map_err(|source| DecodeError { name: String::new(), source })
}
