//! The server over HTTP, operation by operation.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod app;
mod browser;
mod conditions;
mod errors_table;
mod hostile;
mod identifiers;
mod keys;
mod machines_and_tokens;
mod name_server;
mod oauth;
mod official_errors;
mod openapi;
mod people;
mod proxy;
mod rights;
mod sealed;
mod seed;
mod settings_table;
mod teams;
mod tenancy;
mod tokens;
mod transport;
mod unserved;
mod version_differences;
mod world;

/// One file for each operation, found by itself.
mod users {
    automod::dir!("tests/it/users");
}

mod accountless_applications {
    automod::dir!("tests/it/accountless_applications");
}

mod allow_list_block_list {
    automod::dir!("tests/it/allow_list_block_list");
}

mod beta_features {
    automod::dir!("tests/it/beta_features");
}

mod clients {
    automod::dir!("tests/it/clients");
}

mod email_addresses {
    automod::dir!("tests/it/email_addresses");
}

mod events {
    automod::dir!("tests/it/events");
}

mod instance_settings {
    automod::dir!("tests/it/instance_settings");
}

mod invitations {
    automod::dir!("tests/it/invitations");
}

mod jwks {
    automod::dir!("tests/it/jwks");
}

mod phone_numbers {
    automod::dir!("tests/it/phone_numbers");
}

mod sessions {
    automod::dir!("tests/it/sessions");
}

mod sign_in_tokens {
    automod::dir!("tests/it/sign_in_tokens");
}

mod organizations {
    automod::dir!("tests/it/organizations");
}

mod organization_invitations {
    automod::dir!("tests/it/organization_invitations");
}

mod organization_domains {
    automod::dir!("tests/it/organization_domains");
}

mod domains {
    automod::dir!("tests/it/domains");
}

mod proxy_checks {
    automod::dir!("tests/it/proxy_checks");
}

mod redirect_urls {
    automod::dir!("tests/it/redirect_urls");
}

mod webhooks {
    automod::dir!("tests/it/webhooks");
}

mod miscellaneous {
    automod::dir!("tests/it/miscellaneous");
}

mod organization_memberships {
    automod::dir!("tests/it/organization_memberships");
}

mod organization_permissions {
    automod::dir!("tests/it/organization_permissions");
}

mod organization_roles {
    automod::dir!("tests/it/organization_roles");
}

mod role_sets {
    automod::dir!("tests/it/role_sets");
}

mod waitlist_entries {
    automod::dir!("tests/it/waitlist_entries");
}

mod machines {
    automod::dir!("tests/it/machines");
}

mod m2m_tokens {
    automod::dir!("tests/it/m2m_tokens");
}

mod api_keys {
    automod::dir!("tests/it/api_keys");
}

mod authorization_server {
    automod::dir!("tests/it/authorization_server");
}

mod oauth_applications {
    automod::dir!("tests/it/oauth_applications");
}

mod oauth_access_tokens {
    automod::dir!("tests/it/oauth_access_tokens");
}

mod jwt_templates {
    automod::dir!("tests/it/jwt_templates");
}

mod actor_tokens {
    automod::dir!("tests/it/actor_tokens");
}

mod testing_tokens {
    automod::dir!("tests/it/testing_tokens");
}

mod agent_tasks {
    automod::dir!("tests/it/agent_tasks");
}

mod sign_ups {
    automod::dir!("tests/it/sign_ups");
}

mod tickets {
    automod::dir!("tests/it/tickets");
}
