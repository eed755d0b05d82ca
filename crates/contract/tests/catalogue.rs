//! What has to hold for every declaration.

use std::collections::BTreeSet;

use frontdesk_contract::{ApiVersion, Descriptor, Method, Operation, Risk, Schema, catalogue, sessions, users};

/// Calls `visit` with the path and the doc of everything below `schema` that carries one.
fn docs(schema: &'static Schema, path: &str, seen: &mut BTreeSet<&'static str>, visit: &mut impl FnMut(&str, &str)) {
    match schema {
        Schema::Array { items: inner, .. } | Schema::Map(inner) | Schema::Nullable(inner) => {
            docs(inner, path, seen, visit);
        }
        Schema::OneOf { variants, .. } => {
            for variant in *variants {
                docs(variant.schema, path, seen, visit);
            }
        }
        Schema::Object(object) if seen.insert(object.name) || object.name == "Page" => {
            visit(object.name, object.doc);
            for field in object.fields {
                let path = format!("{path}.{}", field.name);
                visit(&path, field.doc);
                docs(field.schema, &path, seen, visit);
            }
        }
        _ => {}
    }
}

#[test]
fn everything_is_described() {
    let mut bare = Vec::new();
    let mut visit = |name: &str, doc: &str| {
        if doc.is_empty() {
            bare.push(name.to_owned());
        }
    };
    let mut seen = BTreeSet::new();
    for operation in catalogue::operations() {
        visit(operation.id, operation.doc);
        for parameter in operation.parameters {
            visit(&format!("{} {}", operation.id, parameter.field.name), parameter.field.doc);
        }
        for schema in operation.body.iter().map(|body| body.schema).chain(operation.response) {
            docs(schema, operation.id, &mut seen, &mut visit);
        }
    }
    assert!(bare.is_empty(), "without a doc comment: {bare:#?}");
}

#[test]
fn summaries_fit_a_line_of_help() {
    for operation in catalogue::operations() {
        let summary = operation.summary();
        assert!(summary.len() < 80 && summary.ends_with('.'), "{}: {summary}", operation.id);
    }
}

#[test]
fn what_can_be_lost_is_named_and_nothing_else() {
    for operation in catalogue::operations() {
        let loses = operation.risk >= Risk::Destructive;
        assert_eq!(loses, !operation.destroys.is_empty(), "{} is {}", operation.id, operation.risk.as_str());
        assert!(operation.method != Method::Delete || loses, "{} deletes", operation.id);
        assert!(operation.method != Method::Get || operation.risk == Risk::Read, "{} reads", operation.id);
    }
}

#[test]
fn ids_and_routes_are_unique_in_every_version() {
    for version in ApiVersion::ALL {
        let declared: Vec<&Descriptor> =
            catalogue::operations().filter(|operation| operation.versions.contains(version)).collect();
        let ids: BTreeSet<_> = declared.iter().map(|operation| operation.id).collect();
        let routes: BTreeSet<_> = declared.iter().map(|operation| (operation.method, operation.path)).collect();
        assert_eq!((ids.len(), routes.len()), (declared.len(), declared.len()), "{version}");
    }
}

#[test]
fn a_literal_segment_wins_over_a_placeholder() {
    let id = |method, path| catalogue::resolve(method, path, ApiVersion::NEWEST).map(|operation| operation.id);
    assert_eq!(id(Method::Get, "/users/count"), Some(users::GetUsersCount::DESCRIPTOR.id));
    assert_eq!(id(Method::Get, "/users/user_1"), Some(users::GetUser::DESCRIPTOR.id));
    assert_eq!(id(Method::Post, "/sessions"), Some(sessions::CreateSession::DESCRIPTOR.id));
    assert_eq!(id(Method::Post, "/nowhere"), None);
}

#[test]
fn a_version_has_only_its_own_operations() {
    let id = |version| catalogue::resolve(Method::Put, "/users/user_1/metadata", version).map(|found| found.id);
    assert_eq!(id(ApiVersion::NEWEST), Some("ReplaceUserMetadata"));
    assert_eq!(id(ApiVersion::V2025_03_12), None);
}
