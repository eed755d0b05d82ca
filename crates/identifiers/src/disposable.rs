//! Throw-away mailboxes.

use std::collections::HashSet;
use std::sync::LazyLock;

static DOMAINS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| mailchecker::blacklist().into_iter().collect());

/// Whether a host name is that of a known provider of throw-away mailboxes, or lies below one. Wants it in lower case.
pub fn is_disposable_host(host: &str) -> bool {
    let mut rest = host;
    loop {
        if DOMAINS.contains(rest) {
            return true;
        }
        match rest.split_once('.') {
            Some((_, parent)) if parent.contains('.') => rest = parent,
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_of_throw_away_mailboxes_are_known_with_all_that_lies_below() {
        for host in ["mailinator.com", "inbox.mailinator.com", "guerrillamail.com", "yopmail.com"] {
            assert!(is_disposable_host(host), "{host}");
        }
        for host in ["gmail.com", "example.com", "mailinator.com.example.org", "com", ""] {
            assert!(!is_disposable_host(host), "{host}");
        }
    }
}
