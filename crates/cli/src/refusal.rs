//! Refusals in words: why nothing was sent, and what to do about it.

use frontdesk_contract::{Descriptor, Method};

use crate::commands::execute::writes;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::guard::{self, Refusal};
use crate::keys::SecretKey;
use crate::prompt;
use crate::request::Request;

/// The refusal of a request.
pub(crate) fn explain(refusal: Refusal, request: &Request, key: Option<&SecretKey>) -> Failure {
    let operation = request.operation;
    let title = prompt::title(operation);
    let target = request.target();
    let (message, fix) = match refusal {
        Refusal::ParametersInvalid => return invalid(request),
        Refusal::KeyMissing => (
            "there is no secret key: not in CLERK_SECRET_KEY, nor in .env.local or .env of this or a parent folder, \
             nor in a keyless file. Nothing was sent"
                .to_owned(),
            "copy the key that begins with sk_ from the Clerk dashboard (Configure, API keys) into CLERK_SECRET_KEY, \
             or use --local, which needs none"
                .to_owned(),
        ),
        Refusal::KeyMalformed => {
            let (shown, source) = key.map_or((String::new(), ""), |key| (key.shown(), key.source.as_str()));
            (
                format!(
                    "{shown} from {source} is no secret key: one begins with sk_test_ or sk_live_. Nothing was sent"
                ),
                "copy it again from the Clerk dashboard (Configure, API keys)".to_owned(),
            )
        }
        Refusal::ScopeMissing => {
            let needs = guard::needs(operation.method);
            let what = if operation.method == Method::Delete { "deletes" } else { "writes" };
            let wanted = needs.iter().map(|need| format!("`{need}`")).collect::<Vec<_>>().join(" and ");
            let noun = if needs.len() == 1 { "scope" } else { "scopes" };
            (
                format!(
                    "{title} {what} and needs the {noun} {wanted}, which CLERK_BAPI_SCOPES does not grant. Nothing was sent"
                ),
                format!(
                    "run it again with --admin to go past the scopes this once, or set CLERK_BAPI_SCOPES={}",
                    needs.join(",")
                ),
            )
        }
        Refusal::NotAllowed => {
            let level = if operation.method == Method::Delete { "delete" } else { "write" };
            (
                format!("{title} is a {level}, and these tools were started without --allow {level}. Nothing was sent"),
                format!("only a person can allow it: start `frontdesk mcp --allow {level}`"),
            )
        }
        Refusal::LiveNeeded => (
            format!("{title} would change a production instance, and nobody can be asked. Nothing was sent"),
            "pass --live if production is meant".to_owned(),
        ),
        Refusal::ConfirmationNeeded => (
            format!("{title} changes data ({}), and nobody can be asked. Nothing was sent", operation.risk.as_str()),
            "look at it with --dry-run, then pass --yes".to_owned(),
        ),
        Refusal::TargetNeeded => (
            format!("{title} needs the id typed back. {} Nothing was sent", loss(operation)),
            format!("pass --confirm {target} if it is meant; --yes does not answer this"),
        ),
        Refusal::TokenNeeded => (
            format!("{title} needs a token. {} Nothing was sent", loss(operation)),
            "show a person what goes; when they agree, call `confirm` with the token and the target".to_owned(),
        ),
        Refusal::ConfirmationWrong => (
            format!("the id given is not {target}, which {title} would destroy. Nothing was sent"),
            format!("pass --confirm {target} if it is meant"),
        ),
    };
    Failure::new(refusal.into(), refusal.code(), message).fix(fix)
}

/// What is wrong with a request, all of it.
pub(crate) fn invalid(request: &Request) -> Failure {
    let complaints = request.complaints();
    let mut message = String::new();
    for complaint in &complaints {
        // What ends with a question asks what was meant.
        message.push_str(if message.is_empty() {
            ""
        } else if message.ends_with('?') {
            " "
        } else {
            "; "
        });
        message.push_str(&complaint.message);
    }
    let mut candidates = Vec::new();
    for suggestion in complaints.into_iter().flat_map(|complaint| complaint.suggestions) {
        if !candidates.contains(&suggestion) {
            candidates.push(suggestion);
        }
    }
    Failure::new(Exit::Invalid, Refusal::ParametersInvalid.code(), message)
        .candidates(candidates)
        .fix(format!("`frontdesk {} help` shows what it takes", prompt::title(request.operation)))
}

/// What is lost, in a sentence or two.
pub(crate) fn loss(operation: &Descriptor) -> String {
    let mut text = match operation.risk {
        frontdesk_contract::Risk::Irreversible => "This is irreversible.".to_owned(),
        _ if operation.method == Method::Delete => "No request brings back what this deletes.".to_owned(),
        _ if writes(operation.method) => "Something that works now will stop working.".to_owned(),
        _ => String::new(),
    };
    if !operation.destroys.is_empty() {
        text.push_str(" What goes: ");
        text.push_str(operation.destroys);
    }
    text
}
