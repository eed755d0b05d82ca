//! What is refused in steps that the library takes and no operation does: using tickets, signing up, verifying domains.

use frontdesk_server::error::ApiResult;
use frontdesk_server::organization_domains::affiliation::{attempt_affiliation, prepare_affiliation};
use frontdesk_server::tickets::{Attempt, redeem};
use frontdesk_storage::users::User;
use frontdesk_tokens::{IdSource, NewTicket, SigningKey, TicketKind, issue_ticket};
use serde_json::{Value, json};

use super::ledger::Ledger;
use super::sessions::{ORIGIN, task};
use super::stage::Stage;
use crate::app::{App, START};

/// A kind of ticket: how its codes begin and end, what revokes it, and the name of its id.
const KINDS: [(&str, &str, &str, &str); 3] = [
    ("sign_in_token", "_code", "RevokeSignInToken", "sign_in_token_id"),
    ("actor_token", "_code", "RevokeActorToken", "actor_token_id"),
    ("agent_task", "", "RevokeAgentTask", "agent_task_id"),
];

pub(super) async fn run(app: &App, ledger: &Ledger) {
    visitors(&Stage::new(app, ledger).await).await;
    those_who_may_not(&Stage::new(app, ledger).await).await;
    no_tickets(&Stage::new(app, ledger).await).await;
    invitees(&Stage::new(app, ledger).await).await;
    members(&Stage::new(app, ledger).await).await;
    signing_up(&Stage::new(app, ledger).await).await;
    domains(&Stage::new(app, ledger).await).await;
    let live = Stage::production(app, ledger).await;
    let elsewhere = made(&live, 0, "https://elsewhere.test/start").await;
    live.refuses_ticket(&elsewhere[2].0, Attempt::SignIn, 422, "redirect_url_domain_mismatch").await;
}

/// A ticket of each kind for a user, and its id.
async fn made(stage: &Stage<'_>, user: usize, redirect_url: &str) -> [(String, String); 3] {
    let user = json!(stage.id("user", user));
    let sign_in = stage.does("CreateSignInToken", json!({ "user_id": user })).await;
    let actor = stage.does("CreateActorToken", json!({ "user_id": user, "actor": { "sub": "support" } })).await;
    let task = stage.does("CreateAgentTask", task(&json!({ "user_id": user }), redirect_url)).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    [
        (text(&sign_in["token"]), text(&sign_in["id"])),
        (text(&actor["token"]), text(&actor["id"])),
        (ticket(&task), text(&task["agent_task_id"])),
    ]
}

/// The ticket in the link of an invitation or a task.
fn ticket(made: &Value) -> String {
    made["url"].as_str().and_then(|url| url.split_once("?ticket=")).unwrap_or_default().1.to_owned()
}

fn sign_up() -> Attempt {
    let id = IdSource::random().new_id("user", START);
    Attempt::SignUp(Box::new(User { id, created_at: START, updated_at: START, ..User::default() }))
}

async fn visitors(stage: &Stage<'_>) {
    let (used, revoked) = (made(stage, 0, ORIGIN).await, made(stage, 0, ORIGIN).await);
    let (lapsed, lost) = (made(stage, 0, ORIGIN).await, made(stage, 2, ORIGIN).await);
    let ids = lapsed.clone().map(|(_, id)| id);
    stage
        .store(move |tx| {
            tx.update_sign_in_token_status(&ids[0], "expired", START)?;
            tx.update_actor_token_status(&ids[1], "expired", START)?;
            tx.update_agent_task_status(&ids[2], "expired", START)
        })
        .await;
    for (index, (kind, suffix, revoke, id)) in KINDS.into_iter().enumerate() {
        let code = |word: &str| format!("{kind}_{word}{suffix}");
        stage.refuses_ticket(&used[index].0, sign_up(), 400, &code("not_in_sign_in")).await;
        stage.redeems(&used[index].0, Attempt::SignIn).await;
        stage.refuses_ticket(&used[index].0, Attempt::SignIn, 400, &code("already_used")).await;
        stage.does(revoke, json!({ id: revoked[index].1 })).await;
        stage.refuses_ticket(&revoked[index].0, Attempt::SignIn, 400, &code("revoked")).await;
        stage.refuses_ticket(&lapsed[index].0, Attempt::SignIn, 400, &code("cannot_be_used")).await;
    }
    stage.does("DeleteUser", json!({ "user_id": stage.id("user", 2) })).await;
    for (index, (status, code)) in [
        (400, "sign_in_token_cannot_be_used_code"),
        (404, "actor_token_subject_not_found"),
        (404, "agent_task_subject_not_found"),
    ]
    .into_iter()
    .enumerate()
    {
        stage.refuses_ticket(&lost[index].0, Attempt::SignIn, status, code).await;
    }
}

async fn those_who_may_not(stage: &Stage<'_>) {
    let (banned, locked) = (made(stage, 0, ORIGIN).await, made(stage, 1, ORIGIN).await);
    stage.does("BanUser", json!({})).await;
    stage.does("LockUser", json!({ "user_id": stage.id("user", 1) })).await;
    for (ticket, _) in &banned {
        stage.refuses_ticket(ticket, Attempt::SignIn, 403, "user_banned").await;
    }
    for (ticket, _) in &locked {
        stage.refuses_ticket(ticket, Attempt::SignIn, 403, "user_locked").await;
    }
}

