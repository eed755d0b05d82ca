//! The domain that a production instance lives on, from the address of its application.

use psl::Type;

/// Domains of the hosted service, which nobody else can live on.
const RESERVED: &[&str] = &["clerk.com", "clerk.dev", "clerk.app", "accounts.dev", "lcl.dev", "lclclerk.com"];
/// Names that the records of an instance take below its domain.
const RESERVED_LABELS: &[&str] = &["clerk", "accounts", "clkmail"];

/// Why no instance can live there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HomeDomainProblem {
    /// Nothing that somebody could have registered.
    #[error("`{0}` is not a registered domain or a name below one")]
    NotRegistrable(String),
    /// Lent out by a hosting service, whose records its customers cannot set.
    #[error("`{0}` belongs to a hosting service; use a domain of your own")]
    KnownHosting(String),
    /// A domain of the hosted service.
    #[error("`{0}` is reserved for the service itself")]
    Reserved(String),
    /// A subdomain that an instance keeps for its own records.
    #[error("the subdomain `{0}` is reserved for the instance's own records")]
    ReservedSubdomain(String),
}

/// The domain for the application at `host`: what somebody registered, or all of it but `www.` for one of `several`
/// applications on the same registered domain.
///
/// # Errors
///
/// [`HomeDomainProblem`] when the host is an address, a public suffix, or reserved.
pub fn home_domain(host: &str, several: bool) -> Result<String, HomeDomainProblem> {
    let host = host.trim_end_matches('.').to_lowercase();
    let is_below = |domain: &&&str| host == **domain || host.ends_with(&format!(".{domain}"));
    if let Some(domain) = RESERVED.iter().find(is_below) {
        return Err(HomeDomainProblem::Reserved((*domain).to_owned()));
    }
    let suffix = psl::suffix(host.as_bytes()).ok_or_else(|| HomeDomainProblem::NotRegistrable(host.clone()))?;
    if suffix.typ() == Some(Type::Private) {
        return Err(HomeDomainProblem::KnownHosting(host));
    }
    let domain = psl::domain_str(&host).filter(|_| suffix.is_known()).map(str::to_owned);
    let domain = domain.ok_or_else(|| HomeDomainProblem::NotRegistrable(host.clone()))?;
    let below = host.strip_suffix(&domain).unwrap_or_default().trim_end_matches('.');
    if let Some(label) = below.split('.').find(|label| RESERVED_LABELS.contains(label)) {
        return Err(HomeDomainProblem::ReservedSubdomain(label.to_owned()));
    }
    if several {
        return Ok(host.strip_prefix("www.").unwrap_or(&host).to_owned());
    }
    Ok(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registered_domain_is_the_home_unless_there_are_several() {
        for (host, alone, several) in [
            ("www.example.com", "example.com", "example.com"),
            ("example.co.uk", "example.co.uk", "example.co.uk"),
            ("App.Shop.example.com.", "example.com", "app.shop.example.com"),
        ] {
            assert_eq!(home_domain(host, false).as_deref(), Ok(alone), "{host}");
            assert_eq!(home_domain(host, true).as_deref(), Ok(several), "{host}");
        }
    }

    #[test]
    fn what_is_somebody_elses_is_refused() {
        let text = str::to_owned;
        for (host, problem) in [
            ("localhost", HomeDomainProblem::NotRegistrable(text("localhost"))),
            ("co.uk", HomeDomainProblem::NotRegistrable(text("co.uk"))),
            ("app.internal-name", HomeDomainProblem::NotRegistrable(text("app.internal-name"))),
            ("shop.vercel.app", HomeDomainProblem::KnownHosting(text("shop.vercel.app"))),
            ("netlify.app", HomeDomainProblem::KnownHosting(text("netlify.app"))),
            ("x.clerk.com", HomeDomainProblem::Reserved(text("clerk.com"))),
            ("happy-cat-1.clerk.accounts.dev", HomeDomainProblem::Reserved(text("accounts.dev"))),
            ("accounts.example.com", HomeDomainProblem::ReservedSubdomain(text("accounts"))),
        ] {
            assert_eq!(home_domain(host, true), Err(problem), "{host}");
        }
    }
}
