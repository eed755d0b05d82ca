//! Makes the requests: every parameter and field of every operation, wrong in every way.

use fastrand::Rng;
use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Field, Place, catalogue, request};
use serde_json::{Map, Value};

use super::{bodies, values};
use crate::world::{Values, World};

/// How many wrong values of one field are sent; which ones, the seed decides.
const PER_FIELD: usize = 16;
const PER_QUERY: usize = 14;
const PER_PATH: usize = 12;

/// A request, ready to be sent.
#[derive(Clone, Debug)]
pub(super) struct Generated {
    /// The operation it was made from.
    pub(super) operation: Option<&'static Descriptor>,
    pub(super) version: ApiVersion,
    /// What is wrong with it.
    pub(super) wrong: String,
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, Vec<u8>)>,
    pub(super) body: Vec<u8>,
    /// Whether the body travels in chunks.
    pub(super) chunked: bool,
}

impl Generated {
    /// The request as it travels.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.target).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value);
            bytes.extend_from_slice(b"\r\n");
        }
        if self.chunked {
            bytes.extend_from_slice(b"transfer-encoding: chunked\r\n\r\n");
            for chunk in self.body.chunks(7000) {
                bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
                bytes.extend_from_slice(chunk);
                bytes.extend_from_slice(b"\r\n");
            }
            bytes.extend_from_slice(b"0\r\n\r\n");
        } else {
            bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", self.body.len()).as_bytes());
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }

    pub(super) fn is_head(&self) -> bool {
        self.method == "HEAD"
    }

    /// What it is, in a line.
    pub(super) fn describe(&self) -> String {
        let mut text =
            format!("{}: {} {} {}", self.wrong, self.method, self.target, String::from_utf8_lossy(&self.body));
        if let Some((end, _)) = text.char_indices().nth(400) {
            text.truncate(end);
        }
        text
    }

    pub(super) fn set_header(&mut self, name: &str, value: &[u8]) {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_vec()));
    }
}

/// Every request, in an order that the seed decides.
pub(super) fn all(world: &World, seed: u64) -> Vec<Generated> {
    let mut generator = Generator { values: Values::new(world, seed), world, requests: Vec::new() };
    for operation in frontdesk_server::api().operations() {
        let versions: Vec<ApiVersion> = operation.versions.iter().collect();
        let newest = *versions.last().unwrap();
        generator.parameters(operation, newest);
        generator.body(operation, newest);
        generator.headers(operation, newest);
        generator.methods(operation, newest);
        // One older version takes a share, since fields and marks differ.
        let other = versions[generator.values.random.usize(..versions.len())];
        if other != newest {
            generator.body(operation, other);
        }
    }
    generator.paths();
    let mut requests = generator.requests;
    Rng::with_seed(seed).shuffle(&mut requests);
    // Nothing may be deleted before others have asked for it, or they would all meet a 404.
    requests.sort_by_key(|request| request.method == "DELETE");
    requests
}

struct Generator<'w> {
    values: Values<'w>,
    world: &'w World,
    requests: Vec<Generated>,
}

