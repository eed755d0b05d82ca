use frontdesk_contract::proxy_checks::{ProxyCheck, VerifyDomainProxy};
use frontdesk_storage::domains::ProxyCheck as Stored;

use crate::context::Context;
use crate::domains::proxy;
use crate::error::{ApiError, ApiResult, kinds};

/// What a check finds is an answer, not an error: the domain stays as it is either way.
pub(crate) async fn verify_domain_proxy(cx: Context, request: VerifyDomainProxy) -> ApiResult<ProxyCheck> {
    let missing =
        |name: &str, what: &str| kinds::FORM_PARAM_MISSING.param(name, format!("`{name}` is missing: {what}."));
    let domain_id = request.body.domain_id.ok_or_else(|| missing("domain_id", "a proxy is for a domain"))?;
    let unknown = {
        let id = domain_id.clone();
        move || -> ApiError {
            kinds::FORM_RESOURCE_NOT_FOUND
                .param("domain_id", format!("There is no domain with the id {id} in this instance."))
        }
    };
    let id = domain_id.clone();
    let domain = cx.read(move |tx| Ok(tx.find_domain(&id)?)).await?.ok_or_else(&unknown)?;
    let text = request.body.proxy_url.or(domain.proxy_url);
    let text = text.ok_or_else(|| missing("proxy_url", "the domain has no proxy that could be checked again"))?;
    let url = proxy::read_proxy_url(&cx, &text)?;
    let successful = proxy::works(&cx, &url, &domain_id).await;
    let check = Stored {
        id: cx.new_id("proxychk"),
        domain_id,
        proxy_url: proxy::proxy_text(&url),
        successful,
        last_run_at: cx.now,
        created_at: cx.now,
    };
    let noted = cx
        .write(move |tx| {
            // Locks the domain, or finds that it is gone.
            tx.find_domain(&check.domain_id)?.ok_or_else(&unknown)?;
            Ok(tx.save_proxy_check(&check)?)
        })
        .await?;
    Ok(ProxyCheck {
        object: "proxy_check".into(),
        id: noted.id,
        domain_id: noted.domain_id,
        last_run_at: Some(noted.last_run_at),
        proxy_url: noted.proxy_url,
        successful: noted.successful,
        created_at: noted.created_at,
        updated_at: noted.last_run_at,
    })
}
