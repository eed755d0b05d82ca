//! The pages, as HTML without scripts. Their texts stand in `templates`; whatever is put into them is escaped there.

mod texts;

use std::sync::LazyLock;

use askama::Template;
use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_storage::organizations::Organization;
use frontdesk_storage::users::User;
use http::header::{CONTENT_SECURITY_POLICY, HeaderValue, RETRY_AFTER};
use http::{Response, StatusCode};
use sha2::{Digest, Sha256};

use super::authorize::redirect_uri::{place, source};
use super::authorize::request::{Request, display_name};
use super::browser::{Browser, Purpose, Visit};
use super::sign_in::bound_to;
use crate::context::Context;
use crate::{html, images};

/// The style of every page.
const STYLE: &str = include_str!("../../templates/pages.css");

/// What the policy of a page knows the style by.
static STYLE_SOURCE: LazyLock<String> =
    LazyLock::new(|| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(STYLE))));

/// What all pages of one request have in common.
pub(super) struct Frame<'a> {
    pub(super) cx: &'a Context,
    pub(super) request: &'a Request,
    pub(super) browser: &'a Browser,
    /// What forms are bound to.
    pub(super) digest: String,
    /// Whether the page stands below the authorization endpoint, so that its links lead up first.
    is_below: bool,
}

/// The application as pages show it.
struct Client<'a> {
    name: &'a str,
    initial: String,
    logo: Option<String>,
    /// Where it says that it is at home.
    home: Option<String>,
    /// Where the user is sent afterwards.
    place: String,
    registered_itself: bool,
}

/// Who is signed in, as pages show them.
struct Account {
    name: String,
    detail: String,
    initial: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    style: &'static str,
    client: Client<'a>,
    action: String,
    cancel: Option<String>,
    token: String,
    alert: Option<&'a str>,
    label: String,
    kind: &'static str,
    identifier: &'a str,
}

#[derive(Template)]
#[template(path = "second_factor.html")]
struct SecondFactorPage<'a> {
    style: &'static str,
    client: Client<'a>,
    action: String,
    cancel: Option<String>,
    token: String,
    alert: Option<&'a str>,
    user: &'a str,
}

#[derive(Template)]
#[template(path = "ticket.html")]
struct TicketPage<'a> {
    style: &'static str,
    client: Client<'a>,
    action: String,
    cancel: Option<String>,
    token: String,
    ticket: &'a str,
}

#[derive(Template)]
#[template(path = "consent.html")]
struct ConsentPage<'a> {
    style: &'static str,
    client: Client<'a>,
    account: Account,
    scopes: Vec<&'static str>,
    organizations: &'a [Organization],
    asks: bool,
    action: String,
    token: String,
    sign_out_action: String,
    sign_out_token: String,
}

#[derive(Template)]
#[template(path = "handover.html")]
struct HandoverPage<'a> {
    style: &'static str,
    application: &'a str,
    action: &'a str,
    fields: &'a [(&'a str, &'a str)],
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    style: &'static str,
    text: &'a str,
}

impl<'a> Frame<'a> {
    pub(super) fn new(cx: &'a Context, request: &'a Request, browser: &'a Browser, is_below: bool) -> Self {
        Self { cx, request, browser, digest: request.query.digest(), is_below }
    }

    fn action(&self, step: &str) -> String {
        let below = if self.is_below { "" } else { "authorize/" };
        format!("{below}{step}?{}", self.request.query.encode())
    }

    /// Where the request begins again.
    pub(super) fn restart(&self) -> String {
        let up = if self.is_below { "../" } else { "" };
        format!("{up}authorize?{}", self.request.query.encode())
    }

    /// Where the application learns that its user does not want to.
    fn cancel(&self) -> Option<String> {
        let back = &self.request.back;
        // A link cannot post a form.
        (back.mode == super::authorize::answer::Mode::Query).then(|| {
            back.address(
                self.cx,
                &[("error", "access_denied"), ("error_description", "The user does not want to sign in.")],
            )
        })
    }

