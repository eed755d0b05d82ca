//! The parameters of a request for authorization, as they were given.

use sha2::{Digest, Sha256};

use crate::authorization_server::fault::Fault;

/// The most bytes of all parameters together; they travel in addresses.
pub(crate) const MAX_QUERY: usize = 8 * 1024;

/// The parameter that proves to the page itself that its user has just signed in.
const SIGNED_IN: &str = "signed_in";
/// The names under which a sign-in token comes along.
const TICKETS: [&str; 2] = ["__clerk_ticket", "ticket"];

/// The parameters, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
}

/// What of the parameters is for the pages and not for the protocol.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Own {
    /// The proof of a sign-in for this very request.
    pub(crate) signed_in: Option<String>,
    /// A sign-in token.
    pub(crate) ticket: Option<String>,
}

/// That a parameter is there twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Twice;

impl Query {
    /// Reads what stands behind the question mark.
    pub(crate) fn read(text: &str) -> Result<(Self, Own), Fault> {
        if text.len() > MAX_QUERY {
            return Err(Fault::shown(414, "The request is longer than any that this server answers."));
        }
        let (mut pairs, mut own) = (Vec::new(), Own::default());
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            if value.contains('\0') || name.contains('\0') {
                return Err(Fault::shown(400, "A parameter holds the character U+0000."));
            }
            if name == SIGNED_IN {
                own.signed_in = Some(value.into_owned());
            } else if TICKETS.contains(&&*name) {
                own.ticket = Some(value.into_owned());
            } else {
                pairs.push((name.into_owned(), value.into_owned()));
            }
        }
        Ok((Self { pairs }, own))
    }

    /// A parameter that is there once and not empty: RFC 6749 takes an empty one for none.
    pub(crate) fn get(&self, name: &str) -> Result<Option<&str>, Twice> {
        let mut found = self.pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let first = found.next();
        if found.next().is_some() { Err(Twice) } else { Ok(first.filter(|value| !value.is_empty())) }
    }

    /// Whether any parameter is there twice. Only resources may be several (RFC 8707).
    pub(crate) fn has_twice(&self) -> bool {
        self.pairs.iter().any(|(name, _)| name != "resource" && self.get(name).is_err())
    }

    /// The parameters as they stand in an address.
    pub(crate) fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.pairs).finish()
    }

    /// The same, with the proof that the user has signed in for them.
    pub(crate) fn encode_signed_in(&self, proof: &str) -> String {
        let mut text = form_urlencoded::Serializer::new(self.encode());
        text.append_pair(SIGNED_IN, proof).finish()
    }

    /// What a form is bound to, so that nobody agrees to another request than the one that was shown.
    pub(crate) fn digest(&self) -> String {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(Sha256::digest(self.encode()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Query, Own) {
        let Ok(read) = Query::read(text) else { panic!("{text} can be read") };
        read
    }

    #[test]
    fn what_is_for_the_pages_is_taken_out_and_the_rest_stays() {
        let (query, own) = read("a=1&signed_in=p&b=x%20y&__clerk_ticket=t&c=");
        assert_eq!(query.encode(), "a=1&b=x+y&c=");
        assert_eq!((own.signed_in.as_deref(), own.ticket.as_deref()), (Some("p"), Some("t")));
        assert_eq!((query.get("a"), query.get("c"), query.get("d")), (Ok(Some("1")), Ok(None), Ok(None)));
        assert_eq!(
            read(&query.encode_signed_in("q")),
            (query.clone(), Own { signed_in: Some("q".to_owned()), ticket: None })
        );
        assert_ne!(query.digest(), read("a=1&b=x+y&c=1").0.digest());
    }

    #[test]
    fn a_parameter_that_is_there_twice_is_none() {
        let (query, _) = read("a=1&a=1&b=2");
        assert_eq!((query.get("a"), query.get("b"), query.has_twice()), (Err(Twice), Ok(Some("2")), true));
        assert!(!read("a=1&b=1&resource=1&resource=2").0.has_twice());
        assert!(Query::read("a=%00").is_err() && Query::read(&"a".repeat(MAX_QUERY + 1)).is_err());
    }
}
