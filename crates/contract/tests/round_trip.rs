//! A request that travels as path, query string and body comes out as it went in.

use frontdesk_contract::actor_tokens::{Actor, CreateActorToken, CreateActorTokenBody};
use frontdesk_contract::api_keys::GetApiKeys;
use frontdesk_contract::organizations::{GetOrganization, ListOrganizations, UploadOrganizationLogo};
use frontdesk_contract::users::{GetUserList, UpdateUser, UpdateUserBody};
use frontdesk_contract::{ApiVersion, Maybe, Operation, Parts, Upload, organization_invitations, request};
use organization_invitations::{
    CreateOrganizationInvitationBulk, CreateOrganizationInvitationBulkItem, ListOrganizationInvitations,
    OrganizationInvitationStatus,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value};

/// Sends `sent` through everything that a client and a server do with it, and answers what arrives.
fn travel<O: Operation>(sent: O) -> O {
    let operation = O::DESCRIPTOR;
    let parts = sent.into_parts().expect("every value can be written");
    assert_eq!(request::violations(operation, &parts, ApiVersion::NEWEST), [], "what a client checks");
    let path = request::fill_path(operation, &parts.path);
    let query = request::write_query(&parts.query);
    assert!(path.is_ascii() && query.is_ascii() && !path.contains(['?', '#', ' ']) && !query.contains(['#', ' ']));
    let body = parts.body.as_ref().map(Value::to_string);

    let mut violations = Vec::new();
    let received = Parts {
        path: request::read_path(operation, &path),
        query: request::read_query(operation, &query, ApiVersion::NEWEST, &mut violations),
        body: body.map(|text| serde_json::from_str(&text).expect("a body is JSON")),
        upload: parts.upload,
    };
    assert_eq!(violations, [], "what a server checks");
    O::from_parts(received).expect("what was written can be read")
}

/// Any text that a path can carry: not empty, and not a step through the path.
fn segment() -> impl Strategy<Value = String> {
    any::<String>().prop_filter("no segment", |text| !text.is_empty() && text != "." && text != "..")
}

fn maybe<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Maybe<T>> {
    option::of(option::of(value)).prop_map(|value| match value {
        None => Maybe::Absent,
        Some(None) => Maybe::Null,
        Some(Some(value)) => Maybe::Value(value),
    })
}

fn metadata() -> impl Strategy<Value = Map<String, Value>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((any::<String>(), inner), 0..4).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    });
    vec((any::<String>(), value), 0..4).prop_map(|pairs| pairs.into_iter().collect())
}

prop_compose! {
    fn list_of_users()(
        user_id in vec(any::<String>(), 0..4),
        email_address in vec(any::<String>(), 0..4),
        query in option::of(any::<String>()),
        banned in option::of(any::<bool>()),
        created_at_after in option::of(any::<i64>()),
        limit in option::of(1..=500_i64),
        offset in option::of(0..i64::MAX),
        order_by in option::of(any::<String>()),
    ) -> GetUserList {
        GetUserList {
            user_id, email_address, query, banned, created_at_after, limit, offset, order_by, ..GetUserList::default()
        }
    }
}

prop_compose! {
    fn update()(
        user_id in segment(),
        first_name in maybe(any::<String>()),
        external_id in maybe(any::<String>()),
        create_organizations_limit in maybe(any::<i64>()),
        delete_self_enabled in maybe(any::<bool>()),
        backup_codes in option::of(vec(any::<String>(), 0..4)),
    ) -> UpdateUser {
        let body = UpdateUserBody {
            first_name, external_id, create_organizations_limit, delete_self_enabled, backup_codes,
            ..UpdateUserBody::default()
        };
        UpdateUser { user_id, body }
    }
}

prop_compose! {
    fn invited()(
        email_address in any::<String>(),
        role in any::<String>(),
        public_metadata in maybe(metadata()),
        expires_in_days in maybe(1..=365_i64),
        notify in maybe(any::<bool>()),
    ) -> CreateOrganizationInvitationBulkItem {
        CreateOrganizationInvitationBulkItem {
            email_address,
            inviter_user_id: Maybe::Absent,
            role,
            public_metadata,
            private_metadata: Maybe::Null,
            redirect_url: Maybe::Absent,
            expires_in_days,
            notify,
        }
    }
}

