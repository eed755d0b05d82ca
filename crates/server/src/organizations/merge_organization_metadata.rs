use frontdesk_contract::organizations::{MergeOrganizationMetadata, Organization};
use frontdesk_storage::Tx;

use super::change::change_organization;
use crate::context::Context;
use crate::error::ApiResult;
use crate::metadata;

pub(crate) fn merge_organization_metadata(
    cx: &Context,
    tx: &mut Tx<'_, '_>,
    request: &MergeOrganizationMetadata,
) -> ApiResult<Organization> {
    let body = &request.body;
    change_organization(cx, tx, &request.organization_id, |_, organization| {
        if let Some(patch) = &body.public_metadata {
            metadata::merge(&mut organization.public_metadata, patch);
            metadata::check_size("public_metadata", &organization.public_metadata)?;
        }
        if let Some(patch) = &body.private_metadata {
            metadata::merge(&mut organization.private_metadata, patch);
            metadata::check_size("private_metadata", &organization.private_metadata)?;
        }
        Ok(())
    })
}
