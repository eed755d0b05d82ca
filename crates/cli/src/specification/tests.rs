use frontdesk_contract::{ApiVersion, Method, Place, Risk, Schema};
use serde_json::json;

use super::Specification;

fn read(document: &serde_json::Value) -> Specification {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("2027-01-01.yml");
    // JSON is YAML.
    std::fs::write(&path, document.to_string()).expect("written");
    Specification::open(&path.display().to_string()).expect("a document")
}

fn pets() -> serde_json::Value {
    json!({
        "openapi": "3.1.0",
        "info": {"version": "2027-01-01"},
        "paths": {
            "/pets": {"get": {
                "operationId": "ListPets", "tags": ["Pets"], "summary": "Lists pets",
                "parameters": [{"name": "limit", "in": "query", "required": true,
                    "schema": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3}}],
                "responses": {"200": {"content": {"application/json": {"schema":
                    {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}}}}, "422": {}},
            }},
            "/users/{user_id}": {"delete": {"operationId": "DeleteUser", "tags": ["Users"], "responses": {"200": {}}}},
            "/pets/{id}": {"delete": {"operationId": "DeletePet", "tags": ["Pets"], "responses": {}},
                "post": {"operationId": "FeedPet", "tags": ["Pets"], "responses": {}}},
            "/platform/apps": {"get": {"operationId": "ListApps", "tags": ["Platform"], "responses": {}}},
        },
        "components": {"schemas": {"Pet": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": ["string", "null"], "maxLength": 20},
            "kind": {"type": "string", "enum": ["cat", "dog"], "description": "What it is."},
            "parent": {"oneOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "null"}]},
        }}}},
    })
}

#[test]
fn a_document_is_read_into_what_is_built_in_too() {
    let specification = read(&pets());
    assert_eq!(specification.label, "2027-01-01");
    assert_eq!(specification.tags(), [("Pets", 3), ("Users", 1)], "the platform is another API");
    let list = specification.by_id("listpets").expect("listed");
    assert_eq!((list.method, list.path, list.success), (Method::Get, "/pets", 200));
    assert_eq!(list.errors.iter().map(|status| status.code).collect::<Vec<_>>(), [422]);
    let limit = list.parameter(Place::Query, "limit").expect("a parameter");
    assert!(limit.required.contains(ApiVersion::NEWEST) && limit.default == Some("3"));
    assert!(matches!(limit.schema, Schema::Integer(range) if range.maximum == Some(9)));
    let Some(Schema::Array { items: Schema::Object(pet), .. }) = list.response else { panic!("{:?}", list.response) };
    assert_eq!(pet.name, "Pet");
    let field = |name: &str| pet.fields.iter().find(|field| field.name == name).expect("a field");
    assert!(field("name").nullable.contains(ApiVersion::NEWEST), "3.1 writes null as a type");
    assert_eq!(field("kind").doc, "What it is.");
    let parent = field("parent");
    assert!(parent.nullable.contains(ApiVersion::NEWEST), "or as an alternative");
    assert!(matches!(parent.schema, Schema::Object(again) if again.name == "Pet" && again.fields.is_empty()));
}

#[test]
fn what_is_not_known_to_be_harmless_is_not_taken_for_it() {
    let specification = read(&pets());
    let risk = |id: &str| specification.by_id(id).expect("there").risk;
    assert_eq!([risk("ListPets"), risk("FeedPet"), risk("DeletePet")], [Risk::Read, Risk::Write, Risk::Irreversible]);
    let known = specification.by_id("DeleteUser").expect("there");
    assert!(known.destroys.contains("session"), "what the same operation destroys is known");
}

#[test]
fn official_documents_describe_what_is_built_in() {
    let Some(folder) = std::env::var_os("FRONTDESK_SPECS_DIR").map(std::path::PathBuf::from).or_else(|| {
        Some(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"))
            .filter(|path| path.is_dir())
    }) else {
        return;
    };
    let version = ApiVersion::NEWEST;
    let path = folder.join("bapi").join(format!("{version}.yml"));
    let specification = Specification::open(&path.display().to_string()).expect("the official document");
    let built_in = Specification::built_in(version);
    for operation in specification.operations() {
        let same = built_in.by_id(operation.id).unwrap_or_else(|| panic!("{} is not built in", operation.id));
        assert_eq!((same.method, same.path, same.tags), (operation.method, operation.path, operation.tags));
    }
}

#[test]
fn tags_are_found_in_any_spelling_and_by_a_part_that_only_one_has() {
    let specification = Specification::built_in(ApiVersion::NEWEST);
    for (text, tag) in [
        ("users", Some("Users")),
        ("USER", Some("Users")),
        ("email addresses", Some("Email Addresses")),
        ("e-mail address", Some("Email Addresses")),
        ("emailaddresses", Some("Email Addresses")),
        ("organisations", Some("Organizations")),
        ("jwks", Some("JWKS")),
        ("memberships", Some("Organization Memberships")),
        ("email", None),
        ("s", None),
        ("zebra", None),
    ] {
        assert_eq!(specification.tag(text), tag, "{text}");
    }
    for (tag, _) in specification.tags() {
        for spelling in
            [tag.to_uppercase(), tag.replace(' ', "_"), tag.replace(' ', "-").to_lowercase(), tag.replace('&', "and")]
        {
            assert_eq!(specification.tag(&spelling), Some(tag), "{spelling}");
        }
    }
}
