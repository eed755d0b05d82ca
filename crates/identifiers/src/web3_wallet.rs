//! Addresses of web3 wallets.

/// The text is no wallet address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a web3 wallet address: 0x and 40 hexadecimal digits")]
pub struct InvalidWeb3Wallet;

/// Brings an Ethereum-style address into the form that is stored and compared: `0x` and 40 hexadecimal digits in lower
/// case. The mixed case that some wallets write is a check sum over the same address, so it is dropped.
///
/// # Errors
///
/// [`InvalidWeb3Wallet`] for anything else.
pub fn normalize_web3_wallet(text: &str) -> Result<String, InvalidWeb3Wallet> {
    let address = text.trim().to_ascii_lowercase();
    let digits = address.strip_prefix("0x").ok_or(InvalidWeb3Wallet)?;
    if digits.len() != 40 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(InvalidWeb3Wallet);
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_is_dropped() {
        let normal = "0x52908400098527886e0f7030069857d2e4169ee7";
        assert_eq!(normalize_web3_wallet("0x52908400098527886E0F7030069857D2E4169EE7").unwrap(), normal);
        assert_eq!(normalize_web3_wallet(" 0X52908400098527886E0F7030069857D2E4169EE7 ").unwrap(), normal);
    }

    #[test]
    fn only_forty_hexadecimal_digits_are_an_address() {
        let digits = "5".repeat(40);
        for text in [
            String::new(),
            "0x".to_owned(),
            digits.clone(),
            format!("0x{digits}5"),
            format!("0x{}", &digits[1..]),
            format!("0x{}g", &digits[1..]),
            format!("0x{}é", &digits[2..]),
        ] {
            assert_eq!(normalize_web3_wallet(&text), Err(InvalidWeb3Wallet), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_a_normal_form_is_its_own(text in "\\PC*|0[xX][0-9a-fA-F]{39,41}") {
            if let Ok(normal) = normalize_web3_wallet(&text) {
                prop_assert_eq!(normalize_web3_wallet(&normal).unwrap(), normal);
            }
        }
    }
}
