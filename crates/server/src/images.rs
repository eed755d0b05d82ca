//! Pictures: where they are found, and the ones that stand in for those that were never uploaded.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use crate::context::Context;

/// The address of the picture that stands in for a missing one.
pub(crate) fn default_image_url(cx: &Context, resource_id: &str, initials: &str) -> String {
    let descriptor = json!({ "type": "default", "iid": cx.instance.row.id, "rid": resource_id, "initials": initials });
    format!("{}/images/{}", cx.shared.public_url, URL_SAFE_NO_PAD.encode(descriptor.to_string()))
}

/// The address of an uploaded picture.
pub(crate) fn uploaded_image_url(cx: &Context, image_id: &str) -> String {
    let descriptor = json!({ "type": "proxy", "iid": cx.instance.row.id, "src": image_id });
    format!("{}/images/{}", cx.shared.public_url, URL_SAFE_NO_PAD.encode(descriptor.to_string()))
}
