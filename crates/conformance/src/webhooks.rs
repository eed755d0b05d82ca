//! Holds events against the published document of webhooks.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, Write};

use jsonschema::Draft;
use serde_json::{Value, json};

use crate::validate::describe;
use crate::{Document, SPECS_DIR_VARIABLE, schema, specs_dir};

/// The version of the published document of webhooks.
pub const WEBHOOKS_VERSION: &str = "2025-04-15";

/// What the document says and no event can follow, with the reason: a JSON pointer, and what stands there instead.
const CORRECTIONS: &[(&str, &str, &str)] = &[
    (
        "/components/schemas/Session/properties/status/enum",
        r#"["active","pending","revoked","ended","expired","removed","abandoned","replaced"]"#,
        "session.pending tells of a session that is pending, as its own example shows",
    ),
    (
        "/components/schemas/OrganizationInvitation/properties/public_organization_data",
        r##"{"$ref":"#/components/schemas/OrganizationInvitationPublicOrganizationData"}"##,
        "the schema nests it in `data.data`, where the official SDKs do not look; they read it in `data`",
    ),
];

/// Judges events by the published document.
pub struct WebhookJudge {
    schemas: BTreeMap<String, Value>,
    document: Document,
}

impl WebhookJudge {
    /// Reads the published document, or gives `None` where it is not there, which is announced on stderr.
    ///
    /// # Panics
    /// When the document is unreadable, and when it is missing while `CI` is set: there a check that is skipped would
    /// look like one that passed.
    pub fn official() -> Option<Self> {
        let path = specs_dir().map(|dir| dir.join("webhooks").join(format!("{WEBHOOKS_VERSION}.yml")));
        let Some(path) = path.filter(|path| path.is_file()) else {
            let message = format!(
                "the published document of webhooks is not there: expected it in ../shared/specs/webhooks beside the \
                 workspace, or in the folder that {SPECS_DIR_VARIABLE} names"
            );
            assert!(env::var_os("CI").is_none(), "{message}");
            // Not `eprintln!`, which the test harness hides where a test passes.
            writeln!(io::stderr(), "SKIPPED: {message}").ok();
            return None;
        };
        let document = Document::load_webhooks(WEBHOOKS_VERSION, &path).unwrap_or_else(|error| {
            panic!("{error}: {:?}", std::error::Error::source(&error).map(ToString::to_string))
        });
        Some(Self::by(&document))
    }

    /// Judges by this document, with what is known to be wrong in it corrected.
    ///
    /// # Panics
    /// When a correction finds nothing to correct.
    pub fn by(document: &Document) -> Self {
        let mut root = document.root().clone();
        for (pointer, value, reason) in CORRECTIONS {
            let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
            let parent = root.pointer_mut(parent).and_then(Value::as_object_mut);
            let parent = parent.unwrap_or_else(|| panic!("nothing to correct at {pointer}: {reason}"));
            let value: Value = serde_json::from_str(value).unwrap_or_else(|error| panic!("{pointer}: {error}"));
            assert_ne!(parent.get(name), Some(&value), "the document is right by now at {pointer}: {reason}");
            parent.insert(name.to_owned(), value);
        }
        let webhooks = root["x-webhooks"].as_object().into_iter().flatten();
        let schemas = webhooks
            .map(|(kind, webhook)| {
                let schema = webhook.pointer("/post/requestBody/content/application~1json/schema");
                (kind.clone(), schema.cloned().unwrap_or_else(|| json!({ "not": {} })))
            })
            .collect();
        Self { schemas, document: Document::from_value(WEBHOOKS_VERSION, root) }
    }

    /// Every type of event that the document has.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.schemas.keys().map(String::as_str)
    }

    /// What contradicts the document in an event, in words. Empty: nothing does.
    pub fn judge(&self, event: &Value) -> Vec<String> {
        let kind = event["type"].as_str().unwrap_or_default();
        let Some(schema) = self.schemas.get(kind) else { return vec![format!("`{kind}` is no type of event")] };
        let validator = jsonschema::options()
            .with_draft(Draft::Draft4)
            .should_validate_formats(true)
            .build(&schema::strict(&self.document, schema));
        match validator {
            Ok(validator) => validator.iter_errors(event).map(|error| describe(&error)).collect(),
            Err(error) => vec![format!("the document\'s schema cannot be used: {error}")],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_contradicts_the_document_is_told() {
        let Some(judge) = WebhookJudge::official() else { return };
        assert_eq!(judge.types().count(), 45);
        let good = json!({
            "data": { "object": "organization", "id": "org_1", "slug": "acme", "deleted": true }, "object": "event",
            "type": "organization.deleted", "timestamp": 1, "instance_id": "ins_1",
            "event_attributes": { "http_request": { "client_ip": "", "user_agent": "" } },
        });
        assert_eq!(judge.judge(&good), Vec::<String>::new());
        for (pointer, value) in [
            ("/data/deleted", json!("yes")),
            ("/data/name", json!("Acme")),
            ("/timestamp", json!(1.5)),
            ("/type", json!("organization.destroyed")),
            ("/event_attributes/http_request/client_ip", json!(null)),
        ] {
            let mut bad = good.clone();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            bad.pointer_mut(parent).unwrap()[name] = value;
            assert!(!judge.judge(&bad).is_empty(), "{pointer}");
        }
    }
}
