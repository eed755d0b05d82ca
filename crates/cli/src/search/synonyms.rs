//! The words of texts in one form, and what else people call things.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use frontdesk_contract::Method;

use super::Term;

/// Words that say nothing about what is looked for.
const EMPTY: &[&str] = &[
    "a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "have", "how",
    "i", "in", "is", "it", "its", "me", "my", "of", "off", "on", "one", "or", "our", "s", "some", "someone", "that",
    "the", "their", "them", "this", "to", "v1", "want", "what", "which", "who", "with", "you", "your",
];

/// Several words that mean one thing, as they are looked for.
pub(super) const PHRASES: &[(&str, &str)] = &[
    ("2 factor", "mfa"),
    ("2 fa", "mfa"),
    ("2fa", "mfa"),
    ("two factor authentication", "mfa"),
    ("two factor", "mfa"),
    ("two step", "mfa"),
    ("second factor", "mfa"),
    ("multi factor", "mfa"),
    ("multifactor", "mfa"),
    ("authenticator app", "totp"),
    ("recovery code", "backup code"),
    ("log in", "signin"),
    ("logging in", "signin"),
    ("login", "signin"),
    ("logon", "signin"),
    ("sign in", "signin"),
    ("log out", "signout"),
    ("logout", "signout"),
    ("sign out", "signout"),
    ("sign up", "signup"),
    ("signing up", "signup"),
    ("register", "signup"),
    ("registration", "signup"),
    ("e mail", "email"),
    ("text message", "sms"),
    ("magic link", "signin token"),
    ("single sign on", "sso"),
    ("machine to machine", "m2m"),
    ("service account", "machine"),
    ("allow list", "allowlist"),
    ("white list", "allowlist"),
    ("whitelist", "allowlist"),
    ("block list", "blocklist"),
    ("black list", "blocklist"),
    ("blacklist", "blocklist"),
    ("deny list", "blocklist"),
    ("denylist", "blocklist"),
    ("wait list", "waitlist"),
    ("waiting list", "waitlist"),
    ("how many", "count"),
    ("number of", "count"),
    ("log in as", "impersonate"),
    ("sign in as", "impersonate"),
    ("act as", "impersonate"),
    ("web hook", "webhook"),
    ("json web token", "jwt"),
    ("public key", "jwks"),
];

/// Words of one meaning. Each stands for every other.
pub(super) const GROUPS: &[&[&str]] = &[
    &["organization", "org", "team", "company", "tenant", "workspace", "organisation"],
    &["mfa", "totp", "backup"],
    &["delete", "remove", "destroy", "drop", "erase", "disconnect"],
    &["create", "add", "new", "make", "post"],
    &["list", "get", "find", "show", "fetch", "read", "retrieve", "look", "view"],
    &["update", "change", "edit", "modify", "set", "patch", "rename"],
    &["replace", "put", "overwrite"],
    &["upload", "set"],
    &["disable", "deactivate", "turn"],
    &["enable", "activate", "turn"],
    &["revoke", "cancel", "invalidate", "withdraw", "end", "signout"],
    &["ban", "block", "suspend"],
    &["unban", "unblock", "reinstate"],
    &["user", "account", "person", "people", "customer"],
    &["member", "membership", "employee"],
    &["image", "picture", "avatar", "photo", "logo", "icon"],
    &["email", "mail", "address"],
    &["phone", "sms", "mobile", "telephone"],
    &["invite", "invitation"],
    &["signin", "session"],
    &["signup", "create"],
    &["impersonate", "actor", "impersonation"],
    &["sso", "saml", "enterprise", "oidc"],
    &["m2m", "machine"],
    &["billing", "commerce", "payment", "subscription", "plan", "price", "invoice", "statement"],
    &["webhook", "svix", "event"],
    &["passkey", "webauthn"],
    &["wallet", "web3", "ethereum", "crypto"],
    &["metadata", "attribute", "custom"],
    &["oauth", "social", "google", "github", "external"],
    &["jwks", "signing"],
    &["permission", "right", "privilege"],
    &["rotate", "regenerate", "renew", "refresh"],
    &["verify", "check", "validate"],
    &["count", "number", "total"],
    &["setting", "configuration", "config", "option", "instance"],
    &["reset", "unset"],
    &["blocklist", "block", "deny"],
    &["allowlist", "allow"],
    &["directory", "scim"],
    &["template", "text", "mail"],
    &["testing", "test"],
];

