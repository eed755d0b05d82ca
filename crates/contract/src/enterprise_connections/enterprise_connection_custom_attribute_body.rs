use crate::object;

/// A value of the identity provider to keep in a user's metadata.
#[object(closed)]
pub struct EnterpriseConnectionCustomAttributeBody {
    /// The name to show.
    #[api(min_length = 1)]
    pub name: String,
    /// The key of the metadata to keep the value under: letters, digits, hyphens and underscores, which may not lead.
    #[api(min_length = 1, pattern = r"^[^_][A-Za-z0-9_-]*$")]
    pub key: String,
    /// Where the value is among the claims of a sign-in.
    pub sso_path: Option<String>,
    /// Where the value is in a user of the directory, as a GJSON path; the older name of `directory_path`.
    pub scim_path: Option<String>,
    /// Where the value is in a user of the directory, as a GJSON path. If `scim_path` is sent as well, it has to be
    /// the same.
    pub directory_path: Option<String>,
    /// Whether there can be several values, which are kept as a list in the public metadata; not unless said.
    pub multi_valued: Option<bool>,
}
