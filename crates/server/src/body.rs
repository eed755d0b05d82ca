//! Reading request bodies: JSON, forms and uploads, within limits.

use std::time::Duration;

use axum::body::{Body, HttpBody};
use bytes::{Bytes, BytesMut};
use frontdesk_contract::{Descriptor, Schema, Upload, request};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, TRANSFER_ENCODING};
use http_body_util::BodyExt;
use serde_json::{Map, Value};

use crate::error::{ApiError, ApiResult, kinds};
use crate::json;

/// The most bytes of a body that is not an upload: three metadata objects and a bulk request fit.
const MAX_BODY: usize = 1024 * 1024;
/// The most bytes of an upload: a picture of 10 MB and what a form needs around it.
const MAX_UPLOAD: usize = 11 * 1024 * 1024;

/// How much of a body that nobody wants is read all the same, and for how long.
const MAX_FORGOTTEN: usize = 64 * 1024 * 1024;
const FORGET_FOR: Duration = Duration::from_secs(5);

/// A body that was read.
#[derive(Default)]
pub(crate) struct Received {
    pub(crate) body: Option<Value>,
    pub(crate) upload: Option<Upload>,
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

/// The body of a request while it is read.
pub(crate) struct Incoming(Option<Body>);

impl Incoming {
    pub(crate) fn new(body: Body) -> Self {
        // Most requests have none.
        Self(Some(body).filter(|body| !body.is_end_stream()))
    }

    /// Whether nothing is left of it.
    pub(crate) fn is_read(&self) -> bool {
        self.0.is_none()
    }

    /// Some more bytes; `None` at the end.
    async fn next(&mut self) -> Option<ApiResult<Bytes>> {
        loop {
            match self.0.as_mut()?.frame().await {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => return Some(Ok(data)),
                    Err(_) => continue,
                },
                Some(Err(error)) => {
                    self.0 = None;
                    let sentence = format!("The request body could not be read: {error}.");
                    return Some(Err(kinds::REQUEST_BODY_INVALID.with(sentence)));
                }
                None => {
                    self.0 = None;
                    return None;
                }
            }
        }
    }

    /// Reads what is left and forgets it, up to a point and for a moment: a client that is still
    /// sending would otherwise lose the connection instead of reading its answer.
    pub(crate) async fn forget(&mut self) {
        let mut length = 0;
        let reading = async {
            while let Some(Ok(data)) = self.next().await {
                length += data.len();
                if length > MAX_FORGOTTEN {
                    break;
                }
            }
        };
        let _ = tokio::time::timeout(FORGET_FOR, reading).await;
    }
}

async fn collect(body: &mut Incoming, limit: usize) -> ApiResult<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(data) = body.next().await {
        let data = data?;
        if bytes.len() + data.len() > limit {
            return Err(too_large(limit));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes.freeze())
}

fn too_large(limit: usize) -> ApiError {
    kinds::REQUEST_BODY_TOO_LARGE.with(format!("The request body is larger than {limit} bytes."))
}

fn unsupported(actual: &str, expected: &str) -> ApiError {
    kinds::UNSUPPORTED_CONTENT_TYPE
        .with(format!("The request body is of type `{actual}`; this operation reads {expected}."))
}

/// Refuses the body of an operation that takes none if its type could never be read. The body
/// itself is left alone: clients send JSON types and `null` with everything.
pub(crate) fn check_unread(headers: &HeaderMap) -> ApiResult<()> {
    let has_body = headers.contains_key(TRANSFER_ENCODING)
        || headers.get(CONTENT_LENGTH).is_some_and(|length| length.as_bytes() != b"0");
    match media_type(headers) {
        Some(kind) if has_body && !is_readable(&kind) => Err(unsupported(&kind, "application/json")),
        _ => Ok(()),
    }
}

fn is_readable(kind: &str) -> bool {
    kind.is_empty()
        || kind == "application/json"
        || kind == "application/x-www-form-urlencoded"
        || kind == "multipart/form-data"
}

/// Reads a JSON body, or a form that stands for one.
pub(crate) async fn read(operation: &Descriptor, headers: &HeaderMap, body: &mut Incoming) -> ApiResult<Received> {
    let kind = media_type(headers).unwrap_or_default();
    let is_form = kind == "application/x-www-form-urlencoded";
    if !kind.is_empty() && kind != "application/json" && !is_form {
        let bytes = collect(body, MAX_BODY).await?;
        // A type without a body harms nobody.
        return if bytes.is_empty() { Ok(Received::default()) } else { Err(unsupported(&kind, "application/json")) };
    }
    let bytes = collect(body, MAX_BODY).await?;
    let body = if is_form { read_form(operation, &bytes)? } else { json::parse(&bytes)? };
    Ok(Received { body, upload: None })
}

/// Reads a form of up to so many bytes; no body is an empty one.
pub(crate) async fn read_plain_form(headers: &HeaderMap, body: &mut Incoming, limit: usize) -> ApiResult<Bytes> {
    let kind = media_type(headers).unwrap_or_default();
    let bytes = collect(body, limit).await?;
    let expected = "application/x-www-form-urlencoded";
    if bytes.is_empty() || kind == expected { Ok(bytes) } else { Err(unsupported(&kind, expected)) }
}

