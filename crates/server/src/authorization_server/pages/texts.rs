//! What pages say in words of everyday.

use frontdesk_storage::instances::Settings;

/// What a scope gives an application; `None` for one that gives nothing to see.
pub(super) fn scope(name: &str) -> Option<&'static str> {
    Some(match name {
        "openid" => "Recognize your account by its id",
        "profile" => "See your name, username and picture",
        "email" => "See your email address",
        "offline_access" => "Keep this access while you are away",
        "public_metadata" => "See what this service notes about your account for everybody",
        "private_metadata" => "See what this service notes about your account for itself",
        "user:org:read" => "See which organization you act for",
        _ => return None,
    })
}

/// What people sign in by, as a label, and the kind of field for it.
pub(super) fn identifier(settings: &Settings) -> (String, &'static str) {
    let kinds = [
        (settings.email_address_enabled, "email address"),
        (settings.phone_number_enabled, "phone number"),
        (settings.username_enabled, "username"),
    ];
    let used: Vec<&str> = kinds.into_iter().filter(|(is_used, _)| *is_used).map(|(_, name)| name).collect();
    let text = match used.as_slice() {
        [] => "account".to_owned(),
        [only] => (*only).to_owned(),
        [first, last] => format!("{first} or {last}"),
        [first, rest @ ..] => format!("{first}, {}", rest.join(" or ")),
    };
    let kind = match used.as_slice() {
        ["email address"] => "email",
        ["phone number"] => "tel",
        _ => "text",
    };
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    (first + characters.as_str(), kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth_applications::scopes::ALL;

    #[test]
    fn every_scope_is_told_in_words() {
        assert!(ALL.iter().all(|name| scope(name).is_some()));
    }

    #[test]
    fn the_label_names_what_the_instance_uses() {
        let label = |email, phone, username| {
            identifier(&Settings {
                email_address_enabled: email,
                phone_number_enabled: phone,
                username_enabled: username,
                ..Settings::default()
            })
        };
        assert_eq!(label(true, true, true), ("Email address, phone number or username".to_owned(), "text"));
        assert_eq!(label(true, false, true), ("Email address or username".to_owned(), "text"));
        assert_eq!(label(true, false, false), ("Email address".to_owned(), "email"));
        assert_eq!(label(false, true, false), ("Phone number".to_owned(), "tel"));
        assert_eq!(label(false, false, false), ("Account".to_owned(), "text"));
    }
}
