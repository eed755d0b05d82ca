use frontdesk_contract::agent_tasks::{AgentTask, AgentTaskSubject, CreateAgentTask};
use frontdesk_identifiers::{normalize_email, normalize_phone, normalize_web3_wallet};
use frontdesk_storage::agent_tasks as stored;
use frontdesk_storage::identifications::Kind;
use frontdesk_storage::users::User;
use frontdesk_storage::{StorageError, Tx};
use frontdesk_tokens::{TicketKind, agent_task_url, derived_id};

use super::present::present_agent_task;
use super::redirect::check_redirect_url;
use crate::context::Context;
use crate::error::{ApiError, ApiResult, kinds};
use crate::tickets::{TicketWish, positive_seconds, sign_ticket};

/// An hour.
const LIFETIME_SECONDS: i64 = 3600;
/// Half an hour.
const DEFAULT_SESSION_SECONDS: i64 = 1800;
/// The longest name of an agent, in characters.
const MAX_NAME: usize = 255;
/// The longest description of a task, in characters.
const MAX_DESCRIPTION: usize = 4096;

pub(crate) async fn create_agent_task(cx: Context, request: CreateAgentTask) -> ApiResult<AgentTask> {
    let body = request.body;
    check_text("agent_name", &body.agent_name, MAX_NAME)?;
    check_text("task_description", &body.task_description, MAX_DESCRIPTION)?;
    check_redirect_url(&cx, &body.redirect_url)?;
    let session = body.session_max_duration_in_seconds;
    let session = positive_seconds("session_max_duration_in_seconds", session, DEFAULT_SESSION_SECONDS)?;
    let subject = Subject::read(body.on_behalf_of)?;
    let id = cx.new_id("agttsk");
    let wish = TicketWish { resource_id: id.clone(), issued_at: cx.now, lifetime_seconds: LIFETIME_SECONDS };
    let signed = sign_ticket(&cx, TicketKind::AgentTask, wish).await?;
    let task = stored::AgentTask {
        id,
        user_id: String::new(),
        agent_id: derived_id("agent", &[&cx.instance.row.id, &body.agent_name]),
        status: "pending".to_owned(),
        created_at: cx.now,
        updated_at: cx.now,
        expires_at: cx.now + LIFETIME_SECONDS * 1000,
        details: stored::AgentTaskDetails {
            agent_name: body.agent_name,
            task_description: body.task_description,
            permissions: "*".to_owned(),
            redirect_url: body.redirect_url,
            session_max_duration_seconds: session,
            ticket_hash: signed.hash,
        },
    };
    let task = cx
        .write(move |tx| {
            let user = subject.find(tx)?.ok_or_else(|| subject.not_found())?;
            let task = stored::AgentTask { user_id: user.id, ..task.clone() };
            tx.insert_agent_task(&task)?;
            Ok(task)
        })
        .await?;
    let url = agent_task_url(&cx.instance.row.frontend_api, &signed.ticket);
    Ok(AgentTask { url: Some(url), ..present_agent_task(task) })
}

fn check_text(name: &str, text: &str, longest: usize) -> ApiResult<()> {
    if text.trim().is_empty() {
        return Err(kinds::FORM_PARAM_MIN_LENGTH_EXCEEDED.param(name, format!("`{name}` must not be empty.")));
    }
    if text.chars().count() > longest {
        let sentence = format!("`{name}` may have {longest} characters at most.");
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED.param(name, sentence));
    }
    Ok(())
}

/// On whose behalf a task is, as the request says it.
#[derive(Clone, Debug)]
enum Subject {
    Id(String),
    Identifier(String),
}

impl Subject {
    fn read(subject: AgentTaskSubject) -> ApiResult<Self> {
        match (subject.user_id, subject.identifier) {
            (Some(id), None) => Ok(Self::Id(id)),
            (None, Some(identifier)) => Ok(Self::Identifier(identifier)),
            (None, None) => Err(kinds::FORM_PARAM_MISSING
                .param("on_behalf_of", "`on_behalf_of` needs one of `user_id` and `identifier`.")
                .meta("names", vec!["user_id".to_owned(), "identifier".to_owned()])),
            (Some(_), Some(_)) => Err(kinds::FORM_PARAM_VALUE_INVALID
                .param("on_behalf_of", "`on_behalf_of` takes either `user_id` or `identifier`, not both.")),
        }
    }

    fn find(&self, tx: &mut Tx<'_, '_>) -> Result<Option<User>, StorageError> {
        let identifier = match self {
            Self::Id(id) => return tx.find_user(id),
            Self::Identifier(identifier) => identifier,
        };
        for (kind, value) in [
            (Kind::EmailAddress, normalize_email(identifier).ok()),
            (Kind::PhoneNumber, normalize_phone(identifier).ok()),
            (Kind::Web3Wallet, normalize_web3_wallet(identifier).ok()),
            (Kind::Username, Some(identifier.to_lowercase())),
        ] {
            let Some(value) = value else { continue };
            let Some(user_id) = tx.find_claimant(kind, &value)? else { continue };
            // A reserved identifier is claimed too, and nobody has verified it.
            if let Some(user) = tx.find_user(&user_id)?.filter(|user| is_verified(user, kind, &value)) {
                return Ok(Some(user));
            }
        }
        Ok(None)
    }

    fn not_found(&self) -> ApiError {
        kinds::AGENT_TASK_SUBJECT_NOT_FOUND.with(match self {
            Self::Id(id) => format!("There is no user with the id {id} in this instance."),
            Self::Identifier(identifier) => format!("No user of this instance has verified `{identifier}`."),
        })
    }
}

fn is_verified(user: &User, kind: Kind, value: &str) -> bool {
    match kind {
        Kind::EmailAddress => user.email_addresses.iter().any(|one| one.email_address == value && one.is_verified()),
        Kind::PhoneNumber => user.phone_numbers.iter().any(|one| one.phone_number == value && one.is_verified()),
        // Wallets are stored once they have signed, and a username is nobody's to confirm.
        _ => true,
    }
}