proptest! {
    // A failure prints its smallest input; integration tests have no place to keep it.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn queries_arrive_as_they_were_sent(sent in list_of_users()) {
        prop_assert_eq!(travel(sent.clone()), sent);
    }

    #[test]
    fn absent_null_and_given_fields_stay_apart(sent in update()) {
        prop_assert_eq!(travel(sent.clone()), sent);
    }

    #[test]
    fn paths_carry_any_text(organization_id in segment(), include_members_count in option::of(any::<bool>())) {
        let sent = GetOrganization {
            organization_id, include_members_count, include_missing_member_with_elevated_permissions: None,
        };
        prop_assert_eq!(travel(sent.clone()), sent);
    }

    #[test]
    fn bodies_can_be_lists(organization_id in segment(), body in vec(invited(), 1..=10)) {
        let sent = CreateOrganizationInvitationBulk { organization_id, body };
        prop_assert_eq!(travel(sent.clone()), sent);
    }

    #[test]
    fn uploads_travel_beside_the_fields_of_their_form(
        organization_id in segment(),
        uploader_user_id in option::of(any::<String>()),
        bytes in vec(any::<u8>(), 0..64),
    ) {
        let file = Upload { file_name: Some("logo.png".to_owned()), content_type: None, bytes };
        let sent = UploadOrganizationLogo { organization_id, uploader_user_id, file };
        prop_assert_eq!(travel(sent.clone()), sent);
    }
}

#[test]
fn a_plus_sign_travels_escaped_and_arrives_as_one() {
    let sent = ListOrganizations {
        organization_id: vec!["+org_1".to_owned(), "-org_2".to_owned()],
        order_by: Some("+created_at".to_owned()),
        ..ListOrganizations::default()
    };
    let query = request::write_query(&sent.clone().into_parts().expect("every value can be written").query);
    assert!(query.contains("organization_id=%2Borg_1") && query.contains("order_by=%2Bcreated_at"), "{query}");
    assert_eq!(travel(sent.clone()), sent);
}

#[test]
fn a_form_without_its_file_is_refused_before_it_is_sent() {
    let parts = Parts { path: Map::from_iter([("organization_id".to_owned(), "org_1".into())]), ..Parts::default() };
    let found = request::violations(UploadOrganizationLogo::DESCRIPTOR, &parts, ApiVersion::NEWEST);
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), ["`file` is required"]);
}

#[test]
fn repeated_keys_become_a_list_of_values() {
    let status = vec![OrganizationInvitationStatus::Pending, OrganizationInvitationStatus::Expired];
    let sent = ListOrganizationInvitations {
        organization_id: "org_1".to_owned(),
        status,
        email_address: None,
        order_by: None,
        limit: None,
        offset: None,
    };
    let query = request::write_query(&sent.clone().into_parts().expect("every value can be written").query);
    assert_eq!(query, "status=pending&status=expired");
    assert_eq!(travel(sent.clone()), sent);
}

#[test]
fn a_whole_number_travels_whole_where_the_documents_allow_fractions() {
    let subject = format!("user_{}", "a".repeat(27));
    let sent = GetApiKeys { subject, limit: Some(20), ..GetApiKeys::default() };
    let query = request::write_query(&sent.clone().into_parts().expect("every value can be written").query);
    assert!(query.contains("limit=20&"), "{query}");
    assert_eq!(travel(sent.clone()), sent);
}

#[test]
fn an_open_object_keeps_the_keys_that_it_does_not_name() {
    let others = Map::from_iter([("reason".to_owned(), "a ticket".into())]);
    let body = CreateActorTokenBody {
        user_id: "user_1".to_owned(),
        actor: Actor { sub: "user_2".to_owned(), others },
        expires_in_seconds: None,
        session_max_duration_in_seconds: None,
    };
    let sent = CreateActorToken { body };
    assert_eq!(travel(sent.clone()), sent);
}
