//! Secrets that are given back later: sealed for the storage, and opened again.

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

/// What a secret is for. What is sealed for one purpose cannot be opened for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    ApiKey,
    M2mToken,
    MachineSecretKey,
}

impl Purpose {
    /// The name that the key is derived from, which stays for good.
    const fn name(self) -> &'static str {
        match self {
            Self::ApiKey => "secret of an API key",
            Self::M2mToken => "token of a machine",
            Self::MachineSecretKey => "secret key of a machine",
        }
    }
}

/// What is stored of the secret of `owner` so that it can be given back.
pub(crate) fn seal(cx: &Context, purpose: Purpose, owner: &str, secret: &str) -> ApiResult<Vec<u8>> {
    cx.instance.signing_key.seal(purpose.name(), owner, secret).map_err(|error| unusable(purpose, &error))
}

/// The secret of `owner` of which that is stored.
pub(crate) fn open(cx: &Context, purpose: Purpose, owner: &str, sealed: &[u8]) -> ApiResult<String> {
    cx.instance.signing_key.open(purpose.name(), owner, sealed).map_err(|error| unusable(purpose, &error))
}

fn unusable(purpose: Purpose, error: &dyn std::error::Error) -> ApiError {
    tracing::error!(%error, secret = purpose.name(), "a secret cannot be sealed or opened");
    kinds::INTERNAL.with("The secret cannot be read. The log has the reason beside this trace id.")
}
