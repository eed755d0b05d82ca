//! The kinds of errors in use. Status and code stand in the official catalogue; a test holds them
//! against it.

use super::ErrorKind;

macro_rules! kinds {
    ($($name:ident = $status:literal $code:literal $message:literal;)*) => {
        $(#[doc = concat!("`", $code, "`: ", $message, ".")]
        pub const $name: ErrorKind = ErrorKind { status: $status, code: $code, message: $message };)*

        /// Every kind in use.
        pub const ALL: &[ErrorKind] = &[$($name),*];
    };
}

kinds! {
    // The request as such.
    RESOURCE_NOT_FOUND = 404 "resource_not_found" "not found";
    URL_NOT_FOUND = 404 "resource_not_found" "URL not found";
    API_VERSION_INVALID = 400 "api_version_invalid" "unknown API version";
    AUTHORIZATION_HEADER_FORMAT_INVALID = 401 "authorization_header_format_invalid" "no usable Authorization header";
    CLERK_KEY_INVALID = 401 "clerk_key_invalid" "unknown secret key";
    REQUEST_BODY_INVALID = 400 "request_body_invalid" "unreadable request body";
    REQUEST_BODY_TOO_LARGE = 413 "request_body_too_large" "request body too large";
    MALFORMED_REQUEST_PARAMETERS = 400 "malformed_request_parameters" "unreadable parameters";
    UNSUPPORTED_CONTENT_TYPE = 415 "unsupported_content_type" "unsupported media type";
    BULK_SIZE_EXCEEDED = 400 "bulk_size_exceeded" "too many items";
    BAD_REQUEST = 400 "bad_request" "bad request";
    TOO_MANY_REQUESTS = 429 "too_many_requests" "too many requests";
    SERVICE_UNAVAILABLE = 503 "service_unavailable" "not available at the moment";
    FEATURE_NOT_IMPLEMENTED = 501 "feature_not_implemented" "not available yet";
    INTERNAL = 500 "internal_clerk_error" "internal error";
    REQUEST_INVALID_FOR_ENVIRONMENT = 400 "request_invalid_for_environment" "not allowed in this environment";
    DUPLICATE_RECORD = 400 "duplicate_record" "exists already";
    // Fields of a request.
    FORM_PARAM_MISSING = 422 "form_param_missing" "is missing";
    FORM_PARAM_UNKNOWN = 422 "form_param_unknown" "is unknown";
    FORM_PARAM_NIL = 422 "form_param_nil" "must not be null";
    FORM_PARAM_TYPE_INVALID = 422 "form_param_type_invalid" "has the wrong type";
    FORM_PARAM_DUPLICATE = 422 "form_param_duplicate" "is given twice";
    FORM_PARAM_VALUE_INVALID = 422 "form_param_value_invalid" "is invalid";
    FORM_PARAM_FORMAT_INVALID = 422 "form_param_format_invalid" "has an invalid format";
    FORM_PARAM_MIN_LENGTH_EXCEEDED = 422 "form_param_min_length_exceeded" "is too short";
    FORM_PARAM_MAX_LENGTH_EXCEEDED = 422 "form_param_max_length_exceeded" "is too long";
    FORM_PARAM_ARRAY_SIZE_EXCEEDED = 422 "form_param_array_size_exceeded" "has too many items";
    FORM_PARAM_EXCEEDS_ALLOWED_SIZE = 422 "form_param_exceeds_allowed_size" "is too large";
    FORM_PARAM_INVALID_TIME = 422 "form_param_invalid_time" "is not a time";
    FORM_IDENTIFIER_EXISTS = 422 "form_identifier_exists" "is taken";
    FORM_CONDITIONAL_PARAM_MISSING = 422 "form_conditional_param_missing" "is missing";
    FORM_CONDITIONAL_PARAM_DISALLOWED = 422 "form_conditional_param_disallowed" "is not allowed";
    FORM_DATA_MISSING = 422 "form_data_missing" "attributes are missing";
    FORM_RESOURCE_NOT_FOUND = 422 "form_resource_not_found" "not found";
    // Users.
    FORM_PARAM_ARRAY_LENGTH_MISMATCH = 422 "form_param_array_length_mismatch" "has another length";
    FORM_VERIFICATION_NEEDED = 422 "form_verification_needed" "is not verified";
    FORM_DISALLOW_FUTURE_DATE = 422 "form_disallow_future_date" "is in the future";
    FORM_USERNAME_INVALID_LENGTH = 422 "form_username_invalid_length" "has the wrong length";
    FORM_USERNAME_INVALID_CHARACTER = 422 "form_username_invalid_character" "has a character that is not allowed";
    FORM_USERNAME_NEEDS_NON_NUMBER_CHAR = 422 "form_username_needs_non_number_char" "is nothing but digits";
    FORM_USERNAME_CANNOT_BE_PHONE_NUMBER = 422 "form_username_cannot_be_phone_number" "is a phone number";
    FORM_PASSWORD_LENGTH_TOO_SHORT = 422 "form_password_length_too_short" "is too short";
    FORM_PASSWORD_LENGTH_TOO_LONG = 422 "form_password_length_too_long" "is too long";
    FORM_PASSWORD_SIZE_IN_BYTES_EXCEEDED = 422 "form_password_size_in_bytes_exceeded" "takes too many bytes";
    FORM_PASSWORD_NO_LOWERCASE = 422 "form_password_no_lowercase" "has no lower-case letter";
    FORM_PASSWORD_NO_UPPERCASE = 422 "form_password_no_uppercase" "has no upper-case letter";
    FORM_PASSWORD_NO_NUMBER = 422 "form_password_no_number" "has no digit";
    FORM_PASSWORD_NO_SPECIAL_CHAR = 422 "form_password_no_special_char" "has no special character";
    FORM_PASSWORD_MATCHES_IDENTIFIER = 422 "form_password_matches_identifier" "is the name of the account";
    FORM_PASSWORD_NOT_STRONG_ENOUGH = 422 "form_password_not_strong_enough" "is too easy to guess";
    FORM_PASSWORD_PWNED = 422 "form_password_pwned" "is known from a breach";
    FORM_PASSWORD_DIGEST_INVALID = 422 "form_password_digest_invalid_code" "does not fit its hasher";
    INVALID_TOTP_SECRET = 422 "invalid_totp_secret_code" "is not a TOTP secret";
    USER_QUOTA_EXCEEDED = 403 "user_quota_exceeded" "too many users";
    FEATURE_REQUIRES_DYNAMIC_OAUTH_CLIENT_REGISTRATION = 422 "feature_requires_dynamic_oauth_client_registration" "clients cannot register themselves";
    FEATURE_NOT_ENABLED = 403 "feature_not_enabled" "not enabled";
    OAUTH_UNSUPPORTED_PROVIDER = 400 "oauth_unsupported_provider" "unknown provider";
    OAUTH_TOKEN_RETRIEVAL_ERROR = 400 "oauth_token_retrieval_error" "no token to be had";
    NO_PASSWORD_SET = 400 "no_password_set" "no password";
    INCORRECT_PASSWORD = 422 "incorrect_password" "wrong password";
    TOTP_DISABLED = 400 "totp_disabled" "no authenticator app";
    TOTP_INCORRECT_CODE = 422 "totp_incorrect_code" "wrong code";
    TOTP_INVALID_LENGTH = 422 "totp_invalid_length" "wrong number of digits";
    IDENTIFICATION_DELETION_FAILED = 400 "identification_deletion_failed" "the last identifier stays";
    LAST_REQUIRED_IDENTIFICATION_DELETION_FAILED = 400 "last_required_identification_deletion_failed" "a required identifier stays";
    EXTERNAL_ACCOUNT_NOT_FOUND = 404 "external_account_not_found" "not found";
    // Restrictions and settings.
    NOT_ALLOWED_ACCESS = 403 "not_allowed_access" "no access";
    SIGN_UP_MODE_RESTRICTED = 403 "sign_up_mode_restricted" "sign-ups are restricted";
    SIGN_UP_RESTRICTED_WAITLIST = 403 "sign_up_restricted_waitlist" "sign-ups wait for an invitation";
    FORM_EMAIL_ADDRESS_BLOCKED = 403 "form_email_address_blocked" "is a throw-away address";
    UNSUPPORTED_COUNTRY_CODE = 403 "unsupported_country_code" "no messages to this country";
    FORM_INVALID_ORIGIN = 422 "form_invalid_origin" "is not an origin";
    FORM_PARAM_VALUE_CONFLICT = 422 "form_param_value_conflict" "contradicts another parameter";
    SIGN_UP_MODE_RESTRICTED_INVALID_VALUE = 422 "sign_up_mode_restricted_invalid_value" "does not fit the sign-up mode";
    DISABLED_INSTANCE_RESTRICTION = 422 "disabled_instance_restriction" "cannot be set here";
    ENHANCED_EMAIL_DELIVERABILITY_PROHIBITED = 422 "enhanced_email_deliverability_prohibited" "only with codes by e-mail";
    ORGANIZATIONS_DISABLE_NOT_ALLOWED = 400 "organizations_disable_not_allowed" "organizations are in use";
    // The domain of an instance.
    HOME_URL_TAKEN = 422 "home_url_taken" "another instance lives there";
    KNOWN_HOSTING_DOMAIN = 422 "known_hosting_domain" "belongs to a hosting service";
    RESERVED_DOMAIN = 422 "reserved_domain" "is reserved";
    RESERVED_SUBDOMAIN = 422 "reserved_subdomain" "is reserved";
    // The waitlist.
    WAITLIST_ENTRY_ALREADY_COMPLETED = 409 "waitlist_entry_already_completed" "has signed up";
    WAITLIST_ENTRY_ALREADY_INVITED = 409 "waitlist_entry_already_invited" "invited already";
    WAITLIST_ENTRY_ALREADY_REJECTED = 409 "waitlist_entry_already_rejected" "rejected already";
    WAITLIST_ENTRY_LOCKED = 409 "waitlist_entry_locked" "locked for the moment";
    // Images.
    IMAGE_NOT_FOUND = 404 "image_not_found" "no such picture";
    IMAGE_TOO_LARGE = 413 "image_too_large" "picture too large";
    // Sessions.
    SESSION_NOT_FOUND = 404 "resource_not_found" "Session not found";
    JWT_TEMPLATE_NOT_FOUND = 404 "resource_not_found" "JWT template not found";
    INVALID_SESSION_TOKEN = 400 "invalid_session_token" "unusable token";
    EXPIRED_SESSION_TOKEN_INVALID = 401 "expired_session_token_invalid" "unusable expired token";
    EXPIRED_SESSION_TOKEN_MISSING_SID = 401 "expired_session_token_missing_sid" "no session in the expired token";
    EXPIRED_SESSION_TOKEN_MISSING_AZP = 401 "expired_session_token_missing_azp" "no origin in the expired token";
    REFRESH_SID_MISMATCH = 401 "refresh_sid_mismatch" "token of another session";
    REFRESH_REQUEST_ORIGIN_INVALID = 401 "refresh_request_origin_invalid" "unreadable origin";
    REFRESH_REQUEST_ORIGIN_AZP_MISMATCH = 401 "refresh_request_origin_azp_mismatch" "token of another origin";
    SESSION_REFRESH_MISSING_IAT = 401 "session_refresh_expired_session_token_missing_iat" "no time in the expired token";
    SESSION_REFRESH_TOKEN_TOO_OLD = 401 "session_refresh_expired_session_token_too_old" "expired token too old";
    SESSION_REFRESH_TOKEN_INELIGIBLE = 401 "session_refresh_session_token_ineligible" "token cannot be exchanged";
    SESSION_REFRESH_SESSION_NOT_FOUND = 401 "session_refresh_session_not_found" "session not found";
    SESSION_REFRESH_INACTIVE_SESSION = 401 "session_refresh_inactive_session" "session not active";
    SESSION_REFRESH_USER_NOT_FOUND = 401 "session_refresh_user_not_found" "user not found";
    SESSION_REFRESH_TOKEN_CONSUMED = 401 "session_refresh_expired_session_token_consumed" "expired token used before";
    REFRESH_TOKEN_NOT_FOUND = 401 "refresh_token_not_found" "unknown refresh token";
    // Clients.
    CLIENT_NOT_FOUND = 404 "resource_not_found" "Client not found";
    NO_CLIENT_FOUND = 400 "client_not_found" "no client for this token";
    COOKIE_INVALID = 400 "cookie_invalid" "unusable client token";
    // Sign-in tokens.
    SIGN_IN_TOKEN_CANNOT_BE_REVOKED = 400 "sign_in_token_cannot_be_revoked_code" "cannot be revoked";
    ORGANIZATIONS_NOT_ENABLED = 403 "organization_not_enabled_in_instance" "organizations are off";
    SIGN_IN_TOKEN_REVOKED = 400 "sign_in_token_revoked_code" "taken back";
    SIGN_IN_TOKEN_ALREADY_USED = 400 "sign_in_token_already_used_code" "used already";
    SIGN_IN_TOKEN_CANNOT_BE_USED = 400 "sign_in_token_cannot_be_used_code" "cannot be used";
    SIGN_IN_TOKEN_NOT_IN_SIGN_IN = 400 "sign_in_token_not_in_sign_in_code" "only for signing in";
    // Actor tokens.
    ACTOR_TOKEN_REVOKED = 400 "actor_token_revoked_code" "taken back";
    ACTOR_TOKEN_ALREADY_USED = 400 "actor_token_already_used_code" "used already";
    ACTOR_TOKEN_CANNOT_BE_USED = 400 "actor_token_cannot_be_used_code" "cannot be used";
    ACTOR_TOKEN_NOT_IN_SIGN_IN = 400 "actor_token_not_in_sign_in_code" "only for signing in";
    ACTOR_TOKEN_SUBJECT_NOT_FOUND = 404 "actor_token_subject_not_found" "user not found";
    ACTOR_TOKEN_CANNOT_BE_REVOKED = 400 "actor_token_cannot_be_revoked_code" "cannot be revoked";
    // Agent tasks.
    AGENT_TASK_NOT_FOUND = 404 "agent_task_not_found" "agent task not found";
    AGENT_TASK_REVOKED = 400 "agent_task_revoked" "taken back";
    AGENT_TASK_ALREADY_USED = 400 "agent_task_already_used" "used already";
    AGENT_TASK_CANNOT_BE_USED = 400 "agent_task_cannot_be_used" "cannot be used";
    AGENT_TASK_NOT_IN_SIGN_IN = 400 "agent_task_not_in_sign_in" "only for signing in";
    AGENT_TASK_SUBJECT_NOT_FOUND = 404 "agent_task_subject_not_found" "user not found";
    AGENT_TASK_CANNOT_BE_REVOKED = 400 "agent_task_cannot_be_revoked" "cannot be revoked";
    REDIRECT_URL_DOMAIN_MISMATCH = 422 "redirect_url_domain_mismatch" "leads to another domain";
    // Tickets.
    TICKET_EXPIRED = 400 "ticket_expired_code" "expired";
    TICKET_INVALID = 400 "ticket_invalid_code" "no ticket of ours";
    USER_BANNED = 403 "user_banned" "banned";
    USER_LOCKED = 403 "user_locked" "locked";
    // JWT templates.
    JWT_TEMPLATE_RESERVED_CLAIM = 400 "jwt_template_reserved_claim" "reserved claim used";
    SESSION_TOKEN_JWT_TEMPLATE = 403 "session_token_jwt_template" "needed by session tokens";
    // Sign-ups.
    SIGN_UP_NOT_FOUND = 404 "resource_not_found" "Sign up not found";
    SIGN_UP_CANNOT_BE_UPDATED = 403 "sign_up_cannot_be_updated" "ended";
    // Invitations.
    REVOKED_INVITATION = 400 "revoked_invitation" "taken back";
    INVITATION_ACCOUNT_EXISTS = 400 "invitation_account_exists" "a user already";
    INVITATION_ACCOUNT_NOT_EXISTS = 400 "invitation_account_not_exists" "not a user yet";
    INVITATIONS_NOT_SUPPORTED = 400 "invitations_not_supported" "invitations are off";
    INVITATION_ALREADY_ACCEPTED = 400 "invitation_already_accepted" "accepted already";
    INVITATION_ALREADY_REVOKED = 400 "invitation_already_revoked" "revoked already";
    // Organizations.
    ORGANIZATION_CREATOR_NOT_FOUND = 400 "organization_creator_not_found" "no such creator";
    ORGANIZATION_SLUGS_DISABLED = 403 "organization_slugs_disabled" "slugs are off";
    // Organization domains.
    ORGANIZATION_DOMAINS_NOT_ENABLED = 403 "organization_domains_not_enabled" "domains are off";
    ORGANIZATION_DOMAIN_ENROLLMENT_MODE_NOT_ENABLED = 403 "organization_domain_enrollment_mode_not_enabled" "the mode is off";
    ORGANIZATION_DOMAIN_QUOTA_EXCEEDED = 403 "organization_domain_quota_exceeded" "too many domains";
    ORGANIZATION_DOMAIN_COMMON = 422 "organization_domain_common" "a mail provider for everybody";
    ORGANIZATION_DOMAIN_BLOCKED = 422 "organization_domain_blocked" "a provider of disposable addresses";
    ORGANIZATION_DOMAIN_ALREADY_EXISTS = 422 "organization_domain_already_exists" "another organization has it";
    ORGANIZATION_DOMAIN_ALREADY_EXISTS_SAME_ORGANIZATION = 422 "organization_domain_already_exists_same_organization" "the organization has it already";
    ORGANIZATION_DOMAIN_MISMATCH = 422 "organization_domain_mismatch" "is at another domain";
    VERIFICATION_MISSING = 400 "verification_missing" "nothing to verify";
    // Domains of the instance, and proxies.
    DOMAIN_UPDATE_FORBIDDEN = 400 "domain_update_forbidden" "only in production";
    PRIMARY_DOMAIN_ALREADY_EXISTS = 422 "primary_domain_already_exists" "there is a primary domain";
    OPERATION_NOT_ALLOWED_ON_PRIMARY_DOMAIN = 403 "operation_not_allowed_on_primary_domain" "not with the primary domain";
    PROXY_URL_REQUIRED_FOR_PROVIDER_DOMAIN = 422 "proxy_url_required_for_provider_domain" "needs a proxy";
    INVALID_PROXY_CONFIGURATION = 422 "invalid_proxy_configuration" "does not work";
    PROXY_REQUEST_MISSING_SECRET_KEY = 400 "proxy_request_missing_secret_key" "no secret key";
    PROXY_REQUEST_INVALID_SECRET_KEY = 401 "proxy_request_invalid_secret_key" "unknown secret key";
    // Machines and their tokens.
    MACHINE_SECRET_KEY_INVALID = 401 "machine_secret_key_invalid" "unusable secret key of a machine";
    MACHINE_TOKEN_RESERVED_CLAIM = 400 "machine_token_reserved_claim" "a reserved claim";
    AUTHORIZATION_INVALID = 403 "authorization_invalid" "not allowed";
    // API keys.
    TOKEN_CREATION_CONFLICT = 409 "token_creation_conflict" "the name is taken";
    // OAuth applications.
    OAUTH_FETCH_USER_ERROR = 401 "oauth_fetch_user_error" "no usable access token";
    FORM_PUBLIC_CLIENT_REQUIRES_PKCE = 422 "form_public_client_requires_pkce" "needs PKCE";
    OAUTH_APPLICATION_CONSENT_SCREEN_CANNOT_BE_DISABLED = 422 "oauth_application_consent_screen_cannot_be_disabled" "asks for consent";
    // Redirect URLs.
    REDIRECT_URL_NOT_FOUND = 404 "resource_not_found" "Redirect url not found";
    // Webhooks.
    SVIX_APP_EXISTS = 400 "svix_app_exists" "on already";
    SVIX_APP_MISSING = 400 "svix_app_missing" "off";
    // Pages.
    MISSING_QUERY_PARAMETER = 400 "missing_query_parameter" "is missing";
    INVALID_QUERY_PARAMETER_VALUE = 400 "invalid_query_parameter_value" "is invalid";
    MALFORMED_PUBLISHABLE_KEY = 400 "malformed_publishable_key" "unusable publishable key";
    // Organization memberships.
    ALREADY_A_MEMBER_IN_ORGANIZATION = 400 "already_a_member_in_organization" "a member already";
    NOT_A_MEMBER_IN_ORGANIZATION = 403 "not_a_member_in_organization" "no member";
    MISSING_ORGANIZATION_PERMISSION = 403 "missing_organization_permission" "not permitted in the organization";
    ORGANIZATION_MEMBERSHIP_QUOTA_EXCEEDED = 403 "organization_membership_quota_exceeded" "the organization is full";
    ORGANIZATION_MINIMUM_PERMISSIONS_NEEDED = 400 "organization_minimum_permissions_needed" "the last administrator stays";
    // Organization invitations.
    ORGANIZATION_INVITATION_NOT_UNIQUE = 400 "organization_invitation_not_unique" "invited already";
    ORGANIZATION_INVITATION_NOT_PENDING = 404 "organization_invitation_not_pending" "not pending";
    // Roles, permissions and role sets.
    ORGANIZATION_ROLE_DEFAULT_CREATOR_ROLE = 422 "organization_role_default_creator_role" "creators have it";
    ORGANIZATION_ROLE_DOMAIN_DEFAULT_ROLE = 422 "organization_role_domain_default_role" "new members have it";
    ORGANIZATION_ROLE_ASSIGNED_MEMBERS = 422 "organization_role_assigned_members" "members have it";
    ORGANIZATION_ROLE_EXISTS_IN_INVITATIONS = 422 "organization_role_exists_in_invitations" "invitations promise it";
    ORGANIZATION_MISSING_CREATOR_ROLE_PERMISSIONS = 422 "organization_missing_creator_role_permissions" "creators need more permissions";
    ORGANIZATION_SYSTEM_PERMISSION_NOT_MODIFIABLE = 403 "organization_system_permission_not_modifiable" "a permission of the system";
    ORGANIZATION_ROLE_PERMISSION_ASSOCIATION_EXISTS = 409 "organization_role_permission_association_exists" "the role has it already";
    ORGANIZATION_ROLE_PERMISSION_ASSOCIATION_NOT_FOUND = 404 "organization_role_permission_association_not_found" "the role does not have it";
    ORGANIZATION_INSTANCE_ROLES_QUOTA_EXCEEDED = 403 "organization_instance_roles_quota_exceeded" "too many roles";
    ORGANIZATION_INSTANCE_ROLE_SETS_QUOTA_EXCEEDED = 403 "organization_instance_role_sets_quota_exceeded" "too many role sets";
    CANNOT_DELETE_INITIAL_ROLE_SET = 403 "cannot_delete_initial_role_set" "new organizations need it";
    ORGANIZATION_ROLE_SET_REASSIGNMENT_MAPPINGS_MISSING = 422 "organization_role_set_reassignment_mappings_missing" "roles without a successor";
    ORGANIZATION_ROLE_SET_REASSIGNMENT_MAPPINGS_INVALID = 422 "organization_role_set_reassignment_mappings_invalid" "an impossible successor";
    ORGANIZATION_INVITATION_REVOKED = 400 "organization_invitation_revoked_code" "taken back";
    ORGANIZATION_INVITATION_ALREADY_ACCEPTED = 400 "organization_invitation_already_accepted" "accepted already";
    ORGANIZATION_INVITATION_IDENTIFICATION_NOT_EXIST = 400 "organization_invitation_identification_not_exist" "not a user yet";
    ORGANIZATION_INVITATION_IDENTIFICATION_ALREADY_EXISTS = 400 "organization_invitation_identification_already_exists" "a user already";
    ORGANIZATION_INVITATION_TO_DELETED_ORGANIZATION = 400 "organization_invitation_to_deleted_organization" "the organization is gone";
    // E-mail addresses and phone numbers.
    IDENTIFICATION_NOT_FOUND = 404 "resource_not_found" "Resource not found";
    IDENTIFICATION_UPDATE_FAILED = 400 "identification_update_failed" "cannot be changed like this";
    IDENTIFICATION_CREATE_SECOND_FACTOR_UNVERIFIED = 400 "identification_create_second_factor_unverified" "is not verified";
    IDENTIFICATION_UPDATE_SECOND_FACTOR_UNVERIFIED = 400 "identification_update_second_factor_unverified" "is not verified";
    IDENTIFICATION_CLAIMED = 400 "identification_claimed" "belongs to another user";
    CONFLICT = 409 "conflict" "in conflict with something else";
    VERIFICATION_ALREADY_VERIFIED = 400 "verification_already_verified" "accepted already";
    VERIFICATION_CODE_TOO_MANY_REQUESTS = 429 "verification_code_too_many_requests" "too soon for another code";
}
