//! Organizations, their members, invitations and domains.

use serde_json::{Value, json};

use super::ledger::Ledger;
use super::stage::{GONE, Stage, invalid, malformed, taken};
use crate::app::App;

/// What is about organizations, and refused where they are switched off.
const OFF: &[&str] = &[
    "UsersGetOrganizationMemberships",
    "UsersGetOrganizationInvitations",
    "ListOrganizations",
    "CreateOrganization",
    "GetOrganization",
    "UpdateOrganization",
    "DeleteOrganization",
    "MergeOrganizationMetadata",
    "ReplaceOrganizationMetadata",
    "UploadOrganizationLogo",
    "DeleteOrganizationLogo",
    "CreateOrganizationInvitation",
    "CreateOrganizationInvitationBulk",
    "ListOrganizationInvitations",
    "ListPendingOrganizationInvitations",
    "GetOrganizationInvitation",
    "RevokeOrganizationInvitation",
    "ListInstanceOrganizationInvitations",
    "CreateOrganizationMembership",
    "ListOrganizationMemberships",
    "UpdateOrganizationMembership",
    "DeleteOrganizationMembership",
    "UpdateOrganizationMembershipMetadata",
    "InstanceGetOrganizationMemberships",
    "CreateOrganizationDomain",
    "ListOrganizationDomains",
    "UpdateOrganizationDomain",
    "DeleteOrganizationDomain",
    "VerifyOrganizationDomainOwnership",
    "ListAllOrganizationDomains",
    "ListOrganizationRoles",
    "CreateOrganizationRole",
    "GetOrganizationRole",
    "UpdateOrganizationRole",
    "DeleteOrganizationRole",
    "AssignPermissionToOrganizationRole",
    "RemovePermissionFromOrganizationRole",
    "ListOrganizationPermissions",
    "CreateOrganizationPermission",
    "GetOrganizationPermission",
    "UpdateOrganizationPermission",
    "DeleteOrganizationPermission",
    "ListRoleSets",
    "CreateRoleSet",
    "GetRoleSet",
    "UpdateRoleSet",
    "ReplaceRoleSet",
    "AddRolesToRoleSet",
    "ReplaceRoleInRoleSet",
];

pub(super) async fn run(app: &App, ledger: &Ledger) {
    switched_off(&Stage::new(app, ledger).await).await;
    organizations(&Stage::new(app, ledger).await).await;
    members(&Stage::new(app, ledger).await).await;
    invitations(&Stage::new(app, ledger).await).await;
    domains(&Stage::new(app, ledger).await).await;
}

async fn switched_off(stage: &Stage<'_>) {
    stage.configure(|settings| settings.organizations_enabled = false).await;
    for id in OFF {
        stage.refuses(id, json!({}), (403, "organization_not_enabled_in_instance", None)).await;
    }
    let ticket = json!({ "org_id": stage.id("organization", 0) });
    stage.refuses("CreateSignInToken", ticket, (403, "organization_not_enabled_in_instance", Some("org_id"))).await;
}

async fn organizations(stage: &Stage<'_>) {
    let large = || json!({ "public_metadata": { "a": "x".repeat(9000) } });
    let too_large = (422, "form_param_exceeds_allowed_size", Some("public_metadata"));
    let many: Vec<String> = (0..101).map(|number| format!("user_{number}")).collect();
    for (id, args, refusal) in [
        ("CreateOrganization", json!({ "slug": "acme-1" }), taken("slug")),
        ("CreateOrganization", json!({ "slug": "Not a slug" }), malformed("slug")),
        ("CreateOrganization", json!({ "name": " " }), (422, "form_param_nil", Some("name"))),
        (
            "CreateOrganization",
            json!({ "name": "x".repeat(257) }),
            (422, "form_param_max_length_exceeded", Some("name")),
        ),
        ("CreateOrganization", json!({ "created_at": "soon" }), (422, "form_param_invalid_time", Some("created_at"))),
        ("CreateOrganization", json!({ "created_by": "user_nobodys" }), (400, "organization_creator_not_found", None)),
        (
            "CreateOrganization",
            json!({ "role_set_key": "role_set:nobodys" }),
            (404, "resource_not_found", Some("role_set_key")),
        ),
        ("CreateOrganization", json!({ "max_allowed_memberships": -1 }), invalid("max_allowed_memberships")),
        ("CreateOrganization", large(), too_large),
        ("UpdateOrganization", json!({ "slug": "acme-1" }), taken("slug")),
        ("UpdateOrganization", json!({ "slug": "Not a slug" }), malformed("slug")),
        ("UpdateOrganization", json!({ "name": "" }), (422, "form_param_nil", Some("name"))),
        (
            "UpdateOrganization",
            json!({ "role_set_key": "role_set:nobodys" }),
            (404, "resource_not_found", Some("role_set_key")),
        ),
        (
            "UpdateOrganization",
            json!({ "role_set_key": "role_set:hats_0" }),
            (422, "organization_role_set_reassignment_mappings_missing", None),
        ),
        ("MergeOrganizationMetadata", large(), too_large),
        ("ReplaceOrganizationMetadata", large(), too_large),
        ("ListOrganizations", json!({ "order_by": "-shoe_size" }), invalid("order_by")),
        ("ListOrganizations", json!({ "user_id": many }), (422, "form_param_array_size_exceeded", Some("user_id"))),
        ("UploadOrganizationLogo", json!({ "file": "no picture" }), (400, "request_body_invalid", None)),
        ("UploadOrganizationLogo", json!({ "file": null }), (400, "form_param_missing", Some("file"))),
        ("UploadOrganizationLogo", json!({ "file": "x".repeat(12 * 1024 * 1024) }), (413, "image_too_large", None)),
        ("DeleteOrganizationLogo", json!({}), (404, "image_not_found", None)),
    ] {
        stage.refuses(id, args, refusal).await;
    }
    stage.configure(|settings| settings.organization_slugs_enabled = false).await;
    let off = (403, "organization_slugs_disabled", None);
    stage.refuses("CreateOrganization", json!({ "slug": "new" }), off).await;
    stage.refuses("UpdateOrganization", json!({ "slug": "new" }), off).await;
}

