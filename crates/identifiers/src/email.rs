//! E-mail addresses.

use email_address::{EmailAddress, Options};
use unicode_normalization::UnicodeNormalization;

/// The longest address that a mail transaction can carry (RFC 5321), in bytes.
pub const MAX_EMAIL_LENGTH: usize = 254;

/// The text is no e-mail address that mail could be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct InvalidEmail;

/// Brings an address into the one form that is stored and compared: lower case, without surrounding white space, its
/// host name as DNS writes it.
///
/// Quoted local parts, comments and IP addresses in place of a host name are legal in a message header but are refused
/// here: nobody signs up with them, and they are a vehicle for header injection.
///
/// # Errors
///
/// [`InvalidEmail`] when the syntax is wrong, the host name has no dot or cannot exist, or a length limit is exceeded.
pub fn normalize_email(text: &str) -> Result<String, InvalidEmail> {
    let text = text.trim();
    // The longest legal address, were each byte of it to stand for a letter outside ASCII; spares the rest the work.
    if text.len() > 4 * MAX_EMAIL_LENGTH {
        return Err(InvalidEmail);
    }
    let (local, host) = text.rsplit_once('@').ok_or(InvalidEmail)?;
    if local.contains(['"', '(', ')', '\\']) || local.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(InvalidEmail);
    }
    let host = idna::domain_to_ascii_strict(host).map_err(|_| InvalidEmail)?;
    let top_level_is_numeric = host.rsplit('.').next().is_none_or(|label| label.bytes().all(|b| b.is_ascii_digit()));
    if top_level_is_numeric {
        return Err(InvalidEmail);
    }
    let address = format!("{}@{host}", fold_case(local));
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    if address.len() > MAX_EMAIL_LENGTH || EmailAddress::parse_with_options(&address, options).is_err() {
        return Err(InvalidEmail);
    }
    Ok(address)
}

/// Whether mail to this address is never sent and its code is always the well-known one: the address has the
/// subaddress `+clerk_test`, as in `ada+clerk_test@example.com`.
pub fn is_test_email(address: &str) -> bool {
    address
        .rsplit_once('@')
        .and_then(|(local, _)| local.split_once('+'))
        .is_some_and(|(_, subaddress)| subaddress.split('+').any(|part| part.eq_ignore_ascii_case("clerk_test")))
}

/// Lower case and composed. Composing can leave letters that have a lower case of their own, hence the second round.
fn fold_case(text: &str) -> String {
    let once: String = text.to_lowercase().nfc().collect();
    once.to_lowercase().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_stored_in_lower_case_without_white_space() {
        assert_eq!(normalize_email("  Ada.Lovelace@Example.COM\n").unwrap(), "ada.lovelace@example.com");
        assert_eq!(normalize_email("a+b@sub.example.co.uk").unwrap(), "a+b@sub.example.co.uk");
        assert_eq!(normalize_email("o'brien_{x}@example.com").unwrap(), "o'brien_{x}@example.com");
    }

    #[test]
    fn one_mailbox_has_one_spelling_outside_ascii_too() {
        assert_eq!(normalize_email("ada@BÜCHER.example").unwrap(), "ada@xn--bcher-kva.example");
        let composed = normalize_email("J\u{dc}RGEN@example.com").unwrap();
        let decomposed = normalize_email("JU\u{308}RGEN@example.com").unwrap();
        assert_eq!(composed, decomposed);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            "@",
            "ada",
            "ada@",
            "@example.com",
            "ada@localhost",
            "a b@example.com",
            "ada@exa mple.com",
            "ada@@example.com",
            "ada@example..com",
            ".ada@example.com",
            "ada.@example.com",
            "a..b@example.com",
            "ada@-example.com",
            "ada@example.com.",
            "ada@[127.0.0.1]",
            "ada@127.0.0.1",
            "\"a b\"@example.com",
            "Ada <ada@example.com>",
            "ada(x)@example.com",
            "ada@example.com\nbcc:eve@example.com",
            "ada\u{0}@example.com",
            "ada@exa_mple.com",
            "ada,eve@example.com",
            "mailto:ada@example.com",
        ] {
            assert_eq!(normalize_email(text), Err(InvalidEmail), "{text:?}");
        }
    }

    #[test]
    fn the_limits_of_the_mail_protocol_hold() {
        let local = "a".repeat(64);
        assert!(normalize_email(&format!("{local}@example.com")).is_ok());
        assert!(normalize_email(&format!("{local}a@example.com")).is_err());
        let host = format!("{}.{}.{}.example", "b".repeat(63), "c".repeat(63), "d".repeat(53));
        assert_eq!(normalize_email(&format!("{local}@{host}")).unwrap().len(), MAX_EMAIL_LENGTH);
        assert!(normalize_email(&format!("{local}@e{host}")).is_err());
        assert!(normalize_email(&format!("a@{}.example", "b".repeat(64))).is_err());
        assert!(normalize_email(&"a@".repeat(1 << 20)).is_err());
    }

    #[test]
    fn test_addresses_carry_the_test_subaddress() {
        assert!(is_test_email("ada+clerk_test@example.com"));
        assert!(is_test_email("ada+shop+Clerk_Test@example.com"));
        for address in ["ada@example.com", "ada+clerk_tests@example.com", "clerk_test@example.com", "a@b+clerk_test"] {
            assert!(!is_test_email(address), "{address}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_a_normal_form_is_its_own(text in "\\PC*|[a-zA-ZéÉİΣǅ0-9.+_-]{1,20}@[a-zA-ZüÜß0-9-]{1,12}\\.[a-zA-Z]{2,5}") {
            if let Ok(normal) = normalize_email(&text) {
                prop_assert_eq!(normalize_email(&normal).unwrap(), normal);
            }
            is_test_email(&text);
        }
    }
}
