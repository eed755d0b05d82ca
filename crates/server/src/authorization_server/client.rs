//! Clients, and how they prove which they are.

use frontdesk_credentials::secret::verify_secret;
use frontdesk_storage::oauth_applications::OauthApplication;

use super::form::Form;
use super::refusal::Refusal;
use crate::context::Context;

/// The application that sent the form. A public one only says its name.
pub(super) async fn authenticate(cx: &Context, form: &Form) -> Result<OauthApplication, Refusal> {
    let (named, secret) = (form.get("client_id"), form.get("client_secret"));
    let (client_id, secret) = match &form.basic {
        Some(_) if secret.is_some() => {
            return Err(Refusal::request("A client proves itself in the header or in the form, not in both."));
        }
        Some((client_id, _)) if named.is_some_and(|named| named != client_id) => {
            return Err(Refusal::request("The `client_id` of the form is another one than that of the header."));
        }
        Some((client_id, secret)) => (client_id.clone(), Some(secret.as_str()).filter(|secret| !secret.is_empty())),
        None => (named.ok_or_else(Refusal::client)?.to_owned(), secret),
    };
    if client_id.contains('\0') {
        return Err(Refusal::client());
    }
    let application = cx.read(move |tx| Ok(tx.find_oauth_client(&client_id)?)).await?;
    let application = application.ok_or_else(Refusal::client)?;
    let is_proven = match (&application.client_secret_hash, secret) {
        (Some(hash), Some(secret)) => verify_secret(secret, hash),
        (None, None) => application.details.public,
        _ => false,
    };
    if is_proven { Ok(application) } else { Err(Refusal::client()) }
}
