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
    API_VERSION_INVALID = 400 "api_version_invalid" "unknown API version";
    AUTHORIZATION_HEADER_FORMAT_INVALID = 401 "authorization_header_format_invalid" "no usable Authorization header";
    CLERK_KEY_INVALID = 401 "clerk_key_invalid" "unknown secret key";
    REQUEST_BODY_INVALID = 400 "request_body_invalid" "unreadable request body";
    REQUEST_BODY_TOO_LARGE = 413 "request_body_too_large" "request body too large";
    MALFORMED_REQUEST_PARAMETERS = 400 "malformed_request_parameters" "unreadable parameters";
    UNSUPPORTED_CONTENT_TYPE = 415 "unsupported_content_type" "unsupported media type";
    BULK_SIZE_EXCEEDED = 400 "bulk_size_exceeded" "too many items";
    BAD_REQUEST = 400 "bad_request" "bad request";
    SERVICE_UNAVAILABLE = 503 "service_unavailable" "not available at the moment";
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
    FORM_PARAM_VALUE_TOO_LARGE = 422 "form_param_value_too_large" "is too large";
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
    // Images.
    IMAGE_NOT_FOUND = 404 "image_not_found" "no such picture";
    IMAGE_TOO_LARGE = 413 "image_too_large" "picture too large";
}
