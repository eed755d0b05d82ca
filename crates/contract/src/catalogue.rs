//! All operations as data.

use crate::{
    ApiVersion, Descriptor, Method, accountless_applications, allow_list_block_list, beta_features, clients, domains,
    email_addresses, instance_settings, invitations, jwks, organization_domains, organization_invitations,
    organization_memberships, organization_permissions, organization_roles, organizations, phone_numbers, proxy_checks,
    redirect_urls, role_sets, sessions, sign_in_tokens, users, waitlist_entries,
    ApiVersion, Descriptor, Method, accountless_applications, admin_portal_link_tokens, clients, email_addresses,
    enterprise_connections, invitations, jwks, organization_invitations, organization_memberships,
    ApiVersion, Descriptor, Method, accountless_applications, admin_portal_link_tokens, billing, clients,
    ApiVersion, Descriptor, Method, accountless_applications, admin_portal_link_tokens, billing, clients, commerce,
    directories, email_addresses, enterprise_connections, invitations, jwks, organization_invitations,
    organization_memberships, organization_permissions, organization_roles, organizations, phone_numbers,
    saml_connections, scim_directories, sessions, sign_in_tokens, users,
    ApiVersion, Descriptor, Method, accountless_applications, clients, email_addresses, invitations, jwks,
    ApiVersion, Descriptor, Method, accountless_applications, api_keys, clients, email_addresses, invitations, jwks,
    jwt_templates, m2m_tokens, machines, oauth_access_tokens, oauth_applications, organization_invitations,
    organization_memberships, organizations, phone_numbers, sessions, sign_in_tokens, users,
    ApiVersion, Descriptor, Method, accountless_applications, actor_tokens, agent_tasks, api_keys, clients,
    email_addresses, email_sms_templates, invitations, jwks, jwt_templates, m2m_tokens, machines, miscellaneous,
    oauth_access_tokens, oauth_applications, organization_invitations, organization_memberships, organizations,
    phone_numbers, sessions, sign_in_tokens, sign_ups, testing_tokens, users, webhooks,
};

/// The operations of every resource, in the order of their tags.
const RESOURCES: &[&[&Descriptor]] = &[
    accountless_applications::OPERATIONS,
    allow_list_block_list::OPERATIONS,
    beta_features::OPERATIONS,
    admin_portal_link_tokens::OPERATIONS,
    billing::OPERATIONS,
    actor_tokens::OPERATIONS,
    agent_tasks::OPERATIONS,
    api_keys::OPERATIONS,
    clients::OPERATIONS,
    domains::OPERATIONS,
    commerce::OPERATIONS,
    directories::OPERATIONS,
    email_addresses::OPERATIONS,
    instance_settings::OPERATIONS,
    enterprise_connections::OPERATIONS,
    email_sms_templates::OPERATIONS,
    invitations::OPERATIONS,
    jwks::OPERATIONS,
    organization_domains::OPERATIONS,
    jwt_templates::OPERATIONS,
    m2m_tokens::OPERATIONS,
    machines::OPERATIONS,
    miscellaneous::OPERATIONS,
    oauth_access_tokens::OPERATIONS,
    oauth_applications::OPERATIONS,
    organization_invitations::OPERATIONS,
    organization_memberships::OPERATIONS,
    organization_permissions::OPERATIONS,
    organization_roles::OPERATIONS,
    organizations::OPERATIONS,
    phone_numbers::OPERATIONS,
    proxy_checks::OPERATIONS,
    redirect_urls::OPERATIONS,
    role_sets::OPERATIONS,
    saml_connections::OPERATIONS,
    scim_directories::OPERATIONS,
    sessions::OPERATIONS,
    sign_in_tokens::OPERATIONS,
    sign_ups::OPERATIONS,
    testing_tokens::OPERATIONS,
    users::OPERATIONS,
    waitlist_entries::OPERATIONS,
    webhooks::OPERATIONS,
];

/// Every declared operation.
pub fn operations() -> impl Iterator<Item = &'static Descriptor> {
    RESOURCES.iter().flat_map(|operations| operations.iter().copied())
}

/// The operation of that id in that version.
pub fn find(id: &str, version: ApiVersion) -> Option<&'static Descriptor> {
    operations().find(|operation| operation.id == id && operation.versions.contains(version))
}

/// The operation that answers `method` on the concrete `path` (without `/v1`) in `version`.
/// A literal segment wins over a placeholder.
pub fn resolve(method: Method, path: &str, version: ApiVersion) -> Option<&'static Descriptor> {
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    operations()
        .filter(|operation| operation.method == method && operation.versions.contains(version))
        .filter_map(|operation| matching(operation.path, &segments).map(|literals| (literals, operation)))
        .max_by_key(|(literals, _)| *literals)
        .map(|(_, operation)| operation)
}

/// How many leading segments are literal, as bits from the left; `None` when the path does not match.
fn matching(template: &str, segments: &[&str]) -> Option<u64> {
    let mut literals = 0;
    let mut count = 0;
    for part in template.trim_matches('/').split('/') {
        let segment = segments.get(count)?;
        count += 1;
        literals <<= 1;
        if part.starts_with('{') {
            if segment.is_empty() {
                return None;
            }
        } else if part == *segment {
            literals |= 1;
        } else {
            return None;
        }
    }
    (count == segments.len()).then_some(literals)
}
