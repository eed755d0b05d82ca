use frontdesk_contract::Maybe;
use frontdesk_contract::domains::{Domain, UpdateDomain};
use frontdesk_storage::Tx;
use frontdesk_storage::domains::Domain as Stored;

use super::name::{read_name, require_own, taken};
use super::present::{frontend_api_host, present_domain};
use super::proxy;
use crate::context::Context;
use crate::error::{ApiError, ApiResult};

/// What a request asks for, checked.
#[derive(Clone)]
struct Wish {
    domain_id: String,
    name: Option<String>,
    /// `Some(None)` goes back to DNS.
    proxy_url: Option<Option<String>>,
    is_secondary: Option<bool>,
}

pub(crate) async fn update_domain(cx: Context, request: UpdateDomain) -> ApiResult<Domain> {
    let UpdateDomain { domain_id, body } = request;
    let (id, missing) = (domain_id.clone(), domain_id.clone());
    let known = cx.read(move |tx| Ok(tx.find_domain(&id)?)).await?;
    known.ok_or_else(|| ApiError::not_found("domain", &missing))?;
    let name = match body.name.value() {
        Some(text) => Some(read_name(text, cx.instance.is_development())?),
        None => None,
    };
    if body.proxy_url != Maybe::Absent {
        proxy::require_production(&cx)?;
    }
    let proxy_url = match &body.proxy_url {
        Maybe::Absent => None,
        Maybe::Null => Some(None),
        Maybe::Value(text) => {
            let url = proxy::read_proxy_url(&cx, text)?;
            // Slow, so before the unit of work: a proxy that does not work would cut everybody off.
            if !proxy::works(&cx, &url, &domain_id).await {
                return Err(proxy::does_not_work(&url));
            }
            Some(Some(proxy::proxy_text(&url)))
        }
    };
    let wish = Wish { domain_id, name, proxy_url, is_secondary: body.is_secondary.value().copied() };
    let inner = cx.clone();
    let (domain, frontend_api) = cx.write(move |tx| save(&inner, tx, &wish)).await?;
    // The issuer of tokens and the publishable key may be other ones now.
    cx.shared.forget_instances();
    Ok(present_domain(&cx, &frontend_api, domain))
}

fn save(cx: &Context, tx: &mut Tx<'_, '_>, wish: &Wish) -> ApiResult<(Stored, String)> {
    let before = tx.find_domain(&wish.domain_id)?.ok_or_else(|| ApiError::not_found("domain", &wish.domain_id))?;
    let mut domain = before.clone();
    if let Some(name) = &wish.name {
        domain.name.clone_from(name);
    }
    if let Some(proxy_url) = &wish.proxy_url {
        domain.proxy_url.clone_from(proxy_url);
    }
    domain.is_secondary = wish.is_secondary.unwrap_or(domain.is_secondary);
    let is_development = cx.instance.is_development();
    let mut frontend_api = cx.instance.row.frontend_api.clone();
    if domain == before {
        return Ok((domain, frontend_api));
    }
    if !is_development {
        require_own(&domain.name, domain.proxy_url.as_deref())?;
    }
    domain.updated_at = cx.now;
    if !tx.update_domain(&domain)? {
        return Err(taken(&domain.name));
    }
    if !domain.is_satellite && !is_development {
        if domain.name != before.name {
            frontend_api = frontend_api_host(&domain.name);
            tx.update_frontend_api(&frontend_api)?;
        }
        if domain.proxy_url != before.proxy_url {
            tx.update_instance_proxy(domain.proxy_url.as_deref())?;
        }
    }
    Ok((domain, frontend_api))
}
