//! Settings as the API shows them.

use frontdesk_contract::instance_settings::{
    InstanceCommunication, InstanceProtect, InstanceRestrictions, OauthApplicationSettings,
};
use frontdesk_storage::instances::{Communication, OauthApplications, Protect, Restrictions};

pub(super) fn present_restrictions(restrictions: &Restrictions) -> InstanceRestrictions {
    InstanceRestrictions {
        object: "instance_restrictions".into(),
        allowlist: restrictions.allowlist,
        blocklist: restrictions.blocklist,
        allowlist_blocklist_disabled_on_sign_in: restrictions.allowlist_blocklist_disabled_on_sign_in,
        block_email_subaddresses: restrictions.block_email_subaddresses,
        block_disposable_email_domains: restrictions.block_disposable_email_domains,
        ignore_dots_for_gmail_addresses: restrictions.ignore_dots_for_gmail_addresses,
    }
}

pub(super) fn present_protect(protect: &Protect) -> InstanceProtect {
    InstanceProtect {
        object: "instance_protect".into(),
        rules_enabled: protect.rules_enabled,
        specter_enabled: protect.specter_enabled,
        checks_bypassed: protect.checks_bypassed,
    }
}

pub(super) fn present_communication(communication: &Communication) -> InstanceCommunication {
    InstanceCommunication {
        object: "instance_communication".into(),
        blocked_country_codes: communication.blocked_country_codes.clone(),
    }
}

pub(super) fn present_oauth_applications(settings: &OauthApplications) -> OauthApplicationSettings {
    OauthApplicationSettings {
        object: "oauth_application_settings".into(),
        dynamic_oauth_client_registration: settings.dynamic_client_registration,
        default_scopes: settings.default_scopes.clone(),
        oauth_jwt_access_tokens: settings.jwt_access_tokens,
        client_id_metadata_documents_advertised: settings.client_id_metadata_documents_advertised,
        client_id_metadata_documents_only_allow_pre_registered_clients: settings
            .client_id_metadata_documents_only_allow_pre_registered_clients,
        client_id_metadata_documents_block_implicitly_allowed_clients: settings
            .client_id_metadata_documents_block_implicitly_allowed_clients,
    }
}
