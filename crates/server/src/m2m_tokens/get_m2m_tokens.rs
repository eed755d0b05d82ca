use frontdesk_contract::m2m_tokens::{GetM2mTokens, M2mTokensPage};
use frontdesk_storage::Tx;
use frontdesk_storage::m2m_tokens::M2mTokenFilter;

use super::present::present_token;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::listing::DEFAULT_LIMIT;
use crate::machines::get_machine_row;

pub(crate) fn get_m2m_tokens(cx: &Context, tx: &mut Tx<'_, '_>, request: &GetM2mTokens) -> ApiResult<M2mTokensPage> {
    let subject = &request.subject;
    if cx.machine_id.as_ref().is_some_and(|own| **own != **subject) {
        return Err(kinds::AUTHORIZATION_INVALID
            .with("The secret key of a machine lists that machine's tokens alone. Use the instance's for others."));
    }
    get_machine_row(tx, subject)?;
    let filter = M2mTokenFilter {
        revoked: request.revoked.unwrap_or(false),
        expired: request.expired.unwrap_or(false),
        now: cx.now,
    };
    let (limit, offset) = (request.limit.unwrap_or(DEFAULT_LIMIT), request.offset.unwrap_or(0));
    let tokens = tx.list_m2m_tokens(subject, filter, limit, offset)?;
    let total_count = tx.count_m2m_tokens(subject, filter)?;
    Ok(M2mTokensPage { m2m_tokens: tokens.into_iter().map(|token| present_token(cx, token)).collect(), total_count })
}
