use frontdesk_contract::domains::{AddDomain, Domain};
use frontdesk_storage::domains::Domain as Stored;

use super::name::{read_name, require_own, taken};
use super::present::present_domain;
use super::proxy;
use crate::context::Context;
use crate::error::{ApiResult, kinds};

pub(crate) async fn add_domain(cx: Context, request: AddDomain) -> ApiResult<Domain> {
    let body = request.body;
    if !body.is_satellite {
        return Err(kinds::PRIMARY_DOMAIN_ALREADY_EXISTS.param(
            "is_satellite",
            "An instance has one primary domain, and this one has it. Send `is_satellite` as true.",
        ));
    }
    let is_development = cx.instance.is_development();
    let name = read_name(&body.name, is_development)?;
    let id = cx.new_id("dmn");
    let mut proxy_url = None;
    if let Some(text) = body.proxy_url.value() {
        proxy::require_production(&cx)?;
        proxy_url = Some(proxy::read_proxy_url(&cx, text)?);
    }
    let proxy_text = proxy_url.as_ref().map(proxy::proxy_text);
    if !is_development {
        require_own(&name, proxy_text.as_deref())?;
    }
    // The proxy asks about a domain that is not there yet, so it is tried by checking it later, or by naming it then.
    let domain = Stored {
        id,
        name,
        is_satellite: true,
        is_secondary: false,
        proxy_url: proxy_text,
        created_at: cx.now,
        updated_at: cx.now,
    };
    let row = domain.clone();
    cx.write(move |tx| if tx.insert_domain(&row)? { Ok(()) } else { Err(taken(&row.name)) }).await?;
    Ok(present_domain(&cx, &cx.instance.row.frontend_api, domain))
}
