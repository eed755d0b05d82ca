//! From the parts of an operation to an HTTP request, as often as it is sent.

use bytes::Bytes;
use frontdesk_contract::{BodyFormat, Descriptor, Method, Parts, Place, Schema, request};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Request, Url};
use serde_json::Value;

use crate::Error;
use crate::client::Settings;

/// A request that can be sent more than once.
pub(crate) struct Prepared {
    method: reqwest::Method,
    url: Url,
    headers: HeaderMap,
    body: Payload,
}

enum Payload {
    None,
    Json(Bytes),
    Multipart { fields: Vec<(String, String)>, file: Option<File> },
}

struct File {
    field: &'static str,
    name: String,
    content_type: Option<String>,
    bytes: Bytes,
}

impl Prepared {
    pub(crate) fn new(settings: &Settings, operation: &'static Descriptor, parts: Parts) -> Result<Self, Error> {
        if settings.authorization.is_none() && !operation.public {
            return Err(Error::MissingSecretKey { operation: operation.id });
        }
        let url = url(settings, operation, &parts)?;
        let mut headers = HeaderMap::new();
        headers.insert(
            HeaderName::from_static("clerk-api-version"),
            HeaderValue::from_static(settings.api_version.as_str()),
        );
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, settings.user_agent.clone());
        if let Some(authorization) = &settings.authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        let body = payload(operation, parts)?;
        if matches!(body, Payload::Json(_)) {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        Ok(Self { method: method(operation.method), url, headers, body })
    }

    /// The request, made anew for every try.
    pub(crate) fn request(&self, http: &Client) -> Result<Request, Error> {
        let builder = http.request(self.method.clone(), self.url.clone()).headers(self.headers.clone());
        let builder = match &self.body {
            Payload::None => builder,
            Payload::Json(bytes) => builder.body(bytes.clone()),
            Payload::Multipart { fields, file } => builder.multipart(form(fields, file.as_ref())?),
        };
        builder.build().map_err(Error::transport)
    }
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}

fn url(settings: &Settings, operation: &Descriptor, parts: &Parts) -> Result<Url, Error> {
    for parameter in operation.parameters.iter().filter(|parameter| parameter.place == Place::Path) {
        let name = parameter.field.name;
        // Dots are taken out of paths by whoever handles a URL: `DELETE /things/..` would delete something else.
        let usable = match parts.path.get(name) {
            Some(Value::String(value)) => !matches!(value.as_str(), "" | "." | ".."),
            Some(value) => !value.is_null(),
            None => false,
        };
        if !usable {
            return Err(Error::PathParameter { name: name.to_owned() });
        }
    }
    let mut url = settings.base_url.clone();
    let path = format!("{}/v1{}", url.path().trim_end_matches('/'), request::fill_path(operation, &parts.path));
    url.set_path(&path);
    let query = request::write_query(&parts.query);
    url.set_query((!query.is_empty()).then_some(query.as_str()));
    Ok(url)
}

fn payload(operation: &Descriptor, parts: Parts) -> Result<Payload, Error> {
    if operation.body.is_some_and(|body| body.format == BodyFormat::Multipart) {
        let field = operation
            .body_object()
            .and_then(|object| object.fields.iter().find(|field| matches!(field.schema.without_null(), Schema::Binary)))
            .map_or("file", |field| field.name);
        let file = parts.upload.map(|upload| File {
            field,
            // Without a name the part would pass for a field.
            name: upload.file_name.unwrap_or_else(|| field.to_owned()),
            content_type: upload.content_type,
            bytes: Bytes::from(upload.bytes),
        });
        let fields = match parts.body {
            Some(Value::Object(fields)) => fields
                .into_iter()
                .map(|(name, value)| match value {
                    Value::String(text) => (name, text),
                    value => (name, value.to_string()),
                })
                .collect(),
            _ => Vec::new(),
        };
        return Ok(Payload::Multipart { fields, file });
    }
    match parts.body {
        None => Ok(Payload::None),
        Some(body) => serde_json::to_vec(&body)
            .map(|bytes| Payload::Json(Bytes::from(bytes)))
            .map_err(|source| Error::Encode(frontdesk_contract::DecodeError { name: String::new(), source })),
    }
}

fn form(fields: &[(String, String)], file: Option<&File>) -> Result<Form, Error> {
    let mut form = Form::new();
    for (name, value) in fields {
        form = form.text(name.clone(), value.clone());
    }
    if let Some(file) = file {
        let mut part =
            Part::stream_with_length(file.bytes.clone(), file.bytes.len() as u64).file_name(file.name.clone());
        if let Some(content_type) = &file.content_type {
            part = part.mime_str(content_type).map_err(Error::transport)?;
        }
        form = form.part(file.field, part);
    }
    Ok(form)
}
