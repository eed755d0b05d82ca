//! What a code means by the words it is made of: a subject, and what is the matter with it.

/// What happened, and what to do about it.
type Told = (String, String);

/// A part of codes, the sentence it stands for (`{a}` is what stands before it, `{z}` what stands after it), and what
/// to do. The first rule that fits wins, so the narrower ones come first.
const RULES: &[(&str, &str, &str)] = &[
    ("not_found_or_unauthorized", "There is no such {a}, or this caller may not see it.", LOOK),
    ("subject_not_found", "Whoever the {a} was made for no longer exists.", "Make a new one for somebody who exists."),
    ("not_found", "There is no such {a}.", LOOK),
    ("no_longer_active", "The {a} is not active any more.", STATE),
    ("managed_by_scim", "The {a} is kept by a SCIM directory.", "Change it in the directory, which writes it here."),
    ("managed_by_billing", "The {a} follows from the billing plan.", "Change the plan or its seats instead."),
    ("already_belongs_to", "The {a} belongs to another {z} already.", STATE),
    ("already_connected", "The {a} is connected already.", STATE),
    ("already_in_plan", "The {a} is part of the plan already.", STATE),
    ("name_already_exists", "There is a {a} with that name already.", "Choose another name."),
    ("slug_already_exists", "There is a {a} with that slug already.", "Choose another slug."),
    ("key_already_exists", "There is a {a} with that key already.", "Choose another key."),
    ("already_exists_same", "The {z} has that {a} already.", STATE),
    ("already_exists", "There is such a {a} already.", "Use the one that exists, or choose another value."),
    ("already", "The {a} was {z} before.", STATE),
    ("not_exists", "There is no {a} yet.", LOOK),
    ("not_exist", "There is no {a} yet.", LOOK),
    ("cannot_be", "The {a} cannot be {z} in its present state.", STATE),
    ("cannot_delete", "The {a} {z} has to stay.", "Put another one in its place first."),
    ("cannot_remove", "The {a} cannot be removed here.", "Remove it where it comes from."),
    ("cannot_have", "A {a} cannot have {z}.", FIX),
    ("cannot_use", "A {a} cannot use {z}.", FIX),
    ("cannot_disable", "The {a} has to stay on.", "Switch off what depends on it first."),
    ("cannot_detect", "The caller's {z} could not be found out.", AGAIN),
    ("cannot_determine", "The {z} could not be found out.", "Start over with a new one."),
    ("cannot", "This cannot be done: {a} {z}.", STATE),
    ("cant_be", "The {a} cannot be {z} yet.", "Complete its settings first."),
    ("does_not_support", "A {a} does not support {z}.", FIX),
    ("not_supported_by", "The {a} is not supported by the {z}.", PLAN),
    ("not_supported_in", "The {a} are not supported in this {z}.", SETTINGS),
    ("not_supported", "{a} is not supported here.", SETTINGS),
    ("unsupported", "This {z} {a} is not supported.", "Use one that is supported; the operation's detail lists them."),
    ("not_implemented", "The {a} does not exist yet.", "There is no way to call it now."),
    ("not_available", "The {a} are not available.", SETTINGS),
    ("unavailable", "The {a} is not available at the moment.", AGAIN),
    ("not_enabled", "The {a} is not switched on {z}.", SETTINGS),
    ("not_allowed_for", "The {a} is not allowed for {z}.", SETTINGS),
    ("not_allowed_on", "The {a} is not allowed on a {z}.", FIX),
    ("not_allowed_when", "The {a} is not allowed while {z}.", SETTINGS),
    ("not_allowed", "The {a} is not allowed {z}.", SETTINGS),
    ("disallowed", "The {a} is not allowed {z}.", FIX),
    ("not_active", "The {a} is not active.", STATE),
    ("not_applicable_to", "The {a} does not apply to this {z}.", FIX),
    ("not_applicable", "The {a} does not apply here.", FIX),
    ("not_associated_with", "The {a} is not on the list of this {z}.", "Add it to the list first."),
    ("not_authorized", "The caller may not do this: {a}.", SIGN_IN),
    ("not_configured", "The {a} is not set up.", SETTINGS),
    ("not_setup", "The {a} are not set up.", SETTINGS),
    ("not_derivable", "The {a} cannot be derived.", "Give it explicitly."),
    ("not_eligible_for", "The {a} cannot have the {z}.", STATE),
    ("not_increased", "The {a} may only grow.", "Give a larger number than the present one."),
    ("not_in_free_trial", "The {a} is in no free trial.", STATE),
    ("not_in_sign_in", "The {a} does not belong to this sign-in.", "Start the sign-in again with it."),
    ("not_migratable", "The {a} cannot be migrated.", STATE),
    ("not_modifiable", "The {a} is fixed.", "Make one of your own instead."),
    ("not_opted_in", "The {a} needs an opt-in first.", SETTINGS),
    ("not_pending", "The {a} is not pending any more.", STATE),
    ("not_refundable", "The {a} cannot be paid back.", STATE),
    ("not_registered", "The {a} is not registered.", "Register it first."),
    (
        "not_same_client",
        "The {a} was opened in another browser than the one that asked for it.",
        "Open it where it began.",
    ),
    ("not_attempted_via", "The {a} has to be made another way than through {z}.", FIX),
    ("not_accepting", "The {a} takes no more {z}.", SETTINGS),
    ("not_accepted", "The {a} were not accepted.", "Ask the user to accept them."),
    ("not_unique", "There is such a {a} already.", STATE),
    ("ownership_not_verified", "The ownership of the {a} is not proven.", "Verify it first."),
    ("not_yet_sent", "The {a} was not sent yet.", "Prepare it first."),
    ("not_sent", "The {a} was not sent yet.", "Prepare it first."),
    ("not_verified", "The {a} is not verified.", "Verify it first."),
    ("unverified", "The {a} is not verified.", "Verify it first."),
    ("not_live", "This needs a production instance.", "Use the production instance's key."),
    ("not_free", "The {a} is not free of charge.", PLAN),
    ("max_redemptions", "The number of redemptions does not fit: {a} {z}.", FIX),
    ("length_limit_exceeded", "The {a} is too long.", FIX),
    ("rate_limit_exceeded", "Too many requests for {a} in a short time.", WAIT),
    ("too_many_requests", "Too many requests for {a} in a short time.", WAIT),
    ("rate_limited", "Too many requests for {a} in a short time.", WAIT),
    ("throttled", "The {a} was asked for too often in a short time.", WAIT),
    ("quota_exceeded", "No more {a} is allowed: the quota is used up.", QUOTA),
    ("limit_exceeded_for", "The {a} limit would be exceeded by this {z}.", QUOTA),
    ("limit_exceeded", "The limit of {a} is reached.", QUOTA),
    ("limit_reached", "The limit of {a} is reached.", QUOTA),
    ("exceeds_upper_limit", "The {a} is above what is allowed.", FIX),
    ("exceeds", "The {a} is above {z}.", FIX),
    ("exceeded", "The {a} is above what is allowed.", FIX),
    ("too_many", "There are too many {z}.", QUOTA),
    ("too_few", "There are too few {z}.", FIX),
    ("too_large", "The {a} is too large.", FIX),
    ("too_long", "The {a} is too long.", FIX),
    ("too_low", "The {a} is too low.", FIX),
    ("too_old", "The {a} is too old.", "Start over with a new one."),
    ("insufficient", "There is not enough: {a} {z}.", QUOTA),
    ("token_missing", "The {a} token is missing.", SIGN_IN),
    ("connection_missing", "There is no {a} connection that fits.", SETTINGS),
    ("missing_from", "The {a} is missing from {z}.", FIX),
    ("missing_fields", "The {a} lack something that is needed.", FIX),
    ("missing", "Something that is needed is missing: {a} {z}.", "Add it and try again."),
    ("is_required_with", "The {a} must be given with {z}.", "Add it and try again."),
    ("is_required", "The {a} must be given.", "Add it and try again."),
    ("must_be_last", "The {a} must be the last one.", FIX),
    ("must_be_required_if", "The {a} must be required when it is {z}.", SETTINGS),
    ("must_be_verified", "At least one {a} must be verified {z}.", SETTINGS),
    ("must_use", "A {a} must use an {z}.", FIX),
    ("at_least_one", "At least one is needed: {a} {z}.", SETTINGS),
    ("required_for", "The {a} is needed for this {z}.", "Add it and try again."),
    ("requires_reset", "The {a} must be set anew.", STATE),
    ("requires_setup", "The {a} must be set up first: {z}.", SETTINGS),
    ("requires_confirmation", "The {a} waits for the owner's confirmation.", "Let the owner confirm it."),
    ("requires", "The {a} needs {z}.", "Provide that first."),
    ("required", "Something that is needed was not given: {a} {z}.", "Add it and try again."),
    ("needed", "The {a} is needed first.", "Provide that first."),
    ("needs_reset", "The {a}, so it must be set anew.", "Let the user choose another one."),
    ("mismatch", "Two things do not belong together: {a} {z}.", "Check that both are of the same kind or origin."),
    ("missmatch", "Two things do not belong together: {a} {z}.", "Check that both are of the same kind or origin."),
    ("invalid_value", "The value for {a} cannot be used.", FIX),
    ("invalid_length", "The {a} is too short or too long.", FIX),
    ("invalid_format", "The {a} is not written as it has to be.", FIX),
    ("invalid_type", "The {a} is of a type that does not fit.", FIX),
    ("invalid_for", "The {a} does not fit this {z}.", FIX),
    ("invalid_state_transition", "The {a} cannot go from its present state to that one.", STATE),
    ("invalid_use_of", "The {z} was used in a way it is not made for.", FIX),
    ("invalid_usage_of", "The {z} was used in a way it is not made for.", FIX),
    ("invalid_action_for", "This action does not fit the {z}.", STATE),
    ("invalid", "This cannot be used: {a} {z}.", FIX),
    ("malformed", "The {z} is not written as it has to be.", FIX),
    ("expired", "The {a} is expired {z}.", "Get a new one."),
    ("stale", "The {a} is too old.", "Get a new one."),
    ("outdated", "The {a} has an outdated {z}.", "Get a new one."),
    ("out_of_date", "The {z} has changed since it was read.", "Read it again and repeat the request."),
    ("consumed", "The {a} was used before.", "Get a new one; each is good for one use."),
    ("revoked", "The {a} {z} was revoked.", "Get a new one."),
    ("deprecated", "The {a} is not to be used any more.", "Use what took its place; the operation's detail names it."),
    ("gone", "It is gone for good.", "There is nothing left to call."),
    ("canceled", "The {a} was canceled.", STATE),
    ("completed", "The {a} is complete already.", STATE),
    ("claimed", "The {a} belongs to somebody else.", "Use another one."),
    ("taken", "The {a} belongs to somebody else.", "Use another one."),
    ("in_use", "The {a} is in use.", "Take it out of use first."),
    ("in_progress", "A {a} is going on.", "Wait until it is done."),
    ("assigned", "The {a} is assigned to {z}.", "Take it away from them first."),
    ("locked", "The {a} is locked {z}.", "Wait, or unlock it."),
    ("banned", "The {a} is banned.", "Lift the ban first, if that is meant."),
    ("deactivated", "The {a} is deactivated.", "Activate it first."),
    ("deleted", "The {a} is deleted.", "Start over with something that exists."),
    ("inactive", "The {z} {a} is not active.", STATE),
    ("disabled", "The {a} is switched off {z}.", SETTINGS),
    ("restricted", "The {a} is restricted {z}.", SETTINGS),
    ("restriction", "This is restricted: {a}.", SETTINGS),
    ("forbidden", "The {a} is not allowed.", SETTINGS),
    ("prohibited", "This is not allowed: {a} {z}.", FIX),
    ("blocked", "This is blocked: {a} {z}.", SETTINGS),
    ("denied", "The {a} was denied.", "Ask the user to allow it."),
    ("reserved", "This is reserved: {a} {z}.", "Choose another one."),
    (
        "conflict",
        "Two things contradict each other: {a}.",
        "Send only one of them, or read the present state and try again.",
    ),
    ("duplicate", "Something is given twice: {a} {z}.", "Keep one of them."),
    ("overlapping", "This overlaps with what is there: {a} {z}.", FIX),
    ("unauthenticated", "The {a} is not known.", SIGN_IN),
    ("unrecognized", "The {a} was given a {z} that is not known.", SIGN_IN),
    ("unknown", "This is not known: {a} {z}.", FIX),
    ("incorrect", "The {a} is wrong.", "Try again with the right one."),
    ("card_declined", "The bank declined the card.", "Use another way to pay."),
    ("declined", "The {a} was declined.", "Use another way to pay."),
    ("failed_to", "This did not work: {z}, for {a}.", AGAIN),
    ("failed", "The {a} did not succeed {z}.", AGAIN),
    ("failure", "The {a} did not succeed.", AGAIN),
    ("error", "The {a} ended in an error {z}.", AGAIN),
    ("timeout", "The {a} took too long.", AGAIN),
    ("immutable", "The {a} cannot be changed {z}.", "Make a new one instead."),
    ("exists", "There is such a {a} already {z}.", "Use the one that exists, or choose another value."),
    ("restricted_invalid", "The {a} is restricted.", SETTINGS),
    ("breaks", "This would break the {z}.", FIX),
    ("last", "The last {z} has to stay.", "Put another one in its place first."),
    ("only", "This is possible only for {z}: {a}.", FIX),
    ("no", "There is no {z}: {a}.", STATE),
    ("transfer", "The transfer is not possible: {a} {z}.", STATE),
];

