//! What a template may be: the rules for creating, changing and seeding one.

use frontdesk_contract::jwt_templates::JwtTemplateBody;
use frontdesk_storage::jwt_templates::{JwtTemplate, TemplateSigningKey};
use frontdesk_tokens::{CustomAlgorithm, CustomSigningKey, TemplateKind, reserved_claim};
use serde_json::{Map, Value};

use crate::context::Context;
use crate::error::{ApiError, ApiResult, ErrorKind, kinds};
use crate::instance::Instance;
use crate::sealed::{Purpose, open_text, seal_text};

/// The algorithm of the instance's own key.
pub(crate) const INSTANCE_ALGORITHM: &str = "RS256";
/// The life of tokens in seconds, unless a template says otherwise.
const DEFAULT_LIFETIME: i64 = 60;
/// By how many seconds the start of a token's life lies before its issue, unless a template says otherwise.
const DEFAULT_CLOCK_SKEW: i64 = 5;

/// The shortest and the longest life of a template's tokens, in seconds.
const LIFETIMES: std::ops::RangeInclusive<i64> = 30..=315_360_000;
/// By how many seconds the start of a token's life may lie before its issue.
const CLOCK_SKEWS: std::ops::RangeInclusive<i64> = 0..=300;
/// The longest name, in characters.
const MAX_NAME: usize = 255;
/// The most bytes of claims; what comes of them has to fit into a header.
const MAX_CLAIMS_BYTES: usize = 16 * 1024;
/// The longest key in bytes. An RSA key of 16384 bits takes 13 KB.
const MAX_KEY_BYTES: usize = 16 * 1024;

/// A template that nobody has described yet.
pub(crate) fn new_template(cx: &Context) -> JwtTemplate {
    JwtTemplate {
        id: cx.new_id("jtmp"),
        lifetime: DEFAULT_LIFETIME,
        allowed_clock_skew: DEFAULT_CLOCK_SKEW,
        created_at: cx.now,
        updated_at: cx.now,
        ..JwtTemplate::default()
    }
}

/// What a request or a seed wants a template to be. What is `None` stays as it is, or has its default.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) name: String,
    pub(crate) claims: Map<String, Value>,
    pub(crate) lifetime: Option<i64>,
    pub(crate) allowed_clock_skew: Option<i64>,
    pub(crate) custom_signing_key: Option<bool>,
    pub(crate) signing_algorithm: Option<String>,
    pub(crate) signing_key: Option<String>,
}

impl From<JwtTemplateBody> for Draft {
    fn from(body: JwtTemplateBody) -> Self {
        Self {
            name: body.name,
            claims: body.claims,
            lifetime: body.lifetime.into_value(),
            allowed_clock_skew: body.allowed_clock_skew.into_value(),
            custom_signing_key: body.custom_signing_key,
            signing_algorithm: body.signing_algorithm.into_value(),
            signing_key: body.signing_key.into_value(),
        }
    }
}

impl Draft {
    /// Writes the draft over a template, or says everything that is wrong with it. Reading a key takes a while, so
    /// this belongs on a thread that may block. The key is sealed for the template, which has its id already.
    pub(crate) fn apply(self, cx: &Context, template: &mut JwtTemplate, kind: TemplateKind) -> ApiResult<()> {
        let mut problems = Vec::new();
        let before = template.signing_key.as_ref().map(|key| open_key(&cx.instance, &template.id, key)).transpose()?;
        problems.extend(check_name(&self.name).err());
        problems.extend(check_claims(&self.claims, kind).err());
        problems.extend(check_range("lifetime", self.lifetime, &LIFETIMES).err());
        problems.extend(check_range("allowed_clock_skew", self.allowed_clock_skew, &CLOCK_SKEWS).err());
        match self.key(before.as_ref()) {
            Ok(key) if key == before => {}
            Ok(key) => {
                let sealed = key.map(|key| seal_key(cx, &template.id, &key)).transpose()?;
                template.signing_key = sealed;
            }
            Err(problem) => problems.push(problem),
        }
        if let Some(error) = ApiError::all(problems) {
            return Err(error);
        }
        template.name = self.name;
        template.claims = self.claims;
        template.lifetime = self.lifetime.unwrap_or(template.lifetime);
        template.allowed_clock_skew = self.allowed_clock_skew.unwrap_or(template.allowed_clock_skew);
        Ok(())
    }

    /// The key that the template has then; `before` is the one that it has now.
    fn key(&self, before: Option<&TemplateSigningKey>) -> ApiResult<Option<TemplateSigningKey>> {
        if !self.custom_signing_key.unwrap_or(before.is_some()) {
            return self.refuse_key().map(|()| None);
        }
        let missing = |name: &str| {
            kinds::FORM_CONDITIONAL_PARAM_MISSING.param(name, format!("`{name}` is needed with `custom_signing_key`."))
        };
        let algorithm = self.signing_algorithm.as_ref().or(before.map(|key| &key.algorithm));
        let algorithm = algorithm.ok_or_else(|| missing("signing_algorithm"))?;
        let key = self.signing_key.as_ref().or(before.map(|key| &key.key)).ok_or_else(|| missing("signing_key"))?;
        if before.is_some_and(|before| before.algorithm == *algorithm && before.key == *key) {
            return Ok(before.cloned());
        }
        check_key(algorithm, key)?;
        Ok(Some(TemplateSigningKey { algorithm: algorithm.clone(), key: key.clone() }))
    }

