//! Pictures: links to them, storing uploads, and serving both uploads and stand-ins.
//!
//! The last segment of a link is a descriptor, JSON in base64url, so that a stand-in needs no row and
//! a picture is found without a key.

use std::borrow::Cow;

use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_contract::Upload;
use frontdesk_images::{Image, ImageError, Limits};
use frontdesk_storage::images::ImageRow;
use frontdesk_storage::{StorageError, Tx};
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{Method, Response, StatusCode};
use serde::{Deserialize, Serialize};

use crate::context::{Context, Shared};
use crate::error::{ApiError, ApiResult, kinds};

mod avatar;

/// Where pictures are served.
pub(crate) const PREFIX: &str = "/images/";
/// The longest descriptor that is read; ours are far shorter.
const MAX_DESCRIPTOR: usize = 1024;

/// What a link stands for.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Descriptor<'a> {
    /// A stand-in with the initials of what has no picture.
    Default {
        /// The instance.
        iid: Cow<'a, str>,
        /// What it is a picture of; decides the colour.
        rid: Cow<'a, str>,
        /// One or two letters, or nothing.
        initials: Cow<'a, str>,
    },
    /// A picture that was uploaded.
    Proxy {
        /// The instance.
        iid: Cow<'a, str>,
        /// The picture.
        src: Cow<'a, str>,
    },
}

fn link(cx: &Context, descriptor: &Descriptor<'_>) -> String {
    // Every user and organization has one: neither text grows while it is written.
    let mut json = Vec::with_capacity(192);
    // A struct of texts can always be written.
    let _ = serde_json::to_writer(&mut json, descriptor);
    let mut link = String::with_capacity(cx.shared.public_url.len() + PREFIX.len() + json.len() * 4 / 3 + 4);
    link.push_str(&cx.shared.public_url);
    link.push_str(PREFIX);
    URL_SAFE_NO_PAD.encode_string(json, &mut link);
    link
}

/// The link to the stand-in for a resource without a picture.
pub(crate) fn default_image_url(cx: &Context, resource_id: &str, initials: &str) -> String {
    let (iid, rid) = (Cow::from(&*cx.instance.id), Cow::from(resource_id));
    link(cx, &Descriptor::Default { iid, rid, initials: initials.into() })
}

/// The link to an uploaded picture.
pub(crate) fn uploaded_image_url(cx: &Context, image_id: &str) -> String {
    link(cx, &Descriptor::Proxy { iid: Cow::from(&*cx.instance.id), src: image_id.into() })
}

/// Decodes an upload, which takes a while, and says what is wrong with it.
pub(crate) async fn decode_upload(cx: &Context, upload: Upload) -> ApiResult<Image> {
    let decoded = cx.blocking(move || frontdesk_images::decode(upload.bytes, &Limits::default())).await?;
    decoded.map_err(|error| {
        let sentence = format!("The picture cannot be used: {error}.");
        match error {
            ImageError::TooLarge { .. } | ImageError::TooManyPixels => kinds::IMAGE_TOO_LARGE.with(sentence),
            ImageError::NotAnImage | ImageError::UnsupportedType | ImageError::Broken => {
                kinds::REQUEST_BODY_INVALID.with(sentence)
            }
        }
    })
}

/// Refuses a picture of somebody who is not there. An empty id is none, as SDKs send it.
pub(crate) fn check_uploader(tx: &mut Tx<'_, '_>, user_id: Option<&str>) -> ApiResult<()> {
    match user_id {
        Some(user_id) if !user_id.is_empty() && tx.find_user(user_id)?.is_none() => {
            Err(ApiError::not_found("user", user_id))
        }
        _ => Ok(()),
    }
}

/// Stores a picture and gives its id.
pub(crate) fn store_image(cx: &Context, tx: &mut Tx<'_, '_>, image: &Image) -> ApiResult<String> {
    let id = cx.new_id("img");
    tx.insert_image(&ImageRow {
        id: id.clone(),
        content_type: image.content_type.to_owned(),
        bytes: image.bytes.clone(),
        created_at: cx.now,
    })?;
    Ok(id)
}

