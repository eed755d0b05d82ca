//! Attributes that users are created and updated with: read, checked and brought into the form in
//! which they are stored.

use frontdesk_contract::Maybe;
use frontdesk_identifiers::{UsernameProblem, UsernameRules, check_username};
use frontdesk_storage::users::User;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::metadata;

/// The most characters of a name and of an external id: what an index can hold in any script.
const MAX_TEXT: usize = 256;
/// The most characters of a language tag that RFC 5646 asks programs to take.
const MAX_LOCALE: usize = 35;

/// What is wrong with a request, gathered so that one answer tells all of it.
#[derive(Default)]
pub(crate) struct Problems(Vec<ApiError>);

impl Problems {
    /// The value, or nothing and one problem more.
    pub(crate) fn note<T>(&mut self, result: ApiResult<T>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }

    /// One problem more.
    pub(crate) fn push(&mut self, error: ApiError) {
        self.0.push(error);
    }

    /// An error if there were any problems.
    pub(crate) fn into_result(self) -> ApiResult<()> {
        ApiError::all(self.0).map_or(Ok(()), Err)
    }
}

/// The attributes as a request has them; creating and updating take the same ones.
pub(super) struct Given<'a> {
    pub(super) external_id: &'a Maybe<String>,
    pub(super) first_name: &'a Maybe<String>,
    pub(super) last_name: &'a Maybe<String>,
    pub(super) locale: &'a Maybe<String>,
    pub(super) username: &'a Maybe<String>,
    pub(super) created_at: &'a Maybe<String>,
    pub(super) legal_accepted_at: &'a Maybe<String>,
    pub(super) delete_self_enabled: Maybe<bool>,
    pub(super) create_organization_enabled: Maybe<bool>,
    pub(super) create_organizations_limit: Maybe<i64>,
    pub(super) bypass_client_trust: Maybe<bool>,
    pub(super) public_metadata: Maybe<&'a Map<String, Value>>,
    pub(super) private_metadata: Maybe<&'a Map<String, Value>>,
    pub(super) unsafe_metadata: Maybe<&'a Map<String, Value>>,
}

/// The attributes as they are stored.
#[derive(Debug)]
pub(super) struct Attributes {
    pub(super) external_id: Maybe<String>,
    pub(super) first_name: Maybe<String>,
    pub(super) last_name: Maybe<String>,
    pub(super) username: Maybe<String>,
    pub(super) legal_accepted_at: Maybe<i64>,
    locale: Maybe<String>,
    created_at: Option<i64>,
    delete_self_enabled: Maybe<bool>,
    create_organization_enabled: Maybe<bool>,
    create_organizations_limit: Maybe<i64>,
    bypass_client_trust: Maybe<bool>,
    public_metadata: Maybe<Map<String, Value>>,
    private_metadata: Maybe<Map<String, Value>>,
    unsafe_metadata: Maybe<Map<String, Value>>,
}

impl Attributes {
    /// Reads and checks what a request gives.
    pub(super) fn check(cx: &Context, given: &Given<'_>, problems: &mut Problems) -> Self {
        let now = cx.now;
        if given.username.value().is_some_and(|name| !name.is_empty()) && !cx.settings().username_enabled {
            problems.push(not_in_use("username"));
        }
        if given.create_organizations_limit.value().is_some_and(|limit| *limit < 0) {
            problems.push(kinds::FORM_PARAM_VALUE_INVALID.param(
                "create_organizations_limit",
                "`create_organizations_limit` must be 0, which stands for any number, or more.",
            ));
        }
        Self {
            external_id: checked(given.external_id, problems, |text| short("external_id", text)),
            first_name: checked(given.first_name, problems, |text| short("first_name", text)),
            last_name: checked(given.last_name, problems, |text| short("last_name", text)),
            locale: checked(given.locale, problems, language_tag),
            username: checked(given.username, problems, username),
            created_at: checked(given.created_at, problems, |text| past_time("created_at", text, now)).into_value(),
            legal_accepted_at: checked(given.legal_accepted_at, problems, |text| {
                past_time("legal_accepted_at", text, now)
            }),
            delete_self_enabled: given.delete_self_enabled,
            create_organization_enabled: given.create_organization_enabled,
            create_organizations_limit: given.create_organizations_limit,
            bypass_client_trust: given.bypass_client_trust,
            public_metadata: object("public_metadata", given.public_metadata, problems),
            private_metadata: object("private_metadata", given.private_metadata, problems),
            unsafe_metadata: object("unsafe_metadata", given.unsafe_metadata, problems),
        }
    }

    /// Writes them over those of a user: absent keeps, null clears.
    pub(super) fn apply(&self, user: &mut User) {
        self.external_id.apply(&mut user.external_id);
        self.first_name.apply(&mut user.first_name);
        self.last_name.apply(&mut user.last_name);
        self.locale.apply(&mut user.locale);
        self.username.apply(&mut user.username);
        self.legal_accepted_at.apply(&mut user.legal_accepted_at);
        self.delete_self_enabled.apply(&mut user.delete_self_enabled);
        self.create_organization_enabled.apply(&mut user.create_organization_enabled);
        self.create_organizations_limit.apply(&mut user.create_organizations_limit);
        if let Some(at) = self.created_at {
            user.created_at = at;
        }
        if let Some(bypass) = self.bypass_client_trust.value() {
            user.bypass_client_trust = *bypass;
        }
        for (given, stored) in [
            (&self.public_metadata, &mut user.public_metadata),
            (&self.private_metadata, &mut user.private_metadata),
            (&self.unsafe_metadata, &mut user.unsafe_metadata),
        ] {
            match given {
                Maybe::Absent => {}
                Maybe::Null => *stored = Map::new(),
                Maybe::Value(map) => stored.clone_from(map),
            }
        }
    }
}

