//! Phone numbers.

/// The text is no phone number of any country's numbering plan in international form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a phone number in international form")]
pub struct InvalidPhone;

/// E.164 allows no more digits.
const MAX_DIGITS: usize = 15;

/// Brings a phone number into E.164, the form that is stored and compared: `+`, country code, national number.
///
/// The number must begin with `+`: without it the country would be a guess. Spaces, dashes, dots and parentheses between
/// the digits are dropped. The numbers that North America keeps for fiction ([`is_test_phone`]) are accepted in every
/// area code.
///
/// # Errors
///
/// [`InvalidPhone`] when the text holds anything else, or no numbering plan has such a number.
pub fn normalize_phone(text: &str) -> Result<String, InvalidPhone> {
    let rest = text.trim().strip_prefix('+').ok_or(InvalidPhone)?;
    let mut compact = String::from("+");
    for c in rest.chars() {
        match c {
            '0'..='9' if compact.len() <= MAX_DIGITS => compact.push(c),
            ' ' | '-' | '.' | '(' | ')' | '\u{a0}' => {}
            _ => return Err(InvalidPhone),
        }
    }
    if is_test_phone(&compact) {
        return Ok(compact);
    }
    let number = phonenumber::parse(None, &compact).map_err(|_| InvalidPhone)?;
    if !number.is_valid() {
        return Err(InvalidPhone);
    }
    Ok(number.format().mode(phonenumber::Mode::E164).to_string())
}

/// The country of a number in E.164, as its two ISO 3166 letters, such as `GB`. `None` for a number of no country, such
/// as a satellite phone's, and for what is no number.
pub fn country_code(e164: &str) -> Option<String> {
    // Not every area code of these belongs to a country, but people who see them think of this one.
    if is_test_phone(e164) && !phonenumber::parse(None, e164).is_ok_and(|number| number.is_valid()) {
        return Some("US".to_owned());
    }
    let number = phonenumber::parse(None, e164).ok()?;
    let country = number.country().id()?;
    Some(country.as_ref().to_owned())
}

/// Whether a country, given as its two capital letters, has a numbering plan.
pub fn is_phone_country(code: &str) -> bool {
    phonenumber::metadata::DATABASE.by_id(code).is_some()
}

/// Whether messages to this number are never sent and its code is always the well-known one: `+1`, any area code,
/// `555-0100` to `555-0199`. Wants the number in E.164.
pub fn is_test_phone(e164: &str) -> bool {
    let Some(national) = e164.strip_prefix("+1").map(str::as_bytes) else { return false };
    let [first, _, _, b'5', b'5', b'5', b'0', b'1', _, _] = national else { return false };
    (b'2'..=b'9').contains(first) && national.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn countries_with_a_numbering_plan_are_known() {
        assert!(["GB", "DE", "US", "NG"].into_iter().all(is_phone_country));
        assert!(["ZZ", "AQ", "gb", ""].into_iter().all(|code| !is_phone_country(code)));
    }

    #[test]
    fn separators_are_dropped() {
        for text in
            ["+14155552671", "+1 415 555 2671", " +1 (415) 555-2671 ", "+1.415.555.2671", "+1\u{a0}415-555-2671"]
        {
            assert_eq!(normalize_phone(text).unwrap(), "+14155552671", "{text:?}");
        }
        assert_eq!(normalize_phone("+44 (0)20 7946 0958").unwrap(), "+442079460958");
        assert_eq!(normalize_phone("+39 06 6982 1234").unwrap(), "+390669821234");
        assert_eq!(normalize_phone("+49 1512 3456789").unwrap(), "+4915123456789");
    }

    #[test]
    fn numbers_for_tests_are_accepted_in_every_area_code() {
        for text in ["+1 (201) 555-0100", "+15555550100", "+12345550199", "+1 999 555 0142"] {
            let number = normalize_phone(text).unwrap();
            assert!(is_test_phone(&number), "{text}");
            assert!(country_code(&number).is_some(), "{text}");
        }
        for text in ["+12015550200", "+12015550099", "+442015550100", "+1201555010", "+120155501000", "+11015550100"] {
            assert!(!is_test_phone(text), "{text}");
        }
    }

    #[test]
    fn what_no_numbering_plan_has_is_refused() {
        for text in [
            "",
            "+",
            "4155552671",
            "001 415 555 2671",
            "+1",
            "+1415555267",
            "+141555526711",
            "+9991234567",
            "+1 415 555 CALL",
            "+1 415 555 2671 ext. 5",
            "+14155552671;ext=5",
            "tel:+14155552671",
            "++14155552671",
            "+1415+5552671",
            "+\u{661}\u{662}\u{663}",
            "+1234567890123456",
            "+10000000000",
        ] {
            assert_eq!(normalize_phone(text), Err(InvalidPhone), "{text:?}");
        }
        assert!(normalize_phone(&format!("+{}", "1".repeat(1 << 20))).is_err());
    }

    #[test]
    fn the_country_is_told_apart_where_a_code_is_shared() {
        assert_eq!(country_code("+14155552671").as_deref(), Some("US"));
        assert_eq!(country_code("+16137827274").as_deref(), Some("CA"));
        assert_eq!(country_code("+15555550100").as_deref(), Some("US"));
        assert_eq!(country_code("+442079460958").as_deref(), Some("GB"));
        assert_eq!(country_code("+77172123456").as_deref(), Some("KZ"));
        assert_eq!(country_code("+80012340000"), None);
        assert_eq!(country_code("ada"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_a_normal_form_is_its_own(text in "\\PC*|\\+[0-9 ().-]{0,24}|\\+(1|44|49|39|7|86|91|54|52|225)[0-9]{6,12}") {
            if let Ok(normal) = normalize_phone(&text) {
                prop_assert_eq!(normalize_phone(&normal).unwrap(), normal);
            }
            country_code(&text);
            is_test_phone(&text);
        }
    }
}