/// Stores a picture once more, for another owner, and gives the copy's id.
pub(crate) fn copy_image(cx: &Context, tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<String> {
    let image = tx.find_image(id)?.ok_or_else(|| kinds::IMAGE_NOT_FOUND.with(format!("There is no picture {id}.")))?;
    let id = cx.new_id("img");
    tx.insert_image(&ImageRow { id: id.clone(), created_at: cx.now, ..image })?;
    Ok(id)
}

/// Deletes a picture that is not shown any more.
pub(crate) fn delete_image(tx: &mut Tx<'_, '_>, id: &str) -> ApiResult<()> {
    Ok(tx.delete_image(id)?)
}

/// Whether a request is for a picture.
pub(crate) fn is_image_request(method: &Method, path: &str) -> bool {
    (method == Method::GET || method == Method::HEAD) && path.starts_with(PREFIX)
}

/// Answers a request for a picture.
pub(crate) async fn serve(shared: &Shared, path: &str, headers: &HeaderMap) -> Response<Body> {
    match find(shared, path.strip_prefix(PREFIX).unwrap_or_default()).await {
        Ok(Found { content_type, bytes, etag }) => answer(headers, content_type, bytes, &etag),
        Err(error) => refuse(shared, &error),
    }
}

/// What a link leads to.
struct Found {
    content_type: HeaderValue,
    bytes: Vec<u8>,
    etag: String,
}

async fn find(shared: &Shared, segment: &str) -> ApiResult<Found> {
    let missing = || kinds::IMAGE_NOT_FOUND.with("No picture has this link. Take it from `image_url`.");
    let descriptor = read_descriptor(segment).ok_or_else(missing)?;
    match descriptor {
        Descriptor::Default { rid, initials, .. } => Ok(Found {
            content_type: HeaderValue::from_static("image/svg+xml"),
            bytes: avatar::draw(&rid, &initials).into_bytes(),
            etag: format!("\"{}\"", crate::hash_secret(segment)),
        }),
        Descriptor::Proxy { iid, src } => {
            let image = shared
                .store
                .read(iid.into_owned().into(), move |tx| tx.find_image(&src))
                .await
                .map_err(|error: StorageError| ApiError::from(error))?
                .ok_or_else(missing)?;
            let content_type =
                HeaderValue::from_str(&image.content_type).unwrap_or(HeaderValue::from_static("image/png"));
            Ok(Found { content_type, bytes: image.bytes, etag: format!("\"{}\"", image.id) })
        }
    }
}

fn read_descriptor(segment: &str) -> Option<Descriptor<'static>> {
    if segment.len() > MAX_DESCRIPTOR {
        return None;
    }
    let json = URL_SAFE_NO_PAD.decode(segment.trim_end_matches('=')).ok()?;
    let descriptor = serde_json::from_slice(&json).ok()?;
    // PostgreSQL takes no text with this character.
    let has_nul = match &descriptor {
        Descriptor::Default { .. } => false,
        Descriptor::Proxy { iid, src } => iid.contains('\0') || src.contains('\0'),
    };
    (!has_nul).then_some(descriptor)
}

fn answer(headers: &HeaderMap, content_type: HeaderValue, bytes: Vec<u8>, etag: &str) -> Response<Body> {
    let known = headers.get_all(IF_NONE_MATCH).iter().any(|value| value.to_str().is_ok_and(|text| matches(text, etag)));
    let mut response = Response::new(if known { Body::empty() } else { Body::from(bytes) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    if !known {
        headers.insert(CONTENT_TYPE, content_type);
    }
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(ETAG, etag);
    }
    // A link never shows anything else, so that it can be kept for ever.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    // A file may be a picture and a page at once; a browser must see the picture.
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    response
}

/// Whether a list of entity tags names this one; for pictures weak and strong ones are the same.
fn matches(list: &str, etag: &str) -> bool {
    list.trim() == "*" || list.split(',').any(|one| one.trim().trim_start_matches("W/") == etag)
}

fn refuse(shared: &Shared, error: &ApiError) -> Response<Body> {
    let trace_id = shared.ids.trace_id();
    let mut response = Response::new(Body::from(error.body(&trace_id)));
    *response.status_mut() = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(value) = HeaderValue::from_str(&trace_id) {
        response.headers_mut().insert("clerk-trace-id", value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_descriptor_is_read_back_and_rubbish_is_nothing() {
        let descriptor = Descriptor::Default { iid: "ins_1".into(), rid: "org_1".into(), initials: "Ä".into() };
        let json = serde_json::to_vec(&descriptor).unwrap();
        assert_eq!(read_descriptor(&URL_SAFE_NO_PAD.encode(&json)), Some(descriptor));
        for rubbish in ["", "AAAA", "%%%", "e30", &"A".repeat(5000)] {
            assert_eq!(read_descriptor(rubbish), None, "{rubbish}");
        }
        let nul = URL_SAFE_NO_PAD.encode(r#"{"type":"proxy","iid":"ins\u0000","src":"img_1"}"#);
        assert_eq!(read_descriptor(&nul), None);
    }

    #[test]
    fn entity_tags_match_in_lists_and_when_weak() {
        for list in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert!(matches(list, "\"a\""), "{list}");
        }
        assert!(!matches("\"b\"", "\"a\""));
    }
}