    fn client(&self) -> Client<'a> {
        let application = &self.request.application;
        let name = display_name(application);
        let details = &application.details;
        Client {
            name,
            initial: initial(name),
            logo: details.image.as_ref().map(|image| images::uploaded_image_url(self.cx, &image.id)),
            home: details.client_uri.as_deref().map(place),
            place: place(&self.request.back.uri),
            registered_itself: details.dynamically_registered,
        }
    }

    /// The page that asks for identifier and password.
    pub(super) fn sign_in(&self, alert: Option<&str>, identifier: &str) -> Response<Body> {
        let settings = self.cx.settings();
        let (label, kind) = texts::identifier(settings);
        let page = SignInPage {
            style: STYLE,
            client: self.client(),
            action: self.action("sign-in"),
            cancel: self.cancel(),
            token: self.browser.seal(self.cx, Purpose::SignIn, &[&self.digest]),
            alert,
            label,
            kind,
            identifier,
        };
        self.respond(if alert.is_some() { 422 } else { 200 }, &page)
    }

    /// The page that asks for a code, once the password was right.
    pub(super) fn second_factor(&self, alert: Option<&str>, user_id: &str, fingerprint: &str) -> Response<Body> {
        let page = SecondFactorPage {
            style: STYLE,
            client: self.client(),
            action: self.action("second-factor"),
            cancel: self.cancel(),
            token: self.browser.seal(self.cx, Purpose::SecondFactor, &[&self.digest, user_id, fingerprint]),
            alert,
            user: user_id,
        };
        self.respond(if alert.is_some() { 422 } else { 200 }, &page)
    }

    /// The page that asks whether to use a sign-in token.
    pub(super) fn ticket(&self, ticket: &str) -> Response<Body> {
        let page = TicketPage {
            style: STYLE,
            client: self.client(),
            action: self.action("ticket"),
            cancel: self.cancel(),
            token: self.browser.seal(self.cx, Purpose::Ticket, &[&self.digest, ticket]),
            ticket,
        };
        self.respond(200, &page)
    }

    /// The page that asks for consent, or only for the organization.
    pub(super) fn consent(&self, visit: &Visit, organizations: &[Organization], asks: bool) -> Response<Body> {
        let said = bound_to(self, visit);
        let page = ConsentPage {
            style: STYLE,
            client: self.client(),
            account: account(&visit.user),
            scopes: self.request.scopes.iter().filter_map(|scope| texts::scope(scope)).collect(),
            organizations,
            asks,
            action: self.action("consent"),
            token: self.browser.seal(self.cx, Purpose::Consent, &said),
            sign_out_action: self.action("sign-out"),
            sign_out_token: self.browser.seal(self.cx, Purpose::SignOut, &said),
        };
        self.respond(200, &page)
    }

    fn respond(&self, status: u16, page: &impl Template) -> Response<Body> {
        let logo = self.request.application.details.image.as_ref().map(|_| source(&self.cx.shared.public_url));
        // What a form leads to counts as well: the answer to the application begins at a form.
        let targets = format!("'self' {}", self.request.back.source());
        let mut response = write(status, page, &targets, logo.as_deref());
        self.browser.remember_form(response.headers_mut());
        response
    }
}

/// The page that hands an answer over to an application in a form.
pub(super) fn handover(application: &str, action: &str, target: &str, fields: &[(&str, &str)]) -> Response<Body> {
    write(200, &HandoverPage { style: STYLE, application, action, fields }, target, None)
}

/// The page that says why nothing can be done.
pub(super) fn problem(status: u16, text: &str, retry_after: Option<u64>) -> Response<Body> {
    let mut response = write(status, &ProblemPage { style: STYLE, text }, "'none'", None);
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn write(status: u16, page: &impl Template, form_targets: &str, images: Option<&str>) -> Response<Body> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // A page of texts can always be written.
    let mut response = html::page(status, page.render().unwrap_or_default());
    let policy = format!(
        "default-src 'none'; style-src {}; img-src {}; form-action {form_targets}; frame-ancestors 'none'; base-uri 'none'",
        *STYLE_SOURCE,
        images.unwrap_or("'none'")
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn initial(name: &str) -> String {
    name.chars()
        .find(|character| character.is_alphanumeric())
        .map(|first| first.to_uppercase().collect())
        .unwrap_or_default()
}

fn account(user: &User) -> Account {
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    let full = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let email = user.primary_email_address().map(|email| email.email_address.clone());
    let phone = user.primary_phone_number().map(|phone| phone.phone_number.clone());
    let detail = email.or_else(|| user.username.clone()).or(phone).unwrap_or_default();
    let name = if full.is_empty() { user.username.clone().unwrap_or_default() } else { full };
    // What stands there twice says no more.
    let (name, detail) = if name.is_empty() || name == detail { (detail, String::new()) } else { (name, detail) };
    Account { initial: initial(&name), name, detail }
}
