//! Where a person finds an application that was made without an account.

/// Where the application is taken over by whoever holds the token.
pub(super) fn claim_url(public_url: &str, token: &str) -> String {
    format!("{public_url}/apps/claim?token={token}")
}

/// Where the keys of the instance are shown.
pub(super) fn api_keys_url(public_url: &str, instance_id: &str) -> String {
    format!("{public_url}/instances/{instance_id}/api-keys")
}
