//! Holds declarations against a published document: everything that a document says of a declared operation.

mod schema;

use std::collections::BTreeSet;
use std::fmt;

use frontdesk_contract::{ApiVersion, BodyFormat, Descriptor, Field, Place, Schema};
use serde_json::Value;

use crate::{Document, OperationDocument};

/// One place where a declaration and a document say different things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The operation's id.
    pub operation: String,
    /// Where: `query limit`, `body.name`, `200.data[].id`.
    pub place: String,
    /// What is declared and what the document says.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.operation, self.place, self.what)
    }
}

/// Collects the differences of one operation.
struct Differences<'a> {
    document: &'a Document,
    version: ApiVersion,
    operation: &'static str,
    found: Vec<Difference>,
}

impl Differences<'_> {
    fn add(&mut self, place: &str, what: impl Into<String>) {
        let (operation, place) = (self.operation.to_owned(), place.to_owned());
        self.found.push(Difference { operation, place, what: what.into() });
    }

    #[expect(clippy::needless_pass_by_value, reason = "most callers have just made the values")]
    fn compare<T: PartialEq + fmt::Debug>(&mut self, place: &str, what: &str, declared: T, documented: T) {
        if declared != documented {
            self.add(place, format!("{what} is declared as {declared:?}, documented as {documented:?}"));
        }
    }
}

/// Every difference between `operations` and what `document` says of them in `version`.
///
/// What the document has and nobody declares is no difference; see [`undeclared`].
pub fn differences<'a>(
    document: &Document,
    version: ApiVersion,
    operations: impl IntoIterator<Item = &'a &'static Descriptor>,
) -> Vec<Difference> {
    let documented = document.operations();
    let operations: Vec<&'static Descriptor> = operations.into_iter().copied().collect();
    let in_version = operations.iter().filter(|operation| operation.versions.contains(version));
    let declared: BTreeSet<&str> = in_version.map(|operation| operation.id).collect();
    let mut found = Vec::new();
    for operation in operations {
        let mut differences = Differences { document, version, operation: operation.id, found: Vec::new() };
        let counterpart = documented.iter().find(|documented| documented.operation_id == operation.id);
        match (operation.versions.contains(version), counterpart) {
            (true, Some(documented)) => compare_operation(&mut differences, operation, documented),
            (true, None) => differences.add("", "is declared, and not documented"),
            // An operation whose path moved is declared twice, each time for the versions that have the path.
            (false, Some(_)) if !declared.contains(operation.id) => {
                differences.add("", "is documented, and not declared");
            }
            (false, _) => {}
        }
        found.append(&mut differences.found);
    }
    found
}

/// The ids of the document's operations that are not declared in `version`.
pub fn undeclared<'a>(
    document: &Document,
    version: ApiVersion,
    operations: impl IntoIterator<Item = &'a &'static Descriptor>,
) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = document.operations().into_iter().map(|operation| operation.operation_id).collect();
    for operation in operations {
        if operation.versions.contains(version) {
            ids.remove(operation.id);
        }
    }
    ids
}

fn compare_operation(differences: &mut Differences<'_>, operation: &Descriptor, documented: &OperationDocument) {
    differences.compare("", "method", operation.method.as_str(), documented.method.as_str());
    differences.compare("", "path", operation.path, documented.path.as_str());
    let tags: Vec<&str> = documented.tags.iter().map(String::as_str).collect();
    differences.compare("", "tags", operation.tags, &tags);
    let version = differences.version;
    differences.compare("", "deprecated", operation.deprecated.contains(version), documented.deprecated);
    compare_parameters(differences, operation, documented);
    compare_body(differences, operation, documented);
    compare_answers(differences, operation, documented);
}

fn compare_parameters(differences: &mut Differences<'_>, operation: &Descriptor, documented: &OperationDocument) {
    for (place, word) in [(Place::Path, "path"), (Place::Query, "query")] {
        let declared: Vec<&Field> = operation.parameters_in(place, differences.version).collect();
        let named = |name: &str| {
            let same = |parameter: &&Value| parameter["in"] == word && parameter["name"] == name;
            documented.parameters.iter().find(same)
        };
        for field in &declared {
            let place = format!("{word} {}", field.name);
            match named(field.name) {
                None => differences.add(&place, "is declared, and not documented"),
                Some(parameter) => {
                    let required = parameter["required"] == true;
                    let deprecated = parameter["deprecated"] == true;
                    schema::compare_field(differences, &place, field, required, deprecated, &parameter["schema"]);
                }
            }
        }
        let others = documented.parameters.iter().filter(|parameter| parameter["in"] == word);
        for name in others.filter_map(|parameter| parameter["name"].as_str()) {
            if !declared.iter().any(|field| field.name == name) {
                differences.add(&format!("{word} {name}"), "is documented, and not declared");
            }
        }
    }
}

fn compare_body(differences: &mut Differences<'_>, operation: &Descriptor, documented: &OperationDocument) {
    let version = differences.version;
    let declared = operation.body.filter(|body| body.versions.contains(version));
    let (declared, documented) = match (declared, &documented.request_body) {
        (None, None) => return,
        (Some(_), None) => return differences.add("body", "is declared, and not documented"),
        (None, Some(_)) => return differences.add("body", "is documented, and not declared"),
        (Some(declared), Some(documented)) => (declared, documented),
    };
    differences.compare("body", "required", declared.required.contains(version), documented["required"] == true);
    let media = match declared.format {
        BodyFormat::Json => "application/json",
        BodyFormat::Multipart => "multipart/form-data",
    };
    match documented["content"].get(media) {
        None => differences.add("body", format!("is declared as {media}, which is not documented")),
        Some(content) => schema::compare(differences, "body", declared.schema, &content["schema"]),
    }
}

fn compare_answers(differences: &mut Differences<'_>, operation: &Descriptor, documented: &OperationDocument) {
    let version = differences.version;
    let errors = operation.errors.iter().filter(|status| status.versions.contains(version));
    let declared: BTreeSet<String> =
        errors.map(|status| status.code).chain([operation.success]).map(|code| code.to_string()).collect();
    let listed: BTreeSet<String> = documented.responses.keys().cloned().collect();
    differences.compare("", "statuses", &declared, &listed);

    let success = operation.success.to_string();
    let schema = documented
        .responses
        .get(&success)
        .and_then(|response| response["content"].get("application/json"))
        .map(|content| &content["schema"]);
    match (operation.response, schema) {
        (Some(declared), Some(schema)) => schema::compare(differences, &success, declared, schema),
        (None, None) => {}
        (Some(_), None) => differences.add(&success, "has a declared body, and no documented one"),
        (None, Some(_)) => differences.add(&success, "has a documented body, and no declared one"),
    }
}

/// Whether a declared shape may be null by itself.
fn is_nullable(schema: &Schema) -> bool {
    matches!(schema, Schema::Nullable(_))
}

#[cfg(test)]
mod tests;
