//! Organizations: groups of users with roles.

use crate::list::operations;

mod organization;
mod organization_with_logo;

pub use organization::*;
pub use organization_with_logo::*;

operations! {
    adjust_organization_billing_credit_balance::AdjustOrganizationBillingCreditBalance,
    create_organization::CreateOrganization,
    delete_organization::DeleteOrganization,
    delete_organization_logo::DeleteOrganizationLogo,
    get_organization::GetOrganization,
    get_organization_billing_credit_balance::GetOrganizationBillingCreditBalance,
    get_organization_billing_subscription::GetOrganizationBillingSubscription,
    list_organizations::ListOrganizations,
    merge_organization_metadata::MergeOrganizationMetadata,
    replace_organization_metadata::ReplaceOrganizationMetadata,
    update_organization::UpdateOrganization,
    upload_organization_logo::UploadOrganizationLogo,
}
