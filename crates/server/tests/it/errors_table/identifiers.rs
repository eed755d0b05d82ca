//! E-mail addresses and phone numbers.

use frontdesk_storage::users::LinkedTo;
use serde_json::{Value, json};

use super::ledger::{Ledger, Refusal};
use super::stage::{GONE, Stage};
use crate::app::App;

/// What differs between the two.
struct Kind {
    field: &'static str,
    /// One that nobody has, one that user 0 has, and one that user 1 has.
    free: &'static str,
    own: &'static str,
    others: &'static str,
    create: &'static str,
    update: &'static str,
    delete: &'static str,
    prepare: &'static str,
    attempt: &'static str,
    replace: &'static str,
}

const EMAIL: Kind = Kind {
    field: "email_address",
    free: "free@example.org",
    own: "ada0@example.com",
    others: "ada1@example.com",
    create: "CreateEmailAddress",
    update: "UpdateEmailAddress",
    delete: "DeleteEmailAddress",
    prepare: "PrepareEmailAddressVerification",
    attempt: "AttemptEmailAddressVerification",
    replace: "ReplaceUserEmailAddress",
};

const PHONE: Kind = Kind {
    field: "phone_number",
    free: "+14155552671",
    own: "+14155550100",
    others: "+14155550101",
    create: "CreatePhoneNumber",
    update: "UpdatePhoneNumber",
    delete: "DeletePhoneNumber",
    prepare: "PreparePhoneNumberVerification",
    attempt: "AttemptPhoneNumberVerification",
    replace: "ReplaceUserPhoneNumber",
};

pub(super) async fn run(app: &App, ledger: &Ledger) {
    for kind in [&EMAIL, &PHONE] {
        adding(&Stage::new(app, ledger).await, kind).await;
        claiming(&Stage::new(app, ledger).await, kind).await;
        losing(&Stage::new(app, ledger).await, kind).await;
        verifying(&Stage::new(app, ledger).await, kind).await;
    }
    second_factors(&Stage::new(app, ledger).await).await;
    restrictions(&Stage::new(app, ledger).await).await;
}

impl Kind {
    fn id_field(&self) -> String {
        format!("{}_id", self.field)
    }

    /// Adds the free one to a user and gives its id.
    async fn add(&self, stage: &Stage<'_>, user: usize, more: Value) -> String {
        let mut args = json!({ "user_id": stage.id("user", user), self.field: self.free });
        args.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let made = stage.does(self.create, args).await;
        made["id"].as_str().unwrap_or_default().to_owned()
    }
}

async fn adding(stage: &Stage<'_>, kind: &Kind) {
    let field = kind.field;
    for (args, refusal) in [
        (json!({ field: kind.own }), (422, "form_identifier_exists", Some(field))),
        (json!({ field: kind.others }), (422, "form_identifier_exists", Some(field))),
        (json!({ field: "nobody" }), (422, "form_param_format_invalid", Some(field))),
        (json!({ field: kind.free, "primary": true }), (422, "form_verification_needed", Some("primary"))),
        (json!({ field: kind.free, "user_id": "user_nobodys" }), GONE),
    ] {
        stage.refuses(kind.create, args, refusal).await;
    }
    for (args, refusal) in [
        (json!({ field: kind.others }), (422, "form_identifier_exists", Some(field))),
        (json!({ field: "nobody" }), (422, "form_param_format_invalid", Some(field))),
    ] {
        stage.refuses(kind.replace, args, refusal).await;
    }
}

async fn claiming(stage: &Stage<'_>, kind: &Kind) {
    let (mine, theirs) = (kind.add(stage, 0, json!({})).await, kind.add(stage, 1, json!({})).await);
    let unverified: Refusal<'_> = (400, "identification_update_failed", Some("primary"));
    stage.refuses(kind.update, json!({ kind.id_field(): mine, "primary": true }), unverified).await;
    // Both may try; the first who verifies it has it.
    let verification = stage.does(kind.prepare, json!({ kind.id_field(): mine })).await;
    let code = stage.code();
    stage.does(kind.update, json!({ kind.id_field(): theirs, "verified": true })).await;
    let args = json!({ kind.id_field(): mine, "verification_id": verification["id"], "code": code });
    stage.refuses(kind.attempt, args, (400, "identification_claimed", None)).await;
    let claimed =
        if kind.field == "email_address" { (409, "conflict", None) } else { (400, "identification_claimed", None) };
    stage.refuses(kind.update, json!({ kind.id_field(): mine, "verified": true }), claimed).await;
}

