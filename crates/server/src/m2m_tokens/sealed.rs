//! Tokens that may be given back: sealed for the storage, and opened again.

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

const PURPOSE: &str = "token of a machine";

/// What is stored of a token so that it can be given back.
pub(super) fn seal(cx: &Context, id: &str, token: &str) -> ApiResult<Vec<u8>> {
    cx.instance.signing_key.seal(PURPOSE, id, token).map_err(|error| unusable(&error))
}

/// The token of which that is stored.
pub(super) fn open(cx: &Context, id: &str, sealed: &[u8]) -> ApiResult<String> {
    cx.instance.signing_key.open(PURPOSE, id, sealed).map_err(|error| unusable(&error))
}

fn unusable(error: &dyn std::error::Error) -> ApiError {
    tracing::error!(%error, "a token of a machine cannot be sealed or opened");
    kinds::INTERNAL.with("The token cannot be read. The log has the reason beside this trace id.")
}
