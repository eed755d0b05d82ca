//! Whether the user wants the application to have what it asks for.

mod issue;

use axum::body::Body;
use frontdesk_storage::organization_memberships::{MembershipFilter, MembershipPage};
use frontdesk_storage::organizations::Organization;
use frontdesk_storage::users::UserFilter;
use frontdesk_storage::{Signed, Tx};
use http::Response;

use super::authorize::answer::see_other;
use super::authorize::request::Request;
use super::browser::{Purpose, Visit};
use super::fault::Fault;
use super::form::Form;
use super::pages::Frame;
use super::sign_in::bound_to;
use crate::context::Context;
use crate::error::ApiResult;
use crate::oauth_applications::scopes::ORGANIZATIONS;

/// The most organizations that one can choose from.
const MOST_ORGANIZATIONS: i64 = 100;
/// How many grants are looked through for one that covers a request.
const LOOKED_THROUGH: i64 = 20;

/// What is known before anybody is asked.
struct Known {
    organizations: Vec<Organization>,
    remembered: Option<Remembered>,
}

/// An earlier grant that covers the request.
struct Remembered {
    /// The organization that it was for, if the request is for one too.
    organization_id: Option<String>,
}

/// Asks, or goes on where nobody has to be asked.
pub(super) async fn show(frame: &Frame<'_>, visit: Visit) -> Result<Response<Body>, Fault> {
    let (cx, request) = (frame.cx, frame.request);
    let known = find(cx, request, &visit).await?;
    let details = &request.application.details;
    let is_remembered = known.remembered.is_some() && !request.prompt.consent;
    let must_ask = details.consent_screen_enabled || details.dynamically_registered || request.prompt.consent;
    let must_choose = known.organizations.len() > 1;
    if is_remembered || !(must_ask || must_choose) {
        let only = known.organizations.first().map(|organization| organization.id.clone());
        return issue(frame, &visit, known.remembered.and_then(|remembered| remembered.organization_id).or(only)).await;
    }
    if request.prompt.none {
        let (error, description) = if must_ask {
            ("consent_required", "The user has to be asked.")
        } else {
            ("interaction_required", "The user has to choose an organization.")
        };
        return Err(Fault::Back { back: Box::new(request.back.clone()), error, description });
    }
    Ok(frame.consent(&visit, &known.organizations, must_ask))
}

/// Takes what the user has answered.
pub(super) async fn submit(frame: &Frame<'_>, form: &Form) -> Result<Response<Body>, Fault> {
    let (cx, request) = (frame.cx, frame.request);
    let Some(visit) = frame.browser.visit(cx).await? else { return Err(Fault::foreign_form()) };
    if !frame.browser.is_sealed(cx, Purpose::Consent, &bound_to(frame, &visit), form.get("token")) {
        return Err(Fault::foreign_form());
    }
    if form.get("answer") != Some("allow") {
        return Err(Fault::Back {
            back: Box::new(request.back.clone()),
            error: "access_denied",
            description: "The user does not want the application to have it.",
        });
    }
    let known = find(cx, request, &visit).await?;
    let chosen = form.get("organization_id").map(str::to_owned);
    let is_own = |id: &String| known.organizations.iter().any(|organization| organization.id == *id);
    match chosen {
        Some(id) if !is_own(&id) => Err(Fault::shown(400, "You are no member of that organization any more.")),
        None if known.organizations.len() > 1 => Ok(frame.consent(&visit, &known.organizations, true)),
        None => issue(frame, &visit, known.organizations.first().map(|one| one.id.clone())).await,
        chosen => issue(frame, &visit, chosen).await,
    }
}

async fn issue(frame: &Frame<'_>, visit: &Visit, organization_id: Option<String>) -> Result<Response<Body>, Fault> {
    let (cx, request) = (frame.cx, frame.request);
    match issue::code(cx, request, visit, organization_id).await? {
        Some(code) => Ok(request.back.answer(cx, &[("code", &code)])),
        // Whoever was signed in a moment ago is so no longer, or the application is gone: begin again.
        None => Ok(see_other(&frame.restart())),
    }
}

async fn find(cx: &Context, request: &Request, visit: &Visit) -> Result<Known, Fault> {
    let wants_organization = request.has(ORGANIZATIONS);
    let (application, scopes) = (request.application.clone(), request.scopes.clone());
    let (user_id, now) = (visit.user.id.clone(), cx.now);
    let active = visit.session.organization_id.clone();
    let known = cx.read(move |tx| {
        let mut organizations = if wants_organization { organizations(tx, &user_id)? } else { Vec::new() };
        // The one that is active on the session comes first.
        organizations.sort_by_key(|organization| active.as_ref() != Some(&organization.id));
        let details = &application.details;
        // Who can keep no secret is anybody: a program may only say that it is the one that was agreed to.
        let mut remembered = None;
        if !details.public && !details.dynamically_registered {
            let grants = tx.list_living_oauth_grants(&user_id, &application.id, now, LOOKED_THROUGH)?;
            let covering = grants.into_iter().find(|grant| {
                let granted = &grant.details.scopes;
                let organization = grant.details.organization_id.as_ref();
                let is_member = |id: &String| organizations.iter().any(|one| one.id == *id);
                let has_organization = match organization {
                    Some(id) => is_member(id),
                    None => organizations.is_empty(),
                };
                scopes.iter().all(|scope| granted.contains(scope)) && (!wants_organization || has_organization)
            });
            remembered = covering.map(|grant| Remembered {
                organization_id: grant.details.organization_id.filter(|_| wants_organization),
            });
        }
        Ok(Known { organizations, remembered })
    });
    Ok(known.await?)
}

/// The organizations of a user, by name.
fn organizations(tx: &mut Tx<'_, '_>, user_id: &str) -> ApiResult<Vec<Organization>> {
    let user_ids = Signed { include: vec![user_id.to_owned()], exclude: Vec::new() };
    let users = UserFilter { user_ids, ..UserFilter::default() };
    let filter = MembershipFilter { users, ..MembershipFilter::default() };
    let page = MembershipPage { limit: MOST_ORGANIZATIONS, ..MembershipPage::default() };
    let ids: Vec<String> =
        tx.list_memberships(&filter, &page)?.into_iter().map(|membership| membership.organization_id).collect();
    let mut organizations = tx.find_organizations(&ids)?;
    organizations.sort_by(|one, other| one.name.cmp(&other.name).then_with(|| one.id.cmp(&other.id)));
    Ok(organizations)
}