async fn members(stage: &Stage<'_>) {
    let member = stage.id("user", 1).to_owned();
    let large = json!({ "private_metadata": { "a": "x".repeat(9000) } });
    let lonely = (400, "organization_minimum_permissions_needed", None);
    for (id, args, refusal) in [
        (
            "CreateOrganizationMembership",
            json!({ "user_id": member, "role": "org:member" }),
            (400, "already_a_member_in_organization", None),
        ),
        ("CreateOrganizationMembership", json!({ "user_id": "user_nobodys" }), GONE),
        (
            "CreateOrganizationMembership",
            json!({ "user_id": stage.id("user", 3), "role": "org:nobodys" }),
            (404, "resource_not_found", Some("role")),
        ),
        ("UpdateOrganizationMembership", json!({ "role": "org:member" }), lonely),
        (
            "UpdateOrganizationMembership",
            json!({ "user_id": member, "role": "org:nobodys" }),
            (404, "resource_not_found", Some("role")),
        ),
        ("UpdateOrganizationMembership", json!({ "user_id": stage.id("user", 3) }), GONE),
        ("DeleteOrganizationMembership", json!({}), lonely),
        ("DeleteOrganizationMembership", json!({ "user_id": stage.id("user", 3) }), GONE),
        (
            "UpdateOrganizationMembershipMetadata",
            large,
            (422, "form_param_exceeds_allowed_size", Some("private_metadata")),
        ),
        ("ListOrganizationMemberships", json!({ "order_by": "-shoe_size" }), invalid("order_by")),
        ("InstanceGetOrganizationMemberships", json!({ "order_by": "-shoe_size" }), invalid("order_by")),
    ] {
        stage.refuses(id, args, refusal).await;
    }
    stage.does("UpdateOrganization", json!({ "max_allowed_memberships": 2 })).await;
    let full = (403, "organization_membership_quota_exceeded", None);
    let third = json!({ "user_id": stage.id("user", 2), "role": "org:member" });
    stage.refuses("CreateOrganizationMembership", third, full).await;
    let guest = json!({ "email_address": "more@example.com", "role": "org:member" });
    stage.refuses("CreateOrganizationInvitation", guest.clone(), full).await;
    stage.refuses("CreateOrganizationInvitationBulk", json!({ "body": [guest] }), full).await;
}

