//! Passwords and second factors that come with a request: checked at once, hashed where nothing
//! waits, stored in the unit of work.

use frontdesk_contract::users::{CreateUserBody, UpdateUserBody};
use frontdesk_credentials::password::MAX_PASSWORD_BYTES;
use frontdesk_credentials::{ImportError, PasswordPolicy, PolicyProblem, StoredPassword, Totp, backup_codes, policy};
use frontdesk_storage::users::{self as stored, User};
use serde_json::json;

use super::attributes::Problems;
use super::sealed::{open_totp, seal_totp};
use crate::context::Context;
use crate::error::{ApiError, ApiResult, ErrorKind, kinds};

/// What a request says.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    password: Option<&'a str>,
    password_digest: Option<&'a str>,
    password_hasher: Option<&'a str>,
    skip_password_checks: bool,
    totp_secret: Option<&'a str>,
    backup_codes: Option<&'a [String]>,
}

impl<'a> From<&'a CreateUserBody> for Given<'a> {
    fn from(body: &'a CreateUserBody) -> Self {
        Self {
            password: body.password.value().map(String::as_str),
            password_digest: body.password_digest.value().map(String::as_str),
            password_hasher: body.password_hasher.as_deref(),
            skip_password_checks: body.skip_password_checks.value() == Some(&true),
            totp_secret: body.totp_secret.value().map(String::as_str),
            backup_codes: body.backup_codes.as_deref(),
        }
    }
}

impl<'a> From<&'a UpdateUserBody> for Given<'a> {
    fn from(body: &'a UpdateUserBody) -> Self {
        Self {
            password: body.password.value().map(String::as_str),
            password_digest: body.password_digest.as_deref(),
            password_hasher: body.password_hasher.as_deref(),
            skip_password_checks: body.skip_password_checks.value() == Some(&true),
            totp_secret: body.totp_secret.value().map(String::as_str),
            backup_codes: body.backup_codes.as_deref(),
        }
    }
}

/// Secrets that passed the checks that cost nothing.
#[derive(Default)]
pub(super) struct Draft {
    /// The password, and whether the policy has nothing to say about it.
    password: Option<(String, bool)>,
    imported: Option<StoredPassword>,
    totp: Option<Totp>,
    backup_codes: Option<Vec<String>>,
}

/// Secrets as they are stored.
#[derive(Clone, Default)]
pub(super) struct Secrets {
    password: Option<stored::StoredPassword>,
    totp: Option<String>,
    backup_codes: Option<Vec<String>>,
}

impl Draft {
    /// Reads what a request gives.
    pub(super) fn check(given: Given<'_>, problems: &mut Problems) -> Self {
        let imported = problems.note(import(&given)).flatten();
        let totp =
            given.totp_secret.and_then(|secret| {
                problems.note(Totp::from_secret(secret).map_err(|error| {
                    kinds::INVALID_TOTP_SECRET.param("totp_secret", format!("`totp_secret` is {error}."))
                }))
            });
        if given.backup_codes.is_some_and(|codes| codes.len() > backup_codes::MAX_CODES) {
            problems.push(
                kinds::FORM_PARAM_ARRAY_SIZE_EXCEEDED.param(
                    "backup_codes",
                    format!("`backup_codes` must have at most {} items.", backup_codes::MAX_CODES),
                ),
            );
        }
        Self {
            password: given.password.map(|text| (text.to_owned(), given.skip_password_checks)),
            imported,
            totp,
            backup_codes: given.backup_codes.map(<[String]>::to_vec),
        }
    }

    /// Whether there will be a password.
    pub(super) fn has_password(&self) -> bool {
        self.password.is_some() || self.imported.is_some()
    }

    /// Holds the password against the policy and hashes what has to be hashed. `names` are the user's
    /// names and identifiers, which make bad passwords.
    pub(super) async fn hash(self, cx: &Context, names: Vec<String>) -> ApiResult<Secrets> {
        let totp = self.totp.as_ref().map(Totp::secret);
        if self.password.is_none() && self.backup_codes.is_none() {
            return Ok(Secrets { password: self.imported.map(to_stored), totp, backup_codes: None });
        }
        let policy = password_policy(cx);
        let breached = match &self.password {
            Some((password, false)) if policy.disallow_pwned && password.len() <= MAX_PASSWORD_BYTES => {
                cx.shared.is_breached(password).await?
            }
            _ => false,
        };
        cx.hash(move || {
            let mut problems = Problems::default();
            if let Some((password, skip_checks)) = &self.password {
                problems.note(check_policy(&policy, password, *skip_checks, &names, breached));
            }
            let backup_codes = self.backup_codes.and_then(|codes| problems.note(hash_backup_codes(&codes)));
            problems.into_result()?;
            let password = self.password.map(|(password, _)| StoredPassword::new(&password)).or(self.imported);
            Ok(Secrets { password: password.map(to_stored), totp, backup_codes })
        })
        .await?
    }
}

impl Secrets {
    /// Whether they set a password.
    pub(super) fn has_password(&self) -> bool {
        self.password.is_some()
    }

    /// Gives them to a user, who has an id already.
    pub(super) fn apply(&self, cx: &Context, user: &mut User) -> ApiResult<()> {
        let now = cx.now;
        if let Some(password) = &self.password {
            user.password = Some(password.clone());
            user.password_last_updated_at = Some(now);
            user.password_compromised = false;
        }
        if let Some(secret) = &self.totp {
            let before = user.totp.as_ref().map(|totp| open_totp(&cx.instance, &user.id, &totp.secret)).transpose()?;
            if before.as_ref() != Some(secret) {
                let secret = seal_totp(&cx.instance, &user.id, secret)?;
                user.totp = Some(stored::Totp { secret, last_used_step: None, created_at: now });
            }
        }
        if let Some(codes) = &self.backup_codes {
            user.backup_codes = (!codes.is_empty()).then(|| codes.clone());
        }
        Ok(())
    }
}