/// The words of a text: lower case, in the singular, `sign in` as one.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    plain(text).into_iter().map(|word| stem(&word))
}

/// What is looked for: every telling word of a text with its synonyms.
pub(super) fn terms(text: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for typed in plain(text).into_iter().filter(|word| !EMPTY.contains(&word.as_str())) {
        let word = stem(&typed);
        if terms.iter().any(|term| term.word == word) {
            continue;
        }
        let groups = GROUPS.iter().filter(|group| group.iter().any(|known| stem(known) == word));
        let mut others: Vec<String> = groups.flat_map(|group| group.iter()).map(|other| stem(other)).collect();
        others.retain(|other| *other != word);
        terms.push(Term { word, typed, others });
    }
    terms
}

/// What a method does, as people say it.
pub(super) fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "list",
        Method::Post => "create",
        Method::Put => "replace",
        Method::Patch => "update",
        Method::Delete => "delete",
    }
}

/// Phrases by their first words, the longest first: what follows the first word, and what stands for all of it.
type Phrases = HashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>;

/// The phrases as they are looked for. All texts of the catalogue are read for a search, so it has to be quick.
static BY_FIRST: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::new();
    for (phrase, word) in PHRASES {
        let mut parts = phrase.split(' ');
        let first = parts.next().unwrap_or_default();
        phrases.entry(first).or_default().push((parts.collect(), *word));
    }
    phrases.values_mut().for_each(|those| those.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
    phrases
});

/// The words of a text in lower case, phrases as one word.
fn plain(text: &str) -> Vec<String> {
    let words = split(text);
    let mut plain = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let rest = &words[at + 1..];
        let begins =
            |(more, _): &&(Vec<&str>, &str)| more.len() <= rest.len() && more.iter().zip(rest).all(|(a, b)| a == b);
        match BY_FIRST.get(word.as_str()).and_then(|those| those.iter().find(begins)) {
            Some((more, one)) => {
                plain.extend(one.split(' ').map(str::to_owned));
                at += 1 + more.len();
            }
            None => {
                plain.push(word.clone());
                at += 1;
            }
        }
    }
    plain
}

/// The words of a text in lower case; an apostrophe is left out of its word.
fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        } else if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        } else if character != '\'' && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// One form for singular and plural, and for British spellings.
pub(super) fn stem(word: &str) -> String {
    // "does" is no plural.
    if word.len() <= 3 || word == "does" {
        return word.to_owned();
    }
    let british = |word: &str| word.replace("organisation", "organization").replace("authoris", "authoriz");
    let word = if word.contains("is") { Cow::Owned(british(word)) } else { Cow::Borrowed(word) };
    let cut = |ending: &str, put: &str| word.strip_suffix(ending).map(|stem| format!("{stem}{put}"));
    if !word.ends_with('s') {
        return word.into_owned();
    }
    cut("ies", "y")
        .or_else(|| cut("sses", "ss"))
        .or_else(|| cut("xes", "x"))
        .or_else(|| word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])).map(str::to_owned))
        .unwrap_or_else(|| word.clone().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart_into_words_of_one_form() {
        let found: Vec<String> = words("/email_addresses/{email_address_id}").collect();
        assert_eq!(found, ["email", "address", "email", "address", "id"]);
        assert_eq!(words("Sign-in Tokens").collect::<Vec<_>>(), ["signin", "token"]);
        assert_eq!(words("Log in with 2FA").collect::<Vec<_>>(), ["signin", "with", "mfa"]);
        assert_eq!(words("status of organisations").collect::<Vec<_>>(), ["status", "of", "organization"]);
    }

    #[test]
    fn a_word_brings_its_synonyms() {
        let terms = terms("the teams");
        assert_eq!(terms.len(), 1);
        assert!(terms[0].others.iter().any(|other| other == "organization"), "{terms:?}");
    }
}
