//! The authorization endpoint, and the pages that it leads to. Every page has the parameters of the request in its
//! address and nothing is kept of a request that nobody has granted yet.

pub(crate) mod answer;
pub(crate) mod query;
pub(crate) mod redirect_uri;
pub(crate) mod request;

use axum::body::Body;
use http::request::Parts as RequestHead;
use http::{Method, Response};

use super::browser::{Browser, Purpose, Visit};
use super::fault::Fault;
use super::form::Form;
use super::pages::Frame;
use super::{Endpoint, consent, sign_in};
use crate::body::{self, Incoming};
use crate::context::Context;
use answer::see_other;
use query::{MAX_QUERY, Query};
use request::Request;

/// Answers a browser.
pub(super) async fn serve(
    cx: &Context,
    head: &RequestHead,
    body: &mut Incoming,
    endpoint: Endpoint,
) -> Result<Response<Body>, Fault> {
    if endpoint == Endpoint::Authorize {
        return if head.method == Method::POST { moved(head, body).await } else { show(cx, head).await };
    }
    let (query, _) = Query::read(head.uri.query().unwrap_or_default())?;
    if head.method != Method::POST {
        // Somebody went back to the address of a form that was sent.
        return Ok(see_other(&format!("../authorize?{}", query.encode())));
    }
    let form = Form::read(head, body).await?;
    let request = request::read(cx, query).await?;
    let browser = Browser::of(cx, &head.headers);
    if super::browser::is_from_elsewhere(&head.headers) {
        return Err(Fault::foreign_form());
    }
    let frame = Frame::new(cx, &request, &browser, true);
    match endpoint {
        Endpoint::SignIn => sign_in::password::submit(&frame, &form).await,
        Endpoint::SecondFactor => sign_in::second_factor::submit(&frame, &form).await,
        Endpoint::Ticket => sign_in::ticket::submit(&frame, &form).await,
        Endpoint::SignOut => sign_in::sign_out(&frame, &form).await,
        _ => consent::submit(&frame, &form).await,
    }
}

/// A request that comes as a form goes on as a link: from another site no cookie comes with a form.
async fn moved(head: &RequestHead, body: &mut Incoming) -> Result<Response<Body>, Fault> {
    let bytes = body::read_plain_form(&head.headers, body, MAX_QUERY).await?;
    let form = String::from_utf8_lossy(&bytes);
    let text = [head.uri.query().unwrap_or_default(), &form].join("&");
    let (query, _) = Query::read(&text)?;
    Ok(see_other(&format!("authorize?{}", query.encode())))
}

async fn show(cx: &Context, head: &RequestHead) -> Result<Response<Body>, Fault> {
    let (query, own) = Query::read(head.uri.query().unwrap_or_default())?;
    let request = request::read(cx, query).await?;
    let browser = Browser::of(cx, &head.headers);
    let frame = Frame::new(cx, &request, &browser, false);
    if let Some(ticket) = own.ticket.filter(|_| !request.prompt.none) {
        return Ok(frame.ticket(&ticket));
    }
    let visit = browser.visit(cx).await?;
    let is_enough = |visit: &Visit| {
        let expected = request.expected_user_id.as_ref().is_none_or(|id| *id == visit.user.id);
        let said = sign_in::bound_to(&frame, visit);
        let just_now = browser.is_sealed(cx, Purpose::SignedIn, &said, own.signed_in.as_deref());
        expected && (just_now || !must_sign_in_again(cx, &request, visit))
    };
    match visit.filter(is_enough) {
        Some(visit) => consent::show(&frame, visit).await,
        None if request.prompt.none => Err(Fault::Back {
            back: Box::new(request.back.clone()),
            error: "login_required",
            description: "Nobody is signed in who would do.",
        }),
        None => Ok(frame.sign_in(None, request.login_hint.as_deref().unwrap_or_default())),
    }
}

fn must_sign_in_again(cx: &Context, request: &Request, visit: &Visit) -> bool {
    let is_too_long_ago =
        |seconds: i64| seconds == 0 || cx.now.saturating_sub(visit.authenticated_at()) > seconds.saturating_mul(1000);
    request.prompt.login || request.max_age.is_some_and(is_too_long_ago)
}