/// Reads a JSON body of up to so many bytes that stands for no operation.
pub(crate) async fn read_plain_json(
    headers: &HeaderMap,
    body: &mut Incoming,
    limit: usize,
) -> ApiResult<Option<Value>> {
    let kind = media_type(headers).unwrap_or_default();
    let bytes = collect(body, limit).await?;
    let expected = "application/json";
    if bytes.is_empty() || kind == expected { json::parse(&bytes) } else { Err(unsupported(&kind, expected)) }
}

fn read_form(operation: &Descriptor, bytes: &[u8]) -> ApiResult<Option<Value>> {
    let mut map = Map::new();
    for (name, text) in form_urlencoded::parse(bytes) {
        let name = name.strip_suffix("[]").unwrap_or(&name);
        refuse_nul(name, &text)?;
        let schema = operation
            .body_object()
            .and_then(|object| object.fields.iter().find(|field| field.name == name))
            .map_or(&Schema::Any, |field| field.schema);
        match schema {
            Schema::Array { items, .. } => {
                let value = request::read_scalar(items, &text);
                if let Value::Array(values) = map.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                    values.push(value);
                }
            }
            _ if map.contains_key(name) => {
                return Err(kinds::FORM_PARAM_DUPLICATE.param(name, format!("`{name}` is given more than once.")));
            }
            // Metadata and other objects travel as JSON text.
            Schema::Map(_) | Schema::Object(_) | Schema::Any => {
                let value =
                    json::parse(text.as_bytes()).ok().flatten().unwrap_or_else(|| Value::String(text.into_owned()));
                map.insert(name.to_owned(), value);
            }
            schema => {
                map.insert(name.to_owned(), request::read_scalar(schema, &text));
            }
        }
    }
    Ok((!map.is_empty()).then_some(Value::Object(map)))
}

/// Reads a multipart body: the first part with a file is the upload, whatever its name, since
/// clients name it differently.
pub(crate) async fn read_multipart(
    operation: &Descriptor,
    headers: &HeaderMap,
    body: &mut Incoming,
) -> ApiResult<Received> {
    let kind = media_type(headers).unwrap_or_default();
    let boundary = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(multer::parse_boundary);
    let boundary = match boundary {
        Some(Ok(boundary)) => boundary,
        _ if kind == "multipart/form-data" => {
            return Err(kinds::REQUEST_BODY_INVALID.with("The multipart body names no boundary."));
        }
        _ => {
            let bytes = collect(body, MAX_BODY).await?;
            return if bytes.is_empty() || bytes.as_ref() == b"null" {
                Err(missing_file())
            } else {
                Err(unsupported(&kind, "multipart/form-data"))
            };
        }
    };
    let bytes = match collect(body, MAX_UPLOAD).await {
        Err(error) if error.status() == kinds::REQUEST_BODY_TOO_LARGE.status => {
            // Every upload is a picture.
            return Err(kinds::IMAGE_TOO_LARGE.with("The picture is larger than 10 MB."));
        }
        bytes => bytes?,
    };
    let stream = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(bytes) });
    let mut form = multer::Multipart::new(stream, boundary);
    let (mut fields, mut upload) = (Map::new(), None);
    let broken =
        |error: multer::Error| kinds::REQUEST_BODY_INVALID.with(format!("The multipart body is broken: {error}."));
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some()
            || operation.body_object().is_some_and(|object| {
                object.fields.iter().any(|known| known.name == name && matches!(known.schema, Schema::Binary))
            });
        if is_file && upload.is_none() {
            let (file_name, content_type) =
                (field.file_name().map(str::to_owned), field.content_type().map(ToString::to_string));
            let bytes = field.bytes().await.map_err(broken)?.to_vec();
            // The declaration asks for the part by its own name.
            if let Some(declared) = operation
                .body_object()
                .and_then(|object| object.fields.iter().find(|field| matches!(field.schema, Schema::Binary)))
            {
                fields.insert(declared.name.to_owned(), Value::String(String::new()));
            }
            upload = Some(Upload { file_name, content_type, bytes });
        } else if !is_file {
            let text = field.text().await.map_err(broken)?;
            refuse_nul(&name, &text)?;
            fields.insert(name, Value::String(text));
        }
    }
    let Some(upload) = upload else { return Err(missing_file()) };
    Ok(Received { body: Some(Value::Object(fields)), upload: Some(upload) })
}

fn missing_file() -> ApiError {
    // Clerk answers 400 here, unlike for every other missing parameter.
    crate::error::ErrorKind { status: 400, ..kinds::FORM_PARAM_MISSING }
        .param("file", "Send the picture as the part `file` of a multipart/form-data body.")
}

/// As in JSON: PostgreSQL cannot store the character, and nobody means it.
fn refuse_nul(name: &str, text: &str) -> ApiResult<()> {
    if name.contains('\0') || text.contains('\0') {
        return Err(kinds::REQUEST_BODY_INVALID.with("A field of the form contains the character U+0000."));
    }
    Ok(())
}
