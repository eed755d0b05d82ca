//! Attributes of organizations: read from requests and checked.

use frontdesk_identifiers::{OrganizationNameProblem, check_organization_name};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};

pub(super) fn check_name(name: &str) -> ApiResult<()> {
    check_organization_name(name).map_err(|problem| {
        let kind = match problem {
            OrganizationNameProblem::Empty => kinds::FORM_PARAM_NIL,
            OrganizationNameProblem::TooLong => kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED,
            OrganizationNameProblem::LooksLikeUrl | OrganizationNameProblem::LooksLikeHtml => {
                kinds::FORM_PARAM_VALUE_INVALID
            }
        };
        kind.param("name", format!("`name` cannot be used: {problem}."))
    })
}

pub(super) fn check_slug(cx: &Context, slug: &str) -> ApiResult<()> {
    if !cx.settings().organization_slugs_enabled {
        return Err(kinds::ORGANIZATION_SLUGS_DISABLED
            .with("Slugs of organizations are switched off in this instance: leave `slug` out."));
    }
    frontdesk_identifiers::check_slug(slug).map_err(|error| {
        kinds::FORM_PARAM_FORMAT_INVALID.param("slug", format!("`slug` is {error}, such as `acme-corp`."))
    })
}

/// The refusal of a slug that another organization has.
pub(super) fn slug_taken(slug: &str) -> ApiError {
    kinds::FORM_IDENTIFIER_EXISTS.param("slug", format!("Another organization of this instance has the slug `{slug}`."))
}

/// Reads a time of import into milliseconds since the epoch.
pub(super) fn read_time(name: &str, text: &str) -> ApiResult<i64> {
    let time = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| {
        kinds::FORM_PARAM_INVALID_TIME
            .param(name, format!("`{name}` must be a time of RFC 3339 such as `2025-10-20T07:15:20.902Z`."))
    })?;
    Ok(i64::try_from(time.unix_timestamp_nanos().div_euclid(1_000_000)).unwrap_or(i64::MAX))
}
