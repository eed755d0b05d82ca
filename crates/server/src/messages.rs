//! Messages to people as events tell them: `email.created` and `sms.created`.
//!
//! The server composes them and delivers none, so whoever reads the events can: they carry the whole text and what it is
//! made of, the one-time code among it. Addresses for tests get no message and so cause no event.

use frontdesk_identifiers::is_test_email;
use frontdesk_storage::Tx;
use frontdesk_storage::users::{EmailAddress, PhoneNumber, User};
use serde::Serialize;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use crate::context::Context;
use crate::error::ApiResult;
use crate::events;

/// An e-mail as its event shows it.
#[derive(Serialize)]
struct EmailData<'a> {
    object: &'static str,
    id: String,
    slug: &'static str,
    from_email_name: &'static str,
    reply_to_email_name: Option<&'static str>,
    to_email_address: &'a str,
    email_address_id: Option<&'a str>,
    user_id: Option<&'a str>,
    subject: &'a str,
    body: String,
    body_plain: &'a str,
    status: &'static str,
    data: Value,
    delivered_by_clerk: bool,
}

/// A text message as its event shows it.
#[derive(Serialize)]
struct SmsData<'a> {
    object: &'static str,
    id: String,
    slug: &'static str,
    /// Nobody sends it, so it comes from nowhere.
    from_phone_number: &'static str,
    to_phone_number: &'a str,
    phone_number_id: &'a str,
    user_id: &'a str,
    message: String,
    status: &'static str,
    data: Value,
    delivered_by_clerk: bool,
    created_at_ms: i64,
}

/// What is particular about an e-mail.
struct Email<'a> {
    slug: &'static str,
    to: &'a str,
    /// The user and the id of the address, where they are known.
    user: Option<&'a User>,
    email_address_id: Option<&'a str>,
    subject: String,
    text: String,
    variables: Vec<(&'static str, Value)>,
}

/// A one-time code for an e-mail address.
pub(crate) fn email_code(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    user: &User,
    address: &EmailAddress,
    code: &str,
) -> ApiResult<()> {
    let application = application_name(cx);
    record_email(
        cx,
        tx,
        Email {
            slug: "verification_code",
            to: &address.email_address,
            user: Some(user),
            email_address_id: Some(&address.id),
            subject: format!("{code} is your verification code"),
            text: format!(
                "Your verification code for {application} is {code}. It works for ten minutes.\n\n\
                 Give it to nobody. If you did not ask for it, you can ignore this message.\n"
            ),
            variables: vec![("otp_code", code.into())],
        },
    )
}

/// A one-time code for a phone number.
pub(crate) fn phone_code(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    user: &User,
    number: &PhoneNumber,
    code: &str,
) -> ApiResult<()> {
    let sms = SmsData {
        object: "sms_message",
        id: cx.new_id("sms"),
        slug: "verification_code",
        from_phone_number: "",
        to_phone_number: &number.phone_number,
        phone_number_id: &number.id,
        user_id: &user.id,
        message: format!("{code} is your verification code for {}. Give it to nobody.", application_name(cx)),
        status: "queued",
        data: variables(cx, vec![("otp_code", code.into())]),
        delivered_by_clerk: false,
        created_at_ms: cx.now,
    };
    events::record(cx, tx, "sms.created", &sms.id, &sms)
}

/// That another e-mail address is the primary one now; goes to the former one.
pub(crate) fn primary_email_address_changed(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    user: &User,
    to: &str,
    email_address: &str,
) -> ApiResult<()> {
    let application = application_name(cx);
    let former = user.email_addresses.iter().find(|one| one.email_address == to);
    record_email(
        cx,
        tx,
        Email {
            slug: "primary_email_address_changed",
            to,
            user: Some(user),
            email_address_id: former.map(|one| one.id.as_str()),
            subject: "Your primary e-mail address has changed".to_owned(),
            text: format!(
                "The primary e-mail address of your account at {application} is {email_address} now.\n\n\
                 If you did not change it, tell those who run {application}.\n"
            ),
            variables: vec![("new_email_address", email_address.into())],
        },
    )
}