const LOOK: &str = "Check the id and that the key is of the same instance; list the resource to see what is there.";
const STATE: &str = "Read its present state first; nothing may be left to do.";
const FIX: &str = "Correct the value; the operation's detail (`METHOD /path help`) says what is accepted.";
const SETTINGS: &str = "Change the instance's settings, or leave out what depends on them.";
const PLAN: &str = "Choose a plan that includes it.";
const QUOTA: &str = "Remove what is no longer needed, or raise the limit or the plan.";
const AGAIN: &str = "Try again later; when it stays, look at the settings it depends on.";
const WAIT: &str = "Wait as `Retry-After` says, and ask less often.";
const SIGN_IN: &str = "Check the token or key that the request carries.";

/// Begins the sentence for a code that no rule fits.
const VAGUE: &str = "The request was refused";

/// Explains a code by its words.
pub(super) fn of(code: &str, status: Option<u16>) -> Told {
    let plain = code.strip_suffix("_code").unwrap_or(code);
    let plain = plain.strip_prefix("form_param_").or_else(|| plain.strip_prefix("form_")).unwrap_or(plain);
    let words = format!("_{plain}_");
    for (part, sentence, remedy) in RULES {
        let Some(at) = words.find(&format!("_{part}_")) else { continue };
        let before = spoken(&words[..at]);
        let after = spoken(&words[at + part.len() + 1..]);
        let meaning = sentence.replace("{a}", &before).replace("{z}", &after);
        return (tidy(&meaning), (*remedy).to_owned());
    }
    let status = status.map_or(String::new(), |status| format!(": {}", super::status_meaning(status)));
    (tidy(&format!("{VAGUE} ({}){status}.", spoken(plain))), FIX.to_owned())
}

