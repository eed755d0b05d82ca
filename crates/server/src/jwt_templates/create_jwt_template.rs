use frontdesk_contract::jwt_templates::{CreateJwtTemplate, JwtTemplate};
use frontdesk_tokens::TemplateKind;

use super::draft::{Draft, name_taken, new_template};
use super::present::present_jwt_template;
use crate::context::Context;
use crate::error::ApiResult;

pub(crate) async fn create_jwt_template(cx: Context, request: CreateJwtTemplate) -> ApiResult<JwtTemplate> {
    let mut template = new_template(&cx);
    let draft = Draft::from(request.body);
    let inner = cx.clone();
    let template =
        cx.blocking(move || draft.apply(&inner, &mut template, TemplateKind::Named).map(|()| template)).await??;
    let row = template.clone();
    cx.write(move |tx| if tx.insert_jwt_template(&row)? { Ok(()) } else { Err(name_taken(&row.name)) }).await?;
    Ok(present_jwt_template(template))
}
