//! Secrets that are given back or used later: sealed for the storage, and opened again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::instance::Instance;

/// What a secret is for. What is sealed for one purpose cannot be opened for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    ApiKey,
    Event,
    M2mToken,
    MachineSecretKey,
    ProviderToken,
    TemplateSigningKey,
    Totp,
}

impl Purpose {
    /// The name that the key is derived from, which stays for good.
    const fn name(self) -> &'static str {
        match self {
            Self::ApiKey => "secret of an API key",
            Self::Event => "data of an event",
            Self::M2mToken => "token of a machine",
            Self::MachineSecretKey => "secret key of a machine",
            Self::ProviderToken => "token of another provider",
            Self::TemplateSigningKey => "signing key of a JWT template",
            Self::Totp => "secret of an authenticator app",
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

/// What sealed texts begin with, among those that were stored in clear before.
const MARK: &str = "sealed:";

/// Whether a stored text is sealed.
pub(crate) fn is_sealed(stored: &str) -> bool {
    stored.starts_with(MARK)
}

/// As [`seal`], for a secret that is stored as text.
pub(crate) fn seal_text(instance: &Instance, purpose: Purpose, owner: &str, secret: &str) -> ApiResult<String> {
    let sealed = instance.signing_key.seal(purpose.name(), owner, secret).map_err(|error| unusable(purpose, &error))?;
    Ok(format!("{MARK}{}", STANDARD_NO_PAD.encode(sealed)))
}

/// The secret of `owner` of which that text is stored. What was stored in clear is given as it is.
pub(crate) fn open_text(instance: &Instance, purpose: Purpose, owner: &str, stored: &str) -> ApiResult<String> {
    let Some(sealed) = stored.strip_prefix(MARK) else { return Ok(stored.to_owned()) };
    let sealed = STANDARD_NO_PAD.decode(sealed).map_err(|error| unusable(purpose, &error))?;
    instance.signing_key.open(purpose.name(), owner, &sealed).map_err(|error| unusable(purpose, &error))
}

fn unusable(purpose: Purpose, error: &dyn std::error::Error) -> ApiError {
    tracing::error!(%error, secret = purpose.name(), "a secret cannot be sealed or opened");
    kinds::INTERNAL.with("The secret cannot be read. The log has the reason beside this trace id.")
}
