use frontdesk_contract::jwt_templates::{JwtTemplate, UpdateJwtTemplate};
use frontdesk_tokens::TemplateKind;

use super::draft::{Draft, name_taken};
use super::present::present_jwt_template;
use super::template_not_found;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn update_jwt_template(cx: Context, request: UpdateJwtTemplate) -> ApiResult<JwtTemplate> {
    let id = request.template_id;
    let is_of_sessions = cx.settings().session_token_template_id.as_ref() == Some(&id);
    let kind = if is_of_sessions { TemplateKind::Session } else { TemplateKind::Named };
    let draft = Draft::from(request.body);
    loop {
        let wanted = id.clone();
        let before = cx
            .read(move |tx| tx.find_jwt_template_by_id(&wanted)?.ok_or_else(|| template_not_found("id", &wanted)))
            .await?;
        // Reading a key is too slow for the unit of work that writes.
        let (mut after, draft) = (before.clone(), draft.clone());
        let inner = cx.clone();
        let mut after = cx.blocking(move || draft.apply(&inner, &mut after, kind).map(|()| after)).await??;
        if after == before {
            return Ok(present_jwt_template(after));
        }
        after.updated_at = cx.now;
        let row = after.clone();
        let written = cx
            .write(move |tx| {
                let now = tx.lock_jwt_template(&row.id)?.ok_or_else(|| template_not_found("id", &row.id))?;
                if now != before {
                    return Ok(false);
                }
                if tx.update_jwt_template(&row)? { Ok(true) } else { Err(name_taken(&row.name)) }
            })
            .await?;
        // Somebody else changed it meanwhile: begin again from what it is now.
        if written {
            return Ok(present_jwt_template(after));
        }
    }
}