/// What is stored of a password.
pub(crate) fn to_stored(password: StoredPassword) -> stored::StoredPassword {
    stored::StoredPassword { hasher: password.hasher.as_str().to_owned(), digest: password.digest }
}

/// The password as it can be verified. `None` when the stored one is of no known scheme.
pub(crate) fn from_stored(password: &stored::StoredPassword) -> Option<StoredPassword> {
    let hasher = password.hasher.parse().ok()?;
    Some(StoredPassword { hasher, digest: password.digest.clone() })
}

/// The policy of the instance; what is not set there has its default. The switch of breaches is one of its own.
fn password_policy(cx: &Context) -> PasswordPolicy {
    let settings = cx.settings();
    let mut policy = if settings.password_policy.is_null() {
        PasswordPolicy::default()
    } else {
        serde_json::from_value(settings.password_policy.clone()).unwrap_or_else(|error| {
            tracing::error!(%error, instance = &*cx.instance.id, "the password policy cannot be read; the default one holds");
            PasswordPolicy::default()
        })
    };
    policy.disallow_pwned &= settings.hibp;
    policy
}

fn import(given: &Given<'_>) -> ApiResult<Option<StoredPassword>> {
    match (given.password_digest, given.password_hasher) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(kinds::FORM_CONDITIONAL_PARAM_MISSING
            .param("password_hasher", "`password_hasher` must say how `password_digest` was made.")),
        (None, Some(_)) => Err(kinds::FORM_CONDITIONAL_PARAM_MISSING
            .param("password_digest", "`password_hasher` is of no use without `password_digest`.")),
        (Some(_), Some(_)) if given.password.is_some() => Err(kinds::FORM_CONDITIONAL_PARAM_DISALLOWED
            .param("password_digest", "Give `password` or `password_digest`, not both.")),
        (Some(digest), Some(hasher)) => StoredPassword::import(hasher, digest).map(Some).map_err(|error| match error {
            ImportError::UnknownHasher => kinds::FORM_PARAM_VALUE_INVALID
                .param("password_hasher", "`password_hasher` is not the name of a scheme that can be imported."),
            ImportError::WrongFormat => kinds::FORM_PASSWORD_DIGEST_INVALID.param(
                "password_digest",
                "`password_digest` is not in the form of its `password_hasher`, or too costly to verify.",
            ),
        }),
    }
}

fn check_policy(
    policy: &PasswordPolicy,
    password: &str,
    skip_checks: bool,
    names: &[String],
    breached: bool,
) -> ApiResult<()> {
    if password.len() > MAX_PASSWORD_BYTES {
        return Err(refuse(&PolicyProblem::TooManyBytes { max: MAX_PASSWORD_BYTES }));
    }
    // A password of no characters is none, whoever vouches for it.
    if skip_checks && !password.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = policy::check(policy, password, &names, &|password| breached || policy::is_widely_known(password));
    ApiError::all(found.iter().map(refuse)).map_or(Ok(()), Err)
}

fn refuse(problem: &PolicyProblem) -> ApiError {
    let kind: ErrorKind = match problem {
        PolicyProblem::TooShort { .. } => kinds::FORM_PASSWORD_LENGTH_TOO_SHORT,
        PolicyProblem::TooLong { .. } => kinds::FORM_PASSWORD_LENGTH_TOO_LONG,
        PolicyProblem::TooManyBytes { .. } => kinds::FORM_PASSWORD_SIZE_IN_BYTES_EXCEEDED,
        PolicyProblem::NoLowercase => kinds::FORM_PASSWORD_NO_LOWERCASE,
        PolicyProblem::NoUppercase => kinds::FORM_PASSWORD_NO_UPPERCASE,
        PolicyProblem::NoNumber => kinds::FORM_PASSWORD_NO_NUMBER,
        PolicyProblem::NoSpecial => kinds::FORM_PASSWORD_NO_SPECIAL_CHAR,
        PolicyProblem::MatchesIdentifier => kinds::FORM_PASSWORD_MATCHES_IDENTIFIER,
        PolicyProblem::NotStrongEnough { .. } => kinds::FORM_PASSWORD_NOT_STRONG_ENOUGH,
        PolicyProblem::Pwned => kinds::FORM_PASSWORD_PWNED,
    };
    let error = kind.param("password", problem.to_string());
    match problem {
        PolicyProblem::NotStrongEnough { suggestions } => error.meta("zxcvbn", json!({ "suggestions": suggestions })),
        _ => error,
    }
}

fn hash_backup_codes(codes: &[String]) -> ApiResult<Vec<String>> {
    let codes = backup_codes::import(codes)
        .map_err(|error| kinds::FORM_PARAM_VALUE_INVALID.param("backup_codes", format!("`backup_codes`: {error}.")))?;
    Ok(codes.into_iter().map(|code| code.digest().to_owned()).collect())
}

/// Names and identifiers of a user, which make bad passwords.
pub(super) fn names(user: &User) -> Vec<String> {
    let emails = user.email_addresses.iter().map(|email| &email.email_address);
    let phones = user.phone_numbers.iter().map(|phone| &phone.phone_number);
    let single = [&user.username, &user.first_name, &user.last_name].into_iter().flatten();
    emails.chain(phones).chain(single).cloned().collect()
}
