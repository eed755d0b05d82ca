//! Changing settings: from the stored ones, whatever this process believes, to new ones that the next request sees.

use frontdesk_contract::Maybe;
use frontdesk_storage::Tx;
use frontdesk_storage::instances::Settings;

use crate::context::Context;
use crate::error::ApiResult;

/// Changes the settings in one unit of work, in which the instance is locked.
pub(crate) async fn change_settings<T, F>(cx: &Context, change: F) -> ApiResult<T>
where
    F: Fn(&mut Tx<'_, '_>, &mut Settings) -> ApiResult<T> + Send + 'static,
    T: Send + 'static,
{
    let answer = cx
        .write(move |tx| {
            let before = tx.find_settings()?;
            let mut settings = before.clone();
            let answer = change(tx, &mut settings)?;
            if settings != before {
                tx.update_settings(&settings)?;
            }
            Ok(answer)
        })
        .await?;
    cx.shared.forget_instances();
    Ok(answer)
}

/// The stored settings.
pub(super) async fn read_settings(cx: &Context) -> ApiResult<Settings> {
    cx.read(|tx| Ok(tx.find_settings()?)).await
}

/// Sets a switch that is given; absent and `null` leave it alone.
pub(super) fn set<T: Clone>(given: &Maybe<T>, target: &mut T) {
    if let Some(value) = given.value() {
        target.clone_from(value);
    }
}

/// Sets a text that is given; an empty one clears it, absent and `null` leave it alone.
pub(super) fn set_text(given: &Maybe<String>, target: &mut Option<String>) {
    if let Some(text) = given.value() {
        *target = Some(text.clone()).filter(|text| !text.is_empty());
    }
}
