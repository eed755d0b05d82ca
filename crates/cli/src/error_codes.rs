//! Error codes in plain words: which ones an operation may answer with, what one means, and what to do about it.

mod notes;
mod words;

use frontdesk_contract::error_codes::{self as catalogue, ErrorCode};
use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Field, Method, Place, Schema};

/// A code explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Explanation {
    pub(crate) code: ErrorCode,
    /// What happened.
    pub(crate) meaning: String,
    /// What to do about it.
    pub(crate) remedy: String,
}

/// Explains a code of the official catalogue.
pub(crate) fn explain(code: &str) -> Option<Explanation> {
    let code = catalogue::find(code)?;
    let (meaning, remedy) = match notes::of(code.code) {
        Some((meaning, remedy)) => (meaning.to_owned(), remedy.to_owned()),
        None => words::of(code.code, code.statuses.first().copied()),
    };
    Some(Explanation { code, meaning, remedy })
}

/// What a status says.
pub(crate) fn status_meaning(status: u16) -> &'static str {
    match status {
        400 => "the request cannot be carried out as it is",
        401 => "the secret key is missing or not accepted",
        402 => "the instance's plan does not include it",
        403 => "not allowed for this instance or this caller",
        404 => "there is no such thing",
        405 => "the path does not have this method",
        409 => "in conflict with what is there, or with another change at the same time",
        410 => "it was there and is gone for good",
        413 => "the request is too large",
        415 => "the content is of a type that is not taken",
        422 => "a parameter is missing or wrong; `meta.param_name` names it",
        429 => "too many requests; `Retry-After` says how long to wait",
        500..=599 => "the API failed; a read can be tried again",
        _ => "refused",
    }
}

