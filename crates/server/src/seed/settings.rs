//! Settings of the instance, which an operator changes.

use frontdesk_storage::Tx;
use frontdesk_storage::instances::Settings;
use serde_json::{Map, Value, json};

use super::SeedError;

/// Writes the settings that are named over those that are stored: groups are merged, everything else is replaced.
pub(super) fn apply(tx: &mut Tx<'_, '_>, given: &Map<String, Value>) -> Result<Settings, SeedError> {
    let mut stored = json!(tx.find_settings()?);
    merge(&mut stored, given, "")?;
    let settings: Settings = serde_json::from_value(stored)
        .map_err(|error| SeedError::Refused(format!("the settings cannot be read: {error}")))?;
    let modes = ["public", "restricted", "waitlist"];
    if !modes.contains(&settings.restrictions.sign_up_mode.as_str()) {
        let mode = &settings.restrictions.sign_up_mode;
        return Err(SeedError::Refused(format!("`{mode}` is no sign-up mode; there are {}", modes.join(", "))));
    }
    tx.update_settings(&settings)?;
    Ok(settings)
}

fn merge(stored: &mut Value, given: &Map<String, Value>, place: &str) -> Result<(), SeedError> {
    for (name, value) in given {
        let unknown = || SeedError::Refused(format!("there is no setting `{place}{name}`"));
        let target = stored.get_mut(name).ok_or_else(unknown)?;
        match value {
            Value::Object(inner) if target.is_object() && name != "password_policy" => {
                merge(target, inner, &format!("{place}{name}."))?;
            }
            value => *target = value.clone(),
        }
    }
    Ok(())
}
