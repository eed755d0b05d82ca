//! Says in words where a body and its schema part.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

/// Longer texts are values, not explanations.
const MAX_CHARS: usize = 300;

/// `<pointer>: <what is wrong>`. For branches, what is wrong with the nearest one.
pub(crate) fn describe(error: &ValidationError<'_>) -> String {
    let branches = match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => context.as_slice(),
        _ => &[],
    };
    let place = match error.instance_path().as_str() {
        "" => "body",
        pointer => pointer,
    };
    // The branch that means another kind of object fails at its constants or at its type, besides everything else.
    let nearest = branches.iter().min_by_key(|errors| {
        let foreign = errors.iter().filter(|error| tells_kind(error)).count();
        (foreign, errors.len())
    });
    match nearest {
        None => format!("{place}: {}", shorten(&error.to_string())),
        Some(errors) => {
            let reasons: Vec<String> = errors.iter().map(describe).collect();
            format!("{place}: fits none of {} branches; the nearest says: {}", branches.len(), reasons.join("; "))
        }
    }
}

fn tells_kind(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), ValidationErrorKind::Enum { .. } | ValidationErrorKind::Type { .. })
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= MAX_CHARS {
        return text.to_owned();
    }
    // What is wrong stands at the end, after the value.
    let end: Vec<char> = text.chars().rev().take(MAX_CHARS).collect();
    format!("…{}", end.into_iter().rev().collect::<String>())
}
