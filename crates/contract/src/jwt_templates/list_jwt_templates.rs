use super::JwtTemplate;
use crate::{Listing, operation};

/// Lists the JWT templates of the instance.
#[operation(
    id = "ListJWTTemplates",
    get = "/jwt_templates",
    tag = "JWT Templates",
    returns = Listing<JwtTemplate>,
    sdk(
        js = "jwtTemplates.list({ ... }) + paginated=true",
        python = "jwt_templates.list(...)",
        go = "jwttemplate.List",
    ),
)]
pub struct ListJwtTemplates {
    /// Whether to answer an object with `data` and `total_count` in place of the bare array.
    #[api(query)]
    pub paginated: Option<bool>,
    /// How many objects to answer at most.
    #[api(query, default = "10", min = 1, max = 500)]
    pub limit: Option<i64>,
    /// How many objects to pass over from the start of the ordered list.
    #[api(query, default = "0", min = 0)]
    pub offset: Option<i64>,
}