/// Whether no rule had words for a code.
#[cfg(test)]
pub(super) fn is_vague(meaning: &str) -> bool {
    meaning.starts_with(VAGUE)
}

/// A part of a code as it is said.
fn spoken(part: &str) -> String {
    let words = part.split('_').filter(|word| !word.is_empty()).map(|word| match word {
        "api" | "aws" | "cimd" | "csrf" | "dapi" | "dns" | "id" | "ip" | "jit" | "jwt" | "mfa" | "oidc" | "pkce"
        | "saml" | "scim" | "sms" | "sso" | "totp" | "uri" | "url" | "azp" | "iat" | "sid" => word.to_uppercase(),
        "apis" | "ids" | "urls" => format!("{}s", word.trim_end_matches('s').to_uppercase()),
        "oauth" => "OAuth".to_owned(),
        "oauth2" => "OAuth 2".to_owned(),
        "idp" => "identity provider's".to_owned(),
        "org" => "organization".to_owned(),
        "orgs" => "organizations".to_owned(),
        "dev" => "development".to_owned(),
        "param" => "parameter".to_owned(),
        "google" | "svix" | "easie" => word[..1].to_uppercase() + &word[1..],
        word => word.to_owned(),
    });
    let text = words.collect::<Vec<_>>().join(" ");
    text.replace("sign in", "sign-in").replace("sign up", "sign-up")
}

/// One space between words, none before a full stop, a capital at the start; articles only where they fit.
fn tidy(sentence: &str) -> String {
    let text = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace(" .", ".").replace(": .", ".").replace(" ,", ",").replace("such a a", "such a");
    let text = text.replace("The the ", "The ").replace(":.", ".");
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
