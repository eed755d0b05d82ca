//! Pictures of users, and logos of organizations and of OAuth applications.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_storage::Tx;
use frontdesk_storage::images::ImageRow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SeedError;
use crate::context::Context;

/// A picture, which a user, an organization or an OAuth application names by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImageSeed {
    /// `img_…`.
    pub id: String,
    /// `image/png`, …
    pub content_type: String,
    /// The file in base64.
    pub data: String,
    /// Milliseconds since the epoch; now if not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
}

impl From<ImageRow> for ImageSeed {
    fn from(stored: ImageRow) -> Self {
        let ImageRow { id, content_type, bytes, created_at } = stored;
        Self { id, content_type, data: STANDARD.encode(bytes), created_at: Some(created_at) }
    }
}

/// Stores the picture unless it is there.
pub(super) fn insert(cx: &Context, tx: &mut Tx<'_, '_>, seed: &ImageSeed) -> Result<(), SeedError> {
    let refuse = |what: &str| SeedError::Refused(format!("the image `{}` {what}", seed.id));
    if !seed.id.starts_with("img_") || !seed.content_type.starts_with("image/") {
        return Err(refuse("needs an id such as `img_1` and a content type such as `image/png`"));
    }
    if tx.find_image(&seed.id)?.is_some() {
        return Ok(());
    }
    let bytes = STANDARD.decode(&seed.data).map_err(|_| refuse("has data that are not base64"))?;
    let created_at = seed.created_at.unwrap_or(cx.now);
    Ok(tx.insert_image(&ImageRow {
        id: seed.id.clone(),
        content_type: seed.content_type.clone(),
        bytes,
        created_at,
    })?)
}
