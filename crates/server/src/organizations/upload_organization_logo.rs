use frontdesk_contract::organizations::{OrganizationWithLogo, UploadOrganizationLogo};
use frontdesk_storage::users::Image;

use super::access::get_organization;
use super::change::change_organization;
use super::present::with_logo;
use crate::context::Context;
use crate::error::ApiResult;
use crate::images;

pub(crate) async fn upload_organization_logo(
    cx: Context,
    request: UploadOrganizationLogo,
) -> ApiResult<OrganizationWithLogo> {
    let (id, uploader, inner) = (request.organization_id.clone(), request.uploader_user_id, cx.clone());
    // Before the picture is decoded, which costs far more than the question.
    cx.read(move |tx| {
        get_organization(&inner, tx, &id)?;
        images::check_uploader(tx, uploader.as_deref())
    })
    .await?;
    let image = images::decode_upload(&cx, request.file).await?;
    let (id, inner) = (request.organization_id, cx.clone());
    let organization = cx
        .write(move |tx| {
            change_organization(&inner, tx, &id, |tx, organization| {
                let id = images::store_image(&inner, tx, &image)?;
                if let Some(old) = organization.image.replace(Image { id }) {
                    images::delete_image(tx, &old.id)?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(with_logo(organization))
}
