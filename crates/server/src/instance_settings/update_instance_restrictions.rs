use frontdesk_contract::Maybe;
use frontdesk_contract::instance_settings::{
    InstanceRestrictions, UpdateInstanceRestrictions, UpdateInstanceRestrictionsBody,
};
use frontdesk_storage::instances::Settings;

use super::change::{change_settings, set};
use super::present::present_restrictions;
use crate::context::Context;
use crate::error::{ApiResult, kinds};
use crate::restrictions::check_allowlist_fits;
use crate::users::attributes::Problems;

pub(crate) async fn update_instance_restrictions(
    cx: Context,
    request: UpdateInstanceRestrictions,
) -> ApiResult<InstanceRestrictions> {
    let body = request.body;
    change_settings(&cx, move |_, settings| {
        check(&body, settings)?;
        let restrictions = &mut settings.restrictions;
        set(&body.allowlist, &mut restrictions.allowlist);
        set(&body.blocklist, &mut restrictions.blocklist);
        set(&body.allowlist_blocklist_disabled_on_sign_in, &mut restrictions.allowlist_blocklist_disabled_on_sign_in);
        set(&body.block_email_subaddresses, &mut restrictions.block_email_subaddresses);
        set(&body.block_disposable_email_domains, &mut restrictions.block_disposable_email_domains);
        set(&body.ignore_dots_for_gmail_addresses, &mut restrictions.ignore_dots_for_gmail_addresses);
        Ok(present_restrictions(restrictions))
    })
    .await
}

fn check(body: &UpdateInstanceRestrictionsBody, settings: &Settings) -> ApiResult<()> {
    let mut problems = Problems::default();
    problems.note(check_allowlist_fits(settings, "allowlist", &body.allowlist));
    for (name, given) in [
        ("block_email_subaddresses", body.block_email_subaddresses),
        ("block_disposable_email_domains", body.block_disposable_email_domains),
        ("ignore_dots_for_gmail_addresses", body.ignore_dots_for_gmail_addresses),
    ] {
        if given == Maybe::Value(true) && !settings.email_address_enabled {
            problems.push(
                kinds::DISABLED_INSTANCE_RESTRICTION
                    .param(name, format!("`{name}` is about e-mail addresses, which this instance does not use.")),
            );
        }
    }
    problems.into_result()
}
