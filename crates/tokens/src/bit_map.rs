//! The permission bit maps of version 2 session tokens.
//!
//! The token lists the distinct verbs once (`per`), and for every organization feature, in the order of the claim
//! `fea`, one decimal number (`fpm`) whose bit *i* grants the verb *i* on that feature.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;

/// Longer numbers grant nothing. They would name more than 13,000 verbs, and reading them takes quadratic time.
const MAX_DIGITS: usize = 4096;

/// A custom permission, `org:<feature>:<verb>`, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Permission<'a> {
    pub(crate) feature: &'a str,
    pub(crate) verb: &'a str,
}

impl<'a> Permission<'a> {
    /// Reads a permission key. `None` for a system permission and for what a token cannot carry.
    pub(crate) fn parse(key: &'a str) -> Option<Self> {
        let (feature, verb) = key.strip_prefix("org:")?.split_once(':')?;
        let fits = is_list_item(feature) && is_list_item(verb) && !feature.starts_with("sys_");
        fits.then_some(Self { feature, verb })
    }
}

/// Whether text survives being put into a list with commas and colons.
pub(crate) fn is_list_item(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c == ',' || c == ':' || c.is_whitespace() || c.is_control())
}

/// The claims `per` and `fpm`, for organization features in the order of the claim `fea`.
pub(crate) fn encode(features: &[&str], permissions: &BTreeSet<Permission<'_>>) -> (String, String) {
    let verbs: BTreeSet<&str> = permissions.iter().map(|permission| permission.verb).collect();
    let bits: BTreeMap<&str, u64> = verbs.iter().copied().zip(0..).collect();
    let numbers: Vec<String> = features
        .iter()
        .map(|feature| {
            let mut number = BigUint::ZERO;
            // Highest first, so that the number grows once.
            let granted = permissions.iter().rev().filter(|permission| permission.feature == *feature);
            for permission in granted {
                number.set_bit(bits[permission.verb], true);
            }
            number.to_string()
        })
        .collect();
    (verbs.into_iter().collect::<Vec<_>>().join(","), numbers.join(","))
}

/// The permission keys that the claims grant on these organization features. What does not fit together is ignored.
pub(crate) fn decode(features: &[String], per: &str, fpm: &str) -> BTreeSet<String> {
    let verbs: Vec<&str> = per.split(',').map(str::trim).collect();
    let mut permissions = BTreeSet::new();
    for (feature, number) in features.iter().zip(fpm.split(',')) {
        let Some(number) = parse_number(number.trim()) else {
            continue;
        };
        for (verb, bit) in verbs.iter().zip(0..) {
            if number.bit(bit) && !verb.is_empty() {
                permissions.insert(["org:", feature, ":", verb].concat());
            }
        }
    }
    permissions
}

/// A number of the claim `fpm`.
enum Bits {
    Few(u64),
    Many(BigUint),
}

impl Bits {
    fn bit(&self, bit: u64) -> bool {
        match self {
            Self::Few(number) => bit < 64 && number >> bit & 1 == 1,
            Self::Many(number) => number.bit(bit),
        }
    }
}

fn parse_number(digits: &str) -> Option<Bits> {
    if digits.len() > MAX_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match digits.parse() {
        Ok(number) => Some(Bits::Few(number)),
        Err(_) => BigUint::parse_bytes(digits.as_bytes(), 10).map(Bits::Many),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permissions<'a>(keys: &[&'a str]) -> BTreeSet<Permission<'a>> {
        keys.iter().filter_map(|key| Permission::parse(key)).collect()
    }

    fn decoded(features: &[&str], per: &str, fpm: &str) -> Vec<String> {
        let features: Vec<String> = features.iter().map(ToString::to_string).collect();
        decode(&features, per, fpm).into_iter().collect()
    }

    #[test]
    fn verbs_are_listed_once_and_bits_follow_their_order() {
        let granted = permissions(&["org:reports:read", "org:dashboard:manage", "org:dashboard:read"]);
        let (per, fpm) = encode(&["dashboard", "reports"], &granted);
        assert_eq!((per.as_str(), fpm.as_str()), ("manage,read", "3,2"));
        assert_eq!(
            decoded(&["dashboard", "reports"], &per, &fpm),
            ["org:dashboard:manage", "org:dashboard:read", "org:reports:read"]
        );
    }

    #[test]
    fn a_feature_without_permissions_gets_zero() {
        let (per, fpm) = encode(&["a", "b", "c"], &permissions(&["org:b:read"]));
        assert_eq!((per.as_str(), fpm.as_str()), ("read", "0,1,0"));
    }

    #[test]
    fn more_verbs_than_any_integer_has_bits_survive() {
        let keys: Vec<String> = (0..200).map(|verb| format!("org:vault:verb{verb:03}")).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let (per, fpm) = encode(&["vault"], &permissions(&keys));
        assert_eq!(fpm, (BigUint::from(2u8).pow(200) - 1u8).to_string());
        assert_eq!(decoded(&["vault"], &per, &fpm), keys);
    }

    #[test]
    fn system_and_misshapen_permissions_are_left_out() {
        for key in [
            "org:sys_profile:manage",
            "org:reports",
            "reports:read",
            "org::read",
            "org:a:",
            "org:a:b:c",
            "org:a b:c",
            "",
        ] {
            assert_eq!(Permission::parse(key), None, "{key}");
        }
    }

    #[test]
    fn claims_that_do_not_fit_together_grant_only_what_is_sure() {
        assert_eq!(decoded(&["a"], "read", "1,1,1"), ["org:a:read"]);
        assert_eq!(decoded(&["a", "b"], "read", "1"), ["org:a:read"]);
        assert_eq!(decoded(&["a"], "read", "255"), ["org:a:read"]);
        assert_eq!(decoded(&["a", "b"], " manage , read ", " 2 , 1 "), ["org:a:read", "org:b:manage"]);
        for nonsense in ["", "-1", "0x1", "1e3", "1_0", "+1", "١"] {
            assert!(decoded(&["a"], "read", nonsense).is_empty(), "{nonsense}");
        }
        assert!(decoded(&["a"], "", "1").is_empty());
        assert!(decoded(&["a"], "read", &"9".repeat(MAX_DIGITS + 1)).is_empty());
    }
}