/// An invitation to sign up.
pub(crate) fn invitation(cx: &Context, tx: &mut Tx<'_, '_>, to: &str, url: &str, days: i64) -> ApiResult<()> {
    let application = application_name(cx);
    record_email(
        cx,
        tx,
        Email {
            slug: "invitation",
            to,
            user: None,
            email_address_id: None,
            subject: format!("You are invited to {application}"),
            text: format!("Accept the invitation to {application} here: {url}\n\nThe link works for {days} days.\n"),
            variables: vec![("action_url", url.into()), ("invitation", json!({ "expires_in_days": days }))],
        },
    )
}

/// That somebody is on the waitlist.
pub(crate) fn waitlist_confirmation(cx: &Context, tx: &mut Tx<'_, '_>, to: &str) -> ApiResult<()> {
    let application = application_name(cx);
    record_email(
        cx,
        tx,
        Email {
            slug: "waitlist_confirmation",
            to,
            user: None,
            email_address_id: None,
            subject: format!("You are on the waitlist of {application}"),
            text: format!("You are on the waitlist of {application}. You will hear when it is your turn.\n"),
            variables: Vec::new(),
        },
    )
}

/// An invitation into an organization.
pub(crate) fn organization_invitation(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    to: &str,
    url: &str,
    organization: &str,
    days: i64,
) -> ApiResult<()> {
    let application = application_name(cx);
    record_email(
        cx,
        tx,
        Email {
            slug: "organization_invitation",
            to,
            user: None,
            email_address_id: None,
            subject: format!("You are invited to join {organization}"),
            text: format!(
                "Accept the invitation to join {organization} on {application} here: {url}\n\n\
                 The link works for {days} days.\n"
            ),
            variables: vec![
                ("action_url", url.into()),
                ("invitation", json!({ "expires_in_days": days })),
                ("org", json!({ "name": organization })),
            ],
        },
    )
}

fn record_email(cx: &Context, tx: &mut Tx<'_, '_>, email: Email<'_>) -> ApiResult<()> {
    if cx.settings().test_mode && is_test_email(email.to) {
        return Ok(());
    }
    let data = EmailData {
        object: "email",
        id: cx.new_id("ema"),
        slug: email.slug,
        from_email_name: "notifications",
        reply_to_email_name: None,
        to_email_address: email.to,
        email_address_id: email.email_address_id,
        user_id: email.user.map(|user| user.id.as_str()),
        subject: &email.subject,
        body: html(&email.subject, &email.text),
        body_plain: &email.text,
        status: "queued",
        data: variables(cx, email.variables),
        delivered_by_clerk: false,
    };
    events::record(cx, tx, "email.created", &data.id, &data)
}

/// What the text is made of.
fn variables(cx: &Context, own: Vec<(&'static str, Value)>) -> Value {
    let host = &cx.instance.row.frontend_api;
    let requested_at = OffsetDateTime::from_unix_timestamp(cx.now.div_euclid(1000)).ok();
    let requested_at = requested_at.and_then(|at| at.format(&Rfc2822).ok()).unwrap_or_default();
    let mut all = Map::new();
    all.insert("app".to_owned(), json!({ "name": host, "domain_name": host, "url": format!("https://{host}") }));
    all.insert("requested_at".to_owned(), requested_at.into());
    all.insert("requested_by".to_owned(), Value::from(&*cx.caller.user_agent()));
    all.extend(own.into_iter().map(|(name, value)| (name.to_owned(), value)));
    all.into()
}

/// What the application is called where it tells of itself: an instance has no name but its host.
fn application_name(cx: &Context) -> &str {
    &cx.instance.row.frontend_api
}

fn html(subject: &str, text: &str) -> String {
    let escape = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
            .replace('\n', "<br>")
    };
    let paragraphs: Vec<String> =
        text.trim().split("\n\n").map(|paragraph| format!("<p>{}</p>", escape(paragraph))).collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{}</title></head><body>{}</body></html>",
        escape(subject),
        paragraphs.concat()
    )
}