/// The declared error statuses of an operation, each with the codes it is known to come with.
///
/// What the declaration demands tells which complaints there are; the catalogue tells which are about its resource.
pub(crate) fn of(operation: &'static Descriptor, version: ApiVersion) -> Vec<(u16, Vec<&'static str>)> {
    let known: Vec<ErrorCode> = catalogue::all().filter(|code| code.backend).collect();
    let subjects = subjects(operation);
    let declared = operation.errors.iter().filter(|status| status.versions.contains(version));
    let mut errors: Vec<(u16, Vec<&'static str>)> = declared
        .map(|status| {
            let mut codes = general(operation, version, status.code);
            codes.retain(|code| known.iter().any(|known| known.code == *code));
            let own = known.iter().filter(|code| code.statuses.contains(&status.code));
            for code in own.filter(|code| concerns(code.code, &subjects, operation)) {
                if !codes.contains(&code.code) {
                    codes.push(code.code);
                }
            }
            (status.code, codes)
        })
        .collect();
    errors.sort_unstable_by_key(|(status, _)| *status);
    errors
}

/// The codes that follow from the declaration itself.
fn general(operation: &'static Descriptor, version: ApiVersion, status: u16) -> Vec<&'static str> {
    let body = operation.body.filter(|body| body.versions.contains(version));
    let has_query = operation.parameters_in(Place::Query, version).next().is_some();
    let has_path = operation.parameters_in(Place::Path, version).next().is_some();
    let mut codes = Vec::new();
    let mut add = |is: bool, code: &'static str| {
        if is {
            codes.push(code);
        }
    };
    match status {
        400 => {
            add(body.is_some(), "request_body_invalid");
            add(has_query, "malformed_request_parameters");
        }
        401 => {
            add(!operation.public, "clerk_key_invalid");
            add(!operation.public, "authorization_header_format_invalid");
        }
        402 => add(true, "unsupported_subscription_plan_features"),
        403 => add(true, "feature_not_enabled"),
        404 => add(has_path, "resource_not_found"),
        409 => add(true, "conflict"),
        413 => {
            add(body.is_some(), "request_body_too_large");
            add(body.is_some_and(|body| body.format == BodyFormat::Multipart), "image_too_large");
        }
        415 => add(body.is_some(), "unsupported_content_type"),
        422 => codes = of_fields(operation, version),
        500 => add(true, "internal_clerk_error"),
        503 => add(true, "service_unavailable"),
        _ => {}
    }
    codes
}

/// The complaints about parameters that the schema can lead to.
fn of_fields(operation: &'static Descriptor, version: ApiVersion) -> Vec<&'static str> {
    let mut fields: Vec<&Field> = operation.parameters_in(Place::Query, version).collect();
    let object = operation.body.filter(|body| body.versions.contains(version)).and(operation.body_object());
    let in_body = object.into_iter().flat_map(|object| object.fields);
    fields.extend(in_body.filter(|field| field.versions.contains(version)));
    let any = |test: &dyn Fn(&Field) -> bool| fields.iter().any(|field| test(field));
    let text = |test: &dyn Fn(&frontdesk_contract::StringSchema) -> bool| {
        any(&|field| matches!(field.schema.without_null(), Schema::String(text) if test(text)))
    };
    let range = |test: &dyn Fn(&frontdesk_contract::Range) -> bool| {
        any(&|field| match field.schema.without_null() {
            Schema::Integer(range) | Schema::Number(range) => test(range),
            _ => false,
        })
    };
    let named = |names: &[&str]| any(&|field| names.contains(&field.name));
    let rules = [
        (any(&|field| field.required.contains(version)), "form_param_missing"),
        (object.is_some_and(|object| object.closed.contains(version)), "form_param_unknown"),
        (any(&|field| !field.nullable.contains(version)) && object.is_some(), "form_param_nil"),
        (!fields.is_empty(), "form_param_type_invalid"),
        (
            text(&|text| !text.values.is_empty()) || range(&|range| range.minimum.or(range.maximum).is_some()),
            "form_param_value_invalid",
        ),
        (
            text(&|text| text.pattern.is_some()) || named(&["email_address", "phone_number"]),
            "form_param_format_invalid",
        ),
        (text(&|text| text.min_length.is_some()), "form_param_min_length_exceeded"),
        (text(&|text| text.max_length.is_some()), "form_param_max_length_exceeded"),
        (
            any(&|field| matches!(field.schema.without_null(), Schema::Array { max_items: Some(_), .. })),
            "form_param_array_size_exceeded",
        ),
        (
            object.is_some() && named(&["email_address", "phone_number", "username", "external_id", "web3_wallet"]),
            "form_identifier_exists",
        ),
        (object.is_some() && named(&["username"]), "form_username_invalid_length"),
        (object.is_some() && named(&["username"]), "form_username_invalid_character"),
        (object.is_some() && named(&["password"]), "form_password_length_too_short"),
        (object.is_some() && named(&["password"]), "form_password_pwned"),
        (object.is_some() && named(&["password_digest"]), "form_password_digest_invalid_code"),
    ];
    rules.into_iter().filter(|(applies, _)| *applies).map(|(_, code)| code).collect()
}

/// What the operation is about, as codes begin: `organization_invitation`.
fn subjects(operation: &Descriptor) -> Vec<String> {
    let singular = |tag: &str| {
        let words: Vec<String> =
            tag.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        let name = words.join("_");
        name.strip_suffix("ies").map_or_else(
            || {
                name.strip_suffix("sses")
                    .map_or_else(|| name.trim_end_matches('s').to_owned(), |stem| format!("{stem}ss"))
            },
            |stem| format!("{stem}y"),
        )
    };
    operation.tags.iter().map(|tag| singular(tag)).filter(|name| name.len() > 3).collect()
}

/// Whether a code is about the resource, and about something that this operation does.
fn concerns(code: &str, subjects: &[String], operation: &Descriptor) -> bool {
    let about = |subject: &String| code.strip_prefix(subject.as_str()).is_some_and(|rest| rest.starts_with('_'));
    // The rest of a longer name is another resource: `organization_invitation_…` is not about organizations.
    let others = ["invitation", "membership", "domain", "role", "permission", "suggestion", "cannot", "token", "plan"];
    let rest_is_other = |subject: &String| {
        let rest = code.strip_prefix(subject.as_str()).unwrap_or_default().trim_start_matches('_');
        others.iter().any(|other| rest.starts_with(other)) && !rest.starts_with("cannot")
    };
    if !subjects.iter().any(|subject| about(subject) && !rest_is_other(subject)) {
        return false;
    }
    let id = operation.id.to_lowercase();
    let verbs = ["delet", "revo", "creat", "updat", "merg", "refresh", "pending", "unique", "creator", "accepted"];
    let verb = verbs.iter().find(|verb| code.contains(**verb));
    match verb {
        None => true,
        Some(&"creat" | &"creator" | &"unique") => operation.method == Method::Post && id.contains("create"),
        Some(&"pending" | &"accepted") => id.contains("revoke"),
        Some(verb) => id.contains(verb),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_catalogue_is_explained() {
        let vague: Vec<&str> = catalogue::all()
            .map(|code| explain(code.code).expect("a known code"))
            .inspect(|told| assert!(told.meaning.ends_with('.') && told.remedy.ends_with('.'), "{told:?}"))
            .filter(|told| words::is_vague(&told.meaning))
            .map(|told| told.code.code)
            .collect();
        assert!(vague.is_empty(), "{} codes have no words of their own: {vague:#?}", vague.len());
    }

    #[test]
    fn notes_are_about_codes_that_exist() {
        for code in notes::codes() {
            assert!(catalogue::find(code).is_some(), "{code}");
        }
    }

    #[test]
    fn an_operation_names_the_codes_that_its_declaration_leads_to() {
        let version = ApiVersion::NEWEST;
        let operation = frontdesk_contract::catalogue::find("CreateUser", version).expect("declared");
        let errors = of(operation, version);
        let invalid = &errors.iter().find(|(status, _)| *status == 422).expect("422 is declared").1;
        for code in ["form_param_unknown", "form_identifier_exists", "form_password_pwned"] {
            assert!(invalid.contains(&code), "{invalid:?}");
        }
        let read = frontdesk_contract::catalogue::find("GetUser", version).expect("declared");
        assert!(
            of(read, version).iter().any(|(status, codes)| *status == 404 && codes.contains(&"resource_not_found"))
        );
    }
}
