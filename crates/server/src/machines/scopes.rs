//! Which machine may talk to which: what can be allowed.

use std::collections::HashSet;

use frontdesk_storage::Tx;

use crate::error::{ApiResult, kinds};

/// How many machines one may talk to.
pub(super) const MOST_SCOPES: i64 = 150;

/// Refuses machines that do not exist; the others stay until the end of the unit of work.
pub(super) fn keep_targets(tx: &mut Tx<'_, '_>, parameter: &str, ids: &[String]) -> ApiResult<()> {
    let mut seen = HashSet::new();
    if let Some(twice) = ids.iter().find(|id| !seen.insert(id.as_str())) {
        return Err(kinds::FORM_PARAM_DUPLICATE.param(parameter, format!("The machine {twice} is given twice.")));
    }
    let kept: HashSet<String> = tx.keep_machines(ids)?.into_iter().map(|machine| machine.id).collect();
    match ids.iter().find(|id| !kept.contains(*id)) {
        Some(id) => Err(kinds::RESOURCE_NOT_FOUND
            .param(parameter, format!("There is no machine with the id {id} in this instance."))),
        None => Ok(()),
    }
}
