//! Settings of the instance, which an operator changes.

use frontdesk_storage::Tx;
use frontdesk_storage::instances::Settings;
use serde_json::{Map, Value, json};

use super::SeedError;

/// A setting that follows from which JWT template is marked.
const OF_TEMPLATES: &str = "session_token_template_id";

/// Writes the settings that are named over those that are stored: groups are merged, everything else is replaced.
pub(super) fn change(tx: &mut Tx<'_, '_>, given: &Map<String, Value>) -> Result<Settings, SeedError> {
    let before = tx.find_settings()?;
    let mut stored = json!(before);
    merge(&mut stored, given, "")?;
    let settings: Settings = serde_json::from_value(stored)
        .map_err(|error| SeedError::Refused(format!("the settings cannot be read: {error}")))?;
    let modes = ["public", "restricted", "waitlist"];
    if !modes.contains(&settings.restrictions.sign_up_mode.as_str()) {
        let mode = &settings.restrictions.sign_up_mode;
        return Err(SeedError::Refused(format!("`{mode}` is no sign-up mode; there are {}", modes.join(", "))));
    }
    if settings != before {
        tx.update_settings(&settings)?;
    }
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

/// The settings as a seed has them.
pub(super) fn export(settings: &Settings) -> Result<Map<String, Value>, SeedError> {
    let value = serde_json::to_value(settings).map_err(frontdesk_storage::StorageError::from)?;
    let mut settings = match value {
        Value::Object(settings) => settings,
        _ => Map::new(),
    };
    settings.remove(OF_TEMPLATES);
    Ok(settings)
}