async fn invitations(stage: &Stage<'_>) {
    let (user, stranger) = (stage.id("user", 1).to_owned(), stage.id("user", 3).to_owned());
    let wish = |field: &str, value: Value| {
        let mut wish = json!({ "email_address": "eve@example.com", "role": "org:member" });
        wish[field] = value;
        wish
    };
    for (wish, refusal) in [
        (wish("email_address", json!("nobody")), malformed("email_address")),
        (wish("role", json!("org:nobodys")), (404, "resource_not_found", Some("role"))),
        (wish("redirect_url", json!("no url")), malformed("redirect_url")),
        (wish("expires_in_days", json!(366)), invalid("expires_in_days")),
        (wish("inviter_user_id", json!(stranger)), (403, "not_a_member_in_organization", None)),
        (wish("inviter_user_id", json!(user)), (403, "missing_organization_permission", None)),
        (wish("email_address", json!("ada1@example.com")), (400, "already_a_member_in_organization", None)),
        (wish("email_address", json!("guest0@example.com")), (400, "organization_invitation_not_unique", None)),
        (
            wish("public_metadata", json!({ "a": "x".repeat(9000) })),
            (422, "form_param_exceeds_allowed_size", Some("public_metadata")),
        ),
    ] {
        stage.refuses("CreateOrganizationInvitation", wish.clone(), refusal).await;
        stage.refuses("CreateOrganizationInvitationBulk", json!({ "body": [wish] }), refusal).await;
    }
    let many = vec![wish("notify", json!(false)); 11];
    stage.refuses("CreateOrganizationInvitationBulk", json!({ "body": many }), (400, "bulk_size_exceeded", None)).await;
    let revoke = "RevokeOrganizationInvitation";
    let by = |user: &str| json!({ "requesting_user_id": user });
    stage.refuses(revoke, by(&stranger), (403, "not_a_member_in_organization", None)).await;
    stage.refuses(revoke, by(&user), (403, "missing_organization_permission", None)).await;
    let elsewhere = json!({ "organization_id": stage.id("organization", 1) });
    stage.refuses(revoke, elsewhere.clone(), GONE).await;
    stage.refuses("GetOrganizationInvitation", elsewhere, GONE).await;
    stage.does(revoke, json!({})).await;
    stage.refuses(revoke, json!({}), (404, "organization_invitation_not_pending", None)).await;
    for id in ["ListOrganizationInvitations", "ListInstanceOrganizationInvitations"] {
        stage.refuses(id, json!({ "order_by": "-shoe_size" }), invalid("order_by")).await;
    }
    stage.configure(|settings| settings.email_address_enabled = false).await;
    let off = (400, "invitations_not_supported", None);
    stage.refuses("CreateOrganizationInvitation", wish("notify", json!(false)), off).await;
    stage.refuses("CreateOrganizationInvitationBulk", json!({ "body": [wish("notify", json!(false))] }), off).await;
}

async fn domains(stage: &Stage<'_>) {
    let create = "CreateOrganizationDomain";
    let elsewhere = json!({ "organization_id": stage.id("organization", 1) });
    for (args, refusal) in [
        (json!({ "name": "https://acme.example" }), malformed("name")),
        (json!({ "name": "gmail.com" }), (422, "organization_domain_common", Some("name"))),
        (json!({ "name": "mailinator.com" }), (422, "organization_domain_blocked", Some("name"))),
        (json!({ "name": "acme1.example" }), (422, "organization_domain_already_exists", Some("name"))),
        (
            json!({ "name": "acme0.example" }),
            (422, "organization_domain_already_exists_same_organization", Some("name")),
        ),
        (json!({ "name": "new.example", "enrollment_mode": "none" }), invalid("enrollment_mode")),
    ] {
        stage.refuses(create, args, refusal).await;
    }
    for id in ["UpdateOrganizationDomain", "DeleteOrganizationDomain", "VerifyOrganizationDomainOwnership"] {
        stage.refuses(id, elsewhere.clone(), GONE).await;
    }
    stage.refuses("UpdateOrganizationDomain", json!({ "enrollment_mode": "none" }), invalid("enrollment_mode")).await;
    let open = stage.does(create, json!({ "name": "acme1.example", "verified": false })).await;
    let held = (422, "organization_domain_already_exists", Some("name"));
    let open = |more: Value| {
        let mut args = json!({ "domain_id": open["id"] });
        args.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        args
    };
    stage.refuses("UpdateOrganizationDomain", open(json!({ "verified": true })), held).await;
    stage.refuses("VerifyOrganizationDomainOwnership", open(json!({})), held).await;
    stage.refuses("ListOrganizationDomains", json!({ "verified": "maybe" }), invalid("verified")).await;
    stage.configure(|settings| settings.organization_domains.enrollment_modes.clear()).await;
    let mode = (403, "organization_domain_enrollment_mode_not_enabled", None);
    let automatic = json!({ "name": "new.example", "enrollment_mode": "automatic_invitation" });
    stage.refuses(create, automatic, mode).await;
    stage.refuses("UpdateOrganizationDomain", json!({ "enrollment_mode": "automatic_suggestion" }), mode).await;
    stage.configure(|settings| settings.organization_domains.max_allowed = 2).await;
    let full = (403, "organization_domain_quota_exceeded", None);
    stage.refuses(create, json!({ "name": "new.example", "enrollment_mode": "manual_invitation" }), full).await;
    stage.configure(|settings| settings.organization_domains.enabled = false).await;
    let off = (403, "organization_domains_not_enabled", None);
    // What is there can always be deleted.
    for id in [create, "UpdateOrganizationDomain", "VerifyOrganizationDomainOwnership"] {
        stage.refuses(id, json!({}), off).await;
    }
}
