//! The same requests to all six instances: for every operation that is served, one that succeeds.

use frontdesk_contract::{ApiVersion, Descriptor, Field, Parts, Place, Risk};
use futures_util::future::join_all;
use serde_json::{Map, Value, json};

use super::answers::Told;
use super::worlds::{Filled, PASSWORD, Worlds, put};
use crate::world::{Values, kind_of};

/// The things that requests are about which change little, and those which lose something.
const GENTLE: [usize; 2] = [1, 0];
const HARSH: [usize; 1] = [3];

/// Sends every operation's requests to every instance, each in its version. What only reads comes first, and what
/// deletes last.
pub(super) async fn ask_everything(worlds: &mut Worlds) -> Told {
    let mut operations: Vec<&'static Descriptor> = frontdesk_server::api().operations().collect();
    operations.sort_by_key(|operation| (rank(operation), operation.path, operation.method));
    let mut told = Told::default();
    for operation in operations {
        let things: &[usize] = if operation.risk <= Risk::Write { &GENTLE } else { &HARSH };
        for index in things {
            let here = &*worlds;
            let each = ApiVersion::ALL.map(|version| async move {
                let mut answers = Vec::new();
                for parts in several(operation, *index, &here.filled[Worlds::at(version)]) {
                    answers.push(here.send(version, operation, &parts).await);
                }
                (version, answers)
            });
            // No instance hears of another one, so that they may be asked at once.
            for (version, answers) in join_all(each).await {
                let filled = &mut worlds.filled[Worlds::at(version)];
                let first = answers.first().map(|(answer, _)| &answer.body);
                if let Some(note) = first.and_then(|body| body["id"].as_str().or(body["jwt"].as_str())) {
                    filled.notes.insert((operation.id, *index), note.to_owned());
                }
                for (answer, faults) in answers {
                    worlds.faults.extend(faults);
                    told.answers.entry((operation.id, version)).or_default().push(answer);
                }
            }
        }
    }
    told
}

/// What may be in the way of others comes after them.
fn rank(operation: &Descriptor) -> u8 {
    match (operation.id, operation.risk) {
        // They need what was prepared.
        ("VerifySession", _) => 2,
        ("AttemptEmailAddressVerification" | "AttemptPhoneNumberVerification", _) => 2,
        (_, Risk::Read) => 0,
        (_, Risk::Write) => 1,
        (id, _) if id.contains("InstanceDomain") => 5,
        ("DeleteUser" | "DeleteOrganization", _) => 6,
        (_, Risk::Destructive) => 3,
        (_, Risk::Irreversible) => 4,
    }
}

/// The requests about one thing: more than one where a user has several of the kind.
fn several(operation: &'static Descriptor, index: usize, filled: &Filled) -> Vec<Parts> {
    let one = parts(operation, index, filled);
    let (name, ids) = match operation.id {
        "GetEmailAddress" | "UpdateEmailAddress" => ("email_address_id", &filled.emails[index]),
        "GetPhoneNumber" | "UpdatePhoneNumber" => ("phone_number_id", &filled.phones[index]),
        _ => return vec![one],
    };
    let with = |id: &String| {
        let mut parts = one.clone();
        parts.path.insert(name.to_owned(), json!(id));
        parts
    };
    ids.iter().map(with).collect()
}

