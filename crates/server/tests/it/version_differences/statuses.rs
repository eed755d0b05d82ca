//! Statuses that only one of two documents lists.

use frontdesk_contract::Parts;
use frontdesk_storage::instances::Settings;
use serde_json::json;

use super::answers::Sight;
use super::list::Difference;
use super::requests;
use super::worlds::{Filled, LINKED, Worlds, put};

/// The thing that refused requests are about. Nobody has deleted it.
const INDEX: usize = 2;

pub(super) const LISTED: &str =
    "a status that one document leaves out: the same request is refused with it in both versions";

/// A request that is refused.
struct Refusal {
    /// How the instance has to be set.
    settings: Option<fn(&mut Settings)>,
    change: fn(&mut Parts, &Filled),
}

/// How to be refused by an operation with a status.
fn refusal(id: &str, code: u16) -> Option<Refusal> {
    let plain = |change| Some(Refusal { settings: None, change });
    let switched = |settings: fn(&mut Settings), change| Some(Refusal { settings: Some(settings), change });
    match (id, code) {
        ("ListOrganizationInvitations", 422) => {
            plain(|parts, _| drop(parts.query.insert("limit".to_owned(), json!("many"))))
        }
        ("UpdateOrganizationMembership" | "UpdateOrganization", 400) => {
            plain(|parts, _| parts.body = Some(json!("no")))
        }
        ("DeleteOrganizationMembership", 400) => plain(|parts, filled| {
            parts.path.insert("user_id".to_owned(), json!(filled.world.ids("user")[INDEX]));
        }),
        ("DeleteEmailAddress", 409) => plain(|parts, filled| {
            parts.path.insert("email_address_id".to_owned(), json!(filled.emails[LINKED][3]));
        }),
        ("UpdateEmailAddress", 409) => plain(|parts, filled| {
            parts.path.insert("email_address_id".to_owned(), json!(filled.rival));
            put(parts, "verified", json!(true));
        }),
        ("CreateSignInToken", 403) => switched(
            |settings| settings.organizations_enabled = false,
            |parts, filled| {
                put(parts, "org_id", json!(filled.world.ids("organization")[INDEX]));
            },
        ),
        ("UpdateOrganization", 403) => switched(
            |settings| settings.organization_slugs_enabled = false,
            |parts, _| put(parts, "slug", json!("another-slug")),
        ),
        ("UpdateOrganizationDomain", 403) => {
            switched(|settings| settings.organization_domains.enabled = false, |_, _| ())
        }
        _ => None,
    }
}

/// Sends the request to both versions. What the document of one leaves out is no fault of the answer.
pub(super) async fn status(worlds: &mut Worlds, difference: &Difference, code: u16) -> Sight {
    let Some(versions) = difference.having() else { return Sight::Hidden("no side lists it".to_owned()) };
    let Some(refusal) = refusal(difference.operation.id, code) else {
        return Sight::Hidden("nothing here is refused so".to_owned());
    };
    let mut answers = Vec::new();
    for version in [versions.0, versions.1] {
        let mut parts = requests::parts(difference.operation, INDEX, &worlds.filled[Worlds::at(version)]);
        (refusal.change)(&mut parts, &worlds.filled[Worlds::at(version)]);
        let before = match refusal.settings {
            Some(change) => Some(worlds.configure(version, change).await),
            None => None,
        };
        let (answer, faults) = worlds.send(version, difference.operation, &parts).await;
        if let Some(before) = before {
            worlds.configure(version, move |settings| settings.clone_from(&before)).await;
        }
        if version == versions.0 {
            worlds.faults.extend(faults);
        }
        answers.push(answer);
    }
    match (answers[0].status == code, answers[1].status == code) {
        (true, false) => Sight::Seen,
        (true, true) if answers[0].refusal() == answers[1].refusal() => Sight::Cannot(LISTED),
        _ => Sight::Hidden(format!("refused otherwise: {answers:?}")),
    }
}