/// Checks a text that is given; an empty one stands for none.
fn checked<T>(given: &Maybe<String>, problems: &mut Problems, check: impl FnOnce(&str) -> ApiResult<T>) -> Maybe<T> {
    match given {
        Maybe::Absent => Maybe::Absent,
        Maybe::Value(text) if !text.is_empty() => problems.note(check(text)).map_or(Maybe::Absent, Maybe::Value),
        Maybe::Null | Maybe::Value(_) => Maybe::Null,
    }
}

fn object(name: &str, given: Maybe<&Map<String, Value>>, problems: &mut Problems) -> Maybe<Map<String, Value>> {
    match given {
        Maybe::Absent => Maybe::Absent,
        Maybe::Null => Maybe::Null,
        Maybe::Value(map) => {
            problems.note(metadata::check_size(name, map));
            Maybe::Value(map.clone())
        }
    }
}

/// An attribute that the instance has switched off.
pub(crate) fn not_in_use(name: &str) -> ApiError {
    kinds::FORM_PARAM_UNKNOWN.param(name, format!("This instance does not use `{name}`. Leave it out."))
}

/// Attributes that the instance demands and the user would lack.
pub(super) fn data_missing(names: &[&str]) -> ApiError {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    kinds::FORM_DATA_MISSING
        .with(format!("[{}]: this instance demands these attributes of every user.", quoted.join(" ")))
        .meta("names", names.to_vec())
}

fn short(name: &str, text: &str) -> ApiResult<String> {
    if text.chars().count() > MAX_TEXT {
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED
            .param(name, format!("`{name}` must have at most {MAX_TEXT} characters.")));
    }
    Ok(text.to_owned())
}

fn language_tag(text: &str) -> ApiResult<String> {
    let mut parts = text.split(['-', '_']);
    let is_language = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if text.len() <= MAX_LOCALE && parts.next().is_some_and(is_language) && parts.all(is_subtag) {
        return Ok(text.to_owned());
    }
    Err(kinds::FORM_PARAM_FORMAT_INVALID.param("locale", "`locale` must be a language tag such as `en` or `pt-BR`."))
}

/// Checks a username and brings it into the form that is stored and compared.
fn username(text: &str) -> ApiResult<String> {
    check_username(text, &UsernameRules::default()).map_err(|found| {
        let errors = found.into_iter().map(|problem| {
            let kind = match problem {
                UsernameProblem::Length { .. } => kinds::FORM_USERNAME_INVALID_LENGTH,
                UsernameProblem::Character => kinds::FORM_USERNAME_INVALID_CHARACTER,
                UsernameProblem::NeedsNonDigit => kinds::FORM_USERNAME_NEEDS_NON_NUMBER_CHAR,
                UsernameProblem::IsPhoneNumber => kinds::FORM_USERNAME_CANNOT_BE_PHONE_NUMBER,
            };
            kind.param("username", format!("`username` cannot be taken: {problem}."))
        });
        // There is always a problem when the name is refused.
        ApiError::all(errors).unwrap_or_else(|| kinds::FORM_PARAM_VALUE_INVALID.param("username", "It is refused."))
    })
}

fn past_time(name: &str, text: &str, now: i64) -> ApiResult<i64> {
    let time = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        kinds::FORM_PARAM_INVALID_TIME
            .param(name, format!("`{name}` must be a time of RFC 3339 such as `2025-10-20T07:15:20.902Z`."))
    })?;
    let milliseconds = i64::try_from(time.unix_timestamp_nanos().div_euclid(1_000_000)).unwrap_or(i64::MAX);
    if milliseconds > now {
        return Err(kinds::FORM_DISALLOW_FUTURE_DATE.param(name, format!("`{name}` must not lie in the future.")));
    }
    Ok(milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_zone_to_the_millisecond() {
        let now = 1_767_225_600_000;
        for (text, milliseconds) in [
            ("2020-02-29T12:34:56.789Z", 1_582_979_696_789),
            ("2020-02-29T13:34:56.789999+01:00", 1_582_979_696_789),
            ("1969-12-31T23:59:59.9999Z", -1),
            ("2026-01-01T00:00:00Z", now),
        ] {
            assert_eq!(past_time("created_at", text, now).unwrap(), milliseconds, "{text}");
        }
        for (text, code) in [
            ("2020-02-30T12:34:56Z", "form_param_invalid_time"),
            ("2020-02-29", "form_param_invalid_time"),
            ("1582979696789", "form_param_invalid_time"),
            ("2026-01-01T00:00:00.001Z", "form_disallow_future_date"),
        ] {
            assert_eq!(past_time("created_at", text, now).unwrap_err().code(), code, "{text}");
        }
    }

    #[test]
    fn a_locale_is_a_language_and_its_subtags() {
        for text in ["en", "pt-BR", "zh-Hans-CN", "de_CH", "sl-rozaj-biske-1994"] {
            assert!(language_tag(text).is_ok(), "{text}");
        }
        for text in ["e", "the Queen's", "en-", "-en", "12", "en--US", &format!("en{}", "-abcdefgh".repeat(4))] {
            assert!(language_tag(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_rule_that_a_username_breaks_is_told() {
        let error = username("12").unwrap_err();
        let body = String::from_utf8(error.body("")).unwrap();
        assert!(body.contains("form_username_invalid_length") && body.contains("form_username_needs_non_number_char"));
    }
}
