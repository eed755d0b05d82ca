//! What a token or key says besides whose it is.

use serde::Serialize;

use crate::error::{ApiResult, kinds};

/// The most that claims, or scopes, may take, in bytes as JSON: whoever verifies is told them every time.
const MOST: usize = 16 * 1024;

/// Refuses what a parameter says when it is too much.
pub(crate) fn check_size(parameter: &str, said: &impl Serialize) -> ApiResult<()> {
    // What was read as JSON can be written as JSON.
    let size = serde_json::to_vec(said).map_or(0, |text| text.len());
    if size > MOST {
        return Err(kinds::BAD_REQUEST
            .param(parameter, format!("`{parameter}` takes {size} bytes as JSON; it may take {MOST}.")));
    }
    Ok(())
}