impl Generator<'_> {
    /// A request that satisfies the declaration.
    fn good(&mut self, operation: &'static Descriptor, version: ApiVersion) -> (Generated, Map<String, Value>) {
        let mut path = Map::new();
        for field in operation.parameters_in(Place::Path, version) {
            path.insert(field.name.to_owned(), self.values.value(operation, field, version));
        }
        let mut query = Map::new();
        for field in operation.parameters_in(Place::Query, version).filter(|field| field.required.contains(version)) {
            query.insert(field.name.to_owned(), self.values.value(operation, field, version));
        }
        let mut target = format!("/v1{}", request::fill_path(operation, &path));
        if !query.is_empty() {
            target = format!("{target}?{}", request::write_query(&query));
        }
        let mut body = Map::new();
        for field in operation.body_object().into_iter().flat_map(|object| object.fields) {
            if field.required.contains(version) {
                body.insert(field.name.to_owned(), self.values.value(operation, field, version));
            }
        }
        let mut generated = Generated {
            operation: Some(operation),
            version,
            wrong: String::new(),
            method: operation.method.as_str().to_owned(),
            target,
            headers: vec![
                ("host".to_owned(), b"127.0.0.1".to_vec()),
                ("authorization".to_owned(), format!("Bearer {}", self.world.key_for(operation)).into_bytes()),
                ("clerk-api-version".to_owned(), version.as_str().as_bytes().to_vec()),
            ],
            body: Vec::new(),
            chunked: false,
        };
        if is_json(operation, version) {
            generated.set_header("content-type", b"application/json");
            generated.body = Value::Object(body.clone()).to_string().into_bytes();
        }
        (generated, body)
    }

    fn push(&mut self, mut request: Generated, wrong: String) {
        request.wrong = wrong;
        self.requests.push(request);
    }

    /// `count` of the values, or all if there are fewer.
    fn some<T>(&mut self, mut values: Vec<T>, count: usize) -> Vec<T> {
        self.values.random.shuffle(&mut values);
        values.truncate(count);
        values
    }

    fn parameters(&mut self, operation: &'static Descriptor, version: ApiVersion) {
        for field in operation.parameters_in(Place::Query, version) {
            for query in self.some(values::queries(field.name, field.schema), PER_QUERY) {
                let (mut request, _) = self.good(operation, version);
                let path = request.target.split('?').next().unwrap_or_default();
                request.target = format!("{path}?{query}");
                self.push(request, format!("query {}", field.name));
            }
        }
        for field in operation.parameters_in(Place::Path, version) {
            let id = self.values.id(operation, field.name, self.world).unwrap_or_default();
            for segment in self.some(values::segments(&id), PER_PATH) {
                let (mut request, _) = self.good(operation, version);
                let position = operation.path.split('/').position(|part| part == format!("{{{}}}", field.name));
                let mut parts: Vec<String> = request.target.split('/').map(str::to_owned).collect();
                // The target has `/v1` before the declared path.
                parts[position.unwrap() + 1] = segment;
                request.target = parts.join("/");
                self.push(request, format!("path {}", field.name));
            }
        }
    }

    fn body(&mut self, operation: &'static Descriptor, version: ApiVersion) {
        if operation.body.is_some_and(|body| body.format == BodyFormat::Multipart) {
            for (wrong, kind, body) in bodies::multipart() {
                let (mut request, _) = self.good(operation, version);
                request.set_header("content-type", kind.as_bytes());
                request.chunked = self.values.random.u8(..) < 40;
                request.body = body;
                self.push(request, format!("multipart {wrong}"));
            }
        }
        let fields: Vec<&'static Field> =
            operation.body_object().into_iter().flat_map(|object| object.fields).collect();
        if is_json(operation, version) {
            for field in &fields {
                self.field(operation, version, field);
            }
        }
        let name = fields.first().map_or("name", |field| field.name);
        for (wrong, kind, body) in self.some(bodies::whole(name), 24) {
            let (mut request, _) = self.good(operation, version);
            request.set_header("content-type", kind.as_bytes());
            request.chunked = self.values.random.u8(..) < 40;
            request.body = body;
            self.push(request, format!("body {wrong}"));
        }
    }

    fn field(&mut self, operation: &'static Descriptor, version: ApiVersion, field: &'static Field) {
        let mut texts = self.some(values::json_values(field.schema), PER_FIELD);
        // `null`, and nothing, for every field.
        texts.extend(["null".to_owned(), String::new()]);
        for text in texts {
            let (mut request, mut body) = self.good(operation, version);
            body.remove(field.name);
            request.body = bodies::object(&body, &[(field.name, &text)]);
            self.push(request, format!("field {}", field.name));
        }
        let good = self.values.value(operation, field, version).to_string();
        let (mut request, mut body) = self.good(operation, version);
        body.remove(field.name);
        request.body = bodies::object(&body, &[(field.name, &good), (field.name, &good)]);
        self.push(request, format!("twice {}", field.name));
    }

    fn headers(&mut self, operation: &'static Descriptor, version: ApiVersion) {
        let key = self.world.key_for(operation).to_owned();
        for (name, value) in self.some(values::headers(&key), 16) {
            let (mut request, _) = self.good(operation, version);
            request.set_header(name, &value);
            self.push(request, format!("header {name}"));
        }
        for name in ["authorization", "clerk-api-version", "content-type"] {
            let (mut request, _) = self.good(operation, version);
            request.headers.retain(|(known, _)| known != name);
            self.push(request, format!("no {name}"));
            let (mut request, _) = self.good(operation, version);
            request.headers.push((name.to_owned(), b"application/json".to_vec()));
            self.push(request, format!("{name} twice"));
        }
    }

    fn methods(&mut self, operation: &'static Descriptor, version: ApiVersion) {
        for method in ["GET", "POST", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "QUERY-SOMETHING"]
        {
            if method != operation.method.as_str() {
                let (mut request, _) = self.good(operation, version);
                request.method = method.to_owned();
                self.push(request, format!("method {method}"));
            }
        }
    }

    fn paths(&mut self) {
        let operation = catalogue::find("GetUser", ApiVersion::NEWEST).unwrap();
        let mut targets: Vec<String> = [
            "/",
            "//",
            "/v1",
            "/v1/",
            "/v1//users",
            "/v1/users/",
            "/v1/users//",
            "/V1/users",
            "/v2/users",
            "/v1/Users",
            "/v1/users;a=b",
            "/v1/users?",
            "/v1/users?%",
            "/v1/users?&&&=",
            "/v1/users?=a",
            "/v1/users?a=%00",
            "/v1/users/../users",
            "/v1/users/%2e%2e/users",
            "/v1/%00",
            "/v1/%ff",
            "/v1/users%2Fcount",
            "/v1/v1/users",
            "/users/count/extra",
            "/v1/\\",
            "/v1/users/a?limit=1#x",
            "http://127.0.0.1/v1/users/a",
            "http://evil.example.com/v1/users/a",
            "/images",
            "/images/",
            "/images/%00",
            "/images/%ff%fe",
            "/images/e30",
            "/images/eyJ0eXBlIjoiZGVmYXVsdCJ9",
            "/images/../v1/users",
            "/health/",
            "/metrics/x",
            "/ready?x=%ff",
            "/v1/jwks/",
            "/v1/jwks.json",
            "/.well-known/jwks.json",
            "/v1/users?limit=1&limit=2",
            "/v1/users?__clerk_api_version=%ff",
            "/v1/users?__clerk_api_version=",
        ]
        .map(str::to_owned)
        .into();
        targets.push(format!("/images/{}", "a".repeat(5000)));
        targets.push("/".repeat(5000));
        targets.push(format!("/v1/{}", "a/".repeat(4000)));
        targets.push(format!("/v1/{}", "%F0%9F%8E%89".repeat(1000)));
        for target in targets {
            for method in ["GET", "POST", "DELETE"] {
                let (mut request, _) = self.good(operation, ApiVersion::NEWEST);
                request.operation = None;
                request.target.clone_from(&target);
                request.method = method.to_owned();
                self.push(request, "path".to_owned());
            }
        }
    }
}

fn is_json(operation: &Descriptor, version: ApiVersion) -> bool {
    operation.body.is_some_and(|body| body.format == BodyFormat::Json && body.versions.contains(version))
}
