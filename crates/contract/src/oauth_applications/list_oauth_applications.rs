use super::OauthApplication;
use crate::{Page, operation};

/// Lists the OAuth applications of the instance.
#[operation(
    id = "ListOAuthApplications",
    get = "/oauth_applications",
    tag = "OAuth Applications",
    returns = Page<OauthApplication>,
    errors = "400 403 422",
    sdk(js = "oauthApplications.list({ ... })", python = "oauth_applications.list(...)", go = "oauthapplication.List"),
)]
pub struct ListOauthApplications {
    /// Keep the application with this client id, or those in whose name this text occurs, in any case.
    #[api(query, versions = "!2025-03-12")]
    pub name_query: Option<String>,
    /// The key to order by: `name` or `created_at`; descending with a leading `-`.
    #[api(query, versions = "!2025-03-12", default = r#""+created_at""#)]
    pub order_by: Option<String>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
