//! How an OAuth client finds out which server issues tokens for this one (RFC 9728).

use frontdesk_tokens::{PublishableKey, issuer};
use reqwest::Url;
use serde::Serialize;

use super::Challenge;

/// Where the document of a resource is, before the path of the resource.
const WELL_KNOWN: &str = "/.well-known/oauth-protected-resource";

/// The metadata document of an API that accepts OAuth access tokens, which is served without authentication.
///
/// A client that is turned away finds its address in the header `WWW-Authenticate` (see
/// [`ProtectedResource::challenge`]), and in the document the server that issues tokens.
///
/// ```
/// use frontdesk_sdk::auth::ProtectedResource;
///
/// let key = "pk_test_aGFwcHktaGlwcG8tMS5jbGVyay5hY2NvdW50cy5kZXYk";
/// let resource = ProtectedResource::new("https://api.example.com/mcp", key)?.scopes(["email", "profile"]);
/// assert_eq!(resource.path(), "/.well-known/oauth-protected-resource/mcp");
/// assert_eq!(
///     serde_json::to_value(&resource)?,
///     serde_json::json!({
///         "resource": "https://api.example.com/mcp",
///         "authorization_servers": ["https://happy-hippo-1.clerk.accounts.dev"],
///         "scopes_supported": ["email", "profile"],
///         "bearer_methods_supported": ["header"],
///     }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProtectedResource {
    resource: String,
    authorization_servers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scopes_supported: Vec<String>,
    bearer_methods_supported: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_documentation: Option<String>,
    #[serde(skip)]
    metadata_url: Url,
}

/// Why there is no such document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProtectedResourceError {
    /// The resource is no URL that tokens can be asked for.
    #[error("the resource `{0}` is not an https URL without a fragment; http is for a server on this machine")]
    Resource(String),
    /// The publishable key is missing or malformed.
    #[error("the publishable key, which names the server that issues tokens, is missing or malformed")]
    PublishableKey,
}

impl ProtectedResource {
    /// The document of an API with this address, as clients know it, for tokens of the instance of this key.
    pub fn new(resource: &str, publishable_key: &str) -> Result<Self, ProtectedResourceError> {
        let key: PublishableKey = publishable_key.parse().map_err(|_| ProtectedResourceError::PublishableKey)?;
        Self::of_issuer(resource, issuer(&key.frontend_api_host))
    }

    /// The same for tokens of this issuer, which the publishable key does not name: an instance behind a proxy, or a
    /// server of one's own.
    pub fn of_issuer(resource: &str, issuer: impl Into<String>) -> Result<Self, ProtectedResourceError> {
        let refuse = || ProtectedResourceError::Resource(resource.to_owned());
        let mut metadata_url: Url = resource.parse().map_err(|_| refuse())?;
        let is_usable = metadata_url.scheme() == "https" || crate::client::is_loopback(&metadata_url);
        if !is_usable || !metadata_url.has_host() || metadata_url.fragment().is_some() {
            return Err(refuse());
        }
        // The well-known part comes between the host and the path.
        let path = if metadata_url.path() == "/" { String::new() } else { metadata_url.path().to_owned() };
        metadata_url.set_path(&format!("{WELL_KNOWN}{path}"));
        Ok(Self {
            resource: resource.to_owned(),
            authorization_servers: vec![issuer.into()],
            scopes_supported: Vec::new(),
            bearer_methods_supported: ["header"],
            resource_name: None,
            resource_documentation: None,
            metadata_url,
        })
    }

    /// Another server that issues tokens for it.
    #[must_use]
    pub fn authorization_server(mut self, issuer: impl Into<String>) -> Self {
        self.authorization_servers.push(issuer.into());
        self
    }

    /// The scopes that clients may ask for.
    #[must_use]
    pub fn scopes<T: Into<String>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        self.scopes_supported = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// The name to show to whoever is asked for consent.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.resource_name = Some(name.into());
        self
    }

    /// Where developers read about it.
    #[must_use]
    pub fn documentation(mut self, url: impl Into<String>) -> Self {
        self.resource_documentation = Some(url.into());
        self
    }

    /// The address that clients know it by, which is the audience of their tokens.
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// The path to serve the document at.
    pub fn path(&self) -> &str {
        self.metadata_url.path()
    }

    /// Where clients find the document.
    pub fn metadata_url(&self) -> &str {
        self.metadata_url.as_str()
    }

    /// The challenge that points to the document.
    pub fn challenge(&self) -> Challenge {
        Challenge::default().resource_metadata(self.metadata_url())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "pk_test_aGFwcHktaGlwcG8tMS5jbGVyay5hY2NvdW50cy5kZXYk";

    #[test]
    fn the_document_lies_between_the_host_and_the_path() {
        for (resource, metadata) in [
            ("https://api.example.com", "https://api.example.com/.well-known/oauth-protected-resource"),
            ("https://api.example.com/", "https://api.example.com/.well-known/oauth-protected-resource"),
            ("https://api.example.com/v1/mcp", "https://api.example.com/.well-known/oauth-protected-resource/v1/mcp"),
            ("https://a.b:8443/x?y=1", "https://a.b:8443/.well-known/oauth-protected-resource/x?y=1"),
            ("http://127.0.0.1:4010/mcp", "http://127.0.0.1:4010/.well-known/oauth-protected-resource/mcp"),
            ("http://localhost", "http://localhost/.well-known/oauth-protected-resource"),
        ] {
            let made = ProtectedResource::new(resource, KEY).unwrap();
            assert_eq!((made.resource(), made.metadata_url()), (resource, metadata));
        }
    }

    #[test]
    fn what_no_token_can_be_asked_for_is_refused() {
        for resource in ["", "api.example.com", "http://api.example.com", "https://a.b/#c", "urn:example:api"] {
            let error = ProtectedResource::new(resource, KEY).unwrap_err();
            assert_eq!(error, ProtectedResourceError::Resource(resource.to_owned()));
        }
        let error = ProtectedResource::new("https://a.b", "sk_test_1").unwrap_err();
        assert_eq!(error, ProtectedResourceError::PublishableKey);
    }
}