    /// What belongs to a key of the template's own must not be given without it. The algorithm of the instance's key
    /// may: answers say it, and programs send answers back.
    fn refuse_key(&self) -> ApiResult<()> {
        let name = if self.signing_key.is_some() {
            "signing_key"
        } else if self.signing_algorithm.as_deref().is_some_and(|algorithm| algorithm != INSTANCE_ALGORITHM) {
            "signing_algorithm"
        } else {
            return Ok(());
        };
        Err(kinds::FORM_CONDITIONAL_PARAM_DISALLOWED
            .param(name, format!("`{name}` is only allowed together with `custom_signing_key`.")))
    }
}

fn seal_key(cx: &Context, template_id: &str, key: &TemplateSigningKey) -> ApiResult<TemplateSigningKey> {
    let sealed = seal_text(&cx.instance, Purpose::TemplateSigningKey, template_id, &key.key)?;
    Ok(TemplateSigningKey { algorithm: key.algorithm.clone(), key: sealed })
}

/// The key of a template as it signs.
pub(crate) fn open_key(
    instance: &Instance,
    template_id: &str,
    key: &TemplateSigningKey,
) -> ApiResult<TemplateSigningKey> {
    let opened = open_text(instance, Purpose::TemplateSigningKey, template_id, &key.key)?;
    Ok(TemplateSigningKey { algorithm: key.algorithm.clone(), key: opened })
}

fn check_name(name: &str) -> ApiResult<()> {
    let refuse = |kind: ErrorKind, sentence: &str| Err(kind.param("name", sentence));
    if name.trim().is_empty() {
        return refuse(kinds::FORM_PARAM_MIN_LENGTH_EXCEEDED, "The name must not be empty.");
    }
    if name.chars().count() > MAX_NAME {
        return refuse(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED, "The name may have 255 characters at most.");
    }
    if name.contains(['/', '\\', '?', '#']) || name.chars().any(char::is_control) || [".", ".."].contains(&name) {
        let sentence = "The name stands in paths, so it must not have slashes, `?`, `#` or control characters.";
        return refuse(kinds::FORM_PARAM_FORMAT_INVALID, sentence);
    }
    Ok(())
}

fn check_claims(claims: &Map<String, Value>, kind: TemplateKind) -> ApiResult<()> {
    if let Some(claim) = reserved_claim(claims, kind) {
        return Err(kinds::JWT_TEMPLATE_RESERVED_CLAIM
            .param("claims", format!("The claim `{claim}` is reserved: only the server sets it.")));
    }
    if serde_json::to_vec(claims).is_ok_and(|text| text.len() <= MAX_CLAIMS_BYTES) {
        return Ok(());
    }
    Err(kinds::FORM_PARAM_EXCEEDS_ALLOWED_SIZE
        .param("claims", format!("The claims may take {MAX_CLAIMS_BYTES} bytes of JSON at most.")))
}

fn check_range(name: &str, value: Option<i64>, range: &std::ops::RangeInclusive<i64>) -> ApiResult<()> {
    match value {
        Some(value) if !range.contains(&value) => Err(kinds::FORM_PARAM_VALUE_INVALID
            .param(name, format!("`{name}` must be from {} to {} seconds.", range.start(), range.end()))),
        _ => Ok(()),
    }
}

fn check_key(algorithm: &str, key: &str) -> ApiResult<()> {
    let known = CustomAlgorithm::from_name(algorithm).ok_or_else(|| {
        let names: Vec<&str> = CustomAlgorithm::ALL.into_iter().map(CustomAlgorithm::as_str).collect();
        let sentence = format!("`{algorithm}` is not an algorithm for tokens; use one of {}.", names.join(", "));
        kinds::FORM_PARAM_VALUE_INVALID.param("signing_algorithm", sentence)
    })?;
    if key.len() > MAX_KEY_BYTES {
        return Err(kinds::FORM_PARAM_MAX_LENGTH_EXCEEDED
            .param("signing_key", format!("The key may take {MAX_KEY_BYTES} bytes at most.")));
    }
    CustomSigningKey::new(known, key).map(drop).map_err(|error| {
        kinds::FORM_PARAM_VALUE_INVALID.param("signing_key", format!("The key cannot be used: {error}."))
    })
}

/// The error for a name that another template has.
pub(crate) fn name_taken(name: &str) -> ApiError {
    kinds::FORM_IDENTIFIER_EXISTS.param("name", format!("Another JWT template of this instance is called `{name}`."))
}
