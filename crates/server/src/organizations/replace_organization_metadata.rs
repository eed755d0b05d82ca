use frontdesk_contract::organizations::{Organization, ReplaceOrganizationMetadata};
use frontdesk_storage::Tx;

use super::change::change_organization;
use crate::context::Context;
use crate::error::ApiResult;
use crate::metadata;

pub(crate) fn replace_organization_metadata(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &ReplaceOrganizationMetadata,
) -> ApiResult<Organization> {
    let body = &request.body;
    change_organization(cx, tx, &request.organization_id, |_, organization| {
        if let Some(public) = &body.public_metadata {
            metadata::check_size("public_metadata", public)?;
            organization.public_metadata.clone_from(public);
        }
        if let Some(private) = &body.private_metadata {
            metadata::check_size("private_metadata", private)?;
            organization.private_metadata.clone_from(private);
        }
        Ok(())
    })
}
