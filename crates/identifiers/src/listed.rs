//! Entries of an allow-list or block-list: one identifier, or all addresses of a domain.

use crate::{normalize_email, normalize_phone, normalize_web3_wallet};

/// What kind of identifier an entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedKind {
    /// An e-mail address.
    EmailAddress,
    /// All e-mail addresses of a domain, or of the domains below it.
    EmailDomain,
    /// A phone number.
    PhoneNumber,
    /// The address of a wallet.
    Web3Wallet,
}

/// The text is nothing that a list can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither an e-mail address, nor `*@` and a domain, nor a phone number in international form, nor a wallet")]
pub struct InvalidListed;

/// Brings an entry into the one form that is stored and compared. `below` allows `*@*.example.com`, all domains that
/// are one label longer than `example.com`.
///
/// An asterisk stands for a whole local part or a whole label; elsewhere it is a character like others.
///
/// # Errors
///
/// [`InvalidListed`] when the text is none of what a list can hold.
pub fn normalize_listed(text: &str, below: bool) -> Result<(ListedKind, String), InvalidListed> {
    let text = text.trim();
    if let Some(domain) = text.strip_prefix("*@") {
        let (prefix, domain) = match domain.strip_prefix("*.") {
            Some(domain) if below => ("*@*.", domain),
            Some(_) => return Err(InvalidListed),
            None => ("*@", domain),
        };
        let address = normalize_email(&format!("x@{domain}")).map_err(|_| InvalidListed)?;
        let (_, host) = address.rsplit_once('@').ok_or(InvalidListed)?;
        return Ok((ListedKind::EmailDomain, format!("{prefix}{host}")));
    }
    if text.contains('@') {
        return normalize_email(text).map(|address| (ListedKind::EmailAddress, address)).map_err(|_| InvalidListed);
    }
    if text.starts_with('+') {
        return normalize_phone(text).map(|number| (ListedKind::PhoneNumber, number)).map_err(|_| InvalidListed);
    }
    normalize_web3_wallet(text).map(|wallet| (ListedKind::Web3Wallet, wallet)).map_err(|_| InvalidListed)
}

/// The entries of an allow-list that let a normalised address in.
pub fn allowing_entries(address: &str) -> Vec<String> {
    let mut entries = vec![address.to_owned()];
    if let Some((_, host)) = address.rsplit_once('@') {
        entries.push(format!("*@{host}"));
    }
    entries
}

/// The entries of a block-list that keep a normalised address out: itself, the address without what stands behind `+`,
/// `=` or `#` (at Yahoo also `-`), its domain, and `*.` before the domain above.
pub fn blocking_entries(address: &str) -> Vec<String> {
    let mut entries = allowing_entries(address);
    let Some((local, host)) = address.rsplit_once('@') else { return entries };
    let mut marks = vec!['+', '=', '#'];
    if is_yahoo(host) {
        marks.push('-');
    }
    if let Some((base, _)) = local.split_once(marks.as_slice())
        && !base.is_empty()
    {
        entries.push(format!("{base}@{host}"));
    }
    if let Some((_, parent)) = host.split_once('.')
        && parent.contains('.')
    {
        entries.push(format!("*@*.{parent}"));
    }
    entries
}

fn is_yahoo(host: &str) -> bool {
    matches!(host.split('.').next(), Some("yahoo" | "ymail" | "rocketmail"))
}

/// The local part without its subaddress, and the host, of a normalised address.
pub fn without_subaddress(address: &str) -> (&str, &str) {
    let (local, host) = address.rsplit_once('@').unwrap_or((address, ""));
    match local.split_once(['+', '=', '#']) {
        Some((base, _)) if !base.is_empty() => (base, host),
        _ => (local, host),
    }
}

/// Whether a normalised address has a part behind `+`, `=` or `#`.
pub fn has_subaddress(address: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(local, _)| local.contains(['+', '=', '#']))
}

/// Whether mail to the host goes to Gmail, which takes no notice of dots.
pub fn is_gmail(host: &str) -> bool {
    matches!(host, "gmail.com" | "googlemail.com")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_one_form() {
        for (text, kind, normal) in [
            (" Ada@Example.COM ", ListedKind::EmailAddress, "ada@example.com"),
            ("*@Example.com", ListedKind::EmailDomain, "*@example.com"),
            ("*@*.Example.com", ListedKind::EmailDomain, "*@*.example.com"),
            ("*@BÜCHER.example", ListedKind::EmailDomain, "*@xn--bcher-kva.example"),
            ("john*@example.com", ListedKind::EmailAddress, "john*@example.com"),
            ("+1 (415) 555-2671", ListedKind::PhoneNumber, "+14155552671"),
            (
                "0xABCDEF0123456789abcdef0123456789ABCDEF01",
                ListedKind::Web3Wallet,
                "0xabcdef0123456789abcdef0123456789abcdef01",
            ),
        ] {
            assert_eq!(normalize_listed(text, true), Ok((kind, normal.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_no_list_can_hold_is_refused() {
        for text in
            ["", "example.com", "*", "*@", "*@*", "*@*.", "*@localhost", "*@*.*.example.com", "4155552671", "0x12", "@"]
        {
            assert_eq!(normalize_listed(text, true), Err(InvalidListed), "{text}");
        }
        assert_eq!(normalize_listed("*@*.example.com", false), Err(InvalidListed));
    }

    #[test]
    fn an_address_is_kept_out_by_its_base_its_domain_and_the_domain_above() {
        let entries = blocking_entries("ada+x=y@mail.example.com");
        let expected = ["ada+x=y@mail.example.com", "*@mail.example.com", "ada@mail.example.com", "*@*.example.com"];
        assert_eq!(entries, expected);
        assert_eq!(blocking_entries("ada-x@example.com"), ["ada-x@example.com", "*@example.com"]);
        assert!(blocking_entries("ada-x@yahoo.co.uk").contains(&"ada@yahoo.co.uk".to_owned()));
        assert!(!allowing_entries("ada+x@example.com").contains(&"ada@example.com".to_owned()));
    }

    #[test]
    fn the_part_before_a_subaddress_is_told() {
        assert_eq!(without_subaddress("ada+x@example.com"), ("ada", "example.com"));
        assert_eq!(without_subaddress("+x@example.com"), ("+x", "example.com"));
        assert!(has_subaddress("a#b@example.com") && !has_subaddress("a-b@exa.example"));
    }
}
