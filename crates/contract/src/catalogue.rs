//! All operations as data.

use crate::{ApiVersion, Descriptor, Method, RESOURCES};

/// Every declared operation.
pub fn operations() -> impl Iterator<Item = &'static Descriptor> {
    RESOURCES.iter().flat_map(|operations| operations.iter().copied())
}

/// The operation of that id in that version.
pub fn find(id: &str, version: ApiVersion) -> Option<&'static Descriptor> {
    operations().find(|operation| operation.id == id && operation.versions.contains(version))
}

/// The operation that answers `method` on the concrete `path` (without `/v1`) in `version`.
/// A literal segment wins over a placeholder.
pub fn resolve(method: Method, path: &str, version: ApiVersion) -> Option<&'static Descriptor> {
    resolve_among(operations().filter(|operation| operation.versions.contains(version)), method, path)
}

/// The one of `operations` that answers `method` on the concrete `path`.
pub fn resolve_among(
    operations: impl IntoIterator<Item = &'static Descriptor>,
    method: Method,
    path: &str,
) -> Option<&'static Descriptor> {
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    operations
        .into_iter()
        .filter(|operation| operation.method == method)
        .filter_map(|operation| matching(operation.path, &segments).map(|literals| (literals, operation)))
        .max_by_key(|(literals, _)| *literals)
        .map(|(_, operation)| operation)
}

/// How many leading segments are literal, as bits from the left; `None` when the path does not match.
fn matching(template: &str, segments: &[&str]) -> Option<u64> {
    let mut literals = 0;
    let mut count = 0;
    for part in template.trim_matches('/').split('/') {
        let segment = segments.get(count)?;
        count += 1;
        literals <<= 1;
        if part.starts_with('{') {
            if segment.is_empty() {
                return None;
            }
        } else if part == *segment {
            literals |= 1;
        } else {
            return None;
        }
    }
    (count == segments.len()).then_some(literals)
}
