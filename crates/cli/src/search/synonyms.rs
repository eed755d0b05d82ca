//! The words of texts in one form, and what else people call things.

use frontdesk_contract::Method;

use super::Term;

/// Words that say nothing about what is looked for.
const EMPTY: &[&str] = &[
    "a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "have", "how",
    "i", "in", "is", "it", "its", "me", "my", "of", "off", "on", "one", "or", "our", "s", "some", "someone", "that",
    "the", "their", "them", "this", "to", "v1", "want", "what", "which", "who", "with", "you", "your",
];

/// Several words that mean one thing, as they are looked for.
const PHRASES: &[(&str, &str)] = &[
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
const GROUPS: &[&[&str]] = &[
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
    let plain = plain(text);
    let found: Vec<String> = plain.split(' ').filter(|word| !word.is_empty()).map(stem).collect();
    found.into_iter()
}

/// What is looked for: every telling word of a text with its synonyms.
pub(super) fn terms(text: &str) -> Vec<Term> {
    let plain = plain(text);
    let mut terms: Vec<Term> = Vec::new();
    for typed in plain.split(' ').filter(|word| !word.is_empty() && !EMPTY.contains(word)) {
        let word = stem(typed);
        if terms.iter().any(|term| term.word == word) {
            continue;
        }
        let groups = GROUPS.iter().filter(|group| group.iter().any(|known| stem(known) == word));
        let mut others: Vec<String> = groups.flat_map(|group| group.iter()).map(|other| stem(other)).collect();
        others.retain(|other| *other != word);
        terms.push(Term { word, typed: typed.to_owned(), others });
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

/// Lower case, words with one space between them, phrases as one word.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push(' ');
    for character in text.chars() {
        if character.is_alphanumeric() {
            plain.extend(character.to_lowercase());
        } else if !plain.ends_with(' ') && character != '\'' {
            plain.push(' ');
        }
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    for (phrase, word) in PHRASES {
        if plain.contains(phrase) {
            plain = plain.replace(&format!(" {phrase} "), &format!(" {word} "));
        }
    }
    plain
}

/// One form for singular and plural, and for British spellings.
fn stem(word: &str) -> String {
    let word = word.replace("organisation", "organization").replace("authoris", "authoriz");
    let cut = |ending: &str, put: &str| word.strip_suffix(ending).map(|stem| format!("{stem}{put}"));
    // "does" is no plural.
    if word.len() <= 3 || word == "does" {
        return word;
    }
    cut("ies", "y")
        .or_else(|| cut("sses", "ss"))
        .or_else(|| cut("xes", "x"))
        .or_else(|| word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])).map(str::to_owned))
        .unwrap_or(word)
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
