//! What cannot be provoked here, and why. The suite fails when one of these is provoked after all.

use std::fmt;

/// Errors that cannot be provoked.
pub(super) struct Exception {
    pub(super) which: Which,
    pub(super) reason: &'static str,
}

/// Which errors an exception is about.
pub(super) enum Which {
    /// A status, wherever it is listed.
    Every(u16),
    /// Operations, each with a status.
    These(&'static [(&'static str, u16)]),
}

impl Which {
    pub(super) fn covers(&self, pair: &(&'static str, u16)) -> bool {
        match self {
            Self::Every(status) => pair.1 == *status,
            Self::These(pairs) => pairs.contains(pair),
        }
    }
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(status) => write!(f, "{status} everywhere"),
            Self::These(pairs) => {
                let names: Vec<String> = pairs.iter().map(|(id, status)| format!("{id} {status}")).collect();
                f.write_str(&names.join(", "))
            }
        }
    }
}

/// Errors that the document lists and nothing provokes.
pub(super) const STATUSES: &[Exception] = &[
    Exception { which: Which::Every(402), reason: "there is nothing to pay for: no plan lacks a feature" },
    Exception {
        which: Which::These(&[
            ("GetEmailAddress", 403),
            ("UpdateEmailAddress", 403),
            ("DeleteEmailAddress", 403),
            ("PrepareEmailAddressVerification", 403),
            ("AttemptEmailAddressVerification", 403),
            ("GetPhoneNumber", 403),
            ("CreatePhoneNumber", 403),
            ("UpdatePhoneNumber", 403),
            ("DeletePhoneNumber", 403),
            ("AttemptPhoneNumberVerification", 403),
            ("ReplaceUserPhoneNumber", 403),
            ("RemoveUserPassword", 403),
            ("SetUserPasswordCompromised", 403),
            ("UnsetUserPasswordCompromised", 403),
            ("UserPasskeyDelete", 403),
            ("UserWeb3WalletDelete", 403),
            ("DeleteExternalAccount", 403),
            ("ListUserTrustedDevices", 403),
            ("RevokeUserTrustedDevice", 403),
        ]),
        reason: "a secret key may do everything to the users of its instance, and no setting forbids this",
    },
    Exception {
        which: Which::These(&[
            ("CreateMachine", 403),
            ("CreateMachineScope", 403),
            ("DeleteMachine", 403),
            ("DeleteMachineScope", 403),
            ("GetMachine", 403),
            ("GetMachineSecretKey", 403),
            ("ListMachines", 403),
            ("RotateMachineSecretKey", 403),
            ("UpdateMachine", 403),
        ]),
        reason: "a secret key may do everything to the machines of its instance, and no setting forbids this",
    },
    Exception {
        which: Which::These(&[
            ("CreateOAuthApplication", 403),
            ("DeleteOAuthApplication", 403),
            ("GetOAuthApplication", 403),
            ("ListOAuthApplications", 403),
            ("RevokeOAuthApplicationToken", 403),
            ("UpdateOAuthApplication", 403),
            ("UploadOAuthApplicationLogo", 403),
        ]),
        reason: "a secret key may do everything to the applications of its instance, and no setting forbids this",
    },
    Exception {
        which: Which::These(&[("createM2MToken", 409)]),
        reason: "each token is another one, and stands in nobody's way",
    },
    Exception {
        which: Which::These(&[("UpdateInstanceOrganizationSettings", 403)]),
        reason: "only plans of the hosted service limit what can be set",
    },
    Exception {
        which: Which::These(&[("CreateEmailAddress", 409), ("UpdateUser", 409)]),
        reason: "two who write at once come one after the other: the second finds the identifier taken, which is 422",
    },
    Exception {
        which: Which::These(&[("GetClientList", 410), ("VerifySession", 410)]),
        reason: "the hosted service has withdrawn it for new instances; here it works",
    },
    Exception {
        which: Which::These(&[
            ("CreateOrganizationPermission", 404),
            ("GetInstanceOrganizationSettings", 404),
            ("ListInstanceOrganizationInvitations", 404),
        ]),
        reason: "the request names nothing that could be missing",
    },
    Exception {
        which: Which::These(&[
            ("DeleteOrganizationMembership", 422),
            ("DeleteWaitlistEntry", 422),
            ("DeleteMachine", 422),
            ("DeleteMachineScope", 422),
            ("GetMachine", 422),
            ("GetInstanceOrganizationSettings", 422),
            ("RejectWaitlistEntry", 422),
            ("UnsetUserPasswordCompromised", 422),
        ]),
        reason: "the request has no parameter, besides ids in its path, that could be wrong",
    },
    Exception {
        which: Which::These(&[("GetSignUp", 403)]),
        reason: "an unknown sign-up is 404, as in docs/decisions/fidelity.md",
    },
    Exception {
        which: Which::These(&[("VerifyClient", 404)]),
        reason: "a token whose client is gone is 400 client_not_found",
    },
];

/// Codes that the server knows and this suite does not provoke, by the reason.
pub(super) const CODES: &[(&str, &[&str])] = &[
    (
        "only where a user goes between two steps of one unit of work: sessions go with their user",
        &["session_refresh_user_not_found"],
    ),
    (
        "only the authorization server answers with it, which has tests of its own",
        &["oauth_fetch_user_error", "feature_requires_dynamic_oauth_client_registration"],
    ),
];

/// Where an unknown id in the path has a code of its own.
pub(super) const NOT_FOUND: &[(&str, &str, &str)] = &[
    ("RevokeAgentTask", "agent_task_id", "agent_task_not_found"),
    ("DeleteExternalAccount", "external_account_id", "external_account_not_found"),
];

/// Operations that look at a token before they look for the id in the path; their cases have one that is valid.
pub(super) const TOKEN_FIRST: &[&str] = &["RefreshSession", "VerifySession"];
