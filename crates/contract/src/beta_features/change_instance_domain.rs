use super::ProductionInstanceDomainBody;
use crate::operation;

/// Moves a production instance to another domain, as the JavaScript SDK asks.
///
/// Use `ChangeProductionInstanceDomain` instead, which does the same.
#[operation(
    id = "ChangeInstanceDomain",
    post = "/beta_features/change_domain",
    tag = "Beta Features",
    deprecated,
    status = 202,
    errors = "400 422",
    risk = destructive,
    destroys = "Every session of every user, and the keys in use; nobody can sign in until the new domain is set up.",
    sdk(js = "betaFeatures.changeDomain({ ... })"),
)]
pub struct ChangeInstanceDomain {
    /// What to send.
    #[api(body, required = "none")]
    pub body: ProductionInstanceDomainBody,
}
