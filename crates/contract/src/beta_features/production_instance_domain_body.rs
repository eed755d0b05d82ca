use crate::object;

/// Where a production instance moves.
#[object(closed)]
#[derive(Default)]
pub struct ProductionInstanceDomainBody {
    /// The new home of the application, such as `https://www.example.com`.
    pub home_url: Option<String>,
    /// Whether it is for one of several applications under the same registered domain, so that its subdomain is kept.
    pub is_secondary: Option<bool>,
}
