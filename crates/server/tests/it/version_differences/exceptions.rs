//! What cannot be seen, and why.

use super::list::Difference;

/// Differences that no request shows. One that is shown after all is a fault, and so is an exception without any.
pub(super) struct Exception {
    /// The operations it is about; all of them if none is named.
    operations: &'static [&'static str],
    /// What stands in the place.
    place: &'static str,
    pub(super) reason: &'static str,
}

impl Exception {
    pub(super) fn covers(&self, difference: &Difference) -> bool {
        let named = self.operations.is_empty() || self.operations.contains(&difference.operation.id);
        named && difference.place().contains(self.place)
    }

    pub(super) fn key(&self) -> (&'static str, &'static [&'static str]) {
        (self.place, self.operations)
    }
}

const ENTERPRISE: &str = "accounts of enterprise connections, which are not served: no user has one";
const WAYS: &str = "ways to verify that only a browser or an enterprise connection has: nothing here was verified so";
const PROVIDERS: &str = "errors of an OAuth provider, where only a browser signs in";
const MEMBERSHIPS: &str = "the memberships of a user, which no answer about a user holds";
const EXTERNAL: &str = "the own id of what was deleted, where the kind of thing has none";
const NEW: &str = "what something new does not have: it was verified by decree, and is connected with nothing";
const FREE: &str = "quotas of a plan: nothing here costs anything";
const NEVER: &str = "statuses that the operation has no reason for in this server";

const fn all(place: &'static str, reason: &'static str) -> Exception {
    Exception { operations: &[], place, reason }
}

const fn of(operations: &'static [&'static str], place: &'static str, reason: &'static str) -> Exception {
    Exception { operations, place, reason }
}

pub(super) const EXCEPTIONS: &[Exception] = &[
    all("saml_accounts[].", ENTERPRISE),
    all("(verification_saml)", WAYS),
    all("(verification_scim)", WAYS),
    all("(verification_email_link)", WAYS),
    all("(verification_ticket)", WAYS),
    all("(verification_google_one_tap)", WAYS),
    all("(verification_web3)", WAYS),
    all(").error.clerk_trace_id", PROVIDERS),
    all(".organization_memberships", MEMBERSHIPS),
    of(
        &[
            "DeleteAllowlistIdentifier",
            "DeleteBlocklistIdentifier",
            "DeleteDomain",
            "DeleteEmailAddress",
            "DeleteExternalAccount",
            "DeleteJWTTemplate",
            "DeleteOAuthApplication",
            "DeleteOrganization",
            "DeleteOrganizationDomain",
            "DeletePhoneNumber",
            "DeleteRedirectURL",
            "UserPasskeyDelete",
            "UserWeb3WalletDelete",
        ],
        "answer.external_id",
        EXTERNAL,
    ),
    of(&["CreateEmailAddress", "CreatePhoneNumber", "CreateUser"], "(verification_otp)", NEW),
    of(&["CreateEmailAddress", "CreateUser"], "(verification_from_oauth)", NEW),
    of(&["CreateUser"], "external_accounts[].", NEW),
    of(&["CreateUser"], "passkeys[].", NEW),
    all("status 402", FREE),
    of(&["CreateEmailAddress", "UpdateUser"], "status 409", NEVER),
    of(&["UpdateInstanceOrganizationSettings", "DeleteOrganizationDomain"], "status 403", NEVER),
    of(&["DeleteOrganizationMembership"], "status 422", NEVER),
];