/// A request with what is required, about the thing of that number; it succeeds in every version.
pub(super) fn parts(operation: &'static Descriptor, index: usize, filled: &Filled) -> Parts {
    // The same words for every instance, and others for every operation.
    let seed = operation.id.bytes().fold(index as u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let mut values = Values::new(&filled.world, seed);
    let newest = operation.versions.iter().last().unwrap_or(ApiVersion::NEWEST);
    let mut value = |field: &Field| match kind_of(operation, field.name).map(|kind| filled.world.ids(kind)) {
        Some([]) | None => values.value(operation, field, newest),
        Some([only]) => json!(only),
        Some(ids) if field.name.ends_with("_ids") => json!([ids[index]]),
        Some(ids) => json!(ids[index]),
    };
    let mut parts = Parts::default();
    for field in operation.parameters_in(Place::Path, newest) {
        parts.path.insert(field.name.to_owned(), value(field));
    }
    for field in operation.parameters_in(Place::Query, newest).filter(|field| field.required.contains(newest)) {
        parts.query.insert(field.name.to_owned(), value(field));
    }
    if let Some(object) = operation.body_object() {
        let mut body = Map::new();
        // What some version requires and all of them have.
        let needed = |field: &&Field| {
            !field.required.is_empty() && operation.versions.iter().all(|version| field.versions.contains(version))
        };
        for field in object.fields.iter().filter(needed) {
            body.insert(field.name.to_owned(), value(field));
        }
        parts.body = Some(Value::Object(body));
    } else if let Some(body) = operation.body {
        parts.body = Some(values.body(operation, body.schema, newest));
    }
    adapt(operation.id, index, filled, &mut parts);
    parts
}

/// What the declaration does not say of a request that succeeds.
fn adapt(id: &str, index: usize, filled: &Filled, parts: &mut Parts) {
    let ids = |kind: &str| filled.world.ids(kind);
    let next = (index + 1) % ids("user").len();
    let other = (index + 2) % ids("user").len();
    let new_email = json!(format!("{}{index}@example.org", id.to_lowercase()));
    match id {
        "GetOAuthAccessToken" => {
            parts.path.insert("provider".to_owned(), json!("oauth_google"));
        }
        "CreateOrganizationMembership" => {
            put(parts, "user_id", json!(ids("user")[other]));
            put(parts, "role", json!("org:member"));
        }
        // Each organization has an administrator, who has to stay, and one more member.
        "UpdateOrganizationMembership" | "DeleteOrganizationMembership" => {
            parts.path.insert("user_id".to_owned(), json!(ids("user")[next]));
        }
        "DeleteOrganizationLogo" => {
            parts.path.insert("organization_id".to_owned(), json!(ids("organization")[GENTLE[0]]));
        }
        "DeleteUserProfileImage" => {
            parts.path.insert("user_id".to_owned(), json!(ids("user")[GENTLE[0]]));
        }
        "CreateOrganizationDomain" => put(parts, "name", json!(format!("new{index}.example"))),
        "DeleteWaitlistEntry" => {
            parts.path.insert("waitlist_entry_id".to_owned(), json!(ids("waitlist_entry")[2]));
        }
        // The roles of the world are those of creators, who need what they have.
        "AssignPermissionToOrganizationRole" => role(filled, index, ids("permission")[next].clone(), parts),
        "RemovePermissionFromOrganizationRole" => {
            role(filled, GENTLE[0], ids("permission")[GENTLE[0] + 1].clone(), parts);
        }
        "DeleteOrganizationRole" => role(filled, GENTLE[1], String::new(), parts),
        "CreateOrganizationRole" => put(parts, "key", json!(format!("org:made_{index}"))),
        "ReplaceUserPhoneNumber" => put(parts, "phone_number", json!("+12025550139")),
        "GetSessionList" => {
            parts.query.insert("user_id".to_owned(), json!(ids("user")[index]));
        }
        "VerifySession" => {
            let token = filled.notes.get(&("CreateSessionToken", index)).cloned().unwrap_or_default();
            put(parts, "token", json!(token));
        }
        // Whoever is locked still has every identifier; the others of harsh requests have been replaced.
        "LockUser" => {
            parts.path.insert("user_id".to_owned(), json!(ids("user")[GENTLE[1]]));
        }
        "VerifyPassword" => put(parts, "password", json!(PASSWORD)),
        "VerifyClient" => put(parts, "token", json!(filled.client_token)),
        "CreateUser" => {
            put(parts, "email_address", json!([new_email]));
            put(parts, "phone_number", json!([format!("+1202555012{index}")]));
            put(parts, "web3_wallet", json!([format!("0x00000000000000000000000000000000000000b{index}")]));
            put(parts, "skip_password_requirement", json!(true));
        }
        "CreateEmailAddress" => {
            put(parts, "email_address", new_email);
            put(parts, "verified", json!(true));
        }
        "CreatePhoneNumber" => put(parts, "verified", json!(true)),
        "CreateAgentTask" => put(parts, "on_behalf_of", json!({ "user_id": ids("user")[index] })),
        "PrepareEmailAddressVerification" => {
            parts.path.insert("email_address_id".to_owned(), json!(filled.emails[index][1]));
        }
        "PreparePhoneNumberVerification" => {
            parts.path.insert("phone_number_id".to_owned(), json!(filled.phones[index][1]));
        }
        "AttemptEmailAddressVerification" => {
            parts.path.insert("email_address_id".to_owned(), json!(filled.emails[index][1]));
            attempt(filled, "PrepareEmailAddressVerification", index, parts);
        }
        "AttemptPhoneNumberVerification" => {
            parts.path.insert("phone_number_id".to_owned(), json!(filled.phones[index][1]));
            attempt(filled, "PreparePhoneNumberVerification", index, parts);
        }
        "CreateMachineScope" => put(parts, "to_machine_id", json!(ids("machine")[other])),
        "DeleteMachineScope" => {
            parts.path.insert("other_machine_id".to_owned(), json!(ids("machine")[next]));
        }
        "verifyOAuthAccessToken" => put(parts, "access_token", json!(ids("oauth_secret")[index])),
        "CreateRoleSet" => put(parts, "roles", json!(["org:admin", "org:member"])),
        "AddRolesToRoleSet" => put(parts, "role_keys", json!(["org:member"])),
        "ReplaceRoleInRoleSet" => {
            parts.path.insert("role_set_key_or_id".to_owned(), json!(ids("role_set")[GENTLE[0]]));
            put(parts, "role_key", json!("org:member"));
            put(parts, "to_role_key", json!(format!("org:hatter_{}", GENTLE[0])));
        }
        _ => {}
    }
}

/// Names a role that was created before, and a permission.
fn role(filled: &Filled, index: usize, permission: String, parts: &mut Parts) {
    let id = filled.notes.get(&("CreateOrganizationRole", index)).cloned().unwrap_or_default();
    parts.path.insert("organization_role_id".to_owned(), json!(id));
    parts.path.insert("permission_id".to_owned(), json!(permission));
}

fn attempt(filled: &Filled, prepared: &'static str, index: usize, parts: &mut Parts) {
    let id = filled.notes.get(&(prepared, index)).cloned().unwrap_or_default();
    put(parts, "verification_id", json!(id));
    put(parts, "code", json!("424242"));
}

/// Makes what is created another one than any request before made, so that it is free.
pub(super) fn renew(id: &str, name: &str, filled: &Filled, parts: &mut Parts) {
    let email = json!(format!("{}.{name}@example.net", id.to_lowercase()));
    match id {
        "CreateUser" => {
            let taken: u32 = name.bytes().fold(0, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
            put(parts, "email_address", json!([email]));
            put(parts, "phone_number", json!([format!("+1202555{:04}", 2000 + taken % 7000)]));
            put(parts, "web3_wallet", json!([]));
        }
        "CreateEmailAddress" | "CreateOrganizationInvitation" => put(parts, "email_address", email),
        "CreateOrganizationInvitationBulk" => {
            for item in parts.body.iter_mut().filter_map(Value::as_array_mut).flatten() {
                item["email_address"] = email.clone();
            }
        }
        "CreateOrganizationMembership" => {
            let user = usize::from(name != "public_metadata");
            parts.path.insert("organization_id".to_owned(), json!(filled.world.ids("organization")[2]));
            put(parts, "user_id", json!(filled.world.ids("user")[user]));
        }
        "CreateOrganization" => put(parts, "slug", json!(format!("slug-{}", name.replace('_', "-")))),
        "createApiKey" => put(parts, "name", json!(format!("Another {name}"))),
        _ => {}
    }
}
