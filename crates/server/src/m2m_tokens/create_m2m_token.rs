use std::sync::Arc;

use frontdesk_contract::m2m_tokens::{CreateM2mToken, CreateM2mTokenBody, M2mTokenFormat, NewM2mToken};
use frontdesk_storage::Tx;
use frontdesk_storage::m2m_tokens::{M2mToken, M2mTokenDetails};
use frontdesk_storage::machines::Machine;
use frontdesk_tokens::MachineTokenClaims;

use super::fingerprint::fingerprint;
use super::lifetime::lifetime;
use super::present::{present_token, with_token};
use crate::bearer_tokens::claims::check_size;
use crate::bearer_tokens::lifetime::end;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::sealed::{Purpose, open, seal};
use crate::sessions::mint::signing_failed;

pub(crate) async fn create_m2m_token(cx: Context, request: CreateM2mToken) -> ApiResult<NewM2mToken> {
    let body = Arc::new(request.body);
    let is_jwt = body.token_format == Some(M2mTokenFormat::Jwt);
    check_claims(&body, is_jwt)?;
    if is_jwt {
        return sign_token(&cx, &body).await;
    }
    if body.min_remaining_ttl_seconds.is_some()
        && let Some(earlier) = find_earlier(&cx, &body).await?
    {
        let token = open(&cx, Purpose::M2mToken, &earlier.id, &earlier.sealed)?;
        return Ok(with_token(present_token(&cx, earlier), token));
    }
    let (id, token) = (cx.shared.ids.token_id("mt"), cx.shared.ids.machine_token());
    let (hash, sealed) = (crate::hash_secret(&token), seal(&cx, Purpose::M2mToken, &id, &token)?);
    let inner = cx.clone();
    let row = cx
        .write(move |tx| {
            let (machine, scopes) = own_machine(&inner, tx)?;
            let claims = body.claims.value().cloned();
            let row = M2mToken {
                id: id.clone(),
                hash: hash.clone(),
                sealed: sealed.clone(),
                fingerprint: fingerprint(claims.as_ref(), &scopes),
                expires_at: end(inner.now, lifetime(&body, machine.default_token_ttl)?),
                machine_id: machine.id,
                created_at: inner.now,
                updated_at: inner.now,
                details: M2mTokenDetails { claims, scopes, revocation_reason: None },
                ..M2mToken::default()
            };
            tx.insert_m2m_token(&row)?;
            Ok(row)
        })
        .await?;
    Ok(with_token(present_token(&cx, row), token))
}

/// The machine whose key was sent, which stays until the end of the unit of work, and those that it may talk to.
fn own_machine(cx: &Context, tx: &mut Tx<'_, '_>) -> ApiResult<(Machine, Vec<String>)> {
    let id = cx.machine_id.as_deref().unwrap_or_default().to_owned();
    let scopes = tx.list_machine_scopes(&id)?;
    // Its key may be remembered for a moment longer than it is there.
    let machine = tx.keep_machines(&[id])?.pop().ok_or_else(|| {
        kinds::MACHINE_SECRET_KEY_INVALID.with("The machine whose secret key was sent has been deleted.")
    })?;
    Ok((machine, scopes))
}

/// An earlier token that says the same and has enough of its life left.
async fn find_earlier(cx: &Context, body: &Arc<CreateM2mTokenBody>) -> ApiResult<Option<M2mToken>> {
    let (inner, body) = (cx.clone(), Arc::clone(body));
    cx.read(move |tx| {
        let (machine, scopes) = own_machine(&inner, tx)?;
        lifetime(&body, machine.default_token_ttl)?;
        let remaining = body.min_remaining_ttl_seconds.unwrap_or_default().saturating_mul(1000);
        // One that ends right now is none, whatever is asked for.
        let until = inner.now.saturating_add(remaining.max(1));
        Ok(tx.find_reusable_m2m_token(&machine.id, &fingerprint(body.claims.value(), &scopes), until)?)
    })
    .await
}

/// A token that whoever gets it checks without asking; nothing is stored of it.
async fn sign_token(cx: &Context, body: &Arc<CreateM2mTokenBody>) -> ApiResult<NewM2mToken> {
    let (inner, asked) = (cx.clone(), Arc::clone(body));
    let (machine, scopes, lifetime) = cx
        .read(move |tx| {
            let (machine, scopes) = own_machine(&inner, tx)?;
            let lifetime = lifetime(&asked, machine.default_token_ttl)?;
            Ok((machine, scopes, lifetime))
        })
        .await?;
    // Its times are whole seconds, and it lives no shorter than was asked for.
    let issued_at = cx.now.div_euclid(1000);
    let expires_at = end(cx.now, lifetime).div_euclid(1000).max(issued_at + 1);
    let claims = MachineTokenClaims {
        issuer: cx.instance.issuer(),
        machine_id: machine.id,
        jti: cx.shared.ids.token_id("mt"),
        scopes,
        issued_at_ms: cx.now,
        lifetime_seconds: expires_at - issued_at,
        custom: body.claims.value().cloned().unwrap_or_default(),
    };
    let row = M2mToken {
        id: claims.jti.clone(),
        machine_id: claims.machine_id.clone(),
        expires_at: expires_at * 1000,
        created_at: cx.now,
        updated_at: cx.now,
        details: M2mTokenDetails {
            claims: body.claims.value().cloned(),
            scopes: claims.scopes.clone(),
            revocation_reason: None,
        },
        ..M2mToken::default()
    };
    let instance = Arc::clone(&cx.instance);
    let token =
        cx.blocking(move || claims.sign(&instance.signing_key).map_err(|error| signing_failed(&error))).await??;
    Ok(with_token(present_token(cx, row), token))
}

fn check_claims(body: &CreateM2mTokenBody, is_jwt: bool) -> ApiResult<()> {
    let Some(claims) = body.claims.value() else { return Ok(()) };
    if let Some(name) = MachineTokenClaims::reserved_claim(claims, is_jwt) {
        return Err(kinds::MACHINE_TOKEN_RESERVED_CLAIM
            .param("claims", format!("The claim `{name}` is set by the server. Give yours another name.")));
    }
    check_size("claims", claims)
}
