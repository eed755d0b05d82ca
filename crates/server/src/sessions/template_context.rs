//! What the shortcodes of JWT templates stand for.

use frontdesk_storage::Tx;
use frontdesk_storage::sessions::{ActiveMembership, Session};
use frontdesk_storage::users::{EmailAddress, PhoneNumber, User, Web3Wallet};
use serde_json::{Map, Value, json};

use super::active_organization::active_membership;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};
use crate::images;

/// The values of `user`, `org`, `org_membership` and `session` for a template of that session.
pub(super) fn template_context(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    session: &Session,
    template: &Value,
) -> ApiResult<Value> {
    let user = tx.find_user(&session.user_id)?.ok_or_else(|| ApiError::not_found("user", &session.user_id))?;
    let mut context = Map::new();
    let mut about_user = user_context(cx, &user);
    // Few templates speak of them, and they are another look-up.
    if mentions(template, "user.organizations") {
        let roles = tx.list_roles_of_user(&user.id)?;
        let roles: Map<String, Value> = roles.into_iter().map(|(id, role)| (id, json!(role))).collect();
        about_user["organizations"] = Value::Object(roles);
    }
    context.insert("user".to_owned(), about_user);
    context.insert("session".to_owned(), json!({ "id": session.id, "actor": session.details.actor }));
    if let Some(membership) = active_membership(cx, tx, session)? {
        let (organization, membership) = organization_context(cx, &membership)?;
        context.insert("org".to_owned(), organization);
        context.insert("org_membership".to_owned(), membership);
    }
    Ok(Value::Object(context))
}

fn mentions(template: &Value, shortcode: &str) -> bool {
    match template {
        Value::String(text) => text.contains(shortcode),
        Value::Array(items) => items.iter().any(|item| mentions(item, shortcode)),
        Value::Object(entries) => entries.values().any(|value| mentions(value, shortcode)),
        _ => false,
    }
}

fn user_context(cx: &Context, user: &User) -> Value {
    let (email, phone) = (user.primary_email_address(), user.primary_phone_number());
    let names: Vec<&str> = [&user.first_name, &user.last_name].into_iter().flatten().map(String::as_str).collect();
    let full_name = Some(names.join(" ")).filter(|name| !name.is_empty());
    let image_url = if let Some(image) = &user.image {
        images::uploaded_image_url(cx, &image.id)
    } else {
        let initials = frontdesk_identifiers::user_initials(user.first_name.as_deref(), user.last_name.as_deref());
        images::default_image_url(cx, &user.id, &initials.unwrap_or_default())
    };
    json!({
        "id": user.id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "full_name": full_name,
        "username": user.username,
        "external_id": user.external_id,
        "created_at": user.created_at / 1000,
        "updated_at": user.updated_at / 1000,
        "last_sign_in_at": user.last_sign_in_at.map(|at| at / 1000),
        "primary_email_address": email.map(|email| &email.email_address),
        "primary_phone_number": phone.map(|phone| &phone.phone_number),
        "primary_web3_wallet": user.primary_web3_wallet().map(|wallet: &Web3Wallet| &wallet.web3_wallet),
        "email_verified": email.is_some_and(EmailAddress::is_verified),
        "phone_number_verified": phone.is_some_and(PhoneNumber::is_verified),
        "image_url": image_url,
        "has_image": user.image.is_some(),
        "two_factor_enabled": user.two_factor_enabled(),
        "public_metadata": user.public_metadata,
        "unsafe_metadata": user.unsafe_metadata,
    })
}

fn organization_context(cx: &Context, membership: &ActiveMembership) -> ApiResult<(Value, Value)> {
    let organization = membership.organization()?;
    let image_url = if let Some(image) = &organization.image {
        images::uploaded_image_url(cx, &image.id)
    } else {
        let initial = frontdesk_identifiers::name_initial(&membership.organization_name).unwrap_or_default();
        images::default_image_url(cx, &membership.organization_id, &initial)
    };
    let slug = Some(&membership.organization_slug).filter(|_| cx.settings().organization_slugs_enabled);
    let about_organization = json!({
        "id": membership.organization_id,
        "name": membership.organization_name,
        "slug": slug,
        "role": membership.role,
        "image_url": image_url,
        "has_image": organization.image.is_some(),
        "public_metadata": organization.public_metadata,
    });
    let about_membership = json!({
        "public_metadata": membership.membership()?.public_metadata,
        "permissions": membership.permissions,
    });
    Ok((about_organization, about_membership))
}