async fn losing(stage: &Stage<'_>, kind: &Kind) {
    let is_email = kind.field == "email_address";
    let required = kind.field.to_owned();
    stage.configure(move |settings| settings.required_attributes = vec![required.clone()]).await;
    stage.refuses(kind.delete, json!({}), (400, "last_required_identification_deletion_failed", None)).await;
    stage
        .change_user(0, move |user| {
            user.username = None;
            user.primary_web3_wallet_id = None;
            user.web3_wallets.clear();
            user.external_accounts.clear();
            if is_email {
                user.primary_phone_number_id = None;
                user.phone_numbers.clear();
            } else {
                user.primary_email_address_id = None;
                user.email_addresses.clear();
            }
        })
        .await;
    stage.refuses(kind.delete, json!({}), (400, "identification_deletion_failed", None)).await;
    stage
        .change_user(1, move |user| {
            let link =
                LinkedTo { kind: "oauth_google".to_owned(), id: user.external_accounts[0].identification_id.clone() };
            if is_email {
                user.email_addresses[0].linked_to.push(link);
            } else {
                user.phone_numbers[0].linked_to.push(link);
            }
        })
        .await;
    let linked = if is_email { (409, "conflict", None) } else { (400, "identification_deletion_failed", None) };
    stage.refuses(kind.delete, json!({ kind.id_field(): stage.id(kind.field, 1) }), linked).await;
    let replace = json!({ "user_id": stage.id("user", 1), kind.field: kind.free });
    stage.refuses(kind.replace, replace, (400, "identification_deletion_failed", None)).await;
}

async fn verifying(stage: &Stage<'_>, kind: &Kind) {
    let id = kind.add(stage, 0, json!({})).await;
    let args = |more: Value| {
        let mut args = json!({ kind.id_field(): id });
        args.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        args
    };
    stage.refuses(kind.attempt, args(json!({ "verification_id": "ver_nobodys", "code": "1" })), GONE).await;
    let verification = stage.does(kind.prepare, args(json!({}))).await["id"].clone();
    let code = stage.code();
    stage.refuses(kind.prepare, args(json!({})), (429, "verification_code_too_many_requests", None)).await;
    let attempt = args(json!({ "verification_id": verification, "code": code }));
    stage.does(kind.attempt, attempt.clone()).await;
    stage.refuses(kind.attempt, attempt, (400, "verification_already_verified", None)).await;
}

async fn second_factors(stage: &Stage<'_>) {
    let factor = "reserved_for_second_factor";
    let new = json!({ "phone_number": PHONE.free, factor: true });
    let refusal = (400, "identification_create_second_factor_unverified", Some(factor));
    stage.refuses("CreatePhoneNumber", new, refusal).await;
    let id = PHONE.add(stage, 0, json!({})).await;
    let refusal = (400, "identification_update_second_factor_unverified", Some(factor));
    stage.refuses("UpdatePhoneNumber", json!({ "phone_number_id": id, factor: true }), refusal).await;
    stage
        .change_user(0, |user| {
            user.username = None;
            (user.primary_web3_wallet_id, user.primary_email_address_id) = (None, None);
            user.web3_wallets.clear();
            user.external_accounts.clear();
            user.email_addresses.clear();
        })
        .await;
    stage.refuses("UpdatePhoneNumber", json!({ factor: true }), (400, "identification_update_failed", None)).await;
}

async fn restrictions(stage: &Stage<'_>) {
    stage
        .configure(|settings| {
            settings.restrictions.block_email_subaddresses = true;
            settings.communication.blocked_country_codes = vec!["US".to_owned(), "DE".to_owned()];
        })
        .await;
    let alike = (403, "not_allowed_access", Some("email_address"));
    stage.refuses("CreateEmailAddress", json!({ "email_address": "ada1+x@example.com" }), alike).await;
    stage.refuses("ReplaceUserEmailAddress", json!({ "email_address": "ada1+x@example.com" }), alike).await;
    let id = stage.does("CreatePhoneNumber", json!({ "phone_number": "+4915123456789" })).await["id"].clone();
    let prepare = json!({ "phone_number_id": id });
    stage.refuses("PreparePhoneNumberVerification", prepare, (403, "unsupported_country_code", None)).await;
}
