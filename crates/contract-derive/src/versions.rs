//! The little language for sets of versions: `>=2025-04-10`, `<=2025-11-10`, `!2025-03-12`,
//! `2021-02-05 2024-10-01`; several words of the first three kinds must all hold.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{LitStr, Result};

const DATES: [&str; 6] = ["2021-02-05", "2024-10-01", "2025-03-12", "2025-04-10", "2025-11-10", "2026-05-12"];
pub(crate) const ALL: u8 = 0b11_1111;

/// The bits of the set that `text` describes.
pub(crate) fn parse(text: &LitStr) -> Result<u8> {
    let position = |date: &str| {
        DATES
            .iter()
            .position(|known| *known == date)
            .ok_or_else(|| syn::Error::new(text.span(), format!("`{date}` is not a version of the API")))
    };
    let (mut listed, mut filter) = (0_u8, ALL);
    let words = text.value();
    if words == "none" {
        return Ok(0);
    }
    for word in words.split_whitespace() {
        if let Some(date) = word.strip_prefix(">=") {
            filter &= ALL << position(date)?;
        } else if let Some(date) = word.strip_prefix("<=") {
            filter &= !(ALL << (position(date)? + 1));
        } else if let Some(date) = word.strip_prefix('!') {
            filter &= !(1 << position(date)?);
        } else {
            listed |= 1 << position(word)?;
        }
    }
    Ok(filter & if listed == 0 { ALL } else { listed } & ALL)
}

/// The texts and sets of a list such as `400 404@<=2021-02-05,!2025-03-12`: commas stand for the spaces within a set.
pub(crate) fn parse_list(list: &LitStr) -> Result<Vec<(String, u8)>> {
    list.value()
        .split_whitespace()
        .map(|word| {
            let (text, set) = word.split_once('@').unwrap_or((word, ""));
            Ok((text.to_owned(), parse(&LitStr::new(&set.replace(',', " "), list.span()))?))
        })
        .collect()
}

/// The set as an expression.
pub(crate) fn expression(bits: u8) -> TokenStream {
    quote!(::frontdesk_contract::Versions::from_bits(#bits))
}
