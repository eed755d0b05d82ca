use super::OrganizationDomain;
use crate::{Maybe, object, operation};

/// Adds a domain to an organization.
///
/// It counts as verified unless `verified` is `false`. Only one organization of the instance can have it verified, and
/// domains of public mail providers are refused.
#[operation(
    id = "CreateOrganizationDomain",
    post = "/organizations/{organization_id}/domains",
    tag = "Organization Domains",
    returns = OrganizationDomain,
    errors = "400 403 404 422",
    sdk(
        js = "organizations.createOrganizationDomain({ organizationId, ... }) + verified=true",
        python = "organization_domains.create(...)",
        go = "organizationdomain.Create",
    ),
)]
pub struct CreateOrganizationDomain {
    /// The organization's id, `org_…`.
    #[api(path)]
    pub organization_id: String,
    /// What to send.
    #[api(body)]
    pub body: CreateOrganizationDomainBody,
}

/// The domain to add.
#[object(closed)]
#[derive(Default)]
pub struct CreateOrganizationDomainBody {
    /// The domain, such as `example.com`.
    pub name: Option<String>,
    /// What happens when people with such an address sign up: `manual_invitation`, `automatic_invitation`,
    /// `automatic_suggestion` or `enterprise_sso`; `manual_invitation` when left out.
    pub enrollment_mode: Option<String>,
    /// Whether it counts as verified at once; `true` when left out.
    pub verified: Maybe<bool>,
}
