//! Names and slugs of organizations.

/// The longest name, in characters.
pub const MAX_ORGANIZATION_NAME_LENGTH: usize = 256;
/// The longest slug, in characters.
pub const MAX_SLUG_LENGTH: usize = 256;
/// The longest slug made from a name. Leaves room for a suffix that makes it unique.
const MAX_MADE_SLUG_LENGTH: usize = 200;

/// The text is no slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a slug: lower-case letters, digits and dashes")]
pub struct InvalidSlug;

/// Why an organization's name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganizationNameProblem {
    /// Nothing, or only white space.
    #[error("the name is empty")]
    Empty,
    /// More than [`MAX_ORGANIZATION_NAME_LENGTH`] characters.
    #[error("the name is longer than {MAX_ORGANIZATION_NAME_LENGTH} characters")]
    TooLong,
    /// A web address. The name is put into invitation mails, where it would become a link of the inviter's choice.
    #[error("the name holds a web address")]
    LooksLikeUrl,
    /// Mark-up, for the same reason.
    #[error("the name holds HTML")]
    LooksLikeHtml,
}

/// Makes a slug from a name: `Café Zürich & Co.` becomes `cafe-zurich-co`. Never empty: a name without a letter or digit
/// gives `org`. Not unique: the caller adds what makes it so.
pub fn slugify(name: &str) -> String {
    // One character of the name can become several, never the other way round.
    let head: String = name.chars().take(MAX_MADE_SLUG_LENGTH).collect();
    let mut slug = slug::slugify(head);
    slug.truncate(MAX_MADE_SLUG_LENGTH);
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "org".to_owned() } else { slug }
}

/// Checks a slug that somebody chose: lower-case Latin letters, digits and `-`, at most [`MAX_SLUG_LENGTH`].
///
/// An id always has a `_`, so that a slug can never be taken for one.
///
/// # Errors
///
/// [`InvalidSlug`] for anything else.
pub fn check_slug(text: &str) -> Result<(), InvalidSlug> {
    let is_well_formed = !text.is_empty()
        && text.len() <= MAX_SLUG_LENGTH
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if is_well_formed { Ok(()) } else { Err(InvalidSlug) }
}

/// Checks the name of an organization.
///
/// A bare host name passes, since companies are called like that (`Booking.com`).
///
/// # Errors
///
/// The first problem found.
pub fn check_organization_name(name: &str) -> Result<(), OrganizationNameProblem> {
    if name.trim().is_empty() {
        return Err(OrganizationNameProblem::Empty);
    }
    if name.chars().take(MAX_ORGANIZATION_NAME_LENGTH + 1).count() > MAX_ORGANIZATION_NAME_LENGTH {
        return Err(OrganizationNameProblem::TooLong);
    }
    if looks_like_url(name) {
        return Err(OrganizationNameProblem::LooksLikeUrl);
    }
    if looks_like_html(name) {
        return Err(OrganizationNameProblem::LooksLikeHtml);
    }
    Ok(())
}

fn looks_like_url(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("://")
        || name.split(|c: char| !c.is_alphanumeric() && c != '.').any(|word| {
            // `www.` alone is no address, and neither is an ellipsis after the word.
            word.strip_prefix("www.").is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        })
        || ["javascript:", "mailto:", "data:text"].iter().any(|scheme| name.contains(scheme))
}

fn looks_like_html(name: &str) -> bool {
    let starts_tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    let tag = name.match_indices('<').any(|(at, _)| starts_tag(&name[at + 1..]));
    // `&lt;` and `&#60;` become `<` where a mail programme is careless. `AT&T; Bell` must pass, hence the list.
    let lower = name.to_ascii_lowercase();
    tag || ["&lt;", "&gt;", "&quot;", "&amp;", "&#"].iter().any(|entity| lower.contains(entity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slug_is_made_from_any_name() {
        assert_eq!(slugify("Acme Corp"), "acme-corp");
        assert_eq!(slugify("  Café Zürich & Co. "), "cafe-zurich-co");
        assert_eq!(slugify("北京"), "bei-jing");
        assert_eq!(slugify("!!!"), "org");
        assert_eq!(slugify(""), "org");
        assert!(slugify(&"北".repeat(256)).len() <= MAX_MADE_SLUG_LENGTH);
    }

    #[test]
    fn a_chosen_slug_has_lower_case_letters_digits_and_dashes() {
        for slug in ["acme", "acme-corp-2", "7", &"a".repeat(256)] {
            assert_eq!(check_slug(slug), Ok(()), "{slug}");
        }
        for slug in ["", "Acme", "acme corp", "acme_corp", "café", "a/b", &"a".repeat(257)] {
            assert_eq!(check_slug(slug), Err(InvalidSlug), "{slug}");
        }
    }

    #[test]
    fn ordinary_names_pass() {
        for name in [
            "Acme",
            "Booking.com",
            "Ben & Jerry's",
            "AT&T; Bell",
            "3 < 4 > 2",
            "I <3 Rust",
            "Www",
            "www.",
            "A: B/C",
            "北京公司",
            "Node.js Users",
            &"é".repeat(256),
        ] {
            assert_eq!(check_organization_name(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn web_addresses_and_mark_up_are_refused() {
        for name in [
            "https://evil.example",
            "See http://x",
            "Win at WWW.evil.example!",
            "(www.evil.example)",
            "javascript:alert(1)",
        ] {
            assert_eq!(check_organization_name(name), Err(OrganizationNameProblem::LooksLikeUrl), "{name}");
        }
        for name in ["<b>Acme</b>", "Acme <script", "</a>", "<!-- x", "&lt;b", "x &#60;b"] {
            assert_eq!(check_organization_name(name), Err(OrganizationNameProblem::LooksLikeHtml), "{name}");
        }
    }

    #[test]
    fn empty_and_overlong_names_are_refused() {
        for name in ["", " ", "\t\n"] {
            assert_eq!(check_organization_name(name), Err(OrganizationNameProblem::Empty));
        }
        assert_eq!(check_organization_name(&"é".repeat(257)), Err(OrganizationNameProblem::TooLong));
    }

    proptest! {
        #[test]
        fn every_name_gives_a_valid_slug_that_is_its_own_slug(name in "\\PC*") {
            let slug = slugify(&name);
            prop_assert_eq!(check_slug(&slug), Ok(()));
            prop_assert_eq!(slugify(&slug), slug);
        }

        #[test]
        fn no_name_makes_it_panic(name in ".*|[<&a-z;:/.w]{0,20}") {
            let _ = check_organization_name(&name);
        }
    }
}