async fn no_tickets(stage: &Stage<'_>) {
    stage.refuses_ticket("nonsense", Attempt::SignIn, 400, "ticket_invalid_code").await;
    let (_, id) = &made(stage, 0, ORIGIN).await[0];
    let instance = &stage.world.instance_id;
    let late = NewTicket {
        instance_id: instance,
        resource_id: id,
        kind: TicketKind::SignInToken,
        issued_at_ms: START - 120_000,
        lifetime_seconds: 60,
    };
    let key = SigningKey::from_pkcs8_pem(instance, include_str!("../signing_key.pem")).unwrap();
    let late = issue_ticket(&key, &late).unwrap();
    stage.refuses_ticket(&late, Attempt::SignIn, 400, "ticket_expired_code").await;
}

async fn invitees(stage: &Stage<'_>) {
    let one = json!({ "email_address": "one@example.com" });
    let invitation = ticket(&stage.does("CreateInvitation", one).await);
    stage.refuses_ticket(&invitation, Attempt::SignIn, 400, "invitation_account_not_exists").await;
    stage.does("CreateUser", json!({ "email_address": ["one@example.com"], "skip_password_requirement": true })).await;
    stage.refuses_ticket(&invitation, sign_up(), 400, "invitation_account_exists").await;
    stage.redeems(&invitation, Attempt::SignIn).await;
    stage.refuses_ticket(&invitation, Attempt::SignIn, 400, "invitation_already_accepted").await;
    let two = stage.does("CreateInvitation", json!({ "email_address": "two@example.com" })).await;
    stage.does("RevokeInvitation", json!({ "invitation_id": two["id"] })).await;
    stage.refuses_ticket(&ticket(&two), sign_up(), 400, "revoked_invitation").await;
}

async fn members(stage: &Stage<'_>) {
    let invite = async |address: &str| {
        let wish = json!({ "email_address": address, "role": "org:member" });
        stage.does("CreateOrganizationInvitation", wish).await
    };
    let (new, known) = (ticket(&invite("one@example.com").await), ticket(&invite("ada3@example.com").await));
    let code = |word: &str| format!("organization_invitation_{word}");
    stage.refuses_ticket(&new, Attempt::SignIn, 400, &code("identification_not_exist")).await;
    stage.refuses_ticket(&known, sign_up(), 400, &code("identification_already_exists")).await;
    stage.redeems(&known, Attempt::SignIn).await;
    stage.refuses_ticket(&known, Attempt::SignIn, 400, &code("already_accepted")).await;
    let two = invite("two@example.com").await;
    stage.does("RevokeOrganizationInvitation", json!({ "invitation_id": two["id"] })).await;
    stage.refuses_ticket(&ticket(&two), sign_up(), 400, &code("revoked_code")).await;
    stage.does("DeleteOrganization", json!({})).await;
    stage.refuses_ticket(&new, sign_up(), 400, &code("to_deleted_organization")).await;
}

async fn signing_up(stage: &Stage<'_>) {
    stage.configure(|settings| settings.restrictions.block_disposable_email_domains = true).await;
    stage.refuses_registration("eve@mailinator.com", "form_email_address_blocked").await;
    for (mode, code) in [("restricted", "sign_up_mode_restricted"), ("waitlist", "sign_up_restricted_waitlist")] {
        stage.configure(move |settings| mode.clone_into(&mut settings.restrictions.sign_up_mode)).await;
        stage.refuses_registration("eve@example.com", code).await;
    }
}

async fn domains(stage: &Stage<'_>) {
    let domain = stage.does("CreateOrganizationDomain", json!({ "name": "new.example", "verified": false })).await;
    let (organization, domain) = (stage.id("organization", 0), domain["id"].as_str().unwrap());
    let attempt = attempt_affiliation(stage.context().await, organization, domain, "1").await;
    stage.refuses_step("attempt_affiliation", attempt, 400, "verification_missing");
    let prepare = prepare_affiliation(stage.context().await, organization, domain, "ada@other.example").await;
    stage.refuses_step("prepare_affiliation", prepare, 422, "organization_domain_mismatch");
}

impl Stage<'_> {
    async fn redeems(&self, ticket: &str, attempt: Attempt) {
        if let Err(error) = redeem(&self.context().await, ticket, attempt).await {
            self.ledger.complain(format!("a ticket should be good: {error:?}"));
        }
    }

    async fn refuses_ticket(&self, ticket: &str, attempt: Attempt, status: u16, code: &str) {
        let what = format!("a ticket to {}", if matches!(attempt, Attempt::SignIn) { "sign in" } else { "sign up" });
        self.refuses_step(&what, redeem(&self.context().await, ticket, attempt).await, status, code);
    }

    /// Notes what a step of the library was refused with.
    fn refuses_step<T>(&self, what: &str, outcome: ApiResult<T>, status: u16, code: &str) {
        let answered = outcome.err().map(|error| (error.status(), error.code()));
        self.ledger.note_step(what, answered, (status, code));
    }
}
