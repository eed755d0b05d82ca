use super::ProductionInstanceDomainBody;
use crate::operation;

/// Moves a production instance to another domain.
///
/// Afterwards the new domain needs its DNS records and certificates, OAuth providers need the new redirect URLs, and
/// the application its new keys.
///
/// Use `ChangeProductionInstanceDomain` instead.
#[operation(
    id = "UpdateProductionInstanceDomain",
    put = "/beta_features/domain",
    tag = "Beta Features",
    deprecated,
    status = 202,
    errors = "400 422",
    risk = destructive,
    destroys = "Every session of every user, and the keys in use; nobody can sign in until the new domain is set up.",
    sdk(python = "beta_features.update_production_instance_domain(request)"),
)]
pub struct UpdateProductionInstanceDomain {
    /// What to send.
    #[api(body, required = "none")]
    pub body: ProductionInstanceDomainBody,
}
